//! What search engines are to look at, in parts: a part is a stretch of all vacancies by age, so it never has more than
//! its size, and a vacancy stays in its part.

use super::App;
use crate::domain::{ids::VacancyId, refusal::Refusal};
use chrono::{DateTime, Utc};

/// A vacancy that anybody may see, with when it last changed.
pub type Listed = (VacancyId, DateTime<Utc>);

/// The parts that have something to look at: their numbers, counted from 1, and when anything of each last changed.
///
/// # Errors
/// Where the store fails.
pub async fn parts(app: &App, size: u64) -> Result<Vec<(u64, DateTime<Utc>)>, Refusal> {
    let mut parts = Vec::new();
    for number in 1.. {
        let (rows, open) = app.store.open_stretch((number - 1) * size, size, app.today()).await?;
        parts.extend(open.into_iter().map(|(_, changed)| changed).max().map(|changed| (number, changed)));
        if rows < size {
            break;
        }
    }
    Ok(parts)
}

/// What there is to look at in a part.
///
/// # Errors
/// No such part, or nothing in it.
pub async fn part(app: &App, number: u64, size: u64) -> Result<Vec<Listed>, Refusal> {
    let before = number.checked_sub(1).and_then(|before| before.checked_mul(size));
    let offset = before.filter(|offset| i64::try_from(*offset).is_ok()).ok_or(Refusal::NotFound)?;
    let (_, open) = app.store.open_stretch(offset, size, app.today()).await?;
    if open.is_empty() { Err(Refusal::NotFound) } else { Ok(open) }
}
