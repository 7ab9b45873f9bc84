//! A file that is imported while somebody watches: the command line's way. It goes the way of a file that comes over
//! HTTP, is recorded and told of like one, and a large one is worked off here, or by a node that is quicker.

use super::{
    Answered, Found, ImportOptions, RowsAsked, Upload, background, batches::Counts, import_vacancies,
    read_import,
};
use crate::{
    app::App,
    domain::{
        ids::{EmployerId, ImportId, new_uuid},
        import::{Import, ImportRow},
        import_job::ImportState,
        party::{Actor, Party},
        refusal::{Code, Refusal},
    },
};
use std::{sync::Arc, time::Duration};

/// How often the import is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Rows taken and refused.
    pub counts: Counts,
    /// Headers of columns that were not read, as written.
    pub ignored: Vec<String>,
}

/// Who hears of the rows as they get their answers, and of how many there are.
pub type Told<'t> = dyn FnMut(u32, &[ImportRow]) + Send + 't;

/// Imports a file of an employer's vacancies, and returns when every row has its answer.
///
/// # Errors
/// As [`import_vacancies`]; no such employer; a file that was refused whole.
pub async fn import_watched(
    app: &Arc<App>,
    employer: EmployerId,
    upload: Upload,
    options: ImportOptions,
    told: &mut Told<'_>,
) -> Result<Summary, Refusal> {
    if app.store.employer(employer).await?.is_none() {
        return Err(Refusal::field("/employer", Code::UnknownReference));
    }
    let actor = Actor { party: Party::Employer(employer), key: None };
    let id = match import_vacancies(app, actor, upload, options).await? {
        Answered::Accepted(id) => id,
        Answered::Done { import, ignored } => {
            told(u32::try_from(import.rows.len()).unwrap_or(u32::MAX), &import.rows);
            return Ok(Summary { counts: counts(&import), ignored });
        }
    };
    tokio::select! {
        summary = watch(app, actor, id, told) => summary,
        never = work(app) => match never {},
    }
}

fn counts(import: &Import) -> Counts {
    Counts { accepted: import.accepted, rejected: import.rejected, held: import.held }
}

/// Works off whatever import waits longest, as long as it is let.
async fn work(app: &Arc<App>) -> std::convert::Infallible {
    let worker = new_uuid(&*app.clock, &*app.entropy);
    loop {
        match background::work_one(app, worker).await {
            Ok(true) => {}
            Ok(false) => tokio::time::sleep(LOOK_AGAIN).await,
            Err(error) => {
                tracing::warn!(error = %error, "an import is tried again");
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        }
    }
}

/// Tells of the rows as they get their answers, until all have theirs.
async fn watch(app: &App, actor: Actor, id: ImportId, told: &mut Told<'_>) -> Result<Summary, Refusal> {
    let mut after = 0;
    loop {
        let asked = RowsAsked { after, ..RowsAsked::default() };
        let Found { import, job, next } = read_import(app, actor, id, asked).await?;
        let Some(job) = job else { return Err(Refusal::NotFound) };
        after = import.rows.last().map_or(after, |row| row.row);
        told(job.rows, &import.rows);
        match (next, job.state) {
            (Some(_), _) => {}
            (None, ImportState::Running) => tokio::time::sleep(LOOK_AGAIN).await,
            (None, ImportState::Finished) => {
                return Ok(Summary { counts: counts(&import), ignored: job.ignored });
            }
            (None, ImportState::Refused) => return Err(Refusal::Invalid(job.refusal)),
        }
    }
}
