//! What a letter says, from the news that still hold.

use super::{
    case_letter, employer,
    live::{Alert, Item, Receiver},
    outgoing::{Listed, MajorDemand, Matter, OwnVacancy, Problem},
    registration,
};
use crate::{
    app::{App, links, work::WorkError},
    domain::{
        event::EventKind,
        ids::ImportId,
        import::{Import, ImportKind},
        language::{Bilingual, Language},
        major::Major,
        notification::News,
        subscription::Interest,
        vacancy::Vacancy,
    },
};

/// How many vacancies a letter lists, and how many refused rows.
const LISTED: usize = 10;

/// What the letter is about: the first news says which kind, and a letter has one kind.
pub(super) async fn matter(app: &App, language: Language, alert: &Alert) -> Result<Matter, WorkError> {
    if let Some(matter) = employer::matter(app, language, alert).await? {
        return Ok(matter);
    }
    if let Some(matter) = case_letter::matter(app, language, alert) {
        return Ok(matter);
    }
    let first = alert.items.first().map(|item| &item.notification.news);
    Ok(match first {
        Some(News::VacancyForSchool { .. }) => for_school(app, language, alert),
        Some(News::OwnVacancy { .. }) => Matter::Own(own(app, language, alert)),
        Some(News::Import { .. }) => import(app, language, alert).await?,
        Some(News::Registration { by, other, on, .. }) => {
            registration::matter(app, alert, (*by, *other), *on).await?
        }
        Some(News::VacancyForGraduate { .. } | News::VacancyForSearch { .. }) => {
            vacancies(app, language, alert)
        }
        Some(
            News::Ending { .. }
            | News::Verification { .. }
            | News::Application { .. }
            | News::Seats { .. }
            | News::AppliedVacancy { .. }
            | News::Test,
        )
        | None => Matter::Test,
    })
}

fn vacancies(app: &App, language: Language, alert: &Alert) -> Matter {
    let mut found: Vec<&Item> = alert.items.iter().collect();
    found.sort_by(|left, right| score(right).total_cmp(&score(left)));
    let name = match &alert.receiver {
        Receiver::Graduate(graduate) => Some(graduate.person.name.clone()),
        Receiver::School { .. } | Receiver::Employer(_) | Receiver::Department { .. } | Receiver::Other => {
            None
        }
    };
    Matter::Vacancies {
        name,
        total: count(found.len()),
        best: found.iter().take(LISTED).filter_map(|item| listed(app, language, item)).collect(),
        all_link: all_link(app, alert),
    }
}

