//! What can be wrong with a search.

use crate::index::IndexError;

/// A search that cannot be run as it was asked.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// The text is longer than 256 characters.
    #[error("the text has {length} characters, more than {max}")]
    TextTooLong {
        /// Characters there are.
        length: usize,
        /// Characters allowed.
        max: usize,
    },
    /// The text has more than 32 clauses.
    #[error("the text has {count} clauses, more than {max}")]
    TooManyClauses {
        /// Clauses there are.
        count: usize,
        /// Clauses allowed.
        max: usize,
    },
    /// A quote is opened and never closed.
    #[error("a quote is opened and not closed")]
    UnclosedQuote,
    /// The page size is outside 1 to 100.
    #[error("the page size is outside 1 to 100")]
    BadLimit,
    /// More than ten facets.
    #[error("more than 10 facets")]
    TooManyFacets,
    /// No such facet.
    #[error("no such facet")]
    UnknownFacet,
    /// No such order.
    #[error("no such order")]
    UnknownSort,
    /// Sorting by distance without a place.
    #[error("sorting by distance needs a place to measure from")]
    DistanceNeedsNear,
    /// A circle that is not on the earth.
    #[error("the circle is not on the earth")]
    BadNear,
    /// The lower end of the pay is above its upper end, or negative.
    #[error("the pay range is upside down or negative")]
    BadPay,
    /// A filter has more than 100 values.
    #[error("a filter has more than 100 values")]
    TooManyValues,
    /// The cursor is not one of ours.
    #[error("the cursor cannot be read")]
    BadCursor,
    /// The cursor belongs to another search.
    #[error("the cursor belongs to another search")]
    ForeignCursor,
    /// The index itself failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl QueryError {
    /// A stable word for it.
    pub fn code(&self) -> &'static str {
        match self {
            QueryError::TextTooLong { .. } => "TEXT_TOO_LONG",
            QueryError::TooManyClauses { .. } => "TOO_MANY_CLAUSES",
            QueryError::UnclosedQuote => "UNCLOSED_QUOTE",
            QueryError::BadLimit => "BAD_LIMIT",
            QueryError::TooManyFacets => "TOO_MANY_FACETS",
            QueryError::UnknownFacet => "UNKNOWN_FACET",
            QueryError::UnknownSort => "UNKNOWN_SORT",
            QueryError::DistanceNeedsNear => "DISTANCE_NEEDS_NEAR",
            QueryError::BadNear => "BAD_NEAR",
            QueryError::BadPay => "BAD_PAY",
            QueryError::TooManyValues => "TOO_MANY_VALUES",
            QueryError::BadCursor => "BAD_CURSOR",
            QueryError::ForeignCursor => "FOREIGN_CURSOR",
            QueryError::Index(_) => "INDEX_FAILED",
        }
    }

    /// Whether the asker can mend it; the other kind is ours.
    pub fn is_input(&self) -> bool {
        !matches!(self, QueryError::Index(_))
    }
}
