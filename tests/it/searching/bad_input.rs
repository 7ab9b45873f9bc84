//! Whatever is sent: an error with a code or a right answer, never a failure of ours.

use super::{ids, post, search, until_found};
use crate::support::{TestDatabase, TestServer, http::Answer, on_both_databases};
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::json;
use std::fmt::Write;

on_both_databases!(a_cursor_is_taken_as_it_is_or_refused);

/// 200, or a refusal with a code.
fn is_sound(answer: &Answer, what: &str) {
    match answer.status {
        200 => assert!(answer.json()["items"].is_array(), "{what}"),
        400 | 414 | 431 => {
            let code = answer.json()["code"].as_str().map(str::to_owned);
            assert!(code.is_some_and(|code| !code.is_empty()), "{what}: {}", answer.text());
        }
        status => panic!("{status} for {what}: {}", answer.text()),
    }
}

async fn small_world() -> TestServer {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    for title in ["数控车工", "电焊工(长白班)", "收银员"] {
        post(&server, &world.employer, title, |_| ()).await;
    }
    until_found(&server, 3).await;
    server
}

fn escaped(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// Bytes, or something like a search.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "数控",
        "车工",
        "\"",
        "“",
        "-",
        " ",
        "(",
        ")",
        "*",
        "\u{0}",
        "🙂",
        "\u{200b}",
        "NOT",
        "AND",
        "title:",
        "^9",
        "~1",
        "收影员",
        "shukongg",
        "\u{fdfa}",
        "[a TO z]",
        "\\",
        "'",
        "%",
        "\u{202e}",
        "e\u{301}",
        "㍿",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        any::<String>().prop_map(String::into_bytes),
        prop::collection::vec(words, 0..40).prop_map(|words| words.concat().into_bytes()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_bytes_are_answered() {
    let server = small_world().await;
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut answered = 0;
    for _ in 0..120 {
        let bytes = texts().new_tree(&mut runner).unwrap().current();
        let q = escaped(&bytes);
        for path in ["/v1/search/vacancies?view=small&q=", "/v1/search/suggest?q="] {
            let answer = server.get(&format!("{path}{q}")).send().await;
            is_sound(&answer, &format!("{path} {bytes:?}"));
            answered += u32::from(answer.status == 200);
        }
        let page = server.get(&format!("/search?q={q}")).send().await;
        assert!(matches!(page.status, 200 | 400), "{} for {bytes:?}", page.status);
    }
    assert!(answered > 30, "{answered}: most of it is only strange");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_is_refused_with_a_code() {
    let server = small_world().await;
    let brackets = format!("q={}{}", "(".repeat(5000), ")".repeat(5000));
    let code = async |query: &str| {
        let answer = server.get(&format!("/v1/search/vacancies?{query}")).send().await;
        assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        let problem = answer.json();
        (
            problem["code"].as_str().unwrap().to_owned(),
            problem["errors"][0]["pointer"].as_str().unwrap().to_owned(),
        )
    };
    for query in [
        brackets.as_str(),
        &format!("q={}", "焊".repeat(257)),
        &format!("q={}", "焊+".repeat(33)),
        "q=\"数控",
    ] {
        assert_eq!(code(query).await, ("INVALID_QUERY".into(), "q".into()), "{query}");
    }
    assert_eq!(search(&server, &format!("q={}数控{}", "(".repeat(120), ")".repeat(120))).await["total"], 1);
    assert_eq!(search(&server, &format!("q={}", "焊".repeat(256))).await["total"], 0);
    for (query, parameter) in [
        ("q=%00", "q"),
        ("q=%FF", "q"),
        ("pay_min=1e300", "pay_min"),
        ("pay_min=NaN", "pay_min"),
        ("pay_min=inf", "pay_min"),
        ("pay_min=-1", "pay_min"),
        ("pay_max=1e19", "pay_max"),
        ("base_min=1e400", "base_min"),
        ("pay_min=2&pay_max=1", "pay_min"),
        ("near=NaN,1", "near"),
        ("near=inf,1", "near"),
        ("near=1,-inf", "near"),
        ("near=181,1", "near"),
        ("near=1e400,1", "near"),
        ("near=1,1&radius_km=NaN", "radius_km"),
        ("near=1,1&radius_km=inf", "radius_km"),
        ("near=1,1&radius_km=1e300", "radius_km"),
        ("near=1,1&radius_km=-1", "radius_km"),
        ("radius_km=1", "radius_km"),
        ("sort=distance", "sort"),
        ("published_after=-1", "published_after"),
        ("published_after=99999999999999999999", "published_after"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=18446744073709551616", "limit"),
        ("facets=region,colour", "facets"),
        ("facets=a,b,c,d,e,f,g,h,i,j,k", "facets"),
        ("view=huge", "view"),
        ("shift=noon", "shift"),
        ("programme=prg_x", "programme"),
    ] {
        let (code, pointer) = code(query).await;
        assert_eq!(pointer, parameter, "{query}: {code}");
    }
    let many: String = (0..101).map(|_| "&region=44").collect();
    assert_eq!(code(&many[1..]).await.0, "INVALID_PARAMETER");
    assert_eq!(code("sideways=1").await.0, "UNKNOWN_PARAMETER");
}

async fn a_cursor_is_taken_as_it_is_or_refused(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for number in 0..12 {
        let pay = format!("{}-9000元/月", 5000 + number);
        let title = ["数控车工", "收银员"][number % 2];
        post(&server, &world.employer, title, |body| body["pay"]["text"] = json!(pay)).await;
    }
    until_found(&server, 12).await;
    let mut tokens = Vec::new();
    for query in ["q=数控", "q=收影员", "q=数控 量子", "published_after=600", "sort=pay"] {
        let first = search(&server, &format!("{query}&limit=2")).await;
        let token = first["next"].as_str().unwrap_or_else(|| panic!("{query}: {first}")).to_owned();
        assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte)), "{token}");
        let second = search(&server, &format!("{query}&limit=2&cursor={token}")).await;
        assert!(ids(&second).iter().all(|id| !ids(&first).contains(id)), "{query}");
        tokens.push((query, token));
    }
    for (query, token) in &tokens {
        for (other, _) in tokens.iter().filter(|(other, _)| other != query) {
            let answer = server.get(&format!("/v1/search/vacancies?{other}&cursor={token}")).send().await;
            answer.expect_problem(400, "INVALID_CURSOR");
        }
        // Every eleventh place, to be done in time.
        for at in (0..token.len()).step_by(11) {
            for put in ["", "0", "z", "-", "%C3%A9", ".k."] {
                let changed = format!("{}{put}{}", &token[..at], &token[at + 1..]);
                let answer =
                    server.get(&format!("/v1/search/vacancies?{query}&cursor={changed}")).send().await;
                is_sound(&answer, &changed);
            }
        }
    }
    for nonsense in ["x", "..........", "2.0.t.0.0.k", &"9".repeat(4000), &".k.0.k".repeat(900)] {
        let answer = server.get(&format!("/v1/search/vacancies?q=数控&cursor={nonsense}")).send().await;
        answer.expect_problem(400, "INVALID_CURSOR");
        let page = server.get(&format!("/search?q=数控&cursor={nonsense}")).send().await;
        assert!(matches!(page.status, 200 | 400), "{}", page.status);
    }
}
