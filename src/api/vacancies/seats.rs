//! `/v1/vacancies/{id}/seats`: how many seats of a vacancy are open, reserved, held and filled today.

use crate::{
    api::{Answer, auth::Visitor, etag, path::Id},
    app::{App, applications::SeatsView as Found, vacancies},
    domain::{
        ids::{ProgrammeId, VacancyId},
        refusal::Refusal,
        seats::{Counts, Phase},
    },
};
use actix_web::{HttpRequest, web::Data};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// The seats of a vacancy today: open + reserved + held + filled = headcount.
#[derive(Debug, Serialize, ToSchema)]
pub struct SeatsView {
    #[serde(flatten)]
    counts: Counts,
    /// What is kept for classes, the earliest first.
    reservations: Vec<ReservationView>,
}

/// Seats that are kept for a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReservationView {
    programme: ProgrammeId,
    seats: u32,
    /// How many of them nobody has taken.
    free: u32,
    /// The last day on which they are for the class alone.
    until: NaiveDate,
    /// The first day on which they are for everybody; until then for the partnership of the class.
    open_from: NaiveDate,
    /// For whom they are today.
    #[schema(inline)]
    phase: Phase,
}

impl From<Found> for SeatsView {
    fn from(found: Found) -> Self {
        let reservations = found.kept.into_iter().map(|(kept, free, phase)| ReservationView {
            programme: kept.programme,
            seats: kept.seats,
            free,
            until: kept.until,
            open_from: kept.open_from,
            phase,
        });
        Self { counts: found.counts, reservations: reservations.collect() }
    }
}

/// Reads the seats of a vacancy.
#[utoipa::path(get, path = "/v1/vacancies/{id}/seats", tag = "vacancies",
    responses((status = 200, description = "The seats today", body = SeatsView)))]
pub async fn read(
    app: Data<App>,
    Visitor(actor): Visitor,
    Id(id): Id<VacancyId>,
    request: HttpRequest,
) -> Answer {
    let seats = vacancies::read_vacancy(&app, actor, id).await?.seats;
    let view = SeatsView::from(seats.ok_or(Refusal::NotFound)?);
    let text = serde_json::to_string(&view).map_err(|error| Refusal::Internal(error.to_string()))?;
    Ok(etag::text(&request, "application/json", text))
}
