//! Many graduates against the same vacancies: the same numbers as of each pair by itself, in a fraction of the time.
//!
//! A criterion reads little of either side, so pairs fall into few kinds: what one pair of a kind finds, all of them
//! find. A [`Crowd`] finds it once ([`table`], by the [`keys`] of both sides). Of the vacancies it looks only at those
//! that may be among the best: in the order of a ceiling, which knows major and skills and counts whatever else the
//! vacancy can be judged by as reached in full, down to where the ceiling falls below the worst of those
//! found. That order is kept for the next graduate of the same major and skills.

mod keys;
mod table;

use super::{
    Candidate, Knowledge, Post, Weights,
    criteria::{COUNT, CriterionKind, Measures},
    measure::{Measure, Points},
    score::Shares,
};
use crate::domain::vacancy::Vacancy;
use chrono::NaiveDate;
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
    sync::Arc,
};
use table::{Cell, Table};

/// So deep an order is kept; who needs more of it looks at every vacancy.
const DEPTH: usize = 2_000;
/// So many orders are kept before all are forgotten.
const ORDERS: usize = 6_000;
/// How far rounding the shares, and giving what is left over to the largest, can lift a score above the plain weighted
/// mean, in hundred-millionths.
const ROUNDING: f64 = 100_000.0;
/// The criteria by which vacancies are brought into an order: the weightiest, and what is the same for everybody.
const SETTLED: [CriterionKind; 3] =
    [CriterionKind::Occupation, CriterionKind::Skills, CriterionKind::Recency];

/// The vacancies, and how pairs with them are judged.
#[derive(Clone, Copy)]
pub struct Field<'a> {
    /// The vacancies; they are told apart by their place here.
    pub vacancies: &'a [Vacancy],
    /// In which turn each comes where scores are equal.
    pub turns: &'a [u32],
    /// What the dictionaries know.
    pub knowledge: &'a dyn Knowledge,
    /// How much each criterion counts.
    pub weights: &'a Weights,
    /// The day.
    pub today: NaiveDate,
}

/// What was found out about pairs of a field. It must always be asked about the same field.
#[derive(Debug)]
pub struct Crowd {
    tables: Vec<Table>,
    /// The kind of each vacancy in each table.
    kinds: Vec<[u32; COUNT + 1]>,
    /// What the criteria weigh that are not settled and may be known of each vacancy.
    open: Vec<f64>,
    /// The shares by which criteria are known, one bit each, as far as they were asked for.
    shares: Vec<Option<Option<[u32; COUNT]>>>,
    orders: HashMap<[u32; SETTLED.len()], Arc<Order>>,
    depth: usize,
}

/// Vacancies by their ceilings, the highest first.
#[derive(Debug)]
struct Order {
    /// Ceilings in hundred-millionths, and vacancies.
    first: Vec<(u32, u32)>,
    /// The ceiling of the best vacancy that is not in it, if any is not.
    beyond: Option<u32>,
}

/// The best found so far: the worst of them on top.
type Best = BinaryHeap<Reverse<(u32, Reverse<u32>, u32)>>;

impl Crowd {
    /// Nothing found out yet.
    pub fn new(field: &Field<'_>) -> Self {
        Self::with_depth(field, DEPTH)
    }

    fn with_depth(field: &Field<'_>, depth: usize) -> Self {
        let mut tables: Vec<_> = (0..=COUNT).map(|_| Table::default()).collect();
        let mut kinds = Vec::with_capacity(field.vacancies.len());
        for (number, vacancy) in (0_u32..).zip(field.vacancies) {
            let keys = keys::of_post(&Post::of(vacancy), field.today);
            let mut own = [0; COUNT + 1];
            for ((kind, table), key) in own.iter_mut().zip(&mut tables).zip(keys) {
                *kind = table.kind(key, number);
            }
            kinds.push(own);
        }
        let open = field.vacancies.iter().map(|vacancy| open_weight(vacancy, field.weights)).collect();
        Self { open, tables, kinds, shares: vec![None; 1 << COUNT], orders: HashMap::new(), depth }
    }

    /// The vacancies that may take the graduate and have the highest scores, at most so many, with their scores in
    /// hundred-millionths, in no order. Where scores are equal those whose turn is earlier are among them.
    pub fn best(&mut self, field: &Field<'_>, candidate: &Candidate, most: usize) -> Vec<(u32, u32)> {
        let rows = self.rows(field, candidate);
        let order = self.order(field, candidate, &rows);
        let mut best = Best::new();
        for (ceiling, vacancy) in &order.first {
            if is_below(*ceiling, &best, most) {
                return sorted_out(best);
            }
            self.offer(field, candidate, (&rows, *vacancy), &mut best, most);
        }
        if order.beyond.is_some_and(|ceiling| !is_below(ceiling, &best, most)) {
            best.clear();
            for vacancy in 0..field.vacancies.len() as u32 {
                self.offer(field, candidate, (&rows, vacancy), &mut best, most);
            }
        }
        sorted_out(best)
    }

