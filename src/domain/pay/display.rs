//! Prints pay.
