//! What must be true of the terms of a vacancy, as a row of numbers: small, and quick to go through.
//!
//! Each number says in its upper bits what it is and in its lower bits the term, or how many numbers after it are
//! inside it. Two trees that say the same in another order are the same row.

use super::facts::Facts;
use super::terms::Terms;
use crate::vacancies::reading::ways::Way;

/// The bits below what a number is.
const BITS: u32 = 29;
const TERM: u32 = 0;
const ANY: u32 = 1;
const ALL: u32 = 2;
/// Followed by a place and a term, in turn.
const PHRASE: u32 = 3;

/// What must be true.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tree {
    Term(u32),
    /// Terms at places after the first.
    Phrase(Vec<(u32, u32)>),
    Any(Vec<Tree>),
    All(Vec<Tree>),
}

impl Tree {
    /// The tree of a way; its scores do not matter.
    pub(super) fn of(way: &Way, terms: &mut Terms) -> Tree {
        match way {
            Way::Term(field, text) | Way::Found(field, text) => {
                Tree::Term(terms.number(field.field_id(), text))
            }
            Way::Phrase(field, tokens) => {
                let tokens = tokens.iter().map(|(place, text)| {
                    (u32::try_from(*place).unwrap_or(u32::MAX), terms.number(field.field_id(), text))
                });
                Tree::Phrase(tokens.collect())
            }
            Way::Values(field, values) => {
                let values = values.iter().map(|value| Tree::Term(terms.number(field.field_id(), value)));
                Tree::any(values.collect())
            }
            Way::Any(ways) | Way::Best(ways) => {
                Tree::any(ways.iter().map(|way| Tree::of(way, terms)).collect())
            }
            Way::All(ways) => Tree::all(ways.iter().map(|way| Tree::of(way, terms)).collect()),
            Way::Boosted(way, _) | Way::Constant(way, _) => Tree::of(way, terms),
        }
    }

    /// Any of these, in one order and each once.
    pub(super) fn any(trees: Vec<Tree>) -> Tree {
        let inner = trees.into_iter().flat_map(|tree| match tree {
            Tree::Any(inner) => inner,
            other => vec![other],
        });
        one_of_each(inner.collect(), Tree::Any)
    }

    fn all(trees: Vec<Tree>) -> Tree {
        let inner = trees.into_iter().flat_map(|tree| match tree {
            Tree::All(inner) => inner,
            other => vec![other],
        });
        one_of_each(inner.collect(), Tree::All)
    }

    /// The row of numbers.
    pub(super) fn code(&self) -> Vec<u32> {
        let mut code = Vec::new();
        self.write(&mut code);
        code
    }

    fn write(&self, code: &mut Vec<u32>) {
        let start = code.len();
        let kind = match self {
            Tree::Term(term) => return code.push(*term),
            Tree::Phrase(_) => PHRASE,
            Tree::Any(_) => ANY,
            Tree::All(_) => ALL,
        };
        code.push(0);
        match self {
            Tree::Phrase(tokens) => code.extend(tokens.iter().flat_map(|(place, term)| [*place, *term])),
            Tree::Any(inner) | Tree::All(inner) => inner.iter().for_each(|tree| tree.write(code)),
            Tree::Term(_) => {}
        }
        code[start] = kind << BITS | (code.len() - start - 1) as u32;
    }

    /// The terms of which one must be there, each with whether it is enough. Where all of several are needed, those
    /// are taken that set off the least so far.
    pub(super) fn triggers(&self, terms: &Terms) -> Vec<(u32, bool)> {
        match self {
            Tree::Term(term) => vec![(*term, true)],
            Tree::Phrase(tokens) => {
                let least = tokens.iter().min_by_key(|(_, term)| terms.triggers(*term).len());
                least.map(|(_, term)| (*term, false)).into_iter().collect()
            }
            Tree::Any(inner) => {
                let mut all: Vec<_> = inner.iter().flat_map(|tree| tree.triggers(terms)).collect();
                all.sort_unstable_by_key(|(term, sure)| (*term, !sure));
                all.dedup_by_key(|(term, _)| *term);
                all
            }
            Tree::All(inner) => {
                let sets = inner.iter().map(|tree| tree.triggers(terms));
                let load = |set: &Vec<(u32, bool)>| {
                    set.iter().map(|(term, _)| terms.triggers(*term).len() + 1).sum::<usize>()
                };
                let least = sets.min_by_key(load).unwrap_or_default();
                least.into_iter().map(|(term, _)| (term, false)).collect()
            }
        }
    }
}

/// One of everything in one order; a single one needs nothing around it.
fn one_of_each(mut trees: Vec<Tree>, together: impl Fn(Vec<Tree>) -> Tree) -> Tree {
    trees.sort_unstable();
    trees.dedup();
    match trees.pop() {
        Some(only) if trees.is_empty() => only,
        last => {
            trees.extend(last);
            together(trees)
        }
    }
}

/// Every term in a row of numbers, as often as it stands there.
pub(super) fn each_term(code: &[u32], mut each: impl FnMut(u32)) {
    let mut rest = code;
    while let Some((first, after)) = rest.split_first() {
        let (kind, payload) = (first >> BITS, first & ((1 << BITS) - 1));
        rest = after;
        if kind == TERM {
            each(payload);
        } else if kind == PHRASE {
            let (tokens, after) = after.split_at_checked(payload as usize).unwrap_or((after, &[]));
            tokens.iter().skip(1).step_by(2).for_each(|term| each(*term));
            rest = after;
        }
    }
}

/// Whether it is true of a vacancy.
pub(super) fn holds(code: &[u32], facts: &Facts) -> bool {
    let mut rest = code;
    next_holds(&mut rest, facts)
}

/// Takes the next tree off the row, and tells whether it is true.
fn next_holds(rest: &mut &[u32], facts: &Facts) -> bool {
    let Some((first, after)) = rest.split_first() else { return false };
    let (kind, payload) = (first >> BITS, first & ((1 << BITS) - 1));
    if kind == TERM {
        *rest = after;
        return facts.has(payload);
    }
    let (mut inner, after) = after.split_at_checked(payload as usize).unwrap_or((after, &[]));
    *rest = after;
    match kind {
        PHRASE => facts.has_phrase(inner),
        ALL => {
            while !inner.is_empty() {
                if !next_holds(&mut inner, facts) {
                    return false;
                }
            }
            true
        }
        _ => {
            while !inner.is_empty() {
                if next_holds(&mut inner, facts) {
                    return true;
                }
            }
            false
        }
    }
}
