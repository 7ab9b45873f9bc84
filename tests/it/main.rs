//! The integration tests: one binary, one module for each capability.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod store;
mod support;
