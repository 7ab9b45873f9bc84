//! Searches by the requirement that fewest vacancies meet: those of a common word are split by a second one.

use super::numbers::Numbers;
use super::requirements::MET_BY_ALL;

/// A list longer than this is split.
const LONGEST: usize = 48;
/// The bit of a payload that numbers a group, not a single key.
const GROUP: u32 = 1 << 31;

/// One search, but for the requirement it is listed under: two more, what else it asks, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) second: u32,
    pub(super) third: u32,
    pub(super) rest: u32,
    pub(super) payload: u32,
}

impl Entry {
    fn same_search(&self, other: &Entry) -> bool {
        (self.second, self.third, self.rest) == (other.second, other.third, other.rest)
    }
}

/// The searches under one requirement.
#[derive(Debug)]
enum Bucket {
    Few(Vec<Entry>),
    /// By their second requirement, which are in order.
    Split(Vec<u32>, Vec<Vec<Entry>>),
}

/// All searches.
#[derive(Debug, Default)]
pub(super) struct Entries {
    buckets: Vec<Bucket>,
    /// The keys of searches that several have.
    groups: Vec<Vec<u32>>,
    free: Vec<u32>,
    count: usize,
}

impl Entries {
    /// Adds a key to a search. Whether the search is new.
    pub(super) fn insert(&mut self, first: u32, search: Entry) -> bool {
        if self.buckets.len() <= first as usize {
            self.buckets.resize_with(first as usize + 1, || Bucket::Few(Vec::new()));
        }
        let list = self.buckets[first as usize].list_for(search.second);
        let Some(known) = list.iter_mut().find(|entry| entry.same_search(&search)) else {
            grow(list);
            list.push(search);
            self.count += 1;
            self.buckets[first as usize].split_if_long();
            return true;
        };
        let key = search.payload;
        if known.payload & GROUP == 0 {
            let group = vec![known.payload, key];
            let number = match self.free.pop() {
                Some(number) => {
                    self.groups[number as usize] = group;
                    number
                }
                None => {
                    self.groups.push(group);
                    self.groups.len() as u32 - 1
                }
            };
            known.payload = GROUP | number;
        } else {
            self.groups[(known.payload & !GROUP) as usize].push(key);
        }
        false
    }

    /// Takes a key out. Its search, if nobody else has it.
    pub(super) fn remove(&mut self, first: u32, key: u32) -> Option<Entry> {
        let groups = &self.groups;
        let has = |entry: &Entry| match entry.payload & GROUP {
            0 => entry.payload == key,
            _ => groups[(entry.payload & !GROUP) as usize].contains(&key),
        };
        let bucket = self.buckets.get_mut(first as usize)?;
        let (list, at) =
            bucket.lists_mut().find_map(|list| list.iter().position(has).map(|at| (list, at)))?;
        let entry = &mut list[at];
        if entry.payload & GROUP != 0 {
            let number = entry.payload & !GROUP;
            let group = &mut self.groups[number as usize];
            group.retain(|other| *other != key);
            if let [only] = group.as_slice() {
                entry.payload = *only;
                self.groups[number as usize] = Vec::new();
                self.free.push(number);
            }
            return None;
        }
        self.count -= 1;
        let gone = list.swap_remove(at);
        bucket.tidy(gone.second);
        Some(gone)
    }

    /// The keys of searches whose requirements are met and that `fits` says yes to.
    pub(super) fn find(&self, met: &Numbers, fits: impl Fn(u32) -> bool, found: &mut Vec<u32>) {
        for first in met.list() {
            match self.buckets.get(*first as usize) {
                None => {}
                Some(Bucket::Few(list)) => {
                    for entry in list.iter().filter(|entry| met.contains(entry.second)) {
                        self.take(entry, met, &fits, found);
                    }
                }
                Some(Bucket::Split(seconds, lists)) => {
                    let lists = seconds.iter().zip(lists).filter(|(second, _)| met.contains(**second));
                    for entry in lists.flat_map(|(_, list)| list) {
                        self.take(entry, met, &fits, found);
                    }
                }
            }
        }
    }

    fn take(&self, entry: &Entry, met: &Numbers, fits: impl Fn(u32) -> bool, found: &mut Vec<u32>) {
        if !met.contains(entry.third) || !fits(entry.rest) {
            return;
        }
        if entry.payload & GROUP == 0 {
            found.push(entry.payload);
        } else if let Some(group) = self.groups.get((entry.payload & !GROUP) as usize) {
            found.extend_from_slice(group);
        }
    }

