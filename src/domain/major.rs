//! A major: a pair of catalogue and code, because a six-digit code alone does not name its catalogue.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The catalogue meant when none is named: the Ministry of Education's of 2021, secondary level.
pub const CURRENT_CATALOGUE: &str = "2021";

/// A major as it was resolved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Major {
    /// The catalogue's year, or `technical` for the catalogue of technical schools.
    pub catalogue: String,
    /// The code in that catalogue, such as `660103` or `0435-3`.
    pub code: String,
    /// Its name.
    pub name: String,
}
