//! Puts what was read where the employer gave nothing, and takes it out again before the posting changes.

use super::{DormitoryReading, ReadOut, Reading, Readings};
use crate::domain::{
    money::Fen,
    pay::{Pay, PayUnit},
    vacancy::{Dormitory, PayDraft, Probation, VacancyDraft},
};

/// Collects the marks of what was filled in.
struct Marks(Vec<ReadOut>);

impl Marks {
    /// Fills a place that is empty, and marks it.
    fn fill<T>(&mut self, pointer: &str, place: &mut Option<T>, reading: Option<Reading<T>>) {
        let (None, Some(reading)) = (&place, reading) else { return };
        self.mark(pointer, &reading);
        *place = Some(reading.value);
    }

    fn mark<T>(&mut self, pointer: &str, reading: &Reading<T>) {
        self.0.extend(reading.places.iter().map(|place| ReadOut {
            pointer: pointer.to_owned(),
            field: place.field,
            span: place.span,
            text: place.text.clone(),
        }));
    }
}

/// What filling in came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    /// What was read, field by field.
    pub read: Vec<ReadOut>,
    /// The pay, where the employer said nothing of it: a draft cannot hold one that is understood already.
    pub pay: Option<Pay>,
    base: Option<Reading<Fen>>,
}

/// Fills every field that the employer left out and that was read.
pub fn fill(draft: &mut VacancyDraft, readings: Readings) -> Filled {
    let mut marks = Marks(Vec::new());
    let pay = readings.pay.filter(|_| draft.pay == PayDraft::default());
    if let Some(pay) = &pay {
        marks.mark("/pay", pay);
    }
    let probation = readings.probation_months;
    let probation = probation.map(|months| Reading {
        value: Probation { months: months.value, pay: None },
        places: months.places,
    });
    marks.fill("/probation", &mut draft.probation, probation);
    if let Some(probation) = draft.probation.as_mut().filter(|probation| probation.months > 0) {
        marks.fill("/probation/pay", &mut probation.pay, readings.probation_pay);
    }
    marks.fill("/contract", &mut draft.contract, readings.contract);
    let (asked, offered) = (&mut draft.requirements, &mut draft.conditions);
    marks.fill("/requirements/education", &mut asked.education, readings.education);
    marks.fill("/requirements/minimum_age", &mut asked.minimum_age, readings.minimum_age);
    fill_dormitory(&mut marks, &mut offered.dormitory, readings.dormitory);
    marks.fill("/conditions/meals", &mut offered.meals, readings.meals);
    marks.fill("/conditions/shift", &mut offered.shift, readings.shift);
    marks.fill("/conditions/hours_per_week", &mut offered.hours_per_week, readings.hours_per_week);
    marks.fill("/conditions/rest_days", &mut offered.rest_days, readings.rest_days);
    marks.fill("/conditions/insurance", &mut offered.insurance, readings.insurance);
    marks.fill("/conditions/housing_fund", &mut offered.housing_fund, readings.housing_fund);
    marks.fill("/conditions/travel_allowance", &mut offered.travel_allowance, readings.travel_allowance);
    marks.fill("/conditions/group_hire", &mut offered.group_hire, readings.group_hire);
    Filled { read: marks.0, base: readings.base_pay.filter(|_| pay.is_none()), pay: pay.map(|pay| pay.value) }
}

/// A dormitory is read as a whole; of one the employer gave, what it left out.
fn fill_dormitory(marks: &mut Marks, given: &mut Option<Dormitory>, read: DormitoryReading) {
    let provided = read.provided.map(|one| Reading {
        value: Dormitory { provided: one.value, people_per_room: None, fee: None },
        places: one.places,
    });
    marks.fill("/conditions/dormitory", given, provided);
    if let Some(dormitory) = given.as_mut().filter(|dormitory| dormitory.provided) {
        marks.fill(
            "/conditions/dormitory/people_per_room",
            &mut dormitory.people_per_room,
            read.people_per_room,
        );
        marks.fill("/conditions/dormitory/fee", &mut dormitory.fee, read.fee);
    }
}

impl Filled {
    /// Adds the base to pay that the employer gave without one, where it does not contradict it.
    pub fn complete(&mut self, pay: &mut Pay) {
        let above = |base: Fen| pay.unit == PayUnit::Month && pay.max.is_some_and(|max| base > max);
        let base = self.base.take().filter(|base| !above(base.value));
        let mut marks = Marks(std::mem::take(&mut self.read));
        marks.fill("/pay/base", &mut pay.base, base);
        self.read = marks.0;
    }
}

/// Takes out of a posting what was read, so that only what the employer gave is left.
pub fn forget(draft: &mut VacancyDraft, read: &[ReadOut]) {
    let (asked, offered) = (&mut draft.requirements, &mut draft.conditions);
    for mark in read {
        match mark.pointer.as_str() {
            "/pay" => draft.pay = PayDraft::default(),
            "/pay/base" => draft.pay.base = None,
            "/probation" => draft.probation = None,
            "/probation/pay" => draft.probation.iter_mut().for_each(|probation| probation.pay = None),
            "/contract" => draft.contract = None,
            "/requirements/education" => asked.education = None,
            "/requirements/minimum_age" => asked.minimum_age = None,
            "/conditions/dormitory" => offered.dormitory = None,
            "/conditions/dormitory/people_per_room" => {
                offered.dormitory.iter_mut().for_each(|dormitory| dormitory.people_per_room = None);
            }
            "/conditions/dormitory/fee" => {
                offered.dormitory.iter_mut().for_each(|dormitory| dormitory.fee = None);
            }
            "/conditions/meals" => offered.meals = None,
            "/conditions/shift" => offered.shift = None,
            "/conditions/hours_per_week" => offered.hours_per_week = None,
            "/conditions/rest_days" => offered.rest_days = None,
            "/conditions/insurance" => offered.insurance = None,
            "/conditions/housing_fund" => offered.housing_fund = None,
            "/conditions/travel_allowance" => offered.travel_allowance = None,
            "/conditions/group_hire" => offered.group_hire = None,
            pointer if pointer.starts_with("/requirements/skills") => asked.skills.clear(),
            pointer if pointer.starts_with("/requirements/certificates") => asked.certificates.clear(),
            _ => {}
        }
    }
}
