//! How a clause stands to a set of people: whether they alone are asked for, preferred, or turned away.

use super::{
    clause::Clause,
    token::{
        Bare,
        Group::{self, Bearing, Elite, Locale, Looks, Man, Spouse, Woman},
        Kind, Token,
    },
};

/// How somebody stands to a set of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attitude {
    Only,
    Need,
    Prefer,
    Refuse,
    /// 招男工.
    Seek,
    /// 无残疾, 没有纹身.
    Lack,
    /// 不许怀孕.
    Forbid,
    /// The words stand alone where conditions stand.
    Bare,
}

/// A set of people as it is named.
pub(super) struct Member {
    pub(super) group: Group,
    pub(super) start: usize,
    pub(super) end: usize,
}

use Attitude::{Bare as Alone, Forbid, Lack, Need, Only, Prefer, Refuse, Seek};

/// An attitude, and in which words.
type Stand = (Attitude, usize, usize);

/// How a clause stands to a set of people, and in which words.
pub(super) fn attitude(
    member: &Member,
    clause: &Clause<'_>,
    next: Option<&Clause<'_>>,
    bare: &Bare,
) -> Option<Stand> {
    if is_given(member.end, clause, bare) || is_no_reason(member.start, clause, bare) {
        return None;
    }
    if let Some(refused) = refused(member, clause, bare) {
        return Some(refused);
    }
    let (start, end) = (member.start, member.end);
    let bound = |kind| matches!(kind, Kind::Bound | Kind::Need);
    let free = clause.after(end, 6, bare, |kind| kind == Kind::Free).is_some();
    if clause.has(Kind::Any) || free || clause.after(end, 1, bare, bound).is_some() {
        return None;
    }
    let leaves = clause.after(end, 8, bare, |kind| kind == Kind::Leave).filter(|_| !clause.has(Kind::Neg));
    if let Some(token) = leaves {
        return Some((Forbid, start, token.end));
    }
    if let Some(token) = next.and_then(|next| turned_away(member, clause, next, bare)) {
        return Some((Refuse, start, token.end));
    }
    let denial = clause.before(start, 4, bare, |kind| kind == Kind::Neg);
    if let Some(token) = denial.or_else(|| clause.before(start, 5, bare, |kind| kind == Kind::Ban)) {
        let lacks = matches!(member.group, Bearing | Spouse);
        let short = lacks || bare.between(token.start, start) <= 3;
        let attitude = if lacks { Forbid } else { Lack };
        return (short && !asks(bare, token.start, start)).then_some((attitude, token.start, end));
    }
    if settled(member, clause, bare) {
        return Some((Alone, start, end));
    }
    let task = clause.before(start, 12, bare, |kind| kind == Kind::Task);
    if clause.has(Kind::Client) || task.is_some_and(|task| !is_called(task, bare)) {
        return None;
    }
    asked(member, clause, bare).or_else(|| named(member, clause, bare))
}

/// Whether they are turned away in the clause itself.
fn refused(member: &Member, clause: &Clause<'_>, bare: &Bare) -> Option<Stand> {
    let (start, end) = (member.start, member.end);
    let refuses = |kind| matches!(kind, Kind::Refuse | Kind::Cannot);
    let after = clause.after(end, 14, bare, refuses).filter(|token| !spared(clause, token, bare));
    if let Some(token) = after {
        return Some((Refuse, start, token.end));
    }
    let before = clause.before(start, 6, bare, |kind| kind == Kind::Refuse);
    let before = before.filter(|token| !asks(bare, token.start, start));
    before.map(|token| (Refuse, token.start, end))
}

/// Whether they are asked for, alone or rather than others.
fn asked(member: &Member, clause: &Clause<'_>, bare: &Bare) -> Option<Stand> {
    let (start, end) = (member.start, member.end);
    let after = |most, kind: Kind| clause.after(end, most, bare, |one| one == kind);
    let before = |most, kind: Kind| clause.before(start, most, bare, |one| one == kind);
    let loose = member.group == Locale && is_loose(bare.text.get(start..end).unwrap_or_default());
    let near = |most: usize| if loose { most.min(3) } else { most };
    let staff = before(10, Kind::Staff).is_some();
    let sexed = matches!(member.group, Man | Woman);
    for (token, attitude) in [
        (before(near(8), Kind::Only), Only),
        (after(2, Kind::Only), Only),
        (after(near(8), Kind::Prefer).filter(|_| !staff), Prefer),
        (before(near(6), Kind::Prefer).filter(|_| !staff), Prefer),
        (before(near(5), Kind::Need).or(before(near(3), Kind::Want)), Need),
        (before(5, Kind::Seek).or(before(5, Kind::Receive)), Seek),
        (after(0, Kind::Count).filter(|_| sexed && !staff), Seek),
        (after(4, Kind::Praise).filter(|_| member.group == Looks && !staff), Alone),
    ] {
        if let Some(token) = token {
            return Some((attitude, start.min(token.start), end.max(token.end)));
        }
    }
    None
}

