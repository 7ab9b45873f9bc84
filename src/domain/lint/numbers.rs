//! Small numbers as people write them: 8.5, 十二, 半年, 两个半.

/// The number that a short text is, if it is one.
pub(super) fn number(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| *c != '~').collect();
    if let Ok(value) = text.parse::<f64>() {
        return Some(value);
    }
    if let Some(whole) = text.strip_suffix('半') {
        return if whole.is_empty() { Some(0.5) } else { number(whole).map(|value| value + 0.5) };
    }
    for (sign, unit) in [('千', 1000.0), ('百', 100.0)] {
        if let Some((many, rest)) = text.split_once(sign) {
            // 四千五 is 4500: a lone digit after the sign counts its tenths.
            let rest = match digit(rest) {
                _ if rest.is_empty() => Some(0.0),
                Some(tenths) => Some(tenths * unit / 10.0),
                None => number(rest),
            };
            return Some(digit(many)? * unit + rest?);
        }
    }
    match text.split_once('十') {
        None => digit(&text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1.0 } else { digit(tens)? };
            let ones = if ones.is_empty() { 0.0 } else { digit(ones)? };
            Some(tens * 10.0 + ones)
        }
    }
}

/// Percent of a discount as people write it: 8折, 八五折, 85折, 7.5成.
pub(super) fn discount(text: &str) -> Option<f64> {
    let text: String = text.chars().filter(|c| !matches!(c, '~' | '点')).collect();
    let mut characters = text.chars();
    let value = match (characters.next(), characters.next(), characters.next()) {
        (Some(tenths), Some(rest), None) if !tenths.is_ascii() => {
            digit(&tenths.to_string())? + digit(&rest.to_string())? / 10.0
        }
        _ => number(&text)?,
    };
    Some(if value < 10.0 { value * 10.0 } else { value })
}

fn digit(text: &str) -> Option<f64> {
    let mut characters = text.chars();
    let (Some(only), None) = (characters.next(), characters.next()) else { return None };
    let value = match only {
        '两' | '俩' => 2,
        '仨' => 3,
        '零' => 0,
        _ => "一二三四五六七八九".chars().position(|numeral| numeral == only)? + 1,
    };
    u8::try_from(value).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in
            [("8.5", 8.5), ("十二", 12.0), ("三十六", 36.0), ("两", 2.0), ("1~2", 12.0), ("半", 0.5)]
        {
            assert_eq!(number(text), Some(value), "{text}");
        }
        assert_eq!(number("一半"), Some(1.5));
        for (text, percent) in [("8", 80.0), ("八五", 85.0), ("85", 85.0), ("7.5", 75.0), ("六", 60.0)] {
            assert_eq!(discount(text), Some(percent), "{text}");
        }
        assert_eq!(number("两百"), Some(200.0));
        assert_eq!(number("一百四十"), Some(140.0));
        assert_eq!(number("三千五百"), Some(3500.0));
        assert_eq!(number("好"), None);
        assert_eq!(number(""), None);
    }
}
