//! The vacancy as a schema.org `JobPosting`, with what job search engines require and recommend
//! (<https://developers.google.com/search/docs/appearance/structured-data/job-posting>).

use super::experience;
use crate::{
    app::{App, vacancies::VacancyView},
    domain::{
        clock::CHINA,
        pay::{Pay, PayUnit},
        region::RegionCode,
        vacancy::{Education, VacancyContent, VacancyKind, Workplace},
    },
};
use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

/// The text for the page's data block. No `<` is left in it, so nothing in it can end the block.
pub(super) fn text(app: &App, view: &VacancyView, canonical: &str) -> String {
    posting(view, canonical, |code| {
        app.vocabulary().regions().by_code(code).map(|region| region.name.clone())
    })
    .to_string()
    .replace('<', "\\u003c")
    .replace('\u{2028}', "\\u2028")
    .replace('\u{2029}', "\\u2029")
}

/// The posting; `region_name` knows the names of regions by code.
fn posting(view: &VacancyView, canonical: &str, region_name: impl Fn(&str) -> Option<String>) -> Value {
    let (vacancy, content) = (&view.vacancy, &view.vacancy.content);
    let employer = &view.employer.profile;
    let published = vacancy.published_at.unwrap_or(vacancy.created_at).with_timezone(&CHINA);
    let mut posting = json!({
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": content.title,
        "description": description(view),
        "url": canonical,
        "identifier": { "@type": "PropertyValue", "name": employer.name, "value": vacancy.id },
        "datePosted": published.to_rfc3339_opts(SecondsFormat::Secs, false),
        // Valid to the end of that day in China.
        "validThrough": format!("{}T23:59:59+08:00", content.valid_until),
        "employmentType": employment_type(content.kind),
        "hiringOrganization": { "@type": "Organization", "name": employer.name, "taxID": employer.uscc.as_str() },
        "jobLocation": location(&content.workplace, region_name),
        // Applying goes by the employer's own contact, not by this page.
        "directApply": false,
        "totalJobOpenings": content.headcount,
        "educationRequirements": education(content.requirements.education),
    });
    if let Some(posting) = posting.as_object_mut() {
        add_optional(posting, content);
    }
    posting
}

fn employment_type(kind: VacancyKind) -> &'static str {
    match kind {
        VacancyKind::Employment => "FULL_TIME",
        VacancyKind::Internship => "INTERN",
    }
}

fn add_optional(posting: &mut Map<String, Value>, content: &VacancyContent) {
    let requirements = &content.requirements;
    let terms = |all: Vec<&str>| (!all.is_empty()).then(|| json!(all.join(", ")));
    let optional = [
        ("baseSalary", salary(&content.pay)),
        ("experienceRequirements", experience::asked(&content.title, &content.description)),
        (
            "occupationalCategory",
            content.occupation.as_ref().map(|one| json!(format!("{} {}", one.code, one.name))),
        ),
        ("skills", terms(requirements.skills.iter().map(|skill| skill.term.as_str()).collect())),
        ("qualifications", terms(requirements.certificates.iter().map(|one| one.name.as_str()).collect())),
        ("workHours", content.conditions.hours_per_week.map(|hours| json!(format!("{hours} hours a week")))),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            posting.insert(name.to_owned(), value);
        }
    }
}

/// The text as HTML: a paragraph a line, escaped. What was made up says so here as well.
fn description(view: &VacancyView) -> String {
    let mark = view
        .employer
        .profile
        .synthetic
        .then_some("合成数据，仅供演示。Synthetic data, for demonstration only.");
    let lines = mark.into_iter().chain(view.vacancy.content.description.lines());
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            format!("<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
        })
        .collect()
}

