//! The command line of jobbridge.

fn main() {}
