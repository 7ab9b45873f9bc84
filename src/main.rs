//! The command line: one binary for everything.

#[path = "main/offline.rs"]
mod offline;
#[path = "main/rounds.rs"]
mod rounds;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use jobbridge::{
    app::{
        vacancy_files::FileFormat,
        vacancy_imports::{self, Counts, ImportOptions, Summary, Upload},
    },
    bench::{self, BenchOptions},
    demo::{self, DemoOptions},
    domain::{
        ids::EmployerId,
        import::ImportRow,
        party::Party,
        refusal::{Code, FieldError, Refusal},
    },
    jobs, server,
    settings::Settings,
    telemetry,
};
use std::{fs::File, io::Read, path::PathBuf, time::Duration};
use tokio::signal::unix::{SignalKind, signal};

/// 职桥 jobbridge: the employment-information service of east–west vocational cooperation.
#[derive(Debug, Parser)]
#[command(version, about)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Show the whole service at work, in a synthetic world of its own.
    Demo(DemoArguments),
    /// Serve the API and the portal, and run the jobs.
    Serve(Configured),
    /// Make an API key for `operator` or a typed id, and print it once.
    Key {
        /// Whose key: `operator`, or an id such as `sch_…`.
        party: Party,
        #[command(flatten)]
        configured: Configured,
    },
    /// Import a file of vacancies, also while a node serves; exit code 1 if rows were refused.
    Import(ImportArguments),
    /// Rebuild the search index from the store, while no node serves from it.
    Reindex(Configured),
    /// Check that store and index agree, while no node serves from it; exit code 1 if they do not.
    Verify(Configured),
    /// Measure what one node does in a synthetic world, and print the figures.
    Bench(BenchArguments),
    /// Print the default settings with their explanations.
    Config,
    /// Rank occupations for the titles or majors of a file; exit code 1 if a line of it could not be read.
    RankOccupations(offline::RankArguments),
    /// Rank a file of titles for each title of another; exit code 1 if a line of them could not be read.
    RankTitles(offline::RankTitlesArguments),
    /// Decide a placement round of programmes and vacancies and keep nothing, also while a node serves; or those of a file,
    /// with exit code 1 if a line of it could not be decided.
    Round(rounds::RoundArguments),
}

#[derive(Debug, Args)]
struct DemoArguments {
    /// Where the demo keeps its data.
    #[arg(long, default_value = "data/demo")]
    data_dir: PathBuf,
    /// The port to serve on; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Start anew: forget everything in the data directory.
    #[arg(long)]
    reset: bool,
}

#[derive(Debug, Args)]
struct ImportArguments {
    /// NDJSON, CSV, XLSX, schema.org JobPosting as JSON-LD, or a page that carries it; told by its name, or else by
    /// how it begins.
    file: PathBuf,
    /// Whose vacancies they are: `emp_…`.
    #[arg(long)]
    employer: EmployerId,
    /// Check only, and keep nothing.
    #[arg(long)]
    dry_run: bool,
    /// One bad row refuses all.
    #[arg(long)]
    atomic: bool,
    /// What the file is, whatever its name: ndjson, json, csv, xlsx, jsonld or html.
    #[arg(long, value_parser = file_format)]
    format: Option<FileFormat>,
    #[command(flatten)]
    configured: Configured,
}

fn file_format(name: &str) -> Result<FileFormat, String> {
    FileFormat::parse(name).ok_or_else(|| "expected ndjson, json, csv, xlsx, jsonld or html".to_owned())
}

#[derive(Debug, Args)]
struct BenchArguments {
    /// How many vacancies there are, 100 to 1 000 000.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    vacancies: u32,
    /// How many graduates there are, 1 to 1 000 000.
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    graduates: u32,
    /// Where a fresh directory is made for the run and removed afterwards: on the disk whose durability counts.
    #[arg(long, default_value = "data")]
    data_dir: PathBuf,
    /// For how many seconds each thing is measured.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

#[derive(Debug, Args)]
struct Configured {
    /// A settings file; it overrides the defaults, and the environment (JOBBRIDGE__SECTION__KEY) overrides it.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Configured {
    fn load(&self) -> Result<Settings> {
        let settings = Settings::load(self.config.as_deref()).context("the settings cannot be read")?;
        telemetry::start_logging(&settings.logging.filter, settings.logging.json);
        Ok(settings)
    }
}

#[tokio::main]
async fn main() -> Result<()> {
    // reqwest is built without a TLS provider of its own; only the first choice of a process counts.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match CommandLine::parse().command {
        Command::Demo(arguments) => demo(arguments).await,
        Command::Serve(configured) => serve(configured.load()?).await,
        Command::Key { party, configured } => key(configured.load()?, party).await,
        Command::Import(arguments) => import(arguments).await,
        Command::Reindex(configured) => reindex(configured.load()?).await,
        Command::Verify(configured) => verify(configured.load()?).await,
        Command::Bench(arguments) => measure(arguments).await,
        Command::RankOccupations(arguments) => offline::rank_occupations(&arguments),
        Command::RankTitles(arguments) => offline::rank_titles(&arguments),
        Command::Round(arguments) => rounds::decide(arguments).await,
        Command::Config => {
            print(jobbridge::settings::DEFAULTS);
            Ok(())
        }
    }
}

async fn demo(arguments: DemoArguments) -> Result<()> {
    telemetry::start_logging("warn", false);
    let _ = telemetry::metrics();
    let DemoArguments { data_dir, port, reset } = arguments;
    Ok(demo::run(DemoOptions { data_dir, port, reset }).await?)
}

