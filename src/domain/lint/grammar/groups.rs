//! Conditions about sets of people: who is meant, and whether they alone are asked for, preferred, or turned away.

use super::{
    super::{Rule, Severity},
    Found,
    clause::{Clause, Sentence},
    token::{
        Bare,
        Group::{
            self, Bearing, Carrier, Disabled, Elite, Ethnic, Faith, Locale, Looks, Man, Marks, Pair, Spouse,
            Trade, Woman, Zodiac,
        },
        Kind, Token,
    },
};

/// How somebody stands to a set of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Attitude {
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

use Attitude::{Bare as Alone, Forbid, Lack, Need, Only, Prefer, Refuse, Seek};

/// What is wrong with what a sentence says of sets of people.
pub(super) fn check(sentence: &Sentence<'_>, bare: &Bare) -> Vec<Found> {
    let mut found = Vec::new();
    for (place, clause) in sentence.clauses.iter().enumerate() {
        let next = sentence.clauses.get(place + 1);
        let open =
            sentence.clauses.iter().any(|clause| clause.has(Kind::Group(Pair)) && clause.has(Kind::Any));
        let sexed = |member: &Member| matches!(member.group, Man | Woman);
        for member in members(clause, bare).into_iter().filter(|member| !(open && sexed(member))) {
            if let Some((attitude, start, end)) = attitude(&member, clause, next, bare) {
                found.extend(
                    judged(member.group, attitude).map(|(rule, severity)| (rule, severity, start, end)),
                );
            }
        }
        found.extend(tested(clause, bare));
    }
    found
}

/// A set of people as it is named.
struct Member {
    group: Group,
    start: usize,
    end: usize,
}

/// The sets of people that a clause names.
fn members(clause: &Clause<'_>, bare: &Bare) -> Vec<Member> {
    let both = |group| clause.tokens.iter().any(|token| token.kind == Kind::Group(group));
    let sexes = both(Man) && both(Woman);
    let one = |token: &Token| {
        let kind = match token.kind {
            Kind::Group(group) => group,
            // Where somebody comes from: 河南人, 河南籍, 河南那边的; and where one place after another is turned away.
            Kind::Place => {
                let of =
                    clause.after(token.end, 1, bare, |kind| matches!(kind, Kind::Person | Kind::Household));
                let refuses = |kind| matches!(kind, Kind::Refuse | Kind::Cannot);
                let refused = clause.after(token.end, 5, bare, refuses).or(clause.before(
                    token.start,
                    3,
                    bare,
                    refuses,
                ));
                // 只要河南: a place where people are asked for.
                let only = clause.before(token.start, 1, bare, |kind| kind == Kind::Only);
                let only = only.filter(|only| only.end - only.start >= 6);
                let end = of.map_or(token.end, |of| of.end);
                return (of.is_some() || only.is_some() || refused.is_some()).then_some(Member {
                    group: Locale,
                    start: token.start,
                    end,
                });
            }
            Kind::Household => {
                let from = clause
                    .before(token.start, 5, bare, |kind| matches!(kind, Kind::Place | Kind::Group(Locale)));
                return Some(Member {
                    group: Locale,
                    start: from.map_or(token.start, |from| from.start),
                    end: token.end,
                });
            }
            _ => return None,
        };
        let of_a_thing = |kind: Kind| matches!(kind, Kind::Tie | Kind::Client | Kind::Thing);
        let thing = clause.after(token.end, 1, bare, of_a_thing).is_some();
        let hidden = matches!(kind, Man | Woman) && (thing || sexes);
        (!hidden && kind != Pair).then_some(Member { group: kind, start: token.start, end: token.end })
    };
    clause.tokens.iter().filter_map(one).collect()
}

