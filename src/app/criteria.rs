//! The criteria of a search as the index's query: every criterion is mapped or refused, none is ignored.

use super::words;
use crate::domain::{
    ids::{EmployerId, ProgrammeId},
    money::Fen,
    pay::PayUnit,
    refusal::{Code, FieldError},
    search::{SearchCriteria, Sort},
    vacancy::{Insurance, Meals, RestDays, Shift, VacancyKind},
};
use jobbridge_index::{Choice, Near, Sort as IndexSort, VacancyQuery, Vocabulary};

/// The query for the criteria; page, order and facets are the caller's to set.
///
/// # Errors
/// The criterion whose value is none, by its name.
pub fn query(words: &Vocabulary, criteria: &SearchCriteria) -> Result<VacancyQuery, FieldError> {
    let pay =
        |amount: Option<Fen>, name: &str| amount.map(|fen| monthly(fen, criteria.pay_unit, name)).transpose();
    Ok(VacancyQuery {
        text: criteria.q.clone().unwrap_or_default(),
        regions: choices(&criteria.region, |text| {
            words::region(words, text, "region").map(|code| code.to_string())
        })?,
        occupations: choices(&criteria.occupation, |code| occupation_prefix(words, code))?,
        majors: choices(&criteria.major, |code| {
            words::major(words, None, code, "major").map(|major| major.code)
        })?,
        skills: choices(&criteria.skill, |term| Ok(words.skills().canonical(term)))?,
        certificates: choices(&criteria.certificate, |name| Ok(words.certificates().canonical(name)))?,
        employers: choices(&criteria.employer, |id| identifier::<EmployerId>(id, "employer"))?,
        kinds: choices(&criteria.kind, |text| {
            let kinds = [VacancyKind::Employment, VacancyKind::Internship];
            one_of(kinds.iter().map(|kind| kind.as_str()), text, "kind")
        })?,
        shifts: choices(&criteria.shift, |text| {
            one_of(Shift::ALL.iter().map(|one| one.as_str()), text, "shift")
        })?,
        meals: choices(&criteria.meals, |text| {
            one_of(Meals::ALL.iter().map(|one| one.as_str()), text, "meals")
        })?,
        insurance: choices(&criteria.insurance, |text| {
            one_of(Insurance::ALL.iter().map(|one| one.as_str()), text, "insurance")
        })?,
        rest_days: choices(&criteria.rest_days, |text| {
            one_of(RestDays::ALL.iter().map(|one| one.as_str()), text, "rest_days")
        })?,
        programmes: choices(&criteria.programme, |id| identifier::<ProgrammeId>(id, "programme"))?,
        dormitory: criteria.dormitory,
        housing_fund: criteria.housing_fund,
        accepts_minor: criteria.accepts_minor,
        near: near(criteria)?,
        pay_min: pay(criteria.pay_min, "pay_min")?,
        pay_max: pay(criteria.pay_max, "pay_max")?,
        base_min: criteria.base_min.map(|fen| fen.0),
        include_unknown_pay: criteria.include_unknown_pay.unwrap_or(true),
        ..VacancyQuery::default()
    })
}

/// The index's order.
pub fn order(sort: Sort) -> IndexSort {
    match sort {
        Sort::Relevance => IndexSort::Relevance,
        Sort::Newest => IndexSort::Newest,
        Sort::Pay => IndexSort::Pay,
        Sort::Distance => IndexSort::Distance,
    }
}

fn choices(
    values: &[String],
    read: impl Fn(&str) -> Result<String, FieldError>,
) -> Result<Vec<Choice>, FieldError> {
    let choice = |text: &String| {
        let given = Choice::parse(text.trim());
        Ok(Choice { value: read(&given.value)?, excluded: given.excluded })
    };
    values.iter().map(choice).collect()
}

fn invalid(name: &str) -> FieldError {
    FieldError::new(name, Code::InvalidParameter)
}

fn one_of<'a>(known: impl Iterator<Item = &'a str>, text: &str, name: &str) -> Result<String, FieldError> {
    let known: Vec<_> = known.collect();
    if known.contains(&text) {
        return Ok(text.to_owned());
    }
    let list = known.join(", ");
    Err(invalid(name).with_message(format!("可用的值：{list}"), format!("one of: {list}")))
}

fn identifier<I: std::str::FromStr + ToString>(text: &str, name: &str) -> Result<String, FieldError> {
    text.parse::<I>().map(|id| id.to_string()).map_err(|_| invalid(name))
}

/// An occupation code, whole or its first groups: `6-18-01-01`, `6-18-01`, `6-18`, `6`.
fn occupation_prefix(words: &Vocabulary, code: &str) -> Result<String, FieldError> {
    let below = format!("{code}-");
    let known = words.occupations().iter().any(|one| one.code == code || one.code.starts_with(&below));
    if known { Ok(code.to_owned()) } else { Err(FieldError::new("occupation", Code::UnknownOccupation)) }
}

/// Yuan a unit as fen a month. Hours and days have no month that is ours to guess.
fn monthly(fen: Fen, unit: Option<PayUnit>, name: &str) -> Result<i64, FieldError> {
    match unit.unwrap_or_default() {
        PayUnit::Month => Ok(fen.0),
        PayUnit::Year => Ok(fen.0 / 12),
        PayUnit::Hour | PayUnit::Day => Err(FieldError::new("pay_unit", Code::InvalidParameter)
            .with_message(
                "按小时或按天的工资暂不能筛选，请用 month 或 year",
                format!("{name} takes month or year"),
            )),
    }
}

fn near(criteria: &SearchCriteria) -> Result<Option<Near>, FieldError> {
    let Some(point) = criteria.near else {
        return match criteria.radius_km {
            Some(_) => Err(invalid("radius_km").with_message("radius_km 需要 near", "radius_km needs near")),
            None => Ok(None),
        };
    };
    // Half the earth's circumference: with a point and no radius everything is near, and distances are told.
    let radius_km = criteria.radius_km.unwrap_or(20_038.0);
    let sound = (-180.0..=180.0).contains(&point.lon) && (-90.0..=90.0).contains(&point.lat);
    if !sound {
        return Err(invalid("near"));
    }
    if !(radius_km > 0.0 && radius_km <= 20_038.0) {
        return Err(invalid("radius_km"));
    }
    Ok(Some(Near { lon: point.lon, lat: point.lat, radius_km }))
}