async fn serve(settings: Settings) -> Result<()> {
    let _ = telemetry::metrics();
    let server = server::start(settings).await?;
    print(&format!("http://{}\n", server.address));
    stop_signal().await?;
    server.stop().await;
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM.
async fn stop_signal() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate()).context("signals cannot be waited for")?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted.context("signals cannot be waited for"),
        _ = terminate.recv() => Ok(()),
    }
}

async fn key(settings: Settings, party: Party) -> Result<()> {
    let (key, text) = server::create_key(&settings, party, "command line").await?;
    print(&format!("{} {} {text}\n", key.id, key.party));
    Ok(())
}

async fn import(arguments: ImportArguments) -> Result<()> {
    let settings = arguments.configured.load()?;
    let (node, _directory) = server::open_beside(&settings).await?;
    let bar = ProgressBar::new(0);
    bar.set_style(bar_style());
    let shown = bar.clone();
    let mut told = move |total: u32, rows: &[ImportRow]| {
        shown.set_length(u64::from(total));
        shown.inc(rows.len() as u64);
        shown.suspend(|| rows.iter().for_each(say_faults));
    };
    let options = ImportOptions { atomic: arguments.atomic, dry_run: arguments.dry_run };
    let done = match upload(&arguments) {
        Ok(file) => {
            vacancy_imports::import_watched(&node.app, arguments.employer, file, options, &mut told).await
        }
        Err(refusal) => Err(refusal),
    };
    bar.finish_and_clear();
    node.app.close().await;
    match done {
        Ok(summary) => summarised(&summary),
        Err(Refusal::Invalid(faults)) => {
            let said: Vec<_> = faults.iter().map(fault_line).collect();
            bail!("the file is refused: {}", said.join("; "))
        }
        Err(refusal) => Err(refusal).context("the file is refused"),
    }
}

/// Opens the file to be imported.
fn upload(arguments: &ImportArguments) -> Result<Upload, Refusal> {
    let unreadable = |_| Refusal::File(Code::UnreadableFile);
    let mut file = File::open(&arguments.file).map_err(unreadable)?;
    let mut beginning = Vec::new();
    file.by_ref().take(64 << 10).read_to_end(&mut beginning).map_err(unreadable)?;
    let name = arguments.file.to_string_lossy();
    let format = arguments.format.unwrap_or_else(|| FileFormat::of_file(&name, &beginning));
    Ok(Upload { file: Box::new(file), format })
}

fn summarised(summary: &Summary) -> Result<()> {
    let Counts { accepted, rejected, held } = summary.counts;
    print(&format!("{accepted} accepted, {rejected} rejected\n"));
    if held > 0 {
        print(&format!("of these wait for the operator: {held}\n"));
    }
    if !summary.ignored.is_empty() {
        print(&format!("columns not read: {}\n", summary.ignored.join(", ")));
    }
    if rejected > 0 {
        bail!("{rejected} rows were refused");
    }
    Ok(())
}

/// Faults go to standard error, by row, without the value of any cell.
#[expect(clippy::print_stderr, reason = "the command line says what is wrong with the file")]
fn say_faults(row: &ImportRow) {
    for fault in &row.errors {
        eprintln!("row {}: {}", row.row, fault_line(fault));
    }
}

fn fault_line(fault: &FieldError) -> String {
    let message = &fault.message;
    format!("{} {} {} ({})", fault.pointer, fault.code.as_str(), message.zh, message.en)
}

fn bar_style() -> ProgressStyle {
    ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} ({per_sec})")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}

async fn reindex(settings: Settings) -> Result<()> {
    let node = server::open(&settings).await?;
    let bar = ProgressBar::new(0);
    bar.set_style(bar_style());
    let shown = bar.clone();
    let progress = move |done, total| {
        shown.set_length(total);
        shown.set_position(done);
    };
    jobs::index::rebuild(&node.app, progress).await.context("the index was not rebuilt")?;
    bar.finish();
    print(&format!("{} documents\n", bar.position()));
    node.app.close().await;
    Ok(())
}

async fn measure(arguments: BenchArguments) -> Result<()> {
    let options = BenchOptions {
        vacancies: arguments.vacancies as usize,
        graduates: arguments.graduates as usize,
        data_dir: arguments.data_dir,
        time: Duration::from_secs(arguments.seconds),
    };
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(200));
    let table = bench::run(&options, &|stage| bar.set_message(stage.to_owned())).await?;
    bar.finish_and_clear();
    print(&table);
    Ok(())
}

async fn verify(settings: Settings) -> Result<()> {
    let node = server::open(&settings).await?;
    let report = jobs::index::verify(&node.app).await.context("store and index could not be compared")?;
    node.app.close().await;
    for (name, side) in [("vacancies", &report.vacancies), ("graduates", &report.graduates)] {
        print(&format!(
            "{name}: {} in the store, {} in the index, {} missing, {} surplus\n",
            side.store,
            side.index,
            side.missing.len(),
            side.surplus.len()
        ));
    }
    if !report.agrees() {
        bail!("store and index disagree: run `jobbridge reindex`");
    }
    Ok(())
}

/// Faults of single lines go beside the answers.
#[expect(clippy::print_stderr, reason = "the command line tells what it could not read")]
fn tell(text: &str) {
    eprint!("{text}");
}

/// Standard output is what these commands are for.
#[expect(clippy::print_stdout, reason = "the command line prints its answers")]
fn print(text: &str) {
    print!("{text}");
}
