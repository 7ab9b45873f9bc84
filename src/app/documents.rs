//! Domain types as the index sees them.

use crate::domain::{
    consent::Purpose,
    graduate::Graduate,
    vacancy::{Status, Vacancy},
};
use chrono::NaiveDate;
use jobbridge_index::{GraduateDocument, IndexChange, VacancyDocument};

/// The change that makes the index agree with the vacancy as it is now.
pub fn vacancy_change(vacancy: &Vacancy, employer_name: &str) -> IndexChange {
    if vacancy.status == Status::Published {
        IndexChange::UpsertVacancy(Box::new(vacancy_document(vacancy, employer_name)))
    } else {
        IndexChange::RemoveVacancy(vacancy.id.to_string())
    }
}

/// The change that makes the index agree with the graduate as they are now: without consent to be matched, nobody
/// can be found.
pub fn graduate_change(graduate: &Graduate) -> IndexChange {
    if graduate.consents_to(Purpose::Matching) {
        IndexChange::UpsertGraduate(Box::new(graduate_document(graduate)))
    } else {
        IndexChange::RemoveGraduate(graduate.id.to_string())
    }
}

/// A vacancy as it is searched.
pub fn vacancy_document(vacancy: &Vacancy, employer_name: &str) -> VacancyDocument {
    let content = &vacancy.content;
    let conditions = &content.conditions;
    let monthly = content.pay.monthly();
    let words = |value: Option<&'static str>| value.map(str::to_owned);
    VacancyDocument {
        key: vacancy.id.to_string(),
        title: content.title.clone(),
        description: content.description.clone(),
        employer_key: vacancy.employer.to_string(),
        employer_name: employer_name.to_owned(),
        occupation: content.occupation.as_ref().map(|occupation| occupation.code.clone()),
        occupation_name: content.occupation.as_ref().map(|occupation| occupation.name.clone()),
        regions: vec![content.workplace.region.to_string()],
        lon: content.workplace.lon,
        lat: content.workplace.lat,
        majors: content.requirements.majors.clone(),
        skills: content.requirements.skills.iter().map(|skill| skill.term.clone()).collect(),
        certificates: content.requirements.certificates.iter().map(|one| one.name.clone()).collect(),
        kind: content.kind.as_str().to_owned(),
        pay_min: monthly.map(|(min, _)| min.0),
        pay_max: monthly.map(|(_, max)| max.0),
        paid_otherwise: monthly.is_none() && content.pay.is_known(),
        base_min: content.pay.base.map(|base| base.0),
        published_at: vacancy.published_at.unwrap_or(vacancy.created_at).timestamp_micros(),
        shift: words(conditions.shift.map(|shift| shift.as_str())),
        meals: words(conditions.meals.map(|meals| meals.as_str())),
        dormitory: conditions.dormitory.as_ref().is_some_and(|dormitory| dormitory.provided),
        insurance: conditions.insurance.iter().flatten().map(|one| one.as_str().to_owned()).collect(),
        housing_fund: conditions.housing_fund.unwrap_or(false),
        rest_days: words(conditions.rest_days.map(|days| days.as_str())),
        accepts_minor: content.requirements.accepts_minor.unwrap_or(false),
        headcount: content.headcount,
        programmes: content.reserved.iter().map(|one| one.programme.to_string()).collect(),
    }
}

/// A graduate as they are searched: no name, no number, nothing the law protects.
pub fn graduate_document(graduate: &Graduate) -> GraduateDocument {
    let record = &graduate.record;
    let preferences = &graduate.preferences;
    GraduateDocument {
        key: graduate.id.to_string(),
        majors: vec![graduate.major.code.clone()],
        occupations: preferences.occupations.clone(),
        skills: record.skills.iter().map(|skill| skill.term.clone()).collect(),
        certificates: record.certificates.iter().map(|one| one.name.clone()).collect(),
        regions: preferences.regions.iter().map(ToString::to_string).collect(),
        home_region: graduate.person.origin.as_ref().map(ToString::to_string),
        schools: graduate.links.iter().map(|link| link.school.to_string()).collect(),
        programmes: graduate.programme.iter().map(ToString::to_string).collect(),
        kinds: preferences.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        available_from: Some(days_since_1970(graduate.graduates_on)),
    }
}

fn days_since_1970(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}
