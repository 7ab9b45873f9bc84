//! What matching asks of the dictionaries, answered by the vocabulary.

use crate::domain::{
    language::Language,
    major::{CURRENT_CATALOGUE, Major},
    matching::{Knowledge, MajorRelation, SkillRelation},
    region::RegionCode,
};
use jobbridge_index::{MajorRelation as Link, Vocabulary};

/// The vocabulary as matching sees it.
pub struct Dictionaries<'a>(pub &'a Vocabulary);

impl Knowledge for Dictionaries<'_> {
    fn major_relation(&self, major: &Major, occupation: &str) -> MajorRelation {
        // The links are of the ministry's catalogue; a code of another one would name another major.
        if major.catalogue != CURRENT_CATALOGUE {
            return MajorRelation::Unknown;
        }
        match self.0.relation(&major.code, occupation) {
            Link::Same => MajorRelation::Same,
            Link::Close => MajorRelation::Close,
            Link::Editorial { confidence } => MajorRelation::Likely(confidence),
            Link::Derived { confidence } => MajorRelation::Related(confidence),
            Link::Unrelated => MajorRelation::Unrelated,
            Link::Uncovered => MajorRelation::Unknown,
        }
    }

    /// A skill that many majors teach tells people apart less than one that few teach.
    fn skill_weight(&self, term: &str) -> f64 {
        let taught_by = self.0.skills().find(term).map_or(1, |skill| skill.majors.len().max(1));
        1.0 / (1.0 + (taught_by as f64).ln())
    }

    fn same_skill(&self, one: &str, other: &str) -> SkillRelation {
        if one == other {
            return SkillRelation::Same;
        }
        match (self.0.skills().find(one), self.0.skills().find(other)) {
            (Some(one), Some(other)) if one.name == other.name => SkillRelation::Same,
            _ => SkillRelation::Different,
        }
    }

    fn certificate_minimum_age(&self, name: &str) -> Option<u8> {
        self.0.certificates().find(name).and_then(|certificate| certificate.minimum_age)
    }

    fn region_label(&self, code: &RegionCode, _language: Language) -> String {
        super::words::region_name(self.0, code.as_str())
    }
}
