//! The graduate's side of a match. What the law protects is not here, so no score can read it: neither name nor sex,
//! ethnicity, origin, household or poverty. The birth date serves the age limits of the law alone.

use crate::domain::{
    consent::Purpose,
    graduate::{Graduate, Preferences},
    ids::{EmployerId, GraduateId, ProgrammeId, SchoolId},
    major::{CURRENT_CATALOGUE, Major},
    programme::{Programme, ProgrammeForm},
    region::RegionCode,
    training_record::{Certificate, Skill},
    vacancy::Education,
};
use chrono::NaiveDate;

/// What matching may know of a graduate.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Which graduate.
    pub graduate: GraduateId,
    /// The version of the graduate that is read: what was known can be read back by it.
    pub version: i64,
    /// For the age limits of the law (劳动法 15, 64), never for the score.
    pub birth_date: NaiveDate,
    /// The major.
    pub major: Major,
    /// What the major's catalogue leads to, if known.
    pub education: Option<Education>,
    /// The first day of training, if the record says so.
    pub started_on: Option<NaiveDate>,
    /// When training ends.
    pub graduates_on: NaiveDate,
    /// The programme, for seats that are kept for it.
    pub programme: Option<ProgrammeId>,
    /// What the programme means for matching.
    pub cooperation: Option<Cooperation>,
    /// What this person wants.
    pub preferences: Preferences,
    /// Skills with their evidence, forecasts among them.
    pub skills: Vec<Skill>,
    /// Certificates, expired ones among them.
    pub certificates: Vec<Certificate>,
    /// Which school teaches which stage, to name it as evidence.
    pub stages: Vec<(u8, SchoolId)>,
    /// Whether this person agreed to be matched and did not withdraw.
    pub consented: bool,
}

/// What a programme means for matching.
#[derive(Debug, Clone, PartialEq)]
pub struct Cooperation {
    /// Its form.
    pub form: ProgrammeForm,
    /// Who ordered the class.
    pub ordered_by: Option<EmployerId>,
    /// Where its graduates are meant to work.
    pub target_regions: Vec<RegionCode>,
    /// Where the partner school is.
    pub partner_region: Option<RegionCode>,
}

impl Cooperation {
    /// What the programme means, with the region of its partner school.
    pub fn of(programme: &Programme, partner_region: Option<&RegionCode>) -> Self {
        let plan = &programme.plan;
        Self {
            form: plan.form,
            ordered_by: plan.order.as_ref().map(|order| order.employer),
            target_regions: plan.target_regions.clone(),
            partner_region: partner_region.cloned(),
        }
    }
}

impl Candidate {
    /// The part of a graduate that matching may read, with the programme and the region of its partner school.
    pub fn of(
        graduate: &Graduate,
        programme: Option<&Programme>,
        partner_region: Option<&RegionCode>,
    ) -> Self {
        let own = programme.filter(|programme| Some(programme.id) == graduate.programme);
        let record = &graduate.record;
        Self {
            graduate: graduate.id,
            version: graduate.version,
            birth_date: graduate.person.birth_date,
            education: education(&graduate.major),
            major: graduate.major.clone(),
            started_on: record.stages.iter().map(|stage| stage.from).min(),
            graduates_on: graduate.graduates_on,
            programme: graduate.programme,
            cooperation: own.map(|programme| Cooperation::of(programme, partner_region)),
            preferences: graduate.preferences.clone(),
            skills: record.skills.clone(),
            certificates: record.certificates.clone(),
            stages: record.stages.iter().map(|stage| (stage.number, stage.school)).collect(),
            consented: graduate.consents_to(Purpose::Matching),
        }
    }

    /// The school that teaches a stage.
    pub(super) fn school_of(&self, stage: Option<u8>) -> Option<SchoolId> {
        let stage = stage?;
        self.stages.iter().find(|(number, _)| *number == stage).map(|(_, school)| *school)
    }
}

/// The two catalogues in use are of the secondary level; of another one we do not know.
pub(super) fn education(major: &Major) -> Option<Education> {
    matches!(major.catalogue.as_str(), CURRENT_CATALOGUE | "technical")
        .then_some(Education::SecondaryVocational)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures;
    use super::*;

    #[test]
    fn a_programme_of_somebody_else_is_not_read() {
        let mut graduate = fixtures::graduate();
        let programme = fixtures::programme();
        assert!(Candidate::of(&graduate, Some(&programme), None).cooperation.is_some());
        graduate.programme = None;
        assert_eq!(Candidate::of(&graduate, Some(&programme), None).cooperation, None);
    }
}
