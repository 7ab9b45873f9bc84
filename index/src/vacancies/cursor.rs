//! Cursors: where a page ended, and which search it belongs to.

use super::error::QueryError;
use super::query::VacancyQuery;
use crate::text::StableHash;

/// The last hit of a page: the next page starts after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Its place in the order; higher comes first.
    pub(super) rank: u64,
    /// Its key; of equal ranks the lower comes first.
    pub(super) key: String,
}

impl Cursor {
    /// Reads the cursor of this very search.
    pub(super) fn read(query: &VacancyQuery) -> Result<Option<Cursor>, QueryError> {
        let Some(token) = query.after.as_deref() else { return Ok(None) };
        let mut parts = token.split('.');
        let (Some("1"), Some(search), Some(rank), Some(key), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(QueryError::BadCursor);
        };
        let rank = u64::from_str_radix(rank, 16).map_err(|_| QueryError::BadCursor)?;
        let key = from_hex(key).ok_or(QueryError::BadCursor)?;
        if search != fingerprint(query) {
            return Err(QueryError::ForeignCursor);
        }
        Ok(Some(Cursor { rank, key }))
    }

    /// The token for the page after this one.
    pub(super) fn token(&self, query: &VacancyQuery) -> String {
        let key: String = self.key.bytes().map(|byte| format!("{byte:02x}")).collect();
        format!("1.{}.{:x}.{key}", fingerprint(query), self.rank)
    }
}

/// What makes two searches the same: everything but the page.
fn fingerprint(query: &VacancyQuery) -> String {
    let search = VacancyQuery { after: None, limit: 0, facets: Vec::new(), ..query.clone() };
    let mut hash = StableHash::default();
    hash.write(format!("{search:?}").as_bytes());
    hash.hex()
}

fn from_hex(text: &str) -> Option<String> {
    let digits: Vec<u8> =
        text.chars().map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok())).collect::<Option<_>>()?;
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let bytes = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit));
    String::from_utf8(bytes.collect()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_on_any_page_of_its_search() {
        let query = VacancyQuery { text: "数控".to_owned(), ..VacancyQuery::default() };
        let cursor = Cursor { rank: u64::MAX - 7, key: "vac_阿·1".to_owned() };
        let page = VacancyQuery { after: Some(cursor.token(&query)), limit: 3, ..query };
        assert_eq!(Cursor::read(&page).unwrap(), Some(cursor));
    }

    #[test]
    fn a_cursor_of_another_search_is_refused() {
        let query = VacancyQuery { text: "数控".to_owned(), ..VacancyQuery::default() };
        let token = Cursor { rank: 1, key: "a".to_owned() }.token(&query);
        let other = VacancyQuery { after: Some(token), ..VacancyQuery::default() };
        assert!(matches!(Cursor::read(&other), Err(QueryError::ForeignCursor)));
    }

    #[test]
    fn nonsense_is_refused() {
        for token in ["", "1", "1.x.y.z", "2.0.0.00", "1.0.0.0", "1.0.0.é", "1.0.0.ff.", "....", "1.0.0.+1"]
        {
            let query = VacancyQuery { after: Some(token.to_owned()), ..VacancyQuery::default() };
            let refused =
                matches!(Cursor::read(&query), Err(QueryError::BadCursor | QueryError::ForeignCursor));
            assert!(refused, "{token}");
        }
    }
}
