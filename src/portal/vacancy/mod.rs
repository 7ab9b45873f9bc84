//! `/vacancies/{id}`: everything that decides for somebody who will live a thousand kilometres from home.

mod employer;
mod experience;
mod facts;
mod json_ld;
mod offer;
mod questions;

use super::{
    failure::Failure,
    headers,
    parts::{
        badges::{self, Badge},
        facts::FactGroup,
        fit::Fit,
        job::{self, PayText},
    },
    render,
    visitor::Visitor,
    wording,
};
use crate::{
    app::{App, matches, vacancies, vacancies::VacancyView},
    domain::{
        ids::VacancyId,
        party::{Actor, Party},
        refusal::Refusal,
    },
};
use actix_web::{HttpResponse, web};
use askama::Template;
use employer::EmployerCard;

#[derive(Template)]
#[template(path = "vacancy.html", config = "src/askama.toml")]
struct VacancyPage {
    v: Visitor,
    job: Headline,
    dates: String,
    fit: Option<Fit>,
    groups: Vec<FactGroup>,
    description: String,
    employer: EmployerCard,
    questions: Vec<String>,
    canonical: String,
    json_ld: String,
}

/// What stands at the top.
struct Headline {
    title: String,
    pay: PayText,
    place: String,
    badges: Vec<Badge>,
    employer: String,
}

/// `GET /vacancies/{id}`.
pub(crate) async fn show(
    visitor: Visitor,
    app: web::Data<App>,
    id: web::Path<String>,
) -> Result<HttpResponse, Failure> {
    let id: VacancyId = id.parse().map_err(|_| Failure::NotFound)?;
    let actor = visitor.party.map(Actor::of);
    let view = vacancies::read_vacancy(&app, actor, id).await?;
    if !view.vacancy.is_open_on(app.today()) {
        return Err(Failure::Gone);
    }
    let fit = fit(&app, &visitor, id).await?;
    let page = page(&app, visitor, &view, fit);
    let mut answer = render::html(&page)?;
    headers::permit_inline(&mut answer, &page.json_ld);
    Ok(answer)
}

/// How it fits the graduate who looks; nothing for anybody else, or without their consent to matching.
async fn fit(app: &App, visitor: &Visitor, vacancy: VacancyId) -> Result<Option<Fit>, Failure> {
    let Some(party @ Party::Graduate(graduate)) = visitor.party else { return Ok(None) };
    match matches::match_pair(app, Actor::of(party), vacancy, graduate).await {
        Ok(ranked) => Ok(Some(Fit::of(visitor, &ranked.assessment))),
        Err(Refusal::NotFound) => Ok(None),
        Err(refusal) => Err(refusal.into()),
    }
}

fn page(app: &App, v: Visitor, view: &VacancyView, fit: Option<Fit>) -> VacancyPage {
    let (vacancy, content) = (&view.vacancy, &view.vacancy.content);
    let canonical = format!("{}/vacancies/{}", app.policy().public_url, vacancy.id);
    let published = wording::day_of(vacancy.published_at.unwrap_or(vacancy.created_at), v.language());
    let until = wording::day(content.valid_until, v.language());
    let employer = employer::card(app, &v, &view.employer);
    VacancyPage {
        job: Headline {
            title: content.title.clone(),
            pay: PayText::of(&v, vacancy),
            place: job::place(vacancy),
            badges: headline_badges(&v, view, &employer),
            employer: employer.name.clone(),
        },
        dates: v.words.with("vacancy-dates", &[("published", &published), ("until", &until)]),
        fit,
        groups: facts::groups(app, &v, vacancy),
        description: content.description.clone(),
        questions: questions::of(v.words, content),
        json_ld: json_ld::text(app, view, &canonical),
        employer,
        canonical,
        v,
    }
}

/// What the offer says at a glance, and what must be known of who makes it.
fn headline_badges(v: &Visitor, view: &VacancyView, employer: &EmployerCard) -> Vec<Badge> {
    let mut all = badges::of_vacancy(v.words, &view.vacancy);
    all.extend(employer.badges.iter().filter(|badge| badge.tone == "warn").cloned());
    all
}
