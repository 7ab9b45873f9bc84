//! Graduates read and change what is kept about them; their schools do so for them.

mod alerts;
mod ties;

pub(super) use alerts::{default_alert, follow_changes};
pub(super) use ties::{follow_stages, has_live_tie, is_live, registered_at};

use super::{
    App, access,
    applications::{Means, persistently, withdraw_with_consent},
    employers::read_email,
    page::{Page, PageRequest},
    words,
};
use crate::{
    domain::{
        consent::{Consent, Purpose, is_given},
        email_address::EmailAddress,
        graduate::{Graduate, Preferences},
        ids::GraduateId,
        money::Fen,
        party::{Actor, Party},
        phone,
        refusal::{Code, Faults, FieldError, Refusal},
    },
    store::changes::Subject,
};
use chrono::{DateTime, NaiveDate, Utc};
use jobbridge_index::Vocabulary;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// The most regions or occupations somebody may wish for.
const MOST_WISHES: usize = 20;
/// The most a wish for pay may be, a month.
const MOST_PAY: Fen = Fen::yuan(1_000_000);

/// What can be changed of a graduate. What is left out stays as it is.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GraduatePatch {
    /// What this person wants, in the place of all that was said before.
    pub preferences: Option<Preferences>,
    /// Consents given and withdrawn.
    pub consents: Option<Vec<ConsentChange>>,
    /// The address for alerts and sign-in; empty takes it away.
    pub email: Option<String>,
    /// The mobile number; empty takes it away.
    pub phone: Option<String>,
}

/// A consent given or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentChange {
    /// For what.
    pub purpose: Purpose,
    /// Given, or withdrawn.
    pub given: bool,
}

/// A school's students, past ones too, the oldest first.
///
/// # Errors
/// Anybody but a school is forbidden.
pub async fn list_graduates(app: &App, actor: Actor, page: PageRequest) -> Result<Page<Graduate>, Refusal> {
    let school = access::school(actor)?;
    let rows = app.store.graduates_of_school(school, page.after()?, page.fetch()).await?;
    Ok(Page::cut(rows, &page, |graduate| graduate.id.to_string()))
}

/// Reads a graduate.
///
/// # Errors
/// Not there for others than the graduate and their schools.
pub async fn read_graduate(app: &App, actor: Actor, id: GraduateId) -> Result<Graduate, Refusal> {
    access::visible(app.store.graduate(id).await?, |graduate| access::sees_graduate(actor, graduate))
}

/// Changes what a graduate wants, agreed to and is reached by. A withdrawn consent acts at once: the change log
/// takes the person out of every index.
///
/// # Errors
/// Faults of the patch; another version than expected. A school that the person has left is forbidden, and so is
/// one that speaks of consents without holding the registration.
pub async fn change_graduate(
    app: &App,
    actor: Actor,
    id: GraduateId,
    expected: Option<i64>,
    patch: GraduatePatch,
) -> Result<Graduate, Refusal> {
    let graduate = read_graduate(app, actor, id).await?;
    if !may_change(actor, &graduate, app.today(), patch.consents.is_some()) {
        return Err(Refusal::Forbidden);
    }
    let change = Change::read(&app.words, patch)?;
    let (clock, entropy) = (Arc::clone(&app.clock), Arc::clone(&app.entropy));
    let means = Means::of(app);
    persistently(app, move |tx| {
        let (change, means) = (change.clone(), means.clone());
        let (clock, entropy) = (Arc::clone(&clock), Arc::clone(&entropy));
        async move {
            let before = tx.graduate(id).await?.ok_or(Refusal::NotFound)?;
            access::expect_version(expected, before.version)?;
            let mut graduate = before.clone();
            change.apply(&mut graduate, clock.now());
            if graduate == before {
                return Ok(graduate);
            }
            graduate.updated_at = clock.now();
            tx.update_graduate(&mut graduate).await?;
            follow_changes(&tx, &before, &graduate, (&*clock, &*entropy)).await?;
            if before.consents_to(Purpose::Matching) && !graduate.consents_to(Purpose::Matching) {
                withdraw_with_consent(&tx, &means, id).await?;
            }
            tx.record_change(Subject::Graduate(id)).await?;
            Ok(graduate)
        }
    })
    .await
}

/// Whether the actor, who sees the graduate, may change something; consents are for the person and for the school
/// that holds the registration.
fn may_change(actor: Actor, graduate: &Graduate, today: NaiveDate, consents: bool) -> bool {
    match actor.party {
        Party::Graduate(id) => id == graduate.id,
        Party::School(school) if consents => registered_at(graduate, today) == Some(school),
        Party::School(school) => has_live_tie(graduate, school, today),
        _ => false,
    }
}

/// A patch that was understood.
#[derive(Clone)]
struct Change {
    preferences: Option<Preferences>,
    consents: Vec<ConsentChange>,
    email: Option<Option<EmailAddress>>,
    phone: Option<Option<String>>,
}

