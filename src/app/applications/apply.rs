//! A graduate applies.

use super::{ApplicationView, Means, Stop, moves, persistently, read};
use crate::{
    app::{App, access, knowledge::Dictionaries, matches::Surroundings},
    domain::{
        application::{Application, Maker, Move, Stage, Turn},
        consent::Purpose,
        graduate::Graduate,
        ids::{GraduateId, VacancyId},
        matching::{Assessment, Post, assess},
        party::{Actor, Party},
        refusal::{Code, FieldError, Refusal},
        vacancy::{Status, Vacancy},
    },
    store::{Queries, Tx},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest reason.
pub(super) const MOST_LETTERS: usize = 500;

/// An application as it is sent in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicationDraft {
    /// For which vacancy.
    pub vacancy: VacancyId,
    /// The graduate who applies: oneself, which need not be said.
    #[serde(default)]
    pub graduate: Option<GraduateId>,
    /// Why, in at most 500 letters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The application.
    pub view: ApplicationView,
    /// Whether it is new; otherwise a school had recommended the graduate before.
    pub created: bool,
}

/// Applies for a vacancy.
///
/// # Errors
/// No such vacancy, or one that is closed; no consent to be matched, by which the employer learns of a graduate; too
/// young for the work; applied before.
pub async fn apply(app: &App, actor: Actor, draft: ApplicationDraft) -> Result<Applied, Refusal> {
    let id = access::graduate(actor)?;
    if draft.graduate.is_some_and(|other| other != id) {
        return Err(Refusal::field("/graduate", Code::UnknownReference));
    }
    let reason = read_reason(draft.reason)?;
    let graduate = app.store.graduate(id).await?.ok_or(Refusal::NotFound)?;
    if !graduate.consents_to(Purpose::Matching) {
        return Err(Refusal::conflict(Code::NoConsent));
    }
    let vacancy = open_vacancy(&app.store, &Means::of(app), draft.vacancy).await?;
    let assessment = assessed(app, std::slice::from_ref(&graduate), &vacancy).await?.pop();
    if assessment.is_some_and(|found| is_too_young(&found)) {
        return Err(Refusal::conflict(Code::NotEligible));
    }
    let means = Means::of(app);
    let turn = Turn { reason, ..Turn::by(actor.party, Maker::Graduate, Move::Applied, means.now) };
    let (application, created) = persistently(app, move |tx| {
        let (means, turn, vacancy) = (means.clone(), turn.clone(), vacancy.id);
        async move { enter(&tx, &means, (id, vacancy), turn).await }
    })
    .await?;
    Ok(Applied { view: read::view(app, actor, application).await?, created })
}

async fn enter(
    tx: &Tx,
    means: &Means,
    (graduate, vacancy): (GraduateId, VacancyId),
    turn: Turn,
) -> Result<(Application, bool), Stop> {
    // Whoever closes the vacancy at this moment comes before or after.
    tx.lock_seats(vacancy).await?;
    let vacancy = open_vacancy(tx, means, vacancy).await?;
    let (mut application, created) = match tx.active_application(vacancy.id, graduate).await? {
        Some(known) if known.stage == Stage::Recommended => (known, false),
        Some(known) => return Err(already(&known).into()),
        None => {
            let place = (vacancy.id, vacancy.employer);
            (Application::matched(means.application_id(), graduate, place, means.now), true)
        }
    };
    moves::make(tx, means, &mut application, turn).await?;
    read::let_employer_know(tx, means, vacancy.employer).await?;
    Ok((application, created))
}

/// That the graduate is on the way to this vacancy already.
pub(super) fn already(known: &Application) -> Refusal {
    let link = Some(format!("/v1/applications/{}", known.id));
    Refusal::Conflict { code: Code::AlreadyExists, link }
}

/// The vacancy, if it can be applied for: what was never public is not there, and what is not so any more is closed.
pub(super) async fn open_vacancy(store: &Queries, means: &Means, id: VacancyId) -> Result<Vacancy, Refusal> {
    let known = store.vacancy(id).await?.filter(was_public);
    let vacancy = known.ok_or_else(|| Refusal::field("/vacancy", Code::UnknownReference))?;
    if vacancy.is_open_on(means.today) { Ok(vacancy) } else { Err(Refusal::conflict(Code::VacancyClosed)) }
}

fn was_public(vacancy: &Vacancy) -> bool {
    vacancy.published_at.is_some() || vacancy.status == Status::Published
}

/// How and why each of the graduates fits.
pub(super) async fn assessed(
    app: &App,
    graduates: &[Graduate],
    vacancy: &Vacancy,
) -> Result<Vec<Assessment>, Refusal> {
    let surroundings = Surroundings::of(app, graduates).await?;
    let (knowledge, weights, today) = (Dictionaries(&app.words), &app.policy.weights, app.today());
    let post = Post::of(vacancy);
    let assess = |graduate| assess(&surroundings.candidate(graduate), &post, &knowledge, weights, today);
    Ok(graduates.iter().map(assess).collect())
}

/// Whether the law or the vacancy asks for a higher age: all else is for the employer to judge.
fn is_too_young(assessment: &Assessment) -> bool {
    assessment.blocking.iter().any(|one| one.code.as_str().starts_with("MIN_AGE"))
}

/// A reason in words, without blanks around it.
pub(super) fn read_reason(reason: Option<String>) -> Result<Option<String>, Refusal> {
    let Some(text) = reason.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.chars().count() > MOST_LETTERS {
        return Err(Refusal::Invalid(vec![FieldError::new("/reason", Code::TooLong)]));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Refusal::Invalid(vec![FieldError::new("/reason", Code::ControlCharacter)]));
    }
    Ok(Some(text))
}

/// The party as a graduate's school, if it is one of today.
pub(super) fn is_own_school(party: Party, graduate: &Graduate, today: chrono::NaiveDate) -> bool {
    match party {
        Party::School(school) => crate::app::graduates::has_live_tie(graduate, school, today),
        _ => false,
    }
}
