//! Placement rounds at the command line: of a file of instances, or of the programmes and vacancies of the store.

use super::{Configured, fault_line, offline, print, tell};
use anyhow::{Context, Result, bail};
use clap::Args;
use jobbridge::{
    app::rounds::{self, RoundDraft},
    domain::{
        ids::{ProgrammeId, VacancyId},
        language::Language,
        party::Actor,
        refusal::Refusal,
        round::Optimum,
    },
    server::{self, WholeRoundView},
};
use std::{fs::File, io::BufReader, path::PathBuf};

#[derive(Debug, Args)]
pub(crate) struct RoundArguments {
    /// Lines of `{"id", "residents": {name: [hospital, …]}, "hospitals": {name: {"capacity", "preferences"}}}`; `-` reads
    /// standard input. Answers are lines of `{"id", "resident_optimal", "hospital_optimal"}`.
    #[arg(long, value_name = "FILE", required_unless_present = "programme")]
    instances: Option<PathBuf>,
    /// Whose graduates are placed, `prg_…`; several by repeating it.
    #[arg(long, conflicts_with = "instances", requires = "vacancy")]
    programme: Vec<ProgrammeId>,
    /// Where, `vac_…`; several by repeating it.
    #[arg(long, conflicts_with = "instances")]
    vacancy: Vec<VacancyId>,
    /// The graduates' own lists: a JSON list of `{"graduate", "vacancies"}`.
    #[arg(long, value_name = "FILE", conflicts_with = "instances")]
    lists: Option<PathBuf>,
    /// Decide to the best of the employers instead of the graduates.
    #[arg(long, conflicts_with = "instances")]
    employer_optimal: bool,
    /// How long a list may become when it is completed by scores, 1 to 200.
    #[arg(long, conflicts_with = "instances")]
    list_length: Option<u32>,
    /// What the lottery among equal scores is drawn with.
    #[arg(long, conflicts_with = "instances")]
    seed: Option<String>,
    /// Where the result is written as JSON; standard output where absent.
    #[arg(long, value_name = "FILE", conflicts_with = "instances")]
    out: Option<PathBuf>,
    #[command(flatten)]
    configured: Configured,
}

/// Decides what is asked for; nobody is told, and nothing is kept.
pub(crate) async fn decide(arguments: RoundArguments) -> Result<()> {
    match &arguments.instances {
        Some(instances) => offline::decide_rounds(instances),
        None => try_out(arguments).await,
    }
}

async fn try_out(arguments: RoundArguments) -> Result<()> {
    let lists = match &arguments.lists {
        Some(path) => {
            let file = File::open(path).context("the lists cannot be opened")?;
            serde_json::from_reader(BufReader::new(file)).context("the lists cannot be read")?
        }
        None => Vec::new(),
    };
    let draft = RoundDraft {
        programmes: arguments.programme,
        vacancies: arguments.vacancy,
        lists,
        optimum: if arguments.employer_optimal { Optimum::Employers } else { Optimum::Graduates },
        list_length: arguments.list_length,
        offer_days: None,
        seed: arguments.seed,
    };
    let (node, _directory) = server::open_beside(&arguments.configured.load()?).await?;
    let found = rounds::try_round(&node.app, Actor::SYSTEM, draft).await;
    node.app.close().await;
    let found = match found {
        Ok(found) => found,
        Err(Refusal::Invalid(faults)) => {
            let said: Vec<_> = faults.iter().map(fault_line).collect();
            bail!("there is no such round: {}", said.join("; "))
        }
        Err(refusal) => return Err(refusal).context("there is no such round"),
    };
    let whole = WholeRoundView::of(found, Actor::SYSTEM.party, Language::Chinese);
    tell(&whole.summary());
    let text = serde_json::to_string_pretty(&whole).context("the result cannot be written")?;
    match &arguments.out {
        Some(path) => std::fs::write(path, text + "\n").context("the result cannot be written")?,
        None => print(&(text + "\n")),
    }
    Ok(())
}
