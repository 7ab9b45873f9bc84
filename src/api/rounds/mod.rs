//! `/v1/rounds`: placement rounds, from the question to the result, its proof and its audit.

pub mod view;

use view::{PersonView, RoundView, VacancyInRoundView};

use super::{
    Answer,
    auth::Caller,
    etag::{self, tag},
    json::{Json, Nothing},
    language::In,
    paging,
    path::Id,
    query::Parameters,
};
use crate::{
    app::{
        App,
        page::Page,
        rounds::{self, RoundDraft},
    },
    domain::{ids::RoundId, placement_round::RoundState},
};
use actix_web::{HttpRequest, HttpResponse, http::header, web::Data};

/// Works a placement round out and tells nobody: whose graduates, which vacancies, and the graduates' own lists. A large
/// round is worked out behind the request: the answer is 202, and the round says how far it is.
#[utoipa::path(post, path = "/v1/rounds", tag = "rounds", request_body = RoundDraft,
    responses((status = 201, description = "Worked out", body = RoundView),
        (status = 202, description = "It will be worked out", body = RoundView)))]
pub async fn create(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    Json(draft): Json<RoundDraft>,
) -> Answer {
    let round = rounds::create_round(&app, actor, draft).await?;
    let (location, version, state) = (format!("/v1/rounds/{}", round.id), round.version, round.state);
    let view = RoundView::of(round, actor.party, language);
    if state != RoundState::Computing {
        return Ok(etag::created(&location, version, &view));
    }
    let mut accepted = HttpResponse::Accepted();
    accepted.insert_header((header::LOCATION, location)).insert_header((header::ETAG, tag(version)));
    Ok(accepted.json(view))
}

/// Lists placement rounds, the newest first: the operator all, a school those it asked for or whose programmes are in
/// them.
#[utoipa::path(get, path = "/v1/rounds", tag = "rounds",
    responses((status = 200, description = "A page", body = paging::List<RoundView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, In(language): In, parameters: Parameters) -> Answer {
    let page = rounds::list_rounds(&app, actor, &paging::requested(&parameters)).await?;
    Ok(paging::list(page, |round| RoundView::of(round, actor.party, language)))
}

/// Reads a placement round: how far it is, what came out in numbers, the verifier's statement and, for who asked for it,
/// the audit.
#[utoipa::path(get, path = "/v1/rounds/{id}", tag = "rounds",
    responses((status = 200, description = "The round", body = RoundView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<RoundId>,
    In(language): In,
    request: HttpRequest,
) -> Answer {
    let round = rounds::read_round(&app, actor, id).await?;
    if round.state == RoundState::Computing {
        // Its progress has no version.
        return Ok(HttpResponse::Ok().json(RoundView::of(round, actor.party, language)));
    }
    Ok(etag::resource(&request, round.version, &RoundView::of(round, actor.party, language)))
}

/// Reads what came out for each person, with the list, the rank and why it was not a better wish: a school of its own
/// graduates, the operator of all without names, a graduate of a published round the own row.
#[utoipa::path(get, path = "/v1/rounds/{id}/results", tag = "rounds",
    responses((status = 200, description = "A page", body = paging::List<PersonView>)))]
pub async fn results(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<RoundId>,
    In(language): In,
    parameters: Parameters,
) -> Answer {
    let mut found = rounds::read_results(&app, actor, id, &paging::requested(&parameters)).await?;
    let page = Page { items: std::mem::take(&mut found.people), next: found.next.take() };
    Ok(paging::list(page, |person| PersonView::of(person, &found, language)))
}

/// Reads how many seats each vacancy had in the round, and how many people wished and got them.
#[utoipa::path(get, path = "/v1/rounds/{id}/vacancies", tag = "rounds",
    responses((status = 200, description = "A page", body = paging::List<VacancyInRoundView>)))]
pub async fn vacancies(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<RoundId>,
    parameters: Parameters,
) -> Answer {
    let page = rounds::read_vacancies(&app, actor, id, &paging::requested(&parameters)).await?;
    Ok(paging::list(page, |(one, name)| VacancyInRoundView::of(one, name)))
}

/// Publishes a placement round: every offer is made in one transaction, with its deadline and its alerts, or none is. Where
/// a vacancy was closed, a seat taken, a consent withdrawn or somebody placed meanwhile, the answer is 409 with each
/// change, and the round is to be worked out anew. Publishing it again has the same answer and makes no second offer.
#[utoipa::path(post, path = "/v1/rounds/{id}/publish", tag = "rounds",
    responses((status = 200, description = "Published", body = RoundView)))]
pub async fn publish(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<RoundId>,
    In(language): In,
    _: Nothing,
) -> Answer {
    let round = rounds::publish_round(&app, actor, id).await?;
    Ok(etag::changed(round.version, &RoundView::of(round, actor.party, language)))
}
