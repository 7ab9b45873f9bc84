//! One vacancy held up against many searches: for alerts.

use std::sync::Arc;

use tantivy::directory::RamDirectory;
use tantivy::{Index, ReloadPolicy, Searcher, TantivyError};

use super::search::Scope;
use crate::index::IndexError;
use crate::tokenizer::tokenizers;
use crate::vacancies::query::VacancyQuery;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::storage::schema::Fields;
use crate::vacancies::storage::shelf::Shelf;
use crate::vacancies::writing::document::VacancyDocument;
use crate::vacancies::writing::tokens::Memo;
use crate::vocabulary::Vocabulary;

/// Room for one document.
const MEMORY: usize = 3_000_000;

/// One vacancy that can be asked whether a search finds it. It runs the very search, on an index of one document,
/// so that its answer is what the search itself would give.
pub struct SingleVacancy {
    searcher: Searcher,
    fields: Fields,
    vocabulary: Arc<Vocabulary>,
    shelf: Shelf,
}

impl SingleVacancy {
    /// Takes the vacancy in.
    ///
    /// # Errors
    /// When the index in memory fails.
    pub fn new(document: &VacancyDocument, vocabulary: Arc<Vocabulary>) -> Result<SingleVacancy, IndexError> {
        let (schema, fields) = crate::vacancies::storage::schema::schema();
        let searcher = searcher_of(document, &vocabulary, schema, &fields)?;
        Ok(SingleVacancy { searcher, fields, vocabulary, shelf: Shelf::default() })
    }

    /// Whether this search finds the vacancy; its page and facets do not matter.
    ///
    /// # Errors
    /// As the search itself.
    pub fn matches(&self, query: &VacancyQuery) -> Result<bool, QueryError> {
        let scope = Scope {
            searcher: &self.searcher,
            statistics: &self.searcher,
            generation: 0,
            shelf: &self.shelf,
            fields: &self.fields,
            vocabulary: &self.vocabulary,
        };
        Ok(super::search::count(scope, query)? > 0)
    }
}

fn searcher_of(
    document: &VacancyDocument,
    vocabulary: &Vocabulary,
    schema: tantivy::schema::Schema,
    fields: &Fields,
) -> Result<Searcher, TantivyError> {
    let builder = Index::builder().schema(schema).tokenizers(tokenizers());
    let mut writer = builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
    writer.add_document(crate::vacancies::writing::written(
        fields,
        vocabulary,
        &mut Memo::default(),
        document,
    ))?;
    let index = writer.finalize()?;
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok(reader.searcher())
}
