//! What the integration tests stand on. A test starts a server on a database of its own, lays out a small world over
//! HTTP, reads the mail and the webhooks that leave, and everything is gone when it ends.

pub(crate) mod browser;
pub(crate) mod database;
pub(crate) mod days;
pub(crate) mod http;
pub(crate) mod mailbox;
pub(crate) mod people;
pub(crate) mod process;
pub(crate) mod receiver;
pub(crate) mod server;
pub(crate) mod smtp_sink;
pub(crate) mod wait;
pub(crate) mod world;

pub(crate) use database::{TestDatabase, on_both_databases};
pub(crate) use server::TestServer;
pub(crate) use wait::wait_for;
pub(crate) use world::World;
