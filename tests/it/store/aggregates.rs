//! What is written is read back the same, and found by what it is looked for.

use super::fixtures::*;
use crate::support::database::{TestDatabase, on_both_databases};
use jobbridge::{
    domain::{
        graduate::SchoolRole,
        ids::*,
        import::{Import, ImportKind, ImportRow, RowStatus},
        major::Major,
        partnership::{Partnership, PartnershipTerms},
        party::Party,
        programme::{Programme, ProgrammeForm, ProgrammePlan},
        region::RegionCode,
        school::Department,
        vacancy::{Status, Vacancy},
    },
    store::{Store, StoreError},
};

async fn stored_vacancies(store: &Store, employer: EmployerId, count: usize) -> Vec<Vacancy> {
    let vacancies: Vec<_> = (0..count).map(|_| vacancy(employer)).collect();
    let rows = vacancies.clone();
    transact!(store, |tx| tx.insert_vacancies(&rows)).unwrap();
    vacancies
}

async fn vacancies_are_read_back_to_the_last_digit_in_the_order_asked(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await;
    let mut vacancies = stored_vacancies(&store, employer.id, 1500).await;
    vacancies.reverse();
    let ids: Vec<_> = vacancies.iter().map(|vacancy| vacancy.id).collect();
    assert_eq!(store.vacancies(&ids).await.unwrap(), vacancies);
    assert_eq!(store.vacancy(ids[3]).await.unwrap().as_ref(), Some(&vacancies[3]));
    assert_eq!(store.vacancy(id!(VacancyId)).await.unwrap(), None);
    assert!(store.vacancies(&[]).await.unwrap().is_empty());
    let mut walked = store.vacancy_ids_after(None, 1000).await.unwrap();
    walked.extend(store.vacancy_ids_after(walked.last().copied(), 1000).await.unwrap());
    let mut sorted = ids.clone();
    sorted.sort();
    assert_eq!(walked, sorted);
}

async fn a_reference_is_unique_among_an_employers_vacancies(database: TestDatabase) {
    let store = database.open().await;
    let (one, other) = (stored_employer(&store, 1).await, stored_employer(&store, 2).await);
    let referenced = |employer| Vacancy { content: content(Some("SZ-2026-041")), ..vacancy(employer) };
    let (first, second, foreign) = (referenced(one.id), referenced(one.id), referenced(other.id));
    let (id, foreign_id) = (first.id, foreign.id);
    transact!(store, |tx| tx.insert_vacancy(&first)).unwrap();
    transact!(store, |tx| tx.insert_vacancy(&foreign)).unwrap();
    let twice = transact!(store, |tx| tx.insert_vacancy(&second));
    assert!(conflicts_on(&twice, "vacancies_employer_reference"), "{twice:?}");
    stored_vacancies(&store, one.id, 2).await; // without a reference there is no conflict
    let found = store.vacancy_by_reference(one.id, "SZ-2026-041").await.unwrap().unwrap();
    assert_eq!(found.id, id);
    let found = store.vacancy_by_reference(other.id, "SZ-2026-041").await.unwrap().unwrap();
    assert_eq!(found.id, foreign_id);
    let orphan = vacancy(id!(EmployerId));
    let dangling = transact!(store, |tx| tx.insert_vacancy(&orphan));
    assert!(matches!(dangling, Err(StoreError::Dangling)));
}

