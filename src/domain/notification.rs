//! Notifications: one event told to one receiver, once, however many subscriptions ask for it.

use super::{
    event::EventKind,
    ids::{
        ApplicationId, EventId, GraduateId, NotificationId, ProgrammeId, SchoolId, SubscriptionId, VacancyId,
    },
    language::Bilingual,
    major::Major,
    party::Party,
    seats::Announcement,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// One event told to one receiver.
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Its identifier.
    pub id: NotificationId,
    /// Which event.
    pub event: EventId,
    /// Told as what.
    pub kind: EventKind,
    /// To whom.
    pub receiver: Party,
    /// The subscription that asked for it, to answer "why did I get this"; none for a service message, which the
    /// receiver is sent because it concerns it.
    pub subscription: Option<SubscriptionId>,
    /// What is told.
    pub news: News,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
}

/// What is told. Only ids and figures: names and places are read again just before sending.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "news")]
pub enum News {
    /// A vacancy matches the receiver, a graduate.
    VacancyForGraduate {
        /// The vacancy.
        vacancy: VacancyId,
        /// The score, 0 to 1.
        score: f64,
        /// Why, in a sentence a criterion.
        reasons: Vec<Bilingual>,
    },
    /// A vacancy matches students of the receiver, a school.
    VacancyForSchool {
        /// The vacancy.
        vacancy: VacancyId,
        /// How many of its students match.
        count: u32,
        /// Their majors, with how many of each.
        majors: Vec<(Major, u32)>,
        /// The students, the best first, at most twenty.
        graduates: Vec<GraduateId>,
    },
    /// A vacancy is found by the receiver's saved search.
    VacancyForSearch {
        /// The vacancy.
        vacancy: VacancyId,
    },
    /// A vacancy of the receiver, an employer, became public or was closed.
    OwnVacancy {
        /// The vacancy.
        vacancy: VacancyId,
    },
    /// Vacancies of the receiver, an employer, that end soon or have ended.
    Ending {
        /// They.
        vacancies: Vec<Ending>,
    },
    /// The receiver's own verification: due, failed or suspended.
    Verification {
        /// When it is due, as it is told.
        due: Option<NaiveDate>,
    },
    /// A step of an application: of the receiver, of its student, or for its vacancy.
    Application {
        /// The application.
        application: ApplicationId,
        /// The vacancy.
        vacancy: VacancyId,
    },
    /// Seats that are or were kept for a class.
    Seats {
        /// Of which vacancy.
        vacancy: VacancyId,
        /// For which class.
        programme: ProgrammeId,
        /// The last day on which they are kept.
        until: NaiveDate,
        /// What is told of them.
        told: Announcement,
    },
    /// A vacancy that the receiver or its students applied for was closed, or its pay or place was changed.
    AppliedVacancy {
        /// The vacancy.
        vacancy: VacancyId,
    },
    /// An import of the receiver was finished.
    Import {
        /// Rows taken.
        accepted: u32,
        /// Rows refused.
        rejected: u32,
        /// Of the rows taken, those that wait for the operator's look.
        #[serde(default)]
        held: u32,
    },
    /// A student moved, or two schools claim one.
    Registration {
        /// The student.
        graduate: GraduateId,
        /// The school that acted.
        by: SchoolId,
        /// The other school: who holds the registration, or was left.
        other: SchoolId,
        /// On which day.
        on: NaiveDate,
    },
    /// A test of an endpoint.
    Test,
}

/// A vacancy and the last day that is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// Its last day.
    pub until: NaiveDate,
}

impl News {
    /// The vacancy it is about, if about one.
    pub fn vacancy(&self) -> Option<VacancyId> {
        match self {
            Self::VacancyForGraduate { vacancy, .. }
            | Self::VacancyForSchool { vacancy, .. }
            | Self::VacancyForSearch { vacancy }
            | Self::OwnVacancy { vacancy }
            | Self::Application { vacancy, .. }
            | Self::Seats { vacancy, .. }
            | Self::AppliedVacancy { vacancy } => Some(*vacancy),
            Self::Ending { .. }
            | Self::Verification { .. }
            | Self::Import { .. }
            | Self::Registration { .. }
            | Self::Test => None,
        }
    }

    /// Whether it is worth telling only while the vacancy is public.
    pub fn needs_live_vacancy(&self) -> bool {
        matches!(
            self,
            Self::VacancyForGraduate { .. } | Self::VacancyForSchool { .. } | Self::VacancyForSearch { .. }
        )
    }
}
