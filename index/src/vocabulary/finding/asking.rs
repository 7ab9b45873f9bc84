//! What a clause says about a term in it: demanded, welcome, not needed, or only named.

use std::ops::Range;

use super::Asking;

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

impl Said {
    pub(super) const NOTHING: Said = Said { negated: false, asking: Asking::Mentioned };
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
    let required = strongly || demands(before) || demanded(after);
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

const PREFERRED: &[&str] = &[
    "优先",
    "加分",
    "优选",
    "最好",
    "更佳",
    "为佳",
    "尤佳",
    "者佳",
    "更好",
    "最佳",
    "从优",
    "更优",
    "加薪",
    "补贴",
    "津贴",
    "奖励",
    "preferred",
    "a plus",
    "优录",
    "可优",
];

/// A demand that leaves no doubt.
const STRONG: &[&str] =
    &["必须", "必需", "必备", "务必", "一定要", "硬性", "缺一不可", "必要条件", "must", "required"];

/// What the employer gives rather than asks for.
const GIVEN: &[&str] = &[
    "代办",
    "包办",
    "报销",
    "包教",
    "包会",
    "可学",
    "免费",
    "协助办",
    "统一办",
    "帮办",
    "可培训",
    "提供培训",
    "安排培训",
    "岗前培训",
    "带薪培训",
    "带教",
    "教你",
    "学习",
    "传授",
    "可教",
    "考取补",
    "资助",
];

/// Words of not needing it, before it.
const NEEDLESS: &[&str] = &[
    "无需",
    "无须",
    "毋须",
    "毋需",
    "不需要",
    "不需",
    "不须",
    "不用",
    "不必",
    "不要求",
    "不强求",
    "不强制",
    "不苛求",
    "不限制",
    "没要求",
    "不硬性要求",
    "不一定要",
    "非必须",
    "not require",
];

/// Words of not needing it, after it.
const INDIFFERENT: &[&str] = &[
    "不限",
    "不作要求",
    "不做要求",
    "不作硬性要求",
    "不要求",
    "无要求",
    "没要求",
    "没有要求",
    "不强求",
    "非必须",
    "非必需",
    "不是必须",
    "不是必需",
    "可有可无",
    "无所谓",
    "不需要",
    "not required",
    "不是必要",
    "不用",
];

/// Whoever does not have it; directly before it.
const ABSENT: &[&str] = &[
    "没有",
    "没",
    "无",
    "未持有",
    "未持",
    "未取得",
    "未考取",
    "不会",
    "不懂",
    "不熟悉",
    "不具备",
    "不持有",
    "不能",
    "未办理",
    "未有",
    "非",
    "不会使用",
    "不会操作",
    "不会用",
    "不会开",
    "不会做",
    "还没有",
    "没考",
    "没有考",
    "暂无",
    "不太会",
];

const REFUSED: &[&str] = &[
    "勿",
    "免谈",
    "不要来",
    "不予",
    "不录",
    "谢绝",
    "绕行",
    "别来",
    "免投",
    "拒",
    "不考虑",
    "不招",
    "不收",
    "不接受",
    "不得",
    "不能上岗",
    "不可上岗",
    "不要投",
    "免面",
    "免聊",
    "莫扰",
    "不要联系",
    "不安排",
    "非诚",
    "严禁",
    "淘汰",
    "不合格",
];

const EITHER_WAY: &[&str] = &["有无", "有没有", "会不会", "是否", "懂不懂", "持不持", "不论", "无论", "不管"];

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
    has(before, PREFERRED) || has(after, PREFERRED) || begins(next, ALONE)
}

/// Verbs and words that ask for what follows them.
const DEMANDS: &[&str] = &[
    "须",
    "需要",
    "需",
    "要求",
    "持有",
    "持",
    "会",
    "懂",
    "能",
    "熟练",
    "熟悉",
    "精通",
    "掌握",
    "擅长",
    "了解",
    "善于",
    "胜任",
    "具备",
    "具有",
    "取得",
    "拥有",
    "获得",
    "考取",
    "要有",
    "要会",
    "有",
    "通过",
    "proficient",
];

/// Words in which a demand's character asks for nothing.
const TRAPS: &[&str] = &[
    "会计",
    "会议",
    "会员",
    "会展",
    "会所",
    "会务",
    "会话",
    "机会",
    "社会",
    "学会",
    "协会",
    "公会",
    "工会",
    "晚会",
    "年会",
    "聚会",
    "体会",
    "领会",
    "宴会",
    "开会",
    "展会",
    "商会",
    "大会",
    "例会",
    "将会",
    "技能",
    "功能",
    "智能",
    "节能",
    "可能",
    "性能",
    "职能",
    "只能",
    "能源",
    "能力",
    "能量",
    "能耗",
    "储能",
    "支持",
    "保持",
    "坚持",
    "主持",
    "维持",
    "持续",
    "扶持",
    "须知",
    "需求",
    "所需",
    "有限",
    "所有",
    "有关",
    "有色",
    "有机",
    "国有",
    "公司有",
    "我们有",
    "只有",
    "有意",
    "现有",
    "设有",
    "有缘",
    "没有",
    "有序",
    "有效",
    "配有",
    "享有",
];

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
    has(text, AFTER)
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