async fn vacancies_are_found_by_status_and_date(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await;
    let mut vacancies: Vec<_> = Status::ALL.iter().map(|_| vacancy(employer.id)).collect();
    vacancies.sort_by_key(|vacancy| vacancy.id); // those made in one millisecond are in no order
    for (vacancy, status) in vacancies.iter_mut().zip(Status::ALL) {
        vacancy.status = *status;
    }
    vacancies[0].content.valid_until = date("2026-06-19"); // pending
    vacancies[3].content.valid_until = date("2026-06-18"); // published
    vacancies[4].content.valid_until = date("2026-06-17"); // closed: has nothing to expire
    let rows = vacancies.clone();
    transact!(store, |tx| tx.insert_vacancies(&rows)).unwrap();
    let ids: Vec<_> = vacancies.iter().map(|vacancy| vacancy.id).collect();
    assert_eq!(store.published_among(&ids).await.unwrap(), std::slice::from_ref(&vacancies[3]));
    let due = store.vacancies_due_to_expire(date("2026-06-19"), 10).await.unwrap();
    assert_eq!(due, [vacancies[3].clone()], "the last day itself still counts");
    let due = store.vacancies_due_to_expire(date("2026-06-20"), 10).await.unwrap();
    assert_eq!(due, [vacancies[3].clone(), vacancies[0].clone()]);
    let found =
        store.vacancies_of_employer_with_status(employer.id, &[Status::Closed, Status::Refused]).await;
    assert_eq!(found.unwrap(), [vacancies[2].clone(), vacancies[4].clone()]);
    let page = store.vacancies_of(employer.id, None, Some(vacancies[5].id), 2).await.unwrap();
    let mut older: Vec<_> =
        vacancies.iter().filter(|vacancy| vacancy.id < vacancies[5].id).cloned().collect();
    older.sort_by_key(|vacancy| std::cmp::Reverse(vacancy.id));
    older.truncate(2);
    assert_eq!(page, older);
    let page = store.vacancies_of(employer.id, Some(Status::Expired), None, 9).await.unwrap();
    assert_eq!(page, std::slice::from_ref(&vacancies[5]));
    assert_eq!(store.count_vacancies_by_status().await.unwrap().len(), Status::ALL.len());
}

async fn a_changed_vacancy_counts_its_version_up(database: TestDatabase) {
    let store = database.open().await;
    let employer = stored_employer(&store, 1).await;
    let mut vacancy = stored_vacancies(&store, employer.id, 1).await.remove(0);
    vacancy.status = Status::Closed;
    let changed =
        transact!(store, |tx| async move { tx.update_vacancy(&mut vacancy).await.map(|()| vacancy) })
            .unwrap();
    assert_eq!(changed.version, 2);
    assert_eq!(store.vacancy(changed.id).await.unwrap(), Some(changed));
}

async fn an_employer_is_unique_by_its_licence(database: TestDatabase) {
    let store = database.open().await;
    let first = stored_employer(&store, 1).await;
    let second = employer(1);
    let twice = transact!(store, |tx| tx.insert_employer(&second));
    assert!(conflicts_on(&twice, "employers_uscc"), "{twice:?}");
    assert_eq!(store.employer_by_uscc(&first.profile.uscc).await.unwrap().as_ref(), Some(&first));
    assert_eq!(store.employers(&[id!(EmployerId), first.id]).await.unwrap(), [first]);
}

async fn a_graduate_is_found_by_number_address_and_school(database: TestDatabase) {
    let store = database.open().await;
    let (home, partner) = (stored_school(&store, 1).await.id, stored_school(&store, 2).await.id);
    let mut graduates: Vec<_> = (0..5).map(|number| graduate(number, home)).collect();
    graduates[4].links.push(link(partner, SchoolRole::Partner));
    graduates.sort_by_key(|graduate| graduate.id);
    let rows = graduates.clone();
    transact!(store, |tx| tx.insert_graduates(&rows)).unwrap();
    let number = |place: usize| graduates[place].person.identity_number.clone();
    assert_eq!(store.graduate_by_identity(&number(2)).await.unwrap().as_ref(), Some(&graduates[2]));
    assert_eq!(store.graduate_by_identity(&identity(99)).await.unwrap(), None);
    assert_eq!(store.graduates_by_identities(&[number(0), identity(99), number(1)]).await.unwrap().len(), 2);
    let again = graduate(0, home);
    let twice = transact!(store, |tx| tx.insert_graduate(&again));
    assert!(conflicts_on(&twice, "graduates_identity_hash"), "{twice:?}");

    let first = store.graduates_of_school(home, None, 3).await.unwrap();
    assert_eq!(first, graduates[..3], "each once, whatever the roles");
    let rest = store.graduates_of_school(home, Some(first[2].id), 9).await.unwrap();
    assert_eq!(rest, graduates[3..]);
    assert_eq!(store.graduates_of_school(partner, None, 9).await.unwrap().len(), 1);
    assert_eq!(store.graduate_ids_after(Some(graduates[3].id), 9).await.unwrap(), [graduates[4].id]);

    let mut address = graduates[1].person.email.clone().unwrap().as_str().to_ascii_uppercase();
    let found = store.graduate_by_email(&email(&address)).await.unwrap();
    assert_eq!(found.as_ref(), Some(&graduates[1]), "in whatever case it is written");
    assert_eq!(store.parties_by_email(&email(&address)).await.unwrap(), [Party::Graduate(graduates[1].id)]);
    address.insert(0, 'x');
    assert_eq!(store.graduate_by_email(&email(&address)).await.unwrap(), None);
}

