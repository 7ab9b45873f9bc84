//! The operator enters schools; a school keeps its own address up to date.

use crate::{
    app::{
        App, access,
        employers::read_email,
        keys,
        page::{Page, PageRequest},
        understand, words,
    },
    domain::{
        ids::SchoolId,
        party::{Actor, Party},
        refusal::{Faults, Refusal},
        school::{School, SchoolKind, SchoolProfile},
    },
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The longest name of a school or department, in characters.
pub(super) const LONGEST_NAME: usize = 120;

/// What a school is entered with.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SchoolDraft {
    /// Its name.
    pub name: String,
    /// Under which administration it stands.
    pub kind: SchoolKind,
    /// Where it is, as a code or in words.
    pub region: String,
    /// The employment office's address.
    pub email: String,
    /// Made up for demonstration or test.
    #[serde(default)]
    pub synthetic: bool,
}

/// What can be changed of a school: the address by itself, the rest by the operator.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SchoolPatch {
    /// Its name.
    pub name: Option<String>,
    /// Where it is, as a code or in words.
    pub region: Option<String>,
    /// The employment office's address.
    pub email: Option<String>,
}

/// Enters a school, and makes its first key, which is shown once.
///
/// # Errors
/// Faults of the draft; anybody but the operator is forbidden.
pub async fn create_school(app: &App, actor: Actor, draft: SchoolDraft) -> Result<(School, String), Refusal> {
    access::operator(actor)?;
    let profile = read_draft(app, draft)?;
    let now = app.now();
    let id = SchoolId::new(&*app.clock, &*app.entropy);
    let school = School { id, version: 1, profile, created_at: now, updated_at: now };
    let (key, text) = keys::make_key(&*app.clock, &*app.entropy, Party::School(id), "registration");
    let kept = school.clone();
    app.store
        .write(|tx| async move {
            tx.insert_school(&kept).await?;
            Ok::<_, Refusal>(tx.insert_key(&key).await?)
        })
        .await?;
    Ok((school, text))
}

fn read_draft(app: &App, draft: SchoolDraft) -> Result<SchoolProfile, Refusal> {
    let mut faults = Faults::new();
    understand::text(&draft.name, "/name", LONGEST_NAME, false, &mut faults);
    let region = faults.take(words::region(&app.words, &draft.region, "/region"));
    let email = faults.take(read_email(&draft.email));
    let (Some(region), Some(email)) = (region, email) else {
        return Err(Refusal::Invalid(faults.into_vec()));
    };
    let name = draft.name.trim().to_owned();
    faults.into_result(SchoolProfile { name, kind: draft.kind, region, email, synthetic: draft.synthetic })
}

/// Reads a school. Its name and place are no secret; its address is, which is the front ends' to leave out.
///
/// # Errors
/// Not there.
pub async fn read_school(app: &App, _: Actor, id: SchoolId) -> Result<School, Refusal> {
    app.store.school(id).await?.ok_or(Refusal::NotFound)
}

/// All schools, the oldest first.
///
/// # Errors
/// A cursor of another list.
pub async fn list_schools(app: &App, _: Actor, page: PageRequest) -> Result<Page<School>, Refusal> {
    let rows = app.store.list_schools(page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |school| school.id.to_string()))
}

/// Changes a school.
///
/// # Errors
/// Faults of the patch; another version than expected. Others than the operator and the school itself are forbidden,
/// and so is the school where it would change who or where it is.
pub async fn change_school(
    app: &App,
    actor: Actor,
    id: SchoolId,
    expected: Option<i64>,
    patch: SchoolPatch,
) -> Result<School, Refusal> {
    let mut school = read_school(app, actor, id).await?;
    let itself = actor.party == Party::School(id) && patch.name.is_none() && patch.region.is_none();
    if actor.party != Party::Operator && !itself {
        return Err(Refusal::Forbidden);
    }
    access::expect_version(expected, school.version)?;
    let mut faults = Faults::new();
    if let Some(name) = patch.name {
        understand::text(&name, "/name", LONGEST_NAME, false, &mut faults);
        school.profile.name = name.trim().to_owned();
    }
    if let Some(region) =
        patch.region.and_then(|text| faults.take(words::region(&app.words, &text, "/region")))
    {
        school.profile.region = region;
    }
    if let Some(email) = patch.email.and_then(|text| faults.take(read_email(&text))) {
        school.profile.email = email;
    }
    faults.into_result(())?;
    school.updated_at = app.now();
    app.store
        .write(|tx| async move {
            tx.update_school(&mut school).await?;
            Ok(school)
        })
        .await
}
