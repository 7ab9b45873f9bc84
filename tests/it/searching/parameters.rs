//! Every parameter: one value, several, an excluded one; facets that add up; every order and view.

use super::{ids, post, search, until_found};
use crate::support::{
    TestDatabase, TestServer, World, days::day, on_both_databases, world::verified_employer,
};
use serde_json::{Value, json};

on_both_databases!(every_filter_takes_leaves_and_counts, orders_views_and_distances_are_as_asked);

const FACETS: &str = "region,occupation,major,skill,certificate,employer,kind,shift,meals,insurance";
const MORE_FACETS: &str = "rest_days,programme,dormitory,housing_fund,accepts_minor";

/// Four vacancies that differ in everything that can be filtered by.
async fn posted(server: &TestServer) -> (World, Vec<String>) {
    let world = server.world().await;
    let other = verified_employer(server, &server.operator_key, 40, "宁波样例电子有限公司").await;
    let turner = post(server, &world.employer, "数控车工", |body| {
        body["requirements"] = json!({ "majors": ["660103"], "minimum_age": 18,
            "skills": [{ "term": "数控车床操作", "level": "required" }],
            "certificates": [{ "name": "电工", "level": "preferred" }] });
        body["reserved"] = json!([{ "programme": world.programme, "seats": 2, "until": day(60) }]);
    });
    let turner = turner.await;
    let seamstress = post(server, &other, "缝纫工", |body| {
        body["workplace"]["text"] = json!("宁波市鄞州区");
        (body["pay"]["text"], body["headcount"]) = (json!("4-5千/月"), json!(3));
        body["conditions"] = json!({ "dormitory": { "provided": false }, "meals": "allowance", "shift": "two_shifts",
            "rest_days": "one", "insurance": ["injury"], "housing_fund": false });
    });
    let seamstress = seamstress.await;
    let trainee = post(server, &other, "电子厂实习生", |body| {
        body["kind"] = json!("internship");
        body["workplace"]["text"] = json!("苏州市昆山市");
        (body["pay"]["text"], body["contract"]) =
            (json!("3000元/月"), json!({ "kind": "internship", "months": 6 }));
        body["conditions"] = json!({ "shift": "day", "meals": "none" });
    });
    let trainee = trainee.await;
    let clerk = post(server, &other, "电商客服", |body| {
        body["workplace"]["text"] = json!("深圳市南山区");
        (body["pay"]["text"], body["conditions"]) = (json!("面议"), json!({}));
    });
    let clerk = clerk.await;
    until_found(server, 4).await;
    (world, vec![turner, seamstress, trainee, clerk])
}

async fn every_filter_takes_leaves_and_counts(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let (_, _) = posted(&server).await;
    let mut counted = 0;
    for facets in [FACETS, MORE_FACETS] {
        let found = search(&server, &format!("facets={facets}")).await;
        for name in facets.split(',') {
            let values = found["facets"][name].as_array().unwrap_or_else(|| panic!("no facet {name}"));
            let values: Vec<_> =
                values.iter().map(|one| (value(one), one["count"].as_u64().unwrap())).collect();
            for (value, count) in &values {
                let total = async |query: String| search(&server, &query).await["total"].as_u64().unwrap();
                assert_eq!(total(format!("{name}={value}")).await, *count, "{name}={value}");
                let flag = matches!(name, "dormitory" | "housing_fund" | "accepts_minor");
                if !flag {
                    assert_eq!(total(format!("{name}=-{value}")).await, 4 - count, "{name}=-{value}");
                    assert_eq!(total(format!("{name}={value}&{name}=-{value}")).await, 0, "{name} both");
                }
                counted += 1;
            }
            let flag = matches!(name, "dormitory" | "housing_fund" | "accepts_minor");
            if let ([(one, _), (other, _), ..], false) = (values.as_slice(), flag) {
                let either = search(&server, &format!("{name}={one}&{name}={other}&view=id")).await;
                let alone = [one, other].map(|value| format!("{name}={value}&view=id"));
                let mut united = Vec::new();
                for query in alone {
                    united.extend(ids(&search(&server, &query).await));
                }
                united.sort();
                united.dedup();
                assert_eq!(either["total"], united.len(), "{name}: repeated values are alternatives");
            }
        }
    }
    assert!(counted > 30, "{counted}");
    let both = search(&server, "region=4403&shift=day").await;
    assert_eq!(both["total"], 1, "different filters all apply");
    assert_eq!(search(&server, "skill=CNC车床操作").await["total"], 1, "other words for a skill");
}

fn value(one: &Value) -> String {
    one["value"].as_str().unwrap().to_owned()
}

async fn orders_views_and_distances_are_as_asked(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let (_, posted) = posted(&server).await;
    let [turner, seamstress, trainee, clerk] = posted.as_slice() else { panic!("four") };
    let all = search(&server, "sort=newest").await;
    assert_eq!(ids(&all).iter().collect::<Vec<_>>(), [clerk, trainee, seamstress, turner]);
    assert_eq!((&all["total"], &all["positions"]), (&json!(4), &json!(6 + 3 + 6 + 6)));
    let paid = search(&server, "sort=pay").await;
    assert_eq!(
        ids(&paid).iter().collect::<Vec<_>>(),
        [turner, seamstress, trainee, clerk],
        "unknown pay is last"
    );
    for (query, total) in [
        ("pay_min=4500", 3),
        ("pay_min=4500&include_unknown_pay=false", 2),
        ("pay_min=60000&pay_unit=year&include_unknown_pay=false", 2),
        ("pay_max=3500&include_unknown_pay=false", 1),
        ("pay_min=4500&pay_max=4600&include_unknown_pay=false", 1),
        ("base_min=9000&include_unknown_pay=false", 0),
        ("include_unknown_pay=false", 3),
        ("published_after=10", 4),
        ("published_after=0", 0),
    ] {
        assert_eq!(search(&server, query).await["total"], total, "{query}");
    }
    // 宁波.
    let near = search(&server, "near=121.55,29.87&sort=distance").await;
    assert_eq!(ids(&near).first(), Some(seamstress), "{near}");
    let distances: Vec<f64> =
        near["items"].as_array().unwrap().iter().map(|item| item["distance_km"].as_f64().unwrap()).collect();
    assert!(distances.is_sorted() && distances[0] < 40.0 && distances[3] > 900.0, "{distances:?}");
    assert_eq!(search(&server, "near=121.55,29.87&radius_km=60").await["total"], 1);

    let view = async |view: &str| search(&server, &format!("q=缝纫工&view={view}")).await["items"][0].clone();
    let (id, small, full) = (view("id").await, view("small").await, view("full").await);
    let keys = |item: &Value| item.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&id).len(), 3, "{id}");
    assert!(
        keys(&id).iter().all(|key| small.get(key).is_some()) && small.get("description").is_none(),
        "{small}"
    );
    assert!(full["description"].is_string() && full["highlights"]["title"].is_string(), "{full}");
    assert_eq!(small, search(&server, "q=缝纫工").await["items"][0], "small where absent");
}
