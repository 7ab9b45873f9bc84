//! The parameters of a search, and how they are read into its criteria. None is ignored.

use crate::{
    api::{
        paging,
        problem::Problem,
        query::{Kind, Parameter, Parameters, invalid},
    },
    app::search::Since,
    domain::{
        money::Fen,
        pay::PayUnit,
        refusal::Code,
        search::{Point, SearchCriteria, Sort},
    },
};
use chrono::{DateTime, Utc};

/// The most facets of one search.
const FACETS: usize = 10;
/// Minutes back that `published_after` may go: ten years.
const MINUTES_BACK: i64 = 10 * 366 * 24 * 60;

/// All parameters of the search.
pub const ALL: &[Parameter] = &[
    Parameter::one("q", Kind::Text, "free text: words, \"phrases\", -exclusions; at most 256 characters"),
    Parameter::many("region", Kind::Text, "region codes (GB/T 2260) at any level; - before one excludes it"),
    Parameter::one("near", Kind::Text, "a point, lon,lat in degrees"),
    Parameter::one("radius_km", Kind::Number, "around the point, in kilometres"),
    Parameter::many("occupation", Kind::Text, "occupation codes, whole or their first groups"),
    Parameter::many("major", Kind::Text, "codes of majors that the vacancy welcomes"),
    Parameter::many("skill", Kind::Text, "skill terms"),
    Parameter::many("certificate", Kind::Text, "certificate names"),
    Parameter::many("employer", Kind::Text, "employer ids"),
    Parameter::many("kind", Kind::Text, "employment or internship"),
    Parameter::one("pay_min", Kind::Number, "the least pay wanted, in yuan a unit: the range must reach it"),
    Parameter::one("pay_max", Kind::Number, "the most pay looked for, in yuan a unit"),
    Parameter::one(
        "pay_unit",
        Kind::Word(&["month", "hour", "day", "year"]),
        "the unit of both, a month where absent",
    ),
    Parameter::one(
        "include_unknown_pay",
        Kind::Flag,
        "whether vacancies of unknown pay are found too; true where absent",
    ),
    Parameter::one("base_min", Kind::Number, "the least 底薪 wanted, in yuan a month"),
    Parameter::one("dormitory", Kind::Flag, "whether there is a dormitory"),
    Parameter::many("meals", Kind::Text, "provided, allowance or none"),
    Parameter::many("shift", Kind::Text, "day, two_shifts, three_shifts, rotating or night"),
    Parameter::many("insurance", Kind::Text, "pension, medical, unemployment, injury or maternity"),
    Parameter::one("housing_fund", Kind::Flag, "whether the housing fund is paid"),
    Parameter::many("rest_days", Kind::Text, "two, one, alternating, monthly or rota"),
    Parameter::one("accepts_minor", Kind::Flag, "whether 16- and 17-year-olds are taken"),
    Parameter::one("published_after", Kind::Text, "a time (RFC 3339), or how many minutes back"),
    Parameter::many("programme", Kind::Text, "programme ids that have reserved seats"),
    Parameter::one(
        "sort",
        Kind::Word(&["relevance", "newest", "pay", "distance"]),
        "the order; relevance where absent",
    ),
    Parameter::many("facets", Kind::Text, "fields to count by, separated by commas; at most 10"),
    Parameter::one(
        "view",
        Kind::Word(&["id", "small", "full"]),
        "how much of each vacancy; small where absent",
    ),
    paging::LIMIT,
    paging::CURSOR,
];

/// The criteria that the parameters name.
///
/// # Errors
/// 400 for a value that is none.
pub fn criteria(parameters: &Parameters) -> Result<SearchCriteria, Problem> {
    Ok(SearchCriteria {
        q: parameters.text("q").map(str::to_owned),
        region: parameters.texts("region"),
        near: parameters.text("near").map(point).transpose()?,
        radius_km: parameters.parsed("radius_km"),
        occupation: parameters.texts("occupation"),
        major: parameters.texts("major"),
        skill: parameters.texts("skill"),
        certificate: parameters.texts("certificate"),
        employer: parameters.texts("employer"),
        kind: parameters.texts("kind"),
        pay_min: amount(parameters, "pay_min")?,
        pay_max: amount(parameters, "pay_max")?,
        pay_unit: parameters.text("pay_unit").and_then(unit),
        include_unknown_pay: parameters.parsed("include_unknown_pay"),
        base_min: amount(parameters, "base_min")?,
        dormitory: parameters.parsed("dormitory"),
        meals: parameters.texts("meals"),
        shift: parameters.texts("shift"),
        insurance: parameters.texts("insurance"),
        housing_fund: parameters.parsed("housing_fund"),
        rest_days: parameters.texts("rest_days"),
        accepts_minor: parameters.parsed("accepts_minor"),
        programme: parameters.texts("programme"),
    })
}

