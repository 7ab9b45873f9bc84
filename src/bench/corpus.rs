//! A seeded generator of vacancies and graduates. Nobody in it exists; graduates and employers are marked so.

use super::{
    BenchError,
    palette::{Palette, Trade},
    texts::{ADDITIONS, SENTENCES},
};
use crate::domain::{
    clock::Clock,
    consent::{Consent, Purpose},
    entropy::{Entropy, SeededEntropy},
    graduate::{Graduate, Person, Preferences, Protected, SchoolLink, SchoolRole},
    identity_number::{IdentityNumber, check_character},
    ids::{EmployerId, GraduateId, VacancyId},
    money::Fen,
    pay::Pay,
    programme::Programme,
    training_record::{Certificate, Skill, SkillEvidence, Stage, TrainingRecord},
    vacancy::{
        Conditions, Dormitory, Education, Fingerprints, Insurance, Meals, Necessity, RequiredCertificate,
        RequiredSkill, Requirements, RestDays, Review, Shift, Status, Vacancy, VacancyContent, VacancyKind,
    },
};
use chrono::{Days, NaiveDate, TimeDelta};

const SEED: u64 = 20_260_706;
/// Vacancies were published in this many minutes before the run.
const PUBLISHED_WITHIN: usize = 60 * 24 * 60;
/// The first day somebody is born on.
const BORN: NaiveDate = match NaiveDate::from_ymd_opt(2005, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// On how many days in a row people are born.
const BIRTHDAYS: usize = 1000;

/// Draws the world, always the same but for its dates.
pub(super) struct Corpus<'a> {
    pub(super) palette: &'a Palette,
    pub(super) entropy: SeededEntropy,
    pub(super) clock: &'a dyn Clock,
}

impl<'a> Corpus<'a> {
    pub(super) fn new(palette: &'a Palette, clock: &'a dyn Clock) -> Self {
        Self { palette, entropy: SeededEntropy::new(SEED), clock }
    }

    fn below(&self, end: usize) -> usize {
        ((self.entropy.fraction() * end as f64) as usize).min(end.saturating_sub(1))
    }

    fn one_in(&self, number: usize) -> bool {
        self.below(number) == 0
    }

