//! What the columns of a kind of file are: the header we write, and the headers people write.

use std::{fmt::Debug, hash::Hash};

/// The columns that a kind of file can have.
pub(in crate::app) trait Columns: Copy + Eq + Hash + Debug + 'static {
    /// Every column, in the order in which the template has them.
    const ALL: &'static [Self];
    /// What a file must have: of each of these at least one.
    const REQUIRED: &'static [&'static [Self]];

    /// The header as the template writes it.
    fn header(self) -> &'static str;

    /// Other headers for the same, folded: half-width, lower case, without spaces.
    fn aliases(self) -> &'static [&'static str];
}

/// Declares the columns of a kind of file: `Name = "header" | "alias" | …;`, and which must be there.
macro_rules! columns {
    (required $required:expr; $($(#[$doc:meta])* $name:ident = $header:literal $(| $alias:literal)*;)*) => {
        /// A column.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) enum Column {
            $($(#[$doc])* $name,)*
        }

        impl $crate::app::sheet::columns::Columns for Column {
            const ALL: &'static [Self] = &[$(Self::$name,)*];
            const REQUIRED: &'static [&'static [Self]] = $required;

            fn header(self) -> &'static str {
                match self { $(Self::$name => $header,)* }
            }

            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($alias),*],)* }
            }
        }
    };
}

pub(in crate::app) use columns;
