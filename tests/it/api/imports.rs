//! Files of vacancies in, vacancies out: every format and option, bad rows by row and column, bad files refused whole.

use crate::support::{
    TestDatabase, TestServer, World, days::day, http::Answer, on_both_databases, wait_for, world::vacancy,
};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io::Write, time::Duration};

on_both_databases!(
    every_format_is_imported_and_imported_again_changes_nothing,
    rows_without_a_reference_are_the_same_vacancy_the_second_time,
    a_changed_row_changes_its_vacancy_and_a_bad_one_is_told_by_row_and_column,
    an_atomic_import_takes_all_or_nothing_and_a_dry_run_nothing,
    a_template_is_downloaded_filled_in_and_imported,
    a_large_import_is_accepted_and_worked_off_with_its_progress,
    a_large_atomic_import_takes_all_or_nothing,
    files_that_cannot_be_read_are_refused_whole,
    an_import_with_an_idempotency_key_is_answered_once,
);

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NDJSON: &str = "application/x-ndjson";
const HEADER: [&str; 8] =
    ["岗位编号", "职位", "人数", "工作地点", "工资待遇", "岗位职责", "截止日期", "食宿"];

pub(super) async fn send(
    server: &TestServer,
    world: &World,
    query: &str,
    kind: &str,
    body: impl Into<Vec<u8>>,
) -> Answer {
    let path = format!("/v1/vacancies/import{query}");
    server.post(&path).key(&world.employer.key).body(kind, body.into()).send().await
}

/// A row of a table: the number makes it its own.
pub(super) fn row(number: usize) -> Vec<String> {
    let title = format!("数控车工{}组", hanzi(number));
    let least = 4_000 + number % 900 * 10;
    let pay = format!("{least}-{}元/月", least + 3_000 + number % 700 * 10);
    [
        format!("T-{number}"),
        title,
        "12人".into(),
        "深圳市宝安区".into(),
        pay,
        format!("第{number}组的数控车床操作。"),
        day(60),
        "包吃住".into(),
    ]
    .to_vec()
}

/// A number in letters that nothing folds away.
fn hanzi(number: usize) -> String {
    number
        .to_string()
        .chars()
        .map(|digit| "零一二三四五六七八九".chars().nth(digit as usize - '0' as usize).unwrap())
        .collect()
}

pub(super) fn csv(rows: &[Vec<String>]) -> String {
    let lines = rows.iter().map(|row| row.join(","));
    std::iter::once(HEADER.join(",")).chain(lines).map(|line| line + "\r\n").collect()
}

fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let header = HEADER.map(str::to_owned).to_vec();
    for (number, row) in (0..).zip(std::iter::once(&header).chain(rows)) {
        for (place, text) in (0..).zip(row) {
            sheet.write_string(number, place, text).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}

fn gb18030(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

fn job(reference: &str, title: &str) -> Value {
    json!({ "@context": "https://schema.org/", "@type": "JobPosting", "title": title,
        "identifier": { "@type": "PropertyValue", "value": reference }, "totalJobOpenings": 2,
        "description": format!("<p>{title}的工作</p>"), "employmentType": "INTERN", "validThrough": format!("{}T23:59:59+08:00", day(60)),
        "jobLocation": { "@type": "Place", "address": { "addressCountry": "CN", "addressRegion": "广东省", "addressLocality": "深圳市宝安区" } },
        "baseSalary": { "currency": "CNY", "value": { "minValue": 5000, "maxValue": 7000, "unitText": "MONTH" } } })
}

pub(super) fn statuses(answer: &Value) -> Vec<(u64, String)> {
    let rows = answer["rows"].as_array().unwrap().iter();
    rows.map(|row| (row["row"].as_u64().unwrap(), row["status"].as_str().unwrap().to_owned())).collect()
}

fn ids(answer: &Value) -> Vec<String> {
    answer["rows"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

async fn count(server: &TestServer, world: &World) -> usize {
    let (mut path, mut count) = ("/v1/vacancies?limit=100".to_owned(), 0);
    loop {
        let page = server.get(&path).key(&world.employer.key).expect(200).await;
        count += page["items"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { return count };
        path = format!("/v1/vacancies?limit=100&cursor={next}");
    }
}

async fn every_format_is_imported_and_imported_again_changes_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let lines: String = (0..2)
        .map(|number| format!("{}\n", vacancy(&format!("L-{number}"), &format!("铣工{}号", hanzi(number)))))
        .collect();
    let graph =
        json!({ "@graph": [{ "@type": "WebSite" }, job("G-1", "装配钳工甲"), job("G-2", "装配钳工乙")] });
    let page =
        format!("<html><script type=\"application/ld+json\">{}</script></html>", job("H-1", "电焊工甲"));
    let files = [
        (NDJSON, lines.into_bytes(), 2),
        ("text/csv", csv(&[row(1), row(2)]).into_bytes(), 2),
        ("text/csv; charset=gb18030", gb18030(&csv(&[row(3)])), 1),
        ("text/csv", format!("\u{feff}{}", csv(&[row(4)])).into_bytes(), 1),
        (XLSX, xlsx(&[row(5), row(6)]), 2),
        ("application/ld+json", graph.to_string().into_bytes(), 2),
        (
            "application/json",
            json!([job("J-1", "叉车司机甲"), vacancy("J-2", "叉车司机乙")]).to_string().into_bytes(),
            2,
        ),
        ("text/html", gb18030(&page), 1),
    ];
    let mut all = 0;
    for (kind, body, rows) in files {
        let first = send(&server, &world, "", kind, body.clone()).await.expect(200);
        assert_eq!((&first["accepted"], &first["rejected"]), (&json!(rows), &json!(0)), "{kind}: {first}");
        assert!(statuses(&first).iter().all(|(_, status)| status == "created"), "{kind}: {first}");
        assert!(first["rows"][0]["reference"].is_string(), "{kind}: {first}");
        all += rows;
        let again = send(&server, &world, "", kind, body).await.expect(200);
        assert!(statuses(&again).iter().all(|(_, status)| status == "unchanged"), "{kind}: {again}");
        assert_eq!(ids(&again), ids(&first), "{kind}");
        let kept = format!("/v1/imports/{}", first["import"].as_str().unwrap());
        let kept = server.get(&kept).key(&world.employer.key).expect(200).await;
        assert_eq!((&kept["rows"], &kept["kind"]), (&first["rows"], &json!("vacancies")));
    }
    assert_eq!(count(&server, &world).await, all);
    let found = wait_for("searchable vacancies", Duration::from_secs(20), async || {
        let found = server.get("/v1/search/vacancies?q=%E7%94%B5%E7%84%8A%E5%B7%A5").expect(200).await;
        (found["total"] == 1).then_some(found)
    });
    assert_eq!(found.await["items"][0]["title"], "电焊工甲");
}

async fn rows_without_a_reference_are_the_same_vacancy_the_second_time(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let unnamed = |number| {
        let mut row = row(number);
        row[0] = String::new();
        row
    };
    let table = csv(&[unnamed(1), unnamed(2)]);
    let first = send(&server, &world, "", "text/csv", table.clone()).await.expect(200);
    assert_eq!(first["accepted"], 2, "{first}");
    let again = send(&server, &world, "", "text/csv", table).await.expect(200);
    assert!(statuses(&again).iter().all(|(_, status)| status == "unchanged"), "{again}");
    assert_eq!(ids(&again), ids(&first));
    let mut other = unnamed(1);
    other[5] = "完全不同的工作内容。".into();
    let answer = send(&server, &world, "", "text/csv", csv(&[other])).await.expect(200);
    let fault = &answer["rows"][0]["errors"][0];
    assert_eq!((&fault["code"], &fault["pointer"]), (&json!("DUPLICATE_OF"), &json!("职位")), "{answer}");
    assert_eq!(fault["candidates"][0]["code"], json!(ids(&first)[0]));
    assert_eq!(count(&server, &world).await, 2);
}

async fn a_changed_row_changes_its_vacancy_and_a_bad_one_is_told_by_row_and_column(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let first = send(&server, &world, "", "text/csv", csv(&[row(1), row(2)])).await.expect(200);
    let mut rows = [row(1), row(2), row(3), row(4)];
    rows[0][2] = "30".into();
    rows[2][3] = "月球背面".into();
    rows[2][6] = "2026-02-30".into();
    rows[3][4] = "看心情".into();
    let answer = send(&server, &world, "", "text/csv", csv(&rows)).await.expect(200);
    let expected = [(2, "updated"), (3, "unchanged"), (4, "rejected"), (5, "rejected")];
    assert_eq!(statuses(&answer), expected.map(|(row, status)| (row, status.to_owned())), "{answer}");
    assert_eq!((&answer["accepted"], &answer["rejected"]), (&json!(2), &json!(2)));
    assert_eq!(answer["rows"][0]["id"], first["rows"][0]["id"]);
    let faults = |place: usize| {
        let errors = answer["rows"][place]["errors"].as_array().unwrap().iter();
        errors.map(|fault| fault["pointer"].as_str().unwrap().to_owned()).collect::<BTreeSet<_>>()
    };
    assert!(faults(2).contains("截止日期"), "{answer}");
    assert_eq!(faults(3), BTreeSet::from(["工资待遇".to_owned()]));
    assert!(!answer.to_string().contains("看心情"), "no value of a cell in the answer");
    let changed = format!("/v1/vacancies/{}", ids(&first)[0]);
    assert_eq!(server.get(&changed).expect(200).await["headcount"], 30);
    let stranger =
        crate::support::world::verified_employer(&server, &server.operator_key, 9, "宁波样例他人有限公司")
            .await;
    let kept = format!("/v1/imports/{}", answer["import"].as_str().unwrap());
    server.get(&kept).key(&stranger.key).send().await.expect_problem(404, "NOT_FOUND");
}

async fn an_atomic_import_takes_all_or_nothing_and_a_dry_run_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut bad = row(2);
    bad[2] = "若干".into();
    let mixed = csv(&[row(1), bad]);
    let refused = send(&server, &world, "?atomic=true", "text/csv", mixed.clone()).await.expect(200);
    assert_eq!((&refused["accepted"], &refused["rejected"]), (&json!(0), &json!(2)), "{refused}");
    assert_eq!(count(&server, &world).await, 0);
    let dry = send(&server, &world, "?dry_run=true", "text/csv", mixed.clone()).await.expect(200);
    assert_eq!(statuses(&dry), [(2, "created".to_owned()), (3, "rejected".to_owned())]);
    assert_eq!((dry["rows"][0]["id"].is_null(), count(&server, &world).await), (true, 0));
    let kept = format!("/v1/imports/{}", dry["import"].as_str().unwrap());
    server.get(&kept).key(&world.employer.key).send().await.expect_problem(404, "NOT_FOUND");
    let good = send(&server, &world, "?atomic=true", "text/csv", csv(&[row(1), row(2)])).await.expect(200);
    assert_eq!((&good["accepted"], count(&server, &world).await), (&json!(2), 2), "{good}");
}

async fn a_template_is_downloaded_filled_in_and_imported(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let download = async |format: &str| {
        let path = format!("/v1/vacancies/import/template?format={format}");
        let answer = server.get(&path).key(&world.employer.key).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert!(answer.header("content-disposition").unwrap().contains(&format!("vacancies.{format}")));
        (answer.header("content-type").unwrap().to_owned(), answer.body)
    };
    let (kind, empty) = download("xlsx").await;
    let nothing = send(&server, &world, "", &kind, empty).await.expect(200);
    assert_eq!((&nothing["accepted"], &nothing["ignored_columns"]), (&json!(0), &json!([])));

    let (kind, table) = download("csv").await;
    let header = String::from_utf8(table).unwrap();
    let columns: Vec<_> = header.trim_start_matches('\u{feff}').trim().split(',').collect();
    let cells = columns.iter().map(|column| match *column {
        "岗位编号" => "C-1".to_owned(),
        "岗位名称" => "电工".to_owned(),
        "招聘人数" => "2".to_owned(),
        "工作地点" => "深圳市宝安区".to_owned(),
        "薪资" => "6-8千/月".to_owned(),
        "岗位描述" => "厂区设备维修。".to_owned(),
        "有效期至" => day(30),
        _ => String::new(),
    });
    let filled = format!("{header}{}\r\n", cells.collect::<Vec<_>>().join(","));
    let done = send(&server, &world, "", &kind, filled).await.expect(200);
    assert_eq!(done["accepted"], 1, "{done}");

    for (format, change) in [("ndjson", "数控铣工"), ("jsonld", "模具钳工")] {
        let (kind, example) = download(format).await;
        let example = String::from_utf8(example).unwrap();
        let filled = example.replace("数控车工（示例，请修改）", change).replace("示例-001", format);
        assert_ne!(filled, example);
        let done = send(&server, &world, "", &kind, filled).await.expect(200);
        assert_eq!((&done["accepted"], &done["rows"][0]["reference"]), (&json!(1), &json!(format)), "{done}");
    }
}

/// Waits until a large import has its end.
pub(super) async fn finished(server: &TestServer, world: &World, location: &str) -> Value {
    wait_for("end of the import", Duration::from_secs(120), async || {
        let import = server.get(location).key(&world.employer.key).expect(200).await;
        assert!(import["progress"]["done"].as_u64() <= import["progress"]["total"].as_u64(), "{import}");
        (import["state"] != "running").then_some(import)
    })
    .await
}

async fn a_large_import_is_accepted_and_worked_off_with_its_progress(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let alert = json!({ "kind": "events", "events": ["import.finished"], "channel": { "email": "hr1@employer.test" } });
    server.post("/v1/subscriptions").key(&world.employer.key).json(&alert).expect(201).await;
    let mut rows: Vec<_> = (0..2_300).map(row).collect();
    rows[700][4] = "看心情".into();
    rows[2_200][3] = String::new();
    let answer = send(&server, &world, "", "text/csv", csv(&rows)).await;
    let accepted = answer.expect(202);
    let location = answer.header("location").unwrap().to_owned();
    assert_eq!(location, format!("/v1/imports/{}", accepted["import"].as_str().unwrap()));
    let done = finished(&server, &world, &location).await;
    assert_eq!(
        (&done["state"], &done["accepted"], &done["rejected"]),
        (&json!("finished"), &json!(2_298), &json!(2)),
        "{}",
        done["errors"]
    );
    assert_eq!(done["progress"], json!({ "total": 2_300, "done": 2_300 }));
    assert_eq!(count(&server, &world).await, 2_298);
    let (mut seen, mut path) = (Vec::new(), location.clone());
    loop {
        let page = server.get(&path).key(&world.employer.key).expect(200).await;
        seen.extend(statuses(&page).into_iter().map(|(row, _)| row));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("{location}?cursor={next}");
    }
    assert_eq!(seen, (2..2_302).collect::<Vec<_>>());
    let bad = server.get(&format!("{location}?status=rejected")).key(&world.employer.key).expect(200).await;
    assert_eq!(statuses(&bad), [(702, "rejected".to_owned()), (2_202, "rejected".to_owned())]);
    server.mailbox().wait("mail about the import", |mail| mail.to() == "hr1@employer.test").await;
    let again = send(&server, &world, "", "text/csv", csv(&rows)).await;
    let again = finished(&server, &world, again.header("location").unwrap()).await;
    assert_eq!((&again["accepted"], count(&server, &world).await), (&json!(2_298), 2_298));
    assert!(
        statuses(&again)
            .iter()
            .filter(|(_, status)| status != "rejected")
            .all(|(_, status)| status == "unchanged")
    );
}

async fn a_large_atomic_import_takes_all_or_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut rows: Vec<_> = (0..1_200).map(row).collect();
    rows[1_100][4] = "看心情".into();
    let import = async |query: &str, rows: &[Vec<String>]| {
        let answer = send(&server, &world, query, "text/csv", csv(rows)).await;
        answer.expect(202);
        finished(&server, &world, answer.header("location").unwrap()).await
    };
    let refused = import("?atomic=true", &rows).await;
    assert_eq!((&refused["state"], &refused["accepted"]), (&json!("refused"), &json!(0)), "{refused}");
    assert_eq!(refused["errors"][0]["code"], "PAY_NOT_UNDERSTOOD");
    assert_eq!((statuses(&refused).len(), count(&server, &world).await), (1, 0));
    let dry = import("?dry_run=true", &rows).await;
    assert_eq!((&dry["accepted"], count(&server, &world).await), (&json!(1_199), 0));
    rows[1_100] = row(1_100);
    let taken = import("?atomic=true", &rows).await;
    assert_eq!(
        (&taken["state"], &taken["accepted"], count(&server, &world).await),
        (&json!("finished"), &json!(1_200), 1_200)
    );
}

/// A zip of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook whose sheet is this XML.
fn workbook_of(sheet: &str) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let workbook = format!(
        "<workbook xmlns:r=\"{relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let links = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    archive(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

async fn files_that_cannot_be_read_are_refused_whole(database: TestDatabase) {
    let server = TestServer::start_with(database, |settings| {
        settings.imports.max_rows = 3_000;
        settings.imports.max_atomic_rows = 1_500;
        settings.imports.max_bytes = 4 << 20;
        settings.imports.max_unpacked = 8 << 20;
    })
    .await;
    let world = server.world().await;
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 32 << 20])]);
    let entities = "<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData><row r=\"1\">\
         <c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    let whole = xlsx(&[row(1)]);
    let head = csv(&[]);
    let many: Vec<_> = (0..3_001).map(row).collect();
    let deep = "[".repeat(200_000);
    let cases: Vec<(&str, &str, Vec<u8>, &str)> = vec![
        ("a zip bomb", XLSX, bomb, "TOO_LARGE"),
        ("an XML bomb", XLSX, workbook_of(entities), "UNREADABLE_FILE"),
        ("half a workbook", XLSX, whole[..whole.len() / 2].to_vec(), "UNREADABLE_FILE"),
        ("no workbook", XLSX, b"hello".to_vec(), "UNREADABLE_FILE"),
        ("too many rows", "text/csv", csv(&many).into_bytes(), "INVALID"),
        ("an empty file", "text/csv", Vec::new(), "UNREADABLE_FILE"),
        ("no header", "text/csv", b"a,b\n1,2\n".to_vec(), "INVALID"),
        ("a doubled header", "text/csv", head.replace("职位", "职位,岗位名称").into_bytes(), "INVALID"),
        ("NUL", "text/csv", format!("{head}a\0b").into_bytes(), "UNREADABLE_FILE"),
        ("no encoding", "text/csv", [head.as_bytes(), b"\xFF\xFF\xFF"].concat(), "UNREADABLE_FILE"),
        (
            "an open quotation mark",
            "text/csv",
            format!("{head}\"{}", "x".repeat(3 << 20)).into_bytes(),
            "INVALID",
        ),
        ("a page for JSON", "application/json", b"<!doctype html><p>".to_vec(), "INVALID"),
        ("a page for lines", NDJSON, b"<!doctype html><p>".to_vec(), "INVALID"),
        ("deep nesting", "application/json", deep.into_bytes(), "INVALID"),
        (
            "broken off",
            "application/ld+json",
            job("X", "车工").to_string().into_bytes()[..60].to_vec(),
            "INVALID",
        ),
        ("a page without a posting", "text/html", b"<html></html>".to_vec(), "INVALID"),
    ];
    for (what, kind, body, code) in cases {
        let answer = send(&server, &world, "", kind, body).await;
        assert_eq!(
            (answer.status, answer.json()["code"].as_str()),
            (422, Some(code)),
            "{what}: {}",
            answer.text()
        );
    }
    let atomic = send(&server, &world, "?atomic=true", "text/csv", csv(&many[..1_501])).await;
    assert_eq!(atomic.expect_problem(422, "INVALID")["errors"][0]["code"], "TOO_MANY_ROWS");
    send(&server, &world, "", "text/csv", vec![b'x'; 5 << 20]).await.expect_problem(413, "TOO_LARGE");
    send(&server, &world, "", "image/png", "x").await.expect_problem(415, "UNSUPPORTED_MEDIA_TYPE");
    send(&server, &world, "?nuclear=true", NDJSON, "{}").await.expect_problem(400, "UNKNOWN_PARAMETER");
    assert_eq!(count(&server, &world).await, 0);
    let dates = workbook_of_dates();
    let answer = send(&server, &world, "", XLSX, dates).await.expect(200);
    let faults = |place: usize| &answer["rows"][place]["errors"][0]["pointer"];
    assert_eq!(
        (faults(0), faults(1), &answer["rows"][2]["status"]),
        (&json!("截止日期"), &json!("截止日期"), &json!("created")),
        "{answer}"
    );
}

