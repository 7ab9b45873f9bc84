use super::*;
use crate::{
    app::{roster, understand::understand, words},
    domain::{
        clock::{Clock, to_micros},
        identity_number::IdentityNumber,
        lint::{self, Severity, Subject},
        programme::ProgrammeForm,
        uscc::Uscc,
        vacancy::VacancyForm,
    },
};
use chrono::{DateTime, Utc};
use jobbridge_index::Vocabulary;
use std::collections::{HashMap, HashSet};

struct Fixed(DateTime<Utc>);

impl Clock for Fixed {
    fn now(&self) -> DateTime<Utc> {
        to_micros(self.0)
    }
}

fn clock() -> Fixed {
    Fixed("2028-02-29T03:00:00Z".parse().unwrap())
}

fn world() -> World {
    World::build(clock().today())
}

fn students(world: &World) -> impl Iterator<Item = &RosterRow> {
    world.rosters.iter().flat_map(|roster| &roster.rows)
}

#[test]
fn the_world_is_as_large_as_promised_and_of_all_five_forms() {
    let world = world();
    assert!(world.employers.iter().filter(|employer| employer.verified).count() >= 12);
    assert!(world.employers.iter().any(|employer| !employer.verified));
    assert_eq!((world.partnerships.len(), world.vacancies.len()), (4, 400));
    assert_eq!(students(&world).count(), 600);
    assert!(world.partnerships.iter().any(|one| one.homes.len() == 1));
    assert!(world.partnerships.iter().any(|one| one.homes.len() > 1));
    let forms: HashSet<ProgrammeForm> = world.programmes.iter().map(|programme| programme.form).collect();
    assert!(world.programmes.len() >= 6 && forms.len() == 5);
    assert!(world.vacancies.iter().any(|vacancy| vacancy.reserved.is_some()));
    assert!(world.vacancies.iter().any(|vacancy| !world.employers[vacancy.employer].verified));
}

#[test]
fn the_same_day_makes_the_same_world() {
    let (one, other) = (world(), world());
    assert!(students(&one).eq(students(&other)));
    assert!(one.vacancies.iter().map(|one| &one.draft).eq(other.vacancies.iter().map(|one| &one.draft)));
}

#[test]
fn identity_and_licence_numbers_are_sound_and_nobody_stands_twice() {
    let world = world();
    let mut seen = HashSet::new();
    for student in students(&world) {
        let number = IdentityNumber::parse(student.identity_number.as_str()).unwrap();
        assert_eq!(number.birth_date(), student.birth_date);
        let age = crate::domain::dates::age_on(student.birth_date, clock().today());
        assert!((17..=20).contains(&age), "{age}");
        assert!(seen.insert(number));
        assert!(student.email.as_ref().unwrap().as_str().ends_with("@graduates.example"));
    }
    let licences: HashSet<Uscc> =
        world.employers.iter().map(|employer| Uscc::parse(&employer.draft.uscc).unwrap()).collect();
    assert_eq!(licences.len(), world.employers.len());
    assert!(world.employers.iter().all(|one| one.draft.synthetic && one.draft.name.contains("【合成】")));
}

#[test]
fn every_vacancy_is_understood_as_what_its_kind_of_work_is() {
    let (words, world) = (Vocabulary::load().unwrap(), world());
    let mut occupations = HashSet::new();
    for planned in &world.vacancies {
        let title = planned.draft.title.clone();
        let content = understand(&words, &clock(), planned.draft.clone());
        let content = content.unwrap_or_else(|refusal| panic!("{title}: {refusal:?}"));
        occupations.insert(content.occupation.unwrap_or_else(|| panic!("{title}")).code);
    }
    assert!(occupations.len() >= 40, "{}", occupations.len());
    // A title may name a neighbour of its kind's occupation (模具装配钳工), but that is the exception.
    let mut torn = Vec::new();
    for job in jobs::all() {
        let read =
            job.titles.iter().map(|title| (*title, words::occupation_in(&words, title).map(|one| one.code)));
        let codes: HashMap<_, _> = read.map(|(title, code)| (code, title)).collect();
        if codes.len() > 1 {
            torn.push(codes);
        }
    }
    assert!(torn.len() * 10 <= jobs::all().len(), "{torn:?}");
}

#[test]
fn nothing_of_the_world_is_refused_or_held_for_its_words() {
    let world = world();
    for planned in &world.vacancies {
        let agency = world.employers[planned.employer].draft.labour_dispatch;
        let form = VacancyForm::from(planned.draft.clone());
        let findings = lint::check(&Subject::new(&form).posted_by_agency(agency));
        assert!(findings.iter().all(|one| one.severity == Severity::Warn), "{form:?}: {findings:?}");
    }
}

#[test]
fn what_the_world_names_is_in_the_dictionaries() {
    let (words, world) = (Vocabulary::load().unwrap(), world());
    for job in jobs::all() {
        for term in job.skills {
            assert!(words.skills().find(term).is_some(), "{term}");
        }
        if let Some(name) = job.certificate {
            assert!(words.certificates().find(name).is_some(), "{name}");
        }
    }
    for programme in &world.programmes {
        for code in programme.trade.occupations {
            assert!(words.occupations().by_code(code).is_some(), "{code}");
        }
        for term in programme.trade.skills.iter().copied().flatten() {
            assert!(words.skills().find(term).is_some(), "{term}");
        }
        let major = words::major(&words, None, programme.major, "/").unwrap();
        assert_eq!(major.name, programme.trade.name);
    }
}

#[test]
fn most_may_be_employed_today_and_skills_are_held_or_forecast_by_stage() {
    let (world, today) = (world(), clock().today());
    let from = |student: &RosterRow| student.graduates_on.unwrap() - chrono::Months::new(6);
    assert!(students(&world).filter(|student| from(student) <= today).count() >= 400);
    let dates = || students(&world).flat_map(|student| &student.skills).filter_map(|skill| skill.date);
    assert!(dates().any(|date| date <= today) && dates().any(|date| date > today));
    let model = students(&world).next().unwrap();
    assert!(model.skills.iter().any(|skill| skill.term == "数控车床操作" && skill.date <= Some(today)));
    assert_eq!(model.consents.len(), 3);
}

#[test]
fn rosters_read_back_as_they_were_written() {
    let today = clock().today();
    for planned in world().rosters {
        let bytes = roster::write_roster(&planned.rows).unwrap();
        let read = roster::read_roster(&bytes, roster::RosterFormat::Xlsx, roster::Limits::default(), today)
            .unwrap();
        assert!(read.rows.into_iter().map(|(_, row)| row.unwrap()).eq(planned.rows), "{}", planned.file);
    }
}
