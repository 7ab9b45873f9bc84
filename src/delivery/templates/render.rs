//! From a mail's struct to subject, text and HTML.

use askama::Template;

/// The languages mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese (zh-CN)
    Zh,
    /// English
    En,
}

/// A mail's words, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line, without control characters.
    pub subject: String,
    /// For programs and people that want no HTML.
    pub text: String,
    /// The same for all others.
    pub html: String,
}

/// A template failed; with the templates compiled in, only a formatter's failure is left.
#[derive(Debug, thiserror::Error)]
#[error("a mail template cannot be rendered")]
pub struct RenderError(#[from] askama::Error);

/// One kind of mail.
pub trait Mail {
    /// Writes the mail in `language`.
    fn render(&self, language: Language) -> Result<Rendered, RenderError>;
}

impl Rendered {
    /// Puts a mail together from its two templates.
    pub(super) fn of(text: &impl Template, html: &impl Template) -> Result<Self, RenderError> {
        let text = text.render()?;
        let (subject, body) = text.split_once('\n').unwrap_or((&text, ""));
        Ok(Self { subject: one_line(subject), text: tidy(body), html: html.render()? })
    }
}

/// A title that somebody typed may carry a line break or worse; a header may not.
fn one_line(text: &str) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(blank).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes out the gaps that conditions and loops of a template leave: no blanks at the ends of lines, never two
/// empty lines in a row.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && empty {
            continue;
        }
        empty = line.is_empty();
        tidied.push_str(line);
        tidied.push('\n');
    }
    tidied.truncate(tidied.trim_end().len());
    tidied.push('\n');
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line_whatever_was_typed() {
        assert_eq!(one_line(" 数控\r\nBcc: a@b.example\t车工\0 "), "数控 Bcc: a@b.example 车工");
    }

    #[test]
    fn text_has_no_gaps_where_conditions_were_not_met() {
        assert_eq!(tidy("\n\na  \n\n\n\nb\n\n"), "a\n\nb\n");
    }
}
