//! Made-up identity and licence numbers with right check characters. Whoever they fit, it is chance.

use crate::domain::{graduate::Sex, identity_number, uscc};
use chrono::NaiveDate;

/// An identity number of a county, a birth date and a running number; the sequence's last digit says the sex.
pub(super) fn identity_number(
    county: &str,
    born: NaiveDate,
    number: u32,
    sex: Sex,
) -> Option<identity_number::IdentityNumber> {
    let odd = u32::from(sex == Sex::Male);
    let body = format!("{county}{}{:03}", born.format("%Y%m%d"), (number * 2 + odd) % 1_000);
    let check = identity_number::check_character(&body)?;
    identity_number::IdentityNumber::parse(&format!("{body}{check}")).ok()
}

/// A 统一社会信用代码 of a city's register for a running number.
pub(super) fn uscc(city: &str, number: u32) -> String {
    let body = format!("91{city:0<6}MA{number:07}");
    let check = uscc::check_character(&body).unwrap_or('0');
    format!("{body}{check}")
}
