//! Search: words, places, pay, facets, pages and completions.

use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for, world::vacancy};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    words_filters_and_facets_find_what_was_posted,
    pages_show_each_vacancy_once,
    dictionaries_are_public_and_versioned,
);

async fn search(server: &TestServer, query: &str) -> Value {
    server.get(&format!("/v1/search/vacancies{query}")).expect(200).await
}

async fn until_total(server: &TestServer, query: &str, total: u64) -> Value {
    wait_for("vacancy in the index", Duration::from_secs(10), async || {
        let found = search(server, query).await;
        (found["total"] == total).then_some(found)
    })
    .await
}

async fn words_filters_and_facets_find_what_was_posted(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let posts = [
        ("S-1", "数控车工(长白班)", "深圳市宝安区福海街道", "5-7千/月"),
        ("S-2", "缝纫工", "东莞长安镇", "4-5千/月"),
        ("S-3", "电商客服", "宁波市鄞州区", "面议"),
    ];
    for (reference, title, place, pay) in posts {
        let mut body = vacancy(reference, title);
        (body["workplace"]["text"], body["pay"]["text"]) = (json!(place), json!(pay));
        body["description"] = json!(format!("招聘{title}，长白班，合成数据。"));
        body["requirements"] = json!({});
        server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    }
    let all = until_total(&server, "?facets=region,shift", 3).await;
    assert_eq!(all["positions"], 18, "six seats each");
    let shifts = &all["facets"]["shift"][0];
    assert_eq!((&shifts["value"], &shifts["count"]), (&json!("day"), &json!(3)));
    let regions = all["facets"]["region"].as_array().unwrap();
    assert!(regions.iter().all(|one| one["label"].is_string() && one["count"].is_u64()), "{regions:?}");

    let titles = async |query: &str| -> Vec<String> {
        let found = search(&server, query).await;
        let items = found["items"].as_array().unwrap().iter();
        items.map(|item| item["title"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(titles("?q=数控").await, ["数控车工(长白班)"]);
    assert_eq!(titles("?q=-缝纫工&region=44").await, ["数控车工(长白班)"]);
    assert_eq!(titles("?region=4403&region=3302").await.len(), 2);
    assert_eq!(titles("?region=-44").await, ["电商客服"]);
    assert_eq!(titles("?pay_min=5500&include_unknown_pay=false").await, ["数控车工(长白班)"]);
    assert_eq!(
        titles("?pay_min=5500").await.len(),
        2,
        "unknown pay is found too, unless the searcher says no"
    );
    assert_eq!(titles("?sort=pay&pay_min=1&include_unknown_pay=false").await, ["数控车工(长白班)", "缝纫工"]);
    assert_eq!(titles("?kind=internship").await, Vec::<String>::new());

    let item = &search(&server, "?q=数控车工").await["items"][0];
    assert!(item["highlights"]["title"].as_str().unwrap().contains("<mark>"), "{item}");
    assert_eq!(item["employer"]["name"], "深圳样例机械有限公司");
    assert_eq!((&item["workplace"]["region"], &item["pay"]["min"]), (&json!("440306"), &json!(5000)));
    let id = &search(&server, "?q=数控车工&view=id").await["items"][0];
    assert!(id["id"].is_string() && id.get("title").is_none(), "{id}");
    let full = &search(&server, "?q=数控车工&view=full").await["items"][0];
    assert!(full["description"].is_string() && full["requirements"].is_object(), "{full}");

    let completions = server.get("/v1/search/suggest?q=skc").expect(200).await;
    assert!(
        completions["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["text"].as_str().unwrap().contains("数控车"))
    );
}

async fn pages_show_each_vacancy_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for number in 0..7 {
        let body = vacancy(&format!("S-{number}"), &format!("数控车工{number}号"));
        server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    }
    let whole = until_total(&server, "?q=数控车工&view=id&limit=100", 7).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = search(&server, &format!("?q=数控车工&view=id&limit=3{cursor}")).await;
        seen.extend(page["items"].as_array().unwrap().iter().map(|one| one["id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let whole: Vec<_> = whole["items"].as_array().unwrap().iter().map(|one| one["id"].clone()).collect();
    assert_eq!(seen, whole);
}

async fn dictionaries_are_public_and_versioned(database: TestDatabase) {
    let server = TestServer::start(database).await;
    for (name, code) in [("regions", "440306"), ("majors", "660103"), ("occupations", "6-18-01-01")] {
        let path = format!("/v1/vocabulary/{name}");
        let answer = server.get(&path).send().await;
        let dictionary = answer.expect(200);
        assert!(dictionary["items"].as_array().unwrap().iter().any(|one| one["code"] == code), "{name}");
        let known = server.get(&path).header("if-none-match", answer.header("etag").unwrap()).send().await;
        assert_eq!(known.status, 304);
    }
    let majors = server.get("/v1/vocabulary/majors").send().await.expect(200);
    for (code, source) in [("690102", "official"), ("660103", "editorial")] {
        let items = majors["items"].as_array().unwrap();
        let major = items.iter().find(|major| major["code"] == code).unwrap();
        let links = major["occupations"].as_array().unwrap();
        assert_eq!(links[0]["source"], source, "{major}");
        assert!(
            links.iter().all(|link| link["name"].is_string() && link["confidence"].as_f64().unwrap() > 0.0)
        );
    }
    let item = async |dictionary: &str, name: &str| {
        let answer = server.get(&format!("/v1/vocabulary/{dictionary}")).send().await;
        let items = answer.expect(200)["items"].as_array().unwrap().clone();
        items.into_iter().find(|one| one["name"] == name).unwrap()
    };
    let skill = item("skills", "氩弧焊").await;
    assert_eq!((&skill["broader"], &skill["kind"]), (&json!("焊接"), &json!("skill")), "{skill}");
    assert!(skill["majors"].as_array().unwrap().contains(&json!("660105")), "{skill}");
    assert!(skill["aliases"].as_array().unwrap().contains(&json!("TIG焊")), "{skill}");
    let certificate = item("certificates", "叉车司机（N1）").await;
    assert_eq!(certificate["kind"], "special_equipment", "{certificate}");
    assert_eq!((&certificate["valid_months"], &certificate["minimum_age"]), (&json!(48), &json!(18)));
    assert_eq!(item("certificates", "电工").await["levels"], "5-1");
    server.get("/v1/vocabulary/colours").send().await.expect_problem(404, "NOT_FOUND");
}
