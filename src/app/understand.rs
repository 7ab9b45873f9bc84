//! What an employer posted, understood: words become codes, what it left out is read from its texts, and every fault is
//! found at once.

mod in_text;

use super::words;
use crate::domain::{
    clock::{CHINA, Clock},
    pay::{self, Pay, PayFault, PayUnit},
    refusal::{Code, Faults, FieldError, Refusal},
    vacancy::{
        PayDraft, RequiredCertificate, RequiredSkill, Requirements, ReservedSeats, VacancyContent,
        VacancyDraft, reading::Filled,
    },
};
use chrono::NaiveDate;
use jobbridge_index::Vocabulary;

/// The longest title, in characters.
const TITLE: usize = 80;
/// The longest description, in characters.
const DESCRIPTION: usize = 10_000;
/// The longest of the other texts, in characters.
const SHORT: usize = 200;
/// The most skills, certificates or majors a vacancy may ask for.
const LIST: usize = 50;

/// Understands a draft.
///
/// # Errors
/// [`Refusal::Invalid`] with every fault that was found.
pub fn understand(
    words: &Vocabulary,
    clock: &dyn Clock,
    mut draft: VacancyDraft,
) -> Result<VacancyContent, Refusal> {
    let mut faults = Faults::new();
    check_texts(&draft, &mut faults);
    let readable = faults.is_empty();
    check_numbers(&draft, clock.now().with_timezone(&CHINA).date_naive(), &mut faults);
    draft.title = draft.title.trim().to_owned();
    draft.description = draft.description.trim().to_owned();
    let mut filled = if readable { in_text::fill(words, &mut draft) } else { Filled::default() };
    let occupation = match &draft.occupation {
        Some(code) => faults.take(words::occupation(words, code, "/occupation")),
        None => words::occupation_in(words, &draft.title),
    };
    let place = &draft.workplace;
    let workplace = faults.take(words::workplace(words, place.text.as_deref(), place.region.as_deref()));
    let pay = match filled.pay.take() {
        Some(read) => check_pay(read),
        None => read_pay(draft.pay),
    };
    let pay = faults.take(pay);
    let requirements = understand_requirements(words, draft.requirements, &mut faults);
    let (Some(workplace), Some(mut pay)) = (workplace, pay) else {
        return Err(Refusal::Invalid(faults.into_vec()));
    };
    filled.complete(&mut pay);
    faults.into_result(VacancyContent {
        reference: draft.reference,
        title: draft.title,
        occupation,
        kind: draft.kind,
        headcount: draft.headcount,
        workplace,
        description: draft.description,
        pay,
        probation: draft.probation,
        contract: draft.contract,
        requirements,
        conditions: draft.conditions,
        reserved: draft.reserved,
        valid_until: draft.valid_until,
        source: draft.source,
        read: filled.read,
    })
}

fn check_texts(draft: &VacancyDraft, faults: &mut Faults) {
    text(&draft.title, "/title", TITLE, false, faults);
    text(&draft.description, "/description", DESCRIPTION, true, faults);
    for (value, pointer) in [(&draft.reference, "/reference"), (&draft.source, "/source")] {
        if let Some(value) = value {
            text(value, pointer, SHORT, false, faults);
        }
    }
    if let Some(place) = &draft.workplace.text {
        text(place, "/workplace/text", SHORT, false, faults);
    }
}

/// Checks a text: there, not too long, and without control characters (line breaks aside, where they are welcome).
pub fn text(value: &str, pointer: &str, longest: usize, lines: bool, faults: &mut Faults) {
    if value.trim().is_empty() {
        faults.add(pointer, Code::Required);
    } else if value.chars().count() > longest {
        let (zh, en) = (format!("最多 {longest} 个字"), format!("at most {longest} characters"));
        faults.push(FieldError::new(pointer, Code::TooLong).with_message(zh, en));
    } else if value.chars().any(|c| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'))) {
        faults.add(pointer, Code::ControlCharacter);
    }
}

fn check_numbers(draft: &VacancyDraft, today: NaiveDate, faults: &mut Faults) {
    range(u64::from(draft.headcount), 1, 10_000, "/headcount", faults);
    if let Some(probation) = &draft.probation {
        range(u64::from(probation.months), 0, 6, "/probation/months", faults);
    }
    if let Some(months) = draft.contract.as_ref().and_then(|contract| contract.months) {
        range(u64::from(months), 1, 600, "/contract/months", faults);
    }
    if let Some(age) = draft.requirements.minimum_age {
        range(u64::from(age), 16, 65, "/requirements/minimum_age", faults);
    }
    if let Some(hours) = draft.conditions.hours_per_week {
        range(u64::from(hours), 1, 84, "/conditions/hours_per_week", faults);
    }
    if draft.valid_until < today {
        faults.add("/valid_until", Code::DateInPast);
    }
    check_reserved(&draft.reserved, draft.headcount, faults);
}

