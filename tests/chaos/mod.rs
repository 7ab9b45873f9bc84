//! What goes wrong between here and the receivers, made on purpose: other sides that fail in every way, and processes
//! that are killed while they send. Everything stays on loopback, counted and bounded.

mod deliveries;
mod faults;
mod other_sides;