fn location(place: &Workplace, region_name: impl Fn(&str) -> Option<String>) -> Value {
    let mut address = Map::new();
    address.insert("@type".into(), json!("PostalAddress"));
    address.insert("addressCountry".into(), json!("CN"));
    address.insert("addressRegion".into(), json!(region_name(place.region.province())));
    address.insert("addressLocality".into(), json!(locality(&place.region, &region_name)));
    address.insert("streetAddress".into(), json!(place.detail.as_deref().unwrap_or(&place.text)));
    let mut location = json!({ "@type": "Place", "address": address });
    if let (Some(lon), Some(lat)) = (place.lon, place.lat) {
        location["geo"] = json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon });
    }
    location
}

/// The prefecture and county, as far as they are known.
fn locality(region: &RegionCode, region_name: impl Fn(&str) -> Option<String>) -> String {
    let mut names: Vec<String> = region.levels().skip(1).filter_map(region_name).collect();
    names.dedup();
    names.concat()
}

fn salary(pay: &Pay) -> Option<Value> {
    let unit = match pay.unit {
        PayUnit::Month => "MONTH",
        PayUnit::Hour => "HOUR",
        PayUnit::Day => "DAY",
        PayUnit::Year => "YEAR",
    };
    let mut value = Map::new();
    value.insert("@type".into(), json!("QuantitativeValue"));
    value.insert("unitText".into(), json!(unit));
    match (pay.min, pay.max) {
        (None, None) => return None,
        (Some(min), Some(max)) if min == max => {
            value.insert("value".into(), json!(min));
        }
        (min, max) => {
            value.extend(min.map(|min| ("minValue".into(), json!(min))));
            value.extend(max.map(|max| ("maxValue".into(), json!(max))));
        }
    }
    Some(json!({ "@type": "MonetaryAmount", "currency": "CNY", "value": value }))
}

/// The credential in the words that search engines know.
fn education(level: Option<Education>) -> Value {
    let category = match level {
        None | Some(Education::JuniorSecondary) => return json!("no requirements"),
        Some(Education::SecondaryVocational) => "high school",
        Some(Education::HigherVocational) => "associate degree",
        Some(Education::Bachelor) => "bachelor degree",
    };
    json!({ "@type": "EducationalOccupationalCredential", "credentialCategory": category })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::samples;

    fn sample() -> Value {
        let names = |code: &str| match code {
            "44" => Some("广东省".to_owned()),
            "4403" => Some("深圳市".to_owned()),
            "440306" => Some("宝安区".to_owned()),
            _ => None,
        };
        posting(&samples::view(), "https://jobs.example/vacancies/x", names)
    }

    #[test]
    fn every_required_and_recommended_field_is_there() {
        let posting = sample();
        for field in [
            "title",
            "description",
            "datePosted",
            "validThrough",
            "employmentType",
            "hiringOrganization",
            "jobLocation",
            "baseSalary",
            "identifier",
            "directApply",
            "educationRequirements",
            "experienceRequirements",
        ] {
            assert!(!posting[field].is_null(), "{field}");
        }
        assert_eq!(posting["jobLocation"]["address"]["addressRegion"], "广东省");
        assert_eq!(posting["jobLocation"]["address"]["addressLocality"], "深圳市宝安区");
        assert_eq!(posting["validThrough"], "2026-09-30T23:59:59+08:00");
        assert_eq!(posting["baseSalary"]["value"]["minValue"], 4200);
        assert_eq!(posting["baseSalary"]["value"]["unitText"], "MONTH");
        assert_eq!(posting["jobLocation"]["address"]["addressCountry"], "CN");
        assert_eq!(posting["employmentType"], "FULL_TIME");
        // All work here is done at its place; of work from home these two would speak.
        assert!(
            posting.get("applicantLocationRequirements").is_none()
                && posting.get("jobLocationType").is_none()
        );
    }

    #[test]
    fn markup_in_the_text_stays_text() {
        let mut view = samples::view();
        view.vacancy.content.description = "</script><script>alert(1)</script>\n第二行".into();
        let text = description(&view);
        assert!(text.contains("<p>&lt;/script&gt;") && text.ends_with("<p>第二行</p>"), "{text}");
    }

    #[test]
    fn unknown_pay_is_left_out_and_never_nought() {
        assert_eq!(salary(&Pay::default()), None);
    }
}