    /// How many searches there are that differ.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Bytes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        /// What an allocation costs beside what is in it.
        const AROUND: usize = 16;
        let of_list = |list: &Vec<Entry>| match list.capacity() {
            0 => 0,
            capacity => capacity * size_of::<Entry>() + AROUND,
        };
        let of_bucket = |bucket: &Bucket| match bucket {
            Bucket::Few(list) => of_list(list),
            Bucket::Split(seconds, lists) => {
                lists.iter().map(of_list).sum::<usize>()
                    + seconds.capacity() * size_of::<u32>()
                    + lists.capacity() * size_of::<Vec<Entry>>()
            }
        };
        let groups = self.groups.iter().map(|group| group.capacity() * size_of::<u32>() + AROUND);
        self.buckets.iter().map(of_bucket).sum::<usize>()
            + groups.sum::<usize>()
            + self.buckets.capacity() * size_of::<Bucket>()
            + self.groups.capacity() * size_of::<Vec<u32>>()
            + self.free.capacity() * size_of::<u32>()
    }
}

impl Bucket {
    /// Where a search with this second requirement belongs.
    fn list_for(&mut self, second: u32) -> &mut Vec<Entry> {
        match self {
            Bucket::Few(list) => list,
            Bucket::Split(seconds, lists) => {
                let at = seconds.binary_search(&second).unwrap_or_else(|at| {
                    seconds.insert(at, second);
                    lists.insert(at, Vec::new());
                    at
                });
                &mut lists[at]
            }
        }
    }

    fn lists_mut(&mut self) -> impl Iterator<Item = &mut Vec<Entry>> {
        match self {
            Bucket::Few(list) => std::slice::from_mut(list).iter_mut(),
            Bucket::Split(_, lists) => lists.iter_mut(),
        }
    }

    fn split_if_long(&mut self) {
        let Bucket::Few(list) = self else { return };
        let all_alike = || list.iter().all(|entry| entry.second == MET_BY_ALL);
        if list.len() <= LONGEST || all_alike() {
            return;
        }
        let mut entries = std::mem::take(list);
        entries.sort_by_key(|entry| entry.second);
        let by_second = || entries.chunk_by(|one, other| one.second == other.second);
        let seconds = by_second().filter_map(|same| same.first()).map(|entry| entry.second);
        *self = Bucket::Split(seconds.collect(), by_second().map(<[Entry]>::to_vec).collect());
    }

    /// Lets go of what one search less leaves empty.
    fn tidy(&mut self, second: u32) {
        match self {
            Bucket::Few(list) if list.is_empty() => *list = Vec::new(),
            Bucket::Few(_) => {}
            Bucket::Split(seconds, lists) => {
                if let Ok(at) = seconds.binary_search(&second)
                    && lists[at].is_empty()
                {
                    seconds.remove(at);
                    lists.remove(at);
                }
                if seconds.is_empty() {
                    *self = Bucket::Few(Vec::new());
                }
            }
        }
    }
}

/// Room for one more, and where there are many, a quarter more: lists of one are the most.
fn grow(list: &mut Vec<Entry>) {
    if list.len() == list.capacity() {
        list.reserve_exact(1 + list.len() / 4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(second: u32, third: u32, payload: u32) -> Entry {
        Entry { second, third, rest: 0, payload }
    }

    fn found(entries: &Entries, met: &[u32]) -> Vec<u32> {
        let mut numbers = Numbers::default();
        numbers.reset(1_000);
        numbers.extend(met.iter().copied());
        let mut found = Vec::new();
        entries.find(&numbers, |_| true, &mut found);
        found.sort_unstable();
        found
    }

    #[test]
    fn long_lists_are_split_and_still_found_and_emptied() {
        let mut entries = Entries::default();
        for key in 0..300 {
            assert!(entries.insert(7, entry(10 + key % 20, 100 + key, key)));
        }
        assert!(!entries.insert(7, entry(10, 100, 900)));
        assert!(matches!(entries.buckets[7], Bucket::Split(..)));
        assert_eq!(found(&entries, &[7, 10, 100, 120, 101]), [0, 20, 900]);
        assert_eq!(entries.remove(7, 0), None);
        assert_eq!(found(&entries, &[7, 10, 100]), [900]);
        assert_eq!(entries.remove(7, 900), Some(entry(10, 100, 900)));
        assert_eq!(entries.remove(7, 900), None);
        for key in 1..300 {
            assert!(entries.remove(7, key).is_some());
        }
        assert_eq!(entries.len(), 0);
        assert!(matches!(&entries.buckets[7], Bucket::Few(list) if list.capacity() == 0));
    }
}
