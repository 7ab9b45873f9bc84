//! `jobbridge demo`: a synthetic world that shows the whole service at work, by the same doors that everybody uses.

mod alerts;
mod directory;
mod load;
mod receiver;
mod state;
mod tour;
mod world;

use crate::{
    app::{App, keys::create_key_for, roster::RosterWriteError},
    domain::{party::Party, refusal::Refusal},
    server::{self, Ambient, Server, StartError},
};
use alerts::Told;
use directory::DemoDirectory;
use load::at;
use receiver::Receiver;
use state::{DemoState, Ids, Keys};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::signal::unix::{SignalKind, signal};
use world::World;

/// How the demo is started.
#[derive(Debug, Clone)]
pub struct DemoOptions {
    /// Where it keeps its data.
    pub data_dir: PathBuf,
    /// The port to serve on; 0 takes a free one.
    pub port: u16,
    /// Whether to start anew.
    pub reset: bool,
}

/// Why the demo does not run. The texts are for the one who starts it.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The directory has other things in it.
    #[error("{} is neither empty nor the directory of a demo; choose another with --data-dir", .0.display())]
    Foreign(PathBuf),
    /// Another demo uses the directory.
    #[error("another demo is running on {}", .0.display())]
    InUse(PathBuf),
    /// The directory or a file in it cannot be read or written.
    #[error("{}: {source}", .path.display())]
    Directory {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// demo.json is damaged.
    #[error("{} cannot be understood ({source}); start anew with --reset", .path.display())]
    State {
        /// Which.
        path: PathBuf,
        /// Why.
        source: serde_json::Error,
    },
    /// The settings cannot be read.
    #[error("the settings cannot be read: {0}")]
    Settings(#[from] config::ConfigError),
    /// The service does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A use case refused a part of the world.
    #[error("the world was refused: {0:?}")]
    Refused(Box<Refusal>),
    /// A part of the world did not fit.
    #[error("the world could not be loaded: {0}")]
    Loading(&'static str),
    /// A roster could not be written.
    #[error("a roster could not be written: {0}")]
    Roster(#[from] RosterWriteError),
    /// The receiver cannot listen.
    #[error("the webhook receiver cannot listen: {0}")]
    Receiver(io::Error),
    /// A webhook's secret is damaged.
    #[error("a webhook secret in demo.json is damaged; start anew with --reset")]
    Secret,
    /// The tour cannot be told.
    #[error("the tour cannot be told: {0}")]
    Tour(serde_json::Error),
    /// Signals cannot be waited for.
    #[error("signals cannot be waited for: {0}")]
    Signal(io::Error),
}

impl From<Refusal> for DemoError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

/// Runs the demo until it is interrupted.
///
/// # Errors
/// Whatever keeps it from running.
pub async fn run(options: DemoOptions) -> Result<(), DemoError> {
    // Listened for from the start, so that an interrupted load stops in order too.
    let mut terminate = signal(SignalKind::terminate()).map_err(DemoError::Signal)?;
    let directory = DemoDirectory::take(&options.data_dir, options.reset)?;
    let ambient = Ambient::default();
    let settings = server::demo_settings(directory.path(), options.port)?;
    let receiver = Receiver::start(Arc::clone(&ambient.clock))?;
    let server = server::start_in(settings, ambient).await?;
    let shown = tokio::select! {
        shown = show(&server, &receiver, directory.path()) => shown.map(|()| true),
        interrupted = tokio::signal::ctrl_c() => interrupted.map(|()| false).map_err(DemoError::Signal),
        _ = terminate.recv() => Ok(false),
    };
    let ended = match shown {
        Ok(true) => tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.map_err(DemoError::Signal),
            _ = terminate.recv() => Ok(()),
        },
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    server.stop().await;
    receiver.stop().await;
    ended
}

/// Makes the world or takes up the one of before, and tells where everything is.
async fn show(server: &Server, receiver: &Receiver, directory: &Path) -> Result<(), DemoError> {
    let base = format!("http://{}", server.address);
    let state = match DemoState::read(directory)? {
        Some(state) => {
            let state = DemoState { base, receiver: receiver.base.clone(), mail: mail(directory), ..state };
            trust(receiver, &state)?;
            alerts::point(&server.app, receiver, &state.webhooks).await?;
            state
        }
        None => {
            let state = make(&server.app, receiver, directory, base).await?;
            trust(receiver, &state)?;
            state
        }
    };
    state.write(directory)?;
    print(&tour::text(&state, server.app.today())?);
    Ok(())
}

fn trust(receiver: &Receiver, state: &DemoState) -> Result<(), DemoError> {
    state.webhooks.iter().try_for_each(|hook| receiver.trust(hook))
}

fn mail(directory: &Path) -> PathBuf {
    directory.join("mail")
}

async fn make(
    app: &Arc<App>,
    receiver: &Receiver,
    directory: &Path,
    base: String,
) -> Result<DemoState, DemoError> {
    let world = World::build(app.today());
    let loaded = load::load(app, &world, directory).await?;
    let (employer, employer_key) = at(&loaded.employers, 0)?.clone();
    let programme = at(&world.programmes, 0)?;
    let (school, school_key) = at(&loaded.schools, programme.home.unwrap_or(programme.partner))?.clone();
    let (partner, partner_key) = at(&loaded.schools, programme.partner)?.clone();
    let graduate = *at(&loaded.graduates, 0)?;
    let model = at(&at(&world.rosters, 0)?.rows, 0)?;
    let told = [
        Told { party: Party::Employer(employer), name: "employer", email: "alerts@employers.example" },
        Told { party: Party::School(school), name: "home-school", email: "alerts@schools.example" },
        Told { party: Party::School(partner), name: "partner-school", email: "alerts-east@schools.example" },
    ];
    let webhooks = alerts::tell(app, receiver, &told).await?;
    alerts::tell_at_once(app, &loaded).await?;
    Ok(DemoState {
        base,
        keys: Keys {
            operator: create_key_for(app, Party::Operator, "demo").await?.1,
            employer: employer_key,
            school: school_key,
            partner_school: partner_key,
            department: at(&loaded.departments, 0)?.clone(),
            graduate: create_key_for(app, Party::Graduate(graduate), "demo").await?.1,
        },
        ids: Ids {
            employer,
            school,
            partner_school: partner,
            programme: *at(&loaded.programmes, 0)?,
            graduate,
        },
        graduate_email: model.email.as_ref().map(|email| email.as_str().to_owned()).unwrap_or_default(),
        mail: mail(directory),
        receiver: receiver.base.clone(),
        webhooks,
    })
}

/// Prints to standard output, where the demo speaks to the one who tries it. Nobody listening is no fault.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
