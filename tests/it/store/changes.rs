//! The change log skips nothing, whoever commits late.

use super::fixtures::*;
use crate::support::{
    database::{TestDatabase, on_both_databases},
    wait_for,
};
use jobbridge::{
    domain::ids::{GraduateId, VacancyId},
    store::{
        Store, StoreError,
        changes::{LogPosition, Subject},
    },
};
use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

const WRITERS: u64 = 64;
const CHANGES_EACH: u64 = 10;

/// Reads the log as far as it goes, again and again, until nothing more comes. A node of its own: behind the writers in
/// the line for their connections it would read too late to miss anything.
async fn tail(store: Store, writing: Arc<AtomicBool>) -> Vec<(LogPosition, Subject)> {
    let (mut position, mut seen) = (LogPosition::default(), Vec::new());
    loop {
        let done = !writing.load(Ordering::SeqCst);
        let batch = store.changes_after(position, 100).await.unwrap();
        if batch.is_empty() {
            // Nothing is running any more once the writers are done, but other tests' transactions in the same
            // PostgreSQL cluster may hold back the horizon for a moment.
            if done && store.row_counts().await.unwrap().contains(&("changes", seen.len() as u64)) {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        for (at, subject) in batch {
            assert!(at > position, "the log goes forward");
            position = at;
            seen.push((at, subject));
        }
    }
}

async fn write_slowly(store: Store, writer: u64) -> Vec<VacancyId> {
    let mut written = Vec::new();
    for turn in 0..CHANGES_EACH {
        let vacancy = id!(VacancyId);
        // Without any pattern that the database could know: some hold their number for long before they commit.
        let pause = (writer * 7_919 + turn * 104_729) % 23;
        let work = move |tx: jobbridge::store::Tx| async move {
            tx.record_change(Subject::Vacancy(vacancy)).await?;
            if tx.is_postgres() || turn == 0 {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
            Ok::<_, StoreError>(())
        };
        store.write(work).await.unwrap();
        written.push(vacancy);
    }
    written
}

async fn a_tailing_reader_misses_nothing_of_64_writers(database: TestDatabase) {
    let store = database.open().await;
    let writing = Arc::new(AtomicBool::new(true));
    let reader = tokio::spawn(tail(database.open().await, Arc::clone(&writing)));
    let writers: Vec<_> =
        (0..WRITERS).map(|writer| tokio::spawn(write_slowly(store.clone(), writer))).collect();
    let mut written = HashSet::new();
    for writer in writers {
        written.extend(writer.await.unwrap().into_iter().map(Subject::Vacancy));
    }
    writing.store(false, Ordering::SeqCst);
    let seen = tokio::time::timeout(Duration::from_secs(60), reader).await.expect("all is seen").unwrap();
    let subjects: HashSet<_> = seen.iter().map(|(_, subject)| *subject).collect();
    assert_eq!(subjects, written);
    assert_eq!(seen.len(), written.len(), "nothing is seen twice");
    assert_eq!(store.log_end().await.unwrap(), seen.last().map(|(position, _)| *position));
}

async fn what_is_not_committed_is_not_in_the_log(database: TestDatabase) {
    let store = database.open().await;
    assert_eq!(store.log_end().await.unwrap(), None);
    let refused = store
        .write(|tx| async move {
            tx.record_change(Subject::Graduate(id!(GraduateId))).await?;
            Err::<(), _>(StoreError::Stale)
        })
        .await;
    assert!(matches!(refused, Err(StoreError::Stale)));
    assert!(store.changes_after(LogPosition::default(), 10).await.unwrap().is_empty());
}

async fn many_changes_of_one_transaction_keep_their_order(database: TestDatabase) {
    let store = database.open().await;
    let subjects: Vec<_> = (0..1200).map(|_| Subject::Graduate(id!(GraduateId))).collect();
    let (recorded, mut wake) = (subjects.clone(), store.wakes().changes());
    transact!(store, |tx| tx.record_changes(&recorded)).unwrap();
    assert!(wake.has_changed().unwrap(), "who waits is woken");
    wake.mark_unchanged();
    let seen: Vec<_> = loop {
        let seen = store.changes_after(LogPosition::default(), 2000).await.unwrap();
        if !seen.is_empty() {
            break seen;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!(seen.iter().map(|(_, subject)| *subject).collect::<Vec<_>>(), subjects);
    let middle = seen[599].0.to_string().parse().unwrap();
    assert_eq!(store.changes_after(middle, 1).await.unwrap()[0].1, subjects[600]);
}

async fn a_school_that_moves_is_in_the_log(database: TestDatabase) {
    let store = database.open().await;
    let mut school = school(1);
    let (new, mut moved) = (school.clone(), school.clone());
    transact!(store, |tx| tx.insert_school(&new)).unwrap();
    assert_eq!(store.log_tip().await.unwrap(), None, "nobody is in its programmes yet");
    transact!(store, |tx| tx.update_school(&mut moved)).unwrap();
    school.version += 1;
    let seen = wait_for("the change", Duration::from_secs(10), async || {
        store.changes_after(LogPosition::default(), 10).await.unwrap().pop()
    })
    .await;
    assert_eq!(seen.1, Subject::School(school.id));
    assert_eq!(store.school(school.id).await.unwrap(), Some(school));
}

on_both_databases!(
    a_school_that_moves_is_in_the_log,
    a_tailing_reader_misses_nothing_of_64_writers,
    what_is_not_committed_is_not_in_the_log,
    many_changes_of_one_transaction_keep_their_order,
);
