//! The fields of a vacancy in the search library.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

use crate::tokenizer::READY;
use crate::vacancies::query::FacetField;

/// The name of the key field.
pub(crate) const KEY: &str = "key";

/// The name of the title field.
pub(crate) const TITLE: &str = "title";
/// The name of the field of employers by name.
pub(crate) const EMPLOYER_NAMED: &str = "employer_named";

/// All fields.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) key: Field,
    /// The title as written: stored, and a column for completions.
    pub(crate) title: Field,
    /// The employer's name and id: a column for completions.
    pub(crate) employer_named: Field,
    /// Its characters one by one, with places: for phrases and one-character searches.
    pub(crate) title_chars: Field,
    /// Its words and their parts, and the words that a single character makes with its neighbour.
    pub(crate) title_words: Field,
    /// Pinyin of its words and runs of words, whole and initials.
    pub(crate) title_pinyin: Field,
    /// The description's words and their parts, with places.
    pub(crate) description: Field,
    /// Words of the employer, the occupation, the skills and the certificates.
    pub(crate) about: Field,
    pub(crate) pay_min: Field,
    pub(crate) pay_max: Field,
    pub(crate) base_min: Field,
    /// 1 where pay is known, but by the hour or the day.
    pub(crate) paid_otherwise: Field,
    pub(crate) published_at: Field,
    pub(crate) lon: Field,
    pub(crate) lat: Field,
    pub(crate) headcount: Field,
    /// Exact values, one field for each facet, in the order of `FacetField::ALL`.
    exact: Vec<Field>,
}

impl Fields {
    /// The field of a facet.
    pub(crate) fn exact(&self, facet: FacetField) -> Field {
        let at = FacetField::ALL.iter().position(|other| *other == facet).unwrap_or_default();
        self.exact.get(at).copied().unwrap_or(self.key)
    }
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let frequencies = IndexRecordOption::WithFreqs;
    let fields = Fields {
        key: builder.add_text_field(KEY, STRING | FAST | STORED),
        title: builder.add_text_field(TITLE, STORED | FAST),
        employer_named: builder.add_text_field(EMPLOYER_NAMED, FAST),
        title_chars: text(&mut builder, "title_chars", positions, true),
        title_words: text(&mut builder, "title_words", frequencies, true),
        title_pinyin: text(&mut builder, "title_pinyin", IndexRecordOption::Basic, false),
        description: text(&mut builder, "description", positions, true),
        about: text(&mut builder, "about", positions, true),
        pay_min: builder.add_i64_field("pay_min", FAST),
        pay_max: builder.add_i64_field("pay_max", FAST),
        base_min: builder.add_i64_field("base_min", FAST),
        paid_otherwise: builder.add_u64_field("paid_otherwise", FAST),
        published_at: builder.add_i64_field("published_at", FAST),
        lon: builder.add_f64_field("lon", FAST),
        lat: builder.add_f64_field("lat", FAST),
        headcount: builder.add_u64_field("headcount", FAST),
        exact: FacetField::ALL
            .iter()
            .map(|facet| builder.add_text_field(facet.as_str(), STRING | FAST))
            .collect(),
    };
    (builder.build(), fields)
}

fn text(builder: &mut SchemaBuilder, name: &str, record: IndexRecordOption, lengths: bool) -> Field {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(READY).set_index_option(record).set_fieldnorms(lengths);
    builder.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}
