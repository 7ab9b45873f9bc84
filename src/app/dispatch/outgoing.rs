//! What goes out, without a word of how: facts in the receiver's language, to be put into a mail or onto the wire.

use crate::domain::{
    delivery::DeliveryState, email_address::EmailAddress, language::Language, webhook::WebhookSecret,
};
use chrono::NaiveDate;

/// What to do with a delivery now.
#[derive(Debug)]
pub enum Dispatch {
    /// Write to somebody.
    Mail(Box<Letter>),
    /// Send to an endpoint.
    Post(Box<Post>),
    /// Send nothing.
    Drop {
        /// How the delivery leaves the queue.
        state: DeliveryState,
        /// Why, for the attempt.
        reason: &'static str,
    },
}

/// A message to an endpoint.
#[derive(Debug)]
pub struct Post {
    /// Where.
    pub url: String,
    /// What signs it.
    pub secrets: Vec<WebhookSecret>,
    /// The JSON.
    pub body: String,
}

/// A letter to one address.
pub struct Letter {
    /// To whom.
    pub to: EmailAddress,
    /// In which language.
    pub language: Language,
    /// What about.
    pub matter: Matter,
    /// On whose request; none for a link that was asked for a moment ago.
    pub answering: Option<Answering>,
}

impl std::fmt::Debug for Letter {
    /// Debug output ends up in logs, and neither a name nor a link may.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Letter(…)")
    }
}

/// Why somebody gets a letter, and how to stop it.
#[derive(Clone, PartialEq, Eq)]
pub struct Answering {
    /// What the subscription is called.
    pub subscription: String,
    /// Where alerts are changed.
    pub manage_link: String,
    /// Where this one is ended.
    pub unsubscribe_link: String,
    /// Whether a mail program may end it with one click.
    pub one_click: bool,
}

/// What a letter is about.
pub enum Matter {
    /// A link to sign in.
    SignIn {
        /// The link.
        link: String,
        /// How long it works.
        minutes: u32,
    },
    /// Vacancies for a graduate, or found by a search.
    Vacancies {
        /// How to address the receiver, if at all.
        name: Option<String>,
        /// How many there are.
        total: u32,
        /// The best of them.
        best: Vec<Listed>,
        /// Where all of them are.
        all_link: String,
    },
    /// Vacancies that fit students of a school.
    ForSchool {
        /// The school.
        school: String,
        /// How many vacancies.
        total: u32,
        /// How many people they want.
        positions: u32,
        /// The same by the students' major.
        majors: Vec<MajorDemand>,
        /// The first of them.
        best: Vec<Listed>,
        /// Where all of them are.
        all_link: String,
    },
    /// What became of vacancies of the receiver's own.
    Own(Vec<OwnVacancy>),
    /// An import that was finished.
    Import {
        /// What the file held, in a word.
        what: String,
        /// Rows taken.
        accepted: u32,
        /// Rows refused.
        rejected: u32,
        /// The first of these.
        problems: Vec<Problem>,
        /// Where all of it is told.
        link: String,
    },
    /// An endpoint that messages could not be delivered to.
    DeadEndpoint(DeadEndpoint),
    /// A test.
    Test,
}

/// A vacancy in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The title.
    pub title: String,
    /// Who posted it.
    pub employer: String,
    /// Where.
    pub place: String,
    /// For how much.
    pub pay: String,
    /// Why it is told.
    pub why: Vec<String>,
    /// Its page.
    pub link: String,
}

/// What vacancies ask of a major.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorDemand {
    /// The major.
    pub major: String,
    /// How many vacancies.
    pub vacancies: u32,
    /// How many people they want.
    pub positions: u32,
}

/// A vacancy of the receiver's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnVacancy {
    /// The title.
    pub title: String,
    /// Where.
    pub place: String,
    /// For how much.
    pub pay: String,
    /// Whether it became public; otherwise it was closed.
    pub public: bool,
    /// Its page.
    pub link: String,
}

/// A row that an import refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its number.
    pub row: u32,
    /// The column's header.
    pub column: Option<String>,
    /// The code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

/// An endpoint that messages could not be delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadEndpoint {
    /// Its host.
    pub host: String,
    /// The day of the first try, in China.
    pub since: NaiveDate,
    /// How often it was tried.
    pub attempts: u32,
    /// The last status, if there was an answer.
    pub last_status: Option<u16>,
    /// Why the last try failed.
    pub last_reason: String,
    /// How many messages were given up.
    pub dead: u32,
    /// Whether it is switched off.
    pub disabled: bool,
    /// Where the message is told of.
    pub link: String,
}
