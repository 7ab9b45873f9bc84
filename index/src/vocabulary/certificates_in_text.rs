//! Where a certificate's term in a text is one: 电工 names a job, 电工证 and 电工三级 a certificate, C1 one beside
//! 驾照.

use super::finding::{Flat, Hit, level};

/// What the dictionary says of the certificate that a term belongs to.
pub(super) struct Written<'a> {
    pub(super) kind: &'a str,
    pub(super) levels: &'a str,
}

/// How much a term says by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// It can be nothing but the certificate: 健康证.
    Sure,
    /// It names a job or a field too: 茶艺师.
    Job,
    /// A letter and a digit: C1, N1.
    Code,
}

/// Takes the hit with its level, widened over what belongs to it, or refuses it. `of_level` gives the skill-level
/// certificate of a trade: a 中级焊工证 is not the permit to weld.
pub(super) fn accept<'a>(
    flat: &Flat,
    hit: Hit,
    written: impl Fn(usize) -> Option<Written<'a>>,
    of_level: impl Fn(&str) -> Option<usize>,
) -> Option<Hit> {
    let own = written(hit.entry)?;
    let term = flat.text().get(hit.range.clone())?.to_owned();
    let strength = strength(own.kind, &term);
    if strength == Strength::Code {
        return code(flat, hit);
    }
    if is_general_beside_special(&term, flat.before(hit.range.start), flat.after(hit.range.end)) {
        return None;
    }
    let trade = term.trim_end_matches("证书").trim_end_matches('证').trim_end_matches("操作");
    let permit = matches!(own.kind, "special_operation" | "special_equipment");
    let leveled = permit.then(|| of_level(trade)).flatten();
    let scale = if leveled.is_some() { "5-1" } else { own.levels };
    let read = levelled(flat, hit, scale);
    let is_levelled = read.hit.level.is_some() || read.hit.grade.is_some();
    let mut hit = read.hit;
    if let Some(entry) = leveled.filter(|_| is_levelled) {
        hit.entry = entry;
    }
    let sure = strength == Strength::Sure
        && (permit || !is_levelled || term.contains('证') || !own.levels.is_empty());
    let named =
        sure || read.is_formal && is_levelled || read.has_paper || is_introduced(flat, &hit, own.kind);
    named.then_some(hit)
}

/// A hit with the level and the word 证 that stand beside it.
struct Levelled {
    hit: Hit,
    is_formal: bool,
    has_paper: bool,
}

fn levelled(flat: &Flat, mut hit: Hit, scale: &str) -> Levelled {
    let mut is_formal = false;
    let mut found = None;
    let mut rest = flat.after(hit.range.end);
    if !scale.is_empty() {
        if let Some(before) = level::before(flat.before(hit.range.start)) {
            (found, is_formal) = (Some(before.level), before.is_formal);
            hit.range.start -= before.length;
        } else if let Some(after) = level::after(rest) {
            (found, is_formal) = (Some(after.level), after.is_formal);
            hit.range.end += after.length;
            rest = flat.after(hit.range.end);
        }
    }
    let paper = paper(rest);
    hit.range.end += paper.unwrap_or(0);
    if found.is_none() && paper.is_some() && !scale.is_empty() {
        // 1+X证书（高级）: the level comes last.
        if let Some(after) = level::after(flat.after(hit.range.end)) {
            (found, is_formal) = (Some(after.level), after.is_formal);
            hit.range.end += after.length;
        }
    }
    match scale {
        "5-1" => hit.level = found,
        "1x" => hit.grade = found.and_then(level::grade),
        _ => {}
    }
    let at_least = flat.after(hit.range.end);
    let is_least = ["以上", "及以上", "或以上", "(含)以上"].iter().any(|word| at_least.starts_with(word));
    Levelled { is_formal: is_formal || found.is_some() && is_least, has_paper: paper.is_some(), hit }
}

/// How many bytes the word for the paper takes, where it follows.
fn paper(after: &str) -> Option<usize> {
    const LINKS: &[&str] = &[
        "国家",
        "职业",
        "技能",
        "等级",
        "资格",
        "操作",
        "上岗",
        "从业",
        "作业",
        "执业",
        "考试",
        "合格",
        "水平",
        "专项",
        "能力",
        "认定",
        ")",
        "人员",
        "相关",
        "类",
        "及以上",
        "以上",
        "或以上",
        "的",
        "特种",
    ];
    let mut rest = after;
    for _ in 0..5 {
        if let Some(word) = ["证书", "证件", "证", "执照"].iter().find(|word| rest.starts_with(**word))
        {
            return Some(after.len() - rest.len() + word.len());
        }
        rest = LINKS.iter().find_map(|link| rest.strip_prefix(link))?;
    }
    None
}

