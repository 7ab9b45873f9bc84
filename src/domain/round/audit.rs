//! The audit: how often the people of each group were placed, before anything is published.
//!
//! The rate of a group is the share of its people in the round who were placed. It is held against the highest rate of
//! any group of the same kind: below four fifths of it, the group is pointed out. A group that is pointed out is a
//! question to whoever runs the round (which condition kept these people away?), not a proof of an injustice, and a
//! round without one is no proof of the contrary.
//!
//! Small groups say little and give people away. Under [`SHOWN`] people, a group's figures are not shown; under
//! [`JUDGED`], the rate is shown but neither judged nor taken as the highest. Both are said, and whose value is not
//! known is a group of its own that is never judged. The audit is for those who answer for the round; it is not
//! published.

use crate::domain::language::Bilingual;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Groups of fewer people are not shown.
pub const SHOWN: u32 = 5;
/// Groups of fewer people are not judged.
pub const JUDGED: u32 = 30;

/// By what people are told apart here, and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// 性别.
    Sex,
    /// 民族, each by itself.
    Ethnicity,
    /// 民族, all that are not Han together: one by one they are often too few to judge.
    Minority,
    /// Whether from a household on the poverty list.
    PovertyOrigin,
    /// 户口性质.
    HouseholdKind,
    /// The kind of the registered school.
    SchoolKind,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Sex,
        Self::Ethnicity,
        Self::Minority,
        Self::PovertyOrigin,
        Self::HouseholdKind,
        Self::SchoolKind,
    ];
}

/// What the audit reads of a person. Nothing means not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits<'a> {
    /// 性别, as the store names it.
    pub sex: Option<&'a str>,
    /// 民族.
    pub ethnicity: Option<&'a str>,
    /// Whether from a household on the poverty list.
    pub poverty_origin: Option<bool>,
    /// 户口性质.
    pub household_kind: Option<&'a str>,
    /// The kind of the registered school.
    pub school_kind: Option<&'a str>,
}

impl<'a> Traits<'a> {
    /// The group of this person, in one dimension.
    fn group(&self, dimension: Dimension) -> Option<&'a str> {
        let named = |text: Option<&'a str>| text.map(str::trim).filter(|text| !text.is_empty());
        match dimension {
            Dimension::Sex => named(self.sex),
            Dimension::Ethnicity => named(self.ethnicity).map(without_suffix),
            Dimension::Minority => {
                let han = named(self.ethnicity).map(|one| without_suffix(one) == "汉");
                han.map(|han| if han { "han" } else { "minority" })
            }
            Dimension::PovertyOrigin => self.poverty_origin.map(|poor| if poor { "yes" } else { "no" }),
            Dimension::HouseholdKind => named(self.household_kind),
            Dimension::SchoolKind => named(self.school_kind),
        }
    }
}

/// 汉族 and 汉 are one group.
fn without_suffix(ethnicity: &str) -> &str {
    ethnicity.strip_suffix('族').filter(|name| !name.is_empty()).unwrap_or(ethnicity)
}

/// The audit of a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Audit {
    /// How many people were in the round.
    pub people: u32,
    /// How many of them were placed.
    pub placed: u32,
    /// Each dimension with its groups.
    pub dimensions: Vec<Compared>,
}

impl Audit {
    /// Compares the people of a round, each with whether placed.
    pub fn of<'a>(people: impl IntoIterator<Item = (Traits<'a>, bool)>) -> Self {
        let mut tables: [BTreeMap<Option<&str>, Tally>; Dimension::ALL.len()] = Default::default();
        let mut all = Tally::default();
        for (traits, placed) in people {
            all.add(placed);
            for (table, dimension) in tables.iter_mut().zip(Dimension::ALL) {
                table.entry(traits.group(dimension)).or_default().add(placed);
            }
        }
        let dimensions = Dimension::ALL.into_iter().zip(&tables);
        Self {
            people: all.people,
            placed: all.placed,
            dimensions: dimensions.map(|(dimension, table)| Compared::of(dimension, table)).collect(),
        }
    }

    /// Whether a group was pointed out.
    pub fn points_out(&self) -> bool {
        let mut groups = self.dimensions.iter().flat_map(|one| &one.groups);
        groups.any(|group| group.finding == Finding::BelowFourFifths)
    }
}

