//! Who is told of applications and seats: those whom each step concerns, at once by a service message to the address
//! on file, and wherever their subscriptions ask for it. An employer hears of applications by its subscription alone.

use super::{
    audience::{Audience, Notice},
    fitting, notices, subject,
};
use crate::{
    app::{App, graduates::registered_at, work::WorkError},
    domain::{
        application::Application,
        consent::Purpose,
        event::{Event, EventKind},
        graduate::Graduate,
        ids::{ApplicationId, GraduateId, PartnershipId, ProgrammeId, SchoolId, VacancyId},
        language::Language,
        notification::News,
        party::Party,
        programme::Programme,
        seats::Announcement,
        vacancy::Vacancy,
    },
    store::Reservation,
};
use std::collections::HashSet;

/// How many graduates of a class are read at once.
const PAGE: u64 = 500;

/// Who is told of a step of an application, or of seats of a vacancy.
pub(super) async fn audience(app: &App, event: &Event) -> Result<Audience, WorkError> {
    match event.kind {
        EventKind::SeatsOpened | EventKind::SeatsClosing | EventKind::SeatsReleased => {
            seats(app, event).await
        }
        EventKind::VacancyAmended => {
            let mut audience = Audience::of(event);
            if let Some(id) = subject::<VacancyId>(event) {
                applicants(app, event, &mut audience, id).await?;
            }
            Ok(audience)
        }
        _ => application(app, event).await,
    }
}

async fn application(app: &App, event: &Event) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(id) = subject::<ApplicationId>(event) else { return Ok(audience) };
    let Some(application) = app.store.application(id).await? else { return Ok(audience) };
    let Some(graduate) = app.store.graduate(application.graduate).await? else { return Ok(audience) };
    let told = concerned(app, event.kind, &application, &graduate);
    let news = News::Application { application: id, vacancy: application.vacancy };
    tell(app, event, &mut audience, told, &news).await?;
    if to_employer(event.kind) {
        let party = Party::Employer(application.employer);
        for subscription in app.store.event_subscriptions(&[party], event.kind).await? {
            audience.tell(event.kind, || news.clone(), subscription);
        }
    }
    Ok(audience)
}

/// Of which steps an employer may ask to be told: those it does not make itself.
fn to_employer(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ApplicationSubmitted | EventKind::ApplicationAccepted | EventKind::ApplicationWithdrawn
    )
}

/// Whom a step concerns, beside the employer.
fn concerned(app: &App, kind: EventKind, application: &Application, graduate: &Graduate) -> Vec<Party> {
    let today = app.today();
    let schools = || graduate.schools_on(today).into_iter().map(Party::School);
    let person = Party::Graduate(application.graduate);
    match kind {
        EventKind::ApplicationInterviewSet => {
            registered_at(graduate, today).map(Party::School).into_iter().chain([person]).collect()
        }
        EventKind::ApplicationOffered => schools().chain([person]).collect(),
        EventKind::OfferLapsing => vec![person],
        EventKind::ApplicationAccepted | EventKind::ApplicationSigned => schools().collect(),
        _ => Vec::new(),
    }
}

/// Tells parties by a service message, and by what they subscribed to.
async fn tell(
    app: &App,
    event: &Event,
    audience: &mut Audience,
    parties: Vec<Party>,
    news: &News,
) -> Result<(), WorkError> {
    for party in &parties {
        if let Some(notice) = notice(app, *party).await? {
            audience.notify(event.kind, *party, news.clone(), notice);
        }
    }
    for subscription in app.store.event_subscriptions(&parties, event.kind).await? {
        audience.tell(event.kind, || news.clone(), subscription);
    }
    Ok(())
}

/// Where a service message to a party goes: to nobody who did not agree to alerts.
async fn notice(app: &App, party: Party) -> Result<Option<Notice>, WorkError> {
    Ok(match party {
        Party::Graduate(id) => {
            let graduate = app.store.graduate(id).await?;
            let agreed = graduate.filter(|graduate| graduate.consents_to(Purpose::Alerts));
            agreed.and_then(|graduate| graduate.person.email).map(in_chinese)
        }
        Party::School(id) => match app.store.school(id).await? {
            Some(school) => Some(notices::contact(app, party, school.profile.email).await?),
            None => None,
        },
        Party::Employer(id) => match app.store.employer(id).await? {
            Some(employer) => Some(notices::contact(app, party, employer.profile.email).await?),
            None => None,
        },
        Party::Operator | Party::Department(_) => None,
    })
}

fn in_chinese(address: crate::domain::email_address::EmailAddress) -> Notice {
    Notice { address, language: Language::default() }
}

