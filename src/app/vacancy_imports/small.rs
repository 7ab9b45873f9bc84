//! A file that is answered at once: all its rows in one transaction, with what became of them.

use super::{
    Answered, Examined, ImportOptions, Upload,
    batches::{Counts, Entry, File, Reading},
    limits,
    settling::{Stop, is_refused, persistently, refused_whole, rehearse, settle},
};
use crate::{
    app::App,
    domain::{
        employer::Employer,
        event::EventKind,
        ids::ImportId,
        import::{Import, ImportKind, ImportRow},
        party::Party,
        refusal::Refusal,
    },
};
use futures::TryStreamExt as _;
use std::sync::Arc;

pub(super) async fn import(
    app: &Arc<App>,
    employer: Employer,
    upload: Upload,
    options: ImportOptions,
    examined: Examined,
) -> Result<Answered, Refusal> {
    let _first = app.precedence.take();
    let file = File { source: upload.file, format: upload.format, limits: limits(app, options), after: 0 };
    let import = begun(app, Party::Employer(employer.id));
    let understood = Reading::begin(file).understood(Arc::clone(app), Arc::new(employer));
    let entries: Arc<Vec<Entry>> = Arc::new(understood.try_concat().await?);
    let any_bad = entries.iter().any(|entry| entry.ready.is_err());
    let rows = if options.dry_run || (options.atomic && any_bad) {
        let rows = rehearse(app, &entries).await?;
        if options.atomic && is_refused(&rows) { refused_whole(rows) } else { rows }
    } else {
        match take(app, &entries, &import, options.atomic).await {
            Err(Stop::Rows(rows)) => refused_whole(rows),
            taken => taken?,
        }
    };
    let import = with_rows(import, rows);
    tracing::info!(import.id = %import.id, import.accepted = import.accepted, import.rejected = import.rejected, "vacancies imported");
    Ok(Answered::Done { import, ignored: examined.ignored })
}

/// An import of which nothing is known yet.
pub(super) fn begun(app: &App, owner: Party) -> Import {
    Import {
        id: ImportId::new(&*app.clock, &*app.entropy),
        owner,
        kind: ImportKind::Vacancies,
        accepted: 0,
        rejected: 0,
        held: 0,
        rows: Vec::new(),
        created_at: app.now(),
    }
}

pub(super) fn with_rows(mut import: Import, rows: Vec<ImportRow>) -> Import {
    let mut counts = Counts::default();
    counts.add(&rows);
    let Counts { accepted, rejected, held } = counts;
    (import.accepted, import.rejected, import.held, import.rows) = (accepted, rejected, held, rows);
    import
}

/// Takes the good rows, or none where one bad row refuses all.
async fn take(
    app: &App,
    entries: &Arc<Vec<Entry>>,
    import: &Import,
    atomic: bool,
) -> Result<Vec<ImportRow>, Stop> {
    let event = app.event(EventKind::ImportFinished, import.id);
    let (entries, import) = (Arc::clone(entries), Arc::new(import.clone()));
    persistently(app, move |tx| {
        let (entries, import, event) = (Arc::clone(&entries), Arc::clone(&import), event.clone());
        async move {
            let rows = settle(&tx, &entries).await?;
            if atomic && is_refused(&rows) {
                return Err(Stop::Rows(rows));
            }
            tx.insert_import(&with_rows((*import).clone(), rows.clone())).await?;
            tx.record_event(&event).await?;
            Ok(rows)
        }
    })
    .await
}
