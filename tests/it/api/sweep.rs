//! Every route without a key, with keys of the wrong roles, with ids that are none and ids that are somebody else's.
//! A route without its row here fails.

use crate::support::{TestDatabase, TestServer, days::day, on_both_databases, world};
use jobbridge::{
    api::{
        Access,
        routes::{Route, TABLE, roles_shut_out},
    },
    domain::party::Role,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

on_both_databases!(
    no_route_answers_without_a_key_or_to_the_wrong_role,
    what_is_not_there_or_somebody_elses_is_not_found,
);

/// Each route with a body that is fine, and the roles whose strangers must not find what is not theirs.
fn rows() -> BTreeMap<&'static str, (Value, &'static [Role])> {
    use Role::{Employer, Graduate, School};
    let own: &[Role] = &[Employer, School];
    let no = Value::Null;
    let rows: Vec<(&'static str, Value, &'static [Role])> = vec![
        ("POST /v1/employers", no.clone(), &[]),
        ("GET /v1/employers", no.clone(), &[]),
        ("GET /v1/employers/{id}", no.clone(), &[]),
        ("PATCH /v1/employers/{id}", json!({ "description": "改过的说明" }), &[Employer]),
        ("POST /v1/employers/{id}/verify", json!({ "outcome": "verified" }), &[]),
        ("POST /v1/keys", json!({ "label": "second" }), &[]),
        ("GET /v1/keys", no.clone(), &[]),
        ("DELETE /v1/keys/{id}", no.clone(), own),
        ("POST /v1/vacancies", no.clone(), &[]),
        ("POST /v1/vacancies/lint", json!({ "title": "数控车工" }), &[]),
        ("GET /v1/vacancies", no.clone(), &[]),
        ("POST /v1/vacancies/import", no.clone(), &[]),
        ("GET /v1/vacancies/import/template", no.clone(), &[]),
        ("PUT /v1/vacancies/by-reference/{reference}", no.clone(), &[]),
        ("GET /v1/vacancies/{id}", no.clone(), &[]),
        ("PATCH /v1/vacancies/{id}", json!({ "headcount": 2 }), &[Employer]),
        ("DELETE /v1/vacancies/{id}", no.clone(), &[Employer]),
        ("POST /v1/vacancies/{id}/close", no.clone(), &[Employer]),
        ("POST /v1/vacancies/{id}/reopen", no.clone(), &[Employer]),
        ("POST /v1/vacancies/{id}/renew", json!({ "valid_until": day(30) }), &[Employer]),
        ("POST /v1/vacancies/{id}/review", json!({ "decision": "accept" }), &[]),
        ("GET /v1/vacancies/{id}/reviews", no.clone(), &[]),
        ("GET /v1/vacancies/{id}/seats", no.clone(), &[]),
        ("GET /v1/vacancies/{id}/matches", no.clone(), &[Employer]),
        ("GET /v1/vacancies/{id}/matches/{graduate}", no.clone(), &[Employer, School, Graduate]),
        ("GET /v1/search/vacancies", no.clone(), &[]),
        ("GET /v1/search/suggest", no.clone(), &[]),
        ("GET /v1/feed/vacancies", no.clone(), &[]),
        ("GET /v1/feed/vacancies/snapshot", no.clone(), &[]),
        ("GET /feeds/vacancies.atom", no.clone(), &[]),
        ("GET /v1/vocabulary/{dictionary}", no.clone(), &[]),
        ("POST /v1/schools", no.clone(), &[]),
        ("GET /v1/schools", no.clone(), &[]),
        ("GET /v1/schools/{id}", no.clone(), &[]),
        ("PATCH /v1/schools/{id}", json!({ "email": "new@school.test" }), &[]),
        ("POST /v1/departments", no.clone(), &[]),
        ("GET /v1/departments", no.clone(), &[]),
        ("GET /v1/departments/{id}", no.clone(), &[]),
        ("POST /v1/partnerships", no.clone(), &[]),
        ("GET /v1/partnerships", no.clone(), &[]),
        ("GET /v1/partnerships/{id}", no.clone(), &[School]),
        ("PATCH /v1/partnerships/{id}", json!({ "name": "改过的名称" }), &[School]),
        ("POST /v1/programmes", no.clone(), &[]),
        ("GET /v1/programmes", no.clone(), &[]),
        ("GET /v1/programmes/{id}", no.clone(), own),
        ("GET /v1/programmes/{id}/skill-gap", no.clone(), &[School]),
        ("PATCH /v1/programmes/{id}", json!({ "name": "改过的名称" }), &[School]),
        ("GET /v1/graduates", no.clone(), &[]),
        ("POST /v1/graduates/import", no.clone(), &[]),
        ("GET /v1/graduates/import/template", no.clone(), &[]),
        ("GET /v1/graduates/{id}", no.clone(), &[School, Graduate]),
        ("PATCH /v1/graduates/{id}", json!({ "phone": "13900000009" }), &[School, Graduate]),
        ("GET /v1/graduates/{id}/training-record", no.clone(), &[School, Graduate]),
        ("PUT /v1/graduates/{id}/training-record", json!({}), &[School]),
        ("GET /v1/graduates/{id}/training-record/versions", no.clone(), &[School, Graduate]),
        ("POST /v1/training-records/import", no.clone(), &[]),
        ("POST /v1/graduates/{id}/transfers", json!({ "on": day(-1), "registered_at": null }), &[School]),
        ("GET /v1/graduates/{id}/matches", no.clone(), &[School, Graduate]),
        ("GET /v1/imports/{id}", no.clone(), own),
        ("POST /v1/recommendations", no.clone(), &[]),
        ("POST /v1/applications", no.clone(), &[]),
        ("GET /v1/applications", no.clone(), &[]),
        ("GET /v1/applications/{id}", no.clone(), &[Employer, School, Graduate]),
        (
            "POST /v1/applications/{id}/transitions",
            json!({ "to": "withdrawn" }),
            &[Employer, School, Graduate],
        ),
        ("POST /v1/rounds", no.clone(), &[]),
        ("GET /v1/rounds", no.clone(), &[]),
        ("GET /v1/rounds/{id}", no.clone(), &[School]),
        ("GET /v1/rounds/{id}/results", no.clone(), &[School, Graduate]),
        ("GET /v1/rounds/{id}/vacancies", no.clone(), &[School]),
        ("POST /v1/rounds/{id}/publish", no.clone(), &[School]),
        ("POST /v1/subscriptions", no.clone(), &[]),
        ("GET /v1/subscriptions", no.clone(), &[]),
        ("POST /v1/subscriptions/preview", json!({ "search": {} }), &[]),
        ("GET /v1/subscriptions/{id}", no.clone(), &[Employer, School, Graduate]),
        ("PATCH /v1/subscriptions/{id}", json!({ "active": false }), &[Employer, School, Graduate]),
        ("DELETE /v1/subscriptions/{id}", no.clone(), &[Employer, School, Graduate]),
        ("POST /v1/webhooks", no.clone(), &[]),
        ("GET /v1/webhooks", no.clone(), &[]),
        ("GET /v1/webhooks/{id}", no.clone(), own),
        ("PATCH /v1/webhooks/{id}", json!({ "active": false }), own),
        ("DELETE /v1/webhooks/{id}", no.clone(), own),
        ("POST /v1/webhooks/{id}/rotate-secret", no.clone(), own),
        ("POST /v1/webhooks/{id}/test", no.clone(), own),
        ("GET /v1/deliveries", no.clone(), &[]),
        ("GET /v1/deliveries/{id}", no.clone(), &[Employer, School, Graduate]),
        ("POST /v1/deliveries/redeliver-dead", no.clone(), &[]),
        ("POST /v1/deliveries/{id}/redeliver", no.clone(), &[Employer, School, Graduate]),
        ("GET /healthz", no.clone(), &[]),
        ("GET /readyz", no.clone(), &[]),
        ("GET /metrics", no, &[]),
    ];
    rows.into_iter().map(|(route, body, strangers)| (route, (body, strangers))).collect()
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method.as_str(), route.path)
}

