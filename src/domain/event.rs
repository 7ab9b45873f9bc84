//! Events: what happened, recorded in the transaction that made it happen.

use super::ids::EventId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! event_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What can happen, by the name that webhooks and subscriptions use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum EventKind { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl EventKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The kind of that name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|kind| kind.as_str() == text)
            }
        }
    };
}

event_kinds! {
    /// A vacancy became public.
    VacancyPublished = "vacancy.published";
    /// A vacancy waits for the operator to look at its words, or for its employer to change them.
    VacancyHeld = "vacancy.held";
    /// The operator refused a vacancy.
    VacancyRefused = "vacancy.refused";
    /// A vacancy was closed, by its employer or its date.
    VacancyClosed = "vacancy.closed";
    /// Vacancies of an employer end in some days. Its subject is the employer.
    VacancyExpiring = "vacancy.expiring";
    /// Vacancies of an employer have ended with their last day. Its subject is the employer.
    VacancyExpired = "vacancy.expired";
    /// An employer's licence must be checked again in some days.
    VerificationDue = "employer.verification_due";
    /// The check of an employer's licence was not passed.
    VerificationFailed = "employer.verification_failed";
    /// An employer's verification was taken back, and its vacancies were taken down.
    EmployerSuspended = "employer.suspended";
    /// A new vacancy matches: a graduate, a school's students, or a saved search.
    MatchFound = "match.found";
    /// Somebody applied, or a school recommends somebody. Its subject is the application, as of the next six.
    ApplicationSubmitted = "application.submitted";
    /// An interview was set, or set anew.
    ApplicationInterviewSet = "application.interview_set";
    /// An offer was made.
    ApplicationOffered = "application.offered";
    /// An offer lapses soon.
    OfferLapsing = "application.offer_lapsing";
    /// An offer was accepted.
    ApplicationAccepted = "application.accepted";
    /// The contract was signed.
    ApplicationSigned = "application.signed";
    /// An application was withdrawn.
    ApplicationWithdrawn = "application.withdrawn";
    /// Seats of a vacancy are kept for a class from now on. Its subject is the vacancy, as of the next three.
    SeatsOpened = "seats.opened";
    /// Seats that are kept for a class are released in some days, and some are free.
    SeatsClosing = "seats.closing";
    /// Seats that were kept for a class are released.
    SeatsReleased = "seats.released";
    /// Pay or place of a vacancy were changed.
    VacancyAmended = "vacancy.amended";
    /// An import was finished.
    ImportFinished = "import.finished";
    /// A student left a school, or the registration moved. Its subject is the graduate.
    StudentTransferred = "student.transferred";
    /// A school entered a student whom another has registered. Its subject is the graduate.
    StudentClaimed = "student.claimed";
    /// A digest is ready.
    DigestReady = "digest.ready";
    /// A test that the owner of an endpoint asked for.
    WebhookTest = "webhook.test";
}

/// An event as it is recorded. Its consumers read the state again; the event only says what to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its identifier.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// To what: a typed identifier's text.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
}
