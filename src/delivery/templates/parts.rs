//! What several mails have in common.

use super::day::Day;

/// Why somebody gets a mail; every mail says it but the sign-in link, which is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Footer {
    /// An alert asks for it, and can be stopped.
    Asked(AskedFor),
    /// A service message to the contact on file of an organisation.
    Contact {
        /// What the organisation is called.
        organisation: String,
    },
    /// A service message to a graduate, who agreed to alerts.
    Person {
        /// The page where that is taken back.
        manage_link: String,
    },
}

impl Footer {
    /// The alert that asks for the mail.
    pub(super) fn asked(&self) -> Option<&AskedFor> {
        match self {
            Self::Asked(asked) => Some(asked),
            Self::Contact { .. } | Self::Person { .. } => None,
        }
    }

    /// The page where a graduate takes the consent to alerts back.
    pub(super) fn person(&self) -> Option<&str> {
        match self {
            Self::Person { manage_link } => Some(manage_link),
            Self::Asked(_) | Self::Contact { .. } => None,
        }
    }

    /// The organisation that the mail concerns.
    pub(super) fn organisation(&self) -> Option<&str> {
        match self {
            Self::Asked(_) | Self::Person { .. } => None,
            Self::Contact { organisation } => Some(organisation),
        }
    }
}

/// The alert that asks for a mail, and how to stop it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedFor {
    /// The alert as its owner named it, or the name of the kind of notice, in the receiver's language.
    pub subscription: String,
    /// The page where alerts are changed.
    pub manage_link: String,
    /// The page where this one is ended.
    pub unsubscribe_link: String,
}

/// A vacancy as a mail lists it; all texts are in the receiver's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VacancyRow {
    /// The title as the employer wrote it.
    pub title: String,
    /// The employer's name.
    pub employer: String,
    /// Where: `深圳市宝安区`.
    pub place: String,
    /// What it pays: `4,000–6,000元/月 · 13薪`.
    pub pay: String,
    /// The strongest reasons of the match, one sentence each.
    pub why: Vec<String>,
    /// The vacancy's page.
    pub link: String,
}

/// A vacancy of the receiver's own that became public or was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVacancyRow {
    /// The title as the employer wrote it.
    pub title: String,
    /// Where.
    pub place: String,
    /// What it pays, in the receiver's language.
    pub pay: String,
    /// Whether it became public; otherwise it was closed.
    pub public: bool,
    /// The vacancy's page.
    pub link: String,
}

/// A vacancy of the receiver's own that ends soon or has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingRow {
    /// The title as the employer wrote it.
    pub title: String,
    /// Where.
    pub place: String,
    /// Its last day.
    pub until: Day,
    /// How many days are left after today.
    pub days_left: u32,
    /// Where it is renewed.
    pub renew_link: String,
}

/// How many vacancies there are for one major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorCount {
    /// The major's name.
    pub major: String,
    /// Vacancies.
    pub vacancies: u32,
    /// Positions in them.
    pub positions: u32,
}

/// A rule that a vacancy met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleReason {
    /// The rule's stable code.
    pub code: String,
    /// What is wrong, in the receiver's language.
    pub message: String,
    /// The article it rests on.
    pub article: Option<String>,
    /// The words of the vacancy it is about.
    pub quote: Option<String>,
}

/// A row that an import refused; never with a value of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportProblem {
    /// The row as the spreadsheet counts it.
    pub row: u32,
    /// The column's header.
    pub column: Option<String>,
    /// The stable code.
    pub code: String,
    /// What is wrong, in the receiver's language.
    pub message: String,
}
