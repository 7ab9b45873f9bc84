//! What a row says of somebody's training, joined to what is known: a thing said again is brought up to date, nothing
//! is taken away, for two schools may each know their own part.

use super::{
    resolve::{Entry, item},
    scene::Scene,
};
use crate::{
    app::{roster::RosterSkill, training::check},
    domain::{
        programme::PlannedStage,
        refusal::{Code, Faults, FieldError},
        training_record::{Skill, SkillEvidence, Stage, TrainingRecord},
    },
};

/// Joins what the row says to the record.
///
/// # Errors
/// Stages that overlap those known; courses and skills of a stage that is not there.
pub(super) fn tell(scene: &Scene, entry: &Entry, record: &mut TrainingRecord) -> Result<(), Vec<FieldError>> {
    tell_stages(entry, record);
    let faults = faults(scene, entry, &record.stages);
    if !faults.is_empty() {
        return Err(faults);
    }
    for course in &entry.told.courses {
        join(&mut record.courses, course.clone(), |one| one.name == course.name && one.stage == course.stage);
    }
    for certificate in &entry.certificates {
        let (name, level) = (&certificate.name, certificate.level);
        join(&mut record.certificates, certificate.clone(), |one| one.name == *name && one.level == level);
    }
    for told in &entry.skills {
        let known = record.skills.iter().find(|skill| skill.term == told.term);
        let skill = skill(scene, told, &record.stages, known);
        join(&mut record.skills, skill, |one| one.term == told.term);
    }
    Ok(())
}

/// Puts a thing in the place of the one it is about, or behind the others.
fn join<T>(things: &mut Vec<T>, thing: T, same: impl Fn(&T) -> bool) {
    match things.iter_mut().find(|one| same(one)) {
        Some(known) => *known = thing,
        None => things.push(thing),
    }
}

/// The row's stages, or those of the programme for somebody of whom none are known.
fn tell_stages(entry: &Entry, record: &mut TrainingRecord) {
    for stage in &entry.stages {
        join(&mut record.stages, stage.clone(), |one| one.number == stage.number);
    }
    if let Some(programme) = &entry.programme
        && record.stages.is_empty()
    {
        record.stages = programme.plan.stages.iter().map(planned).collect();
    }
    record.stages.sort_by_key(|stage| stage.number);
}

fn planned(stage: &PlannedStage) -> Stage {
    Stage { number: stage.number, school: stage.school, from: stage.from, to: stage.to }
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
    Skill { term: told.term.clone(), evidence: evidence.unwrap_or_else(school), stage: number, date }
}
