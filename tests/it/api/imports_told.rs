//! What is said of a file as a whole: what a rehearsal foresees, and that its employer is told once of all that waits.

use super::imports::{csv, finished, row, send, statuses};
use crate::support::{TestDatabase, TestServer, World, on_both_databases, world};
use serde_json::{Value, json};

on_both_databases!(
    a_rehearsal_of_a_large_file_foresees_what_becomes_of_every_row,
    an_employer_is_told_once_of_all_that_is_held_in_a_file,
);

/// What became of every row of a large import.
async fn all(server: &TestServer, world: &World, query: &str, rows: &[Vec<String>]) -> Vec<(u64, String)> {
    let answer = send(server, world, query, "text/csv", csv(rows)).await;
    answer.expect(202);
    let location = answer.header("location").unwrap().to_owned();
    let mut page = finished(server, world, &location).await;
    let mut said = statuses(&page);
    while let Some(next) = page["next"].as_str() {
        page = server.get(&format!("{location}?cursor={next}")).key(&world.employer.key).expect(200).await;
        said.extend(statuses(&page));
    }
    said
}

async fn a_rehearsal_of_a_large_file_foresees_what_becomes_of_every_row(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut rows: Vec<_> = (0..1_300).map(row).collect();
    // Each of them is in another batch than the row it is like.
    rows[1_100] = row(3);
    rows[1_100][0] = "T-like-3".into();
    rows[1_101] = row(4);
    rows[1_102] = row(5);
    rows[1_102][2] = "99人".into();
    rows[1_103] = row(6);
    rows[1_103][0] = String::new();
    rows[1_104][4] = "看心情".into();
    let foreseen = all(&server, &world, "?dry_run=true", &rows).await;
    let of = |row: usize| foreseen[row].1.as_str();
    assert_eq!(
        [1_099, 1_100, 1_101, 1_102, 1_103, 1_104].map(of),
        ["created", "rejected", "unchanged", "updated", "unchanged", "rejected"]
    );
    assert_eq!(all(&server, &world, "", &rows).await, foreseen);
}

async fn an_employer_is_told_once_of_all_that_is_held_in_a_file(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let first = world::verified_employer(&server, &server.operator_key, 9, "宁波样例他人有限公司").await;
    let rows: Vec<_> = (0..4).map(row).collect();
    let path = "/v1/vacancies/import";
    server.post(path).key(&first.key).body("text/csv", csv(&rows)).send().await.expect(200);
    // Another employer was the first to say these words: they wait for the operator.
    let import = send(&server, &world, "", "text/csv", csv(&rows[..3])).await.expect(200);
    assert_eq!((&import["accepted"], &import["held"]), (&json!(3), &json!(3)), "{import}");
    let kept = format!("/v1/imports/{}", import["import"].as_str().unwrap());
    let told = server.mailbox().wait("sum", |mail| mail.to() == "hr1@employer.test").await;
    assert!(told.text().contains("其中 3 个岗位要等平台看过才公开"), "{}", told.text());
    let link = told.link(&kept).unwrap();
    assert!(link.ends_with(&format!("{kept}?status=held")), "{link}");
    let held = server.get(&format!("{kept}?status=held")).key(&world.employer.key).expect(200).await;
    let waits = |row: &Value| row["held"] == true && row["status"] == "created";
    assert!(held["rows"].as_array().unwrap().iter().all(waits), "{held}");
    assert_eq!(held["rows"].as_array().unwrap().len(), 3);
    // By the time the next file is told of, each of the first would have been.
    let single = send(&server, &world, "", "text/csv", csv(&rows[3..])).await.expect(200);
    assert_eq!(single["held"], 1);
    let to_contact = |mail: &crate::support::mailbox::Mail| mail.to() == "hr1@employer.test";
    server
        .mailbox()
        .wait("the other sum", |mail| to_contact(mail) && mail.text().contains("其中 1 个岗位"))
        .await;
    assert_eq!(server.mailbox().mails().iter().filter(|mail| to_contact(mail)).count(), 2);
}
