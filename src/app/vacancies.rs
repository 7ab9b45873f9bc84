//! Employers post, change, close and re-open vacancies.

use super::{
    App, access, merge_patch,
    page::{Page, PageRequest},
    renewal,
    understand::understand,
};
use crate::{
    domain::{
        employer::{Employer, VerificationState},
        event::{Event, EventKind},
        ids::{EmployerId, VacancyId},
        party::{Actor, Party},
        refusal::{Code, Refusal},
        vacancy::{Status, StatusChange, StatusEvent, StatusReason, Vacancy, VacancyContent, VacancyDraft},
    },
    store::{StoreError, Tx, changes::Subject},
};

/// A vacancy with who posted it.
#[derive(Debug, Clone, PartialEq)]
pub struct VacancyView {
    /// The vacancy.
    pub vacancy: Vacancy,
    /// Its employer.
    pub employer: Employer,
}

/// What became of a posting.
#[derive(Debug, Clone, PartialEq)]
pub struct Posted {
    /// The vacancy as it stands, with its employer.
    pub view: VacancyView,
    /// Whether it is new.
    pub created: bool,
}

/// Posts a vacancy. Under a known reference with the same content it is the same vacancy.
///
/// # Errors
/// Faults of the draft; the reference is taken by other content.
pub async fn publish_vacancy(app: &App, actor: Actor, draft: VacancyDraft) -> Result<Posted, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let content = understood(app, draft).await?;
    if let Some(known) = by_reference(app, employer.id, content.reference.as_deref()).await? {
        return same_or_taken(known, employer, &content);
    }
    let vacancy = new_vacancy(app, &employer, content);
    let (kept, event) = (vacancy.clone(), published_event(app, &vacancy));
    let written = app.store.write(move |tx| async move { insert(&tx, &kept, event).await }).await;
    match written {
        Ok(()) => Ok(Posted { view: VacancyView { vacancy, employer }, created: true }),
        // Somebody else posted under the reference meanwhile: it is there now.
        Err(error) if error.is_conflict_on("vacancies_employer_reference") => {
            let reference = vacancy.content.reference.as_deref();
            let known = by_reference(app, employer.id, reference).await?.ok_or(Refusal::Unavailable)?;
            same_or_taken(known, employer, &vacancy.content)
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts the vacancy of a reference: made where it is new, changed where it differs, left alone where it is the same.
///
/// # Errors
/// Faults of the draft; another version than expected; another reference inside the draft.
pub async fn put_vacancy_by_reference(
    app: &App,
    actor: Actor,
    reference: String,
    expected: Option<i64>,
    mut draft: VacancyDraft,
) -> Result<Posted, Refusal> {
    let employer = acting_employer(app, actor).await?;
    if draft.reference.get_or_insert_with(|| reference.clone()) != &reference {
        return Err(Refusal::field("/reference", Code::InvalidValue));
    }
    let Some(known) = by_reference(app, employer.id, Some(&reference)).await? else {
        access::expect_version(expected, 0)?;
        return publish_vacancy(app, actor, draft).await;
    };
    access::expect_version(expected, known.version)?;
    let content = understood(app, draft).await?;
    if known.content == content {
        return Ok(Posted { view: VacancyView { vacancy: known, employer }, created: false });
    }
    let vacancy = replace_content(app, &employer, known, content).await?;
    Ok(Posted { view: VacancyView { vacancy, employer }, created: false })
}

/// Changes a vacancy by a merge patch (RFC 7396) on the posted form.
///
/// # Errors
/// A patch that leaves no draft; faults of what results; another version than expected; not the actor's.
pub async fn change_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    patch: serde_json::Value,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let known = own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, known.version)?;
    let mut form = serde_json::to_value(draft_of(&known.content)).map_err(merge_patch::unwritable)?;
    forget_replaced_readings(&mut form, &patch);
    let draft: VacancyDraft = merge_patch::merged(form, patch)?;
    if draft.reference != known.content.reference {
        return Err(Refusal::field("/reference", Code::InvalidValue));
    }
    let content = understood(app, draft).await?;
    if content.valid_until != known.content.valid_until {
        renewal::check(content.valid_until, app.today(), app.policy.renewal_days)?;
    }
    let vacancy = if content == known.content {
        known
    } else {
        replace_content(app, &employer, known, content).await?
    };
    Ok(VacancyView { vacancy, employer })
}

/// Closes a vacancy: it leaves every search and match at once.
///
/// # Errors
/// Closed already; another version than expected; not the actor's.
pub async fn close_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
) -> Result<VacancyView, Refusal> {
    step(app, actor, id, expected, |_| StatusEvent::Close).await
}

