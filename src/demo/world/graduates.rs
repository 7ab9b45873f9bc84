//! Students of a class as their school's roster says them.

use super::{
    chance::Chance,
    names, numbers,
    programmes::{PlannedProgramme, day},
    trades::Award,
};
use crate::{
    app::roster::{Admission, RosterRow, RosterSkill},
    domain::{
        consent::Purpose,
        dates::age_on,
        email_address::EmailAddress,
        graduate::{Guardian, Sex},
        money::Fen,
        training_record::{Certificate, Course, SkillEvidence},
    },
};
use chrono::{Months, NaiveDate};

/// How many sit in a class.
pub(super) const CLASS: u32 = 60;
/// Under this age somebody has a guardian.
const ADULT: u32 = 18;

/// The rows of a class. The first is somebody whom the tour can rely on: of age, able, and willing to be found.
pub(super) fn class(programme: &PlannedProgramme, place: u32, today: NaiveDate) -> Vec<RosterRow> {
    let mut chance = Chance::new(100 + u64::from(place));
    (0..CLASS).filter_map(|seat| student(&mut chance, programme, place * CLASS + seat, today)).collect()
}

fn student(
    chance: &mut Chance,
    programme: &PlannedProgramme,
    number: u32,
    today: NaiveDate,
) -> Option<RosterRow> {
    let (class, model) = (programme.class, number.is_multiple_of(CLASS));
    let people = chance.pick(class.peoples);
    let sex = if chance.percent(50) { Sex::Male } else { Sex::Female };
    let born = birth(chance, model, today);
    let minor = age_on(born, today) < ADULT;
    let skills = skills(chance, programme, model);
    Some(RosterRow {
        name: names::name(chance, people, sex),
        identity_number: numbers::identity_number(class.county, born, number, sex)?,
        birth_date: born,
        sex,
        class_name: Some(class.name.to_owned()),
        student_number: Some(format!("{}{:04}", programme.major, number + 1)),
        national_student_number: None,
        origin: Some(class.county.to_owned()),
        household: Some(class.county.to_owned()),
        household_kind: Some(if chance.percent(85) { "农业家庭户口" } else { "非农业家庭户口" }.to_owned()),
        admitted_on: programme.stages.first().map(|(_, from, _)| *from),
        major_code: Some(programme.major.to_owned()),
        major_name: Some(programme.trade.name.to_owned()),
        schooling: Some("三年".to_owned()),
        ethnicity: Some(people.to_owned()),
        phone: Some(format!("1380000{:04}", number + 1)),
        email: EmailAddress::parse(&format!("gra{:04}@graduates.example", number + 1)).ok(),
        poverty_household: Some(chance.percent(35)),
        admission: Admission::default(),
        programme: Some(programme.name.clone()),
        graduates_on: Some(programme.graduates_on),
        guardian: minor.then(|| Guardian {
            name: names::guardian(chance),
            phone: Some(format!("1370000{:04}", number + 1)),
        }),
        consents: consents(chance, model),
        wanted_regions: wanted(chance, class.wanted, model),
        wanted_occupations: wanted(chance, programme.trade.occupations, model),
        wanted_pay: Some(Fen::yuan(i64::from(if model { 4_500 } else { chance.between(7, 11) * 500 }))),
        skills,
        certificates: certificates(chance, programme, born, today),
        stages: Vec::new(),
        courses: courses(chance, programme, today),
        internships: Vec::new(),
        awards: Vec::new(),
    })
}

/// Seventeen to twenty years old today.
fn birth(chance: &mut Chance, model: bool, today: NaiveDate) -> NaiveDate {
    let years = if model { 19 } else { chance.between(17, 20) };
    let months = years * 12 + chance.below(12);
    day(today - Months::new(months), -i64::from(chance.between(1, 27)))
}

/// Most agree to be matched and told; some to nothing.
fn consents(chance: &mut Chance, model: bool) -> Vec<Purpose> {
    let drawn = chance.below(100);
    match drawn {
        _ if model => vec![Purpose::Matching, Purpose::Alerts, Purpose::Contact],
        0..=69 => vec![Purpose::Matching, Purpose::Alerts, Purpose::Contact],
        70..=84 => vec![Purpose::Matching, Purpose::Alerts],
        85..=92 => vec![Purpose::Matching],
        _ => Vec::new(),
    }
}

/// One or two of them, in an order of one's own; for the model the first two as they stand.
fn wanted(chance: &mut Chance, from: &[&'static str], model: bool) -> Vec<String> {
    if model {
        return from.iter().take(2).map(|text| (*text).to_owned()).collect();
    }
    let mut wanted = vec![chance.pick(from).to_owned()];
    if chance.percent(60) {
        let second = chance.pick(from).to_owned();
        if !wanted.contains(&second) {
            wanted.push(second);
        }
    }
    wanted
}

/// Skills with the day on which their stage ends: what lies ahead is a forecast. Few master all.
fn skills(chance: &mut Chance, programme: &PlannedProgramme, model: bool) -> Vec<RosterSkill> {
    let mut skills = Vec::new();
    for (number, ((_, _, to), terms)) in (1_u8..).zip(programme.stages.iter().zip(programme.trade.skills)) {
        let courses = programme.trade.courses.get(usize::from(number) - 1).copied().unwrap_or_default();
        for term in terms {
            if !model && !chance.percent(80) {
                continue;
            }
            skills.push(RosterSkill {
                term: (*term).to_owned(),
                evidence: Some(SkillEvidence::Course(chance.pick(courses).to_owned())),
                stage: Some(number),
                date: Some(*to),
            });
        }
    }
    skills
}

/// Courses with hours, and with marks where they are over.
fn courses(chance: &mut Chance, programme: &PlannedProgramme, today: NaiveDate) -> Vec<Course> {
    let mut courses = Vec::new();
    for (number, ((_, _, to), names)) in (1_u8..).zip(programme.stages.iter().zip(programme.trade.courses)) {
        for name in names {
            let score = u8::try_from(chance.between(62, 97)).ok().filter(|_| *to <= today);
            courses.push(Course {
                name: (*name).to_owned(),
                kind: None,
                stage: number,
                hours: Some(chance.between(3, 8) * 18),
                score,
                grade: None,
            });
        }
    }
    courses
}

/// What was awarded at the end of the second stage, to those of age.
fn certificates(
    chance: &mut Chance,
    programme: &PlannedProgramme,
    born: NaiveDate,
    today: NaiveDate,
) -> Vec<Certificate> {
    let Some((_, _, issued)) = programme.stages.get(1).copied() else { return Vec::new() };
    let allowed = issued <= today && age_on(born, issued) >= ADULT;
    let awards = programme.trade.certificates.iter();
    let awards = awards.filter(|_| chance.percent(70) && allowed).map(|award| certificate(award, issued));
    awards.collect()
}

fn certificate(award: &Award, issued: NaiveDate) -> Certificate {
    Certificate {
        name: award.name.to_owned(),
        level: award.level,
        issuer: None,
        number: None,
        issued,
        review_due: None,
        expires: award.months.map(|months| issued + Months::new(months)),
    }
}
