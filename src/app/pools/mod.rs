//! Everybody in memory: all graduates who agreed to be matched and all public vacancies of this node, so that the best
//! for a new vacancy are found among a million in about a millisecond, by the numbers of the one scoring function.
//!
//! The pools are a copy of the store like the search index: filled when the node starts ([`fill`]), then told of each
//! change by the index job, which reads it anyway. What comes while they are filled is newer than what the filling
//! reads, and is not overwritten. Until they are filled the index proposes instead.

mod counting;
mod following;
mod for_graduate;
mod for_vacancy;
mod graduates;
#[cfg(test)]
mod tests;
mod vacancies;

pub use following::{Programmes, fill, filled};
pub use for_vacancy::{Fitting, Wanted};

use crate::domain::{
    graduate::Graduate,
    ids::{GraduateId, ProgrammeId, SchoolId, VacancyId},
    matching::{Candidate, Knowledge, Post, Weights},
    vacancy::Vacancy,
};
use chrono::NaiveDate;
use for_vacancy::Terms;
use graduates::Graduates;
use std::{
    collections::HashSet,
    sync::{
        Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};
use vacancies::Vacancies;

/// What the pools are told of the store as it is now.
#[derive(Debug, Default)]
pub struct News {
    /// Vacancies, public or not.
    pub vacancies: Vec<Vacancy>,
    /// Vacancies that are gone.
    pub gone_vacancies: Vec<VacancyId>,
    /// Graduates, whether or not they agreed to be matched.
    pub graduates: Vec<Graduate>,
    /// Graduates that are gone.
    pub gone_graduates: Vec<GraduateId>,
    /// Programmes of these graduates, and such as changed.
    pub programmes: Programmes,
}

/// What the dictionaries know, how much each criterion counts, and the day.
#[derive(Clone, Copy)]
pub struct Measure<'a> {
    /// The dictionaries.
    pub knowledge: &'a dyn Knowledge,
    /// The weights.
    pub weights: &'a Weights,
    /// The day.
    pub today: NaiveDate,
}

impl<'a> From<Measure<'a>> for Terms<'a> {
    fn from(measure: Measure<'a>) -> Self {
        Self { knowledge: measure.knowledge, weights: measure.weights, today: measure.today }
    }
}

/// The pools of a node. Shared by all threads; who looks for somebody never waits for more than a batch of changes.
#[derive(Debug, Default)]
pub struct Pools {
    graduates: RwLock<Graduates>,
    vacancies: RwLock<Vacancies>,
    stage: Mutex<Stage>,
    filled: AtomicBool,
}

#[derive(Debug, Default)]
enum Stage {
    /// Nobody asks for them: news is not kept.
    #[default]
    Idle,
    /// Being filled, with what came meanwhile.
    Filling(Box<Newer>),
    Filled,
}

/// What is newer than what the filling reads.
#[derive(Debug, Default)]
struct Newer {
    vacancies: HashSet<VacancyId>,
    graduates: HashSet<GraduateId>,
    programmes: HashSet<ProgrammeId>,
}

impl Pools {
    /// Whether everybody is in.
    pub fn are_filled(&self) -> bool {
        self.filled.load(Ordering::Acquire)
    }

    /// Whether news is wanted.
    pub(crate) fn are_wanted(&self) -> bool {
        !matches!(*self.stage.lock().unwrap_or_else(PoisonError::into_inner), Stage::Idle)
    }

