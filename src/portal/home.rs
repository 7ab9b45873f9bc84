//! `/`: the search box, popular filters, the newest vacancies.

use super::{
    failure::Failure,
    parts::{chip::Chip, job::JobCard},
    render,
    search::{SearchForm, SearchQuery},
    visitor::Visitor,
};
use crate::{
    app::{App, search, search::SearchOptions},
    domain::search::{SearchCriteria, Sort},
};
use actix_web::{HttpResponse, web};
use askama::Template;

/// New vacancies on the page.
const LIMIT: u32 = 8;

#[derive(Template)]
#[template(path = "home.html", config = "src/askama.toml")]
struct HomePage {
    v: Visitor,
    form: SearchForm,
    shortcuts: Vec<Chip>,
    total: u64,
    jobs: Vec<JobCard>,
}

/// `GET /`.
pub(crate) async fn show(visitor: Visitor, app: web::Data<App>) -> Result<HttpResponse, Failure> {
    let options = SearchOptions { sort: Sort::Newest, limit: LIMIT, ..SearchOptions::default() };
    let found = search::search_vacancies(&app, &SearchCriteria::default(), options).await?;
    let card = |item: &search::SearchItem| JobCard::of(&visitor, &item.vacancy, &item.employer_name, None);
    let jobs = found.items.iter().map(card).collect();
    render::html(&HomePage {
        form: SearchForm::of(&app, &visitor, &SearchQuery::default()),
        shortcuts: shortcuts(&visitor),
        total: found.total,
        jobs,
        v: visitor,
    })
}

/// What people far from home filter by.
fn shortcuts(v: &Visitor) -> Vec<Chip> {
    let all_insurance =
        "insurance=pension&insurance=medical&insurance=unemployment&insurance=injury&insurance=maternity";
    let shortcuts = [
        ("shortcut-day-shift", "shift=day"),
        ("shortcut-dormitory", "dormitory=true"),
        ("shortcut-meals", "meals=provided"),
        ("shortcut-insurance", all_insurance),
        ("shortcut-two-rest-days", "rest_days=two"),
        ("shortcut-minor", "accepts_minor=true"),
    ];
    shortcuts.map(|(key, query)| Chip::add(v.t(key), SearchQuery::parse(query).href(), None)).to_vec()
}
