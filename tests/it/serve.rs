//! `serve`: settings from a file and the environment, one writer per index, and a stop that finishes what is under way.

use crate::support::{
    TestDatabase, World,
    http::Client,
    on_both_databases,
    process::{Service, free_port},
    world::vacancy,
};
use std::{process::Command, time::Duration};

on_both_databases!(what_was_posted_is_there_after_a_stop);

async fn what_was_posted_is_there_after_a_stop(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let posted =
        service.client.post("/v1/vacancies").key(&world.employer.key).json(&vacancy("SZ-1", "数控车工"));
    let posted = posted.expect(201).await;
    let status = terminate(process).await;
    assert!(status.success(), "{status}: {}", service.log());

    let (process, _) = service.serve().await;
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    let read = service.client.get(&path).expect(200).await;
    assert_eq!(read["title"], "数控车工");
    process.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_wins_over_the_file() {
    let mut service = Service::new("");
    let port = free_port();
    service.environment("JOBBRIDGE__SERVER__BIND", &format!("127.0.0.1:{port}"));
    service.client = Client::new(&format!("http://127.0.0.1:{port}"));
    let (process, _) = service.serve().await;
    service.client.get("/healthz").expect(200).await;
    process.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_names_requests_and_never_what_is_secret_in_them() {
    let mut service = Service::new("");
    service.environment("JOBBRIDGE__LOGGING__FILTER", "trace");
    let (process, _) = service.serve().await;
    for path in ["/sign-in/topsecrettoken", "/unsubscribe/topsecrettoken", "/search?q=topsecrettoken"] {
        service.client.get(path).send().await;
    }
    let request = service.client.get("/v1/search/vacancies?q=topsecrettoken");
    let answer = request.header("x-request-id", "req-of-a-caller").key("jb_topsecrettoken").send().await;
    assert_eq!(answer.header("x-request-id"), Some("req-of-a-caller"));
    process.kill();
    let log = service.log();
    assert!(log.contains("/sign-in/{token}") && log.contains("/unsubscribe/{token}"), "{log}");
    assert!(log.contains("req-of-a-caller") && log.contains("/v1/search/vacancies"), "{log}");
    let leak = log.lines().find(|line| line.contains("topsecrettoken"));
    assert_eq!(leak, None);
}

#[test]
fn an_unknown_setting_is_refused_by_name() {
    let service = Service::new("");
    let text = std::fs::read_to_string(service.config()).unwrap().replace("bind =", "bnid =");
    std::fs::write(service.config(), text).unwrap();
    let output = service.run(&["serve"]);
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("bnid"), "{errors}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_on_the_same_index_is_refused_and_harms_nothing() {
    let mut service = Service::new("");
    let (process, _) = service.serve().await;
    service.environment("JOBBRIDGE__SERVER__BIND", &format!("127.0.0.1:{}", free_port()));
    let output = service.run(&["serve"]);
    assert!(!output.status.success());
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(errors.contains("index"), "{errors}");
    service.client.get("/readyz").expect(200).await;
    process.kill();
}

/// Asks a process to stop, as a service manager does, and waits until it has.
async fn terminate(mut process: crate::support::process::Process) -> std::process::ExitStatus {
    let sent = Command::new("kill").args(["-TERM", &process.id().to_string()]).status().unwrap();
    assert!(sent.success());
    crate::support::wait_for("end of the process", Duration::from_secs(15), async || process.ended()).await
}
