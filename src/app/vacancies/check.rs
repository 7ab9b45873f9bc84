//! What the lint says of a draft, as what it does to the vacancy: refused, held for the operator, or warned of.

use crate::domain::{
    employer::Employer,
    lint::{self, Finding, Passage, Rule, Severity, Subject},
    refusal::{Code, FieldError, Refusal},
    span::Span,
    vacancy::{StatusReason, VacancyContent, VacancyForm},
};

/// What does not keep a draft from being posted.
pub(super) struct Checked {
    /// What the vacancy says.
    pub(super) content: VacancyContent,
    /// What the operator is to look at.
    pub(super) held: Vec<StatusReason>,
    /// What is said beside the vacancy.
    pub(super) warnings: Vec<StatusReason>,
}

/// Judges a draft by its form and by what was understood of it: all faults are answered at once.
///
/// # Errors
/// Faults of the draft, and what the law does not let be said.
pub(super) fn check(
    employer: &Employer,
    form: &VacancyForm,
    understood: Result<VacancyContent, Refusal>,
) -> Result<Checked, Refusal> {
    if let Err(Refusal::Invalid(faults)) = &understood
        && faults.iter().any(|fault| fault.code == Code::TooLong)
    {
        // Nobody reads a text without end.
        return Err(Refusal::Invalid(faults.clone()));
    }
    let subject = Subject::new(form).posted_by_agency(employer.profile.labour_dispatch);
    // What is missing is found by who understands: it may stand in the text.
    let found = lint::check(&subject).into_iter().filter(|finding| finding.rule != Rule::Required);
    let (warned, mut held): (Vec<_>, Vec<_>) = found.partition(|finding| finding.severity == Severity::Warn);
    // Who has to write it anew learns at once what else would be held.
    let blocked = held.iter().any(|finding| finding.severity == Severity::Block);
    let content = judged(understood, if blocked { std::mem::take(&mut held) } else { Vec::new() })?;
    let reasons = |findings: Vec<Finding>| findings.into_iter().map(|one| reason(&subject, one)).collect();
    Ok(Checked { content, held: reasons(held), warnings: reasons(warned) })
}

fn judged(
    understood: Result<VacancyContent, Refusal>,
    blocked: Vec<Finding>,
) -> Result<VacancyContent, Refusal> {
    match understood {
        Ok(content) if blocked.is_empty() => Ok(content),
        Ok(_) => Err(Refusal::Invalid(blocked.into_iter().map(FieldError::from).collect())),
        Err(Refusal::Invalid(mut faults)) => {
            faults.extend(blocked.into_iter().map(FieldError::from));
            Err(Refusal::Invalid(faults))
        }
        Err(other) => Err(other),
    }
}

fn reason(subject: &Subject<'_>, finding: Finding) -> StatusReason {
    let passages = subject.passages();
    let passage = passages.iter().find(|passage| passage.pointer == finding.pointer);
    StatusReason {
        words: Some(words(subject, passage, &finding)),
        message: Some(finding.message),
        // What is kept of a text begins with its first letter.
        span: finding.span.map(|span| without_lead(passage, span)),
        quote: (!finding.quote.is_empty()).then_some(finding.quote),
        article: Some(finding.article),
        pointer: Some(finding.pointer),
        ..StatusReason::new(finding.rule.code())
    }
}

/// What is accepted where the operator accepts the finding: the sentence the words stand in, or the value of the field.
fn words(subject: &Subject<'_>, passage: Option<&Passage<'_>>, finding: &Finding) -> String {
    if let (Some(passage), Some(span)) = (passage, finding.span) {
        return sentence(passage.text, span);
    }
    let form = serde_json::to_value(subject.form).unwrap_or_default();
    form.pointer(&finding.pointer).map(ToString::to_string).unwrap_or_default()
}

/// The sentence or sentences that a span stands in.
fn sentence(text: &str, span: Span) -> String {
    let ends = |c: &char| matches!(c, '。' | '！' | '!' | '？' | '?' | '；' | ';' | '\n' | '\r');
    let characters: Vec<char> = text.chars().collect();
    let place = |at: u32| (at as usize).min(characters.len());
    let (start, end) = (place(span.start), place(span.end).max(place(span.start)));
    let from = characters[..start].iter().rposition(&ends).map_or(0, |at| at + 1);
    let to = characters[end..].iter().position(ends).map_or(characters.len(), |at| end + at);
    characters[from..to].iter().collect::<String>().trim().to_owned()
}

fn without_lead(passage: Option<&Passage<'_>>, span: Span) -> Span {
    let lead = passage.map_or(0, |passage| passage.text.chars().take_while(|c| c.is_whitespace()).count());
    Span::new((span.start as usize).saturating_sub(lead), (span.end as usize).saturating_sub(lead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_people_end_it() {
        let text = "包吃住。最好是男生，能吃苦！\n有夜班";
        let at = text.chars().position(|c| c == '男').unwrap();
        assert_eq!(sentence(text, Span::new(at, at + 2)), "最好是男生，能吃苦");
        assert_eq!(sentence(text, Span::new(0, 2)), "包吃住");
        assert_eq!(sentence(text, Span::new(900, 901)), "有夜班");
        assert_eq!(sentence("", Span::new(0, 1)), "");
    }

    #[test]
    fn a_span_of_what_is_kept_counts_from_its_first_letter() {
        let passage = Passage { pointer: "/title".to_owned(), text: "  限男性" };
        assert_eq!(without_lead(Some(&passage), Span::new(3, 5)).quote("限男性"), "男性");
    }
}
