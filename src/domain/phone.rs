//! Telephone numbers of mainland China: mobiles for people, landlines and service numbers for employers.

use super::half_width::half_width;

/// A text that is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a telephone number")]
pub struct NotAPhone;

/// Reads a mobile number as its eleven digits: `1[3-9]` and nine more, after dropping +86, spaces and dashes.
pub fn mobile(text: &str) -> Result<String, NotAPhone> {
    let digits = bare(text)?;
    let digits = if digits.len() > 11 { without_country(&digits) } else { &digits };
    if is_mobile(digits) { Ok(digits.to_owned()) } else { Err(NotAPhone) }
}

/// Reads the number of an organisation: a mobile (`13800000000`), a landline with its area code and perhaps an
/// extension (`0755-26000000-801`) or a service number (`400-123-4567`), and answers it in that form.
pub fn business(text: &str) -> Result<String, NotAPhone> {
    if let Ok(number) = mobile(text) {
        return Ok(number);
    }
    let folded = half_width(text).replace('转', "-").replace("分机", "-");
    let (number, extension) = split_extension(folded.trim());
    let digits = bare(number)?;
    let digits = national(&digits);
    let shown = landline(&digits).or_else(|| service(&digits)).ok_or(NotAPhone)?;
    match extension {
        None => Ok(shown),
        Some(extension) if (1..=5).contains(&extension.len()) => Ok(format!("{shown}-{extension}")),
        Some(_) => Err(NotAPhone),
    }
}

/// A number for screens and for eyes that need not know it: `138****0000`.
pub fn masked(number: &str) -> String {
    let count = number.chars().count();
    if count < 8 {
        return "****".to_owned();
    }
    let start: String = number.chars().take(3).collect();
    let end: String = number.chars().skip(count - 4).collect();
    format!("{start}****{end}")
}

/// The digits of a text that holds digits, a leading plus, spaces, dashes and brackets and nothing else.
fn bare(text: &str) -> Result<String, NotAPhone> {
    let mut digits = String::new();
    for character in half_width(text).trim().chars() {
        match character {
            '0'..='9' => digits.push(character),
            ' ' | '-' | '(' | ')' | '\u{200b}' => {}
            '+' if digits.is_empty() => {}
            _ => return Err(NotAPhone),
        }
    }
    if digits.len() > 20 { Err(NotAPhone) } else { Ok(digits) }
}

fn without_country(digits: &str) -> &str {
    digits.strip_prefix("0086").or_else(|| digits.strip_prefix("86")).unwrap_or(digits)
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// A landline's digits with their leading nought, which +86 replaces.
fn national(digits: &str) -> String {
    match without_country(digits) {
        rest if rest.len() == digits.len() || rest.starts_with('0') => rest.to_owned(),
        rest => format!("0{rest}"),
    }
}

/// `010-…`, `02x-…` with eight digits, `0xxx-…` with seven or eight.
fn landline(digits: &str) -> Option<String> {
    let area = if digits.starts_with("010") || digits.starts_with("02") { 3 } else { 4 };
    let (code, number) = digits.split_at_checked(area)?;
    let sound = matches!(code.as_bytes(), [b'0', b'1'..=b'9', ..])
        && (number.len() == 8 || number.len() == 7 && area == 4)
        && !number.starts_with(['0', '1']);
    sound.then(|| format!("{code}-{number}"))
}

/// `400-123-4567`, `800-…`.
fn service(digits: &str) -> Option<String> {
    let sound = digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"));
    sound.then(|| format!("{}-{}-{}", &digits[..3], &digits[3..6], &digits[6..]))
}

/// Cuts an extension off a number that is whole without it.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    match text.rsplit_once('-') {
        Some((number, extension)) => {
            let extension = extension.trim();
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            let numeric = !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_digit());
            if numeric && digits >= 10 { (number, Some(extension)) } else { (text, None) }
        }
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn mobiles_are_read_with_country_code_spaces_dashes_and_full_width() {
        for text in [
            "13800000000",
            "+86 138 0000 0000",
            "138-0000-0000",
            "８６１３８００００００００",
            "0086-13800000000",
            "（+86）13800000000",
        ] {
            assert_eq!(mobile(text).as_deref(), Ok("13800000000"), "{text}");
        }
        for bad in
            ["", "12800000000", "1380000000", "138000000000", "0755-26000000", "138OOOOOOOO", "1.38E+10"]
        {
            assert_eq!(mobile(bad), Err(NotAPhone), "{bad}");
        }
    }

    #[test]
    fn organisations_may_give_landlines_extensions_and_service_numbers() {
        for (text, shown) in [
            ("0755-26000000", "0755-26000000"),
            ("（0755）2600 0000", "0755-26000000"),
            ("+86 755 26000000", "0755-26000000"),
            ("010 62000000", "010-62000000"),
            ("0776-8200000转801", "0776-8200000-801"),
            ("0755-26000000-801", "0755-26000000-801"),
            ("4001234567", "400-123-4567"),
            ("400-123-4567", "400-123-4567"),
            ("13800000000", "13800000000"),
        ] {
            assert_eq!(business(text).as_deref(), Ok(shown), "{text}");
        }
        for bad in ["", "26000000", "0755-2600", "010-6200000", "110", "0000-00000000", "电话"] {
            assert_eq!(business(bad), Err(NotAPhone), "{bad}");
        }
    }

    #[test]
    fn masks_keep_three_and_four() {
        assert_eq!(masked("13800000000"), "138****0000");
        assert_eq!(masked("0755-26000000"), "075****0000");
        assert_eq!(masked("110"), "****");
    }

    proptest! {
        #[test]
        fn no_text_makes_the_readers_panic_and_what_they_answer_reads_back(text in ".{0,24}|[+0-9 ()转-]{0,24}") {
            let _ = masked(&text);
            if let Ok(number) = mobile(&text) {
                prop_assert_eq!(mobile(&number), Ok(number));
            }
            if let Ok(number) = business(&text) {
                prop_assert_eq!(business(&number), Ok(number));
            }
        }
    }
}
