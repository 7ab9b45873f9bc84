//! A round as a line of JSON, for measuring and comparing: `{"id", "residents": {name: [hospital, …]}, "hospitals":
//! {name: {"capacity", "preferences": [resident, …]}}}` in, `{"id", "resident_optimal", "hospital_optimal"}` out, each
//! a table from every resident to a hospital or null.
//!
//! The rules: a list may name only who is in the instance, and nobody twice; a pair counts only if each lists the
//! other; lists may be empty, capacities zero, and one larger than everybody is no fault; other fields are passed over.

use super::{Assignment, Choices, Lists, Market, MarketFault, Optimum, Seats, Side, assign, verify};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
    ser::SerializeMap,
};
use serde_json::ser::{Formatter, Serializer as JsonSerializer};
use std::{borrow::Cow, collections::HashMap, fmt, io, marker::PhantomData};

/// Why a line is no instance.
#[derive(Debug, thiserror::Error)]
pub enum InstanceFault {
    /// It is no JSON, or has another form.
    #[error("not an instance: {0}")]
    Form(#[from] serde_json::Error),
    /// A list names somebody who is not in the instance.
    #[error("the list of {owner} names {named:?}, which is no {wanted} of this instance")]
    Stranger {
        /// Whose list, such as `resident "3"`.
        owner: String,
        /// Who is named.
        named: String,
        /// What was wanted.
        wanted: &'static str,
    },
    /// A list names somebody twice.
    #[error("the list of {owner} names {named:?} twice")]
    Repeated {
        /// Whose list.
        owner: String,
        /// Who is named.
        named: String,
    },
    /// More entries than can be counted.
    #[error("more entries than 32 bits can count")]
    TooLarge,
    /// The answer did not pass the verifier: a fault of ours.
    #[error("the answer failed its own check")]
    Unproven,
    /// A fault that the checks before it should have found.
    #[error(transparent)]
    Market(#[from] MarketFault),
}

/// A line that was read.
#[derive(Debug, Deserialize)]
pub struct Instance<'a> {
    id: Id,
    #[serde(borrow)]
    residents: Table<'a, Vec<Name<'a>>>,
    #[serde(borrow)]
    hospitals: Table<'a, Hospital<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "the id is neither a whole number nor a text")]
enum Id {
    Number(i64),
    Large(u64),
    Text(String),
}

#[derive(Debug, Deserialize)]
struct Hospital<'a> {
    #[serde(deserialize_with = "capacity")]
    capacity: u32,
    #[serde(borrow)]
    preferences: Vec<Name<'a>>,
}

/// A negative one is an error; of a very large one nobody needs more than there are people.
fn capacity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let capacity = u64::deserialize(deserializer)?;
    Ok(u32::try_from(capacity).unwrap_or(u32::MAX))
}

/// A JSON object in the order in which it was written; a key that comes twice is an error.
#[derive(Debug)]
struct Table<'a, T>(Vec<(Name<'a>, T)>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Table<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rows<'a, T>(PhantomData<(&'a (), T)>);

        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Rows<'a, T> {
            type Value = Table<'a, T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut rows = Vec::new();
                while let Some(row) = map.next_entry()? {
                    rows.push(row);
                }
                let table = Table(rows);
                match table.numbers() {
                    Ok(_) => Ok(table),
                    Err(name) => Err(M::Error::custom(format_args!("{name:?} comes twice"))),
                }
            }
        }
        deserializer.deserialize_map(Rows(PhantomData))
    }
}

/// A name, borrowed from the line where it has no escapes.
#[derive(Debug, Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<T> Table<'_, T> {
    fn name(&self, number: usize) -> &str {
        &self.0[number].0.0
    }

    /// The number of each name, or a name that comes twice.
    fn numbers(&self) -> Result<HashMap<&str, u32>, &str> {
        let mut numbers = HashMap::with_capacity(self.0.len());
        for (number, (Name(name), _)) in (0_u32..).zip(&self.0) {
            if numbers.insert(name.as_ref(), number).is_some() {
                return Err(name);
            }
        }
        Ok(numbers)
    }
}

