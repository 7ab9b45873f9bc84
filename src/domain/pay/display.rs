//! Prints pay, in a form that reads back as the same pay.

use super::{Pay, PayUnit};
use crate::domain::language::Language;

impl Pay {
    /// `4,000–6,000元/月 · 13薪`, `5,000元/月起`, `面议`; in English `¥4,000–6,000 a month · 13 months`.
    pub fn show(&self, language: Language) -> String {
        let mut parts = vec![match language {
            Language::Chinese => self.range_in_chinese(),
            Language::English => self.range_in_english(),
        }];
        if self.months > 12 {
            parts.push(match language {
                Language::Chinese => format!("{}薪", self.months),
                Language::English => format!("{} months", self.months),
            });
        }
        if let Some(base) = self.base {
            parts.push(match language {
                Language::Chinese => format!("底薪{base}元"),
                Language::English => format!("base ¥{base}"),
            });
        }
        parts.join(" · ")
    }

    fn range_in_chinese(&self) -> String {
        let unit = match self.unit {
            PayUnit::Month => "元/月",
            PayUnit::Hour => "元/小时",
            PayUnit::Day => "元/天",
            PayUnit::Year => "元/年",
        };
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => format!("{min}{unit}"),
            (Some(min), Some(max)) => format!("{min}–{max}{unit}"),
            (Some(min), None) => format!("{min}{unit}起"),
            (None, Some(max)) => format!("{max}{unit}以下"),
            (None, None) => "面议".to_owned(),
        }
    }

    fn range_in_english(&self) -> String {
        let unit = match self.unit {
            PayUnit::Month => "a month",
            PayUnit::Hour => "an hour",
            PayUnit::Day => "a day",
            PayUnit::Year => "a year",
        };
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => format!("¥{min} {unit}"),
            (Some(min), Some(max)) => format!("¥{min}–{max} {unit}"),
            (Some(min), None) => format!("from ¥{min} {unit}"),
            (None, Some(max)) => format!("up to ¥{max} {unit}"),
            (None, None) => "Negotiable".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::domain::money::Fen;
    use proptest::prelude::*;

    #[test]
    fn pay_is_shown_in_both_languages() {
        let pay = read("4-6千/月·13薪").unwrap();
        assert_eq!(pay.show(Language::Chinese), "4,000–6,000元/月 · 13薪");
        assert_eq!(pay.show(Language::English), "¥4,000–6,000 a month · 13 months");
        let unknown = read("面议").unwrap();
        assert_eq!(unknown.show(Language::Chinese), "面议");
        assert_eq!(unknown.show(Language::English), "Negotiable");
        assert_eq!(read("22.5元/小时").unwrap().show(Language::English), "¥22.50 an hour");
        assert_eq!(read("底薪2500+提成").unwrap().show(Language::Chinese), "2,500元/月起 · 底薪2,500元");
    }

    fn pays() -> impl Strategy<Value = Pay> {
        let unit = prop_oneof![
            Just((PayUnit::Month, 10_000i64, 90_000_000i64)),
            Just((PayUnit::Hour, 100, 400_000)),
            Just((PayUnit::Day, 1_000, 4_000_000)),
            Just((PayUnit::Year, 100_000, 1_000_000_000)),
        ];
        let shape = (0u8..4, 12u8..=24, proptest::option::of(10_000i64..300_000), any::<bool>());
        (unit, shape, 0.0f64..1.0, 0.0f64..1.0).prop_map(|((unit, least, most), shape, one, other)| {
            let (kind, months, base, whole) = shape;
            let fen = |part: f64| {
                let fen = least + ((most - least) as f64 * part) as i64;
                Fen(if whole { (fen / 100 * 100).max(least) } else { fen })
            };
            let (min, max) = (fen(one.min(other)), fen(one.max(other)));
            let (min, max, unit) = match kind {
                0 => (None, None, PayUnit::Month),
                1 => (Some(min), None, unit),
                2 => (None, Some(max), unit),
                _ => (Some(min), Some(max), unit),
            };
            // A base with nothing else said, or above the most, is read otherwise by design.
            let base = base.map(Fen).filter(|base| {
                min.or(max).is_some() && (unit != PayUnit::Month || max.is_none_or(|max| *base <= max))
            });
            Pay { text: None, min, max, unit, months, base }
        })
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_pay(pay in pays()) {
            for language in [Language::Chinese, Language::English] {
                let shown = pay.show(language);
                let mut again = read(&shown).map_err(|fault| TestCaseError::fail(format!("{shown}: {fault}")))?;
                again.text = None;
                prop_assert_eq!(&again, &pay, "{}", shown);
            }
        }
    }
}
