//! A web page that carries postings in `<script type="application/ld+json">`, as search engines want it.

use super::{
    Source, Take,
    json_items::{Manner, Reading},
};
use crate::{
    app::sheet::decoded::Decoded,
    domain::refusal::{Code, Refusal},
};
use std::io::{Cursor, Read};

/// The largest page, in bytes: it is kept whole.
const LARGEST: u64 = 8 << 20;

/// Hands on the postings of a page.
pub(super) fn read(mut source: &mut dyn Source, take: &mut Take<'_>) -> Result<(), Refusal> {
    let unreadable = |_| Refusal::File(Code::UnreadableFile);
    let mut page = String::new();
    let text = Decoded::new(&mut source).map_err(unreadable)?;
    text.take(LARGEST + 1).read_to_string(&mut page).map_err(unreadable)?;
    if page.len() as u64 > LARGEST {
        return Err(Refusal::File(Code::TooLarge));
    }
    let mut reading = Reading::new(Manner::Postings, take);
    for block in blocks(&page) {
        reading.read(Cursor::new(mended(block)))?;
    }
    reading.end()
}

/// What stands in the page's blocks of linked data.
fn blocks(page: &str) -> Vec<&str> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((at, comment)) = next_of_interest(rest) {
        rest = &rest[at..];
        if comment {
            let end = rest.get(4..).and_then(|inside| inside.find("-->"));
            let Some(end) = end else { return blocks };
            rest = &rest[4 + end + 3..];
            continue;
        }
        let Some(open) = tag_end(rest) else { return blocks };
        let (tag, inside) = rest.split_at(open);
        let Some(close) = find_ignoring_case(inside, "</script") else { return blocks };
        if is_linked_data(tag) {
            blocks.push(inside[..close].trim());
        }
        rest = &inside[close + "</script".len()..];
    }
    blocks
}

/// Where the next script or comment begins, and whether it is a comment.
fn next_of_interest(text: &str) -> Option<(usize, bool)> {
    let script = find_ignoring_case(text, "<script").map(|at| (at, false));
    let comment = text.find("<!--").map(|at| (at, true));
    script.into_iter().chain(comment).min()
}

/// The place behind a tag's `>`, which may stand in quotes before that.
fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn is_linked_data(tag: &str) -> bool {
    let folded: String = tag.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    folded.to_ascii_lowercase().contains("type=application/ld+json")
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The block without the comment or CDATA marks around it; line breaks and other control characters inside strings,
/// which pages are full of, escaped.
fn mended(block: &str) -> String {
    let marks =
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")];
    let mut block = block;
    for (open, close) in marks {
        let inside = block.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        block = inside.map_or(block, str::trim);
    }
    let block = block.trim_end_matches(';');
    let (mut out, mut in_string, mut escaped) = (String::with_capacity(block.len()), false, false);
    for character in block.chars() {
        if in_string && character.is_control() {
            match character {
                '\n' => out.push_str("\\n"),
                '\r' => {}
                _ => out.push(' '),
            }
            escaped = false;
            continue;
        }
        if character == '"' && !escaped {
            in_string = !in_string;
        }
        escaped = character == '\\' && !escaped;
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_linked_data_are_found_whatever_stands_around_them() {
        let page = r#"<!doctype html><script>var a = "</scr" + "ipt>";</script>
            <!-- <script type="application/ld+json">{"commented":1}</script> -->
            <SCRIPT data-x=">" Type='application/ld+json'>{"a":1}</SCRIPT>
            <script type=application/ld+json>
              //<![CDATA[
              {"b":2}
              //]]>
            </script><script type="application/ld+json">{"open":"#;
        let blocks: Vec<String> = blocks(page).into_iter().map(mended).collect();
        assert_eq!(blocks, [r#"{"a":1}"#, r#"{"b":2}"#]);
    }

    #[test]
    fn raw_line_breaks_in_strings_are_escaped_and_nothing_else_is_touched() {
        assert_eq!(mended("{\"a\":\"x\r\ny\tz\\\"\",\n\"b\":1}"), "{\"a\":\"x\\ny z\\\"\",\n\"b\":1}");
    }

    proptest::proptest! {
        #[test]
        fn no_page_makes_it_panic(page in "(<script|</script|<!--|-->|>|\"|type=application/ld\\+json|[a-z中<>]){0,30}") {
            for block in blocks(&page) {
                let _ = mended(block);
            }
        }
    }
}
