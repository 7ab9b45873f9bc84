//! RFC 7396, JSON merge patch: null removes, objects merge, the rest replaces.

use super::shape;
use crate::domain::refusal::Refusal;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The patch merged onto a posted form, read as that form again.
///
/// # Errors
/// What results has an unknown field, lacks one, or has a value of the wrong type; the pointer says where.
pub fn merged<D: DeserializeOwned>(mut form: Value, patch: Value) -> Result<D, Refusal> {
    merge(&mut form, patch);
    shape::read(form).map_err(|fault| Refusal::Invalid(vec![fault]))
}

/// A form of ours that cannot be written as JSON: never the caller's fault.
pub fn unwritable(error: serde_json::Error) -> Refusal {
    Refusal::Internal(format!("a form cannot be written: {error}"))
}

fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(fields), Value::Object(changes)) => {
            for (name, change) in changes {
                if change.is_null() {
                    fields.remove(&name);
                } else {
                    merge(fields.entry(name).or_insert(Value::Null), change);
                }
            }
        }
        (target, mut patch) => {
            strip_nulls(&mut patch);
            *target = patch;
        }
    }
}

/// A patch that adds an object adds none of its nulls.
fn strip_nulls(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|_, field| !field.is_null());
        fields.values_mut().for_each(strip_nulls);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn merge_patch_follows_the_examples_of_rfc_7396() {
        let cases = [
            (json!({"a":"b"}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":"b"}), json!({"b":"c"}), json!({"a":"b","b":"c"})),
            (json!({"a":"b"}), json!({"a":null}), json!({})),
            (json!({"a":["b"]}), json!({"a":"c"}), json!({"a":"c"})),
            (json!({"a":{"b":"c"}}), json!({"a":{"b":"d","c":null}}), json!({"a":{"b":"d"}})),
            (json!({"a":[{"b":"c"}]}), json!({"a":[1]}), json!({"a":[1]})),
            (json!({}), json!({"a":{"bb":{"ccc":null}}}), json!({"a":{"bb":{}}})),
        ];
        for (mut target, patch, expected) in cases {
            merge(&mut target, patch);
            assert_eq!(target, expected);
        }
    }
}
