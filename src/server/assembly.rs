//! Settings become parts: directories, keys, store, dictionaries, index, use cases.

use super::{Ambient, StartError, secrets};
use crate::{
    app::{
        App, Policy, keys::make_key, rounds::RoundPolicy, search::SearchPolicy,
        vacancies::work_out_fingerprints, vacancy_imports::ImportPolicy,
    },
    delivery::webhook::{Endpoint, WebhookPolicy},
    domain::{api_key::ApiKey, party::Party},
    jobs::JobOptions,
    settings::{SearchSettings, Settings},
    store::{Store, StoreOptions},
};
use jobbridge_index::{IndexOptions, OpenIndex, SearchIndex, Vocabulary};
use std::{fs, net::SocketAddr, path::Path, sync::Arc, time::Duration};

/// Raised whenever documents are mapped otherwise than before: an older index is then made anew.
const DOCUMENTS_VERSION: u32 = 1;
/// Changes waiting for the index beyond which the node says it is not ready.
const READY_LAG: u64 = 5_000;
/// For how long a worker has a delivery to itself, beyond the longest send.
const LEASE_BEYOND_SEND: Duration = Duration::from_secs(30);

/// The parts of a node without its jobs and its door.
pub struct Node {
    /// The use cases.
    pub app: Arc<App>,
    pub(super) keys: secrets::Keys,
}

/// Opens a node's parts without serving, for the commands that work on the data.
///
/// # Errors
/// Whatever keeps them from opening.
pub async fn open(settings: &Settings) -> Result<Node, StartError> {
    assemble(settings, settings.server.bind, &Ambient::default()).await
}

/// Opens a node's parts beside a node that serves from the same data: with an empty index of its own in a directory
/// that goes with it. What is written is found once the other node has indexed it.
///
/// # Errors
/// Whatever keeps them from opening.
pub async fn open_beside(settings: &Settings) -> Result<(Node, tempfile::TempDir), StartError> {
    let fault = |source| StartError::File { path: settings.data_dir.clone(), source };
    fs::create_dir_all(&settings.data_dir).map_err(fault)?;
    let directory = tempfile::tempdir_in(&settings.data_dir).map_err(fault)?;
    let mut settings = settings.clone();
    settings.index.dir = std::path::absolute(directory.path()).map_err(fault)?;
    Ok((open(&settings).await?, directory))
}

pub(super) async fn assemble(
    settings: &Settings,
    address: SocketAddr,
    ambient: &Ambient,
) -> Result<Node, StartError> {
    let keys = prepare(settings, ambient)?;
    let weights = settings.matching.weights.clone();
    weights.check().map_err(|error| StartError::Setting(format!("matching.weights: {error}")))?;
    let store = open_store(settings, &keys, ambient).await?;
    let (words, index) = open_index(settings).await?;
    let policy = Policy {
        public_url: public_url(settings, address),
        weights,
        alert_threshold: settings.alerts.threshold,
        candidates: settings.alerts.candidates,
        link_key: keys.links.clone(),
        imports: import_policy(settings)?,
        search: search_policy(settings)?,
        rounds: RoundPolicy { pairs_at_once: settings.rounds.pairs_at_once },
        ready_lag: READY_LAG,
        renewal_days: settings.lifecycle.renewal_days,
        partnership_days: settings.seats.partnership_days,
        offer_days: settings.seats.offer_days,
    };
    let guard = webhook_policy(settings);
    let judge =
        move |url: &str| Endpoint::parse(url, &guard).map(|_| ()).map_err(|refused| refused.to_string());
    let ambient = (Arc::clone(&ambient.clock), Arc::clone(&ambient.entropy));
    let app = Arc::new(App::new(store, index, words, ambient, policy, Box::new(judge)));
    let worked_out = work_out_fingerprints(&app).await?;
    if worked_out > 0 {
        tracing::info!(vacancies = worked_out, "worked out fingerprints of older vacancies");
    }
    Ok(Node { app, keys })
}

/// What is allowed of imports; the spool is made where it is not there.
fn import_policy(settings: &Settings) -> Result<ImportPolicy, StartError> {
    let imports = &settings.imports;
    let spool = settings.path(&imports.spool);
    fs::create_dir_all(&spool).map_err(|source| StartError::File { path: spool.clone(), source })?;
    Ok(ImportPolicy {
        spool,
        max_bytes: imports.max_bytes,
        max_rows: imports.max_rows,
        max_atomic_rows: imports.max_atomic_rows,
        max_unpacked: imports.max_unpacked,
    })
}

