//! Parts that several pages show.

pub(crate) mod badges;
pub(crate) mod chip;
pub(crate) mod facts;
pub(crate) mod fit;
pub(crate) mod job;
pub(crate) mod sign;
