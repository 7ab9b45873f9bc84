//! Typed, sortable identifiers: a prefix that names the kind, then a UUIDv7 in TypeID's base32
//! (<https://github.com/jetify-com/typeid>, specification 0.3): `vac_01j…`.

use super::{clock::Clock, entropy::Entropy};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Crockford's alphabet in lower case, as TypeID has it.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 26 characters of five bits carry the 128 bits of a UUID, the first one only three of them.
const LENGTH: usize = 26;

/// A text that is no identifier of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of this kind")]
pub struct NotAnId;

/// Makes a version 7 UUID from a clock and an entropy source.
pub fn new_uuid(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let mut bytes = [0u8; 10];
    entropy.fill(&mut bytes);
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}

fn encode(prefix: &str, uuid: Uuid, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let bits = uuid.as_u128();
    write!(out, "{prefix}_")?;
    for place in (0..LENGTH).rev() {
        let digit = (bits >> (place * 5)) & 0x1f;
        write!(out, "{}", ALPHABET[digit as usize] as char)?;
    }
    Ok(())
}

fn decode(prefix: &str, text: &str) -> Result<Uuid, NotAnId> {
    let digits = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).ok_or(NotAnId)?;
    // The first character holds three bits: more would overflow 128.
    if digits.len() != LENGTH || digits.as_bytes()[0] > b'7' {
        return Err(NotAnId);
    }
    let mut bits = 0u128;
    for digit in digits.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == digit).ok_or(NotAnId)?;
        bits = (bits << 5) | value as u128;
    }
    Ok(Uuid::from_u128(bits))
}

macro_rules! typed_id {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The prefix before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// A new identifier, sortable by its time of making.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(new_uuid(clock, entropy))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                encode($prefix, self.0, out)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                encode($prefix, self.0, out)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                decode($prefix, text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| D::Error::custom(concat!("expected an identifier like ", $prefix, "_…")))
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some(concat!("^", $prefix, "_[0-7][0-9a-hjkmnp-tv-z]{25}$")))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

typed_id! {
    /// A vacancy.
    VacancyId = "vac";
    /// An employer.
    EmployerId = "emp";
    /// A graduate (a student until graduation; the person stays the same).
    GraduateId = "gra";
    /// A school, at either end.
    SchoolId = "sch";
    /// An education department.
    DepartmentId = "dep";
    /// A partnership of schools.
    PartnershipId = "par";
    /// A programme: one cohort recruited under a partnership.
    ProgrammeId = "prg";
    /// An application: one graduate on the way to one vacancy.
    ApplicationId = "app";
    /// A subscription: a saved search or an event alert.
    SubscriptionId = "sub";
    /// A webhook endpoint.
    WebhookId = "whk";
    /// An event.
    EventId = "evt";
    /// A notification: one event told to one receiver.
    NotificationId = "ntf";
    /// A delivery: one message to one address or endpoint.
    DeliveryId = "dlv";
    /// One try of a delivery.
    AttemptId = "att";
    /// An import of a file.
    ImportId = "imp";
    /// A decision of the operator on a vacancy.
    ReviewId = "rev";
    /// A placement round.
    RoundId = "rnd";
    /// An API key.
    KeyId = "key";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_specifications_example_reads_and_prints() {
        // From the TypeID specification's valid.json.
        let uuid: Uuid = "0188bac7-4afa-78aa-bc3b-bd1eef28d881".parse().unwrap();
        assert_eq!(VacancyId(uuid).to_string(), "vac_01h2xcejqtf2nbrexx3vqjhp41");
        assert_eq!("vac_01h2xcejqtf2nbrexx3vqjhp41".parse::<VacancyId>().unwrap().0, uuid);
    }

    #[test]
    fn a_foreign_prefix_and_an_overflow_are_refused() {
        assert!("emp_01h2xcejqtf2nbrexx3vqjhp41".parse::<VacancyId>().is_err());
        assert!("vac_81h2xcejqtf2nbrexx3vqjhp41".parse::<VacancyId>().is_err());
        assert!("vac_01h2xcejqtf2nbrexx3vqjhp4".parse::<VacancyId>().is_err());
        assert!("vac_01H2XCEJQTF2NBREXX3VQJHP41".parse::<VacancyId>().is_err());
        assert!("vac".parse::<VacancyId>().is_err());
        assert!("vac_é1h2xcejqtf2nbrexx3vqjhp4".parse::<VacancyId>().is_err());
    }
}
