//! A small language for phrases, so that a table of them reads like the advertisements themselves.
//!
//! | written | stands for |
//! |---|---|
//! | `(a\|b)` | either |
//! | `?` after a character or group | it may be missing |
//! | `#` | a whole number, kept |
//! | `$` | a sum of money |
//! | `{3}` | up to three characters of the same clause |
//! | `!(a\|b)` | neither follows |
//! | `<` and `>` | the clause begins, ends here |
//! | `\` | the next character as it is |
//!
//! Nothing repeats without bound, so a match costs no more than its pattern is long.

use super::{
    folded::{Folded, is_break},
    numerals::{amount_at, ends_a_range, number_at},
};
use std::{iter::Peekable, str::Chars};

/// A phrase with its variants.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Vec<Node>>);

/// The longest way a pattern fits from some place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// Where it ends.
    pub(super) end: usize,
    /// The numbers in it.
    pub(super) numbers: Vec<u32>,
}

#[derive(Debug)]
enum Node {
    Char(char),
    Choice(Vec<Vec<Node>>),
    Maybe(Box<Node>),
    Not(Vec<Vec<Node>>),
    Number,
    Amount,
    Gap(usize),
    Begins,
    Ends,
}

impl Pattern {
    /// A pattern as written.
    pub(super) fn new(written: &str) -> Self {
        Self(alternatives(&mut written.chars().peekable()))
    }

    /// How far it fits from here.
    pub(super) fn fit(&self, text: &Folded, at: usize) -> Option<Fit> {
        let mut run = Run { text, start: at, numbers: Vec::new(), best: None };
        for nodes in &self.0 {
            walk(&mut run, nodes, at, &mut Run::keep);
        }
        run.best
    }

    /// The characters it may begin with; none where it may begin with any.
    pub(super) fn first_characters(&self) -> Option<Vec<char>> {
        firsts(&self.0)
    }
}

fn alternatives(written: &mut Peekable<Chars<'_>>) -> Vec<Vec<Node>> {
    let mut all = vec![Vec::new()];
    while let Some(c) = written.next() {
        let node = match c {
            ')' => break,
            '|' => {
                all.push(Vec::new());
                continue;
            }
            '(' => Node::Choice(alternatives(written)),
            '!' => {
                written.next_if_eq(&'(');
                Node::Not(alternatives(written))
            }
            '{' => gap(written),
            '#' => Node::Number,
            '$' => Node::Amount,
            '<' => Node::Begins,
            '>' => Node::Ends,
            '\\' => Node::Char(written.next().unwrap_or('\\')),
            c => Node::Char(c),
        };
        let node = if written.next_if_eq(&'?').is_some() { Node::Maybe(Box::new(node)) } else { node };
        if let Some(last) = all.last_mut() {
            last.push(node);
        }
    }
    all
}

fn gap(written: &mut Peekable<Chars<'_>>) -> Node {
    let digits: String = written.by_ref().take_while(|c| *c != '}').collect();
    Node::Gap(digits.parse().unwrap_or(0))
}

struct Run<'a> {
    text: &'a Folded,
    start: usize,
    numbers: Vec<u32>,
    best: Option<Fit>,
}

impl Run<'_> {
    fn keep(&mut self, end: usize) {
        let longer = self.best.as_ref().is_none_or(|best| end > best.end);
        if end > self.start && longer {
            self.best = Some(Fit { end, numbers: self.numbers.clone() });
        }
    }

    /// A number here, unless it is the far end of a range that began before the match.
    fn number(&self, at: usize) -> Option<(u32, usize)> {
        let chars = self.text.chars();
        if at == self.start && ends_a_range(chars, at) { None } else { number_at(chars, at) }
    }

    fn amount(&self, at: usize) -> Option<usize> {
        let chars = self.text.chars();
        if at == self.start && ends_a_range(chars, at) { None } else { amount_at(chars, at) }
    }
}

type Then<'t, 'r> = &'t mut dyn FnMut(&mut Run<'r>, usize);

