//! What a round is asked for with, and whether it can be one.

use crate::{
    app::{App, access, understand},
    domain::{
        ids::{ProgrammeId, VacancyId},
        party::{Actor, Party},
        placement_round::{
            LONGEST_LIST, MOST_DAYS, MOST_PEOPLE, MOST_PROGRAMMES, MOST_VACANCIES, OwnList, RoundInputs,
            RoundPlan, USUAL_DAYS, USUAL_LIST,
        },
        programme::Programme,
        refusal::{Code, Faults, FieldError, Refusal},
        round::Optimum,
    },
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};
use utoipa::ToSchema;

/// The longest seed.
const LONGEST_SEED: usize = 100;

/// What a round is asked for with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundDraft {
    /// Whose graduates are placed: all of these programmes who agreed to be matched.
    pub programmes: Vec<ProgrammeId>,
    /// Where: public vacancies, with the seats that are free now.
    pub vacancies: Vec<VacancyId>,
    /// The lists of graduates who gave one. What a list does not name is added behind it, by score.
    #[serde(default)]
    pub lists: Vec<OwnList>,
    /// To whose best; the graduates' where absent.
    #[serde(default)]
    pub optimum: Optimum,
    /// How long a list may become, 1 to 200; 50 where absent.
    #[serde(default)]
    pub list_length: Option<u32>,
    /// For how many days the offers stand once the round is published, 1 to 60; 7 where absent.
    #[serde(default)]
    pub offer_days: Option<u32>,
    /// What the lottery among equal scores is drawn with, if it was announced before; the round's id where absent.
    #[serde(default)]
    pub seed: Option<String>,
}

/// A round as it was understood.
pub(super) struct Asked {
    pub(super) plan: RoundPlan,
    pub(super) inputs: RoundInputs,
    pub(super) seed: Option<String>,
    /// How many graduates the programmes have.
    pub(super) people: u32,
}

/// Understands a draft.
pub(super) async fn understand(app: &App, actor: Actor, draft: RoundDraft) -> Result<Asked, Refusal> {
    if !matches!(actor.party, Party::Operator | Party::School(_)) {
        return Err(Refusal::Forbidden);
    }
    let mut faults = Faults::new();
    check_shape(&draft, &mut faults);
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults.into_vec()));
    }
    check_programmes(app, actor, &draft.programmes, &mut faults).await?;
    check_vacancies(app, &draft.vacancies, &mut faults).await?;
    check_people(app, &draft, &mut faults).await?;
    let people = app.store.count_graduates_of_programmes(&draft.programmes).await?;
    let people = u32::try_from(people).unwrap_or(u32::MAX);
    match people {
        0 => faults.add("/programmes", Code::RoundEmpty),
        1..=MOST_PEOPLE => {}
        _ => faults.push(too_many("/programmes", MOST_PEOPLE as usize, "graduates", "名毕业生")),
    }
    faults.into_result(())?;
    let RoundDraft { mut programmes, mut vacancies, lists, optimum, list_length, offer_days, seed } = draft;
    programmes.sort_unstable();
    vacancies.sort_unstable();
    Ok(Asked {
        plan: RoundPlan {
            programmes,
            vacancies: u32::try_from(vacancies.len()).unwrap_or(u32::MAX),
            optimum,
            list_length: list_length.unwrap_or(USUAL_LIST),
            offer_days: offer_days.unwrap_or(USUAL_DAYS),
        },
        inputs: RoundInputs { vacancies, lists },
        seed: seed.map(|seed| seed.trim().to_owned()),
        people,
    })
}

