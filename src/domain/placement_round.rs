//! A placement round as it is kept: what was asked for, what it was decided from, and what came out of it. How it is
//! decided is told in [`round`](super::round).

use super::{
    ids::{EmployerId, GraduateId, ProgrammeId, RoundId, VacancyId},
    language::Bilingual,
    party::Party,
    refusal::FieldError,
    round::{
        Optimum,
        audit::Audit,
        reasons::{Missed, Unplaced, Why},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The most graduates of a round.
pub const MOST_PEOPLE: u32 = 100_000;
/// The most vacancies of a round.
pub const MOST_VACANCIES: usize = 20_000;
/// The most programmes of a round.
pub const MOST_PROGRAMMES: usize = 1_000;
/// The longest list of wishes.
pub const LONGEST_LIST: u32 = 200;
/// How long a list is where nothing is said.
pub const USUAL_LIST: u32 = 50;
/// For how many days an offer of a round stands where nothing is said.
pub const USUAL_DAYS: u32 = 7;
/// For how many days an offer of a round may stand.
pub const MOST_DAYS: u32 = 60;

/// Where a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// It waits for its turn, or is being worked out.
    Computing,
    /// It is worked out, and nobody was told.
    Decided,
    /// It could not be worked out.
    Refused,
    /// Its offers were made.
    Published,
}

/// A placement round.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its identifier.
    pub id: RoundId,
    /// Counts its changes, for `ETag`.
    pub version: i64,
    /// Who asked for it: a school, or the operator.
    pub owner: Party,
    /// Where it stands.
    pub state: RoundState,
    /// What was asked for.
    pub plan: RoundPlan,
    /// What the lottery is drawn with.
    pub seed: String,
    /// How many people are in it, and for how many the list is made.
    pub progress: RoundProgress,
    /// What came out of it.
    pub outcome: Option<RoundOutcome>,
    /// Why it could not be worked out.
    pub refusal: Vec<FieldError>,
    /// How often it was begun since it last got on.
    pub attempts: u32,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was decided, or could not be.
    pub finished_at: Option<DateTime<Utc>>,
    /// When its offers were made.
    pub published_at: Option<DateTime<Utc>>,
    /// How many offers were made.
    pub offers: u32,
}

/// What a round is asked for with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundPlan {
    /// Whose graduates are placed.
    pub programmes: Vec<ProgrammeId>,
    /// To how many vacancies.
    pub vacancies: u32,
    /// To whose best.
    pub optimum: Optimum,
    /// How long a list may become when it is completed by scores.
    pub list_length: u32,
    /// For how many days the offers stand.
    pub offer_days: u32,
}

/// What else a round is worked out from. It is kept until then; afterwards the rows of the round say the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundInputs {
    /// The vacancies.
    pub vacancies: Vec<VacancyId>,
    /// The lists of graduates who gave one, best first.
    pub lists: Vec<OwnList>,
}

/// A graduate's own list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnList {
    /// Whose.
    pub graduate: GraduateId,
    /// The vacancies wished, best first.
    pub vacancies: Vec<VacancyId>,
}

/// How far a round is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RoundProgress {
    /// How many people are in it, as far as is known.
    pub people: u32,
    /// For how many of them the list is made.
    pub done: u32,
}

/// What came out of a round, in numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundOutcome {
    /// The day on which it was judged who may have what.
    pub as_of: NaiveDate,
    /// How many people were in it.
    pub people: u32,
    /// How many of them are placed.
    pub placed: u32,
    /// How many seats were there to be given.
    pub seats: u32,
    /// Of those placed: how many got their first wish, their second, and so on.
    pub ranks: Vec<u32>,
    /// Who of the programmes was left out, and why.
    pub left_out: LeftOut,
    /// What the verifier found.
    pub proof: Proof,
    /// How often the people of each group were placed.
    pub audit: Audit,
    /// SHA-256 over all that was decided from and all that was decided, in hexadecimal: equal for equal rounds.
    pub digest: String,
}

