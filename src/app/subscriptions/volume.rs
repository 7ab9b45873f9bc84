//! How much a search is expected to bring: said before it is saved.

use crate::{
    app::{App, criteria},
    domain::{
        refusal::{Code, FieldError, Refusal},
        search::SearchCriteria,
    },
};
use chrono::TimeDelta;
use jobbridge_index::{QueryError, VacancyQuery};
use serde::Serialize;
use utoipa::ToSchema;

/// What is counted for a week is the mean of so many.
const WEEKS: u32 = 4;
/// Among fewer vacancies nothing can be said of what would match everything.
const ENOUGH: u64 = 100;

/// What a search is expected to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExpectedVolume {
    /// New vacancies a week: the mean of the last four weeks, of those that are still open, rounded up.
    pub per_week: u64,
    /// Open vacancies it finds now.
    pub found: u64,
    /// Open vacancies there are.
    pub open: u64,
    /// It finds every open vacancy: it can be saved only when it asks for more.
    pub everything: bool,
}

/// What the search would bring.
///
/// # Errors
/// A criterion whose value is none.
pub async fn expected_volume(app: &App, search: &SearchCriteria) -> Result<ExpectedVolume, Refusal> {
    let query = criteria::query(&app.words, search).map_err(|fault| in_search(vec![fault]))?;
    let query = VacancyQuery { limit: 1, ..query };
    let since = app.now() - TimeDelta::weeks(i64::from(WEEKS));
    let lately = VacancyQuery { published_after: Some(since.timestamp_micros()), ..query.clone() };
    let counted = app.with_index(move |index| {
        let vacancies = index.vacancies();
        Ok::<_, QueryError>((
            vacancies.search(&query)?.total,
            vacancies.search(&lately)?.total,
            vacancies.count(),
        ))
    });
    let (found, lately, open) = counted.await?.map_err(refused)?;
    let everything = *search == SearchCriteria::default() || open >= ENOUGH && found >= open;
    Ok(ExpectedVolume { per_week: lately.div_ceil(u64::from(WEEKS)), found, open, everything })
}

/// A search that would match everything is refused, with what it would bring.
pub(super) async fn refuse_everything(app: &App, search: &SearchCriteria) -> Result<(), Refusal> {
    let expected = expected_volume(app, search).await?;
    if !expected.everything {
        return Ok(());
    }
    let ExpectedVolume { per_week, open, .. } = expected;
    let zh = format!("这个搜索会匹配全部 {open} 个职位，预计每周 {per_week} 个，请再加条件");
    let en =
        format!("this search matches all {open} vacancies, about {per_week} a week: give another criterion");
    let fault = FieldError::new("/search", Code::SearchTooBroad).with_message(zh, en);
    Err(Refusal::Invalid(vec![fault]))
}

fn refused(error: QueryError) -> Refusal {
    match error {
        QueryError::Index(error) => Refusal::Internal(format!("index: {error}")),
        error => {
            let fault = FieldError::new("q", Code::InvalidQuery);
            in_search(vec![fault.with_message("搜索词无法使用", error.to_string())])
        }
    }
}

/// Faults of criteria at their places in the body.
fn in_search(faults: Vec<FieldError>) -> Refusal {
    let placed = faults.into_iter().map(|fault| {
        let pointer = format!("/search/{}", fault.pointer);
        FieldError { pointer, ..fault }
    });
    Refusal::Invalid(placed.collect())
}
