//! Employers register, are verified by the operator, and keep their particulars.

use super::{
    App, access, keys,
    page::{Page, PageRequest},
    understand, words,
};
use crate::{
    domain::{
        clock::CHINA,
        email_address::EmailAddress,
        employer::{Employer, EmployerFilter, EmployerProfile, Verification, VerificationState},
        event::{Event, EventKind},
        ids::{EmployerId, EventId, VacancyId},
        party::{Actor, Party, Role},
        refusal::{Code, Faults, FieldError, Refusal},
        uscc::Uscc,
        vacancy::{Cause, Status, StatusEvent, Vacancy},
    },
    store::{Tx, changes::Subject},
};
use chrono::Months;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A verification is good for six months.
const VERIFIED_MONTHS: u32 = 6;
/// How often a judgement is tried while others change the employer's vacancies.
const TRIES: u32 = 5;

/// What an employer registers with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EmployerDraft {
    /// The registered name.
    pub name: String,
    /// 统一社会信用代码, 18 characters.
    pub uscc: String,
    /// The city, as a code or in words.
    pub city: String,
    /// Whom we write to.
    pub email: String,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// What it does (用人单位基本情况).
    pub description: String,
    /// Whether it is a labour-dispatch agency (劳务派遣).
    #[serde(default)]
    pub labour_dispatch: bool,
    /// Made up for demonstration or test.
    #[serde(default)]
    pub synthetic: bool,
}

/// What an employer may change by itself.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EmployerPatch {
    /// Whom we write to.
    pub email: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// What it does.
    pub description: Option<String>,
}

/// What the operator found.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyDecision {
    /// Verified, failed or suspended.
    pub outcome: VerifyOutcome,
    /// Why; needed unless verified.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerifyOutcome {
    /// The licence is good.
    Verified,
    /// It is not.
    Failed,
    /// The verification is taken back.
    Suspended,
}

/// Registers an employer, and makes its first key, which is shown once.
///
/// # Errors
/// Faults of the draft; a conflict where the licence is registered already.
pub async fn register_employer(app: &App, draft: EmployerDraft) -> Result<(Employer, String), Refusal> {
    let profile = read_draft(app, draft)?;
    let now = app.now();
    let employer = Employer {
        id: EmployerId::new(&*app.clock, &*app.entropy),
        version: 1,
        profile,
        verification: Verification::pending(),
        created_at: now,
        updated_at: now,
    };
    let (key, text) =
        keys::make_key(&*app.clock, &*app.entropy, Party::Employer(employer.id), "registration");
    let kept = employer.clone();
    let written = app.store.write(move |tx| async move {
        tx.insert_employer(&kept).await?;
        tx.insert_key(&key).await
    });
    match written.await {
        Ok(()) => Ok((employer, text)),
        // No link: whose licence it is, is not for a stranger to learn.
        Err(error) if error.is_conflict_on("employers_uscc") => Err(Refusal::conflict(Code::AlreadyExists)),
        Err(error) => Err(error.into()),
    }
}

fn read_draft(app: &App, draft: EmployerDraft) -> Result<EmployerProfile, Refusal> {
    let mut faults = Faults::new();
    understand::text(&draft.name, "/name", 120, false, &mut faults);
    understand::text(&draft.description, "/description", 4000, true, &mut faults);
    let uscc = faults.take(Uscc::parse(&draft.uscc).map_err(|_| FieldError::new("/uscc", Code::InvalidUscc)));
    let region = faults.take(words::region(&app.words, &draft.city, "/city"));
    let email = faults.take(read_email(&draft.email));
    let phone = read_phone(draft.phone, &mut faults);
    let (Some(uscc), Some(region), Some(email)) = (uscc, region, email) else {
        return Err(Refusal::Invalid(faults.into_vec()));
    };
    faults.into_result(EmployerProfile {
        name: draft.name.trim().to_owned(),
        uscc,
        region,
        email,
        phone,
        description: draft.description,
        labour_dispatch: draft.labour_dispatch,
        synthetic: draft.synthetic,
    })
}

/// An address of the field `/email`.
pub(super) fn read_email(text: &str) -> Result<EmailAddress, FieldError> {
    EmailAddress::parse(text).map_err(|_| FieldError::new("/email", Code::InvalidEmail))
}

fn read_phone(phone: Option<String>, faults: &mut Faults) -> Option<String> {
    let phone = phone?;
    let plain = phone.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    if !plain || !(7..=24).contains(&phone.len()) {
        faults.add("/phone", Code::InvalidPhone);
    }
    Some(phone)
}

/// Reads an employer.
///
/// # Errors
/// Not there, or not verified and not the actor's.
pub async fn read_employer(app: &App, actor: Actor, id: EmployerId) -> Result<Employer, Refusal> {
    access::visible(app.store.employer(id).await?, |employer| access::sees_employer(actor, employer))
}

/// Employers, for the operator's queue: all of them, those that stand so, or those whose next check is due.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_employers(
    app: &App,
    actor: Actor,
    wanted: EmployerFilter,
    page: PageRequest,
) -> Result<Page<Employer>, Refusal> {
    access::operator(actor)?;
    let rows = app.store.list_employers(wanted, page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |employer| employer.id.to_string()))
}

