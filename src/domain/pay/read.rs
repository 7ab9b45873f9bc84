//! Reads pay as people write it: `4-6千/月·13薪`, `22元/小时`, `底薪2500+加班，综合5500-6500`, `面议`.
//!
//! A text is folded, cut into clauses, and each clause must be one of: the range (once), the base, the months paid a
//! year, or something paid besides. Anything else makes the whole text not understood: no number is guessed at.

use super::{
    Pay, PayUnit, amount,
    fold::fold,
    words::{self, Bound},
};
use crate::domain::{money::Fen, refusal::Code};

/// Why a text is no pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayFault {
    /// It cannot be understood.
    #[error("pay not understood")]
    NotUnderstood,
    /// It ends below its start, as in `6-4千`.
    #[error("pay range reversed")]
    Reversed,
}

impl PayFault {
    /// The code that clients see.
    pub fn code(self) -> Code {
        match self {
            Self::NotUnderstood => Code::PayNotUnderstood,
            Self::Reversed => Code::RangeReversed,
        }
    }
}

/// Longer texts are descriptions, not pay.
const LONGEST: usize = 120;

/// What the clauses of a text have said so far.
#[derive(Default)]
struct Said {
    range: Option<Range>,
    base: Option<Fen>,
    months: Option<u8>,
    unknown: bool,
    /// Something is paid on top of the range: 5000+提成.
    more: bool,
}

struct Range {
    min: Option<Fen>,
    max: Option<Fen>,
    unit: PayUnit,
}

/// Reads pay. Where only a base is said, the pay is at least that. A month is meant where no unit is named, and
/// twelve months where no number of them is.
pub fn read(text: &str) -> Result<Pay, PayFault> {
    if text.chars().count() > LONGEST {
        return Err(PayFault::NotUnderstood);
    }
    let folded = fold(text);
    let mut said = Said::default();
    for (sum, part) in folded.split('+').enumerate() {
        let clauses = part.split([',', ';', '。', '、', '|', '·', '•', '・', '(', ')', '[', ']', '!']);
        for (nth, clause) in clauses.enumerate() {
            let added = sum > 0 && nth == 0 && words::skip(clause, &words::MORE).is_some();
            said.more |= added && said.range.is_some();
            read_clause(clause, &mut said)?;
        }
    }
    let range = match (said.range, said.base) {
        (Some(range), _) if !said.unknown => {
            let open = said.more && range.min == range.max;
            Range { max: if open { None } else { range.max }, ..range }
        }
        (None, Some(base)) if !said.unknown => Range { min: Some(base), max: None, unit: PayUnit::Month },
        (None, None) if said.unknown => Range { min: None, max: None, unit: PayUnit::Month },
        _ => return Err(PayFault::NotUnderstood),
    };
    if said.base > range.max && range.max.is_some() && range.unit == PayUnit::Month {
        return Err(PayFault::Reversed);
    }
    Ok(Pay {
        text: Some(text.trim().to_owned()),
        min: range.min,
        max: range.max,
        unit: range.unit,
        months: said.months.unwrap_or(12),
        base: said.base,
    })
}

fn read_clause(clause: &str, said: &mut Said) -> Result<(), PayFault> {
    let clause = clause.trim_matches('/');
    if clause.is_empty() || words::skip(clause, &words::BESIDES).is_some() || is_qualifier(clause) {
        return Ok(());
    }
    if words::UNKNOWN.contains(&clause) {
        said.unknown = true;
        return Ok(());
    }
    if let Some(months) = months(clause) {
        return keep(&mut said.months, sane_months(months)?);
    }
    if let Some(rest) = words::skip(clause, &words::BASE) {
        if rest.is_empty() {
            return Ok(());
        }
        return keep(&mut said.base, read_base(rest)?);
    }
    // 4-6千×13, 5000元/月13薪: the months may stand right behind the range.
    let (clause, months) = split_months(clause);
    if let Some(months) = months {
        keep(&mut said.months, sane_months(months)?)?;
    }
    keep(&mut said.range, read_range(clause)?)
}

/// 税后, 转正后, 包吃住: words about the pay without a number of their own.
fn is_qualifier(text: &str) -> bool {
    if text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let joined = words::skip(text, &words::JOINTS).unwrap_or(text);
    [text, joined].iter().any(|text| {
        words::skip(text, &words::QUALIFIERS).or_else(|| words::skip(text, &words::BESIDES)).is_some()
    })
}

/// Keeps what is said once; what is said twice is not understood.
fn keep<T>(place: &mut Option<T>, value: T) -> Result<(), PayFault> {
    if place.is_some() {
        return Err(PayFault::NotUnderstood);
    }
    *place = Some(value);
    Ok(())
}

