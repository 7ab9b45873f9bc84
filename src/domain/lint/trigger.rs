//! What a text must hold for a pattern to occur in it at all, found in one pass for all patterns: nearly every rule
//! is put aside by this alone, so that a vacancy is checked in tens of microseconds.

use super::{fold::NOISE, lexicon};
use aho_corasick::AhoCorasick;
use regex_syntax::hir::{Class, Hir, HirKind};
use std::collections::{BTreeMap, BTreeSet};

/// The most strings that are multiplied out of neighbours: 男|女 and 生|工 are four.
const PRODUCT: usize = 96;
/// The most strings that one demand is made of, and the most characters of a class that are spelt out.
const STRINGS: (usize, usize) = (1500, 24);
/// The most demands that are kept of a pattern.
const DEMANDS: usize = 4;

type Strings = BTreeSet<String>;

/// What every occurrence of a pattern holds: one string of each set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demands(Vec<Strings>);

impl Demands {
    /// The demands of a pattern as it is written in the rules; none where nothing is known of it.
    pub(super) fn of(source: &str) -> Self {
        let Ok(hir) = regex_syntax::parse(&lexicon::expand(source)) else { return Self(Vec::new()) };
        let mut demands = said(&hir).demands();
        demands.sort_by_key(worth);
        demands.truncate(DEMANDS);
        Self(demands)
    }
}

/// What is known of the strings that a piece of a pattern matches.
enum Said {
    /// All of them.
    Whole(Strings),
    /// That each holds one string of each set.
    Some(Vec<Strings>),
}

impl Said {
    fn demands(self) -> Vec<Strings> {
        match self {
            Self::Whole(strings) if strings.is_empty() || strings.contains("") => Vec::new(),
            Self::Whole(strings) => vec![strings],
            Self::Some(demands) => demands,
        }
    }
}

/// The best demand first: long strings, and few.
fn worth(strings: &Strings) -> (bool, usize) {
    (strings.iter().any(|one| one.chars().count() < 2), strings.len())
}

fn said(hir: &Hir) -> Said {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Said::Whole(Strings::from([String::new()])),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Said::Whole(Strings::from([bare(text)])),
            Err(_) => Said::Some(Vec::new()),
        },
        HirKind::Class(class) => of_class(class),
        HirKind::Capture(capture) => said(&capture.sub),
        HirKind::Repetition(repeated) => match (repeated.min, repeated.max, said(&repeated.sub)) {
            (0, Some(1), Said::Whole(mut strings)) => {
                strings.insert(String::new());
                Said::Whole(strings)
            }
            (0, ..) => Said::Some(Vec::new()),
            (_, _, sub) => Said::Some(sub.demands()),
        },
        HirKind::Concat(parts) => of_neighbours(parts),
        HirKind::Alternation(branches) => of_branches(branches),
    }
}

fn of_class(class: &Class) -> Said {
    let Class::Unicode(class) = class else { return Said::Some(Vec::new()) };
    let characters = || class.iter().flat_map(|range| range.start()..=range.end());
    if characters().nth(STRINGS.1).is_some() {
        return Said::Some(Vec::new());
    }
    Said::Whole(characters().map(|character| bare(character.encode_utf8(&mut [0; 4]))).collect())
}

fn of_neighbours(parts: &[Hir]) -> Said {
    let mut demands = Vec::new();
    let mut whole = true;
    let mut run = Strings::from([String::new()]);
    for part in parts {
        match said(part) {
            Said::Whole(strings) if run.len() * strings.len() <= PRODUCT => run = product(&run, &strings),
            Said::Whole(strings) => {
                whole = false;
                demands.extend(Said::Whole(std::mem::replace(&mut run, strings)).demands());
            }
            Said::Some(more) => {
                whole = false;
                let empty = Strings::from([String::new()]);
                demands.extend(Said::Whole(std::mem::replace(&mut run, empty)).demands());
                demands.extend(more);
            }
        }
    }
    if whole {
        return Said::Whole(run);
    }
    demands.extend(Said::Whole(run).demands());
    Said::Some(demands)
}

fn product(first: &Strings, second: &Strings) -> Strings {
    first.iter().flat_map(|one| second.iter().map(move |other| format!("{one}{other}"))).collect()
}

