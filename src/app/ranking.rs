//! Ranking offline, for measuring: files of queries in, tab-separated rankings out.
//!
//! A line of queries is `id<TAB>title`, and may go on with the name of a major and with courses, in further columns or
//! in one, separated by `、`, `；`, `;`, `，` or `,`. Empty lines are passed over. A line that cannot be read is told by
//! its number and the others are answered all the same.

use jobbridge_index::{OccupationQuery, RankingMethod, Vocabulary};
use std::io::{BufRead, Result, Write};

/// A line that was not answered.
#[derive(Debug, PartialEq, Eq)]
pub struct BadLine {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// Longer lines are refused: no title and no list of courses is that long.
const LONGEST_LINE: usize = 16 * 1024;

/// Ranks occupations for each query: `query_id<TAB>occupation_code<TAB>score`, best first.
///
/// # Errors
/// When the queries cannot be read or the answers cannot be written.
pub fn rank_occupations(
    words: &Vocabulary,
    mut queries: impl BufRead,
    mut answers: impl Write,
    method: RankingMethod,
    limit: usize,
) -> Result<Vec<BadLine>> {
    let (mut bad, mut bytes) = (Vec::new(), Vec::new());
    for line in 1_usize.. {
        bytes.clear();
        if queries.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        match read(&bytes) {
            Ok(None) => {}
            Ok(Some((id, query))) => {
                for one in words.rank_occupations(&query, method, limit) {
                    writeln!(answers, "{id}\t{}\t{:.6}", one.code, one.score)?;
                }
            }
            Err(reason) => bad.push(BadLine { line, reason }),
        }
    }
    answers.flush()?;
    Ok(bad)
}

fn read(bytes: &[u8]) -> std::result::Result<Option<(&str, OccupationQuery)>, &'static str> {
    if bytes.len() > LONGEST_LINE {
        return Err("longer than 16384 bytes");
    }
    let line = std::str::from_utf8(bytes).map_err(|_| "not UTF-8")?;
    let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut columns = line.split('\t').map(str::trim);
    let id = columns.next().filter(|id| !id.is_empty()).ok_or("no id before the first tab")?;
    let title = columns.next().ok_or("no title after the id")?;
    let major = columns.next().filter(|major| !major.is_empty());
    let courses = columns.flat_map(|column| column.split(['、', '；', ';', '，', ',']));
    let courses = courses.map(str::trim).filter(|course| !course.is_empty()).map(str::to_owned);
    if title.is_empty() && major.is_none() {
        return Err("neither a title nor a major");
    }
    let query = OccupationQuery {
        title: title.to_owned(),
        major: major.map(str::to_owned),
        courses: courses.collect(),
    };
    Ok(Some((id, query)))
}
