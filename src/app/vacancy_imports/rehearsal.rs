//! A large file that is only rehearsed: each batch is settled and rolled back, so what earlier batches would have made is
//! not there to be met. It is remembered instead, in a few bytes a row.

use super::{
    batches::Entry,
    errors,
    settling::{Stop, rehearse, rejected},
};
use crate::{
    app::{App, vacancies::Prepared},
    domain::{
        import::{ImportRow, RowStatus},
        vacancy::Fingerprint,
    },
};
use std::{collections::HashMap, sync::Arc};

/// What the rows so far would have made.
#[derive(Default)]
pub(super) struct Rehearsal {
    /// By the employer's reference: all that is said, and title, place and pay.
    references: HashMap<String, [Fingerprint; 2]>,
    /// By title, place and pay: the row that said them first, and all that it says.
    postings: HashMap<Fingerprint, (u32, Fingerprint)>,
}

/// What a row meets of the rows before it.
enum Meets {
    Nothing,
    TheSame,
    TheReference,
    Alike(u32),
}

impl Rehearsal {
    /// Says what would become of the next batch, and stores nothing.
    pub(super) async fn rehearse(
        &mut self,
        app: &App,
        entries: &Arc<Vec<Entry>>,
    ) -> Result<Vec<ImportRow>, Stop> {
        let mut rows = rehearse(app, entries).await?;
        for (row, entry) in rows.iter_mut().zip(entries.iter()) {
            if let Ok(prepared) = &entry.ready {
                self.take(row, entry, prepared);
            }
        }
        Ok(rows)
    }

    fn take(&mut self, row: &mut ImportRow, entry: &Entry, prepared: &Prepared) {
        if row.status == RowStatus::Created {
            match self.meets(prepared) {
                Meets::Nothing => {}
                Meets::TheSame => (row.status, row.held) = (RowStatus::Unchanged, false),
                Meets::TheReference => row.status = RowStatus::Updated,
                Meets::Alike(first) => *row = rejected(entry, errors::same_as_row(first, &entry.locate)),
            }
        }
        if matches!(row.status, RowStatus::Created | RowStatus::Updated) {
            self.remember(row.row, prepared);
        }
    }

    fn meets(&self, prepared: &Prepared) -> Meets {
        let (all, posting) = (prepared.all_said(), prepared.posting());
        let reference = prepared.content.reference.as_deref();
        let known = reference.and_then(|reference| self.references.get(reference));
        let own = known.map(|[_, posting]| *posting);
        match (known, self.postings.get(&posting)) {
            (Some([said, _]), _) if *said == all => Meets::TheSame,
            (Some(_), Some((first, _))) if own != Some(posting) => Meets::Alike(*first),
            (Some(_), _) => Meets::TheReference,
            (None, Some((_, said))) if reference.is_none() && *said == all => Meets::TheSame,
            (None, Some((first, _))) => Meets::Alike(*first),
            (None, None) => Meets::Nothing,
        }
    }

    fn remember(&mut self, row: u32, prepared: &Prepared) {
        let (all, posting) = (prepared.all_said(), prepared.posting());
        if let Some(reference) = prepared.content.reference.clone()
            && let Some([_, before]) = self.references.insert(reference, [all, posting])
        {
            self.postings.remove(&before);
        }
        self.postings.insert(posting, (row, all));
    }
}
