//! The mails: one typed struct each, and for every language a text and an HTML file side by side with this one.
//!
//! The first line of a text file is the subject. Whatever is in the receiver's language already (pay, place,
//! reasons) comes in as text; dates come in as dates and are written as each language writes them. The HTML uses
//! tables and inline styles, because that is what mail programs understand.

mod case_mail;
#[cfg(test)]
mod case_samples;
mod case_words;
mod day;
mod lifecycle_mails;
mod mails;
mod parts;
mod render;
#[cfg(test)]
mod samples;

pub use case_mail::CaseMail;
pub use day::Day;
pub use lifecycle_mails::{EmployerVerification, VacanciesEnding, VerificationNotice};
pub use mails::{
    ApplicationSubmitted, ClassMatches, DeadWebhook, ImportFinished, MatchAlert, OwnVacancies,
    PlacementOnboarded, RegistrationMoved, SignInLink, SubscriptionTest, VacancyDecided, VacancyDecision,
};
pub use parts::{
    AskedFor, EndingRow, Footer, ImportProblem, MajorCount, OwnVacancyRow, RuleReason, VacancyRow,
};
pub use render::{Language, Mail, RenderError, Rendered};
