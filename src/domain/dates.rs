//! Dates as people and spreadsheets write them, months added with the month's end in mind, and ages.

use super::{half_width::half_width, language::Language};
use chrono::{Datelike, Days, Months, NaiveDate};

/// A text or number that is no date we can be sure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date")]
pub struct NotADate;

/// The years a date of a person, a course or a certificate can have; anything else is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// Serials that can only be dates (1954 to 2100): smaller ones could be counts or years.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=73_415;

/// Reads `2026-07-06`, `2026.7.6`, `2026/7/6`, `2026年7月6日`, `20260706`; without a day (`2026-07`, `2026年7月`,
/// `202607`) the first of the month; five digits as a spreadsheet's serial. A time after the date is taken only
/// where it is midnight, which is what spreadsheets append.
pub fn read(text: &str) -> Result<NaiveDate, NotADate> {
    let folded = half_width(text);
    let text = without_midnight(folded.trim());
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return read_digits(text);
    }
    let text = if text.contains('年') {
        let unit = text.replace(['年', '月'], "-").replace(['日', '号'], "");
        unit.trim_end_matches('-').to_owned()
    } else {
        text.replace(['.', '/'], "-")
    };
    let mut parts = text.split('-').map(|part| part.trim());
    let year = parts.next().filter(|part| part.len() == 4).ok_or(NotADate)?;
    let (month, day, end) = (parts.next().ok_or(NotADate)?, parts.next(), parts.next());
    match end {
        None => date(number(year)?, short(month)?, day.map_or(Ok(1), short)?),
        Some(_) => Err(NotADate),
    }
}

/// Reads a spreadsheet's serial: days since 1899-12-30.
pub fn read_serial(serial: f64) -> Result<NaiveDate, NotADate> {
    let whole = serial.trunc();
    if !serial.is_finite() || !(1.0..=100_000.0).contains(&whole) || !SERIALS.contains(&(whole as u32)) {
        return Err(NotADate);
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)
        .and_then(|epoch| epoch.checked_add_days(Days::new(whole as u64)))
        .ok_or(NotADate)
}

/// The day so many months later, clamped to the month's end: 31 January and one month is 28 or 29 February.
pub fn add_months(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// Full years on the day: the birthday counts as reached (somebody born on
/// 29 February reaches it on 1 March in common years). Nought before birth.
pub fn age_on(birth: NaiveDate, day: NaiveDate) -> u32 {
    let reached = (day.month(), day.day()) >= (birth.month(), birth.day());
    let years = day.year() - birth.year() - i32::from(!reached);
    u32::try_from(years).unwrap_or(0)
}

/// A date in words: `2026年7月6日` or `6 July 2026`.
pub fn show(day: NaiveDate, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => day.format("%-d %B %Y").to_string(),
    }
}

fn read_digits(digits: &str) -> Result<NaiveDate, NotADate> {
    match digits.len() {
        5 => read_serial(f64::from(number(digits)?)),
        6 => date(number(&digits[..4])?, number(&digits[4..])?, 1),
        8 => date(number(&digits[..4])?, number(&digits[4..6])?, number(&digits[6..])?),
        _ => Err(NotADate),
    }
}

fn date(year: u32, month: u32, day: u32) -> Result<NaiveDate, NotADate> {
    let year = i32::try_from(year).map_err(|_| NotADate)?;
    if !YEARS.contains(&year) {
        return Err(NotADate);
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or(NotADate)
}

/// One or two digits: `7`, `07`.
fn short(text: &str) -> Result<u32, NotADate> {
    if text.len() <= 2 { number(text) } else { Err(NotADate) }
}

fn number(text: &str) -> Result<u32, NotADate> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NotADate);
    }
    text.parse().map_err(|_| NotADate)
}

/// The text without a time of midnight at its end.
fn without_midnight(text: &str) -> &str {
    let Some((day, time)) = text.split_once(['T', ' ']) else { return text };
    let midnight = time.chars().all(|c| matches!(c, '0' | ':' | '.')) && time.contains(':');
    if midnight { day.trim() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_are_read_as_people_and_spreadsheets_write_them() {
        for (text, expected) in [
            ("2026-07", "2026-07-01"),
            ("2026年7月", "2026-07-01"),
            ("202607", "2026-07-01"),
            ("2026.7", "2026-07-01"),
            ("2026-07-06", "2026-07-06"),
            (" 2026.7.6 ", "2026-07-06"),
            ("2026/7/6", "2026-07-06"),
            ("2026年7月6日", "2026-07-06"),
            ("2026年07月06号", "2026-07-06"),
            ("２０２６．７．６", "2026-07-06"),
            ("20260706", "2026-07-06"),
            ("2026/7/6 0:00", "2026-07-06"),
            ("2026-07-06T00:00:00", "2026-07-06"),
            ("46209", "2026-07-06"),
        ] {
            assert_eq!(read(text), Ok(day(expected)), "{text}");
        }
        assert_eq!(read_serial(46209.0), Ok(day("2026-07-06")));
    }

    #[test]
    fn what_is_no_sure_date_is_refused() {
        for bad in [
            "",
            "2026",
            "26-07-06",
            "07/06/2026",
            "2026-13",
            "2026-02-29",
            "2026-07-06-01",
            "2026-7-",
            "七月",
            "2026-07-06 08:30",
            "1026-07-06",
            "2026--07",
            "2026年",
            "99999",
            "12345",
            "2026-007",
            "-2026-07",
        ] {
            assert_eq!(read(bad), Err(NotADate), "{bad}");
        }
        for bad in [f64::NAN, f64::INFINITY, -1.0, 0.0, 2026.0, 1e18] {
            assert_eq!(read_serial(bad), Err(NotADate), "{bad}");
        }
    }

    #[test]
    fn months_are_clamped_to_the_end_of_the_month() {
        assert_eq!(add_months(day("2026-08-31"), 1), day("2026-09-30"));
        assert_eq!(add_months(day("2028-01-31"), 1), day("2028-02-29"));
        assert_eq!(add_months(day("2026-09-20"), 6), day("2027-03-20"));
    }

    #[test]
    fn somebody_born_on_29_february_comes_of_age_on_1_march() {
        let birth = day("2008-02-29");
        assert_eq!(age_on(birth, day("2026-02-28")), 17);
        assert_eq!(age_on(birth, day("2026-03-01")), 18);
        assert_eq!(age_on(birth, day("2024-02-29")), 16);
        assert_eq!(age_on(birth, day("2007-01-01")), 0);
        assert_eq!(age_on(day("2008-11-09"), day("2026-11-09")), 18);
    }

    #[test]
    fn dates_are_shown_in_words() {
        assert_eq!(show(day("2026-07-06"), Language::Chinese), "2026年7月6日");
        assert_eq!(show(day("2026-07-06"), Language::English), "6 July 2026");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_panic(text in ".{0,20}|[0-9年月日./ -]{0,14}") {
            let _ = read(&text);
        }

        #[test]
        fn what_is_shown_in_chinese_reads_back(days in 0u64..70_000) {
            let date = NaiveDate::from_ymd_opt(1905, 1, 1).unwrap() + Days::new(days);
            prop_assert_eq!(read(&show(date, Language::Chinese)), Ok(date));
            prop_assert_eq!(read(&date.to_string()), Ok(date));
        }
    }
}
