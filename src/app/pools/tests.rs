//! What the pools find equals scoring everybody, whatever came, changed and went before, on whatever day.

use super::{Fitting, Measure, News, Pools, Programmes, Wanted};
use crate::domain::{
    consent::Purpose,
    graduate::Graduate,
    ids::{ProgrammeId, SchoolId},
    matching::{
        Candidate, Post, Weights, assess,
        fixtures::{TODAY, Table, day},
        properties, worlds,
    },
    programme::Programme,
    region::RegionCode,
    vacancy::{Status, Vacancy},
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use std::{cmp::Reverse, collections::BTreeMap};

/// What is in the store, so to speak.
#[derive(Debug, Clone, Default)]
struct World {
    graduates: BTreeMap<u128, Graduate>,
    vacancies: BTreeMap<u128, Vacancy>,
    programmes: Vec<Programme>,
}

#[derive(Debug, Clone)]
enum Change {
    Graduate(Box<Graduate>),
    Vacancy(Box<Vacancy>),
    GraduateGone(u128),
    VacancyGone(u128),
    Programme(usize, RegionCode),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let region = prop::sample::select(&["44", "4403", "33", "5107"][..]);
    let region = region.prop_map(|code| RegionCode::parse(code).unwrap());
    let one = prop_oneof![
        6 => worlds::graduates().prop_map(|one| Change::Graduate(Box::new(one))),
        6 => worlds::vacancies().prop_map(|one| Change::Vacancy(Box::new(one))),
        1 => (1000..1060u128).prop_map(Change::GraduateGone),
        1 => (2000..2060u128).prop_map(Change::VacancyGone),
        1 => (0..3usize, region).prop_map(|(place, region)| Change::Programme(place, region)),
    ];
    prop::collection::vec(one, 0..80)
}

impl World {
    fn new() -> Self {
        Self { programmes: worlds::programmes(), ..Self::default() }
    }

    /// Makes a change, and gives what the pools are told of it.
    fn change(&mut self, change: Change) -> News {
        let mut news = News::default();
        match change {
            Change::Graduate(graduate) => {
                news.programmes = self.programmes(|programme| graduate.programme == Some(programme));
                news.graduates = vec![(*graduate).clone()];
                self.graduates.insert(graduate.id.0.as_u128(), *graduate);
            }
            Change::Vacancy(vacancy) => {
                news.vacancies = vec![(*vacancy).clone()];
                self.vacancies.insert(vacancy.id.0.as_u128(), *vacancy);
            }
            Change::GraduateGone(key) => {
                news.gone_graduates = vec![super::graduates::id(key)];
                self.graduates.remove(&key);
            }
            Change::VacancyGone(key) => {
                news.gone_vacancies = vec![super::vacancies::id(key)];
                self.vacancies.remove(&key);
            }
            Change::Programme(place, region) => {
                let programme = &mut self.programmes[place];
                programme.plan.target_regions = vec![region];
                let id = programme.id;
                news.programmes = self.programmes(|programme| programme == id);
            }
        }
        news
    }

    fn everything(&self) -> News {
        News {
            vacancies: self.vacancies.values().cloned().collect(),
            graduates: self.graduates.values().cloned().collect(),
            programmes: self.programmes(|_| true),
            ..News::default()
        }
    }

    fn programmes(&self, which: impl Fn(ProgrammeId) -> bool) -> Programmes {
        let programmes = self.programmes.iter().filter(|programme| which(programme.id)).cloned().collect();
        Programmes::of(programmes, [(worlds::partner(), Self::partner_region())].into())
    }

    fn partner_region() -> RegionCode {
        RegionCode::parse("440305").unwrap()
    }

    fn candidate(&self, graduate: &Graduate) -> Candidate {
        let own = self.programmes.iter().find(|programme| Some(programme.id) == graduate.programme);
        Candidate::of(graduate, own, Some(&Self::partner_region()))
    }

    /// Whom the pools should find for a vacancy, by scoring everybody.
    fn graduates_for(&self, vacancy: &Vacancy, wanted: &Wanted, measure: Measure<'_>) -> Vec<Fitting> {
        let mut found = Vec::new();
        for graduate in self.graduates.values().filter(|one| one.consents_to(Purpose::Matching)) {
            let Measure { knowledge, weights, today } = measure;
            let fit = assess(&self.candidate(graduate), &Post::of(vacancy), knowledge, weights, today);
            let score = fit.score.map(|score| (score * 1e8).round() as u32);
            let among = wanted.programmes.is_empty()
                || graduate.programme.is_some_and(|own| wanted.programmes.contains(&own));
            let enough =
                wanted.least.is_none_or(|least| fit.eligible && score.is_some_and(|score| score >= least));
            if among && enough && wanted.school.is_none_or(|school| graduate.belongs_to(school)) {
                let mut schools = graduate.schools_on(today);
                schools.sort_unstable();
                found.push(Fitting {
                    id: graduate.id,
                    score,
                    eligible: fit.eligible,
                    major: graduate.major.clone(),
                    schools,
                    alerts: graduate.consents_to(Purpose::Alerts),
                });
            }
        }
        found.sort_by_key(|fit| (!fit.eligible, Reverse(fit.score), fit.id));
        found.truncate(wanted.most);
        found
    }

    /// Which vacancies they should find for a graduate.
    fn vacancies_for(&self, candidate: &Candidate, most: usize, measure: Measure<'_>) -> Vec<u128> {
        let Measure { knowledge, weights, today } = measure;
        let open = self.vacancies.iter().filter(|(_, vacancy)| vacancy.is_open_on(today));
        let mut found: Vec<_> = open
            .map(|(key, vacancy)| {
                let fit = assess(candidate, &Post::of(vacancy), knowledge, weights, today);
                (!fit.eligible, Reverse(fit.score.map(|score| (score * 1e8).round() as u32)), *key)
            })
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(.., key)| key).take(most).collect()
    }
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let least = prop::option::weighted(0.3, 0..100_000_000u32);
    let school = prop::option::weighted(0.2, 2..=4u128);
    let programmes = prop::collection::vec(1..=3u128, 0..2);
    (0..60usize, least, school, programmes).prop_map(|(most, least, school, programmes)| Wanted {
        most,
        least,
        school: school.map(|number| SchoolId(uuid::Uuid::from_u128(number))),
        programmes: programmes.into_iter().map(worlds::programme_id).collect(),
    })
}

