//! What must not lie open in the database does not: neither in SQLite's files nor in PostgreSQL's tables.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        delivery::Message,
        ids::*,
        party::Party,
        webhook::{Webhook, WebhookSecret, WebhookState},
    },
    store::{StoreError, Tx, idempotency::Answer},
};
use sqlx::{Connection, PgConnection, Row};

const SECRETS: [&str; 3] = ["whsec_VeryMuchASecret", "0123456789tokenofalink", "jbk_shownonlyonce"];

async fn write_secrets(tx: Tx) -> Result<(), StoreError> {
    let school = school(1);
    tx.insert_school(&school).await?;
    let people: Vec<_> = (0..50).map(|number| graduate(number, school.id)).collect();
    tx.insert_graduates(&people).await?;
    let owner = Party::School(school.id);
    let secret = WebhookSecret { text: SECRETS[0].into(), until: None };
    let webhook = Webhook {
        id: id!(WebhookId),
        owner,
        version: 1,
        url: "https://hooks.school.example/in".into(),
        secrets: vec![secret],
        state: WebhookState::Active,
        created_at: now(),
        updated_at: now(),
    };
    tx.insert_webhook(&webhook).await?;
    let mut link = delivery(owner, id!(SubscriptionId));
    link.message = Message::SignIn { token: SECRETS[1].into() };
    tx.insert_delivery(&link).await?;
    tx.begin_request(owner, "key", b"hash", now()).await?;
    let answer = Answer { status: 201, headers: serde_json::json!([]), body: SECRETS[2].into() };
    tx.complete_request(owner, "key", answer).await
}

/// Everything the database holds, as bytes.
async fn everything(database: &TestDatabase) -> Vec<u8> {
    if database.url().starts_with("sqlite") {
        return database.files().iter().flat_map(|file| std::fs::read(file).unwrap()).collect();
    }
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let mut bytes = Vec::new();
    for table in sqlx::query(tables).fetch_all(&mut connection).await.unwrap() {
        // As text, byte strings are hexadecimal: `escape` shows what is printable in them as it is.
        let rows = format!("SELECT t::text FROM \"{}\" t", table.get::<String, _>(0));
        sqlx::query("SET bytea_output = 'escape'").execute(&mut connection).await.unwrap();
        for row in sqlx::query(sqlx::AssertSqlSafe(rows)).fetch_all(&mut connection).await.unwrap() {
            bytes.extend(row.get::<String, _>(0).into_bytes());
        }
    }
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn no_identity_number_and_no_secret_lies_open(database: TestDatabase) {
    let store = database.open().await;
    store.write(write_secrets).await.unwrap();
    for closed in [false, true] {
        if closed {
            store.close().await; // folds the write-ahead log into the file
        }
        let bytes = everything(&database).await;
        assert!(holds(&bytes, "hooks.school.example"), "the search sees what lies open");
        for number in 0..50 {
            let number = identity(number);
            assert!(!holds(&bytes, number.as_str()), "an identity number lies open");
            assert!(!holds(&bytes, &number.as_str()[..17]));
        }
        for secret in SECRETS {
            assert!(!holds(&bytes, secret), "a secret lies open");
        }
    }
    let store = database.open().await;
    let found = store.graduate_by_identity(&identity(7)).await.unwrap().unwrap();
    assert_eq!(found.person.identity_number, identity(7));
    let national = format!("G{}", identity(7).as_str());
    assert_eq!(found.person.national_student_number, Some(national));
}

on_both_databases!(no_identity_number_and_no_secret_lies_open);
