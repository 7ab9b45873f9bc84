//! Where the entries of a pool lie: those with one head together, in a row of memory.

use super::HEAD;
use std::collections::HashMap;
use std::mem::size_of;

/// An entry, as it comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<const N: usize> {
    /// Whose it is.
    pub key: u128,
    /// The weightiest parts.
    pub head: [u32; HEAD],
    /// The other parts.
    pub rest: [u32; N],
    /// A number that blocks the entry where it exceeds what the one who asks allows: a birthday, an age.
    pub bar: u32,
}

/// What is read of an entry for every question.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<const N: usize> {
    pub(super) rest: [u32; N],
    pub(super) bar: u32,
}

/// All with one head.
#[derive(Debug)]
pub(super) struct Group<const N: usize> {
    pub(super) head: [u32; HEAD],
    pub(super) rows: Vec<Row<N>>,
    pub(super) keys: Vec<u128>,
}

/// Everybody there is. See the module's own words.
#[derive(Debug)]
pub struct Pool<const N: usize> {
    pub(super) groups: Vec<Group<N>>,
    /// The groups behind each leading part.
    pub(super) led: HashMap<u32, Vec<u32>>,
    /// For each part the number that no id reaches.
    pub(super) widths: Vec<usize>,
    by_head: HashMap<[u32; HEAD], u32>,
    free: Vec<u32>,
    places: HashMap<u128, (u32, u32)>,
}

impl<const N: usize> Default for Pool<N> {
    fn default() -> Self {
        Pool {
            groups: Vec::new(),
            led: HashMap::new(),
            widths: vec![0; HEAD + N],
            by_head: HashMap::new(),
            free: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<const N: usize> Pool<N> {
    /// Puts an entry in. What was there under its key is given back: its parts are free.
    pub fn put(&mut self, entry: Entry<N>) -> Option<Entry<N>> {
        let before = self.remove(entry.key);
        let number = self.group_for(entry.head);
        let Some(group) = self.groups.get_mut(number as usize) else { return before };
        let place = u32::try_from(group.rows.len()).unwrap_or(u32::MAX);
        group.rows.push(Row { rest: entry.rest, bar: entry.bar });
        group.keys.push(entry.key);
        self.places.insert(entry.key, (number, place));
        for (width, id) in self.widths.iter_mut().zip(entry.head.iter().chain(&entry.rest)) {
            *width = (*width).max(*id as usize + 1);
        }
        before
    }

    /// Takes the entry of a key out, if there is one.
    pub fn remove(&mut self, key: u128) -> Option<Entry<N>> {
        let (number, place) = self.places.remove(&key)?;
        let group = self.groups.get_mut(number as usize)?;
        let row = group.rows.swap_remove(place as usize);
        group.keys.swap_remove(place as usize);
        if let Some(moved) = group.keys.get(place as usize) {
            self.places.insert(*moved, (number, place));
        }
        let head = group.head;
        if group.rows.is_empty() {
            (group.rows, group.keys) = (Vec::new(), Vec::new());
            self.disband(number, head);
        }
        Some(Entry { key, head, rest: row.rest, bar: row.bar })
    }

    /// The entry of a key.
    pub fn get(&self, key: u128) -> Option<Entry<N>> {
        self.at(*self.places.get(&key)?)
    }

    pub(super) fn at(&self, (number, place): (u32, u32)) -> Option<Entry<N>> {
        let group = self.groups.get(number as usize)?;
        let row = group.rows.get(place as usize)?;
        let key = *group.keys.get(place as usize)?;
        Some(Entry { key, head: group.head, rest: row.rest, bar: row.bar })
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many different heads there are.
    pub fn heads(&self) -> usize {
        self.by_head.len()
    }

    /// Every key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = u128> {
        self.places.keys().copied()
    }

    /// Gives memory back that growing left over.
    pub fn shrink(&mut self) {
        for group in &mut self.groups {
            group.rows.shrink_to_fit();
            group.keys.shrink_to_fit();
        }
    }

    /// About how much memory the entries take, without what their parts stand for.
    pub fn bytes(&self) -> usize {
        let rows = |group: &Group<N>| {
            group.rows.capacity() * size_of::<Row<N>>() + group.keys.capacity() * size_of::<u128>()
        };
        // A map keeps one byte beside each place, and at most seven of eight places are taken.
        let map = |places: usize, one: usize| places * 8 / 7 * (one + 1);
        self.groups.iter().map(rows).sum::<usize>()
            + self.groups.capacity() * size_of::<Group<N>>()
            + map(self.places.capacity(), size_of::<(u128, (u32, u32))>())
            + map(self.by_head.capacity(), size_of::<([u32; HEAD], u32)>())
            + self.led.values().map(|groups| groups.capacity() * size_of::<u32>()).sum::<usize>()
    }

    fn group_for(&mut self, head: [u32; HEAD]) -> u32 {
        if let Some(number) = self.by_head.get(&head) {
            return *number;
        }
        let group = Group { head, rows: Vec::new(), keys: Vec::new() };
        let number = match self.free.pop() {
            Some(number) => {
                if let Some(place) = self.groups.get_mut(number as usize) {
                    *place = group;
                }
                number
            }
            None => {
                self.groups.push(group);
                u32::try_from(self.groups.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_head.insert(head, number);
        self.led.entry(head[0]).or_default().push(number);
        number
    }

    fn disband(&mut self, number: u32, head: [u32; HEAD]) {
        self.by_head.remove(&head);
        if let Some(groups) = self.led.get_mut(&head[0]) {
            groups.retain(|one| *one != number);
            if groups.is_empty() {
                self.led.remove(&head[0]);
            }
        }
        self.free.push(number);
    }
}