/// Decides an instance to the best of either side, has the verifier look at both, and says who got what, in one line
/// without its end.
///
/// # Errors
/// When the line is no instance.
pub fn answer(line: &str) -> Result<String, InstanceFault> {
    let instance: Instance<'_> = serde_json::from_str(line)?;
    let market = instance.market()?;
    let [residents, hospitals] = [Optimum::Graduates, Optimum::Employers].map(|side| assign(&market, side));
    if ![&residents, &hospitals].iter().all(|assignment| verify(&market, assignment).is_stable()) {
        return Err(InstanceFault::Unproven);
    }
    let answer = Answer {
        id: &instance.id,
        resident_optimal: Placed { instance: &instance, assignment: &residents },
        hospital_optimal: Placed { instance: &instance, assignment: &hospitals },
    };
    let mut line = Vec::new();
    answer.serialize(&mut JsonSerializer::with_formatter(&mut line, Spaced))?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

impl Instance<'_> {
    fn market(&self) -> Result<Market, InstanceFault> {
        let wishes = lists(&self.hospitals, self.residents.0.iter().map(|(_, list)| list), |list| {
            (format!("resident {:?}", self.residents.name(list)), "hospital")
        })?;
        let orders =
            lists(&self.residents, self.hospitals.0.iter().map(|(_, one)| &one.preferences), |list| {
                (format!("hospital {:?}", self.hospitals.name(list)), "resident")
            })?;
        let seats = self.hospitals.0.iter().map(|(_, one)| Seats::open(one.capacity)).collect();
        let programmes = vec![None; self.residents.0.len()];
        Market::new(&wishes, &programmes, seats, Choices::Lists(&orders)).map_err(|fault| self.named(fault))
    }

    /// The fault with the names of the line.
    fn named(&self, fault: MarketFault) -> InstanceFault {
        let MarketFault::Repeated { side, list, entry } = fault else { return fault.into() };
        let (whose, Name(owner), Name(named)) = match side {
            Side::Graduate => {
                let (owner, list) = &self.residents.0[list];
                ("resident", owner, &list[entry])
            }
            Side::Vacancy => {
                let (owner, hospital) = &self.hospitals.0[list];
                ("hospital", owner, &hospital.preferences[entry])
            }
        };
        InstanceFault::Repeated { owner: format!("{whose} {owner:?}"), named: named.to_string() }
    }
}

/// The lists in numbers.
fn lists<'a, T>(
    others: &Table<'_, T>,
    named: impl Iterator<Item = &'a Vec<Name<'a>>>,
    owner: impl Fn(usize) -> (String, &'static str),
) -> Result<Lists, InstanceFault> {
    let numbers = others.numbers().unwrap_or_default();
    let (mut lists, mut list) = (Lists::default(), Vec::new());
    for (number, names) in named.enumerate() {
        list.clear();
        for Name(name) in names {
            let Some(one) = numbers.get(name.as_ref()) else {
                let (owner, wanted) = owner(number);
                return Err(InstanceFault::Stranger { owner, named: name.to_string(), wanted });
            };
            list.push(*one);
        }
        if !lists.push(list.iter().copied()) {
            return Err(InstanceFault::TooLarge);
        }
    }
    Ok(lists)
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Id,
    resident_optimal: Placed<'a>,
    hospital_optimal: Placed<'a>,
}

struct Placed<'a> {
    instance: &'a Instance<'a>,
    assignment: &'a Assignment,
}

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let residents = &self.instance.residents.0;
        let mut map = serializer.serialize_map(Some(residents.len()))?;
        for ((Name(name), _), hospital) in residents.iter().zip(self.assignment.iter()) {
            let hospital = hospital.map(|hospital| self.instance.hospitals.name(hospital as usize));
            map.serialize_entry(name, &hospital)?;
        }
        map.end()
    }
}

/// One line, with a space behind each colon and comma.
struct Spaced;

