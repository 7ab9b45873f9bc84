//! Rounds as those may read them who have to do with them: the operator all of it without names, a school the numbers
//! and the rows of its own graduates, a graduate the own row once the round is published.

use super::work_out::WorkedOut;
use crate::{
    app::{
        App, access,
        page::{Page, PageRequest},
        search,
    },
    domain::{
        ids::{EmployerId, GraduateId, RoundId},
        party::{Actor, Party},
        placement_round::{Round, RoundPerson, RoundState, RoundVacancy},
        refusal::{Code, FieldError, Refusal},
    },
    store::KeptPerson,
};
use std::collections::{HashMap, HashSet};

/// Reads a round.
///
/// # Errors
/// Not there for others than the operator, who asked for it, and the schools of its programmes.
pub async fn read_round(app: &App, actor: Actor, id: RoundId) -> Result<Round, Refusal> {
    let round = app.store.round(id).await?.ok_or(Refusal::NotFound)?;
    if sees(app, actor, &round).await? { Ok(round) } else { Err(Refusal::NotFound) }
}

/// Whether the actor may read the round's numbers.
///
/// # Errors
/// Only where the store fails.
pub async fn sees(app: &App, actor: Actor, round: &Round) -> Result<bool, Refusal> {
    Ok(match actor.party {
        Party::Operator => true,
        Party::School(_) if actor.party == round.owner => true,
        Party::School(school) => {
            let own = app.store.programmes_of_school(school).await?;
            own.iter().any(|programme| round.plan.programmes.binary_search(&programme.id).is_ok())
        }
        _ => false,
    })
}

/// The rounds that the actor may read, the newest first.
///
/// # Errors
/// Forbidden for others than schools and the operator.
pub async fn list_rounds(app: &App, actor: Actor, page: &PageRequest) -> Result<Page<Round>, Refusal> {
    let after = page.after::<RoundId>()?;
    let rows = match actor.party {
        Party::Operator => app.store.rounds(after, page.fetch()).await?,
        Party::School(school) => {
            let own = app.store.programmes_of_school(school).await?;
            let own: Vec<_> = own.into_iter().map(|programme| programme.id).collect();
            app.store.rounds_of(actor.party, &own, after, page.fetch()).await?
        }
        _ => return Err(Refusal::Forbidden),
    };
    Ok(Page::cut(rows, page, |round| round.id.to_string()))
}

/// A person of a round as the reader may know it.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonInRound {
    /// The row.
    pub kept: KeptPerson,
    /// The name, for a school of the person and the person.
    pub name: Option<String>,
}

/// Rows of a round with the vacancies they speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundResults {
    /// The round.
    pub round: Round,
    /// The people, in the order of the round.
    pub people: Vec<PersonInRound>,
    /// The vacancies that their lists name, by number.
    pub vacancies: HashMap<u32, RoundVacancy>,
    /// What their employers are called.
    pub employers: HashMap<EmployerId, String>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

impl RoundResults {
    /// All of a round that was just worked out; nobody is named.
    pub(super) fn of(
        mut round: Round,
        worked_out: WorkedOut,
        employers: HashMap<EmployerId, String>,
    ) -> Self {
        round.state = RoundState::Decided;
        round.outcome = Some(worked_out.outcome);
        let kept = |(number, person): (u32, RoundPerson)| PersonInRound {
            kept: KeptPerson { number, person, application: None },
            name: None,
        };
        Self {
            round,
            people: (0..).zip(worked_out.people).map(kept).collect(),
            vacancies: (0..).zip(worked_out.vacancies).collect(),
            employers,
            next: None,
        }
    }
}

