//! What a vacancy offers: contract, probation, conditions, reserved seats.

use crate::domain::{ids::ProgrammeId, money::Fen};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Probation (劳动合同法 19, 20).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Probation {
    /// Months, 0 to 6.
    pub months: u8,
    /// Monthly pay meanwhile, in yuan.
    #[serde(default)]
    pub pay: Option<Fen>,
}

/// Who the contract is with, in kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// 劳动合同.
    Labour,
    /// 劳务派遣.
    Dispatch,
    /// 实习协议.
    Internship,
}

/// The contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// In kind.
    pub kind: ContractKind,
    /// Its term in months; none is open-ended.
    #[serde(default)]
    pub months: Option<u16>,
}

/// What a vacancy offers beside pay. What was not said stays unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Conditions {
    /// Dormitory.
    pub dormitory: Option<Dormitory>,
    /// Meals.
    pub meals: Option<Meals>,
    /// Shift.
    pub shift: Option<Shift>,
    /// Hours a week.
    pub hours_per_week: Option<u8>,
    /// Days off.
    pub rest_days: Option<RestDays>,
    /// The insurances paid, each by itself (五险 is not 一金).
    pub insurance: Option<Vec<Insurance>>,
    /// 住房公积金.
    pub housing_fund: Option<bool>,
    /// Travel allowance in yuan, once.
    pub travel_allowance: Option<Fen>,
    /// Whether people who know each other are taken together (可结伴).
    pub group_hire: Option<bool>,
}

/// A dormitory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dormitory {
    /// Whether there is one.
    pub provided: bool,
    /// How many share a room.
    #[serde(default)]
    pub people_per_room: Option<u8>,
    /// What it costs a month, in yuan.
    #[serde(default)]
    pub fee: Option<Fen>,
}

macro_rules! closed_words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The value's name in the API.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The value of that name.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }
    )*};
}

closed_words! {
    /// Meals.
    Meals {
        /// 包吃.
        Provided = "provided",
        /// 餐补.
        Allowance = "allowance",
        /// Neither.
        None = "none",
    }
    /// Shift.
    Shift {
        /// 长白班.
        Day = "day",
        /// 两班倒.
        TwoShifts = "two_shifts",
        /// 三班倒.
        ThreeShifts = "three_shifts",
        /// 倒班, without saying how.
        Rotating = "rotating",
        /// 夜班.
        Night = "night",
    }
    /// Days off.
    RestDays {
        /// 双休: two a week.
        Two = "two",
        /// 单休: one a week.
        One = "one",
        /// 大小周: one and two in turn.
        Alternating = "alternating",
        /// 月休: some days a month.
        Monthly = "monthly",
        /// 排班.
        Rota = "rota",
    }
    /// The five insurances (社会保险法 2).
    Insurance {
        /// 养老保险.
        Pension = "pension",
        /// 医疗保险.
        Medical = "medical",
        /// 失业保险.
        Unemployment = "unemployment",
        /// 工伤保险.
        Injury = "injury",
        /// 生育保险.
        Maternity = "maternity",
    }
}

/// Seats kept for an order class until a date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReservedSeats {
    /// For whom.
    pub programme: ProgrammeId,
    /// How many.
    pub seats: u32,
    /// The last day on which they are kept.
    pub until: NaiveDate,
}
