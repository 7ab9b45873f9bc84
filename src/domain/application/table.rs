//! The one table of what may become of an application, and by whose doing. What is not in it is not allowed.

use super::{Move, Stage, State};
use crate::domain::party::Party;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// By whose doing an application moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Maker {
    /// The graduate.
    Graduate,
    /// A school of the graduate.
    School,
    /// The employer of the vacancy.
    Employer,
    /// A placement round that is published.
    Round,
    /// Nobody: time, or what follows from something else.
    Service,
}

impl Maker {
    /// Every maker.
    pub const ALL: &'static [Self] =
        &[Self::Graduate, Self::School, Self::Employer, Self::Round, Self::Service];

    /// As what a party makes a move; a party without any part in applications makes none.
    pub fn of(party: Party) -> Option<Self> {
        match party {
            Party::Graduate(_) => Some(Self::Graduate),
            Party::School(_) => Some(Self::School),
            Party::Employer(_) => Some(Self::Employer),
            Party::Operator | Party::Department(_) => None,
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    /// From which stage, while the application is active.
    pub from: Stage,
    /// What may happen.
    pub to: Move,
    /// By whose doing.
    pub by: &'static [Maker],
}

const fn row(from: Stage, to: Move, by: &'static [Maker]) -> Allowed {
    Allowed { from, to, by }
}

/// Everything that is allowed. An offer that names a day binds until that day (民法典 476): its employer cannot take it
/// back. What has ended never moves again; the two may begin anew.
pub const TABLE: &[Allowed] = {
    use Maker::{Employer, Graduate, Round, School, Service};
    use Stage as At;
    &[
        row(At::Matched, Move::Recommended, &[School]),
        row(At::Matched, Move::Applied, &[Graduate]),
        row(At::Matched, Move::Offered, &[Round]),
        row(At::Recommended, Move::Applied, &[Graduate]),
        row(At::Recommended, Move::Interview, &[Employer]),
        row(At::Recommended, Move::Offered, &[Employer, Round]),
        row(At::Recommended, Move::Refused, &[Employer]),
        row(At::Recommended, Move::Withdrawn, &[Graduate, School, Service]),
        row(At::Applied, Move::Interview, &[Employer]),
        row(At::Applied, Move::Offered, &[Employer, Round]),
        row(At::Applied, Move::Refused, &[Employer]),
        row(At::Applied, Move::Withdrawn, &[Graduate, Service]),
        row(At::Interview, Move::Interview, &[Employer]),
        row(At::Interview, Move::Offered, &[Employer, Round]),
        row(At::Interview, Move::Refused, &[Employer]),
        row(At::Interview, Move::Withdrawn, &[Graduate, Service]),
        row(At::Offered, Move::Accepted, &[Graduate]),
        row(At::Offered, Move::Declined, &[Graduate]),
        row(At::Offered, Move::Expired, &[Service]),
        row(At::Offered, Move::Withdrawn, &[Graduate, Service]),
        row(At::Accepted, Move::Signed, &[Employer, School]),
        row(At::Accepted, Move::Withdrawn, &[Graduate, School]),
        row(At::Signed, Move::Onboarded, &[Employer, School]),
        row(At::Signed, Move::Withdrawn, &[Graduate, School]),
    ]
};

/// The row for a move, if there is one.
pub fn allowed(from: Stage, to: Move) -> Option<&'static Allowed> {
    TABLE.iter().find(|row| row.from == from && row.to == to)
}

/// Whether the move may be made by that maker from there.
pub fn is_allowed(from: (Stage, State), to: Move, by: Maker) -> bool {
    from.1 == State::Active && allowed(from.0, to).is_some_and(|row| row.by.contains(&by))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The way of `matched → recommended | applied → interview → offered → accepted → signed → onboarded`, written
    /// down a second time by who may do what.
    const BY_MAKER: &[(Maker, &[(&str, &str)])] = &[
        (
            Maker::Graduate,
            &[
                ("matched", "applied"),
                ("recommended", "applied"),
                ("recommended", "withdrawn"),
                ("applied", "withdrawn"),
                ("interview", "withdrawn"),
                ("offered", "accepted"),
                ("offered", "declined"),
                ("offered", "withdrawn"),
                ("accepted", "withdrawn"),
                ("signed", "withdrawn"),
            ],
        ),
        (
            Maker::School,
            &[
                ("matched", "recommended"),
                ("recommended", "withdrawn"),
                ("accepted", "signed"),
                ("accepted", "withdrawn"),
                ("signed", "onboarded"),
                ("signed", "withdrawn"),
            ],
        ),
        (
            Maker::Employer,
            &[
                ("recommended", "interview"),
                ("recommended", "offered"),
                ("recommended", "refused"),
                ("applied", "interview"),
                ("applied", "offered"),
                ("applied", "refused"),
                ("interview", "interview"),
                ("interview", "offered"),
                ("interview", "refused"),
                ("accepted", "signed"),
                ("signed", "onboarded"),
            ],
        ),
        (
            Maker::Round,
            &[
                ("matched", "offered"),
                ("recommended", "offered"),
                ("applied", "offered"),
                ("interview", "offered"),
            ],
        ),
        (
            Maker::Service,
            &[
                ("recommended", "withdrawn"),
                ("applied", "withdrawn"),
                ("interview", "withdrawn"),
                ("offered", "expired"),
                ("offered", "withdrawn"),
            ],
        ),
    ];

    #[test]
    fn every_pair_of_stage_and_move_is_allowed_to_those_who_are_named_and_to_nobody_else() {
        for (maker, expected) in BY_MAKER {
            let expected: BTreeSet<_> = expected.iter().copied().collect();
            let mut found = BTreeSet::new();
            for from in Stage::ALL {
                for to in Move::ALL {
                    if is_allowed((*from, State::Active), *to, *maker) {
                        found.insert((from.as_str(), to.as_str()));
                    }
                }
            }
            assert_eq!(found, expected, "{maker:?}");
        }
        assert_eq!(BY_MAKER.len(), Maker::ALL.len());
    }

    #[test]
    fn nothing_moves_that_has_ended() {
        for state in State::ALL.iter().filter(|state| **state != State::Active) {
            for from in Stage::ALL {
                for (to, by) in Move::ALL.iter().flat_map(|to| Maker::ALL.iter().map(move |by| (to, by))) {
                    assert!(!is_allowed((*from, *state), *to, *by), "{from:?} {state:?} {to:?} {by:?}");
                }
            }
        }
    }

    #[test]
    fn no_row_stands_twice_and_each_names_somebody() {
        for (place, row) in TABLE.iter().enumerate() {
            assert!(!row.by.is_empty());
            assert_eq!(
                TABLE.iter().position(|other| (other.from, other.to) == (row.from, row.to)),
                Some(place)
            );
        }
    }
}
