//! A database for one test: a SQLite file, or a PostgreSQL database of its own, gone when the test ends.

use jobbridge::{
    domain::{
        clock::SystemClock,
        entropy::{Entropy, SystemEntropy},
    },
    store::{Store, StoreKey, StoreOptions},
};
use sqlx::{Connection, Executor, PgConnection};
use std::{io::Write, path::PathBuf, sync::Arc};

/// Where tests find a PostgreSQL server: the url of a database from which others can be made.
const VARIABLE: &str = "JOBBRIDGE_TEST_POSTGRES";

/// A database for one test.
pub(crate) struct TestDatabase {
    url: String,
    kind: Kind,
}

enum Kind {
    Sqlite { directory: tempfile::TempDir },
    Postgres { server: String, name: String },
}

impl TestDatabase {
    /// A SQLite file in a directory of its own.
    pub(crate) fn sqlite() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", directory.path().join("new/jobbridge.db").display());
        Self { url, kind: Kind::Sqlite { directory } }
    }

    /// A new PostgreSQL database, where there is a server. Where there is none, says so past the test's captured
    /// output: nobody is to believe that PostgreSQL was tested when it was not.
    pub(crate) async fn postgres(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var(VARIABLE) else {
            let notice = format!("IGNORED {test} on PostgreSQL: {VARIABLE} is not set\n");
            std::io::stderr().write_all(notice.as_bytes()).unwrap();
            return None;
        };
        let mut bytes = [0; 8];
        SystemEntropy.fill(&mut bytes);
        let name = format!("jobbridge_test_{:x}", u64::from_le_bytes(bytes));
        execute(&server, format!("CREATE DATABASE {name}")).await;
        let (base, _) = server.rsplit_once('/').expect("a url with a database name");
        let url = format!("{base}/{name}");
        Some(Self { url, kind: Kind::Postgres { server, name } })
    }

    /// The url under which the store opens it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// With what the tests open it.
    pub(crate) fn options(&self) -> StoreOptions {
        StoreOptions {
            url: self.url.clone(),
            key: StoreKey::new([7; 32]),
            max_connections: 16,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        }
    }

    /// Opens it.
    pub(crate) async fn open(&self) -> Store {
        Store::connect(self.options()).await.unwrap()
    }

    /// The files of a SQLite database: the main one and the write-ahead log.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        let Kind::Sqlite { directory } = &self.kind else { return Vec::new() };
        let entries = std::fs::read_dir(directory.path().join("new")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Kind::Postgres { server, name } = &self.kind else { return };
        let (server, sql) = (server.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // Dropping is not async, and this thread may be one of a runtime.
        let dropper = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&server, sql));
        });
        let _ = dropper.join();
    }
}

async fn execute(server: &str, sql: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
    connection.close().await.unwrap();
}

/// Runs each of the test bodies on both databases, as tests named `body::sqlite` and `body::postgres`.
macro_rules! on_both_databases {
    ($($body:ident),* $(,)?) => {$(
        mod $body {
            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                super::$body($crate::support::database::TestDatabase::sqlite()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                let name = module_path!();
                if let Some(database) = $crate::support::database::TestDatabase::postgres(name).await {
                    super::$body(database).await;
                }
            }
        }
    )*};
}

pub(crate) use on_both_databases;
