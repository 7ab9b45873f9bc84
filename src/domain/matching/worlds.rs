//! Random graduates, vacancies and programmes in which every criterion and every hard condition plays a part.

use super::{
    fixtures::{self, day},
    properties,
};
use crate::domain::{
    consent::Purpose,
    graduate::{Graduate, SchoolLink, SchoolRole},
    ids::{EmployerId, GraduateId, ProgrammeId, SchoolId, VacancyId},
    programme::{Order, Programme, ProgrammeForm},
    region::RegionCode,
    training_record::Certificate,
    vacancy::{Dormitory, Education, Necessity, RequiredCertificate, ReservedSeats, Status, Vacancy},
};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

const DATES: [&str; 8] = [
    "2024-01-15",
    "2025-11-15",
    "2026-06-19",
    "2026-06-20",
    "2026-06-21",
    "2026-07-10",
    "2026-12-20",
    "2027-06-30",
];
const CERTIFICATES: [&str; 3] = ["车工", "健康证", "特种作业操作证（低压电工）"];
const OCCUPATIONS: [&str; 4] = ["6-18-01-01", "6-18-01", "6-18-02-04", "4-01-01-01"];

fn dates() -> impl Strategy<Value = NaiveDate> {
    prop::sample::select(&DATES[..]).prop_map(day)
}

/// One of the programmes.
pub(crate) fn programme_id(number: u128) -> ProgrammeId {
    ProgrammeId(Uuid::from_u128(number))
}

/// The school that is the partner of every programme.
pub(crate) fn partner() -> SchoolId {
    SchoolId(Uuid::from_u128(3))
}

/// A staged programme, an order class and a directional one.
pub(crate) fn programmes() -> Vec<Programme> {
    let forms = [ProgrammeForm::JointStaged, ProgrammeForm::OrderClass, ProgrammeForm::Directional];
    let programme = |(number, form)| {
        let mut programme = fixtures::programme();
        programme.id = programme_id(number);
        programme.plan.form = form;
        programme.plan.partner_school = Some(partner());
        if form == ProgrammeForm::OrderClass {
            programme.plan.order = Some(Order { employer: EmployerId(Uuid::from_u128(6)), seats: 3 });
        }
        if form == ProgrammeForm::Directional {
            programme.plan.target_regions = vec![RegionCode::parse("3302").unwrap()];
        }
        programme
    };
    (1..).zip(forms).map(programme).collect()
}

prop_compose! {
    fn certificates()(
        name in prop::sample::select(&CERTIFICATES[..]),
        level in prop::option::of(1..=5u8),
        issued in dates(),
        review_due in prop::option::of(dates()),
        expires in prop::option::of(dates()),
    ) -> Certificate {
        let mut certificate = fixtures::certificate(name, level, "2024-01-15");
        (certificate.issued, certificate.review_due, certificate.expires) = (issued, review_due, expires);
        certificate
    }
}

prop_compose! {
    /// A graduate with one of sixty ids.
    pub(crate) fn graduates()(
        graduate in properties::graduates(),
        number in 1000..1060u128,
        programme in prop::option::of(1..=3u128),
        catalogue in prop::sample::select(&["2021", "2021", "2021", "technical", "1999"][..]),
        (consented, alerts) in (prop::bool::weighted(0.9), any::<bool>()),
        (started, graduates_on) in (prop::option::of(dates()), dates()),
        certificates in prop::collection::vec(certificates(), 0..4),
        occupations in prop::collection::vec(prop::sample::select(&OCCUPATIONS[..]), 0..3),
        schools in prop::collection::vec((2..=4u128, dates(), prop::option::of(dates())), 0..3),
    ) -> Graduate {
        let mut graduate = graduate;
        graduate.id = GraduateId(Uuid::from_u128(number));
        graduate.programme = programme.map(programme_id);
        graduate.major.catalogue = catalogue.into();
        graduate.graduates_on = graduates_on;
        graduate.record.stages.truncate(usize::from(started.is_some()));
        for stage in &mut graduate.record.stages {
            stage.from = started.unwrap_or(stage.from);
        }
        graduate.record.certificates = certificates;
        graduate.preferences.occupations = occupations.into_iter().map(str::to_owned).collect();
        let link = |(school, from, to)| SchoolLink {
            school: SchoolId(Uuid::from_u128(school)), role: SchoolRole::Training, from, to,
        };
        graduate.links = schools.into_iter().map(link).collect();
        let mut consent = graduate.consents[0].clone();
        consent.purpose = Purpose::Alerts;
        if alerts {
            graduate.consents.push(consent);
        }
        if !consented {
            graduate.consents[0].withdrawn_at = Some(graduate.updated_at);
        }
        graduate
    }
}

prop_compose! {
    fn asked_certificates()(
        name in prop::sample::select(&CERTIFICATES[..]),
        minimum_level in prop::option::of(1..=5u8),
        required in prop::bool::weighted(0.3),
    ) -> RequiredCertificate {
        let level = if required { Necessity::Required } else { Necessity::Preferred };
        RequiredCertificate { name: name.into(), minimum_level, level }
    }
}

prop_compose! {
    /// A vacancy with one of sixty ids.
    pub(crate) fn vacancies()(
        vacancy in properties::vacancies(),
        (number, employer) in (2000..2060u128, 6..=7u128),
        open in prop::bool::weighted(0.9),
        (valid_until, published) in (dates(), prop::option::of(dates())),
        reserved in prop::collection::vec((1..=3u128, 0..3u32, dates()), 0..3),
        (headcount, accepts_minor) in (1..4u32, any::<Option<bool>>()),
        certificates in prop::collection::vec(asked_certificates(), 0..3),
        education in prop::option::weighted(0.3, prop::sample::select(
            &[Education::JuniorSecondary, Education::SecondaryVocational, Education::Bachelor][..],
        )),
        majors in prop::collection::vec(prop::sample::select(&["660103", "660101", "730101", "0435-3"][..]), 0..3),
        dormitory in any::<Option<bool>>(),
    ) -> Vacancy {
        let mut vacancy = vacancy;
        vacancy.id = VacancyId(Uuid::from_u128(number));
        vacancy.employer = EmployerId(Uuid::from_u128(employer));
        vacancy.status = if open { Status::Published } else { Status::Closed };
        vacancy.published_at = published.map(|day| day.and_hms_opt(2, 0, 0).unwrap().and_utc());
        let content = &mut vacancy.content;
        (content.valid_until, content.headcount) = (valid_until, headcount);
        let kept = |(programme, seats, until)| ReservedSeats { programme: programme_id(programme), seats, until };
        content.reserved = reserved.into_iter().map(kept).collect();
        content.requirements.accepts_minor = accepts_minor;
        content.requirements.certificates = certificates;
        content.requirements.education = education;
        content.requirements.majors = majors.into_iter().map(str::to_owned).collect();
        let dormitory = dormitory.map(|provided| Dormitory { provided, people_per_room: None, fee: None });
        content.conditions.dormitory = dormitory;
        vacancy
    }
}