/// Tries every way the nodes fit from here, and goes on with what comes then.
fn walk<'r>(run: &mut Run<'r>, nodes: &[Node], at: usize, then: Then<'_, 'r>) {
    let Some((node, rest)) = nodes.split_first() else { return then(run, at) };
    match node {
        Node::Char(c) if run.text.at(at) == Some(*c) => walk(run, rest, at + 1, then),
        Node::Char(_) => {}
        Node::Choice(all) => {
            for one in all {
                walk(run, one, at, &mut |run, at| walk(run, rest, at, then));
            }
        }
        Node::Maybe(node) => {
            walk(run, std::slice::from_ref(node), at, &mut |run, at| walk(run, rest, at, then));
            walk(run, rest, at, then);
        }
        Node::Not(all) => {
            if !all.iter().any(|one| follows(run, one, at)) {
                walk(run, rest, at, then);
            }
        }
        Node::Number => {
            if let Some((value, length)) = run.number(at) {
                run.numbers.push(value);
                walk(run, rest, at + length, then);
                run.numbers.pop();
            }
        }
        Node::Amount => {
            if let Some(length) = run.amount(at) {
                walk(run, rest, at + length, then);
            }
        }
        Node::Gap(longest) => walk_gap(run, (rest, *longest), at, then),
        Node::Begins if at == 0 || run.text.at(at - 1).is_some_and(is_break) => walk(run, rest, at, then),
        Node::Ends if run.text.at(at).is_none_or(is_break) => walk(run, rest, at, then),
        Node::Begins | Node::Ends => {}
    }
}

fn walk_gap<'r>(run: &mut Run<'r>, (rest, longest): (&[Node], usize), at: usize, then: Then<'_, 'r>) {
    for length in 0..=longest {
        walk(run, rest, at + length, then);
        if run.text.at(at + length).is_none_or(is_break) {
            return;
        }
    }
}

fn follows(run: &mut Run<'_>, nodes: &[Node], at: usize) -> bool {
    let mut found = false;
    walk(run, nodes, at, &mut |_, _| found = true);
    found
}

fn firsts(all: &[Vec<Node>]) -> Option<Vec<char>> {
    let mut characters = Vec::new();
    for nodes in all {
        characters.extend(firsts_of(nodes)?);
    }
    Some(characters)
}

fn firsts_of(nodes: &[Node]) -> Option<Vec<char>> {
    let (node, rest) = nodes.split_first()?;
    match node {
        Node::Char(c) => Some(vec![*c]),
        Node::Choice(all) => firsts(all),
        Node::Maybe(node) => {
            let mut characters = firsts_of(std::slice::from_ref(node))?;
            characters.extend(firsts_of(rest)?);
            Some(characters)
        }
        Node::Number => Some("0123456789零〇一二两三四五六七八九十百".chars().collect()),
        Node::Amount => Some("0123456789¥一二两三四五六七八九".chars().collect()),
        Node::Begins => firsts_of(rest),
        Node::Not(_) | Node::Gap(_) | Node::Ends => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fit(pattern: &str, text: &str) -> Option<(String, Vec<u32>)> {
        let text = Folded::of("", text);
        let pattern = Pattern::new(pattern);
        let starts = 0..text.chars().len();
        starts
            .into_iter()
            .find_map(|at| pattern.fit(&text, at).map(|fit| (text.slice(at..fit.end), fit.numbers)))
    }

    #[test]
    fn the_longest_way_is_found_with_its_numbers() {
        let found = |words: &str, numbers: &[u32]| Some((words.to_owned(), numbers.to_vec()));
        assert_eq!(fit("(两|2)班(倒|制)?", "实行两班倒"), found("两班倒", &[]));
        assert_eq!(fit("#个?月", "试用期三个月"), found("三个月", &[3]));
        assert_eq!(fit("年龄{2}#-#", "年龄要求18～45岁"), found("年龄要求18-45", &[18, 45]));
        assert_eq!(fit("夜班!(补|费)", "夜班补贴，无夜班"), found("夜班", &[]));
        assert_eq!(fit("<单休>", "不是单休，单休。"), found("单休", &[]));
        assert_eq!(fit("#小时", "8-10小时"), None, "the end of a range is no number");
        assert_eq!(fit("宿舍{4}$元", "宿舍每月100元"), found("宿舍每月100元", &[]));
    }

    proptest! {
        #[test]
        fn nothing_written_or_read_makes_it_panic(pattern in "\\PC{0,20}", text in any::<String>()) {
            fit(&pattern, &text);
        }
    }
}
