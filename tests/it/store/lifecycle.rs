//! What time brings: ends that are to be reminded of, reminders that can be kept once, verifications that run out.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        employer::{Employer, EmployerFilter, Verification, VerificationState},
        event::{Event, EventKind},
        ids::*,
        reminder::Reminder,
        vacancy::{Status, Vacancy},
    },
    store::{Store, StoreError, Unreminded},
};

on_both_databases!(
    a_reminder_is_kept_once_by_however_many,
    ends_without_their_reminder_are_found,
    an_open_vacancy_is_public_and_its_last_day_has_not_passed,
    employers_are_found_by_when_their_check_is_due,
);

fn reminder(vacancy: &Vacancy, days: u32, event: Option<EventId>) -> Reminder {
    Reminder { about: vacancy.id.0, until: vacancy.content.valid_until, days, event }
}

async fn a_reminder_is_kept_once_by_however_many(database: TestDatabase) {
    let store = database.open().await;
    let vacancy = vacancy(stored_employer(&store, 1).await.id);
    let event = Event {
        id: id!(EventId),
        kind: EventKind::VacancyExpiring,
        subject: vacancy.employer.to_string(),
        at: now(),
    };
    let tries = (0..16).map(|_| {
        let (store, told) = (store.clone(), reminder(&vacancy, 7, Some(event.id)));
        tokio::spawn(async move { store.write(move |tx| async move { keep(&tx, &told).await }).await })
    });
    let mut kept = 0;
    for one in tries.collect::<Vec<_>>() {
        kept += usize::from(one.await.unwrap().unwrap());
    }
    assert_eq!(kept, 1);
    let nearer = reminder(&vacancy, 1, Some(event.id));
    let later = Reminder { until: date("2027-01-31"), ..reminder(&vacancy, 7, None) };
    for other in [nearer, later] {
        assert!(transact!(store, |tx| tx.insert_reminder(&other)).unwrap(), "{other:?}");
    }
    let told = store.reminders_of(event.id).await.unwrap();
    assert_eq!(told.iter().map(|one| one.days).collect::<Vec<_>>(), [1, 7]);
}

async fn keep(tx: &jobbridge::store::Tx, reminder: &Reminder) -> Result<bool, StoreError> {
    tx.insert_reminder(reminder).await
}

async fn ends_without_their_reminder_are_found(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await;
    let ends = ["2026-06-19", "2026-06-20", "2026-06-27", "2026-06-28"];
    let mut vacancies: Vec<_> = ends.iter().map(|end| ending(employer.id, end, Status::Published)).collect();
    vacancies.push(ending(employer.id, "2026-06-21", Status::Closed));
    let rows = vacancies.clone();
    transact!(store, |tx| tx.insert_vacancies(&rows)).unwrap();
    let wanted = Unreminded { days: 7, from: date("2026-06-20"), to: date("2026-06-27"), limit: 10 };
    let found = async || {
        let found = store.vacancies_unreminded(wanted).await.unwrap();
        let mut ends: Vec<_> = found.iter().map(|one| one.content.valid_until.to_string()).collect();
        ends.sort();
        ends
    };
    assert_eq!(found().await, ["2026-06-20", "2026-06-27"]);
    let other_stage = reminder(&vacancies[1], 1, None);
    let this_stage = reminder(&vacancies[2], 7, None);
    for kept in [other_stage, this_stage] {
        transact!(store, |tx| tx.insert_reminder(&kept)).unwrap();
    }
    assert_eq!(found().await, ["2026-06-20"]);
    let limited = store.vacancies_unreminded(Unreminded { limit: 0, ..wanted }).await.unwrap();
    assert!(limited.is_empty());
}

fn ending(employer: EmployerId, until: &str, status: Status) -> Vacancy {
    let mut vacancy = vacancy(employer);
    vacancy.content.valid_until = date(until);
    vacancy.status = status;
    vacancy
}

async fn an_open_vacancy_is_public_and_its_last_day_has_not_passed(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await.id;
    let vacancies = [
        ending(employer, "2026-06-19", Status::Published),
        ending(employer, "2026-06-20", Status::Published),
        ending(employer, "2026-06-21", Status::Suspended),
    ];
    let (rows, ids) = (vacancies.to_vec(), vacancies.each_ref().map(|vacancy| vacancy.id));
    transact!(store, |tx| tx.insert_vacancies(&rows)).unwrap();
    let open = async |day| store.open_among(&ids, date(day)).await.unwrap();
    assert_eq!(open("2026-06-20").await, std::slice::from_ref(&vacancies[1]));
    assert!(open("2026-06-21").await.is_empty());
    assert_eq!(store.count_vacancies_of(employer, Status::Published).await.unwrap(), 2);
    assert_eq!(store.count_vacancies_of(id!(EmployerId), Status::Published).await.unwrap(), 0);
}

async fn employers_are_found_by_when_their_check_is_due(database: TestDatabase) {
    let store = database.open().await;
    let verified = |number, due| with(&store, number, VerificationState::Verified, due);
    let late = verified(1, Some("2026-06-19")).await;
    let today = verified(2, Some("2026-06-20")).await;
    let soon = verified(3, Some("2026-06-27")).await;
    verified(4, None).await;
    let suspended = with(&store, 5, VerificationState::Suspended, Some("2026-06-01")).await;
    let overdue = store.employers_overdue(date("2026-06-20"), 10).await.unwrap();
    assert_eq!(overdue, [late.id], "the day itself still counts");
    assert_eq!(store.employers_overdue(date("2026-06-21"), 1).await.unwrap(), [late.id]);
    let wanted = Unreminded { days: 7, from: date("2026-06-20"), to: date("2026-06-27"), limit: 10 };
    assert_eq!(store.employers_unreminded(wanted).await.unwrap(), [today.clone(), soon.clone()]);
    let told = Reminder { about: soon.id.0, until: date("2026-06-27"), days: 7, event: None };
    transact!(store, |tx| tx.insert_reminder(&told)).unwrap();
    assert_eq!(store.employers_unreminded(wanted).await.unwrap(), std::slice::from_ref(&today));
    let listed = async |state, due_before: Option<&str>| {
        let filter = EmployerFilter { state, due_before: due_before.map(date) };
        let mut ids: Vec<_> =
            store.list_employers(filter, None, 9).await.unwrap().iter().map(|one| one.id).collect();
        ids.sort();
        ids
    };
    let sorted = |mut ids: Vec<EmployerId>| {
        ids.sort();
        ids
    };
    assert_eq!(listed(None, Some("2026-06-20")).await, sorted(vec![late.id, suspended.id]));
    assert_eq!(listed(Some(VerificationState::Verified), Some("2026-06-20")).await, [late.id]);
    assert_eq!(listed(Some(VerificationState::Suspended), None).await, [suspended.id]);
    assert_eq!(listed(None, None).await.len(), 5);
}

async fn with(store: &Store, number: u32, state: VerificationState, due: Option<&str>) -> Employer {
    let verification = Verification { state, due: due.map(date), ..Verification::pending() };
    let employer = Employer { verification, ..employer(number) };
    let kept = employer.clone();
    transact!(store, |tx| tx.insert_employer(&kept)).unwrap();
    employer
}