/// The rows of a round's people that the actor may read.
///
/// # Errors
/// As [`read_round`]; for a graduate not there before it is published.
pub async fn read_results(
    app: &App,
    actor: Actor,
    id: RoundId,
    page: &PageRequest,
) -> Result<RoundResults, Refusal> {
    let from = from(page)?;
    let (round, rows) = match actor.party {
        Party::Graduate(graduate) => {
            let round =
                access::visible(app.store.round(id).await?, |round| round.state == RoundState::Published)?;
            let own = app.store.round_person(id, graduate).await?.ok_or(Refusal::NotFound)?;
            let own = Some(own).filter(|own| own.number >= from);
            (round, own.into_iter().collect())
        }
        Party::School(school) => {
            let round = read_round(app, actor, id).await?;
            (round, app.store.round_people(id, Some(school), from, page.fetch()).await?)
        }
        _ => {
            let round = read_round(app, actor, id).await?;
            (round, app.store.round_people(id, None, from, page.fetch()).await?)
        }
    };
    let (rows, next) = cut(rows, page, |kept| kept.number);
    named(app, actor, (round, rows), next).await
}

async fn named(
    app: &App,
    actor: Actor,
    (round, rows): (Round, Vec<KeptPerson>),
    next: Option<String>,
) -> Result<RoundResults, Refusal> {
    let numbers: HashSet<u32> =
        rows.iter().flat_map(|kept| kept.person.wishes.iter().map(|wish| wish.0)).collect();
    let mut numbers: Vec<_> = numbers.into_iter().collect();
    numbers.sort_unstable();
    let vacancies = app.store.round_vacancies_numbered(round.id, &numbers).await?;
    let employers = search::employer_names(app, vacancies.iter().map(|(_, one)| one.employer)).await?;
    let ids: Vec<GraduateId> = rows.iter().map(|kept| kept.person.graduate).collect();
    let graduates = match actor.party {
        Party::School(_) | Party::Graduate(_) => app.store.graduates(&ids).await?,
        _ => Vec::new(),
    };
    let known = graduates.into_iter().filter(|graduate| access::sees_graduate(actor, graduate));
    let mut names: HashMap<_, _> = known.map(|graduate| (graduate.id, graduate.person.name)).collect();
    let person = |kept: KeptPerson| PersonInRound { name: names.remove(&kept.person.graduate), kept };
    Ok(RoundResults {
        round,
        people: rows.into_iter().map(person).collect(),
        vacancies: vacancies.into_iter().collect(),
        employers,
        next,
    })
}

/// The vacancies of a round: their seats, and how many people wished and got them. No person is in these rows.
///
/// # Errors
/// As [`read_round`].
pub async fn read_vacancies(
    app: &App,
    actor: Actor,
    id: RoundId,
    page: &PageRequest,
) -> Result<Page<(RoundVacancy, String)>, Refusal> {
    let from = from(page)?;
    read_round(app, actor, id).await?;
    let rows = app.store.round_vacancies(id, from, page.fetch()).await?;
    let (rows, next) = cut(rows, page, |(number, _)| *number);
    let names = search::employer_names(app, rows.iter().map(|(_, one)| one.employer)).await?;
    let named = |(_, one): (u32, RoundVacancy)| {
        let name = names.get(&one.employer).cloned().unwrap_or_default();
        (one, name)
    };
    Ok(Page { items: rows.into_iter().map(named).collect(), next })
}

/// The number from which a page begins: one behind the last that was seen.
fn from(page: &PageRequest) -> Result<u32, Refusal> {
    let Some(cursor) = &page.cursor else { return Ok(0) };
    let seen: Option<u32> = cursor.parse().ok();
    let next = seen.and_then(|seen| seen.checked_add(1));
    next.ok_or_else(|| Refusal::Parameter(FieldError::new("cursor", Code::InvalidCursor)))
}

/// Cuts the row beyond the page; the cursor is the number of the last one kept.
fn cut<T>(mut rows: Vec<T>, page: &PageRequest, number: impl Fn(&T) -> u32) -> (Vec<T>, Option<String>) {
    let limit = page.fetch() as usize - 1;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| number(last).to_string());
    (rows, next)
}
