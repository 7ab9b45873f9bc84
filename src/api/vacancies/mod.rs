//! `/v1/vacancies`: 岗位, posted, changed, closed and opened again by their employer.

pub mod lint;
pub mod review;
pub mod seats;
pub mod view;

pub use view::{ContentView, PayView, VacancyView};

use super::{
    Answer,
    auth::{Caller, Visitor},
    etag::{self, IfMatch},
    json::{Json, Nothing},
    language::In,
    paging,
    path::{Id, Reference},
    query::{Kind, Parameter, Parameters},
};
use crate::{
    app::{
        App,
        vacancies::{self, Posted, Renewal, VacancyView as Found},
    },
    domain::{
        ids::VacancyId,
        language::Language,
        vacancy::{Status, VacancyDraft},
    },
};
use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde_json::Value;

/// The parameters of the list.
pub const LIST: &[Parameter] = &[
    Parameter::one(
        "status",
        Kind::Word(&[
            "pending_verification",
            "in_review",
            "refused",
            "published",
            "closed",
            "expired",
            "suspended",
        ]),
        "only vacancies that stand so",
    ),
    paging::LIMIT,
    paging::CURSOR,
];

/// Posts a vacancy. It is public at once where the employer is verified, and waits otherwise.
#[utoipa::path(post, path = "/v1/vacancies", tag = "vacancies", request_body = VacancyDraft, responses(
    (status = 201, description = "Posted", body = VacancyView),
    (status = 200, description = "The same reference with the same content is there already", body = VacancyView)))]
pub async fn publish(
    app: Data<App>,
    Caller(actor): Caller,
    In(language): In,
    Json(draft): Json<VacancyDraft>,
) -> Answer {
    let posted = vacancies::publish_vacancy(&app, actor, draft).await?;
    Ok(answer_posted(posted, language))
}

/// Posts a vacancy under the employer's own reference, or changes the one that has it.
#[utoipa::path(put, path = "/v1/vacancies/by-reference/{reference}", tag = "vacancies",
    request_body = VacancyDraft, responses(
    (status = 201, description = "Posted", body = VacancyView),
    (status = 200, description = "Changed, or the same as before", body = VacancyView)))]
pub async fn put_by_reference(
    app: Data<App>,
    Caller(actor): Caller,
    Reference(reference): Reference,
    IfMatch(expected): IfMatch,
    In(language): In,
    Json(draft): Json<VacancyDraft>,
) -> Answer {
    let posted = vacancies::put_vacancy_by_reference(&app, actor, reference, expected, draft).await?;
    Ok(answer_posted(posted, language))
}

/// Lists the employer's own vacancies, the newest first; for the operator everybody's, the oldest first: with
/// `status=in_review` those that wait for a decision.
#[utoipa::path(get, path = "/v1/vacancies", tag = "vacancies",
    responses((status = 200, description = "A page", body = paging::List<VacancyView>)))]
pub async fn list(app: Data<App>, Caller(actor): Caller, In(language): In, parameters: Parameters) -> Answer {
    let status = parameters.text("status").and_then(Status::parse);
    let page = vacancies::list_vacancies(&app, actor, status, paging::requested(&parameters)).await?;
    Ok(paging::list(page, |vacancy| VacancyView::of(vacancy, language)))
}

/// Reads a vacancy: a public one is anybody's to read, another its employer's and the operator's.
#[utoipa::path(get, path = "/v1/vacancies/{id}", tag = "vacancies",
    responses((status = 200, description = "The vacancy", body = VacancyView)))]
pub async fn read(
    app: Data<App>,
    Visitor(actor): Visitor,
    Id(id): Id<VacancyId>,
    In(language): In,
    request: HttpRequest,
) -> Answer {
    let found = vacancies::read_vacancy(&app, actor, id).await?;
    let (version, seats) = (found.vacancy.version, format!("{:?}", found.seats));
    Ok(etag::resource_beside(&request, version, &seats, &VacancyView::of(found, language)))
}

/// Changes a vacancy by a JSON merge patch (RFC 7396) of what was posted.
#[utoipa::path(patch, path = "/v1/vacancies/{id}", tag = "vacancies",
    request_body(content = Object, description = "Fields of a vacancy; null takes one away"),
    responses((status = 200, description = "The vacancy as it is now", body = VacancyView)))]
pub async fn change(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
    In(language): In,
    Json(patch): Json<Value>,
) -> Answer {
    let vacancy = vacancies::change_vacancy(&app, actor, id, expected, patch).await?;
    Ok(answer(vacancy, language))
}

/// Withdraws a vacancy: it is closed and leaves every search, match and alert at once.
#[utoipa::path(delete, path = "/v1/vacancies/{id}", tag = "vacancies",
    responses((status = 204, description = "Withdrawn")))]
pub async fn withdraw(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
) -> Answer {
    vacancies::close_vacancy(&app, actor, id, expected).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Closes a vacancy.
#[utoipa::path(post, path = "/v1/vacancies/{id}/close", tag = "vacancies",
    responses((status = 200, description = "The vacancy as it is now", body = VacancyView)))]
pub async fn close(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
    In(language): In,
    _: Nothing,
) -> Answer {
    let vacancy = vacancies::close_vacancy(&app, actor, id, expected).await?;
    Ok(answer(vacancy, language))
}

/// Opens a closed or expired vacancy again.
#[utoipa::path(post, path = "/v1/vacancies/{id}/reopen", tag = "vacancies",
    responses((status = 200, description = "The vacancy as it is now", body = VacancyView)))]
pub async fn reopen(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
    In(language): In,
    _: Nothing,
) -> Answer {
    let vacancy = vacancies::reopen_vacancy(&app, actor, id, expected).await?;
    Ok(answer(vacancy, language))
}

/// Renews a public or expired vacancy: it gets another last day, and an expired one is open again.
#[utoipa::path(post, path = "/v1/vacancies/{id}/renew", tag = "vacancies", request_body = Renewal,
    responses((status = 200, description = "The vacancy as it is now", body = VacancyView)))]
pub async fn renew(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<VacancyId>,
    IfMatch(expected): IfMatch,
    In(language): In,
    Json(renewal): Json<Renewal>,
) -> Answer {
    let vacancy = vacancies::renew_vacancy(&app, actor, id, expected, renewal).await?;
    Ok(answer(vacancy, language))
}

fn answer_posted(posted: Posted, language: Language) -> HttpResponse {
    if !posted.created {
        return answer(posted.view, language);
    }
    let location = format!("/v1/vacancies/{}", posted.view.vacancy.id);
    etag::created(&location, posted.view.vacancy.version, &VacancyView::of(posted.view, language))
}

fn answer(found: Found, language: Language) -> HttpResponse {
    etag::changed(found.vacancy.version, &VacancyView::of(found, language))
}
