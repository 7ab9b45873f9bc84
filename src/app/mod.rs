//! Use cases: what can be done with the service, without a word of HTTP, HTML or mail.

pub mod roster;
