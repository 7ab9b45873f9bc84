//! What other job sites follow: every change of what is public, in the order of the change log, and all that is public
//! at one moment. A change says what to look at; what is told is how it stands now, so telling it twice changes nothing.

use super::{
    App,
    search::{self, SearchItem, SearchOptions},
    vacancies::{self, VacancyView},
};
use crate::{
    domain::{
        ids::VacancyId,
        refusal::{Code, FieldError, Refusal},
        search::{SearchCriteria, Sort},
        vacancy::Vacancy,
    },
    store::changes::LogPosition,
};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    str::FromStr,
};

/// How many changes are looked at together.
const STRETCH: u64 = 100;
/// A page ends after so many stretches, however little of them was ever public.
const STRETCHES: usize = 50;
/// How many vacancies a snapshot reads at once.
const PAGE: u64 = 200;
/// How many the newest are.
const NEWEST: u32 = 100;

/// A place in the feed. Its text is of one length, so that texts are in the order of the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FeedPosition(LogPosition);

/// A text that is no place in the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a position of the feed")]
pub struct NotAPosition;

impl fmt::Display for FeedPosition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:012x}-{:012x}", self.0.xid, self.0.seq)
    }
}

impl FromStr for FeedPosition {
    type Err = NotAPosition;
    fn from_str(text: &str) -> Result<Self, NotAPosition> {
        if text == "0" {
            return Ok(Self::default());
        }
        let (xid, seq) = text.split_once('-').ok_or(NotAPosition)?;
        let number = |digits: &str| {
            let plain = digits.len() == 12 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            plain.then(|| i64::from_str_radix(digits, 16).ok()).flatten().ok_or(NotAPosition)
        };
        Ok(Self(LogPosition { xid: number(xid)?, seq: number(seq)? }))
    }
}

/// A change of what is public.
#[derive(Debug, Clone)]
pub struct FeedItem {
    /// Where it stands in the feed.
    pub position: FeedPosition,
    /// Of which vacancy.
    pub id: VacancyId,
    /// The vacancy as anybody sees it now; nothing where it is not public any more.
    pub vacancy: Option<Box<VacancyView>>,
}

/// A page of the feed.
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// The changes, in their order.
    pub items: Vec<FeedItem>,
    /// Up to where this page tells everything.
    pub position: FeedPosition,
    /// Whether there is more behind it by now.
    pub more: bool,
}

/// What changed after the position, at most so many vacancies. Of several changes of one vacancy that are met together
/// the last is told. What was never public is not told at all.
///
/// # Errors
/// A position that is not of this log: who has it takes a snapshot and begins anew.
pub async fn follow(app: &App, after: Option<&str>, limit: u32) -> Result<FeedPage, Refusal> {
    let after = after.map(FeedPosition::from_str).transpose().map_err(|NotAPosition| foreign_position())?;
    let after = after.unwrap_or_default();
    let end = FeedPosition(app.store.log_end().await?.unwrap_or_default());
    if after > end {
        return Err(foreign_position());
    }
    let mut page = FeedPage { items: Vec::new(), position: after, more: true };
    for _ in 0..STRETCHES {
        let changes = app.store.vacancy_changes_after(page.position.0, STRETCH).await?;
        let whole = changes.len() as u64 == STRETCH;
        let cut = page.take(app, changes, limit as usize).await?;
        page.more = cut || whole;
        if !page.more {
            page.position = page.position.max(end);
        }
        if cut || !whole {
            break;
        }
    }
    Ok(page)
}

