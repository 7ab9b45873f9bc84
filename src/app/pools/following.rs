//! Filling the pools from the store, and the programmes that their graduates are in.

use super::{News, graduates::KnownProgramme};
use crate::{
    app::{App, work::WorkError},
    domain::{
        graduate::Graduate,
        ids::{GraduateId, ProgrammeId, SchoolId, VacancyId},
        matching::Cooperation,
        programme::Programme,
        region::RegionCode,
    },
    store::StoreError,
};
use std::{collections::HashMap, time::Duration};

/// How many rows are read at once.
const PAGE: u64 = 1000;
/// How often somebody who waits for the pools looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Programmes with where their partner schools are.
#[derive(Debug, Default)]
pub struct Programmes {
    programmes: Vec<Programme>,
    regions: HashMap<SchoolId, RegionCode>,
}

impl Programmes {
    pub(super) fn of(programmes: Vec<Programme>, regions: HashMap<SchoolId, RegionCode>) -> Self {
        Self { programmes, regions }
    }

    /// Reads programmes.
    ///
    /// # Errors
    /// Where the store fails.
    pub async fn read(app: &App, mut ids: Vec<ProgrammeId>) -> Result<Self, StoreError> {
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let programmes = app.store.programmes_by_ids(&ids).await?;
        let mut schools: Vec<_> =
            programmes.iter().filter_map(|programme| programme.plan.partner_school).collect();
        schools.sort_unstable();
        schools.dedup();
        let schools = app.store.schools(&schools).await?;
        let regions = schools.into_iter().map(|school| (school.id, school.profile.region)).collect();
        Ok(Self::of(programmes, regions))
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.programmes.is_empty()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = ProgrammeId> {
        self.programmes.iter().map(|programme| programme.id)
    }

    pub(super) fn retain(&mut self, keep: impl Fn(&ProgrammeId) -> bool) {
        self.programmes.retain(|programme| keep(&programme.id));
    }

    pub(super) fn known(&self) -> impl Iterator<Item = (ProgrammeId, KnownProgramme)> {
        self.programmes.iter().map(|programme| {
            let partner = programme.plan.partner_school;
            let region = partner.and_then(|school| self.regions.get(&school));
            let cooperation = Cooperation::of(programme, region);
            (programme.id, KnownProgramme { cooperation, partner })
        })
    }
}

async fn programmes_of(app: &App, graduates: &[Graduate]) -> Result<Programmes, StoreError> {
    Programmes::read(app, graduates.iter().filter_map(|graduate| graduate.programme).collect()).await
}

/// Fills the pools from the store, and says at the end that they are filled. What the index job is told meanwhile goes
/// in as well, and wins.
///
/// # Errors
/// Where the store fails; the pools are then not filled.
pub async fn fill(app: &App) -> Result<(), WorkError> {
    app.pools.begin();
    let mut after: Option<VacancyId> = None;
    loop {
        let ids = app.store.vacancy_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        let vacancies = app.store.published_among(&ids).await?;
        add(app, News { vacancies, ..News::default() }).await?;
    }
    let mut after: Option<GraduateId> = None;
    loop {
        let ids = app.store.graduate_ids_after(after, PAGE).await?;
        let Some(last) = ids.last() else { break };
        after = Some(*last);
        let graduates = app.store.graduates(&ids).await?;
        let programmes = programmes_of(app, &graduates).await?;
        add(app, News { graduates, programmes, ..News::default() }).await?;
    }
    app.pools.finish();
    let [(graduates, _), (vacancies, _)] = app.pools.sizes();
    tracing::info!(pool.graduates = graduates, pool.vacancies = vacancies, "the pools are filled");
    Ok(())
}

async fn add(app: &App, news: News) -> Result<(), WorkError> {
    Ok(app.with_pools(move |pools, measure| pools.add(news, measure)).await?)
}

/// Waits until the pools are filled, at most so long. Whether they are.
pub async fn filled(app: &App, at_most: Duration) -> bool {
    let deadline = tokio::time::Instant::now() + at_most;
    while !app.pools.are_filled() {
        if tokio::time::Instant::now() >= deadline {
            return false;
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    true
}
