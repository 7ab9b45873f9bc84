//! The small grammar of search texts: words, `"phrases"`, and `-` before what is not wanted.

use crate::vacancies::query::error::QueryError;

/// The longest text, in characters.
pub(crate) const LONGEST_TEXT: usize = 256;
/// The most clauses.
pub(crate) const MOST_CLAUSES: usize = 32;

/// One word or phrase somebody typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) text: String,
    pub(crate) phrase: bool,
    pub(crate) excluded: bool,
    /// It or the clause before: they stand with `|` between them.
    pub(crate) alternative: bool,
}

/// Checks the length of a text as it was typed.
pub(crate) fn check_length(text: &str) -> Result<(), QueryError> {
    let length = text.chars().count();
    if length > LONGEST_TEXT {
        return Err(QueryError::TextTooLong { length, max: LONGEST_TEXT });
    }
    Ok(())
}

/// The clauses of a folded text.
pub(crate) fn parse(text: &str) -> Result<Vec<Clause>, QueryError> {
    let mut clauses = Vec::new();
    let mut rest = text.trim_start_matches(is_gap);
    let mut alternative = false;
    while !rest.is_empty() {
        let (excluded, body) = match rest.strip_prefix('-') {
            Some(body) if !body.starts_with(' ') => (true, body),
            _ => (false, rest),
        };
        let (text, phrase, after) = match body.strip_prefix(is_quote) {
            Some(inner) => {
                let (text, after) = inner.split_once(is_quote).ok_or(QueryError::UnclosedQuote)?;
                (text, true, after)
            }
            None => {
                let end = body.find(|c| is_gap(c) || is_quote(c)).unwrap_or(body.len());
                let (text, after) = body.split_at(end);
                (text, false, after)
            }
        };
        if text.chars().any(char::is_alphanumeric) {
            let alternative =
                alternative && !excluded && clauses.last().is_some_and(|last: &Clause| !last.excluded);
            clauses.push(Clause { text: text.trim().to_owned(), phrase, excluded, alternative });
        }
        rest = after.trim_start_matches(is_gap);
        alternative = after[..after.len() - rest.len()].contains('|');
    }
    if clauses.len() > MOST_CLAUSES {
        return Err(QueryError::TooManyClauses { count: clauses.len(), max: MOST_CLAUSES });
    }
    Ok(clauses)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '「' | '」' | '『' | '』' | '„')
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '、' | '。' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(text: &str, phrase: bool, excluded: bool) -> Clause {
        Clause { text: text.to_owned(), phrase, excluded, alternative: false }
    }

    #[test]
    fn words_phrases_and_minus_are_told_apart() {
        let clauses = parse(r#"数控车工 "长白班" -夜班 -"两班倒" 5-7千"#).unwrap();
        let expected = [
            clause("数控车工", false, false),
            clause("长白班", true, false),
            clause("夜班", false, true),
            clause("两班倒", true, true),
            clause("5-7千", false, false),
        ];
        assert_eq!(clauses, expected);
    }

    #[test]
    fn chinese_quotes_and_commas_count() {
        let clauses = parse("“包吃住”、焊工,电工").unwrap();
        assert_eq!(clauses.iter().filter(|clause| clause.phrase).count(), 1);
        assert_eq!(clauses.len(), 3);
    }

    #[test]
    fn signs_alone_are_nothing() {
        assert_eq!(parse(" - -- \"\" ()((( ").unwrap(), []);
    }

    #[test]
    fn a_stroke_makes_alternatives() {
        let alternatives = |text: &str| -> Vec<bool> {
            parse(text).unwrap().into_iter().map(|clause| clause.alternative).collect()
        };
        assert_eq!(alternatives("焊工|电工 | \"钳工\" 深圳"), [false, true, true, false]);
        assert_eq!(alternatives("|焊工 -电工|钳工|-铣工"), [false, false, false, false]);
    }

    #[test]
    fn an_open_quote_is_refused() {
        assert!(matches!(parse("\"数控"), Err(QueryError::UnclosedQuote)));
    }

    #[test]
    fn too_many_clauses_are_refused() {
        assert!(parse(&"焊 ".repeat(MOST_CLAUSES)).is_ok());
        assert!(matches!(parse(&"焊 ".repeat(MOST_CLAUSES + 1)), Err(QueryError::TooManyClauses { .. })));
    }
}
