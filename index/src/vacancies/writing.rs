//! A vacancy as the search library stores it.

use tantivy::TantivyDocument;

use super::document::VacancyDocument;
use super::names::CODE;
use super::query::FacetField;
use super::schema::Fields;
use super::tokens;
use crate::vocabulary::Vocabulary;

/// The search library's document of a vacancy.
pub(super) fn written(
    fields: &Fields,
    vocabulary: &Vocabulary,
    vacancy: &VacancyDocument,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.key, &vacancy.key);
    document.add_text(fields.title, &vacancy.title);
    if !vacancy.employer_name.is_empty() {
        let (name, key) = (&vacancy.employer_name, &vacancy.employer_key);
        document.add_text(fields.employer_named, format!("{name}{CODE}{key}"));
    }
    add_texts(&mut document, fields, vocabulary, vacancy);
    for facet in FacetField::ALL {
        let field = fields.exact(facet);
        for value in values(facet, vacancy) {
            for exact in super::values::indexed(vocabulary, facet, &value) {
                document.add_text(field, exact);
            }
        }
    }
    add_numbers(&mut document, fields, vacancy);
    document
}

fn add_texts(
    document: &mut TantivyDocument,
    fields: &Fields,
    vocabulary: &Vocabulary,
    vacancy: &VacancyDocument,
) {
    let title = tokens::title(vocabulary.text(), &vacancy.title);
    document.add_text(fields.title_chars, title.chars);
    document.add_text(fields.title_pairs, title.pairs);
    document.add_text(fields.title_words, title.words);
    document.add_text(fields.title_pinyin, title.pinyin);
    let description = tokens::words(vocabulary.text(), &[&vacancy.description]);
    document.add_text(fields.description, description);
    let mut about = vec![vacancy.employer_name.as_str()];
    about.extend(vacancy.occupation_name.as_deref());
    about.extend(vacancy.skills.iter().map(String::as_str));
    about.extend(vacancy.certificates.iter().map(String::as_str));
    document.add_text(fields.about, tokens::words(vocabulary.text(), &about));
}

/// The values a vacancy has in one facet, as the caller gave them.
fn values(facet: FacetField, vacancy: &VacancyDocument) -> Vec<String> {
    let one = |value: &Option<String>| value.iter().cloned().collect();
    match facet {
        FacetField::Region => vacancy.regions.clone(),
        FacetField::Occupation => one(&vacancy.occupation),
        FacetField::Major => vacancy.majors.clone(),
        FacetField::Skill => vacancy.skills.clone(),
        FacetField::Certificate => vacancy.certificates.clone(),
        FacetField::Employer => vec![vacancy.employer_key.clone()],
        FacetField::Kind => vec![vacancy.kind.clone()],
        FacetField::Shift => one(&vacancy.shift),
        FacetField::Meals => one(&vacancy.meals),
        FacetField::Insurance => vacancy.insurance.clone(),
        FacetField::RestDays => one(&vacancy.rest_days),
        FacetField::Programme => vacancy.programmes.clone(),
        FacetField::Dormitory => vec![vacancy.dormitory.to_string()],
        FacetField::HousingFund => vec![vacancy.housing_fund.to_string()],
        FacetField::AcceptsMinor => vec![vacancy.accepts_minor.to_string()],
    }
}

fn add_numbers(document: &mut TantivyDocument, fields: &Fields, vacancy: &VacancyDocument) {
    let optional = [
        (fields.pay_min, vacancy.pay_min),
        (fields.pay_max, vacancy.pay_max),
        (fields.base_min, vacancy.base_min),
    ];
    for (field, value) in optional {
        if let Some(value) = value {
            document.add_i64(field, value);
        }
    }
    if vacancy.paid_otherwise {
        document.add_u64(fields.paid_otherwise, 1);
    }
    document.add_i64(fields.published_at, vacancy.published_at);
    document.add_u64(fields.headcount, u64::from(vacancy.headcount));
    if let (Some(lon), Some(lat)) = (vacancy.lon, vacancy.lat)
        && lon.is_finite()
        && lat.is_finite()
    {
        document.add_f64(fields.lon, lon);
        document.add_f64(fields.lat, lat);
    }
}
