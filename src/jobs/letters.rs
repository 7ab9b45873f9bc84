//! From a letter to a mail: the facts go into their template, the address onto the envelope.

use crate::{
    app::{
        dispatch::{
            Because, DeadEndpoint, Decided, DecidedAs, EndingVacancies, EndingVacancy, Letter, Listed,
            MajorDemand, Matter, OwnVacancy, Problem, Reason, VerificationMatter, VerificationNews,
        },
        work::WorkError,
    },
    delivery::{
        email::{EmailMessage, MailAddress, Unsubscribe},
        templates::{
            AskedFor, CaseMail, ClassMatches, Day, DeadWebhook, EmployerVerification, EndingRow, Footer,
            ImportFinished, ImportProblem, Language, Mail, MajorCount, MatchAlert, OwnVacancies,
            OwnVacancyRow, RegistrationMoved, RuleReason, SignInLink, SubscriptionTest, VacanciesEnding,
            VacancyDecided, VacancyDecision, VacancyRow, VerificationNotice,
        },
    },
    domain::{ids::DeliveryId, language::Language as Spoken},
};
use chrono::{DateTime, Utc};

/// The mail of a letter.
///
/// # Errors
/// A letter that no template takes.
pub(super) fn mail(
    id: DeliveryId,
    letter: Letter,
    unsubscribe_mailbox: Option<&str>,
    date: DateTime<Utc>,
) -> Result<EmailMessage, WorkError> {
    let language = match letter.language {
        Spoken::Chinese => Language::Zh,
        Spoken::English => Language::En,
    };
    let asked = match &letter.because {
        Some(Because::Asked(asked)) => Some(asked).filter(|asked| asked.one_click),
        // A service message is not to be had or not: it ends with what it is about.
        Some(Because::Contact { .. } | Because::Person { .. }) | None => None,
    };
    let unsubscribe = asked.map(|asked| {
        let mailto = unsubscribe_mailbox.map(|mailbox| format!("mailto:{mailbox}?subject=unsubscribe"));
        Unsubscribe { link: asked.unsubscribe_link.clone(), mailto }
    });
    let rendered = template(letter.matter, letter.because)?.render(language);
    Ok(EmailMessage {
        delivery_id: id.to_string(),
        to: MailAddress { name: None, address: letter.to.as_str().to_owned() },
        reply_to: None,
        content: rendered.map_err(|error| WorkError::Message(error.to_string()))?,
        date,
        unsubscribe,
    })
}

fn template(matter: Matter, because: Option<Because>) -> Result<Box<dyn Mail>, WorkError> {
    if let Matter::SignIn { link, minutes } = matter {
        return Ok(Box::new(SignInLink { link, minutes }));
    }
    let because = because.ok_or_else(|| WorkError::Message("an alert without a cause".to_owned()))?;
    Ok(alert(matter, footer(because)))
}

fn alert(matter: Matter, footer: Footer) -> Box<dyn Mail> {
    match matter {
        Matter::Vacancies { name, total, best, all_link } => {
            let vacancies = best.into_iter().map(vacancy_row).collect();
            Box::new(MatchAlert { name, total, vacancies, all_link, footer })
        }
        Matter::ForSchool { school, total, positions, majors, best, all_link } => Box::new(ClassMatches {
            class_name: school,
            total,
            positions,
            majors: majors.into_iter().map(major_count).collect(),
            top: best.into_iter().map(vacancy_row).collect(),
            link: all_link,
            footer,
        }),
        Matter::Own(vacancies) => {
            Box::new(OwnVacancies { vacancies: vacancies.into_iter().map(own_row).collect(), footer })
        }
        Matter::Import { what, accepted, rejected, held, held_link, problems, link } => {
            Box::new(ImportFinished {
                file_name: what,
                accepted,
                rejected,
                held,
                held_link,
                problems: problems.into_iter().map(problem).collect(),
                link,
                footer,
            })
        }
        Matter::Case(news) => Box::new(CaseMail { news: *news, footer }),
        Matter::Decided(news) => Box::new(decided(news, footer)),
        Matter::Ending(news) => Box::new(ending(news, footer)),
        Matter::Verification(news) => Box::new(verification(news, footer)),
        Matter::Registration(news) => Box::new(RegistrationMoved {
            claimed: news.claimed,
            by: news.by,
            other: news.other,
            on: Day(news.on),
            link: news.link,
            footer,
        }),
        Matter::DeadEndpoint(endpoint) => Box::new(dead_webhook(endpoint, footer)),
        Matter::SignIn { .. } | Matter::Test => Box::new(SubscriptionTest { footer }),
    }
}

fn footer(because: Because) -> Footer {
    match because {
        Because::Asked(asked) => Footer::Asked(AskedFor {
            subscription: asked.subscription,
            manage_link: asked.manage_link,
            unsubscribe_link: asked.unsubscribe_link,
        }),
        Because::Contact { organisation } => Footer::Contact { organisation },
        Because::Person { manage_link } => Footer::Person { manage_link },
    }
}

