//! The fields of a graduate in the search library.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, STORED, STRING, Schema};

use super::document::GraduateDocument;
use crate::vacancies::region_levels;
use crate::vocabulary::{Occupations, Skills, Vocabulary};

/// The name of the key field.
pub(crate) const KEY: &str = "key";

/// All fields.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) key: Field,
    pub(crate) major: Field,
    pub(crate) occupation: Field,
    pub(crate) skill: Field,
    pub(crate) certificate: Field,
    pub(crate) region: Field,
    pub(crate) home: Field,
    pub(crate) school: Field,
    pub(crate) programme: Field,
    pub(crate) kind: Field,
    /// First day they can start; the earliest of all days where none is named.
    pub(crate) available: Field,
}

/// The kind of those who named none: they take any.
pub(crate) const ANY_KIND: &str = "*";

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        key: builder.add_text_field(KEY, STRING | FAST | STORED),
        major: builder.add_text_field("major", STRING),
        occupation: builder.add_text_field("occupation", STRING),
        skill: builder.add_text_field("skill", STRING),
        certificate: builder.add_text_field("certificate", STRING),
        region: builder.add_text_field("region", STRING),
        home: builder.add_text_field("home", STRING),
        school: builder.add_text_field("school", STRING),
        programme: builder.add_text_field("programme", STRING),
        kind: builder.add_text_field("kind", STRING),
        available: builder.add_i64_field("available", INDEXED | FAST),
    };
    (builder.build(), fields)
}

/// The search library's document of a graduate.
pub(super) fn written(
    fields: &Fields,
    vocabulary: &Vocabulary,
    graduate: &GraduateDocument,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    let mut add = |field: Field, values: Vec<String>| {
        for value in values {
            document.add_text(field, value);
        }
    };
    let spelt = |values: &[String], spelling: &dyn Fn(&str) -> String| -> Vec<String> {
        values.iter().map(|value| spelling(value)).collect()
    };
    let regions = vocabulary.regions();
    add(fields.key, vec![graduate.key.clone()]);
    add(fields.major, graduate.majors.clone());
    add(fields.occupation, graduate.occupations.iter().flat_map(|code| Occupations::levels(code)).collect());
    add(fields.skill, with_broader(vocabulary.skills(), &graduate.skills));
    add(fields.certificate, spelt(&graduate.certificates, &|name| vocabulary.certificates().canonical(name)));
    add(fields.region, graduate.regions.iter().flat_map(|code| region_levels(regions, code)).collect());
    add(fields.home, graduate.home_region.iter().flat_map(|code| region_levels(regions, code)).collect());
    add(fields.school, graduate.schools.clone());
    add(fields.programme, graduate.programmes.clone());
    let any = graduate.kinds.is_empty().then(|| ANY_KIND.to_owned());
    add(fields.kind, graduate.kinds.iter().cloned().chain(any).collect());
    document.add_i64(fields.available, graduate.available_from.unwrap_or(i64::MIN));
    document
}

/// The skills in one spelling, and what they are kinds of: who welds with TIG is found where welding is asked for.
fn with_broader(skills: &Skills, terms: &[String]) -> Vec<String> {
    let own = terms.iter().map(|term| skills.canonical(term));
    let broader = terms.iter().flat_map(|term| skills.broader(term)).map(|skill| skill.name.clone());
    own.chain(broader).collect::<BTreeSet<String>>().into_iter().collect()
}
