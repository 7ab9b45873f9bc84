//! What matching asks of the dictionaries. The application answers over its vocabulary; a test answers from a table.

use crate::domain::{language::Language, major::Major, region::RegionCode, vacancy::Occupation};

/// How a major and an occupation belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MajorRelation {
    /// The major leads to this very occupation (对口).
    Same,
    /// A major of the same four-digit class does.
    Close,
    /// No official table covers the major, but our own joins them, this surely (0 to 1).
    Likely(f32),
    /// No table says so, but the words do, this surely (0 to 1).
    Related(f32),
    /// The tables cover both and do not join them.
    Unrelated,
    /// No official table covers the major; our own lists what it leads to, and this is not among it.
    Unlisted,
    /// No table covers them: not a reason for or against.
    Unknown,
}

/// How a skill that is held belongs to one that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkillRelation {
    /// The same skill in other words.
    Same,
    /// The one held is a kind of the one asked for: 氩弧焊 where 焊接 is asked for.
    Narrower,
    /// A neighbour, or something wider: who has the one has part of the other.
    Related,
    /// Something else.
    Different,
}

/// What the dictionaries know.
pub trait Knowledge: Send + Sync {
    /// How the major and the occupation of this code belong together.
    fn major_relation(&self, major: &Major, occupation: &str) -> MajorRelation;

    /// How rare the skill is: 1 for an ordinary one, more for a rarer one, never negative.
    fn skill_weight(&self, term: &str) -> f64;

    /// How a skill that is held belongs to a different one that is asked for.
    fn skill_relation(&self, asked: &str, held: &str) -> SkillRelation;

    /// The age the law asks of the holder of a certificate (特种作业操作证: 18), if any.
    fn certificate_minimum_age(&self, name: &str) -> Option<u8>;

    /// What a region is called.
    fn region_label(&self, code: &RegionCode, language: Language) -> String;

    /// What a vacancy's occupation is called; the dictionary's own name where there is no other.
    fn occupation_label(&self, occupation: &Occupation, _language: Language) -> String {
        occupation.name.clone()
    }

    /// What a major is called; the catalogue's own name where there is no other.
    fn major_label(&self, major: &Major, _language: Language) -> String {
        major.name.clone()
    }
}
