//! A real SMTP conversation: Python's aiosmtpd takes the mail, and dies with the test.

use super::mailbox::{Mail, Mailbox};
use serde_json::Value;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// How the sink answers from now on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mode {
    Accept,
    /// 451: try again later.
    Later,
    /// 550: never.
    Never,
    /// No answer after the final dot.
    Stall,
}

/// A mail server that keeps what it is given.
pub(crate) struct SmtpSink {
    directory: tempfile::TempDir,
    child: Child,
    pub(crate) port: u16,
}

impl SmtpSink {
    /// Starts it with `JOBBRIDGE_TEST_PYTHON`, or `python3`, which must have aiosmtpd.
    pub(crate) fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let python = env::var("JOBBRIDGE_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/support/smtp_sink.py");
        let mut command = Command::new(python);
        command.arg("-B").arg(script).arg(directory.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("the sink says its port; is aiosmtpd installed?");
        Self { directory, child, port }
    }

    pub(crate) fn mode(&self, mode: Mode) {
        let word = match mode {
            Mode::Accept => "accept",
            Mode::Later => "451",
            Mode::Never => "550",
            Mode::Stall => "stall",
        };
        let part = self.directory.path().join("mode.part");
        fs::write(&part, word).unwrap();
        fs::rename(part, self.directory.path().join("mode")).unwrap();
    }

    /// What it accepted.
    pub(crate) fn mailbox(&self) -> Mailbox {
        Mailbox::new(self.directory.path())
    }

    /// What it refused, oldest first.
    pub(crate) fn refused(&self) -> Vec<Mail> {
        self.files("refused").iter().map(|bytes| Mail::parse(bytes)).collect()
    }

    /// The envelope of everything that reached the final dot, oldest first.
    pub(crate) fn envelopes(&self) -> Vec<Value> {
        self.files("json").iter().map(|bytes| serde_json::from_slice(bytes).unwrap()).collect()
    }

    fn files(&self, ending: &str) -> Vec<Vec<u8>> {
        let mut paths: Vec<_> =
            fs::read_dir(self.directory.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
        paths.sort();
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
