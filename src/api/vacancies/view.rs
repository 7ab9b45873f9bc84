//! How a vacancy is shown: the posted fields, with what was understood beside them.

use crate::{
    api::{employers::EmployerBrief, vacancies::seats::SeatsView},
    app::vacancies::VacancyView as Found,
    domain::{
        ids::VacancyId,
        language::{Bilingual, Language},
        money::Fen,
        pay::{Pay, PayUnit},
        refusal::Code,
        span::Span,
        vacancy::{
            Conditions, Contract, Probation, ReadOut, Requirements, ReservedSeats, Source, Status,
            StatusChange, StatusReason, VacancyContent, VacancyKind, Workplace, reading::TextField,
        },
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

/// A vacancy.
#[derive(Debug, Serialize, ToSchema)]
pub struct VacancyView {
    id: VacancyId,
    #[serde(flatten)]
    content: ContentView,
    status: Status,
    /// Why it is not public, where it is not.
    status_reasons: Vec<StatusReasonView>,
    /// What is better left out, though nothing forbids it: said when it is posted or changed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<StatusReasonView>,
    /// Its seats today, where it does not stand in a list: open, reserved, held by offers, filled.
    #[serde(skip_serializing_if = "Option::is_none")]
    seats: Option<SeatsView>,
    employer: EmployerBrief,
    /// The time of each change of status, oldest first.
    history: Vec<StatusChange>,
    /// When it first became public.
    published_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// What a vacancy says.
#[derive(Debug, Serialize, ToSchema)]
pub struct ContentView {
    /// The employer's own reference.
    reference: Option<String>,
    title: String,
    /// The code of the 职业分类大典, given or read out of the title.
    occupation: Option<String>,
    occupation_name: Option<String>,
    /// Whether the employer gave the occupation or it was read out of the title.
    occupation_source: Option<Source>,
    kind: VacancyKind,
    headcount: u32,
    workplace: Workplace,
    description: String,
    pay: PayView,
    probation: Option<Probation>,
    contract: Option<Contract>,
    requirements: Requirements,
    conditions: Conditions,
    reserved: Vec<ReservedSeats>,
    /// The last day on which it can be applied for.
    valid_until: NaiveDate,
    /// Where the posting comes from, if it was taken over.
    source: Option<String>,
    /// What of all this the employer did not give and was read out of title and description.
    read: Vec<ReadView>,
}

/// A field that was read out of the vacancy's own words.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReadView {
    /// The field, as an RFC 6901 pointer. One that was read from several places is there once for each.
    pointer: String,
    /// Always `text`.
    source: Source,
    /// The text it was read from.
    field: TextField,
    /// Where in that text, as it is answered here.
    span: Span,
    /// The words it was read from.
    text: String,
}

/// Pay, as given and as understood.
#[derive(Debug, Serialize, ToSchema)]
pub struct PayView {
    #[serde(flatten)]
    pay: PayRange,
    /// As people read it: `4,000–6,000元/月 · 13薪`.
    shown: String,
}

/// The range that was understood. Both ends null is 面议: unknown, never nought.
#[derive(Debug, Serialize, ToSchema)]
pub struct PayRange {
    /// The words it was read from, if it was.
    text: Option<String>,
    /// The least, in yuan a unit.
    min: Option<Fen>,
    /// The most, in yuan a unit.
    max: Option<Fen>,
    unit: PayUnit,
    /// Months paid a year.
    months: u8,
    /// 底薪, in yuan a month, if said.
    base: Option<Fen>,
    /// The least in yuan a year, by the months paid; null for pay by the hour or the day, whose hours are not known.
    year_min: Option<Fen>,
    /// The most in yuan a year.
    year_max: Option<Fen>,
}

/// Why a vacancy is not public, or what is better left out of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatusReasonView {
    /// The rule.
    code: Code,
    /// In words.
    message: String,
    /// The field it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// Which characters of the text there.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    /// Those characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
    /// The article of law it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<String>,
    /// The other resource it is about, as a path of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl StatusReasonView {
    fn of(reason: &StatusReason, language: Language) -> Self {
        let title = reason.code.title();
        let said = |text: &Bilingual| text.in_language(language).to_owned();
        Self {
            code: reason.code,
            message: said(reason.message.as_ref().unwrap_or(&title)),
            pointer: reason.pointer.clone(),
            span: reason.span,
            quote: reason.quote.clone(),
            article: reason.article.as_ref().map(said),
            link: reason.link.clone(),
        }
    }
}

impl PayView {
    /// The pay in the caller's language.
    pub fn of(pay: Pay, language: Language) -> Self {
        let shown = pay.show(language);
        let (year_min, year_max) = pay.year_ends();
        let Pay { text, min, max, unit, months, base } = pay;
        Self { pay: PayRange { text, min, max, unit, months, base, year_min, year_max }, shown }
    }
}

impl ReadView {
    fn of(read: ReadOut) -> Self {
        let ReadOut { pointer, field, span, text } = read;
        Self { pointer, source: Source::Text, field, span, text }
    }
}

impl ContentView {
    /// The content in the caller's language.
    pub fn of(content: VacancyContent, language: Language) -> Self {
        let (occupation, occupation_name, occupation_source) = match content.occupation {
            Some(known) => (Some(known.code), Some(known.name), Some(known.source)),
            None => (None, None, None),
        };
        Self {
            reference: content.reference,
            title: content.title,
            occupation,
            occupation_name,
            occupation_source,
            kind: content.kind,
            headcount: content.headcount,
            workplace: content.workplace,
            description: content.description,
            pay: PayView::of(content.pay, language),
            probation: content.probation,
            contract: content.contract,
            requirements: content.requirements,
            conditions: content.conditions,
            reserved: content.reserved,
            valid_until: content.valid_until,
            source: content.source,
            read: content.read.into_iter().map(ReadView::of).collect(),
        }
    }
}

impl VacancyView {
    /// The vacancy in the caller's language.
    pub fn of(found: Found, language: Language) -> Self {
        let Found { vacancy, employer, warnings, seats } = found;
        let shown = |reasons: &[StatusReason]| {
            reasons.iter().map(|reason| StatusReasonView::of(reason, language)).collect()
        };
        Self {
            id: vacancy.id,
            content: ContentView::of(vacancy.content, language),
            status: vacancy.status,
            status_reasons: shown(&vacancy.status_reasons),
            warnings: shown(&warnings),
            seats: seats.map(SeatsView::from),
            employer: EmployerBrief::of(&employer),
            history: vacancy.history,
            published_at: vacancy.published_at,
            created_at: vacancy.created_at,
            updated_at: vacancy.updated_at,
        }
    }
}
