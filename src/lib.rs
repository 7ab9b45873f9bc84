//! jobbridge (职桥): the employment-information service of east–west vocational cooperation.

pub mod delivery;
pub mod domain;
