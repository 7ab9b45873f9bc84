//! How what a search found is shown.

use crate::{
    api::vacancies::{ContentView, PayView},
    app::search::{SearchItem, SearchPage},
    domain::{
        ids::{EmployerId, VacancyId},
        language::{Bilingual, Language},
        matching::Assessment,
        vacancy::{Conditions, VacancyKind, Workplace},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use jobbridge_index::Understood;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How many reasons stand beside a result.
const REASONS: usize = 3;

/// A page of what was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchView {
    /// Vacancies found.
    total: u64,
    /// People they look for.
    positions: u64,
    /// Milliseconds it took.
    took_ms: f64,
    understood: UnderstoodView,
    /// Counts by the facets that were asked for.
    facets: BTreeMap<String, Vec<FacetView>>,
    items: Vec<ItemView>,
    /// The `cursor` of the next page; null at the end.
    next: Option<String>,
}

/// How the words were read.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnderstoodView {
    text: String,
    /// Codes of the regions that apply.
    region: Vec<String>,
    /// Codes of the occupations that the words name.
    occupations: Vec<String>,
    /// What was typed, where it found nothing and `text`, which is near it, was searched for instead.
    corrected_from: Option<String>,
    /// Words that need not be found and only help the order: general ones, and with `relaxed` also those that had to
    /// be let go.
    dropped: Vec<String>,
    /// Whether words were let go because nothing was found with all of them.
    relaxed: bool,
}

/// One value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetView {
    value: String,
    label: String,
    count: u64,
}

/// A vacancy that was found, as much of it as was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ItemView {
    /// `view=full`.
    Full(Box<FullItem>),
    /// `view=small`.
    Small(Box<SmallItem>),
    /// `view=id`.
    Id(Hit),
}

/// The vacancy's id and why it stands where it does.
#[derive(Debug, Serialize, ToSchema)]
pub struct Hit {
    id: VacancyId,
    /// How well it fits the words; only the order of scores means anything.
    score: f32,
    /// From the point that was asked for, in kilometres.
    distance_km: Option<f64>,
    /// How and why it fits the graduate who asks; absent for anybody else.
    #[serde(rename = "match", skip_serializing_if = "Option::is_none")]
    fit: Option<FitView>,
}

/// How a result fits the graduate who asks, in short; the whole of it is at `/v1/vacancies/{id}/matches/{graduate}`.
#[derive(Debug, Serialize, ToSchema)]
pub struct FitView {
    eligible: bool,
    /// The score of matching; null where nothing is known.
    score: Option<f64>,
    /// What speaks for it, the weightiest first.
    why: Vec<String>,
    /// What stands in the way.
    blocking: Vec<String>,
}

/// What decides whether to look closer.
#[derive(Debug, Serialize, ToSchema)]
pub struct SmallItem {
    #[serde(flatten)]
    hit: Hit,
    title: String,
    kind: VacancyKind,
    headcount: u32,
    employer: EmployerName,
    workplace: Workplace,
    pay: PayView,
    conditions: Conditions,
    valid_until: NaiveDate,
    published_at: Option<DateTime<Utc>>,
    highlights: Highlights,
}

/// All that a vacancy says.
#[derive(Debug, Serialize, ToSchema)]
pub struct FullItem {
    #[serde(flatten)]
    hit: Hit,
    #[serde(flatten)]
    content: ContentView,
    employer: EmployerName,
    published_at: Option<DateTime<Utc>>,
    highlights: Highlights,
}

/// An employer by its name.
#[derive(Debug, Serialize, ToSchema)]
pub struct EmployerName {
    id: EmployerId,
    name: String,
}

/// Where the words were found: HTML whose only tag is `mark`.
#[derive(Debug, Serialize, ToSchema)]
pub struct Highlights {
    title: Option<String>,
    /// The part of the description around the first of the words; null where none of them is in it.
    description: Option<String>,
}

impl SearchView {
    /// The page in the caller's language; `view` is `id`, `small` or `full`.
    pub fn of(page: SearchPage, view: &str, language: Language) -> Self {
        let facets = page.facets.into_iter().map(|facet| {
            let counts = facet.values.into_iter();
            let counts = counts.map(|one| FacetView { value: one.value, label: one.label, count: one.count });
            (facet.name.to_owned(), counts.collect())
        });
        Self {
            total: page.total,
            positions: page.positions,
            took_ms: page.took.as_secs_f64() * 1000.0,
            understood: UnderstoodView::from(page.understood),
            facets: facets.collect(),
            items: page.items.into_iter().map(|item| ItemView::of(item, view, language)).collect(),
            next: page.next,
        }
    }
}

impl From<Understood> for UnderstoodView {
    fn from(read: Understood) -> Self {
        Self {
            text: read.text,
            region: read.regions,
            occupations: read.occupations,
            corrected_from: read.corrected_from,
            dropped: read.dropped,
            relaxed: read.relaxed,
        }
    }
}

impl FitView {
    fn of(fit: &Assessment, language: Language) -> Self {
        let words = |message: &Bilingual| message.in_language(language).to_owned();
        Self {
            eligible: fit.eligible,
            score: fit.score,
            why: fit.reasons(REASONS).into_iter().map(|criterion| words(&criterion.message)).collect(),
            blocking: fit.blocking.iter().map(|one| words(&one.message)).collect(),
        }
    }
}

impl ItemView {
    fn of(item: SearchItem, view: &str, language: Language) -> Self {
        let vacancy = item.vacancy;
        let fit = item.fit.map(|fit| FitView::of(&fit, language));
        let hit = Hit { id: vacancy.id, score: item.score, distance_km: item.distance_km, fit };
        let employer = EmployerName { id: vacancy.employer, name: item.employer_name };
        let highlights =
            Highlights { title: Some(item.title_highlight), description: item.description_highlight };
        let (content, published_at) = (vacancy.content, vacancy.published_at);
        match view {
            "id" => Self::Id(hit),
            "full" => {
                let content = ContentView::of(content, language);
                Self::Full(Box::new(FullItem { hit, content, employer, published_at, highlights }))
            }
            _ => Self::Small(Box::new(SmallItem {
                hit,
                title: content.title,
                kind: content.kind,
                headcount: content.headcount,
                employer,
                workplace: content.workplace,
                pay: PayView::of(content.pay, language),
                conditions: content.conditions,
                valid_until: content.valid_until,
                published_at,
                highlights,
            })),
        }
    }
}
