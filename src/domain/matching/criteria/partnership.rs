//! The programme's own ways: seats kept for it, the employer that ordered the class, its target regions, the city of
//! its partner school. A preference, never a filter; a directional programme leads to its targets, not to the east.

use crate::domain::matching::{
    candidate::Cooperation,
    measure::{Measure, Points},
    pair::{Pair, Post, reservations},
    wording::Told,
};
use crate::domain::{
    ids::{EmployerId, ProgrammeId},
    language::Language,
    programme::ProgrammeForm,
    region::RegionCode,
    vacancy::ReservedSeats,
};
use chrono::NaiveDate;

/// What the partner school's province counts beside its city.
const PARTNER_PROVINCE: f64 = 0.5;

enum Finding<'a> {
    /// No programme, or one that leads nowhere in particular.
    Unknown,
    /// Seats are kept for it.
    Seats(&'a ReservedSeats),
    /// Its class was ordered by this employer.
    Ordered,
    /// The workplace lies in a target region.
    Target(&'a RegionCode),
    /// The workplace lies in the partner school's city.
    PartnerCity(&'a RegionCode),
    /// The workplace lies in the partner school's province.
    PartnerProvince(&'a RegionCode),
    /// None of these.
    Elsewhere,
}

fn find<'a>(pair: &Pair<'a>) -> Finding<'a> {
    let candidate = pair.candidate;
    find_for(candidate.programme, candidate.cooperation.as_ref(), &Side::of(pair.post), pair.today)
}

/// What a vacancy is to a programme.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'a> {
    /// Whose it is.
    pub(crate) employer: EmployerId,
    /// Where the work is.
    pub(crate) workplace: &'a RegionCode,
    /// The seats that are kept, those of the past among them.
    pub(crate) reserved: &'a [ReservedSeats],
}

impl<'a> Side<'a> {
    pub(crate) fn of(post: &Post<'a>) -> Self {
        let content = post.content;
        Self { employer: post.employer, workplace: &content.workplace.region, reserved: &content.reserved }
    }
}

fn find_for<'a>(
    own: Option<ProgrammeId>,
    cooperation: Option<&'a Cooperation>,
    side: &Side<'a>,
    today: NaiveDate,
) -> Finding<'a> {
    let mut kept = reservations(side.reserved, today);
    if let Some(seats) = kept.find(|kept| Some(kept.programme) == own) {
        return Finding::Seats(seats);
    }
    let Some(cooperation) = cooperation else { return Finding::Unknown };
    if cooperation.ordered_by == Some(side.employer) {
        return Finding::Ordered;
    }
    let workplace = side.workplace;
    if let Some(target) = cooperation.target_regions.iter().find(|target| target.contains(workplace)) {
        return Finding::Target(target);
    }
    match partner_region(cooperation) {
        Some(partner) if same_city(partner, workplace) => Finding::PartnerCity(partner),
        Some(partner) if partner.province() == workplace.province() => Finding::PartnerProvince(partner),
        None if cooperation.target_regions.is_empty() && cooperation.ordered_by.is_none() => Finding::Unknown,
        _ => Finding::Elsewhere,
    }
}

/// Where the partner school is, where that is where the programme leads.
fn partner_region(cooperation: &Cooperation) -> Option<&RegionCode> {
    let led_elsewhere = cooperation.form == ProgrammeForm::Directional;
    cooperation.partner_region.as_ref().filter(|_| !led_elsewhere)
}

fn same_city(partner: &RegionCode, workplace: &RegionCode) -> bool {
    partner.prefecture().is_some() && partner.prefecture() == workplace.prefecture()
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    counted(&find(pair))
}

/// A programme and what it means, against a vacancy.
pub(crate) fn of(
    own: Option<ProgrammeId>,
    cooperation: Option<&Cooperation>,
    side: &Side<'_>,
    today: NaiveDate,
) -> Measure {
    counted(&find_for(own, cooperation, side, today))
}

