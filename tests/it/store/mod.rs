//! The store's conformance: the same behaviour on SQLite and on PostgreSQL.

mod access;
mod aggregates;
mod alerts;
mod at_rest;
mod changes;
mod deliveries;
mod events;
mod fixtures;
mod lifecycle;
mod opening;
mod transactions;
