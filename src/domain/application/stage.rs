//! How far an application came, how it stands, and the moves between.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant,)* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in the API and the store.
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

words! {
    /// How far an application came.
    Stage {
        /// The two fit, and nobody has done anything yet.
        Matched = "matched",
        /// 学校推荐: a school recommended the graduate.
        Recommended = "recommended",
        /// 已申请: the graduate applied.
        Applied = "applied",
        /// 面试: an interview is set.
        Interview = "interview",
        /// 录用通知: an offer was made.
        Offered = "offered",
        /// 已接受: the graduate accepted it.
        Accepted = "accepted",
        /// 已签约: the contract is signed.
        Signed = "signed",
        /// 已入职: the first working day has come.
        Onboarded = "onboarded",
    }
    /// Whether an application goes on, and how it ended if not.
    State {
        /// It goes on.
        Active = "active",
        /// The graduate declined the offer.
        Declined = "declined",
        /// The offer lapsed.
        Expired = "expired",
        /// It was withdrawn.
        Withdrawn = "withdrawn",
        /// The employer refused it.
        Refused = "refused",
    }
    /// What can happen to an application: to reach a stage, or to end.
    Move {
        /// A school recommends the graduate.
        Recommended = "recommended",
        /// The graduate applies.
        Applied = "applied",
        /// The employer sets an interview, or sets it anew.
        Interview = "interview",
        /// The employer, or a round, makes an offer.
        Offered = "offered",
        /// The graduate accepts it.
        Accepted = "accepted",
        /// The graduate declines it.
        Declined = "declined",
        /// It lapses.
        Expired = "expired",
        /// The contract is signed.
        Signed = "signed",
        /// The first working day has come.
        Onboarded = "onboarded",
        /// It is withdrawn.
        Withdrawn = "withdrawn",
        /// The employer refuses it.
        Refused = "refused",
    }
    /// Why the service itself moved an application.
    Cause {
        /// The offer was not answered in time.
        DeadlinePassed = "deadline_passed",
        /// The graduate accepted another offer.
        AcceptedElsewhere = "accepted_elsewhere",
        /// The graduate took the consent to be matched back.
        ConsentWithdrawn = "consent_withdrawn",
        /// A placement round assigned the graduate.
        Round = "round",
    }
}

/// What a move makes of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leads {
    /// Another stage; it goes on.
    To(Stage),
    /// It ends where it is.
    Ends(State),
}

impl Move {
    /// Where it leads.
    pub(super) fn leads(self) -> Leads {
        match self {
            Self::Recommended => Leads::To(Stage::Recommended),
            Self::Applied => Leads::To(Stage::Applied),
            Self::Interview => Leads::To(Stage::Interview),
            Self::Offered => Leads::To(Stage::Offered),
            Self::Accepted => Leads::To(Stage::Accepted),
            Self::Signed => Leads::To(Stage::Signed),
            Self::Onboarded => Leads::To(Stage::Onboarded),
            Self::Declined => Leads::Ends(State::Declined),
            Self::Expired => Leads::Ends(State::Expired),
            Self::Withdrawn => Leads::Ends(State::Withdrawn),
            Self::Refused => Leads::Ends(State::Refused),
        }
    }
}
