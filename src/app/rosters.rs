//! Schools import rosters: good rows become graduates, bad ones come back with row, column and reason, and a roster
//! imported again changes nothing.

mod merge;
mod record;
mod resolve;
mod scene;
mod write;

use super::{
    App, access,
    roster::{self, Limits, Roster, RosterFormat},
};
use crate::domain::{
    event::EventKind,
    ids::{ImportId, ProgrammeId},
    import::{Import, ImportKind},
    party::Actor,
    refusal::Refusal,
};
use scene::Scene;
use std::sync::Arc;
use write::Taking;

/// How a roster is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RosterOptions {
    /// One bad row refuses all.
    pub atomic: bool,
    /// Nothing is stored; the answer says what would be.
    pub dry_run: bool,
    /// The programme of the rows that name none.
    pub programme: Option<ProgrammeId>,
    /// What of the file is taken.
    pub taken: Taken,
}

/// What of a file is taken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Taken {
    /// The students themselves with all that is said of them.
    #[default]
    Roster,
    /// The training records of students who are known, and nothing else.
    TrainingRecords,
}

/// What became of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The rows. Stored under its identifier, unless nothing was.
    pub import: Import,
    /// Headers of columns that were not read, as written.
    pub ignored: Vec<String>,
}

/// Imports a roster of the acting school's students.
///
/// # Errors
/// A file that cannot be read; a programme that is not the school's. Bad rows are no error: they are in the answer.
/// Anybody but a school is forbidden.
pub async fn import_roster(
    app: &App,
    actor: Actor,
    bytes: Vec<u8>,
    format: RosterFormat,
    options: RosterOptions,
) -> Result<Imported, Refusal> {
    let school = access::school(actor)?;
    let today = app.today();
    let read = move || roster::read_roster(&bytes, format, Limits::default(), today);
    let roster = blocking(read).await??;
    let scene = Arc::new(Scene::load(app, school, (options.programme, options.taken), &roster).await?);
    let Roster { rows, ignored, .. } = roster;
    let known = Arc::clone(&scene);
    let (entries, refused) = blocking(move || resolve::rows(&known, rows)).await?;
    let taking = Taking {
        scene,
        entries: Arc::new(entries),
        refused,
        import: Import {
            id: ImportId::new(&*app.clock, &*app.entropy),
            owner: actor.party,
            kind: match options.taken {
                Taken::Roster => ImportKind::Roster,
                Taken::TrainingRecords => ImportKind::TrainingRecords,
            },
            accepted: 0,
            rejected: 0,
            held: 0,
            rows: Vec::new(),
            created_at: app.now(),
        },
    };
    let event = app.event(EventKind::ImportFinished, taking.import.id);
    let import = match (options.dry_run, options.atomic) {
        (true, atomic) => taking.rehearse(&app.store, atomic).await?,
        (false, true) => taking.take_whole(&app.store, event).await?,
        (false, false) => taking.take_rows(&app.store, event).await?,
    };
    tracing::info!(import.id = %import.id, import.accepted = import.accepted, import.rejected = import.rejected, "roster read");
    Ok(Imported { import, ignored })
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
    let task = tokio::task::spawn_blocking(work);
    task.await.map_err(|error| Refusal::Internal(format!("roster task: {error}")))
}

#[cfg(test)]
mod tests;
