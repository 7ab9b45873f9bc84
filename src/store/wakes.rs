//! Wakes whoever waits in this process for new changes, events or deliveries. Only a hint: the tables are the truth,
//! and who waits also looks by itself from time to time, because other processes write too.

use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::watch;

/// Told after every commit that recorded something to be worked on.
#[derive(Debug, Default)]
pub struct Wakes {
    changes: watch::Sender<()>,
    events: watch::Sender<()>,
    deliveries: watch::Sender<()>,
}

impl Wakes {
    /// Changed when changes were recorded: `changed().await` returns at once if any were since the last look.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// Changed when events were recorded.
    pub fn events(&self) -> watch::Receiver<()> {
        self.events.subscribe()
    }

    /// Changed when deliveries or digest items were recorded.
    pub fn deliveries(&self) -> watch::Receiver<()> {
        self.deliveries.subscribe()
    }

    pub(super) fn tell(&self, recorded: &Recorded) {
        for (flag, sender) in [
            (&recorded.changes, &self.changes),
            (&recorded.events, &self.events),
            (&recorded.deliveries, &self.deliveries),
        ] {
            if flag.load(Ordering::Relaxed) {
                sender.send_replace(());
            }
        }
    }
}

/// What a transaction recorded so far.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    pub(super) changes: AtomicBool,
    pub(super) events: AtomicBool,
    pub(super) deliveries: AtomicBool,
}

impl Recorded {
    pub(super) fn mark(flag: &AtomicBool) {
        flag.store(true, Ordering::Relaxed);
    }
}
