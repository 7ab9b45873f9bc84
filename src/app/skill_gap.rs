//! The skill gap of a programme or class: the vacancies that suit its major against the records of its students.

use super::{App, knowledge::Dictionaries, matches::weighed, organisations};
use crate::domain::{
    graduate::Graduate,
    ids::{ProgrammeId, VacancyId},
    matching::leads_to,
    party::Actor,
    programme::Programme,
    refusal::Refusal,
    skill_gap::{Comparison, Lesson, SkillGap, compare},
    vacancy::{Vacancy, VacancyKind},
};
use chrono::NaiveDate;
use jobbridge_index::{VacancyRecall, Vocabulary};
use std::{collections::BTreeSet, sync::Arc};

/// How many vacancies are looked at.
const MOST: usize = 1_000;
/// Students read at once.
const PAGE: u64 = 500;
/// How well a vacancy must go with the major to speak for it: named, of the same class, or linked and rather sure.
const SUITS: f64 = 0.5;

/// The gap with the class it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassGap {
    /// The programme.
    pub programme: ProgrammeId,
    /// The day.
    pub as_of: NaiveDate,
    /// The figures.
    pub gap: SkillGap,
}

/// Compares what the vacancies that suit a programme ask for with what its students, or those of one class, hold and
/// will hold.
///
/// # Errors
/// Not there for others than the operator and the programme's schools.
pub async fn skill_gap(
    app: &App,
    actor: Actor,
    id: ProgrammeId,
    class: Option<String>,
) -> Result<ClassGap, Refusal> {
    let programme = organisations::read_programme(app, actor, id).await?;
    let mut students = students_of(app, id).await?;
    if let Some(class) = class {
        students.retain(|student| student.class_name.as_ref() == Some(&class));
    }
    let vacancies = suiting(app, &programme).await?;
    let (words, as_of) = (Arc::clone(&app.words), app.today());
    let task = tokio::task::spawn_blocking(move || figures(&words, &programme, &students, &vacancies, as_of));
    let gap = task.await.map_err(|error| Refusal::Internal(format!("skill gap: {error}")))?;
    Ok(ClassGap { programme: id, as_of, gap })
}

async fn students_of(app: &App, programme: ProgrammeId) -> Result<Vec<Graduate>, Refusal> {
    let mut students: Vec<Graduate> = Vec::new();
    loop {
        let after = students.last().map(|last| last.id);
        let page = app.store.graduates_of_programme(programme, after, PAGE).await?;
        if page.is_empty() {
            return Ok(students);
        }
        students.extend(page);
    }
}

/// Employments that are open, and that the major leads to or seats are kept in.
async fn suiting(app: &App, programme: &Programme) -> Result<Vec<Vacancy>, Refusal> {
    let major = &programme.plan.major;
    let recall = VacancyRecall {
        skills: Vec::new(),
        certificates: Vec::new(),
        majors: vec![(major.code.clone(), 1.0)],
        occupations: app.words.occupations_of(&major.code).into_iter().map(weighed).collect(),
        regions: Vec::new(),
        programmes: vec![programme.id.to_string()],
        only_kinds: vec![VacancyKind::Employment.as_str().to_owned()],
        fill: false,
        limit: MOST,
    };
    let found = app.with_index(move |index| index.vacancies().recall(&recall)).await?;
    let found = found.map_err(|error| Refusal::Internal(format!("index: {error}")))?;
    let ids: Vec<VacancyId> = found.iter().filter_map(|(key, _)| key.parse().ok()).collect();
    let mut vacancies = app.store.open_among(&ids, app.today()).await?;
    let knowledge = Dictionaries(&app.words);
    vacancies.retain(|vacancy| {
        let reserved = vacancy.content.reserved.iter().any(|kept| kept.programme == programme.id);
        reserved || leads_to(major, &vacancy.content, &knowledge).is_some_and(|fraction| fraction >= SUITS)
    });
    Ok(vacancies)
}

fn figures(
    words: &Vocabulary,
    programme: &Programme,
    students: &[Graduate],
    vacancies: &[Vacancy],
    today: NaiveDate,
) -> SkillGap {
    compare(&Comparison {
        vacancies: vacancies.iter().map(|vacancy| &vacancy.content).collect(),
        records: students.iter().map(|student| &student.record).collect(),
        stages: &programme.plan.stages,
        lessons: &lessons(words, programme, students),
        knowledge: &Dictionaries(words),
        today,
    })
}

/// The courses that the records name with their stages, and the core courses of the major's catalogue.
fn lessons(words: &Vocabulary, programme: &Programme, students: &[Graduate]) -> Vec<Lesson> {
    let courses = students.iter().flat_map(|student| &student.record.courses);
    let taught: BTreeSet<_> = courses.map(|course| (Some(course.stage), course.name.clone())).collect();
    let major = &programme.plan.major;
    let core = words.majors().get(&major.catalogue, &major.code).map(|major| major.courses.clone());
    let core = core.unwrap_or_default().into_iter().map(|course| (None, course));
    let lesson = |(stage, course): (Option<u8>, String)| {
        let mut teaches: Vec<_> =
            words.skills().find_in(&course).into_iter().map(|found| found.name).collect();
        teaches.push(words.skills().canonical(&course));
        Lesson { course, stage, teaches }
    };
    taught.into_iter().chain(core).map(lesson).collect()
}
