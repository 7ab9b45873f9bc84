//! What sends: the mailer and the webhook client, as the settings say.

use super::{StartError, assembly::webhook_policy};
use crate::{
    delivery::{
        email::{
            DkimSettings, DkimSigner, FileTransport, MailAddress, Mailer, SmtpSecurity, SmtpSettings,
            SmtpTransport, Transport,
        },
        webhook::{SystemLookup, Timeouts, WebhookClient},
    },
    jobs::Senders,
    settings::{self, EmailSettings, MailTransport, Settings},
};
use std::{sync::Arc, time::Duration};

pub(super) fn build(settings: &Settings) -> Result<Senders, StartError> {
    Ok(Senders { mailer: mailer(settings)?, webhooks: webhooks(settings)? })
}

fn webhooks(settings: &Settings) -> Result<WebhookClient, StartError> {
    let timeouts =
        Timeouts { total: Duration::from_secs(settings.webhooks.timeout_seconds), ..Timeouts::default() };
    WebhookClient::with(webhook_policy(settings), Arc::new(SystemLookup), timeouts)
        .map_err(|error| StartError::Setting(format!("webhooks: {error}")))
}

fn mailer(settings: &Settings) -> Result<Mailer, StartError> {
    let email = &settings.email;
    let transport = match email.transport {
        MailTransport::File => Transport::File(FileTransport::new(settings.path(&email.directory))),
        MailTransport::Smtp => Transport::Smtp(smtp(email)?),
    };
    let sender = sender(&email.from);
    Mailer::new(&sender, dkim(settings)?, transport)
        .map_err(|error| StartError::Setting(format!("email.from: {error}")))
}

fn smtp(email: &EmailSettings) -> Result<SmtpTransport, StartError> {
    let smtp = &email.smtp;
    let login = (!smtp.username.is_empty()).then(|| (smtp.username.clone(), smtp.password.clone()));
    SmtpTransport::new(&SmtpSettings {
        host: smtp.host.clone(),
        port: smtp.port,
        security: match smtp.security {
            settings::SmtpSecurity::Starttls => SmtpSecurity::StartTls,
            settings::SmtpSecurity::Tls => SmtpSecurity::Tls,
            settings::SmtpSecurity::None => SmtpSecurity::None,
        },
        credentials: login,
        hello_name: None,
        extra_root_pem: None,
        timeout: Duration::from_secs(email.timeout_seconds),
        max_connections: email.max_in_flight,
    })
    .map_err(|error| StartError::Setting(format!("email.smtp: {error}")))
}

/// `Name <address>` or an address alone.
fn sender(from: &str) -> MailAddress {
    match from.rsplit_once('<') {
        Some((name, rest)) => MailAddress {
            name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
            address: rest.trim_end().trim_end_matches('>').to_owned(),
        },
        None => MailAddress { name: None, address: from.trim().to_owned() },
    }
}

fn dkim(settings: &Settings) -> Result<Option<DkimSigner>, StartError> {
    let dkim = &settings.email.dkim;
    if dkim.key_file.is_empty() {
        return Ok(None);
    }
    let path = settings.path(dkim.key_file.as_ref());
    let key = std::fs::read_to_string(&path).map_err(|source| StartError::File { path, source })?;
    let wanted = DkimSettings {
        domain: dkim.domain.clone(),
        selector: dkim.selector.clone(),
        private_key: key.trim().into(),
    };
    let signer =
        DkimSigner::new(&wanted).map_err(|error| StartError::Setting(format!("email.dkim: {error}")))?;
    Ok(Some(signer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_read_with_and_without_a_name() {
        let named = sender("职桥 jobbridge <noreply@jobbridge.example>");
        assert_eq!(
            (named.name.as_deref(), named.address.as_str()),
            (Some("职桥 jobbridge"), "noreply@jobbridge.example")
        );
        assert_eq!(sender("noreply@jobbridge.example").name, None);
    }
}
