//! Dormitory and shift against what suits. Each counts alike, where the graduate and the vacancy both said something.

use crate::domain::matching::{
    measure::{Measure, Points},
    pair::Pair,
    wording::{Clauses, Told},
};
use crate::domain::vacancy::Shift;

/// What a shift counts that may be one of those that suit.
const PERHAPS: f64 = 0.5;

/// Whether a dormitory that is needed is there. Who needs none has no wish to meet.
fn dormitory(needed: Option<bool>, provided: Option<bool>) -> Option<f64> {
    let (needed, provided) = (needed?, provided?);
    needed.then_some(if provided { 1.0 } else { 0.0 })
}

/// Whether the shift suits. 倒班 without saying how may be either of the ways of it.
fn shift(suits: &[Shift], worked: Option<Shift>) -> Option<f64> {
    let worked = worked.filter(|_| !suits.is_empty())?;
    let any = |wanted: &[Shift]| suits.iter().any(|shift| wanted.contains(shift));
    Some(match worked {
        own if suits.contains(&own) => 1.0,
        Shift::Rotating if any(&[Shift::TwoShifts, Shift::ThreeShifts]) => PERHAPS,
        Shift::TwoShifts | Shift::ThreeShifts if any(&[Shift::Rotating]) => PERHAPS,
        _ => 0.0,
    })
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    let (wishes, conditions) = (&pair.candidate.preferences, &pair.post.content.conditions);
    let provided = conditions.dormitory.as_ref().map(|dormitory| dormitory.provided);
    of((wishes.dormitory, &wishes.shifts), (provided, conditions.shift))
}

/// Whether a dormitory is needed and which shifts suit, against whether there is one and which shift it is.
pub(crate) fn of(
    (needed, suits): (Option<bool>, &[Shift]),
    (provided, worked): (Option<bool>, Option<Shift>),
) -> Measure {
    let fraction = match (dormitory(needed, provided), shift(suits, worked)) {
        (Some(one), Some(other)) => (one + other) / 2.0,
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return Measure::UNKNOWN,
    };
    // A bed alone is no fit.
    Measure::of(Points::of(fraction)).informed(false)
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let wishes = &pair.candidate.preferences;
    let conditions = &pair.post.content.conditions;
    let provided = conditions.dormitory.as_ref().map(|dormitory| dormitory.provided);
    let mut clauses = Clauses::default();
    match dormitory(wishes.dormitory, provided) {
        Some(found) if found > 0.0 => clauses.push("提供住宿", "offers a dormitory"),
        Some(_) => clauses.push("需要住宿，但岗位不提供", "a dormitory is needed and not offered"),
        None if wishes.dormitory == Some(true) => {
            clauses.push("需要住宿，岗位没有说明", "a dormitory is needed; the vacancy does not say");
        }
        None => {}
    }
    match (shift(&wishes.shifts, conditions.shift), conditions.shift) {
        (Some(found), Some(worked)) => {
            let (zh, en) = shift_name(worked);
            if found >= 1.0 {
                clauses.push(format!("{zh}，符合意愿"), format!("{en} suits"));
            } else if found > 0.0 {
                clauses.push(format!("{zh}，可能符合意愿"), format!("{en} may suit"));
            } else {
                clauses.push(format!("{zh}，不符合意愿"), format!("{en} does not suit"));
            }
        }
        _ if !wishes.shifts.is_empty() => {
            clauses.push("岗位没有说明班次", "the vacancy does not say which shift");
        }
        _ => {}
    }
    if wishes.dormitory.is_none() && wishes.shifts.is_empty() {
        clauses.push("还没有填写住宿和班次的意愿", "no wishes about dormitory and shift were given yet");
    } else if clauses.is_empty() {
        clauses.push("不需要住宿，班次不限", "needs no dormitory, and any shift is fine");
    }
    Told { message: clauses.sentence(), evidence: Vec::new() }
}

fn shift_name(shift: Shift) -> (&'static str, &'static str) {
    match shift {
        Shift::Day => ("长白班", "day shift"),
        Shift::TwoShifts => ("两班倒", "two rotating shifts"),
        Shift::ThreeShifts => ("三班倒", "three rotating shifts"),
        Shift::Rotating => ("倒班", "rotating shifts"),
        Shift::Night => ("夜班", "night shift"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{State, fixtures};
    use crate::domain::vacancy::Dormitory;

    fn dormitory_of(provided: Option<bool>) -> Option<Dormitory> {
        provided.map(|provided| Dormitory { provided, people_per_room: None, fee: None })
    }

    fn case(
        (needs, offers): (Option<bool>, Option<bool>),
        (suits, works): (&[Shift], Option<Shift>),
    ) -> (Option<f64>, State, String) {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        graduate.preferences.dormitory = needs;
        graduate.preferences.shifts = suits.to_vec();
        vacancy.content.conditions.dormitory = dormitory_of(offers);
        vacancy.content.conditions.shift = works;
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        let told = fixtures::with_pair(&graduate, &vacancy, explain);
        assert!(!told.message.zh.is_empty() && !told.message.en.is_empty());
        (measure.points().map(Points::as_f64), measure.state(), told.message.zh)
    }

    #[test]
    fn dormitories_count_where_needed_and_said() {
        let none: (&[Shift], Option<Shift>) = (&[], None);
        let cases = [
            ((Some(true), Some(true)), Some(1.0), State::Met, "提供住宿"),
            ((Some(true), Some(false)), Some(0.0), State::Unmet, "需要住宿，但岗位不提供"),
            ((Some(true), None), None, State::Unknown, "需要住宿，岗位没有说明"),
            ((Some(false), Some(false)), None, State::Unknown, "不需要住宿，班次不限"),
            ((None, Some(true)), None, State::Unknown, "还没有填写住宿和班次的意愿"),
        ];
        for (dormitory, points, state, zh) in cases {
            assert_eq!(case(dormitory, none), (points, state, zh.to_owned()), "{dormitory:?}");
        }
    }

    #[test]
    fn shifts_count_where_they_suit_or_may() {
        type Case<'a> = (&'a [Shift], Option<Shift>, Option<f64>, State);
        let cases: &[Case<'_>] = &[
            (&[Shift::Day], Some(Shift::Day), Some(1.0), State::Met),
            (&[Shift::Day], Some(Shift::Night), Some(0.0), State::Unmet),
            (&[Shift::TwoShifts], Some(Shift::Rotating), Some(0.5), State::Partly),
            (&[Shift::Rotating], Some(Shift::ThreeShifts), Some(0.5), State::Partly),
            (&[Shift::Day], None, None, State::Unknown),
            (&[], Some(Shift::Night), None, State::Unknown),
        ];
        for (suits, works, points, state) in cases {
            let found = case((None, None), (suits, *works));
            assert_eq!((found.0, found.1), (*points, *state), "{suits:?} against {works:?}");
        }
        let both = case((Some(true), Some(true)), (&[Shift::Day], Some(Shift::Night)));
        assert_eq!((both.0, both.1), (Some(0.5), State::Partly));
    }
}
