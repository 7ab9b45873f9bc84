//! Chance with a fixed seed: the same world on every machine.

use rand::{Rng, SeedableRng, rngs::StdRng};

/// The seed of the world. Another one makes another world.
const SEED: u64 = 20_200_529;

/// A repeatable sequence of choices. It guards nothing.
pub(super) struct Chance(StdRng);

impl Chance {
    /// The beginning of the part of the sequence with this number, so that one part does not shift another.
    pub(super) fn new(part: u64) -> Self {
        Self(StdRng::seed_from_u64(SEED + part))
    }

    /// A number below `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        self.0.next_u32() % end.max(1)
    }

    /// A number from `first` to `last`.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// Yes in so many of a hundred cases.
    pub(super) fn percent(&mut self, hundredths: u32) -> bool {
        self.below(100) < hundredths
    }

    /// One of several; nothing but the empty text's like where there are none.
    pub(super) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let place = self.below(u32::try_from(from.len()).unwrap_or(u32::MAX)) as usize;
        from.get(place).copied().unwrap_or_default()
    }
}