    /// Empties the pools and begins to fill them.
    fn begin(&self) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        self.filled.store(false, Ordering::Release);
        *self.graduates.write().unwrap_or_else(PoisonError::into_inner) = Graduates::default();
        *self.vacancies.write().unwrap_or_else(PoisonError::into_inner) = Vacancies::default();
        *stage = Stage::Filling(Box::default());
    }

    /// Everybody is in.
    fn finish(&self) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        self.graduates.write().unwrap_or_else(PoisonError::into_inner).pool.shrink();
        self.vacancies.write().unwrap_or_else(PoisonError::into_inner).pool.shrink();
        *stage = Stage::Filled;
        self.filled.store(true, Ordering::Release);
    }

    /// Takes in what the filling read, but for what is newer.
    fn add(&self, mut news: News, measure: Measure<'_>) {
        let stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let Stage::Filling(newer) = &*stage else { return };
        news.vacancies.retain(|vacancy| !newer.vacancies.contains(&vacancy.id));
        news.graduates.retain(|graduate| !newer.graduates.contains(&graduate.id));
        let known = self.known_programmes();
        news.programmes
            .retain(|programme| !(newer.programmes.contains(programme) && known.contains(programme)));
        self.apply(&news, measure);
    }

    /// Takes in what changed.
    pub fn take_in(&self, news: &News, measure: Measure<'_>) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *stage {
            Stage::Idle => return,
            Stage::Filling(newer) => {
                newer.vacancies.extend(news.vacancies.iter().map(|vacancy| vacancy.id));
                newer.vacancies.extend(&news.gone_vacancies);
                newer.graduates.extend(news.graduates.iter().map(|graduate| graduate.id));
                newer.graduates.extend(&news.gone_graduates);
                newer.programmes.extend(news.programmes.ids());
            }
            Stage::Filled => {}
        }
        self.apply(news, measure);
    }

    fn apply(&self, news: &News, measure: Measure<'_>) {
        if !news.graduates.is_empty() || !news.gone_graduates.is_empty() || !news.programmes.is_empty() {
            let mut graduates = self.graduates.write().unwrap_or_else(PoisonError::into_inner);
            for (id, known) in news.programmes.known() {
                graduates.know(id, known);
            }
            news.graduates.iter().for_each(|graduate| graduates.put(graduate, measure.today));
            news.gone_graduates.iter().for_each(|id| graduates.remove(*id));
        }
        if !news.vacancies.is_empty() || !news.gone_vacancies.is_empty() {
            let mut vacancies = self.vacancies.write().unwrap_or_else(PoisonError::into_inner);
            news.vacancies.iter().for_each(|vacancy| vacancies.put(vacancy, measure.knowledge));
            news.gone_vacancies.iter().for_each(|id| vacancies.remove(*id));
        }
    }

    /// The graduates who fit the vacancy best: eligible ones first, then by score, then by id, as if everybody had been
    /// scored.
    pub fn graduates_for(&self, vacancy: &Vacancy, wanted: &Wanted, measure: Measure<'_>) -> Vec<Fitting> {
        let graduates = self.graduates.read().unwrap_or_else(PoisonError::into_inner);
        let found = graduates.best_for(&Post::of(vacancy), wanted, measure.into());
        found.iter().filter_map(|one| graduates.fitting(one, measure.today)).collect()
    }

    /// The same ids by looking at everybody: what the other way is measured against.
    pub fn graduates_by_looking_at_everybody(
        &self,
        vacancy: &Vacancy,
        wanted: &Wanted,
        measure: Measure<'_>,
    ) -> Vec<GraduateId> {
        let graduates = self.graduates.read().unwrap_or_else(PoisonError::into_inner);
        let found = graduates.everybody_for(&Post::of(vacancy), wanted, measure.into());
        found.iter().map(|one| graduates::id(one.entry.key)).collect()
    }

    /// The ids of those who fit the vacancy best.
    pub fn graduate_ids_for(
        &self,
        vacancy: &Vacancy,
        wanted: &Wanted,
        measure: Measure<'_>,
    ) -> Vec<GraduateId> {
        let graduates = self.graduates.read().unwrap_or_else(PoisonError::into_inner);
        let found = graduates.best_for(&Post::of(vacancy), wanted, measure.into());
        found.iter().map(|one| graduates::id(one.entry.key)).collect()
    }

    /// The vacancies that fit the graduate best among those open on the day, in the same order.
    pub fn vacancies_for(&self, candidate: &Candidate, most: usize, measure: Measure<'_>) -> Vec<VacancyId> {
        let vacancies = self.vacancies.read().unwrap_or_else(PoisonError::into_inner);
        let found = vacancies.best_for(candidate, most, measure.into());
        found.iter().map(|one| vacancies::id(one.entry.key)).collect()
    }

    /// The same by looking at all of them.
    pub fn vacancies_by_looking_at_all(
        &self,
        candidate: &Candidate,
        most: usize,
        measure: Measure<'_>,
    ) -> Vec<VacancyId> {
        let vacancies = self.vacancies.read().unwrap_or_else(PoisonError::into_inner);
        let found = vacancies.all_for(candidate, most, measure.into());
        found.iter().map(|one| vacancies::id(one.entry.key)).collect()
    }

    /// How many graduates and vacancies are in, each with about how much memory their entries take.
    pub fn sizes(&self) -> [(usize, usize); 2] {
        let graduates = self.graduates.read().unwrap_or_else(PoisonError::into_inner);
        let vacancies = self.vacancies.read().unwrap_or_else(PoisonError::into_inner);
        [(graduates.pool.len(), graduates.pool.bytes()), (vacancies.pool.len(), vacancies.pool.bytes())]
    }

    fn known_programmes(&self) -> HashSet<ProgrammeId> {
        let graduates = self.graduates.read().unwrap_or_else(PoisonError::into_inner);
        graduates.known.keys().copied().collect()
    }

    /// The programmes in use whose partner the school is.
    pub(crate) fn partnered_with(&self, school: SchoolId) -> Vec<ProgrammeId> {
        self.graduates.read().unwrap_or_else(PoisonError::into_inner).partnered_with(school)
    }
}
