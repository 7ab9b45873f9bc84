//! Programmes of all five forms, one class of sixty each. Days are counted from today, so that the world never ages.

use super::{
    schools::{
        FOSHAN, HANGZHOU, KAILI, KUNSHAN, LONGLIN, MINXIAN, NINGBO, QINGDAO, SHENZHEN, WEINING, WUXI, YUSHU,
        ZHAOJUE, ZHENXIONG,
    },
    trades::{self, Trade},
};
use crate::domain::programme::ProgrammeForm;
use chrono::{Days, NaiveDate};

/// A programme, its schools and partnership by their places.
pub(in crate::demo) struct PlannedProgramme {
    /// What it is called.
    pub(in crate::demo) name: String,
    /// Its form.
    pub(in crate::demo) form: ProgrammeForm,
    /// Under which partnership.
    pub(in crate::demo) partnership: Option<usize>,
    /// The home school.
    pub(in crate::demo) home: Option<usize>,
    /// The eastern school.
    pub(in crate::demo) partner: usize,
    /// The major's code.
    pub(in crate::demo) major: &'static str,
    /// The stages in order: school, first and last day.
    pub(in crate::demo) stages: Vec<(usize, NaiveDate, NaiveDate)>,
    /// When it ends.
    pub(in crate::demo) graduates_on: NaiveDate,
    /// The place of the employer that ordered it, and for how many.
    pub(in crate::demo) order: Option<(usize, u32)>,
    /// Where its graduates are meant to work.
    pub(in crate::demo) target_regions: Vec<String>,
    /// What it teaches.
    pub(super) trade: &'static Trade,
    /// What its students are called, and where they come from.
    pub(super) class: &'static Class,
}

/// A class.
pub(super) struct Class {
    pub(super) name: &'static str,
    /// The county the students come from.
    pub(super) county: &'static str,
    /// The peoples they belong to.
    pub(super) peoples: &'static [&'static str],
    /// Where they want to work.
    pub(super) wanted: &'static [&'static str],
}

struct Plan {
    name: &'static str,
    form: ProgrammeForm,
    partnership: Option<usize>,
    schools: (Option<usize>, usize),
    trade: &'static Trade,
    /// In how many days it ends.
    ends: i64,
    order: Option<(usize, u32)>,
    targets: &'static [&'static str],
    class: Class,
}

const fn class(
    name: &'static str,
    county: &'static str,
    peoples: &'static [&'static str],
    wanted: &'static [&'static str],
) -> Class {
    Class { name, county, peoples, wanted }
}

use ProgrammeForm::{CrossRegion, Directional, JointStaged, OrderClass, TechnicalRural};

#[rustfmt::skip]
static PLANS: &[Plan] = &[
    Plan { name: "隆林—宝安数控1+2班", form: JointStaged, partnership: Some(0), schools: (Some(LONGLIN), SHENZHEN),
        trade: &trades::MACHINING, ends: 45, order: None, targets: &[],
        class: class("数控2301班", "451031", &["壮族", "苗族", "汉族"], &["深圳市", "东莞市", "佛山市"]) },
    Plan { name: "昭觉—宁波服装1+2班", form: JointStaged, partnership: Some(1), schools: (Some(ZHAOJUE), NINGBO),
        trade: &trades::CLOTHES, ends: 100, order: None, targets: &[],
        class: class("服装2301班", "513431", &["彝族"], &["宁波市", "温州市"]) },
    Plan { name: "岷县烹饪定向班", form: Directional, partnership: Some(2), schools: (Some(MINXIAN), QINGDAO),
        trade: &trades::COOKING, ends: 60, order: None, targets: &["6211", "62"],
        class: class("烹饪2301班", "621126", &["汉族", "回族"], &["青岛市", "厦门市", "定西市"]) },
    Plan { name: "威宁机器人启衡订单班", form: OrderClass, partnership: Some(0), schools: (Some(WEINING), SHENZHEN),
        trade: &trades::ROBOTS, ends: 75, order: Some((0, 40)), targets: &[],
        class: class("机器人2301班", "520526", &["彝族", "回族", "苗族", "汉族"], &["深圳市", "佛山市"]) },
    Plan { name: "镇雄—杭州电商1+2班", form: JointStaged, partnership: Some(3), schools: (Some(ZHENXIONG), HANGZHOU),
        trade: &trades::SHOPS, ends: -30, order: None, targets: &[],
        class: class("电商2201班", "530627", &["汉族", "苗族", "彝族"], &["杭州市", "嘉兴市"]) },
    Plan { name: "凯里—杭州物流1+2班", form: JointStaged, partnership: Some(3), schools: (Some(KAILI), HANGZHOU),
        trade: &trades::LOGISTICS, ends: 120, order: None, targets: &[],
        class: class("物流2301班", "522601", &["苗族", "侗族", "汉族"], &["杭州市", "嘉兴市", "上海市"]) },
    Plan { name: "玉树—青岛饭店1+2班", form: JointStaged, partnership: Some(2), schools: (Some(YUSHU), QINGDAO),
        trade: &trades::HOTELS, ends: 300, order: None, targets: &[],
        class: class("饭店2401班", "632701", &["藏族"], &["青岛市", "上海市"]) },
    Plan { name: "无锡电子跨省自主招生班", form: CrossRegion, partnership: None, schools: (None, WUXI),
        trade: &trades::ELECTRONICS, ends: 90, order: None, targets: &[],
        class: class("电子2302班", "653222", &["维吾尔族"], &["无锡市", "苏州市"]) },
    Plan { name: "昆山新能源汽车跨省自主招生班", form: CrossRegion, partnership: None, schools: (None, KUNSHAN),
        trade: &trades::NEW_CARS, ends: 150, order: None, targets: &[],
        class: class("新能源2302班", "640423", &["回族", "汉族"], &["上海市", "苏州市", "杭州市"]) },
    Plan { name: "佛山技工农村招生焊接班", form: TechnicalRural, partnership: None, schools: (None, FOSHAN),
        trade: &trades::WELDING, ends: 20, order: None, targets: &[],
        class: class("焊接2301班", "451228", &["瑶族", "壮族", "汉族"], &["佛山市", "深圳市", "东莞市"]) },
];

/// A day so many days from another.
pub(super) fn day(from: NaiveDate, offset: i64) -> NaiveDate {
    let count = Days::new(offset.unsigned_abs());
    if offset < 0 { from - count } else { from + count }
}

pub(super) fn programmes(today: NaiveDate) -> Vec<PlannedProgramme> {
    PLANS.iter().map(|plan| planned(plan, today)).collect()
}

/// One year at home where there is a home school, a year and more at the partner's, and the last months there too.
fn planned(plan: &'static Plan, today: NaiveDate) -> PlannedProgramme {
    let graduates_on = day(today, plan.ends);
    let (home, partner) = plan.schools;
    let at = |offset| day(graduates_on, offset);
    PlannedProgramme {
        name: format!("【合成】{}", plan.name),
        form: plan.form,
        partnership: plan.partnership,
        home,
        partner,
        major: plan.trade.major,
        stages: vec![
            (home.unwrap_or(partner), at(-1_000), at(-640)),
            (partner, at(-630), at(-120)),
            (partner, at(-110), at(-5)),
        ],
        graduates_on,
        order: plan.order,
        target_regions: plan.targets.iter().map(|target| (*target).to_owned()).collect(),
        trade: plan.trade,
        class: &plan.class,
    }
}
