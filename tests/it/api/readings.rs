//! What an employer leaves out is read from title and description, and says so.

use crate::support::{TestDatabase, TestServer, days::day, on_both_databases, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    what_is_left_out_is_read_from_the_text_and_marked,
    what_the_employer_gave_is_never_overridden,
    a_new_description_is_read_anew,
    what_was_read_is_found_by_filters,
);

const DESCRIPTION: &str = "年满18周岁，中专及以上学历，两班倒，包吃住，四人间，住宿费100元/月，五险，\
    综合工资5500-6500元/月，试用期一个月，签订两年劳动合同，每天8小时，双休，路费补贴300元，可结伴。须持叉车证，会CAD优先。";

/// A vacancy that says everything in words and nothing in fields.
fn in_words(reference: &str, description: &str) -> Value {
    json!({ "reference": reference, "title": "仓库普工", "headcount": 3, "workplace": { "text": "深圳市宝安区" },
        "description": description, "valid_until": day(60) })
}

/// The words a pointer was read from, as marked; checked against the description they are said to stand in.
fn words_of(vacancy: &Value, pointer: &str) -> Vec<String> {
    let marks = vacancy["read"].as_array().unwrap().iter().filter(|mark| mark["pointer"] == pointer);
    let description: Vec<char> = vacancy["description"].as_str().unwrap().chars().collect();
    let words = marks.map(|mark| {
        let place = |end: &str| mark["span"][end].as_u64().unwrap() as usize;
        let quote: String = description[place("start")..place("end")].iter().collect();
        assert_eq!((&mark["source"], &mark["field"]), (&json!("text"), &json!("description")), "{mark}");
        assert_eq!(mark["text"], quote.as_str(), "{mark}");
        quote
    });
    words.collect()
}

async fn what_is_left_out_is_read_from_the_text_and_marked(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&in_words("R-1", DESCRIPTION));
    let posted = posted.expect(201).await;
    let conditions = &posted["conditions"];
    assert_eq!(conditions["dormitory"], json!({ "provided": true, "people_per_room": 4, "fee": 100 }));
    assert_eq!((&conditions["meals"], &conditions["shift"]), (&json!("provided"), &json!("two_shifts")));
    assert_eq!((&conditions["hours_per_week"], &conditions["rest_days"]), (&json!(40), &json!("two")));
    assert_eq!(conditions["insurance"].as_array().unwrap().len(), 5);
    assert!(conditions["housing_fund"].is_null(), "五险 is not 一金");
    assert_eq!((&conditions["travel_allowance"], &conditions["group_hire"]), (&json!(300), &json!(true)));
    assert_eq!(posted["probation"], json!({ "months": 1, "pay": null }));
    assert_eq!(posted["contract"], json!({ "kind": "labour", "months": 24 }));
    let pay = ["min", "max", "unit", "shown"].map(|field| &posted["pay"][field]);
    assert_eq!(json!(pay), json!([5500, 6500, "month", "5,500–6,500元/月"]));
    let asked = &posted["requirements"];
    assert_eq!((&asked["education"], &asked["minimum_age"]), (&json!("secondary_vocational"), &json!(18)));
    assert_eq!(asked["certificates"][0]["level"], "required", "{asked}");
    assert_eq!(asked["skills"][0]["level"], "preferred", "{asked}");

    assert_eq!(words_of(&posted, "/conditions/shift"), ["两班倒"]);
    assert_eq!(words_of(&posted, "/conditions/dormitory/people_per_room"), ["四人间"]);
    assert_eq!(words_of(&posted, "/pay"), ["5500-6500元/月"]);
    assert_eq!(words_of(&posted, "/conditions/hours_per_week"), ["每天8小时", "双休"]);
    assert_eq!(words_of(&posted, "/requirements/certificates/0"), ["叉车证"]);
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    assert_eq!(server.get(&path).expect(200).await["read"], posted["read"]);
    let again = server.post("/v1/vacancies").key(&world.employer.key).json(&in_words("R-1", DESCRIPTION));
    assert_eq!(again.expect(200).await["id"], posted["id"], "the same words are the same vacancy");

    let page = server.get(&format!("/vacancies/{}", posted["id"].as_str().unwrap())).send().await;
    assert!(page.text().contains("来自描述"), "the page says where it was read");
    let without =
        server.post("/v1/vacancies").key(&world.employer.key).json(&in_words("R-2", "工作轻松，包吃住。"));
    let problem = without.send().await.expect_problem(422, "INVALID");
    let fault = &problem["errors"][0];
    assert_eq!((&fault["pointer"], &fault["code"]), (&json!("/pay/text"), &json!("REQUIRED")));
}

