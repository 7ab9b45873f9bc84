//! Mails about what time does: vacancies that end, verifications that run out.

use askama::Template;

use super::day::Day;
use super::mails::mail;
use super::parts::{EndingRow, Footer};
use super::render::{Language, Mail, RenderError, Rendered};

/// To an employer: vacancies of its own end soon, or have ended, and how to renew them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacanciesEnding {
    /// They have ended; otherwise they end soon.
    pub ended: bool,
    /// How many there are.
    pub total: u32,
    /// The first of them, the nearest end first.
    pub vacancies: Vec<EndingRow>,
    /// Why.
    pub footer: Footer,
}

/// What is told of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerificationNotice {
    /// The licence must be checked again in so many days.
    Due(u32),
    /// The check was not passed.
    Failed,
    /// It was taken back, or has run out.
    Suspended,
}

/// To an employer: its verification is due, was not passed, or was suspended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerVerification {
    /// What the employer is called.
    pub organisation: String,
    /// What is told.
    pub notice: VerificationNotice,
    /// When the check is or was due.
    pub due: Option<Day>,
    /// Why, in the words of who decided.
    pub reason: Option<String>,
    /// How many vacancies are taken down.
    pub suspended: u32,
    /// Where the state is read.
    pub link: String,
    /// Why.
    pub footer: Footer,
}

impl VacanciesEnding {
    fn only(&self) -> Option<&EndingRow> {
        match self.vacancies.as_slice() {
            [row] if self.total == 1 => Some(row),
            _ => None,
        }
    }

    /// How many more there are than this mail shows.
    fn more(&self) -> u32 {
        self.total.saturating_sub(u32::try_from(self.vacancies.len()).unwrap_or(u32::MAX))
    }
}

impl EmployerVerification {
    fn days(&self) -> Option<u32> {
        match self.notice {
            VerificationNotice::Due(days) => Some(days),
            VerificationNotice::Failed | VerificationNotice::Suspended => None,
        }
    }

    fn failed(&self) -> bool {
        self.notice == VerificationNotice::Failed
    }
}

mail!(
    VacanciesEnding,
    "vacancies_ending.zh.txt",
    "vacancies_ending.zh.html",
    "vacancies_ending.en.txt",
    "vacancies_ending.en.html"
);
mail!(
    EmployerVerification,
    "employer_verification.zh.txt",
    "employer_verification.zh.html",
    "employer_verification.en.txt",
    "employer_verification.en.html"
);
