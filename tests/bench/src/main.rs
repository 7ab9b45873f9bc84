//! The speed of the search, measured beside its floor (the search library called directly) and its peers (Lucene 8
//! and PostgreSQL) on the same made-up vacancies.
//!
//! ```text
//! cargo run --release -p jobbridge-bench -- [--vacancies 1000000] [--directory DIR] [--threads 2]
//!                                           [--without lucene] [--without direct] [--postgres URL] [--keep yes]
//! ```
//!
//! `jobbridge-bench searches [SIZE...]` measures stored searches instead: what one new vacancy takes against all of
//! them, building and memory.
//!
//! What is compared is processor time of the thread that searches, in one run; the machine may be busy. PostgreSQL
//! is asked where its address is given, here or as `JOBBRIDGE_TEST_POSTGRES`, on 200 000 vacancies at most. The
//! directory is emptied before, and after unless it is kept: then `jobbridge-bench serve DIR/product [Two [100]]`
//! only asks, as for a profile: questions of one kind, so many times.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "it is a program that prints a table")]

mod corpus;
mod direct;
mod draw;
mod figures;
mod judged;
mod lucene;
mod phrases;
mod postgres;
mod product;
mod questions;
mod stored;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;

use jobbridge_index::{OpenIndex, SearchIndex, Vocabulary};

use crate::corpus::Corpus;
use crate::product::Serving;
use crate::questions::Question;
use crate::table::{Measured, Postgres};

/// What went wrong, in words.
pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Vacancies that PostgreSQL gets at most.
const MOST_IN_POSTGRES: u64 = 200_000;
/// Questions of each kind that PostgreSQL is asked.
const ASKED_OF_POSTGRES: usize = 40;
/// The address of PostgreSQL, unless the arguments name one.
const POSTGRES: &str = "JOBBRIDGE_TEST_POSTGRES";
/// The first argument of the process that only serves.
const SERVE: &str = "serve";
/// The first argument where stored searches are measured, and nothing else.
const SEARCHES: &str = "searches";

struct Arguments {
    vacancies: u64,
    directory: PathBuf,
    threads: usize,
    direct: bool,
    lucene: bool,
    keep: bool,
    postgres: Option<String>,
}

fn arguments() -> Result<Arguments, Failure> {
    let directory = std::env::temp_dir().join("jobbridge-bench");
    let mut read = Arguments {
        vacancies: 1_000_000,
        directory,
        threads: 2,
        direct: true,
        lucene: true,
        keep: false,
        postgres: std::env::var(POSTGRES).ok(),
    };
    let mut given = std::env::args().skip(1);
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("{name} wants a value"))?;
        match name.as_str() {
            "--vacancies" => read.vacancies = value.parse()?,
            "--directory" => read.directory = value.into(),
            "--threads" => read.threads = value.parse()?,
            "--postgres" => read.postgres = Some(value),
            "--without" if value == "lucene" => read.lucene = false,
            "--without" if value == "direct" => read.direct = false,
            "--keep" => read.keep = value == "yes",
            _ => return Err(format!("unknown argument {name} {value}").into()),
        }
    }
    Ok(read)
}

