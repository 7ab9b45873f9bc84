//! The form above the results: words, place, least pay. The place is typed as words and read into a region.

use super::{SearchQuery, query};
use crate::{
    app::App,
    domain::money::Fen,
    portal::{parts::chip::Chip, visitor::Visitor},
};
use jobbridge_index::vocabulary::PlaceReading;

/// Least pay on offer, in yuan a month.
const PAY_STEPS: [i64; 7] = [3000, 4000, 5000, 6000, 7000, 8000, 10_000];
/// Cities proposed while typing: where the cooperation's vacancies are.
const PLACES: [&str; 16] = [
    "4403", "4401", "4419", "4406", "3302", "3301", "3205", "3202", "3101", "3502", "3501", "3702", "4404",
    "4413", "3206", "3304",
];

/// The form as shown, with what was entered.
#[derive(Debug, Clone, Default)]
pub(crate) struct SearchForm {
    pub(crate) q: String,
    pub(crate) place: String,
    pub(crate) places: Vec<String>,
    pub(crate) pay_steps: Vec<PayStep>,
    /// Chosen filters, which a new search keeps.
    pub(crate) kept: Vec<(String, String)>,
}

/// One least pay.
#[derive(Debug, Clone)]
pub(crate) struct PayStep {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) chosen: bool,
}

/// Something the searcher should know about how the search was read.
#[derive(Debug, Clone)]
pub(crate) struct Notice {
    pub(crate) text: String,
    pub(crate) choices: Vec<Chip>,
}

impl SearchForm {
    /// The form for the query.
    pub(crate) fn of(app: &App, v: &Visitor, query: &SearchQuery) -> Self {
        let regions = app.vocabulary().regions();
        let name = |code: &str| regions.by_code(code).map(|region| region.name.clone());
        let chosen: Vec<_> = query.all("region").collect();
        // One region is what the field says; several are chips, and a typed place comes on top.
        let place = match chosen.as_slice() {
            [one] if !one.starts_with('-') => name(one).unwrap_or_default(),
            _ => String::new(),
        };
        let in_fields = |field: &str| {
            matches!(field, "q" | "place" | "pay_min" | "cursor") || field == "region" && !place.is_empty()
        };
        Self {
            q: query.first("q").unwrap_or_default().to_owned(),
            places: PLACES.iter().filter_map(|code| name(code)).collect(),
            pay_steps: pay_steps(v, query),
            kept: query.pairs().iter().filter(|(name, _)| !in_fields(name)).cloned().collect(),
            place,
        }
    }
}

fn pay_steps(v: &Visitor, query: &SearchQuery) -> Vec<PayStep> {
    let chosen = query.first("pay_min").and_then(query::amount).filter(|fen| fen.0 > 0);
    let mut amounts: Vec<Fen> = PAY_STEPS.iter().map(|yuan| Fen::yuan(*yuan)).collect();
    amounts.extend(chosen.filter(|fen| !amounts.contains(fen)));
    amounts.sort_unstable();
    let any = PayStep { value: String::new(), label: v.t("search-pay-any"), chosen: chosen.is_none() };
    let step = |fen: Fen| PayStep {
        value: fen.as_yuan().to_string(),
        label: v.t1("search-pay-step", "yuan", fen),
        chosen: chosen == Some(fen),
    };
    std::iter::once(any).chain(amounts.into_iter().map(step)).collect()
}

/// Reads the typed place into a region, and tells where it could not.
pub(super) fn settle_place(app: &App, v: &Visitor, query: &mut SearchQuery) -> Vec<Notice> {
    let Some(typed) = query.first("place").map(str::to_owned) else { return Vec::new() };
    *query = query.without_name("place");
    let regions = app.vocabulary().regions();
    match regions.resolve_for_search(&typed) {
        PlaceReading::Resolved { code, .. } => {
            *query = query.adding("region", &code);
            Vec::new()
        }
        PlaceReading::Ambiguous { candidates } => {
            let choice = |code: &String| {
                let label = regions.full_name(code)?;
                Some(Chip::add(label, query.without_name("cursor").adding("region", code).href(), None))
            };
            let choices = candidates.iter().filter_map(choice).collect();
            vec![Notice { text: v.t1("notice-place-ambiguous", "place", &typed), choices }]
        }
        PlaceReading::Unknown => {
            vec![Notice { text: v.t1("notice-place-unknown", "place", &typed), choices: Vec::new() }]
        }
    }
}
