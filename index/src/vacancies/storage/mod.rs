//! What is held of each segment: its fields, flat columns, and what earlier searches found in it.

pub(super) mod counting;
pub(super) mod derived;
pub(super) mod flat;
pub(super) mod schema;
pub(super) mod shelf;
pub(super) mod values;
