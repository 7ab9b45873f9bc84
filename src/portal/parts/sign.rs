//! How far something is met, as a sign that is told apart by its form and its name, not by colour alone.

use crate::domain::matching::State;

/// The sign for a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sign(pub(crate) State);

impl Sign {
    /// The sign for a plain yes or no.
    pub(crate) fn yes(yes: bool) -> Self {
        Self(if yes { State::Met } else { State::Unmet })
    }

    /// The class in the style sheet.
    pub(crate) fn name(&self) -> &'static str {
        match self.0 {
            State::Met => "met",
            State::Partly => "partly",
            State::Unmet => "unmet",
            State::Unknown => "unknown",
        }
    }

    /// The key of its words.
    pub(crate) fn key(&self) -> &'static str {
        match self.0 {
            State::Met => "state-met",
            State::Partly => "state-partly",
            State::Unmet => "state-unmet",
            State::Unknown => "state-unknown",
        }
    }

    /// The mark shown.
    pub(crate) fn mark(&self) -> &'static str {
        match self.0 {
            State::Met => "✓",
            State::Partly => "~",
            State::Unmet => "✕",
            State::Unknown => "?",
        }
    }
}
