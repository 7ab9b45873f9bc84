//! Searches for what was published lately: "so many minutes back" is a moment, and all pages of a search have the same.

use chrono::{DateTime, TimeDelta, Utc};
use jobbridge_index::QueryError;

/// Since when a vacancy must have been public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// Since a moment.
    At(DateTime<Utc>),
    /// Since so many minutes before the first page was asked for.
    MinutesBack(i64),
}

/// The moment, how the cursors of the search begin, and the cursor without that.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) micros: Option<i64>,
    pub(super) prefix: String,
    pub(super) cursor: Option<String>,
}

/// Reads the moment: of a later page from its cursor.
pub(super) fn resolve(
    since: Option<Since>,
    cursor: Option<String>,
    now: DateTime<Utc>,
) -> Result<Resolved, QueryError> {
    match (since, cursor) {
        (None, cursor) => Ok(Resolved { cursor, ..Resolved::default() }),
        (Some(Since::At(at)), cursor) => {
            Ok(Resolved { micros: Some(at.timestamp_micros()), cursor, ..Resolved::default() })
        }
        (Some(Since::MinutesBack(minutes)), None) => {
            let at = now.checked_sub_signed(TimeDelta::minutes(minutes)).unwrap_or(DateTime::<Utc>::MIN_UTC);
            let micros = at.timestamp_micros();
            Ok(Resolved { micros: Some(micros), prefix: prefix(minutes, micros), cursor: None })
        }
        (Some(Since::MinutesBack(minutes)), Some(cursor)) => {
            let (head, rest) = cursor
                .strip_prefix('m')
                .and_then(|cursor| cursor.split_once('.'))
                .ok_or(QueryError::ForeignCursor)?;
            let (counted, micros) = head.split_once('_').ok_or(QueryError::BadCursor)?;
            let micros = micros.parse::<i64>().map_err(|_| QueryError::BadCursor)?;
            if counted != minutes.to_string() {
                return Err(QueryError::ForeignCursor);
            }
            if micros > now.timestamp_micros() {
                return Err(QueryError::BadCursor);
            }
            let cursor = Some(rest.to_owned());
            Ok(Resolved { micros: Some(micros), prefix: prefix(minutes, micros), cursor })
        }
    }
}

fn prefix(minutes: i64, micros: i64) -> String {
    format!("m{minutes}_{micros}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn every_page_goes_back_to_the_same_moment() {
        let since = Some(Since::MinutesBack(60));
        let first = resolve(since, None, at("2026-06-20T04:00:00Z")).unwrap();
        assert_eq!(first.micros, Some(at("2026-06-20T03:00:00Z").timestamp_micros()));
        let cursor = format!("{}2.rest.of.it", first.prefix);
        let second = resolve(since, Some(cursor.clone()), at("2026-06-20T04:30:00Z")).unwrap();
        assert_eq!((second.micros, &second.prefix), (first.micros, &first.prefix));
        assert_eq!(second.cursor.as_deref(), Some("2.rest.of.it"));
        let other = resolve(Some(Since::MinutesBack(61)), Some(cursor), at("2026-06-20T04:30:00Z"));
        assert!(matches!(other, Err(QueryError::ForeignCursor)));
    }

    #[test]
    fn nonsense_is_refused() {
        for cursor in [
            "",
            "2.a.b",
            "m.",
            "m60",
            "m60.x",
            "m60_x.y",
            "m60_99999999999999999999.y",
            "m60_9999999999999999.y",
        ] {
            let refused =
                resolve(Some(Since::MinutesBack(60)), Some(cursor.to_owned()), at("2026-06-20T04:00:00Z"));
            assert!(matches!(refused, Err(QueryError::BadCursor | QueryError::ForeignCursor)), "{cursor}");
        }
    }
}
