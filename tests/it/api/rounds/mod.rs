//! Placement rounds over HTTP: worked out, verified, told to those who may know, and published whole or not at all.

mod naive;
mod publishing;
mod working_out;

use crate::support::{
    TestServer, World,
    days::{born, day},
    people::identity_number,
    world,
    world::vacancy,
};
use serde_json::{Value, json};
use std::fmt::Write;

/// Titles that are not alike, so that no posting is taken for another.
const TITLES: [&str; 8] =
    ["数控车工", "数控铣工", "数控磨工", "数控钻工", "普通车工", "数控镗工", "机床装调工", "数控编程员"];

async fn post(server: &TestServer, world: &World, number: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut body = vacancy(&format!("R-{number}"), TITLES[number]);
    body["headcount"] = json!(1);
    change(&mut body);
    let answer = server.post("/v1/vacancies").key(&world.employer.key).json(&body).expect(201).await;
    assert_eq!(answer["status"], "published", "{answer}");
    answer["id"].as_str().unwrap().to_owned()
}

/// More graduates of the world's programme, all of whom agree to be matched.
async fn more_graduates(server: &TestServer, world: &World, count: u32) -> Vec<String> {
    let mut csv = "姓名,身份证件号,性别,民族,专业代码,专业名称,毕业日期,意向地区,技能,同意事项\n".to_owned();
    for number in 0..count {
        let identity = identity_number("451031", &born(19), 101 + number);
        let sex = if (101 + number) % 2 == 1 { "男" } else { "女" };
        let skills = if number % 3 == 0 {
            "数控车床操作(第2阶段,2025-11)"
        } else {
            "识图(第1阶段,2025-07)"
        };
        let ethnicity = if number % 4 == 0 { "壮族" } else { "汉族" };
        let line = format!(
            "样例{number},{identity},{sex},{ethnicity},660103,数控技术应用,{},深圳市,\"{skills}\",匹配",
            day(-45)
        );
        writeln!(csv, "{line}").unwrap();
    }
    world::import(server, &world.home.key, &world.programme, &csv).await
}

async fn all(server: &TestServer, path: &str, key: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = server.get(&format!("{path}?limit=7{cursor}")).key(key).expect(200).await;
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        let Some(next) = page["next"].as_str() else { return items };
        cursor = format!("&cursor={next}");
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}
