//! Drawing by lot, the same every time.

/// A row of numbers that looks like chance and depends on its start alone (SplitMix64).
pub(crate) struct Lot(u64);

impl Lot {
    /// The row of one thing among many of one world.
    pub(crate) fn new(seed: u64, number: u64) -> Lot {
        let mut lot = Lot(seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        lot.next();
        lot
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the end.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    pub(crate) fn one_in(&mut self, number: usize) -> bool {
        self.below(number) == 0
    }

    pub(crate) fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// A place in a list in which the first are drawn most: the chance of place `n` goes with `1 / (n + flat)`.
    pub(crate) fn falling(&mut self, length: usize, flat: f64) -> usize {
        let part = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let drawn = flat * ((length as f64 + flat) / flat).powf(part) - flat;
        (drawn as usize).min(length - 1)
    }
}