fn counted(finding: &Finding<'_>) -> Measure {
    match finding {
        Finding::Unknown => Measure::UNKNOWN,
        // The class was made for this work.
        Finding::Seats(_) | Finding::Ordered => Measure::of(Points::FULL),
        // The place alone is no fit.
        Finding::Target(_) | Finding::PartnerCity(_) => Measure::of(Points::FULL).informed(false),
        Finding::PartnerProvince(_) => Measure::of(Points::of(PARTNER_PROVINCE)).informed(false),
        Finding::Elsewhere => Measure::of(Points::NONE).informed(false),
    }
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let label = |code| {
        let of = |language| pair.knowledge.region_label(code, language);
        (of(Language::Chinese), of(Language::English))
    };
    match find(pair) {
        Finding::Unknown => {
            Told::plain("没有办学项目指向的地区或单位", "No programme leads to a place or an employer")
        }
        Finding::Seats(kept) => Told::plain(
            format!("为所在项目保留 {} 个名额，至 {}", kept.seats, kept.until),
            format!("{} seats are kept for the programme until {}", kept.seats, kept.until),
        ),
        Finding::Ordered => Told::plain("订单班的委托单位", "The employer that ordered the class"),
        Finding::Target(region) => {
            let (zh, en) = label(region);
            Told::plain(format!("在项目的目标地区 {zh}"), format!("In the programme's target region, {en}"))
        }
        Finding::PartnerCity(region) => {
            let (zh, en) = label(region);
            Told::plain(format!("与合作学校同城（{zh}）"), format!("In the partner school's city ({en})"))
        }
        Finding::PartnerProvince(region) => {
            let (zh, en) = label(region);
            Told::plain(
                format!("与合作学校（{zh}）同省"),
                format!("In the same province as the partner school ({en})"),
            )
        }
        Finding::Elsewhere => Told::plain(
            "不在办学项目指向的地区，也不是委托单位",
            "Neither in a place the programme leads to nor the employer that ordered it",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{Candidate, Post, State, fixtures};
    use crate::domain::programme::{Order, Programme};
    use crate::domain::vacancy::Vacancy;

    fn case(
        partner: Option<&str>,
        change: impl FnOnce(&mut Programme, &mut Vacancy),
    ) -> (Option<f64>, State) {
        let (mut vacancy, mut programme) = (fixtures::vacancy(), fixtures::programme());
        change(&mut programme, &mut vacancy);
        let partner = partner.map(|code| RegionCode::parse(code).unwrap());
        let candidate = Candidate::of(&fixtures::graduate(), Some(&programme), partner.as_ref());
        let post = Post::of(&vacancy);
        let measure = measure(&fixtures::pair(&candidate, &post));
        (measure.points().map(Points::as_f64), measure.state())
    }

    fn regions(codes: &[&str]) -> Vec<RegionCode> {
        codes.iter().map(|code| RegionCode::parse(code).unwrap()).collect()
    }

    #[test]
    fn the_partner_city_is_a_preference_for_staged_training() {
        // The vacancy of the fixtures is in 440306.
        let cases = [
            (None, None, State::Unknown),
            (Some("440305"), Some(1.0), State::Met),
            (Some("4403"), Some(1.0), State::Met),
            (Some("4419"), Some(0.5), State::Partly),
            (Some("44"), Some(0.5), State::Partly),
            (Some("330203"), Some(0.0), State::Unmet),
        ];
        for (partner, points, state) in cases {
            assert_eq!(case(partner, |_, _| {}), (points, state), "{partner:?}");
        }
    }

    #[test]
    fn a_directional_programme_leads_to_its_targets_not_to_its_partner() {
        let directional = |targets: &'static [&'static str]| {
            case(Some("440305"), move |programme, _| {
                programme.plan.form = ProgrammeForm::Directional;
                programme.plan.target_regions = regions(targets);
            })
        };
        assert_eq!(directional(&["51"]), (Some(0.0), State::Unmet));
        assert_eq!(directional(&["51", "4403"]), (Some(1.0), State::Met));
        assert_eq!(directional(&[]), (None, State::Unknown));
    }

    #[test]
    fn own_seats_and_the_own_employer_come_first() {
        let seats = |own: bool, until: &'static str| {
            case(Some("330203"), move |programme, vacancy| {
                let programme = if own { programme.id } else { fixtures::other_programme() };
                vacancy.content.reserved =
                    vec![ReservedSeats { programme, seats: 5, until: fixtures::day(until) }];
            })
        };
        assert_eq!(seats(true, "2026-06-30"), (Some(1.0), State::Met));
        assert_eq!(seats(true, "2026-06-19"), (Some(0.0), State::Unmet));
        assert_eq!(seats(false, "2026-06-30"), (Some(0.0), State::Unmet));
        let ordered = case(None, |programme, vacancy| {
            programme.plan.order = Some(Order { employer: vacancy.employer, seats: 20 });
        });
        assert_eq!(ordered, (Some(1.0), State::Met));
    }
}
