//! Large imports in a process of its own: killed in the middle, watched for what memory they take, and run from the
//! command line beside a node that serves.

use crate::support::{
    TestDatabase, World,
    days::day,
    http::{Answer, Client},
    mailbox::Mailbox,
    on_both_databases,
    process::Service,
    wait_for,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    env, fs,
    io::{BufWriter, Write},
    path::Path,
    time::Duration,
};

on_both_databases!(
    a_killed_import_is_finished_after_the_restart_each_row_once,
    a_large_file_takes_no_more_memory_than_a_small_one,
    the_command_line_imports_beside_a_node_that_serves,
);

const HEADER: &str = "岗位编号,岗位名称,招聘人数,工作地点,薪资,岗位描述,有效期至\n";

/// A row whose number makes it its own.
fn row(number: usize) -> String {
    let letters: String = number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'A')).collect();
    format!(
        "K-{number},{letters}线数控车工,3,深圳市宝安区,{}-9500元/月,操作{letters}号线的数控车床。,{}\n",
        4_000 + number % 5_000,
        day(60)
    )
}

async fn upload(client: &Client, key: &str, body: impl Into<reqwest::Body>) -> Answer {
    client.post("/v1/vacancies/import").key(key).body("text/csv", body).send().await
}

async fn read(client: &Client, key: &str, location: &str) -> Value {
    client.get(location).key(key).expect(200).await
}

async fn finished(client: &Client, key: &str, location: &str) -> Value {
    wait_for("end of the import", Duration::from_secs(300), async || {
        let import = read(client, key, location).await;
        (import["state"] != "running").then_some(import)
    })
    .await
}

/// The references of everything the employer has; a double one fails.
async fn references(client: &Client, key: &str) -> BTreeSet<String> {
    let (mut all, mut path) = (BTreeSet::new(), "/v1/vacancies?limit=100".to_owned());
    loop {
        let page = client.get(&path).key(key).expect(200).await;
        for item in page["items"].as_array().unwrap() {
            assert!(all.insert(item["reference"].as_str().unwrap().to_owned()), "twice: {item}");
        }
        let Some(next) = page["next"].as_str() else { return all };
        path = format!("/v1/vacancies?limit=100&cursor={next}");
    }
}

