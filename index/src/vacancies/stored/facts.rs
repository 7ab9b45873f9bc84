//! One vacancy as stored searches look at it: the terms it has of those that are asked for, where they stand, and its
//! numbers.

use std::cell::OnceCell;

use tantivy::schema::{Schema, Value};

use super::cells;
use super::numbers::Numbers;
use super::terms::Terms;
use crate::tokenizer::{READY, decode};
use crate::vacancies::query::conditions::Figures;
use crate::vacancies::storage::schema::Fields;
use crate::vacancies::writing;
use crate::vacancies::writing::document::VacancyDocument;
use crate::vacancies::writing::tokens::Memo;
use crate::vocabulary::Vocabulary;

/// The search library leaves longer terms out.
const LONGEST_TERM: usize = 65_530;

/// The words of a vacancy as they are indexed, and its numbers: what stored searches are held up against.
#[derive(Debug)]
pub struct VacancyWords {
    text: String,
    /// Field, end in the text, place.
    tokens: Vec<(u32, u32, u32)>,
    figures: OwnFigures,
}

/// The numbers of a vacancy.
#[derive(Debug, Clone, Copy)]
pub(super) struct OwnFigures {
    pay_min: Option<i64>,
    pay_max: Option<i64>,
    base_min: Option<i64>,
    paid_otherwise: bool,
    published_at: i64,
    place: Option<(f64, f64)>,
}

impl Figures for OwnFigures {
    fn pay_min(&self) -> Option<i64> {
        self.pay_min
    }

    fn pay_max(&self) -> Option<i64> {
        self.pay_max
    }

    fn base_min(&self) -> Option<i64> {
        self.base_min
    }

    fn paid_otherwise(&self) -> bool {
        self.paid_otherwise
    }

    fn published_at(&self) -> i64 {
        self.published_at
    }

    fn place(&self) -> Option<(f64, f64)> {
        self.place
    }
}

impl VacancyWords {
    /// The very terms that the index would hold of the vacancy.
    pub(super) fn of(
        document: &VacancyDocument,
        vocabulary: &Vocabulary,
        (schema, fields): (&Schema, &Fields),
        memo: &mut Memo,
    ) -> VacancyWords {
        let mut words = VacancyWords {
            text: String::new(),
            tokens: Vec::new(),
            figures: OwnFigures {
                // This number stands for a pay that is not known.
                pay_min: document.pay_min.filter(|pay| *pay != i64::MIN),
                pay_max: document.pay_max.filter(|pay| *pay != i64::MIN),
                base_min: document.base_min,
                paid_otherwise: document.paid_otherwise,
                published_at: document.published_at,
                place: writing::place(document),
            },
        };
        let written = writing::written(fields, vocabulary, memo, document);
        for (field, value) in written.field_values() {
            let indexing = match schema.get_field_entry(field).field_type() {
                tantivy::schema::FieldType::Str(options) => options.get_indexing_options(),
                _ => None,
            };
            let (Some(indexing), Some(text)) = (indexing, value.as_str()) else { continue };
            let field = field.field_id();
            if indexing.tokenizer() == READY {
                decode(text, |place, token| words.add(field, place, token));
            } else {
                words.add(field, 0, text);
            }
        }
        words
    }

    fn add(&mut self, field: u32, place: usize, token: &str) {
        if token.len() > LONGEST_TERM {
            return;
        }
        self.text.push_str(token);
        let number = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        self.tokens.push((field, number(self.text.len()), number(place)));
    }

    fn tokens(&self) -> impl Iterator<Item = (u32, &str, u32)> {
        let mut start = 0;
        self.tokens.iter().filter_map(move |(field, end, place)| {
            let text = self.text.get(start..*end as usize);
            start = *end as usize;
            Some((*field, text?, *place))
        })
    }

    pub(super) fn figures(&self) -> &OwnFigures {
        &self.figures
    }
}

/// Which of the terms that are asked for a vacancy has.
#[derive(Debug, Default)]
pub(super) struct Facts {
    present: Numbers,
    /// Terms and their places, in no order.
    places: Vec<(u32, u32)>,
    /// The same in order, where a phrase asks for them.
    sorted: OnceCell<Vec<(u32, u32)>>,
}

impl Facts {
    /// Takes another vacancy in.
    pub(super) fn read(&mut self, words: &VacancyWords, terms: &Terms) {
        self.present.reset(terms.end());
        self.places.clear();
        self.sorted.take();
        for (field, text, place) in words.tokens() {
            if let Some(term) = terms.get(field, text) {
                self.present.insert(term);
                self.places.push((term, place));
            }
        }
        if let Some(place) = words.figures.place.filter(|_| terms.asks(cells::FIELD)) {
            match cells::around(place) {
                Some(cells) => {
                    let cells = cells.iter().filter_map(|cell| terms.get(cells::FIELD, cell));
                    self.present.extend(cells);
                }
                // Distances to it can be computed all the same: no circle is left out.
                None => self.present.extend(terms.of_field(cells::FIELD)),
            }
        }
    }

    pub(super) fn terms(&self) -> &[u32] {
        self.present.list()
    }

    pub(super) fn has(&self, term: u32) -> bool {
        self.present.contains(term)
    }

    /// Whether the terms stand at these places after some first place.
    pub(super) fn has_phrase(&self, tokens: &[u32]) -> bool {
        let tokens = || tokens.chunks_exact(2).filter_map(|token| Some((*token.first()?, *token.get(1)?)));
        if !tokens().all(|(_, term)| self.has(term)) {
            return false;
        }
        let Some((first_offset, first)) = tokens().next() else { return false };
        let places = self.places_of(first).iter();
        let mut starts = places.filter_map(|(_, place)| place.checked_sub(first_offset));
        starts.any(|start| {
            tokens().all(|(offset, term)| {
                let wanted = (term, start.saturating_add(offset));
                self.places_of(term).binary_search(&wanted).is_ok()
            })
        })
    }

    fn places_of(&self, term: u32) -> &[(u32, u32)] {
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted = self.places.clone();
            sorted.sort_unstable();
            sorted
        });
        let start = sorted.partition_point(|(other, _)| *other < term);
        let end = sorted.partition_point(|(other, _)| *other <= term);
        sorted.get(start..end).unwrap_or_default()
    }
}
