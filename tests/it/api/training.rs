//! Training records: written by the school of the current stage, kept with their history, imported by file, moved with
//! the student who leaves.

use crate::support::{
    TestDatabase, TestServer, World,
    days::{born, day},
    on_both_databases,
    people::identity_number,
    world::{import, vacancy},
};
use jobbridge::domain::clock::{Clock, SystemClock};
use serde_json::{Value, json};

on_both_databases!(
    the_whole_ledger_is_put_and_its_history_read_back,
    what_a_match_rested_on_is_read_back_by_its_version,
    who_may_write_follows_the_current_stage_and_days_of_others_stay,
    records_are_imported_by_file_and_bad_rows_told,
    bad_records_are_refused_where_they_stand,
    a_second_school_does_not_contradict_the_register,
    scenario_11_transfer,
    the_skill_gap_names_what_is_asked_held_to_come_and_missing,
);

fn record_of(graduate: &str) -> String {
    format!("/v1/graduates/{graduate}/training-record")
}

async fn the_whole_ledger_is_put_and_its_history_read_back(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = record_of(&world.graduates[0]);
    let key = &world.home.key;
    let first = server.get(&path).key(key).send().await;
    let mut record = first.expect(200);
    assert_eq!(record["stages"][0]["place"], "451031", "where the school is: {record}");
    record["enrolment"] = json!({ "admission_mode": "统一招生", "staged_mode": "2+1" });
    record["courses"] =
        json!([{ "name": "机械制图", "stage": 1, "kind": "core", "hours": 72, "grade": "good" }]);
    record["internships"] =
        json!([{ "employer": "深圳样例机械", "post": "车工", "from": day(-200), "to": day(-100) }]);
    record["awards"] = json!([{ "name": "技能大赛", "level": "province", "date": day(-90) }]);
    let number = identity_number("451031", &born(19), 1);
    record["certificates"] =
        json!([{ "name": "车工", "level": 4, "number": format!("T{number}"), "issued": day(-30) }]);
    let ahead = json!({ "term": "五轴加工", "evidence": { "kind": "course", "name": "多轴加工" }, "stage": 2, "date": day(200) });
    record["skills"].as_array_mut().unwrap().push(ahead);
    let before_the_change = SystemClock.now().to_rfc3339();
    let kept = server.put(&path).key(key).json(&record).expect(200).await;
    for field in ["courses", "internships", "awards", "enrolment"] {
        for (name, value) in
            record[field].as_array().map_or(&record[field], |list| &list[0]).as_object().unwrap()
        {
            let found = kept[field].as_array().map_or(&kept[field], |list| &list[0]);
            assert_eq!(&found[name], value, "{field}/{name}");
        }
    }
    let masked = kept["certificates"][0]["number"].as_str().unwrap();
    assert!(masked.starts_with("T4510**") && !kept.to_string().contains(&number), "{masked}");
    let five = kept["skills"].as_array().unwrap().iter().find(|skill| skill["term"] == "五轴加工").unwrap();
    assert_eq!(five["school"], json!(world.partner.id), "the stage's school attests it");

    let versions = server.get(&format!("{path}/versions")).key(key).expect(200).await;
    let versions = versions["items"].as_array().unwrap().clone();
    assert_eq!(versions.len(), 2);
    assert_eq!((&versions[0]["current"], &versions[1]["current"]), (&json!(false), &json!(true)));
    let at = |version: &Value| format!("{path}?version={}", version["version"]);
    assert_eq!(server.get(&at(&versions[0])).key(key).expect(200).await, first.json());
    assert_eq!(server.get(&at(&versions[1])).key(key).expect(200).await, kept);
    let time = before_the_change.replace('+', "%2B");
    assert_eq!(server.get(&format!("{path}?as_of={time}")).key(key).expect(200).await, first.json());
    assert_eq!(server.get(&format!("{path}?as_of={}", day(0))).key(key).expect(200).await, kept);
    server.get(&format!("{path}?as_of={}", day(-3))).key(key).send().await.expect_problem(404, "NOT_FOUND");
    server.get(&format!("{path}?version=99")).key(key).send().await.expect_problem(404, "NOT_FOUND");
    let wrong = server.get(&format!("{path}?as_of=yesterday")).key(key).send().await;
    wrong.expect_problem(400, "INVALID_PARAMETER");
}

