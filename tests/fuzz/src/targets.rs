//! What must hold for any input of a parser, one function each: no panic, and no answer that contradicts itself. The fuzz
//! targets call them, and `tests/it/fuzz.rs` does over the seeds and over made-up input.

use chrono::{DateTime, NaiveDate, Utc};
use jobbridge::{
    app::{
        roster::{Limits, RosterFormat, read_roster},
        shape, understand,
        vacancy_files::{self, FileFormat, FileLimits},
    },
    delivery::webhook::{Endpoint, WebhookPolicy, address::check_address},
    domain::{
        clock::Clock,
        dates,
        email_address::EmailAddress,
        identity_number::IdentityNumber,
        language::Language,
        lint::{self, Subject},
        pay,
        vacancy::{VacancyDraft, VacancyForm, reading as readings},
    },
};
use jobbridge_index::{PlaceReading, QueryError, SingleVacancy, VacancyDocument, VacancyQuery, Vocabulary};
use std::{
    io::Cursor,
    net::IpAddr,
    sync::{Arc, LazyLock},
};

/// A parser's name and what must hold for it.
pub(super) type Target = (&'static str, fn(&[u8]));

/// All of them.
pub(super) const ALL: &[Target] = &[
    ("pay", pay),
    ("place", place),
    ("dates", dates),
    ("search", search),
    ("identity", identity),
    ("roster_csv", roster_csv),
    ("roster_xlsx", roster_xlsx),
    ("posting", posting),
    ("lint", lint),
    ("reading", reading),
    ("vacancy_file", vacancy_file),
    ("named_in_text", named_in_text),
    ("webhook_url", webhook_url),
];

static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::load().unwrap()));

/// A day on which everything here happens.
const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 20).unwrap();

/// A clock that stands still.
struct Still;

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        TODAY.and_hms_opt(2, 0, 0).unwrap().and_utc()
    }
}

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// Pay that is understood is sound, and shown it reads back as the same.
fn pay(data: &[u8]) {
    let Some(read) = text(data).and_then(|text| pay::read(text).ok()) else { return };
    assert!(read.max.is_none() || read.min <= read.max, "{read:?}");
    assert!((12..=24).contains(&read.months), "{read:?}");
    for language in [Language::Chinese, Language::English] {
        let shown = read.show(language);
        let again = pay::read(&shown).unwrap_or_else(|fault| panic!("{shown}: {fault}"));
        assert_eq!(pay::Pay { text: None, ..again }, pay::Pay { text: None, ..read.clone() }, "{shown}");
    }
}

/// A place that is understood exists, what follows it stands in the text, and its full name reads back as the same.
fn place(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let regions = WORDS.regions();
    let _ = regions.resolve_for_search(text);
    let _ = regions.by_code_on(text, TODAY);
    match regions.resolve(text) {
        PlaceReading::Unknown => {}
        PlaceReading::Ambiguous { candidates } => {
            assert!(!candidates.is_empty(), "{text:?}");
            assert!(candidates.iter().all(|code| regions.by_code(code).is_some()), "{text:?} {candidates:?}");
        }
        PlaceReading::Resolved { code, rest } => {
            assert!(text.contains(&rest), "{text:?} {rest:?}");
            let name = regions.full_name(&code).unwrap_or_else(|| panic!("{code} has no name"));
            if code.ends_with("90") {
                return; // Counties that a province rules itself have nothing around them to name.
            }
            let PlaceReading::Resolved { code: again, .. } = regions.resolve(&name) else {
                panic!("{name} of {code}");
            };
            assert!(
                again == code || again.starts_with(&code) || code.starts_with(&again),
                "{name} {code} {again}"
            );
        }
    }
}

/// A date that is read reads back from how it is written and shown.
fn dates(data: &[u8]) {
    if let Ok(bytes) = <[u8; 8]>::try_from(data) {
        let _ = dates::read_serial(f64::from_le_bytes(bytes));
    }
    let Some(day) = text(data).and_then(|text| dates::read(text).ok()) else { return };
    assert_eq!(dates::read(&day.to_string()), Ok(day));
    assert_eq!(dates::read(&dates::show(day, Language::Chinese)), Ok(day));
    let _ = dates::age_on(day, TODAY);
}

/// A search text is searched or refused as one, and the ranges of its folded form lie in it.
fn search(data: &[u8]) {
    static VACANCY: LazyLock<SingleVacancy> = LazyLock::new(|| {
        let document = VacancyDocument {
            key: "v".to_owned(),
            title: "数控车工(长白班)".to_owned(),
            description: "操作数控车床，包吃住，五险一金".to_owned(),
            regions: vec!["440306".to_owned()],
            ..VacancyDocument::default()
        };
        SingleVacancy::new(&document, Arc::clone(&WORDS)).unwrap()
    });
    let Some(text) = text(data) else { return };
    let query = VacancyQuery { text: text.to_owned(), ..VacancyQuery::default() };
    if let Err(refused) = VACANCY.matches(&query) {
        assert!(!matches!(refused, QueryError::Index(_)), "{text:?} {refused}");
    }
    let folded = WORDS.text().normalise(text);
    for (at, c) in folded.text().char_indices() {
        let range = folded.original_start(at)..folded.original_end(at + c.len_utf8());
        assert!(text.get(range.clone()).is_some(), "{text:?} {range:?}");
    }
}

