//! What a row says of somebody's training, joined to what is known: a thing said again is brought up to date, nothing
//! is taken away, for two schools may each know their own part.

use super::{
    resolve::{Entry, item},
    scene::Scene,
};
use crate::{
    app::{
        graduates::registered_at,
        roster::RosterSkill,
        training::{check, ledger},
    },
    domain::{
        graduate::Graduate,
        programme::PlannedStage,
        refusal::{Code, Faults, FieldError},
        training_record::{Certificate, Enrolment, Skill, SkillEvidence, Stage, TrainingRecord},
    },
};

/// Joins what the row says to the record.
///
/// # Errors
/// Stages that overlap those known, or that another school has taught; courses and skills of a stage that is not there.
pub(super) fn tell(scene: &Scene, entry: &Entry, graduate: &mut Graduate) -> Result<(), Vec<FieldError>> {
    let registers = registered_at(graduate, scene.today) == Some(scene.school.id);
    let record = &mut graduate.record;
    let before = record.stages.clone();
    tell_stages(entry, scene, record);
    let mut faults = faults(scene, entry, &record.stages);
    let altered = ledger::altered(&before, &record.stages, scene.school.id, scene.today);
    faults.extend(altered.map(|number| ledger::stage_fault(number, scene.headers.stages.as_str())));
    if !faults.is_empty() {
        return Err(faults);
    }
    if registers {
        tell_enrolment(entry, &mut record.enrolment);
    }
    let told = &entry.told;
    for course in &told.courses {
        join(&mut record.courses, course.clone(), |one| one.name == course.name && one.stage == course.stage);
    }
    for one in &told.internships {
        join(&mut record.internships, one.clone(), |known| {
            (&known.employer, &known.post, known.from) == (&one.employer, &one.post, one.from)
        });
    }
    for award in &told.awards {
        join(&mut record.awards, award.clone(), |one| one.name == award.name && one.date == award.date);
    }
    for certificate in &entry.certificates {
        tell_certificate(certificate, &mut record.certificates);
    }
    for told in &entry.skills {
        let known = record.skills.iter().find(|skill| skill.term == told.term);
        let skill = skill(scene, told, &record.stages, known);
        join(&mut record.skills, skill, |one| one.term == told.term);
    }
    Ok(())
}

/// A certificate said again is brought up to date; a number that is known stays where none is said.
fn tell_certificate(told: &Certificate, certificates: &mut Vec<Certificate>) {
    let same = |one: &Certificate| one.name == told.name && one.level == told.level;
    let known = certificates.iter().find(|one| same(one)).and_then(|one| one.number.clone());
    let told = Certificate { number: told.number.clone().or(known), ..told.clone() };
    join(certificates, told.clone(), |one| one.name == told.name && one.level == told.level);
}

/// The register's words, from the school that holds the registration. What the row leaves out stays.
fn tell_enrolment(entry: &Entry, enrolment: &mut Enrolment) {
    let (told, said) = (&entry.told, &entry.told.admission);
    enrolment.admitted_on = told.admitted_on.or(enrolment.admitted_on);
    let fields = [
        (&mut enrolment.schooling, &told.schooling),
        (&mut enrolment.admission_mode, &said.mode),
        (&mut enrolment.cooperation_kind, &said.cooperation_kind),
        (&mut enrolment.cooperation_form, &said.cooperation_form),
        (&mut enrolment.cooperation_school, &said.cooperation_school),
        (&mut enrolment.staged_mode, &said.staged_mode),
    ];
    for (kept, told) in fields {
        if told.is_some() {
            kept.clone_from(told);
        }
    }
}

/// Puts a thing in the place of the one it is about, or behind the others.
fn join<T>(things: &mut Vec<T>, thing: T, same: impl Fn(&T) -> bool) {
    match things.iter_mut().find(|one| same(one)) {
        Some(known) => *known = thing,
        None => things.push(thing),
    }
}

/// The row's stages, or those of the programme for somebody of whom none are known.
fn tell_stages(entry: &Entry, scene: &Scene, record: &mut TrainingRecord) {
    for stage in &entry.stages {
        join(&mut record.stages, stage.clone(), |one| one.number == stage.number);
    }
    if let Some(programme) = &entry.programme
        && record.stages.is_empty()
    {
        record.stages = programme.plan.stages.iter().map(|stage| planned(scene, stage)).collect();
    }
    record.stages.sort_by_key(|stage| stage.number);
}

fn planned(scene: &Scene, stage: &PlannedStage) -> Stage {
    let PlannedStage { number, school, from, to } = *stage;
    Stage { number, school, place: scene.place_of(school), from, to }
}

fn faults(scene: &Scene, entry: &Entry, stages: &[Stage]) -> Vec<FieldError> {
    let mut found = Faults::new();
    check::stages(stages, "", &mut found);
    let mut faults: Vec<_> = found.into_vec().into_iter().take(1).collect();
    for fault in &mut faults {
        fault.pointer.clone_from(&scene.headers.stages);
    }
    for (place, course) in entry.told.courses.iter().enumerate() {
        if !check::has_stage(stages, course.stage) {
            faults.push(item(&scene.headers.courses, place, Code::UnknownReference));
        }
    }
    for (place, skill) in entry.skills.iter().enumerate() {
        if skill.stage.is_some_and(|stage| !check::has_stage(stages, stage)) {
            faults.push(item(&scene.headers.skills, place, Code::UnknownReference));
        }
    }
    faults
}

/// A skill with what the row leaves out: known already, or else the school's word at the end of the stage, or today.
/// A date ahead makes it a forecast.
fn skill(scene: &Scene, told: &RosterSkill, stages: &[Stage], known: Option<&Skill>) -> Skill {
    let number = told.stage.or(known.and_then(|known| known.stage));
    let stage = stages.iter().find(|stage| Some(stage.number) == number);
    let school = || {
        let school = stage.map_or(scene.school.id, |stage| stage.school);
        SkillEvidence::School(scene.name_of(school).to_owned())
    };
    let evidence = told.evidence.clone().or_else(|| known.map(|known| known.evidence.clone()));
    let said_stage = stage.filter(|_| told.stage.is_some()).map(|stage| stage.to);
    let date = told.date.or(said_stage).or(known.map(|known| known.date)).unwrap_or(scene.today);
    // What somebody else attested is not attested anew by being said again.
    let attested = known.and_then(|known| known.school).or(stage.map(|stage| stage.school));
    Skill {
        term: told.term.clone(),
        evidence: evidence.unwrap_or_else(school),
        stage: number,
        school: attested.or(Some(scene.school.id)),
        date,
    }
}
