//! How well a graduate and a vacancy fit: one function for both directions, so that both sides see the same number.