    /// Whether the vacancy may take the graduate, and the score in hundred-millionths if there is one.
    pub fn judge(&mut self, field: &Field<'_>, candidate: &Candidate, vacancy: u32) -> (bool, Option<u32>) {
        let rows = self.rows(field, candidate);
        let eligible = self.is_eligible(field, candidate, &rows, vacancy);
        (eligible, self.score(field, candidate, &rows, vacancy))
    }

    fn offer(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        (rows, vacancy): (&[u32; COUNT + 1], u32),
        best: &mut Best,
        most: usize,
    ) {
        if !self.is_eligible(field, candidate, rows, vacancy) {
            return;
        }
        let Some(score) = self.score(field, candidate, rows, vacancy) else { return };
        best.push(Reverse((score, Reverse(field.turns[vacancy as usize]), vacancy)));
        if best.len() > most {
            best.pop();
        }
    }

    fn is_eligible(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        rows: &[u32; COUNT + 1],
        vacancy: u32,
    ) -> bool {
        self.cell(field, candidate, (COUNT, rows[COUNT]), vacancy).is_known()
    }

    /// As [`score_only`](super::score_only), out of what was found.
    fn score(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        rows: &[u32; COUNT + 1],
        vacancy: u32,
    ) -> Option<u32> {
        let (mut known, mut informed, mut points) = (0_usize, false, [0_u32; COUNT]);
        for place in 0..COUNT {
            let cell = self.cell(field, candidate, (place, rows[place]), vacancy);
            if cell.is_known() {
                known |= 1 << place;
                points[place] = cell.points();
            }
            informed |= cell.is_informed();
        }
        if !informed {
            return None;
        }
        let shares = *self.shares[known].get_or_insert_with(|| shares(field.weights, known));
        // At most a hundred million.
        shares.map(|shares| shares.iter().zip(points).map(|(share, points)| share * points).sum())
    }

    /// What the pair finds in a table.
    fn cell(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        (table, row): (usize, u32),
        vacancy: u32,
    ) -> Cell {
        let kind = self.kinds[vacancy as usize][table];
        self.cell_of_kind(field, candidate, (table, row), kind)
    }

    /// What pairs of this kind find; found out where none was looked at before.
    fn cell_of_kind(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        (table, row): (usize, u32),
        kind: u32,
    ) -> Cell {
        let found = self.tables[table].get(row, kind);
        if found.is_found() {
            return found;
        }
        let example = self.tables[table].example(kind);
        let found = table::find(table, candidate, &Post::of(&field.vacancies[example as usize]), field);
        self.tables[table].set(row, kind, found);
        found
    }

    /// The row of the graduate in each table.
    fn rows(&mut self, field: &Field<'_>, candidate: &Candidate) -> [u32; COUNT + 1] {
        if self.tables.iter().any(Table::is_full) {
            self.tables.iter_mut().for_each(Table::forget);
            self.orders.clear();
        }
        let mut rows = [0; COUNT + 1];
        for ((row, table), key) in
            rows.iter_mut().zip(&mut self.tables).zip(keys::of_candidate(candidate, field.today))
        {
            *row = table.row(key);
        }
        rows
    }

    fn order(&mut self, field: &Field<'_>, candidate: &Candidate, rows: &[u32; COUNT + 1]) -> Arc<Order> {
        let key = SETTLED.map(|kind| rows[kind as usize]);
        if let Some(order) = self.orders.get(&key) {
            return Arc::clone(order);
        }
        let mut first = self.ceilings(field, candidate, rows);
        let mut beyond = None;
        let by_ceiling = |one: &(u32, u32)| (Reverse(one.0), one.1);
        if first.len() > self.depth {
            let (_, cut, _) = first.select_nth_unstable_by_key(self.depth, by_ceiling);
            beyond = Some(cut.0);
            first.truncate(self.depth);
        }
        first.sort_unstable_by_key(by_ceiling);
        if self.orders.len() >= ORDERS {
            self.orders.clear();
        }
        let order = Arc::new(Order { first, beyond });
        self.orders.insert(key, Arc::clone(&order));
        order
    }

    /// For each vacancy a score that no pair with it exceeds that agrees with this one in what is settled.
    fn ceilings(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        rows: &[u32; COUNT + 1],
    ) -> Vec<(u32, u32)> {
        let settled = SETTLED.map(|kind| (kind as usize, self.parts(field, candidate, kind, rows)));
        let each = self.kinds.iter().zip(&self.open).zip(0_u32..);
        let ceiling = |((kinds, open), vacancy): ((&[u32; COUNT + 1], &f64), u32)| {
            let (mut reached, mut whole) = (*open, *open);
            for (place, parts) in &settled {
                let part = parts[kinds[*place] as usize];
                reached += part.0;
                whole += part.1;
            }
            let mean = if whole > 0.0 { reached / whole } else { 0.0 };
            ((mean * 1e8 + ROUNDING).ceil() as u32, vacancy)
        };
        each.map(ceiling).collect()
    }

