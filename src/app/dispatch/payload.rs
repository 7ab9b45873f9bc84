//! The JSON of a webhook message: ids and public facts. Of persons a receiver learns ids at most, and only of its own.

use super::{
    case::Case,
    live::{Alert, Item},
};
use crate::{
    app::{App, links},
    domain::{
        delivery::{Delivery, Message},
        event::EventKind,
        notification::News,
        vacancy::{StatusReason, Vacancy},
    },
};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

/// The body. One notification is told as itself, a digest as its items.
pub(super) fn body(app: &App, delivery: &Delivery, alert: &Alert) -> Value {
    let told = |item: &Item| one(item, &|vacancy| links::vacancy_page(app, vacancy.id));
    let digest = matches!(&delivery.message, Message::Alert { digest: true, .. });
    match alert.items.as_slice() {
        [item] if !digest => told(item),
        items => json!({
            "type": EventKind::DigestReady.as_str(),
            "timestamp": time(delivery.created_at),
            "data": {
                "subscription": alert.subscription.as_ref().map(|subscription| subscription.id),
                "items": items.iter().map(told).collect::<Vec<_>>(),
            },
        }),
    }
}

fn one(item: &Item, page: &dyn Fn(&Vacancy) -> String) -> Value {
    json!({
        "type": item.notification.kind.as_str(),
        "timestamp": time(item.notification.created_at),
        "data": data(item, page),
    })
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn data(item: &Item, page: &dyn Fn(&Vacancy) -> String) -> Value {
    let vacancy = item.vacancy.as_ref().map(|(vacancy, employer)| public(vacancy, employer, page(vacancy)));
    let mut data = match &item.notification.news {
        News::VacancyForGraduate { score, reasons, .. } => json!({
            "graduate": item.notification.receiver,
            "score": score,
            "reasons": reasons.iter().map(|reason| &reason.zh).collect::<Vec<_>>(),
        }),
        News::VacancyForSchool { count, majors, graduates, .. } => json!({
            "count": count,
            "majors": majors.iter().map(|(major, count)| json!({
                "catalogue": major.catalogue, "code": major.code, "name": major.name, "count": count,
            })).collect::<Vec<_>>(),
            "graduates": graduates,
        }),
        News::VacancyForSearch { .. } => json!({ "subscription": item.notification.subscription }),
        News::OwnVacancy { .. } => {
            let own = item.vacancy.as_ref().map(|(vacancy, _)| vacancy);
            json!({
                "reference": own.and_then(|vacancy| vacancy.content.reference.as_deref()),
                "status": own.map(|vacancy| vacancy.status),
                "status_reasons": own.map_or_else(Vec::new, |vacancy| reasons(&vacancy.status_reasons)),
            })
        }
        News::Ending { .. } => json!({ "vacancies": item.ending.iter().map(|vacancy| json!({
            "id": vacancy.id,
            "reference": vacancy.content.reference,
            "title": vacancy.content.title,
            "status": vacancy.status,
            "valid_until": vacancy.content.valid_until,
            "url": page(vacancy),
        })).collect::<Vec<_>>() }),
        News::Verification { due } => json!({ "employer": item.notification.receiver, "due": due }),
        News::Application { .. } | News::Seats { .. } | News::AppliedVacancy { .. } => of_case(&item.case),
        News::Import { accepted, rejected, held } => {
            json!({ "accepted": accepted, "rejected": rejected, "held": held })
        }
        News::Registration { graduate, by, other, on } => {
            json!({ "graduate": graduate, "by": by, "other": other, "on": on })
        }
        News::Test => json!({ "test": true }),
    };
    if let (Some(vacancy), Some(fields)) = (vacancy, data.as_object_mut()) {
        fields.insert("vacancy".to_owned(), vacancy);
    }
    data
}

/// An application or seats; of the graduate the id alone.
fn of_case(case: &Case) -> Value {
    match case {
        Case::Application(pair) => {
            let one = &pair.0;
            json!({ "application": {
                "id": one.id, "graduate": one.graduate, "stage": one.stage, "state": one.state,
                "seat": one.seat.map(|seat| seat.hold), "interview_at": one.interview_at.map(time),
                "deadline": one.deadline.map(time),
            } })
        }
        Case::Seats { kept, free } => json!({ "seats": {
            "programme": kept.programme, "free": free, "until": kept.until, "open_from": kept.open_from,
        } }),
        Case::None => json!({}),
    }
}

/// Why a vacancy is not public, as the API says it in Chinese.
fn reasons(reasons: &[StatusReason]) -> Vec<Value> {
    let reason = |reason: &StatusReason| {
        let message = reason.message.clone().unwrap_or_else(|| reason.code.title());
        json!({
            "code": reason.code, "message": message.zh, "pointer": reason.pointer, "span": reason.span,
            "quote": reason.quote, "article": reason.article.as_ref().map(|article| &article.zh),
        })
    };
    reasons.iter().map(reason).collect()
}

/// What everybody may know of a vacancy.
fn public(vacancy: &Vacancy, employer: &str, page: String) -> Value {
    let content = &vacancy.content;
    json!({
        "id": vacancy.id,
        "title": content.title,
        "employer": { "id": vacancy.employer, "name": employer },
        "kind": content.kind,
        "occupation": content.occupation.as_ref().map(|one| json!({ "code": one.code, "name": one.name })),
        "headcount": content.headcount,
        "workplace": { "region": content.workplace.region, "region_name": content.workplace.region_name },
        "pay": {
            "min": content.pay.min, "max": content.pay.max, "unit": content.pay.unit, "months": content.pay.months,
        },
        "valid_until": content.valid_until,
        "published_at": vacancy.published_at,
        "url": page,
    })
}

#[cfg(test)]
#[path = "payload_tests.rs"]
mod tests;
