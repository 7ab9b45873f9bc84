//! The integration tests, in one binary: one folder or file per capability, on what `support` provides.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
