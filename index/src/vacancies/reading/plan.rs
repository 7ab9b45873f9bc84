//! What a search asks of each segment: lists that must be found, lists that only help, sets that must not be.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use tantivy::TantivyError;
use tantivy::query::{EnableScoring, Weight};

use super::clauses::{ClauseBuilder, filters};
use super::ways::Way;
use super::{Piece, Reading, Wanted};
use crate::vacancies::answering::search::Scope;
use crate::vacancies::query::{Choice, FacetField, VacancyQuery};
use crate::vacancies::storage::values;
use crate::vocabulary::Vocabulary;

/// One thing asked for, found in a segment once and kept under its name.
pub(crate) struct Unit<'a> {
    pub(crate) name: String,
    asked: Asked<'a>,
    weight: OnceCell<Box<dyn Weight>>,
}

/// What is asked for.
enum Asked<'a> {
    /// A piece, by all its ways.
    Piece(&'a Piece),
    /// A place or a condition beside the work.
    Condition(&'a Piece),
    /// Work of the same groups of occupations.
    Kin(&'a BTreeSet<String>),
    /// A piece that only helps.
    Helping(&'a Piece),
    /// Several pieces and the other words for all of them together.
    Clause(&'a Wanted, NamesWork),
    /// A piece itself, and nothing merely like it.
    Exact(&'a Piece),
    /// One of these values.
    Values(FacetField, Vec<String>),
}

/// Whether the search names work, beside which places and conditions are only met or not.
type NamesWork = bool;

impl<'a> Asked<'a> {
    fn of(wanted: &'a Wanted, names_work: NamesWork) -> Asked<'a> {
        match (wanted.pieces.as_slice(), &wanted.whole) {
            ([only], None) => Asked::one(only, names_work),
            _ => Asked::Clause(wanted, names_work),
        }
    }

    fn one(piece: &'a Piece, names_work: NamesWork) -> Asked<'a> {
        if names_work && piece.is_condition() { Asked::Condition(piece) } else { Asked::Piece(piece) }
    }
}

/// A whole search, but for the conditions on numbers.
pub(crate) struct Plan<'a> {
    /// Of each, one must be found.
    pub(crate) wanted: Vec<Vec<Unit<'a>>>,
    /// These only add to the score.
    pub(crate) helping: Vec<Unit<'a>>,
    /// Of each, one value is needed.
    pub(crate) needed: Vec<Unit<'a>>,
    pub(crate) unwanted: Vec<Unit<'a>>,
}

impl<'a> Plan<'a> {
    /// Of the statistics that give the scores only the count of their changes matters.
    pub(crate) fn new(
        generation: u64,
        vocabulary: &Vocabulary,
        reading: &'a Reading,
        query: &VacancyQuery,
    ) -> Plan<'a> {
        let scored = |asked: Asked<'a>| Unit::new(generation, asked);
        let names_work = reading.names_work();
        let mut plan =
            Plan { wanted: Vec::new(), helping: Vec::new(), needed: Vec::new(), unwanted: Vec::new() };
        for group in reading.wanted.chunk_by(|_, next| next.alternative) {
            for wanted in group {
                plan.helping.extend(wanted.helping.iter().map(|piece| scored(Asked::Helping(piece))));
                let families = wanted.pieces.iter().map(|piece| &piece.families);
                let families = families.filter(|families| !families.is_empty());
                plan.helping.extend(families.map(|families| scored(Asked::Kin(families))));
            }
            let insisting = group.iter().filter(|wanted| !wanted.pieces.is_empty());
            match group {
                [Wanted { pieces, whole: None, .. }] => {
                    plan.wanted
                        .extend(pieces.iter().map(|piece| vec![scored(Asked::one(piece, names_work))]));
                }
                _ => {
                    let units: Vec<Unit<'a>> =
                        insisting.map(|wanted| scored(Asked::of(wanted, names_work))).collect();
                    plan.wanted.extend((!units.is_empty()).then_some(units));
                }
            }
        }
        plan.unwanted.extend(reading.unwanted.iter().map(|piece| Unit::new(0, Asked::Exact(piece))));
        plan.add_filters(vocabulary, query);
        plan
    }

    fn add_filters(&mut self, vocabulary: &Vocabulary, query: &VacancyQuery) {
        for (facet, choices) in filters(query) {
            let (unwanted, wanted): (Vec<Choice>, Vec<Choice>) =
                choices.into_iter().partition(|choice| choice.excluded);
            for (into, choices) in [(&mut self.needed, wanted), (&mut self.unwanted, unwanted)] {
                if !choices.is_empty() {
                    let spelt = choices.iter().map(|one| values::wanted(vocabulary, facet, &one.value));
                    let mut values: Vec<String> = spelt.collect();
                    values.sort_unstable();
                    into.push(Unit::new(0, Asked::Values(facet, values)));
                }
            }
        }
    }
}

/// How many vacancies something is likely to be true of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Breadth {
    /// Few: a trade, a skill, an employer.
    Narrow,
    /// Those of a place.
    Place,
    /// A good part of all: a shift, a dormitory.
    Broad,
}

impl Breadth {
    fn of_piece(piece: &Piece) -> Breadth {
        match (piece.condition, piece.regions.is_empty()) {
            (true, _) => Breadth::Broad,
            (false, false) => Breadth::Place,
            (false, true) => Breadth::Narrow,
        }
    }

    fn of_values(facet: FacetField) -> Breadth {
        match facet {
            FacetField::Region => Breadth::Place,
            FacetField::Occupation
            | FacetField::Major
            | FacetField::Skill
            | FacetField::Certificate
            | FacetField::Employer
            | FacetField::Programme => Breadth::Narrow,
            FacetField::Kind
            | FacetField::Shift
            | FacetField::Meals
            | FacetField::Insurance
            | FacetField::RestDays
            | FacetField::Dormitory
            | FacetField::HousingFund
            | FacetField::AcceptsMinor => Breadth::Broad,
        }
    }
}

impl<'a> Unit<'a> {
    /// How broad it is. Of several pieces that must all be found the narrowest counts.
    pub(crate) fn breadth(&self) -> Breadth {
        match &self.asked {
            Asked::Piece(piece) | Asked::Helping(piece) | Asked::Condition(piece) | Asked::Exact(piece) => {
                Breadth::of_piece(piece)
            }
            Asked::Clause(wanted, _) => {
                wanted.pieces.iter().map(Breadth::of_piece).min().unwrap_or(Breadth::Broad)
            }
            Asked::Kin(_) => Breadth::Broad,
            Asked::Values(facet, _) => Breadth::of_values(*facet),
        }
    }

    fn new(generation: u64, asked: Asked<'a>) -> Unit<'a> {
        let mut name = format!("{generation} ");
        match &asked {
            Asked::Piece(piece) => write_piece('p', piece, &mut name),
            Asked::Helping(piece) => write_piece('h', piece, &mut name),
            Asked::Exact(piece) => write_piece('e', piece, &mut name),
            Asked::Condition(piece) => write_piece('b', piece, &mut name),
            Asked::Kin(families) => write_values("kin", families.iter(), &mut name),
            Asked::Clause(wanted, names_work) => {
                name.push(if *names_work { 'w' } else { '-' });
                wanted
                    .pieces
                    .iter()
                    .chain(&wanted.whole)
                    .for_each(|piece| write_piece('c', piece, &mut name));
            }
            Asked::Values(facet, values) => write_values(facet.as_str(), values.iter(), &mut name),
        }
        Unit { name, asked, weight: OnceCell::new() }
    }

    /// The search library's way to it, made when it is first needed.
    pub(crate) fn weight(&self, scope: Scope<'_>) -> Result<&dyn Weight, TantivyError> {
        if let Some(weight) = self.weight.get() {
            return Ok(weight.as_ref());
        }
        let scored = !matches!(self.asked, Asked::Exact(_) | Asked::Values(..));
        let scoring = if scored {
            EnableScoring::enabled_from_statistics_provider(scope.statistics, scope.searcher)
        } else {
            EnableScoring::disabled_from_searcher(scope.searcher)
        };
        let clauses = ClauseBuilder { fields: scope.fields, vocabulary: scope.vocabulary };
        let weight = self.way(&clauses).into_query().weight(scoring)?;
        Ok(self.weight.get_or_init(|| weight).as_ref())
    }

    /// What it asks of the terms of a vacancy.
    pub(crate) fn way(&self, clauses: &ClauseBuilder<'_>) -> Way {
        match &self.asked {
            Asked::Piece(piece) => clauses.piece(piece),
            Asked::Helping(piece) => clauses.helping(piece),
            Asked::Condition(piece) => clauses.condition(piece),
            Asked::Kin(families) => clauses.kin(families),
            Asked::Clause(wanted, names_work) => clauses.clause(wanted, *names_work),
            Asked::Exact(piece) => clauses.exact_piece(piece),
            Asked::Values(facet, values) => clauses.any_value(*facet, values),
        }
    }
}

/// Parts the values in a name; folded text has no control characters.
const SEPARATOR: char = '\u{1f}';

fn write_values<'v>(what: &str, values: impl Iterator<Item = &'v String>, name: &mut String) {
    name.push_str(what);
    for value in values {
        name.push(SEPARATOR);
        name.push_str(value);
    }
}

/// All that a piece's query depends on.
fn write_piece(sign: char, piece: &Piece, name: &mut String) {
    name.push(sign);
    name.push(match piece.kind {
        super::PieceKind::Word => 'w',
        super::PieceKind::Character => 'c',
        super::PieceKind::Run => 'r',
        super::PieceKind::Latin => 'l',
    });
    name.push_str(&piece.text);
    for (list, sign) in [(&piece.parts, '+'), (&piece.regions, '@'), (&piece.occupations, '#')] {
        for one in list {
            name.push(SEPARATOR);
            name.push(sign);
            name.push_str(one);
        }
    }
    for (other, factor) in &piece.others {
        name.push(SEPARATOR);
        name.push_str(other);
        name.push(SEPARATOR);
        name.push_str(&factor.to_bits().to_string());
    }
    name.push(if piece.condition { '!' } else { '.' });
    for (facet, values) in &piece.asks {
        name.push(SEPARATOR);
        write_values(facet.as_str(), values.iter(), name);
    }
}
