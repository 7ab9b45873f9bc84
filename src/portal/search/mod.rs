//! `/search`: words, place, pay, filters as chips, results. Everything is in the address, so it can be sent to a friend.

mod chips;
mod facets;
mod form;
mod query;

pub(crate) use form::SearchForm;
pub(crate) use query::SearchQuery;

use super::{
    failure::Failure,
    parts::{chip::Chip, fit::FitLine, job::JobCard},
    render,
    visitor::Visitor,
};
use crate::{
    app::{
        App, search,
        search::{SearchOptions, SearchPage as Found},
    },
    domain::party::Actor,
};
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use facets::FacetGroup;
use form::Notice;
use jobbridge_index::Understood;

/// Results on a page: few enough for a weak network.
const LIMIT: u32 = 20;
/// The filters that are offered.
const FACETS: [&str; 9] = [
    "region",
    "occupation",
    "shift",
    "dormitory",
    "meals",
    "rest_days",
    "insurance",
    "kind",
    "accepts_minor",
];

#[derive(Template)]
#[template(path = "search.html", config = "src/askama.toml")]
struct ResultsPage {
    v: Visitor,
    title: String,
    unlisted: bool,
    form: SearchForm,
    notices: Vec<Notice>,
    chosen: Vec<Chip>,
    facets_open: bool,
    groups: Vec<FacetGroup>,
    total: u64,
    positions: u64,
    sorts: Vec<Chip>,
    jobs: Vec<JobCard>,
    first: Option<String>,
    next: Option<String>,
}

/// `GET /search`.
pub(crate) async fn show(
    visitor: Visitor,
    app: web::Data<App>,
    request: HttpRequest,
) -> Result<HttpResponse, Failure> {
    let mut query = SearchQuery::parse(request.query_string());
    let mut notices = form::settle_place(&app, &visitor, &mut query);
    let options = SearchOptions {
        sort: query.sort(),
        facets: FACETS.iter().map(ToString::to_string).collect(),
        limit: LIMIT,
        cursor: query.first("cursor").map(str::to_owned),
        asker: visitor.party.map(Actor::of),
        ..SearchOptions::default()
    };
    let found = search::search_vacancies(&app, &query.criteria(), options).await?;
    notices.extend(forgiven(&visitor, &found.understood));
    render::html(&page(&app, visitor, &query, notices, found))
}

/// What was searched for instead of the words as typed.
fn forgiven(v: &Visitor, understood: &Understood) -> Vec<Notice> {
    let notice = |text| Notice { text, choices: Vec::new() };
    let corrected = understood
        .corrected_from
        .as_ref()
        .map(|typed| notice(v.words.with("notice-corrected", &[("from", typed), ("to", &understood.text)])));
    let dropped = understood.relaxed.then(|| {
        let words = understood.dropped.join(v.t("list-separator").as_str());
        notice(v.t1("notice-relaxed", "words", words))
    });
    corrected.into_iter().chain(dropped).collect()
}

fn page(app: &App, v: Visitor, query: &SearchQuery, notices: Vec<Notice>, found: Found) -> ResultsPage {
    let words = query.first("q").unwrap_or_default();
    let title = match words {
        "" => v.t("search-title"),
        words => v.t1("search-title-for", "words", words),
    };
    let first_page = query.without_name("cursor");
    let jobs = found.items.iter();
    let card = |item: &search::SearchItem| {
        let card = JobCard::of(&v, &item.vacancy, &item.employer_name, Some(item.title_highlight.clone()));
        JobCard { fit: item.fit.as_ref().and_then(|fit| FitLine::of(&v, fit)), ..card }
    };
    ResultsPage {
        title,
        // One address for search engines: filtered and paged lists are the same vacancies again.
        unlisted: !query.is_empty(),
        form: SearchForm::of(app, &v, query),
        notices,
        chosen: chips::chosen(app, &v, query, &found.items),
        facets_open: false,
        groups: facets::groups(app, &v, query, &found.facets),
        total: found.total,
        positions: found.positions,
        sorts: chips::sorts(&v, query),
        jobs: jobs.map(card).collect(),
        first: query.first("cursor").map(|_| first_page.href()),
        next: found.next.map(|cursor| query.replacing("cursor", &cursor).href()),
        v,
    }
}
