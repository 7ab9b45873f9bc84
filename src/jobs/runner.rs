//! Starts the jobs and stops them again.

use super::{
    deliver, digests, housekeeping, imports, index, matches, pools, rest::Job, rounds, supervision::supervise,
};
use crate::{
    app::App,
    delivery::{email::Mailer, webhook::WebhookClient},
    store::deliveries::Carrier,
};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::{JoinHandle, JoinSet},
    time::timeout,
};

/// Those who send.
#[derive(Debug)]
pub struct Senders {
    /// Mail.
    pub mailer: Mailer,
    /// Webhooks.
    pub webhooks: WebhookClient,
}

/// How the jobs run.
#[derive(Debug, Clone)]
pub struct JobOptions {
    /// What is new is searchable after this long at the latest.
    pub commit_interval: Duration,
    /// The index is also committed when so many changes gathered.
    pub commit_changes: usize,
    /// How often the queues are looked at when nothing wakes their jobs.
    pub poll: Duration,
    /// How often it is looked for what time did: ends, reminders, verifications that ran out. Midnight in China is
    /// met by itself.
    pub keep_house: Duration,
    /// At most so many mails are on their way at once.
    pub max_in_flight_mail: usize,
    /// At most so many webhook messages are on their way at once.
    pub max_in_flight_webhooks: usize,
    /// Of these, at most so many to addresses of one domain.
    pub max_per_domain: usize,
    /// Of these, at most so many to one endpoint.
    pub max_per_endpoint: usize,
    /// For how long a worker has an event or a delivery to itself. Longer than any send may take.
    pub lease: Duration,
    /// The mailbox named for unsubscribing beside the link, if there is one.
    pub unsubscribe_mailbox: Option<String>,
    /// How long what is under way may take when the jobs are stopped.
    pub grace: Duration,
}

impl Default for JobOptions {
    fn default() -> Self {
        Self {
            commit_interval: Duration::from_millis(250),
            commit_changes: 1_000,
            poll: Duration::from_secs(1),
            keep_house: Duration::from_secs(30),
            max_in_flight_mail: 4,
            max_in_flight_webhooks: 16,
            max_per_domain: 4,
            max_per_endpoint: 4,
            lease: Duration::from_secs(120),
            unsubscribe_mailbox: None,
            grace: Duration::from_secs(10),
        }
    }
}

/// Starts the jobs.
#[derive(Debug, Clone, Copy)]
pub struct Runner;

/// The jobs while they run.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    jobs: JoinSet<()>,
    grace: Duration,
}

impl Runner {
    /// Starts all jobs of a node.
    pub fn start(app: Arc<App>, senders: Senders, options: JobOptions) -> Running {
        let mut running = Running::new(options.grace);
        let job = running.job(app, options);
        running.add_all_but_delivery(&job);
        let senders = Arc::new(senders);
        for (name, carrier) in [("mail", Carrier::Email), ("webhooks", Carrier::Webhook)] {
            let senders = Arc::clone(&senders);
            running.add(name, &job, move |job| deliver::run(job, Arc::clone(&senders), carrier));
        }
        running
    }

    /// Starts everything that sends nothing: what is found waits in the queue.
    #[cfg(test)]
    pub(super) fn start_without_delivery(app: Arc<App>, options: JobOptions) -> Running {
        let mut running = Running::new(options.grace);
        let job = running.job(app, options);
        running.add_all_but_delivery(&job);
        running
    }
}

impl Running {
    fn new(grace: Duration) -> Self {
        Self { stop: watch::Sender::new(false), jobs: JoinSet::new(), grace }
    }

    fn job(&self, app: Arc<App>, options: JobOptions) -> Job {
        Job { app, options, stop: self.stop.subscribe() }
    }

    fn add_all_but_delivery(&mut self, job: &Job) {
        self.add("index", job, index::run);
        self.add("pools", job, pools::run);
        self.add("matches", job, matches::run);
        self.add("digests", job, digests::run);
        self.add("imports", job, imports::run);
        self.add("rounds", job, rounds::run);
        self.add("housekeeping", job, housekeeping::run);
    }

    fn add<F, W>(&mut self, name: &'static str, job: &Job, work: F)
    where
        F: Fn(Job) -> W + Send + 'static,
        W: Future<Output = Result<(), crate::app::work::WorkError>> + Send + 'static,
    {
        self.jobs.spawn(supervise(name, job.clone(), work));
    }

    /// Asks the jobs to stop, lets them finish what is under way for the grace, and ends what is left. What was cut
    /// short is done again when its lease ends.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let finished = timeout(self.grace, async { while self.jobs.join_next().await.is_some() {} }).await;
        if finished.is_err() {
            tracing::warn!(jobs.left = self.jobs.len(), "jobs were cut short");
            self.jobs.shutdown().await;
        }
    }
}

/// A task that ends with its owner.
#[derive(Debug)]
pub(super) struct Owned<T>(JoinHandle<T>);

impl<T> Owned<T> {
    pub(super) fn new(task: JoinHandle<T>) -> Self {
        Self(task)
    }

    pub(super) async fn join(&mut self) -> Result<T, tokio::task::JoinError> {
        (&mut self.0).await
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