async fn what_a_match_rested_on_is_read_back_by_its_version(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = &world.graduates[0];
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy("T-1", "数控车工"));
    let posted = posted.expect(201).await;
    let pair = format!("/v1/vacancies/{}/matches/{graduate}", posted["id"].as_str().unwrap());
    let before = server.get(&pair).key(&world.home.key).expect(200).await;
    let path = record_of(graduate);
    let mut record = server.get(&path).key(&world.home.key).expect(200).await;
    record["skills"] = json!([]);
    server.put(&path).key(&world.home.key).json(&record).expect(200).await;
    let after = server.get(&pair).key(&world.home.key).expect(200).await;
    assert!(after["score"].as_f64() < before["score"].as_f64(), "{after}");
    assert_ne!(after["record_version"], before["record_version"]);
    let known = format!("{path}?version={}", before["record_version"]);
    let known = server.get(&known).key(&world.home.key).expect(200).await;
    assert!(known["skills"].to_string().contains("数控车床操作"), "{known}");
}

/// A programme whose second stage runs now, and a student of it who is registered at home.
async fn in_the_second_stage(server: &TestServer, world: &World, number: u32) -> String {
    let draft = json!({ "name": format!("在读班{number}"), "form": "joint_staged", "partnership": world.partnership,
        "home_school": world.home.id, "partner_school": world.partner.id, "major": "660103",
        "stages": [{ "number": 1, "school": world.home.id, "from": day(-700), "to": day(-300) },
            { "number": 2, "school": world.partner.id, "from": day(-290), "to": day(200) }],
        "graduates_on": day(210), "synthetic": true });
    let made = server.post("/v1/programmes").key(&server.operator_key).json(&draft).expect(201).await;
    let programme = made["id"].as_str().unwrap();
    import(server, &world.home.key, programme, &roster(number)).await.remove(0)
}

fn roster(number: u32) -> String {
    format!(
        "姓名,身份证件号,班级名称,入学年月,招生方式,联招合作类型,联招合作办学形式,联招合作学校代码,分段培养方式,同意事项,技能\n\
         学生{number},{},在读一班,{},统一招生,东西协作,联合办学,3302000001,1+2,匹配,\"识图(第1阶段);数控车床操作(第2阶段,课程:数控车削技术训练)\"\n",
        identity_number("451031", &born(18), number),
        day(-700),
    )
}

async fn who_may_write_follows_the_current_stage_and_days_of_others_stay(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = in_the_second_stage(&server, &world, 61).await;
    let path = record_of(&graduate);
    let put = |key: &str, record: &Value| server.put(&path).key(key).json(record).send();
    let mut record = server.get(&path).key(&world.partner.key).expect(200).await;
    let enrolment = json!({ "admitted_on": day(-700), "schooling": null, "admission_mode": "统一招生",
        "cooperation_kind": "东西协作", "cooperation_form": "联合办学", "cooperation_school": "3302000001",
        "staged_mode": "1+2" });
    assert_eq!(record["enrolment"], enrolment, "the register's columns are kept");
    record["courses"] = json!([{ "name": "数控车削技术训练", "stage": 2, "hours": 120, "score": 88 }]);
    put(&world.partner.key, &record).await.expect(200);
    let mut shortened = record.clone();
    shortened["stages"][0]["to"] = json!(day(-400));
    let refused = put(&world.partner.key, &shortened).await.expect_problem(422, "INVALID");
    assert_eq!(
        (&refused["errors"][0]["code"], &refused["errors"][0]["pointer"]),
        (&json!("STAGE_OF_OTHER_SCHOOL"), &json!("/stages"))
    );
    shortened["stages"].as_array_mut().unwrap().remove(0);
    put(&world.partner.key, &shortened).await.expect_problem(422, "INVALID");

    // World's own programme is over: its partner teaches nobody any more, and the home school holds the registration.
    let over = record_of(&world.graduates[1]);
    let record = server.get(&over).key(&world.partner.key).expect(200).await;
    server.put(&over).key(&world.partner.key).json(&record).send().await.expect_problem(403, "FORBIDDEN");
    server.put(&over).key(&world.home.key).json(&record).expect(200).await;
}

