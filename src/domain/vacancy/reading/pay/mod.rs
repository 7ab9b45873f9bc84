//! 工资: what is paid, the base, and what is paid in probation, out of a whole text.

mod cues;
mod sums;

pub(super) use cues::Kind;
pub(super) use sums::{Sum, find as sums};

use super::{
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::{
    money::Fen,
    pay::{Pay, PayUnit},
};
use std::{ops::Range, sync::LazyLock};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// 13薪.
    Months,
    /// 年底双薪.
    Thirteen,
    /// 面议.
    Negotiable,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Months, Negotiable, Other, Thirteen};
    const TABLE: &[(&str, Meaning)] = &[
        ("#(-#)?薪", Months),
        ("(年底|年终)双薪", Thirteen),
        (
            "(工资|薪资|薪酬|待遇|月薪|薪水|报酬|薪资待遇|工资待遇)(可|均|可以)?:?(面议|面谈|详谈|电议|另议|面聊)",
            Negotiable,
        ),
        ("<(面议|薪资面议|工资面议)>", Negotiable),
        ("(节假日|法定|加班|周末|国庆|春节){3}#薪", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The units in the order in which one is read where several are said.
const UNITS: [PayUnit; 4] = [PayUnit::Month, PayUnit::Hour, PayUnit::Day, PayUnit::Year];

/// The pay that the text states.
pub(super) fn read(text: &Folded, sums: &[Sum]) -> Option<Reading<Pay>> {
    let said = PHRASES.find(text);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let base_said = base(text, sums);
    let mut pay = match range(sums)? {
        Some((pay, at)) => {
            parts.push(at);
            pay
        }
        None => match &base_said {
            Some(base) => Pay { min: Some(base.value), ..Pay::default() },
            None => {
                let open = said.iter().find(|one| one.meaning == Meaning::Negotiable)?;
                parts.push(open.at.clone());
                Pay::default()
            }
        },
    };
    let mut places: Vec<_> = parts.into_iter().map(|at| text.place(at)).collect();
    pay.months = 12;
    if let Some(months) = months(text, said) {
        pay.months = months.value;
        places.extend(months.places);
    }
    if let Some(base) = base_said {
        if pay.unit == PayUnit::Month && pay.max.is_some_and(|max| base.value > max) {
            return None;
        }
        pay.base = Some(base.value);
        places.extend(base.places);
    }
    places.sort_by_key(|place| (place.field, place.span));
    let quotes: Vec<&str> = places.iter().map(|place| place.text.as_str()).collect();
    pay.text = Some(quotes.join("，"));
    Some(Reading { value: pay, places })
}

/// The base that the text states.
pub(super) fn base(text: &Folded, sums: &[Sum]) -> Option<Reading<Fen>> {
    let bases = sums.iter().filter(|sum| sum.kind == Kind::Base && sum.pay.unit == PayUnit::Month);
    let bases = bases.filter_map(|sum| {
        let least = sum.pay.min.or(sum.pay.max)?;
        Some(Said { meaning: least, at: sum.at.clone(), numbers: Vec::new() })
    });
    agreed(text, bases.collect())
}

/// The one range of the text. The outer answer is none where it states several.
fn range(sums: &[Sum]) -> Option<Option<(Pay, Range<usize>)>> {
    let of = |unit: PayUnit| {
        let ours = |kind: Kind| move |sum: &&Sum| sum.kind == kind && sum.pay.unit == unit;
        let kinds = [Kind::Total, Kind::Plain, Kind::Alone];
        let found = kinds.map(|kind| sums.iter().filter(ours(kind)).collect::<Vec<_>>());
        found.into_iter().find(|sums| !sums.is_empty()).unwrap_or_default()
    };
    let Some(ranges) = UNITS.into_iter().map(of).find(|ranges| !ranges.is_empty()) else { return Some(None) };
    let first = ranges.first()?;
    let same = ranges.iter().all(|sum| (sum.pay.min, sum.pay.max) == (first.pay.min, first.pay.max));
    let pay = Pay { text: None, base: None, ..first.pay.clone() };
    same.then(|| Some((pay, first.at.clone())))
}

fn months(text: &Folded, said: Vec<Said<Meaning>>) -> Option<Reading<u8>> {
    let months = said.into_iter().filter_map(|one| {
        let months = match one.meaning {
            Meaning::Months => {
                u8::try_from(*one.numbers.first()?).ok().filter(|months| (12..=24).contains(months))?
            }
            Meaning::Thirteen => 13,
            Meaning::Negotiable | Meaning::Other => return None,
        };
        Some(Said { meaning: months, at: one.at, numbers: Vec::new() })
    });
    agreed(text, months.collect())
}
