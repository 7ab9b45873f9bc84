//! Four hundred vacancies as employers post them. What the law or the work asks for is asked; the rest is chance.

use super::{
    chance::Chance,
    employers::PlannedEmployer,
    jobs::{self, Job},
    programmes::{PlannedProgramme, day},
};
use crate::domain::{
    money::Fen,
    pay::{self, Pay, PayFault, PayUnit},
    vacancy::{
        Conditions, Contract, ContractKind, Dormitory, Education, Insurance, Meals, Necessity, PayDraft,
        Probation, RequiredCertificate, RequiredSkill, Requirements, RestDays, Shift, VacancyDraft,
        VacancyKind, WorkplaceDraft,
    },
};
use chrono::NaiveDate;
use std::collections::HashSet;

/// How many vacancies there are.
const VACANCIES: usize = 400;
/// In how many of a hundred vacancies for its major the order class has seats.
const RESERVED: u32 = 60;
/// How often a vacancy is drawn anew that its employer has already.
const DRAWS: usize = 50;

/// A vacancy of the world.
pub(in crate::demo) struct PlannedVacancy {
    /// The place of its employer.
    pub(in crate::demo) employer: usize,
    /// What is posted, without reserved seats.
    pub(in crate::demo) draft: VacancyDraft,
    /// The place of the programme for which seats are kept, how many, and the last day.
    pub(in crate::demo) reserved: Option<(usize, u32, NaiveDate)>,
}

pub(super) fn vacancies(
    employers: &[PlannedEmployer],
    programmes: &[PlannedProgramme],
    today: NaiveDate,
) -> Vec<PlannedVacancy> {
    let mut chance = Chance::new(1);
    let jobs = jobs::all();
    let mut seen = HashSet::new();
    let planned = (0..VACANCIES).filter_map(|number| {
        let job = jobs.get(number % jobs.len())?;
        let hiring: Vec<usize> = (0..employers.len())
            .filter(|place| {
                employers.get(*place).is_some_and(|employer| employer.fields.contains(&job.field))
            })
            .collect();
        // An employer posts a thing once: another title, place or pay is another thing.
        let mut draws = std::iter::repeat_with(|| {
            let place = chance.pick(&hiring);
            Some((place, draft(&mut chance, job, employers.get(place)?, number, today)))
        });
        let (place, draft) =
            draws.by_ref().take(DRAWS).flatten().find(|(place, draft)| seen.insert(key(*place, draft)))?;
        let reserved = reserved(&mut chance, place, job, programmes, draft.headcount, today);
        Some(PlannedVacancy { employer: place, draft, reserved })
    });
    planned.collect()
}

/// What makes a vacancy its own among its employer's. The pay counts by its numbers, however it is written.
fn key(employer: usize, draft: &VacancyDraft) -> (usize, String, Option<String>, String) {
    let pay = draft.pay.text.as_deref().map(pay::read);
    (employer, draft.title.clone(), draft.workplace.text.clone(), format!("{:?}", pay.map(numbers)))
}

fn numbers(pay: Result<Pay, PayFault>) -> Option<(Option<Fen>, Option<Fen>, PayUnit, u8)> {
    pay.ok().map(|pay| (pay.min, pay.max, pay.unit, pay.months))
}

fn draft(
    chance: &mut Chance,
    job: &'static Job,
    employer: &PlannedEmployer,
    number: usize,
    today: NaiveDate,
) -> VacancyDraft {
    // An agency arranges no internships (职业学校学生实习管理规定 16).
    let internship = chance.percent(8) && !employer.draft.labour_dispatch && !job.is_for_adults();
    let title = chance.pick(job.titles);
    VacancyDraft {
        reference: Some(format!("HR-{:04}", number + 1)),
        title: if internship { format!("{title}（实习）") } else { title.to_owned() },
        occupation: None,
        kind: if internship { VacancyKind::Internship } else { VacancyKind::Employment },
        headcount: chance.between(2, 20),
        workplace: WorkplaceDraft { text: Some(chance.pick(employer.places).to_owned()), region: None },
        description: format!(
            "我们是一家做{}的企业。工作内容：{}。\n{}（合成数据，仅供演示）",
            employer.does,
            job.duties,
            chance.pick(&[
                "有师傅带，新手可培训。",
                "试用期有导师，按月评定技能等级。",
                "同校同学可以一起报名、分在同一宿舍。"
            ]),
        ),
        pay: PayDraft { text: Some(written(chance, job, internship)), ..PayDraft::default() },
        probation: (!internship && chance.percent(60))
            .then(|| Probation { months: 2, pay: Some(Fen::yuan(i64::from(job.pay.0) * 90)) }),
        contract: Some(if internship {
            Contract { kind: ContractKind::Internship, months: Some(6) }
        } else {
            Contract { kind: ContractKind::Labour, months: Some(24) }
        }),
        requirements: requirements(chance, job, internship),
        conditions: conditions(chance, internship),
        reserved: Vec::new(),
        valid_until: day(today, i64::from(chance.between(30, 150))),
        source: None,
    }
}