fn check_reserved(reserved: &[ReservedSeats], headcount: u32, faults: &mut Faults) {
    let seats: u64 = reserved.iter().map(|one| u64::from(one.seats)).sum();
    if seats > u64::from(headcount) {
        faults.add("/reserved", Code::TooManyReserved);
    }
    for (place, one) in reserved.iter().enumerate() {
        if one.seats == 0 {
            faults.add(format!("/reserved/{place}/seats"), Code::OutOfRange);
        }
        if reserved[..place].iter().any(|other| other.programme == one.programme) {
            let fault = FieldError::new(format!("/reserved/{place}/programme"), Code::InvalidValue);
            let (zh, en) = ("同一项目只能预留一次", "a programme has one reservation");
            faults.push(fault.with_message(zh, en));
        }
    }
}

fn range(value: u64, least: u64, most: u64, pointer: &str, faults: &mut Faults) {
    if !(least..=most).contains(&value) {
        let (zh, en) = (format!("应在 {least} 到 {most} 之间"), format!("must be {least} to {most}"));
        faults.push(FieldError::new(pointer, Code::OutOfRange).with_message(zh, en));
    }
}

/// Reads pay: words if given, numbers otherwise. Both at once must not be, for one of them would be ignored.
fn read_pay(draft: PayDraft) -> Result<Pay, FieldError> {
    let numbers = draft.min.is_some() || draft.max.is_some();
    let pay = match draft.text {
        Some(_) if numbers => {
            return Err(FieldError::new("/pay", Code::InvalidValue).with_message(
                "工资请用文字或数字中的一种填写",
                "give the pay in words or in numbers, not both",
            ));
        }
        Some(text) => {
            let read = pay::read(&text).map_err(|fault| FieldError::new("/pay/text", pay_code(fault)))?;
            Pay { base: draft.base.or(read.base), months: draft.months.unwrap_or(read.months), ..read }
        }
        None if !numbers => return Err(FieldError::new("/pay/text", Code::Required)),
        None => Pay {
            text: None,
            min: draft.min,
            max: draft.max,
            unit: draft.unit.unwrap_or(PayUnit::Month),
            months: draft.months.unwrap_or(12),
            base: draft.base,
        },
    };
    check_pay(pay)
}

fn pay_code(fault: PayFault) -> Code {
    match fault {
        PayFault::NotUnderstood => Code::PayNotUnderstood,
        PayFault::Reversed => Code::RangeReversed,
    }
}

fn check_pay(pay: Pay) -> Result<Pay, FieldError> {
    let amounts = [("/pay/min", pay.min), ("/pay/max", pay.max), ("/pay/base", pay.base)];
    for (pointer, amount) in amounts {
        if amount.is_some_and(|fen| fen.0 <= 0 || fen.0 > 1_000_000_000) {
            return Err(FieldError::new(pointer, Code::OutOfRange));
        }
    }
    if pay.min.zip(pay.max).is_some_and(|(min, max)| min > max) {
        return Err(FieldError::new("/pay/max", Code::RangeReversed));
    }
    if !(1..=24).contains(&pay.months) {
        return Err(FieldError::new("/pay/months", Code::OutOfRange));
    }
    Ok(pay)
}

fn understand_requirements(words: &Vocabulary, asked: Requirements, faults: &mut Faults) -> Requirements {
    let lists = [
        (asked.majors.len(), "/requirements/majors"),
        (asked.skills.len(), "/requirements/skills"),
        (asked.certificates.len(), "/requirements/certificates"),
    ];
    for (length, pointer) in lists {
        range(length as u64, 0, LIST as u64, pointer, faults);
    }
    let majors = asked.majors.iter().enumerate().filter_map(|(place, text)| {
        let pointer = format!("/requirements/majors/{place}");
        faults.take(words::major(words, None, text, &pointer)).map(|major| major.code)
    });
    let majors = majors.collect();
    let skills = asked.skills.into_iter().enumerate().map(|(place, skill)| {
        text(&skill.term, &format!("/requirements/skills/{place}/term"), SHORT, false, faults);
        RequiredSkill { term: words.skills().canonical(skill.term.trim()), level: skill.level }
    });
    let skills = skills.collect();
    let certificates = asked.certificates.into_iter().enumerate().map(|(place, one)| {
        let pointer = format!("/requirements/certificates/{place}");
        text(&one.name, &format!("{pointer}/name"), SHORT, false, faults);
        if let Some(level) = one.minimum_level {
            range(u64::from(level), 1, 5, &format!("{pointer}/minimum_level"), faults);
        }
        RequiredCertificate { name: words.certificates().canonical(one.name.trim()), ..one }
    });
    let certificates = certificates.collect();
    Requirements { majors, skills, certificates, ..asked }
}
