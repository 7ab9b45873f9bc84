//! Sums of money in a text, each with what it is.

use super::{
    super::{
        folded::Folded,
        phrases::{Phrases, Said},
    },
    cues::{self, Cue, Kind},
};
use crate::domain::{
    money::Fen,
    pay::{self, Pay, PayUnit},
};
use std::{ops::Range, sync::LazyLock};

/// A sum or a range of them.
#[derive(Debug, Clone)]
pub(in super::super) struct Sum {
    pub(in super::super) kind: Kind,
    pub(in super::super) pay: Pay,
    pub(in super::super) at: Range<usize>,
}

static SUMS: LazyLock<Phrases<()>> = LazyLock::new(|| {
    let currency = "(元|块钱|块|rmb|人民币)?";
    let unit = "(/个月|/人/月|/月|每个月|每月|一个月|一月|/小时|/时|/h|每小时|一小时|一个小时|/天|/日|每天|一天|/年|一年)?";
    let bound = "(+>|起步?|以上|及以上|左右|上下|不等|之间|以下|以内|封顶)?";
    let plus = "(+/月|+元/月|+元)?";
    let sum = format!("${currency}{unit}");
    let table =
        [format!("{sum}{bound}"), format!("{sum}{plus}"), format!("{sum}(-|至|到){sum}{bound}{unit}{bound}")];
    Phrases::new(table.map(|written| (written, ())))
});

/// What a number counts where one of these follows it.
const COUNTED: &str = "小时人岁天个年%号点楼班周名台吨平米公:届月日分度倍级斤克g栋路位家余多种条项期度英寸寸层强份k期座站排件次套千瓦w万";

/// Every sum of the text that is pay of some kind.
pub(in super::super) fn find(text: &Folded) -> Vec<Sum> {
    let cues = cues::find(text);
    let amounts = SUMS.find(text);
    let mut sums = Vec::new();
    for (place, amount) in amounts.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| amounts.get(place)).map_or(0, |one| one.at.end);
        let cue = cue_of(text, &cues, &amount.at, before);
        if let Some(sum) = sum_of(text, &amount.at, cue) {
            sums.push(sum);
        }
    }
    sums
}

/// The nearest cue of the clause, unless another sum has used it already.
fn cue_of(text: &Folded, cues: &[Said<Cue>], at: &Range<usize>, earlier: usize) -> Option<Cue> {
    let from = clause_with_brackets(text, at.start).max(earlier);
    let near = cues.iter().rev().find(|cue| cue.at.end <= at.start)?;
    (near.at.start >= from && at.start - near.at.end <= 14).then_some(near.meaning)
}

/// The start of the clause, which a bracket does not end: 综合工资(含加班)5500.
fn clause_with_brackets(text: &Folded, at: usize) -> usize {
    let start = text.clause_start(at);
    let Some(bracket) = start.checked_sub(1) else { return start };
    match text.at(bracket) {
        Some('(') => text.clause_start(bracket),
        Some(')') => {
            let opened =
                (bracket.saturating_sub(16)..bracket).rev().find(|place| text.at(*place) == Some('('));
            opened.map_or(start, |opened| text.clause_start(opened))
        }
        _ => start,
    }
}

fn sum_of(text: &Folded, at: &Range<usize>, cue: Option<Cue>) -> Option<Sum> {
    let words = text.slice(at.clone());
    let has_unit = words.contains(['元', '块', '/', '每', '一']) || words.contains("rmb");
    let next = text.at(at.end);
    if !has_unit && next.is_some_and(|next| COUNTED.contains(next)) {
        return None;
    }
    let kind = match cues::after(&text.after(at.end)) {
        Some(kind) => kind,
        None => match cue {
            Some(cue) if cue.kind == Kind::Plain && is_of_probation(text, at) => Kind::Probation,
            Some(cue) => cue.kind,
            None if speaks_for_itself(text, at, &words) => Kind::Plain,
            None if is_whole_clause(text, at) && is_round(&words) => Kind::Alone,
            None => return None,
        },
    };
    if kind == Kind::Other {
        return None;
    }
    let unit = cue.map_or("", |cue| cue.unit);
    let pay = understood(&words, unit, &bound_before(text, at.start))?;
    Some(Sum { kind, pay, at: at.clone() })
}