async fn nobody_is_signed_in_by_an_address_that_two_share(database: TestDatabase) {
    let store = database.open().await;
    let school = stored_school(&store, 1).await.id;
    let mut pair = [graduate(1, school), graduate(2, school)];
    pair[1].person.email = pair[0].person.email.clone();
    let address = pair[0].person.email.clone().unwrap();
    transact!(store, |tx| tx.insert_graduates(&pair)).unwrap();
    assert_eq!(store.graduate_by_email(&address).await.unwrap(), None);
    assert_eq!(store.parties_by_email(&address).await.unwrap().len(), 2);
}

async fn a_training_record_keeps_its_history(database: TestDatabase) {
    let store = database.open().await;
    let (school, other) = (stored_school(&store, 1).await.id, stored_school(&store, 2).await.id);
    let mut person = graduate(1, school);
    let row = person.clone();
    transact!(store, |tx| tx.insert_graduate(&row)).unwrap();
    person.class_name = None;
    person.links = vec![link(other, SchoolRole::Registered)];
    let mut person =
        transact!(store, |tx| async move { tx.update_graduate(&mut person).await.map(|()| person) }).unwrap();
    assert_eq!(store.record_versions(person.id).await.unwrap().len(), 1, "the record is the same");
    assert!(store.graduates_of_school(school, None, 9).await.unwrap().is_empty());
    person.record = record(2);
    person.updated_at = now() + seconds(60);
    let person =
        transact!(store, |tx| async move { tx.update_graduate(&mut person).await.map(|()| person) }).unwrap();
    let versions = store.record_versions(person.id).await.unwrap();
    assert_eq!(versions.iter().map(|version| version.record.courses.len()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(versions[1].known_from, person.updated_at);
    assert_eq!(store.graduates_of_school(other, None, 9).await.unwrap(), [person]);
}

fn partnership(partner: SchoolId, homes: &[SchoolId]) -> Partnership {
    let terms = PartnershipTerms {
        name: "合成合作".into(),
        partner_school: partner,
        home_schools: homes.to_vec(),
        from: date("2023-09-01"),
        to: None,
        synthetic: true,
    };
    Partnership { id: id!(PartnershipId), version: 1, terms, created_at: now(), updated_at: now() }
}

async fn partnerships_are_found_by_every_school_in_them(database: TestDatabase) {
    let store = database.open().await;
    let mut schools = Vec::new();
    for number in 0..3 {
        schools.push(stored_school(&store, number).await.id);
    }
    let mut pair = partnership(schools[0], &schools[1..2]);
    let row = pair.clone();
    transact!(store, |tx| tx.insert_partnership(&row)).unwrap();
    assert_eq!(store.partnerships_of_school(schools[1]).await.unwrap(), std::slice::from_ref(&pair));
    pair.terms.home_schools = vec![schools[2]];
    let pair =
        transact!(store, |tx| async move { tx.update_partnership(&mut pair).await.map(|()| pair) }).unwrap();
    assert!(store.partnerships_of_school(schools[1]).await.unwrap().is_empty());
    assert_eq!(store.partnerships_of_school(schools[2]).await.unwrap(), std::slice::from_ref(&pair));
    assert_eq!(store.list_partnerships(None, 5).await.unwrap(), std::slice::from_ref(&pair));
    assert_eq!(store.partnerships(&[pair.id]).await.unwrap(), std::slice::from_ref(&pair));
    assert_eq!(store.partnership(pair.id).await.unwrap(), Some(pair));
    assert_eq!(store.schools(&schools).await.unwrap().len(), 3);
    assert_eq!(store.list_schools(None, 2).await.unwrap().len(), 2);
}

fn programme(home: Option<SchoolId>, partner: Option<SchoolId>) -> Programme {
    let plan = ProgrammePlan {
        name: "1+2 数控".into(),
        form: ProgrammeForm::JointStaged,
        partnership: None,
        home_school: home,
        partner_school: partner,
        major: Major { catalogue: "2021".into(), code: "660103".into(), name: "数控技术应用".into() },
        stages: Vec::new(),
        graduates_on: date("2026-07-01"),
        order: None,
        target_regions: vec![RegionCode::parse("4403").unwrap()],
        synthetic: true,
    };
    Programme { id: id!(ProgrammeId), version: 1, plan, created_at: now(), updated_at: now() }
}

async fn programmes_are_found_by_either_school(database: TestDatabase) {
    let store = database.open().await;
    let (home, partner) = (stored_school(&store, 1).await.id, stored_school(&store, 2).await.id);
    let (both, alone) = (programme(Some(home), Some(partner)), programme(None, Some(partner)));
    for row in [both.clone(), alone.clone()] {
        transact!(store, |tx| tx.insert_programme(&row)).unwrap();
    }
    assert_eq!(store.programmes_of_school(home).await.unwrap(), std::slice::from_ref(&both));
    let mut of_partner = store.programmes_of_school(partner).await.unwrap();
    of_partner.sort_by_key(|programme| programme.id != both.id);
    assert_eq!(of_partner, [both.clone(), alone.clone()]);
    assert_eq!(store.programmes_by_ids(&[alone.id, both.id]).await.unwrap(), [alone, both.clone()]);
    let mut changed = both;
    changed.plan.home_school = None;
    let changed =
        transact!(store, |tx| async move { tx.update_programme(&mut changed).await.map(|()| changed) })
            .unwrap();
    assert_eq!(store.programme(changed.id).await.unwrap(), Some(changed));
    assert!(store.programmes_of_school(home).await.unwrap().is_empty());
}

async fn departments_and_imports_are_read_back(database: TestDatabase) {
    let store = database.open().await;
    let department = Department {
        id: id!(DepartmentId),
        name: "合成教育局".into(),
        region: RegionCode::parse("451031").unwrap(),
        email: email("Bureau@edu.example"),
        synthetic: true,
        created_at: now(),
    };
    let import = Import {
        id: id!(ImportId),
        owner: Party::Department(department.id),
        kind: ImportKind::Roster,
        accepted: 1,
        held: 1,
        rejected: 0,
        rows: vec![ImportRow {
            row: 2,
            reference: None,
            id: None,
            status: RowStatus::Created,
            held: true,
            errors: Vec::new(),
        }],
        created_at: now(),
    };
    let (one, other) = (department.clone(), import.clone());
    transact!(store, |tx| tx.insert_department(&one)).unwrap();
    transact!(store, |tx| tx.insert_import(&other)).unwrap();
    assert_eq!(store.list_departments(None, 9).await.unwrap(), std::slice::from_ref(&department));
    assert_eq!(store.department(department.id).await.unwrap(), Some(department));
    assert_eq!(store.import(import.id).await.unwrap(), Some(import));
    assert!(store.row_counts().await.unwrap().contains(&("departments", 1)));
}

on_both_databases!(
    vacancies_are_read_back_to_the_last_digit_in_the_order_asked,
    a_reference_is_unique_among_an_employers_vacancies,
    vacancies_are_found_by_status_and_date,
    a_changed_vacancy_counts_its_version_up,
    an_employer_is_unique_by_its_licence,
    a_graduate_is_found_by_number_address_and_school,
    nobody_is_signed_in_by_an_address_that_two_share,
    a_training_record_keeps_its_history,
    partnerships_are_found_by_every_school_in_them,
    programmes_are_found_by_either_school,
    departments_and_imports_are_read_back,
);