    /// What each kind of vacancy adds to what is reached and to what could be.
    fn parts(
        &mut self,
        field: &Field<'_>,
        candidate: &Candidate,
        criterion: CriterionKind,
        rows: &[u32; COUNT + 1],
    ) -> Vec<(f64, f64)> {
        let (table, weight) = (criterion as usize, field.weights.get(criterion));
        let kinds = self.tables[table].kinds();
        let part = |kind: u32| {
            let cell = self.cell_of_kind(field, candidate, (table, rows[table]), kind);
            let points = f64::from(cell.points()) / 10_000.0;
            if cell.is_known() { (weight * points, weight) } else { (0.0, 0.0) }
        };
        (0..kinds).map(part).collect()
    }
}

/// What those criteria weigh together that are not settled and may be known of the vacancy.
fn open_weight(vacancy: &Vacancy, weights: &Weights) -> f64 {
    let content = &vacancy.content;
    let may_be_known = |kind: CriterionKind| match kind {
        CriterionKind::Wish => content.occupation.is_some(),
        CriterionKind::Certificates => !content.requirements.certificates.is_empty(),
        CriterionKind::Pay => content.pay.monthly().is_some(),
        CriterionKind::Conditions => {
            content.conditions.dormitory.is_some() || content.conditions.shift.is_some()
        }
        _ => true,
    };
    let open = CriterionKind::ALL.into_iter().filter(|kind| !SETTLED.contains(kind) && may_be_known(*kind));
    open.map(|kind| weights.get(kind)).sum()
}

/// Whether nothing with this ceiling can be among the best.
fn is_below(ceiling: u32, best: &Best, most: usize) -> bool {
    best.len() >= most && best.peek().is_none_or(|worst| ceiling < worst.0.0)
}

fn sorted_out(best: Best) -> Vec<(u32, u32)> {
    best.into_iter().map(|Reverse((score, _, vacancy))| (vacancy, score)).collect()
}

/// The shares of the criteria where these are known; nothing where there is no score.
fn shares(weights: &Weights, known: usize) -> Option<[u32; COUNT]> {
    let mut measures: Measures = [Measure::UNKNOWN; COUNT];
    for (place, measure) in measures.iter_mut().enumerate() {
        if known & (1 << place) != 0 {
            *measure = Measure::of(Points::NONE);
        }
    }
    let shares = Shares::of(weights, &measures);
    shares.score(&measures)?;
    let mut each = [0; COUNT];
    for (place, share) in each.iter_mut().zip(shares.iter()) {
        *place = share.0;
    }
    Some(each)
}

#[cfg(test)]
mod tests {
    use super::super::{eligible_and_score, fixtures, properties};
    use super::*;
    use proptest::prelude::*;

    /// The best by looking at every pair by itself.
    fn slowly(field: &Field<'_>, candidate: &Candidate, most: usize) -> Vec<(u32, u32)> {
        let mut all: Vec<_> = (0_u32..)
            .zip(field.vacancies)
            .filter_map(|(number, vacancy)| {
                let post = Post::of(vacancy);
                let (eligible, score) =
                    eligible_and_score(candidate, &post, field.knowledge, field.weights, field.today);
                let score = score?.as_units();
                eligible.then_some((Reverse(score), field.turns[number as usize], number))
            })
            .collect();
        all.sort_unstable();
        all.into_iter().take(most).map(|(score, _, number)| (number, score.0)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn the_best_are_those_of_looking_at_every_pair_by_itself(
            graduates in prop::collection::vec(properties::graduates(), 1..8),
            vacancies in prop::collection::vec(properties::vacancies(), 1..14),
            weights in properties::weights(), most in 1..6_usize, depth in 1..9_usize,
        ) {
            let turns: Vec<u32> = (0..vacancies.len() as u32).map(|turn| turn * 5 % 14).collect();
            let (knowledge, today) = (&fixtures::Table, fixtures::TODAY);
            let field =
                Field { vacancies: &vacancies, turns: &turns, knowledge, weights: &weights, today };
            let mut crowd = Crowd::with_depth(&field, depth);
            for graduate in &graduates {
                let candidate = Candidate::of(graduate, Some(&fixtures::programme()), None);
                let mut found = crowd.best(&field, &candidate, most);
                found.sort_unstable_by_key(|(vacancy, score)| (Reverse(*score), turns[*vacancy as usize]));
                prop_assert_eq!(found, slowly(&field, &candidate, most));
                for (number, vacancy) in (0_u32..).zip(&vacancies) {
                    let post = Post::of(vacancy);
                    let (eligible, score) = eligible_and_score(&candidate, &post, knowledge, &weights, today);
                    let expected = (eligible, score.map(|score| score.as_units()));
                    prop_assert_eq!(crowd.judge(&field, &candidate, number), expected);
                }
            }
        }
    }
}
