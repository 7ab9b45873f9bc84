//! The peer: Lucene 8 from Debian's packages, run by a small Java program on the same words and questions.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use jobbridge_index::Vocabulary;

use crate::Failure;
use crate::corpus::Corpus;
use crate::questions::{Kind, Question, texts_of, words_of};

const PROGRAM: &str = include_str!("../lucene/Peer.java");
const JARS: [&str; 3] = ["core", "analyzers-common", "facet"];
const PLACE: &str = "/usr/share/java";

/// What the Java program says.
#[derive(Debug, Default)]
pub(crate) struct Peer {
    values: HashMap<String, f64>,
}

impl Peer {
    pub(crate) fn median(&self, kind: Kind) -> Option<f64> {
        self.values.get(&format!("median {kind:?}")).copied()
    }

    pub(crate) fn matches(&self, kind: Kind) -> Option<f64> {
        self.values.get(&format!("matches {kind:?}")).copied()
    }

    pub(crate) fn per_second(&self) -> Option<f64> {
        self.values.get("documents per second").copied()
    }

    pub(crate) fn bytes(&self) -> Option<f64> {
        self.values.get("bytes").copied()
    }
}

/// The jars, or what is missing.
fn jars() -> Result<String, Failure> {
    let jars = JARS.map(|name| format!("{PLACE}/lucene-{name}-8.7.0.jar"));
    match jars.iter().find(|jar| !Path::new(jar).exists()) {
        Some(missing) => {
            Err(format!("{missing} is missing: apt-get install liblucene8-java openjdk-17-jdk-headless")
                .into())
        }
        None => Ok(jars.join(":")),
    }
}

/// Builds the peer's index and asks it everything.
pub(crate) fn run(
    directory: &Path,
    vocabulary: &Vocabulary,
    corpus: &Corpus,
    vacancies: u64,
    threads: usize,
    questions: &[Question],
) -> Result<Peer, Failure> {
    let jars = jars()?;
    let (file, asked) = (directory.join("vacancies.tsv"), directory.join("questions.tsv"));
    write_vacancies(&file, vocabulary, corpus, vacancies)?;
    write_questions(&asked, questions)?;
    let classes = compile(directory, &jars)?;
    let ran = Command::new("java")
        .args(["-Xmx3g", "-cp", &format!("{}:{jars}", classes.display()), "Peer"])
        .args([directory.join("index"), file.clone(), asked])
        .arg(threads.to_string())
        .output()?;
    fs::remove_file(file)?;
    if !ran.status.success() {
        return Err(format!("the Java program failed: {}", String::from_utf8_lossy(&ran.stderr)).into());
    }
    let mut peer = Peer::default();
    for line in String::from_utf8(ran.stdout)?.lines() {
        if let Some((name, value)) = line.split_once('\t') {
            peer.values.insert(name.to_owned(), value.parse()?);
        }
    }
    Ok(peer)
}

fn compile(directory: &Path, jars: &str) -> Result<PathBuf, Failure> {
    let classes = directory.join("classes");
    fs::create_dir_all(&classes)?;
    let source = directory.join("Peer.java");
    fs::write(&source, PROGRAM)?;
    let compiled = Command::new("javac").arg("-d").arg(&classes).args(["-cp", jars]).arg(source).status()?;
    if compiled.success() { Ok(classes) } else { Err("the Java program does not compile".into()) }
}

fn write_vacancies(
    file: &Path,
    vocabulary: &Vocabulary,
    corpus: &Corpus,
    vacancies: u64,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(File::create(file)?);
    for number in 0..vacancies {
        let one = corpus.vacancy(number).document;
        let region = one.regions.first().map_or("", String::as_str);
        writeln!(
            out,
            "{}\t{}\t{}\t{region}\t{}\t{}\t{}",
            one.key,
            words_of(vocabulary, &texts_of(&one)).join(" "),
            region.get(..4).unwrap_or(region),
            one.occupation.as_deref().unwrap_or_default(),
            one.shift.as_deref().unwrap_or_default(),
            one.pay_max.map(|pay| pay.to_string()).unwrap_or_default(),
        )?;
    }
    out.flush()?;
    Ok(())
}

fn write_questions(file: &Path, questions: &[Question]) -> Result<(), Failure> {
    let mut out = BufWriter::new(File::create(file)?);
    for question in questions {
        let (city, pay) = (question.city.as_deref().unwrap_or_default(), question.pay);
        let pay = pay.map(|pay| pay.to_string()).unwrap_or_default();
        writeln!(out, "{:?}\t{}\t{city}\t{pay}", question.kind, question.words.join(" "))?;
    }
    out.flush()?;
    Ok(())
}
