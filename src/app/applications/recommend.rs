//! A school recommends graduates for a vacancy: some of them, or a whole class. The answer says of each what became of it.

use super::{
    Means, Stop,
    apply::{assessed, open_vacancy, read_reason},
    moves, persistently, read,
};
use crate::{
    app::{App, access, graduates::has_live_tie},
    domain::{
        application::{Application, Maker, Move, Turn},
        consent::Purpose,
        graduate::Graduate,
        ids::{ApplicationId, GraduateId, ProgrammeId, SchoolId, VacancyId},
        language::Bilingual,
        matching::{Assessment, BlockCode},
        party::Actor,
        refusal::{Code, FieldError, Refusal},
    },
    store::Tx,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::ToSchema;

/// The most that are recommended at once.
const MOST: usize = 500;

/// Whom a school recommends, and for what: `graduates`, or a class by `programme`, `class_name` or both.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecommendationDraft {
    /// For which vacancy.
    pub vacancy: VacancyId,
    /// These graduates.
    #[serde(default)]
    pub graduates: Option<Vec<GraduateId>>,
    /// The school's students in a programme.
    #[serde(default)]
    pub programme: Option<ProgrammeId>,
    /// The school's students of a class, as the school calls it.
    #[serde(default)]
    pub class_name: Option<String>,
    /// Why, in at most 500 letters.
    #[serde(default)]
    pub reason: Option<String>,
}

/// What became of the recommendation of one graduate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recommended {
    /// The employer has it.
    Recommended,
    /// The graduate is on the way to this vacancy already.
    Already,
    /// The graduate accepted another offer.
    Placed,
    /// The graduate did not agree to be matched.
    NoConsent,
    /// Something stands in the way, which `blocking` names.
    NotEligible,
    /// No student of the school.
    NotFound,
}

/// One graduate, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// Who.
    pub graduate: GraduateId,
    /// What became of it.
    pub outcome: Recommended,
    /// The application, new or known.
    pub application: Option<ApplicationId>,
    /// What stands in the way.
    pub blocking: Vec<(BlockCode, Bilingual)>,
}

impl Recommendation {
    fn of(graduate: GraduateId, outcome: Recommended) -> Self {
        Self { graduate, outcome, application: None, blocking: Vec::new() }
    }
}

/// Recommends graduates of the actor, a school.
///
/// # Errors
/// No such vacancy, or one that is closed; nobody named, or too many.
pub async fn recommend(
    app: &App,
    actor: Actor,
    draft: RecommendationDraft,
) -> Result<Vec<Recommendation>, Refusal> {
    let school = access::school(actor)?;
    let reason = read_reason(draft.reason.clone())?;
    let (named, graduates) = chosen(app, school, &draft).await?;
    let vacancy = open_vacancy(&app.store, &Means::of(app), draft.vacancy).await?;
    let assessed = assessed(app, &graduates, &vacancy).await?;
    let judged: HashMap<_, _> = graduates
        .iter()
        .zip(&assessed)
        .map(|(graduate, assessment)| (graduate.id, judge(graduate, assessment)))
        .collect();
    let unknown = |id: &GraduateId| Recommendation::of(*id, Recommended::NotFound);
    let rows = named.iter().map(|id| judged.get(id).cloned().unwrap_or_else(|| unknown(id)));
    let rows: Vec<_> = rows.collect();
    let means = Means::of(app);
    let turn = Turn { reason, ..Turn::by(actor.party, Maker::School, Move::Recommended, means.now) };
    persistently(app, move |tx| {
        let (means, turn, rows) = (means.clone(), turn.clone(), rows.clone());
        async move { enter(&tx, &means, draft.vacancy, (rows, turn)).await }
    })
    .await
}

