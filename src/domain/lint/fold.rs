//! One form for what readers take as the same text, with the way back to what was written: NFKC, lower case,
//! simplified characters, and one sign each for the end of a sentence, a comma, an "or", a bracket, a dash and for
//! whatever was put between characters to hide a word.

use super::{Span, simplified::simplified};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What spaces, stars, dots, emoji and other decoration become, however many stand in a row.
pub(super) const NOISE: char = '~';
/// What stands where innocent words have been covered.
const COVERED: u8 = 1;

/// A folded text.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// For each folded character its byte and the original characters it came from.
    origins: Vec<(usize, Span)>,
}

impl Folded {
    /// Folds a text.
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), origins: Vec::new() };
        let characters: Vec<char> = original.chars().collect();
        for (place, &character) in characters.iter().enumerate() {
            let digit = |place: Option<usize>| {
                let one = place.and_then(|place| characters.get(place));
                one.and_then(|c| c.nfkc().next()).is_some_and(|c| c.is_ascii_digit())
            };
            let span = Span::new(place, place + 1);
            for part in character.nfkc().flat_map(char::to_lowercase) {
                let between = part == '.' && digit(place.checked_sub(1)) && digit(place.checked_add(1));
                folded.push(one_form(simplified(part), between), span);
            }
        }
        folded
    }

    fn push(&mut self, character: Option<char>, span: Span) {
        let Some(character) = character else { return };
        let repeats = matches!(character, NOISE | '-' | ';') && self.text.ends_with(character);
        if !repeats {
            self.origins.push((self.text.len(), span));
            self.text.push(character);
        }
    }

    /// The folded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The original characters of a stretch of the folded text, without decoration at its ends.
    pub(super) fn origin(&self, start: usize, end: usize) -> Option<Span> {
        let words = self.text.get(start..end)?;
        let edge = |c: char| matches!(c, NOISE | ',' | ';' | ':' | '/' | '-' | '(' | ')');
        let start = start + words.len() - words.trim_start_matches(edge).len();
        let end = start + words.trim_matches(edge).len();
        let first = self.origins.partition_point(|(at, _)| *at < start);
        let after = self.origins.partition_point(|(at, _)| *at < end);
        let (_, first) = self.origins.get(first)?;
        let (_, last) = self.origins.get(after.checked_sub(1)?)?;
        (last.end > first.start).then_some(Span { start: first.start, end: last.end })
    }
}

/// The text with some stretches covered, byte for byte as long as before.
pub(super) fn cover(text: &str, innocent: &[(usize, usize)]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for (start, end) in innocent {
        if let Some(stretch) = bytes.get_mut(*start..*end) {
            stretch.fill(COVERED);
        }
    }
    // Only whole characters are covered, so that what is left is text.
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The one form of a character that is in NFKC and lower case; nothing for what nobody sees.
fn one_form(character: char, between_digits: bool) -> Option<char> {
    Some(match character {
        '\n' | '\r' | '。' | '!' | '?' | ';' | '｡' => ';',
        ',' | '，' => ',',
        '.' if between_digits => '.',
        ':' | '：' | '∶' => ':',
        '、' | '/' | '\\' | '|' | '丨' | '︱' => '/',
        '(' | '[' | '{' | '【' | '〔' | '《' | '「' | '『' | '<' => '(',
        ')' | ']' | '}' | '】' | '〕' | '》' | '」' | '』' | '>' => ')',
        '-' | '\u{2010}'..='\u{2015}' | '−' | '~' | '〜' | '∼' | '─' | '━' => '-',
        '♂' | '🚹' | '👨' | '👦' => '男',
        '♀' | '🚺' | '👩' | '👧' => '女',
        '+' | '%' | '¥' | '≥' | '≤' => character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' => return None,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ad}' | '\u{180e}' => return None,
        c if is_combining_mark(c) => return None,
        c if c.is_alphanumeric() => c,
        _ => NOISE,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguised_words_fold_to_one_form() {
        for (text, folded) in [
            ("限　男 性", "限~男~性"),
            ("押**金３００元", "押~金300元"),
            ("限男性", "限男性"),
            ("不收任何押\u{200b}金！！", "不收任何押金;"),
            ("㊚♂ 18～35歲，8.5小時", "男男~18-35岁,8.5小时"),
            ("限̶男̶性̶", "限男性"),
        ] {
            assert_eq!(Folded::new(text).text(), folded, "{text}");
        }
    }

    #[test]
    fn the_way_back_is_to_what_was_written() {
        let text = "𠮷：【限 男\u{200b}性】";
        let folded = Folded::new(text);
        let at = folded.text().find('限').unwrap();
        let span = folded.origin(at - 1, folded.text().len()).unwrap();
        assert_eq!(span.quote(text), "限 男\u{200b}性");
        assert_eq!(folded.origin(0, 0), None);
    }
}