/// Three rows whose last day is nought, a formula that nobody computed, and a day.
fn workbook_of_dates() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet();
    for (place, text) in (0..).zip(HEADER) {
        sheet.write_string(0, place, text).unwrap();
    }
    for number in 1..4_u32 {
        for (place, text) in (0..).zip(row(number as usize)) {
            sheet.write_string(number, place, text).unwrap();
        }
    }
    sheet.write_number_with_format(1, 6, 0.0, &date).unwrap();
    sheet.write_formula(2, 6, rust_xlsxwriter::Formula::new("=TODAY()").set_result("")).unwrap();
    let until = chrono::NaiveDate::parse_from_str(&day(60), "%Y-%m-%d").unwrap();
    sheet.write_datetime_with_format(3, 6, until, &date).unwrap();
    workbook.save_to_buffer().unwrap()
}

async fn an_import_with_an_idempotency_key_is_answered_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let send = async |body: String| {
        let request =
            server.post("/v1/vacancies/import").key(&world.employer.key).header("idempotency-key", "k1");
        request.body("text/csv", body).send().await
    };
    let first = send(csv(&[row(1)])).await.expect(200);
    let again = send(csv(&[row(1)])).await;
    assert_eq!((again.header("idempotent-replay"), again.expect(200)), (Some("true"), first));
    send(csv(&[row(2)])).await.expect_problem(422, "IDEMPOTENCY_KEY_REUSED");
}
