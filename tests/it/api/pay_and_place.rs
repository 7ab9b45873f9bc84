//! Pay and place as employers write them: what is understood comes back, and what is not is refused with what could
//! be meant.

use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for, world::vacancy};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(scenario_9_pay, scenario_10_place, a_roster_keeps_the_codes_of_its_time);

/// Posts a vacancy with these fields instead of the usual ones.
async fn post(server: &TestServer, key: &str, number: usize, fields: &[(&str, Value)]) -> (u16, Value) {
    let mut body = vacancy(&format!("P-{number}"), &format!("操作工{number}"));
    for (field, value) in fields {
        body[field] = value.clone();
    }
    let answer = server.post("/v1/vacancies").key(key).json(&body).send().await;
    (answer.status, answer.json())
}

async fn scenario_9_pay(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let pay = async |number: usize, text: &str| -> Value {
        let (status, answer) = post(&server, key, number, &[("pay", json!({ "text": text }))]).await;
        assert_eq!(status, 201, "{text}: {answer}");
        answer["pay"].clone()
    };
    let said = |pay: &Value| {
        json!(["min", "max", "unit", "months", "base", "year_min", "year_max"].map(|field| &pay[field]))
    };
    let monthly = pay(1, "4-6千/月·13薪").await;
    assert_eq!(said(&monthly), json!([4000, 6000, "month", 13, null, 52_000, 78_000]));
    assert_eq!(monthly["shown"], "4,000–6,000元/月 · 13薪");
    for (number, text) in [(2, "４０００～６０００元"), (3, "4K-6K"), (4, "0.4-0.6万")] {
        let same = pay(number, text).await;
        assert_eq!(said(&same), json!([4000, 6000, "month", 12, null, 48_000, 72_000]), "{text}");
        assert_eq!(same["text"], text);
    }
    let hourly = pay(5, "22元/小时").await;
    assert_eq!(said(&hourly), json!([22, 22, "hour", 12, null, null, null]), "hours a year are not known");
    let based = pay(6, "底薪2500+加班，综合5500-6500").await;
    assert_eq!(said(&based), json!([5500, 6500, "month", 12, 2500, 66_000, 78_000]));
    let unknown = pay(7, "面议").await;
    assert_eq!(said(&unknown), json!([null, null, "month", 12, null, null, null]), "never nought");
    for (text, code) in
        [("6-4千", "RANGE_REVERSED"), ("工资高", "PAY_NOT_UNDERSTOOD"), ("$5000", "PAY_NOT_UNDERSTOOD")]
    {
        let (status, refused) = post(&server, key, 9, &[("pay", json!({ "text": text }))]).await;
        let fault = &refused["errors"][0];
        assert_eq!(
            (status, &fault["code"], &fault["pointer"]),
            (422, &json!(code), &json!("/pay/text")),
            "{text}"
        );
    }

    let found = async |query: &str| -> Vec<String> {
        let path = format!("/v1/search/vacancies?limit=50{query}");
        let items = server.get(&path).expect(200).await["items"].clone();
        let mut references: Vec<_> =
            items.as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap().to_owned()).collect();
        references.sort();
        references.iter().map(|title| title.replace("操作工", "")).collect()
    };
    wait_for("seven vacancies in the index", Duration::from_secs(10), async || {
        (found("").await.len() == 7).then_some(())
    })
    .await;
    assert_eq!(found("&pay_min=5000&pay_max=5200&include_unknown_pay=false").await, ["1", "2", "3", "4"]);
    assert_eq!(
        found("&pay_min=6000&pay_max=7000&include_unknown_pay=false").await,
        ["1", "2", "3", "4", "6"]
    );
    assert_eq!(found("&pay_min=6001&include_unknown_pay=false").await, ["6"]);
    assert_eq!(
        found("&pay_min=6001").await,
        ["5", "6", "7"],
        "what cannot be compared stays unless left out"
    );
    assert_eq!(found("&pay_max=3999&include_unknown_pay=false").await, [""; 0]);
    assert_eq!(
        found("&include_unknown_pay=false").await,
        ["1", "2", "3", "4", "5", "6"],
        "hourly pay is known"
    );
}

