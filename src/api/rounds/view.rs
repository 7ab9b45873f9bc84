//! Placement rounds as they are shown.

use crate::{
    api::problem::FieldErrorView,
    app::rounds::{PersonInRound, RoundResults},
    domain::{
        ids::{ApplicationId, EmployerId, GraduateId, ProgrammeId, RoundId, VacancyId},
        language::{Bilingual, Language},
        party::Party,
        placement_round::{LeftOut, Proof, Round, RoundOutcome, RoundProgress, RoundState, RoundVacancy},
        round::{
            Optimum,
            audit::{Audit, Compared, Dimension, Finding, Group},
            reasons::{Missed, Unplaced, Why},
        },
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A placement round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    id: RoundId,
    /// Who asked for it: a school, or the operator.
    owner: Party,
    state: RoundState,
    programmes: Vec<ProgrammeId>,
    /// How many vacancies are in it.
    vacancies: u32,
    /// To whose best it is decided.
    optimum: Optimum,
    list_length: u32,
    /// For how many days the offers stand.
    offer_days: u32,
    /// What the lottery is drawn with.
    seed: String,
    /// How the lottery is drawn: anybody can check it.
    tie_rule: String,
    progress: RoundProgress,
    /// What came out, once it is worked out.
    result: Option<OutcomeView>,
    /// Why it could not be worked out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldErrorView>,
    /// How many offers were made.
    offers: u32,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    published_at: Option<DateTime<Utc>>,
}

/// What came out of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutcomeView {
    /// The day on which it was judged who may have what.
    as_of: NaiveDate,
    people: u32,
    placed: u32,
    unplaced: u32,
    /// Seats that were there to be given.
    seats: u32,
    /// How many got their first wish, their second, and so on.
    ranks: Vec<u32>,
    /// Who of the programmes was left out.
    left_out: LeftOut,
    proof: ProofView,
    /// For those who answer for the round.
    audit: Option<AuditView>,
    /// SHA-256 over everything that went in and came out: equal for equal rounds.
    digest: String,
}

/// The verifier's statement.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProofView {
    #[serde(flatten)]
    found: Proof,
    statement: String,
}

/// How often the people of each group were placed.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    /// Whether a group was placed less than four fifths as often as the best-placed one.
    points_out: bool,
    dimensions: Vec<ComparedView>,
}

/// The groups of one dimension, side by side.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComparedView {
    dimension: Dimension,
    highest_rate: Option<f64>,
    groups: Vec<GroupView>,
}

/// One group.
#[derive(Debug, Serialize, ToSchema)]
pub struct GroupView {
    /// Its name; null for those whose value is not known.
    name: Option<String>,
    people: Option<u32>,
    placed: Option<u32>,
    rate: Option<f64>,
    ratio: Option<f64>,
    finding: Finding,
    message: String,
}

/// What came out for a person.
#[derive(Debug, Serialize, ToSchema)]
pub struct PersonView {
    graduate: GraduateId,
    /// To the person and its schools.
    name: Option<String>,
    programme: Option<ProgrammeId>,
    /// What this person got.
    placed: Option<PlacedView>,
    /// Why nothing.
    unplaced: Option<UnplacedView>,
    /// Every wish above what this person got.
    why_not_better: Vec<MissedView>,
    /// The list, best first: the own wishes, then what was added by score.
    list: Vec<WishView>,
    /// How many of them are the person's own.
    own_wishes: u32,
    /// The application with the offer, once the round is published.
    application: Option<ApplicationId>,
}

/// What somebody got.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlacedView {
    vacancy: VacancyId,
    title: String,
    employer: EmployerId,
    employer_name: String,
    /// Which wish it was, 1 the first.
    rank: u32,
}

/// Why somebody got nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnplacedView {
    code: Unplaced,
    message: String,
}

/// Why it was not a better wish.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissedView {
    vacancy: VacancyId,
    title: String,
    /// Which wish, 1 the first.
    rank: u32,
    code: Why,
    message: String,
    seats: u32,
    admitted: u32,
    applicants: u32,
    /// The own place among those who wished it and may have it.
    own_place: Option<u32>,
    /// How many of those admitted have an earlier place.
    ahead: u32,
    /// The place of the last one admitted to a seat that this person could have had.
    last_place: Option<u32>,
}

/// A wish.
#[derive(Debug, Serialize, ToSchema)]
pub struct WishView {
    vacancy: VacancyId,
    title: String,
    /// The match score when the round was worked out; null where the vacancy may not take this person.
    score: Option<f64>,
}

/// A vacancy in a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyInRoundView {
    vacancy: VacancyId,
    title: String,
    employer: EmployerId,
    employer_name: String,
    /// Seats to be given in this round.
    seats: u32,
    /// Those of them that are kept for classes in this round.
    reserved: Vec<KeptSeatsView>,
    /// How many people got one.
    admitted: u32,
    /// Reserved seats that stay empty.
    kept: u32,
    /// How many people wished it and may have it.
    applicants: u32,
}

/// Seats kept for a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct KeptSeatsView {
    programme: ProgrammeId,
    seats: u32,
}

/// A round that is kept nowhere, whole.
#[derive(Debug, Serialize)]
pub struct WholeRoundView {
    round: RoundView,
    vacancies: Vec<VacancyInRoundView>,
    results: Vec<PersonView>,
}

impl WholeRoundView {
    /// Everything of it, as the reader may know it.
    pub fn of(mut found: RoundResults, reader: Party, language: Language) -> Self {
        let people = std::mem::take(&mut found.people);
        let results = people.into_iter().map(|person| PersonView::of(person, &found, language)).collect();
        let name = |one: &RoundVacancy| found.employers.get(&one.employer).cloned().unwrap_or_default();
        let mut numbered: Vec<_> = found.vacancies.iter().collect();
        numbered.sort_unstable_by_key(|(number, _)| **number);
        let vacancies =
            numbered.into_iter().map(|(_, one)| VacancyInRoundView::of(one.clone(), name(one))).collect();
        Self { vacancies, results, round: RoundView::of(found.round, reader, language) }
    }

