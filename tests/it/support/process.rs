//! The real binary as a process of its own, to be killed.

use super::http::Client;
use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// The directory and the settings of one service; the process comes and goes.
pub(crate) struct Service {
    directory: tempfile::TempDir,
    config: PathBuf,
    environment: Vec<(String, String)>,
    pub(crate) client: Client,
}

/// A running process. Dropping it kills it.
pub(crate) struct Process(Child);

impl Service {
    /// Writes the settings: a free port, this database, quick batches, mail to files.
    pub(crate) fn new(database_url: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let port = free_port();
        let config = directory.path().join("jobbridge.toml");
        let text = format!(
            "data_dir = \"{}\"\n[server]\nbind = \"127.0.0.1:{port}\"\nworkers = 2\n[database]\nurl = \"{database_url}\"\n\
             [index]\ncommit_millis = 50\n[alerts]\npoll_millis = 50\n[logging]\nfilter = \"warn\"\n",
            directory.path().join("data").display()
        );
        fs::write(&config, text).unwrap();
        Self {
            directory,
            config,
            environment: Vec::new(),
            client: Client::new(&format!("http://127.0.0.1:{port}")),
        }
    }

    /// Where the service keeps its files.
    pub(crate) fn data(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    pub(crate) fn config(&self) -> &Path {
        &self.config
    }

    /// Sets a variable for the processes to come.
    pub(crate) fn environment(&mut self, name: &str, value: &str) {
        self.environment.push((name.to_owned(), value.to_owned()));
    }

    /// The first key of the operator, made by the command that is there for it.
    pub(crate) fn operator_key(&self) -> String {
        let printed = self.succeed(&["key", "operator"]);
        printed.split_whitespace().last().unwrap().to_owned()
    }

    /// Starts `serve` and waits until it is ready; says how long that took.
    pub(crate) async fn serve(&self) -> (Process, Duration) {
        let begun = Instant::now();
        let mut process = Process::start(self.command(&["serve"]));
        loop {
            if let Ok(answer) = self.client.get("/readyz").try_send().await
                && answer.status == 200
            {
                return (process, begun.elapsed());
            }
            if let Some(status) = process.0.try_wait().unwrap() {
                panic!("serve ended with {status}: {}", self.log());
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "not ready: {}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Starts `serve` and waits for nothing.
    pub(crate) fn start(&self) -> Process {
        Process::start(self.command(&["serve"]))
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap()
    }

    /// Runs a command that has to succeed; the answer is what it printed.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} ended with {}: {errors}", output.status);
        String::from_utf8(output.stdout).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let log = fs::File::options().create(true).append(true).open(self.log_path()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_jobbridge"));
        command.args(arguments).arg("--config").arg(&self.config).current_dir(self.directory.path());
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        command
    }

    fn log_path(&self) -> PathBuf {
        self.directory.path().join("log")
    }

    /// What the processes said so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.log_path()).unwrap_or_default()
    }
}

impl Process {
    /// `kill -9`: no goodbye, nothing flushed.
    pub(crate) fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Starts a command.
    pub(crate) fn start(mut command: Command) -> Self {
        Self(command.spawn().unwrap())
    }

    /// How it ended, if it did.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().unwrap()
    }

    /// The processor time it took so far.
    pub(crate) fn processor_time(&self) -> Duration {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.id())).unwrap();
        // Behind the name, which may hold anything and stands in brackets: the 14th and 15th field of all are user and
        // system time, in hundredths of a second.
        let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        let ticks: u64 = [fields[11], fields[12]].iter().map(|field| field.parse::<u64>().unwrap()).sum();
        Duration::from_millis(ticks * 10)
    }

    /// The most memory it ever had, in bytes.
    pub(crate) fn peak_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() * 1024
    }

    /// The process's number.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A port that nobody had a moment ago.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}
