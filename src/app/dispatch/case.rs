//! Applications and seats at the moment they are told: whether it is still so, and what of a person may be said.

use super::live::Receiver;
use crate::{
    app::{App, applications::seats_of, work::WorkError},
    domain::{
        application::{Application, Stage, State},
        consent::Purpose,
        event::EventKind,
        graduate::Graduate,
        notification::{News, Notification},
        seats::{Announcement, Kept, Phase},
        vacancy::Vacancy,
    },
};
use chrono::{DateTime, NaiveDate, Utc};

/// What a notification is about, as it is now.
pub(super) enum Case {
    /// Neither an application nor seats.
    None,
    /// An application, with its graduate.
    Application(Box<(Application, Graduate)>),
    /// Reserved seats, with how many are free.
    Seats { kept: Kept, free: u32 },
}

/// What the notification is about; nothing where it is not so any more.
pub(super) async fn of_today(
    app: &App,
    receiver: &Receiver,
    notification: &Notification,
    vacancy: Option<&Vacancy>,
) -> Result<Option<Case>, WorkError> {
    match &notification.news {
        News::Application { application, .. } => {
            let Some(application) = app.store.application(*application).await? else { return Ok(None) };
            let Some(graduate) = app.store.graduate(application.graduate).await? else { return Ok(None) };
            let now = app.now();
            let still = stands_so(notification.kind, &application, now)
                && concerns(receiver, &application, &graduate, app.today());
            Ok(still.then(|| Case::Application(Box::new((application, graduate)))))
        }
        News::Seats { programme, until, told, .. } => {
            let Some(vacancy) = vacancy.filter(|vacancy| vacancy.is_open_on(app.today())) else {
                return Ok(None);
            };
            let seats = seats_of(app, vacancy).await?;
            let mut all = seats.kept.into_iter();
            let found = all.find(|(kept, ..)| kept.programme == *programme && kept.until == *until);
            let still =
                found.filter(|(_, free, phase)| *free > 0 && is_so(*told, *phase) && may_know(receiver));
            Ok(still.map(|(kept, free, _)| Case::Seats { kept, free }))
        }
        News::AppliedVacancy { vacancy: id } => {
            let changed = vacancy.is_some_and(|vacancy| {
                vacancy.is_open_on(app.today()) == (notification.kind == EventKind::VacancyAmended)
            });
            let still = match receiver {
                Receiver::Graduate(graduate) => {
                    app.store.active_application(*id, graduate.id).await?.is_some()
                }
                Receiver::School { .. }
                | Receiver::Employer(_)
                | Receiver::Department { .. }
                | Receiver::Other => true,
            };
            Ok((changed && still).then_some(Case::None))
        }
        _ => Ok(Some(Case::None)),
    }
}

/// Whether an application stands as the event said. Who answered meanwhile is not reminded of the question.
fn stands_so(kind: EventKind, application: &Application, now: DateTime<Utc>) -> bool {
    let active = application.state == State::Active;
    let ahead = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at > now);
    match kind {
        EventKind::ApplicationSubmitted => active && application.stage <= Stage::Applied,
        EventKind::ApplicationInterviewSet => {
            active && application.stage == Stage::Interview && ahead(application.interview_at)
        }
        EventKind::ApplicationOffered | EventKind::OfferLapsing => {
            application.is_offered() && ahead(application.deadline)
        }
        EventKind::ApplicationAccepted => application.is_taken(),
        EventKind::ApplicationSigned => application.is_taken() && application.stage >= Stage::Signed,
        EventKind::ApplicationWithdrawn => application.state == State::Withdrawn,
        _ => false,
    }
}

/// Whether it concerns the receiver today: an employer while the graduate agrees to be seen, a school while the graduate
/// belongs to it.
fn concerns(receiver: &Receiver, application: &Application, graduate: &Graduate, today: NaiveDate) -> bool {
    match receiver {
        Receiver::Graduate(person) => person.id == application.graduate,
        Receiver::Employer(employer) => {
            let agreed = application.is_taken() || graduate.consents_to(Purpose::Matching);
            employer.id == application.employer && agreed
        }
        Receiver::School { id, .. } => graduate.schools_on(today).contains(id),
        Receiver::Department { .. } | Receiver::Other => false,
    }
}

/// Whether the seats are still for whom it was told.
fn is_so(told: Announcement, phase: Phase) -> bool {
    match told {
        Announcement::Opened | Announcement::SevenDays | Announcement::OneDay => phase == Phase::Class,
        Announcement::Partnership => phase == Phase::Partnership,
        Announcement::Everybody => phase == Phase::Everybody,
    }
}

fn may_know(receiver: &Receiver) -> bool {
    match receiver {
        Receiver::Graduate(graduate) => graduate.consents_to(Purpose::Matching),
        Receiver::School { .. } | Receiver::Employer(_) | Receiver::Department { .. } | Receiver::Other => {
            true
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        application::{Maker, Move, Turn},
        ids::ApplicationId,
        matching::fixtures,
        party::Party,
    };
    use uuid::Uuid;

    #[test]
    fn an_offer_that_was_answered_or_has_lapsed_is_not_told() {
        let (vacancy, graduate) = (fixtures::vacancy(), fixtures::graduate());
        let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
        let now = at("2026-06-20T10:00:00+08:00");
        let place = (vacancy.id, vacancy.employer);
        let mut one = Application::matched(ApplicationId(Uuid::from_u128(1)), graduate.id, place, now);
        let (person, employer) = (Party::Graduate(graduate.id), Party::Employer(vacancy.employer));
        one.undergo(Turn::by(person, Maker::Graduate, Move::Applied, now), now).unwrap();
        assert!(stands_so(EventKind::ApplicationSubmitted, &one, now));
        let mut offers = Turn::by(employer, Maker::Employer, Move::Offered, now);
        offers.deadline = Some(at("2026-06-27T10:00:00+08:00"));
        one.undergo(offers, now).unwrap();
        assert!(stands_so(EventKind::ApplicationOffered, &one, now));
        assert!(!stands_so(EventKind::ApplicationOffered, &one, at("2026-06-27T10:00:00+08:00")));
        assert!(!stands_so(EventKind::ApplicationSubmitted, &one, now), "it was answered");
        one.undergo(Turn::by(person, Maker::Graduate, Move::Declined, now), now).unwrap();
        assert!(!stands_so(EventKind::OfferLapsing, &one, now));
        let receiver = Receiver::Graduate(Box::new(graduate.clone()));
        assert!(concerns(&receiver, &one, &graduate, fixtures::TODAY));
        assert!(!concerns(&Receiver::Other, &one, &graduate, fixtures::TODAY));
    }
}
