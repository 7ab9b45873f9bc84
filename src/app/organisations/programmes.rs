//! Programmes: cohorts recruited under a partnership, entered by the operator or by a school in them.

use super::{majors::MajorDraft, programme_rules, references, schools::LONGEST_NAME};
use crate::{
    app::{
        App, access, merge_patch,
        page::{MAX_LIMIT, Page, PageRequest},
        understand, words,
    },
    domain::{
        ids::{EmployerId, PartnershipId, ProgrammeId, SchoolId},
        partnership::Partnership,
        party::{Actor, Party},
        programme::{Order, PlannedStage, Programme, ProgrammeForm, ProgrammePlan},
        refusal::{Code, Faults, FieldError, Refusal},
    },
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a programme is entered with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeDraft {
    /// What it is called.
    pub name: String,
    /// Its form.
    pub form: ProgrammeForm,
    /// Under which partnership, if under one.
    #[serde(default)]
    pub partnership: Option<PartnershipId>,
    /// The school of the students' home, none for independent enrolment.
    #[serde(default)]
    pub home_school: Option<SchoolId>,
    /// The eastern or urban school, none where only the home school teaches.
    #[serde(default)]
    pub partner_school: Option<SchoolId>,
    /// The major it teaches.
    pub major: MajorDraft,
    /// Its stages in order.
    #[serde(default)]
    pub stages: Vec<PlannedStage>,
    /// When its students graduate.
    pub graduates_on: NaiveDate,
    /// The order behind an order class.
    #[serde(default)]
    pub order: Option<Order>,
    /// Where its graduates are meant to work, as codes or in words.
    #[serde(default)]
    pub target_regions: Vec<String>,
    /// Made up for demonstration or test.
    #[serde(default)]
    pub synthetic: bool,
}

/// Enters a programme.
///
/// # Errors
/// Faults of the draft; forbidden for those who are not in it.
pub async fn create_programme(app: &App, actor: Actor, draft: ProgrammeDraft) -> Result<Programme, Refusal> {
    may_plan(actor, &draft)?;
    let plan = understood(app, draft).await?;
    let now = app.now();
    let id = ProgrammeId::new(&*app.clock, &*app.entropy);
    let programme = Programme { id, version: 1, plan, created_at: now, updated_at: now };
    let kept = programme.clone();
    app.store.write(|tx| async move { Ok::<_, Refusal>(tx.insert_programme(&kept).await?) }).await?;
    Ok(programme)
}

/// Changes a programme's plan, by a merge patch (RFC 7396) on the form it was entered with.
///
/// # Errors
/// As [`create_programme`]; another version than expected; not there for those who may not see it, forbidden for its
/// employer.
pub async fn change_programme(
    app: &App,
    actor: Actor,
    id: ProgrammeId,
    expected: Option<i64>,
    patch: serde_json::Value,
) -> Result<Programme, Refusal> {
    let mut programme = read_programme(app, actor, id).await?;
    let form = serde_json::to_value(draft_of(&programme.plan)).map_err(merge_patch::unwritable)?;
    let draft: ProgrammeDraft = merge_patch::merged(form, patch)?;
    may_plan(actor, &draft)?;
    access::expect_version(expected, programme.version)?;
    let plan = understood(app, draft).await?;
    if plan == programme.plan {
        return Ok(programme);
    }
    programme.plan = plan;
    programme.updated_at = app.now();
    app.store
        .write(|tx| async move {
            tx.update_programme(&mut programme).await?;
            Ok(programme)
        })
        .await
}

/// The form a plan would be entered with.
fn draft_of(plan: &ProgrammePlan) -> ProgrammeDraft {
    ProgrammeDraft {
        name: plan.name.clone(),
        form: plan.form,
        partnership: plan.partnership,
        home_school: plan.home_school,
        partner_school: plan.partner_school,
        major: MajorDraft::from(&plan.major),
        stages: plan.stages.clone(),
        graduates_on: plan.graduates_on,
        order: plan.order.clone(),
        target_regions: plan.target_regions.iter().map(ToString::to_string).collect(),
        synthetic: plan.synthetic,
    }
}

/// Reads a programme.
///
/// # Errors
/// Not there for others than the operator, its schools, and the employer behind its order.
pub async fn read_programme(app: &App, actor: Actor, id: ProgrammeId) -> Result<Programme, Refusal> {
    access::visible(app.store.programme(id).await?, |programme| sees(actor, &programme.plan))
}

/// The programmes: all for the operator, its own for a school, those it ordered for an employer.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_programmes(app: &App, actor: Actor, page: PageRequest) -> Result<Page<Programme>, Refusal> {
    let after = page.after::<ProgrammeId>()?;
    let rows = match actor.party {
        Party::Operator => app.store.list_programmes(after, page.fetch()).await?,
        Party::School(school) => {
            let own = app.store.programmes_of_school(school).await?;
            own.into_iter().filter(|one| after.is_none_or(|after| one.id > after)).collect()
        }
        Party::Employer(employer) => ordered_by(app, employer, after, page.fetch()).await?,
        Party::Department(_) | Party::Graduate(_) => return Err(Refusal::Forbidden),
    };
    Ok(Page::cut(rows, &page, |one| one.id.to_string()))
}