/// The groups of one dimension, side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Compared {
    /// By what they are told apart.
    pub dimension: Dimension,
    /// The highest rate of a group that is large enough to be judged.
    pub highest_rate: Option<f64>,
    /// The groups, by name; those whose value is not known last.
    pub groups: Vec<Group>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// Its name; nothing for those whose value is not known.
    pub name: Option<String>,
    /// How many people; nothing if too few to be shown.
    pub people: Option<u32>,
    /// How many of them were placed.
    pub placed: Option<u32>,
    /// The share placed, in four decimals.
    pub rate: Option<f64>,
    /// The rate over the highest one, in four decimals.
    pub ratio: Option<f64>,
    /// What is found.
    pub finding: Finding,
}

/// What the audit finds of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Placed at least four fifths as often as the best-placed group.
    WithinFourFifths,
    /// Placed less than four fifths as often.
    BelowFourFifths,
    /// Under 30 people: the rate is shown, and says little.
    TooSmallToJudge,
    /// Under 5 people: nothing is shown.
    TooSmallToShow,
    /// The people whose value is not known.
    NotKnown,
    /// Nobody was placed, or there is no other group to compare with.
    NothingToCompare,
}

impl Finding {
    /// In words.
    pub fn message(self) -> Bilingual {
        match self {
            Self::WithinFourFifths => Bilingual::new(
                "录取率不低于最高组的五分之四",
                "Placed at least four fifths as often as the best-placed group",
            ),
            Self::BelowFourFifths => Bilingual::new(
                "录取率低于最高组的五分之四，请查明原因",
                "Placed less than four fifths as often as the best-placed group: find out why",
            ),
            Self::TooSmallToJudge => Bilingual::new(
                format!("不足 {JUDGED} 人，人数太少，不作判断"),
                format!("Under {JUDGED} people: too few to judge"),
            ),
            Self::TooSmallToShow => Bilingual::new(
                format!("不足 {SHOWN} 人，人数太少，不显示"),
                format!("Under {SHOWN} people: too few to show"),
            ),
            Self::NotKnown => Bilingual::new("没有登记", "Not recorded"),
            Self::NothingToCompare => Bilingual::new("没有可以比较的组", "Nothing to compare with"),
        }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    people: u32,
    placed: u32,
}

impl Tally {
    fn add(&mut self, placed: bool) {
        self.people += 1;
        self.placed += u32::from(placed);
    }

    fn rate(self) -> f64 {
        f64::from(self.placed) / f64::from(self.people.max(1))
    }

    /// Exactly, without rounding: whether the rate is at least four fifths of the other.
    fn within_four_fifths(self, highest: Self) -> bool {
        let product = |a: u32, b: u32| u128::from(a) * u128::from(b);
        product(self.placed, highest.people) * 5 >= product(highest.placed, self.people) * 4
    }
}

impl Compared {
    fn of(dimension: Dimension, table: &BTreeMap<Option<&str>, Tally>) -> Self {
        let judged = table.iter().filter(|(name, tally)| name.is_some() && tally.people >= JUDGED);
        let judged: Vec<Tally> = judged.map(|(_, tally)| *tally).collect();
        let highest = judged.iter().copied().max_by(|one, other| one.rate().total_cmp(&other.rate()));
        let against = highest.filter(|highest| judged.len() > 1 && highest.placed > 0);
        let mut groups: Vec<_> =
            table.iter().map(|(name, tally)| Group::of(*name, *tally, highest, against)).collect();
        // Those whose value is not known sort first in the table.
        groups.sort_by_key(|group| group.name.is_none());
        Self { dimension, highest_rate: highest.map(|highest| four_decimals(highest.rate())), groups }
    }
}

impl Group {
    fn of(name: Option<&str>, tally: Tally, highest: Option<Tally>, against: Option<Tally>) -> Self {
        let finding = match (name, against) {
            _ if tally.people < SHOWN => Finding::TooSmallToShow,
            (None, _) => Finding::NotKnown,
            _ if tally.people < JUDGED => Finding::TooSmallToJudge,
            (_, None) => Finding::NothingToCompare,
            (_, Some(highest)) if tally.within_four_fifths(highest) => Finding::WithinFourFifths,
            _ => Finding::BelowFourFifths,
        };
        let shown = finding != Finding::TooSmallToShow;
        let ratio = highest.filter(|highest| highest.placed > 0).map(|highest| tally.rate() / highest.rate());
        Self {
            name: name.map(str::to_owned),
            people: shown.then_some(tally.people),
            placed: shown.then_some(tally.placed),
            rate: shown.then(|| four_decimals(tally.rate())),
            ratio: ratio.filter(|_| shown).map(four_decimals),
            finding,
        }
    }
}

fn four_decimals(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people<'a>(
        traits: Traits<'a>,
        placed: usize,
        unplaced: usize,
    ) -> impl Iterator<Item = (Traits<'a>, bool)> {
        (0..placed + unplaced).map(move |number| (traits, number < placed))
    }

