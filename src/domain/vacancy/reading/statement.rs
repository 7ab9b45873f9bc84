//! What a text states, with the places that state it, and when several statements agree.

use super::{Place, folded::Folded, phrases::Said};
use std::ops::Range;

/// Something read out of a text, with the places it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading<T> {
    /// What was read.
    pub value: T,
    /// Where.
    pub places: Vec<Place>,
}

impl<T> Reading<T> {
    /// What one stretch of the text states.
    pub(super) fn at(text: &Folded, value: T, at: Range<usize>) -> Self {
        Self { value, places: vec![text.place(at)] }
    }
}

/// The one value that all statements name, at the first of them; none where there is none or they contradict.
pub(super) fn agreed<T: PartialEq>(text: &Folded, said: Vec<Said<T>>) -> Option<Reading<T>> {
    let mut all = said.into_iter();
    let first = all.next()?;
    all.all(|other| other.meaning == first.meaning).then(|| Reading::at(text, first.meaning, first.at))
}
