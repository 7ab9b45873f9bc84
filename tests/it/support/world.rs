//! A small world over HTTP: a western and an eastern school, their programme, a verified employer and some graduates.
//! All of it is made up and marked so.

use super::{
    days::{born_by, day, day_from, today},
    http::Client,
    people::{identity_number, uscc},
};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write;

/// An organisation and its key.
#[derive(Debug, Clone)]
pub(crate) struct Organisation {
    pub(crate) id: String,
    pub(crate) key: String,
}

/// Who is there.
#[derive(Debug, Clone)]
pub(crate) struct World {
    /// 生源地学校, in 隆林.
    pub(crate) home: Organisation,
    /// 合作学校, in 宁波.
    pub(crate) partner: Organisation,
    /// A machine maker in 深圳, verified.
    pub(crate) employer: Organisation,
    pub(crate) partnership: String,
    pub(crate) programme: String,
    /// In the order of the roster: two skilled in CNC, one in sewing, one who agreed to nothing.
    pub(crate) graduates: Vec<String>,
}

impl World {
    /// Lays it out.
    pub(crate) async fn create(client: &Client, operator: &str) -> Self {
        Self::create_on(client, operator, today()).await
    }

    /// Lays it out as it is on a day.
    pub(crate) async fn create_on(client: &Client, operator: &str, today: NaiveDate) -> Self {
        let home = school(client, operator, "隆林样例职业学校", "451031", "home@school.test").await;
        let partner = school(client, operator, "宁波样例职业学校", "330206", "partner@school.test").await;
        let partnership = json!({ "name": "甬隆样例合作", "partner_school": partner.id, "home_schools": [home.id],
            "from": day_from(today, -1200), "synthetic": true });
        let partnership =
            id(&client.post("/v1/partnerships").key(operator).json(&partnership).expect(201).await);
        let programme = programme(&partnership, &home, &partner, today);
        let programme = id(&client.post("/v1/programmes").key(operator).json(&programme).expect(201).await);
        let employer = verified_employer(client, operator, 1, "深圳样例机械有限公司").await;
        let graduates = import(client, &home.key, &programme, &roster(today)).await;
        Self { home, partner, employer, partnership, programme, graduates }
    }
}

async fn school(client: &Client, operator: &str, name: &str, region: &str, email: &str) -> Organisation {
    let draft =
        json!({ "name": name, "kind": "vocational", "region": region, "email": email, "synthetic": true });
    organisation(&client.post("/v1/schools").key(operator).json(&draft).expect(201).await)
}

fn programme(partnership: &str, home: &Organisation, partner: &Organisation, today: NaiveDate) -> Value {
    let day = |offset| day_from(today, offset);
    json!({ "name": "样例 2+1 数控班", "form": "joint_staged", "partnership": partnership,
        "home_school": home.id, "partner_school": partner.id, "major": "660103",
        "stages": [{ "number": 1, "school": home.id, "from": day(-1150), "to": day(-420) },
            { "number": 2, "school": partner.id, "from": day(-410), "to": day(-60) }],
        "graduates_on": day(-45), "synthetic": true })
}

/// Registers an employer and has it verified; `number` makes its licence its own.
pub(crate) async fn verified_employer(
    client: &Client,
    operator: &str,
    number: u32,
    name: &str,
) -> Organisation {
    let employer = register_employer(client, number, name).await;
    let path = format!("/v1/employers/{}/verify", employer.id);
    client.post(&path).key(operator).json(&json!({ "outcome": "verified" })).expect(200).await;
    employer
}

/// Registers an employer, which then waits to be verified.
pub(crate) async fn register_employer(client: &Client, number: u32, name: &str) -> Organisation {
    let draft = json!({ "name": name, "uscc": uscc(number), "city": "深圳市", "email": format!("hr{number}@employer.test"),
        "phone": "13800000000", "description": "样例企业，数控加工，合成数据。", "synthetic": true });
    organisation(&client.post("/v1/employers").json(&draft).expect(201).await)
}

/// Imports a roster as CSV and insists that every row is taken; the answer is the graduates' ids in order.
pub(crate) async fn import(client: &Client, school_key: &str, programme: &str, csv: &str) -> Vec<String> {
    let path = format!("/v1/graduates/import?programme={programme}");
    let answer = client.post(&path).key(school_key).body("text/csv", csv.to_owned()).expect(200).await;
    assert_eq!(answer["rejected"], 0, "{answer}");
    answer["rows"].as_array().unwrap().iter().map(id).collect()
}

/// Four rows with Chinese headers.
fn roster(today: NaiveDate) -> String {
    let mut csv = "姓名,身份证件号,班级名称,专业代码,专业名称,联系电话,邮箱,毕业日期,意向地区,意向职业,期望月薪,技能,同意事项\n".to_owned();
    let month = |offset| day_from(today, offset)[..7].to_owned();
    let (first, second) = (month(-500), month(-380));
    let machining = format!("数控车床操作(第2阶段,{second});识图(第1阶段,{first})");
    let sewing = format!("缝纫(第1阶段,{first})");
    let rows = [
        ("样例甲", "深圳市", &machining, "匹配;提醒;联系"),
        ("样例乙", "宁波市", &machining, "匹配;提醒"),
        ("样例丙", "深圳市", &sewing, "匹配;提醒;联系"),
        ("样例丁", "深圳市", &machining, ""),
    ];
    for (number, (name, region, skills, consents)) in (1_u32..).zip(rows) {
        let identity = identity_number("451031", &born_by(today, 19), number);
        let line = format!(
            "{name},{identity},样例1班,660103,数控技术应用,1390000000{number},g{number}@graduate.test,{},{region},数控车工,4000,\"{skills}\",{consents}",
            day_from(today, -45)
        );
        writeln!(csv, "{line}").unwrap();
    }
    csv
}

/// A vacancy as an employer posts it: a lathe operator in 深圳 whom the first two graduates fit.
pub(crate) fn vacancy(reference: &str, title: &str) -> Value {
    json!({ "reference": reference, "title": title, "kind": "employment", "headcount": 6,
        "workplace": { "text": "深圳市宝安区福海街道" }, "description": "操作数控车床，看图加工零件，长白班，合成数据。",
        "pay": { "text": "5-7千/月·13薪" }, "contract": { "kind": "labour", "months": 24 },
        "requirements": { "education": "secondary_vocational", "majors": ["660103"],
            "skills": [{ "term": "数控车床操作", "level": "required" }, { "term": "识图", "level": "preferred" }],
            "minimum_age": 18 },
        "conditions": { "dormitory": { "provided": true, "people_per_room": 4, "fee": 0 }, "meals": "provided",
            "shift": "day", "hours_per_week": 40, "rest_days": "two",
            "insurance": ["pension", "medical", "unemployment", "injury", "maternity"], "housing_fund": true },
        "valid_until": day(90) })
}

fn organisation(answer: &Value) -> Organisation {
    Organisation { id: id(answer), key: answer["key"].as_str().unwrap().to_owned() }
}

fn id(answer: &Value) -> String {
    answer["id"].as_str().unwrap_or_else(|| panic!("no id: {answer}")).to_owned()
}
