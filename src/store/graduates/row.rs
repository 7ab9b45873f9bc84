//! The row of a graduate. Its numbers are sealed: the identity number, and the national student number, which is
//! mostly a `G` before the identity number.

use super::Table;
use crate::{
    domain::{
        graduate::{Graduate, Person},
        identity_number::IdentityNumber,
        ids::{GraduateId, ProgrammeId},
    },
    store::{
        cipher::{Cipher, Place},
        error::StoreError,
        sign_in::email_key,
        table::{Versioned, json, parsed},
    },
};
use sea_orm::{JsonValue, entity::prelude::*};
use serde_json::{Map, Value};

#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "graduates")]
pub(in crate::store) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    version: i64,
    identity_hash: Vec<u8>,
    numbers: Vec<u8>,
    email: Option<String>,
    programme: Option<Uuid>,
    class_name: Option<String>,
    graduates_on: Date,
    created_at: DateTimeUtc,
    updated_at: DateTimeUtc,
    person: Json,
    protected: Json,
    links: Json,
    major: Json,
    preferences: Json,
    consents: Json,
    record: Json,
}

impl ActiveModelBehavior for ActiveModel {}

/// The fields of a person that are sealed.
const SEALED: [&str; 2] = ["identity_number", "national_student_number"];

/// The hash under which an identity number is found.
pub(super) fn identity_hash(number: &IdentityNumber, cipher: &Cipher) -> Vec<u8> {
    cipher.hash("identity number", number.as_str())
}

fn place(id: &Uuid) -> Place<'_> {
    Place { column: "graduates.numbers", row: id.as_bytes() }
}

/// Takes the numbers out of the person and seals them.
fn split(id: &Uuid, person: &Person, cipher: &Cipher) -> Result<(JsonValue, Vec<u8>), StoreError> {
    let Value::Object(mut open) = json(person)? else { return Err(StoreError::Corrupt("person")) };
    let numbers: Map<_, _> = SEALED.iter().filter_map(|field| open.remove_entry(*field)).collect();
    let numbers = serde_json::to_vec(&numbers).map_err(|_| StoreError::Corrupt("person"))?;
    Ok((Value::Object(open), cipher.seal(&place(id), &numbers)?))
}

/// Puts the numbers back.
fn join(id: &Uuid, person: JsonValue, numbers: &[u8], cipher: &Cipher) -> Result<Person, StoreError> {
    let Value::Object(mut whole) = person else { return Err(StoreError::Corrupt("person")) };
    let numbers = cipher.open(&place(id), numbers)?;
    let numbers: Map<_, _> = serde_json::from_slice(&numbers).map_err(|_| StoreError::Corrupt("person"))?;
    whole.extend(numbers);
    parsed(Value::Object(whole))
}

impl Table for Entity {
    type Value = Graduate;

    fn id() -> Column {
        Column::Id
    }

    fn key(graduate: &Graduate) -> Uuid {
        graduate.id.0
    }

    fn row(graduate: &Graduate, cipher: &Cipher) -> Result<Model, StoreError> {
        let (person, numbers) = split(&graduate.id.0, &graduate.person, cipher)?;
        Ok(Model {
            id: graduate.id.0,
            version: graduate.version,
            identity_hash: identity_hash(&graduate.person.identity_number, cipher),
            numbers,
            email: graduate.person.email.as_ref().map(email_key),
            programme: graduate.programme.map(|programme| programme.0),
            class_name: graduate.class_name.clone(),
            graduates_on: graduate.graduates_on,
            created_at: graduate.created_at,
            updated_at: graduate.updated_at,
            person,
            protected: json(&graduate.protected)?,
            links: json(&graduate.links)?,
            major: json(&graduate.major)?,
            preferences: json(&graduate.preferences)?,
            consents: json(&graduate.consents)?,
            record: json(&graduate.record)?,
        })
    }

    fn value(row: Model, cipher: &Cipher) -> Result<Graduate, StoreError> {
        Ok(Graduate {
            id: GraduateId(row.id),
            version: row.version,
            person: join(&row.id, row.person, &row.numbers, cipher)?,
            protected: parsed(row.protected)?,
            links: parsed(row.links)?,
            programme: row.programme.map(ProgrammeId),
            class_name: row.class_name,
            major: parsed(row.major)?,
            graduates_on: row.graduates_on,
            preferences: parsed(row.preferences)?,
            consents: parsed(row.consents)?,
            record: parsed(row.record)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

impl Versioned for Entity {
    fn version() -> Column {
        Column::Version
    }

    fn version_of(graduate: &mut Graduate) -> &mut i64 {
        &mut graduate.version
    }
}
