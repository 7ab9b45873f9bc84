//! Numbers and sums of money as they stand in advertisements: `18`, `三十五`, `4,000`, `4.5k`, `两千五`.

/// A whole number that begins here, with its length: `8`, `十二`, `三十五`. None where it is a part of a longer one.
pub(super) fn number_at(text: &[char], at: usize) -> Option<(u32, usize)> {
    let first = *text.get(at)?;
    let before = at.checked_sub(1).and_then(|before| text.get(before)).copied();
    if first.is_ascii_digit() {
        let length = run(text, at, |c| c.is_ascii_digit());
        let decimal = text.get(at + length) == Some(&'.') && is_digit(text.get(at + length + 1));
        let inside = before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
        let whole = length <= 6 && !decimal && !inside;
        return whole.then(|| (value_of_digits(text, at, length), length));
    }
    if !is_numeral(first) || before.is_some_and(is_numeral) {
        return None;
    }
    let length = run(text, at, is_numeral);
    value_of_numerals(text.get(at..at + length)?).map(|value| (value, length))
}

/// Whether what stands before this place makes a number here the second end of a range, as in `8-10`.
pub(super) fn ends_a_range(text: &[char], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|place| text.get(place)).copied();
    before(1).is_some_and(is_dash) && before(2).is_some_and(|c| c.is_ascii_digit() || is_numeral(c))
}

/// A sum of money that begins here, by its length: digits with separators, decimals and a scale, or numerals with one.
pub(super) fn amount_at(text: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|before| text.get(before)).copied();
    let from = at + usize::from(text.get(at) == Some(&'¥'));
    let first = *text.get(from)?;
    if first.is_ascii_digit() {
        if before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
            return None;
        }
        return digits_at(text, from).map(|length| from + length - at);
    }
    if !"一二两三四五六七八九".contains(first) || before.is_some_and(is_numeral) {
        return None;
    }
    let length = spoken_at(text, from);
    let word = text.get(from..from + length)?;
    word.iter().any(|c| matches!(c, '百' | '千' | '万')).then_some(from + length - at)
}

fn digits_at(text: &[char], at: usize) -> Option<usize> {
    let whole = run(text, at, |c| c.is_ascii_digit());
    let mut length = whole;
    while text.get(at + length) == Some(&',') && run(text, at + length + 1, |c| c.is_ascii_digit()) == 3 {
        length += 4;
    }
    if text.get(at + length) == Some(&'.') && is_digit(text.get(at + length + 1)) {
        length += 1 + run(text, at + length + 1, |c| c.is_ascii_digit());
    }
    let scaled = scale_at(text, at + length);
    length += scaled;
    if scaled > 0 {
        length += tail_at(text, at + length);
    }
    // A lone digit is money only where the other end of its range has a scale: 4-6千.
    let sound = whole <= 7 && (whole >= 2 || length > whole || borrows(text, at + length));
    sound.then_some(length)
}

/// Numerals and scales in a row, up to the 一 of 一个月.
fn spoken_at(text: &[char], at: usize) -> usize {
    let counts = |place: usize| matches!(text.get(place), Some('个' | '月' | '天' | '小' | '年' | '日'));
    let places = (at..).take_while(|place| {
        let c = text.get(*place).copied().unwrap_or(' ');
        matches!(c, '千' | '万') || is_numeral(c) && !(c == '一' && counts(place + 1))
    });
    places.count()
}

/// `千`, `k`, `万`, `w`, where no other word begins so (千克, km).
fn scale_at(text: &[char], at: usize) -> usize {
    let next = text.get(at + 1).copied().unwrap_or(' ');
    match text.get(at) {
        Some('k' | 'w') => usize::from(!next.is_ascii_alphabetic()),
        Some('千') => usize::from(!matches!(next, '克' | '瓦' | '米' | '伏')),
        Some('万') => usize::from(!matches!(next, '人' | '平' | '向' | '能')),
        _ => 0,
    }
}

/// The spoken rest of `1万2` and `4千5百`.
fn tail_at(text: &[char], at: usize) -> usize {
    if !is_digit(text.get(at)) || is_digit(text.get(at + 1)) || text.get(at + 1) == Some(&'.') {
        return 0;
    }
    1 + usize::from(matches!(text.get(at + 1), Some('千' | '百')))
}

fn borrows(text: &[char], at: usize) -> bool {
    if !text.get(at).copied().is_some_and(is_dash) {
        return false;
    }
    let length = run(text, at + 1, |c| c.is_ascii_digit() || c == '.');
    length > 0 && scale_at(text, at + 1 + length) > 0
}

/// `-`, `至`, `到`: what stands between the ends of a range.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '至' | '到')
}

fn is_digit(c: Option<&char>) -> bool {
    c.is_some_and(char::is_ascii_digit)
}

/// Whether the character is a Chinese numeral below a thousand.
pub(super) fn is_numeral(c: char) -> bool {
    "零〇一二两三四五六七八九十百".contains(c)
}

fn run(text: &[char], at: usize, holds: impl Fn(char) -> bool) -> usize {
    text.iter().skip(at).take_while(|c| holds(**c)).count()
}

fn value_of_digits(text: &[char], at: usize, length: usize) -> u32 {
    let digits = text.iter().skip(at).take(length).filter_map(|c| c.to_digit(10));
    digits.fold(0, |value, digit| value * 10 + digit)
}

fn value_of_numerals(numerals: &[char]) -> Option<u32> {
    let (mut total, mut digit) = (0, None);
    for c in numerals {
        let value = match c {
            '零' | '〇' => continue,
            '十' => {
                total += digit.take().unwrap_or(1) * 10;
                continue;
            }
            '百' => {
                total += digit.take()? * 100;
                continue;
            }
            '两' => 2,
            c => "零一二三四五六七八九".chars().position(|numeral| numeral == *c)?,
        };
        if digit.replace(u32::try_from(value).ok()?).is_some() {
            return None;
        }
    }
    let total = total + digit.unwrap_or(0);
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn whole_numbers_are_read_in_both_scripts() {
        for (text, value, length) in [("18岁", 18, 2), ("三十五岁", 35, 3), ("十二", 12, 2), ("两年", 2, 1)]
        {
            assert_eq!(number_at(&chars(text), 0), Some((value, length)), "{text}");
        }
        for text in ["8.5小时", "一二", "岁", "1234567"] {
            assert_eq!(number_at(&chars(text), 0), None, "{text}");
        }
        assert_eq!(number_at(&chars("118"), 1), None, "a part of a number is none");
    }

    #[test]
    fn sums_of_money_are_told_from_counts() {
        for (text, length) in [
            ("4,000元", 5),
            ("4.5k/月", 4),
            ("4-6千", 1),
            ("1万2元", 3),
            ("两千五", 3),
            ("¥5000", 5),
            ("6千5百", 4),
            ("22元", 2),
        ] {
            assert_eq!(amount_at(&chars(text), 0), Some(length), "{text}");
        }
        for text in ["8小时", "三班", "13800000000", "4-6人", "千克"] {
            assert_eq!(amount_at(&chars(text), 0), None, "{text}");
        }
    }
}