/// What can be said without looking anything up.
fn check_shape(draft: &RoundDraft, faults: &mut Faults) {
    check_list(&draft.programmes, "/programmes", MOST_PROGRAMMES, faults);
    check_list(&draft.vacancies, "/vacancies", MOST_VACANCIES, faults);
    for (pointer, value, most) in
        [("/list_length", draft.list_length, LONGEST_LIST), ("/offer_days", draft.offer_days, MOST_DAYS)]
    {
        if value.is_some_and(|value| !(1..=most).contains(&value)) {
            faults.push(FieldError::new(pointer, Code::OutOfRange).with_message(
                format!("应为 1 到 {most} 的整数"),
                format!("must be a whole number from 1 to {most}"),
            ));
        }
    }
    if let Some(seed) = &draft.seed {
        understand::text(seed, "/seed", LONGEST_SEED, false, faults);
    }
    let longest = draft.list_length.unwrap_or(USUAL_LIST) as usize;
    let in_round: HashSet<_> = draft.vacancies.iter().collect();
    let mut seen = HashSet::with_capacity(draft.lists.len());
    for (place, list) in draft.lists.iter().enumerate() {
        let pointer = format!("/lists/{place}");
        if !seen.insert(list.graduate) {
            faults.add(format!("{pointer}/graduate"), Code::Repeated);
        }
        if list.vacancies.len() > longest {
            let (zh, en) = (format!("最多 {longest} 个志愿"), format!("at most {longest} wishes"));
            faults.push(FieldError::new(format!("{pointer}/vacancies"), Code::TooMany).with_message(zh, en));
        }
        add_repeated(&list.vacancies, &format!("{pointer}/vacancies"), faults);
        for (entry, _) in list.vacancies.iter().enumerate().filter(|(_, one)| !in_round.contains(one)) {
            faults.push(
                FieldError::new(format!("{pointer}/vacancies/{entry}"), Code::UnknownReference)
                    .with_message("该岗位不在本轮之中", "this vacancy is not in the round"),
            );
        }
    }
}

/// A list must have entries, no more than so many, and none twice.
fn check_list<T: Eq + Hash>(list: &[T], pointer: &str, most: usize, faults: &mut Faults) {
    if list.is_empty() {
        faults.add(pointer, Code::Required);
    } else if list.len() > most {
        faults.push(too_many(pointer, most, "entries", "项"));
    } else {
        add_repeated(list, pointer, faults);
    }
}

fn add_repeated<T: Eq + Hash>(list: &[T], pointer: &str, faults: &mut Faults) {
    let mut seen = HashSet::with_capacity(list.len());
    for (place, _) in list.iter().enumerate().filter(|(_, one)| !seen.insert(*one)) {
        faults.add(format!("{pointer}/{place}"), Code::Repeated);
    }
}

fn too_many(pointer: &str, most: usize, what: &str, measure: &str) -> FieldError {
    FieldError::new(pointer, Code::TooMany)
        .with_message(format!("最多 {most} {measure}"), format!("at most {most} {what}"))
}

/// A school places the graduates of its own programmes.
async fn check_programmes(
    app: &App,
    actor: Actor,
    programmes: &[ProgrammeId],
    faults: &mut Faults,
) -> Result<(), Refusal> {
    let found = app.store.programmes_by_ids(programmes).await?;
    let own = |programme: &&Programme| match actor.party {
        Party::School(school) => programme.plan.schools().contains(&school),
        _ => access::operator(actor).is_ok(),
    };
    let own: HashSet<_> = found.iter().filter(own).map(|programme| programme.id).collect();
    for (place, _) in programmes.iter().enumerate().filter(|(_, id)| !own.contains(id)) {
        faults.add(format!("/programmes/{place}"), Code::UnknownProgramme);
    }
    Ok(())
}

async fn check_vacancies(app: &App, vacancies: &[VacancyId], faults: &mut Faults) -> Result<(), Refusal> {
    let today = app.today();
    let found = app.store.vacancies(vacancies).await?;
    let open: HashMap<_, _> = found.iter().map(|one| (one.id, one.is_open_on(today))).collect();
    for (place, id) in vacancies.iter().enumerate() {
        match open.get(id) {
            Some(true) => {}
            Some(false) => faults.add(format!("/vacancies/{place}"), Code::VacancyClosed),
            None => faults.add(format!("/vacancies/{place}"), Code::UnknownReference),
        }
    }
    Ok(())
}

/// Lists are of people in the round.
async fn check_people(app: &App, draft: &RoundDraft, faults: &mut Faults) -> Result<(), Refusal> {
    let ids: Vec<_> = draft.lists.iter().map(|list| list.graduate).collect();
    let found = app.store.graduates_among_programmes(&ids, &draft.programmes).await?;
    let found: HashSet<_> = found.into_iter().collect();
    for (place, _) in ids.iter().enumerate().filter(|(_, id)| !found.contains(id)) {
        faults.push(
            FieldError::new(format!("/lists/{place}/graduate"), Code::UnknownReference)
                .with_message("该毕业生不在本轮之中", "this graduate is not in the round"),
        );
    }
    Ok(())
}
