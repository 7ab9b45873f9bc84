//! The bench: how much one node does, measured through its own door in a synthetic world made for the occasion.
//!
//! The world is written through the store and indexed in bulk; then a real server on loopback is searched, asked for
//! matches and posted to by a small HTTP client, in the same process and on the same cores. Everything is made up.

mod client;
mod corpus;
mod everybody;
mod figures;
mod importing;
mod matching;
mod palette;
mod posting;
mod round;
mod round_lists;
mod searching;
mod sending;
mod setup;
mod sink;
mod steady;
mod texts;

use crate::{
    app::work::WorkError,
    domain::refusal::Refusal,
    server::{self, StartError},
    settings::{MailTransport, Settings, SmtpSecurity},
    store::StoreError,
};
use figures::Report;
use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// What to measure, and where.
#[derive(Debug, Clone)]
pub struct BenchOptions {
    /// How many vacancies there are before the measuring begins.
    pub vacancies: usize,
    /// How many graduates there are.
    pub graduates: usize,
    /// Where a fresh directory is made for the run and removed afterwards: on the disk whose durability counts.
    pub data_dir: PathBuf,
    /// How long each thing is measured.
    pub time: Duration,
}

/// Why there are no figures.
#[derive(Debug, thiserror::Error)]
pub enum BenchError {
    /// The directory of the run cannot be made.
    #[error("the directory of the run cannot be made: {0}")]
    Directory(#[source] io::Error),
    /// A broken environment variable.
    #[error("the settings cannot be read: {0}")]
    Settings(#[from] config::ConfigError),
    /// The node does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The store fails.
    #[error("store: {0}")]
    Store(#[from] StoreError),
    /// The index fails.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// A use case refuses.
    #[error("use case: {0}")]
    Refused(#[from] Refusal),
    /// The connection to the server breaks.
    #[error("the connection broke: {0}")]
    Connection(#[from] io::Error),
    /// The server answers otherwise than it must.
    #[error("{path} answered {status}")]
    Answer {
        /// What was asked for.
        path: String,
        /// What came back.
        status: u16,
    },
    /// A task broke off.
    #[error("a task broke off: {0}")]
    BrokenOff(#[from] tokio::task::JoinError),
    /// The synthetic world cannot be made, or something in it cannot be found.
    #[error("{0}")]
    World(&'static str),
}

/// Makes the world, measures, and gives the figures as a Markdown table. `tell` hears what is being done.
///
/// # Errors
/// Whatever keeps it from measuring; the directory of the run is removed all the same.
pub async fn run(options: &BenchOptions, tell: &(dyn Fn(&str) + Send + Sync)) -> Result<String, BenchError> {
    let directory = RunDirectory::make(&options.data_dir)?;
    let sinks = sending::Sinks::start().await?;
    let settings = settings(&directory.0, &sinks)?;
    let mut report = Report::new(options);
    tell("placing");
    round::measure(options, &mut report)?;
    round_lists::measure(options, &mut report)?;
    let world = setup::lay_out(&settings, options, &mut report, tell).await?;
    let server = server::start(settings).await?;
    let measured = measure(&server, (&world, &sinks), options, &mut report, tell).await;
    server.stop().await;
    measured.map(|()| report.table())
}

async fn measure(
    server: &server::Server,
    (world, sinks): (&setup::World, &sending::Sinks),
    options: &BenchOptions,
    report: &mut Report,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<(), BenchError> {
    tell("filling the pools");
    matching::fill(server, options, report).await?;
    tell("searching");
    searching::measure(server.address, options, report).await?;
    tell("matching");
    matching::measure(server, world, options, report).await?;
    tell("sending");
    sending::measure(&server.app, world, sinks, options, report).await?;
    // These last, because they leave work for the jobs behind.
    tell("posting steadily");
    steady::measure(server, world, options, report).await?;
    tell("posting");
    posting::measure(server, world, options, report).await?;
    tell("importing");
    importing::measure(server, world, options, report).await
}

/// Those of the demo, on an SQLite file of the run whatever the environment names.
fn settings(directory: &Path, sinks: &sending::Sinks) -> Result<Settings, BenchError> {
    let mut settings = server::demo_settings(directory, 0)?;
    settings.database.url = String::new().into();
    settings.index.dir = "index".into();
    settings.server.shutdown_seconds = 2;
    let (mail, smtp) = (&mut settings.email, sinks.mail_server.address);
    (mail.transport, mail.max_in_flight, mail.max_per_domain) = (MailTransport::Smtp, 16, 16);
    (mail.smtp.host, mail.smtp.port, mail.smtp.security) =
        (smtp.ip().to_string(), smtp.port(), SmtpSecurity::None);
    Ok(settings)
}

/// A directory that goes when it is dropped.
struct RunDirectory(PathBuf);

impl RunDirectory {
    fn make(below: &Path) -> Result<Self, BenchError> {
        let path = below.join(format!("bench-{}", std::process::id()));
        std::fs::create_dir_all(below).map_err(BenchError::Directory)?;
        // Fails where it is there already: nothing that this run did not make is ever removed.
        std::fs::create_dir(&path).map_err(BenchError::Directory)?;
        Ok(Self(path))
    }
}

impl Drop for RunDirectory {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(path = %self.0.display(), error = %error, "the directory of the run is left behind");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_small_world_gives_every_figure_and_leaves_nothing_behind() {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let below = tempfile::tempdir().unwrap();
        let options = BenchOptions {
            vacancies: 300,
            graduates: 60,
            data_dir: below.path().to_owned(),
            time: Duration::from_secs(2),
        };
        let table = run(&options, &|_| {}).await.unwrap();
        let figures = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| figure"));
        assert_eq!(figures.count(), 14 + 13 + 6 + 2, "{table}");
        assert!(!table.contains("NaN") && !table.contains("inf"), "{table}");
        assert_eq!(std::fs::read_dir(below.path()).unwrap().count(), 0);
    }
}
