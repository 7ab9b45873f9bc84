//! What makes a training record sound: stages one after another, certificates issued at an age that allows them,
//! skills and courses of stages that exist, and the dictionary's spelling of everything.

use crate::{
    app::understand::text,
    domain::{
        dates::age_on,
        graduate::Person,
        refusal::{Code, Faults, FieldError},
        training_record::{
            Award, Certificate, Course, Enrolment, Internship, Skill, SkillEvidence, Stage, TrainingRecord,
        },
    },
};
use chrono::NaiveDate;
use jobbridge_index::Vocabulary;

/// The longest name of anything in a record, in characters.
const LONGEST: usize = 120;
/// The most things of one kind in a record.
const MOST: usize = 200;
/// The most hours of a course.
const MOST_HOURS: u32 = 5_000;

/// Checks a record and brings its names into the dictionaries' spelling. Whether the schools exist is not for here.
pub(super) fn read(
    words: &Vocabulary,
    person: &Person,
    mut record: TrainingRecord,
    faults: &mut Faults,
) -> TrainingRecord {
    check_lengths(&record, faults);
    stages(&record.stages, "/stages", faults);
    for (place, course) in record.courses.iter().enumerate() {
        check_course(course, &record.stages, &format!("/courses/{place}"), faults);
    }
    for (place, internship) in record.internships.iter().enumerate() {
        check_internship(internship, &format!("/internships/{place}"), faults);
    }
    for (place, certificate) in record.certificates.iter_mut().enumerate() {
        let pointer = format!("/certificates/{place}");
        check_certificate(certificate, &pointer, faults);
        faults.take(issued_of_age(words, person.birth_date, certificate, &format!("{pointer}/issued")));
        certificate.conceal(&person.identity_number);
        certificate.name = words.certificates().canonical(certificate.name.trim());
    }
    for (place, award) in record.awards.iter().enumerate() {
        check_award(award, &format!("/awards/{place}"), faults);
    }
    check_enrolment(&record.enrolment, faults);
    for (place, skill) in record.skills.iter_mut().enumerate() {
        check_skill(skill, &record.stages, &format!("/skills/{place}"), faults);
        skill.term = words.skills().canonical(skill.term.trim());
    }
    record
}

fn check_lengths(record: &TrainingRecord, faults: &mut Faults) {
    let lists = [
        ("/stages", record.stages.len()),
        ("/courses", record.courses.len()),
        ("/internships", record.internships.len()),
        ("/certificates", record.certificates.len()),
        ("/awards", record.awards.len()),
        ("/skills", record.skills.len()),
    ];
    for (pointer, length) in lists {
        if length > MOST {
            let (zh, en) = (format!("最多 {MOST} 项"), format!("at most {MOST} items"));
            faults.push(FieldError::new(pointer, Code::OutOfRange).with_message(zh, en));
        }
    }
}

/// Stages are numbered upwards and follow one another; one that begins the day another ends overlaps it.
pub(in crate::app) fn stages(stages: &[Stage], pointer: &str, faults: &mut Faults) {
    for (place, stage) in stages.iter().enumerate() {
        let at = |field: &str| format!("{pointer}/{place}/{field}");
        if stage.to < stage.from {
            faults.add(at("to"), Code::RangeReversed);
        }
        let before = place.checked_sub(1).and_then(|before| stages.get(before));
        if stage.number == 0 || before.is_some_and(|before| stage.number <= before.number) {
            faults.push(
                FieldError::new(at("number"), Code::InvalidValue)
                    .with_message("阶段应按顺序编号", "stages are numbered in their order, from 1"),
            );
        }
        if before.is_some_and(|before| stage.from <= before.to) {
            faults.add(at("from"), Code::StagesOverlap);
        }
    }
}

/// Whether a stage of that number is there. A record without any stages says nothing about them.
pub(in crate::app) fn has_stage(stages: &[Stage], number: u8) -> bool {
    stages.is_empty() || stages.iter().any(|stage| stage.number == number)
}

/// Refuses a certificate issued before the age that the dictionary says it needs.
///
/// # Errors
/// `ISSUED_UNDERAGE` at the pointer.
pub(in crate::app) fn issued_of_age(
    words: &Vocabulary,
    birth: NaiveDate,
    certificate: &Certificate,
    pointer: &str,
) -> Result<(), FieldError> {
    let known = words.certificates().find(certificate.name.trim());
    match known.and_then(|known| known.minimum_age) {
        Some(age) if age_on(birth, certificate.issued) < u32::from(age) => {
            Err(FieldError::new(pointer, Code::IssuedUnderage))
        }
        _ => Ok(()),
    }
}

fn check_certificate(certificate: &Certificate, pointer: &str, faults: &mut Faults) {
    text(&certificate.name, &format!("{pointer}/name"), LONGEST, false, faults);
    if certificate.level.is_some_and(|level| !(1..=5).contains(&level)) {
        faults.add(format!("{pointer}/level"), Code::OutOfRange);
    }
    if let Some(issuer) = &certificate.issuer {
        text(issuer, &format!("{pointer}/issuer"), LONGEST, false, faults);
    }
    if let Some(number) = &certificate.number {
        text(number, &format!("{pointer}/number"), LONGEST, false, faults);
    }
    for (field, end) in [("review_due", certificate.review_due), ("expires", certificate.expires)] {
        if end.is_some_and(|end| end < certificate.issued) {
            faults.add(format!("{pointer}/{field}"), Code::RangeReversed);
        }
    }
}

