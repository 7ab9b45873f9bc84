//! How a made-up vacancy is worded: titles with all that people put into them, descriptions that name other trades.

use std::collections::BTreeSet;

use super::conditions::{Condition, said};
use super::dice::Dice;
use super::tables::{Employer, Job, Place, Tables};

/// What is to be advertised.
pub(super) struct Draft<'a> {
    pub(super) job: &'a Job,
    /// A second job in the same title.
    pub(super) other: Option<&'a Job>,
    pub(super) place: &'a Place,
    pub(super) employer: &'a Employer,
    pub(super) conditions: BTreeSet<Condition>,
    /// Yuan a month.
    pub(super) pay: usize,
}

const CALLS: [&str; 14] = [
    "急招",
    "急聘",
    "高薪诚聘",
    "诚聘",
    "直招",
    "招聘",
    "【急】",
    "长期招",
    "厂家直招",
    "招",
    "高薪",
    "(急聘)",
    "直聘 ",
    "大量招聘",
];

/// What slips in at the keyboard.
const TYPOS: [(&str, &str); 16] = [
    ("焊工", "汗工"),
    ("数控", "数空"),
    ("操作", "操做"),
    ("维修", "维休"),
    ("司机", "司积"),
    ("收银", "收应"),
    ("厨师", "橱师"),
    ("服务", "付务"),
    ("仓库", "苍库"),
    ("质检", "质捡"),
    ("叉车", "岔车"),
    ("会计", "会记"),
    ("电工", "电功"),
    ("装配", "装陪"),
    ("客服", "客付"),
    ("保洁", "保结"),
];

const SIMPLIFIED: &str =
    "数车电机学护员师厨务厂库销资质检验运营设计维装储时会导购货驾驶护园贴绿钢测铣冲压线图实习业";
const TRADITIONAL: &str =
    "數車電機學護員師廚務廠庫銷資質檢驗運營設計維裝儲時會導購貨駕駛護園貼綠鋼測銑衝壓線圖實習業";

/// A title: the job's name somewhere in it.
pub(super) fn title(dice: &mut Dice, draft: &Draft<'_>) -> String {
    let mut title = dice.pick_of(&draft.job.titles).clone();
    if let Some(other) = draft.other {
        title = format!("{title}{}{}", dice.pick(&["/", "、", "兼", "或", " "]), dice.pick_of(&other.titles));
    }
    title = spoilt(dice, title);
    if dice.often(8) {
        let branch = if draft.employer.trade == "retail" { "广场店" } else { "" };
        title = format!("{}{branch}{}{title}", draft.employer.brand, dice.pick(&["", " ", "招聘"]));
    }
    if dice.often(22) {
        let place = &draft.place.name;
        title = match dice.below(4) {
            0 => format!("{place}{title}"),
            1 => format!("({place}){title}"),
            2 => format!("{title}({place})"),
            _ => format!("{place}·{title}"),
        };
    }
    if dice.often(35) {
        title = format!("{}{title}", dice.pick(&CALLS));
    }
    let words = said(dice, &draft.conditions);
    if !words.is_empty() && dice.often(38) {
        let one = dice.pick(&words);
        title = match dice.below(5) {
            0 => format!("{one}{title}"),
            1 => format!("【{one}】{title}"),
            2 => format!("{title} {one}"),
            3 => format!("{title}+{one}"),
            _ => format!("{title}（{one}）"),
        };
    }
    if dice.often(20) {
        title = format!("{title}{}", pay(dice, draft.pay));
    }
    if dice.often(6) {
        title = format!("{title} {}", dice.pick(&["5名", "若干名", "2人", "数名", "！！！"]));
    }
    title
}

fn spoilt(dice: &mut Dice, title: String) -> String {
    match dice.below(100) {
        0..4 => {
            let typo = TYPOS.iter().find(|(right, _)| title.contains(right));
            typo.map_or(title.clone(), |(right, wrong)| title.replacen(right, wrong, 1))
        }
        4..8 => title.chars().map(traditional).collect(),
        8..11 => title.chars().map(wide).collect(),
        11..13 => title.to_lowercase(),
        _ => title,
    }
}