async fn a_killed_import_is_finished_after_the_restart_each_row_once(database: TestDatabase) {
    const ROWS: usize = 6_000;
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (mut process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let key = &world.employer.key;
    let file: String = std::iter::once(HEADER.to_owned()).chain((0..ROWS).map(row)).collect();
    let answer = upload(&service.client, key, file).await;
    answer.expect(202);
    let location = answer.header("location").unwrap().to_owned();
    let mut before = 0;
    for round in 0..3 {
        let done = wait_for("progress", Duration::from_secs(120), async || {
            let import = read(&service.client, key, &location).await;
            let done = import["progress"]["done"].as_u64().unwrap();
            (done > before || import["state"] != "running").then_some(done)
        });
        before = done.await;
        tokio::time::sleep(Duration::from_millis(37 * round)).await;
        process.kill();
        process = service.serve().await.0;
    }
    let done = finished(&service.client, key, &location).await;
    assert_eq!(
        (done["state"].as_str(), done["accepted"].as_u64()),
        (Some("finished"), Some(ROWS as u64)),
        "{}",
        done["errors"]
    );
    let expected: BTreeSet<_> = (0..ROWS).map(|number| format!("K-{number}")).collect();
    assert_eq!(references(&service.client, key).await, expected);
    wait_for("index that has all", Duration::from_secs(120), async || {
        let found = service.client.get("/v1/search/vacancies?limit=1").expect(200).await;
        (found["total"] == ROWS).then_some(())
    })
    .await;
    process.kill();
    service.succeed(&["verify"]);
}

/// Writes a file of so many rows of about a kilobyte, each of which is bad, so that the reading is what is measured.
fn write_bad_rows(path: &Path, rows: usize) {
    let mut file = BufWriter::new(fs::File::create(path).unwrap());
    file.write_all(HEADER.as_bytes()).unwrap();
    let words = "按图纸和工艺卡完成生产任务。".repeat(24);
    for number in 0..rows {
        writeln!(file, "M-{number},数控车工,若干,深圳市宝安区,面议,{words},{}", day(60)).unwrap();
    }
    file.flush().unwrap();
}

async fn a_large_file_takes_no_more_memory_than_a_small_one(database: TestDatabase) {
    const MOST: u64 = 128 << 20;
    let rows: usize = env::var("JOBBRIDGE_IMPORT_ROWS").map_or(100_000, |text| text.parse().unwrap());
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let key = &world.employer.key;
    let path = service.data().join("large.csv");
    let import = async |rows: usize| {
        write_bad_rows(&path, rows);
        let file = tokio::fs::File::open(&path).await.unwrap();
        let answer = upload(&service.client, key, file).await;
        answer.expect(202);
        let done = finished(&service.client, key, answer.header("location").unwrap()).await;
        assert_eq!(done["rejected"].as_u64(), Some(rows as u64), "{}", done["errors"]);
    };
    import(1_001).await;
    let before = process.peak_memory();
    import(rows).await;
    let grown = process.peak_memory() - before;
    println!(
        "{rows} rows, {} MiB: memory grew by {} MiB",
        fs::metadata(&path).unwrap().len() >> 20,
        grown >> 20
    );
    assert!(grown < MOST, "grew by {} MiB", grown >> 20);
}

async fn the_command_line_imports_beside_a_node_that_serves(database: TestDatabase) {
    let service = Service::new(database.url());
    let operator = service.operator_key();
    let (_process, _) = service.serve().await;
    let world = World::create(&service.client, &operator).await;
    let path = service.data().join("vacancies.csv");
    let file = path.to_str().unwrap();
    let good: String = std::iter::once(HEADER.to_owned()).chain((0..1_200).map(row)).collect();
    fs::write(&path, good).unwrap();
    let arguments = ["import", file, "--employer", &world.employer.id];
    let dry = service.succeed(&[&arguments[..], &["--dry-run"]].concat());
    assert_eq!(dry, "1200 accepted, 0 rejected\n");
    assert!(references(&service.client, &world.employer.key).await.is_empty());
    let alert = json!({ "kind": "events", "events": ["import.finished"], "channel": { "email": "hr1@employer.test" } });
    service.client.post("/v1/subscriptions").key(&world.employer.key).json(&alert).expect(201).await;
    assert_eq!(service.succeed(&arguments), "1200 accepted, 0 rejected\n");
    // It is recorded and told of as if it had come over HTTP.
    let told = Mailbox::new(service.data().join("mail"));
    let told = told.wait("mail about the import", |mail| mail.link("/v1/imports/imp_").is_some()).await;
    let link = told.link("/v1/imports/imp_").unwrap();
    let kept = read(&service.client, &world.employer.key, &link[link.find("/v1").unwrap()..]).await;
    assert_eq!((&kept["state"], &kept["accepted"]), (&json!("finished"), &json!(1_200)), "{kept}");
    assert_eq!(service.succeed(&[&arguments[..], &["--atomic"]].concat()), "1200 accepted, 0 rejected\n");
    assert_eq!(references(&service.client, &world.employer.key).await.len(), 1_200);
    wait_for("index that has all", Duration::from_secs(60), async || {
        let found = service.client.get("/v1/search/vacancies?limit=1").expect(200).await;
        (found["total"] == 1_200).then_some(())
    })
    .await;

    fs::write(&path, format!("{HEADER}{}{}", row(1_300), row(1_301).replace(",3,", ",若干,"))).unwrap();
    let refused = service.run(&[&arguments[..], &["--atomic"]].concat());
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(references(&service.client, &world.employer.key).await.len(), 1_200);
    let mixed = service.run(&arguments);
    let (said, faults) = (String::from_utf8(mixed.stdout).unwrap(), String::from_utf8(mixed.stderr).unwrap());
    assert_eq!((mixed.status.code(), said.as_str()), (Some(1), "1 accepted, 1 rejected\n"));
    assert!(faults.contains("row 3: 招聘人数 INVALID_VALUE"), "{faults}");
    let unknown = service.run(&["import", file, "--employer", "emp_01h2xcejqtf2nbrexx3vqjhp41"]);
    assert_eq!(unknown.status.code(), Some(1));
}
