//! Folding: one form for what readers take as the same text, with a map back to what was written.
//!
//! NFKC (full-width forms, ligatures), lower case, one kind of dot, dash and space, no zero-width characters,
//! traditional → simplified by phrase. Folding loses distinctions (乾 and 干): it is for comparing, never for showing.

use std::borrow::Cow;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::vocabulary::DictionaryError;

/// The folding rules, with the table of traditional characters.
pub struct Folding {
    to_simplified: OpenCC,
    /// The characters that conversion may change, one bit each: most texts have none of them and are done.
    traditional: Vec<u64>,
}

/// Folded text and where each part of it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalised {
    text: String,
    /// For every byte of `text`, the original range of its character.
    origins: Vec<(u32, u32)>,
    original_length: usize,
}

impl Normalised {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the character that holds this byte of the folded text starts in the original.
    pub fn original_start(&self, at: usize) -> usize {
        self.origins.get(at).map_or(self.original_length, |(start, _)| *start as usize)
    }

    /// Where what ends before this byte of the folded text ends in the original.
    pub fn original_end(&self, at: usize) -> usize {
        let last = at.checked_sub(1).map(|at| self.origins.get(at));
        match last {
            None => 0,
            Some(Some((_, end))) => *end as usize,
            Some(None) => self.original_length,
        }
    }
}

/// A folded character and the original range it came from.
struct Folded {
    c: char,
    start: u32,
    end: u32,
}

impl Folding {
    pub(crate) fn load() -> Result<Folding, DictionaryError> {
        let to_simplified = OpenCC::from_config(BuiltinConfig::T2s)
            .map_err(|reason| DictionaryError::Characters(reason.to_string()))?;
        let changed = ideographs().filter(|c| {
            let one = c.to_string();
            to_simplified.convert(&one) != one
        });
        let mut traditional = vec![0_u64; char::MAX as usize / 64 + 1];
        // 著 alone stays, and in some phrases becomes 着.
        changed.chain(['著']).for_each(|c| traditional[c as usize / 64] |= 1 << (c as u32 % 64));
        Ok(Folding { to_simplified, traditional })
    }

    fn may_change(&self, c: char) -> bool {
        self.traditional.get(c as usize / 64).is_some_and(|word| word >> (c as u32 % 64) & 1 == 1)
    }

    fn simplified<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.chars().any(|c| self.may_change(c)) {
            Cow::Owned(self.to_simplified.convert(text))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The folded text alone, trimmed.
    pub fn fold(&self, text: &str) -> String {
        if text.chars().all(|c| is_plain_ideograph(c) || c.is_ascii_lowercase() || c.is_ascii_digit()) {
            return self.simplified(text).into_owned();
        }
        let mut plain = String::with_capacity(text.len());
        for folded in fold_characters(text) {
            plain.push(folded.c);
        }
        match self.simplified(plain.trim()) {
            Cow::Borrowed(same) if same.len() == plain.len() => plain,
            simplified => simplified.into_owned(),
        }
    }

    /// The folded text with its way back to the original.
    pub fn normalise(&self, text: &str) -> Normalised {
        let folded = fold_characters(text);
        let plain: String = folded.iter().map(|folded| folded.c).collect();
        let simplified = self.simplified(&plain);
        let mut normalised = Normalised { original_length: text.len(), ..Normalised::default() };
        if simplified.chars().count() == folded.len() {
            for (c, origin) in simplified.chars().zip(&folded) {
                normalised.push(c, origin);
            }
        } else {
            // A phrase changed its length: character by character keeps the way back.
            for origin in &folded {
                for c in self.to_simplified.convert(origin.c.encode_utf8(&mut [0; 4])).chars() {
                    normalised.push(c, origin);
                }
            }
        }
        normalised
    }
}

impl Normalised {
    fn push(&mut self, c: char, origin: &Folded) {
        self.text.push(c);
        self.origins.resize(self.text.len(), (origin.start, origin.end));
    }
}

fn fold_characters(text: &str) -> Vec<Folded> {
    let mut out: Vec<Folded> = Vec::with_capacity(text.len());
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        let mut end = start + first.len_utf8();
        while let Some((at, mark)) = rest.next_if(|(_, c)| is_mark(*c)) {
            end = at + mark.len_utf8();
        }
        let Some(group) = text.get(start..end) else { continue };
        let origin = (position(start), position(end));
        if first.is_ascii() && group.len() == 1 {
            push_folded(&mut out, first.to_ascii_lowercase(), origin);
        } else if is_plain_ideograph(first) && group.len() == first.len_utf8() {
            push_folded(&mut out, first, origin);
        } else {
            for c in group.nfkc().flat_map(char::to_lowercase) {
                push_folded(&mut out, c, origin);
            }
        }
    }
    out
}

