//! The terms that stored searches ask for, by number, and what each sets off.

use std::collections::HashMap;
use std::sync::Arc;

/// What a term sets off: a requirement, which is then met, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Trigger(u32);

impl Trigger {
    pub(super) fn new(requirement: u32, sure: bool) -> Trigger {
        Trigger(requirement << 1 | u32::from(sure))
    }

    pub(super) fn requirement(self) -> u32 {
        self.0 >> 1
    }

    /// The term alone meets the requirement.
    pub(super) fn is_sure(self) -> bool {
        self.0 & 1 == 1
    }
}

/// One term.
#[derive(Debug)]
struct Term {
    field: u32,
    text: Arc<str>,
    /// In how many places of requirements it stands.
    uses: u32,
    triggers: Vec<Trigger>,
}

/// All terms that are asked for.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// By field and text.
    fields: Vec<HashMap<Arc<str>, u32>>,
    list: Vec<Term>,
    free: Vec<u32>,
}

impl Terms {
    /// The number of a term that is asked for.
    pub(super) fn get(&self, field: u32, text: &str) -> Option<u32> {
        self.fields.get(field as usize)?.get(text).copied()
    }

    /// Every term of the field that is asked for.
    pub(super) fn of_field(&self, field: u32) -> impl Iterator<Item = u32> {
        self.fields.get(field as usize).into_iter().flat_map(|field| field.values().copied())
    }

    /// Whether any term of the field is asked for.
    pub(super) fn asks(&self, field: u32) -> bool {
        self.fields.get(field as usize).is_some_and(|field| !field.is_empty())
    }

    /// The number of a term, given to it where it has none.
    pub(super) fn number(&mut self, field: u32, text: &str) -> u32 {
        if let Some(number) = self.get(field, text) {
            return number;
        }
        let text: Arc<str> = Arc::from(text);
        let term = Term { field, text: Arc::clone(&text), uses: 0, triggers: Vec::new() };
        let number = match self.free.pop() {
            Some(number) => {
                self.list[number as usize] = term;
                number
            }
            None => {
                self.list.push(term);
                self.list.len() as u32 - 1
            }
        };
        if self.fields.len() <= field as usize {
            self.fields.resize_with(field as usize + 1, HashMap::new);
        }
        self.fields[field as usize].insert(text, number);
        number
    }

    /// Counts one place more.
    pub(super) fn hold(&mut self, number: u32) {
        self.list[number as usize].uses += 1;
    }

    /// Counts one place less; a term that stands nowhere any more goes.
    pub(super) fn release(&mut self, number: u32) {
        let term = &mut self.list[number as usize];
        term.uses -= 1;
        if term.uses == 0 {
            term.triggers = Vec::new();
            self.fields[term.field as usize].remove(&term.text);
            self.free.push(number);
        }
    }

    pub(super) fn triggers(&self, number: u32) -> &[Trigger] {
        self.list.get(number as usize).map_or(&[], |term| &term.triggers)
    }

    pub(super) fn add_trigger(&mut self, number: u32, trigger: Trigger) {
        self.list[number as usize].triggers.push(trigger);
    }

    pub(super) fn remove_triggers(&mut self, number: u32, requirement: u32) {
        let triggers = &mut self.list[number as usize].triggers;
        triggers.retain(|trigger| trigger.requirement() != requirement);
    }

    /// Numbers are below this.
    pub(super) fn end(&self) -> usize {
        self.list.len()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.list.len() - self.free.len()
    }

    /// Bytes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        /// What an allocation, the counts of a shared text, and a place of a table cost beside what is in them.
        const AROUND: usize = 16;
        let texts = self.list.iter().map(|term| term.text.len() + 2 * AROUND);
        let triggers = self.list.iter().map(|term| term.triggers.capacity() * size_of::<Trigger>());
        let places = self.fields.iter().map(|field| field.capacity() * (size_of::<(Arc<str>, u32)>() + 1));
        texts.sum::<usize>()
            + triggers.sum::<usize>()
            + places.sum::<usize>()
            + self.list.capacity() * size_of::<Term>()
            + self.free.capacity() * size_of::<u32>()
    }
}
