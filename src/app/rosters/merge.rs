//! What a row makes of what is known: somebody new, a change, nothing, or a conflict. What the file does not say stays
//! as it is, and what a person said of themselves is not overwritten by a file.

use super::{Taken, record, resolve::Entry, scene::Scene};
use crate::{
    app::{
        graduates::{follow_stages, has_live_tie, is_live, registered_at},
        training,
    },
    domain::{
        consent::Consent,
        graduate::{Graduate, Person, Preferences, Protected, SchoolLink, SchoolRole},
        ids::{GraduateId, SchoolId},
        refusal::{Code, FieldError},
        training_record::TrainingRecord,
    },
};
use chrono::NaiveDate;

/// What becomes of a row.
pub(super) enum Decision {
    /// Somebody new.
    Create(Box<Graduate>),
    /// Somebody known, changed: before and after.
    Update(Box<(Graduate, Graduate)>),
    /// Somebody known, and nothing new said.
    Unchanged(GraduateId),
    /// The row is refused.
    Refuse(Vec<FieldError>),
    /// The row is refused because another school holds the registration: two schools claim one student.
    Disputed(Dispute),
}

/// A student whom the importing school enters and another one has registered.
pub(super) struct Dispute {
    /// The student.
    pub(super) graduate: GraduateId,
    /// Who holds the registration.
    pub(super) holder: SchoolId,
    /// What the row is answered.
    pub(super) fault: FieldError,
}

/// Decides what becomes of a row.
pub(super) fn decide(scene: &Scene, entry: &Entry, known: Option<Graduate>) -> Decision {
    if let Some(dispute) = known.as_ref().and_then(|known| dispute(scene, known)) {
        return Decision::Disputed(dispute);
    }
    let told = match scene.taken {
        Taken::Roster => tell_all(scene, entry, known.as_ref()),
        Taken::TrainingRecords => tell_record(scene, entry, known.as_ref()),
    };
    match (told, known) {
        (Err(faults), _) => Decision::Refuse(faults),
        (Ok(graduate), None) => Decision::Create(Box::new(graduate)),
        (Ok(graduate), Some(known)) if graduate == known => Decision::Unchanged(known.id),
        (Ok(mut graduate), Some(known)) => {
            graduate.updated_at = scene.now;
            Decision::Update(Box::new((known, graduate)))
        }
    }
}

fn tell_all(scene: &Scene, entry: &Entry, known: Option<&Graduate>) -> Result<Graduate, Vec<FieldError>> {
    let contradictions = known.map(|known| contradictions(scene, entry, known)).unwrap_or_default();
    if !contradictions.is_empty() {
        return Err(contradictions);
    }
    let mut graduate = known.cloned().map_or_else(|| start(scene, entry), Ok)?;
    tell(scene, entry, &mut graduate);
    record::tell(scene, entry, &mut graduate)?;
    follow_stages(&mut graduate);
    Ok(graduate)
}

/// What the school with the registration says of somebody is not for another school to say otherwise.
fn contradictions(scene: &Scene, entry: &Entry, known: &Graduate) -> Vec<FieldError> {
    if registered_at(known, scene.today).is_none_or(|holder| holder == scene.school.id) {
        return Vec::new();
    }
    let headers = &scene.headers;
    let other_major = entry.major.as_ref().is_some_and(|major| *major != known.major);
    let other_end = entry.told.graduates_on.is_some_and(|end| end != known.graduates_on);
    let found = [
        (known.person.name != entry.told.name, &headers.name),
        (other_major, &headers.major_code),
        (other_end, &headers.graduates_on),
    ];
    let fault = |header: &String| FieldError::new(header, Code::ContradictsRegister);
    found.into_iter().filter(|(differs, _)| *differs).map(|(_, header)| fault(header)).collect()
}

