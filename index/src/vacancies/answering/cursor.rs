//! Cursors: where a page ended, how its words were read, and which search it belongs to.
//!
//! `3.SEARCH.STATISTICS.READING.WINDOW.RANK.KEY` and, for each employer of whom less was shown, `.EMPLOYER.RANK.KEY`. Nothing in
//! it is secret, and nothing it says is trusted to be sound: a changed one is refused or asks for what its sender
//! could have asked for anyway.

use super::window::WindowMark;
use crate::text::StableHash;
use crate::vacancies::mistakes::forgiving::Forgiven;
use crate::vacancies::query::VacancyQuery;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::ranking::standing::Standing;
use crate::vacancies::ranking::start::PageStart;

/// More employers than a page ever holds back.
const MOST_HELD: usize = 64;

/// Where a page ended: the next one starts there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Which state of the word frequencies ranked the page; see [`Scope::generation`](super::search::Scope).
    pub(crate) generation: u64,
    /// How the words were read.
    pub(crate) forgiven: Forgiven,
    /// The hits that are in an order of somebody's own, if the page is among them.
    pub(crate) window: Option<WindowMark>,
    /// Where the next page starts.
    pub(crate) start: PageStart,
}

impl Cursor {
    /// Reads the cursor of this very search.
    pub(crate) fn read(query: &VacancyQuery) -> Result<Option<Cursor>, QueryError> {
        let Some(token) = query.after.as_deref() else { return Ok(None) };
        let mut parts = token.split('.');
        let mut part = || parts.next().ok_or(QueryError::BadCursor);
        if part()? != "3" {
            return Err(QueryError::BadCursor);
        }
        let search = part()?;
        let generation = u64::from_str_radix(part()?, 16).map_err(|_| QueryError::BadCursor)?;
        let forgiven = Forgiven::read(part()?).ok_or(QueryError::BadCursor)?;
        let window = WindowMark::read(part()?).ok_or(QueryError::BadCursor)?;
        let rest: Vec<&str> = parts.collect();
        let start = start_of(&rest).ok_or(QueryError::BadCursor)?;
        if search != fingerprint(query) {
            return Err(QueryError::ForeignCursor);
        }
        Ok(Some(Cursor { generation, forgiven, window, start }))
    }

    /// The token for the page after this one.
    pub(crate) fn token(&self, query: &VacancyQuery) -> String {
        let window = self.window.as_ref().map_or_else(|| "0".to_owned(), WindowMark::token);
        let mut token =
            format!("3.{}.{:x}.{}.{window}", fingerprint(query), self.generation, self.forgiven.token());
        let standing = |standing: &Standing| format!(".{:x}.{}", standing.rank, written(&standing.key));
        token.extend(self.start.after.as_ref().map(standing));
        for (employer, last) in &self.start.held {
            token.push('.');
            token.push_str(&written(employer));
            token.push_str(&standing(last));
        }
        token
    }
}

fn start_of(parts: &[&str]) -> Option<PageStart> {
    let standing = |rank: &str, key: &str| {
        let rank = (!rank.starts_with('+')).then(|| u64::from_str_radix(rank, 16).ok())??;
        Some(Standing { rank, key: read(key)? })
    };
    let (last, held) = parts.split_first_chunk::<2>()?;
    let after = standing(last[0], last[1])?;
    let (held, rest) = held.as_chunks::<3>();
    if !rest.is_empty() || held.len() > MOST_HELD {
        return None;
    }
    let held = held.iter().map(|[employer, rank, key]| Some((read(employer)?, standing(rank, key)?)));
    Some(PageStart { after: Some(after), held: held.collect::<Option<_>>()?, closed: Vec::new() })
}

/// What makes two searches the same: everything but the page.
fn fingerprint(query: &VacancyQuery) -> String {
    let search = VacancyQuery { after: None, limit: 0, facets: Vec::new(), ..query.clone() };
    let mut hash = StableHash::default();
    hash.write(format!("{search:?}").as_bytes());
    hash.hex()
}

/// A text as a part of a token: plain where it is letters and digits, in hexadecimal otherwise.
pub(crate) fn written(text: &str) -> String {
    let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if plain {
        return format!("k{text}");
    }
    std::iter::once("x".to_owned()).chain(text.bytes().map(|byte| format!("{byte:02x}"))).collect()
}

/// The text of a part of a token.
pub(crate) fn read(part: &str) -> Option<String> {
    match part.split_at_checked(1)? {
        ("k", plain) => Some(plain.to_owned()),
        ("x", hex) => from_hex(hex),
        _ => None,
    }
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

    fn standing(rank: u64, key: &str) -> Standing {
        Standing { rank, key: key.to_owned() }
    }

    fn cursor() -> Cursor {
        let held = vec![("emp_甲".to_owned(), standing(u64::MAX, "a")), (String::new(), standing(0, ""))];
        let start = PageStart { after: Some(standing(u64::MAX - 7, "vac_阿·1")), held, closed: Vec::new() };
        let forgiven = Forgiven { corrected: Some("数控 -\"夜班\"".to_owned()), dropped: vec![0, 17] };
        let window = WindowMark { end: standing(9, "vac_2"), top: 12, day: 20_000, who: 77 };
        Cursor { generation: 18, forgiven, window: Some(window), start }
    }

    #[test]
    fn a_cursor_reads_back_on_any_page_of_its_search() {
        let query = VacancyQuery { text: "数控".to_owned(), ..VacancyQuery::default() };
        let plain = Cursor { start: PageStart { held: Vec::new(), ..cursor().start }, ..Cursor::default() };
        for cursor in [cursor(), plain] {
            let page = VacancyQuery { after: Some(cursor.token(&query)), limit: 3, ..query.clone() };
            assert_eq!(Cursor::read(&page).unwrap(), Some(cursor));
        }
    }

    #[test]
    fn a_cursor_of_another_search_is_refused() {
        let query = VacancyQuery { text: "数控".to_owned(), ..VacancyQuery::default() };
        let token = cursor().token(&query);
        let other = VacancyQuery { after: Some(token), ..VacancyQuery::default() };
        assert!(matches!(Cursor::read(&other), Err(QueryError::ForeignCursor)));
    }

    #[test]
    fn nonsense_is_refused() {
        let query = VacancyQuery::default();
        let sound = cursor().token(&query);
        let cut = (0..sound.len()).filter_map(|at| sound.get(..at)).filter(|cut| cut.ends_with('.'));
        let nonsense =
            ["", "3", "3.x.y.z", "2.0.0.00", "3.0.1.t.0.0.é", "3.0.1.t.0.0.x0", "....", "3.0.1.t.0.+1.k"];
        for token in cut.chain(nonsense) {
            let query = VacancyQuery { after: Some(token.to_owned()), ..query.clone() };
            let refused =
                matches!(Cursor::read(&query), Err(QueryError::BadCursor | QueryError::ForeignCursor));
            assert!(refused, "{token}");
        }
    }
}
