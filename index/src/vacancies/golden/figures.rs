//! What the order of a result is worth.

use super::judging::Judged;

/// Results are looked at this far.
pub(super) const DEPTH: usize = 100;
/// A grade from which on a vacancy counts as relevant.
const RELEVANT: u8 = 2;

/// Figures of one query, or means of several.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Figures {
    /// Average precision over the first hundred.
    pub(super) precision: f64,
    pub(super) ndcg: f64,
    pub(super) reciprocal: f64,
    /// 1 where nothing at all is found.
    pub(super) nothing: f64,
}

impl Figures {
    /// Of one result: places in the corpus, best first.
    pub(super) fn of(judged: &Judged, found: &[usize]) -> Figures {
        let grades: Vec<u8> = found.iter().take(DEPTH).map(|at| judged.grades[*at]).collect();
        let relevant = judged.relevant().min(DEPTH);
        let mut ideal = judged.grades.clone();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        Figures {
            precision: precision_sum(&grades) / relevant as f64,
            ndcg: gain(&grades) / gain(&ideal),
            reciprocal: first(&grades).map_or(0.0, |rank| 1.0 / rank as f64),
            nothing: f64::from(u8::from(found.is_empty())),
        }
    }

    pub(super) fn mean<'a>(figures: impl IntoIterator<Item = &'a Figures>) -> Figures {
        let mut mean = Figures::default();
        let mut count = 0.0;
        for one in figures {
            count += 1.0;
            mean.precision += one.precision;
            mean.ndcg += one.ndcg;
            mean.reciprocal += one.reciprocal;
            mean.nothing += one.nothing;
        }
        for sum in [&mut mean.precision, &mut mean.ndcg, &mut mean.reciprocal, &mut mean.nothing] {
            *sum /= count;
        }
        mean
    }
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Figures { precision, ndcg, reciprocal, nothing } = self;
        write!(f, "MAP {precision:.3}  nDCG@10 {ndcg:.3}  MRR {reciprocal:.3}  nothing found {nothing:.3}")
    }
}

impl Judged {
    pub(super) fn relevant(&self) -> usize {
        self.grades.iter().filter(|grade| **grade >= RELEVANT).count()
    }
}

fn precision_sum(grades: &[u8]) -> f64 {
    let mut right = 0.0;
    let mut sum = 0.0;
    for (rank, _) in (1_u32..).zip(grades).filter(|(_, grade)| **grade >= RELEVANT) {
        right += 1.0;
        sum += right / f64::from(rank);
    }
    sum
}

fn first(grades: &[u8]) -> Option<usize> {
    grades.iter().position(|grade| *grade >= RELEVANT).map(|at| at + 1)
}

fn gain(grades: &[u8]) -> f64 {
    let gains = (1_u32..).zip(grades.iter().take(10));
    gains.map(|(rank, grade)| (f64::from(*grade).exp2() - 1.0) / f64::from(rank + 1).log2()).sum()
}

#[test]
fn a_perfect_order_is_worth_one_and_a_late_hit_less() {
    let judged = Judged { query: String::new(), kind: String::new(), grades: vec![0, 3, 2, 1] };
    let best = Figures::of(&judged, &[1, 2, 3, 0]);
    assert!((best.precision, best.ndcg, best.reciprocal, best.nothing) == (1.0, 1.0, 1.0, 0.0));
    let late = Figures::of(&judged, &[0, 3, 2]);
    assert!((late.reciprocal - 1.0 / 3.0).abs() < 1e-9);
    assert!((late.precision - 1.0 / 6.0).abs() < 1e-9);
    assert!(late.ndcg < 0.4);
    assert!((Figures::of(&judged, &[]).nothing - 1.0).abs() < 1e-9);
}
