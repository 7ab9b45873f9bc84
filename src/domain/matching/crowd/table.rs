//! What pairs of each kind find of one criterion, or of the hard conditions.

use super::Field;
use crate::domain::matching::{
    Candidate, Post,
    criteria::{self, COUNT, CriterionKind},
    eligibility,
    measure::Measure,
    pair::Pair,
};
use std::collections::HashMap;

/// So many cells are kept before all are forgotten.
const MOST_CELLS: usize = 32 << 20;

/// What a pair finds: points, whether they are known, and whether anything known of the graduate went into them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cell(u32);

impl Cell {
    const FOUND: u32 = 1 << 31;
    const KNOWN: u32 = 1 << 30;
    const INFORMED: u32 = 1 << 29;
    const POINTS: u32 = 0xffff;

    fn of(measure: &Measure) -> Self {
        let informed = if measure.is_informed() { Self::INFORMED } else { 0 };
        let points = measure.points().map_or(0, |points| Self::KNOWN | (points.0 & Self::POINTS));
        Self(Self::FOUND | informed | points)
    }

    /// A condition: known where it is met.
    fn condition(met: bool) -> Self {
        Self(if met { Self::FOUND | Self::KNOWN } else { Self::FOUND })
    }

    /// Whether a pair of this kind was looked at.
    pub(super) fn is_found(self) -> bool {
        self.0 & Self::FOUND != 0
    }

    /// Whether anything is known.
    pub(super) fn is_known(self) -> bool {
        self.0 & Self::KNOWN != 0
    }

    /// Whether anything that is known of the graduate went into it.
    pub(super) fn is_informed(self) -> bool {
        self.0 & Self::INFORMED != 0
    }

    /// In ten-thousandths.
    pub(super) fn points(self) -> u32 {
        self.0 & Self::POINTS
    }
}

/// Rows are kinds of graduates, columns kinds of vacancies.
#[derive(Debug, Default)]
pub(super) struct Table {
    columns: HashMap<Vec<u8>, u32>,
    /// A vacancy of each kind.
    examples: Vec<u32>,
    rows: HashMap<Vec<u8>, u32>,
    cells: Vec<Cell>,
}

impl Table {
    /// The kind of a vacancy with this key.
    pub(super) fn kind(&mut self, key: Vec<u8>, vacancy: u32) -> u32 {
        let next = self.columns.len() as u32;
        let kind = *self.columns.entry(key).or_insert(next);
        if kind == next {
            self.examples.push(vacancy);
        }
        kind
    }

    /// How many kinds of vacancies there are.
    pub(super) fn kinds(&self) -> u32 {
        self.examples.len() as u32
    }

    /// A vacancy of this kind.
    pub(super) fn example(&self, kind: u32) -> u32 {
        self.examples[kind as usize]
    }

    /// The row of a graduate with this key, in which nothing is found out where it is a new one.
    pub(super) fn row(&mut self, key: Vec<u8>) -> u32 {
        let next = self.rows.len() as u32;
        let row = *self.rows.entry(key).or_insert(next);
        if row == next {
            self.cells.resize(self.cells.len() + self.examples.len(), Cell::default());
        }
        row
    }

    pub(super) fn get(&self, row: u32, kind: u32) -> Cell {
        self.cells[row as usize * self.examples.len() + kind as usize]
    }

    pub(super) fn set(&mut self, row: u32, kind: u32, cell: Cell) {
        let place = row as usize * self.examples.len() + kind as usize;
        self.cells[place] = cell;
    }

    /// Whether more is kept than is worth it.
    pub(super) fn is_full(&self) -> bool {
        self.cells.len() > MOST_CELLS
    }

    /// Forgets what was found out; the vacancies keep their kinds.
    pub(super) fn forget(&mut self) {
        self.rows.clear();
        self.cells.clear();
    }
}

/// Looks at a pair by itself: of one criterion, or with the last number of the hard conditions.
pub(super) fn find(table: usize, candidate: &Candidate, post: &Post<'_>, field: &Field<'_>) -> Cell {
    let pair = Pair { candidate, post, knowledge: field.knowledge, today: field.today };
    if table == COUNT {
        return Cell::condition(eligibility::obstacles(&pair).is_empty());
    }
    Cell::of(&criteria::measure(CriterionKind::ALL[table], &pair))
}
