//! What people write for pay, and what it means.

mod texts;

use super::*;
use proptest::prelude::*;
use texts::{NOT_UNDERSTOOD, UNDERSTOOD};

#[test]
fn pay_is_understood_as_people_write_it() {
    let mut wrong = Vec::new();
    for &(text, min, max, unit, months, base) in UNDERSTOOD {
        let text_kept = Some(text.trim().to_owned());
        let expected =
            Pay { text: text_kept, min: min.map(Fen), max: max.map(Fen), unit, months, base: base.map(Fen) };
        let found = read(text);
        if found != Ok(expected) {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(UNDERSTOOD.len() + NOT_UNDERSTOOD.len() >= 200);
}

#[test]
fn four_to_six_thousand_for_thirteen_months_is_52_000_to_78_000_a_year() {
    let pay = read("4-6千/月·13薪").unwrap();
    assert_eq!(pay.yearly(), Some((Fen::yuan(52_000), Fen::yuan(78_000))));
}

#[test]
fn a_range_that_ends_below_its_start_is_refused_as_such() {
    for text in ["6-4千", "6000-4000元/月", "25-20元/小时", "底薪7000，综合5500-6500"] {
        assert_eq!(read(text), Err(PayFault::Reversed), "{text}");
    }
}

#[test]
fn what_is_not_understood_is_refused_and_never_guessed() {
    let guessed: Vec<_> = NOT_UNDERSTOOD
        .iter()
        .map(|text| (text, read(text)))
        .filter(|(_, read)| *read != Err(PayFault::NotUnderstood))
        .collect();
    assert!(guessed.is_empty(), "{guessed:#?}");
    assert_eq!(read(&"4000 ".repeat(40)), Err(PayFault::NotUnderstood));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = read(&text);
    }

    #[test]
    fn no_text_about_pay_makes_the_reader_panic_or_answer_nonsense(
        text in "([0-9]{1,9}|[.,+·~/×-]|[千万百kKwW元月薪年天起一两五底]|小时|综合|到手|以上|面议|　|４){0,12}"
    ) {
        if let Ok(pay) = read(&text) {
            prop_assert!(pay.max.is_none() || pay.min <= pay.max, "{}: {:?}", text, pay);
            prop_assert!((12..=24).contains(&pay.months));
            prop_assert!(pay.min.is_none_or(|min| min > Fen(0)));
        }
    }
}
