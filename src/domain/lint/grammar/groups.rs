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

use super::attitude::{Attitude, Member, attitude};
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
        found.extend(measured(clause, sentence, bare));
    }
    found
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
        let hidden = matches!(kind, Man | Woman) && (thing || sexes || clause.has(Kind::Test));
        (!hidden && kind != Pair).then_some(Member { group: kind, start: token.start, end: token.end })
    };
    clause.tokens.iter().filter_map(one).collect()
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

/// A height that stands by itself, or a weight for which somebody is turned away.
fn measured(clause: &Clause<'_>, sentence: &Sentence<'_>, bare: &Bare) -> Option<Found> {
    let asks = |group| sentence.has(Kind::Group(group));
    let first = clause.tokens.first().filter(|first| first.start == clause.start)?;
    let rest = bare.text.get(first.end..clause.end)?;
    let tall = matches!(first.kind, Kind::Money | Kind::Number) && (150.0..=190.0).contains(&first.value);
    let bound = ["以上", "往上", "及以上", "左右"].contains(&rest);
    let tall = tall && bound && [Man, Woman, Looks, Spouse].into_iter().any(asks);
    let refused = clause.after(first.end, 6, bare, |kind| kind == Kind::Refuse).is_some();
    let heavy = first.kind == Kind::Length && first.value >= 80.0 && refused;
    (tall || heavy).then_some((Rule::Appearance, Severity::Hold, first.start, clause.end))
}
