//! Descriptions written in HTML, as schema.org has them, as plain text: a line for a paragraph or a list item.

/// The text with its markup taken away and its entities resolved.
pub(super) fn plain(html: &str) -> String {
    // Pages escape the markup once more; what has no tags after all is text already.
    let html = if html.contains('<') { html.to_owned() } else { unescape(html) };
    let mut out = String::with_capacity(html.len());
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(&unescape(before));
        let end = tag.find('>');
        match end {
            Some(end) if is_tag(&tag[1..end]) => {
                let (inside, name) = (&tag[1..end], name_of(&tag[1..end]));
                if breaks(&name) {
                    out.push('\n');
                }
                rest = &tag[end + 1..];
                if matches!(name.as_str(), "script" | "style") && !inside.starts_with('/') {
                    rest = rest.find("</").map_or("", |at| &rest[at..]);
                }
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(&unescape(rest));
    let lines = out.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Whether it is a tag, and no `< 3 years`.
fn is_tag(inside: &str) -> bool {
    inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'))
}

fn name_of(inside: &str) -> String {
    let name = inside.trim_start_matches('/');
    name.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn breaks(name: &str) -> bool {
    matches!(name, "p" | "br" | "li" | "ul" | "ol" | "div" | "tr" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The entities that texts are full of; others stay as they are.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| entity(&rest[1..end]).map(|character| (end, character))) {
            Some((end, character)) => {
                out.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    let number = |text: &str, base| u32::from_str_radix(text, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "middot" => Some('·'),
        "mdash" => Some('—'),
        "ndash" => Some('–'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            decimal => number(decimal, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_lines_and_entities_become_characters() {
        assert_eq!(
            plain("<p>操作数控车床</p><ul><li>识图&nbsp;&amp; 测量</li><li>A &lt; B</li></ul>"),
            "操作数控车床\n识图 & 测量\nA < B"
        );
        assert_eq!(plain("&lt;p&gt;一&lt;/p&gt;"), "一", "pages escape the markup once more");
        assert_eq!(plain("年龄 < 35 & 经验 > 3"), "年龄 < 35 & 经验 > 3");
        assert_eq!(plain("x<script>alert(1)</script>y<br/>z &unknown; &#20013;"), "xy\nz &unknown; 中");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(<|>|&|;|#|x|[a-z]|中|/|!|script|\n){0,40}") {
            let _ = plain(&text);
        }
    }
}
