//! The crosswalk between majors and occupations: what is on a table, and what words suggest where no table is.
//!
//! Three sources, best first: the ministry's links (`official`, for 40 of 88 classes of majors), our own table for all
//! other majors (`editorial`, written by hand from what the trades are, each with a confidence), and the derived method
//! of the module `derive`, which needs no table of the major at all.

mod bm25;
mod counts;
mod derive;
mod evidence;
mod links;
mod rank;
mod relation;
mod reverse;

pub use derive::Derivation;
pub use links::{Link, LinkSource};
pub use rank::{OccupationQuery, RankedOccupation, RankingMethod};
pub use relation::MajorRelation;

use std::sync::OnceLock;

use super::Vocabulary;
use super::dictionary::DictionaryError;
use super::majors::Majors;
use super::occupations::Occupations;
use derive::Deriver;
use links::Links;

/// The tables, and what was derived so far. Deriving costs some milliseconds a major and is done when first asked.
pub(super) struct Crosswalk {
    links: Links,
    deriver: OnceLock<Deriver>,
    derived: Vec<OnceLock<Vec<Link>>>,
}

/// How many derived links of a major are kept.
const DERIVED_LINKS: usize = 12;

impl Crosswalk {
    pub(super) fn load(majors: &Majors, occupations: &Occupations) -> Result<Crosswalk, DictionaryError> {
        let links = Links::load(majors, occupations)?;
        let derived = majors.iter().map(|_| OnceLock::new()).collect();
        Ok(Crosswalk { links, deriver: OnceLock::new(), derived })
    }
}

impl Vocabulary {
    fn deriver(&self) -> &Deriver {
        self.crosswalk.deriver.get_or_init(|| Deriver::new(self, &self.crosswalk.links))
    }

    /// The occupations a major leads to, by its code: first those of the tables, then those its words suggest, each
    /// by falling confidence. Every known major has some; an unknown code has none.
    pub fn occupations_of(&self, major: &str) -> Vec<Link> {
        let mut links = self.linked_occupations_of(major).to_vec();
        let derived = self.derived_of(major).iter();
        links.extend(
            derived
                .filter(|link| !links.iter().any(|one| one.code == link.code))
                .cloned()
                .collect::<Vec<_>>(),
        );
        links
    }

    /// The occupations a table links to a major: `official` or `editorial`, by falling confidence.
    pub fn linked_occupations_of(&self, major: &str) -> &[Link] {
        self.crosswalk.links.of_major(major)
    }

    /// The majors that lead to an occupation, by its code: those of the tables by falling confidence; where no table
    /// names the occupation, those whose words are most like it.
    pub fn majors_of(&self, occupation: &str) -> Vec<Link> {
        match self.crosswalk.links.of_occupation(occupation) {
            [] => self.deriver().majors_like(self, occupation),
            links => links.to_vec(),
        }
    }

    /// All occupations that words and the links of other majors suggest, best first; the best has the score 1.
    pub fn derive_occupations(&self, derivation: &Derivation) -> Vec<RankedOccupation> {
        self.deriver().rank(self, derivation)
    }

    /// The surest of these as links, each with the share of links of such a score that proved right where whole classes
    /// were left out.
    pub fn derive_links(&self, derivation: &Derivation) -> Vec<Link> {
        let ranked = self.derive_occupations(derivation).into_iter().take(DERIVED_LINKS);
        let links = ranked.map(|one| Link::derived(one.code, derive::confidence(one.score)));
        links.filter(|link| link.confidence >= derive::LEAST_CONFIDENCE).collect()
    }

    /// What the words of a major suggest, kept once derived.
    fn derived_of(&self, major: &str) -> &[Link] {
        let at = self.majors.position(major);
        let kept = at.and_then(|at| Some((self.majors.iter().nth(at)?, self.crosswalk.derived.get(at)?)));
        kept.map_or(&[], |(major, kept)| kept.get_or_init(|| self.derive_links(&Derivation::of_major(major))))
    }
}