/// The record alone, of somebody who is known, by a school that may write it now.
fn tell_record(scene: &Scene, entry: &Entry, known: Option<&Graduate>) -> Result<Graduate, Vec<FieldError>> {
    let identity = &scene.headers.identity;
    let known = known.filter(|known| known.belongs_to(scene.school.id));
    let mut graduate = known.cloned().ok_or_else(|| {
        let fault = FieldError::new(identity, Code::UnknownReference);
        vec![fault.with_message(
            "本校没有这名学生，请先导入花名册",
            "No student of the school: import the roster first",
        )]
    })?;
    if !training::may_write(scene.school.id, &graduate, scene.today) {
        return Err(vec![FieldError::new(identity, Code::NotYourStage)]);
    }
    if graduate.person.name != entry.told.name {
        return Err(vec![FieldError::new(&scene.headers.name, Code::ContradictsRegister)]);
    }
    record::tell(scene, entry, &mut graduate)?;
    follow_stages(&mut graduate);
    Ok(graduate)
}

/// Whether another school holds the registration and this one has nothing to do with the person (any more): an old
/// roster must not bring somebody back.
fn dispute(scene: &Scene, known: &Graduate) -> Option<Dispute> {
    let holder = registered_at(known, scene.today).filter(|_| scene.taken == Taken::Roster)?;
    let fault = FieldError::new(&scene.headers.identity, Code::RegisteredElsewhere);
    let tied = has_live_tie(known, scene.school.id, scene.today);
    (!tied).then_some(Dispute { graduate: known.id, holder, fault })
}

/// Somebody new, as far as nothing but the beginning is said.
fn start(scene: &Scene, entry: &Entry) -> Result<Graduate, Vec<FieldError>> {
    let plan = entry.programme.as_ref().map(|programme| &programme.plan);
    let major = entry.major.clone().or_else(|| plan.map(|plan| plan.major.clone()));
    let graduates_on = entry.told.graduates_on.or_else(|| plan.map(|plan| plan.graduates_on));
    let last_stage = entry.stages.iter().map(|stage| stage.to).max();
    let graduates_on = graduates_on.or(last_stage).or(entry.by_schooling);
    let (Some(major), Some(graduates_on)) = (major.clone(), graduates_on) else {
        return Err(missing(scene, entry, (major.is_none(), graduates_on.is_none())));
    };
    let told = &entry.told;
    Ok(Graduate {
        id: GraduateId::new(&*scene.clock, &*scene.entropy),
        version: 1,
        person: Person {
            name: told.name.clone(),
            identity_number: told.identity_number.clone(),
            birth_date: told.birth_date,
            student_number: None,
            national_student_number: None,
            phone: None,
            email: None,
            origin: None,
            household: None,
            guardian: None,
            synthetic: scene.school.profile.synthetic,
        },
        protected: Protected::default(),
        links: Vec::new(),
        programme: None,
        class_name: None,
        major,
        graduates_on,
        preferences: Preferences::default(),
        consents: Vec::new(),
        record: TrainingRecord::default(),
        created_at: scene.now,
        updated_at: scene.now,
    })
}

fn missing(scene: &Scene, entry: &Entry, (major, end): (bool, bool)) -> Vec<FieldError> {
    let mut faults = Vec::new();
    if major {
        faults.push(FieldError::new(&scene.headers.major_code, Code::Required));
    }
    let unread = entry.told.schooling.is_some() && entry.told.admitted_on.is_some();
    match (end, unread) {
        (false, _) => {}
        (true, true) => faults.push(FieldError::new(&scene.headers.schooling, Code::InvalidValue)),
        (true, false) => {
            faults.push(FieldError::new(&scene.headers.graduates_on, Code::Required).with_message(
                "请填写毕业日期，或入学年月与学制",
                "Enter when training ends, or when it began and for how long",
            ));
        }
    }
    faults
}

