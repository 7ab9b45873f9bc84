//! What goes first: whoever posts or imports says so while that is under way, and work that can wait gives way to it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How much is under way that others wait for.
#[derive(Debug, Default)]
pub struct Precedence(AtomicUsize);

/// Something is under way until this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay<'a>(&'a Precedence);

impl Precedence {
    /// Says that something is under way.
    pub(super) fn take(&self) -> UnderWay<'_> {
        self.0.fetch_add(1, Ordering::Relaxed);
        UnderWay(self)
    }

    /// Whether anything is under way that others wait for.
    pub fn is_taken(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_given_back_when_the_last_is_done() {
        let precedence = Precedence::default();
        assert!(!precedence.is_taken());
        let (one, other) = (precedence.take(), precedence.take());
        drop(one);
        assert!(precedence.is_taken());
        drop(other);
        assert!(!precedence.is_taken());
    }
}
