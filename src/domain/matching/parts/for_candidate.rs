//! One graduate against the parts of vacancies.

use super::Part;
use crate::domain::{
    dates,
    ids::EmployerId,
    matching::{
        candidate::Candidate,
        criteria::{CriterionKind, certificates, conditions, occupation, partnership, pay, place, recency},
        criteria::{skills, wish},
        eligibility,
        knowledge::Knowledge,
    },
    money::Fen,
    region::RegionCode,
    vacancy::{Education, Necessity, RequiredCertificate, ReservedSeats, Shift, VacancyKind},
};
use chrono::NaiveDate;

/// What ties a vacancy to programmes: whose it is, where it is, the seats it has and keeps.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bond {
    /// Whose it is.
    pub employer: EmployerId,
    /// Where the work is.
    pub workplace: RegionCode,
    /// How many people.
    pub headcount: u32,
    /// The seats that are kept, those of the past among them.
    pub reserved: Vec<ReservedSeats>,
}

/// A graduate on a day, as each part of a vacancy meets them.
#[derive(Clone, Copy)]
pub struct ForCandidate<'a> {
    candidate: &'a Candidate,
    knowledge: &'a dyn Knowledge,
    today: NaiveDate,
}

impl<'a> ForCandidate<'a> {
    /// The graduate on the day.
    pub fn new(candidate: &'a Candidate, knowledge: &'a dyn Knowledge, today: NaiveDate) -> Self {
        Self { candidate, knowledge, today }
    }

    /// Whether any vacancy may be open to them.
    pub fn consented(&self) -> bool {
        self.candidate.consented
    }

    /// What asks for a greater age is closed to them.
    pub fn age(&self) -> u32 {
        dates::age_on(self.candidate.birth_date, self.today)
    }

    /// Whether the criterion may be known of any vacancy.
    pub fn may_know(&self, kind: CriterionKind) -> bool {
        let wishes = &self.candidate.preferences;
        match kind {
            CriterionKind::Wish => !wishes.occupations.is_empty(),
            CriterionKind::Place => !wishes.regions.is_empty(),
            CriterionKind::Pay => wishes.pay_min.is_some_and(|wanted| wanted.0 > 0),
            CriterionKind::Conditions => wishes.dormitory == Some(true) || !wishes.shifts.is_empty(),
            CriterionKind::Partnership => self.candidate.programme.is_some(),
            CriterionKind::Occupation
            | CriterionKind::Skills
            | CriterionKind::Certificates
            | CriterionKind::Recency => true,
        }
    }

    /// The occupation and the majors that are named.
    pub fn work(&self, occupation: Option<&str>, majors: &[String]) -> Part {
        Part::of(occupation::of(&self.candidate.major, occupation, majors, self.knowledge))
    }

    /// The occupation, as a wish.
    pub fn wish(&self, occupation: Option<&str>) -> Part {
        Part::of(wish::of(&self.candidate.preferences.occupations, occupation))
    }

    /// What the skills held today count in place of one that is asked for.
    pub fn skill_credit(&self, asked: &str) -> f64 {
        let held = self.candidate.skills.iter().filter(|skill| skill.held_on(self.today));
        held.map(|skill| skills::credit(asked, &skill.term, self.knowledge)).fold(0.0, f64::max)
    }

    /// The skills asked for, each with its rarity and its credit.
    pub fn skills(&self, asked: impl Iterator<Item = (Necessity, f64, f64)>) -> Part {
        Part::of(skills::of(asked, !self.candidate.skills.is_empty()))
    }

    /// The certificates asked for.
    pub fn certificates(&self, asked: &[RequiredCertificate]) -> Part {
        let own = &self.candidate.certificates;
        Part::of(certificates::of(own, asked, self.today))
            .blocked(!certificates::suffice(own, asked, self.today))
    }

    /// The workplace.
    pub fn place(&self, workplace: &RegionCode) -> Part {
        Part::of(place::of(&self.candidate.preferences.regions, workplace))
    }

    /// The monthly pay.
    pub fn pay(&self, monthly: Option<(Fen, Fen)>) -> Part {
        Part::of(pay::of(self.candidate.preferences.pay_min, monthly))
    }

    /// Whether there is a dormitory, and which shift it is.
    pub fn living(&self, dormitory: Option<bool>, shift: Option<Shift>) -> Part {
        let wishes = &self.candidate.preferences;
        Part::of(conditions::of((wishes.dormitory, &wishes.shifts), (dormitory, shift)))
    }

    /// What ties it to programmes.
    pub fn bond(&self, bond: &Bond) -> Part {
        let (own, cooperation) = (self.candidate.programme, self.candidate.cooperation.as_ref());
        let kept = eligibility::seats_open(own, &bond.reserved, bond.headcount, self.today).is_some();
        let side = partnership::Side {
            employer: bond.employer,
            workplace: &bond.workplace,
            reserved: &bond.reserved,
        };
        Part::of(partnership::of(own, cooperation, &side, self.today)).blocked(kept)
    }

    /// The day it became public.
    pub fn published(&self, on: Option<NaiveDate>) -> Part {
        Part::of(recency::of(on, self.today))
    }

    /// Its kind, and the education it asks for.
    pub fn terms(&self, kind: VacancyKind, education: Option<Education>) -> Part {
        let candidate = self.candidate;
        let training = (candidate.started_on, candidate.graduates_on);
        let out = eligibility::out_of_stage(training, kind, self.today).is_some();
        let too_low = education.is_some_and(|asked| candidate.education.is_some_and(|own| own < asked));
        Part::condition(out || too_low || !eligibility::is_wanted(&candidate.preferences.kinds, kind))
    }
}
