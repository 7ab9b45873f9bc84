//! What people write for pay, and what it means.

use super::*;
use proptest::prelude::*;

type Row = (&'static str, Option<i64>, Option<i64>, PayUnit, u8, Option<i64>);

const UNDERSTOOD: &[Row] = &[
    ("4-6千/月·13薪", Some(4000), Some(6000), PayUnit::Month, 13, None),
    ("４０００～６０００元", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("4K-6K", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("4k—6k/月", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("0.4-0.6万", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("4,000–6,000元/月 · 13薪", Some(4000), Some(6000), PayUnit::Month, 13, None),
    ("4000至6000元每月", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("四千到六千", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("4000元-6000元/月", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("4千-6千元", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("月薪4-6K×13", Some(4000), Some(6000), PayUnit::Month, 13, None),
    ("4-6K*14薪", Some(4000), Some(6000), PayUnit::Month, 14, None),
    ("4-6千/月13薪", Some(4000), Some(6000), PayUnit::Month, 13, None),
    ("5-7千，年底双薪", Some(5000), Some(7000), PayUnit::Month, 13, None),
    ("8-9千·13-15薪", Some(8000), Some(9000), PayUnit::Month, 13, None),
    ("5000-1万", Some(5000), Some(10_000), PayUnit::Month, 12, None),
    ("800-1千", Some(800), Some(1000), PayUnit::Month, 12, None),
    ("1万2-1万5", Some(12_000), Some(15_000), PayUnit::Month, 12, None),
    ("22元/小时", Some(22), Some(22), PayUnit::Hour, 12, None),
    ("时薪20-25", Some(20), Some(25), PayUnit::Hour, 12, None),
    ("每小时22块", Some(22), Some(22), PayUnit::Hour, 12, None),
    ("日薪180～220元", Some(180), Some(220), PayUnit::Day, 12, None),
    ("200元/天", Some(200), Some(200), PayUnit::Day, 12, None),
    ("年薪8-10万", Some(80_000), Some(100_000), PayUnit::Year, 12, None),
    ("8万元/年", Some(80_000), Some(80_000), PayUnit::Year, 12, None),
    ("底薪2500+加班，综合5500-6500", Some(5500), Some(6500), PayUnit::Month, 12, Some(2500)),
    (
        "底薪2500元/月+提成+全勤奖200，到手4500至6000元/月",
        Some(4500),
        Some(6000),
        PayUnit::Month,
        12,
        Some(2500),
    ),
    ("综合工资5500-6500（底薪2360）", Some(5500), Some(6500), PayUnit::Month, 12, Some(2360)),
    ("底薪3000+提成", Some(3000), None, PayUnit::Month, 12, Some(3000)),
    ("5000元以上", Some(5000), None, PayUnit::Month, 12, None),
    ("5000起", Some(5000), None, PayUnit::Month, 12, None),
    ("5000+", Some(5000), None, PayUnit::Month, 12, None),
    ("5000+/月", Some(5000), None, PayUnit::Month, 12, None),
    ("不低于5000元/月", Some(5000), None, PayUnit::Month, 12, None),
    ("6000元以下", None, Some(6000), PayUnit::Month, 12, None),
    ("最高6000", None, Some(6000), PayUnit::Month, 12, None),
    ("5000", Some(5000), Some(5000), PayUnit::Month, 12, None),
    ("5000左右，包吃住，五险一金", Some(5000), Some(5000), PayUnit::Month, 12, None),
    ("三千一个月", Some(3000), Some(3000), PayUnit::Month, 12, None),
    ("RMB 4000-6000 per month", Some(4000), Some(6000), PayUnit::Month, 12, None),
    ("面议", None, None, PayUnit::Month, 12, None),
    ("薪资面议·13薪", None, None, PayUnit::Month, 13, None),
    ("Negotiable", None, None, PayUnit::Month, 12, None),
];

#[test]
fn pay_is_understood_as_people_write_it() {
    for &(text, min, max, unit, months, base) in UNDERSTOOD {
        let expected = Pay {
            text: Some(text.to_owned()),
            min: min.map(Fen::yuan),
            max: max.map(Fen::yuan),
            unit,
            months,
            base: base.map(Fen::yuan),
        };
        assert_eq!(read(text), Ok(expected), "{text}");
    }
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
    for text in [
        "",
        " ",
        "工资高",
        "4-6",
        "22元",
        "5000元/周",
        "4000-6000-8000",
        "4000，6000",
        "4000-",
        "-4000",
        "面议5000",
        "4000/小时/月",
        "月薪22元/小时",
        "4000-6000以上",
        "9薪",
        "5000·99薪",
        "0元",
        "99999999",
        "五六千",
        "高薪诚聘5000",
        "待遇从优",
        "4000元6000元",
        "6000元/小时",
        "底薪20元/小时",
        "++",
        "¥",
        "1e9",
        "４-",
    ] {
        assert_eq!(read(text), Err(PayFault::NotUnderstood), "{text}");
    }
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
