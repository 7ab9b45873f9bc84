//! Which fault comes next: drawn from a seed, so that a run can be had again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

/// What the other side does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It takes it and says so.
    None,
    /// It takes it slowly.
    Slow(Duration),
    /// It hangs up before it has read everything: nothing was taken.
    Reset,
    /// It says that it cannot just now: 503, or 451 in mail.
    Later,
    /// It takes it and hangs up without a word: the sender cannot know.
    CutAfter,
    /// It takes it and says nothing until the sender gives up waiting.
    Stall,
}

/// Draws faults, until it is told to stop.
#[derive(Debug, Clone)]
pub(super) struct Faults {
    seed: u64,
    always: Option<Fault>,
    drawn: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Faults {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed, always: None, drawn: Arc::default(), over: Arc::default() }
    }

    /// The same one for every message.
    pub(super) fn always(fault: Fault) -> Self {
        Self { always: Some(fault), ..Self::new(0) }
    }

    /// From now on all goes well.
    pub(super) fn stop(&self) {
        self.over.store(true, Ordering::SeqCst);
    }

    /// The next one; about a third of the messages meet with one.
    pub(super) fn next(&self) -> Fault {
        if self.over.load(Ordering::SeqCst) {
            return Fault::None;
        }
        if let Some(fault) = self.always {
            return fault;
        }
        match mixed(self.seed ^ self.drawn.fetch_add(1, Ordering::SeqCst)) % 100 {
            0..10 => Fault::Later,
            10..18 => Fault::Reset,
            18..26 => Fault::CutAfter,
            26..28 => Fault::Stall,
            28..34 => Fault::Slow(Duration::from_millis(120)),
            _ => Fault::None,
        }
    }
}

/// SplitMix64's finaliser: neighbours become strangers.
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
