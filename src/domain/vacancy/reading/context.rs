//! What stands around a phrase: whether it is the employer's offer or demand at all.

use super::folded::Folded;
use std::ops::Range;

/// Words that make what follows in their clause a part of the work, not of the offer.
const DUTIES: [&str; 20] = [
    "负责", "协助", "熟悉", "了解", "精通", "掌握", "熟练", "从事", "核算", "统计", "监督", "打扫", "巡查",
    "维护", "核对", "申报", "销售", "推广", "烹饪", "制作",
];

/// Who bears a duty that is an offer after all.
const EMPLOYERS: [&str; 8] = ["公司", "厂里", "厂方", "单位", "企业", "我司", "本店", "工厂"];

/// Words after a phrase that make it the object of a trade.
const TRADES: [&str; 16] = [
    "专员",
    "管理员",
    "管理",
    "核算",
    "业务",
    "经验",
    "知识",
    "政策",
    "咨询",
    "系统",
    "软件",
    "制作",
    "卫生",
    "申报",
    "台账",
    "检查",
];

/// Whether the phrase names a duty or a trade: 负责办理社保, 五险一金核算, 宿舍管理员.
pub(super) fn is_duty(text: &Folded, at: &Range<usize>) -> bool {
    let before = text.before(at.start);
    let duty = DUTIES.iter().filter_map(|word| before.rfind(word)).max();
    let borne = |place: usize| EMPLOYERS.iter().any(|employer| before[..place].ends_with(employer));
    let after = text.after(at.end);
    duty.is_some_and(|place| !borne(place)) || TRADES.iter().any(|word| after.starts_with(word))
}

/// Whether what the phrase names is only preferred: 大专优先, while in 大专有经验者优先 it is the experience.
pub(super) fn is_preferred(text: &Folded, at: &Range<usize>) -> bool {
    let after = text.after(at.end);
    let wish =
        ["优先", "加分", "更佳", "尤佳", "为佳", "最佳"].iter().filter_map(|word| after.find(word)).min();
    let between = wish.map(|place| &after[..place]);
    let other = ["经验", "工作", "证", "熟", "会", "技能", "专业", "吃苦", "能", "有"];
    let later = between.is_some_and(|between| !other.iter().any(|word| between.contains(word)));
    later || text.before(at.start).contains("优先考虑") || text.before(at.start).ends_with("优先")
}

/// Whether the clause says so only for a while: 前三个月免费住宿, 试用期不交社保.
pub(super) fn is_for_a_while(text: &Folded, at: &Range<usize>) -> bool {
    let before = text.before(at.start);
    ["试用期", "首月", "首个月", "前", "头", "第一个月", "入职当月", "培训期", "未转正"]
        .iter()
        .any(|word| before.contains(word))
}

/// Whether the clause says so only of journeys: 出差包食宿.
pub(super) fn is_on_the_road(text: &Folded, at: &Range<usize>) -> bool {
    text.before(at.start).contains("出差")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around<T>(written: &str, phrase: &str, ask: impl Fn(&Folded, &Range<usize>) -> T) -> T {
        let text = Folded::of("", written);
        let folded = text.slice(0..text.chars().len());
        let start = folded[..folded.find(phrase).unwrap()].chars().count();
        ask(&text, &(start..start + phrase.chars().count()))
    }

    #[test]
    fn duties_and_offers_are_told_apart() {
        for (written, phrase, duty) in [
            ("负责员工社保、公积金办理", "社保", true),
            ("公司负责缴纳社保", "社保", false),
            ("招五险一金专员", "五险一金", true),
            ("负责包装，五险一金", "五险一金", false),
        ] {
            assert_eq!(around(written, phrase, is_duty), duty, "{written}");
        }
    }

    #[test]
    fn only_what_is_preferred_itself_is_a_preference() {
        for (written, phrase, preferred) in [
            ("大专优先", "大专", true),
            ("大专学历优先考虑", "大专", true),
            ("中专以上，大专优先", "中专以上", false),
            ("中专以上有经验者优先", "中专以上", false),
        ] {
            assert_eq!(around(written, phrase, is_preferred), preferred, "{written}");
        }
    }
}
