//! Schools at both ends, their departments, and which of them work together.

use crate::{
    app::organisations::{DepartmentDraft, SchoolDraft},
    domain::school::SchoolKind,
};
use chrono::{Days, NaiveDate};

/// A partnership, its schools by their place in the list.
pub(in crate::demo) struct PlannedPartnership {
    /// What it is called.
    pub(in crate::demo) name: String,
    /// The eastern school.
    pub(in crate::demo) partner: usize,
    /// The western schools.
    pub(in crate::demo) homes: Vec<usize>,
    /// Since when.
    pub(in crate::demo) from: NaiveDate,
}

// Places in SCHOOLS.
pub(super) const LONGLIN: usize = 0;
pub(super) const ZHAOJUE: usize = 1;
pub(super) const MINXIAN: usize = 2;
pub(super) const WEINING: usize = 3;
pub(super) const ZHENXIONG: usize = 4;
pub(super) const KAILI: usize = 5;
pub(super) const YUSHU: usize = 6;
pub(super) const SHENZHEN: usize = 7;
pub(super) const NINGBO: usize = 8;
pub(super) const QINGDAO: usize = 9;
pub(super) const HANGZHOU: usize = 10;
pub(super) const KUNSHAN: usize = 11;
pub(super) const WUXI: usize = 12;
pub(super) const FOSHAN: usize = 13;

const SCHOOLS: &[(&str, &str, SchoolKind)] = &[
    ("隆林山歌职业技术学校", "451031", SchoolKind::Vocational),
    ("昭觉索玛职业高级中学", "513431", SchoolKind::Vocational),
    ("岷县洮河职业中等专业学校", "621126", SchoolKind::Vocational),
    ("威宁草海中等职业学校", "520526", SchoolKind::Vocational),
    ("镇雄乌峰职业高级中学", "530627", SchoolKind::Vocational),
    ("凯里苗岭中等职业学校", "522601", SchoolKind::Vocational),
    ("玉树三江源职业技术学校", "632701", SchoolKind::Vocational),
    ("深圳宝安前湾职业技术学校", "440306", SchoolKind::Vocational),
    ("宁波甬江职业教育中心学校", "330206", SchoolKind::Vocational),
    ("青岛崂湾旅游职业学校", "370212", SchoolKind::Vocational),
    ("杭州钱潮职业高级中学", "330110", SchoolKind::Vocational),
    ("昆山玉峰中等专业学校", "320583", SchoolKind::Vocational),
    ("无锡太湖机电中等专业学校", "320214", SchoolKind::Vocational),
    ("佛山岭南技工学校", "440605", SchoolKind::Technical),
];

const DEPARTMENTS: &[(&str, &str)] = &[
    ("隆林各族自治县教育局", "451031"),
    ("广西壮族自治区教育厅", "45"),
    ("昭觉县教育局", "513431"),
    ("深圳市宝安区教育局", "440306"),
];

const PARTNERSHIPS: &[(&str, usize, &[usize])] = &[
    ("深桂黔职教协作", SHENZHEN, &[LONGLIN, WEINING]),
    ("甬凉职教帮扶", NINGBO, &[ZHAOJUE]),
    ("青甘青海旅游服务联合办学", QINGDAO, &[MINXIAN, YUSHU]),
    ("杭滇黔电商物流联合办学", HANGZHOU, &[ZHENXIONG, KAILI]),
];

pub(super) fn schools() -> Vec<SchoolDraft> {
    let draft = |(number, (name, region, kind)): (usize, &(&str, &str, SchoolKind))| SchoolDraft {
        name: format!("【合成】{name}"),
        kind: *kind,
        region: (*region).to_owned(),
        email: format!("jobs{:02}@schools.example", number + 1),
        synthetic: true,
    };
    SCHOOLS.iter().enumerate().map(draft).collect()
}

pub(super) fn departments() -> Vec<DepartmentDraft> {
    let draft = |(number, (name, region)): (usize, &(&str, &str))| DepartmentDraft {
        name: format!("【合成】{name}"),
        region: (*region).to_owned(),
        email: format!("office{:02}@departments.example", number + 1),
        synthetic: true,
    };
    DEPARTMENTS.iter().enumerate().map(draft).collect()
}

pub(super) fn partnerships(today: NaiveDate) -> Vec<PlannedPartnership> {
    let planned = |(name, partner, homes): &(&str, usize, &[usize])| PlannedPartnership {
        name: format!("【合成】{name}"),
        partner: *partner,
        homes: homes.to_vec(),
        from: today - Days::new(1_500),
    };
    PARTNERSHIPS.iter().map(planned).collect()
}
