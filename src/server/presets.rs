//! Settings for occasions.

use crate::settings::{MailTransport, Settings};
use config::ConfigError;
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

/// The settings of the demo: everything below one directory, on loopback alone, mail to files, webhooks to loopback
/// addresses allowed.
///
/// # Errors
/// A broken environment variable.
pub fn demo_settings(data_dir: &Path, port: u16) -> Result<Settings, ConfigError> {
    let mut settings = Settings::load(None)?;
    settings.data_dir = data_dir.to_owned();
    settings.server.bind = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    settings.server.public_url = String::new();
    settings.email.transport = MailTransport::File;
    settings.webhooks.allow_loopback = true;
    Ok(settings)
}
