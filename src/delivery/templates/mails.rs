//! The mails there are, one struct each.

use askama::Template;

use super::day::Day;
use super::parts::{Footer, ImportProblem, MajorCount, OwnVacancyRow, RuleReason, VacancyRow};
use super::render::{Language, Mail, RenderError, Rendered};

/// Joins a struct with its four files.
macro_rules! mail {
    ($mail:ident, $zh_text:tt, $zh_html:tt, $en_text:tt, $en_html:tt) => {
        const _: () = {
            #[derive(Template)]
            #[template(path = $zh_text, config = "src/askama.toml")]
            struct ZhText<'a> {
                mail: &'a $mail,
            }

            #[derive(Template)]
            #[template(path = $zh_html, config = "src/askama.toml")]
            struct ZhHtml<'a> {
                mail: &'a $mail,
            }

            #[derive(Template)]
            #[template(path = $en_text, config = "src/askama.toml")]
            struct EnText<'a> {
                mail: &'a $mail,
            }

            #[derive(Template)]
            #[template(path = $en_html, config = "src/askama.toml")]
            struct EnHtml<'a> {
                mail: &'a $mail,
            }

            impl Mail for $mail {
                fn render(&self, language: Language) -> Result<Rendered, RenderError> {
                    match language {
                        Language::Zh => Rendered::of(&ZhText { mail: self }, &ZhHtml { mail: self }),
                        Language::En => Rendered::of(&EnText { mail: self }, &EnHtml { mail: self }),
                    }
                }
            }
        };
    };
}

pub(super) use mail;

/// To anybody who wants to sign in: the link, asked for a moment ago.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInLink {
    /// Shows a page with one button; only the button signs in, so that scanners of mail cannot.
    pub link: String,
    /// How long the link works.
    pub minutes: u32,
}

/// To a graduate: vacancies that fit. One is shown alone, several as a list with a count (the digest).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatchAlert {
    /// How to address the graduate, if at all.
    pub name: Option<String>,
    /// How many fit in all.
    pub total: u32,
    /// The best of them.
    pub vacancies: Vec<VacancyRow>,
    /// The page with all of them.
    pub all_link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To an employer: somebody applied, or a school recommends somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationSubmitted {
    /// The vacancy's title.
    pub vacancy_title: String,
    /// The applicant as the employer may see him or her.
    pub applicant: String,
    /// School.
    pub school: Option<String>,
    /// Major.
    pub major: Option<String>,
    /// The school that recommends, if it was not the applicant's own step.
    pub recommended_by: Option<String>,
    /// When.
    pub on: Day,
    /// The application's page.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To the schools of a graduate: the placement alert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacementOnboarded {
    /// The graduate as the school may see him or her.
    pub graduate: String,
    /// The employer's name.
    pub employer: String,
    /// The vacancy's title.
    pub vacancy_title: String,
    /// Where.
    pub place: String,
    /// The first working day.
    pub on: Day,
    /// The programme the graduate was recruited under.
    pub programme: Option<String>,
    /// When the first check is due.
    pub first_check: Day,
    /// Younger than 18 on the first day: the school has duties then.
    pub under_18: bool,
    /// The placement's page.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To an employer: vacancies of its own became public or were closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVacancies {
    /// They, in the order of events.
    pub vacancies: Vec<OwnVacancyRow>,
    /// Why and how to stop.
    pub footer: Footer,
}

/// What was decided about a vacancy that cannot be published as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VacancyDecision {
    /// Waits for a person to look at it.
    Held,
    /// Somebody looked at it and asks for a change.
    Asked,
    /// Not published.
    Refused,
}

