//! Many lists in one flat array: what a round reads millions of times.

/// Lists of numbers, one behind the other: list `i` is `entries[starts[i]..starts[i + 1]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lists {
    starts: Vec<u32>,
    entries: Vec<u32>,
}

impl Default for Lists {
    fn default() -> Self {
        Self::with_capacity(0, 0)
    }
}

impl Lists {
    /// No list yet, with room for so many lists and entries.
    pub fn with_capacity(lists: usize, entries: usize) -> Self {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Self { starts, entries: Vec::with_capacity(entries) }
    }

    /// Adds a list behind the others. False, and nothing added, if all entries together would be more than can be
    /// counted in 32 bits.
    #[must_use]
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) -> bool {
        let before = self.entries.len();
        self.entries.extend(list);
        match u32::try_from(self.entries.len()) {
            // The last number stands for "none".
            Ok(end) if end < u32::MAX => {
                self.starts.push(end);
                true
            }
            _ => {
                self.entries.truncate(before);
                false
            }
        }
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The list of this number.
    pub fn list(&self, number: usize) -> &[u32] {
        &self.entries[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    /// All lists in their order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.starts.windows(2).map(|ends| &self.entries[ends[0] as usize..ends[1] as usize])
    }

    /// The entries of all lists, one behind the other.
    pub fn entries(&self) -> &[u32] {
        &self.entries
    }

    pub(super) fn starts(&self) -> &[u32] {
        &self.starts
    }
}

#[cfg(test)]
impl<T: IntoIterator<Item = u32>> FromIterator<T> for Lists {
    fn from_iter<I: IntoIterator<Item = T>>(lists: I) -> Self {
        let mut all = Self::default();
        for list in lists {
            assert!(all.push(list));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_back_as_they_were_given() {
        let lists: Lists = [vec![3, 1], vec![], vec![2]].into_iter().collect();
        assert_eq!(
            (lists.len(), lists.list(0), lists.list(1), lists.list(2)),
            (3, &[3, 1][..], &[][..], &[2][..])
        );
        assert_eq!(lists.iter().map(<[u32]>::len).collect::<Vec<_>>(), [2, 0, 1]);
        assert!(Lists::default().is_empty());
    }
}
