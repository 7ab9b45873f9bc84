//! The integration tests, in one binary: one folder or file per capability, on what `support` provides.

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod reindex;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod store;
#[cfg(test)]
mod support;
