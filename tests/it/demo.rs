//! `jobbridge demo`, the README's first command: a world to look at, a tour that works when pasted, and the same world
//! again the next day.

use crate::support::{
    http::Client,
    process::{Process, free_port},
    wait_for,
    world::vacancy,
};
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

const ROLES: [&str; 5] = ["operator", "employer", "school", "department", "graduate"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_shows_the_service_continues_and_starts_anew() {
    let home = tempfile::tempdir().unwrap();
    let (process, client, first) = demo(home.path(), &[]).await;
    shows_the_service(&client, &first).await;
    takes_the_tour(home.path());
    let key = key(&first, "employer");
    client.post("/v1/vacancies").key(key).json(&vacancy("DEMO-1", "样例数控车工岗")).expect(201).await;
    process.kill();

    let (process, client, second) = demo(home.path(), &[]).await;
    assert_eq!(second["keys"], first["keys"], "a second run continues");
    assert_eq!(posted(&client, &second).await, 1);
    process.kill();

    let (process, client, third) = demo(home.path(), &["--reset"]).await;
    assert_ne!(third["keys"], first["keys"], "--reset starts anew");
    assert_eq!(posted(&client, &third).await, 0);
    process.kill();
}

async fn shows_the_service(client: &Client, demo: &Value) {
    for role in ROLES {
        assert!(!key(demo, role).is_empty(), "{role} has a key");
    }
    let found = client.get("/v1/search/vacancies?facets=occupation").expect(200).await;
    assert!(
        found["total"].as_u64().unwrap() >= 350,
        "400 vacancies, and most of them public: {}",
        found["total"]
    );
    let employers = client.get("/v1/employers?limit=100").key(key(demo, "operator")).expect(200).await;
    let employers = employers["items"].as_array().unwrap();
    assert!(employers.len() >= 12);
    assert!(employers.iter().all(|employer| employer["synthetic"] == true), "all of it is marked as made up");
    let graduates = client.get("/v1/graduates?limit=100").key(key(demo, "school")).expect(200).await;
    let graduate = graduates["items"][0]["id"].as_str().unwrap();
    let matches =
        client.get(&format!("/v1/graduates/{graduate}/matches")).key(key(demo, "school")).expect(200).await;
    assert!(matches["items"].is_array(), "{matches}");
}

/// Runs the printed lines as they stand.
fn takes_the_tour(home: &Path) {
    let printed = fs::read_to_string(home.join("log")).unwrap();
    let tour: Vec<_> = printed.lines().map(str::trim).filter(|line| line.starts_with("curl")).collect();
    assert!(tour.len() >= 3, "a tour of three lines: {printed}");
    for line in tour {
        let output = Command::new("bash").args(["-c", line]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!text.is_empty() && !text.contains("\"status\":4"), "{line}: {text}");
    }
}

/// How many of the test's own vacancies the employer has.
async fn posted(client: &Client, demo: &Value) -> usize {
    let found = client.get("/v1/vacancies?limit=100").key(key(demo, "employer")).expect(200).await;
    found["items"].as_array().unwrap().iter().filter(|item| item["reference"] == "DEMO-1").count()
}

fn key<'a>(demo: &'a Value, role: &str) -> &'a str {
    demo["keys"][role].as_str().unwrap_or_default()
}

/// Starts the demo and waits until it can be used; the answer is its `demo.json`.
async fn demo(home: &Path, options: &[&str]) -> (Process, Client, Value) {
    let port = free_port();
    let data: PathBuf = home.join("data");
    let log = fs::File::create(home.join("log")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobbridge"));
    command.arg("demo").arg("--data-dir").arg(&data).args(["--port", &port.to_string()]).args(options);
    command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
    let mut process = Process::start(command);
    let client = Client::new(&format!("http://127.0.0.1:{port}"));
    let demo = wait_for("demo", Duration::from_secs(240), async || {
        let log = || fs::read_to_string(home.join("log")).unwrap();
        assert!(process.ended().is_none(), "the demo ended: {}", log());
        let text = fs::read_to_string(data.join("demo.json")).ok()?;
        let answer = client.get("/readyz").try_send().await.ok()?;
        // An earlier run's file names an earlier port.
        let state = serde_json::from_str::<Value>(&text).unwrap();
        (answer.status == 200 && log().contains("curl") && state["base"] == client.url("")).then_some(state)
    })
    .await;
    assert_eq!(demo["base"], client.url(""));
    (process, client, demo)
}
