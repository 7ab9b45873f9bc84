//! Figures: medians and percentiles, and the table they end in.

use super::BenchOptions;
use std::{fmt::Write, time::Duration};

/// The figures of a run.
pub(super) struct Report {
    heading: String,
    rows: Vec<[String; 3]>,
}

impl Report {
    pub(super) fn new(options: &BenchOptions) -> Self {
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        let build = if cfg!(debug_assertions) { "debug build: not for publication" } else { "release build" };
        let heading = format!(
            "{cores} cores ({}), {}, {build}; {} vacancies, {} graduates, all synthetic; SQLite; \
             the load comes from the same process and cores.",
            processor().unwrap_or_else(|| std::env::consts::ARCH.to_owned()),
            std::env::consts::OS,
            grouped(options.vacancies as f64),
            grouped(options.graduates as f64),
        );
        Self { heading, rows: Vec::new() }
    }

    pub(super) fn add(&mut self, figure: &str, value: String, how: String) {
        self.rows.push([figure.to_owned(), value, how]);
    }

    /// The figures in Markdown.
    pub(super) fn table(&self) -> String {
        let mut text = format!("{}\n\n| figure | value | how |\n|---|---|---|\n", self.heading);
        for [figure, value, how] in &self.rows {
            // Writing to a string does not fail.
            let _ = writeln!(text, "| {figure} | {value} | {how} |");
        }
        text
    }
}

/// The processor's name, where Linux tells it.
fn processor() -> Option<String> {
    let facts = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let line = facts.lines().find(|line| line.starts_with("model name"))?;
    line.split_once(':').map(|(_, name)| name.trim().to_owned())
}

/// The processor time that this process has taken, where Linux tells it: in hundredths of a second.
pub(super) fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in brackets may hold anything; user and system time are the 12th and 13th fields behind it.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().skip(11).take(2));
    let ticks: u64 = fields.into_iter().flatten().filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

/// The value below which so many of a hundred lie; none of none. Sorts.
pub(super) fn percentile(values: &mut [f64], percent: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).saturating_sub(1);
    values.get(rank).copied()
}

/// The median of counts or rates.
pub(super) fn median(values: &mut [f64]) -> f64 {
    percentile(values, 50).unwrap_or(0.0)
}

/// The time in milliseconds below which so many of a hundred lie.
pub(super) fn percentile_of(times: &[Duration], percent: usize) -> f64 {
    let mut millis: Vec<_> = times.iter().map(|time| time.as_secs_f64() * 1e3).collect();
    percentile(&mut millis, percent).unwrap_or(0.0)
}

/// `median 12.3 ms, p99 45.6 ms`.
pub(super) fn spread(times: &[Duration]) -> String {
    let [middle, high] = [50, 99].map(|percent| percentile_of(times, percent));
    format!("median {}, p99 {}", milliseconds(middle), milliseconds(high))
}

/// Milliseconds with as many decimals as they deserve.
pub(super) fn milliseconds(value: f64) -> String {
    if value < 10.0 { format!("{value:.2} ms") } else { format!("{} ms", grouped(value)) }
}

/// A whole number, its thousands apart by a thin gap: `12 345`.
pub(super) fn grouped(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut values: Vec<_> = (1..=200).rev().map(f64::from).collect();
        assert_eq!((percentile(&mut values, 50), percentile(&mut values, 99)), (Some(100.0), Some(198.0)));
        assert_eq!((percentile(&mut [7.0], 99), percentile(&mut [], 50)), (Some(7.0), None));
    }

    #[test]
    fn numbers_are_grouped_and_short_times_keep_decimals() {
        assert_eq!(grouped(1_234_567.4), "1 234 567");
        assert_eq!(grouped(100.0), "100");
        let times = [Duration::from_micros(1250), Duration::from_millis(1300)];
        assert_eq!(spread(&times), "median 1.25 ms, p99 1 300 ms");
    }
}