/// Tells who is on the way to a vacancy, and their registered schools, that something became of it.
pub(super) async fn applicants(
    app: &App,
    event: &Event,
    audience: &mut Audience,
    vacancy: VacancyId,
) -> Result<(), WorkError> {
    let mut told: Vec<Party> = Vec::new();
    let applications = app.store.active_applications_for(vacancy).await?;
    let ids: Vec<GraduateId> = applications.iter().map(|application| application.graduate).collect();
    for graduate in app.store.graduates(&ids).await? {
        let school = registered_at(&graduate, app.today()).map(Party::School);
        told.extend(school.into_iter().chain([Party::Graduate(graduate.id)]));
    }
    told.sort_unstable();
    told.dedup();
    tell(app, event, audience, told, &News::AppliedVacancy { vacancy }).await
}

async fn seats(app: &App, event: &Event) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(notice) = app.store.seat_notice(event.id).await? else { return Ok(audience) };
    let told = notice.told;
    let Some(programme) = app.store.programme(told.programme).await? else { return Ok(audience) };
    let Some(vacancy) = app.store.vacancy(told.vacancy).await? else { return Ok(audience) };
    let parties = match told.next {
        Announcement::Opened => agreed(graduates_of(app, &[programme.id]).await?, &programme.plan.schools()),
        Announcement::SevenDays | Announcement::OneDay => {
            let schools = programme.plan.schools().into_iter().map(Party::School);
            schools.chain([Party::Employer(vacancy.employer)]).collect()
        }
        Announcement::Partnership | Announcement::Everybody => {
            released(app, told, &programme, &vacancy).await?
        }
    };
    let Reservation { vacancy, programme, until, next } = told;
    let news = News::Seats { vacancy, programme, until, told: next };
    tell(app, event, &mut audience, parties, &news).await?;
    Ok(audience)
}

/// Graduates who agreed to be matched and alerted, and schools.
fn agreed(graduates: Vec<Graduate>, schools: &[SchoolId]) -> Vec<Party> {
    let agree = |graduate: &Graduate| {
        graduate.consents_to(Purpose::Matching) && graduate.consents_to(Purpose::Alerts)
    };
    let graduates = graduates.into_iter().filter(agree).map(|graduate| Party::Graduate(graduate.id));
    schools.iter().copied().map(Party::School).chain(graduates).collect()
}

/// Who may take the seats from now on and is not on the way to the vacancy yet, and the home school of the class.
async fn released(
    app: &App,
    told: Reservation,
    programme: &Programme,
    vacancy: &Vacancy,
) -> Result<Vec<Party>, WorkError> {
    let fits = match (told.next, programme.plan.partnership) {
        (Announcement::Partnership, Some(partnership)) => {
            let programmes = programmes_under(app, partnership).await?;
            fitting::in_programmes(app, vacancy, programmes).await?
        }
        _ => fitting::graduates(app, vacancy).await?,
    };
    let under_way = app.store.active_applications_for(vacancy.id).await?;
    let under_way: HashSet<_> = under_way.into_iter().map(|application| application.graduate).collect();
    let new: Vec<_> = fits.into_iter().map(|fit| fit.id).filter(|id| !under_way.contains(id)).collect();
    let new = fitting::still_agreeing(app, &new).await?;
    let home: Vec<_> = programme.plan.home_school.into_iter().collect();
    Ok(agreed(new, &home))
}

async fn programmes_under(app: &App, partnership: PartnershipId) -> Result<Vec<ProgrammeId>, WorkError> {
    let Some(found) = app.store.partnership(partnership).await? else { return Ok(Vec::new()) };
    let mut programmes: Vec<ProgrammeId> = Vec::new();
    for school in found.terms.home_schools.iter().copied().chain([found.terms.partner_school]) {
        let of_school = app.store.programmes_of_school(school).await?;
        let under = of_school.into_iter().filter(|one| one.plan.partnership == Some(partnership));
        programmes.extend(under.map(|one| one.id));
    }
    programmes.sort_unstable();
    programmes.dedup();
    Ok(programmes)
}

async fn graduates_of(app: &App, programmes: &[ProgrammeId]) -> Result<Vec<Graduate>, WorkError> {
    let mut all = Vec::new();
    for programme in programmes {
        let mut last = None;
        loop {
            let page = app.store.graduates_of_programme(*programme, last, PAGE).await?;
            let Some(end) = page.last().map(|graduate| graduate.id) else { break };
            last = Some(end);
            all.extend(page);
        }
    }
    Ok(all)
}
