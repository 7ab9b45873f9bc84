//! The words around amounts: units, hedges, and what may be said beside the pay without changing it.

use super::PayUnit;

/// Words that say the pay is not said.
pub(super) const UNKNOWN: [&str; 15] = [
    "面议",
    "薪资面议",
    "工资面议",
    "待遇面议",
    "薪酬面议",
    "面谈",
    "薪资面谈",
    "工资面谈",
    "电议",
    "另议",
    "详谈",
    "薪资详谈",
    "negotiable",
    "paynegotiable",
    "salarynegotiable",
];

/// What may stand before an amount, with the unit it names.
pub(super) const BEFORE: [(&str, Option<PayUnit>); 52] = [
    ("综合月薪", Some(PayUnit::Month)),
    ("综合工资", None),
    ("综合薪资", None),
    ("综合收入", None),
    ("综合", None),
    ("净得工资", None),
    ("净得月薪", Some(PayUnit::Month)),
    ("净得", None),
    ("月薪资", Some(PayUnit::Month)),
    ("月工资", Some(PayUnit::Month)),
    ("月综合", Some(PayUnit::Month)),
    ("月收入", Some(PayUnit::Month)),
    ("月均", Some(PayUnit::Month)),
    ("月净得", Some(PayUnit::Month)),
    ("月入", Some(PayUnit::Month)),
    ("月薪", Some(PayUnit::Month)),
    ("每个月", Some(PayUnit::Month)),
    ("每月", Some(PayUnit::Month)),
    ("年收入", Some(PayUnit::Year)),
    ("年薪", Some(PayUnit::Year)),
    ("每年", Some(PayUnit::Year)),
    ("日工资", Some(PayUnit::Day)),
    ("日薪", Some(PayUnit::Day)),
    ("日结", Some(PayUnit::Day)),
    ("每天", Some(PayUnit::Day)),
    ("每日", Some(PayUnit::Day)),
    ("小时工资", Some(PayUnit::Hour)),
    ("每小时", Some(PayUnit::Hour)),
    ("时薪", Some(PayUnit::Hour)),
    ("工资待遇", None),
    ("薪资待遇", None),
    ("薪资范围", None),
    ("基本月薪", Some(PayUnit::Month)),
    ("总工资", None),
    ("平均工资", None),
    ("工资", None),
    ("薪资", None),
    ("薪酬", None),
    ("薪水", None),
    ("待遇", None),
    ("收入", None),
    ("税前", None),
    ("税后", None),
    ("平均", None),
    ("大约", None),
    ("约", None),
    ("在", None),
    ("为", None),
    ("是", None),
    (":", None),
    ("monthly", Some(PayUnit::Month)),
    ("hourly", Some(PayUnit::Hour)),
];

/// What may stand after an amount and names its unit. Longer words come before their beginnings.
pub(super) const UNITS: [(&str, PayUnit); 33] = [
    ("permonth", PayUnit::Month),
    ("amonth", PayUnit::Month),
    ("/month", PayUnit::Month),
    ("/mo", PayUnit::Month),
    ("/个月", PayUnit::Month),
    ("/人/月", PayUnit::Month),
    ("/月", PayUnit::Month),
    ("每个月", PayUnit::Month),
    ("每月", PayUnit::Month),
    ("一个月", PayUnit::Month),
    ("一月", PayUnit::Month),
    ("perhour", PayUnit::Hour),
    ("anhour", PayUnit::Hour),
    ("/hour", PayUnit::Hour),
    ("/hr", PayUnit::Hour),
    ("/小时", PayUnit::Hour),
    ("/时", PayUnit::Hour),
    ("/h", PayUnit::Hour),
    ("每小时", PayUnit::Hour),
    ("一小时", PayUnit::Hour),
    ("一个小时", PayUnit::Hour),
    ("perday", PayUnit::Day),
    ("aday", PayUnit::Day),
    ("/day", PayUnit::Day),
    ("/天", PayUnit::Day),
    ("/日", PayUnit::Day),
    ("每天", PayUnit::Day),
    ("一天", PayUnit::Day),
    ("peryear", PayUnit::Year),
    ("ayear", PayUnit::Year),
    ("/year", PayUnit::Year),
    ("/年", PayUnit::Year),
    ("一年", PayUnit::Year),
];

/// Which end of the range an amount is, where the text says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// 以上, 起.
    AtLeast,
    /// 以下, 封顶.
    AtMost,
}

/// Bounds said before an amount.
pub(super) const BOUNDS_BEFORE: [(&str, Bound); 16] = [
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("-少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("from", Bound::AtLeast),
    ("atleast", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("upto", Bound::AtMost),
    ("atmost", Bound::AtMost),
];

/// Bounds said after an amount.
pub(super) const BOUNDS_AFTER: [(&str, Bound); 9] = [
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("起步", Bound::AtLeast),
    ("起", Bound::AtLeast),
    ("ormore", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("封顶", Bound::AtMost),
];

/// Currency after an amount.
pub(super) const CURRENCY: [&str; 6] = ["块钱", "块", "元", "yuan", "人民币", "rmb"];

/// Hedges after an amount, which change nothing.
pub(super) const HEDGES: [&str; 4] = ["左右", "上下", "不等", "之间"];

/// 底薪 and its synonyms.
pub(super) const BASE: [&str; 8] =
    ["无责底薪", "基本底薪", "保底工资", "保底", "基本工资", "基本薪资", "底薪", "base"];

/// What is paid or given besides, which is no part of the range.
pub(super) const BESIDES: [&str; 30] = [
    "加班",
    "提成",
    "绩效",
    "奖金",
    "年终奖",
    "全勤",
    "补贴",
    "补助",
    "津贴",
    "餐补",
    "房补",
    "住房补",
    "计件",
    "包吃",
    "包住",
    "五险",
    "六险",
    "社保",
    "公积金",
    "一金",
    "双休",
    "单休",
    "分红",
    "夜班",
    "岗位",
    "工龄",
    "高温",
    "高提成",
    "另加",
    "另有",
];

/// The longest of the words the text begins with, and what it stands for.
pub(super) fn take<'a, T: Copy>(text: &'a str, words: &[(&str, T)]) -> Option<(T, &'a str)> {
    let longest =
        words.iter().filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len())?;
    Some((longest.1, &text[longest.0.len()..]))
}

/// The text after the longest of the words it begins with.
pub(super) fn skip<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    let longest = words.iter().filter(|word| text.starts_with(**word)).max_by_key(|word| word.len())?;
    Some(&text[longest.len()..])
}
