//! Pages of a list, by a cursor that names the last row seen: rows that come and go between pages never make others
//! repeat or vanish.

use crate::domain::refusal::{Code, FieldError, Refusal};
use std::str::FromStr;

/// The most rows a page may have.
pub const MAX_LIMIT: u32 = 100;
/// The rows of a page when nothing is said.
pub const DEFAULT_LIMIT: u32 = 20;

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// At most so many rows, 1 to 100.
    pub limit: u32,
    /// The `next` of the page before.
    pub cursor: Option<String>,
}

impl Default for PageRequest {
    fn default() -> Self {
        Self { limit: DEFAULT_LIMIT, cursor: None }
    }
}

impl PageRequest {
    /// The identifier after which the page begins.
    ///
    /// # Errors
    /// A cursor that is no identifier of this list's kind.
    pub fn after<I: FromStr>(&self) -> Result<Option<I>, Refusal> {
        let read = |text: &String| {
            text.parse().map_err(|_| Refusal::Parameter(FieldError::new("cursor", Code::InvalidCursor)))
        };
        self.cursor.as_ref().map(read).transpose()
    }

    /// How many rows to fetch: one more than wanted tells whether there is a next page.
    pub fn fetch(&self) -> u64 {
        u64::from(self.limit.clamp(1, MAX_LIMIT)) + 1
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts the row that was fetched beyond the page, and names the last one kept as the cursor.
    pub fn cut(mut rows: Vec<T>, request: &PageRequest, id: impl Fn(&T) -> String) -> Self {
        let limit = request.limit.clamp(1, MAX_LIMIT) as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = if more { rows.last().map(id) } else { None };
        Self { items: rows, next }
    }
}
