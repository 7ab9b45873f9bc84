//! Who sees which applications, and how much of the graduate.

use super::{Means, Stop};
use crate::{
    app::{
        App,
        matches::{GraduateCard, card_for},
        page::{Page, PageRequest},
        search::employer_names,
    },
    domain::{
        application::{Application, ApplicationFilter},
        clock::CHINA,
        consent::Purpose,
        event::EventKind,
        graduate::Graduate,
        ids::{ApplicationId, EmployerId, SubscriptionId},
        language::Language,
        party::{Actor, Party},
        refusal::Refusal,
        subscription::{Channel, Frequency, Interest, Subscription},
    },
    store::Tx,
};
use std::collections::HashMap;

/// How many of an employer's subscriptions are looked through.
const LOOKED_THROUGH: u64 = 1_000;

/// An application with what its reader may know.
#[derive(Debug, Clone, PartialEq)]
pub struct ApplicationView {
    /// The application.
    pub application: Application,
    /// What the vacancy is called.
    pub title: String,
    /// What its employer is called.
    pub employer_name: String,
    /// What may be known of the graduate.
    pub card: GraduateCard,
    /// How the graduate is reached: for those who may know the name.
    pub contact: Option<Contact>,
}

/// How a graduate is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The mobile number.
    pub phone: Option<String>,
    /// The address.
    pub email: Option<String>,
}

/// A page of the applications that the actor has to do with, the newest first.
///
/// # Errors
/// A cursor that is none.
pub async fn list_applications(
    app: &App,
    actor: Actor,
    wanted: ApplicationFilter,
    page: PageRequest,
) -> Result<Page<ApplicationView>, Refusal> {
    let filter = match actor.party {
        Party::Graduate(id) if wanted.graduate.is_none_or(|other| other == id) => {
            ApplicationFilter { graduate: Some(id), ..wanted }
        }
        Party::Employer(id) => ApplicationFilter { employer: Some(id), ..wanted },
        Party::School(id) => ApplicationFilter { school: Some(id), ..wanted },
        Party::Graduate(_) => return Ok(Page { items: Vec::new(), next: None }),
        Party::Operator | Party::Department(_) => return Err(Refusal::Forbidden),
    };
    let rows = app.store.applications(filter, page.after()?, page.fetch()).await?;
    let Page { items, next } = Page::cut(rows, &page, |application| application.id.to_string());
    Ok(Page { items: views(app, actor, items).await?, next })
}

/// One application.
///
/// # Errors
/// Not there for others than the graduate, the employer and the graduate's schools of that time.
pub async fn read_application(
    app: &App,
    actor: Actor,
    id: ApplicationId,
) -> Result<ApplicationView, Refusal> {
    let (application, _) = visible(app, actor, id).await?;
    view(app, actor, application).await
}

/// The application, if the actor may see it, with its graduate.
pub(super) async fn visible(
    app: &App,
    actor: Actor,
    id: ApplicationId,
) -> Result<(Application, Graduate), Refusal> {
    let application = app.store.application(id).await?.ok_or(Refusal::NotFound)?;
    let graduate = app.store.graduate(application.graduate).await?.ok_or(Refusal::NotFound)?;
    if sees(actor, &application, &graduate) { Ok((application, graduate)) } else { Err(Refusal::NotFound) }
}

/// An employer sees an applicant who took the consent back no more, unless the two agreed already; a school what began
/// while the graduate belonged to it.
fn sees(actor: Actor, application: &Application, graduate: &Graduate) -> bool {
    match actor.party {
        Party::Graduate(id) => id == application.graduate,
        Party::Employer(id) => {
            let agreed = application.is_taken() || graduate.consents_to(Purpose::Matching);
            id == application.employer && agreed
        }
        Party::School(id) => {
            let begun = application.created_at.with_timezone(&CHINA).date_naive();
            let then = |to: Option<chrono::NaiveDate>| to.is_none_or(|end| end >= begun);
            graduate.links.iter().any(|link| link.school == id && then(link.to))
        }
        Party::Operator | Party::Department(_) => false,
    }
}

/// An application as the actor may see it.
pub(super) async fn view(
    app: &App,
    actor: Actor,
    application: Application,
) -> Result<ApplicationView, Refusal> {
    views(app, actor, vec![application]).await?.pop().ok_or(Refusal::NotFound)
}

async fn views(
    app: &App,
    actor: Actor,
    applications: Vec<Application>,
) -> Result<Vec<ApplicationView>, Refusal> {
    let (mut graduates, mut vacancies): (Vec<_>, Vec<_>) =
        applications.iter().map(|one| (one.graduate, one.vacancy)).unzip();
    graduates.sort_unstable();
    graduates.dedup();
    vacancies.sort_unstable();
    vacancies.dedup();
    let graduates: HashMap<_, _> =
        app.store.graduates(&graduates).await?.into_iter().map(|one| (one.id, one)).collect();
    let vacancies: HashMap<_, _> =
        app.store.vacancies(&vacancies).await?.into_iter().map(|one| (one.id, one)).collect();
    let names = employer_names(app, vacancies.values().map(|vacancy| vacancy.employer)).await?;
    let view = |application: Application| {
        let graduate = graduates.get(&application.graduate)?;
        if !sees(actor, &application, graduate) {
            return None;
        }
        let card = card_for(actor, graduate);
        let title = vacancies.get(&application.vacancy).map(|one| one.content.title.clone());
        Some(ApplicationView {
            title: title.unwrap_or_default(),
            employer_name: names.get(&application.employer).cloned().unwrap_or_default(),
            contact: card.name.is_some().then(|| contact(graduate)),
            card,
            application,
        })
    };
    Ok(applications.into_iter().filter_map(view).collect())
}

fn contact(graduate: &Graduate) -> Contact {
    let email = graduate.person.email.as_ref().map(|email| email.as_str().to_owned());
    Contact { phone: graduate.person.phone.clone(), email }
}

/// Sees to it that an employer hears of applications, once a day by mail to its contact, unless it asked for something
/// else about them before, or asked to hear no more.
pub(super) async fn let_employer_know(tx: &Tx, means: &Means, id: EmployerId) -> Result<(), Stop> {
    let owner = Party::Employer(id);
    let known = tx.subscriptions_of(owner, None, LOOKED_THROUGH).await?;
    let about = |one: &Subscription| match &one.interest {
        Interest::Events { events } => events.contains(&EventKind::ApplicationSubmitted),
        Interest::Search { .. } => false,
    };
    if known.iter().any(about) {
        return Ok(());
    }
    let Some(employer) = tx.employer(id).await? else { return Ok(()) };
    let (clock, entropy) = means.ambient();
    let subscription = Subscription {
        id: SubscriptionId::new(clock, entropy),
        owner,
        version: 1,
        interest: Interest::Events { events: vec![EventKind::ApplicationSubmitted] },
        channel: Channel::Email(employer.profile.email),
        frequency: Frequency::Daily,
        language: Language::Chinese,
        active: true,
        created_at: means.now,
        updated_at: means.now,
    };
    Ok(tx.insert_subscription(&subscription).await?)
}
