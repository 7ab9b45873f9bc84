//! A vacancy as the search library stores it.

pub(super) mod document;
pub(super) mod tokens;

use tantivy::TantivyDocument;

use self::document::VacancyDocument;
use self::tokens::Memo;
use crate::vacancies::query::FacetField;
use crate::vacancies::storage::schema::Fields;
use crate::vacancies::suggest::names::CODE;
use crate::vocabulary::Vocabulary;

/// The search library's document of a vacancy.
pub(super) fn written(
    fields: &Fields,
    vocabulary: &Vocabulary,
    memo: &mut Memo,
    vacancy: &VacancyDocument,
) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    document.add_text(fields.key, &vacancy.key);
    document.add_text(fields.title, &vacancy.title);
    if !vacancy.employer_name.is_empty() {
        let (name, key) = (&vacancy.employer_name, &vacancy.employer_key);
        document.add_text(fields.employer_named, format!("{name}{CODE}{key}"));
    }
    add_texts(&mut document, fields, vocabulary, memo, vacancy);
    for facet in FacetField::ALL {
        let field = fields.exact(facet);
        for value in values(facet, vacancy) {
            match facet {
                FacetField::Region | FacetField::Occupation | FacetField::Skill | FacetField::Certificate => {
                    let spelt = crate::vacancies::storage::values::indexed(vocabulary, facet, value);
                    spelt.into_iter().for_each(|exact| document.add_text(field, exact));
                }
                _ => document.add_text(field, value.trim()),
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
    memo: &mut Memo,
    vacancy: &VacancyDocument,
) {
    let title = memo.title(vocabulary.text(), &vacancy.title);
    document.add_text(fields.title_chars, title.chars);
    document.add_text(fields.title_words, title.words);
    document.add_text(fields.title_pinyin, title.pinyin);
    document.add_text(fields.description, memo.text(vocabulary.text(), &vacancy.description));
    let mut about = vec![vacancy.employer_name.as_str()];
    about.extend(vacancy.occupation_name.as_deref());
    about.extend(vacancy.skills.iter().map(String::as_str));
    about.extend(vacancy.certificates.iter().map(String::as_str));
    document.add_text(fields.about, memo.names(vocabulary.text(), &about));
}

/// The values a vacancy has in one facet, as the caller gave them.
fn values(facet: FacetField, vacancy: &VacancyDocument) -> impl Iterator<Item = &str> {
    let (one, many): (Option<&str>, &[String]) = match facet {
        FacetField::Region => (None, &vacancy.regions),
        FacetField::Occupation => (vacancy.occupation.as_deref(), &[]),
        FacetField::Major => (None, &vacancy.majors),
        FacetField::Skill => (None, &vacancy.skills),
        FacetField::Certificate => (None, &vacancy.certificates),
        FacetField::Employer => (Some(&vacancy.employer_key), &[]),
        FacetField::Kind => (Some(&vacancy.kind), &[]),
        FacetField::Shift => (vacancy.shift.as_deref(), &[]),
        FacetField::Meals => (vacancy.meals.as_deref(), &[]),
        FacetField::Insurance => (None, &vacancy.insurance),
        FacetField::RestDays => (vacancy.rest_days.as_deref(), &[]),
        FacetField::Programme => (None, &vacancy.programmes),
        FacetField::Dormitory => (Some(word(vacancy.dormitory)), &[]),
        FacetField::HousingFund => (Some(word(vacancy.housing_fund)), &[]),
        FacetField::AcceptsMinor => (Some(word(vacancy.accepts_minor)), &[]),
    };
    one.into_iter().chain(many.iter().map(String::as_str))
}

fn word(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
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
    if let Some((lon, lat)) = place(vacancy) {
        document.add_f64(fields.lon, lon);
        document.add_f64(fields.lat, lat);
    }
}

/// Longitude and latitude, where both are numbers.
pub(super) fn place(vacancy: &VacancyDocument) -> Option<(f64, f64)> {
    vacancy.lon.zip(vacancy.lat).filter(|(lon, lat)| lon.is_finite() && lat.is_finite())
}
