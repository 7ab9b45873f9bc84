//! Synthetic employers, schools, graduates and so on for the store's tests.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use jobbridge::{
    domain::{
        api_key::ApiKey,
        clock::{Clock, SystemClock},
        delivery::{Attempt, AttemptOutcome, Delivery, DeliveryState, Message},
        email_address::EmailAddress,
        employer::{Employer, EmployerProfile, Verification},
        entropy::SystemEntropy,
        event::{Event, EventKind},
        graduate::{Graduate, Person, Preferences, Protected, SchoolLink, SchoolRole},
        identity_number::{self, IdentityNumber},
        ids::*,
        language::Language,
        major::Major,
        money::Fen,
        notification::{News, Notification},
        party::Party,
        pay::Pay,
        region::RegionCode,
        school::{School, SchoolKind, SchoolProfile},
        search::SearchCriteria,
        subscription::{Channel, Frequency, Interest, Subscription},
        training_record::{Course, TrainingRecord},
        uscc::{self, Uscc},
        vacancy::*,
    },
    store::{Store, StoreError},
};

pub(super) fn now() -> DateTime<Utc> {
    SystemClock.now()
}

pub(super) fn seconds(count: i64) -> TimeDelta {
    TimeDelta::seconds(count)
}

/// A new id of any kind.
macro_rules! id {
    ($kind:ident) => {
        $kind($crate::store::fixtures::uuid())
    };
}
pub(crate) use id;

pub(super) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(super) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// A new identifier, such as a worker's.
pub(super) fn uuid() -> uuid::Uuid {
    new_uuid(&SystemClock, &SystemEntropy)
}

pub(super) fn employer(number: u32) -> Employer {
    let body = format!("91350100M0000{number:04}");
    let check = uscc::check_character(&body).unwrap();
    Employer {
        id: id!(EmployerId),
        version: 1,
        profile: EmployerProfile {
            name: format!("合成精密制造有限公司{number}"),
            uscc: Uscc::parse(&format!("{body}{check}")).unwrap(),
            region: RegionCode::parse("440306").unwrap(),
            email: email(&format!("HR{number}@employer.example")),
            phone: None,
            description: "合成".into(),
            labour_dispatch: false,
            synthetic: true,
        },
        verification: Verification::pending(),
        created_at: now(),
        updated_at: now(),
    }
}

pub(super) fn school(number: u32) -> School {
    School {
        id: id!(SchoolId),
        version: 1,
        profile: SchoolProfile {
            name: format!("合成职业学校{number}"),
            kind: SchoolKind::Vocational,
            region: RegionCode::parse("451031").unwrap(),
            email: email(&format!("office{number}@school.example")),
            synthetic: true,
        },
        created_at: now(),
        updated_at: now(),
    }
}

pub(super) fn content(reference: Option<&str>) -> VacancyContent {
    VacancyContent {
        reference: reference.map(str::to_owned),
        title: "数控车工（长白班）".into(),
        occupation: Some(Occupation {
            code: "6-18-01-01".into(), name: "车工".into(), source: Source::Text
        }),
        kind: VacancyKind::Employment,
        headcount: 12,
        workplace: Workplace {
            text: "深圳市宝安区福海街道".into(),
            region: RegionCode::parse("440306").unwrap(),
            region_name: "广东省深圳市宝安区".into(),
            detail: Some("福海街道".into()),
            lon: Some(113.883_831_000_000_1),
            lat: Some(22.554_01),
        },
        description: "操作数控车床 ' \" \\ 𠮷".into(),
        pay: Pay {
            text: None,
            min: Some(Fen(500_055)),
            max: Some(Fen::yuan(7000)),
            months: 13,
            ..Pay::default()
        },
        probation: Some(Probation { months: 2, pay: None }),
        contract: None,
        requirements: Requirements::default(),
        conditions: Conditions::default(),
        reserved: Vec::new(),
        valid_until: date("2026-09-30"),
        source: None,
        read: Vec::new(),
    }
}

pub(super) fn vacancy(employer: EmployerId) -> Vacancy {
    Vacancy {
        id: id!(VacancyId),
        employer,
        version: 1,
        content: content(None),
        status: Status::Published,
        status_reasons: Vec::new(),
        review: Review::default(),
        fingerprints: Fingerprints::default(),
        history: vec![StatusChange { status: Status::Published, at: now(), by: None, reason: None }],
        published_at: Some(now()),
        created_at: now(),
        updated_at: now(),
    }
}

/// A synthetic number with a right check character.
pub(super) fn identity(number: u32) -> IdentityNumber {
    let body = format!("45103120070521{number:03}");
    let check = identity_number::check_character(&body).unwrap();
    IdentityNumber::parse(&format!("{body}{check}")).unwrap()
}

