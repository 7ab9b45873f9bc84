//! 技能差距: what the vacancies that suit a class ask for, what the class holds or will hold, and which stage and course
//! should teach the rest.

use super::{
    ids::SchoolId,
    matching::{Knowledge, SkillRelation},
    programme::PlannedStage,
    training_record::{Skill, SkillEvidence, TrainingRecord},
    vacancy::{Necessity, VacancyContent},
};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A course and the skills that its name says it teaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Its name.
    pub course: String,
    /// Its stage; none for a course of the catalogue that no record of the class names.
    pub stage: Option<u8>,
    /// The skills in its name.
    pub teaches: Vec<String>,
}

/// What is compared.
pub struct Comparison<'a> {
    /// What the vacancies that suit the class say.
    pub vacancies: Vec<&'a VacancyContent>,
    /// The records of the class.
    pub records: Vec<&'a TrainingRecord>,
    /// The stages of the programme.
    pub stages: &'a [PlannedStage],
    /// Its courses.
    pub lessons: &'a [Lesson],
    /// What the dictionaries know.
    pub knowledge: &'a dyn Knowledge,
    /// The day.
    pub today: NaiveDate,
}

/// What is asked for, what is there, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillGap {
    /// How many vacancies suit the class.
    pub vacancies: u32,
    /// How many people they want.
    pub headcount: u32,
    /// How many students there are.
    pub students: u32,
    /// The skills asked for; what most seats and students lack comes first.
    pub skills: Vec<SkillNeed>,
}

/// One skill that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillNeed {
    /// The term.
    pub term: String,
    /// How many vacancies name it.
    pub vacancies: u32,
    /// How many of them insist on it.
    pub required_by: u32,
    /// How many people the vacancies that name it want.
    pub headcount: u32,
    /// How many students hold it today.
    pub held: u32,
    /// How many will hold it by a stage still to come.
    pub forecast: u32,
    /// How many neither hold it nor will.
    pub missing: u32,
    /// What should teach it, where that can be told.
    pub taught_by: Option<Teaching>,
}

/// The stage and course that should teach a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Teaching {
    /// The stage.
    pub stage: Option<u8>,
    /// Its school.
    pub school: Option<SchoolId>,
    /// Its last day.
    pub until: Option<NaiveDate>,
    /// Whether that day is past: the course should have taught it.
    pub over: bool,
    /// The course.
    pub course: String,
    /// How that is known.
    #[schema(inline)]
    pub basis: Basis,
}

/// How it is known what should teach a skill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Students of the class have it from there.
    Records,
    /// The name of a course of the class says so.
    CourseName,
    /// The name of a core course of the major says so; the stage is the next that is not over.
    Catalogue,
}

/// How many vacancies and seats ask for a skill.
#[derive(Default)]
struct Asked {
    vacancies: u32,
    required_by: u32,
    headcount: u32,
}

