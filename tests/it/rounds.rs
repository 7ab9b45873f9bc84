//! `jobbridge round`, run as a command.

use crate::support::{TestDatabase, World, on_both_databases, process::Service, world::vacancy};
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

on_both_databases!(a_round_of_the_store_is_tried_out_beside_a_node_that_serves);

/// Instances with both answers, as two other implementations agreed.
const KNOWN: &str = include_str!("../fixtures/hospital_residents.jsonl");

fn round(file: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobbridge"));
    command.args(["round", "--instances", file]);
    command
}

fn decide(instances: &[u8]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("instances.jsonl");
    std::fs::write(&file, instances).unwrap();
    round(file.to_str().unwrap()).output().unwrap()
}

/// The answers that are known, as the command writes them.
fn known() -> String {
    let lines = KNOWN.lines().map(|line| {
        let (id, _) = line.split_once(", \"residents\"").unwrap();
        let (_, answers) = line.split_once("\"resident_optimal\"").unwrap();
        format!("{id}, \"resident_optimal\"{answers}\n")
    });
    lines.collect()
}

#[test]
fn known_instances_are_answered_to_the_letter() {
    let output = decide(KNOWN.as_bytes());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), known());
    assert_eq!(known().lines().count(), 150);
}

#[test]
fn standard_input_is_read_too_and_an_empty_file_is_answered_with_nothing() {
    let mut child = round("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let line = "\u{feff}\n{\"id\": \"甲\", \"residents\": {}, \"hospitals\": {}}";
    child.stdin.take().unwrap().write_all(line.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answer = "{\"id\": \"甲\", \"resident_optimal\": {}, \"hospital_optimal\": {}}\n";
    assert_eq!(String::from_utf8(output.stdout).unwrap(), answer);
    let nothing = decide(b"");
    assert!(nothing.status.success() && nothing.stdout.is_empty());
}

#[test]
fn faulty_lines_are_told_by_number_and_the_others_answered() {
    let good =
        r#"{"id": 9, "residents": {"a": ["h"]}, "hospitals": {"h": {"capacity": 1, "preferences": ["a"]}}}"#;
    let faulty = [
        &br#"{"id": 1, "residents": {"a": ["z"]}, "hospitals": {}}"#[..],
        br#"{"id": 2, "residents": {"a": []}, "hospitals": {"h": {"capacity": 1, "preferences": ["a", "a"]}}}"#,
        br#"{"id": 3, "residents": {}, "hospitals": {"h": {"capacity": -1, "preferences": []}}}"#,
        b"{\"id\": 4, \"residents\"",
        b"\"\xff\"",
    ];
    let mut instances = faulty.join(&b'\n');
    instances.extend(format!("\r\n\r\n{good}\r\n").into_bytes());
    let output = decide(&instances);
    assert_eq!(output.status.code(), Some(1));
    let answer = r#"{"id": 9, "resident_optimal": {"a": "h"}, "hospital_optimal": {"a": "h"}}"#;
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{answer}\n"));
    let told = String::from_utf8(output.stderr).unwrap();
    for said in [
        "line 1: the list of resident \"a\" names \"z\", which is no hospital of this instance\n",
        "line 2: the list of hospital \"h\" names \"a\" twice\n",
        "line 3: not an instance: ",
        "line 4: not an instance: ",
        "line 5: not UTF-8\n",
        "5 lines were not decided",
    ] {
        assert!(told.contains(said), "{said:?} in {told}");
    }
    assert!(!told.contains("line 6") && !told.contains("line 7"), "{told}");
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let output = round("nowhere/instances.jsonl").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the instances cannot be opened"));
}

async fn a_round_of_the_store_is_tried_out_beside_a_node_that_serves(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (_process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let posted = service.client.post("/v1/vacancies").key(&world.employer.key);
    let posted = posted.json(&vacancy("R-1", "数控车工")).expect(201).await;
    let vacancy = posted["id"].as_str().unwrap();
    let (lists, out) = (service.data().join("lists.json"), service.data().join("round.json"));
    let list = json!([{ "graduate": world.graduates[1], "vacancies": [vacancy] }]);
    std::fs::write(&lists, list.to_string()).unwrap();
    let asked = ["round", "--programme", &world.programme, "--vacancy", vacancy, "--seed", "2026"];
    let files = ["--lists", lists.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let answered = service.run(&[&asked[..], &files].concat());
    let told = String::from_utf8(answered.stderr).unwrap();
    assert!(answered.status.success() && answered.stdout.is_empty(), "{told}");
    assert!(told.contains("3 of 3 graduates placed on 6 seats, 0 blocking pairs"), "{told}");
    let whole: Value = serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap();
    assert_eq!((&whole["round"]["seed"], &whole["vacancies"][0]["admitted"]), (&json!("2026"), &json!(3)));
    assert_eq!(whole["results"].as_array().unwrap().len(), 3);
    assert_eq!(whole["round"]["result"]["proof"]["stable"], true);
    let kept = service.client.get("/v1/rounds").key(&operator).expect(200).await;
    assert_eq!(kept["items"], json!([]), "nothing is kept");
    let unknown =
        service.run(&["round", "--programme", "prg_01h2xcejqtf2nbrexx3vqjhp41", "--vacancy", vacancy]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(String::from_utf8(unknown.stderr).unwrap().contains("/programmes/0 UNKNOWN_PROGRAMME"));
    assert_eq!(service.run(&["round", "--programme", &world.programme]).status.code(), Some(2));
}
