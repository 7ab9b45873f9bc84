//! What matching asks of the dictionaries, answered by the vocabulary.

use crate::domain::{
    language::Language,
    major::{CURRENT_CATALOGUE, Major},
    matching::{Knowledge, MajorRelation, SkillRelation},
    region::RegionCode,
};
use jobbridge_index::{MajorRelation as Link, Vocabulary, vocabulary::SkillLink};

/// The vocabulary as matching sees it.
pub struct Dictionaries<'a>(pub &'a Vocabulary);

impl Dictionaries<'_> {
    /// Whether some table says what the major leads to, and knows of the occupation at all.
    fn lists(&self, major: &Major, occupation: &str) -> bool {
        !self.0.linked_occupations_of(&major.code).is_empty()
            && self.0.occupations().by_code(occupation).is_some()
    }
}

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
            Link::Uncovered if self.lists(major, occupation) => MajorRelation::Unlisted,
            Link::Uncovered => MajorRelation::Unknown,
        }
    }

    /// A skill that many majors teach tells people apart less than one that few teach.
    fn skill_weight(&self, term: &str) -> f64 {
        let taught_by = self.0.skills().find(term).map_or(1, |skill| skill.majors.len().max(1));
        1.0 / (1.0 + (taught_by as f64).ln())
    }

    fn skill_relation(&self, asked: &str, held: &str) -> SkillRelation {
        match self.0.skills().link(asked, held) {
            SkillLink::Same => SkillRelation::Same,
            SkillLink::Narrower => SkillRelation::Narrower,
            SkillLink::Broader => SkillRelation::Related,
            SkillLink::Apart => SkillRelation::Different,
        }
    }

    fn certificate_minimum_age(&self, name: &str) -> Option<u8> {
        self.0.certificates().find(name).and_then(|certificate| certificate.minimum_age)
    }

    fn region_label(&self, code: &RegionCode, _language: Language) -> String {
        super::words::region_name(self.0, code.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_our_own_table_does_not_list_speaks_against_and_an_unknown_code_does_not() {
        let vocabulary = Vocabulary::load().unwrap();
        let knowledge = Dictionaries(&vocabulary);
        let major = |code: &str| {
            let known = vocabulary.majors().by_code(code);
            let name = known.map(|one| one.name.clone()).unwrap_or_default();
            Major { catalogue: CURRENT_CATALOGUE.to_owned(), code: code.to_owned(), name }
        };
        let cooking = major("740201");
        assert!(matches!(knowledge.major_relation(&cooking, "4-03-02-01"), MajorRelation::Likely(_)));
        assert_eq!(knowledge.major_relation(&cooking, "6-18-01-01"), MajorRelation::Unlisted);
        assert_eq!(knowledge.major_relation(&cooking, "9-99-99-99"), MajorRelation::Unknown);
        assert_eq!(knowledge.major_relation(&major("999999"), "6-18-01-01"), MajorRelation::Unknown);
    }

    #[test]
    fn a_kind_of_a_skill_is_the_skill_and_the_skill_is_part_of_its_kind() {
        let vocabulary = Vocabulary::load().unwrap();
        let knowledge = Dictionaries(&vocabulary);
        for (asked, held, relation) in [
            ("焊接", "氩弧焊", SkillRelation::Narrower),
            ("焊接", "铝焊", SkillRelation::Narrower),
            ("氩弧焊", "焊接", SkillRelation::Related),
            ("焊接", "烧焊", SkillRelation::Same),
            ("氩弧焊", "二保焊", SkillRelation::Different),
            ("造火箭", "造火箭", SkillRelation::Same),
            ("造火箭", "焊接", SkillRelation::Different),
        ] {
            assert_eq!(knowledge.skill_relation(asked, held), relation, "{asked} {held}");
        }
    }
}
