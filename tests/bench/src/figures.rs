//! Processor time, medians and percentiles.

use std::collections::HashMap;

use rustix::time::{ClockId, Timespec, clock_gettime};

use crate::questions::Kind;

/// Processor time of this thread, microseconds.
pub(crate) fn thread_micros() -> f64 {
    micros(clock_gettime(ClockId::ThreadCPUTime))
}

/// Processor time of all threads of this process, microseconds.
pub(crate) fn process_micros() -> f64 {
    micros(clock_gettime(ClockId::ProcessCPUTime))
}

fn micros(time: Timespec) -> f64 {
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

/// The value below which so many of a hundred lie; 0 of none.
pub(crate) fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * percent).div_ceil(100).saturating_sub(1);
    values.get(rank).copied().unwrap_or(0.0)
}

/// What one engine took for the questions of each kind.
#[derive(Debug, Default)]
pub(crate) struct Timings {
    samples: HashMap<Kind, Vec<f64>>,
    matches: HashMap<Kind, Vec<f64>>,
}

impl Timings {
    pub(crate) fn add(&mut self, kind: Kind, micros: f64) {
        self.samples.entry(kind).or_default().push(micros);
    }

    pub(crate) fn add_matches(&mut self, kind: Kind, matches: u64) {
        self.matches.entry(kind).or_default().push(matches as f64);
    }

    pub(crate) fn percentile(&self, kind: Kind, percent: usize) -> Option<f64> {
        self.samples.get(&kind).map(|samples| percentile(&mut samples.clone(), percent))
    }

    pub(crate) fn median(&self, kind: Kind) -> Option<f64> {
        self.percentile(kind, 50)
    }

    /// Everything as lines that [`Timings::read`] understands.
    pub(crate) fn written(&self, name: &str) -> String {
        let mut text = String::new();
        for (what, values) in [("took", &self.samples), ("matches", &self.matches)] {
            for (kind, values) in values {
                let values: Vec<String> = values.iter().map(f64::to_string).collect();
                text.push_str(&format!("{name} {what} {kind:?}\t{}\n", values.join(" ")));
            }
        }
        text
    }

    /// The timings of that name out of such lines.
    pub(crate) fn read(name: &str, text: &str) -> Timings {
        let mut timings = Timings::default();
        for (line, values) in text.lines().filter_map(|line| line.split_once('\t')) {
            let values = values.split(' ').filter_map(|value| value.parse().ok()).collect();
            for kind in Kind::ALL {
                if line == format!("{name} took {kind:?}") {
                    timings.samples.insert(kind, values);
                    break;
                }
                if line == format!("{name} matches {kind:?}") {
                    timings.matches.insert(kind, values);
                    break;
                }
            }
        }
        timings
    }

    pub(crate) fn matches(&self, kind: Kind) -> Option<f64> {
        self.matches.get(&kind).map(|matches| percentile(&mut matches.clone(), 50))
    }
}

/// What building an index took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Building {
    pub(crate) documents: u64,
    pub(crate) processor_seconds: f64,
    pub(crate) seconds: f64,
    pub(crate) bytes: u64,
}

impl Building {
    pub(crate) fn per_second(&self) -> f64 {
        self.documents as f64 / self.seconds
    }

    pub(crate) fn per_processor_second(&self) -> f64 {
        self.documents as f64 / self.processor_seconds
    }

    pub(crate) fn bytes_each(&self) -> f64 {
        self.bytes as f64 / self.documents as f64
    }
}

/// The bytes of all files under a directory.
pub(crate) fn bytes_under(directory: &std::path::Path) -> std::io::Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(directory)? {
        let entry = entry?;
        let data = entry.metadata()?;
        bytes += if data.is_dir() { bytes_under(&entry.path())? } else { data.len() };
    }
    Ok(bytes)
}

/// The most memory this process ever held, bytes.
pub(crate) fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}
