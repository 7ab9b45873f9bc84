//! Settings: `config/default.toml`, then a file of one's own, then the environment. Only `main` and `server` read them.

use crate::domain::matching::Weights;
use config::{Config, ConfigError, Environment, File, FileFormat};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

/// The documented defaults, embedded: what the file says is what the program does.
pub const DEFAULTS: &str = include_str!("../config/default.toml");

/// Everything that can be set. The keys and their meaning stand in `config/default.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct Settings {
    pub data_dir: PathBuf,
    pub server: ServerSettings,
    pub database: DatabaseSettings,
    pub secrets: SecretSettings,
    pub index: IndexSettings,
    pub search: SearchSettings,
    pub imports: ImportSettings,
    pub matching: MatchingSettings,
    pub rounds: RoundSettings,
    pub alerts: AlertSettings,
    pub lifecycle: LifecycleSettings,
    pub seats: SeatSettings,
    pub email: EmailSettings,
    pub webhooks: WebhookSettings,
    pub logging: LoggingSettings,
}

/// How the service is reached.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct ServerSettings {
    pub bind: SocketAddr,
    pub public_url: String,
    pub body_limit: usize,
    pub import_limit: usize,
    pub workers: usize,
    pub shutdown_seconds: u64,
}

/// Where the truth is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct DatabaseSettings {
    pub url: SecretString,
    pub max_connections: u32,
}

/// The secret behind the derived keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct SecretSettings {
    pub key: SecretString,
}

/// The search index.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct IndexSettings {
    pub dir: PathBuf,
    pub writer_threads: usize,
    pub memory_mb: usize,
    pub commit_millis: u64,
    pub commit_changes: usize,
}

/// How searches are answered.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct SearchSettings {
    pub per_employer: usize,
    pub personal_window: usize,
    pub personal_share: f64,
}

/// Files of vacancies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct ImportSettings {
    pub spool: PathBuf,
    pub max_bytes: u64,
    pub max_rows: u32,
    pub max_atomic_rows: u32,
    pub max_unpacked: u64,
}

/// How graduates and vacancies are weighed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct MatchingSettings {
    pub weights: Weights,
}

/// Placement rounds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct RoundSettings {
    pub pairs_at_once: u64,
}

/// Who is alerted.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct AlertSettings {
    pub threshold: f64,
    pub candidates: usize,
    pub poll_millis: u64,
}

/// What time does to vacancies and employers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct LifecycleSettings {
    pub renewal_days: u32,
    pub poll_millis: u64,
}

/// Seats and offers.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct SeatSettings {
    pub partnership_days: u32,
    pub offer_days: u32,
}

/// How mail leaves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct EmailSettings {
    pub transport: MailTransport,
    pub directory: PathBuf,
    pub from: String,
    pub unsubscribe_mailto: String,
    pub max_in_flight: usize,
    pub max_per_domain: usize,
    pub timeout_seconds: u64,
    pub smtp: SmtpSettings,
    pub dkim: DkimSettings,
}

/// Where mail goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each value is documented in config/default.toml")]
pub enum MailTransport {
    File,
    Smtp,
}

/// The mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    pub security: SmtpSecurity,
    pub username: String,
    pub password: SecretString,
}

/// How the conversation with the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each value is documented in config/default.toml")]
pub enum SmtpSecurity {
    Starttls,
    Tls,
    None,
}

/// The signature on mails.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct DkimSettings {
    pub selector: String,
    pub domain: String,
    pub key_file: String,
}

/// How webhooks leave.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct WebhookSettings {
    pub allow_loopback: bool,
    pub timeout_seconds: u64,
    pub max_in_flight: usize,
    pub max_per_endpoint: usize,
}

/// What is logged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each key is documented in config/default.toml")]
pub struct LoggingSettings {
    pub filter: String,
    pub json: bool,
}

impl Settings {
    /// Reads the settings: the defaults, then `file` if given, then the environment.
    ///
    /// # Errors
    /// A file that is missing or no TOML, an unknown key, or a value of the wrong type.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut layers = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        if let Some(path) = file {
            layers = layers.add_source(File::from(path).format(FileFormat::Toml));
        }
        let environment = Environment::with_prefix("JOBBRIDGE").prefix_separator("__").separator("__");
        layers.add_source(environment.try_parsing(true)).build()?.try_deserialize()
    }

    /// A path below `data_dir`, unless it is absolute.
    pub fn path(&self, relative: &Path) -> PathBuf {
        self.data_dir.join(relative)
    }

    /// The database to use: the one set, or the file in `data_dir`.
    pub fn database_url(&self) -> String {
        match self.database.url.expose_secret() {
            "" => format!("sqlite://{}", self.data_dir.join("jobbridge.db").display()),
            url => url.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_defaults_are_complete_and_known() {
        let settings = Settings::load(None).unwrap();
        assert_eq!(settings.server.bind.port(), 8080);
        assert!(settings.database_url().starts_with("sqlite://data"));
    }

    #[test]
    fn a_file_overrides_and_an_unknown_key_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("own.toml");
        std::fs::write(&file, "[server]\nbind = \"127.0.0.1:1234\"\n").unwrap();
        assert_eq!(Settings::load(Some(&file)).unwrap().server.bind.port(), 1234);
        std::fs::write(&file, "[server]\nbnid = \"127.0.0.1:1234\"\n").unwrap();
        assert!(Settings::load(Some(&file)).is_err());
        assert!(Settings::load(Some(&directory.path().join("missing.toml"))).is_err());
    }
}
