//! Full-width forms (４０００～６０００元) as the half-width ones they stand for, so that every reader sees one form.

/// The half-width form of a character, or the character itself.
pub fn half_width_char(character: char) -> char {
    match character {
        // U+FF01 to U+FF5E mirror ASCII at a fixed distance.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => ' ',
        '￥' => '¥',
        '〜' | '∼' => '~',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' => '-',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        _ => character,
    }
}

/// The text with every full-width form replaced. The number of characters stays the same.
pub fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_half_width_and_the_rest_stays() {
        assert_eq!(half_width("４０００～６０００元／月（综合）"), "4000~6000元/月(综合)");
        assert_eq!(half_width("电工，１３薪　￥"), "电工,13薪 ¥");
        assert_eq!(half_width("阿依古丽·买买提"), "阿依古丽·买买提");
    }
}