/// Pay in words, in one of the ways in which people write it.
fn written(chance: &mut Chance, job: &Job, internship: bool) -> String {
    let more = chance.below(5);
    let (least, most) = (job.pay.0 + more, job.pay.1 + more);
    let thousands = |hundreds: u32| match hundreds % 10 {
        0 => format!("{}", hundreds / 10),
        rest => format!("{}.{rest}", hundreds / 10),
    };
    if internship {
        return format!("{}元/天", least * 2 + 40);
    }
    match chance.below(10) {
        0..=3 => format!("{}-{}千/月", thousands(least), thousands(most)),
        4..=6 => format!("{}-{}元/月", least * 100, most * 100),
        7 => format!("{}-{}千/月·13薪", thousands(least), thousands(most)),
        8 => format!("{}元/小时", least / 2),
        _ => "面议".to_owned(),
    }
}

fn requirements(chance: &mut Chance, job: &Job, internship: bool) -> Requirements {
    let skills = job.skills.iter().enumerate().map(|(place, term)| RequiredSkill {
        term: (*term).to_owned(),
        level: if place == 0 { Necessity::Required } else { Necessity::Preferred },
    });
    // Who still learns is not asked for a certificate.
    let certificate = job.certificate.filter(|_| !internship).map(|name| RequiredCertificate {
        name: name.to_owned(),
        minimum_level: None,
        level: if chance.percent(60) { Necessity::Required } else { Necessity::Preferred },
    });
    Requirements {
        education: chance.percent(70).then_some(Education::SecondaryVocational),
        majors: job.majors.iter().map(|code| (*code).to_owned()).collect(),
        skills: skills.collect(),
        certificates: certificate.into_iter().collect(),
        minimum_age: (!internship && chance.percent(60)).then_some(18),
        accepts_minor: chance.percent(30).then_some(internship),
    }
}

fn conditions(chance: &mut Chance, internship: bool) -> Conditions {
    let dormitory = chance.percent(75);
    let hours = chance.pick(&[40_u8, 40, 44, 44]);
    Conditions {
        dormitory: Some(Dormitory {
            provided: dormitory,
            people_per_room: dormitory.then(|| chance.pick(&[2_u8, 4, 6])),
            fee: dormitory.then_some(Fen(0)),
        }),
        meals: Some(
            chance.pick(&[Some(Meals::Provided), Some(Meals::Allowance), None]).unwrap_or(Meals::None),
        ),
        // 8 hours at most, and neither nights nor overtime for those who still learn.
        shift: if internship {
            Some(Shift::Day)
        } else {
            chance.pick(&[
                Some(Shift::Day),
                Some(Shift::Day),
                Some(Shift::TwoShifts),
                Some(Shift::Rotating),
                None,
            ])
        },
        hours_per_week: Some(if internship { 40 } else { hours }),
        rest_days: Some(if internship || hours == 40 { RestDays::Two } else { RestDays::One }),
        insurance: (!internship).then(|| Insurance::ALL.to_vec()),
        housing_fund: chance.percent(50).then(|| chance.percent(60)),
        travel_allowance: chance.percent(40).then(|| Fen::yuan(i64::from(chance.between(2, 10)) * 100)),
        group_hire: chance.percent(60).then_some(true),
    }
}

/// Seats for the class that this employer has ordered, where the work fits what it learns.
fn reserved(
    chance: &mut Chance,
    employer: usize,
    job: &Job,
    programmes: &[PlannedProgramme],
    headcount: u32,
    today: NaiveDate,
) -> Option<(usize, u32, NaiveDate)> {
    let ordered = |programme: &PlannedProgramme| {
        programme.order.is_some_and(|(by, _)| by == employer) && job.majors.contains(&programme.major)
    };
    let class = programmes.iter().position(ordered)?;
    chance.percent(RESERVED).then(|| (class, headcount.div_ceil(2), day(today, 25)))
}
