//! What is asked at every posting and by every look into the log is answered by an index on SQLite, however much there
//! is: it plans without knowing how much a table holds, and a walk over all of one is noticed late.

use super::{LikenessQuestion, Store, StoreKey, StoreOptions, changes::LogPosition};
use crate::domain::{clock::SystemClock, entropy::SystemEntropy, ids::EmployerId, vacancy::Fingerprint};
use sea_orm::{ConnectionTrait, Statement};
use std::sync::Arc;
use uuid::Uuid;

async fn store(directory: &tempfile::TempDir) -> Store {
    let options = StoreOptions {
        url: format!("sqlite:{}", directory.path().join("plans.db").display()),
        key: StoreKey::new([7; 32]),
        max_connections: 1,
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
    };
    Store::connect(options).await.unwrap()
}

/// How SQLite goes about a question, a line a step.
async fn plan(store: &Store, mut question: Statement) -> Vec<String> {
    question.sql = format!("EXPLAIN QUERY PLAN {}", question.sql);
    let steps = store.conn().query_all_raw(question).await.unwrap();
    steps.iter().map(|step| step.try_get::<String>("", "detail").unwrap()).collect()
}

#[tokio::test]
async fn the_log_is_read_from_where_the_reader_stands() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(&directory).await;
    let plan = plan(&store, store.log_question(LogPosition { xid: 0, seq: 9 }, 5, "")).await;
    assert_eq!(plan, ["SEARCH changes USING INTEGER PRIMARY KEY (rowid>?)"]);
}

#[tokio::test]
async fn what_is_alike_is_looked_up_print_by_print_however_many_are_asked() {
    let directory = tempfile::tempdir().unwrap();
    let store = store(&directory).await;
    for many in [1, 2, 16, 512] {
        let print = |number: u128| Fingerprint(Uuid::from_u128(number));
        let question = LikenessQuestion {
            references: (0..many).map(|number| number.to_string()).collect(),
            postings: (0..many).map(print).collect(),
            words: (0..many).map(print).collect(),
        };
        let question = store.likeness_question(EmployerId(Uuid::nil()), &question).unwrap();
        let plan = plan(&store, question).await;
        let searches: Vec<_> =
            plan.iter().filter(|step| step.contains("vacancies")).map(String::as_str).collect();
        assert_eq!(
            searches,
            [
                "SEARCH vacancies USING INDEX vacancies_employer_reference (employer=? AND reference=?)",
                "SEARCH vacancies USING INDEX vacancies_employer_posting_print (employer=? AND posting_print=?)",
                "SEARCH vacancies USING INDEX vacancies_open_words_print (words_print=?)",
            ]
        );
    }
}
