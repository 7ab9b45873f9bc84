//! Made-up identity numbers and licence numbers with right check characters. Whoever they fit, it is chance.

use jobbridge::domain::{identity_number, uscc};

/// An identity number of a county, a birth date (`20070521`) and a running number.
pub(crate) fn identity_number(county: &str, born: &str, number: u32) -> String {
    let body = format!("{county}{born}{number:03}");
    let check = identity_number::check_character(&body).unwrap();
    format!("{body}{check}")
}

/// A 统一社会信用代码 for a running number.
pub(crate) fn uscc(number: u32) -> String {
    let body = format!("91440300MA{number:07}");
    let check = uscc::check_character(&body).unwrap();
    format!("{body}{check}")
}
