//! Reads pay as people write it.

use super::Pay;

/// Why a text is no pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayFault {
    /// It cannot be understood.
    #[error("pay not understood")]
    NotUnderstood,
    /// It ends below its start, as in `6-4千`.
    #[error("pay range reversed")]
    Reversed,
}

/// Reads pay.
pub fn read(_text: &str) -> Result<Pay, PayFault> {
    Err(PayFault::NotUnderstood)
}
