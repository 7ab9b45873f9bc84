//! Words: phrases, exclusions, pinyin, traditional characters, synonyms, occupations; what is marked, and completions.

use super::{post, search, titles, until_found};
use crate::support::{TestDatabase, TestServer, on_both_databases, wait_for, world::verified_employer};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(words_find_what_is_meant, every_keystroke_is_completed);

async fn words_find_what_is_meant(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for title in ["数控车工", "车工", "CNC操作员", "叉车司机", "电焊工(长白班)", "仓库普工", "包装工"]
    {
        post(&server, &world.employer, title, |body| {
            if title == "仓库普工" {
                body["description"] = json!("上三休三。负责<叉车>驾驶，提供工作餐；合成数据。");
            }
        })
        .await;
    }
    until_found(&server, 7).await;
    for (q, wanted) in [
        ("\"长白班\"", vec!["电焊工(长白班)"]),
        ("\"工作餐\"", vec!["仓库普工"]),
        ("\"白长班\"", vec![]),
        ("叉车", vec!["叉车司机", "仓库普工"]),
        ("叉车 -司机", vec!["仓库普工"]),
        ("dianhangong", vec!["电焊工(长白班)"]),
        ("dhg", vec!["电焊工(长白班)"]),
    ] {
        let found = search(&server, &format!("q={q}")).await;
        assert_eq!(titles(&found), wanted, "{q}: {found}");
        assert!(
            found["understood"]["corrected_from"].is_null() && found["understood"]["relaxed"] == false,
            "{q}"
        );
    }
    // Traditional characters, full-width letters, other words for the same, narrower words: what is exact is first.
    for (q, first, also) in [
        ("數控車工", "数控车工", "车工"),
        ("ＣＮＣ", "CNC操作员", "数控车工"),
        ("烧焊", "电焊工(长白班)", "电焊工(长白班)"),
        ("普工", "仓库普工", "包装工"),
    ] {
        let found = search(&server, &format!("q={q}")).await;
        let titles = titles(&found);
        assert!(titles.first() == Some(&first) && titles.contains(&also), "{q}: {titles:?}");
    }
    let turners = search(&server, "q=车工").await;
    assert_eq!(titles(&turners)[0], "车工", "the exact match is first: {turners}");
    assert!(titles(&turners).contains(&"数控车工"));
    assert_eq!(turners["positions"], json!(6 * turners["total"].as_u64().unwrap()));

    let forklift = search(&server, "q=叉车&view=full").await;
    let described = &forklift["items"][1]["highlights"]["description"];
    assert_eq!(described, "…负责&lt;<mark>叉车</mark>&gt;驾驶，提供工作餐；合成数据。");
    // 叉车司机 is a word for the same work, so all of it is marked.
    assert_eq!(forklift["items"][0]["highlights"]["title"], "<mark>叉车司机</mark>");
    let everything = search(&server, "").await;
    assert!(everything["items"][0]["highlights"]["description"].is_null(), "{everything}");
}

async fn every_keystroke_is_completed(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let other = verified_employer(&server, &server.operator_key, 20, "宁波海曙样例电子有限公司").await;
    let first = post(&server, &world.employer, "数控车工", |_| ()).await;
    post(&server, &other, "宠物美容师", |_| ()).await;
    until_found(&server, 2).await;
    let suggest = async |typed: &str| -> Vec<Value> {
        let answer = server.get(&format!("/v1/search/suggest?q={typed}")).expect(200).await;
        answer["items"].as_array().unwrap().clone()
    };
    for (typed, kind, text, code) in [
        ("数", "title", "数控车工", Value::Null),
        ("shuk", "title", "数控车工", Value::Null),
        ("skcg", "title", "数控车工", Value::Null),
        ("chongwu", "title", "宠物美容师", Value::Null),
        ("haishu", "employer", "宁波海曙样例电子有限公司", json!(other.id)),
        ("nbhs", "employer", "宁波海曙样例电子有限公司", json!(other.id)),
        ("深圳样", "employer", "深圳样例机械有限公司", json!(world.employer.id)),
        ("chegong", "occupation", "车工", json!("6-18-01-01")),
        ("shitu", "skill", "识图", Value::Null),
        ("昆山", "place", "昆山", json!("320583")),
    ] {
        let found = suggest(typed).await;
        let wanted = json!({ "kind": kind, "text": text, "code": code });
        assert!(found.contains(&wanted), "{typed}: {found:?}");
        assert!(found.len() <= 10);
    }
    assert!(suggest("yahuhanx").await.is_empty() && suggest("((").await.is_empty());
    server
        .post(&format!("/v1/vacancies/{first}/close"))
        .key(&world.employer.key)
        .json(&json!({}))
        .expect(200)
        .await;
    wait_for("completion to go", Duration::from_secs(10), async || {
        let titles = suggest("shuk").await;
        titles.iter().all(|one| one["kind"] != "title").then_some(())
    })
    .await;
}
