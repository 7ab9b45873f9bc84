//! One amount of money in a text: `4000`, `4.5k`, `0.4万`, `1万2`, `六千五`.

use super::super::money::Fen;

/// An amount as written, before its neighbour has lent it a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// Fen if no scale were meant.
    plain: i64,
    /// What `千` and `万` multiply by; none where nothing was said.
    pub(super) scale: Option<i64>,
}

/// Numbers below this, beside a scaled one, borrow its scale: `4-6千` is 4000 to 6000, `800-1千` is 800 to 1000.
const BORROWS_BELOW: i64 = 100 * 100;

impl Amount {
    /// The amount in fen, with the scale of the other end of its range where it has none of its own.
    pub(super) fn fen(self, borrowed: Option<i64>) -> Fen {
        let borrowed = if self.plain < BORROWS_BELOW { borrowed } else { None };
        Fen(self.plain.saturating_mul(self.scale.or(borrowed).unwrap_or(1)))
    }
}

/// Reads an amount off the start of a folded text: digits, at most two decimals once scaled, and its scale. Answers
/// nothing where there is no amount or it is finer than a fen.
pub(super) fn take(text: &str) -> Option<(Amount, &str)> {
    let text = text.trim_start_matches('¥');
    let text = text.strip_prefix("rmb").or_else(|| text.strip_prefix("cny")).unwrap_or(text);
    let (hundredths_of_fen, mut rest) = decimal(text)?;
    let Some(scale) = take_scale(&mut rest) else {
        return (hundredths_of_fen % 100 == 0)
            .then_some((Amount { plain: hundredths_of_fen / 100, scale: None }, rest));
    };
    let tail = take_tail(scale, &mut rest);
    if tail == 0 {
        let scaled = hundredths_of_fen.checked_mul(scale)?;
        // Kept unscaled where that is exact, so that a range may tell what was written.
        if hundredths_of_fen % 100 == 0 {
            return Some((Amount { plain: hundredths_of_fen / 100, scale: Some(scale) }, rest));
        }
        return (scaled % 100 == 0).then_some((Amount { plain: scaled / 100, scale: Some(1) }, rest));
    }
    let whole = hundredths_of_fen.checked_mul(scale)? / 100;
    Some((Amount { plain: whole.checked_add(tail)?, scale: Some(1) }, rest))
}

/// Digits with at most four decimals, in hundredths of a fen.
fn decimal(text: &str) -> Option<(i64, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    if !(1..=8).contains(&whole) {
        return None;
    }
    let value = text[..whole].parse::<i64>().ok()?.checked_mul(10_000)?;
    let rest = &text[whole..];
    let Some(fraction) = rest.strip_prefix('.') else { return Some((value, rest)) };
    let places = digits(fraction);
    if !(1..=4).contains(&places) {
        return None;
    }
    let padded = format!("{:0<4}", &fraction[..places]);
    Some((value + padded.parse::<i64>().ok()?, &fraction[places..]))
}

fn take_scale(rest: &mut &str) -> Option<i64> {
    for (word, scale) in [("百", 100), ("千", 1_000), ("k", 1_000), ("万", 10_000), ("w", 10_000)] {
        if let Some(after) = rest.strip_prefix(word) {
            *rest = after;
            return Some(scale);
        }
    }
    None
}

/// What follows a scale in speech, in fen: `1万2` and `1万2千` are 12000, `4千5` is 4500, `6千5百` is 6500.
fn take_tail(scale: i64, rest: &mut &str) -> i64 {
    let Some(digit) = rest.chars().next().and_then(|first| first.to_digit(10)) else { return 0 };
    let after = &rest[1..];
    if after.starts_with(|next: char| next.is_ascii_digit() || next == '.') {
        return 0;
    }
    let smaller = match scale {
        10_000 => "千",
        1_000 => "百",
        _ => "十",
    };
    *rest = after.strip_prefix(smaller).unwrap_or(after);
    i64::from(digit) * scale * 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_their_scales_and_spoken_tails() {
        for (text, fen, rest) in [
            ("4000元", 400_000, "元"),
            ("¥22.50", 2250, ""),
            ("4.5k-6k", 450_000, "-6k"),
            ("0.4万", 400_000, ""),
            ("1万2-1万5", 1_200_000, "-1万5"),
            ("6千5百", 650_000, ""),
            ("1万2千元", 1_200_000, "元"),
            ("3百", 30_000, ""),
            ("2百5元", 25_000, "元"),
            ("0.4555万", 455_500, ""),
        ] {
            let (amount, after) = take(text).unwrap();
            assert_eq!((amount.fen(None), after), (Fen(fen), rest), "{text}");
        }
        for bad in ["", "元", "22.555", "123456789", "4.", ".5", "千"] {
            assert_eq!(take(bad), None, "{bad}");
        }
    }

    #[test]
    fn small_numbers_borrow_the_scale_of_their_neighbour() {
        let (four, _) = take("4").unwrap();
        let (eight_hundred, _) = take("800").unwrap();
        assert_eq!(four.fen(Some(1_000)), Fen::yuan(4000));
        assert_eq!(eight_hundred.fen(Some(1_000)), Fen::yuan(800));
    }
}