impl Change {
    fn read(words: &Vocabulary, patch: GraduatePatch) -> Result<Self, Refusal> {
        let mut faults = Faults::new();
        if let Some(preferences) = &patch.preferences {
            check_preferences(words, preferences, &mut faults);
        }
        let optional =
            |text: Option<String>| text.map(|text| Some(text).filter(|text| !text.trim().is_empty()));
        let (email, phone) = (optional(patch.email), optional(patch.phone));
        let email = email.map(|text| text.and_then(|text| faults.take(read_email(&text))));
        let phone = phone.map(|text| text.and_then(|text| faults.take(read_phone(&text))));
        let consents = patch.consents.unwrap_or_default();
        faults.into_result(Self { preferences: patch.preferences, consents, email, phone })
    }

    fn apply(self, graduate: &mut Graduate, now: DateTime<Utc>) {
        if let Some(preferences) = self.preferences {
            graduate.preferences = preferences;
        }
        for change in self.consents {
            change_consent(&mut graduate.consents, change, now);
        }
        if let Some(email) = self.email {
            graduate.person.email = email;
        }
        if let Some(phone) = self.phone {
            graduate.person.phone = phone;
        }
    }
}

/// Gives or withdraws a consent; what is so already keeps its date.
fn change_consent(consents: &mut Vec<Consent>, change: ConsentChange, now: DateTime<Utc>) {
    let ConsentChange { purpose, given } = change;
    if given && !is_given(consents, purpose) {
        consents.push(Consent { purpose, from: now, withdrawn_at: None });
    }
    if !given {
        let live = |one: &&mut Consent| one.purpose == purpose && one.withdrawn_at.is_none();
        consents.iter_mut().filter(live).for_each(|one| one.withdrawn_at = Some(now));
    }
}

fn read_phone(text: &str) -> Result<String, FieldError> {
    phone::mobile(text).map_err(|_| FieldError::new("/phone", Code::InvalidPhone))
}

fn check_preferences(words: &Vocabulary, preferences: &Preferences, faults: &mut Faults) {
    let lists = [
        ("/preferences/regions", preferences.regions.len()),
        ("/preferences/occupations", preferences.occupations.len()),
        ("/preferences/kinds", preferences.kinds.len()),
        ("/preferences/shifts", preferences.shifts.len()),
    ];
    for (pointer, length) in lists {
        if length > MOST_WISHES {
            faults.add(pointer, Code::OutOfRange);
        }
    }
    for (place, region) in preferences.regions.iter().take(MOST_WISHES).enumerate() {
        faults.take(words::region_code(words, region.as_str(), &format!("/preferences/regions/{place}")));
    }
    for (place, code) in preferences.occupations.iter().take(MOST_WISHES).enumerate() {
        faults.take(words::occupation(words, code, &format!("/preferences/occupations/{place}")));
    }
    if preferences.pay_min.is_some_and(|pay| pay <= Fen(0) || pay > MOST_PAY) {
        faults.add("/preferences/pay_min", Code::OutOfRange);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::region::RegionCode;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_consent_keeps_its_first_date_and_a_withdrawn_one_its_history() {
        let (first, later) = (at("2026-06-01T08:00:00+08:00"), at("2026-06-20T08:00:00+08:00"));
        let change = |given| ConsentChange { purpose: Purpose::Matching, given };
        let mut consents = Vec::new();
        change_consent(&mut consents, change(true), first);
        change_consent(&mut consents, change(true), later);
        assert_eq!(consents, [Consent { purpose: Purpose::Matching, from: first, withdrawn_at: None }]);
        change_consent(&mut consents, change(false), later);
        assert!(!is_given(&consents, Purpose::Matching));
        change_consent(&mut consents, change(true), later);
        assert!(is_given(&consents, Purpose::Matching) && consents.len() == 2);
        assert_eq!(consents[0].withdrawn_at, Some(later));
    }

    #[test]
    fn unknown_regions_and_occupations_are_refused_where_they_stand() {
        let words = Vocabulary::load().unwrap();
        let preferences = Preferences {
            regions: vec![RegionCode::parse("4403").unwrap(), RegionCode::parse("999999").unwrap()],
            occupations: vec!["6-18-01-01".to_owned(), "9-99-99-99".to_owned()],
            pay_min: Some(Fen(0)),
            ..Preferences::default()
        };
        let mut faults = Faults::new();
        check_preferences(&words, &preferences, &mut faults);
        let faults: Vec<_> = faults.into_vec().into_iter().map(|fault| (fault.pointer, fault.code)).collect();
        let expected = [
            ("/preferences/regions/1", Code::UnknownRegion),
            ("/preferences/occupations/1", Code::UnknownOccupation),
            ("/preferences/pay_min", Code::OutOfRange),
        ];
        assert_eq!(faults, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn an_empty_address_takes_it_away_and_none_leaves_it() {
        let words = Vocabulary::load().unwrap();
        let patch = GraduatePatch { email: Some(" ".to_owned()), ..GraduatePatch::default() };
        let change = Change::read(&words, patch).unwrap();
        assert_eq!((change.email, change.phone), (Some(None), None));
        let patch = GraduatePatch {
            email: Some("a@b".to_owned()),
            phone: Some("123".to_owned()),
            ..GraduatePatch::default()
        };
        let Err(Refusal::Invalid(faults)) = Change::read(&words, patch) else { panic!() };
        assert_eq!(
            faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
            [Code::InvalidEmail, Code::InvalidPhone]
        );
    }
}
