//! `/me/matches`: the vacancies that fit the graduate best, with the reasons.

use super::{
    failure::Failure,
    parts::{fit::Fit, job::JobCard},
    render,
    visitor::Visitor,
};
use crate::{
    app::{App, access, graduates, matches},
    domain::consent::Purpose,
};
use actix_web::{HttpResponse, web};
use askama::Template;

/// Matches on the page.
const LIMIT: usize = 20;

#[derive(Template)]
#[template(path = "matches.html", config = "src/askama.toml")]
struct MatchesPage {
    v: Visitor,
    consented: bool,
    matches: Vec<MatchCard>,
}

/// One match.
struct MatchCard {
    job: JobCard,
    fit: Fit,
}

/// `GET /me/matches`.
pub(crate) async fn show(visitor: Visitor, app: web::Data<App>) -> Result<HttpResponse, Failure> {
    let actor = visitor.actor()?;
    let id = access::graduate(actor)?;
    let graduate = graduates::read_graduate(&app, actor, id).await?;
    let consented = graduate.consents_to(Purpose::Matching);
    let ranked = match consented {
        true => matches::matches_for_graduate(&app, actor, id, LIMIT).await?,
        false => Vec::new(),
    };
    let card = |one: &matches::RankedVacancy| MatchCard {
        job: JobCard::of(&visitor, &one.vacancy, &one.employer_name, None),
        fit: Fit::of(&visitor, &one.assessment),
    };
    let matches = ranked.iter().map(card).collect();
    render::html(&MatchesPage { consented, matches, v: visitor })
}
