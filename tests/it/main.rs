//! The integration tests, in one binary: one folder or file per capability.

#[cfg(test)]
mod architecture;
