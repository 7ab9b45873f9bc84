//! Region codes that are not of today: what they were, and what became of them.

use super::words;
use crate::domain::{
    identity_number::IdentityNumber,
    refusal::{Candidate, Code, FieldError},
    region::RegionCode,
};
use chrono::NaiveDate;
use jobbridge_index::{RegionCodeFault, Vocabulary, vocabulary::Region};

/// Somebody's region, by code or by words. A code that was in force some time between these days is taken as what it is
/// today; if it was divided since, the parts are the candidates.
///
/// # Errors
/// `UNKNOWN_REGION`, `PLACE_NOT_UNDERSTOOD`, or `PLACE_AMBIGUOUS` with the candidates.
pub fn region_between(
    words: &Vocabulary,
    text: &str,
    pointer: &str,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<RegionCode, FieldError> {
    let text = text.trim();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return words::region(words, text, pointer);
    }
    let found = words.regions().by_code_between(text, from, to).map_err(|_| out_of_force(pointer))?;
    match found.today.as_slice() {
        [only] => RegionCode::parse(&only.code).map_err(|_| out_of_force(pointer)),
        [] => Err(out_of_force(pointer)),
        several => {
            let parts = several.iter().map(|region| candidate(words, region));
            Err(FieldError::new(pointer, Code::PlaceAmbiguous).with_candidates(parts.collect()))
        }
    }
}

/// Holds the first six digits of an identity number against the codes in force since its owner's birth.
///
/// # Errors
/// `UNKNOWN_REGION`, without the digits.
pub fn issued_somewhere(
    words: &Vocabulary,
    number: &IdentityNumber,
    pointer: &str,
    today: NaiveDate,
) -> Result<(), FieldError> {
    let code = number.as_str().get(..6).unwrap_or_default();
    words.regions().by_code_between(code, number.birth_date(), today).map(|_| ()).map_err(|_| {
        FieldError::new(pointer, Code::UnknownRegion).with_message(
            "身份证件号前六位不是出生以来有效的行政区划代码",
            "The first six digits are no region code that was in force since the birth",
        )
    })
}

/// Why a code is none of today, with what it became.
pub(super) fn not_of_today(words: &Vocabulary, code: &str, pointer: &str) -> FieldError {
    let fault = FieldError::new(pointer, Code::UnknownRegion);
    // On the last of all days: the fault says what it was before.
    match words.regions().by_code_on(code, NaiveDate::MAX) {
        Err(RegionCodeFault::NoLonger { name, until, today }) => {
            let today: Vec<Candidate> = today
                .iter()
                .filter_map(|code| words.regions().by_code(code))
                .map(|region| candidate(words, region))
                .collect();
            fault
                .with_message(
                    format!("该代码曾是{name}，用到{until}年，请改用现在的代码"),
                    format!("The code was {name} until {until}; give the code of today"),
                )
                .with_candidates(today)
        }
        _ => fault,
    }
}

fn out_of_force(pointer: &str) -> FieldError {
    FieldError::new(pointer, Code::UnknownRegion)
        .with_message("该行政区划代码在这段时间内无效", "The region code was not in force in that time")
}

fn candidate(words: &Vocabulary, region: &Region) -> Candidate {
    Candidate { code: region.code.clone(), label: words::region_name(words, &region.code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_of_its_time_is_what_it_is_today() {
        let words = Vocabulary::load().unwrap();
        let lived = (day("2007-05-21"), day("2026-06-20"));
        let read = |text: &str| region_between(&words, text, "户口", lived);
        for (text, today) in
            [("440183", "440118"), ("440118", "440118"), ("522427", "520526"), ("隆林县", "451031")]
        {
            assert_eq!(read(text), Ok(RegionCode::parse(today).unwrap()), "{text}");
        }
        assert_eq!(read("999999").unwrap_err().code, Code::UnknownRegion);
        assert_eq!(read("110110").unwrap_err().code, Code::UnknownRegion, "gone before the birth");
        let divided = read("130421").unwrap_err();
        assert_eq!((divided.code, divided.candidates.len()), (Code::PlaceAmbiguous, 2));
    }

    #[test]
    fn the_undivided_prefectures_are_those_of_the_dictionary() {
        let words = Vocabulary::load().unwrap();
        for region in words.regions().iter().filter(|region| region.code.len() == 4) {
            let county = format!("{}00", region.code);
            let only = words.regions().children(&region.code).iter().any(|child| child.code == county);
            let read = RegionCode::parse(&region.code).unwrap();
            assert_eq!(read.as_str() == county, only, "{}", region.code);
        }
    }

    #[test]
    fn a_code_of_yesterday_is_refused_with_that_of_today() {
        let words = Vocabulary::load().unwrap();
        let fault = not_of_today(&words, "440183", "/workplace/region");
        assert!(fault.message.zh.contains("增城市") && fault.message.en.contains("2014"), "{fault:?}");
        assert_eq!(fault.candidates[0].code, "440118");
        assert!(not_of_today(&words, "999999", "/workplace/region").candidates.is_empty());
    }

    #[test]
    fn an_identity_number_begins_with_a_code_of_its_owners_life() {
        let words = Vocabulary::load().unwrap();
        let check = |body: &str| {
            let check = crate::domain::identity_number::check_character(body).unwrap();
            let number = IdentityNumber::parse(&format!("{body}{check}")).unwrap();
            issued_somewhere(&words, &number, "身份证件号", day("2026-06-20")).is_ok()
        };
        assert!(check("52242720081109000"), "毕节 became a city in 2011");
        assert!(check("45103120070521999") && check("44030120070521001"));
        assert!(!check("99999920070521001"));
        assert!(!check("11011020070521001"), "燕山区 ended in 1986");
    }
}
