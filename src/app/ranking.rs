//! Ranking offline, for measuring: files of queries in, tab-separated rankings out.
//!
//! A line of queries is `id<TAB>title`, and may go on with the name of a major and with courses, in further columns or
//! in one, separated by `、`, `；`, `;`, `，` or `,`. Empty lines are passed over. A line that cannot be read is told by
//! its number and the others are answered all the same. Lists of titles to rank are `id<TAB>title` too: see
//! [`rank_titles`].

mod titles;

pub use titles::{BadTitleLine, TitleFile, rank_titles};

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
    let bad = each_line(&mut queries, |line| {
        let (id, query) = read(line)?;
        for one in words.rank_occupations(&query, method, limit) {
            writeln!(answers, "{id}\t{}\t{:.6}", one.code, one.score)?;
        }
        Ok(())
    })?;
    answers.flush()?;
    Ok(bad)
}

/// Why a line is not answered: what is wrong with it, or that nothing can be answered any more.
enum Fault {
    Line(&'static str),
    Output(std::io::Error),
}

impl From<&'static str> for Fault {
    fn from(reason: &'static str) -> Fault {
        Fault::Line(reason)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Output(error)
    }
}

/// Does something with each line that is not empty, and tells those that were not right.
fn each_line(
    lines: &mut impl BufRead,
    mut answer: impl FnMut(&str) -> std::result::Result<(), Fault>,
) -> Result<Vec<BadLine>> {
    let (mut bad, mut bytes) = (Vec::new(), Vec::new());
    for line in 1_usize.. {
        bytes.clear();
        if lines.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let done = match plain(&bytes) {
            Ok(text) if text.trim().is_empty() => Ok(()),
            Ok(text) => answer(text),
            Err(reason) => Err(Fault::Line(reason)),
        };
        match done {
            Ok(()) => {}
            Err(Fault::Line(reason)) => bad.push(BadLine { line, reason }),
            Err(Fault::Output(error)) => return Err(error),
        }
    }
    Ok(bad)
}

fn plain(bytes: &[u8]) -> std::result::Result<&str, &'static str> {
    if bytes.len() > LONGEST_LINE {
        return Err("longer than 16384 bytes");
    }
    let line = std::str::from_utf8(bytes).map_err(|_| "not UTF-8")?;
    Ok(line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']))
}

fn read(line: &str) -> std::result::Result<(&str, OccupationQuery), &'static str> {
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
    Ok((id, query))
}
