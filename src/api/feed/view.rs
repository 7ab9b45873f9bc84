//! How changes of what is public are shown.

use crate::{
    api::vacancies::VacancyView,
    app::feed::{FeedItem, FeedPage},
    domain::{ids::VacancyId, language::Language},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A page of the change feed.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedView {
    /// The changes, in their order.
    items: Vec<FeedItemView>,
    /// The `after` of the next page; null where there is nothing more yet.
    next: Option<String>,
    /// Up to where everything was told: the `after` to ask with later, also where there is no `next`.
    position: String,
}

/// A change of what is public.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeedItemView {
    /// Its place: as text, in the order of the feed.
    seq: String,
    /// Of which vacancy.
    id: VacancyId,
    change: ChangeView,
    /// The vacancy as it stands now, where it is public.
    #[serde(skip_serializing_if = "Option::is_none")]
    vacancy: Option<VacancyView>,
}

/// What is to be done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeView {
    /// It is new or changed: put it in the place of what was known of it.
    Upsert,
    /// It is not public any more: take it away.
    Removed,
}

impl FeedView {
    /// The page in the caller's language.
    pub fn of(page: FeedPage, language: Language) -> Self {
        let position = page.position.to_string();
        Self {
            items: page.items.into_iter().map(|item| FeedItemView::of(item, language)).collect(),
            next: page.more.then(|| position.clone()),
            position,
        }
    }
}

impl FeedItemView {
    /// The change in the caller's language.
    pub fn of(item: FeedItem, language: Language) -> Self {
        Self {
            seq: item.position.to_string(),
            id: item.id,
            change: if item.vacancy.is_some() { ChangeView::Upsert } else { ChangeView::Removed },
            vacancy: item.vacancy.map(|view| VacancyView::of(*view, language)),
        }
    }
}
