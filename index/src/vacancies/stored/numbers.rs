//! Sets of small numbers that are emptied and filled again for each vacancy.

/// A set of small numbers, and the list of them.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    words: Vec<u64>,
    list: Vec<u32>,
}

impl Numbers {
    /// Empties it and makes room for the numbers below the end.
    pub(super) fn reset(&mut self, end: usize) {
        for number in self.list.drain(..) {
            if let Some(word) = self.words.get_mut(number as usize / 64) {
                *word = 0;
            }
        }
        self.words.resize(end.div_ceil(64), 0);
    }

    /// Puts a number in. Whether it is new.
    pub(super) fn insert(&mut self, number: u32) -> bool {
        let Some(word) = self.words.get_mut(number as usize / 64) else { return false };
        let bit = 1 << (number % 64);
        let new = *word & bit == 0;
        if new {
            *word |= bit;
            self.list.push(number);
        }
        new
    }

    pub(super) fn extend(&mut self, numbers: impl Iterator<Item = u32>) {
        numbers.for_each(|number| {
            self.insert(number);
        });
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// All of them, in the order in which they came.
    pub(super) fn list(&self) -> &[u32] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_was_put_in_since_it_was_emptied() {
        let mut numbers = Numbers::default();
        for round in 0..3 {
            numbers.reset(200);
            assert!(numbers.insert(round) && numbers.insert(199) && !numbers.insert(round));
            assert!(!numbers.insert(256));
            assert_eq!(numbers.list(), [round, 199]);
            assert_eq!((0..300).filter(|number| numbers.contains(*number)).count(), 2);
        }
    }
}
