//! The integration tests, in one binary: one folder or file per capability, on what `support` provides.

#[cfg(test)]
mod api;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod architecture;
#[cfg(test)]
mod browser;
#[cfg(test)]
#[path = "../chaos/mod.rs"]
mod chaos;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod lifecycle;
#[cfg(test)]
mod mail;
#[cfg(test)]
mod never_dead;
#[cfg(test)]
mod portal;
#[cfg(test)]
mod posting;
#[cfg(test)]
mod ranking;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod reindex;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod searching;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod store;
#[cfg(test)]
mod suitability;
#[cfg(test)]
mod support;
#[cfg(test)]
mod webhooks;
