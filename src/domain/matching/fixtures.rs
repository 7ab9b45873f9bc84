//! A pair that fits, synthetic throughout, and a small table in place of the dictionaries.

use super::{Candidate, Knowledge, MajorRelation, Post, SkillRelation, pair::Pair};
use crate::domain::{
    consent::{Consent, Purpose},
    graduate::{Graduate, Person, Preferences, Protected},
    identity_number::IdentityNumber,
    ids::{EmployerId, GraduateId, ProgrammeId, SchoolId, VacancyId},
    language::Language,
    major::Major,
    money::Fen,
    pay::Pay,
    programme::{Programme, ProgrammeForm, ProgrammePlan},
    region::RegionCode,
    training_record::{Certificate, Skill, SkillEvidence, Stage, TrainingRecord},
    vacancy::*,
};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// The day of the scenarios.
pub(crate) const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 20).unwrap();

/// What the dictionaries know, in small.
pub(crate) struct Table;

impl Knowledge for Table {
    fn major_relation(&self, major: &Major, occupation: &str) -> MajorRelation {
        match (major.catalogue.as_str(), major.code.as_str(), occupation) {
            ("2021", "660103", "6-18-01-01") => MajorRelation::Same,
            ("2021", "660101", "6-18-01-01") => MajorRelation::Close,
            ("2021", "740201", _) => MajorRelation::Likely(0.8),
            ("2021", "660301", "6-18-01-01") => MajorRelation::Related(0.5),
            ("2021", "750101", _) => MajorRelation::Unknown,
            ("2021", ..) => MajorRelation::Unrelated,
            _ => MajorRelation::Unknown,
        }
    }

    fn skill_weight(&self, term: &str) -> f64 {
        match term {
            "五轴编程" => 3.0,
            "常见" => 0.0,
            "坏词" => f64::NAN,
            _ => 1.0,
        }
    }

    fn skill_relation(&self, asked: &str, held: &str) -> SkillRelation {
        match (asked, held) {
            ("数控", "CNC") | ("CNC", "数控") => SkillRelation::Same,
            ("焊接", "氩弧焊") => SkillRelation::Narrower,
            ("氩弧焊", "焊接") => SkillRelation::Related,
            ("识图", "制图") | ("制图", "识图") => SkillRelation::Related,
            _ => SkillRelation::Different,
        }
    }

    fn certificate_minimum_age(&self, name: &str) -> Option<u8> {
        name.starts_with("特种作业操作证").then_some(18)
    }

    fn region_label(&self, code: &RegionCode, language: Language) -> String {
        match language {
            Language::Chinese => format!("区{code}"),
            Language::English => format!("region {code}"),
        }
    }
}

/// A date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A skill proved by a course of the second stage.
pub(crate) fn skill(term: &str, date: &str) -> Skill {
    Skill {
        term: term.into(),
        evidence: SkillEvidence::Course("数控车削技术训练".into()),
        stage: Some(2),
        school: None,
        date: day(date),
    }
}

/// A certificate without an end.
pub(super) fn certificate(name: &str, level: Option<u8>, issued: &str) -> Certificate {
    Certificate {
        name: name.into(),
        level,
        issuer: None,
        number: None,
        issued: day(issued),
        review_due: None,
        expires: None,
    }
}

/// A required skill, or a preferred one where marked with `!`.
pub(crate) fn asked_skill(term: &str) -> RequiredSkill {
    match term.strip_prefix('!') {
        Some(term) => RequiredSkill { term: term.into(), level: Necessity::Preferred },
        None => RequiredSkill { term: term.into(), level: Necessity::Required },
    }
}

