//! Place and wish: does the workplace lie in a region that was wished for? The order of the wishes matters.

use crate::domain::matching::{
    assessment::State,
    measure::{Measure, Points},
    pair::Pair,
    wording::Told,
};
use crate::domain::{language::Language, region::RegionCode};

/// What each rank below the first costs.
const RANK: f64 = 0.1;
/// What a wished region counts at least, however far down.
const LEAST: f64 = 0.6;
/// What a workplace counts in the same prefecture, or one that is only known to hold the wished county.
const PREFECTURE: f64 = 0.5;
/// What one counts in the same province.
const PROVINCE: f64 = 0.3;

/// How near a wish the workplace is, the farthest first.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Nearness {
    Elsewhere,
    SameProvince,
    SamePrefecture,
    Inside,
}

/// The best wish: how near, which rank, which region.
fn best<'a>(wishes: &'a [RegionCode], workplace: &RegionCode) -> Option<(Nearness, usize, &'a RegionCode)> {
    let near = wishes.iter().enumerate().map(|(rank, wish)| (nearness(wish, workplace), rank, wish));
    // Of equally near ones the first: its rank is the best.
    near.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn nearness(wish: &RegionCode, workplace: &RegionCode) -> Nearness {
    if wish.contains(workplace) {
        Nearness::Inside
    } else if wish.prefecture().is_some() && wish.prefecture() == workplace.prefecture() {
        Nearness::SamePrefecture
    } else if wish.province() == workplace.province() {
        Nearness::SameProvince
    } else {
        Nearness::Elsewhere
    }
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    of(&pair.candidate.preferences.regions, &pair.post.content.workplace.region)
}

/// The regions that were wished for, against the workplace.
pub(crate) fn of(wishes: &[RegionCode], workplace: &RegionCode) -> Measure {
    let measure = match best(wishes, workplace) {
        None => Measure::UNKNOWN,
        Some((Nearness::Inside, rank, _)) => {
            let fraction = (1.0 - RANK * rank as f64).max(LEAST);
            Measure::with_state(Points::of(fraction), State::Met)
        }
        Some((Nearness::SamePrefecture, ..)) => Measure::of(Points::of(PREFECTURE)),
        Some((Nearness::SameProvince, ..)) => Measure::of(Points::of(PROVINCE)),
        Some((Nearness::Elsewhere, ..)) => Measure::of(Points::NONE),
    };
    // A place alone is no fit.
    measure.informed(false)
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let workplace = &pair.post.content.workplace;
    let wishes = &pair.candidate.preferences.regions;
    let Some((nearness, rank, wish)) = best(wishes, &workplace.region) else {
        return Told::plain("还没有填写想去的地区", "No region was wished for yet");
    };
    let label = |code, language| pair.knowledge.region_label(code, language);
    let zh_place = &workplace.region_name;
    let en_place = label(&workplace.region, Language::English);
    let (zh_wish, en_wish) = (label(wish, Language::Chinese), label(wish, Language::English));
    match nearness {
        Nearness::Inside => Told::plain(
            format!("工作地点 {zh_place}，在第{}意向地区 {zh_wish} 内", rank + 1),
            format!("The workplace, {en_place}, is in region number {} of the wishes, {en_wish}", rank + 1),
        ),
        Nearness::SamePrefecture => Told::plain(
            format!("工作地点 {zh_place}，与意向地区 {zh_wish} 同市"),
            format!("The workplace, {en_place}, is in the same city as {en_wish}, which was wished for"),
        ),
        Nearness::SameProvince => Told::plain(
            format!("工作地点 {zh_place}，与意向地区 {zh_wish} 同省"),
            format!("The workplace, {en_place}, is in the same province as {en_wish}, which was wished for"),
        ),
        Nearness::Elsewhere => Told::plain(
            format!("工作地点 {zh_place}，不在意向地区内"),
            format!("The workplace, {en_place}, is in none of the regions wished for"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::fixtures;

    fn case(workplace: &str, wishes: &[&str]) -> (Option<f64>, State) {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        vacancy.content.workplace.region = RegionCode::parse(workplace).unwrap();
        graduate.preferences.regions = wishes.iter().map(|code| RegionCode::parse(code).unwrap()).collect();
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    #[test]
    fn the_order_of_wishes_and_the_levels_of_regions_count() {
        let cases: &[(&str, &[&str], Option<f64>, State)] = &[
            ("440306", &[], None, State::Unknown),
            ("440306", &["440306"], Some(1.0), State::Met),
            ("440306", &["4403"], Some(1.0), State::Met),
            ("440306", &["44"], Some(1.0), State::Met),
            ("440306", &["3302", "4403"], Some(0.9), State::Met),
            ("440306", &["31", "33", "32", "11", "12", "44"], Some(0.6), State::Met),
            ("440306", &["440305"], Some(0.5), State::Partly),
            ("4403", &["440306"], Some(0.5), State::Partly),
            ("440306", &["4419"], Some(0.3), State::Partly),
            ("44", &["4403"], Some(0.3), State::Partly),
            ("440306", &["4419", "440305"], Some(0.5), State::Partly),
            ("440306", &["3302"], Some(0.0), State::Unmet),
        ];
        for (workplace, wishes, points, state) in cases {
            assert_eq!(case(workplace, wishes), (*points, *state), "{workplace} against {wishes:?}");
        }
    }

    #[test]
    fn the_words_name_place_and_rank() {
        let told = fixtures::with_pair(&fixtures::graduate(), &fixtures::vacancy(), explain);
        assert_eq!(told.message.zh, "工作地点 广东省深圳市宝安区，在第1意向地区 区4403 内");
        assert!(told.message.en.contains("number 1"), "{}", told.message.en);
    }
}
