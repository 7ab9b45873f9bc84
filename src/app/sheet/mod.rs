//! Spreadsheets and tables of text as strangers send them: read row by row, so that a large file takes no more memory
//! than a small one, held to bounds before and while they are read, and understood by their header.
//!
//! What the columns are is each kind of file's own ([`columns::Columns`]).

pub(in crate::app) mod cells;
pub(in crate::app) mod columns;
pub(in crate::app) mod decoded;
pub(in crate::app) mod delimited;
pub(in crate::app) mod header;
pub(in crate::app) mod items;
pub(in crate::app) mod table;
mod unpacked;
pub(in crate::app) mod workbook;
mod xml_scan;
