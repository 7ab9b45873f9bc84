//! Fingerprints: short forms that are equal where two vacancies are alike, however their words are dressed up.

use crate::domain::vacancy::{Fingerprint, VacancyContent};
use jobbridge_index::Vocabulary;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A text of fewer letters says too little to be anybody's own: only with the same place and pay is it the same.
const TELLING: usize = 20;

/// Of title, place and pay: `ＣＮＣ操作员（长白班）` is `CNC操作员(长白班)`, and `5-7千/月` is `5000-7000元`.
pub(super) fn of_posting(words: &Vocabulary, content: &VacancyContent) -> Fingerprint {
    print([letters(words, &content.title)].into_iter().chain(place_and_pay(words, content)))
}

/// Of what is said in words, whoever says it and wherever it is.
pub(super) fn of_words(words: &Vocabulary, content: &VacancyContent) -> Fingerprint {
    let description = letters(words, &content.description);
    let rest = (description.chars().count() < TELLING).then(|| place_and_pay(words, content));
    print([letters(words, &content.title), description].into_iter().chain(rest.into_iter().flatten()))
}

/// Of all that is said but the employer's own reference.
pub(super) fn of_all(content: &VacancyContent) -> Fingerprint {
    let said = VacancyContent { reference: None, ..content.clone() };
    print([serde_json::to_string(&said).unwrap_or_default()].into_iter())
}

fn place_and_pay(words: &Vocabulary, content: &VacancyContent) -> [String; 3] {
    let (place, pay) = (&content.workplace, &content.pay);
    let detail = place.detail.as_deref().unwrap_or_default();
    let pay = format!("{:?} {:?} {:?} {} {:?}", pay.min, pay.max, pay.unit, pay.months, pay.base);
    [place.region.to_string(), letters(words, detail), pay]
}

/// What is left of a text when full-width forms, case, traditional characters, punctuation and spaces are put aside.
fn letters(words: &Vocabulary, text: &str) -> String {
    let folded = words.text().fold(text);
    // C, C++ and C# are three trades.
    let letters: String = folded.chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#')).collect();
    if letters.is_empty() { folded } else { letters }
}

/// The parts with their lengths, so that no two lists of parts run together into one.
fn print(parts: impl Iterator<Item = String>) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Fingerprint(Uuid::from_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{matching::fixtures, money::Fen, pay::Pay, region::RegionCode};

    fn content(change: impl Fn(&mut VacancyContent)) -> VacancyContent {
        let mut content = fixtures::vacancy().content;
        content.title = "CNC操作员(长白班)".into();
        content.description = "操作数控车床加工轴类零件，会看图纸，首件自检并填写记录。".into();
        change(&mut content);
        content
    }

    #[test]
    fn a_posting_is_alike_however_it_is_dressed_up() {
        let words = Vocabulary::load().unwrap();
        let first = of_posting(&words, &content(|_| {}));
        let alike = |change: fn(&mut VacancyContent)| of_posting(&words, &content(change)) == first;
        assert!(alike(|other| other.title = "ＣＮＣ操作员（长白班）".into()));
        assert!(alike(|other| other.title = " cnc 操作员 【长白班】！".into()));
        assert!(alike(|other| other.title = "CNC操作員·長白班".into()));
        assert!(alike(|other| other.pay.text = Some("5-7千/月·13薪".into())));
        assert!(alike(|other| other.description = "别的话".into()));
        assert!(alike(|other| other.headcount = 99));
        assert!(!alike(|other| other.title = "CNC操作员(倒班)".into()));
        assert!(!alike(|other| other.workplace.region = RegionCode::parse("320581").unwrap()));
        assert!(!alike(|other| other.workplace.detail = Some("沙井街道".into())));
        assert!(!alike(|other| other.pay.max = Some(Fen::yuan(7500))));
        assert!(!alike(|other| other.pay = Pay::default()));
    }

    #[test]
    fn a_telling_text_is_the_same_anywhere_and_a_short_one_only_in_the_same_place() {
        let words = Vocabulary::load().unwrap();
        let same = |change: fn(&mut VacancyContent), base: fn(&mut VacancyContent)| {
            let both = content(|content| {
                base(content);
                change(content);
            });
            of_words(&words, &both) == of_words(&words, &content(base))
        };
        let elsewhere =
            |other: &mut VacancyContent| other.workplace.region = RegionCode::parse("320581").unwrap();
        let short = |other: &mut VacancyContent| other.description = "操作机床".into();
        assert!(same(elsewhere, |_| {}));
        assert!(same(|other| other.description.push_str(" ！"), |_| {}));
        assert!(!same(|other| other.description.push_str("包住"), |_| {}));
        assert!(!same(elsewhere, short));
        assert!(same(|other| other.headcount = 3, short));
    }

    #[test]
    fn three_trades_stay_three_and_a_title_of_signs_is_still_one() {
        let words = Vocabulary::load().unwrap();
        let titled = |title: &str| of_posting(&words, &content(|content| content.title = title.into()));
        assert_ne!(titled("C++程序员"), titled("C程序员"));
        assert_ne!(titled("C++程序员"), titled("C#程序员"));
        assert_ne!(titled("！！！"), titled("？？？"));
    }
}