fn push_folded(out: &mut Vec<Folded>, c: char, (start, end): (u32, u32)) {
    let Some(c) = one_form(c) else { return };
    if c == ' ' && out.last().is_none_or(|last| last.c == ' ') {
        return;
    }
    out.push(Folded { c, start, end });
}

/// Texts are bounded far below this at the door; a longer one loses its way back, not its words.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Every ideograph a conversion table may name.
fn ideographs() -> impl Iterator<Item = char> {
    let basic = '\u{3400}'..='\u{9fff}';
    let supplementary = '\u{20000}'..='\u{2ebe0}';
    basic.chain(supplementary)
}

/// Whether it combines with the character before.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !is_plain_ideograph(c) && canonical_combining_class(c) != 0
}

fn is_plain_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// One form for dots, dashes, tildes and spaces; `None` for what nobody sees.
fn one_form(c: char) -> Option<char> {
    match c {
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{180e}' => None,
        '•' | '・' | '‧' | '∙' | '⋅' | '●' | '᛫' => Some('·'),
        '\u{2010}'..='\u{2015}' | '−' | '⁃' | '﹣' | '➖' => Some('-'),
        '〜' | '∼' | '˜' | '∽' => Some('~'),
        c if c.is_whitespace() || c.is_control() => Some(' '),
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folding() -> Folding {
        Folding::load().unwrap()
    }

    #[test]
    fn width_case_and_script_are_folded() {
        let folding = folding();
        assert_eq!(folding.fold("ＣＮＣ操作员（长白班）"), "cnc操作员(长白班)");
        assert_eq!(folding.fold("數控車工"), "数控车工");
        assert_eq!(folding.fold("  電焊\u{200b}工\u{3000} "), "电焊工");
    }

    #[test]
    fn every_dot_and_dash_is_the_same() {
        let folding = folding();
        for dot in ['·', '•', '・', '‧'] {
            assert_eq!(folding.fold(&format!("阿依古丽{dot}买买提")), "阿依古丽·买买提");
        }
        for dash in ['-', '–', '—', '－', '−'] {
            assert_eq!(folding.fold(&format!("5{dash}7千")), "5-7千");
        }
    }

    #[test]
    fn ranges_lead_back_to_the_original() {
        let written = "ＣＮＣ 數控\u{200b}車工（急）";
        let normalised = folding().normalise(written);
        let at = normalised.text().find("数控车工").unwrap();
        let start = normalised.original_start(at);
        let end = normalised.original_end(at + "数控车工".len());
        assert_eq!(&written[start..end], "數控\u{200b}車工");
        assert_eq!(normalised.original_end(normalised.text().len()), written.len());
    }

    #[test]
    fn one_character_that_folds_to_several_keeps_its_whole_origin() {
        let written = "每月㎏计";
        let normalised = folding().normalise(written);
        assert_eq!(normalised.text(), "每月kg计");
        let k = normalised.text().find('k').unwrap();
        let range = normalised.original_start(k)..normalised.original_end(k + 2);
        assert_eq!(&written[range], "㎏");
    }
}
