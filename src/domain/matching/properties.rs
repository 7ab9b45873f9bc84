//! What must hold for every pair.

use super::{
    Assessment, Candidate, Post, Weights, assess,
    fixtures::{self, Table},
    score_only,
};
use crate::domain::{
    graduate::{Graduate, Guardian, Preferences, Protected, Sex},
    identity_number::{IdentityNumber, check_character},
    money::Fen,
    pay::Pay,
    region::RegionCode,
    vacancy::{RequiredCertificate, Shift, Vacancy, VacancyKind},
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

const TERMS: &[&str] = &["数控车床操作", "识图", "制图", "数控", "CNC", "五轴编程", "常见", "焊接"];
const REGIONS: &[&str] = &["44", "4403", "440306", "4419", "33", "330203", "510700"];
const MAJORS: &[&str] = &["660103", "660101", "660301", "730101", "750101"];
const DATES: &[&str] = &["2024-01-15", "2025-11-15", "2026-06-20", "2026-06-21", "2027-06-30"];

fn regions() -> impl Strategy<Value = Vec<RegionCode>> {
    let one = prop::sample::select(REGIONS).prop_map(|code| RegionCode::parse(code).unwrap());
    prop::collection::vec(one, 0..3)
}

fn pay_min() -> impl Strategy<Value = Option<Fen>> {
    prop::option::of((3000..9000i64).prop_map(Fen::yuan))
}

prop_compose! {
    fn preferences()(
        regions in regions(),
        pay_min in pay_min(),
        occupations in prop::collection::vec(prop::sample::select(&["6-18-01-01", "6-18-01", "4-01"][..]), 0..3),
        kinds in prop::sample::subsequence(&[VacancyKind::Employment, VacancyKind::Internship][..], 0..=2),
        shifts in prop::sample::subsequence(Shift::ALL, 0..=3),
        dormitory in any::<Option<bool>>(),
    ) -> Preferences {
        let occupations = occupations.into_iter().map(str::to_owned).collect();
        Preferences { regions, occupations, pay_min, kinds, shifts, dormitory }
    }
}

prop_compose! {
    pub(super) fn graduates()(
        preferences in preferences(),
        major in prop::sample::select(MAJORS),
        skills in prop::collection::vec((prop::sample::select(TERMS), prop::sample::select(DATES)), 0..5),
        certificate in prop::option::of((prop::option::of(1..=5u8), prop::sample::select(DATES))),
        enrolled in any::<bool>(),
        age_days in 5000..8000u64,
    ) -> Graduate {
        let mut graduate = fixtures::graduate();
        graduate.preferences = preferences;
        graduate.major.code = major.into();
        graduate.record.skills = skills.iter().map(|(term, date)| fixtures::skill(term, date)).collect();
        graduate.record.certificates =
            certificate.iter().map(|(level, date)| fixtures::certificate("车工", *level, date)).collect();
        graduate.programme = graduate.programme.filter(|_| enrolled);
        graduate.person.birth_date = fixtures::TODAY - Days::new(age_days);
        graduate
    }
}

prop_compose! {
    pub(super) fn vacancies()(
        region in prop::sample::select(REGIONS),
        skills in prop::collection::vec((prop::sample::select(TERMS), any::<bool>()), 0..5),
        certificate in prop::option::of((prop::option::of(1..=5u8), any::<bool>())),
        pay in prop::option::of((2000..6000i64, 0..4000i64)),
        shift in prop::option::of(prop::sample::select(Shift::ALL)),
        occupation in any::<bool>(),
        internship in any::<bool>(),
        minimum_age in prop::option::of(15..22u8),
    ) -> Vacancy {
        let mut vacancy = fixtures::vacancy();
        let content = &mut vacancy.content;
        content.workplace.region = RegionCode::parse(region).unwrap();
        let marked = |term: &str, wanted: bool| if wanted { format!("!{term}") } else { term.to_owned() };
        content.requirements.skills =
            skills.iter().map(|(term, wanted)| fixtures::asked_skill(&marked(term, *wanted))).collect();
        content.requirements.certificates = certificate
            .iter()
            .map(|(level, _)| RequiredCertificate { minimum_level: *level, ..fixtures::asked_certificate("车工") })
            .collect();
        content.requirements.minimum_age = minimum_age;
        content.pay = pay.map_or_else(Pay::default, |(min, more)| Pay {
            min: Some(Fen::yuan(min)),
            max: Some(Fen::yuan(min + more)),
            ..Pay::default()
        });
        content.conditions.shift = shift;
        content.occupation = content.occupation.take().filter(|_| occupation);
        content.kind = if internship { VacancyKind::Internship } else { VacancyKind::Employment };
        vacancy
    }
}

prop_compose! {
    pub(crate) fn weights()(own in prop::array::uniform9(0.0..1.0f64)) -> Weights {
        let [occupation, wish, skills, certificates, place, pay, conditions, partnership, recency] = own;
        Weights { occupation, wish, skills, certificates, place, pay, conditions, partnership, recency }
    }
}

fn judge(graduate: &Graduate, vacancy: &Vacancy, weights: &Weights) -> Assessment {
    let partner = RegionCode::parse("440305").unwrap();
    let candidate = Candidate::of(graduate, Some(&fixtures::programme()), Some(&partner));
    assess(&candidate, &Post::of(vacancy), &Table, weights, fixtures::TODAY)
}

/// A decimal fraction as whole units of the given size, refusing any that is not.
fn units(value: f64, decimals: i32) -> u64 {
    let scaled = value * 10f64.powi(decimals);
    assert!((scaled - scaled.round()).abs() < 1e-6, "{value} has more than {decimals} decimals");
    scaled.round() as u64
}

/// An identity number of another region and sex with the same birth date.
fn identity(region: &str, birth: NaiveDate, serial: u16) -> IdentityNumber {
    let body = format!("{region}{}{serial:03}", birth.format("%Y%m%d"));
    IdentityNumber::parse(&format!("{body}{}", check_character(&body).unwrap())).unwrap()
}

proptest! {
    #[test]
    fn anyone_can_add_the_answer_up(graduate in graduates(), vacancy in vacancies(), weights in weights()) {
        let found = judge(&graduate, &vacancy, &weights);
        let weights: u64 = found.criteria.iter().map(|one| units(one.weight, 4)).sum();
        let sum: u64 = found.criteria.iter().map(|one| units(one.weight, 4) * units(one.score, 4)).sum();
        match found.score {
            Some(score) => {
                prop_assert_eq!(weights, 10_000);
                prop_assert_eq!(sum, units(score, 8));
                prop_assert!((0.0..=1.0).contains(&score));
            }
            None => prop_assert_eq!(weights, 0),
        }
        for one in &found.criteria {
            prop_assert!(one.state != super::State::Unknown || (one.weight == 0.0 && one.score == 0.0));
            prop_assert!(!one.message.zh.is_empty() && !one.message.en.is_empty());
        }
    }

    #[test]
    fn ranking_sees_the_same_numbers_as_the_explanation(
        graduate in graduates(), vacancy in vacancies(), weights in weights(),
    ) {
        let partner = RegionCode::parse("440305").unwrap();
        let candidate = Candidate::of(&graduate, Some(&fixtures::programme()), Some(&partner));
        let full = judge(&graduate, &vacancy, &weights);
        let light = score_only(&candidate, &Post::of(&vacancy), &Table, &weights, fixtures::TODAY);
        prop_assert_eq!(light.map(|(_, score)| score.as_f64()), full.score);
        if let Some((eligible, _)) = light {
            prop_assert_eq!(eligible, full.eligible);
        }
    }

    #[test]
    fn nothing_protected_changes_anything(
        graduate in graduates(),
        vacancy in vacancies(),
        name in "\\PC{1,12}",
        female in any::<bool>(),
        ethnicity in prop::sample::select(&["汉族", "壮族", "彝族", "维吾尔族"][..]),
        household in prop::sample::select(&["451031", "513431", "440306", "330203"][..]),
        poverty in any::<Option<bool>>(),
        serial in 0..1000u16,
    ) {
        let mut other = graduate.clone();
        other.protected = Protected {
            sex: Some(if female { Sex::Female } else { Sex::Male }),
            ethnicity: Some(ethnicity.into()),
            household_kind: Some("农业户口".into()),
            poverty_household: poverty,
        };
        let region = RegionCode::parse(household).unwrap();
        other.person.identity_number = identity(household, graduate.person.birth_date, serial);
        other.person.name = name.clone();
        other.person.origin = Some(region.clone());
        other.person.household = Some(region);
        other.person.phone = Some("13800000000".into());
        other.person.guardian = Some(Guardian { name, phone: None });
        let weights = Weights::default();
        prop_assert_eq!(judge(&graduate, &vacancy, &weights), judge(&other, &vacancy, &weights));
    }

    #[test]
    fn among_adults_age_changes_nothing(
        graduate in graduates(), vacancy in vacancies(), years in 0..40u64,
    ) {
        let (mut young, mut old) = (graduate.clone(), graduate);
        young.person.birth_date = fixtures::day("2003-01-01");
        old.person.birth_date = young.person.birth_date - Days::new(years * 365);
        let weights = Weights::default();
        prop_assert_eq!(judge(&young, &vacancy, &weights), judge(&old, &vacancy, &weights));
    }

    #[test]
    fn learning_what_is_asked_never_lowers_the_score(
        graduate in graduates(), vacancy in vacancies(), weights in weights(), pick in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!vacancy.content.requirements.skills.is_empty());
        let before = judge(&graduate, &vacancy, &weights);
        let asked = &vacancy.content.requirements.skills;
        let term = asked[pick.index(asked.len())].term.clone();
        let mut better = graduate.clone();
        better.record.skills.push(fixtures::skill(&term, "2026-06-01"));
        let after = judge(&better, &vacancy, &weights);
        prop_assert!(after.score >= before.score, "{:?} fell to {:?} by {}", before.score, after.score, term);
        if let (Some(low), Some(help)) =
            (before.score, before.would_help.iter().find(|help| help.skill.as_ref() == Some(&term)))
        {
            prop_assert!((after.score.unwrap() - low - help.gain).abs() < 1e-9);
        }
    }
}