fn decided(decided: Decided, footer: Footer) -> VacancyDecided {
    let reason = |reason: Reason| RuleReason {
        code: reason.code.to_owned(),
        message: reason.message,
        article: reason.article,
        quote: reason.quote,
    };
    VacancyDecided {
        vacancy_title: decided.title,
        decision: match decided.what {
            DecidedAs::Held => VacancyDecision::Held,
            DecidedAs::Asked => VacancyDecision::Asked,
            DecidedAs::Refused => VacancyDecision::Refused,
        },
        reasons: decided.reasons.into_iter().map(reason).collect(),
        link: decided.link,
        footer,
    }
}

fn ending(ending: EndingVacancies, footer: Footer) -> VacanciesEnding {
    let row = |one: EndingVacancy| EndingRow {
        title: one.title,
        place: one.place,
        until: Day(one.until),
        days_left: one.days_left,
        renew_link: one.renew_link,
    };
    let vacancies = ending.first.into_iter().map(row).collect();
    VacanciesEnding { ended: ending.ended, total: ending.total, vacancies, footer }
}

fn verification(news: VerificationNews, footer: Footer) -> EmployerVerification {
    EmployerVerification {
        organisation: news.organisation,
        notice: match news.what {
            VerificationMatter::Due { days } => VerificationNotice::Due(days),
            VerificationMatter::Failed => VerificationNotice::Failed,
            VerificationMatter::Suspended => VerificationNotice::Suspended,
        },
        due: news.due.map(Day),
        reason: news.reason,
        suspended: news.suspended,
        link: news.link,
        footer,
    }
}

fn vacancy_row(listed: Listed) -> VacancyRow {
    let Listed { title, employer, place, pay, why, link } = listed;
    VacancyRow { title, employer, place, pay, why, link }
}

fn own_row(vacancy: OwnVacancy) -> OwnVacancyRow {
    let OwnVacancy { title, place, pay, public, link } = vacancy;
    OwnVacancyRow { title, place, pay, public, link }
}

fn major_count(demand: MajorDemand) -> MajorCount {
    MajorCount { major: demand.major, vacancies: demand.vacancies, positions: demand.positions }
}

fn problem(problem: Problem) -> ImportProblem {
    let Problem { row, column, code, message } = problem;
    ImportProblem { row, column, code: code.to_owned(), message }
}

fn dead_webhook(endpoint: DeadEndpoint, footer: Footer) -> DeadWebhook {
    DeadWebhook {
        host: endpoint.host,
        failing_since: Day(endpoint.since),
        attempts: endpoint.attempts,
        last_status: endpoint.last_status,
        last_reason: endpoint.last_reason,
        dead: endpoint.dead,
        disabled: endpoint.disabled,
        link: endpoint.link,
        footer,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{app::dispatch::Asked, domain::email_address::EmailAddress};
    use uuid::Uuid;

    fn letter(matter: Matter, one_click: Option<bool>) -> Letter {
        Letter {
            to: EmailAddress::parse("somebody@example.org").unwrap(),
            language: Spoken::Chinese,
            matter,
            because: one_click.map(|one_click| {
                Because::Asked(Asked {
                    subscription: "适合你的新岗位".to_owned(),
                    manage_link: "https://jobbridge.example/me".to_owned(),
                    unsubscribe_link: "https://jobbridge.example/unsubscribe/sub_1.abc".to_owned(),
                    one_click,
                })
            }),
        }
    }

    fn sent(letter: Letter, mailbox: Option<&str>) -> EmailMessage {
        let at = "2026-06-20T10:00:00+08:00".parse().unwrap();
        mail(DeliveryId(Uuid::from_u128(1)), letter, mailbox, at).unwrap()
    }

    #[test]
    fn an_alert_can_be_ended_with_one_click_and_a_link_or_notice_cannot() {
        let alert = sent(letter(Matter::Test, Some(true)), Some("bye@jobbridge.example"));
        let unsubscribe = alert.unsubscribe.unwrap();
        assert_eq!(unsubscribe.link, "https://jobbridge.example/unsubscribe/sub_1.abc");
        assert_eq!(unsubscribe.mailto.as_deref(), Some("mailto:bye@jobbridge.example?subject=unsubscribe"));
        assert!(sent(letter(Matter::Test, Some(false)), None).unsubscribe.is_none());
        let link = "https://jobbridge.example/sign-in/t0k3n".to_owned();
        let sign_in = sent(letter(Matter::SignIn { link: link.clone(), minutes: 10 }, None), None);
        assert!(sign_in.unsubscribe.is_none() && sign_in.content.text.contains(&link));
    }

    #[test]
    fn an_alert_that_nobody_asked_for_is_no_mail() {
        let at = "2026-06-20T10:00:00+08:00".parse().unwrap();
        assert!(mail(DeliveryId(Uuid::from_u128(1)), letter(Matter::Test, None), None, at).is_err());
    }
}
