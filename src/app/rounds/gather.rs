//! Everybody who is in a round, page by page, each with the list and with what the audit compares.

use super::{standing, wishes::Lister};
use crate::{
    app::{App, matches::Surroundings},
    domain::{
        consent::Purpose,
        graduate::{Graduate, SchoolRole, Sex},
        ids::{GraduateId, SchoolId, VacancyId},
        matching::Crowd,
        placement_round::{LeftOut, OwnList, RoundPerson, RoundPlan},
        refusal::Refusal,
        round::audit::Traits,
        school::SchoolKind,
    },
};
use chrono::NaiveDate;
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
};

/// How many people are read and judged at once.
const PAGE: u64 = 256;

/// For how many people the list is made.
#[derive(Debug, Default)]
pub(super) struct Done(AtomicU32);

impl Done {
    pub(super) fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }

    fn add(&self, people: usize) {
        self.0.fetch_add(u32::try_from(people).unwrap_or(u32::MAX), Ordering::Relaxed);
    }
}

/// What the audit compares of a person. It is kept nowhere and told to nobody but in sums.
#[derive(Debug, Clone, Default)]
pub(super) struct Compared {
    sex: Option<Sex>,
    ethnicity: Option<String>,
    household_kind: Option<String>,
    poverty_origin: Option<bool>,
    school_kind: Option<SchoolKind>,
}

impl Compared {
    fn of(graduate: &Graduate, schools: &HashMap<SchoolId, SchoolKind>, today: NaiveDate) -> Self {
        let registered = graduate.links.iter().filter(|link| link.role == SchoolRole::Registered);
        let registered = registered.filter(|link| link.from <= today).max_by_key(|link| link.from);
        let protected = &graduate.protected;
        Self {
            sex: protected.sex,
            ethnicity: protected.ethnicity.clone(),
            household_kind: protected.household_kind.clone(),
            poverty_origin: protected.poverty_household,
            school_kind: registered.and_then(|link| schools.get(&link.school).copied()),
        }
    }

    pub(super) fn traits(&self) -> Traits<'_> {
        Traits {
            sex: self.sex.map(|sex| match sex {
                Sex::Male => "male",
                Sex::Female => "female",
            }),
            ethnicity: self.ethnicity.as_deref(),
            poverty_origin: self.poverty_origin,
            household_kind: self.household_kind.as_deref(),
            school_kind: self.school_kind.map(|kind| match kind {
                SchoolKind::Vocational => "vocational",
                SchoolKind::Technical => "technical",
            }),
        }
    }
}

/// Everybody in a round.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) people: Vec<RoundPerson>,
    pub(super) compared: Vec<Compared>,
    pub(super) left_out: LeftOut,
}

/// Reads everybody and makes their lists.
pub(super) async fn everybody(
    app: &App,
    plan: &RoundPlan,
    lists: Vec<OwnList>,
    vacancies: &[VacancyId],
    lister: Lister,
    done: &Done,
) -> Result<Gathered, Refusal> {
    let crowd = lister.crowd();
    let lister = Arc::new(Mutex::new((lister, crowd)));
    let number = |vacancy: &VacancyId| u32::try_from(vacancies.binary_search(vacancy).ok()?).ok();
    let own: HashMap<GraduateId, Vec<u32>> = lists
        .into_iter()
        .map(|list| (list.graduate, list.vacancies.iter().filter_map(number).collect()))
        .collect();
    let own = Arc::new(own);
    let placed = standing::placed_already(app, &plan.programmes).await?;
    let (mut gathered, mut after) = (Gathered::default(), None);
    loop {
        let page = app.store.graduates_of_programmes(&plan.programmes, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(gathered) };
        after = Some(last.id);
        let read = page.len();
        let page = page.into_iter().filter(|graduate| gathered.left_out.lets_in(graduate, &placed)).collect();
        add_page(app, page, &own, &lister, &mut gathered).await?;
        done.add(read);
    }
}

impl LeftOut {
    /// Whether the graduate takes part; counts who does not.
    fn lets_in(&mut self, graduate: &Graduate, placed: &HashSet<GraduateId>) -> bool {
        if !graduate.consents_to(Purpose::Matching) {
            self.no_consent += 1;
            return false;
        }
        let placed = placed.contains(&graduate.id);
        self.placed_already += u32::from(placed);
        !placed
    }
}

async fn add_page(
    app: &App,
    page: Vec<Graduate>,
    own: &Arc<HashMap<GraduateId, Vec<u32>>>,
    lister: &Arc<Mutex<(Lister, Crowd)>>,
    gathered: &mut Gathered,
) -> Result<(), Refusal> {
    let surroundings = Surroundings::of(app, &page).await?;
    let schools = school_kinds(app, &page).await?;
    let (today, own, lister) = (app.today(), Arc::clone(own), Arc::clone(lister));
    let listed = tokio::task::spawn_blocking(move || {
        // One page is listed after the other; what was found out is good even where a list broke off.
        let mut held = lister.lock().unwrap_or_else(PoisonError::into_inner);
        let (lister, crowd) = &mut *held;
        let judge = |graduate: &Graduate| {
            let wishes = own.get(&graduate.id).map_or(&[][..], Vec::as_slice);
            let listing = lister.list(crowd, &surroundings.candidate(graduate), wishes);
            let person = RoundPerson {
                graduate: graduate.id,
                programme: graduate.programme,
                own: listing.own,
                wishes: listing.wishes,
                rank: None,
                unplaced: None,
                missed: Vec::new(),
            };
            (person, Compared::of(graduate, &schools, today))
        };
        page.iter().map(judge).collect::<Vec<_>>()
    });
    let listed = listed.await.map_err(|error| Refusal::Internal(format!("lists of a round: {error}")))?;
    let (people, compared): (Vec<_>, Vec<_>) = listed.into_iter().unzip();
    gathered.people.extend(people);
    gathered.compared.extend(compared);
    Ok(())
}

/// The kinds of the schools that hold a registration.
async fn school_kinds(app: &App, page: &[Graduate]) -> Result<HashMap<SchoolId, SchoolKind>, Refusal> {
    let links = page.iter().flat_map(|graduate| &graduate.links);
    let registered = links.filter(|link| link.role == SchoolRole::Registered);
    let mut ids: Vec<_> = registered.map(|link| link.school).collect();
    ids.sort_unstable();
    ids.dedup();
    let schools = app.store.schools(&ids).await?;
    Ok(schools.into_iter().map(|school| (school.id, school.profile.kind)).collect())
}