/// A required certificate at any level.
pub(super) fn asked_certificate(name: &str) -> RequiredCertificate {
    RequiredCertificate { name: name.into(), minimum_level: None, level: Necessity::Required }
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Somebody else's programme.
pub(super) fn other_programme() -> ProgrammeId {
    ProgrammeId(id(99))
}

/// A staged programme of 2 + 1.
pub(crate) fn programme() -> Programme {
    Programme {
        id: ProgrammeId(id(1)),
        version: 1,
        plan: ProgrammePlan {
            name: "示例班".into(),
            form: ProgrammeForm::JointStaged,
            partnership: None,
            home_school: Some(SchoolId(id(2))),
            partner_school: Some(SchoolId(id(3))),
            major: major(),
            stages: Vec::new(),
            graduates_on: day("2026-06-30"),
            order: None,
            target_regions: Vec::new(),
            synthetic: true,
        },
        created_at: at("2023-09-01T00:00:00Z"),
        updated_at: at("2023-09-01T00:00:00Z"),
    }
}

fn major() -> Major {
    Major { catalogue: "2021".into(), code: "660103".into(), name: "数控技术应用".into() }
}

/// A graduate of the programme who wants to work in 深圳.
pub(crate) fn graduate() -> Graduate {
    let stage = |number, school, from, to| Stage {
        number,
        school: SchoolId(id(school)),
        place: None,
        from: day(from),
        to: day(to),
    };
    Graduate {
        id: GraduateId(id(4)),
        version: 1,
        person: person(),
        protected: Protected::default(),
        links: Vec::new(),
        programme: Some(ProgrammeId(id(1))),
        class_name: None,
        major: major(),
        graduates_on: day("2026-06-30"),
        preferences: Preferences {
            regions: vec![RegionCode::parse("4403").unwrap()],
            pay_min: Some(Fen::yuan(5000)),
            kinds: vec![VacancyKind::Employment],
            dormitory: Some(true),
            ..Preferences::default()
        },
        consents: vec![Consent {
            purpose: Purpose::Matching,
            from: at("2026-03-01T00:00:00Z"),
            withdrawn_at: None,
        }],
        record: TrainingRecord {
            stages: vec![stage(1, 2, "2023-09-01", "2025-06-30"), stage(2, 3, "2025-09-01", "2026-06-30")],
            skills: vec![skill("数控车床操作", "2025-11-15")],
            ..TrainingRecord::default()
        },
        created_at: at("2026-03-01T00:00:00Z"),
        updated_at: at("2026-03-01T00:00:00Z"),
    }
}

fn person() -> Person {
    Person {
        name: "测试甲".into(),
        identity_number: IdentityNumber::parse("45103120070521999X").unwrap(),
        birth_date: day("2007-05-21"),
        student_number: None,
        national_student_number: None,
        phone: None,
        email: None,
        origin: None,
        household: None,
        guardian: None,
        synthetic: true,
    }
}

/// A published vacancy for a turner in 深圳, valid until the end of September.
pub(crate) fn vacancy() -> Vacancy {
    Vacancy {
        id: VacancyId(id(5)),
        employer: EmployerId(id(6)),
        version: 1,
        content: content(),
        status: Status::Published,
        status_reasons: Vec::new(),
        review: Review::default(),
        fingerprints: Fingerprints::default(),
        history: Vec::new(),
        published_at: Some(at("2026-06-18T02:00:00Z")),
        created_at: at("2026-06-18T02:00:00Z"),
        updated_at: at("2026-06-18T02:00:00Z"),
    }
}

fn content() -> VacancyContent {
    let pay = Pay { min: Some(Fen::yuan(5000)), max: Some(Fen::yuan(7000)), months: 13, ..Pay::default() };
    VacancyContent {
        reference: None,
        title: "数控车工(长白班)".into(),
        occupation: Some(Occupation {
            code: "6-18-01-01".into(),
            name: "车工".into(),
            source: Source::Given,
        }),
        kind: VacancyKind::Employment,
        headcount: 12,
        workplace: Workplace {
            text: "深圳宝安".into(),
            region: RegionCode::parse("440306").unwrap(),
            region_name: "广东省深圳市宝安区".into(),
            detail: None,
            lon: None,
            lat: None,
        },
        description: "操作数控车床，按图纸加工零件。".to_owned(),
        pay,
        probation: None,
        contract: None,
        requirements: Requirements {
            skills: vec![asked_skill("数控车床操作"), asked_skill("!识图")],
            ..Requirements::default()
        },
        conditions: Conditions {
            dormitory: Some(Dormitory { provided: true, people_per_room: Some(4), fee: None }),
            ..Conditions::default()
        },
        reserved: Vec::new(),
        valid_until: day("2026-09-30"),
        source: None,
        read: Vec::new(),
    }
}

/// The pair on the day of the scenarios.
pub(super) fn pair<'a>(candidate: &'a Candidate, post: &'a Post<'a>) -> Pair<'a> {
    Pair { candidate, post, knowledge: &Table, today: TODAY }
}

/// What a criterion says of the two.
pub(super) fn with_pair<T>(graduate: &Graduate, vacancy: &Vacancy, ask: impl FnOnce(&Pair<'_>) -> T) -> T {
    let candidate = Candidate::of(graduate, Some(&programme()), None);
    ask(&pair(&candidate, &Post::of(vacancy)))
}