/// The graduates that are named, each once, and those of them that are there and the school's.
async fn chosen(
    app: &App,
    school: SchoolId,
    draft: &RecommendationDraft,
) -> Result<(Vec<GraduateId>, Vec<Graduate>), Refusal> {
    let (class, today) = ((draft.programme, draft.class_name.as_deref()), app.today());
    let too_many = |pointer: &str| Refusal::field(pointer, Code::OutOfRange);
    match (&draft.graduates, class) {
        (Some(graduates), (None, None)) => {
            if graduates.is_empty() {
                return Err(Refusal::field("/graduates", Code::Required));
            }
            if graduates.len() > MOST {
                return Err(too_many("/graduates"));
            }
            let mut named: Vec<GraduateId> = Vec::new();
            graduates.iter().for_each(|id| {
                if !named.contains(id) {
                    named.push(*id)
                }
            });
            let mut found = app.store.graduates(&named).await?;
            found.retain(|graduate| has_live_tie(graduate, school, today));
            Ok((named, found))
        }
        (Some(_), _) => Err(Refusal::field("/graduates", Code::InvalidValue)),
        (None, (None, None)) => {
            let fault = FieldError::new("/graduates", Code::Required);
            let (zh, en) = ("请填写毕业生，或填写项目、班级", "name graduates, a programme or a class");
            Err(Refusal::Invalid(vec![fault.with_message(zh, en)]))
        }
        (None, class) => {
            let mut found = app.store.graduates_of_class(school, class, MOST as u64 + 1).await?;
            found.retain(|graduate| has_live_tie(graduate, school, today));
            if found.len() > MOST {
                return Err(too_many(if class.1.is_some() { "/class_name" } else { "/programme" }));
            }
            if found.is_empty() {
                let pointer = if class.0.is_some() { "/programme" } else { "/class_name" };
                return Err(Refusal::field(pointer, Code::UnknownReference));
            }
            Ok((found.iter().map(|graduate| graduate.id).collect(), found))
        }
    }
}

/// What is known before anything is written. That all seats are kept for others today is no reason against it: they
/// are released.
fn judge(graduate: &Graduate, assessment: &Assessment) -> Recommendation {
    if !graduate.consents_to(Purpose::Matching) {
        return Recommendation::of(graduate.id, Recommended::NoConsent);
    }
    let against = assessment.blocking.iter().filter(|one| one.code != BlockCode::SeatsReserved);
    let blocking: Vec<_> = against.map(|one| (one.code, one.message.clone())).collect();
    let outcome = if blocking.is_empty() { Recommended::Recommended } else { Recommended::NotEligible };
    Recommendation { blocking, ..Recommendation::of(graduate.id, outcome) }
}

async fn enter(
    tx: &Tx,
    means: &Means,
    vacancy: VacancyId,
    (mut rows, turn): (Vec<Recommendation>, Turn),
) -> Result<Vec<Recommendation>, Stop> {
    tx.lock_seats(vacancy).await?;
    let vacancy = open_vacancy(tx, means, vacancy).await?;
    let mut any = false;
    for row in rows.iter_mut().filter(|row| row.outcome == Recommended::Recommended) {
        let active = tx.active_applications_of(row.graduate).await?;
        if let Some(known) = active.iter().find(|known| known.vacancy == vacancy.id) {
            (row.outcome, row.application) = (Recommended::Already, Some(known.id));
        } else if active.iter().any(Application::is_taken) {
            row.outcome = Recommended::Placed;
        } else {
            let place = (vacancy.id, vacancy.employer);
            let mut made = Application::matched(means.application_id(), row.graduate, place, means.now);
            moves::make(tx, means, &mut made, turn.clone()).await?;
            (row.application, any) = (Some(made.id), true);
        }
    }
    if any {
        read::let_employer_know(tx, means, vacancy.employer).await?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{Blocking, fixtures};

    fn stands_in_the_way(code: BlockCode) -> Blocking {
        Blocking { code, message: Bilingual::new("不符合", "no"), near_miss_until: None }
    }

    #[test]
    fn without_consent_nothing_else_is_said_and_kept_seats_are_no_reason() {
        let (mut graduate, vacancy) = (fixtures::graduate(), fixtures::vacancy());
        let ids = (graduate.id, vacancy.id);
        let assessment = |codes: &[BlockCode]| Assessment {
            graduate: ids.0,
            vacancy: ids.1,
            record_version: 1,
            eligible: false,
            score: None,
            criteria: Vec::new(),
            blocking: codes.iter().map(|code| stands_in_the_way(*code)).collect(),
            would_help: Vec::new(),
        };
        let reserved = assessment(&[BlockCode::SeatsReserved]);
        let expired = assessment(&[BlockCode::SeatsReserved, BlockCode::CertExpired]);
        assert_eq!(judge(&graduate, &reserved).outcome, Recommended::Recommended);
        let found = judge(&graduate, &expired);
        assert_eq!(found.outcome, Recommended::NotEligible);
        assert_eq!(
            found.blocking.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            [BlockCode::CertExpired]
        );
        graduate.consents.clear();
        let found = judge(&graduate, &expired);
        assert!(found.outcome == Recommended::NoConsent && found.blocking.is_empty());
    }
}
