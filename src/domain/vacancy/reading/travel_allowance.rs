//! 路费: what is paid once for the way there.

use super::{
    context::is_duty,
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::money::Fen;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// The last number is the sum.
    Paid,
    Unpaid,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Other, Paid, Unpaid};
    const TABLE: &[(&str, Meaning)] = &[
        (
            "(报销|补贴|补助|补|报|发放|发)(来回|往返|单程|来程|来时|入职)?的?(路费|车费|车票|火车票|交通费|路费车费|路费补贴|车票费){2}(最高|上限|不超过|标准|每人|一次性|限额|:|为)?#(元|块)?",
            Paid,
        ),
        (
            "(来回|往返|单程|来程|入职)?(路费|车费|车票|火车票)(补贴|补助|报销|补|最高|津贴){2}(最高|上限|不超过|标准|每人|一次性|限额|:|为)?#(元|块)?",
            Paid,
        ),
        ("(路费|车补|一次性交通补贴|一次性交通补助|入职交通补贴)(:|为|最高|每人|一次性)?#(元|块)?", Paid),
        (
            "(报销|补贴|补助|补|发|给|发放)(每人)?(一次性)?#(元|块)的?(来回|往返|一次性)?(路费|车费|车票|交通费)",
            Paid,
        ),
        ("#(元|块)的?(来回|往返|一次性)?(路费|车费|车票)(补贴|补助|报销)?", Paid),
        (
            "(不|无|没有?|不予|概不|暂不)(报销|补贴|补助?|提供|报)?(来回|往返)?(路费|车费|交通费|车票)(补贴|补助|报销)?",
            Unpaid,
        ),
        (
            "(来回|往返)?(路费|车费|车票|交通费)(需|均|一律)?(自理|自费|自己承担|自付|自己负责|自备|自行承担)",
            Unpaid,
        ),
        ("(每月|月)(发|补|补贴)?(路费|车费|车补|交通费?){3}#(元|块)?", Other),
        ("(加班|出差|打车|外勤|夜班){2}(车费|路费|车补|交通费){3}(#(元|块)?)?", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// What the text says is paid for the way there, nought where it says that nothing is.
pub(super) fn read(text: &Folded) -> Option<Reading<Fen>> {
    let sums = PHRASES.find(text).into_iter().filter_map(|one| {
        let after = text.after(one.at.end);
        let often = ["/", "每月", "每天", "一个月", "-", "至", "到", "一天", "公里"]
            .iter()
            .any(|word| after.starts_with(word));
        let sum = match one.meaning {
            Meaning::Paid if !often => one.numbers.last().copied().filter(|sum| (20..=5000).contains(sum))?,
            Meaning::Unpaid => 0,
            _ => return None,
        };
        let ours = !is_duty(text, &one.at);
        ours.then_some(Said { meaning: Fen::yuan(i64::from(sum)), at: one.at, numbers: Vec::new() })
    });
    agreed(text, sums.collect())
}
