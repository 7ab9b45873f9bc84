//! The only place where everything meets: settings become parts, parts become a node that serves. The tests call it too.

mod assembly;
mod http;
mod presets;
mod request_span;
mod secrets;
mod senders;

pub use assembly::{Node, create_key, open, open_beside};
pub use presets::demo_settings;

/// A round as the API writes it: the command line writes the same.
pub use crate::api::rounds::view::WholeRoundView;

use crate::{
    app::App,
    domain::{
        clock::{Clock, SystemClock},
        entropy::{Entropy, SystemEntropy},
    },
    jobs::{Runner, Running},
    settings::Settings,
    store::StoreError,
};
use actix_web::dev::ServerHandle;
use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

/// Why a node does not start. The texts are for the one who starts it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// A file or directory of ours cannot be made or read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A setting makes no sense.
    #[error("setting {0}")]
    Setting(String),
    /// The store does not open.
    #[error("the store does not open: {0}")]
    Store(#[from] StoreError),
    /// The dictionaries are broken: a fault of the build.
    #[error("the dictionaries cannot be read: {0}")]
    Dictionaries(#[from] jobbridge_index::DictionaryError),
    /// The index does not open.
    #[error("the index does not open: {0}")]
    Index(#[from] jobbridge_index::OpenError),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Bind(SocketAddr, std::io::Error),
    /// A thread of ours ended early.
    #[error("starting was interrupted")]
    Interrupted,
}

/// A node that serves.
pub struct Server {
    /// The use cases, for the demo and for tests.
    pub app: Arc<App>,
    /// Where it listens.
    pub address: SocketAddr,
    handle: ServerHandle,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
    jobs: Running,
}

/// What a node takes from the world around it.
#[derive(Clone)]
pub struct Ambient {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
}

impl Default for Ambient {
    fn default() -> Self {
        Self { clock: Arc::new(SystemClock), entropy: Arc::new(SystemEntropy) }
    }
}

/// Starts a node: store, index, jobs, pages and API.
///
/// # Errors
/// Whatever keeps it from serving; nothing is left running then.
pub async fn start(settings: Settings) -> Result<Server, StartError> {
    start_in(settings, Ambient::default()).await
}

/// Starts a node in a world of the caller's making.
///
/// # Errors
/// As [`start`].
pub async fn start_in(settings: Settings, ambient: Ambient) -> Result<Server, StartError> {
    let (listener, address) = http::listen(settings.server.bind)?;
    let node = assembly::assemble(&settings, address, &ambient).await?;
    let senders = senders::build(&settings)?;
    let app = Arc::clone(&node.app);
    let server = http::serve(listener, &settings, Arc::clone(&app), &node.keys)?;
    let jobs = Runner::start(Arc::clone(&app), senders, assembly::job_options(&settings));
    let handle = server.handle();
    let serving = tokio::spawn(server);
    tracing::info!(address = %address, "serving");
    Ok(Server { app, address, handle, serving, jobs })
}

impl Server {
    /// Stops: no new requests, those under way get to finish, then the jobs, then the store.
    pub async fn stop(self) {
        self.handle.stop(true).await;
        if tokio::time::timeout(Duration::from_secs(60), self.serving).await.is_err() {
            tracing::warn!("requests were cut short");
        }
        self.jobs.stop().await;
        self.app.close().await;
        tracing::info!("stopped");
    }
}