async fn records_are_imported_by_file_and_bad_rows_told(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = in_the_second_stage(&server, &world, 62).await;
    let who = |number| identity_number("451031", &born(18), number);
    let csv = format!(
        "姓名,身份证件号,课程,实习,证书,奖项,技能,联系电话\n\
         学生62,{},\"数控车削技术训练(第2阶段,实训课,120学时,88分)\",\"深圳样例机械(岗位:车工,{}~{})\",\"车工(五级,{},编号:T62)\",\"技能大赛(市级,{})\",\"量具使用(第2阶段,{})\",13911112222\n\
         学生63,{},,,,,识图,\n\
         冒名者,{},,,,,识图,\n",
        who(62),
        day(-60),
        day(-10),
        day(-20),
        day(-15),
        day(-5),
        who(63),
        who(62),
    );
    let send = |key: &str, query: &str, csv: String| {
        server.post(&format!("/v1/training-records/import{query}")).key(key).body("text/csv", csv)
    };
    let dry = send(&world.partner.key, "?dry_run=true", csv.clone()).expect(200).await;
    assert_eq!((&dry["accepted"], &dry["kind"]), (&json!(1), &json!("training_records")), "{dry}");
    let done = send(&world.partner.key, "", csv.clone()).expect(200).await;
    let errors = |row: usize| done["rows"][row]["errors"][0]["code"].as_str().unwrap().to_owned();
    assert_eq!(done["rows"][0]["status"], "updated", "{done}");
    assert_eq!((errors(1), errors(2)), ("UNKNOWN_REFERENCE".into(), "DUPLICATE_ROW".into()));
    assert!(!done.to_string().contains("学生6"), "no personal value in the answer");
    let record = server.get(&record_of(&graduate)).key(&world.home.key).expect(200).await;
    assert_eq!(record["courses"][0]["kind"], "practice");
    assert_eq!(
        (&record["awards"][0]["level"], &record["certificates"][0]["number"]),
        (&json!("city"), &json!("T62"))
    );
    assert_eq!(record["internships"][0]["post"], "车工");
    assert_eq!(record["skills"].as_array().unwrap().len(), 3, "joined to what was known: {record}");
    let person = server.get(&format!("/v1/graduates/{graduate}")).key(&world.home.key).expect(200).await;
    assert_eq!(person["phone"], Value::Null, "nothing but the record is read");
    let again = send(&world.partner.key, "", csv.lines().take(2).map(|line| format!("{line}\n")).collect());
    assert_eq!(again.expect(200).await["rows"][0]["status"], "unchanged");

    let wrong_name = format!("姓名,身份证件号,技能\n别人,{},识图\n", who(62));
    let refused = send(&world.home.key, "", wrong_name).expect(200).await;
    let fault = &refused["rows"][0]["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!("姓名"), &json!("CONTRADICTS_REGISTER")),
        "{refused}"
    );
    let over = format!("姓名,身份证件号,技能\n样例甲,{},焊接\n", identity_number("451031", &born(19), 1));
    let refused = send(&world.partner.key, "", over).expect(200).await;
    assert_eq!(refused["rows"][0]["errors"][0]["code"], "NOT_YOUR_STAGE", "{refused}");
    let bad = format!(
        "姓名,身份证件号,证书,阶段\n学生62,{},\"低压电工作业({})\",\"2:{},{}~{}\"\n",
        who(62),
        day(-360),
        world.partner.id,
        day(-350),
        day(200),
    );
    let refused = send(&world.partner.key, "?atomic=true", bad).expect(200).await;
    let codes: Vec<_> =
        refused["rows"][0]["errors"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, [&json!("ISSUED_UNDERAGE")], "{refused}");
    let overlap = format!(
        "姓名,身份证件号,阶段\n学生62,{},\"2:{},{}~{}\"\n",
        who(62),
        world.partner.id,
        day(-350),
        day(200),
    );
    let refused = send(&world.partner.key, "", overlap).expect(200).await;
    let fault = &refused["rows"][0]["errors"][0];
    assert_eq!((&fault["pointer"], &fault["code"]), (&json!("阶段"), &json!("STAGES_OVERLAP")), "{refused}");
}