/// Numbers of people are right or refused, and never shown whole.
fn identity(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let _ = EmailAddress::parse(text);
    let Ok(number) = IdentityNumber::parse(text) else { return };
    assert_eq!(number.as_str().len(), 18);
    assert!(!number.masked().contains(&number.as_str()[6..14]));
    let _ = WORDS.regions().by_code_between(&number.as_str()[..6], number.birth_date(), TODAY);
}

/// A roster as text.
fn roster_csv(data: &[u8]) {
    roster(data, RosterFormat::Csv);
}

/// A roster as a workbook.
fn roster_xlsx(data: &[u8]) {
    roster(data, RosterFormat::Xlsx);
}

/// A file is read or refused within its bounds, and every row comes back once.
fn roster(data: &[u8], format: RosterFormat) {
    let limits = Limits { max_rows: 200, max_columns: 100, max_unpacked: 4 << 20 };
    let Ok(roster) = read_roster(data, format, limits, TODAY) else { return };
    assert!(roster.rows.len() <= limits.max_rows);
    assert!(roster.rows.windows(2).all(|pair| pair[0].0 < pair[1].0), "rows in their order");
    assert!(roster.rows.iter().all(|(_, row)| row.as_ref().err().is_none_or(|faults| !faults.is_empty())));
}

/// A posted vacancy is understood or refused with its faults.
fn posting(data: &[u8]) {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(data) else { return };
    let Ok(draft) = shape::read::<VacancyDraft>(value) else { return };
    if let Ok(content) = understand::understand(&WORDS, &Still, draft) {
        assert!(!content.title.is_empty() && content.headcount > 0);
        assert!(WORDS.regions().by_code(content.workplace.region.as_str()).is_some());
    }
}

/// Every finding about words quotes them from where it says they stand. The first line is the title.
fn lint(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let (title, description) = text.split_once('\n').unwrap_or((text, text));
    let form = VacancyForm {
        title: Some(title.to_owned()),
        description: Some(description.to_owned()),
        ..VacancyForm::default()
    };
    let subject = Subject::new(&form);
    for finding in lint::check(&subject) {
        let passage = subject.passages().into_iter().find(|passage| passage.pointer == finding.pointer);
        if let Some(span) = finding.span {
            let passage = passage.unwrap_or_else(|| panic!("no text at {}", finding.pointer));
            assert!(
                span.start < span.end && span.end as usize <= passage.text.chars().count(),
                "{finding:?}"
            );
            assert_eq!(span.quote(passage.text), finding.quote);
        }
        assert!(!finding.message.zh.is_empty() && !finding.article.zh.is_empty(), "{finding:?}");
    }
}

/// Skills and certificates found in a text stand where it is said, in their order.
fn named_in_text(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let length = text.chars().count();
    for found in [WORDS.skills().find_in(text), WORDS.certificates().find_in(text)] {
        assert!(
            found.iter().all(|one| one.span.start < one.span.end && one.span.end <= length),
            "{text:?} {found:?}"
        );
        assert!(found.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start), "{text:?} {found:?}");
    }
}

/// What is read out of a title and a description, divided by a line break, never ends in a panic, and hours are hours.
fn reading(data: &[u8]) {
    let Some((title, description)) = text(data).map(|text| text.split_once('\n').unwrap_or(("", text)))
    else {
        return;
    };
    let read = readings::read(title, description, None);
    assert!(read.hours_per_week.is_none_or(|hours| (1..=84).contains(&hours.value)));
    assert!(read.probation_months.is_none_or(|months| !months.places.is_empty()));
}

/// A file of vacancies is read or refused, its rows in their order. The first byte chooses the format.
fn vacancy_file(data: &[u8]) {
    const FORMATS: [FileFormat; 6] = [
        FileFormat::Ndjson,
        FileFormat::Json,
        FileFormat::JsonLd,
        FileFormat::Html,
        FileFormat::Csv,
        FileFormat::Xlsx,
    ];
    let Some((first, file)) = data.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    let limits = FileLimits { rows: 200, unpacked: 4 << 20 };
    let mut last = 0;
    let _ = vacancy_files::read(&mut Cursor::new(file.to_vec()), format, limits, &mut |row| {
        assert!(row.row > last, "row {} after {last}", row.row);
        assert!(row.draft.as_ref().err().is_none_or(|faults| !faults.is_empty()));
        last = row.row;
        Ok(())
    });
}

/// A webhook's address that passes the guard is https, without credentials, and no address of ours.
fn webhook_url(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let Ok(endpoint) = Endpoint::parse(text, &WebhookPolicy::default()) else { return };
    assert!(endpoint.as_str().starts_with("https://"), "{text:?}");
    let host = endpoint.host().trim_matches(['[', ']']);
    if let Ok(address) = host.parse::<IpAddr>() {
        assert_eq!(check_address(address), Ok(()), "{text:?}");
    }
    assert!(host != "localhost" && !host.ends_with(".localhost"), "{text:?}");
    assert_eq!(
        Endpoint::parse(endpoint.as_str(), &WebhookPolicy::default()).as_ref().map(Endpoint::as_str),
        Ok(endpoint.as_str())
    );
}