impl Formatter for Spaced {
    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    /// Two implementations of others agreed on these.
    const KNOWN: &str = include_str!("../../../tests/fixtures/hospital_residents.jsonl");

    #[test]
    fn every_known_instance_is_answered_as_known_in_both_optima() {
        let mut differing = 0;
        for line in KNOWN.lines() {
            let known: Value = serde_json::from_str(line).unwrap();
            let answer = answer(line).unwrap();
            // To the letter: the known line ends as the answer does, from the first optimum on.
            let tail = answer.split_once("\"resident_optimal\"").unwrap().1;
            assert!(line.ends_with(tail), "{}\n{answer}", known["id"]);
            let answer: Value = serde_json::from_str(&answer).unwrap();
            assert_eq!(answer["id"], known["id"]);
            differing += u32::from(answer["resident_optimal"] != answer["hospital_optimal"]);
        }
        assert_eq!((KNOWN.lines().count(), differing), (150, 10));
    }

    fn instance(residents: Value, hospitals: Value) -> String {
        json!({"id": "x", "residents": residents, "hospitals": hospitals, "note": 1}).to_string()
    }

    fn said(residents: Value, hospitals: Value) -> String {
        answer(&instance(residents, hospitals)).unwrap_err().to_string()
    }

    #[test]
    fn one_sided_lists_empty_ones_and_extreme_capacities_have_a_rule() {
        let line = instance(
            json!({"a": ["h", "k"], "b": ["k"], "c": [], "令狐\"": ["k"]}),
            json!({"h": {"capacity": 0, "preferences": ["a"]},
                   "k": {"capacity": 1_u64 << 60, "preferences": ["c", "令狐\"", "a"]}}),
        );
        let placed = "{\"a\": \"k\", \"b\": null, \"c\": null, \"令狐\\\"\": \"k\"}";
        let expected =
            format!("{{\"id\": \"x\", \"resident_optimal\": {placed}, \"hospital_optimal\": {placed}}}");
        assert_eq!(answer(&line).unwrap(), expected);
        let empty = answer(r#"{"id": 18446744073709551615, "residents": {}, "hospitals": {}}"#).unwrap();
        assert_eq!(empty, r#"{"id": 18446744073709551615, "resident_optimal": {}, "hospital_optimal": {}}"#);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let hospital = |capacity: Value| json!({"h": {"capacity": capacity, "preferences": ["a"]}});
        let a = || json!({"a": ["h"]});
        assert_eq!(
            said(json!({"a": ["h", "z"]}), hospital(json!(1))),
            "the list of resident \"a\" names \"z\", which is no hospital of this instance"
        );
        assert_eq!(
            said(a(), json!({"h": {"capacity": 1, "preferences": ["q"]}})),
            "the list of hospital \"h\" names \"q\", which is no resident of this instance"
        );
        assert_eq!(
            said(json!({"a": ["h", "h"]}), hospital(json!(1))),
            "the list of resident \"a\" names \"h\" twice"
        );
        assert_eq!(
            said(a(), json!({"h": {"capacity": 1, "preferences": ["a", "a"]}})),
            "the list of hospital \"h\" names \"a\" twice"
        );
        for capacity in [json!(-1), json!(1.5), json!("2"), json!(null)] {
            assert!(said(a(), hospital(capacity)).starts_with("not an instance: invalid "));
        }
        for line in [
            "",
            "[]",
            "{}",
            r#"{"residents": {}, "hospitals": {}}"#,
            r#"{"id": 1, "residents": {"a": [], "a": []}, "hospitals": {}}"#,
            r#"{"id": 1, "residents": {"a": [1]}, "hospitals": {}}"#,
            r#"{"id": 1.5, "residents": {}, "hospitals": {}}"#,
            r#"{"id": 1, "residents": {}, "hospitals": {}} {}"#,
            r#"{"id": 1, "residents": {}, "hospitals": {"h": {"preferences": []}}}"#,
        ] {
            assert!(answer(line).unwrap_err().to_string().starts_with("not an instance: "), "{line}");
        }
    }
}
