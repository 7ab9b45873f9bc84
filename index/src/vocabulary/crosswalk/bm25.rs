//! BM25F: fields are weighted before their frequencies saturate (Robertson and Zaragoza, *The Probabilistic Relevance
//! Framework: BM25 and Beyond*, 2009). The counts come weighted by field, so one saturation serves all.

use std::collections::HashMap;

use super::counts::Counts;

/// How fast a term's frequency saturates.
const SATURATION: f32 = 2.0;
/// How much a long text is discounted.
const LENGTH: f32 = 0.75;

/// A collection of texts to be ranked.
pub(super) struct Bm25 {
    ids: HashMap<String, usize>,
    rarity: Vec<f32>,
    average: f32,
    /// For each term the texts that have it and what it weighs there.
    postings: Vec<Vec<(usize, f32)>>,
    /// For each text its terms, as a vector of length one.
    vectors: Vec<Vector>,
}

/// The terms of a text and their weights.
pub(super) type Vector = Vec<(usize, f32)>;

impl Bm25 {
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a Counts> + Clone) -> Bm25 {
        let mut ids: HashMap<String, usize> = HashMap::new();
        let mut spread: Vec<f32> = Vec::new();
        let (mut count, mut length) = (0.0_f32, 0.0_f32);
        for text in texts.clone() {
            count += 1.0;
            length += text.values().sum::<f32>();
            for term in text.keys() {
                let next = ids.len();
                let id = *ids.entry(term.clone()).or_insert(next);
                spread.resize(ids.len(), 0.0);
                if let Some(spread) = spread.get_mut(id) {
                    *spread += 1.0;
                }
            }
        }
        let rarity = spread.iter().map(|with| (1.0 + (count - with + 0.5) / (with + 0.5)).ln()).collect();
        let average = (length / count.max(1.0)).max(f32::MIN_POSITIVE);
        let mut all =
            Bm25 { postings: vec![Vec::new(); ids.len()], ids, rarity, average, vectors: Vec::new() };
        for (at, text) in texts.enumerate() {
            let weighted = all.weigh(text);
            for (term, weight) in &weighted {
                if let Some(postings) = all.postings.get_mut(*term) {
                    postings.push((at, *weight));
                }
            }
            all.vectors.push(unit(weighted));
        }
        all
    }

    fn weigh(&self, text: &Counts) -> Vector {
        let length: f32 = text.values().sum();
        let norm = SATURATION * (1.0 - LENGTH + LENGTH * length / self.average);
        let known = text.iter().filter_map(|(term, count)| {
            let id = *self.ids.get(term)?;
            Some((id, count * (SATURATION + 1.0) / (count + norm) * self.rarity.get(id)?))
        });
        known.collect()
    }

    /// How well each text answers a query.
    pub(super) fn score(&self, query: &Counts) -> Vec<f32> {
        let mut scores = vec![0.0; self.vectors.len()];
        for (term, count) in query {
            let postings = self.ids.get(term).and_then(|id| self.postings.get(*id));
            for (at, weight) in postings.into_iter().flatten() {
                if let Some(score) = scores.get_mut(*at) {
                    *score += count * weight;
                }
            }
        }
        scores
    }

    /// A text that is not of the collection, as the vectors of those that are.
    pub(super) fn vector(&self, text: &Counts) -> Vector {
        unit(self.weigh(text))
    }

    /// The cosine between each text and a mixture of texts or vectors.
    pub(super) fn alike<'a>(&self, mixture: impl Iterator<Item = (&'a Vector, f32)>) -> Vec<f32> {
        let mut mixed = vec![0.0_f32; self.ids.len()];
        for (vector, share) in mixture {
            for (term, weight) in vector {
                if let Some(mixed) = mixed.get_mut(*term) {
                    *mixed += share * weight;
                }
            }
        }
        let dot = |vector: &Vector| {
            vector.iter().map(|(term, weight)| mixed.get(*term).unwrap_or(&0.0) * weight).sum::<f32>()
        };
        self.vectors.iter().map(dot).collect()
    }

    /// The vectors of the texts.
    pub(super) fn vectors(&self) -> &[Vector] {
        &self.vectors
    }
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    for (_, weight) in &mut vector {
        *weight /= length.max(f32::MIN_POSITIVE);
    }
    vector
}
