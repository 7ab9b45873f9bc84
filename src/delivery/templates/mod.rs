//! x
/// x
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// x
    pub subject: String,
    /// x
    pub text: String,
    /// x
    pub html: String,
}