fn at(today: NaiveDate, weights: &Weights) -> Measure<'_> {
    Measure { knowledge: &Table, weights, today }
}

fn filled(world: &World, measure: Measure<'_>) -> Pools {
    let pools = Pools::default();
    pools.begin();
    pools.add(world.everything(), measure);
    pools.finish();
    pools
}

proptest! {
    #[test]
    fn what_the_pools_find_equals_scoring_everybody(
        before in changes(), after in changes(), vacancy in worlds::vacancies(), graduate in worlds::graduates(),
        wanted in wanted(), weights in properties::weights(), days in 0..400u64,
    ) {
        let mut world = World::new();
        for change in before {
            world.change(change);
        }
        let (first, later) = (at(TODAY, &weights), at(TODAY + Days::new(days), &weights));
        let pools = filled(&world, first);
        for change in after {
            let news = world.change(change);
            pools.take_in(&news, first);
        }
        let found = pools.graduates_for(&vacancy, &wanted, later);
        prop_assert_eq!(&found, &world.graduates_for(&vacancy, &wanted, later));
        let candidate = world.candidate(&graduate);
        let vacancies = pools.vacancies_for(&candidate, wanted.most, later);
        let keys: Vec<_> = vacancies.iter().map(|id| id.0.as_u128()).collect();
        prop_assert_eq!(keys, world.vacancies_for(&candidate, wanted.most, later));
        // Anew from the store, on the later day, it is the same.
        let anew = filled(&world, later);
        prop_assert_eq!(found, anew.graduates_for(&vacancy, &wanted, later));
        prop_assert_eq!(vacancies, anew.vacancies_for(&candidate, wanted.most, later));
        prop_assert_eq!(pools.sizes().map(|(number, _)| number), anew.sizes().map(|(number, _)| number));
    }
}

#[test]
fn what_comes_while_the_pools_are_filled_is_not_overwritten_by_what_was_read_before() {
    let weights = Weights::default();
    let measure = at(TODAY, &weights);
    let (graduate, vacancy) =
        (crate::domain::matching::fixtures::graduate(), crate::domain::matching::fixtures::vacancy());
    let read =
        || News { graduates: vec![graduate.clone()], vacancies: vec![vacancy.clone()], ..News::default() };
    let pools = Pools::default();
    pools.take_in(&read(), measure);
    assert_eq!(pools.sizes().map(|(number, _)| number), [0, 0], "nobody asked for it");
    pools.begin();
    let mut withdrawn = graduate.clone();
    withdrawn.consents[0].withdrawn_at = Some(withdrawn.updated_at);
    let mut closed = vacancy.clone();
    closed.status = Status::Closed;
    pools.take_in(&News { graduates: vec![withdrawn], vacancies: vec![closed], ..News::default() }, measure);
    pools.add(read(), measure);
    assert!(!pools.are_filled());
    pools.finish();
    assert!(pools.are_filled());
    assert_eq!(pools.sizes().map(|(number, _)| number), [0, 0], "what was read is older");
    pools.take_in(&read(), measure);
    assert_eq!(pools.sizes().map(|(number, _)| number), [1, 1]);
}

#[test]
fn a_forecast_counts_from_its_day_on_without_being_told_again() {
    let weights = Weights::default();
    let mut graduate = crate::domain::matching::fixtures::graduate();
    graduate.record.skills[0].date = day("2026-07-01");
    let vacancy = crate::domain::matching::fixtures::vacancy();
    let pools = Pools::default();
    pools.begin();
    pools.add(News { graduates: vec![graduate], ..News::default() }, at(TODAY, &weights));
    pools.finish();
    let score = |date| {
        let wanted = Wanted { most: 1, ..Wanted::default() };
        pools.graduates_for(&vacancy, &wanted, at(day(date), &weights))[0].score.unwrap()
    };
    assert!(score("2026-06-30") < score("2026-07-01"));
}
