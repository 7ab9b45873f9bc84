//! Graduates: what is indexed and how a vacancy finds them.

mod document;
mod index;
mod query;
mod schema;
mod search;

pub use document::GraduateDocument;
pub use index::GraduateIndex;
pub use query::{GraduateHit, GraduateQuery};
