//! The seats of a vacancy: read by anybody, taken in a transaction that has locked them.

use super::{Means, Stop};
use crate::{
    app::App,
    domain::{
        graduate::Graduate,
        refusal::{Code, FieldError},
        seats::{Counts, Hold, Kept, Ledger, Phase, Seat, Seeker, Taken, TooFew},
        vacancy::{Vacancy, VacancyContent},
    },
    store::{Queries, StoreError},
};
use chrono::NaiveDate;

/// The seats of a vacancy as they are today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatsView {
    /// How many are what.
    pub counts: Counts,
    /// What is kept for classes, each with how many are free and for whom they are today.
    pub kept: Vec<(Kept, u32, Phase)>,
}

/// The seats of a vacancy.
///
/// # Errors
/// Where the store fails.
pub(in crate::app) async fn seats_of(app: &App, vacancy: &Vacancy) -> Result<SeatsView, StoreError> {
    let book = SeatBook::open(&app.store, &Means::of(app), vacancy).await?;
    Ok(SeatsView::of(&book.ledger()))
}

/// The seats of a vacancy that is new, of which nobody has taken any.
///
/// # Errors
/// Where the store fails.
pub(in crate::app) async fn seats_of_new(app: &App, vacancy: &Vacancy) -> Result<SeatsView, StoreError> {
    let kept = kept_by(&app.store, &vacancy.content, app.policy.partnership_days).await?;
    Ok(SeatsView::of(&Ledger::new(vacancy.content.headcount, &kept, &[], app.today())))
}

impl SeatsView {
    fn of(ledger: &Ledger) -> Self {
        let kept = ledger.reservations().map(|(kept, free, phase)| (*kept, free, phase)).collect();
        Self { counts: ledger.counts(), kept }
    }
}

/// What a vacancy keeps for classes.
///
/// # Errors
/// Where the store fails.
pub(super) async fn kept_by(
    store: &Queries,
    content: &VacancyContent,
    partnership_days: u32,
) -> Result<Vec<Kept>, StoreError> {
    let ids: Vec<_> = content.reserved.iter().map(|one| one.programme).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let programmes = store.programmes_by_ids(&ids).await?;
    let kept = content.reserved.iter().map(|one| {
        let programme = programmes.iter().find(|programme| programme.id == one.programme);
        Kept::of(one, programme, partnership_days)
    });
    Ok(kept.collect())
}

/// Whether a vacancy may say what it is to say now, with the seats that are taken. To be asked where they are locked.
///
/// # Errors
/// Where the store fails. The answer itself is a fault, if there is one.
pub(in crate::app) async fn check_seats(
    store: &Queries,
    before: &Vacancy,
    after: &VacancyContent,
    today: NaiveDate,
) -> Result<Option<FieldError>, StoreError> {
    let taken = store.seats_taken(before.id).await?;
    if taken.is_empty() {
        return Ok(None);
    }
    // A reservation that still runs and has given seats away is not dropped: those were promised to the class.
    let gone = before.content.reserved.iter().find(|kept| {
        let of_it = taken.iter().any(|one| one.seat.from == Some(kept.programme));
        let stays = after.reserved.iter().any(|one| one.programme == kept.programme);
        today <= kept.until && of_it && !stays
    });
    if gone.is_some() {
        return Ok(Some(FieldError::new("/reserved", Code::SeatsTaken)));
    }
    let kept: Vec<_> = after.reserved.iter().map(|one| Kept::of(one, None, 0)).collect();
    let fault = Ledger::new(after.headcount, &kept, &taken, today).check().err();
    Ok(fault.map(|fault| {
        let pointer = match fault {
            TooFew::Headcount => "/headcount".to_owned(),
            TooFew::Kept(programme) => {
                let place = after.reserved.iter().position(|one| one.programme == programme);
                format!("/reserved/{}/seats", place.unwrap_or_default())
            }
        };
        FieldError::new(pointer, Code::SeatsTaken)
    }))
}

/// The seats of a vacancy while somebody takes some of them.
pub(super) struct SeatBook {
    headcount: u32,
    kept: Vec<Kept>,
    taken: Vec<Taken>,
    today: NaiveDate,
}

impl SeatBook {
    /// Reads it. Who takes seats by it has locked them before.
    pub(super) async fn open(store: &Queries, means: &Means, vacancy: &Vacancy) -> Result<Self, StoreError> {
        Ok(Self {
            headcount: vacancy.content.headcount,
            kept: kept_by(store, &vacancy.content, means.partnership_days).await?,
            taken: store.seats_taken(vacancy.id).await?,
            today: means.today,
        })
    }

    /// As it stands.
    pub(super) fn ledger(&self) -> Ledger {
        Ledger::new(self.headcount, &self.kept, &self.taken, self.today)
    }

    /// Takes a seat, if one is free for them.
    pub(super) fn take(&mut self, seeker: Seeker, hold: Hold) -> Option<Seat> {
        let seat = Seat { hold, from: self.ledger().seat_for(seeker)? };
        self.taken.push(Taken { seat, count: 1 });
        Some(seat)
    }
}

/// Whose seats somebody may take: those of the class, and of the partnership it is trained under.
pub(super) async fn seeker(store: &Queries, graduate: &Graduate) -> Result<Seeker, Stop> {
    let Some(id) = graduate.programme else { return Ok(Seeker::default()) };
    let programme = store.programme(id).await?;
    let partnership = programme.and_then(|programme| programme.plan.partnership);
    Ok(Seeker { programme: Some(id), partnership })
}