/// Whether nothing else stands in the clause.
fn is_whole_clause(text: &Folded, at: &Range<usize>) -> bool {
    text.before(at.start).is_empty() && text.after(at.end).is_empty()
}

/// Whether a sum without a word beside it is pay: by its unit, or as a range in a title.
fn speaks_for_itself(text: &Folded, at: &Range<usize>, words: &str) -> bool {
    let timed = ["月", "小时", "/时", "/h", "天", "/日", "年"].iter().any(|unit| words.contains(unit));
    let ranged = words.contains(['-', '至', '到']);
    let scaled = words.contains(['千', 'k', '万']);
    let round = is_round(words);
    let money = words.contains(['元', '块']);
    let titled = text.in_title(at.start)
        && (ranged && (round || scaled) || scaled && !words.ends_with(char::is_numeric));
    timed || titled || ranged && (scaled || money && round)
}

/// Whether every number is whole fifties of at least 1500, as pay is and years are not.
fn is_round(words: &str) -> bool {
    let numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let mut values = numbers.map(|number| number.parse::<u32>().unwrap_or(0)).peekable();
    values.peek().is_some() && values.all(|value| value >= 1500 && value % 50 == 0)
}

/// Whether it is what 试用期1个月,工资4000,转正后5000 pays at first.
fn is_of_probation(text: &Folded, at: &Range<usize>) -> bool {
    let clause = text.clause_start(at.start);
    let earlier = text.slice(text.clause_start(clause.saturating_sub(1))..clause);
    let own = text.before(at.start);
    let later = text.sentence_after(at.end).contains("转正");
    !own.contains("转正") && (own.contains("试用") || earlier.contains("试用") && later)
}

fn bound_before(text: &Folded, at: usize) -> String {
    let before = text.before(at);
    let bounds = [
        ("不低于", "不低于"),
        ("不少于", "不低于"),
        ("至少", "不低于"),
        ("最低", "不低于"),
        ("高达", "最高"),
        ("可达", "最高"),
        ("最高", "最高"),
        ("可达到", "最高"),
        ("最高可达", "最高"),
        ("能达到", "最高"),
    ];
    bounds
        .iter()
        .find(|(word, _)| before.ends_with(word))
        .map_or_else(String::new, |(_, bound)| (*bound).to_owned())
}

fn understood(words: &str, unit: &str, bound: &str) -> Option<Pay> {
    let ranged = words.chars().skip(1).any(|c| matches!(c, '-' | '至' | '到'));
    let plain = words.trim_end_matches(['-', '至', '到']);
    let bare = ["及以上", "以上", "起步", "起", "以下", "以内", "封顶", "+"]
        .iter()
        .fold(plain, |rest, word| if ranged { rest.strip_suffix(word).unwrap_or(rest) } else { rest });
    let bound = if ranged { "" } else { bound };
    let read =
        pay::read(&format!("{unit}{bound}{bare}")).or_else(|_| pay::read(&format!("{bound}{bare}"))).ok()?;
    is_plausible(&read).then_some(read)
}

/// Bounds beyond which a sum is an allowance, a fee or a slip.
fn is_plausible(pay: &Pay) -> bool {
    let (least, most) = match pay.unit {
        PayUnit::Month => (800, 200_000),
        PayUnit::Hour => (5, 500),
        PayUnit::Day => (50, 5_000),
        PayUnit::Year => (12_000, 3_000_000),
    };
    let sound = |end: Option<Fen>| end.is_none_or(|end| (Fen::yuan(least)..=Fen::yuan(most)).contains(&end));
    pay.is_known() && sound(pay.min) && sound(pay.max)
}
