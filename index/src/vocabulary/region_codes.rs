//! What a region code stood for on a day: codes are merged, split and given to others, and a document keeps the code of
//! its year.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use super::dictionary::{DictionaryError, REGION_CODES, list};
use super::regions::{Region, Regions};

/// One name a code had, from one day to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeSpan {
    pub(super) name: String,
    /// The first day it may have been in force.
    first: NaiveDate,
    /// The last one.
    last: NaiveDate,
    /// The codes of what it is today; none where that is not recorded.
    pub(super) today: Vec<String>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    since: String,
    until: String,
    today: String,
}

/// A region as its code stood for it on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionOn<'a> {
    /// Its name on that day.
    pub name: String,
    /// What it is today: one region, several where it was divided, none where that is not recorded.
    pub today: Vec<&'a Region>,
}

/// Why a code stands for nothing on a day.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum RegionCodeFault {
    /// No region has or had it.
    #[error("no region has or had this code")]
    Unknown,
    /// It was given later.
    #[error("the code was given later, in {since}")]
    NotYet {
        /// Whose it became.
        name: String,
        /// The year.
        since: i32,
    },
    /// It was in force before.
    #[error("the code was in force until {until}")]
    NoLonger {
        /// Whose it was.
        name: String,
        /// The year.
        until: i32,
        /// The codes of what it is today.
        today: Vec<String>,
    },
}

impl Regions {
    pub(super) fn load_spans(&mut self) -> Result<(), DictionaryError> {
        for row in REGION_CODES.rows::<Row>()? {
            let code = row.code.clone();
            let span = CodeSpan::try_from(row)?;
            if let Some(unknown) = span.today.iter().find(|code| !self.by_code.contains_key(*code)) {
                return Err(DictionaryError::UnknownCode { file: REGION_CODES.name, code: unknown.clone() });
            }
            self.spans.entry(code).or_default().push(span);
        }
        for region in &self.entries {
            let spans = self.spans.entry(region.code.clone()).or_default();
            // What has no beginning in the table has been there all along.
            if !spans.iter().any(|span| span.last == NaiveDate::MAX) {
                spans.push(CodeSpan {
                    name: region.name.clone(),
                    first: spans.iter().map(|span| span.last).max().unwrap_or(NaiveDate::MIN),
                    last: NaiveDate::MAX,
                    today: vec![region.code.clone()],
                });
            }
        }
        for spans in self.spans.values_mut() {
            spans.sort_by_key(|span| span.first);
        }
        Ok(())
    }

    /// What a code stood for on a day. Where only the year of a change is known, both codes hold in that year.
    ///
    /// # Errors
    /// When it stood for nothing on that day, with what it stood for before or after.
    pub fn by_code_on(&self, code: &str, day: NaiveDate) -> Result<RegionOn<'_>, RegionCodeFault> {
        self.by_code_between(code, day, day)
    }

    /// What a code stood for last within some days: an identity number's first six digits are a code that was in
    /// force some time since its owner's birth.
    ///
    /// # Errors
    /// As [`Regions::by_code_on`].
    pub fn by_code_between(
        &self,
        code: &str,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<RegionOn<'_>, RegionCodeFault> {
        let Some(spans) = self.spans_of(code.trim()) else { return Err(RegionCodeFault::Unknown) };
        if let Some(span) = spans.iter().rev().find(|span| span.first <= to && from <= span.last) {
            let today = span.today.iter().filter_map(|code| self.by_code(code)).collect();
            return Ok(RegionOn { name: span.name.clone(), today });
        }
        let before = spans.iter().rev().find(|span| span.last < from);
        match (before, spans.iter().find(|span| to < span.first)) {
            (Some(span), _) => Err(RegionCodeFault::NoLonger {
                name: span.name.clone(),
                until: span.last.year(),
                today: span.today.clone(),
            }),
            (None, Some(span)) => {
                Err(RegionCodeFault::NotYet { name: span.name.clone(), since: span.first.year() })
            }
            (None, None) => Err(RegionCodeFault::Unknown),
        }
    }

    /// The spans of a code, also of its padded form and of the districts of a prefecture (市辖区, `440301`).
    fn spans_of(&self, code: &str) -> Option<&Vec<CodeSpan>> {
        let prefecture =
            |code: &str| code.strip_suffix("01").filter(|code| code.len() == 4).map(str::to_owned);
        let unpadded = || code.strip_suffix("0000").or_else(|| code.strip_suffix("00"));
        self.spans
            .get(code)
            .or_else(|| unpadded().and_then(|code| self.spans.get(code)))
            .or_else(|| prefecture(code).and_then(|code| self.spans.get(&code)))
    }
}

impl TryFrom<Row> for CodeSpan {
    type Error = DictionaryError;

    fn try_from(row: Row) -> Result<CodeSpan, DictionaryError> {
        let wrong = || DictionaryError::UnknownCode { file: REGION_CODES.name, code: row.code.clone() };
        let first = match row.since.as_str() {
            "" => NaiveDate::MIN,
            since => day(since, (1, 1)).ok_or_else(wrong)?,
        };
        let last = match row.until.as_str() {
            "" => NaiveDate::MAX,
            // The day of the change belongs to what came after.
            until if until.len() > 4 => {
                day(until, (12, 31)).and_then(|day| day.pred_opt()).ok_or_else(wrong)?
            }
            until => day(until, (12, 31)).ok_or_else(wrong)?,
        };
        Ok(CodeSpan { name: row.name, first, last, today: list(&row.today) })
    }
}

/// A day, or this month and day of a year alone.
fn day(text: &str, (month, day): (u32, u32)) -> Option<NaiveDate> {
    match text.len() {
        4 => NaiveDate::from_ymd_opt(text.parse().ok()?, month, day),
        _ => text.parse().ok(),
    }
}
