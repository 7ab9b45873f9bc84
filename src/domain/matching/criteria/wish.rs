//! Occupation and wish: is it one of the occupations wished for, or a neighbour of one?

use crate::domain::language::Language;
use crate::domain::matching::{
    assessment::State,
    measure::{Measure, Points},
    pair::Pair,
    wording::Told,
};

/// What each rank below the first costs.
const RANK: f64 = 0.1;
/// What a wish counts at least, however far down.
const LEAST: f64 = 0.5;
/// What an occupation counts in the same small class (小类, the first three parts of the code).
const SMALL_CLASS: f64 = 0.6;
/// What one counts in the same middle class (中类, the first two parts).
const MIDDLE_CLASS: f64 = 0.3;

enum Finding {
    Unknown,
    Wished(usize),
    SmallClass,
    MiddleClass,
    Other,
}

fn find(pair: &Pair<'_>) -> Finding {
    let occupation = pair.post.content.occupation.as_ref();
    let code = occupation.map(|occupation| occupation.code.as_str());
    find_for(&pair.candidate.preferences.occupations, code)
}

fn find_for(wishes: &[String], occupation: Option<&str>) -> Finding {
    let Some(code) = occupation.filter(|_| !wishes.is_empty()) else { return Finding::Unknown };
    let shares = |parts: usize| {
        wishes.iter().any(|wish| class(wish, parts).is_some_and(|own| class(code, parts) == Some(own)))
    };
    if let Some(rank) = wishes.iter().position(|wish| wish == code) {
        Finding::Wished(rank)
    } else if shares(3) {
        Finding::SmallClass
    } else if shares(2) {
        Finding::MiddleClass
    } else {
        Finding::Other
    }
}

/// The first parts of an occupation code such as `6-18-01-01`, if it has that many.
fn class(code: &str, parts: usize) -> Option<&str> {
    let mut dashes = code.match_indices('-').map(|(place, _)| place);
    match dashes.nth(parts - 1) {
        Some(end) => code.get(..end),
        None => (code.split('-').count() == parts).then_some(code),
    }
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    counted(find(pair))
}

/// The occupations that were wished for, against the vacancy's.
pub(crate) fn of(wishes: &[String], occupation: Option<&str>) -> Measure {
    counted(find_for(wishes, occupation))
}

fn counted(finding: Finding) -> Measure {
    match finding {
        Finding::Unknown => Measure::UNKNOWN,
        Finding::Wished(rank) => {
            let fraction = (1.0 - RANK * rank as f64).max(LEAST);
            Measure::with_state(Points::of(fraction), State::Met)
        }
        Finding::SmallClass => Measure::of(Points::of(SMALL_CLASS)),
        Finding::MiddleClass => Measure::of(Points::of(MIDDLE_CLASS)),
        Finding::Other => Measure::of(Points::NONE),
    }
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let name = |language| match &pair.post.content.occupation {
        Some(occupation) => pair.knowledge.occupation_label(occupation, language),
        None => pair.post.content.title.clone(),
    };
    let (zh, en) = (name(Language::Chinese), name(Language::English));
    match find(pair) {
        Finding::Unknown if pair.candidate.preferences.occupations.is_empty() => {
            Told::plain("还没有填写想做的职业", "No occupation was wished for yet")
        }
        Finding::Unknown => Told::plain("岗位的职业不明", "The vacancy's occupation is not known"),
        Finding::Wished(rank) => Told::plain(
            format!("{zh} 是第{}意向职业", rank + 1),
            format!("{en} is number {} of the occupations wished for", rank + 1),
        ),
        Finding::SmallClass | Finding::MiddleClass => {
            Told::plain(format!("{zh} 与意向职业相近"), format!("{en} is close to an occupation wished for"))
        }
        Finding::Other => Told::plain(
            format!("{zh} 不在意向职业内"),
            format!("{en} is not among the occupations wished for"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;

    fn case(wishes: &[&str]) -> (Option<f64>, State) {
        let mut graduate = fixtures::graduate();
        graduate.preferences.occupations = wishes.iter().map(|code| (*code).to_owned()).collect();
        let measure = fixtures::with_pair(&graduate, &fixtures::vacancy(), measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    #[test]
    fn the_order_of_wishes_and_nearness_by_class_count() {
        // The vacancy of the fixtures is for 6-18-01-01.
        let cases: &[(&[&str], Option<f64>, State)] = &[
            (&[], None, State::Unknown),
            (&["6-18-01-01"], Some(1.0), State::Met),
            (&["4-01-01-01", "6-18-01-01"], Some(0.9), State::Met),
            (&["a", "b", "c", "d", "e", "f", "g", "6-18-01-01"], Some(0.5), State::Met),
            (&["6-18-01-02"], Some(0.6), State::Partly),
            (&["6-18-01"], Some(0.6), State::Partly),
            (&["6-18-02-04"], Some(0.3), State::Partly),
            (&["6-18"], Some(0.3), State::Partly),
            (&["6"], Some(0.0), State::Unmet),
            (&["4-01-01-01"], Some(0.0), State::Unmet),
        ];
        for (wishes, points, state) in cases {
            assert_eq!(case(wishes), (*points, *state), "{wishes:?}");
        }
    }
}