#[test]
fn every_route_is_swept() {
    let swept: BTreeSet<String> = rows().keys().map(|route| (*route).to_owned()).collect();
    assert_eq!(swept, TABLE.iter().map(name).collect());
}

/// Keys of strangers: they own nothing of what the world's parties own.
async fn strangers(server: &TestServer, graduate: &str) -> BTreeMap<Role, String> {
    let operator = &server.operator_key;
    let employer = world::verified_employer(server, operator, 77, "宁波样例他人有限公司").await;
    let draft = json!({ "name": "昭觉样例他校", "kind": "vocational", "region": "513431", "email": "other@school.test" });
    let school = server.post("/v1/schools").key(operator).json(&draft).expect(201).await;
    let draft = json!({ "name": "百色样例教育局", "region": "4510", "email": "office@department.test" });
    let department = server.post("/v1/departments").key(operator).json(&draft).expect(201).await;
    let key = |answer: &Value| answer["key"].as_str().unwrap().to_owned();
    BTreeMap::from([
        (Role::Operator, operator.clone()),
        (Role::Employer, employer.key),
        (Role::School, key(&school)),
        (Role::Department, key(&department)),
        (Role::Graduate, server.key_for(graduate).await),
    ])
}

async fn ask(
    server: &TestServer,
    route: &Route,
    path: &str,
    key: Option<&str>,
    body: &Value,
) -> (u16, String) {
    let method: Method = route.method.as_str().parse().unwrap();
    let mut request = server.request(method, path);
    if let Some(key) = key {
        request = request.key(key);
    }
    if !body.is_null() {
        request = request.json(body);
    }
    let answer = request.send().await;
    if answer.status < 400 {
        return (answer.status, String::new());
    }
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{} {path}", route.method);
    (answer.status, answer.json()["code"].as_str().unwrap().to_owned())
}

