//! PostgreSQL's full text with character bigrams, titles weighing more than descriptions.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use jobbridge_index::Vocabulary;

use crate::Failure;
use crate::corpus::Corpus;
use crate::questions::{Kind, Question};

const DATABASE: &str = "jobbridge_bench";
/// What ends an answer.
const END: &str = "-- end --";

/// A session, through `psql`.
pub(crate) struct Postgres {
    program: Child,
    asking: ChildStdin,
    answers: BufReader<ChildStdout>,
    server: u32,
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Postgres {
    /// Makes the database anew and fills it.
    pub(crate) fn filled(
        url: &str,
        vocabulary: &Vocabulary,
        corpus: &Corpus,
        vacancies: u64,
    ) -> Result<Postgres, Failure> {
        let mut first = Postgres::connect(url)?;
        first.ask(&format!("DROP DATABASE IF EXISTS {DATABASE};"))?;
        first.ask(&format!("CREATE DATABASE {DATABASE};"))?;
        drop(first);
        let (server, _) = url.rsplit_once('/').ok_or("the address of PostgreSQL names no database")?;
        let mut own = Postgres::connect(&format!("{server}/{DATABASE}"))?;
        own.ask("CREATE TABLE vacancies (id integer PRIMARY KEY, tokens tsvector NOT NULL);")?;
        own.fill(vocabulary, corpus, vacancies)?;
        own.ask("CREATE INDEX ON vacancies USING gin (tokens);")?;
        own.ask("VACUUM ANALYZE vacancies;")?;
        own.ask("SET max_parallel_workers_per_gather = 0; SET jit = off;")?;
        Ok(own)
    }

    fn connect(url: &str) -> Result<Postgres, Failure> {
        let mut program = Command::new("psql")
            .args(["-X", "-q", "-A", "-t", "-d", url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let asking = program.stdin.take().ok_or("psql cannot be asked")?;
        let answers = BufReader::new(program.stdout.take().ok_or("psql cannot be heard")?);
        let mut session = Postgres { program, asking, answers, server: 0 };
        let server = session.ask("SELECT pg_backend_pid();")?;
        session.server = server.first().ok_or("PostgreSQL does not answer")?.parse()?;
        Ok(session)
    }

    fn ask(&mut self, statement: &str) -> Result<Vec<String>, Failure> {
        writeln!(self.asking, "{statement}\n\\echo {END}")?;
        self.asking.flush()?;
        self.answer()
    }

    fn answer(&mut self) -> Result<Vec<String>, Failure> {
        let mut rows = Vec::new();
        loop {
            let mut line = String::new();
            if self.answers.read_line(&mut line)? == 0 {
                return Err("psql ended".into());
            }
            match line.trim_end() {
                END => return Ok(rows),
                row => rows.push(row.to_owned()),
            }
        }
    }

    fn fill(&mut self, vocabulary: &Vocabulary, corpus: &Corpus, vacancies: u64) -> Result<(), Failure> {
        writeln!(self.asking, "COPY vacancies FROM STDIN;")?;
        for number in 0..vacancies {
            let document = corpus.vacancy(number).document;
            let mut tokens = String::new();
            let mut place = 1;
            for (text, weight) in [(&document.title, "A"), (&document.description, "")] {
                for pair in pairs(vocabulary, text) {
                    let _ = write!(tokens, "'{pair}':{place}{weight} ");
                    place += 1;
                }
            }
            writeln!(self.asking, "{number}\t{tokens}")?;
        }
        writeln!(self.asking, "\\.\n\\echo {END}")?;
        self.asking.flush()?;
        self.answer().map(|_| ())
    }

    /// The numbers of the best vacancies, and the processor time of the server for it in microseconds.
    pub(crate) fn search(
        &mut self,
        vocabulary: &Vocabulary,
        words: &[String],
        any: bool,
        limit: usize,
    ) -> Result<(Vec<u64>, f64), Failure> {
        let words: Vec<String> = words
            .iter()
            .map(|word| {
                let pairs = pairs(vocabulary, word);
                pairs.iter().map(|pair| format!("'{pair}'")).collect::<Vec<_>>().join(" & ")
            })
            .filter(|word| !word.is_empty())
            .map(|word| format!("({word})"))
            .collect();
        if words.is_empty() {
            return Ok((Vec::new(), 0.0));
        }
        let query = words.join(if any { " | " } else { " & " }).replace('\'', "''");
        let statement = format!(
            "SELECT id FROM vacancies, CAST('{query}' AS tsquery) AS query WHERE tokens @@ query \
             ORDER BY ts_rank(tokens, query) DESC, id LIMIT {limit};"
        );
        let begun = self.processor_micros()?;
        let rows = self.ask(&statement)?;
        let took = self.processor_micros()? - begun;
        Ok((rows.iter().map(|row| row.parse()).collect::<Result<_, _>>()?, took))
    }

    /// The processor time of the server process; it is counted when the process comes to rest.
    fn processor_micros(&self) -> Result<f64, Failure> {
        std::thread::sleep(Duration::from_millis(1));
        let counted = std::fs::read_to_string(format!("/proc/{}/schedstat", self.server))?;
        let nanos: f64 = counted.split(' ').next().unwrap_or_default().parse()?;
        Ok(nanos / 1e3)
    }
}

/// Pairs of neighbouring characters; a Latin word is one token.
fn pairs(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let folded = vocabulary.text().fold(text);
    let mut pairs = Vec::new();
    for run in folded.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
        let mut latin = String::new();
        let chars: Vec<char> = run.chars().collect();
        for (at, c) in chars.iter().enumerate() {
            if c.is_ascii() {
                latin.push(*c);
                continue;
            }
            pairs.extend((!latin.is_empty()).then(|| std::mem::take(&mut latin)));
            if let Some(next) = chars.get(at + 1).filter(|next| !next.is_ascii()) {
                pairs.push(format!("{c}{next}"));
            }
        }
        pairs.extend((!latin.is_empty()).then_some(latin));
    }
    pairs
}

/// Processor time for questions of words alone.
pub(crate) fn ask_all(
    postgres: &mut Postgres,
    vocabulary: &Vocabulary,
    questions: &[Question],
    each: usize,
) -> Result<crate::figures::Timings, Failure> {
    let mut timings = crate::figures::Timings::default();
    for kind in [Kind::One, Kind::Two, Kind::Three] {
        let of_kind: Vec<&Question> = questions.iter().filter(|one| one.kind == kind).take(each).collect();
        for question in of_kind {
            let any = kind == Kind::Three;
            postgres.search(vocabulary, &question.words, any, 20)?;
            let (_, took) = postgres.search(vocabulary, &question.words, any, 20)?;
            timings.add(kind, took);
        }
    }
    Ok(timings)
}
