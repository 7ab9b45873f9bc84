//! `/me`: what we know of whoever is signed in, what they agreed to, and which alerts are on.

use super::{
    alerts::{self, Alert},
    csrf,
    failure::Failure,
    parts::facts::Fact,
    render,
    visitor::Visitor,
    wording,
};
use crate::{
    app::{
        App, access, graduates,
        graduates::{ConsentChange, GraduatePatch},
        page::PageRequest,
        subscriptions,
    },
    domain::{
        consent::{Consent, Purpose},
        graduate::Graduate,
        party::{Actor, Role},
    },
};
use actix_session::Session;
use actix_web::{HttpResponse, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "me.html", config = "src/askama.toml")]
struct MePage {
    v: Visitor,
    name: String,
    facts: Vec<Fact>,
    consents: Vec<ConsentRow>,
    alerts: Vec<Alert>,
}

/// One purpose, and whether it was agreed to.
struct ConsentRow {
    purpose: &'static str,
    title: String,
    text: String,
    state: String,
    action: String,
    given: bool,
}

/// The form behind a consent's button.
#[derive(Deserialize)]
pub(crate) struct ConsentForm {
    csrf: String,
    purpose: Purpose,
    given: bool,
}

/// `GET /me`.
pub(crate) async fn show(visitor: Visitor, app: web::Data<App>) -> Result<HttpResponse, Failure> {
    let actor = visitor.actor()?;
    let page = PageRequest { limit: 50, cursor: None };
    let subscriptions = subscriptions::list_subscriptions(&app, actor, page).await?;
    let alerts = subscriptions.items.iter().map(|one| alerts::describe(&app, &visitor, one)).collect();
    let graduate = match actor.party.role() {
        Role::Graduate => Some(graduates::read_graduate(&app, actor, access::graduate(actor)?).await?),
        _ => None,
    };
    render::html(&MePage {
        name: graduate.as_ref().map_or_else(|| organisation(&visitor, actor), |one| one.person.name.clone()),
        facts: graduate.as_ref().map(|one| facts(&app, &visitor, one)).unwrap_or_default(),
        consents: graduate.as_ref().map(|one| consents(&visitor, one)).unwrap_or_default(),
        alerts,
        v: visitor,
    })
}

/// `POST /me/consents`: gives or withdraws one, which works at once.
pub(crate) async fn change_consent(
    visitor: Visitor,
    app: web::Data<App>,
    session: Session,
    form: web::Form<ConsentForm>,
) -> Result<HttpResponse, Failure> {
    csrf::check(&session, &form.csrf)?;
    let actor = visitor.actor()?;
    let change = ConsentChange { purpose: form.purpose, given: form.given };
    let patch = GraduatePatch { consents: Some(vec![change]), ..GraduatePatch::default() };
    graduates::change_graduate(&app, actor, access::graduate(actor)?, None, patch).await?;
    Ok(render::see_other("/me#consents"))
}

fn organisation(v: &Visitor, actor: Actor) -> String {
    v.t(match actor.party.role() {
        Role::Operator => "me-operator",
        Role::Employer => "me-employer",
        Role::School => "me-school",
        Role::Department => "me-department",
        Role::Graduate => "me-title",
    })
}

fn facts(app: &App, v: &Visitor, graduate: &Graduate) -> Vec<Fact> {
    let (words, wishes) = (app.vocabulary(), &graduate.preferences);
    let region = |code| words.regions().full_name(code).unwrap_or_else(|| code.to_owned());
    let separator = v.t("list-separator");
    let joined = |all: Vec<String>| (!all.is_empty()).then(|| all.join(&separator));
    let regions = joined(wishes.regions.iter().map(|code| region(code.as_str())).collect());
    let today = app.today();
    let held = graduate.record.skills.iter().filter(|skill| skill.held_on(today));
    let skills = joined(held.map(|skill| skill.term.clone()).collect());
    vec![
        Fact::new(v.t("me-class"), graduate.class_name.clone()),
        Fact::new(v.t("me-major"), [graduate.major.name.clone()]),
        Fact::new(v.t("me-graduates"), [wording::day(graduate.graduates_on, v.language())]),
        Fact::new(v.t("me-email"), graduate.person.email.as_ref().map(|email| email.as_str().to_owned())),
        Fact::new(v.t("me-regions"), regions),
        Fact::new(v.t("me-pay"), wishes.pay_min.map(|fen| v.t1("me-pay-value", "yuan", fen))),
        Fact::new(v.t("me-skills"), skills),
    ]
}

fn consents(v: &Visitor, graduate: &Graduate) -> Vec<ConsentRow> {
    let purposes =
        [(Purpose::Matching, "matching"), (Purpose::Alerts, "alerts"), (Purpose::Contact, "contact")];
    let row = |(purpose, name): (Purpose, &'static str)| {
        let live = |one: &&Consent| one.purpose == purpose && one.withdrawn_at.is_none();
        let since = graduate.consents.iter().find(live).map(|one| wording::day_of(one.from, v.language()));
        let given = since.is_some();
        ConsentRow {
            purpose: name,
            title: v.t(&format!("consent-{name}")),
            text: v.t(&format!("consent-{name}-text")),
            state: since.map_or_else(|| v.t("consent-not"), |day| v.t1("consent-since", "date", day)),
            action: v.t(if given { "consent-withdraw" } else { "consent-give" }),
            given,
        }
    };
    purposes.into_iter().map(row).collect()
}
