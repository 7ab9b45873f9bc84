//! Words that find nothing: near words and then fewer words, both said aloud; never at the cost of what was insisted on.

use super::{all_pages, post, search, titles, until_found};
use crate::support::{TestDatabase, TestServer, on_both_databases};
use serde_json::json;
use std::collections::BTreeSet;

on_both_databases!(slips_are_corrected_and_words_let_go_and_both_are_said);

async fn slips_are_corrected_and_words_let_go_and_both_are_said(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    for (title, place) in [
        ("收银员", "深圳市宝安区"),
        ("电焊工", "宁波市鄞州区"),
        ("数控车工", "深圳市宝安区"),
        ("钳工", "昆山市"),
    ] {
        post(&server, &world.employer, title, |body| body["workplace"]["text"] = json!(place)).await;
    }
    until_found(&server, 4).await;

    for (typed, meant, title) in [
        ("收影员", "收银员", "收银员"),
        ("电汗工", "电焊工", "电焊工"),
        ("數空車工", "数控车工", "数控车工"),
        ("钱工", "钳工", "钳工"),
        ("shukongg", "数控", "数控车工"),
        ("深圳 收影员 -夜班", "深圳 收银员 -夜班", "收银员"),
    ] {
        let found = search(&server, &format!("q={typed}")).await;
        assert_eq!(titles(&found), [title], "{typed}");
        let understood = &found["understood"];
        assert_eq!(
            (&understood["corrected_from"], &understood["text"]),
            (&json!(typed), &json!(meant)),
            "{understood}"
        );
        assert_eq!(
            (&understood["relaxed"], &understood["dropped"]),
            (&json!(false), &json!([])),
            "{understood}"
        );
        assert!(found["items"][0]["highlights"]["title"].as_str().unwrap().contains("<mark>"), "{found}");
    }
    for exact in ["收银员", "\"收影员\"", "钳工 -收影员", "瓦工", ""] {
        let found = search(&server, &format!("q={exact}")).await;
        assert!(found["understood"]["corrected_from"].is_null(), "{exact}: {found}");
    }
    assert_eq!(search(&server, "q=\"收影员\"").await["total"], 0);
    assert_eq!(search(&server, "q=收影员&region=3302").await["total"], 0, "filters hold");

    let found = search(&server, "q=数控车工 量子 招聘").await;
    assert_eq!((titles(&found), &found["understood"]["relaxed"]), (vec!["数控车工"], &json!(true)));
    assert_eq!(found["understood"]["dropped"], json!(["量子", "招聘"]), "{found}");
    assert_eq!(search(&server, "q=数控车工 量子&region=32").await["total"], 0, "filters are never let go");
    assert_eq!(search(&server, "q=数控车工 \"量子\"").await["total"], 0, "nor are phrases");
    assert_eq!(search(&server, "q=数控车工 量子 -数控").await["total"], 0, "nor exclusions");
    let nearby = search(&server, "q=昆山 量子").await;
    assert_eq!(
        (titles(&nearby), &nearby["understood"]["relaxed"]),
        (vec!["钳工"], &json!(true)),
        "the place stays"
    );
    let paged = all_pages(&server, "q=深圳 量子&limit=1").await;
    // All of them are found by 深圳: it is in the employer's name.
    let paged: BTreeSet<_> = paged.into_iter().map(|page| page.concat()).collect();
    assert_eq!(paged.len(), 4, "the pages go on");

    let page = server.get("/search?q=收影员").send().await.text();
    assert!(page.contains("没有找到“收影员”，下面是“收银员”的结果"), "{page}");
    let page = server.get("/search?q=数控车工+量子").send().await.text();
    assert!(page.contains("下面的结果不一定有：量子"), "{page}");
}
