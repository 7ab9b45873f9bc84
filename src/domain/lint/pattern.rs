//! The language in which rules are written: regular expressions over folded text, in which decoration may stand
//! between any two characters, and `<name>` stands for a set of words of the lexicon.

use super::{fold::NOISE, lexicon, wording::MOST};
use regex::Regex;
use std::sync::OnceLock;

/// A pattern, compiled when it is first needed.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// A pattern as it is written in the rules. One that is none matches nothing; a test sees that there is no such
    /// one.
    pub(super) fn new(source: impl Into<String>) -> Self {
        Self { source: source.into(), regex: OnceLock::new() }
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&spaced(&lexicon::expand(&self.source))).ok()).as_ref()
    }

    /// Whether it compiles.
    #[cfg(test)]
    pub(super) fn is_sound(&self) -> bool {
        self.regex().is_some()
    }

    /// Whether it occurs.
    pub(super) fn occurs(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// Where it occurs: the stretch named `h` where it has one, or all of what it matched.
    pub(super) fn stretches(&self, text: &str) -> Vec<(usize, usize)> {
        let Some(regex) = self.regex() else { return Vec::new() };
        let named = regex.capture_names().flatten().any(|name| name == "h");
        if !named {
            return regex.find_iter(text).map(|found| (found.start(), found.end())).collect();
        }
        let found = regex.captures_iter(text).filter_map(|found| found.name("h").or_else(|| found.get(0)));
        found.map(|found| (found.start(), found.end())).collect()
    }

    /// The groups `a` to `d` of each occurrence, with where it is.
    pub(super) fn figures<'t>(&self, text: &'t str) -> Vec<Figures<'t>> {
        let Some(regex) = self.regex() else { return Vec::new() };
        let figures = regex.captures_iter(text).filter_map(|found| {
            let all = found.get(0)?;
            let group = |name: &str| found.name(name).map(|group| group.as_str());
            Some(Figures {
                start: all.start(),
                end: all.end(),
                a: group("a"),
                b: group("b"),
                c: group("c"),
                d: group("d"),
            })
        });
        figures.take(MOST).collect()
    }
}

/// An occurrence with the figures in it.
#[derive(Debug)]
pub(super) struct Figures<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) a: Option<&'t str>,
    pub(super) b: Option<&'t str>,
    pub(super) c: Option<&'t str>,
    pub(super) d: Option<&'t str>,
}

/// Puts "perhaps decoration" between every two neighbours of a pattern.
fn spaced(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut rest = pattern.chars().peekable();
    let mut after_atom = false;
    while let Some(c) = rest.next() {
        let starts = is_word(c) || matches!(c, '[' | '(' | '\\');
        if after_atom && starts {
            out.push(NOISE);
            out.push('?');
        }
        out.push(c);
        match c {
            '\\' => out.extend(rest.next()),
            '[' => copy_until(&mut rest, &mut out, ']'),
            '{' => copy_until(&mut rest, &mut out, '}'),
            '(' if rest.peek() == Some(&'?') => group_head(&mut rest, &mut out),
            _ => {}
        }
        after_atom = !matches!(c, '(' | '|' | '^' | '$');
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn copy_until(rest: &mut impl Iterator<Item = char>, out: &mut String, end: char) {
    for c in rest {
        out.push(c);
        if c == end {
            return;
        }
    }
}

/// Copies `?:` or `?<name>`.
fn group_head(rest: &mut impl Iterator<Item = char>, out: &mut String) {
    for c in rest {
        out.push(c);
        if matches!(c, ':' | '>') {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decoration_may_stand_between_any_two_characters() {
        assert_eq!(spaced("押金"), "押~?金");
        assert_eq!(spaced(r"(?:限|仅)(?<h>男)\d{2}岁"), r"(?:限|仅)~?(?<h>男)~?\d{2}~?岁");
        assert!(Pattern::new("扣押身份证").occurs("扣~押~身~份~证"));
        assert!(!Pattern::new("扣押身份证").occurs("扣,押身份证"));
    }

    #[test]
    fn a_pattern_that_is_none_matches_nothing() {
        let broken = Pattern::new("(");
        assert!(!broken.is_sound() && !broken.occurs("(") && broken.stretches("(").is_empty());
    }
}