/// Opens a closed or expired vacancy again.
///
/// # Errors
/// Open already; its last day has passed; another version than expected; not the actor's.
pub async fn reopen_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
) -> Result<VacancyView, Refusal> {
    let employer = access::employer(actor)?;
    let known = own_vacancy(app, employer, id).await?;
    if known.content.valid_until < app.today() {
        return Err(Refusal::field("/valid_until", Code::DateInPast));
    }
    step(app, actor, id, expected, |employer| StatusEvent::Reopen {
        employer_verified: is_verified(employer),
    })
    .await
}

/// Reads a vacancy: a published one anybody, another one its employer and the operator.
///
/// # Errors
/// Not there for the actor.
pub async fn read_vacancy(app: &App, actor: Option<Actor>, id: VacancyId) -> Result<VacancyView, Refusal> {
    let vacancy =
        access::visible(app.store.vacancy(id).await?, |vacancy| match actor.map(|actor| actor.party) {
            Some(Party::Operator) => true,
            Some(Party::Employer(employer)) if employer == vacancy.employer => true,
            _ => vacancy.is_open_on(app.today()),
        })?;
    let employer = app.store.employer(vacancy.employer).await?.ok_or(Refusal::NotFound)?;
    Ok(VacancyView { vacancy, employer })
}

/// An employer's own vacancies, the newest first.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_vacancies(
    app: &App,
    actor: Actor,
    status: Option<Status>,
    page: PageRequest,
) -> Result<Page<VacancyView>, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let rows = app.store.vacancies_of(employer.id, status, page.after()?, page.fetch()).await?;
    let views = rows.into_iter().map(|vacancy| VacancyView { vacancy, employer: employer.clone() }).collect();
    Ok(Page::cut(views, &page, |view: &VacancyView| view.vacancy.id.to_string()))
}

pub(super) async fn acting_employer(app: &App, actor: Actor) -> Result<Employer, Refusal> {
    let id = access::employer(actor)?;
    app.store.employer(id).await?.ok_or(Refusal::NotFound)
}

pub(super) async fn own_vacancy(app: &App, employer: EmployerId, id: VacancyId) -> Result<Vacancy, Refusal> {
    access::visible(app.store.vacancy(id).await?, |vacancy| vacancy.employer == employer)
}

async fn by_reference(
    app: &App,
    employer: EmployerId,
    reference: Option<&str>,
) -> Result<Option<Vacancy>, Refusal> {
    match reference {
        Some(reference) => Ok(app.store.vacancy_by_reference(employer, reference).await?),
        None => Ok(None),
    }
}

/// Understands the draft, and checks that the programmes of its reserved seats exist.
async fn understood(app: &App, draft: VacancyDraft) -> Result<VacancyContent, Refusal> {
    let content = understand(&app.words, &*app.clock, draft)?;
    for (place, reserved) in content.reserved.iter().enumerate() {
        if app.store.programme(reserved.programme).await?.is_none() {
            return Err(Refusal::field(format!("/reserved/{place}/programme"), Code::UnknownProgramme));
        }
    }
    Ok(content)
}

fn same_or_taken(known: Vacancy, employer: Employer, content: &VacancyContent) -> Result<Posted, Refusal> {
    if &known.content == content {
        return Ok(Posted { view: VacancyView { vacancy: known, employer }, created: false });
    }
    Err(Refusal::Conflict { code: Code::AlreadyExists, link: Some(format!("/v1/vacancies/{}", known.id)) })
}

fn is_verified(employer: &Employer) -> bool {
    employer.verification.state == VerificationState::Verified
}

fn new_vacancy(app: &App, employer: &Employer, content: VacancyContent) -> Vacancy {
    let now = app.now();
    let (status, status_reasons) = if is_verified(employer) {
        (Status::Published, Vec::new())
    } else {
        (Status::PendingVerification, vec![StatusReason { code: Code::EmployerNotVerified }])
    };
    Vacancy {
        id: VacancyId::new(&*app.clock, &*app.entropy),
        employer: employer.id,
        version: 1,
        content,
        status,
        status_reasons,
        history: vec![StatusChange { status, at: now }],
        published_at: (status == Status::Published).then_some(now),
        created_at: now,
        updated_at: now,
    }
}

fn published_event(app: &App, vacancy: &Vacancy) -> Option<Event> {
    (vacancy.status == Status::Published).then(|| app.event(EventKind::VacancyPublished, vacancy.id))
}

