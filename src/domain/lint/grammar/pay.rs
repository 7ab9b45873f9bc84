//! Pay that is promised without measure, and time that is not paid at all.

use super::{
    super::{Rule, Severity},
    Found,
    clause::{Clause, Sentence},
    token::{Bare, Kind, Token},
};

/// A monthly sum that nobody without skills is paid, and one that nobody can guarantee.
const HIGH: f64 = 20_000.0;
const GUARANTEED: f64 = 8000.0;

/// What is wrong with what a sentence says of pay.
pub(super) fn check(sentence: &Sentence<'_>, bare: &Bare) -> Vec<Found> {
    let bait = bait(sentence, bare).map(|(start, end)| (Rule::Bait, Severity::Hold, start, end));
    let unpaid = unpaid(sentence, bare).map(|(start, end)| (Rule::ProbationPay, Severity::Hold, start, end));
    let child = child(sentence, bare).map(|(start, end)| (Rule::ChildLabour, Severity::Hold, start, end));
    let restless = restless(sentence, bare).map(|(start, end)| (Rule::Hours, Severity::Hold, start, end));
    bait.into_iter().chain(unpaid).chain(child).chain(restless).collect()
}

/// Easy money, or much of it for nothing.
fn bait(sentence: &Sentence<'_>, bare: &Bare) -> Option<(usize, usize)> {
    let find =
        |clause: &Clause<'_>, kind: Kind| clause.tokens.iter().find(|token| token.kind == kind).copied();
    let doubted = |token: &Token| {
        matches!(token.kind, Kind::Neg | Kind::Deny | Kind::Refuse | Kind::Client | Kind::Task)
    };
    for clause in sentence.clauses.iter().filter(|clause| !clause.tokens.iter().any(doubted)) {
        if let Some((ease, earn)) = find(clause, Kind::Ease).zip(find(clause, Kind::Earn)) {
            return Some((ease.start.min(earn.start), ease.end.max(earn.end)));
        }
        let high =
            |least: f64| clause.tokens.iter().find(|token| token.kind == Kind::Money && token.value >= least);
        let sure = find(clause, Kind::Sure).filter(|sure| {
            high(GUARANTEED)
                .is_some_and(|sum| sum.start >= sure.end && bare.between(sure.end, sum.start) <= 10)
        });
        if let Some((sure, sum)) = sure.zip(high(GUARANTEED)) {
            return Some((sure.start, sum.end));
        }
        let sum = high(HIGH);
        let easy = |kind| matches!(kind, Kind::Ease | Kind::Unskilled);
        let easy = sentence.clauses.iter().flat_map(|clause| clause.tokens).find(|token| easy(token.kind));
        if let Some((sum, easy)) = sum.zip(easy) {
            return Some((sum.start.min(easy.start), sum.end.max(easy.end)));
        }
    }
    None
}

/// A time of trial without pay.
fn unpaid(sentence: &Sentence<'_>, bare: &Bare) -> Option<(usize, usize)> {
    let tokens = || sentence.clauses.iter().flat_map(|clause| clause.tokens);
    // 试三天 is a trial too.
    let tried = |token: &Token| {
        token.kind == Kind::Span && bare.text.get(..token.start).is_some_and(|text| text.ends_with('试'))
    };
    let trial = tokens().find(|token| token.kind == Kind::Trial || tried(token))?;
    let nothing = tokens().find(|token| {
        let (before, after) = (token.end <= trial.start, token.start >= trial.end);
        let near = (after && bare.between(trial.end, token.start) <= 14)
            || (before && bare.between(token.end, trial.start) <= 3);
        token.kind == Kind::NoPay && near
    })?;
    let denied = tokens().any(|token| {
        let first = trial.start.min(nothing.start);
        let before = token.end <= first && bare.between(token.end, first) <= 4;
        matches!(token.kind, Kind::Deny | Kind::Ban | Kind::Free)
            || (matches!(token.kind, Kind::Neg | Kind::Refuse) && before)
    });
    (!denied).then_some((trial.start.min(nothing.start), trial.end.max(nothing.end)))
}

/// Children who are taken to work.
fn child(sentence: &Sentence<'_>, bare: &Bare) -> Option<(usize, usize)> {
    if !sentence.has(Kind::Child) && !sentence.has(Kind::Age) {
        return None;
    }
    let text = bare.text.get(sentence.start..sentence.end).unwrap_or_default();
    let taught =
        ["教", "家长", "照顾", "带孩子", "课", "玩", "陪", "看护", "参观", "客", "接送", "辅导", "早教"];
    if taught.iter().any(|word| text.contains(word)) {
        return None;
    }
    let aged = |clause: &Clause<'_>| {
        let age = clause
            .tokens
            .iter()
            .find(|token| token.kind == Kind::Age && (10.0..16.0).contains(&token.value))?;
        let may = bare.text.get(age.end..clause.end)?.trim_start_matches(['的', '以', '上']);
        let taken = may.starts_with(['可', '能', '也', '就', '起', '即', '都', '来']) || may.is_empty();
        let refused = clause.tokens.iter().any(|token| {
            matches!(
                token.kind,
                Kind::Neg | Kind::Refuse | Kind::Ban | Kind::Client | Kind::Deny | Kind::Task
            )
        });
        let below = bare.text.get(clause.start..age.start)?.ends_with(['满', '足', '到', '于']);
        (taken && !refused && !(below && may.is_empty())).then_some((age.start, age.end))
    };
    if let Some(aged) = sentence.clauses.iter().find_map(aged) {
        return Some(aged);
    }
    let tokens = || sentence.clauses.iter().flat_map(|clause| clause.tokens);
    let refused = |token: &Token| matches!(token.kind, Kind::Neg | Kind::Refuse | Kind::Ban | Kind::Deny);
    let child = tokens().find(|token| token.kind == Kind::Child)?;
    let work = tokens().find(|token| token.kind == Kind::Labour && token.start >= child.end)?;
    let may = ["可以", "能", "也", "都", "行", "收", "要", "来"];
    let between = bare.text.get(child.end..sentence.end).unwrap_or_default();
    let allowed = may.iter().any(|word| between.contains(word)) && bare.between(child.end, work.start) <= 14;
    (allowed && !tokens().any(refused)).then_some((child.start, work.end))
}

/// Work without a day of rest; a shop may be open all year.
fn restless(sentence: &Sentence<'_>, bare: &Bare) -> Option<(usize, usize)> {
    let text = bare.text.get(sentence.start..sentence.end).unwrap_or_default();
    let open =
        ["轮休", "轮班", "运转", "运行", "门店", "营业", "商场", "店铺", "热线", "月休", "调休", "排班"];
    if open.iter().any(|word| text.contains(word)) {
        return None;
    }
    let of_a_shop = |token: &Token| matches!(token.kind, Kind::Deny | Kind::Ban | Kind::Client);
    let mut clauses = sentence.clauses.iter().filter(|clause| !clause.tokens.iter().any(of_a_shop));
    clauses.find_map(|clause| {
        clause.tokens.iter().find(|token| token.kind == Kind::NoRest).map(|token| (token.start, token.end))
    })
}
