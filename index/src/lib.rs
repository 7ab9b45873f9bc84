//! How words become searchable: dictionaries, Chinese text, and the search index.
//!
//! [`Vocabulary`] holds the dictionaries (regions, majors, occupations, certificates, skills, synonyms) and the
//! text analysis built from them. [`SearchIndex`] holds two derived copies of the store, one of vacancies and
//! one of graduates; it can be deleted at any time and filled again. Nothing here knows a domain type, a database
//! or HTTP, and no type of the search library leaves this package.
//!
//! Every call blocks: an asynchronous caller runs it on a blocking thread.

mod changes;
pub mod graduates;
mod index;
mod lock;
mod open;
mod part;
pub mod pool;
mod retrieval;
pub mod text;
mod tokenizer;
pub mod vacancies;
pub mod vocabulary;

pub use changes::IndexChange;
pub use graduates::{GraduateDocument, GraduateHit, GraduateQuery};
pub use index::{IndexError, IndexOptions, OpenError, OpenIndex, SearchIndex};
pub use vacancies::{
    Choice, FacetCount, FacetField, FacetValues, Marker, Near, Personal, PersonalPage, QueryError,
    SingleVacancy, Sort, StoredCounts, StoredSearches, Suggestion, SuggestionKind, Understood,
    VacancyDocument, VacancyHit, VacancyHits, VacancyQuery, VacancyRecall, VacancyWords, Window,
};
pub use vocabulary::{
    Derivation, DictionaryError, Link, LinkSource, MajorRelation, OccupationQuery, PlaceReading,
    RankedOccupation, RankedTitle, RankingMethod, RegionCodeFault, RegionOn, RelatedTitle, TitleFamily,
    TitleFamilyHit, TitleRanking, Vocabulary,
};
