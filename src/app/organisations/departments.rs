//! The operator enters education departments.

use super::schools::LONGEST_NAME;
use crate::{
    app::{
        App, access,
        employers::read_email,
        keys,
        page::{Page, PageRequest},
        understand, words,
    },
    domain::{
        ids::DepartmentId,
        party::{Actor, Party},
        refusal::{Faults, Refusal},
        school::Department,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a department is entered with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DepartmentDraft {
    /// Its name.
    pub name: String,
    /// Its area, as a code or in words.
    pub region: String,
    /// Where it is written to.
    pub email: String,
    /// Made up for demonstration or test.
    #[serde(default)]
    pub synthetic: bool,
}

/// Enters a department, and makes its first key, which is shown once.
///
/// # Errors
/// Faults of the draft; anybody but the operator is forbidden.
pub async fn create_department(
    app: &App,
    actor: Actor,
    draft: DepartmentDraft,
) -> Result<(Department, String), Refusal> {
    access::operator(actor)?;
    let department = read_draft(app, draft)?;
    let (key, text) =
        keys::make_key(&*app.clock, &*app.entropy, Party::Department(department.id), "registration");
    let kept = department.clone();
    app.store
        .write(|tx| async move {
            tx.insert_department(&kept).await?;
            Ok::<_, Refusal>(tx.insert_key(&key).await?)
        })
        .await?;
    Ok((department, text))
}

fn read_draft(app: &App, draft: DepartmentDraft) -> Result<Department, Refusal> {
    let mut faults = Faults::new();
    understand::text(&draft.name, "/name", LONGEST_NAME, false, &mut faults);
    let region = faults.take(words::region(&app.words, &draft.region, "/region"));
    let email = faults.take(read_email(&draft.email));
    let (Some(region), Some(email)) = (region, email) else {
        return Err(Refusal::Invalid(faults.into_vec()));
    };
    faults.into_result(Department {
        id: DepartmentId::new(&*app.clock, &*app.entropy),
        name: draft.name.trim().to_owned(),
        region,
        email,
        synthetic: draft.synthetic,
        created_at: app.now(),
    })
}

/// Reads a department.
///
/// # Errors
/// Not there for others than the operator and itself.
pub async fn read_department(app: &App, actor: Actor, id: DepartmentId) -> Result<Department, Refusal> {
    let may = |_: &Department| matches!(actor.party, Party::Operator) || actor.party == Party::Department(id);
    access::visible(app.store.department(id).await?, may)
}

/// All departments, the oldest first.
///
/// # Errors
/// Anybody but the operator is forbidden.
pub async fn list_departments(
    app: &App,
    actor: Actor,
    page: PageRequest,
) -> Result<Page<Department>, Refusal> {
    access::operator(actor)?;
    let rows = app.store.list_departments(page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |department| department.id.to_string()))
}
