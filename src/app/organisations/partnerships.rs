//! Partnerships of schools, entered by the operator or by a school that is in them.

use super::{references, schools::LONGEST_NAME};
use crate::{
    app::{
        App, access, merge_patch,
        page::{Page, PageRequest},
        understand,
    },
    domain::{
        ids::{PartnershipId, SchoolId},
        partnership::{Partnership, PartnershipTerms},
        party::{Actor, Party},
        refusal::{Code, Faults, FieldError, Refusal},
    },
};

/// The most western or rural schools in one partnership.
const MOST_HOME_SCHOOLS: usize = 100;

/// Enters a partnership.
///
/// # Errors
/// Faults of the terms; forbidden for those who are not in it.
pub async fn create_partnership(
    app: &App,
    actor: Actor,
    terms: PartnershipTerms,
) -> Result<Partnership, Refusal> {
    may_agree(actor, &terms)?;
    let terms = checked(app, terms).await?;
    let now = app.now();
    let id = PartnershipId::new(&*app.clock, &*app.entropy);
    let partnership = Partnership { id, version: 1, terms, created_at: now, updated_at: now };
    let kept = partnership.clone();
    app.store.write(|tx| async move { Ok::<_, Refusal>(tx.insert_partnership(&kept).await?) }).await?;
    Ok(partnership)
}

/// Changes what was agreed, by a merge patch (RFC 7396).
///
/// # Errors
/// As [`create_partnership`]; another version than expected; not there for those who are not in it.
pub async fn change_partnership(
    app: &App,
    actor: Actor,
    id: PartnershipId,
    expected: Option<i64>,
    patch: serde_json::Value,
) -> Result<Partnership, Refusal> {
    let mut partnership = read_partnership(app, actor, id).await?;
    access::expect_version(expected, partnership.version)?;
    let form = serde_json::to_value(&partnership.terms).map_err(merge_patch::unwritable)?;
    let terms: PartnershipTerms = merge_patch::merged(form, patch)?;
    may_agree(actor, &terms)?;
    let terms = checked(app, terms).await?;
    if terms == partnership.terms {
        return Ok(partnership);
    }
    partnership.terms = terms;
    partnership.updated_at = app.now();
    app.store
        .write(|tx| async move {
            tx.update_partnership(&mut partnership).await?;
            Ok(partnership)
        })
        .await
}

/// Reads a partnership.
///
/// # Errors
/// Not there for others than the operator and the schools in it.
pub async fn read_partnership(app: &App, actor: Actor, id: PartnershipId) -> Result<Partnership, Refusal> {
    access::visible(app.store.partnership(id).await?, |one| is_in(actor, &one.terms))
}

/// The partnerships: all for the operator, its own for a school.
///
/// # Errors
/// Anybody else is forbidden.
pub async fn list_partnerships(
    app: &App,
    actor: Actor,
    page: PageRequest,
) -> Result<Page<Partnership>, Refusal> {
    let after = page.after::<PartnershipId>()?;
    let rows = if actor.party == Party::Operator {
        app.store.list_partnerships(after, page.fetch()).await?
    } else {
        let own = app.store.partnerships_of_school(access::school(actor)?).await?;
        own.into_iter().filter(|one| after.is_none_or(|after| one.id > after)).collect()
    };
    Ok(Page::cut(rows, &page, |one| one.id.to_string()))
}

fn members(terms: &PartnershipTerms) -> impl Iterator<Item = SchoolId> {
    std::iter::once(terms.partner_school).chain(terms.home_schools.iter().copied())
}

fn is_in(actor: Actor, terms: &PartnershipTerms) -> bool {
    match actor.party {
        Party::Operator => true,
        Party::School(school) => members(terms).any(|member| member == school),
        _ => false,
    }
}

fn may_agree(actor: Actor, terms: &PartnershipTerms) -> Result<(), Refusal> {
    if is_in(actor, terms) { Ok(()) } else { Err(Refusal::Forbidden) }
}

async fn checked(app: &App, mut terms: PartnershipTerms) -> Result<PartnershipTerms, Refusal> {
    terms.name = terms.name.trim().to_owned();
    let mut faults = Faults::new();
    check(&terms, &mut faults);
    let homes = terms.home_schools.iter().enumerate();
    let mut asked = vec![("/partner_school".to_owned(), terms.partner_school)];
    asked.extend(homes.map(|(place, id)| (format!("/home_schools/{place}"), *id)));
    references::schools(&app.store, &asked, &mut faults).await?;
    faults.into_result(terms)
}

fn check(terms: &PartnershipTerms, faults: &mut Faults) {
    understand::text(&terms.name, "/name", LONGEST_NAME, false, faults);
    if terms.home_schools.is_empty() {
        faults.add("/home_schools", Code::Required);
    }
    if terms.home_schools.len() > MOST_HOME_SCHOOLS {
        faults.add("/home_schools", Code::OutOfRange);
    }
    for (place, home) in terms.home_schools.iter().enumerate() {
        let pointer = format!("/home_schools/{place}");
        if *home == terms.partner_school {
            faults.push(FieldError::new(pointer, Code::InvalidValue).with_message(
                "合作学校不能同时是生源地学校",
                "the partner school cannot be a home school too",
            ));
        } else if terms.home_schools[..place].contains(home) {
            faults.push(
                FieldError::new(pointer, Code::InvalidValue)
                    .with_message("该学校重复出现", "this school stands here twice"),
            );
        }
    }
    if terms.to.is_some_and(|to| to < terms.from) {
        faults.add("/to", Code::RangeReversed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn school(number: u128) -> SchoolId {
        SchoolId(Uuid::from_u128(number))
    }

    fn terms() -> PartnershipTerms {
        PartnershipTerms {
            name: "隆林—深圳合作办学".to_owned(),
            partner_school: school(1),
            home_schools: vec![school(2), school(3)],
            from: "2024-09-01".parse().unwrap(),
            to: None,
            synthetic: true,
        }
    }

    fn faults(change: impl FnOnce(&mut PartnershipTerms)) -> Vec<(String, Code)> {
        let mut terms = terms();
        change(&mut terms);
        let mut faults = Faults::new();
        check(&terms, &mut faults);
        faults.into_vec().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn each_school_stands_once_and_at_one_end() {
        assert_eq!(faults(|_| ()), []);
        let twice = faults(|terms| terms.home_schools.push(school(2)));
        assert_eq!(twice, [("/home_schools/2".to_owned(), Code::InvalidValue)]);
        let both = faults(|terms| terms.home_schools[0] = school(1));
        assert_eq!(both, [("/home_schools/0".to_owned(), Code::InvalidValue)]);
        let none = faults(|terms| terms.home_schools.clear());
        assert_eq!(none, [("/home_schools".to_owned(), Code::Required)]);
    }

    #[test]
    fn it_ends_no_sooner_than_it_begins() {
        assert_eq!(faults(|terms| terms.to = Some(terms.from)), []);
        let reversed = faults(|terms| terms.to = terms.from.pred_opt());
        assert_eq!(reversed, [("/to".to_owned(), Code::RangeReversed)]);
    }

    #[test]
    fn only_the_operator_and_the_schools_in_it_see_it() {
        let seen = |party| is_in(Actor::of(party), &terms());
        assert!(seen(Party::Operator) && seen(Party::School(school(1))) && seen(Party::School(school(3))));
        assert!(!seen(Party::School(school(4))));
    }
}
