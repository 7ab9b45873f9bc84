//! `baseSalary` of schema.org: a MonetaryAmount with a QuantitativeValue, a number, or words.

use crate::domain::{
    money::Fen,
    pay::PayUnit,
    refusal::{Code, FieldError},
    vacancy::PayDraft,
};
use serde_json::Value;

/// The pay of a posting. One that says none leaves it open, which is what 面议 means.
pub(super) fn pay(salary: &Value) -> Result<PayDraft, FieldError> {
    match salary {
        Value::Null => Ok(words("面议")),
        Value::Array(all) => pay(all.first().unwrap_or(&Value::Null)),
        Value::String(text) => Ok(words(text)),
        Value::Number(_) => range(salary, salary, &Value::Null),
        Value::Object(_) => amount(salary),
        Value::Bool(_) => Err(FieldError::new("/baseSalary", Code::InvalidValue)),
    }
}

fn words(text: &str) -> PayDraft {
    PayDraft { text: Some(text.trim().to_owned()), ..PayDraft::default() }
}

fn amount(salary: &Value) -> Result<PayDraft, FieldError> {
    let currency = salary["currency"].as_str().or(salary["priceCurrency"].as_str()).unwrap_or("CNY").trim();
    if !matches!(currency.to_ascii_uppercase().as_str(), "CNY" | "RMB" | "人民币" | "") {
        let fault = FieldError::new("/baseSalary/currency", Code::InvalidValue);
        return Err(fault.with_message("只支持人民币（CNY）", "only CNY is supported"));
    }
    let value = &salary["value"];
    match value {
        Value::String(text) if text.trim().parse::<f64>().is_err() => Ok(words(text)),
        Value::Object(_) => {
            let pick =
                |names: [&str; 3]| names.into_iter().map(|name| &value[name]).find(|one| !one.is_null());
            let (min, max) =
                (pick(["minValue", "value", "minPrice"]), pick(["maxValue", "value", "maxPrice"]));
            match (min, max) {
                (Some(Value::String(text)), _) if text.trim().parse::<f64>().is_err() => Ok(words(text)),
                (None, None) => Ok(words("面议")),
                (min, max) => {
                    range(min.unwrap_or(&Value::Null), max.unwrap_or(&Value::Null), unit_of(value, salary))
                }
            }
        }
        Value::Null => range(&salary["minValue"], &salary["maxValue"], unit_of(salary, salary)),
        single => range(single, single, unit_of(salary, salary)),
    }
}

fn unit_of<'v>(value: &'v Value, salary: &'v Value) -> &'v Value {
    let found = [&value["unitText"], &value["unitCode"], &salary["unitText"], &salary["unitCode"]];
    found.into_iter().find(|unit| !unit.is_null()).unwrap_or(&Value::Null)
}

fn range(min: &Value, max: &Value, unit: &Value) -> Result<PayDraft, FieldError> {
    let (min, max) = (yuan(min)?, yuan(max)?);
    if min.is_none() && max.is_none() {
        return Ok(words("面议"));
    }
    Ok(PayDraft { min, max, unit: Some(pay_unit(unit)?), ..PayDraft::default() })
}

fn yuan(value: &Value) -> Result<Option<Fen>, FieldError> {
    let number = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.replace(',', "").trim().parse().ok(),
        _ => None,
    };
    let amount = number.filter(|number| number.is_finite()).and_then(Fen::from_yuan);
    amount.map(Some).ok_or_else(|| FieldError::new("/baseSalary/value", Code::InvalidValue))
}

fn pay_unit(unit: &Value) -> Result<PayUnit, FieldError> {
    let text = match unit {
        Value::Null => return Ok(PayUnit::Month),
        unit => unit.as_str().unwrap_or_default().trim().to_ascii_uppercase(),
    };
    Ok(match text.as_str() {
        "MONTH" | "MON" | "月" | "" => PayUnit::Month,
        "HOUR" | "HUR" | "小时" => PayUnit::Hour,
        "DAY" | "天" | "日" => PayUnit::Day,
        "YEAR" | "ANN" | "年" => PayUnit::Year,
        _ => {
            let fault = FieldError::new("/baseSalary/value/unitText", Code::InvalidValue);
            return Err(fault.with_message("请用 MONTH、HOUR、DAY 或 YEAR", "use MONTH, HOUR, DAY or YEAR"));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn pay_is_read_in_every_shape_that_pages_give_it() {
        let numbers = |value: Value| pay(&value).map(|pay| (pay.min, pay.max, pay.unit));
        let yuan = |yuan| Some(Fen::yuan(yuan));
        let value = |value: Value| json!({ "@type": "MonetaryAmount", "currency": "CNY", "value": value });
        let month = Some(PayUnit::Month);
        assert_eq!(
            numbers(value(json!({ "minValue": 4200, "maxValue": "6,000", "unitText": "MONTH" }))),
            Ok((yuan(4200), yuan(6000), month))
        );
        assert_eq!(
            numbers(value(json!({ "value": 25, "unitText": "HOUR" }))),
            Ok((yuan(25), yuan(25), Some(PayUnit::Hour)))
        );
        assert_eq!(numbers(value(json!(5000))), Ok((yuan(5000), yuan(5000), month)));
        assert_eq!(numbers(json!(5000)), Ok((yuan(5000), yuan(5000), month)));
        assert_eq!(pay(&json!("5-7千/月")).unwrap().text.as_deref(), Some("5-7千/月"));
        assert_eq!(
            pay(&value(json!({ "value": "5000-8000元" }))).unwrap().text.as_deref(),
            Some("5000-8000元")
        );
        assert_eq!(pay(&Value::Null).unwrap().text.as_deref(), Some("面议"));
    }

    #[test]
    fn another_currency_or_unit_is_refused_and_never_guessed() {
        let at = |value: Value| pay(&value).unwrap_err().pointer;
        assert_eq!(at(json!({ "currency": "USD", "value": 3000 })), "/baseSalary/currency");
        assert_eq!(
            at(json!({ "value": { "value": 800, "unitText": "WEEK" } })),
            "/baseSalary/value/unitText"
        );
        assert_eq!(at(json!({ "value": { "value": [1] } })), "/baseSalary/value");
    }
}