async fn scenario_10_place(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let key = &world.employer.key;
    let at = async |number: usize, text: &str| {
        post(&server, key, number, &[("workplace", json!({ "text": text }))]).await
    };
    for (number, (text, region, detail)) in [
        ("昆山", "320583", Value::Null),
        ("苏州昆山", "320583", Value::Null),
        ("江苏省昆山市", "320583", Value::Null),
        ("东莞长安镇", "441900", json!("长安镇")),
        ("廣東省東莞市", "441900", Value::Null),
        ("广西隆林县", "451031", Value::Null),
        ("苏州工业园区", "320576", Value::Null),
        ("北京市崇文区", "110101", Value::Null),
    ]
    .into_iter()
    .enumerate()
    {
        let (status, posted) = at(number, text).await;
        let place = &posted["workplace"];
        assert_eq!((status, &place["region"]), (201, &json!(region)), "{text}: {posted}");
        assert_eq!((&place["detail"], &place["text"]), (&detail, &json!(text)));
    }
    for (text, some) in [
        ("朝阳", vec!["110105", "2113"]),
        ("鼓楼区", vec!["320106", "350102"]),
        ("海南", vec!["46", "6325"]),
        ("苏州/无锡", vec!["3205", "3202"]),
    ] {
        let (status, refused) = at(20, text).await;
        let fault = &refused["errors"][0];
        assert_eq!((status, &fault["code"]), (422, &json!("PLACE_AMBIGUOUS")), "{text}: {refused}");
        let candidates = fault["candidates"].as_array().unwrap();
        for code in some {
            let one = candidates.iter().find(|one| one["code"] == code);
            assert!(
                one.is_some_and(|one| !one["label"].as_str().unwrap().is_empty()),
                "{text} {code}: {fault}"
            );
        }
    }
    for nickname in ["魔都", "鹏城", "羊城"] {
        let (status, refused) = at(20, nickname).await;
        assert_eq!(
            (status, &refused["errors"][0]["code"]),
            (422, &json!("PLACE_NOT_UNDERSTOOD")),
            "{nickname}"
        );
    }
    for field in ["region", "text"] {
        let (status, refused) = post(&server, key, 20, &[("workplace", json!({ field: "440183" }))]).await;
        let fault = &refused["errors"][0];
        assert_eq!((status, &fault["code"]), (422, &json!("UNKNOWN_REGION")), "{field}");
        assert_eq!(fault["candidates"][0]["code"], "440118", "what 增城市 is today: {fault}");
    }

    // In a search a nickname is a place: 羊城 finds what lies in 广州.
    let (status, _) = at(21, "广州市番禺区").await;
    assert_eq!(status, 201);
    let total = wait_for("it in the index", Duration::from_secs(10), async || {
        let found = server.get("/v1/search/vacancies?q=羊城").expect(200).await;
        (found["total"] != 0).then_some(found)
    })
    .await;
    assert_eq!(total["items"][0]["workplace"]["region"], "440113", "{total}");
}

async fn a_roster_keeps_the_codes_of_its_time(database: TestDatabase) {
    use crate::support::{days::day, people::identity_number};
    let server = TestServer::start(database).await;
    let world = server.world().await;
    // Born when 威宁 lay in the prefecture 毕节地区.
    let old = identity_number("522427", "20070810", 1);
    let never = identity_number("999999", "20070810", 2);
    let csv = format!(
        "姓名,身份证件号,班级名称,专业代码,毕业日期,户口所在地行政区划码\n样例戊,{old},样例1班,660103,{end},522427\n\
         样例己,{never},样例1班,660103,{end},522427\n样例庚,{},样例1班,660103,{end},130421\n",
        identity_number("130421", "20070810", 3),
        end = day(60),
    );
    let answer =
        server.post("/v1/graduates/import").key(&world.home.key).body("text/csv", csv).expect(200).await;
    let rows = &answer["rows"];
    let id = rows[0]["id"].as_str().unwrap_or_else(|| panic!("{answer}"));
    let graduate = server.get(&format!("/v1/graduates/{id}")).key(&world.home.key).expect(200).await;
    assert!(graduate.to_string().contains("520526"), "the household as it is today: {graduate}");
    let fault =
        |row: usize| (rows[row]["errors"][0]["pointer"].clone(), rows[row]["errors"][0]["code"].clone());
    assert_eq!(fault(1), (json!("身份证件号"), json!("UNKNOWN_REGION")));
    assert!(!rows[1].to_string().contains("999999"), "no digit of the number is repeated");
    assert_eq!(fault(2), (json!("户口所在地行政区划码"), json!("PLACE_AMBIGUOUS")), "邯郸县 was divided");
}