    /// One line of what came out.
    pub fn summary(&self) -> String {
        let Some(result) = &self.round.result else { return String::new() };
        let OutcomeView { people, placed, seats, proof, .. } = result;
        let blocking = proof.found.blocking_pairs;
        format!("{placed} of {people} graduates placed on {seats} seats, {blocking} blocking pairs\n")
    }
}

impl RoundView {
    /// The round as the reader may know it.
    pub fn of(round: Round, reader: Party, language: Language) -> Self {
        let answers = reader == Party::Operator || reader == round.owner;
        let plan = round.plan;
        Self {
            id: round.id,
            owner: round.owner,
            state: round.state,
            programmes: plan.programmes,
            vacancies: plan.vacancies,
            optimum: plan.optimum,
            list_length: plan.list_length,
            offer_days: plan.offer_days,
            tie_rule: tie_rule().in_language(language).to_owned(),
            seed: round.seed,
            progress: round.progress,
            result: round.outcome.map(|outcome| OutcomeView::of(outcome, answers, language)),
            errors: round.refusal.iter().map(|fault| FieldErrorView::of(fault, language)).collect(),
            offers: round.offers,
            created_at: round.created_at,
            finished_at: round.finished_at,
            published_at: round.published_at,
        }
    }
}

/// How ties are broken, as it is published.
fn tie_rule() -> Bilingual {
    Bilingual::new(
        "分数相同时抽签：把种子（seed）、冒号和毕业生编号连成一串，取 SHA-256 的前八个字节作为一个整数，小的排在前面",
        "Where scores are equal a lottery decides: the first eight bytes of the SHA-256 of the seed, a colon and the \
         graduate's id, read as one number; the lower comes first",
    )
}

impl OutcomeView {
    fn of(outcome: RoundOutcome, answers: bool, language: Language) -> Self {
        Self {
            as_of: outcome.as_of,
            people: outcome.people,
            placed: outcome.placed,
            unplaced: outcome.people.saturating_sub(outcome.placed),
            seats: outcome.seats,
            ranks: outcome.ranks,
            left_out: outcome.left_out,
            proof: ProofView {
                found: outcome.proof,
                statement: outcome.proof.statement().in_language(language).to_owned(),
            },
            audit: answers.then(|| AuditView::of(outcome.audit, language)),
            digest: outcome.digest,
        }
    }
}

impl AuditView {
    fn of(audit: Audit, language: Language) -> Self {
        let group = |group: Group| GroupView {
            message: group.finding.message().in_language(language).to_owned(),
            name: group.name,
            people: group.people,
            placed: group.placed,
            rate: group.rate,
            ratio: group.ratio,
            finding: group.finding,
        };
        let compared = |one: Compared| ComparedView {
            dimension: one.dimension,
            highest_rate: one.highest_rate,
            groups: one.groups.into_iter().map(group).collect(),
        };
        Self {
            points_out: audit.points_out(),
            dimensions: audit.dimensions.into_iter().map(compared).collect(),
        }
    }
}

impl PersonView {
    /// The person's row, with what the vacancies are called.
    pub fn of(found: PersonInRound, results: &RoundResults, language: Language) -> Self {
        let person = &found.kept.person;
        let vacancy = |number: u32| results.vacancies.get(&number);
        let missed = person.missed_in_full(vacancy);
        let why_not_better = missed.map(|(missed, one)| MissedView::of(&missed, one, language)).collect();
        let list = person.wishes.iter().filter_map(|wish| {
            let one = vacancy(wish.0)?;
            let score = wish.1.map(|units| f64::from(units) / 1e8);
            Some(WishView { vacancy: one.vacancy, title: one.title.clone(), score })
        });
        let placed = person.vacancy().and_then(vacancy).zip(person.rank).map(|(one, rank)| PlacedView {
            vacancy: one.vacancy,
            title: one.title.clone(),
            employer: one.employer,
            employer_name: results.employers.get(&one.employer).cloned().unwrap_or_default(),
            rank,
        });
        Self {
            graduate: person.graduate,
            name: found.name,
            programme: person.programme,
            placed,
            unplaced: person
                .unplaced
                .map(|code| UnplacedView { code, message: code.message().in_language(language).to_owned() }),
            why_not_better,
            list: list.collect(),
            own_wishes: person.own,
            application: found.kept.application,
        }
    }
}

impl MissedView {
    fn of(missed: &Missed, one: &RoundVacancy, language: Language) -> Self {
        Self {
            vacancy: one.vacancy,
            title: one.title.clone(),
            rank: missed.rank,
            code: missed.why,
            message: missed.message().in_language(language).to_owned(),
            seats: missed.seats,
            admitted: missed.admitted,
            applicants: missed.applicants,
            own_place: missed.own_place,
            ahead: missed.ahead,
            last_place: missed.last_place,
        }
    }
}

impl VacancyInRoundView {
    /// The vacancy's row.
    pub fn of(one: RoundVacancy, employer_name: String) -> Self {
        let reserved = one.reserved.into_iter().map(|(programme, seats)| KeptSeatsView { programme, seats });
        Self {
            vacancy: one.vacancy,
            title: one.title,
            employer: one.employer,
            employer_name,
            seats: one.seats,
            reserved: reserved.collect(),
            admitted: one.admitted,
            kept: one.kept,
            applicants: one.applicants,
        }
    }
}
