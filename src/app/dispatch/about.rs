//! Why somebody gets a letter: what the subscription is called, and where it is ended.

use super::{
    live::{Alert, Item, Receiver},
    outgoing::{Asked, Because},
};
use crate::{
    app::{App, links, words::region_name},
    domain::{
        language::{Bilingual, Language},
        notification::News,
        search::SearchCriteria,
        subscription::Interest,
    },
};

/// Who asked for the alert, and how to stop it; or whom it concerns.
pub(super) fn because(app: &App, alert: &Alert, language: Language) -> Because {
    let Some(subscription) = &alert.subscription else {
        let organisation = match &alert.receiver {
            Receiver::Employer(employer) => employer.profile.name.clone(),
            Receiver::School { name, .. } | Receiver::Department { name } => name.clone(),
            Receiver::Graduate(_) => return Because::Person { manage_link: links::manage_page(app) },
            Receiver::Other => String::new(),
        };
        return Because::Contact { organisation };
    };
    let name = match &subscription.interest {
        Interest::Search { search } => search_name(search, |code| region_name(&app.words, code)),
        Interest::Events { .. } => notice_name(alert.items.first()),
    };
    Because::Asked(Asked {
        subscription: name.in_language(language).to_owned(),
        manage_link: links::manage_page(app),
        unsubscribe_link: links::unsubscribe_page(app, subscription.id),
        one_click: true,
    })
}

/// A saved search by its words and places.
fn search_name(search: &SearchCriteria, region: impl Fn(&str) -> String) -> Bilingual {
    let words = search.q.iter().map(|words| words.trim().to_owned());
    let places = search.region.iter().filter(|code| !code.starts_with('-')).map(|code| {
        let digits = code.bytes().all(|byte| byte.is_ascii_digit());
        if digits { region(code) } else { code.clone() }
    });
    let parts: Vec<_> = words.chain(places).filter(|part| !part.is_empty()).take(4).collect();
    if parts.is_empty() {
        return Bilingual::new("搜索提醒", "Saved search");
    }
    let parts = parts.join(" · ");
    Bilingual::new(format!("搜索提醒：{parts}"), format!("Saved search: {parts}"))
}

fn notice_name(item: Option<&Item>) -> Bilingual {
    match item.map(|item| &item.notification.news) {
        Some(News::OwnVacancy { .. } | News::Ending { .. } | News::Verification { .. }) => {
            Bilingual::new("本单位岗位动态", "Changes of your own vacancies")
        }
        Some(News::Application { .. }) => Bilingual::new("应聘进展", "Applications"),
        Some(News::Seats { .. }) => Bilingual::new("订单班名额", "Seats of order classes"),
        Some(News::AppliedVacancy { .. }) => {
            Bilingual::new("已应聘岗位的变化", "Changes of vacancies applied for")
        }
        Some(News::Import { .. }) => Bilingual::new("导入结果", "Results of imports"),
        Some(News::VacancyForSchool { .. }) => {
            Bilingual::new("适合本校学生的新岗位", "New vacancies for your students")
        }
        Some(News::Registration { .. }) => Bilingual::new("学籍变动", "Registrations"),
        Some(News::Test) => Bilingual::new("测试", "Test"),
        Some(News::VacancyForGraduate { .. } | News::VacancyForSearch { .. }) | None => {
            Bilingual::new("适合你的新岗位", "New vacancies that fit you")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_called_by_its_words_and_places() {
        let search = SearchCriteria {
            q: Some(" 数控车工 ".to_owned()),
            region: vec!["440306".to_owned(), "-4403".to_owned()],
            ..SearchCriteria::default()
        };
        let name = search_name(&search, |code| format!("<{code}>"));
        assert_eq!(
            name,
            Bilingual::new("搜索提醒：数控车工 · <440306>", "Saved search: 数控车工 · <440306>")
        );
        assert_eq!(search_name(&SearchCriteria::default(), str::to_owned).zh, "搜索提醒");
    }
}