fn of_branches(branches: &[Hir]) -> Said {
    let said: Vec<Said> = branches.iter().map(said).collect();
    let all = |one: &Said| matches!(one, Said::Whole(_));
    if said.iter().all(all) {
        let strings = said.into_iter().filter_map(|one| match one {
            Said::Whole(strings) => Some(strings),
            Said::Some(_) => None,
        });
        return Said::Whole(strings.flatten().collect());
    }
    let mut each: Vec<Vec<Strings>> = said.into_iter().map(Said::demands).collect();
    each.iter_mut().for_each(|demands| demands.sort_by_key(worth));
    let shared = each.iter().map(Vec::len).min().unwrap_or_default().min(2);
    let nth = |n: usize| each.iter().filter_map(|demands| demands.get(n)).flatten().cloned().collect();
    Said::Some((0..shared).map(nth).filter(|demand: &Strings| demand.len() <= STRINGS.0).collect())
}

/// A text without what was put between its characters.
pub(super) fn bare(text: &str) -> String {
    text.chars().filter(|character| *character != NOISE).collect()
}

/// The demands of many patterns.
#[derive(Debug)]
pub(super) struct Sieve {
    strings: Option<AhoCorasick>,
    /// For each string the demands that it meets: the pattern and which demand of it.
    meets: Vec<Vec<(usize, usize)>>,
    /// For each pattern its demands, one bit each.
    demands: Vec<u8>,
}

impl Sieve {
    /// A sieve for patterns, which are known by their order.
    pub(super) fn new(patterns: &[Demands]) -> Self {
        let mut meets: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (pattern, Demands(demands)) in patterns.iter().enumerate() {
            for (demand, strings) in demands.iter().enumerate() {
                for string in strings {
                    meets.entry(string).or_default().push((pattern, demand));
                }
            }
        }
        let strings = AhoCorasick::new(meets.keys()).ok();
        let all = |Demands(demands): &Demands| if strings.is_some() { bits(demands.len()) } else { 0 };
        Self { demands: patterns.iter().map(all).collect(), meets: meets.into_values().collect(), strings }
    }

    /// Which patterns may occur in a text.
    pub(super) fn sift(&self, text: &str) -> Vec<bool> {
        let mut met = vec![0_u8; self.demands.len()];
        let mut seen = vec![false; self.meets.len()];
        let text = bare(text);
        let found = self.strings.iter().flat_map(|strings| strings.find_overlapping_iter(&text));
        for string in found.map(|found| found.pattern().as_usize()) {
            let first = seen.get_mut(string).is_some_and(|seen| !std::mem::replace(seen, true));
            for (pattern, demand) in self.meets.get(string).filter(|_| first).into_iter().flatten() {
                if let Some(met) = met.get_mut(*pattern) {
                    *met |= 1 << demand;
                }
            }
        }
        met.iter().zip(&self.demands).map(|(met, demands)| met == demands).collect()
    }
}

/// As many bits as there are demands.
fn bits(demands: usize) -> u8 {
    (0..demands).fold(0, |bits, demand| bits | 1 << demand)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demands(source: &str) -> Vec<Vec<String>> {
        Demands::of(source).0.into_iter().map(|strings| strings.into_iter().collect()).collect()
    }

    #[test]
    fn what_every_occurrence_holds_is_read_off_a_pattern() {
        assert_eq!(demands("押金"), [["押金"]]);
        assert_eq!(demands("[男女](?:工|生)"), [["女工", "女生", "男工", "男生"]]);
        assert_eq!(
            demands("不招[^;]{0,4}(?P<h>外地|外省)人?"),
            [vec!["不招"], vec!["外地", "外地人", "外省", "外省人"]]
        );
        assert_eq!(demands("(?:交[^;]押金|押金\\d{2})"), [["押金"]]);
        assert_eq!(demands("\\d{2}|(?:押金)?"), Vec::<Vec<String>>::new());
        assert_eq!(demands("(?:^|[;~])限男"), [[";限男", "限男"]]);
    }

    #[test]
    fn only_what_may_occur_passes() {
        let patterns = ["押金", "不招[^;]{0,4}外地", "\\d+", "两[年月]"].map(Demands::of);
        let sieve = Sieve::new(&patterns);
        assert_eq!(sieve.sift("无需押~金"), [true, false, true, false]);
        assert_eq!(sieve.sift("不招外省,两月"), [false, false, true, true]);
        assert_eq!(sieve.sift("外地不招"), [false, true, true, false]);
    }
}
