//! `/v1/search`: public vacancies by words and criteria, and completions while typing.

pub mod parameters;
pub mod view;

use super::{
    Answer,
    auth::Visitor,
    language::In,
    paging,
    query::{Kind, Parameter, Parameters, invalid},
};
use crate::{
    app::{
        App,
        search::{self, SearchOptions},
    },
    domain::refusal::Code,
};
use actix_web::{HttpResponse, http::header, web::Data};
use jobbridge_index::{Suggestion, SuggestionKind};
use serde::Serialize;
use utoipa::ToSchema;
use view::SearchView;

/// The parameters of completions.
pub const SUGGEST: &[Parameter] = &[
    Parameter::one("q", Kind::Text, "what was typed so far; pinyin too"),
    Parameter::one("limit", Kind::Integer(1, 20), "at most so many, 10 where absent"),
];

/// Completions.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionsView {
    items: Vec<SuggestionView>,
}

/// One completion.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionView {
    /// What it is: a title, an occupation, a skill, a place, an employer.
    #[schema(value_type = String)]
    kind: SuggestionKind,
    text: String,
    /// Its code in a dictionary, if it is from one; of an employer its id.
    code: Option<String>,
}

impl From<Suggestion> for SuggestionView {
    fn from(one: Suggestion) -> Self {
        Self { kind: one.kind, text: one.text, code: one.code }
    }
}

/// Searches public vacancies. Repeated values of a filter are alternatives; different filters all apply; `-` before a
/// value excludes it.
///
/// Where the words as typed find nothing, words that sound or look like them are searched for instead
/// (`understood.corrected_from` is what was typed), and at last fewer words (`understood.relaxed`, and
/// `understood.dropped` names them). Quoted phrases, exclusions and filters always hold. By relevance one employer does
/// not fill a page while there are others. With a graduate's key, who agreed to matching, the first results come in an
/// order of their own, and each says in `match` how and why it fits.
#[utoipa::path(get, path = "/v1/search/vacancies", tag = "search",
    responses((status = 200, description = "A page", body = SearchView)))]
pub async fn vacancies(
    app: Data<App>,
    Visitor(asker): Visitor,
    In(language): In,
    parameters: Parameters,
) -> Answer {
    let criteria = parameters::criteria(&parameters)?;
    let page = paging::requested(&parameters);
    let view = parameters.text("view").unwrap_or("small");
    let options = SearchOptions {
        sort: parameters::sort(&parameters),
        facets: parameters::facets(&parameters)?,
        limit: page.limit,
        cursor: page.cursor,
        since: parameters::published_after(&parameters)?,
        asker,
        snippets: view != "id",
    };
    let found = search::search_vacancies(&app, &criteria, options).await?;
    let mut answer = HttpResponse::Ok();
    if found.personal {
        answer.insert_header((header::CACHE_CONTROL, "private, no-store"));
    }
    Ok(answer.json(SearchView::of(found, view, language)))
}

/// Completes what is being typed: titles, occupations, skills, places, employers; by pinyin too, whole or by initials.
#[utoipa::path(get, path = "/v1/search/suggest", tag = "search",
    responses((status = 200, description = "Completions, the best first", body = SuggestionsView)))]
pub async fn suggest(app: Data<App>, parameters: Parameters) -> Answer {
    let typed = parameters.text("q").ok_or_else(|| invalid("q", Code::InvalidParameter))?;
    let found = search::suggest(&app, typed, parameters.parsed("limit").unwrap_or(10)).await?;
    let items = found.into_iter().map(SuggestionView::from).collect();
    Ok(HttpResponse::Ok().json(SuggestionsView { items }))
}
