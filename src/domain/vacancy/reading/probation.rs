//! 试用期: probation, and what it pays.

use super::{
    context::is_duty,
    folded::Folded,
    pay::{Kind, Sum},
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::{money::Fen, pay::PayUnit};
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Months,
    HalfAYear,
    None,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{HalfAYear, Months, Other};
    const TABLE: &[(&str, Meaning)] = &[
        ("试用(期)?(限)?(时间)?(为期|期限|一般|通常|统一|约)?(:|为|是|\\(|,)?#个?月", Months),
        ("试用期?(:|为)?半年", HalfAYear),
        ("#个?月的?试用期?", Months),
        ("#个月后?(可)?转正", Months),
        ("(无|没有?|不设|免|零|0|不需要|无需|取消|不用)(试用|试用期|试岗期|试工期)", Meaning::None),
        ("试用期?(期限)?(:|为)?#(-|至|到)#个?月", Other),
        ("#(-|至|到)#个?月(的)?(试用期?|后?转正)", Other),
        ("试用期?(:|为)?(#(天|周|星期|日|年)|半个?月)", Other),
        ("(最快|提前|可提前|优秀者?|表现好|最短){4}#个?月后?(可)?转正", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The months of probation, nought where the text says that there is none.
pub(super) fn months(text: &Folded) -> Option<Reading<u8>> {
    let months = PHRASES.find(text).into_iter().filter(|one| !is_duty(text, &one.at)).filter_map(|one| {
        let months = match one.meaning {
            Meaning::Months => *one.numbers.first()?,
            Meaning::HalfAYear => 6,
            Meaning::None => 0,
            Meaning::Other => return None,
        };
        let months = u8::try_from(months).ok().filter(|months| *months <= 6)?;
        Some(Said { meaning: months, at: one.at, numbers: Vec::new() })
    });
    agreed(text, months.collect())
}

/// What probation pays a month, where one sum is said.
pub(super) fn pay(text: &Folded, sums: &[Sum]) -> Option<Reading<Fen>> {
    let ours = sums.iter().filter(|sum| sum.kind == Kind::Probation && sum.pay.unit == PayUnit::Month);
    let sums = ours.map(|sum| Said {
        meaning: sum.pay.min.filter(|min| sum.pay.max == Some(*min)),
        at: sum.at.clone(),
        numbers: Vec::new(),
    });
    let sum = agreed(text, sums.collect())?;
    sum.value.map(|value| Reading { value, places: sum.places })
}