async fn no_route_answers_without_a_key_or_to_the_wrong_role(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let keys = strangers(&server, &world.graduates[1]).await;
    for route in TABLE {
        let path = route.path.replace("{id}", "vac_00000000000000000000000000");
        let bad = ask(&server, route, &path, Some("jbk_nobody"), &Value::Null).await;
        assert_eq!(bad, (401, "UNAUTHORIZED".into()), "{} with a bad key", name(route));
        if route.access == Access::Public {
            continue;
        }
        let none = ask(&server, route, &path, None, &Value::Null).await;
        assert_eq!(none, (401, "UNAUTHORIZED".into()), "{} without a key", name(route));
        for role in roles_shut_out(route.access) {
            let wrong = ask(&server, route, &path, Some(&keys[&role]), &Value::Null).await;
            assert_eq!(wrong, (403, "FORBIDDEN".into()), "{} as {role:?}", name(route));
        }
    }
}

async fn what_is_not_there_or_somebody_elses_is_not_found(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let keys = strangers(&server, &world.graduates[1]).await;
    let owned = Owned::lay_out(&server, &world).await;
    let rows = rows();
    for route in TABLE.iter().filter(|route| route.path.contains("{id}")) {
        let (body, strangers) = &rows[name(route).as_str()];
        let own = owned.path(route.path);
        let resource = own.split('/').nth(3).unwrap();
        let prefix = resource.split('_').next().unwrap();
        let nobodys = own.replace(resource, &format!("{prefix}_01h2xcejqtf2nbrexx3vqjhp41"));
        let other_kind = own.replace(resource, "evt_01h2xcejqtf2nbrexx3vqjhp41");
        let Access::Only(roles) = route.access else {
            assert_eq!(ask(&server, route, &nobodys, None, body).await.0, 404, "{nobodys}");
            continue;
        };
        for role in roles {
            for path in [&nobodys, &other_kind] {
                let found = ask(&server, route, path, Some(&keys[role]), body).await;
                assert_eq!(found, (404, "NOT_FOUND".into()), "{} as {role:?}: {path}", name(route));
            }
        }
        for role in *strangers {
            let found = ask(&server, route, &own, Some(&keys[role]), body).await;
            assert_eq!(found, (404, "NOT_FOUND".into()), "{} as a stranger of role {role:?}", name(route));
        }
    }
}

/// Something of every kind that belongs to the world's parties.
struct Owned(BTreeMap<&'static str, String>);

impl Owned {
    async fn lay_out(server: &TestServer, world: &world::World) -> Self {
        let id = |answer: &Value| answer["id"].as_str().unwrap().to_owned();
        let (employer, school) = (&world.employer.key, &world.home.key);
        let vacancy = server.post("/v1/vacancies").key(employer).json(&world::vacancy("OWN-1", "数控车工"));
        let vacancy = id(&vacancy.expect(201).await);
        let key =
            id(&server.post("/v1/keys").key(school).json(&json!({ "label": "second" })).expect(201).await);
        let hook = json!({ "url": "http://127.0.0.1:9/hook" });
        let hook = id(&server.post("/v1/webhooks").key(school).json(&hook).expect(201).await);
        let delivery = id(&server.post(&format!("/v1/webhooks/{hook}/test")).key(school).expect(202).await);
        let alert = json!({ "kind": "events", "events": ["match.found"], "channel": { "email": "home@school.test" } });
        let alert = id(&server.post("/v1/subscriptions").key(school).json(&alert).expect(201).await);
        let empty = server.post("/v1/graduates/import?dry_run=true").key(school);
        let empty = empty.body("text/csv", "姓名,身份证件号,专业代码,毕业日期\n");
        let import = empty.expect(200).await["import"].as_str().unwrap().to_owned();
        let round = json!({ "programmes": [world.programme], "vacancies": [vacancy] });
        let round = id(&server.post("/v1/rounds").key(school).json(&round).expect(201).await);
        let graduate = world.graduates[0].clone();
        let applies = server.post("/v1/applications").key(&server.key_for(&graduate).await);
        let application = id(&applies.json(&json!({ "vacancy": vacancy })).expect(201).await);
        let department = "dep_01h2xcejqtf2nbrexx3vqjhp41".to_owned();
        Self(BTreeMap::from([
            ("employers", world.employer.id.clone()),
            ("keys", key),
            ("vacancies", vacancy),
            ("schools", world.home.id.clone()),
            ("departments", department),
            ("partnerships", world.partnership.clone()),
            ("programmes", world.programme.clone()),
            ("graduates", graduate),
            ("imports", import),
            ("applications", application),
            ("rounds", round),
            ("subscriptions", alert),
            ("webhooks", hook),
            ("deliveries", delivery),
        ]))
    }

    /// The route's path with the ids of what is owned.
    fn path(&self, path: &str) -> String {
        let kind = path.split('/').nth(2).unwrap();
        path.replace("{id}", &self.0[kind]).replace("{graduate}", &self.0["graduates"])
    }
}