/// How a clause stands to a set of people, and in which words.
fn attitude(
    member: &Member,
    clause: &Clause<'_>,
    next: Option<&Clause<'_>>,
    bare: &Bare,
) -> Option<(Attitude, usize, usize)> {
    let (start, end) = (member.start, member.end);
    let client = clause.has(Kind::Client)
        || clause
            .before(start, 12, bare, |kind| kind == Kind::Task)
            .is_some_and(|task| !is_called(task, bare));
    let refuses = |kind| matches!(kind, Kind::Refuse | Kind::Cannot);
    let after = |most, kind: Kind| clause.after(end, most, bare, |one| one == kind);
    let before = |most, kind: Kind| clause.before(start, most, bare, |one| one == kind);
    if let Some(token) = clause.after(end, 14, bare, refuses).filter(|token| !spared(clause, token, bare)) {
        return Some((Refuse, start, token.end));
    }
    if let Some(token) = before(6, Kind::Refuse).filter(|token| !asks(bare, token.start, start)) {
        return Some((Refuse, token.start, end));
    }
    let bound = |kind| matches!(kind, Kind::Bound | Kind::Need);
    if clause.has(Kind::Any) || after(6, Kind::Free).is_some() || clause.after(end, 1, bare, bound).is_some()
    {
        return None;
    }
    if let Some(token) =
        clause.after(end, 8, bare, |kind| kind == Kind::Leave).filter(|_| !clause.has(Kind::Neg))
    {
        return Some((Forbid, start, token.end));
    }
    if let Some(token) = next.and_then(|next| turned_away(member, clause, next, bare)) {
        return Some((Refuse, start, token.end));
    }
    if let Some(token) = before(4, Kind::Neg).or(before(5, Kind::Ban)) {
        let lacks = matches!(member.group, Bearing | Spouse);
        let short = lacks || bare.between(token.start, start) <= 3;
        return (short && !asks(bare, token.start, start)).then_some((
            if lacks { Forbid } else { Lack },
            token.start,
            end,
        ));
    }
    if settled(member, clause, bare) {
        return Some((Alone, start, end));
    }
    if client {
        return None;
    }
    let loose = member.group == Locale && is_loose(bare.text.get(start..end).unwrap_or_default());
    let near = |most: usize| if loose { most.min(3) } else { most };
    let staff = before(10, Kind::Staff).is_some();
    for (token, attitude) in [
        (before(near(8), Kind::Only), Only),
        (after(2, Kind::Only), Only),
        (after(near(8), Kind::Prefer), Prefer),
        (before(near(6), Kind::Prefer), Prefer),
        (before(near(5), Kind::Need).or(before(near(3), Kind::Want)), Need),
        (before(5, Kind::Seek).or(before(5, Kind::Receive)), Seek),
    ] {
        if let Some(token) = token.filter(|_| !(staff && attitude == Prefer)) {
            return Some((attitude, start.min(token.start), end.max(token.end)));
        }
    }
    let counted = matches!(member.group, Man | Woman) && !staff && after(0, Kind::Count).is_some();
    if let Some(count) = after(0, Kind::Count).filter(|_| counted) {
        return Some((Seek, start, count.end));
    }
    if let Some(praise) = after(4, Kind::Praise).filter(|_| member.group == Looks && !staff) {
        return Some((Alone, start, praise.end));
    }
    let rest = bare.between(clause.start, start) + bare.between(end, clause.end);
    let aged = clause.tokens.iter().any(|token| matches!(token.kind, Kind::Age | Kind::Length));
    let job = matches!(member.group, Man | Woman)
        && clause
            .after(end, 0, bare, |kind| kind == Kind::Job)
            .is_some_and(|job| bare.between(job.end, clause.end) <= 3)
        && bare.between(clause.start, start) <= 2;
    let spoken = |kind| matches!(kind, Kind::Age | Kind::Number | Kind::Group(_) | Kind::Adverb);
    let sole = member.group == Spouse && rest <= 3 && clause.tokens.iter().all(|token| spoken(token.kind));
    let school = member.group == Elite && rest <= 6 && schooled(member, clause, bare);
    let alone = school || job
        || heads(member, clause, bare)
        || sole
        || rest == 0
        || (rest <= 2 && after(0, Kind::Person).is_some())
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

/// Whether a kind of school stands where conditions stand, and is no place, no offer, and no history.
fn schooled(member: &Member, clause: &Clause<'_>, bare: &Bare) -> bool {
    let before = bare.text.get(clause.start..member.start).unwrap_or_default();
    let after = bare.text.get(member.end..clause.end).unwrap_or_default();
    let ends = ["毕业", "学历", "院校", "高校", "大学", "及以上", "以上", "的", "生", "专业", "背景", "本科", "起"];
    let is_end = after.is_empty() || ends.iter().any(|end| after.strip_prefix(end).is_some_and(|rest| rest.chars().count() <= 3));
    let told = ["老师", "是", "非", "冲", "考", "带", "旁", "食堂", "实验", "招生", "同"];
    is_end && !told.iter().any(|word| before.contains(word) || after.contains(word))
}

/// Whether a clause begins with how somebody is married, and does not go on to what they are given.
fn settled(member: &Member, clause: &Clause<'_>, bare: &Bare) -> bool {
    let rest = bare.text.get(member.end..clause.end).unwrap_or_default();
    let given = ["员工", "可", "享", "假", "房", "补", "福利", "安排", "都", "也", "公寓", "宿舍", "有", "多", "联谊", "用户", "客", "群体"];
    let word = bare.text.get(member.start..member.end).unwrap_or_default();
    let state = word.starts_with(['已', '未', '单', '没', '有', '无', '生', '结']);
    state && member.group == Spouse && member.start == clause.start && !given.iter().any(|word| rest.contains(word))
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
        && word.contains(['男', '女', '妹', '姑', '妇', '嫂', '娘', '汉', '伙']);
    let personal = |token: &Token| matches!(token.kind, Kind::Group(Spouse | Bearing | Looks));
    let neutral = |token: &Token| {
        matches!(token.kind, Kind::Labour | Kind::Group(Man | Woman) | Kind::Job | Kind::Age | Kind::Number | Kind::Adverb)
    };
    let before = bare.between(clause.start, member.start);
    let first = bare.between(0, clause.start) <= 8 && before <= 4 && clause.tokens.iter().all(neutral);
    let whole = clause.tokens.iter().any(personal)
        && bare.text.get(clause.start..member.start).is_some_and(|text| text.ends_with('的'));
    let rest = bare.text.get(member.end..clause.end).unwrap_or_default();
    let few = rest.chars().count() <= 2 && !rest.contains(['多', '少', '占', '也', '都', '宿']);
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

/// Which rule an attitude to a set of people breaks.
fn judged(group: Group, attitude: Attitude) -> Option<(Rule, Severity)> {
    let strong = matches!(attitude, Only | Refuse | Forbid | Lack);
    let severity = if strong { Severity::Block } else { Severity::Hold };
    let (rule, broken) = match group {
        Man | Woman => (Rule::Sex, !matches!(attitude, Lack | Forbid)),
        Looks => (Rule::Appearance, matches!(attitude, Only | Need | Prefer | Alone)),
        Marks => (Rule::Appearance, matches!(attitude, Refuse | Lack)),
        Locale => (Rule::Origin, matches!(attitude, Only | Need | Prefer | Refuse | Alone)),
        Ethnic => (Rule::Ethnicity, matches!(attitude, Only | Need | Refuse | Alone)),
        Faith => (Rule::Religion, matches!(attitude, Only | Need | Prefer | Refuse | Lack)),
        Spouse => (Rule::Marriage, !matches!(attitude, Lack)),
        Bearing => (Rule::Marriage, matches!(attitude, Refuse | Forbid)),
        Disabled => (Rule::Disability, matches!(attitude, Refuse | Lack)),
        Carrier => (Rule::Pathogen, matches!(attitude, Refuse | Lack)),
        Trade => (Rule::Education, matches!(attitude, Refuse)),
        Elite => (Rule::Education, !matches!(attitude, Seek | Forbid)),
        Zodiac => (Rule::Superstition, matches!(attitude, Only | Need | Prefer | Refuse)),
        Pair => return None,
    };
    let severity =
        if matches!(rule, Rule::Appearance | Rule::Superstition) { Severity::Hold } else { severity };
    broken.then_some((rule, severity))
}

/// Tests that nobody may ask for.
fn tested(clause: &Clause<'_>, bare: &Bare) -> Option<Found> {
    let test = clause.tokens.iter().find(|token| matches!(token.kind, Kind::Test | Kind::Group(Carrier)))?;
    let text = bare.text.get(clause.start..clause.end).unwrap_or_default();
    let asked = ["体检", "查", "化验", "检测", "抽血", "提供", "报告", "证明", "阴性", "出具"];
    let told =
        |kind| matches!(kind, Kind::Neg | Kind::Deny | Kind::Refuse | Kind::Ban | Kind::Any | Kind::Task);
    let fine = clause.tokens.iter().any(|token| told(token.kind)) || clause.has(Kind::Client);
    let rule = if test.kind == Kind::Test { Rule::PregnancyTest } else { Rule::Pathogen };
    let is_asked = asked.iter().any(|word| text.contains(word));
    (is_asked && !fine).then_some((rule, Severity::Block, test.start, test.end))
}