/// Looks through all programmes for an employer's: there are some thousands at most, and few ask.
async fn ordered_by(
    app: &App,
    employer: EmployerId,
    mut after: Option<ProgrammeId>,
    wanted: u64,
) -> Result<Vec<Programme>, Refusal> {
    let mut found = Vec::new();
    loop {
        let rows = app.store.list_programmes(after, u64::from(MAX_LIMIT)).await?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = Some(last.id);
        found.extend(rows.into_iter().filter(|one| is_order_of(employer, &one.plan)));
        if found.len() as u64 >= wanted {
            return Ok(found);
        }
    }
}

fn is_order_of(employer: EmployerId, plan: &ProgrammePlan) -> bool {
    plan.order.as_ref().is_some_and(|order| order.employer == employer)
}

fn sees(actor: Actor, plan: &ProgrammePlan) -> bool {
    match actor.party {
        Party::Operator => true,
        Party::School(school) => plan.schools().contains(&school),
        Party::Employer(employer) => is_order_of(employer, plan),
        Party::Department(_) | Party::Graduate(_) => false,
    }
}

fn may_plan(actor: Actor, draft: &ProgrammeDraft) -> Result<(), Refusal> {
    match actor.party {
        Party::Operator => Ok(()),
        Party::School(school) if [draft.home_school, draft.partner_school].contains(&Some(school)) => Ok(()),
        _ => Err(Refusal::Forbidden),
    }
}

async fn understood(app: &App, draft: ProgrammeDraft) -> Result<ProgrammePlan, Refusal> {
    let mut faults = Faults::new();
    understand::text(&draft.name, "/name", LONGEST_NAME, false, &mut faults);
    let major = faults.take(draft.major.read(&app.words));
    let regions = draft.target_regions.iter().enumerate();
    let target_regions = regions
        .filter_map(|(place, text)| {
            faults.take(words::region(&app.words, text, &format!("/target_regions/{place}")))
        })
        .collect();
    let Some(major) = major else { return Err(Refusal::Invalid(faults.into_vec())) };
    let plan = ProgrammePlan {
        name: draft.name.trim().to_owned(),
        form: draft.form,
        partnership: draft.partnership,
        home_school: draft.home_school,
        partner_school: draft.partner_school,
        major,
        stages: draft.stages,
        graduates_on: draft.graduates_on,
        order: draft.order,
        target_regions,
        synthetic: draft.synthetic,
    };
    check_references(app, &plan, &mut faults).await?;
    faults.into_result(plan)
}

async fn check_references(app: &App, plan: &ProgrammePlan, faults: &mut Faults) -> Result<(), Refusal> {
    let ends = [("/home_school", plan.home_school), ("/partner_school", plan.partner_school)];
    let ends = ends.into_iter().filter_map(|(pointer, id)| Some((pointer.to_owned(), id?)));
    let stages = plan.stages.iter().enumerate();
    let stages = stages.map(|(place, stage)| (format!("/stages/{place}/school"), stage.school));
    let asked: Vec<_> = ends.chain(stages).collect();
    let schools = references::schools(&app.store, &asked, faults).await?;
    programme_rules::check(plan, &schools, faults);
    if let Some(order) = &plan.order
        && app.store.employer(order.employer).await?.is_none()
    {
        faults.add("/order/employer", Code::UnknownReference);
    }
    if let Some(id) = plan.partnership {
        match app.store.partnership(id).await? {
            None => faults.add("/partnership", Code::UnknownReference),
            Some(partnership) => check_partnership(plan, &partnership, faults),
        }
    }
    Ok(())
}

/// The programme's schools must be in its partnership, each at its end.
fn check_partnership(plan: &ProgrammePlan, partnership: &Partnership, faults: &mut Faults) {
    let mut refuse = |pointer: &str| {
        faults.push(FieldError::new(pointer, Code::InvalidValue).with_message(
            "该学校不在所选合作办学关系中",
            "this school is not at this end of the partnership",
        ));
    };
    if plan.home_school.is_some_and(|home| !partnership.terms.home_schools.contains(&home)) {
        refuse("/home_school");
    }
    if plan.partner_school.is_some_and(|partner| partnership.terms.partner_school != partner) {
        refuse("/partner_school");
    }
}
