//! Files that are taken whole or not at all: whether a row of one is bad, and what is said of it then.

use super::{batches::Reading, settling::rejected};
use crate::{
    app::App,
    domain::{
        employer::Employer,
        import::ImportRow,
        refusal::{FieldError, Refusal},
    },
};
use futures::StreamExt as _;
use std::{pin::pin, sync::Arc};

/// Reads a file to its end and hears which rows are bad by themselves; whether any is. Writes nothing.
pub(super) async fn refuse_bad(
    app: &Arc<App>,
    employer: &Arc<Employer>,
    reading: Reading,
    bad: &mut (dyn FnMut(&[ImportRow]) + Send),
) -> Result<bool, Refusal> {
    let mut batches = pin!(reading.understood(Arc::clone(app), Arc::clone(employer)));
    let mut any = false;
    while let Some(batch) = batches.next().await {
        let rows: Vec<_> = batch?
            .iter()
            .filter_map(|entry| Some(rejected(entry, entry.ready.as_ref().err()?.clone())))
            .collect();
        any |= !rows.is_empty();
        bad(&rows);
    }
    Ok(any)
}

/// Why rows that were good by themselves refuse the file: each fault with its row.
pub(super) fn first_faults(rows: &[ImportRow]) -> Refusal {
    let fault = |row: &ImportRow| {
        let fault = row.errors.first()?;
        let (zh, en) = (&fault.message.zh, &fault.message.en);
        let message = (format!("第{}行：{zh}", row.row), format!("row {}: {en}", row.row));
        Some(FieldError::new(fault.pointer.clone(), fault.code).with_message(message.0, message.1))
    };
    Refusal::Invalid(rows.iter().filter_map(fault).take(20).collect())
}