async fn bad_records_are_refused_where_they_stand(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = in_the_second_stage(&server, &world, 64).await;
    let path = record_of(&graduate);
    let record = server.get(&path).key(&world.partner.key).expect(200).await;
    let refused = async |change: &dyn Fn(&mut Value)| {
        let mut bad = record.clone();
        change(&mut bad);
        let problem = server.put(&path).key(&world.partner.key).json(&bad).send().await;
        let problem = problem.expect_problem(422, "INVALID");
        let faults = problem["errors"].as_array().unwrap().iter();
        faults
            .map(|one| format!("{} {}", one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    let certificate =
        |name: &str, issued: String| json!([{ "name": name, "issued": issued, "expires": day(-400) }]);
    assert_eq!(
        refused(&|bad| bad["stages"][1]["from"] = json!(day(-300))).await,
        ["/stages/1/from STAGES_OVERLAP"]
    );
    assert_eq!(
        refused(&|bad| bad["stages"][1]["to"] = json!(day(-295))).await,
        ["/stages/1/to RANGE_REVERSED"]
    );
    assert_eq!(
        refused(&|bad| bad["stages"][1]["place"] = json!("999999")).await,
        ["/stages/1/place UNKNOWN_REGION"]
    );
    assert_eq!(
        refused(&|bad| bad["certificates"] = json!([{ "name": "低压电工证", "issued": day(-200) }])).await,
        ["/certificates/0/issued ISSUED_UNDERAGE"]
    );
    assert_eq!(
        refused(&|bad| bad["certificates"] = certificate("健康证", day(-100))).await,
        ["/certificates/0/expires RANGE_REVERSED"]
    );
    let skill = json!({ "term": "识图", "evidence": { "kind": "school", "name": "某校" }, "stage": 7, "school": world.home.id, "date": day(-1) });
    assert_eq!(refused(&|bad| bad["skills"] = json!([skill])).await, ["/skills/0/stage UNKNOWN_REFERENCE"]);
    assert_eq!(
        refused(&|bad| bad["awards"] = json!([{ "name": " ", "date": day(-1) }])).await,
        ["/awards/0/name REQUIRED"]
    );
    // An expired certificate is no bad data: it is kept, and stands in the way until it is renewed.
    let mut expired = record.clone();
    expired["certificates"] = certificate("健康证", day(-800));
    server.put(&path).key(&world.partner.key).json(&expired).expect(200).await;
    let mut cook = vacancy("T-9", "中式烹调师");
    cook["requirements"] = json!({ "certificates": [{ "name": "健康证", "level": "required" }] });
    let cook = server.post("/v1/vacancies").key(&world.employer.key).json(&cook).expect(201).await;
    let pair = format!("/v1/vacancies/{}/matches/{graduate}", cook["id"].as_str().unwrap());
    let found = server.get(&pair).key(&world.partner.key).expect(200).await;
    let codes: Vec<_> =
        found["blocking"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"CERT_EXPIRED"), "{found}");
}

async fn a_second_school_does_not_contradict_the_register(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = in_the_second_stage(&server, &world, 65).await;
    let who = identity_number("451031", &born(18), 65);
    let csv = format!("姓名,身份证件号,专业代码,毕业日期\n李四,{who},740201,{}\n", day(300));
    let send = |key: &str| server.post("/v1/graduates/import").key(key).body("text/csv", csv.clone());
    let done = send(&world.partner.key).expect(200).await;
    let faults: Vec<_> = done["rows"][0]["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["pointer"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    let expected = ["姓名", "专业代码", "毕业日期"].map(|header| (header, "CONTRADICTS_REGISTER"));
    assert_eq!(faults, expected, "{done}");
    let person = format!("/v1/graduates/{graduate}");
    assert_eq!(server.get(&person).key(&world.home.key).expect(200).await["name"], "学生65");
    assert_eq!(send(&world.home.key).expect(200).await["accepted"], 1, "the register itself may");
    assert_eq!(server.get(&person).key(&world.home.key).expect(200).await["name"], "李四");
}

/// A school of its own, with an office of its own.
async fn school(server: &TestServer, name: &str, region: &str) -> (String, String) {
    let email = format!("office{region}@school.test");
    let draft =
        json!({ "name": name, "kind": "vocational", "region": region, "email": email, "synthetic": true });
    let made = server.post("/v1/schools").key(&server.operator_key).json(&draft).expect(201).await;
    (made["id"].as_str().unwrap().to_owned(), made["key"].as_str().unwrap().to_owned())
}

fn live_at(graduate: &Value, role: &str) -> Vec<String> {
    let today = day(0);
    let links = graduate["schools"].as_array().unwrap().iter().filter(|link| link["role"] == role);
    let live = links.filter(|link| {
        link["from"].as_str().unwrap() <= today.as_str()
            && link["to"].as_str().is_none_or(|end| end >= today.as_str())
    });
    live.map(|link| link["school"].as_str().unwrap().to_owned()).collect()
}

/// A 岷县 student left 青岛; 青岛 imports its old roster: a row conflict, no second registration, and 青岛 keeps its days.
async fn scenario_11_transfer(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let operator = &server.operator_key;
    let (minxian, minxian_key) = school(&server, "岷县样例职业学校", "621126").await;
    let (qingdao, qingdao_key) = school(&server, "青岛样例职业学校", "370211").await;
    let department = json!({ "name": "定西样例教育局", "region": "6211", "email": "office@dingxi.test" });
    server.post("/v1/departments").key(operator).json(&department).expect(201).await;
    let far = json!({ "name": "宁波样例教育局", "region": "3302", "email": "office@ningbo.test" });
    server.post("/v1/departments").key(operator).json(&far).expect(201).await;
    let partnership = json!({ "name": "青岷样例合作", "partner_school": qingdao, "home_schools": [minxian],
        "from": day(-1000), "synthetic": true });
    let partnership = server.post("/v1/partnerships").key(operator).json(&partnership).expect(201).await;
    let programme = json!({ "name": "岷县样例班", "form": "joint_staged", "partnership": partnership["id"],
        "home_school": minxian, "partner_school": qingdao, "major": "660103",
        "stages": [{ "number": 1, "school": minxian, "from": day(-800), "to": day(-440) },
            { "number": 2, "school": qingdao, "from": day(-430), "to": day(200) }],
        "graduates_on": day(210), "synthetic": true });
    let programme = server.post("/v1/programmes").key(operator).json(&programme).expect(201).await;
    let old = roster(77);
    let graduate = import(&server, &qingdao_key, programme["id"].as_str().unwrap(), &old).await.remove(0);
    let person = format!("/v1/graduates/{graduate}");
    let seen = server.get(&person).key(&qingdao_key).expect(200).await;
    assert_eq!(live_at(&seen, "registered"), std::slice::from_ref(&qingdao));

    let moves = format!("{person}/transfers");
    let left = json!({ "on": day(-110), "leaves": qingdao, "registered_at": minxian });
    server.post(&moves).key(&minxian_key).json(&left).send().await.expect_problem(403, "FORBIDDEN");
    let ahead = json!({ "on": day(3), "leaves": qingdao });
    let refused =
        server.post(&moves).key(&qingdao_key).json(&ahead).send().await.expect_problem(422, "INVALID");
    assert_eq!(refused["errors"][0]["pointer"], "/on");
    let after = server.post(&moves).key(&qingdao_key).json(&left).expect(200).await;
    assert_eq!(live_at(&after, "registered"), std::slice::from_ref(&minxian));
    assert_eq!(after["programme"], Value::Null, "the programme leads nowhere without its partner");
    for role in ["partner", "training"] {
        assert!(live_at(&after, role).is_empty(), "{role}: {after}");
    }

    let send = |query: &str| {
        server.post(&format!("/v1/graduates/import{query}")).key(&qingdao_key).body("text/csv", old.clone())
    };
    for _ in 0..2 {
        let done = send(&format!("?programme={}", programme["id"].as_str().unwrap())).expect(200).await;
        let fault = &done["rows"][0]["errors"][0];
        assert_eq!(
            (&fault["pointer"], &fault["code"]),
            (&json!("身份证件号"), &json!("REGISTERED_ELSEWHERE")),
            "{done}"
        );
    }
    let seen = server.get(&person).key(&minxian_key).expect(200).await;
    assert_eq!(live_at(&seen, "registered"), std::slice::from_ref(&minxian), "no second registration");
    let record = server.get(&record_of(&graduate)).key(&minxian_key).expect(200).await;
    let stage = &record["stages"][1];
    assert_eq!((&stage["school"], &stage["to"]), (&json!(qingdao), &json!(day(-110))), "青岛 keeps its days");
    assert!(
        !record["skills"].to_string().contains("数控车床操作"),
        "a forecast of the cut stage is none any more"
    );
    let mut taken = record.clone();
    taken["stages"].as_array_mut().unwrap().remove(1);
    let taken = server.put(&record_of(&graduate)).key(&minxian_key).json(&taken).send().await;
    assert_eq!(taken.expect_problem(422, "INVALID")["errors"][0]["code"], "STAGE_OF_OTHER_SCHOOL");

    let addresses = ["office621126@school.test", "office370211@school.test", "office@dingxi.test"];
    for subject in ["学生转学或学籍变动", "两校登记了同一名学生"] {
        for to in addresses {
            let wanted = |mail: &crate::support::mailbox::Mail| mail.to() == to && mail.subject() == subject;
            let mail = server.mailbox().wait(to, wanted).await;
            assert!(mail.text().contains("青岛样例职业学校"), "{}", mail.text());
            assert!(!mail.text().contains("学生77"), "no name in a mail");
            assert_eq!(mail.link("/v1/graduates/").is_some(), to.ends_with("school.test"), "{to}");
        }
    }
    let mails = server.mailbox().mails();
    assert_eq!(
        mails.len(),
        6,
        "each once, a second import tells nobody again, and the far department nothing"
    );
    // An offer of today tells the schools of today: 岷县 only.
    let told: std::collections::BTreeSet<_> = ["origin", "registered", "training", "partner"]
        .iter()
        .flat_map(|role| live_at(&seen, role))
        .collect();
    assert!(told.iter().eq([&minxian]), "{told:?}");
}

async fn the_skill_gap_names_what_is_asked_held_to_come_and_missing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let graduate = in_the_second_stage(&server, &world, 66).await;
    let person = server.get(&format!("/v1/graduates/{graduate}")).key(&world.home.key).expect(200).await;
    let programme = person["programme"].as_str().unwrap();
    let mut turner = vacancy("G-1", "数控车工");
    turner["requirements"]["skills"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "term": "三坐标测量", "level": "required" }));
    server.post("/v1/vacancies").key(&world.employer.key).json(&turner).expect(201).await;
    let mut cook = vacancy("G-2", "中式烹调师");
    cook["requirements"] =
        json!({ "majors": ["740201"], "skills": [{ "term": "中餐烹饪", "level": "required" }] });
    server.post("/v1/vacancies").key(&world.employer.key).json(&cook).expect(201).await;
    let path = format!("/v1/programmes/{programme}/skill-gap");
    let gap = crate::support::wait_for("gap", std::time::Duration::from_secs(10), async || {
        let gap = server.get(&path).key(&world.partner.key).expect(200).await;
        (gap["vacancies"] == 1).then_some(gap)
    })
    .await;
    assert_eq!((&gap["headcount"], &gap["students"]), (&json!(6), &json!(1)), "{gap}");
    let need =
        |skill: &str| gap["skills"].as_array().unwrap().iter().find(|one| one["skill"] == skill).unwrap();
    let figures = |skill: &str| {
        [&need(skill)["held"], &need(skill)["forecast"], &need(skill)["missing"]]
            .map(|one| one.as_u64().unwrap())
    };
    assert_eq!(figures("识图"), [1, 0, 0]);
    assert_eq!(figures("数控车床操作"), [0, 1, 0]);
    assert_eq!(figures("三坐标测量"), [0, 0, 1]);
    assert_eq!(gap["skills"][0]["skill"], "三坐标测量", "the gap comes first");
    let taught = &need("数控车床操作")["taught_by"];
    assert_eq!(
        (&taught["stage"], &taught["school"], &taught["over"]),
        (&json!(2), &json!(world.partner.id), &json!(false)),
        "{taught}"
    );
    assert_eq!(taught["course"], "数控车削技术训练");
    let of = async |class: &str| {
        server.get(&format!("{path}?class={class}")).key(&server.operator_key).expect(200).await
    };
    assert_eq!(of("在读一班").await["students"], 1);
    assert_eq!(of("别班").await["students"], 0);
    server.get(&path).key(&world.employer.key).send().await.expect_problem(403, "FORBIDDEN");
}
