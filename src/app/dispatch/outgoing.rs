//! What goes out, without a word of how: facts in the receiver's language, to be put into a mail or onto the wire.

use crate::domain::{
    case_news::CaseNews, delivery::DeliveryState, email_address::EmailAddress, language::Language,
    webhook::WebhookSecret,
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
    /// Why; none for a link that was asked for a moment ago.
    pub because: Option<Because>,
}

impl std::fmt::Debug for Letter {
    /// Debug output ends up in logs, and neither a name nor a link may.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Letter(…)")
    }
}

/// Why somebody gets a letter.
#[derive(Clone, PartialEq, Eq)]
pub enum Because {
    /// A subscription asks for it.
    Asked(Asked),
    /// It concerns this organisation, whose contact the address is.
    Contact {
        /// What the organisation is called.
        organisation: String,
    },
    /// It concerns this graduate, who agreed to alerts.
    Person {
        /// Where that is taken back.
        manage_link: String,
    },
}

/// The subscription that asks for a letter, and how to stop it.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
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
    /// A vacancy of the receiver's own that waits for review or was refused.
    Decided(Decided),
    /// Vacancies of the receiver's own that end soon or have ended.
    Ending(EndingVacancies),
    /// The receiver's own verification.
    Verification(VerificationNews),
    /// An import that was finished.
    Import {
        /// What the file held, in a word.
        what: String,
        /// Rows taken.
        accepted: u32,
        /// Rows refused.
        rejected: u32,
        /// Of the rows taken, those that wait for the operator's look.
        held: u32,
        /// Where these are told.
        held_link: String,
        /// The first of the rows refused.
        problems: Vec<Problem>,
        /// Where all of it is told.
        link: String,
    },
    /// Applications, seats, or a vacancy that was applied for.
    Case(Box<CaseNews>),
    /// A student who moved, or whom two schools claim.
    Registration(RegistrationMatter),
    /// An endpoint that messages could not be delivered to.
    DeadEndpoint(DeadEndpoint),
    /// A test.
    Test,
}

/// A student who moved, or whom two schools claim; by whatever else than the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationMatter {
    /// Two schools claim the student; otherwise the student moved.
    pub claimed: bool,
    /// The school that acted.
    pub by: String,
    /// The other school, if there is one.
    pub other: Option<String>,
    /// On which day.
    pub on: NaiveDate,
    /// The student's page, for a school.
    pub link: Option<String>,
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

/// What was decided about a vacancy of the receiver's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The title.
    pub title: String,
    /// The employer's own reference.
    pub reference: Option<String>,
    /// What was decided.
    pub what: DecidedAs,
    /// Why.
    pub reasons: Vec<Reason>,
    /// Where it is read and changed.
    pub link: String,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecidedAs {
    /// It waits for a person to look at it.
    Held,
    /// The employer is asked to change it first.
    Asked,
    /// It is not published.
    Refused,
}

/// A reason for which a vacancy is not public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The code.
    pub code: &'static str,
    /// In words.
    pub message: String,
    /// The words of the vacancy it is about.
    pub quote: Option<String>,
    /// The article it rests on.
    pub article: Option<String>,
}

/// Vacancies that end soon or have ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingVacancies {
    /// They have ended; otherwise they end soon.
    pub ended: bool,
    /// How many there are.
    pub total: u32,
    /// The first of them.
    pub first: Vec<EndingVacancy>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndingVacancy {
    /// The title.
    pub title: String,
    /// Where.
    pub place: String,
    /// Its last day.
    pub until: NaiveDate,
    /// How many days are left after today.
    pub days_left: u32,
    /// Where it is renewed.
    pub renew_link: String,
}

/// What is told of a verification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerificationNews {
    /// Of whom.
    pub organisation: String,
    /// What.
    pub what: VerificationMatter,
    /// When it is or was due.
    pub due: Option<NaiveDate>,
    /// Why, in the words of who decided.
    pub reason: Option<String>,
    /// How many vacancies are taken down.
    pub suspended: u32,
    /// Where the state is read.
    pub link: String,
}

/// What is told of a verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerificationMatter {
    /// The licence must be checked again.
    Due {
        /// In so many days.
        days: u32,
    },
    /// The check was not passed.
    Failed,
    /// It was taken back, or has run out.
    Suspended,
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
