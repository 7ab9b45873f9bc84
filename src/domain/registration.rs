//! 学籍: which school holds a student's registration, and how it moves. One is live at a time; the days a school has
//! taught stay that school's, also when the student leaves it.

use super::{
    graduate::{Graduate, SchoolLink, SchoolRole},
    ids::{EventId, GraduateId, SchoolId},
    training_record::{Skill, Stage, TrainingRecord},
};
use chrono::{DateTime, Days, NaiveDate, Utc};

/// A student's move: away from a school, to another registration, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transfer {
    /// The last day of what was before.
    pub on: NaiveDate,
    /// The school that the student leaves.
    pub leaves: Option<SchoolId>,
    /// The school that holds the registration from the day after.
    pub registered_at: Option<SchoolId>,
}

/// What schools and departments are told of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationNotice {
    /// The event that tells it.
    pub event: EventId,
    /// Whose registration.
    pub graduate: GraduateId,
    /// What happened.
    pub what: RegistrationNews,
    /// The school that acted.
    pub by: SchoolId,
    /// The other school: who holds the registration, or was left.
    pub other: SchoolId,
    /// On which day.
    pub on: NaiveDate,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// What happened to a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationNews {
    /// Two schools claim one student.
    Claimed,
    /// The student moved.
    Transferred,
}

impl RegistrationNews {
    /// The word in the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Transferred => "transferred",
        }
    }

    /// From the word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Claimed, Self::Transferred].into_iter().find(|news| news.as_str() == text)
    }
}

impl Transfer {
    /// Moves the student: what the left school was ends with the day, and what it was still to teach is planned no
    /// more. The links to teaching schools are made again from the stages by who keeps them.
    pub fn apply(&self, graduate: &mut Graduate) {
        if let Some(left) = self.leaves {
            end_links(&mut graduate.links, self.on, |link| link.school == left);
            cut_stages(&mut graduate.record, left, self.on);
        }
        let Some(school) = self.registered_at else { return };
        let registered = |link: &SchoolLink| link.role == SchoolRole::Registered;
        let same = |link: &SchoolLink| registered(link) && link.school == school && link.covers(self.after());
        if graduate.links.iter().any(same) {
            return;
        }
        end_links(&mut graduate.links, self.on, registered);
        let (role, from) = (SchoolRole::Registered, self.after());
        graduate.links.push(SchoolLink { school, role, from, to: None });
    }

    fn after(&self) -> NaiveDate {
        self.on.checked_add_days(Days::new(1)).unwrap_or(self.on)
    }
}

/// Ends the links with the day; those that were to begin later are none any more.
fn end_links(links: &mut Vec<SchoolLink>, on: NaiveDate, which: impl Fn(&SchoolLink) -> bool) {
    links.retain(|link| !which(link) || link.from <= on);
    for link in links.iter_mut().filter(|link| which(link) && link.to.is_none_or(|end| end > on)) {
        link.to = Some(on);
    }
}

/// Ends the school's stages with the day. What they were still to teach falls away: courses of stages that never
/// began, and forecasts.
fn cut_stages(record: &mut TrainingRecord, left: SchoolId, on: NaiveDate) {
    let cut = |stage: &Stage| stage.school == left && stage.to > on;
    let begun = |stage: &Stage| stage.from <= on;
    let (mut ended, mut dropped) = (Vec::new(), Vec::new());
    for stage in record.stages.iter().filter(|stage| cut(stage)) {
        if begun(stage) { ended.push(stage.number) } else { dropped.push(stage.number) }
    }
    record.stages.retain(|stage| !dropped.contains(&stage.number));
    for stage in record.stages.iter_mut().filter(|stage| ended.contains(&stage.number)) {
        stage.to = on;
    }
    record.courses.retain(|course| !dropped.contains(&course.stage));
    record.skills.retain(|skill: &Skill| {
        let of = |stages: &[u8]| skill.stage.is_some_and(|stage| stages.contains(&stage));
        skill.held_on(on) || !(of(&ended) || of(&dropped))
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;
    use uuid::Uuid;

    const HOME: SchoolId = SchoolId(Uuid::from_u128(2));
    const EAST: SchoolId = SchoolId(Uuid::from_u128(3));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn student() -> Graduate {
        let mut graduate = fixtures::graduate();
        let link = |school, role, from: &str| SchoolLink { school, role, from: day(from), to: None };
        graduate.links = vec![
            link(HOME, SchoolRole::Origin, "2023-09-01"),
            link(EAST, SchoolRole::Partner, "2023-09-01"),
            link(EAST, SchoolRole::Registered, "2025-09-01"),
        ];
        graduate
    }

    #[test]
    fn who_leaves_takes_the_registration_along_and_the_school_keeps_its_days() {
        let mut graduate = student();
        graduate.record.skills.push(fixtures::skill("识图", "2026-06-30"));
        let transfer = Transfer { on: day("2026-03-02"), leaves: Some(EAST), registered_at: Some(HOME) };
        transfer.apply(&mut graduate);
        let live: Vec<_> = graduate.links.iter().filter(|link| link.covers(day("2026-06-20"))).collect();
        assert!(live.iter().all(|link| link.school == HOME), "{live:?}");
        let registered = |on: &str| {
            let links = graduate.links.iter().filter(|link| link.role == SchoolRole::Registered);
            links.filter(|link| link.covers(day(on))).map(|link| link.school).collect::<Vec<_>>()
        };
        assert_eq!(registered("2026-03-02"), [EAST]);
        assert_eq!(registered("2026-03-03"), [HOME]);
        let kept = &graduate.record.stages[1];
        assert_eq!((kept.school, kept.from, kept.to), (EAST, day("2025-09-01"), day("2026-03-02")));
        let terms: Vec<_> = graduate.record.skills.iter().map(|skill| skill.term.as_str()).collect();
        assert_eq!(terms, ["数控车床操作"], "held skills stay, forecasts of the cut stage go");
    }

    #[test]
    fn a_stage_that_never_began_goes_with_its_courses() {
        let mut graduate = student();
        let transfer = Transfer { on: day("2025-07-31"), leaves: Some(EAST), registered_at: None };
        transfer.apply(&mut graduate);
        assert_eq!(graduate.record.stages.iter().map(|stage| stage.number).collect::<Vec<_>>(), [1]);
        assert!(graduate.links.iter().all(|link| link.role != SchoolRole::Registered), "never began");
    }

    #[test]
    fn a_registration_moves_without_anybody_leaving_and_not_onto_itself() {
        let mut graduate = student();
        let to = |school| Transfer { on: day("2026-06-20"), leaves: None, registered_at: Some(school) };
        to(EAST).apply(&mut graduate);
        assert_eq!(graduate, student());
        to(HOME).apply(&mut graduate);
        assert_eq!(graduate.record, student().record);
        let live = graduate.links.iter().filter(|link| link.covers(day("2026-06-21")));
        assert_eq!(live.filter(|link| link.role == SchoolRole::Registered).count(), 1);
    }
}
