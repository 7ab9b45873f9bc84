//! The words beside a sum of money that say what it is.

use super::super::{
    folded::Folded,
    phrases::{Phrases, Said},
};
use std::sync::LazyLock;

/// What a sum of money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// 综合工资, 到手: all that is paid.
    Total,
    /// 工资, 月薪.
    Plain,
    /// A sum that is a clause by itself: 五险,5000元,双休.
    Alone,
    /// 底薪.
    Base,
    /// 试用期工资.
    Probation,
    /// Anything else: an allowance, a fee, a turnover.
    Other,
}

/// A word that says what the sum beside it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) kind: Kind,
    /// A word that gives the sum its unit, where it has none of its own.
    pub(super) unit: &'static str,
}

const fn cue(kind: Kind) -> Cue {
    Cue { kind, unit: "" }
}

const fn per(unit: &'static str) -> Cue {
    Cue { kind: Kind::Plain, unit }
}

static BEFORE: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    const TABLE: &[(&str, Cue)] = &[
        (
            "(月|月均|平均|普遍|税前|税后)?综合(月)?(工资|薪资|月薪|薪酬|收入|薪水|待遇)?(待遇)?",
            cue(Kind::Total),
        ),
        ("(每?月)?(实际|税后)?(到手|实发|净得)(月)?(工资|薪资|月薪|收入)?", cue(Kind::Total)),
        ("(月)?(总)(工资|收入|薪资)", cue(Kind::Total)),
        (
            "(基本|平均|月|转正|正式工?|技能|学徒转正后)?(工资|薪资|薪酬|薪水|薪金|待遇|收入|报酬|福利薪资)(待遇|标准|范围|水平|结构|区间|福利)?",
            cue(Kind::Plain),
        ),
        ("(转正|基本|平均|固定|税后|税前)?月薪(资)?", per("月薪")),
        ("(月收入|月入|月均|月工资|每月|每个月)", per("月薪")),
        (
            "(保证|稳定在|出师后?|多劳多得|转正后?|正式录用后|计件(工资)?|计时(工资)?|salary|pay)",
            cue(Kind::Plain),
        ),
        ("(年薪|年收入|年工资|年薪资)", per("年薪")),
        ("(日薪|日工资|日结|每天工资|一天工资)", per("日薪")),
        ("(时薪|小时工资|工价|小时单价|小时价|每小时|小时工|小时费|单价每小时|小时薪资)(:)?", per("时薪")),
        ("(无责任?|责任|基本|固定)?底薪", cue(Kind::Base)),
        ("(保底|基本|基础)(工资|薪资|薪)?", cue(Kind::Base)),
        ("保底", cue(Kind::Base)),
        ("基本(薪水|月薪)", cue(Kind::Base)),
        (
            "试用期?(期间|内|间)?(的)?(基本|综合|月)?(工资|薪资|月薪|底薪|待遇|薪水|薪酬|收入)?",
            cue(Kind::Probation),
        ),
        (
            "(实习|学徒|培训|见习|带薪培训|新手|学习)(期)?(间|期间|内)?(工资|薪资|月薪|底薪|待遇|补贴|补助|收入)",
            cue(Kind::Other),
        ),
        (
            "(实习期|学徒期|培训期|见习期|学徒|实习生|旺季|淡季|组长|班长|师傅|老员工|店长|主管|熟手|技工|大工|小工|中工|新手|优秀者?|高者|最高者)",
            cue(Kind::Other),
        ),
        (
            "(加班|夜班|绩效|岗位|工龄|全勤|年终|提成|技能|周末|节假日|平时|计时加班|周六|高温|岗位技能)(费|工资|薪资|奖金?|时薪|补贴|津贴|补助)?",
            cue(Kind::Other),
        ),
        (
            "(补贴|补助|补|津贴|奖金|奖励|奖|红包|礼金|返费|返现|介绍费|推荐费?|内推|提成|餐费|伙食费?|房租|房补|住宿费?|宿舍|住房|路费|车费|车补|话补|话费|报销|罚款?|扣|押金|费用|费|报名|培训|体检|服装|注册资金|注册资本|产值|营业额|销售额|业绩|流水|投资|缴费基数|基数|社保|公积金|保险|意外险|工龄|全勤|高温|中秋|过节|生日|年终奖|分红|单价|客单价|日产|月产|年产|贷款|面积|消费|额度|佣金|单套|每套|每单|每件|每台|一单|一件|违约金|赔偿|保额|最低工资标准|最低工资|水电)",
            cue(Kind::Other),
        ),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// Words right after a sum that make it something else than pay.
const OTHER_AFTER: [&str; 40] = [
    "全勤",
    "奖",
    "补",
    "津贴",
    "提成",
    "住宿费",
    "餐",
    "押金",
    "房补",
    "车补",
    "路费",
    "介绍",
    "返",
    "红包",
    "绩效",
    "加班",
    "高温",
    "工龄",
    "夜班",
    "岗位",
    "伙食",
    "生活",
    "礼",
    "代金",
    "购物",
    "保险",
    "保额",
    "的奖",
    "的补",
    "的全勤",
    "的住宿",
    "的红包",
    "的返",
    "的生活",
    "的津贴",
    "现金",
    "工龄",
    "话费",
    "交通",
    "年终",
];

/// Words right after a sum that make it the base.
const BASE_AFTER: [&str; 6] = ["底薪", "保底", "基本工资", "无责", "的底薪", "的基本工资"];

/// Every cue of the text.
pub(super) fn find(text: &Folded) -> Vec<Said<Cue>> {
    BEFORE.find(text)
}

/// What the words right after a sum say it is.
pub(super) fn after(words: &str) -> Option<Kind> {
    if BASE_AFTER.iter().any(|word| words.starts_with(word)) {
        return Some(Kind::Base);
    }
    OTHER_AFTER.iter().any(|word| words.starts_with(word)).then_some(Kind::Other)
}
