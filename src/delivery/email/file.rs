//! Mails as files: one `.eml` per delivery in a directory, which any mail program opens.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tokio::time::Instant;

use super::super::attempt::{Attempt, Outcome, Reason};

/// Writes mails into a directory, which is made if it is missing.
#[derive(Debug, Clone)]
pub struct FileTransport {
    directory: PathBuf,
}

impl FileTransport {
    /// A transport that writes into `directory`.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    /// Writes the mail under its delivery's id: sending it again replaces the file by the same mail.
    pub(super) async fn send(&self, delivery_id: &str, mail: Vec<u8>) -> Attempt {
        let begun = Instant::now();
        let (directory, name) = (self.directory.clone(), format!("{delivery_id}.eml"));
        let written = tokio::task::spawn_blocking(move || write_durably(&directory, &name, &mail)).await;
        let outcome = match written {
            Ok(Ok(())) => Outcome::Delivered,
            Ok(Err(error)) => {
                tracing::warn!(error = %error, delivery.id = delivery_id, "mail file not written");
                Outcome::retry(Reason::Storage)
            }
            Err(_) => Outcome::retry(Reason::Storage),
        };
        Attempt { outcome, status: None, took: begun.elapsed(), excerpt: None }
    }
}

/// Whoever sees the file sees all of it, and a power cut after this does not take it away: written aside, synced,
/// renamed, and the directory synced too.
fn write_durably(directory: &Path, name: &str, mail: &[u8]) -> io::Result<()> {
    fs::create_dir_all(directory)?;
    let aside = directory.join(format!(".{name}.part"));
    let mut file = File::create(&aside)?;
    file.write_all(mail)?;
    file.sync_all()?;
    fs::rename(&aside, directory.join(name))?;
    File::open(directory)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[tokio::test]
    async fn a_mail_becomes_one_file_and_stays_one_when_sent_again() {
        let directory = tempfile::tempdir().unwrap();
        let inner = directory.path().join("mail");
        let transport = FileTransport::new(&inner);
        for text in ["first", "again"] {
            let attempt = transport.send("dlv_1", text.into()).await;
            assert_eq!(attempt.outcome, Outcome::Delivered);
        }
        assert_eq!(names(&inner), ["dlv_1.eml"]);
        assert_eq!(fs::read_to_string(inner.join("dlv_1.eml")).unwrap(), "again");
    }

    #[tokio::test]
    async fn a_directory_that_cannot_be_written_is_tried_again_later() {
        let directory = tempfile::tempdir().unwrap();
        let occupied = directory.path().join("mail");
        fs::write(&occupied, "a file where the directory should be").unwrap();
        let attempt = FileTransport::new(&occupied).send("dlv_1", b"mail".to_vec()).await;
        assert_eq!(attempt.outcome, Outcome::retry(Reason::Storage));
    }
}