/// Compares what is asked for with what the class has.
pub fn compare(comparison: &Comparison<'_>) -> SkillGap {
    let mut asked: BTreeMap<&str, Asked> = BTreeMap::new();
    for content in &comparison.vacancies {
        for skill in &content.requirements.skills {
            let entry = asked.entry(&skill.term).or_default();
            entry.vacancies += 1;
            entry.required_by += u32::from(skill.level == Necessity::Required);
            entry.headcount = entry.headcount.saturating_add(content.headcount);
        }
    }
    let mut skills: Vec<_> = asked.into_iter().map(|(term, asked)| need(comparison, term, &asked)).collect();
    let weight = |need: &SkillNeed| u64::from(need.headcount) * u64::from(need.missing);
    skills.sort_by(|left, right| {
        let heavier = weight(right).cmp(&weight(left)).then(right.headcount.cmp(&left.headcount));
        heavier.then_with(|| left.term.cmp(&right.term))
    });
    SkillGap {
        vacancies: count(comparison.vacancies.len()),
        headcount: comparison.vacancies.iter().map(|one| one.headcount).fold(0, u32::saturating_add),
        students: count(comparison.records.len()),
        skills,
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}

fn need(comparison: &Comparison<'_>, term: &str, asked: &Asked) -> SkillNeed {
    let (mut held, mut forecast) = (0, 0);
    for record in &comparison.records {
        let mut proofs =
            record.skills.iter().filter(|skill| serves(comparison, term, &skill.term)).peekable();
        if proofs.peek().is_none() {
            continue;
        }
        if proofs.any(|skill| skill.held_on(comparison.today)) { held += 1 } else { forecast += 1 }
    }
    SkillNeed {
        term: term.to_owned(),
        vacancies: asked.vacancies,
        required_by: asked.required_by,
        headcount: asked.headcount,
        held,
        forecast,
        missing: count(comparison.records.len()).saturating_sub(held + forecast),
        taught_by: by_records(comparison, term).or_else(|| by_name(comparison, term)),
    }
}

/// Whether a skill is the one asked for, or a kind of it.
fn serves(comparison: &Comparison<'_>, asked: &str, held: &str) -> bool {
    asked == held
        || matches!(
            comparison.knowledge.skill_relation(asked, held),
            SkillRelation::Same | SkillRelation::Narrower
        )
}

/// The stage and course from which most students of the class have the skill.
fn by_records(comparison: &Comparison<'_>, term: &str) -> Option<Teaching> {
    let mut seen: BTreeMap<(u8, &str), u32> = BTreeMap::new();
    let skills = comparison.records.iter().flat_map(|record| &record.skills);
    for Skill { term: held, evidence, stage, .. } in skills {
        if let (Some(stage), SkillEvidence::Course(course), true) =
            (stage, evidence, serves(comparison, term, held))
        {
            *seen.entry((*stage, course)).or_default() += 1;
        }
    }
    let most = seen.values().max().copied()?;
    let (stage, course) = seen.into_iter().find(|(_, times)| *times == most).map(|(key, _)| key)?;
    Some(teaching(comparison, Some(stage), course, Basis::Records))
}

/// A course whose name says that it teaches the skill: of the class before one of the catalogue, not over before over.
fn by_name(comparison: &Comparison<'_>, term: &str) -> Option<Teaching> {
    let teaches = |lesson: &&Lesson| lesson.teaches.iter().any(|taught| serves(comparison, term, taught));
    let mut found: Vec<_> = comparison.lessons.iter().filter(teaches).collect();
    let over =
        |lesson: &&Lesson| planned(comparison, lesson.stage).is_some_and(|one| one.to < comparison.today);
    found.sort_by_key(|lesson| (lesson.stage.is_none(), over(lesson), lesson.stage));
    let lesson = found.first()?;
    let next =
        || comparison.stages.iter().find(|stage| stage.to >= comparison.today).map(|stage| stage.number);
    let basis = if lesson.stage.is_some() { Basis::CourseName } else { Basis::Catalogue };
    Some(teaching(comparison, lesson.stage.or_else(next), &lesson.course, basis))
}

fn planned<'a>(comparison: &Comparison<'a>, stage: Option<u8>) -> Option<&'a PlannedStage> {
    comparison.stages.iter().find(|planned| Some(planned.number) == stage)
}

