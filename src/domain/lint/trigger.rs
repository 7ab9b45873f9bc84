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

/// What every occurrence of a pattern holds, and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Demands {
    /// One string of each set is held.
    strings: Vec<Strings>,
    /// Whether it lies within one sentence, with the signs before and after it.
    in_a_sentence: bool,
}

impl Demands {
    /// The demands of a pattern as it is written in the rules; none where nothing is known of it.
    pub(super) fn of(source: &str) -> Self {
        let Ok(hir) = regex_syntax::parse(&lexicon::expand(source)) else {
            return Self { strings: Vec::new(), in_a_sentence: false };
        };
        // A text is sifted sentence by sentence: of a string that reaches over an end its longest piece is asked.
        let piece = |string: String| string.split(';').max_by_key(|piece| piece.len()).map(str::to_owned);
        let pieces = |strings: Strings| strings.into_iter().filter_map(piece).collect::<Strings>();
        let mut strings: Vec<Strings> = said(&hir).demands().into_iter().map(pieces).collect();
        strings.retain(|strings| !strings.contains(""));
        strings.sort_by_key(worth);
        strings.truncate(DEMANDS);
        Self { strings, in_a_sentence: is_in_a_sentence(&hir, [true, true]) }
    }
}

/// Whether a piece matches no end of a sentence, except perhaps as the first or the last character of all.
fn is_in_a_sentence(hir: &Hir, edges: [bool; 2]) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            !literal.0.contains(&b';') || (literal.0.len() == 1 && edges != [false; 2])
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ends = class.iter().any(|range| range.start() <= ';' && ';' <= range.end());
            !ends || edges != [false; 2]
        }
        HirKind::Class(Class::Bytes(_)) => false,
        HirKind::Capture(capture) => is_in_a_sentence(&capture.sub, edges),
        HirKind::Repetition(repeated) => {
            let once = repeated.max == Some(1);
            is_in_a_sentence(&repeated.sub, edges.map(|edge| edge && once))
        }
        HirKind::Concat(parts) => parts.iter().enumerate().all(|(place, part)| {
            let here = [edges[0] && place == 0, edges[1] && place + 1 == parts.len()];
            is_in_a_sentence(part, here)
        }),
        HirKind::Alternation(branches) => branches.iter().all(|branch| is_in_a_sentence(branch, edges)),
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

/// A pattern that may occur, known by its place among all, and the stretch of the text in which it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) pattern: usize,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The demands of many patterns.
#[derive(Debug)]
pub(super) struct Sieve {
    strings: Option<AhoCorasick>,
    /// For each string the demands that it meets: the pattern and which demand of it.
    meets: Vec<Vec<(usize, usize)>>,
    /// For each pattern its demands, one bit each, and whether it lies within a sentence.
    demands: Vec<(u8, bool)>,
    /// Patterns of which nothing is demanded.
    undemanding: Vec<usize>,
}

impl Sieve {
    /// A sieve for patterns, which are known by their order.
    pub(super) fn new(patterns: &[Demands]) -> Self {
        let mut meets: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (pattern, demands) in patterns.iter().enumerate() {
            for (demand, strings) in demands.strings.iter().enumerate() {
                for string in strings {
                    meets.entry(string).or_default().push((pattern, demand));
                }
            }
        }
        let strings = AhoCorasick::new(meets.keys()).ok();
        let all =
            |one: &Demands| (if strings.is_some() { bits(one.strings.len()) } else { 0 }, one.in_a_sentence);
        let demands: Vec<_> = patterns.iter().map(all).collect();
        let undemanding =
            (0..demands.len()).filter(|pattern| demands.get(*pattern).is_some_and(|(all, _)| *all == 0));
        Self { undemanding: undemanding.collect(), demands, meets: meets.into_values().collect(), strings }
    }

    /// Which patterns may occur in a text, and where; in the order of the patterns and of the text.
    pub(super) fn sift(&self, text: &str) -> Vec<Candidate> {
        let mut anywhere = vec![0_u8; self.demands.len()];
        let mut here = anywhere.clone();
        let (mut met, mut found) = (Vec::new(), Vec::new());
        for (start, end) in sentences(text) {
            met.extend(&self.undemanding);
            self.meet(text.get(start..end).unwrap_or_default(), &mut here, &mut met);
            for pattern in met.drain(..) {
                let (Some(here), Some(all)) = (here.get_mut(pattern), anywhere.get_mut(pattern)) else {
                    continue;
                };
                *all |= *here;
                if self.demands.get(pattern) == Some(&(std::mem::take(here), true)) {
                    found.push(Candidate { pattern, start, end });
                }
            }
        }
        for (pattern, (met, (demands, in_a_sentence))) in anywhere.iter().zip(&self.demands).enumerate() {
            if !in_a_sentence && met == demands {
                found.push(Candidate { pattern, start: 0, end: text.len() });
            }
        }
        found.sort_unstable();
        found
    }

    /// Marks the demands of each pattern that a text meets, and lists the patterns that had none met before.
    fn meet(&self, text: &str, here: &mut [u8], met: &mut Vec<usize>) {
        let text = bare(text);
        let found = self.strings.iter().flat_map(|strings| strings.find_overlapping_iter(&text));
        for string in found.map(|found| found.pattern().as_usize()) {
            for (pattern, demand) in self.meets.get(string).into_iter().flatten() {
                let Some(marked) = here.get_mut(*pattern) else { continue };
                if *marked == 0 {
                    met.push(*pattern);
                }
                *marked |= 1 << demand;
            }
        }
    }
}

/// The sentences of a text, each with the signs before and after it.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let ends: Vec<usize> = text.match_indices(';').map(|(at, _)| at).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let ends = ends.iter().map(|end| end + 1).chain([text.len()]);
    starts.zip(ends).collect()
}

/// As many bits as there are demands.
fn bits(demands: usize) -> u8 {
    (0..demands).fold(0, |bits, demand| bits | 1 << demand)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demands(source: &str) -> Vec<Vec<String>> {
        Demands::of(source).strings.into_iter().map(|strings| strings.into_iter().collect()).collect()
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
        assert_eq!(demands("(?:^|[;~])限男"), [["限男"]]);
    }

    #[test]
    fn only_what_may_occur_passes_and_where() {
        let patterns = ["押金", "不招[^;]{0,4}外地", "\\d+", "两[年月]", "押金;没有"].map(Demands::of);
        let sieve = Sieve::new(&patterns);
        let sift = |text: &str| {
            let found =
                sieve.sift(text).into_iter().map(|one| (one.pattern, text[one.start..one.end].to_owned()));
            found.filter(|(pattern, _)| *pattern != 2).collect::<Vec<_>>()
        };
        assert_eq!(sift("无需押~金"), [(0, "无需押~金".into())]);
        assert_eq!(sift("不招外省,两月"), [(3, "不招外省,两月".into())]);
        assert_eq!(sift("外地;外地不招;好"), [(1, ";外地不招;".into())]);
        assert_eq!(sift("押金;没有"), [(0, "押金;".into()), (4, "押金;没有".into())]);
    }

    #[test]
    fn what_reaches_over_the_end_of_a_sentence_is_known() {
        for (source, within) in [
            ("(?:^|[;,])限男[^;]{0,4}(?:$|[;,])", true),
            ("限男(?:的)*(?:$|[;,])", true),
            ("没钱[^:]{0,6}贷款", false),
            ("押金;没有", false),
        ] {
            assert_eq!(Demands::of(source).in_a_sentence, within, "{source}");
        }
    }
}
