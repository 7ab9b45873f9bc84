//! jobbridge (职桥): the employment-information service of east–west vocational cooperation.

pub mod api;
pub mod app;
pub mod delivery;
pub mod demo;
pub mod domain;
pub mod jobs;
pub mod portal;
pub mod server;
pub mod settings;
pub mod store;
pub mod telemetry;
