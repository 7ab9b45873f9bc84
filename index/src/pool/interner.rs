//! Values that many share, each by a small number.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Gives each different value a number, as long as anybody has it. Numbers are used again.
#[derive(Debug)]
pub struct Interner<T> {
    numbers: HashMap<Arc<T>, u32>,
    values: Vec<Option<Arc<T>>>,
    holders: Vec<u32>,
    free: Vec<u32>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { numbers: HashMap::new(), values: Vec::new(), holders: Vec::new(), free: Vec::new() }
    }
}

impl<T: Eq + Hash> Interner<T> {
    /// The number of a value, and one more who has it.
    pub fn take(&mut self, value: T) -> u32 {
        if let Some(number) = self.numbers.get(&value) {
            if let Some(holders) = self.holders.get_mut(*number as usize) {
                *holders += 1;
            }
            return *number;
        }
        let value = Arc::new(value);
        let number = match self.free.pop() {
            Some(number) => number,
            None => {
                self.values.push(None);
                self.holders.push(0);
                // Beyond four thousand million different values memory is gone long since.
                u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
            }
        };
        if let (Some(place), Some(holders)) =
            (self.values.get_mut(number as usize), self.holders.get_mut(number as usize))
        {
            (*place, *holders) = (Some(Arc::clone(&value)), 1);
        }
        self.numbers.insert(value, number);
        number
    }

    /// One fewer has the value of that number. The value, where nobody is left who has it.
    pub fn give_back(&mut self, number: u32) -> Option<Arc<T>> {
        let holders = self.holders.get_mut(number as usize)?;
        *holders = holders.saturating_sub(1);
        if *holders > 0 {
            return None;
        }
        let value = self.values.get_mut(number as usize)?.take()?;
        self.numbers.remove(&value);
        self.free.push(number);
        Some(value)
    }

    /// The value of a number.
    pub fn get(&self, number: u32) -> Option<&T> {
        self.values.get(number as usize)?.as_deref()
    }

    /// The number of a value, if anybody has it.
    pub fn find(&self, value: &T) -> Option<u32> {
        self.numbers.get(value).copied()
    }

    /// How many numbers were ever given: all are below.
    pub fn width(&self) -> usize {
        self.values.len()
    }

    /// How many different values there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether nobody has anything.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}
