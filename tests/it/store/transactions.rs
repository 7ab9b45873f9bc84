//! Transactions: whole or not at all, whoever goes away meanwhile.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        employer::{Employer, EmployerFilter},
        ids::EmployerId,
    },
    store::{Store, StoreError, Tx},
};
use std::time::Duration;
use tokio::sync::oneshot;

async fn count_up(store: Store, id: EmployerId) -> Result<(), StoreError> {
    store
        .write(move |tx| async move {
            let mut employer = tx.employer(id).await?.ok_or(StoreError::Missing)?;
            employer.profile.description.push('.');
            tx.update_employer(&mut employer).await
        })
        .await
}

async fn four_hundred_concurrent_read_then_writes_all_succeed(database: TestDatabase) {
    let store = database.open().await;
    let employers: Vec<_> = {
        let mut employers = Vec::new();
        for number in 0..8 {
            employers.push(stored_employer(&store, number).await);
        }
        employers
    };
    // On PostgreSQL two may read the same version: the slower one is told that it is stale, and tries again.
    let persist = |id| {
        let store = store.clone();
        tokio::spawn(async move {
            loop {
                match count_up(store.clone(), id).await {
                    Err(StoreError::Stale) => {}
                    other => return other,
                }
            }
        })
    };
    let writers: Vec<_> = (0..400).map(|turn| persist(employers[turn % 8].id)).collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    for employer in &employers {
        let employer = store.employer(employer.id).await.unwrap().unwrap();
        assert_eq!(employer.version, 51, "every write counted");
        assert_eq!(employer.profile.description, format!("合成{}", ".".repeat(50)));
    }
}

async fn a_caller_that_goes_away_in_mid_transaction_poisons_nothing(database: TestDatabase) {
    let store = database.open().await;
    for number in 0..40 {
        let (started, running) = oneshot::channel();
        let row = employer(number);
        let writing = store.clone();
        let caller = tokio::spawn(async move {
            let work = |tx: Tx| async move {
                tx.insert_employer(&row).await?;
                let _ = started.send(());
                tokio::time::sleep(Duration::from_millis(5)).await;
                tx.employer(row.id).await
            };
            writing.write::<Option<Employer>, StoreError, _, _>(work).await
        });
        running.await.unwrap();
        caller.abort();
        assert!(caller.await.unwrap_err().is_cancelled());
    }
    // The pool serves on, and what was begun was ended.
    let added = tokio::time::timeout(Duration::from_secs(10), stored_employer(&store, 100)).await.unwrap();
    assert!(store.employer(added.id).await.unwrap().is_some());
    let all_there = async {
        while store.list_employers(EmployerFilter::default(), None, 100).await.unwrap().len() < 41 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), all_there).await.expect("every transaction ran to its end");
}

async fn an_error_or_a_panic_leaves_nothing_behind(database: TestDatabase) {
    let store = database.open().await;
    for number in 0..20 {
        let row = employer(number);
        let work = move |tx: Tx| async move {
            tx.insert_employer(&row).await?;
            assert!(number % 2 == 0, "a panic on purpose");
            Err::<(), _>(StoreError::Missing)
        };
        let failed = store.write(work).await;
        assert!(matches!(failed, Err(StoreError::Missing | StoreError::Aborted)));
    }
    assert!(store.list_employers(EmployerFilter::default(), None, 100).await.unwrap().is_empty());
    stored_employer(&store, 0).await;
}

async fn a_handle_kept_beyond_its_transaction_aborts_it(database: TestDatabase) {
    let store = database.open().await;
    let row = employer(1);
    let kept = store
        .write(|tx| async move {
            tx.insert_employer(&row).await?;
            Ok::<_, StoreError>(tx)
        })
        .await;
    assert!(matches!(kept, Err(StoreError::Aborted)));
    drop(kept);
    assert!(store.list_employers(EmployerFilter::default(), None, 100).await.unwrap().is_empty());
}

async fn a_version_conflict_is_stale(database: TestDatabase) {
    let store = database.open().await;
    let mut first = stored_employer(&store, 1).await;
    let mut second = first.clone();
    first.profile.description = "first".into();
    let first =
        transact!(store, |tx| async move { tx.update_employer(&mut first).await.map(|()| first) }).unwrap();
    assert_eq!(first.version, 2);
    second.profile.description = "second".into();
    let (stale, second) = store
        .write(|tx| async move {
            let stale = tx.update_employer(&mut second).await;
            Ok::<_, StoreError>((stale, second))
        })
        .await
        .unwrap();
    assert!(matches!(stale, Err(StoreError::Stale)));
    assert_eq!(second.version, 1, "a value that was not written keeps its version");
    assert_eq!(store.employer(first.id).await.unwrap(), Some(first));
    let mut unknown = employer(2);
    let missing = transact!(store, |tx| async move { tx.update_employer(&mut unknown).await });
    assert!(matches!(missing, Err(StoreError::Missing)));
}

on_both_databases!(
    four_hundred_concurrent_read_then_writes_all_succeed,
    a_caller_that_goes_away_in_mid_transaction_poisons_nothing,
    an_error_or_a_panic_leaves_nothing_behind,
    a_handle_kept_beyond_its_transaction_aborts_it,
    a_version_conflict_is_stale,
);
