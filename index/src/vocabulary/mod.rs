//! The dictionaries: regions, majors, occupations, certificates, skills, and how words relate.
//!
//! All of it is embedded in the program. Every lookup folds its text first (full-width forms, case, traditional
//! characters), takes any input, and answers "not known" rather than guess.

mod certificates;
mod certificates_in_text;
mod conditions;
mod crosswalk;
mod dictionary;
mod finding;
mod majors;
mod occupations;
mod places;
mod places_beside;
mod region_codes;
mod region_names;
mod regions;
mod skills;
mod skills_in_text;
mod spelt;
mod synonyms;
mod titles;

use std::collections::HashSet;
use std::sync::Arc;

pub use certificates::{Certificate, Certificates};
pub use conditions::{Asked, Conditions};
pub use crosswalk::{
    Derivation, Link, LinkSource, MajorRelation, OccupationQuery, RankedOccupation, RankingMethod,
};
pub use dictionary::DictionaryError;
pub use finding::{Asking, Found};
pub use majors::{Major, Majors};
pub use occupations::{Occupation, OccupationHit, Occupations};
pub use places::PlaceReading;
pub use region_codes::{RegionCodeFault, RegionOn};
pub use regions::{Region, Regions};
pub use skills::{Skill, SkillKind, SkillLink, SkillSource, Skills};
pub use synonyms::{RelatedWord, Synonyms, WordRelation};
pub use titles::{RankedTitle, RelatedTitle, TitleFamilies, TitleFamily, TitleFamilyHit, TitleRanking};

use crate::text::{Folding, TextAnalysis, Word};
use crosswalk::Crosswalk;
pub(crate) use dictionary::File;
use spelt::SpeltWords;

/// The list of polyphonic words belongs to the dictionaries and is read by the text analysis.
pub(crate) fn polyphones() -> File {
    dictionary::POLYPHONES
}

/// All dictionaries and the text analysis built from them. Loading takes some tenths of a second: do it once.
pub struct Vocabulary {
    version: String,
    text: Arc<TextAnalysis>,
    regions: Regions,
    majors: Majors,
    occupations: Occupations,
    certificates: Certificates,
    skills: Skills,
    synonyms: Synonyms,
    conditions: Conditions,
    spelt: SpeltWords,
    titles: TitleFamilies,
    crosswalk: Crosswalk,
}

impl Vocabulary {
    /// Reads the embedded dictionaries.
    ///
    /// # Errors
    /// When an embedded file is malformed.
    pub fn load() -> Result<Vocabulary, DictionaryError> {
        let folding = Arc::new(Folding::load()?);
        let regions = Regions::load(&folding)?;
        let majors = Majors::load(&folding)?;
        let occupations = Occupations::load(&folding)?;
        let skills = Skills::read()?;
        let synonyms = Synonyms::load(&folding)?;
        let conditions = Conditions::load(&folding)?;
        let titles = TitleFamilies::load(&folding)?;
        let crosswalk = Crosswalk::load(&majors, &occupations)?;
        let mut words = HashSet::new();
        regions.words(&mut words);
        majors.words(&mut words);
        occupations.words(&mut words);
        Skills::words(&skills, &folding, &mut words);
        synonyms.words(&mut words);
        conditions.words(&mut words);
        let text = Arc::new(TextAnalysis::new(folding, &words)?);
        let certificates = Certificates::load(&text)?;
        let skills = Skills::new(skills, &text)?;
        let spelt = SpeltWords::new(synonyms.iter().chain(occupations.names()), text.pinyin());
        let version = dictionary::version();
        Ok(Vocabulary {
            version,
            text,
            regions,
            majors,
            occupations,
            certificates,
            skills,
            synonyms,
            conditions,
            spelt,
            titles,
            crosswalk,
        })
    }

    /// A short hash of all dictionaries; it changes whenever one of them does.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The analysis of Chinese text that knows the dictionaries' words.
    pub fn text(&self) -> &TextAnalysis {
        &self.text
    }

    /// Provinces, prefectures and counties.
    pub fn regions(&self) -> &Regions {
        &self.regions
    }

    /// Vocational majors.
    pub fn majors(&self) -> &Majors {
        &self.majors
    }

    /// Occupations.
    pub fn occupations(&self) -> &Occupations {
        &self.occupations
    }

    /// Certificates.
    pub fn certificates(&self) -> &Certificates {
        &self.certificates
    }

    /// Skills.
    pub fn skills(&self) -> &Skills {
        &self.skills
    }

    /// Synonyms and narrower words.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// Words that ask for what a vacancy says in fields of its own.
    pub fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// The words for work that are spelt like this in pinyin.
    pub fn words_spelt(&self, letters: &str) -> impl Iterator<Item = &str> {
        self.spelt.find(letters)
    }

    /// The occupations a vacancy's title may mean, best first: by the names it contains, and by other words for
    /// them (数控 for CNC). A score above 2 means that a name was found; below, only words hint at it.
    pub fn propose_occupations(&self, title: &str, limit: usize) -> Vec<OccupationHit> {
        let folded = self.text.fold(title);
        let words = self.text.words().cut_with_parts(&folded);
        let longest = self.occupations.longest_names(&folded);
        let part = |word: &&Word<'_>| longest.iter().any(|name| occupations::within(&word.range, name));
        let whole = words.iter().filter(|word| !part(word));
        let related = whole.flat_map(|word| self.synonyms.of(word.text));
        let same = related.filter(|related| related.relation == WordRelation::Same);
        let also: HashSet<&str> = same.map(|related| related.word.as_str()).collect();
        self.occupations.find_with(&folded, also.into_iter(), limit)
    }
}
