//! Rosters in, graduates out: good rows are taken, bad ones told by row and column, numbers shown masked.

use crate::support::{
    TestDatabase, TestServer, days::born, days::day, on_both_databases, people::identity_number,
};
use serde_json::{Value, json};

on_both_databases!(
    good_rows_are_taken_and_bad_ones_told_by_row_and_column,
    an_atomic_import_takes_all_or_nothing_and_a_dry_run_nothing,
    the_template_is_a_workbook_that_reads_back,
    numbers_are_masked_and_consent_is_the_graduates_own,
    a_training_record_is_put_whole,
);

fn row(number: u32, phone: &str) -> String {
    let identity = identity_number("451031", &born(19), number);
    format!("学生{number},{identity},660103,数控技术应用,{phone},{}\n", day(200))
}

fn roster(rows: &[String]) -> String {
    format!(
        "姓名,身份证件号,专业代码,专业名称,联系电话,毕业日期,星座\n{}",
        rows.concat().replace('\n', ",\n")
    )
}

async fn import(server: &TestServer, key: &str, query: &str, csv: String) -> Value {
    server.post(&format!("/v1/graduates/import{query}")).key(key).body("text/csv", csv).expect(200).await
}

async fn good_rows_are_taken_and_bad_ones_told_by_row_and_column(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let rounded = "学生八,5.22427E+17,660103,数控技术应用,13900000000,2027-07-01\n".to_owned();
    let csv = roster(&[row(71, "13911110000"), row(72, "139"), rounded, row(74, "13911110004")]);
    let answer = import(&server, &world.home.key, "", csv.clone()).await;
    assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(2), &json!(2)), "{answer}");
    assert_eq!(answer["ignored_columns"], json!(["星座"]));
    let rows = answer["rows"].as_array().unwrap();
    let statuses: Vec<_> =
        rows.iter().map(|row| (row["row"].as_u64().unwrap(), row["status"].as_str().unwrap())).collect();
    assert_eq!(statuses, [(2, "created"), (3, "rejected"), (4, "rejected"), (5, "created")]);
    let fault = |place: usize| (&rows[place]["errors"][0]["pointer"], &rows[place]["errors"][0]["code"]);
    assert_eq!(fault(1), (&json!("联系电话"), &json!("INVALID_PHONE")));
    assert_eq!(fault(2), (&json!("身份证件号"), &json!("IDENTITY_NUMBER_ROUNDED")));
    assert!(!answer.to_string().contains("学生"), "no personal value in the answer");
    let kept = format!("/v1/imports/{}", answer["import"].as_str().unwrap());
    assert_eq!(server.get(&kept).key(&world.home.key).expect(200).await["rows"], answer["rows"]);
    let again = import(&server, &world.home.key, "", csv).await;
    assert_eq!(again["rows"][0]["status"], "unchanged", "{again}");
    assert_eq!(again["rows"][0]["id"], rows[0]["id"]);
    let missing = server.post("/v1/graduates/import").key(&world.home.key).body("text/csv", "姓名\n某人\n");
    let missing = missing.send().await.expect_problem(422, "INVALID");
    assert_eq!(missing["errors"][0]["code"], "MISSING_COLUMN");
}

async fn an_atomic_import_takes_all_or_nothing_and_a_dry_run_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let count = async || {
        let list = server.get("/v1/graduates?limit=100").key(&world.home.key).expect(200).await;
        list["items"].as_array().unwrap().len()
    };
    let before = count().await;
    let mixed = roster(&[row(81, "13911110000"), row(82, "139")]);
    let refused = import(&server, &world.home.key, "?atomic=true", mixed).await;
    assert_eq!(refused["accepted"], 0, "{refused}");
    let dry = import(&server, &world.home.key, "?dry_run=true", roster(&[row(83, "13911110000")])).await;
    assert_eq!((&dry["accepted"], count().await), (&json!(1), before));
}

async fn the_template_is_a_workbook_that_reads_back(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let template = server.get("/v1/graduates/import/template").key(&world.home.key).send().await;
    assert_eq!(template.status, 200);
    let kind = template.header("content-type").unwrap().to_owned();
    assert!(template.header("content-disposition").unwrap().contains(".xlsx"));
    let empty = server.post("/v1/graduates/import").key(&world.home.key).body(&kind, template.body);
    let answer = empty.expect(200).await;
    assert_eq!((&answer["accepted"], &answer["ignored_columns"]), (&json!(0), &json!([])), "{answer}");
}

async fn numbers_are_masked_and_consent_is_the_graduates_own(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = format!("/v1/graduates/{}", world.graduates[0]);
    let seen = server.get(&path).key(&world.partner.key).expect(200).await;
    let number = seen["identity_number"].as_str().unwrap();
    assert!(number.starts_with("4510**********") && number.len() == 18, "{number}");
    assert_eq!(seen["phone"], "139****0001");
    let roles: Vec<_> = seen["schools"].as_array().unwrap().iter().map(|link| &link["role"]).collect();
    assert!(roles.contains(&&json!("origin")) && roles.contains(&&json!("partner")), "{seen}");

    let own = server.key_for(&world.graduates[0]).await;
    let withdraw = json!({ "consents": [{ "purpose": "matching", "given": false }] });
    let after = server.patch(&path).key(&own).json(&withdraw).expect(200).await;
    let consents = after["consents"].as_array().unwrap().iter();
    let matching: Vec<_> = consents.filter(|one| one["purpose"] == "matching").collect();
    assert!(matching.iter().all(|one| one["withdrawn_at"].is_string()), "{after}");
    let prefer = json!({ "preferences": { "regions": ["3205"], "pay_min": 4500 } });
    let after = server.patch(&path).key(&own).json(&prefer).expect(200).await;
    assert_eq!(after["preferences"]["regions"], json!(["3205"]));
}

async fn a_training_record_is_put_whole(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = format!("/v1/graduates/{}/training-record", world.graduates[0]);
    let answer = server.get(&path).key(&world.home.key).send().await;
    let mut record = answer.expect(200);
    assert!(
        record["skills"].as_array().unwrap().iter().any(|skill| skill["term"] == "数控车床操作"),
        "{record}"
    );
    record["certificates"] = json!([{ "name": "车工", "level": 4, "issued": day(-30) }]);
    let put = |tag: &str, record: &Value| {
        server.put(&path).key(&world.home.key).header("if-match", tag).json(record).send()
    };
    put("\"999\"", &record).await.expect_problem(412, "PRECONDITION_FAILED");
    let kept = put(answer.header("etag").unwrap(), &record).await.expect(200);
    assert_eq!(kept["certificates"][0]["name"], "车工");
    record["skills"][0]["lvl"] = json!(1);
    let problem = put("*", &record).await.expect_problem(422, "INVALID");
    assert_eq!(problem["errors"][0]["pointer"], "/skills/0/lvl");
}
