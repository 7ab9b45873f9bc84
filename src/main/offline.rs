//! The commands that need no node: files are read, answers are written to standard output, and lines that cannot be
//! answered are told of on standard error without stopping the others.

use super::tell;
use anyhow::{Context, Result, bail};
use clap::Args;
use jobbridge::app::{ranking, rounds};
use jobbridge_index::{RankingMethod, Vocabulary};
use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter},
    path::{Path, PathBuf},
};

#[derive(Debug, Args)]
pub(crate) struct RankArguments {
    /// Lines of `id<TAB>title`, and optionally the name of a major and courses in further columns; `-` reads standard
    /// input. Answers are lines of `id<TAB>occupation code<TAB>score`, best first.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// How many occupations are answered for each query.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..=2000))]
    limit: u16,
    /// Use the derived method alone: no table's links of any major in the class of the asked one.
    #[arg(long)]
    derived_only: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RankTitlesArguments {
    /// Lines of `id<TAB>title`; `-` reads standard input. Answers are lines of `query id<TAB>title id<TAB>score`, best
    /// first.
    #[arg(long, value_name = "FILE")]
    queries: PathBuf,
    /// The titles that are ranked, as lines of `id<TAB>title`.
    #[arg(long, value_name = "FILE")]
    titles: PathBuf,
    /// How many titles are answered for each query; all where it is not given.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
}

/// Good lines are answered on standard output whatever the others are; bad ones are told on standard error.
pub(crate) fn rank_occupations(arguments: &RankArguments) -> Result<()> {
    let words = Vocabulary::load().context("the dictionaries cannot be read")?;
    let method = if arguments.derived_only { RankingMethod::DerivedOnly } else { RankingMethod::Known };
    let queries = lines_of(&arguments.queries).context("the queries cannot be opened")?;
    let answers = BufWriter::new(std::io::stdout().lock());
    let limit = usize::from(arguments.limit);
    let bad =
        ranking::rank_occupations(&words, queries, answers, method, limit).context("the ranking stopped")?;
    for one in &bad {
        tell(&format!("line {}: {}\n", one.line, one.reason));
    }
    if !bad.is_empty() {
        bail!("{} lines were not answered", bad.len());
    }
    Ok(())
}

/// As [`rank_occupations`].
pub(crate) fn rank_titles(arguments: &RankTitlesArguments) -> Result<()> {
    let words = Vocabulary::load().context("the dictionaries cannot be read")?;
    let queries = lines_of(&arguments.queries).context("the queries cannot be opened")?;
    let titles = lines_of(&arguments.titles).context("the titles cannot be opened")?;
    let answers = BufWriter::new(std::io::stdout().lock());
    let limit = arguments.limit.map(|limit| limit as usize);
    let bad = ranking::rank_titles(&words, queries, titles, answers, limit).context("the ranking stopped")?;
    for one in &bad {
        tell(&format!("{} line {}: {}\n", one.file.name(), one.line.line, one.line.reason));
    }
    if !bad.is_empty() {
        bail!("{} lines were passed over", bad.len());
    }
    Ok(())
}

/// As with rankings: good lines are answered whatever the others are.
pub(crate) fn decide_rounds(instances: &Path) -> Result<()> {
    let instances = lines_of(instances).context("the instances cannot be opened")?;
    let answers = BufWriter::new(std::io::stdout().lock());
    let answered = rounds::decide_instances(instances, answers, |line, fault| {
        tell(&format!("line {line}: {fault}\n"));
    })
    .context("the rounds stopped")?;
    if answered.bad > 0 {
        bail!("{} lines were not decided", answered.bad);
    }
    Ok(())
}

/// A file, or standard input for `-`.
fn lines_of(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    Ok(match path.as_os_str().to_str() {
        Some("-") => Box::new(BufReader::new(std::io::stdin().lock())),
        _ => Box::new(BufReader::new(File::open(path)?)),
    })
}