async fn what_the_employer_gave_is_never_overridden(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut body = in_words("R-1", DESCRIPTION);
    body["pay"] = json!({ "text": "7-8千/月" });
    body["probation"] = json!({ "months": 2, "pay": 6000 });
    body["contract"] = json!({ "kind": "dispatch", "months": 12 });
    body["requirements"] = json!({ "education": "higher_vocational", "minimum_age": 20,
        "skills": [{ "term": "识图" }], "certificates": [{ "name": "电工证" }] });
    body["conditions"] = json!({ "dormitory": { "provided": false }, "meals": "none", "shift": "day",
        "hours_per_week": 44, "rest_days": "one", "insurance": ["injury"], "housing_fund": true,
        "travel_allowance": 100, "group_hire": false });
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    assert_eq!(posted["read"], json!([]));
    for (field, value) in body["conditions"].as_object().unwrap() {
        let given = if field == "dormitory" {
            &posted["conditions"]["dormitory"]["provided"]
        } else {
            &posted["conditions"][field]
        };
        assert_eq!(given, if field == "dormitory" { &value["provided"] } else { value }, "{field}");
    }
    assert_eq!((&posted["probation"], &posted["contract"]), (&body["probation"], &body["contract"]));
    assert_eq!((&posted["pay"]["min"], &posted["requirements"]["minimum_age"]), (&json!(7000), &json!(20)));
    assert_eq!(posted["requirements"]["skills"].as_array().unwrap().len(), 1);
}

async fn a_new_description_is_read_anew(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let mut body = in_words("R-1", DESCRIPTION);
    body["conditions"] = json!({ "meals": "allowance" });
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    let path = format!("/v1/vacancies/{}", posted["id"].as_str().unwrap());
    let patch =
        async |body: Value| server.patch(&path).key(&world.employer.key).json(&body).expect(200).await;
    let changed = patch(json!({ "description": "长白班，月薪4000-5000元，单休，不提供住宿。" })).await;
    let conditions = &changed["conditions"];
    assert_eq!((&conditions["shift"], &conditions["rest_days"]), (&json!("day"), &json!("one")));
    assert_eq!(conditions["dormitory"], json!({ "provided": false, "people_per_room": null, "fee": null }));
    assert_eq!(conditions["meals"], "allowance", "what was given stays");
    assert!(conditions["insurance"].is_null() && changed["contract"].is_null(), "{changed}");
    assert_eq!((&changed["pay"]["min"], &changed["pay"]["max"]), (&json!(4000), &json!(5000)));
    assert_eq!(changed["requirements"]["certificates"], json!([]));

    let given = patch(json!({ "conditions": { "shift": "night" }, "pay": { "text": "9千/月" } })).await;
    assert_eq!((&given["conditions"]["shift"], &given["pay"]["min"]), (&json!("night"), &json!(9000)));
    assert_eq!(words_of(&given, "/conditions/shift"), Vec::<String>::new());
    assert_eq!(words_of(&given, "/pay"), Vec::<String>::new());
    assert_eq!(words_of(&given, "/conditions/rest_days"), ["单休"]);
}

async fn what_was_read_is_found_by_filters(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let posted = server.post("/v1/vacancies").key(&world.employer.key).json(&in_words("R-1", DESCRIPTION));
    let id = posted.expect(201).await["id"].clone();
    let found = async |query: &str| server.get(&format!("/v1/search/vacancies{query}")).expect(200).await;
    let queries = [
        "?dormitory=true",
        "?shift=two_shifts",
        "?insurance=pension",
        "?meals=provided",
        "?rest_days=two",
        "?pay_min=6000&include_unknown_pay=false",
    ];
    for query in queries {
        let hit = wait_for(query, Duration::from_secs(10), async || {
            let answer = found(query).await;
            (answer["total"] == 1).then_some(answer)
        });
        assert_eq!(hit.await["items"][0]["id"], id, "{query}");
    }
    assert_eq!(found("?housing_fund=true").await["total"], 0);
}
