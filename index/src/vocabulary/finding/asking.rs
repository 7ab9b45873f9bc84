//! What a clause says about a term in it: demanded, welcome, not needed, or only named.

use std::ops::Range;

use super::Asking;
use super::phrases::{
    ABSENT, DEMANDS, EITHER_WAY, GIVEN, INDIFFERENT, NEEDLESS, PREFERRED, REFUSED, STRONG, TRAPS,
};

/// A term in its clause, and the clause after it where that names no term itself.
pub(super) struct Scene<'a> {
    pub(super) clause: &'a str,
    pub(super) term: Range<usize>,
    pub(super) after: &'a str,
}

/// What is said about a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said<A = Asking> {
    pub(super) negated: bool,
    pub(super) asking: A,
}

/// Reads the clause; `None` where it says nothing of its own.
pub(super) fn said(scene: &Scene<'_>) -> Said<Option<Asking>> {
    let before = scene.clause.get(..scene.term.start).unwrap_or_default();
    let after = scene.clause.get(scene.term.end..).unwrap_or_default();
    let asks = |asking| Said { negated: false, asking: Some(asking) };
    if let Some(refused) = absent(before, after, scene.after) {
        return if refused { asks(Asking::Required) } else { Said { negated: true, asking: None } };
    }
    if not_needed(before, after) {
        return Said { negated: true, asking: None };
    }
    if is_preferred(before, after, scene.after) {
        return asks(Asking::Preferred);
    }
    let strongly = has(before, STRONG) || has(after, STRONG) || begins(scene.after, STRONG);
    if !strongly && (has(before, GIVEN) || has(after, GIVEN)) {
        return asks(Asking::Mentioned);
    }
    let term = scene.clause.get(scene.term.clone()).unwrap_or_default();
    let required = strongly || demands(before) || demanded(after) || is_a_demand(term);
    Said { negated: false, asking: required.then_some(Asking::Required) }
}

/// Whether a text only joins the terms of a list.
pub(super) fn is_bare(text: &str) -> bool {
    const JOINTS: &[&str] = &[
        "、", "/", "和", "及", "与", "或", "以及", "或者", "等", "软件", "证书", "操作", "技能", "(", ")",
        "·", "\"", "“", "”", " ", "-", "+", "&", "*", "者", "工具", "办公",
    ];
    let mut rest = text;
    'next: while !rest.is_empty() {
        for joint in JOINTS {
            if let Some(tail) = rest.strip_prefix(joint) {
                rest = tail;
                continue 'next;
            }
        }
        return false;
    }
    true
}

/// Somebody without it: `Some(true)` where they are refused, `Some(false)` where they are welcome.
fn absent(before: &str, after: &str, next: &str) -> Option<bool> {
    if has(before, EITHER_WAY) && !has(after, &["优先"]) {
        return Some(false);
    }
    if !ABSENT.iter().any(|word| before.ends_with(word)) || ends_in(before, &["若无", "有无", "有没有"])
    {
        return None;
    }
    // 非 and 无 are parts of other words unless somebody is refused: 并非, 除非.
    Some(has(after, REFUSED) || begins_refusal(next))
}

fn begins_refusal(next: &str) -> bool {
    let start: String = next.chars().take(8).collect();
    has(&start, REFUSED)
}

/// Whether the clause says that it is not needed.
fn not_needed(before: &str, after: &str) -> bool {
    let last = NEEDLESS.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max();
    if let Some(gap) = last.and_then(|end| before.get(end..)) {
        return !is_fresh_demand(gap);
    }
    INDIFFERENT
        .iter()
        .any(|word| after.find(word).is_some_and(|at| !demands(after.get(..at).unwrap_or_default())))
}

/// Whether a demand begins anew between a negation and a term: 不要求学历会用电脑, but not 不要求必须会CAD.
fn is_fresh_demand(gap: &str) -> bool {
    let mut rest = gap;
    while let Some(tail) =
        DEMANDS.iter().chain(STRONG).chain(&["使用", "的"]).find_map(|word| rest.strip_prefix(word))
    {
        rest = tail;
    }
    demands(rest) || has(rest, STRONG)
}

fn is_preferred(before: &str, after: &str, next: &str) -> bool {
    const ALONE: &[&str] =
        &["优先", "者优先", "均优先", "可优先", "将优先", "同等条件下优先", "同等条件优先", "可加分", "加分"];
    // 有电工证者，工资另加500.
    const REWARDS: &[&str] = &["另加", "补贴", "加薪", "奖励", "加工资", "津贴"];
    let rewarded = after.starts_with('者') && has(next, REWARDS);
    has(before, PREFERRED) || has(after, PREFERRED) || begins(next, ALONE) || rewarded
}

/// Whether a text before a term asks for it.
fn demands(text: &str) -> bool {
    DEMANDS.iter().any(|word| text.match_indices(word).any(|(at, _)| !is_trapped(text, at..at + word.len())))
}

fn is_trapped(text: &str, word: Range<usize>) -> bool {
    TRAPS.iter().any(|trap| {
        trap.match_indices(text.get(word.clone()).unwrap_or_default()).any(|(inside, _)| {
            let from = word.start.checked_sub(inside);
            from.and_then(|from| text.get(from..from + trap.len())) == Some(trap)
        })
    })
}

/// Whether a text after a term asks for it.
fn demanded(text: &str) -> bool {
    const AFTER: &[&str] = &[
        "熟练",
        "流利",
        "标准",
        "良好",
        "扎实",
        "经验",
        "基础",
        "必备",
        "者可",
        "即可",
        "及以上",
        "以上",
        "齐全",
        "过硬",
        "能力",
        "优秀",
        "精湛",
        "持证",
        "上岗",
        "功底",
        "水平",
        "者从",
        "熟手",
    ];
    const RIGHT_AFTER: &[&str] = &["快", "好", "强", "佳", "过关", "娴熟"];
    has(text, AFTER) || begins(text, RIGHT_AFTER)
}

/// Whether a term asks by its own words: 会弹钢琴, 普通话流利, B2及以上驾驶证.
fn is_a_demand(term: &str) -> bool {
    const ENDS: &[&str] = &["流利", "标准", "强", "能力", "熟练", "精神"];
    demands(term) || ends_in(term, ENDS) || term.contains("以上")
}

/// Whether the clause tells of the employer's own trade: 公司主营叉车销售.
pub(super) fn is_of_the_employer(before: &str) -> bool {
    const TRADE: &[&str] = &[
        "主营",
        "经营范围",
        "专业生产",
        "专业从事",
        "主要生产",
        "主要从事",
        "是一家",
        "致力于",
        "成立于",
        "是一所",
        "生产经营",
        "主打产品",
    ];
    has(before, TRADE)
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

fn ends_in(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.ends_with(word))
}