fn score(item: &Item) -> f64 {
    match item.notification.news {
        News::VacancyForGraduate { score, .. } => score,
        _ => 0.0,
    }
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// A graduate's matches, or the search itself.
fn all_link(app: &App, alert: &Alert) -> String {
    let interest = alert.subscription.as_ref().map(|subscription| &subscription.interest);
    let page = match (interest, &alert.receiver) {
        (Some(Interest::Search { search }), _) => match serde_json::to_value(search) {
            Ok(criteria) => format!("/search?{}", query_string(&criteria)),
            Err(_) => "/search".to_owned(),
        },
        (_, Receiver::Graduate(_)) => "/me/matches".to_owned(),
        _ => "/search".to_owned(),
    };
    format!("{}{page}", app.policy.public_url)
}

/// Criteria as the search page takes them: a list repeats its name, a point is `lon,lat`.
fn query_string(criteria: &serde_json::Value) -> String {
    use serde_json::Value;
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for (name, value) in criteria.as_object().into_iter().flatten() {
        match value {
            Value::Array(values) => pairs.extend(values.iter().map(|value| (name.as_str(), plain(value)))),
            Value::Object(point) => {
                let part = |axis| point.get(axis).map(plain).unwrap_or_default();
                pairs.push((name, format!("{},{}", part("lon"), part("lat"))));
            }
            value => pairs.push((name, plain(value))),
        }
    }
    serde_urlencoded::to_string(pairs).unwrap_or_default()
}

fn listed(app: &App, language: Language, item: &Item) -> Option<Listed> {
    let (vacancy, employer) = item.vacancy.as_ref()?;
    Some(Listed {
        title: vacancy.content.title.clone(),
        employer: employer.clone(),
        place: vacancy.content.workplace.region_name.clone(),
        pay: vacancy.content.pay.show(language),
        why: why(&item.notification.news)
            .iter()
            .map(|reason| reason.in_language(language).to_owned())
            .collect(),
        link: links::vacancy_page(app, vacancy.id),
    })
}

fn why(news: &News) -> Vec<Bilingual> {
    match news {
        News::VacancyForGraduate { reasons, .. } => reasons.clone(),
        News::VacancyForSearch { .. } => {
            vec![Bilingual::new("符合你保存的搜索", "Found by your saved search")]
        }
        News::VacancyForSchool { count, majors, .. } => vec![students(*count, majors)],
        News::OwnVacancy { .. }
        | News::Ending { .. }
        | News::Verification { .. }
        | News::Application { .. }
        | News::Seats { .. }
        | News::AppliedVacancy { .. }
        | News::Import { .. }
        | News::Registration { .. }
        | News::Test => Vec::new(),
    }
}

/// `12 名学生匹配：数控技术应用 8，机电技术应用 4`
fn students(count: u32, majors: &[(Major, u32)]) -> Bilingual {
    let list = |between: &str| {
        let each = majors.iter().map(|(major, count)| format!("{} {count}", major.name));
        each.collect::<Vec<_>>().join(between)
    };
    let noun = if count == 1 { "student matches" } else { "students match" };
    Bilingual::new(format!("{count} 名学生匹配：{}", list("，")), format!("{count} {noun}: {}", list(", ")))
}

fn for_school(app: &App, language: Language, alert: &Alert) -> Matter {
    let positions = |item: &Item| item.vacancy.as_ref().map_or(0, |(vacancy, _)| vacancy.content.headcount);
    let school = match &alert.receiver {
        Receiver::School { name, .. } => name.clone(),
        Receiver::Graduate(_) | Receiver::Employer(_) | Receiver::Department { .. } | Receiver::Other => {
            String::new()
        }
    };
    Matter::ForSchool {
        school,
        total: count(alert.items.len()),
        positions: alert.items.iter().map(positions).fold(0, u32::saturating_add),
        majors: demand(&alert.items),
        best: alert.items.iter().take(LISTED).filter_map(|item| listed(app, language, item)).collect(),
        all_link: all_link(app, alert),
    }
}

/// The vacancies by the major of the students they fit, the most wanted first.
fn demand(items: &[Item]) -> Vec<MajorDemand> {
    let mut demand: Vec<MajorDemand> = Vec::new();
    for item in items {
        let (News::VacancyForSchool { majors, .. }, Some((vacancy, _))) =
            (&item.notification.news, &item.vacancy)
        else {
            continue;
        };
        for (major, _) in majors {
            let positions = vacancy.content.headcount;
            match demand.iter_mut().find(|known| known.major == major.name) {
                Some(known) => {
                    known.vacancies += 1;
                    known.positions = known.positions.saturating_add(positions);
                }
                None => demand.push(MajorDemand { major: major.name.clone(), vacancies: 1, positions }),
            }
        }
    }
    demand.sort_by(|left, right| {
        right.positions.cmp(&left.positions).then_with(|| left.major.cmp(&right.major))
    });
    demand
}

fn own(app: &App, language: Language, alert: &Alert) -> Vec<OwnVacancy> {
    let row = |item: &Item| {
        let (vacancy, _): &(Vacancy, String) = item.vacancy.as_ref()?;
        Some(OwnVacancy {
            title: vacancy.content.title.clone(),
            place: vacancy.content.workplace.region_name.clone(),
            pay: vacancy.content.pay.show(language),
            public: item.notification.kind == EventKind::VacancyPublished,
            link: links::vacancy_page(app, vacancy.id),
        })
    };
    alert.items.iter().filter_map(row).collect()
}

/// The last import of several; each has its own page anyway.
async fn import(app: &App, language: Language, alert: &Alert) -> Result<Matter, WorkError> {
    let Some(item) = alert.items.last() else { return Ok(Matter::Test) };
    let event = app.store.event(item.notification.event).await?;
    let id = event.and_then(|event| event.subject.parse::<ImportId>().ok());
    let found = match id {
        Some(id) => app.store.import(id).await?,
        None => None,
    };
    let News::Import { accepted, rejected, held } = item.notification.news else { return Ok(Matter::Test) };
    let what = match found.as_ref().map(|import| import.kind) {
        Some(ImportKind::Vacancies) => Bilingual::new("岗位表", "vacancies"),
        Some(ImportKind::TrainingRecords) => Bilingual::new("学习记录表", "training records"),
        Some(ImportKind::Roster) | None => Bilingual::new("花名册", "roster"),
    };
    let link = id.map_or_else(String::new, |id| format!("/v1/imports/{id}"));
    Ok(Matter::Import {
        what: what.in_language(language).to_owned(),
        accepted,
        rejected,
        held,
        problems: found.as_ref().map(|import| problems(import, language)).unwrap_or_default(),
        held_link: format!("{}{link}?status=held", app.policy.public_url),
        link: format!("{}{link}", app.policy.public_url),
    })
}

fn problems(import: &Import, language: Language) -> Vec<Problem> {
    let refused = import.rows.iter().filter_map(|row| row.errors.first().map(|fault| (row.row, fault)));
    let problem = |(row, fault): (u32, &crate::domain::refusal::FieldError)| Problem {
        row,
        column: Some(fault.pointer.clone()).filter(|column| !column.is_empty()),
        code: fault.code.as_str(),
        message: fault.message.in_language(language).to_owned(),
    };
    refused.take(LISTED).map(problem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::search::{Point, SearchCriteria};

    #[test]
    fn a_search_becomes_the_query_of_its_page() {
        let search = SearchCriteria {
            q: Some("数控 车工".to_owned()),
            region: vec!["440306".to_owned(), "3205".to_owned()],
            near: Some(Point { lon: 113.9, lat: 22.5 }),
            dormitory: Some(true),
            ..SearchCriteria::default()
        };
        let query = query_string(&serde_json::to_value(search).unwrap());
        let words = "q=%E6%95%B0%E6%8E%A7+%E8%BD%A6%E5%B7%A5";
        let parts: std::collections::BTreeSet<_> = query.split('&').collect();
        let wanted = ["dormitory=true", "near=113.9%2C22.5", words, "region=3205", "region=440306"];
        assert_eq!(parts, wanted.into_iter().collect());
    }

    #[test]
    fn a_school_is_told_how_many_students_of_which_majors() {
        let major = |name: &str| Major { catalogue: "2021".into(), code: "660103".into(), name: name.into() };
        let told = students(12, &[(major("数控技术应用"), 8), (major("机电技术应用"), 4)]);
        assert_eq!(told.zh, "12 名学生匹配：数控技术应用 8，机电技术应用 4");
        assert_eq!(told.en, "12 students match: 数控技术应用 8, 机电技术应用 4");
    }
}
