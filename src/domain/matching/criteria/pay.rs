//! Pay and expectation: monthly range against the least that is wanted. Hourly and daily pay are not compared, because
//! the hours of a month are not ours to guess; 面议 is unknown.

use crate::domain::matching::{
    assessment::State,
    measure::{Measure, Points},
    pair::Pair,
    wording::Told,
};
use crate::domain::money::Fen;

/// What a range counts whose upper end just reaches the expectation.
const JUST: f64 = 0.5;
/// By what part of the expectation the upper end may stay below it before nothing is left.
const SHORTFALL: f64 = 0.25;

fn known(wanted: Option<Fen>, monthly: Option<(Fen, Fen)>) -> Option<(Fen, Fen, Fen)> {
    let wanted = wanted.filter(|wanted| wanted.0 > 0)?;
    let (min, max) = monthly?;
    Some((wanted, min.min(max), min.max(max)))
}

/// 1 from the lower end up, falling to a half at the upper end and to nothing a quarter below the expectation.
fn fraction(wanted: Fen, min: Fen, max: Fen) -> f64 {
    let (wanted, min, max) = (wanted.as_yuan(), min.as_yuan(), max.as_yuan());
    if wanted <= min {
        1.0
    } else if wanted <= max {
        JUST + (1.0 - JUST) * (max - wanted) / (max - min)
    } else {
        JUST * (1.0 - (wanted - max) / (wanted * SHORTFALL)).max(0.0)
    }
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    of(pair.candidate.preferences.pay_min, pair.post.content.pay.monthly())
}

/// The least that is wanted, against the monthly range.
pub(crate) fn of(wanted: Option<Fen>, monthly: Option<(Fen, Fen)>) -> Measure {
    let Some((wanted, min, max)) = known(wanted, monthly) else { return Measure::UNKNOWN };
    let points = Points::of(fraction(wanted, min, max));
    // Below the expectation is unmet, however little below.
    let measure = if wanted > max { Measure::with_state(points, State::Unmet) } else { Measure::of(points) };
    // Pay alone is no fit.
    measure.informed(false)
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let Some(wanted) = pair.candidate.preferences.pay_min.filter(|wanted| wanted.0 > 0) else {
        return Told::plain("还没有填写期望工资", "No expected pay was given yet");
    };
    let Some((_, min, max)) = known(Some(wanted), pair.post.content.pay.monthly()) else {
        return if pair.post.content.pay.is_known() {
            Told::plain(
                "岗位不按月计薪，无法与期望月薪比较",
                "Not paid by the month, so it cannot be compared",
            )
        } else {
            Told::plain("岗位工资面议，不计分", "The pay is to be negotiated; not counted")
        };
    };
    let range = if min == max { min.to_string() } else { format!("{min}–{max}") };
    if wanted <= min {
        Told::plain(
            format!("月薪 {range} 元，达到期望的 {wanted} 元"),
            format!("{range} yuan a month reaches the {wanted} expected"),
        )
    } else if wanted <= max {
        Told::plain(
            format!("月薪 {range} 元，期望的 {wanted} 元在范围内"),
            format!("{range} yuan a month; the {wanted} expected is within the range"),
        )
    } else {
        Told::plain(
            format!("月薪 {range} 元，低于期望的 {wanted} 元"),
            format!("{range} yuan a month is below the {wanted} expected"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;
    use crate::domain::pay::{Pay, PayUnit};

    fn case(pay: Pay, wanted: Option<i64>) -> (Option<f64>, State) {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        vacancy.content.pay = pay;
        graduate.preferences.pay_min = wanted.map(Fen::yuan);
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    fn pay(min: i64, max: i64, unit: PayUnit) -> Pay {
        Pay { min: Some(Fen::yuan(min)), max: Some(Fen::yuan(max)), unit, months: 12, ..Pay::default() }
    }

    #[test]
    fn the_expectation_is_met_reached_or_missed() {
        use PayUnit::{Day, Hour, Month, Year};
        let cases = [
            (pay(5000, 7000, Month), Some(5000), Some(1.0), State::Met),
            (pay(5000, 7000, Month), Some(6000), Some(0.75), State::Partly),
            (pay(5000, 7000, Month), Some(7000), Some(0.5), State::Partly),
            (pay(5000, 7000, Month), Some(8000), Some(0.25), State::Unmet),
            (pay(5000, 6000, Month), Some(8000), Some(0.0), State::Unmet),
            (pay(5000, 5000, Month), Some(5000), Some(1.0), State::Met),
            (pay(5000, 7000, Month), None, None, State::Unknown),
            (pay(5000, 7000, Month), Some(0), None, State::Unknown),
            (Pay::default(), Some(5000), None, State::Unknown),
            (pay(22, 25, Hour), Some(5000), None, State::Unknown),
            (pay(200, 220, Day), Some(5000), None, State::Unknown),
            (pay(60_000, 84_000, Year), Some(5000), Some(1.0), State::Met),
        ];
        for (pay, wanted, points, state) in cases {
            assert_eq!(case(pay.clone(), wanted), (points, state), "{pay:?} against {wanted:?}");
        }
    }

    #[test]
    fn more_pay_never_counts_less() {
        let wanted = Fen::yuan(6000);
        let of = |max: i64| fraction(wanted, Fen::yuan(4000), Fen::yuan(max));
        assert!((4000..9000).step_by(100).all(|max| of(max) <= of(max + 100)));
    }
}
