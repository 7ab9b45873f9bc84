//! Opening: again, at once, with the wrong key, with no database at all.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::store::{Store, StoreError, StoreKey, StoreOptions};

async fn what_was_written_is_there_after_opening_again(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await;
    store.ping().await.unwrap();
    store.close().await;
    assert!(store.ping().await.is_err());
    let again = database.open().await;
    assert_eq!(again.employer(employer.id).await.unwrap(), Some(employer));
}

async fn nodes_that_open_a_new_database_at_once_all_succeed(database: TestDatabase) {
    let open = |_| {
        let options = database.options();
        tokio::spawn(async move { Store::connect(StoreOptions { max_connections: 2, ..options }).await })
    };
    let nodes: Vec<_> = (0..6).map(open).collect();
    for node in nodes {
        node.await.unwrap().unwrap().ping().await.unwrap();
    }
}

async fn the_wrong_key_is_refused_at_the_door(database: TestDatabase) {
    database.open().await.close().await;
    let wrong = StoreOptions { key: StoreKey::new([8; 32]), ..database.options() };
    assert!(matches!(Store::connect(wrong).await, Err(StoreError::Sealed)));
    database.open().await.ping().await.unwrap();
}

on_both_databases!(
    what_was_written_is_there_after_opening_again,
    nodes_that_open_a_new_database_at_once_all_succeed,
    the_wrong_key_is_refused_at_the_door,
);

#[tokio::test]
async fn an_unknown_kind_of_database_is_refused() {
    let database = TestDatabase::sqlite();
    let options = StoreOptions { url: "mysql://root@127.0.0.1/test".into(), ..database.options() };
    assert!(matches!(Store::connect(options).await, Err(StoreError::Url(_))));
}