/// To an employer: the vacancy is held, asked to be changed, or refused, with rule and article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacancyDecided {
    /// The vacancy's title.
    pub vacancy_title: String,
    /// What was decided.
    pub decision: VacancyDecision,
    /// The rules it met.
    pub reasons: Vec<RuleReason>,
    /// The vacancy's page, where it can be changed.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To a school: vacancies for one of its classes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassMatches {
    /// The class.
    pub class_name: String,
    /// How many vacancies in all.
    pub total: u32,
    /// How many positions in them.
    pub positions: u32,
    /// The same by major.
    pub majors: Vec<MajorCount>,
    /// The best of them.
    pub top: Vec<VacancyRow>,
    /// The page with all of them.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To an organisation: its endpoint does not answer, and messages to it have been given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadWebhook {
    /// The endpoint's host; its path may hold a token.
    pub host: String,
    /// The first failure of this series.
    pub failing_since: Day,
    /// How often the message was tried.
    pub attempts: u32,
    /// The last HTTP status, if there was an answer.
    pub last_status: Option<u16>,
    /// The code of the last failure.
    pub last_reason: String,
    /// How many messages were given up.
    pub dead: u32,
    /// Whether the endpoint gets nothing any more until it is enabled again.
    pub disabled: bool,
    /// The endpoint's page, where the messages can be sent again.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To the school or employer that imported a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportFinished {
    /// The file's name.
    pub file_name: String,
    /// Rows taken.
    pub accepted: u32,
    /// Rows refused.
    pub rejected: u32,
    /// Of the rows taken, those that wait for the operator's look.
    pub held: u32,
    /// The page of these.
    pub held_link: String,
    /// The first of the refused rows.
    pub problems: Vec<ImportProblem>,
    /// The import's page with all of them.
    pub link: String,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To both schools and the departments over them: a student moved, or two schools claim one. Never with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationMoved {
    /// Two schools claim the student; otherwise the student moved.
    pub claimed: bool,
    /// The school that acted.
    pub by: String,
    /// The other school, if there is one.
    pub other: Option<String>,
    /// On which day.
    pub on: Day,
    /// The student's page, for a school.
    pub link: Option<String>,
    /// Why and how to stop.
    pub footer: Footer,
}

/// To whoever wants to see whether an alert arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionTest {
    /// Why and how to stop.
    pub footer: Footer,
}

impl MatchAlert {
    fn single(&self) -> bool {
        self.total == 1 && self.vacancies.len() == 1
    }

    /// How many more there are than this mail shows.
    fn more(&self) -> u32 {
        self.total.saturating_sub(u32::try_from(self.vacancies.len()).unwrap_or(u32::MAX))
    }
}

impl OwnVacancies {
    fn only(&self) -> Option<&OwnVacancyRow> {
        match self.vacancies.as_slice() {
            [row] => Some(row),
            _ => None,
        }
    }
}

impl VacancyDecided {
    fn refused(&self) -> bool {
        self.decision == VacancyDecision::Refused
    }

    fn asked(&self) -> bool {
        self.decision == VacancyDecision::Asked
    }
}

impl SubscriptionTest {
    /// What is tested.
    fn what(&self) -> &str {
        self.footer.asked().map_or("", |asked| &asked.subscription)
    }
}

impl ImportFinished {
    /// How many more refused rows there are than this mail shows.
    fn more(&self) -> u32 {
        self.rejected.saturating_sub(u32::try_from(self.problems.len()).unwrap_or(u32::MAX))
    }
}

mail!(
    SignInLink,
    "sign_in_link.zh.txt",
    "sign_in_link.zh.html",
    "sign_in_link.en.txt",
    "sign_in_link.en.html"
);
mail!(MatchAlert, "match_alert.zh.txt", "match_alert.zh.html", "match_alert.en.txt", "match_alert.en.html");
mail!(
    ApplicationSubmitted,
    "application_submitted.zh.txt",
    "application_submitted.zh.html",
    "application_submitted.en.txt",
    "application_submitted.en.html"
);
mail!(
    PlacementOnboarded,
    "placement_onboarded.zh.txt",
    "placement_onboarded.zh.html",
    "placement_onboarded.en.txt",
    "placement_onboarded.en.html"
);
mail!(
    OwnVacancies,
    "own_vacancies.zh.txt",
    "own_vacancies.zh.html",
    "own_vacancies.en.txt",
    "own_vacancies.en.html"
);
mail!(
    VacancyDecided,
    "vacancy_decided.zh.txt",
    "vacancy_decided.zh.html",
    "vacancy_decided.en.txt",
    "vacancy_decided.en.html"
);
mail!(
    ClassMatches,
    "class_matches.zh.txt",
    "class_matches.zh.html",
    "class_matches.en.txt",
    "class_matches.en.html"
);
mail!(
    DeadWebhook,
    "dead_webhook.zh.txt",
    "dead_webhook.zh.html",
    "dead_webhook.en.txt",
    "dead_webhook.en.html"
);
mail!(
    ImportFinished,
    "import_finished.zh.txt",
    "import_finished.zh.html",
    "import_finished.en.txt",
    "import_finished.en.html"
);
mail!(
    RegistrationMoved,
    "registration_moved.zh.txt",
    "registration_moved.zh.html",
    "registration_moved.en.txt",
    "registration_moved.en.html"
);
mail!(
    SubscriptionTest,
    "subscription_test.zh.txt",
    "subscription_test.zh.html",
    "subscription_test.en.txt",
    "subscription_test.en.html"
);
