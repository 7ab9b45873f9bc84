//! The figures of one run, side by side.

use std::fmt::Write;

use crate::figures::{Building, Timings};
use crate::lucene::Peer;
use crate::product::Serving;
use crate::questions::Kind;

/// Everything that was measured.
#[derive(Default)]
pub(crate) struct Measured {
    pub(crate) vacancies: u64,
    pub(crate) threads: usize,
    /// Bytes and characters of a title with its description.
    pub(crate) text: (f64, f64),
    pub(crate) building: Building,
    pub(crate) serving: Serving,
    pub(crate) floor_building: Building,
    pub(crate) floor: Timings,
    pub(crate) peer: Option<Peer>,
    pub(crate) postgres: Option<Postgres>,
}

/// The product and PostgreSQL on the same vacancies.
pub(crate) struct Postgres {
    pub(crate) vacancies: u64,
    pub(crate) ours: Serving,
    pub(crate) theirs: Timings,
    pub(crate) ndcg: f64,
    pub(crate) their_ndcg: f64,
    pub(crate) searches: usize,
}

impl Measured {
    /// The table in Markdown.
    pub(crate) fn table(&self) -> String {
        let mut text = format!(
            "{} vacancies of {:.0} characters ({:.0} bytes); {}; processor time of one thread, microseconds, medians\n\n\
             | figure | product | first time | floor | Lucene 8 | of Lucene | target | |\n|---|---|---|---|---|---|---|---|\n",
            self.vacancies,
            self.text.1,
            self.text.0,
            processor(),
        );
        for kind in Kind::ALL {
            self.row(kind, &mut text);
        }
        text.push('\n');
        self.building_rows(&mut text);
        self.other_rows(&mut text);
        text
    }

    fn row(&self, kind: Kind, text: &mut String) {
        let ours = self.serving.again.median(kind).unwrap_or(0.0);
        let theirs = self.peer.as_ref().and_then(|peer| peer.median(kind));
        let share = theirs.map(|theirs| ours / theirs);
        let _ = writeln!(
            text,
            "| {} | {ours:.0} | {} | {} | {} | {} | {} | {} |",
            kind.name(),
            shown(self.serving.first.median(kind), 0),
            shown(self.floor.median(kind), 0),
            shown(theirs, 0),
            shown(share, 2),
            shown(kind.target(), 2),
            verdict(share, kind.target(), true),
        );
        let matches = [
            self.serving.first.matches(kind),
            self.floor.matches(kind),
            self.peer.as_ref().and_then(|peer| peer.matches(kind)),
        ];
        let [ours, floor, theirs] = matches.map(|matches| shown(matches, 0));
        let _ = writeln!(text, "| … matches | {ours} | | {floor} | {theirs} | | | |");
    }

    fn building_rows(&self, text: &mut String) {
        let (ours, floor) = (&self.building, &self.floor_building);
        let lucene = self.peer.as_ref();
        let each = |bytes: f64| bytes / self.vacancies as f64;
        let rate = ours.per_processor_second() / floor.per_processor_second();
        let size = ours.bytes_each() / self.text.0;
        let _ = writeln!(
            text,
            "| figure | product | floor | Lucene 8 | ratio | target | |\n|---|---|---|---|---|---|---|\n\
             | building, documents a second of processor time | {:.0} | {:.0} | | {rate:.2} of the floor | 0.60 | {} |\n\
             | building, documents a second, {} threads | {:.0} | {:.0} | {} | {:.2} of the floor | 0.60 | {} |\n\
             | bytes on disk each | {:.0} | {:.0} | {} | {size:.2} of the text | 1.50 | {} |",
            ours.per_processor_second(),
            floor.per_processor_second(),
            verdict(Some(rate), Some(0.6), false),
            self.threads,
            ours.per_second(),
            floor.per_second(),
            shown(lucene.and_then(Peer::per_second), 0),
            ours.per_second() / floor.per_second(),
            verdict(Some(ours.per_second() / floor.per_second()), Some(0.6), false),
            ours.bytes_each(),
            floor.bytes_each(),
            shown(lucene.and_then(Peer::bytes).map(each), 0),
            verdict(Some(size), Some(1.5), true),
        );
    }

    fn other_rows(&self, text: &mut String) {
        let serving = &self.serving;
        let (last, memory) = (serving.suggest_99 / 1e3, serving.memory as f64 / f64::from(1 << 20));
        let _ = writeln!(
            text,
            "| a page shared among employers, of a plain one | {:.0} of {:.0} | | | {:.2} | 2 | {} |\n\
             | suggest, milliseconds: median · p99 · most | {:.2} · {last:.2} · {:.2} | | | | p99 3 | {} |\n\
             | memory of the serving process at most, MiB | {memory:.0} | | | | 1024 | {} |",
            serving.shared,
            serving.plain,
            serving.shared / serving.plain,
            verdict(Some(serving.shared / serving.plain), Some(2.0), true),
            serving.suggest_median / 1e3,
            serving.suggest_most / 1e3,
            verdict(Some(last), Some(3.0), true),
            verdict(Some(memory), Some(1024.0), true),
        );
        let Some(postgres) = &self.postgres else { return };
        let _ = writeln!(
            text,
            "\n{} vacancies | product | PostgreSQL | times | target | |\n|---|---|---|---|---|---|",
            postgres.vacancies
        );
        for kind in [Kind::One, Kind::Two, Kind::Three] {
            let ours = postgres.ours.again.median(kind);
            let theirs = postgres.theirs.median(kind);
            let times = ours.zip(theirs).map(|(ours, theirs)| theirs / ours);
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | 20 | {} |",
                kind.name(),
                shown(ours, 0),
                shown(theirs, 0),
                shown(times, 0),
                verdict(times, Some(20.0), false)
            );
        }
        let _ = writeln!(
            text,
            "| nDCG@10 over {} searches | {:.3} | {:.3} | | higher | {} |",
            postgres.searches,
            postgres.ndcg,
            postgres.their_ndcg,
            verdict(Some(postgres.ndcg), Some(postgres.their_ndcg), false)
        );
    }
}

fn shown(value: Option<f64>, digits: usize) -> String {
    value.map(|value| format!("{value:.digits$}")).unwrap_or_default()
}

fn verdict(value: Option<f64>, target: Option<f64>, at_most: bool) -> &'static str {
    match value.zip(target) {
        None => "",
        Some((value, target)) if (value <= target) == at_most || value == target => "reached",
        Some(_) => "**not reached**",
    }
}

fn processor() -> String {
    let facts = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = facts.lines().find(|line| line.starts_with("model name"));
    let name = line.and_then(|line| line.split_once(':')).map(|(_, name)| name.trim().to_owned());
    let build = if cfg!(debug_assertions) { " (debug build: not for publication)" } else { "" };
    format!("{}{build}", name.unwrap_or_else(|| std::env::consts::ARCH.to_owned()))
}
