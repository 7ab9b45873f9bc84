//! What a title means: how much it belongs to each family of titles, and to the groups the families are in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::TitleFamily;
use super::grams::{GramSpace, Grams, Row, grams, unit};
use super::ridge;
use crate::text::TextAnalysis;

/// What belonging to the same unit group counts beside belonging to the same family.
const SAME_UNIT_GROUP: f32 = 0.7;
/// What belonging to the same minor group counts.
const SAME_MINOR_GROUP: f32 = 0.3;
/// How many families and groups are kept of a meaning; the rest is noise.
const KEPT: usize = 64;

/// The regression over all families, and their groups.
pub(super) struct Model {
    space: GramSpace,
    /// For each gram the families it speaks for.
    weights: Vec<Row>,
    /// For each family its unit group and its minor group, numbered behind the families.
    groups: Vec<(u32, u32)>,
    dimensions: usize,
}

impl Model {
    pub(super) fn new(text: &TextAnalysis, families: &[TitleFamily]) -> Model {
        let mut titles: Vec<Grams> = Vec::new();
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for family in families {
            let first = titles.len();
            titles.extend(family.names().map(|title| grams(&text.fold(title))));
            ranges.push(first..titles.len());
        }
        let space = GramSpace::new(&titles);
        let vectors: Vec<Row> = titles.iter().map(|title| space.vector(title)).collect();
        let weights = ridge::fit(&vectors, &ranges, space.len());
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        let mut free = (0_u32..).skip(families.len());
        let mut number = |group| *numbers.entry(group).or_insert_with(|| free.next().unwrap_or(u32::MAX));
        let groups =
            families.iter().map(|family| (number(family.group(4)), number(family.group(3)))).collect();
        let dimensions = families.len() + numbers.len();
        Model { space, weights, groups, dimensions }
    }

    /// How many families and groups there are.
    pub(super) fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// How much a folded title belongs to each family: about 1 where it is surely one of its titles, and 0 where
    /// nothing speaks for it.
    pub(super) fn families(&self, folded: &str) -> Vec<f32> {
        let mut belongs = vec![0.0_f32; self.groups.len()];
        for (gram, value) in self.space.vector(&grams(folded)) {
            for (family, weight) in self.weights.get(gram as usize).into_iter().flatten() {
                if let Some(belongs) = belongs.get_mut(*family as usize) {
                    *belongs += value * weight;
                }
            }
        }
        for belongs in &mut belongs {
            *belongs = belongs.max(0.0);
        }
        belongs
    }

    /// The meaning of a folded title, as a vector of length one over families and groups.
    pub(super) fn meaning(&self, folded: &str) -> Row {
        let mut all = self.families(folded);
        all.resize(self.dimensions, 0.0);
        for (family, (unit_group, minor_group)) in self.groups.iter().enumerate() {
            let belongs = all.get(family).copied().unwrap_or_default();
            for (group, share) in [(unit_group, SAME_UNIT_GROUP), (minor_group, SAME_MINOR_GROUP)] {
                if let Some(sum) = all.get_mut(*group as usize) {
                    *sum += share * belongs;
                }
            }
        }
        let mut kept: Row = (0_u32..).zip(all).filter(|(_, value)| *value > 0.0).collect();
        kept.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        kept.truncate(KEPT);
        kept.sort_unstable_by_key(|(at, _)| *at);
        unit(kept)
    }
}

/// How alike two meanings are, from 0 to 1.
pub(super) fn alike(one: &Row, other: &Row) -> f32 {
    let mut others = other.iter().peekable();
    let mut sum = 0.0;
    for (at, value) in one {
        while others.next_if(|(other, _)| other < at).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == at) {
            sum += value * other;
        }
    }
    sum
}