fn teaching(comparison: &Comparison<'_>, stage: Option<u8>, course: &str, basis: Basis) -> Teaching {
    let planned = planned(comparison, stage);
    let all_over = comparison.stages.iter().all(|stage| stage.to < comparison.today);
    Teaching {
        stage,
        school: planned.map(|stage| stage.school),
        until: planned.map(|stage| stage.to),
        over: planned.map_or(all_over, |stage| stage.to < comparison.today),
        course: course.to_owned(),
        basis,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures::{self, Table};
    use uuid::Uuid;

    const EAST: SchoolId = SchoolId(Uuid::from_u128(3));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn record(skills: &[(&str, &str)]) -> TrainingRecord {
        let skills = skills.iter().map(|(term, date)| fixtures::skill(term, date)).collect();
        TrainingRecord { skills, ..TrainingRecord::default() }
    }

    fn stages() -> Vec<PlannedStage> {
        let stage = |number, from: &str, to: &str| PlannedStage {
            number,
            school: EAST,
            from: day(from),
            to: day(to),
        };
        vec![stage(1, "2024-09-01", "2025-07-15"), stage(2, "2025-09-01", "2027-06-30")]
    }

    fn lesson(course: &str, stage: Option<u8>, teaches: &str) -> Lesson {
        Lesson { course: course.to_owned(), stage, teaches: vec![teaches.to_owned()] }
    }

    fn gap(asked: &[&[&str]], records: &[TrainingRecord], lessons: &[Lesson]) -> SkillGap {
        let vacancies: Vec<_> = asked
            .iter()
            .map(|skills| {
                let mut content = fixtures::vacancy().content;
                content.requirements.skills = skills.iter().map(|term| fixtures::asked_skill(term)).collect();
                content.headcount = 10;
                content
            })
            .collect();
        compare(&Comparison {
            vacancies: vacancies.iter().collect(),
            records: records.iter().collect(),
            stages: &stages(),
            lessons,
            knowledge: &Table,
            today: day("2026-06-20"),
        })
    }

    #[test]
    fn held_forecast_and_missing_add_up_to_the_class_and_the_heaviest_gap_comes_first() {
        let records = [
            record(&[("数控车床操作", "2025-11-15"), ("氩弧焊", "2027-06-30")]),
            record(&[("数控车床操作", "2025-11-15")]),
            record(&[]),
        ];
        let found = gap(&[&["数控车床操作", "!识图"], &["焊接", "识图"]], &records, &[]);
        assert_eq!((found.vacancies, found.headcount, found.students), (2, 20, 3));
        let of = |term: &str| found.skills.iter().find(|need| need.term == term).unwrap();
        let figures = |term: &str| {
            let need = of(term);
            (need.vacancies, need.required_by, need.headcount, need.held, need.forecast, need.missing)
        };
        assert_eq!(figures("识图"), (2, 1, 20, 0, 0, 3));
        assert_eq!(figures("数控车床操作"), (1, 1, 10, 2, 0, 1));
        assert_eq!(figures("焊接"), (1, 1, 10, 0, 1, 2), "a kind of it to come is a forecast, never held");
        let order: Vec<_> = found.skills.iter().map(|need| need.term.as_str()).collect();
        assert_eq!(order, ["识图", "焊接", "数控车床操作"]);
    }

    #[test]
    fn the_records_say_what_teaches_a_skill_before_names_of_courses_do() {
        let records = [record(&[("数控车床操作", "2025-11-15")]), record(&[])];
        let lessons = [
            lesson("机械识图", Some(1), "识图"),
            lesson("识图训练", Some(2), "识图"),
            lesson("焊接工艺", None, "焊接"),
        ];
        let found = gap(&[&["数控车床操作", "识图", "焊接", "五轴编程"]], &records, &lessons);
        let taught = |term: &str| {
            let need = found.skills.iter().find(|need| need.term == term).unwrap();
            need.taught_by.clone().map(|one| (one.stage, one.course, one.basis, one.over))
        };
        assert_eq!(taught("数控车床操作"), Some((Some(2), "数控车削技术训练".into(), Basis::Records, false)));
        assert_eq!(
            taught("识图"),
            Some((Some(2), "识图训练".into(), Basis::CourseName, false)),
            "what is not over"
        );
        assert_eq!(taught("焊接"), Some((Some(2), "焊接工艺".into(), Basis::Catalogue, false)));
        assert_eq!(taught("五轴编程"), None, "nobody is told a course that nothing speaks for");
    }

    #[test]
    fn an_empty_class_and_no_vacancies_are_figures_too() {
        let nobody = gap(&[&["识图"]], &[], &[]);
        assert_eq!((nobody.students, nobody.skills[0].missing), (0, 0));
        assert_eq!(gap(&[], &[record(&[])], &[]).skills, []);
    }
}
