//! How new the vacancy is. It says nothing of the graduate, so alone it never makes a score.

use crate::domain::matching::{
    measure::{Measure, Points},
    pair::Pair,
    wording::Told,
};
use chrono::NaiveDate;

/// Up to this many days a vacancy is new.
const NEW_DAYS: i64 = 7;
/// After this many more days nothing is left of it.
const FADING_DAYS: i64 = 60;

/// Days since the vacancy became public; one that is dated ahead is of today.
fn days(published_on: Option<NaiveDate>, today: NaiveDate) -> Option<i64> {
    published_on.map(|day| (today - day).num_days().max(0))
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    of(pair.post.published_on, pair.today)
}

/// The day the vacancy became public, against today.
pub(crate) fn of(published_on: Option<NaiveDate>, today: NaiveDate) -> Measure {
    let Some(days) = days(published_on, today) else { return Measure::UNKNOWN };
    let faded = (days - NEW_DAYS).max(0) as f64 / FADING_DAYS as f64;
    let points = Points::of(1.0 - faded);
    Measure::of(points).informed(false)
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    match days(pair.post.published_on, pair.today) {
        None => Told::plain("岗位还没有发布", "The vacancy has not been published"),
        Some(0) => Told::plain("今天发布", "Published today"),
        Some(1) => Told::plain("昨天发布", "Published yesterday"),
        Some(days) => Told::plain(format!("{days} 天前发布"), format!("Published {days} days ago")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{Candidate, Post, State, fixtures};
    use chrono::Days;

    #[test]
    fn new_for_a_week_then_fading_for_two_months() {
        let cases = [
            (Some(0), Some(1.0), State::Met),
            (Some(7), Some(1.0), State::Met),
            (Some(37), Some(0.5), State::Partly),
            (Some(67), Some(0.0), State::Unmet),
            (Some(400), Some(0.0), State::Unmet),
            (None, None, State::Unknown),
        ];
        let vacancy = fixtures::vacancy();
        let candidate = Candidate::of(&fixtures::graduate(), None, None);
        for (age, points, state) in cases {
            let published_on = age.map(|days| fixtures::TODAY - Days::new(days));
            let post = Post { published_on, ..Post::of(&vacancy) };
            let measure = measure(&fixtures::pair(&candidate, &post));
            assert_eq!((measure.points().map(Points::as_f64), measure.state()), (points, state), "{age:?}");
            assert!(!measure.is_informed());
        }
    }
}
