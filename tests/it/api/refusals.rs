//! Bad input: every refusal is a problem with a code from the closed list, in the caller's language.

use crate::support::{TestDatabase, TestServer, on_both_databases, world::vacancy};
use jobbridge::domain::refusal::Code;
use serde_json::{Value, json};

on_both_databases!(
    faults_of_shape_name_their_field,
    faults_of_content_are_all_told_at_once,
    what_is_no_json_of_ours_is_refused_by_status,
    parameters_are_known_or_refused,
    unknown_paths_and_methods_are_problems,
    the_language_changes_words_and_never_codes,
    a_request_id_comes_back,
);

async fn post(server: &TestServer, key: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut body = vacancy("BAD-1", "数控车工");
    change(&mut body);
    let answer = server.post("/v1/vacancies").key(key).json(&body).send().await;
    answer.expect_problem(422, "INVALID")
}

fn faults(problem: &Value) -> Vec<(&str, &str)> {
    let errors = problem["errors"].as_array().unwrap().iter();
    errors.map(|fault| (fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())).collect()
}

async fn faults_of_shape_name_their_field(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let key = server.world().await.employer.key;
    let unknown = post(&server, &key, |body| body["conditions"]["dormitory"]["beds"] = json!(4)).await;
    assert_eq!(faults(&unknown), [("/conditions/dormitory/beds", "UNKNOWN_FIELD")]);
    let missing = post(&server, &key, |body| drop(body.as_object_mut().unwrap().remove("title"))).await;
    assert_eq!(faults(&missing), [("/title", "REQUIRED")]);
    let wrong = post(&server, &key, |body| body["headcount"] = json!("six")).await;
    assert_eq!(faults(&wrong), [("/headcount", "INVALID_VALUE")]);
    let nul = post(&server, &key, |body| body["description"] = json!("a\u{0}b")).await;
    assert_eq!(faults(&nul), [("/description", "CONTROL_CHARACTER")]);
}

async fn faults_of_content_are_all_told_at_once(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let key = server.world().await.employer.key;
    let problem = post(&server, &key, |body| {
        body["workplace"]["text"] = json!("朝阳");
        body["pay"]["text"] = json!("6-4千");
        body["headcount"] = json!(0);
        body["valid_until"] = json!("2020-01-01");
    })
    .await;
    let mut found = faults(&problem);
    found.sort_unstable();
    let wanted = [
        ("/headcount", "OUT_OF_RANGE"),
        ("/pay/text", "RANGE_REVERSED"),
        ("/valid_until", "DATE_IN_PAST"),
        ("/workplace/text", "PLACE_AMBIGUOUS"),
    ];
    assert_eq!(found, wanted);
    let errors = problem["errors"].as_array().unwrap();
    let place = errors.iter().find(|fault| fault["code"] == "PLACE_AMBIGUOUS").unwrap();
    let candidates = place["candidates"].as_array().unwrap();
    assert!(candidates.len() >= 2 && candidates.iter().all(|one| one["code"].is_string()), "{place}");
    let known: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert!(errors.iter().all(|fault| known.contains(&fault["code"].as_str().unwrap())));
}

async fn what_is_no_json_of_ours_is_refused_by_status(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let post = |kind: &str, body: String| {
        let request = server.post("/v1/vacancies").key(&world.employer.key);
        request.body(kind, body)
    };
    post("application/json", "{\"title\":".into()).send().await.expect_problem(400, "INVALID_JSON");
    post("application/json", "[".repeat(100_000)).send().await.expect_problem(400, "INVALID_JSON");
    post("text/plain", "{}".into()).send().await.expect_problem(415, "UNSUPPORTED_MEDIA_TYPE");
    let deep = format!("{{\"title\":\"{}\"}}", "数".repeat(600_000));
    post("application/json", deep).send().await.expect_problem(413, "TOO_LARGE");
    let roster = server.post("/v1/graduates/import").key(&world.home.key);
    let roster = roster.body("text/csv", vec![b'a'; 17 << 20]);
    roster.send().await.expect_problem(413, "TOO_LARGE");
    let gzip = post("application/json", "{}".into()).header("content-encoding", "gzip");
    gzip.send().await.expect_problem(415, "UNSUPPORTED_MEDIA_TYPE");
    let image = server.post("/v1/graduates/import").key(&world.home.key).body("image/png", "x");
    image.send().await.expect_problem(415, "UNSUPPORTED_MEDIA_TYPE");
}