pub(super) fn graduate(number: u32, school: SchoolId) -> Graduate {
    let identity_number = identity(number);
    Graduate {
        id: id!(GraduateId),
        version: 1,
        person: Person {
            name: "合成·阿依古丽".into(),
            national_student_number: Some(format!("G{}", identity_number.as_str())),
            identity_number,
            birth_date: date("2007-05-21"),
            student_number: Some(format!("S{number}")),
            phone: None,
            email: Some(email(&format!("Graduate{number}@people.example"))),
            origin: None,
            household: None,
            guardian: None,
            synthetic: true,
        },
        protected: Protected { poverty_household: Some(true), ..Protected::default() },
        links: vec![link(school, SchoolRole::Origin), link(school, SchoolRole::Registered)],
        programme: None,
        class_name: Some("数控2301".into()),
        major: Major { catalogue: "2021".into(), code: "660103".into(), name: "数控技术应用".into() },
        graduates_on: date("2026-07-01"),
        preferences: Preferences::default(),
        consents: Vec::new(),
        record: record(1),
        created_at: now(),
        updated_at: now(),
    }
}

pub(super) fn link(school: SchoolId, role: SchoolRole) -> SchoolLink {
    SchoolLink { school, role, from: date("2023-09-01"), to: None }
}

pub(super) fn record(courses: u8) -> TrainingRecord {
    let course = |stage| Course {
        name: "数控车削技术训练".into(),
        kind: None,
        stage,
        hours: Some(90),
        score: None,
        grade: None,
    };
    TrainingRecord { courses: (1..=courses).map(course).collect(), ..TrainingRecord::default() }
}

pub(super) fn key(party: Party, secret: &str) -> ApiKey {
    ApiKey {
        id: id!(KeyId),
        party,
        label: "test".into(),
        hash: jobbridge::domain::api_key::hash_of(secret),
        created_at: now(),
        revoked_at: None,
    }
}

pub(super) fn event(kind: EventKind) -> Event {
    Event { id: id!(EventId), kind, subject: id!(VacancyId).to_string(), at: now() }
}

pub(super) fn subscription(owner: Party, interest: Interest) -> Subscription {
    Subscription {
        id: id!(SubscriptionId),
        owner,
        version: 1,
        interest,
        channel: Channel::Email(email("receiver@people.example")),
        frequency: Frequency::Daily,
        language: Language::Chinese,
        active: true,
        created_at: now(),
        updated_at: now(),
    }
}

pub(super) fn search() -> Interest {
    Interest::Search {
        search: Box::new(SearchCriteria { q: Some("数控".into()), ..SearchCriteria::default() }),
    }
}

pub(super) fn notification(event: EventId, receiver: Party, vacancy: VacancyId) -> Notification {
    Notification {
        id: id!(NotificationId),
        event,
        kind: EventKind::MatchFound,
        receiver,
        subscription: Some(id!(SubscriptionId)),
        news: News::VacancyForGraduate { vacancy, score: 0.812_345_678_901_234_5, reasons: Vec::new() },
        created_at: now(),
    }
}

pub(super) fn delivery(receiver: Party, subscription: SubscriptionId) -> Delivery {
    let message = Message::Alert { notifications: vec![id!(NotificationId)], subscription, digest: false };
    Delivery {
        id: id!(DeliveryId),
        receiver,
        channel: Channel::Email(email("receiver@people.example")),
        message,
        language: Language::English,
        state: DeliveryState::Queued,
        attempts: 0,
        due_at: now(),
        created_at: now(),
        finished_at: None,
    }
}

pub(super) fn attempt(delivery: DeliveryId, number: u32) -> Attempt {
    Attempt {
        id: id!(AttemptId),
        delivery,
        number,
        at: now(),
        millis: 12,
        outcome: AttemptOutcome::Delivered,
        status: Some(250),
        detail: "ok".into(),
    }
}

/// Runs one mutation in a transaction of its own.
macro_rules! transact {
    ($store:expr, |$tx:ident| $body:expr) => {
        $store.write(move |$tx| async move { $body.await }).await
    };
}
pub(crate) use transact;

/// An employer that is in the store.
pub(super) async fn stored_employer(store: &Store, number: u32) -> Employer {
    let employer = employer(number);
    let row = employer.clone();
    transact!(store, |tx| tx.insert_employer(&row)).unwrap();
    employer
}

/// A school that is in the store.
pub(super) async fn stored_school(store: &Store, number: u32) -> School {
    let school = school(number);
    let row = school.clone();
    transact!(store, |tx| tx.insert_school(&row)).unwrap();
    school
}

/// Whether the error is a conflict on the rule.
pub(super) fn conflicts_on<T>(result: &Result<T, StoreError>, rule: &str) -> bool {
    matches!(result, Err(error) if error.is_conflict_on(rule))
}
