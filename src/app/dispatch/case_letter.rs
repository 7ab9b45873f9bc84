//! What a letter says of applications and seats.

use super::{
    case::Case,
    live::{Alert, Item, Receiver},
    outgoing::Matter,
};
use crate::{
    app::App,
    domain::{
        application::Application,
        case_news::{CaseMatter, CaseNews, CaseReader},
        consent::Purpose,
        event::EventKind,
        graduate::Graduate,
        language::{Bilingual, Language},
        notification::News,
        seats::Announcement,
    },
};

/// How many people a letter names.
const NAMED: usize = 20;

/// The matter, where the news are of this kind. A digest of applications names the people of all of them.
pub(super) fn matter(app: &App, language: Language, alert: &Alert) -> Option<Matter> {
    let first = alert.items.first()?;
    let matter = of_item(first)?;
    let (vacancy, employer) = first.vacancy.as_ref()?;
    let reader = match &alert.receiver {
        Receiver::Graduate(_) => CaseReader::Graduate,
        Receiver::Employer(_) => CaseReader::Employer,
        Receiver::School { .. } | Receiver::Department { .. } | Receiver::Other => CaseReader::School,
    };
    let people: Vec<_> = alert.items.iter().filter_map(|item| person(item, reader, language)).collect();
    Some(Matter::Case(Box::new(CaseNews {
        matter,
        reader,
        vacancy: vacancy.content.title.clone(),
        employer: employer.clone(),
        place: vacancy.content.workplace.region_name.clone(),
        pay: vacancy.content.pay.show(language),
        total: u32::try_from(people.len()).unwrap_or(u32::MAX),
        people: people.into_iter().take(NAMED).collect(),
        link: link(app, first, reader),
    })))
}

fn of_item(item: &Item) -> Option<CaseMatter> {
    Some(match (&item.notification.news, &item.case) {
        (News::Application { .. }, Case::Application(pair)) => {
            of_application(item.notification.kind, &pair.0)?
        }
        (News::Seats { told, .. }, Case::Seats { kept, free }) => match told {
            Announcement::Opened => CaseMatter::SeatsOpened { seats: *free, until: kept.until },
            Announcement::SevenDays | Announcement::OneDay => {
                CaseMatter::SeatsClosing { seats: *free, until: kept.until }
            }
            Announcement::Partnership | Announcement::Everybody => CaseMatter::SeatsReleased {
                seats: *free,
                everybody: *told == Announcement::Everybody,
                open_from: kept.open_from,
            },
        },
        (News::AppliedVacancy { .. }, _) if item.notification.kind == EventKind::VacancyAmended => {
            CaseMatter::Amended
        }
        (News::AppliedVacancy { .. }, _) => CaseMatter::Closed,
        _ => return None,
    })
}

fn of_application(kind: EventKind, application: &Application) -> Option<CaseMatter> {
    Some(match kind {
        EventKind::ApplicationSubmitted => CaseMatter::Submitted,
        EventKind::ApplicationInterviewSet => CaseMatter::Interview { at: application.interview_at },
        EventKind::ApplicationOffered => {
            CaseMatter::Offered { deadline: application.deadline, held: application.seat.is_some() }
        }
        EventKind::OfferLapsing => CaseMatter::Lapsing { deadline: application.deadline },
        EventKind::ApplicationAccepted => CaseMatter::Accepted,
        EventKind::ApplicationSigned => CaseMatter::Signed,
        EventKind::ApplicationWithdrawn => CaseMatter::Withdrawn,
        _ => return None,
    })
}

/// The person as the reader may know them: graduates know themselves, an employer learns a name by consent alone.
fn person(item: &Item, reader: CaseReader, language: Language) -> Option<String> {
    let Case::Application(pair) = &item.case else { return None };
    let graduate: &Graduate = &pair.1;
    let major = &graduate.major.name;
    let named = match reader {
        CaseReader::Graduate => return None,
        CaseReader::School => true,
        CaseReader::Employer => graduate.consents_to(Purpose::Contact),
    };
    let who = if named { graduate.person.name.clone() } else { unnamed().in_language(language).to_owned() };
    let title = item.vacancy.as_ref().map(|(vacancy, _)| vacancy.content.title.as_str());
    let recommended = pair.0.recommended_by().is_some() && !pair.0.was_applied_for();
    let note = if recommended { recommended_note().in_language(language).to_owned() } else { String::new() };
    let title = title.filter(|_| reader == CaseReader::Employer).map(|title| format!("{title} · "));
    Some(format!("{}{who} · {major}{note}", title.unwrap_or_default()))
}

fn unnamed() -> Bilingual {
    Bilingual::new("一位毕业生（未公开姓名）", "a graduate (name not disclosed)")
}

fn recommended_note() -> Bilingual {
    Bilingual::new("（学校推荐）", " (recommended by the school)")
}

/// A graduate reads the vacancy's page; organisations read the application or the seats in the API.
fn link(app: &App, item: &Item, reader: CaseReader) -> String {
    let path = match (&item.notification.news, reader) {
        (News::Application { application, .. }, CaseReader::School | CaseReader::Employer) => {
            format!("/v1/applications/{application}")
        }
        (News::Seats { vacancy, .. }, CaseReader::School | CaseReader::Employer) => {
            format!("/v1/vacancies/{vacancy}/seats")
        }
        (news, _) => news.vacancy().map_or_else(String::new, |vacancy| format!("/vacancies/{vacancy}")),
    };
    format!("{}{path}", app.policy.public_url)
}