fn main() -> ExitCode {
    let result = match std::env::args().nth(1).as_deref() {
        Some(SERVE) => serve(),
        Some(SEARCHES) => stored::run(&std::env::args().skip(2).collect::<Vec<_>>()),
        _ => run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("jobbridge-bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments = arguments()?;
    let vocabulary = Arc::new(Vocabulary::load()?);
    let corpus = Corpus::new(&vocabulary);
    let questions = questions::questions(&vocabulary, &corpus);
    let fresh = |name: &str| -> Result<PathBuf, Failure> {
        let directory = arguments.directory.join(name);
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        fs::create_dir_all(&directory)?;
        Ok(directory)
    };
    let (vacancies, threads) = (arguments.vacancies, arguments.threads);
    let mut measured = Measured { vacancies, threads, text: text_bytes(&corpus), ..Measured::default() };
    let directory = fresh("product")?;
    eprintln!("building the product's index of {vacancies}");
    measured.building = product::build(&directory, &vocabulary, &corpus, vacancies, threads)?;
    eprintln!("asking it");
    measured.serving = served(&directory)?;
    if arguments.direct {
        eprintln!("the search library directly");
        let directory = fresh("direct")?;
        measured.floor_building = direct::build(&directory, &vocabulary, &corpus, vacancies, threads)?;
        measured.floor = direct::serve(&directory, &questions)?;
    }
    if arguments.lucene {
        eprintln!("lucene");
        let directory = fresh("lucene")?;
        let peer = lucene::run(&directory, &vocabulary, &corpus, vacancies, threads, &questions)?;
        measured.peer = Some(peer);
    }
    if let Some(url) = &arguments.postgres {
        let directory = fresh("postgres")?;
        measured.postgres =
            Some(beside_postgres(&directory, url, vacancies.min(MOST_IN_POSTGRES), &vocabulary, &corpus)?);
    }
    if !arguments.keep {
        fs::remove_dir_all(&arguments.directory)?;
    }
    println!("{}", measured.table());
    Ok(())
}

/// Bytes of a title and a description, the mean of some.
fn text_bytes(corpus: &Corpus) -> (f64, f64) {
    const SAMPLE: u64 = 1_000;
    let made: Vec<_> = (0..SAMPLE).map(|number| corpus.vacancy(number).document).collect();
    let bytes: usize = made.iter().map(|one| one.title.len() + one.description.len()).sum();
    let characters = made.iter().map(|one| one.title.chars().count() + one.description.chars().count());
    (bytes as f64 / SAMPLE as f64, characters.sum::<usize>() as f64 / SAMPLE as f64)
}

/// Serves in a process of its own, so that its memory is its own.
fn served(directory: &Path) -> Result<Serving, Failure> {
    let program = std::env::current_exe()?;
    let ran = Command::new(program).arg(SERVE).arg(directory).output()?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into());
    }
    Serving::read(&String::from_utf8(ran.stdout)?)
}

fn serve() -> Result<(), Failure> {
    let directory = std::env::args().nth(2).ok_or("a directory is missing")?;
    let vocabulary = Arc::new(Vocabulary::load()?);
    let mut questions = questions::questions(&vocabulary, &Corpus::new(&vocabulary));
    if let Some(only) = std::env::args().nth(3) {
        questions.retain(|question| format!("{:?}", question.kind) == only);
    }
    let rounds = std::env::args().nth(4).map_or(Ok(product::ROUNDS), |rounds| rounds.parse())?;
    print!("{}", product::serve(Path::new(&directory), &vocabulary, &questions, rounds)?.written());
    Ok(())
}

fn beside_postgres(
    directory: &Path,
    url: &str,
    vacancies: u64,
    vocabulary: &Arc<Vocabulary>,
    corpus: &Corpus,
) -> Result<Postgres, Failure> {
    eprintln!("postgresql");
    product::build(directory, vocabulary, corpus, vacancies, 1)?;
    let questions: Vec<Question> = questions::questions(vocabulary, corpus);
    let mut session = postgres::Postgres::filled(url, vocabulary, corpus, vacancies)?;
    let theirs = postgres::ask_all(&mut session, vocabulary, &questions, ASKED_OF_POSTGRES)?;
    let ours = served(directory)?;
    let OpenIndex { index, .. } =
        SearchIndex::open(directory, Arc::clone(vocabulary), &jobbridge_index::IndexOptions::default())?;
    let (ndcg, their_ndcg, searches) = judged::compare(&index, &mut session, vocabulary, corpus, vacancies)?;
    Ok(Postgres { vacancies, ours, theirs, ndcg, their_ndcg, searches })
}
