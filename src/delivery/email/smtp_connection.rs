//! Opening a conversation with the mail server: TCP, TLS, who we are.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpStream;

/// How the way to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// Plain at first, then TLS or nothing (usually port 587).
    StartTls,
    /// TLS from the first byte (usually port 465).
    Tls,
    /// No protection: only to a server on this machine.
    None,
}

/// The mail server and how to talk to it.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name, which its certificate has to carry.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is protected.
    pub security: SmtpSecurity,
    /// User and password, if it wants to know.
    pub credentials: Option<(String, SecretString)>,
    /// How we introduce ourselves; this machine's name if `None`.
    pub hello_name: Option<String>,
    /// PEM of a certificate authority of one's own, trusted beside those of the system.
    pub extra_root_pem: Option<Vec<u8>>,
    /// For one whole send, opening a connection included.
    pub timeout: Duration,
    /// How many conversations at once; one carries about twenty mails a second.
    pub max_connections: usize,
}

/// Settings with which no mail server can be talked to.
#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    /// Mails and the password would travel unprotected.
    #[error("a mail server without tls has to be on this machine")]
    PlainButRemote,
    /// Not one conversation allowed.
    #[error("max_connections is 0")]
    NoConnections,
    /// The certificate authority cannot be read.
    #[error("the mail server's certificate authority cannot be read")]
    Certificate,
    /// TLS cannot be set up.
    #[error("tls to the mail server cannot be set up")]
    Tls,
}

/// Opens conversations, all in the same way.
pub(super) struct Opener {
    host: String,
    port: u16,
    security: SmtpSecurity,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    hello_name: ClientId,
}

/// An error while opening: of the network, or of the conversation.
pub(super) enum OpenError {
    /// No TCP connection.
    Tcp,
    /// What lettre says.
    Smtp(Error),
}

impl From<Error> for OpenError {
    fn from(error: Error) -> Self {
        Self::Smtp(error)
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opener").field("host", &self.host).field("port", &self.port).finish_non_exhaustive()
    }
}

impl Opener {
    pub(super) fn new(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        if settings.security == SmtpSecurity::None && !is_this_machine(&settings.host) {
            return Err(SmtpError::PlainButRemote);
        }
        let tls = match settings.security {
            SmtpSecurity::None => None,
            SmtpSecurity::StartTls | SmtpSecurity::Tls => Some(tls_parameters(settings)?),
        };
        let credentials = settings
            .credentials
            .as_ref()
            .map(|(user, password)| Credentials::new(user.clone(), password.expose_secret().to_owned()));
        let hello_name = settings.hello_name.clone().map_or_else(ClientId::default, ClientId::Domain);
        let (host, port, security) = (settings.host.clone(), settings.port, settings.security);
        Ok(Self { host, port, security, tls, credentials, hello_name })
    }

    /// Connects, secures and logs in.
    pub(super) async fn open(&self) -> Result<AsyncSmtpConnection, OpenError> {
        let mut connection = match (&self.tls, self.security) {
            (Some(tls), SmtpSecurity::Tls) => {
                let server = (self.host.as_str(), self.port);
                let tls = Some(tls.clone());
                AsyncSmtpConnection::connect_tokio1(server, None, &self.hello_name, tls, None).await?
            }
            _ => self.open_plain().await?,
        };
        if let (Some(tls), SmtpSecurity::StartTls) = (&self.tls, self.security) {
            connection.starttls(tls.clone(), &self.hello_name).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    /// A connection of our own making: lettre leaves Nagle's algorithm on, and a mail is many small writes.
    async fn open_plain(&self) -> Result<AsyncSmtpConnection, OpenError> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await.map_err(|_| OpenError::Tcp)?;
        stream.set_nodelay(true).map_err(|_| OpenError::Tcp)?;
        Ok(AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello_name).await?)
    }
}

fn tls_parameters(settings: &SmtpSettings) -> Result<TlsParameters, SmtpError> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.extra_root_pem {
        let root = Certificate::from_pem(pem).map_err(|_| SmtpError::Certificate)?;
        builder = builder.add_root_certificate(root);
    }
    builder.build_rustls().map_err(|_| SmtpError::Tls)
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}