fn tell(scene: &Scene, entry: &Entry, graduate: &mut Graduate) {
    tell_person(entry, &mut graduate.person);
    let (told, protected) = (&entry.told, &mut graduate.protected);
    protected.sex = Some(told.sex);
    say(&mut protected.ethnicity, &told.ethnicity);
    say(&mut protected.household_kind, &told.household_kind);
    say(&mut protected.poverty_household, &told.poverty_household);
    tie(scene, entry, graduate);
    // Each school has numbers and classes of its own; those of the school with the registration count.
    let registers = registered_at(graduate, scene.today) == Some(scene.school.id);
    if registers || graduate.person.student_number.is_none() {
        say(&mut graduate.person.student_number, &told.student_number);
    }
    if registers || graduate.class_name.is_none() {
        say(&mut graduate.class_name, &told.class_name);
    }
    if let Some(major) = &entry.major {
        graduate.major = major.clone();
    }
    if let Some(day) = told.graduates_on {
        graduate.graduates_on = day;
    }
    let wishes = &mut graduate.preferences;
    if wishes.regions.is_empty() {
        wishes.regions.clone_from(&entry.regions);
    }
    if wishes.occupations.is_empty() {
        wishes.occupations.clone_from(&entry.occupations);
    }
    wishes.pay_min = wishes.pay_min.or(told.wanted_pay);
    consent(scene, entry, &mut graduate.consents);
}

fn tell_person(entry: &Entry, person: &mut Person) {
    let told = &entry.told;
    person.name.clone_from(&told.name);
    say(&mut person.national_student_number, &told.national_student_number);
    say(&mut person.phone, &told.phone);
    say(&mut person.email, &told.email);
    say(&mut person.origin, &entry.origin);
    say(&mut person.household, &entry.household);
    say(&mut person.guardian, &told.guardian);
}

/// Takes over what is said; what is not said stays.
fn say<T: Clone>(kept: &mut Option<T>, told: &Option<T>) {
    if told.is_some() {
        kept.clone_from(told);
    }
}

/// Gives what was never spoken of. What somebody withdrew stays withdrawn, however often a file says otherwise.
fn consent(scene: &Scene, entry: &Entry, consents: &mut Vec<Consent>) {
    for purpose in &entry.told.consents {
        if consents.iter().all(|consent| consent.purpose != *purpose) {
            consents.push(Consent { purpose: *purpose, from: scene.now, withdrawn_at: None });
        }
    }
}

/// Ties the graduate to the school that imports and to those of the programme.
fn tie(scene: &Scene, entry: &Entry, graduate: &mut Graduate) {
    let first_stage = entry.stages.iter().map(|stage| stage.from).min();
    let since = entry.told.admitted_on.or(first_stage).unwrap_or(scene.today);
    if registered_at(graduate, scene.today).is_none() {
        // A registration that comes after others begins now, whenever the training began.
        let anew = graduate.links.iter().any(|link| link.role == SchoolRole::Registered);
        link(graduate, scene.school.id, SchoolRole::Registered, if anew { scene.today } else { since });
    }
    let Some(programme) = &entry.programme else { return };
    let plan = &programme.plan;
    if graduate.programme.is_some_and(|before| before != programme.id) {
        let left = |link: &&mut SchoolLink| {
            link.role == SchoolRole::Partner
                && Some(link.school) != plan.partner_school
                && is_live(link, scene.today)
        };
        graduate.links.iter_mut().filter(left).for_each(|link| link.to = Some(scene.today));
    }
    graduate.programme = Some(programme.id);
    for (school, role) in [(plan.home_school, SchoolRole::Origin), (plan.partner_school, SchoolRole::Partner)]
    {
        let tied = |school| {
            let links = graduate.links.iter();
            links
                .filter(|link| is_live(link, scene.today))
                .any(|link| (link.school, link.role) == (school, role))
        };
        if let Some(school) = school.filter(|school| !tied(*school)) {
            link(graduate, school, role, since);
        }
    }
}

fn link(graduate: &mut Graduate, school: SchoolId, role: SchoolRole, from: NaiveDate) {
    graduate.links.push(SchoolLink { school, role, from, to: None });
}
