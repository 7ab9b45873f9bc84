//! Who is told of a vacancy: its employer, graduates it fits, their schools, and owners of searches that find it.

use super::{audience::Audience, fitting, notices, searches::SavedSearches};
use crate::{
    app::{App, pools::Fitting, work::WorkError},
    domain::{
        consent::Purpose,
        event::{Event, EventKind},
        ids::{GraduateId, SchoolId, VacancyId},
        major::Major,
        notification::News,
        party::Party,
        subscription::Subscription,
        vacancy::Vacancy,
    },
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// How many students a school is shown.
const SHOWN: usize = 20;

/// Who is told of a vacancy that became public. One that is closed again concerns nobody.
pub(super) async fn published(
    app: &App,
    searches: &SavedSearches,
    event: &Event,
    id: VacancyId,
) -> Result<Audience, WorkError> {
    let mut audience = Audience::of(event);
    let Some(vacancy) = app.store.vacancy(id).await? else { return Ok(audience) };
    if !vacancy.is_open_on(app.today()) {
        return Ok(audience);
    }
    for subscription in notices::own_subscriptions(app, event.kind, &vacancy).await? {
        audience.tell(event.kind, || News::OwnVacancy { vacancy: vacancy.id }, subscription);
    }
    let fits = fitting::graduates(app, &vacancy).await?;
    tell_graduates(app, &mut audience, &vacancy, &fits).await?;
    tell_schools(app, &mut audience, &vacancy, &fits).await?;
    tell_searchers(app, &mut audience, searches, &vacancy).await?;
    Ok(audience)
}

/// Graduates who agreed to be alerted, each with the score and the best reasons.
async fn tell_graduates(
    app: &App,
    audience: &mut Audience,
    vacancy: &Vacancy,
    fits: &[Fitting],
) -> Result<(), WorkError> {
    let agreed = fits.iter().filter(|fit| fit.alerts);
    let parties: Vec<_> = agreed.map(|fit| Party::Graduate(fit.id)).collect();
    let subscriptions = app.store.event_subscriptions(&parties, EventKind::MatchFound).await?;
    let owners: HashSet<_> = subscriptions.iter().map(|subscription| subscription.owner).collect();
    let wanted: Vec<_> =
        fits.iter().map(|fit| fit.id).filter(|id| owners.contains(&Party::Graduate(*id))).collect();
    let mut wanted = fitting::still_agreeing(app, &wanted).await?;
    wanted.retain(|graduate| graduate.consents_to(Purpose::Alerts));
    let explained = fitting::explain(app, vacancy, wanted).await?;
    for subscription in subscriptions {
        let Party::Graduate(id) = subscription.owner else { continue };
        let Some((score, reasons)) = explained.get(&id) else { continue };
        let news =
            || News::VacancyForGraduate { vacancy: vacancy.id, score: *score, reasons: reasons.clone() };
        audience.tell(EventKind::MatchFound, news, subscription);
    }
    Ok(())
}

/// Schools of today, home and partner alike, each once with its own students.
async fn tell_schools(
    app: &App,
    audience: &mut Audience,
    vacancy: &Vacancy,
    fits: &[Fitting],
) -> Result<(), WorkError> {
    let mut students: BTreeMap<SchoolId, Vec<&Fitting>> = BTreeMap::new();
    for fit in fits {
        for school in &fit.schools {
            students.entry(*school).or_default().push(fit);
        }
    }
    let parties: Vec<_> = students.keys().map(|school| Party::School(*school)).collect();
    let subscriptions = app.store.event_subscriptions(&parties, EventKind::MatchFound).await?;
    let owners: HashSet<_> = subscriptions.iter().map(|subscription| subscription.owner).collect();
    students.retain(|school, _| owners.contains(&Party::School(*school)));
    // Of those who are named, who withdrew a moment ago is not.
    let shown: HashSet<_> =
        students.values().flat_map(|students| students.iter().take(SHOWN)).map(|fit| fit.id).collect();
    let agreeing = fitting::still_agreeing(app, &shown.iter().copied().collect::<Vec<_>>()).await?;
    let agreeing: HashSet<_> = agreeing.iter().map(|graduate| graduate.id).collect();
    for students in students.values_mut() {
        students.retain(|fit| !shown.contains(&fit.id) || agreeing.contains(&fit.id));
    }
    for subscription in subscriptions {
        let Party::School(school) = subscription.owner else { continue };
        let Some(students) = students.get(&school).filter(|students| !students.is_empty()) else { continue };
        audience.tell(EventKind::MatchFound, || school_news(vacancy.id, students), subscription);
    }
    Ok(())
}

/// What a school is told of its students: how many, of which majors, and the best of them.
fn school_news(vacancy: VacancyId, students: &[&Fitting]) -> News {
    let mut majors: HashMap<&Major, u32> = HashMap::new();
    for student in students {
        *majors.entry(&student.major).or_default() += 1;
    }
    let mut majors: Vec<_> = majors.into_iter().map(|(major, count)| (major.clone(), count)).collect();
    majors.sort_by(|(left, fewer), (right, more)| more.cmp(fewer).then_with(|| left.code.cmp(&right.code)));
    News::VacancyForSchool {
        vacancy,
        count: u32::try_from(students.len()).unwrap_or(u32::MAX),
        majors,
        graduates: students.iter().take(SHOWN).map(|student| student.id).collect(),
    }
}

/// Owners of saved searches that find the vacancy; graduates among them only with their consent to alerts.
async fn tell_searchers(
    app: &App,
    audience: &mut Audience,
    searches: &SavedSearches,
    vacancy: &Vacancy,
) -> Result<(), WorkError> {
    let employer = app.store.employer(vacancy.employer).await?;
    let name = employer.map(|employer| employer.profile.name).unwrap_or_default();
    let found = searches.that_find(app, vacancy, &name).await?;
    let agreed = agreed_to_alerts(app, &found).await?;
    for subscription in found {
        let may = match subscription.owner {
            Party::Graduate(id) => agreed.contains(&id),
            _ => true,
        };
        if may {
            audience.tell(
                EventKind::MatchFound,
                || News::VacancyForSearch { vacancy: vacancy.id },
                subscription,
            );
        }
    }
    Ok(())
}

async fn agreed_to_alerts(app: &App, found: &[Subscription]) -> Result<HashSet<GraduateId>, WorkError> {
    let owners = found.iter().filter_map(|subscription| match subscription.owner {
        Party::Graduate(id) => Some(id),
        _ => None,
    });
    let owners: HashSet<_> = owners.collect();
    let graduates = app.store.graduates(&owners.into_iter().collect::<Vec<_>>()).await?;
    let agreed = graduates.into_iter().filter(|graduate| graduate.consents_to(Purpose::Alerts));
    Ok(agreed.map(|graduate| graduate.id).collect())
}
