//! The chosen filters as chips that take them away, and the orders.

use super::SearchQuery;
use crate::{
    app::{App, search::SearchItem},
    portal::{parts::chip::Chip, visitor::Visitor, wording::term},
};

/// A chip for each chosen filter.
pub(super) fn chosen(app: &App, v: &Visitor, query: &SearchQuery, items: &[SearchItem]) -> Vec<Chip> {
    let base = query.without_name("cursor");
    let filters = query.pairs().iter().filter(|(name, _)| !matches!(name.as_str(), "q" | "sort" | "cursor"));
    filters
        .map(|(name, value)| {
            let label = match value.strip_prefix('-') {
                Some(excluded) => v.t1("chip-exclude", "label", label(app, v, name, excluded, items)),
                None => label(app, v, name, value, items),
            };
            Chip::remove(label, base.without(name, value).href())
        })
        .collect()
}

/// What people call the value of a filter.
pub(super) fn label(app: &App, v: &Visitor, name: &str, value: &str, items: &[SearchItem]) -> String {
    let words = app.vocabulary();
    let known = match name {
        "region" => words.regions().by_code(value).map(|region| region.name.clone()),
        "occupation" => words.occupations().by_code(value).map(|one| one.name.clone()),
        "major" => words.majors().by_code(value).map(|major| major.name.clone()),
        "employer" => Some(employer_name(v, value, items)),
        "programme" => Some(v.t("facet-programme")),
        "pay_min" => super::query::amount(value).map(|fen| v.t1("chip-pay", "yuan", fen)),
        _ => None,
    };
    known.unwrap_or_else(|| term(v.words, name, value))
}

/// The employer's name, which stands on its results.
fn employer_name(v: &Visitor, id: &str, items: &[SearchItem]) -> String {
    let item = items.iter().find(|item| item.vacancy.employer.to_string() == id);
    item.map_or_else(|| v.t("facet-employer"), |item| item.employer_name.clone())
}

/// The orders to choose from.
pub(super) fn sorts(v: &Visitor, query: &SearchQuery) -> Vec<Chip> {
    let base = query.without_name("cursor");
    let chosen = query.first("sort").unwrap_or("relevance");
    let sort = |name: &str| {
        let href =
            if name == "relevance" { base.without_name("sort") } else { base.replacing("sort", name) }.href();
        Chip { label: v.t(&format!("sort-{name}")), href, count: None, on: chosen == name }
    };
    ["relevance", "newest", "pay"].map(sort).to_vec()
}