/// Whether they are named where conditions stand.
fn named(member: &Member, clause: &Clause<'_>, bare: &Bare) -> Option<Stand> {
    let (start, end) = (member.start, member.end);
    let rest = bare.between(clause.start, start) + bare.between(end, clause.end);
    let aged = clause.tokens.iter().any(|token| matches!(token.kind, Kind::Age | Kind::Length));
    let sexed = matches!(member.group, Man | Woman) && bare.between(clause.start, start) <= 2;
    let job = clause.after(end, 0, bare, |kind| kind == Kind::Job).filter(|_| sexed);
    let spoken = |kind| matches!(kind, Kind::Age | Kind::Number | Kind::Group(_) | Kind::Adverb);
    let sole = member.group == Spouse && rest <= 3 && clause.tokens.iter().all(|token| spoken(token.kind));
    let alone = (member.group == Elite && rest <= 6 && schooled(member, clause, bare))
        || job.is_some_and(|job| bare.between(job.end, clause.end) <= 3)
        || heads(member, clause, bare)
        || sole
        || rest == 0
        || (rest <= 2 && clause.after(end, 0, bare, |kind| kind == Kind::Person).is_some())
        || (aged && rest <= 8);
    alone.then_some((Alone, start, end))
}

/// Whether the words between a denial and a set of people make it no denial of them: 不查乙肝, 不因怀孕.
fn asks(bare: &Bare, from: usize, to: usize) -> bool {
    let words = bare.text.get(from..to).unwrap_or_default();
    words.contains(['因', '以', '问', '查', '含', '测', '验', '听', '收', '设', '供', '涉', '做', '需'])
        && !words.contains("招收")
        && !words.ends_with("不收")
}

/// Whether something is given to them: 有宗教信仰的员工可以调班.
fn is_given(end: usize, clause: &Clause<'_>, bare: &Bare) -> bool {
    let rest =
        bare.text.get(end..clause.end).unwrap_or_default().trim_start_matches(['的', '人', '士', '者']);
    let staff = ["员工", "同事", "职工", "工友", "女职工", "女员工"]
        .iter()
        .find_map(|staff| rest.strip_prefix(staff));
    let given = staff.is_some_and(|rest| rest.starts_with(['可', '享', '依', '能', '按', '有']));
    given && !clause.has(Kind::Refuse) && !clause.has(Kind::Only)
}

/// Whether they are named as no reason to turn anybody away: 不因残疾拒绝.
fn is_no_reason(start: usize, clause: &Clause<'_>, bare: &Bare) -> bool {
    let denial = clause.before(start, 14, bare, |kind| kind == Kind::Deny);
    denial
        .and_then(|denial| bare.text.get(denial.start..denial.end))
        .is_some_and(|word| word.contains(['因', '以']))
}

/// Whether a kind of school stands where conditions stand, and is no place, no offer, and no history.
fn schooled(member: &Member, clause: &Clause<'_>, bare: &Bare) -> bool {
    let before = bare.text.get(clause.start..member.start).unwrap_or_default();
    let after = bare.text.get(member.end..clause.end).unwrap_or_default();
    let ends =
        ["毕业", "学历", "院校", "高校", "大学", "及以上", "以上", "的", "生", "专业", "背景", "本科", "起"];
    let is_end = after.is_empty()
        || ends.iter().any(|end| after.strip_prefix(end).is_some_and(|rest| rest.chars().count() <= 3));
    let told = ["老师", "是", "非", "冲", "考", "带", "旁", "食堂", "实验", "招生", "同"];
    is_end && !told.iter().any(|word| before.contains(word) || after.contains(word))
}

