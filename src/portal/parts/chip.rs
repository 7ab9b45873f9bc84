//! Chips: links that add a filter or take it away.

/// One chip.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chip {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) count: Option<u64>,
    /// The filter is on, and the link takes it away.
    pub(crate) on: bool,
}

impl Chip {
    /// A chip that adds a filter.
    pub(crate) fn add(label: String, href: String, count: Option<u64>) -> Self {
        Self { label, href, count, on: false }
    }

    /// A chip that takes a filter away.
    pub(crate) fn remove(label: String, href: String) -> Self {
        Self { label, href, count: None, on: true }
    }
}