/// Who of the programmes is not in the round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LeftOut {
    /// Without consent to be matched.
    pub no_consent: u32,
    /// With an offer accepted already.
    pub placed_already: u32,
}

/// What the verifier found. It knows nothing of how the round was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Proof {
    /// Whether it is feasible and no pair would rather have each other.
    pub stable: bool,
    /// How many pairs of a graduate and a vacancy would rather have each other than what they got.
    pub blocking_pairs: u64,
    /// How many of the people or vacancies got something that they could not have.
    pub faults: u64,
}

impl Proof {
    /// In words.
    pub fn statement(&self) -> Bilingual {
        if self.stable {
            return Bilingual::new(
                "经独立验证：分配可行，没有任何一名毕业生和岗位更愿意选择彼此（阻塞对 0 个）",
                "Verified independently: the assignment is feasible, and no graduate and vacancy would rather have each \
                 other (0 blocking pairs)",
            );
        }
        let Self { blocking_pairs, faults, .. } = self;
        Bilingual::new(
            format!("未通过验证：阻塞对 {blocking_pairs} 个，不可行之处 {faults} 处"),
            format!("Not verified: {blocking_pairs} blocking pairs, {faults} faults"),
        )
    }
}

/// A vacancy in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundVacancy {
    /// Which.
    pub vacancy: VacancyId,
    /// Whose.
    pub employer: EmployerId,
    /// Its title when the round was decided.
    pub title: String,
    /// Seats to be given in this round: to anybody or to a class in it.
    pub seats: u32,
    /// Those of them that are kept for classes in this round.
    pub reserved: Vec<(ProgrammeId, u32)>,
    /// How many people got one.
    pub admitted: u32,
    /// Reserved seats that stay empty.
    pub kept: u32,
    /// How many people wished it and may have it.
    pub applicants: u32,
}

/// A person in a round: the list it was decided from, and what came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundPerson {
    /// Who.
    pub graduate: GraduateId,
    /// Whose reserved seats count.
    pub programme: Option<ProgrammeId>,
    /// How many wishes, from the first on, are of the own list; the rest was completed by scores.
    pub own: u32,
    /// The list, best first.
    pub wishes: Vec<Wished>,
    /// Which wish was granted, 1 the first.
    pub rank: Option<u32>,
    /// Why none was.
    pub unplaced: Option<Unplaced>,
    /// Why not better: one for each wish above the one that was granted.
    pub missed: Vec<MissedNote>,
}

impl RoundPerson {
    /// The number of the vacancy in the round that this person got.
    pub fn vacancy(&self) -> Option<u32> {
        let place = self.rank?.checked_sub(1)?;
        self.wishes.get(place as usize).map(|wish| wish.0)
    }

    /// Why it was not a better wish, with what the vacancy says of itself.
    pub fn missed_in_full<'a>(
        &'a self,
        vacancy: impl Fn(u32) -> Option<&'a RoundVacancy>,
    ) -> impl Iterator<Item = (Missed, &'a RoundVacancy)> {
        (1..).zip(&self.missed).zip(&self.wishes).filter_map(move |((rank, note), wish)| {
            let one = vacancy(wish.0)?;
            let missed = Missed {
                vacancy: wish.0,
                rank,
                why: note.0,
                seats: one.seats,
                admitted: one.admitted,
                kept: one.kept,
                applicants: one.applicants,
                own_place: note.1,
                ahead: note.2,
                last_place: note.3,
                last_wish: None,
            };
            Some((missed, one))
        })
    }
}

/// A wish: the number of the vacancy in the round, and the score in hundred-millionths; without one the vacancy may not
/// take this person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wished(pub u32, pub Option<u32>);

/// Why a wish was not granted: the reason, the own place, how many of those admitted stand before it, and the place of
/// the last one admitted to a seat that this person could have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissedNote(pub Why, pub Option<u32>, pub u32, pub Option<u32>);

impl From<Missed> for MissedNote {
    fn from(missed: Missed) -> Self {
        Self(missed.why, missed.own_place, missed.ahead, missed.last_place)
    }
}
