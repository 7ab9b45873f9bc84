//! Logs and metrics of the process.

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use tracing_subscriber::{EnvFilter, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// What is capped whatever the filter says: lettre logs whole conversations, addresses included, below `info`.
const CAPS: [&str; 4] = ["lettre=info", "hyper=info", "sqlx=warn", "sea_orm_migration=warn"];

/// Starts logging to standard error. A filter that cannot be read falls back to `info`, and says so.
pub fn start_logging(filter: &str, json: bool) {
    let (parsed, fault) = match EnvFilter::try_new(filter) {
        Ok(parsed) => (parsed, None),
        Err(error) => (EnvFilter::new("info"), Some(error)),
    };
    let capped = CAPS.iter().filter_map(|cap| cap.parse().ok()).fold(parsed, EnvFilter::add_directive);
    let registry = tracing_subscriber::registry().with(capped);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    // A second start, as in tests that run several servers in one process, keeps the first.
    let _ = if json { registry.with(lines.json()).try_init() } else { registry.with(lines).try_init() };
    if let Some(error) = fault {
        tracing::warn!(error = %error, "the logging filter cannot be read, using info");
    }
}

/// The process's metrics in Prometheus's text form.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(|| PrometheusBuilder::new().install_recorder().ok()).as_ref()
}
