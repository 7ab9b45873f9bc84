//! Ranking a list of titles for each query of another list.

use jobbridge_index::{TitleRanking, Vocabulary};
use std::{
    collections::HashSet,
    io::{BufRead, Result, Write},
};

use super::{BadLine, each_line};

/// Which of the two files a line is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TitleFile {
    /// The queries.
    Queries,
    /// The titles that are ranked.
    Titles,
}

impl TitleFile {
    /// What it is called when a line of it is told.
    pub fn name(self) -> &'static str {
        match self {
            TitleFile::Queries => "queries",
            TitleFile::Titles => "titles",
        }
    }
}

/// A line that was passed over.
#[derive(Debug, PartialEq, Eq)]
pub struct BadTitleLine {
    /// The file it is in.
    pub file: TitleFile,
    /// The line.
    pub line: BadLine,
}

/// Ranks the titles for each query, both `id<TAB>title`: `query_id<TAB>title_id<TAB>score`, best first, at most `limit`
/// titles for each or all of them. Lines that cannot be read, and ids that were there before, are passed over and told.
///
/// # Errors
/// When the files cannot be read or the answers cannot be written.
pub fn rank_titles(
    words: &Vocabulary,
    mut queries: impl BufRead,
    mut titles: impl BufRead,
    mut answers: impl Write,
    limit: Option<usize>,
) -> Result<Vec<BadTitleLine>> {
    let (listed, bad_titles) = list(&mut titles)?;
    let (asked, bad_queries) = list(&mut queries)?;
    let ranking =
        TitleRanking::new(words, &listed.iter().map(|(_, title)| title.as_str()).collect::<Vec<_>>());
    for (query, text) in &asked {
        for one in ranking.rank(text).into_iter().take(limit.unwrap_or(usize::MAX)) {
            if let Some((title, _)) = listed.get(one.at) {
                writeln!(answers, "{query}\t{title}\t{:.6}", one.score)?;
            }
        }
    }
    answers.flush()?;
    let told = |file, bad: Vec<BadLine>| bad.into_iter().map(move |line| BadTitleLine { file, line });
    Ok(told(TitleFile::Queries, bad_queries).chain(told(TitleFile::Titles, bad_titles)).collect())
}

/// An id and a title.
type Listed = (String, String);

/// What a file lists, and its lines that list nothing.
fn list(lines: &mut impl BufRead) -> Result<(Vec<Listed>, Vec<BadLine>)> {
    let (mut all, mut ids) = (Vec::new(), HashSet::new());
    let bad = each_line(lines, |line| {
        let (id, title) = line.split_once('\t').ok_or("no tab between id and title")?;
        let (id, title) = (id.trim(), title.trim());
        if id.is_empty() {
            return Err("no id before the tab".into());
        }
        if title.is_empty() {
            return Err("no title after the id".into());
        }
        if title.contains('\t') {
            return Err("more than an id and a title".into());
        }
        if !ids.insert(id.to_owned()) {
            return Err("an id that was there before".into());
        }
        all.push((id.to_owned(), title.to_owned()));
        Ok(())
    })?;
    Ok((all, bad))
}
