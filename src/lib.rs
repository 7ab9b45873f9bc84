//! lib

pub mod delivery;
