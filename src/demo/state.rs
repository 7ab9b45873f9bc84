//! `demo.json`: what the demo made, for those who try it and for the next run. It holds keys, so it is the owner's alone.

use super::{DemoError, directory::STATE};
use crate::domain::{
    ids::{EmployerId, GraduateId, ProgrammeId, SchoolId, WebhookId},
    party::Party,
};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// What the demo made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct DemoState {
    /// Where it is served now.
    pub(super) base: String,
    /// One key per role.
    pub(super) keys: Keys,
    /// Whose keys they are.
    pub(super) ids: Ids,
    /// The graduate's address, to sign in with.
    pub(super) graduate_email: String,
    /// Where mails are put.
    pub(super) mail: PathBuf,
    /// Where the receiver shows what it got.
    pub(super) receiver: String,
    /// The endpoints that tell the receiver.
    pub(super) webhooks: Vec<Hook>,
}

/// One key per role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the key of its role")]
pub(super) struct Keys {
    pub(super) operator: String,
    pub(super) employer: String,
    pub(super) school: String,
    pub(super) partner_school: String,
    pub(super) department: String,
    pub(super) graduate: String,
}

/// The demo's own employer, schools, programme and graduate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the identifier of what it is called")]
pub(super) struct Ids {
    pub(super) employer: EmployerId,
    pub(super) school: SchoolId,
    pub(super) partner_school: SchoolId,
    pub(super) programme: ProgrammeId,
    pub(super) graduate: GraduateId,
}

/// An endpoint of the demo's receiver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Hook {
    /// Its identifier.
    pub(super) id: WebhookId,
    /// Whose it is.
    pub(super) owner: Party,
    /// What the owner is called on the receiver's lines, and the path.
    pub(super) name: String,
    /// With what its messages are signed.
    pub(super) secret: String,
}

impl DemoState {
    /// What an earlier run made, if it finished making it.
    ///
    /// # Errors
    /// A file that cannot be read or understood.
    pub(super) fn read(directory: &Path) -> Result<Option<Self>, DemoError> {
        let path = directory.join(STATE);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            read => read.map_err(|source| DemoError::Directory { path: path.clone(), source })?,
        };
        serde_json::from_str(&text).map(Some).map_err(|source| DemoError::State { path, source })
    }

    /// Writes it: whoever sees the file sees all of it.
    ///
    /// # Errors
    /// A directory that cannot be written.
    pub(super) fn write(&self, directory: &Path) -> Result<(), DemoError> {
        let path = directory.join(STATE);
        let text = serde_json::to_string_pretty(self)
            .map_err(|source| DemoError::State { path: path.clone(), source })?;
        replace(directory, &path, &text).map_err(|source| DemoError::Directory { path, source })
    }
}

fn replace(directory: &Path, path: &Path, text: &str) -> io::Result<()> {
    let aside = directory.join(".demo.json.part");
    // An older one could be open to others; a new file is not.
    match fs::remove_file(&aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(&aside)?;
    writeln!(file, "{text}")?;
    file.sync_all()?;
    fs::rename(&aside, path)?;
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{clock::SystemClock, entropy::SeededEntropy};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_state_is_the_owners_alone_and_reads_back() {
        let (clock, entropy) = (SystemClock, SeededEntropy::new(1));
        let text = |text: &str| text.to_owned();
        let employer = EmployerId::new(&clock, &entropy);
        let state = DemoState {
            base: text("http://127.0.0.1:8080"),
            keys: Keys {
                operator: text("1"),
                employer: text("2"),
                school: text("3"),
                partner_school: text("4"),
                department: text("5"),
                graduate: text("6"),
            },
            ids: Ids {
                employer,
                school: SchoolId::new(&clock, &entropy),
                partner_school: SchoolId::new(&clock, &entropy),
                programme: ProgrammeId::new(&clock, &entropy),
                graduate: GraduateId::new(&clock, &entropy),
            },
            graduate_email: text("gra0001@graduates.example"),
            mail: PathBuf::from("mail"),
            receiver: text("http://127.0.0.1:1"),
            webhooks: vec![Hook {
                id: WebhookId::new(&clock, &entropy),
                owner: Party::Employer(employer),
                name: text("employer"),
                secret: text("whsec_"),
            }],
        };
        let home = tempfile::tempdir().unwrap();
        assert_eq!(DemoState::read(home.path()).unwrap(), None);
        for _ in 0..2 {
            state.write(home.path()).unwrap();
        }
        assert_eq!(DemoState::read(home.path()).unwrap(), Some(state));
        let mode = fs::metadata(home.path().join(STATE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