async fn parameters_are_known_or_refused(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let code = async |path: &str| {
        let answer = server.get(path).key(&world.employer.key).send().await;
        assert_eq!(answer.status, 400, "{path}: {}", answer.text());
        let problem = answer.json();
        format!("{} {}", problem["code"].as_str().unwrap(), problem["errors"][0]["pointer"].as_str().unwrap())
    };
    assert_eq!(code("/v1/search/vacancies?regoin=44").await, "UNKNOWN_PARAMETER regoin");
    assert_eq!(code("/v1/vacancies?state=published").await, "UNKNOWN_PARAMETER state");
    assert_eq!(code("/healthz?x=1").await, "UNKNOWN_PARAMETER x");
    assert_eq!(code("/v1/vacancies?limit=101").await, "INVALID_PARAMETER limit");
    assert_eq!(code("/v1/vacancies?status=open").await, "INVALID_PARAMETER status");
    assert_eq!(code("/v1/vacancies?cursor=nonsense").await, "INVALID_CURSOR cursor");
    assert_eq!(code("/v1/search/vacancies?pay_min=a").await, "INVALID_PARAMETER pay_min");
    assert_eq!(code("/v1/search/vacancies?near=1").await, "INVALID_PARAMETER near");
    assert_eq!(code("/v1/search/vacancies?limit=5&limit=6").await, "INVALID_PARAMETER limit");
    assert!(code("/v1/search/vacancies?facets=colour").await.starts_with("INVALID_PARAMETER"));
    assert!(code("/v1/search/vacancies?region=999999").await.starts_with("UNKNOWN_REGION"));
    assert!(code("/v1/search/vacancies?cursor=abc").await.starts_with("INVALID_CURSOR"));
}

async fn unknown_paths_and_methods_are_problems(database: TestDatabase) {
    let server = TestServer::start(database).await;
    for path in ["/v1/nothing", "/v1/vacancies/x/y/z", "/v1", "/v1/vacancies/not-an-id"] {
        server.get(path).send().await.expect_problem(404, "NOT_FOUND");
    }
    let wrong = server.put("/v1/vacancies").send().await;
    wrong.expect_problem(405, "METHOD_NOT_ALLOWED");
    assert_eq!(wrong.header("allow"), Some("POST, GET"));
}

async fn the_language_changes_words_and_never_codes(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let get = |language: &str| server.get("/v1/vacancies").header("accept-language", language).send();
    let (zh, en) = (get("zh-CN").await, get("en-GB,en;q=0.9").await);
    assert_eq!(zh.json()["title"], "需要有效的密钥");
    assert_eq!(en.json()["title"], "A valid key is needed");
    assert_eq!(zh.json()["code"], en.json()["code"]);
    assert_eq!((zh.header("content-language"), en.header("content-language")), (Some("zh-CN"), Some("en")));
    assert!(en.header("www-authenticate").unwrap().starts_with("Bearer"));
}

async fn a_request_id_comes_back(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let given = server.get("/v1/vacancies").header("x-request-id", "abc-123").send().await;
    assert_eq!(given.header("x-request-id"), Some("abc-123"));
    assert_eq!(given.json()["request_id"], "abc-123");
    let odd = server.get("/healthz").header("x-request-id", "a b\"c").send().await;
    let made = odd.header("x-request-id").unwrap();
    assert!(
        !made.is_empty() && made.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
        "{made}"
    );
}