    fn of_ethnicity(name: &str) -> Traits<'_> {
        Traits { ethnicity: Some(name), ..Traits::default() }
    }

    /// Name, people, ratio and finding.
    type Row<'a> = (Option<&'a str>, Option<u32>, Option<f64>, Finding);

    fn groups(audit: &Audit, dimension: Dimension) -> Vec<Row<'_>> {
        let compared = audit.dimensions.iter().find(|one| one.dimension == dimension).unwrap();
        compared.groups.iter().map(|one| (one.name.as_deref(), one.people, one.ratio, one.finding)).collect()
    }

    #[test]
    fn exactly_four_fifths_is_within_and_one_person_fewer_is_not() {
        let sex = |sex| Traits { sex: Some(sex), ..Traits::default() };
        let within = Audit::of(people(sex("male"), 100, 0).chain(people(sex("female"), 80, 20)));
        let found = [
            (Some("female"), Some(100), Some(0.8), Finding::WithinFourFifths),
            (Some("male"), Some(100), Some(1.0), Finding::WithinFourFifths),
        ];
        assert_eq!(groups(&within, Dimension::Sex), found);
        assert!(!within.points_out());
        let below = Audit::of(people(sex("male"), 100, 0).chain(people(sex("female"), 79, 21)));
        assert_eq!(groups(&below, Dimension::Sex)[0].3, Finding::BelowFourFifths);
        assert!(below.points_out());
        assert_eq!((below.people, below.placed), (200, 179));
    }

    #[test]
    fn small_groups_are_said_to_be_small_and_set_no_standard() {
        let audit = Audit::of(
            people(of_ethnicity("汉族"), 50, 50)
                .chain(people(of_ethnicity("汉"), 10, 10))
                .chain(people(of_ethnicity("彝族"), 29, 0))
                .chain(people(of_ethnicity("傈僳族"), 4, 0))
                .chain(people(of_ethnicity("壮族"), 10, 20))
                .chain(people(Traits::default(), 0, 40)),
        );
        let found = [
            (Some("傈僳"), None, None, Finding::TooSmallToShow),
            (Some("壮"), Some(30), Some(0.6667), Finding::BelowFourFifths),
            (Some("彝"), Some(29), Some(2.0), Finding::TooSmallToJudge),
            (Some("汉"), Some(120), Some(1.0), Finding::WithinFourFifths),
            (None, Some(40), Some(0.0), Finding::NotKnown),
        ];
        assert_eq!(groups(&audit, Dimension::Ethnicity), found);
        let together = groups(&audit, Dimension::Minority);
        assert_eq!((together[0].0, together[0].3), (Some("han"), Finding::BelowFourFifths));
        assert_eq!((together[1].0, together[1].1), (Some("minority"), Some(63)));
    }

    #[test]
    fn one_group_or_nobody_placed_is_nothing_to_compare() {
        let poor = |poor| Traits { poverty_origin: Some(poor), ..Traits::default() };
        let nobody = Audit::of(people(poor(true), 0, 40).chain(people(poor(false), 0, 40)));
        let found = groups(&nobody, Dimension::PovertyOrigin);
        assert!(found.iter().all(|group| group.3 == Finding::NothingToCompare && group.2.is_none()));
        let alone = Audit::of(people(poor(true), 20, 20));
        assert_eq!(groups(&alone, Dimension::PovertyOrigin)[0].3, Finding::NothingToCompare);
        let empty = Audit::of([]);
        assert_eq!((empty.people, empty.points_out()), (0, false));
        assert!(empty.dimensions.iter().all(|one| one.groups.is_empty()));
    }
}