async fn insert(tx: &Tx, vacancy: &Vacancy, event: Option<Event>) -> Result<(), StoreError> {
    tx.insert_vacancy(vacancy).await?;
    tx.record_change(Subject::Vacancy(vacancy.id)).await?;
    match event {
        Some(event) => tx.record_event(&event).await,
        None => Ok(()),
    }
}

/// An expired vacancy with a day ahead is open again.
async fn replace_content(
    app: &App,
    employer: &Employer,
    mut vacancy: Vacancy,
    content: VacancyContent,
) -> Result<Vacancy, Refusal> {
    vacancy.content = content;
    vacancy.updated_at = app.now();
    renewal::revive(&mut vacancy, employer, app.now());
    save(app, vacancy, None).await
}

pub(super) async fn save(app: &App, mut vacancy: Vacancy, event: Option<Event>) -> Result<Vacancy, Refusal> {
    app.store
        .write(move |tx| async move {
            tx.update_vacancy(&mut vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            if let Some(event) = event {
                tx.record_event(&event).await?;
            }
            Ok(vacancy)
        })
        .await
}

/// Moves a vacancy over the table of its statuses.
async fn step(
    app: &App,
    actor: Actor,
    id: VacancyId,
    expected: Option<i64>,
    event: impl FnOnce(&Employer) -> StatusEvent,
) -> Result<VacancyView, Refusal> {
    let employer = acting_employer(app, actor).await?;
    let mut vacancy = own_vacancy(app, employer.id, id).await?;
    access::expect_version(expected, vacancy.version)?;
    let status = vacancy.status.after(event(&employer)).ok_or(Refusal::conflict(Code::InvalidTransition))?;
    let now = app.now();
    let was_public = vacancy.status == Status::Published;
    vacancy.status = status;
    vacancy.status_reasons = match status {
        Status::PendingVerification => vec![StatusReason { code: Code::EmployerNotVerified }],
        _ => Vec::new(),
    };
    vacancy.history.push(StatusChange { status, at: now });
    vacancy.updated_at = now;
    let first = status == Status::Published && vacancy.published_at.is_none();
    if first {
        vacancy.published_at = Some(now);
    }
    let kind = match status {
        Status::Published if first => Some(EventKind::VacancyPublished),
        Status::Closed if was_public => Some(EventKind::VacancyClosed),
        _ => None,
    };
    let event = kind.map(|kind| app.event(kind, vacancy.id));
    Ok(VacancyView { vacancy: save(app, vacancy, event).await?, employer })
}

/// The posted form of what a vacancy says, on which a patch is merged.
pub fn draft_of(content: &VacancyContent) -> VacancyDraft {
    use crate::domain::vacancy::{PayDraft, Source, WorkplaceDraft};
    let pay = &content.pay;
    let numbers = pay.text.is_none();
    VacancyDraft {
        reference: content.reference.clone(),
        title: content.title.clone(),
        occupation: content
            .occupation
            .as_ref()
            .filter(|one| one.source == Source::Given)
            .map(|one| one.code.clone()),
        kind: content.kind,
        headcount: content.headcount,
        workplace: WorkplaceDraft {
            text: Some(content.workplace.text.clone()),
            region: Some(content.workplace.region.to_string()),
        },
        description: content.description.clone(),
        pay: PayDraft {
            text: pay.text.clone(),
            min: pay.min.filter(|_| numbers),
            max: pay.max.filter(|_| numbers),
            unit: numbers.then_some(pay.unit),
            months: numbers.then_some(pay.months),
            base: pay.base,
        },
        probation: content.probation.clone(),
        contract: content.contract.clone(),
        requirements: content.requirements.clone(),
        conditions: content.conditions.clone(),
        reserved: content.reserved.clone(),
        valid_until: content.valid_until,
        source: content.source.clone(),
    }
}

/// New words for the place or the pay replace what was given before as a whole: an old code beside new words, or old
/// words beside new numbers, would contradict them.
fn forget_replaced_readings(form: &mut serde_json::Value, patch: &serde_json::Value) {
    let says = |pointers: &[&str]| pointers.iter().any(|pointer| patch.pointer(pointer).is_some());
    let replaced = [
        ("workplace", says(&["/workplace/text", "/workplace/region"])),
        ("pay", says(&["/pay/text", "/pay/min", "/pay/max"])),
    ];
    for (field, _) in replaced.iter().filter(|(_, replaced)| *replaced) {
        form[*field] = serde_json::json!({});
    }
}
