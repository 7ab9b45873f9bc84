//! A server in the test's own process: everything real, on a free port of loopback, in a directory that is gone
//! afterwards.

use super::{database::TestDatabase, http::Client, mailbox::Mailbox, world::World};
use jobbridge::{
    app::{App, keys},
    domain::party::Party,
    server::{self, Ambient, Server},
    settings::Settings,
};
use std::{ops::Deref, path::Path, sync::Arc, time::Duration};

/// A running server, its data and a key of the operator. It is its own [`Client`].
pub(crate) struct TestServer {
    client: Client,
    pub(crate) operator_key: String,
    running: Option<Server>,
    directory: tempfile::TempDir,
    /// Dropped after the server has let go of it.
    _database: TestDatabase,
}

impl TestServer {
    /// Starts one with mail to files, quick batches, and webhooks to loopback.
    pub(crate) async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, |_| {}).await
    }

    /// Starts one with settings of the test's own.
    pub(crate) async fn start_with(database: TestDatabase, change: impl FnOnce(&mut Settings)) -> Self {
        Self::start_in(database, Ambient::default(), change).await
    }

    /// Starts one in a time of the test's own.
    pub(crate) async fn start_in(
        database: TestDatabase,
        ambient: Ambient,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let mut settings = settings(&database, directory.path());
        change(&mut settings);
        // Installs reqwest's provider before the server builds a client of its own.
        drop(Client::new(""));
        let running = server::start_in(settings, ambient).await.unwrap();
        let (_, operator_key) = keys::create_key_for(&running.app, Party::Operator, "test").await.unwrap();
        let client = Client::new(&format!("http://{}", running.address));
        Self { client, operator_key, running: Some(running), directory, _database: database }
    }

    /// Lays out a small world over HTTP.
    pub(crate) async fn world(&self) -> World {
        World::create(&self.client, &self.operator_key).await
    }

    /// The same world as it is on a day.
    pub(crate) async fn world_on(&self, today: chrono::NaiveDate) -> World {
        World::create_on(&self.client, &self.operator_key, today).await
    }

    /// The use cases, for what has no route: a key of a graduate.
    pub(crate) fn app(&self) -> &Arc<App> {
        &self.running.as_ref().unwrap().app
    }

    /// A key of any party.
    pub(crate) async fn key_for(&self, party: &str) -> String {
        let party: Party = party.parse().unwrap();
        keys::create_key_for(self.app(), party, "test").await.unwrap().1
    }

    /// Where mail goes by the file transport.
    pub(crate) fn mailbox(&self) -> Mailbox {
        Mailbox::new(self.directory.path().join("mail"))
    }
}

impl Deref for TestServer {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let Some(running) = self.running.take() else { return };
        tokio::task::block_in_place(|| {
            let stopping = tokio::time::timeout(Duration::from_secs(20), running.stop());
            let stopped = tokio::runtime::Handle::current().block_on(stopping);
            assert!(stopped.is_ok() || std::thread::panicking(), "the server does not stop");
        });
    }
}

fn settings(database: &TestDatabase, directory: &Path) -> Settings {
    let mut settings = Settings::load(None).unwrap();
    settings.data_dir = directory.to_owned();
    settings.server.bind = "127.0.0.1:0".parse().unwrap();
    settings.server.workers = 1;
    settings.server.shutdown_seconds = 2;
    settings.database.url = database.url().to_owned().into();
    settings.database.max_connections = 8;
    settings.index.commit_millis = 20;
    settings.alerts.poll_millis = 50;
    settings.webhooks.allow_loopback = true;
    settings
}