fn point(text: &str) -> Result<Point, Problem> {
    let fault = || invalid("near", Code::InvalidParameter);
    let (lon, lat) = text.split_once(',').ok_or_else(fault)?;
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    let (lon, lat) = number(lon).zip(number(lat)).ok_or_else(fault)?;
    if lon.abs() <= 180.0 && lat.abs() <= 90.0 { Ok(Point { lon, lat }) } else { Err(fault()) }
}

fn amount(parameters: &Parameters, name: &str) -> Result<Option<Fen>, Problem> {
    let read = |yuan: f64| Fen::from_yuan(yuan).ok_or_else(|| invalid(name, Code::InvalidParameter));
    parameters.parsed(name).map(read).transpose()
}

fn unit(text: &str) -> Option<PayUnit> {
    [PayUnit::Month, PayUnit::Hour, PayUnit::Day, PayUnit::Year]
        .into_iter()
        .find(|unit| unit.as_str() == text)
}

/// The order.
pub fn sort(parameters: &Parameters) -> Sort {
    match parameters.text("sort") {
        Some("newest") => Sort::Newest,
        Some("pay") => Sort::Pay,
        Some("distance") => Sort::Distance,
        _ => Sort::Relevance,
    }
}

/// The fields to count by, each once.
///
/// # Errors
/// 400 for more than ten.
pub fn facets(parameters: &Parameters) -> Result<Vec<String>, Problem> {
    let mut fields = Vec::new();
    for field in parameters.texts("facets").iter().flat_map(|list| list.split(',')).map(str::trim) {
        if !field.is_empty() && !fields.iter().any(|known| known == field) {
            fields.push(field.to_owned());
        }
    }
    if fields.len() > FACETS { Err(invalid("facets", Code::InvalidParameter)) } else { Ok(fields) }
}

/// The time after which a vacancy must have become public.
///
/// # Errors
/// 400 for what is neither a time nor a number of minutes.
pub fn published_after(parameters: &Parameters) -> Result<Option<Since>, Problem> {
    let Some(text) = parameters.text("published_after") else { return Ok(None) };
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Ok(Some(Since::At(at.with_timezone(&Utc))));
    }
    let minutes = text.parse::<i64>().ok().filter(|minutes| (0..=MINUTES_BACK).contains(minutes));
    let minutes = minutes.ok_or_else(|| invalid("published_after", Code::InvalidParameter))?;
    Ok(Some(Since::MinutesBack(minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Parameters {
        Parameters::read(query, ALL).unwrap()
    }

    #[test]
    fn every_criterion_is_a_parameter() {
        let known: Vec<_> = ALL.iter().map(|parameter| parameter.name).collect();
        let schema = serde_json::to_value(<SearchCriteria as utoipa::PartialSchema>::schema()).unwrap();
        for (criterion, _) in schema["properties"].as_object().unwrap() {
            assert!(known.contains(&criterion.as_str()), "{criterion}");
        }
    }

    #[test]
    fn points_amounts_and_times_are_read_or_refused() {
        let read_all = criteria(&read("near=114.05,22.5&radius_km=5&pay_min=4500.5&dormitory=true")).unwrap();
        assert_eq!(read_all.near, Some(Point { lon: 114.05, lat: 22.5 }));
        assert_eq!((read_all.pay_min, read_all.dormitory), (Some(Fen(450_050)), Some(true)));
        for bad in ["near=114", "near=200,1", "near=a,b", "near=NaN,1", "pay_min=1.234"] {
            assert_eq!(criteria(&read(bad)).unwrap_err().to_string(), "400 INVALID_PARAMETER", "{bad}");
        }
        let after = |query| published_after(&read(query));
        assert_eq!(after("published_after=60").unwrap(), Some(Since::MinutesBack(60)));
        let plain = after("published_after=2026-06-20T08:00:00%2B08:00").unwrap();
        assert_eq!(plain, Some(Since::At("2026-06-20T00:00:00Z".parse().unwrap())));
        assert!(after("published_after=yesterday").is_err() && after("published_after=-5").is_err());
    }

    #[test]
    fn facets_come_as_a_list_or_repeated() {
        assert_eq!(facets(&read("facets=region,shift&facets=region")).unwrap(), ["region", "shift"]);
        assert!(facets(&read("facets=a,b,c,d,e,f,g,h,i,j,k")).is_err());
    }
}
