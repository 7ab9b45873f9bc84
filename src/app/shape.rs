//! Reads a parsed JSON value into a type, with faults that are data: which code, and which field. The usual JSON
//! reader says the same in a sentence only, and a sentence must not be taken apart again.

use crate::domain::refusal::{Code, FieldError};
use serde::{
    Deserialize, Deserializer,
    de::{
        self, Expected, IntoDeserializer, Unexpected,
        value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::Value;
use serde_path_to_error::{Path, Segment};
use std::fmt;

/// Reads the value, or says which field is at fault and why.
///
/// # Errors
/// `UNKNOWN_FIELD`, `REQUIRED` or `INVALID_VALUE` at an RFC 6901 pointer.
pub fn read<'de, T: Deserialize<'de>>(value: Value) -> Result<T, FieldError> {
    // Serde would read a list as a form's fields in their order; a form is an object.
    if !value.is_object() {
        return Err(FieldError::new("", Code::InvalidValue));
    }
    serde_path_to_error::deserialize(Json(value)).map_err(|fault| {
        let path = pointer(fault.path());
        fault.into_inner().at(path)
    })
}

/// The texts that hold NUL: no text of ours does, and PostgreSQL could not keep it.
pub fn nul_faults(value: &Value) -> Vec<FieldError> {
    let mut faults = Vec::new();
    find_nul(value, &mut String::new(), &mut faults);
    faults
}

fn find_nul(value: &Value, path: &mut String, faults: &mut Vec<FieldError>) {
    let below = path.len();
    match value {
        Value::String(text) if text.contains('\0') => {
            faults.push(FieldError::new(path.as_str(), Code::ControlCharacter));
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                path.push_str(&format!("/{place}"));
                find_nul(item, path, faults);
                path.truncate(below);
            }
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                path.push_str(&format!("/{}", escape(key)));
                find_nul(item, path, faults);
                path.truncate(below);
            }
        }
        _ => {}
    }
}

/// A fault of shape, before it is known where.
#[derive(Debug)]
struct Fault {
    code: Code,
    /// The field that is unknown or missing, below where reading stood.
    field: Option<&'static str>,
    unknown: Option<String>,
    expected: Option<String>,
}

impl Fault {
    fn at(self, mut path: String) -> FieldError {
        if let Some(field) = self.field {
            path = format!("{path}/{field}");
        }
        if let Some(field) = &self.unknown {
            // The path may or may not have reached the unknown key itself.
            let step = escape(field);
            if !path.ends_with(&format!("/{step}")) {
                path = format!("{path}/{step}");
            }
        }
        let fault = FieldError::new(path, self.code);
        match self.expected {
            Some(wanted) => {
                let title = self.code.title();
                fault
                    .with_message(format!("{}（应为 {wanted}）", title.zh), format!("{}: {wanted}", title.en))
            }
            None => fault,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code.as_str())
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { code: Code::InvalidValue, field: None, unknown: None, expected: Some(message.to_string()) }
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::custom(format_args!("expected one of {}", expected.join(", ")))
    }

    fn unknown_field(field: &str, _: &'static [&'static str]) -> Self {
        Self { code: Code::UnknownField, field: None, unknown: Some(field.to_owned()), expected: None }
    }

    fn missing_field(field: &'static str) -> Self {
        Self { code: Code::Required, field: Some(field), unknown: None, expected: None }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self { code: Code::InvalidValue, field: Some(field), unknown: None, expected: None }
    }
}

/// The path of the reader as an RFC 6901 pointer.
fn pointer(path: &Path) -> String {
    let step = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escape(key)),
        // A variant's name stands in the value of its tag or key, not on the way to it.
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    path.iter().map(step).collect()
}

/// A key as one step of an RFC 6901 pointer.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A JSON value to read from.
struct Json(Value);

impl<'de> IntoDeserializer<'de, Fault> for Json {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Json {
    type Error = Fault;

    fn deserialize_any<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (.., Some(value)) => visitor.visit_f64(value),
                _ => Err(de::Error::custom("expected a number")),
            },
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => {
                let mut reader = SeqDeserializer::new(items.into_iter().map(Json));
                let value = visitor.visit_seq(&mut reader)?;
                reader.end().map(|()| value)
            }
            Value::Object(fields) => {
                let mut reader =
                    MapDeserializer::new(fields.into_iter().map(|(key, value)| (key, Json(value))));
                let value = visitor.visit_map(&mut reader)?;
                reader.end().map(|()| value)
            }
        }
    }

    fn deserialize_option<V: de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: de::Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.0 {
            Value::String(text) => visitor.visit_enum(text.into_deserializer()),
            Value::Object(fields) if fields.len() == 1 => {
                let reader = MapDeserializer::new(fields.into_iter().map(|(key, value)| (key, Json(value))));
                visitor.visit_enum(MapAccessDeserializer::new(reader))
            }
            _ => Err(de::Error::custom("expected a name, or an object with one field")),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::VacancyDraft;
    use serde_json::json;

    fn draft() -> Value {
        json!({"title": "数控车工", "headcount": 3, "workplace": {"text": "昆山"}, "description": "…",
            "pay": {"text": "5-7千/月"}, "valid_until": "2026-09-30",
            "requirements": {"skills": [{"term": "识图", "level": "preferred"}]}})
    }

    fn fault_of(change: impl Fn(&mut Value)) -> (String, &'static str) {
        let mut value = draft();
        change(&mut value);
        let fault = read::<VacancyDraft>(value).unwrap_err();
        (fault.pointer, fault.code.as_str())
    }

    #[test]
    fn a_sound_body_is_read() {
        let read: VacancyDraft = read(draft()).unwrap();
        assert_eq!((read.headcount, read.requirements.skills[0].term.as_str()), (3, "识图"));
    }

    #[test]
    fn each_fault_of_shape_has_its_code_and_pointer() {
        let unknown = fault_of(|body| body["requirements"]["skills"][0]["lvl"] = json!(1));
        assert_eq!(unknown, ("/requirements/skills/0/lvl".into(), "UNKNOWN_FIELD"));
        assert_eq!(fault_of(|body| body["a/b~c"] = json!(1)), ("/a~1b~0c".into(), "UNKNOWN_FIELD"));
        let missing = fault_of(|body| {
            body.as_object_mut().unwrap().remove("title");
        });
        assert_eq!(missing, ("/title".into(), "REQUIRED"));
        assert_eq!(fault_of(|body| body["headcount"] = json!("3")), ("/headcount".into(), "INVALID_VALUE"));
        assert_eq!(fault_of(|body| body["headcount"] = json!(-3)), ("/headcount".into(), "INVALID_VALUE"));
        assert_eq!(fault_of(|body| body["pay"]["min"] = json!(1.234)), ("/pay/min".into(), "INVALID_VALUE"));
        let word = fault_of(|body| body["requirements"]["skills"][0]["level"] = json!("nice"));
        assert_eq!(word, ("/requirements/skills/0/level".into(), "INVALID_VALUE"));
        assert_eq!(fault_of(|body| *body = json!([1])), (String::new(), "INVALID_VALUE"));
    }

    #[test]
    fn a_field_of_the_same_name_one_level_up_is_still_named_whole() {
        let fault = fault_of(|body| body["pay"]["pay"] = json!(1));
        assert_eq!(fault, ("/pay/pay".into(), "UNKNOWN_FIELD"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}") {
            if let Ok(value) = serde_json::from_str::<Value>(&text) {
                let _ = read::<VacancyDraft>(value);
            }
        }
    }
}
