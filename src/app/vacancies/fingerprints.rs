//! Fingerprints of vacancies that were written before there were any.

use super::{likeness, settle::is_worth_another_try};
use crate::{
    app::App,
    domain::vacancy::{Fingerprint, Fingerprints, Vacancy},
    store::{LikenessQuestion, StoreError, Tx},
};

/// How many vacancies are read at once.
const PAGE: u64 = 200;
/// How often a page is begun again that met what somebody else wrote.
const TRIES: usize = 5;

/// Works out the fingerprints of vacancies that have none yet, and returns how many. Of old ones that are alike each
/// stays as it is; what is posted from now on meets the first of them.
///
/// # Errors
/// Where the store fails.
pub async fn work_out_fingerprints(app: &App) -> Result<usize, StoreError> {
    let (mut done, mut tries) = (0, 0);
    loop {
        let page = app.store.vacancies_without_fingerprints(PAGE).await?;
        if page.is_empty() {
            return Ok(done);
        }
        let count = page.len();
        let prints = page.into_iter().map(|vacancy| {
            let content = &vacancy.content;
            let (posting, words) =
                (likeness::of_posting(&app.words, content), likeness::of_words(&app.words, content));
            (vacancy, posting, words)
        });
        let prints: Vec<_> = prints.collect();
        match app.store.write(move |tx| async move { keep(&tx, prints).await }).await {
            Ok(()) => done += count,
            Err(error) if tries < TRIES && is_worth_another_try(&error) => tries += 1,
            Err(error) => return Err(error),
        }
    }
}

async fn keep(tx: &Tx, prints: Vec<(Vacancy, Fingerprint, Fingerprint)>) -> Result<(), StoreError> {
    for (vacancy, posting, words) in prints {
        let question =
            LikenessQuestion { references: Vec::new(), postings: vec![posting], words: vec![words] };
        let alike = tx.vacancies_alike(vacancy.employer, &question).await?;
        let (own, others): (Vec<_>, Vec<_>) =
            alike.into_iter().partition(|one| one.employer == vacancy.employer);
        let taken = vacancy.status.is_open() && !own.is_empty();
        let kept = Fingerprints {
            posting: if taken { Fingerprints::own(vacancy.id).posting } else { Some(posting) },
            words: others.is_empty().then_some(words),
        };
        tx.keep_fingerprints(vacancy.id, kept).await?;
    }
    Ok(())
}