/// Changes what an employer may change by itself.
///
/// # Errors
/// Faults of the patch; another version than expected; an employer that is not the actor's.
pub async fn change_employer(
    app: &App,
    actor: Actor,
    id: EmployerId,
    expected: Option<i64>,
    patch: EmployerPatch,
) -> Result<Employer, Refusal> {
    let own =
        |employer: &Employer| actor.party == Party::Operator || actor.party == Party::Employer(employer.id);
    let mut employer = access::visible(app.store.employer(id).await?, own)?;
    access::expect_version(expected, employer.version)?;
    let mut faults = Faults::new();
    if let Some(email) = patch.email.and_then(|text| faults.take(read_email(&text))) {
        employer.profile.email = email;
    }
    if patch.phone.is_some() {
        employer.profile.phone = read_phone(patch.phone, &mut faults);
    }
    if let Some(description) = patch.description {
        understand::text(&description, "/description", 4000, true, &mut faults);
        employer.profile.description = description;
    }
    faults.into_result(())?;
    employer.updated_at = app.now();
    app.store
        .write(move |tx| async move {
            tx.update_employer(&mut employer).await?;
            Ok(employer)
        })
        .await
}

/// Records what the operator found, and lets the employer's vacancies follow in the same transaction.
///
/// # Errors
/// Anybody else is forbidden; a reason is needed where the check was not passed.
pub async fn verify_employer(
    app: &App,
    actor: Actor,
    id: EmployerId,
    decision: VerifyDecision,
) -> Result<Employer, Refusal> {
    access::operator(actor)?;
    let reason = decision.reason.filter(|reason| !reason.trim().is_empty());
    if decision.outcome != VerifyOutcome::Verified && reason.is_none() {
        return Err(Refusal::field("/reason", Code::Required));
    }
    let now = app.now();
    let due = now.with_timezone(&CHINA).date_naive().checked_add_months(Months::new(VERIFIED_MONTHS));
    let verified = decision.outcome == VerifyOutcome::Verified;
    let verification = Verification {
        state: match decision.outcome {
            VerifyOutcome::Verified => VerificationState::Verified,
            VerifyOutcome::Failed => VerificationState::Failed,
            VerifyOutcome::Suspended => VerificationState::Suspended,
        },
        at: Some(now),
        due: if verified { due } else { None },
        reason,
    };
    let event = if verified { StatusEvent::Verified } else { StatusEvent::Suspended };
    let told = match decision.outcome {
        VerifyOutcome::Verified => None,
        VerifyOutcome::Failed => Some(app.event(EventKind::VerificationFailed, id)),
        VerifyOutcome::Suspended => Some(app.event(EventKind::EmployerSuspended, id)),
    };
    let found = Found { id, verification, told };
    for tries in 1.. {
        let (found, follow) = (found.clone(), Follow::new(app, event, Cause::by(Role::Operator, now)));
        match app.store.write(move |tx| async move { found.enter(&tx, &follow).await }).await {
            // The operator asked for no version: what somebody changed meanwhile is looked at again.
            Err(Refusal::PreconditionFailed) if tries < TRIES => {}
            done => return done,
        }
    }
    Err(Refusal::PreconditionFailed)
}

/// What the operator found.
#[derive(Clone)]
struct Found {
    id: EmployerId,
    verification: Verification,
    told: Option<Event>,
}

impl Found {
    async fn enter(self, tx: &Tx, follow: &Follow) -> Result<Employer, Refusal> {
        let mut employer = tx.employer(self.id).await?.ok_or(Refusal::NotFound)?;
        enter(tx, &mut employer, self.verification, follow, self.told.as_ref()).await?;
        Ok(employer)
    }
}

/// Takes an employer to another verification: its vacancies follow, and it is told, all in the one transaction.
///
/// # Errors
/// Somebody changed the employer or one of its vacancies meanwhile.
pub(super) async fn enter(
    tx: &Tx,
    employer: &mut Employer,
    verification: Verification,
    follow: &Follow,
    told: Option<&Event>,
) -> Result<(), Refusal> {
    employer.verification = verification;
    employer.updated_at = follow.cause.at;
    tx.update_employer(employer).await?;
    follow.follow(tx, employer.id).await?;
    // Schools of its applicants are told here too, once there are applications.
    match told {
        Some(event) => Ok(tx.record_event(event).await?),
        None => Ok(()),
    }
}

type EventMaker = Box<dyn Fn(EventKind, VacancyId) -> Event + Send + Sync>;

/// Makes events inside a transaction, which outlives the borrow of the application.
fn app_events(app: &App) -> EventMaker {
    let (clock, entropy) = (std::sync::Arc::clone(&app.clock), std::sync::Arc::clone(&app.entropy));
    Box::new(move |kind, vacancy| Event {
        id: EventId::new(&*clock, &*entropy),
        kind,
        subject: vacancy.to_string(),
        at: clock.now(),
    })
}

/// How an employer's vacancies follow its verification.
pub(super) struct Follow {
    event: StatusEvent,
    cause: Cause,
    told: EventMaker,
}

impl Follow {
    /// By what happened to the verification, and by whom.
    pub(super) fn new(app: &App, event: StatusEvent, cause: Cause) -> Self {
        Self { event, cause, told: app_events(app) }
    }

    async fn follow(&self, tx: &Tx, employer: EmployerId) -> Result<(), Refusal> {
        let waiting = [Status::PendingVerification, Status::Suspended, Status::Published];
        for mut vacancy in tx.vacancies_of_employer_with_status(employer, &waiting).await? {
            let Ok(told) = vacancy.undergo(self.of(&vacancy), self.cause.clone()) else { continue };
            tx.update_vacancy(&mut vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            if let Some(kind) = told {
                tx.record_event(&(self.told)(kind, vacancy.id)).await?;
            }
        }
        Ok(())
    }

    /// What happens to a vacancy. One whose last day has passed meanwhile does not come back.
    fn of(&self, vacancy: &Vacancy) -> StatusEvent {
        let today = self.cause.at.with_timezone(&CHINA).date_naive();
        let over = vacancy.content.valid_until < today;
        if self.event == StatusEvent::Verified && over { StatusEvent::Expire } else { self.event }
    }
}