/// Whether a clause begins with how somebody is married, and does not go on to what they are given.
fn settled(member: &Member, clause: &Clause<'_>, bare: &Bare) -> bool {
    let rest = bare.text.get(member.end..clause.end).unwrap_or_default();
    let given = [
        "员工", "可", "享", "假", "房", "补", "福利", "安排", "都", "也", "公寓", "宿舍", "有", "多", "联谊",
        "用户", "客", "群体",
    ];
    let word = bare.text.get(member.start..member.end).unwrap_or_default();
    let state = word.starts_with(['已', '未', '单', '没', '有', '无', '生', '结']);
    state
        && member.group == Spouse
        && member.start == clause.start
        && !given.iter().any(|word| rest.contains(word))
}

/// Whether a word for some work is part of what somebody is called: 护理专员.
fn is_called(task: &Token, bare: &Bare) -> bool {
    bare.text
        .get(task.end..)
        .is_some_and(|rest| rest.starts_with(['员', '师', '岗', '专', '助', '顾', '主', '工']))
}

/// Whether it is the head of what is looked for: 采茶女工, 没有生育计划的女性.
fn heads(member: &Member, clause: &Clause<'_>, bare: &Bare) -> bool {
    let word = bare.text.get(member.start..member.end).unwrap_or_default();
    let sexed = matches!(member.group, Man | Woman)
        && word != "女士"
        && word.chars().count() > 1
        && word.contains(['男', '女', '妹', '姑', '妇', '嫂', '娘', '汉', '伙', '姐']);
    let personal = |token: &Token| matches!(token.kind, Kind::Group(Spouse | Bearing | Looks));
    let neutral = |token: &Token| {
        matches!(
            token.kind,
            Kind::Labour | Kind::Group(Man | Woman) | Kind::Job | Kind::Age | Kind::Number | Kind::Adverb
        )
    };
    let before = bare.between(clause.start, member.start);
    let first = bare.between(0, clause.start) <= 8 && before <= 4 && clause.tokens.iter().all(neutral);
    let able = ["能吃苦", "有力", "力气", "壮", "肯干", "能干"];
    let text = bare.text.get(clause.start..member.start).unwrap_or_default();
    let able = able.iter().any(|word| text.contains(word));
    let whole = able && text.ends_with('的')
        || clause.tokens.iter().any(personal)
            && bare.text.get(clause.start..member.start).is_some_and(|text| text.ends_with('的'));
    let rest = bare.text.get(member.end..clause.end).unwrap_or_default();
    let few = rest.chars().count() <= 2 && !rest.contains(['多', '少', '占', '也', '都', '宿', '禁']);
    sexed && few && (first || whole)
}

/// Whether a refusal is none: it is of something else that it names itself, or denied in turn.
fn spared(clause: &Clause<'_>, refusal: &Token, bare: &Bare) -> bool {
    let of_another = |kind| {
        matches!(kind, Kind::Deposit | Kind::Fee | Kind::Paper | Kind::Train | Kind::Any | Kind::Report)
    };
    let text = bare.text.get(refusal.start..refusal.end).unwrap_or_default();
    let rest = bare.text.get(refusal.end..clause.end).unwrap_or_default();
    // 不安排夜班, 不用自带: what is refused comes after it.
    let transitive = text
        .ends_with(['排', '用', '带', '接', '看', '打', '问', '送', '加', '留', '收', '来', '进'])
        && rest.chars().filter(|character| !"的了哦哈啊呢人".contains(*character)).count() >= 2
        && clause
            .after(refusal.end, 6, bare, |kind| matches!(kind, Kind::Receive | Kind::Refuse | Kind::Person))
            .is_none();
    transitive || clause.after(refusal.end, 4, bare, of_another).is_some()
}

/// Whether a word for where somebody comes from may as well be said of a road or a dish.
fn is_loose(word: &str) -> bool {
    word.chars().count() <= 2
}

/// Whether the next clause turns them away at once: 女的，不要.
fn turned_away<'t>(
    member: &Member,
    clause: &Clause<'_>,
    next: &Clause<'t>,
    bare: &Bare,
) -> Option<&'t Token> {
    let last = bare.between(member.end, clause.end) <= 4;
    let refusal = next.after(next.start, 2, bare, |kind| matches!(kind, Kind::Refuse | Kind::Cannot))?;
    let short = bare.between(refusal.end, next.end) <= 4;
    (last && short && !spared(next, refusal, bare)).then_some(refusal)
}
