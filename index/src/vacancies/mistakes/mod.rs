//! What is done where the words find nothing: they are corrected, then let go, and it is said aloud.

pub(super) mod correction;
pub(super) mod exists;
pub(super) mod forgiving;
pub(super) mod near;
pub(super) mod relaxing;
pub(super) mod slips;
