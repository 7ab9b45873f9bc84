//! Facts: labelled lines, where nothing said is shown as such.

use super::sign::Sign;

/// Facts under one heading.
#[derive(Debug, Clone)]
pub(crate) struct FactGroup {
    pub(crate) title: String,
    pub(crate) facts: Vec<Fact>,
}

/// One labelled fact.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub(crate) label: String,
    pub(crate) lines: Vec<String>,
    pub(crate) ticks: Vec<Tick>,
    /// Where it was read, if the employer did not give it.
    pub(crate) note: Option<String>,
}

/// Something that is so or not.
#[derive(Debug, Clone)]
pub(crate) struct Tick {
    pub(crate) state: Sign,
    pub(crate) label: String,
}

impl Fact {
    /// A fact of any number of lines; none means that nothing was said.
    pub(crate) fn new(label: String, lines: impl IntoIterator<Item = String>) -> Self {
        Self { label, lines: lines.into_iter().collect(), ticks: Vec::new(), note: None }
    }

    /// The same with a note on where it was read.
    pub(crate) fn noted(self, note: Option<String>) -> Self {
        Self { note, ..self }
    }

    /// Whether nothing was said.
    pub(crate) fn is_unsaid(&self) -> bool {
        self.lines.is_empty() && self.ticks.is_empty()
    }
}