fn strength(kind: &str, term: &str) -> Strength {
    const PAPERS: &[&str] =
        &["证", "证书", "执照", "驾照", "照", "证明", "资格", "本", "上岗证", "资格证", "职称", "等级"];
    if term.len() <= 3 && term.is_ascii() && term.ends_with(|c: char| c.is_ascii_digit()) {
        Strength::Code
    } else if PAPERS.iter().any(|paper| term.ends_with(paper))
        || matches!(kind, "qualification" | "health" | "driving")
    {
        Strength::Sure
    } else {
        Strength::Job
    }
}

/// Whether the words before a job's name make a certificate of it: 持低压电工, 特种作业操作证(高处作业), 1+X.
fn is_introduced(flat: &Flat, hit: &Hit, kind: &str) -> bool {
    let before = flat.before(hit.range.start);
    let held = ["持", "持有", "取得", "考取"].iter().any(|word| before.ends_with(word));
    let listed =
        ["证(", "证书(", "证:", "证书:", "证》(", "证书》("].iter().any(|word| before.ends_with(word));
    let tail: String = before.chars().rev().take(6).collect();
    let one_x = kind == "vocational" && tail.contains("x+1");
    (held && kind != "vocational") || listed || one_x
}

/// 驾照 beside C1, or 特种作业操作证 beside 电工, says less than what stands beside it.
fn is_general_beside_special(term: &str, before: &str, after: &str) -> bool {
    match term {
        "驾照" | "驾驶证" | "驾驶执照" | "机动车驾驶证" => {
            let rest = skip(after, &["(", ":", "为", "级别", "类型", "准驾车型", "等级", "至少", "必须"]);
            let before = before.trim_end_matches(['型', '类', '级', '以', '上', '及', '照']);
            starts_with_code(rest)
                || ["a1", "a2", "b1", "b2", "c1", "c2", "c3", "a3"].iter().any(|code| before.ends_with(code))
        }
        "特种作业操作证" | "特种作业证" | "特种作业人员操作证" => {
            let inside = after
                .trim_start_matches(['》', '"', '”'])
                .strip_prefix('(')
                .and_then(|rest| rest.split(')').next())
                .unwrap_or_default();
            ["电工", "焊", "高处", "登高", "高空", "制冷", "高压", "低压", "危化"]
                .iter()
                .any(|word| inside.contains(word))
        }
        _ => false,
    }
}

fn skip<'a>(text: &'a str, words: &[&str]) -> &'a str {
    let mut rest = text;
    while let Some(tail) = words.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = tail;
    }
    rest
}

fn starts_with_code(text: &str) -> bool {
    let mut characters = text.chars();
    let letter = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
    letter && characters.next().is_some_and(|c| c.is_ascii_digit())
}

/// What may stand between a code and the word for its paper.
const CODE_TAILS: &[&str] = &[
    "及以上",
    "或以上",
    "以上",
    "类",
    "级",
    "型",
    "牌",
    "准驾车型",
    "机动车",
    "的",
    "叉车",
    "操作",
    "(含)",
    "含",
    "作业",
    "起重",
];

/// Words for the paper of a code.
const CODE_PAPERS: &[&str] =
    &["驾驶证", "驾驶执照", "驾照", "驾驶资格", "资格证", "证书", "执照", "照", "证", "本", "驾"];

/// What joins codes in a list.
const CODE_JOINTS: &[&str] = &["/", "、", "或", "和", "及", "或者"];

/// Words that say of a code that it is held.
const CODE_HEADS: &[&str] = &[
    "持",
    "持有",
    "驾驶证",
    "驾照",
    "有",
    "具有",
    "具备",
    "证(",
    "照(",
    "叉车(",
    "驾驶证:",
    "为",
    "证:",
    "照:",
    "照为",
    "类型",
    "叉车",
];

/// A code, where it stands beside the word for its paper or is held: B2及以上驾驶证, A2/B2驾照, 持C1.
fn code(flat: &Flat, mut hit: Hit) -> Option<Hit> {
    let own = skip(flat.after(hit.range.end), CODE_TAILS);
    if let Some(paper) = CODE_PAPERS.iter().find(|paper| own.starts_with(**paper)) {
        hit.range.end = flat.text().len() - own.len() + paper.len();
        return Some(hit);
    }
    let mut rest = own;
    for _ in 0..4 {
        let Some(tail) = CODE_JOINTS.iter().find_map(|joint| rest.strip_prefix(joint)) else { break };
        let tail = skip(tail, &["持", "有"]);
        if !starts_with_code(tail) {
            break;
        }
        rest = skip(tail.get(2..).unwrap_or_default(), CODE_TAILS);
        if CODE_PAPERS.iter().any(|paper| rest.starts_with(paper)) {
            return Some(hit);
        }
    }
    let before = flat.before(hit.range.start);
    let joined = CODE_JOINTS.iter().find_map(|joint| before.strip_suffix(joint)).unwrap_or(before);
    let first = joined.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
    let held =
        CODE_HEADS.iter().any(|word| before.ends_with(word) || joined != before && first.ends_with(word));
    held.then_some(hit)
}