/// `13薪`, `13个月`, `13 months`, `年底双薪` as the whole of a clause. Of `13-15薪` the fewer are sure.
fn months(clause: &str) -> Option<u32> {
    if matches!(clause, "双薪" | "年底双薪" | "年终双薪") {
        return Some(13);
    }
    let lead = ["一年", "全年", "年底", "年终", "年", "享", "发"];
    let clause = words::skip(clause, &lead).unwrap_or(clause);
    let end = clause.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = clause.split_at(end);
    let rest = match rest.strip_prefix('-') {
        Some(more) => more.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let named = matches!(rest, "薪" | "个月薪" | "个月工资" | "个月薪资" | "个月" | "months" | "monthsayear");
    if named && number.len() == 2 { number.parse().ok() } else { None }
}

/// Cuts `13薪`, `×13` or `*13` off the end of a clause.
fn split_months(clause: &str) -> (&str, Option<u32>) {
    for times in ['×', '*'] {
        if let Some((range, months)) = clause.split_once(times) {
            return (range, months.trim_end_matches('薪').parse().ok().or(Some(0)));
        }
    }
    let number = clause.strip_suffix('薪').and_then(|start| {
        let digits = start.len() - start.bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
        let (range, number) = start.split_at(digits);
        let unit_before = range.ends_with(|c: char| !c.is_ascii_digit() && c != '-' && c != '.');
        (number.len() == 2 && unit_before).then_some((range, number))
    });
    match number {
        Some((range, number)) => (range.trim_end_matches('/'), number.parse().ok()),
        None => (clause, None),
    }
}

fn sane_months(months: u32) -> Result<u8, PayFault> {
    match u8::try_from(months) {
        Ok(months) if (12..=24).contains(&months) => Ok(months),
        _ => Err(PayFault::NotUnderstood),
    }
}

/// The base is a sum a month: one amount, in yuan.
fn read_base(rest: &str) -> Result<Fen, PayFault> {
    let range = read_range(rest.trim_start_matches([':', '为', '是']))?;
    let base = range.min.or(range.max).filter(|_| range.unit == PayUnit::Month);
    base.ok_or(PayFault::NotUnderstood)
}

fn read_range(clause: &str) -> Result<Range, PayFault> {
    let mut rest = clause;
    let (mut unit, mut bound) = (None, None);
    loop {
        if let Some((named, after)) = words::take(rest, &words::BEFORE) {
            unit = agree(unit, named)?;
            rest = after;
        } else if let Some((said, after)) = words::take(rest, &words::BOUNDS_BEFORE) {
            bound = agree(bound, Some(said))?;
            rest = after;
        } else {
            break;
        }
    }
    let (low, after) = amount::take(rest).ok_or(PayFault::NotUnderstood)?;
    let mut rest = read_after(after, &mut unit, &mut bound)?;
    let mut high = None;
    if let Some(after) = rest.strip_prefix('-') {
        let (amount, after) = amount::take(after).ok_or(PayFault::NotUnderstood)?;
        rest = read_after(after, &mut unit, &mut bound)?;
        high = Some(amount);
    }
    // 6000包吃住: what is given besides may follow without a comma.
    if !rest.is_empty() && !is_qualifier(rest) {
        return Err(PayFault::NotUnderstood);
    }
    let unit = unit.unwrap_or_default();
    let first = sane(low.fen(high.and_then(|high| high.scale)), unit)?;
    let (min, max) = match (high.map(|high| high.fen(low.scale)), bound) {
        (None, None) => (Some(first), Some(first)),
        (None, Some(Bound::AtLeast)) => (Some(first), None),
        (None, Some(Bound::AtMost)) => (None, Some(first)),
        (Some(second), None) => (Some(first), Some(sane(second, unit)?)),
        (Some(_), Some(_)) => return Err(PayFault::NotUnderstood),
    };
    if min > max && max.is_some() {
        return Err(PayFault::Reversed);
    }
    Ok(Range { min, max, unit })
}

/// What may follow an amount: its currency, unit, hedge and bound, in any order.
fn read_after<'a>(
    mut rest: &'a str,
    unit: &mut Option<PayUnit>,
    bound: &mut Option<Bound>,
) -> Result<&'a str, PayFault> {
    loop {
        if let Some((named, after)) = words::take(rest, &words::UNITS) {
            *unit = agree(*unit, Some(named))?;
            rest = after;
        } else if let Some((said, after)) = words::take(rest, &words::BOUNDS_AFTER) {
            *bound = agree(*bound, Some(said))?;
            rest = after;
        } else if let Some(after) =
            words::skip(rest, &words::CURRENCY).or_else(|| words::skip(rest, &words::HEDGES))
        {
            rest = after;
        } else {
            return Ok(rest);
        }
    }
}

/// Two words for the same thing must agree.
fn agree<T: PartialEq + Copy>(so_far: Option<T>, named: Option<T>) -> Result<Option<T>, PayFault> {
    match (so_far, named) {
        (Some(one), Some(other)) if one != other => Err(PayFault::NotUnderstood),
        _ => Ok(named.or(so_far)),
    }
}

/// Bounds beyond which a number is a slip or another unit: nobody earns 6 yuan a month or 6000 an hour.
fn sane(amount: Fen, unit: PayUnit) -> Result<Fen, PayFault> {
    let (least, most) = match unit {
        PayUnit::Month => (100, 1_000_000),
        PayUnit::Hour => (1, 5_000),
        PayUnit::Day => (10, 50_000),
        PayUnit::Year => (1_000, 12_000_000),
    };
    let sound = (Fen::yuan(least)..=Fen::yuan(most)).contains(&amount);
    if sound { Ok(amount) } else { Err(PayFault::NotUnderstood) }
}

#[cfg(test)]
mod tests;