fn traditional(c: char) -> char {
    let at = SIMPLIFIED.chars().position(|simple| simple == c);
    at.and_then(|at| TRADITIONAL.chars().nth(at)).unwrap_or(c)
}

fn wide(c: char) -> char {
    let wide = u32::from(c) + 0xfee0;
    if c.is_ascii_alphanumeric() { char::from_u32(wide).unwrap() } else { c }
}

fn pay(dice: &mut Dice, low: usize) -> String {
    let high = low + 2000;
    match dice.below(5) {
        0 => format!("{}-{}千", low / 1000, high / 1000),
        1 => format!("月薪{low}"),
        2 => format!(" {low}-{high}元/月"),
        3 => format!("({}K-{}K)", low / 1000, high / 1000),
        _ => format!(" 月入{}+", high),
    }
}

/// A description: duties, tools, conditions, and in half of them another trade's name.
pub(super) fn description(dice: &mut Dice, draft: &Draft<'_>, tables: &Tables) -> String {
    let mut text = opening(dice, draft);
    let duties: Vec<&str> = draft.job.duties.iter().filter(|_| dice.often(80)).map(String::as_str).collect();
    text.push_str(&match dice.below(3) {
        0 => format!("工作内容：{}。", duties.join("；")),
        1 => format!("岗位职责：1、{}。", duties.join(" 2、")),
        _ => format!("负责{}。", duties.join("，")),
    });
    if let Some(other) = draft.other {
        text.push_str(&format!("同时{}。", dice.pick_of(&other.duties)));
    }
    if dice.often(50) {
        let other = dice.weighted(&tables.jobs, |job| job.weight);
        text.push_str(&neighbour(dice, dice_title(other)));
    }
    if let Some(tool) = draft.job.tools.first().filter(|_| dice.often(60)) {
        text.push_str(&format!(
            "{}{tool}{}。",
            dice.pick(&["会", "熟悉", "懂", "用过"]),
            dice.pick(&["优先", "", "者优先考虑"])
        ));
    }
    text.push_str(dice.pick(&[
        "",
        "初中以上学历。",
        "中专以上，服从安排。",
        "吃苦耐劳，有责任心。",
        "身体健康，能适应工作节奏。",
    ]));
    if dice.often(75) {
        let words = said(dice, &draft.conditions);
        text.push_str(&words.join("，"));
        text.push_str(if words.is_empty() { "" } else { "。" });
    } else if draft.conditions.contains(&Condition::Novice) {
        text.push_str("没有经验也可以，有师傅带。");
    }
    if dice.often(60) {
        text.push_str(&format!("工作地点：{}。", draft.place.name));
    }
    if dice.often(40) {
        text.push_str(&format!("工资{}，每月15号发。", pay(dice, draft.pay).trim()));
    }
    text
}

fn opening(dice: &mut Dice, draft: &Draft<'_>) -> String {
    let brand = &draft.employer.brand;
    let name = dice.pick_of(&draft.job.titles);
    match dice.below(5) {
        0 => format!("{brand}因扩大规模招{name}。"),
        1 => format!("公司成立多年，现招聘{name}。"),
        2 => format!("本公司{}，欢迎加入。", dice.pick(&["环境好", "待遇从优", "订单稳定", "离地铁近"])),
        _ => String::new(),
    }
}

fn dice_title(job: &Job) -> &str {
    job.titles.first().map_or("", String::as_str)
}

fn neighbour(dice: &mut Dice, other: &str) -> String {
    match dice.below(7) {
        0 => format!("配合{other}完成工作。"),
        1 => format!("需要与{other}沟通。"),
        2 => format!("做过{other}的优先。"),
        3 => format!("表现好可转{other}。"),
        4 => format!("另招{other}。"),
        5 => format!("不是{other}，请看清岗位。"),
        _ => format!("听从{other}安排。"),
    }
}