impl FeedPage {
    /// Takes in a stretch of the log. Whether the page was full before the stretch was at its end.
    async fn take(
        &mut self,
        app: &App,
        changes: Vec<(LogPosition, VacancyId)>,
        limit: usize,
    ) -> Result<bool, Refusal> {
        let last: HashMap<_, _> = changes.iter().map(|(position, id)| (*id, *position)).collect();
        let ids: Vec<_> = last.keys().copied().collect();
        let states = app.store.vacancies(&ids).await?;
        let public: HashSet<_> =
            states.iter().filter(|one| one.published_at.is_some()).map(|one| one.id).collect();
        let (today, first) = (app.today(), self.items.len());
        let open: HashMap<_, _> =
            states.into_iter().filter(|one| one.is_open_on(today)).map(|one| (one.id, one)).collect();
        let mut cut = false;
        for (position, id) in changes {
            if self.items.len() == limit {
                cut = true;
                break;
            }
            self.position = FeedPosition(position);
            if last[&id] == position && public.contains(&id) {
                self.items.push(FeedItem { position: self.position, id, vacancy: None });
            }
        }
        show(app, &mut self.items[first..], open).await?;
        Ok(cut)
    }
}

/// Puts to each item its vacancy, where it is open.
async fn show(
    app: &App,
    items: &mut [FeedItem],
    mut open: HashMap<VacancyId, Vacancy>,
) -> Result<(), Refusal> {
    let open = items.iter().filter_map(|item| open.remove(&item.id)).collect();
    let views = vacancies::all_as_anybody(app, open).await?;
    let mut views: HashMap<_, _> = views.into_iter().map(|view| (view.vacancy.id, Box::new(view))).collect();
    items.iter_mut().for_each(|item| item.vacancy = views.remove(&item.id));
    Ok(())
}

/// All that is public, read page by page.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// From where to follow the feed: what changed while the snapshot was read is met there again.
    pub position: FeedPosition,
    after: Option<VacancyId>,
}

impl Snapshot {
    /// Begins one.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn begin(app: &App) -> Result<Self, Refusal> {
        // The position first: what is committed later is after it.
        let position = FeedPosition(app.store.log_end().await?.unwrap_or_default());
        Ok(Self { position, after: None })
    }

    /// The next vacancies, the oldest first; nothing at the end.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn next(&mut self, app: &App) -> Result<Option<Vec<FeedItem>>, Refusal> {
        let ids = app.store.vacancy_ids_after(self.after, PAGE).await?;
        let Some(last) = ids.last() else { return Ok(None) };
        self.after = Some(*last);
        let open = app.store.open_among(&ids, app.today()).await?;
        let views = vacancies::all_as_anybody(app, open).await?;
        let item = |view: VacancyView| FeedItem {
            position: self.position,
            id: view.vacancy.id,
            vacancy: Some(Box::new(view)),
        };
        Ok(Some(views.into_iter().map(item).collect()))
    }
}

/// The newest vacancies.
///
/// # Errors
/// Where the store or the index fails.
pub async fn newest(app: &App) -> Result<Vec<SearchItem>, Refusal> {
    let options = SearchOptions { sort: Sort::Newest, limit: NEWEST, ..SearchOptions::default() };
    Ok(search::search_vacancies(app, &SearchCriteria::default(), options).await?.items)
}

fn foreign_position() -> Refusal {
    Refusal::Parameter(FieldError::new("after", Code::InvalidCursor).with_message(
        "不是本站变更流的位置，请重新取全量快照（/v1/feed/vacancies/snapshot）",
        "not a position of this feed: take a snapshot (/v1/feed/vacancies/snapshot) and begin anew",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_read_back_and_their_texts_are_in_their_order() {
        let at = |xid, seq| FeedPosition(LogPosition { xid, seq });
        let rising = [at(0, 1), at(0, 9), at(0, 10), at(0, 255), at(1, 2), at(16, 1), at(1 << 40, 0)];
        for pair in rising.windows(2) {
            assert!(pair[0] < pair[1] && pair[0].to_string() < pair[1].to_string());
            assert_eq!(pair[0].to_string().parse(), Ok(pair[0]));
        }
        assert_eq!("0".parse(), Ok(FeedPosition::default()));
        for bad in ["", "1", "0.7", "000000000001", "+00000000001-000000000001", "0000000000001-1", "é-é"] {
            assert_eq!(FeedPosition::from_str(bad), Err(NotAPosition), "{bad}");
        }
    }
}
