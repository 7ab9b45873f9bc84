//! The major of a programme or a student: a code, a name, or the code of a technical school, whose catalogue the
//! dictionaries do not hold.

use crate::{
    app::words,
    domain::{
        major::Major,
        refusal::{Code, FieldError},
    },
};
use jobbridge_index::Vocabulary;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The catalogue of technical schools (技工院校专业目录), under the labour administration.
const TECHNICAL: &str = "technical";
/// The longest name of a major, in characters.
const LONGEST_NAME: usize = 60;

/// A major as it is given: a code or a name, or both with their catalogue.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum MajorDraft {
    /// A code of the current catalogue, or a name that only one major has.
    Text(String),
    /// A code with its catalogue or name.
    Named(NamedMajor),
}

/// A major by code, with what else is known of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedMajor {
    /// The catalogue's year, or `technical`.
    #[serde(default)]
    pub catalogue: Option<String>,
    /// The code.
    pub code: String,
    /// The name; needed for a code of a technical school.
    #[serde(default)]
    pub name: Option<String>,
}

impl From<&Major> for MajorDraft {
    fn from(major: &Major) -> Self {
        let (catalogue, name) = (Some(major.catalogue.clone()), Some(major.name.clone()));
        Self::Named(NamedMajor { catalogue, code: major.code.clone(), name })
    }
}

impl MajorDraft {
    /// The major that is meant.
    ///
    /// # Errors
    /// `UNKNOWN_MAJOR`; `REQUIRED` where a technical school's code lacks its name.
    pub(super) fn read(&self, words: &Vocabulary) -> Result<Major, FieldError> {
        match self {
            Self::Text(text) if is_technical(text) => Err(nameless("/major")),
            Self::Text(text) => words::major(words, None, text, "/major"),
            Self::Named(named) => {
                let catalogue = named.catalogue.as_deref();
                if is_technical(&named.code) && catalogue.is_none_or(|catalogue| catalogue == TECHNICAL) {
                    return technical(&named.code, named.name.as_deref(), "/major/name");
                }
                words::major(words, catalogue, &named.code, "/major/code")
            }
        }
    }
}

/// The major that a roster's code and name mean together; none where it says neither. The pointers are the two
/// columns' headers.
///
/// # Errors
/// `UNKNOWN_MAJOR`; `INVALID_VALUE` where code and name are two majors.
pub(in crate::app) fn of_columns(
    words: &Vocabulary,
    code: Option<&str>,
    name: Option<&str>,
    pointers: (&str, &str),
) -> Result<Option<Major>, FieldError> {
    let Some(code) = code else {
        return name.map(|name| words::major(words, None, name, pointers.1)).transpose();
    };
    if is_technical(code) {
        return technical(code, name, pointers.1).map(Some);
    }
    let named = name.and_then(|name| words::major(words, None, name, pointers.1).ok());
    match (words::major(words, None, code, pointers.0), named) {
        (Ok(by_code), Some(by_name)) if by_code.code != by_name.code => {
            Err(FieldError::new(pointers.1, Code::InvalidValue)
                .with_message("专业名称与专业代码不一致", "the name is not that of the code"))
        }
        // The code may be of an older catalogue; the name then says which major is meant.
        (Err(_), Some(by_name)) => Ok(Some(by_name)),
        (found, _) => found.map(Some),
    }
}

/// Codes of technical schools look like `0435-3`.
fn is_technical(code: &str) -> bool {
    let (class, level) = code.trim().split_once('-').unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    class.len() == 4 && level.len() == 1 && digits(class) && digits(level)
}

fn technical(code: &str, name: Option<&str>, pointer: &str) -> Result<Major, FieldError> {
    let name = name.map(str::trim).filter(|name| !name.is_empty()).ok_or_else(|| nameless(pointer))?;
    if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(FieldError::new(pointer, Code::InvalidValue));
    }
    Ok(Major { catalogue: TECHNICAL.to_owned(), code: code.trim().to_owned(), name: name.to_owned() })
}

fn nameless(pointer: &str) -> FieldError {
    FieldError::new(pointer, Code::Required).with_message(
        "技工学校专业代码需同时填写专业名称",
        "a technical school's code needs the name of the major with it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: Option<&str>, name: Option<&str>) -> Result<Option<Major>, FieldError> {
        of_columns(&Vocabulary::load().unwrap(), code, name, ("代码", "名称"))
    }

    #[test]
    fn a_technical_code_keeps_the_name_it_comes_with() {
        let major = read(Some("0435-3"), Some("数控加工")).unwrap().unwrap();
        assert_eq!((major.catalogue.as_str(), major.code.as_str()), ("technical", "0435-3"));
        let fault = read(Some("0435-3"), None).unwrap_err();
        assert_eq!((fault.pointer.as_str(), fault.code), ("名称", Code::Required));
    }

    #[test]
    fn code_and_name_mean_one_major_or_the_row_is_refused() {
        assert_eq!(read(None, None), Ok(None));
        let by_code = read(Some("660103"), None).unwrap().unwrap();
        assert_eq!(read(None, Some(&by_code.name)).unwrap(), Some(by_code.clone()));
        assert_eq!(read(Some("660103"), Some(&by_code.name)).unwrap(), Some(by_code.clone()));
        assert_eq!(read(Some("051399"), Some(&by_code.name)).unwrap(), Some(by_code));
        assert_eq!(read(Some("999999"), None).unwrap_err().code, Code::UnknownMajor);
        let other = read(Some("660301"), None).unwrap().unwrap();
        assert_eq!(read(Some("660103"), Some(&other.name)).unwrap_err().code, Code::InvalidValue);
    }

    #[test]
    fn a_draft_is_a_text_or_an_object() {
        let words = Vocabulary::load().unwrap();
        let read = |json: &str| serde_json::from_str::<MajorDraft>(json).unwrap().read(&words);
        assert_eq!(read("\"660103\"").unwrap().code, "660103");
        assert_eq!(read(r#"{"code":"660103","catalogue":"2021"}"#).unwrap().catalogue, "2021");
        assert_eq!(read(r#"{"code":"0435-3","name":"数控加工"}"#).unwrap().catalogue, "technical");
        assert_eq!(read("\"0435-3\"").unwrap_err().code, Code::Required);
        assert_eq!(read(r#"{"code":"1"}"#).unwrap_err().pointer, "/major/code");
    }
}