fn check_course(course: &Course, stages: &[Stage], pointer: &str, faults: &mut Faults) {
    text(&course.name, &format!("{pointer}/name"), LONGEST, false, faults);
    if !has_stage(stages, course.stage) {
        faults.add(format!("{pointer}/stage"), Code::UnknownReference);
    }
    if course.hours.is_some_and(|hours| hours > MOST_HOURS) {
        faults.add(format!("{pointer}/hours"), Code::OutOfRange);
    }
    if course.score.is_some_and(|score| score > 100) {
        faults.add(format!("{pointer}/score"), Code::OutOfRange);
    }
}

fn check_internship(internship: &Internship, pointer: &str, faults: &mut Faults) {
    text(&internship.employer, &format!("{pointer}/employer"), LONGEST, false, faults);
    text(&internship.post, &format!("{pointer}/post"), LONGEST, false, faults);
    if internship.to < internship.from {
        faults.add(format!("{pointer}/to"), Code::RangeReversed);
    }
}

fn check_award(award: &Award, pointer: &str, faults: &mut Faults) {
    text(&award.name, &format!("{pointer}/name"), LONGEST, false, faults);
    if let Some(issuer) = &award.issuer {
        text(issuer, &format!("{pointer}/issuer"), LONGEST, false, faults);
    }
}

fn check_enrolment(enrolment: &Enrolment, faults: &mut Faults) {
    let fields = [
        ("schooling", &enrolment.schooling),
        ("admission_mode", &enrolment.admission_mode),
        ("cooperation_kind", &enrolment.cooperation_kind),
        ("cooperation_form", &enrolment.cooperation_form),
        ("cooperation_school", &enrolment.cooperation_school),
        ("staged_mode", &enrolment.staged_mode),
    ];
    for (field, said) in fields {
        if let Some(said) = said {
            text(said, &format!("/enrolment/{field}"), LONGEST, false, faults);
        }
    }
}

fn check_skill(skill: &Skill, stages: &[Stage], pointer: &str, faults: &mut Faults) {
    text(&skill.term, &format!("{pointer}/term"), LONGEST, false, faults);
    if skill.stage.is_some_and(|stage| !has_stage(stages, stage)) {
        faults.add(format!("{pointer}/stage"), Code::UnknownReference);
    }
    let (SkillEvidence::Course(name)
    | SkillEvidence::Internship(name)
    | SkillEvidence::Certificate(name)
    | SkillEvidence::School(name)) = &skill.evidence;
    text(name, &format!("{pointer}/evidence/name"), LONGEST, false, faults);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::SchoolId;
    use uuid::Uuid;

    const SCHOOL: SchoolId = SchoolId(Uuid::from_u128(1));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stage(number: u8, from: &str, to: &str) -> Stage {
        Stage { number, school: SCHOOL, place: None, from: day(from), to: day(to) }
    }

    fn certificate(name: &str, issued: &str) -> Certificate {
        let issued = day(issued);
        let (level, issuer, number, review_due, expires) = (None, None, None, None, None);
        Certificate { name: name.to_owned(), level, issuer, number, issued, review_due, expires }
    }

    fn checked(record: TrainingRecord) -> (TrainingRecord, Vec<(String, Code)>) {
        let mut faults = Faults::new();
        let person = crate::domain::matching::fixtures::graduate().person;
        let record = read(&Vocabulary::load().unwrap(), &person, record, &mut faults);
        (record, faults.into_vec().into_iter().map(|fault| (fault.pointer, fault.code)).collect())
    }

    #[test]
    fn stages_that_touch_overlap_and_numbers_go_upwards() {
        let stages = vec![stage(1, "2023-09-01", "2025-07-15"), stage(2, "2025-07-15", "2026-06-30")];
        let (_, faults) = checked(TrainingRecord { stages, ..TrainingRecord::default() });
        assert_eq!(faults, [("/stages/1/from".to_owned(), Code::StagesOverlap)]);
        let stages = vec![stage(2, "2023-09-01", "2025-07-15"), stage(1, "2025-09-01", "2025-08-01")];
        let (_, faults) = checked(TrainingRecord { stages, ..TrainingRecord::default() });
        let expected = [("/stages/1/to", Code::RangeReversed), ("/stages/1/number", Code::InvalidValue)];
        assert_eq!(faults, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn an_electricians_card_before_eighteen_is_bad_data() {
        let certificates = vec![
            certificate("特种作业操作证（低压电工）", "2025-05-20"),
            certificate("特种作业操作证（低压电工）", "2025-05-21"),
            certificate("自编证书", "2010-01-01"),
        ];
        let (_, faults) = checked(TrainingRecord { certificates, ..TrainingRecord::default() });
        assert_eq!(faults, [("/certificates/0/issued".to_owned(), Code::IssuedUnderage)]);
    }

    #[test]
    fn skills_take_the_dictionarys_spelling_and_name_a_stage_that_is_there() {
        let skill = |term: &str, stage| Skill {
            term: term.to_owned(),
            evidence: SkillEvidence::School("某校".to_owned()),
            stage,
            school: None,
            date: day("2027-06-30"),
        };
        let words = Vocabulary::load().unwrap();
        let known = words.skills().iter().find(|skill| !skill.aliases.is_empty()).unwrap();
        let record = TrainingRecord {
            stages: vec![stage(1, "2023-09-01", "2025-07-15")],
            skills: vec![skill(&known.aliases[0], Some(1)), skill(&known.name, Some(2))],
            ..TrainingRecord::default()
        };
        let (record, faults) = checked(record);
        assert_eq!(faults, [("/skills/1/stage".to_owned(), Code::UnknownReference)]);
        assert_eq!(record.skills[0].term, words.skills().canonical(&known.aliases[0]));
        assert!(!record.skills[0].held_on(day("2026-06-20")), "a date ahead stays a forecast");
    }
}