    fn pick<'t, T>(&self, from: &'t [T]) -> &'t T {
        &from[self.below(from.len())]
    }

    /// Some of these, each at most once: a run of them, from a drawn place on.
    fn some<'t, T>(&self, from: &'t [T], most: usize) -> impl Iterator<Item = &'t T> + use<'t, T> {
        let (start, count) = (self.below(from.len()), (self.below(most) + 1).min(from.len()));
        from.iter().cycle().skip(start).take(count)
    }

    /// A published vacancy of the employer.
    pub(super) fn vacancy(&self, employer: EmployerId) -> Vacancy {
        let minutes = i64::try_from(self.below(PUBLISHED_WITHIN)).unwrap_or(0);
        let at = self.clock.now() - TimeDelta::minutes(minutes);
        let id = VacancyId::new(self.clock, &self.entropy);
        Vacancy {
            id,
            employer,
            version: 1,
            content: self.content(),
            status: Status::Published,
            status_reasons: Vec::new(),
            review: Review::default(),
            // Chance draws some alike, and what is measured is not whether they are.
            fingerprints: Fingerprints::own(id),
            history: Vec::new(),
            published_at: Some(at),
            created_at: at,
            updated_at: at,
        }
    }

    fn content(&self) -> VacancyContent {
        let trade = self.pick(&self.palette.trades);
        let low = Fen::yuan(3500 + 100 * self.below(40) as i64);
        let high = Fen(low.0 + 50_000 * self.below(6) as i64);
        let pay = Pay { min: Some(low), max: Some(high), months: 12, ..Pay::default() };
        let about: String = self.some(SENTENCES, 4).copied().collect();
        VacancyContent {
            reference: None,
            title: format!("{}{}", trade.title, self.pick(ADDITIONS)),
            occupation: Some(trade.occupation.clone()),
            kind: if self.one_in(8) { VacancyKind::Internship } else { VacancyKind::Employment },
            headcount: 1 + self.below(30) as u32,
            workplace: self.pick(&self.palette.places).clone(),
            description: format!("招聘{}。{about}", trade.title),
            pay: if self.one_in(10) { Pay { min: None, max: None, ..pay } } else { pay },
            probation: None,
            contract: None,
            requirements: self.requirements(trade),
            conditions: self.conditions(),
            reserved: Vec::new(),
            valid_until: self.clock.today() + Days::new(30 + self.below(60) as u64),
            source: None,
            read: Vec::new(),
        }
    }

    fn requirements(&self, trade: &Trade) -> Requirements {
        let level = |preferred| if preferred { Necessity::Preferred } else { Necessity::Required };
        let skill = |term: &String| RequiredSkill { term: term.clone(), level: level(self.one_in(2)) };
        let certificate = |name: &String| RequiredCertificate {
            name: name.clone(),
            minimum_level: None,
            level: level(!self.one_in(4)),
        };
        let certified = if self.one_in(4) { trade.certificates.as_slice() } else { &[] };
        Requirements {
            education: (!self.one_in(3)).then_some(Education::SecondaryVocational),
            majors: self.some(&trade.majors, 3).map(|major| major.code.clone()).collect(),
            skills: self.some(&trade.skills, 4).map(skill).collect(),
            certificates: self.some(certified, 1).map(certificate).collect(),
            minimum_age: Some(18),
            accepts_minor: Some(self.one_in(5)),
        }
    }

    fn conditions(&self) -> Conditions {
        let dormitory = Dormitory { provided: !self.one_in(3), people_per_room: Some(4), fee: None };
        Conditions {
            dormitory: Some(dormitory),
            meals: (!self.one_in(4)).then(|| *self.pick(Meals::ALL)),
            shift: (!self.one_in(4)).then(|| *self.pick(Shift::ALL)),
            hours_per_week: Some(40 + self.below(5) as u8),
            rest_days: (!self.one_in(4)).then(|| *self.pick(RestDays::ALL)),
            insurance: (!self.one_in(4)).then(|| Insurance::ALL.to_vec()),
            housing_fund: Some(self.one_in(2)),
            ..Conditions::default()
        }
    }

    /// The graduate of that number, in the programme; they agree to be matched and told.
    pub(super) fn graduate(&self, number: usize, programme: &Programme) -> Result<Graduate, BenchError> {
        let trade = self.pick(&self.palette.trades);
        let now = self.clock.now();
        let plan = &programme.plan;
        Ok(Graduate {
            id: GraduateId::new(self.clock, &self.entropy),
            version: 1,
            person: person(number)?,
            protected: Protected::default(),
            links: links(programme),
            programme: Some(programme.id),
            class_name: None,
            major: self.pick(&trade.majors).clone(),
            graduates_on: plan.graduates_on,
            preferences: self.preferences(trade),
            consents: [Purpose::Matching, Purpose::Alerts]
                .map(|purpose| Consent { purpose, from: now, withdrawn_at: None })
                .into(),
            record: self.record(trade, programme),
            created_at: now,
            updated_at: now,
        })
    }

    fn preferences(&self, trade: &Trade) -> Preferences {
        let region = |_| self.pick(&self.palette.places).region.clone();
        Preferences {
            regions: (0..self.below(3)).map(region).collect(),
            occupations: self.one_in(2).then(|| trade.occupation.code.clone()).into_iter().collect(),
            pay_min: (!self.one_in(3)).then(|| Fen::yuan(3500 + 100 * self.below(30) as i64)),
            kinds: vec![VacancyKind::Employment, VacancyKind::Internship],
            shifts: Vec::new(),
            dormitory: self.one_in(2).then_some(true),
        }
    }

    fn record(&self, trade: &Trade, programme: &Programme) -> TrainingRecord {
        let plan = &programme.plan;
        let stage = |planned: &crate::domain::programme::PlannedStage| Stage {
            number: planned.number,
            school: planned.school,
            place: None,
            from: planned.from,
            to: planned.to,
        };
        let stages: Vec<_> = plan.stages.iter().map(stage).collect();
        let learned = stages.last().map_or(plan.graduates_on, |stage| stage.from) + Days::new(60);
        let skill = |term: &String| Skill {
            term: term.clone(),
            evidence: SkillEvidence::Course("样例实训".to_owned()),
            stage: stages.last().map(|stage| stage.number),
            school: None,
            date: learned,
        };
        let certificate = |name: &String| Certificate {
            name: name.clone(),
            level: None,
            issuer: None,
            number: None,
            issued: learned,
            review_due: None,
            expires: None,
        };
        let certified = if self.one_in(3) { trade.certificates.as_slice() } else { &[] };
        TrainingRecord {
            skills: self.some(&trade.skills, 5).map(skill).collect(),
            certificates: self.some(certified, 1).map(certificate).collect(),
            stages: stages.clone(),
            ..TrainingRecord::default()
        }
    }
}

/// A person whose identity number has a right check character and belongs to nobody: one of a thousand sequence
/// numbers on one of a thousand days.
fn person(number: usize) -> Result<Person, BenchError> {
    let born = BORN + Days::new((number % BIRTHDAYS) as u64);
    let body = format!("522427{}{:03}", born.format("%Y%m%d"), number / BIRTHDAYS % 1000);
    let impossible = || BenchError::World("an identity number cannot be made");
    let check = check_character(&body).ok_or_else(impossible)?;
    let identity = IdentityNumber::parse(&format!("{body}{check}")).map_err(|_| impossible())?;
    Ok(Person {
        name: format!("样例{number}"),
        identity_number: identity,
        birth_date: born,
        student_number: None,
        national_student_number: None,
        phone: None,
        email: None,
        origin: None,
        household: None,
        guardian: None,
        synthetic: true,
    })
}

fn links(programme: &Programme) -> Vec<SchoolLink> {
    let role = |number| if number == 1 { SchoolRole::Origin } else { SchoolRole::Partner };
    let link = |stage: &crate::domain::programme::PlannedStage| SchoolLink {
        school: stage.school,
        role: role(stage.number),
        from: stage.from,
        to: Some(stage.to),
    };
    programme.plan.stages.iter().map(link).collect()
}