fn search_policy(settings: &Settings) -> Result<SearchPolicy, StartError> {
    let SearchSettings { per_employer, personal_window, personal_share } = settings.search;
    if !(0.0..=1.0).contains(&personal_share) {
        return Err(StartError::Setting("search.personal_share must be from 0 to 1".into()));
    }
    if !(1..=1000).contains(&personal_window) {
        return Err(StartError::Setting("search.personal_window must be from 1 to 1000".into()));
    }
    Ok(SearchPolicy { per_employer, personal_window, personal_share })
}

fn prepare(settings: &Settings, ambient: &Ambient) -> Result<secrets::Keys, StartError> {
    let fault = |source| StartError::File { path: settings.data_dir.clone(), source };
    fs::create_dir_all(&settings.data_dir).map_err(fault)?;
    secrets::keys(&settings.secrets.key, &settings.data_dir, &*ambient.entropy)
}

async fn open_store(
    settings: &Settings,
    keys: &secrets::Keys,
    ambient: &Ambient,
) -> Result<Store, StartError> {
    Ok(Store::connect(StoreOptions {
        url: settings.database_url(),
        key: keys.store.clone(),
        max_connections: settings.database.max_connections,
        clock: Arc::clone(&ambient.clock),
        entropy: Arc::clone(&ambient.entropy),
    })
    .await?)
}

/// Makes an API key with the store alone, so that it works beside a node that serves. The second text is the key
/// itself, which is kept nowhere.
///
/// # Errors
/// Whatever keeps the store from opening or writing.
pub async fn create_key(
    settings: &Settings,
    party: Party,
    label: &str,
) -> Result<(ApiKey, String), StartError> {
    let ambient = Ambient::default();
    let store = open_store(settings, &prepare(settings, &ambient)?, &ambient).await?;
    let (key, text) = make_key(&*ambient.clock, &*ambient.entropy, party, label);
    let kept = key.clone();
    store.write(|tx| async move { tx.insert_key(&kept).await }).await?;
    store.close().await;
    Ok((key, text))
}

/// Which endpoints webhooks may go to.
pub(super) fn webhook_policy(settings: &Settings) -> WebhookPolicy {
    if settings.webhooks.allow_loopback { WebhookPolicy::LOOPBACK } else { WebhookPolicy::default() }
}

/// How the jobs of the node run.
pub(super) fn job_options(settings: &Settings) -> JobOptions {
    let longest_send = settings.email.timeout_seconds.max(settings.webhooks.timeout_seconds);
    let mailbox = settings.email.unsubscribe_mailto.trim();
    JobOptions {
        commit_interval: Duration::from_millis(settings.index.commit_millis),
        commit_changes: settings.index.commit_changes,
        poll: Duration::from_millis(settings.alerts.poll_millis),
        keep_house: Duration::from_millis(settings.lifecycle.poll_millis),
        max_in_flight_mail: settings.email.max_in_flight,
        max_in_flight_webhooks: settings.webhooks.max_in_flight,
        max_per_domain: settings.email.max_per_domain,
        max_per_endpoint: settings.webhooks.max_per_endpoint,
        lease: Duration::from_secs(longest_send) + LEASE_BEYOND_SEND,
        unsubscribe_mailbox: (!mailbox.is_empty()).then(|| mailbox.to_owned()),
        grace: Duration::from_secs(settings.server.shutdown_seconds),
    }
}

/// Dictionaries and index are read from files: on a thread for such work.
async fn open_index(settings: &Settings) -> Result<(Arc<Vocabulary>, Arc<SearchIndex>), StartError> {
    let directory = settings.path(&settings.index.dir);
    let options = IndexOptions {
        writer_threads: settings.index.writer_threads,
        memory_mb: settings.index.memory_mb,
        schema_version: DOCUMENTS_VERSION,
    };
    let task = tokio::task::spawn_blocking(move || open_files(&directory, &options));
    task.await.map_err(|_| StartError::Interrupted)?
}

fn open_files(
    directory: &Path,
    options: &IndexOptions,
) -> Result<(Arc<Vocabulary>, Arc<SearchIndex>), StartError> {
    let words = Arc::new(Vocabulary::load()?);
    let OpenIndex { index, set_aside, .. } = SearchIndex::open(directory, Arc::clone(&words), options)?;
    if let Some(path) = set_aside {
        tracing::warn!(path = %path.display(), "a damaged index was set aside and is made anew");
    }
    Ok((words, Arc::new(index)))
}

/// How people reach the node: as set, or by its address.
fn public_url(settings: &Settings, address: SocketAddr) -> String {
    match settings.server.public_url.trim_end_matches('/') {
        "" => format!("http://{address}"),
        url => url.to_owned(),
    }
}
