//! What holds for every template, whatever it shows.

use std::{fs, path::Path};

fn templates() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/portal/templates");
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
    };
    fs::read_dir(folder).unwrap().map(read).collect()
}

/// The text without what stands between the marks, marks included.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(start) = rest.find(open) {
        kept.push_str(&rest[..start]);
        let end = rest[start..].find(close).map_or(rest.len(), |end| start + end + close.len());
        rest = &rest[end..];
    }
    kept + rest
}

/// What a reader would see that no key stands for.
fn bare_words(template: &str) -> String {
    // The one block whose content is a class and not words.
    let mut text = template.replace("{% block width %}narrow{% endblock %}", "");
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}"), ("<", ">")] {
        text = without(&text, open, close);
    }
    text.chars().filter(|letter| letter.is_alphabetic()).collect()
}

/// Attributes that are read to people and hold no key.
fn bare_attributes(template: &str) -> Vec<String> {
    let template = without(&without(template, "{{", "}}"), "{%", "%}");
    let mut found = Vec::new();
    for name in ["aria-label=\"", "placeholder=\"", "title=\"", "alt=\""] {
        for rest in template.split(name).skip(1) {
            let value = rest.split('"').next().unwrap_or_default().to_owned();
            if value.chars().any(char::is_alphabetic) {
                found.push(value);
            }
        }
    }
    found
}

#[test]
fn no_template_has_words_of_its_own() {
    assert_eq!(bare_words("<p class=\"x\">{{ v.t(\"key\") }} · 找工作</p>"), "找工作");
    assert_eq!(bare_attributes("<a aria-label=\"Close\">"), ["Close"]);
    for (name, template) in templates() {
        assert_eq!(bare_words(&template), "", "{name}");
        assert_eq!(bare_attributes(&template), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn no_template_needs_what_the_security_policy_forbids() {
    for (name, template) in templates() {
        let data_block = template.replace("<script type=\"application/ld+json\">", "");
        assert!(!data_block.contains("<script"), "{name} has a script");
        assert!(!template.contains(" style=") && !template.contains("<style"), "{name} has inline style");
        let handler = [" onclick=", " onsubmit=", " onchange=", " onload=", "javascript:"];
        assert!(handler.iter().all(|one| !template.contains(one)), "{name} has an inline handler");
    }
}

#[test]
fn every_form_that_changes_something_carries_a_token() {
    for (name, template) in templates() {
        let forms =
            template.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap_or_default());
        for form in forms.filter(|form| form.contains("method=\"post\"")) {
            // Unsubscribing is bound by the signed token in its address instead (RFC 8058).
            let bound = form.contains("name=\"csrf\"") || form.contains("List-Unsubscribe");
            assert!(bound, "{name}: {form}");
        }
    }
}

#[test]
fn only_texts_that_are_safe_already_are_put_in_unescaped() {
    let raw: Vec<_> = templates()
        .iter()
        .flat_map(|(name, template)| {
            template
                .match_indices("|safe")
                .map(|(at, _)| {
                    let start = template[..at].rfind("{{").unwrap_or(0);
                    format!("{name}: {}", template[start + 2..at].trim())
                })
                .collect::<Vec<_>>()
        })
        .collect();
    let mut raw = raw;
    raw.sort();
    assert_eq!(raw, ["parts.html: marked", "vacancy.html: json_ld"]);
}
