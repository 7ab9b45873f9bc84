//! What a vacancy has to give in a round, and who is not to be placed any more.

use crate::{
    app::{App, applications},
    domain::{
        ids::{GraduateId, PartnershipId, ProgrammeId, VacancyId},
        placement_round::RoundVacancy,
        refusal::Refusal,
        round::{Reservation, Seats},
        seats::Phase,
        vacancy::{Vacancy, VacancyKind},
    },
    store::{Queries, StoreError},
};
use std::collections::{BTreeMap, HashSet};

/// The programmes of a round, in order.
pub(super) struct Classes<'a> {
    programmes: &'a [ProgrammeId],
    /// The partnership that all of them are trained under, if there is one.
    partnership: Option<PartnershipId>,
}

impl<'a> Classes<'a> {
    /// Looks the partnerships up.
    pub(super) async fn of(app: &App, programmes: &'a [ProgrammeId]) -> Result<Self, Refusal> {
        let found = app.store.programmes_by_ids(programmes).await?;
        let partnerships: HashSet<_> = found.iter().map(|programme| programme.plan.partnership).collect();
        let only = if partnerships.len() == 1 { partnerships.into_iter().next().flatten() } else { None };
        Ok(Self { programmes, partnership: only })
    }

    /// The seats of a vacancy that are free now for people in the round. What is kept for classes that are not in it is
    /// left alone.
    pub(super) async fn seats_of(&self, app: &App, vacancy: &Vacancy) -> Result<RoundVacancy, Refusal> {
        let view = applications::seats_of(app, vacancy).await?;
        let mut reserved = BTreeMap::new();
        let mut open = view.counts.open;
        for (kept, free, phase) in view.kept.into_iter().filter(|(_, free, _)| *free > 0) {
            let shared = phase == Phase::Partnership && kept.partnership.is_some();
            match phase {
                // They are among the open ones.
                Phase::Everybody => {}
                _ if shared && kept.partnership == self.partnership => open += free,
                _ if self.programmes.binary_search(&kept.programme).is_ok() => {
                    *reserved.entry(kept.programme).or_insert(0) += free;
                }
                _ => {}
            }
        }
        let kept: u32 = reserved.values().sum();
        Ok(RoundVacancy {
            vacancy: vacancy.id,
            employer: vacancy.employer,
            title: vacancy.content.title.clone(),
            seats: open + kept,
            reserved: reserved.into_iter().collect(),
            admitted: 0,
            kept: 0,
            applicants: 0,
        })
    }
}

/// The seats as the market takes them; programmes by their place in the round's list.
pub(super) fn seats(one: &RoundVacancy, programmes: &[ProgrammeId]) -> Seats {
    let reserved = one.reserved.iter().filter_map(|(programme, seats)| {
        let programme = u32::try_from(programmes.binary_search(programme).ok()?).ok()?;
        // Until its day a class keeps its seats, whether or not it fills them in this round.
        Some(Reservation { programme, seats: *seats, yields: false })
    });
    Seats { total: one.seats, reserved: reserved.collect() }
}

/// Whether the vacancy is one of employment. An internship that was accepted does not stand in the way of the
/// employment after it.
pub(super) async fn is_employment(store: &Queries, vacancy: VacancyId) -> Result<bool, StoreError> {
    Ok(store.vacancy(vacancy).await?.is_some_and(|one| one.content.kind == VacancyKind::Employment))
}

/// Who of these programmes has accepted an employment.
pub(super) async fn placed_already(
    app: &App,
    programmes: &[ProgrammeId],
) -> Result<HashSet<GraduateId>, Refusal> {
    let mut taken = Vec::new();
    for programme in programmes {
        taken.extend(app.store.taken_in_programme(*programme).await?);
    }
    let mut ids: Vec<_> = taken.iter().map(|(_, vacancy)| *vacancy).collect();
    ids.sort_unstable();
    ids.dedup();
    let vacancies = app.store.vacancies(&ids).await?;
    let employment = vacancies.iter().filter(|one| one.content.kind == VacancyKind::Employment);
    let employment: HashSet<_> = employment.map(|one| one.id).collect();
    Ok(taken.into_iter().filter(|(_, vacancy)| employment.contains(vacancy)).map(|(who, _)| who).collect())
}
