//! What a clause asks of the terms of a vacancy, before the search library has its own words for it: searches become
//! queries of the library from it, and stored searches are held up against new vacancies by it.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, PhraseQuery, Query,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

/// The score of a term of a field that keeps no frequencies.
const FOUND: f32 = 3.0;

/// A way in which a vacancy may be found.
#[derive(Debug, Clone)]
pub(crate) enum Way {
    /// A term, scored by how often it comes.
    Term(Field, String),
    /// A term of a field that keeps no frequencies: found or not.
    Found(Field, String),
    /// Terms at these places after the first.
    Phrase(Field, Vec<(usize, String)>),
    /// One of these terms.
    Values(Field, Vec<String>),
    /// All of these.
    All(Vec<Way>),
    /// Any of these; of none, nothing is found.
    Any(Vec<Way>),
    /// Any of these, scored by the best.
    Best(Vec<Way>),
    /// The same for a part of its score.
    Boosted(Box<Way>, f32),
    /// The same for one score, however it is found.
    Constant(Box<Way>, f32),
}

impl Way {
    /// The search library's query for it.
    pub(crate) fn into_query(self) -> Box<dyn Query> {
        let all = |ways: Vec<Way>| ways.into_iter().map(Way::into_query).collect::<Vec<_>>();
        match self {
            Way::Term(field, text) => {
                Box::new(TermQuery::new(Term::from_field_text(field, &text), IndexRecordOption::WithFreqs))
            }
            Way::Found(field, text) => {
                let term = Term::from_field_text(field, &text);
                let found = TermQuery::new(term, IndexRecordOption::Basic);
                Box::new(ConstScoreQuery::new(Box::new(found), FOUND))
            }
            Way::Phrase(field, terms) => {
                let terms = terms.iter().map(|(place, text)| (*place, Term::from_field_text(field, text)));
                Box::new(PhraseQuery::new_with_offset(terms.collect()))
            }
            Way::Values(field, values) => {
                Box::new(TermSetQuery::new(values.iter().map(|value| Term::from_field_text(field, value))))
            }
            Way::Any(ways) if ways.is_empty() => Box::new(EmptyQuery),
            Way::All(ways) => Box::new(BooleanQuery::intersection(all(ways))),
            Way::Any(ways) => Box::new(BooleanQuery::union(all(ways))),
            Way::Best(ways) => Box::new(DisjunctionMaxQuery::new(all(ways))),
            Way::Boosted(way, by) => Box::new(BoostQuery::new(way.into_query(), by)),
            Way::Constant(way, score) => Box::new(ConstScoreQuery::new(way.into_query(), score)),
        }
    }
}

pub(crate) fn term(field: Field, text: &str) -> Way {
    Way::Term(field, text.to_owned())
}

/// Tokens at their places; one token is a plain term, and none is nothing.
pub(crate) fn phrase(field: Field, tokens: &[(usize, String)]) -> Way {
    match tokens {
        [] => Way::Any(Vec::new()),
        [(_, only)] => term(field, only),
        several => {
            let first = several.first().map_or(0, |(place, _)| *place);
            Way::Phrase(field, several.iter().map(|(place, text)| (place - first, text.clone())).collect())
        }
    }
}

pub(crate) fn boosted(way: Way, by: f32) -> Way {
    Way::Boosted(Box::new(way), by)
}

pub(crate) fn constant(way: Way, score: f32) -> Way {
    Way::Constant(Box::new(way), score)
}

/// All of these; of none, nothing is found.
pub(crate) fn all_of(mut ways: Vec<Way>) -> Way {
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, None) => Way::Any(Vec::new()),
        (_, Some(last)) => {
            ways.push(last);
            Way::All(ways)
        }
    }
}

pub(crate) fn any_of(mut ways: Vec<Way>) -> Way {
    if ways.len() == 1
        && let Some(only) = ways.pop()
    {
        return only;
    }
    Way::Any(ways)
}
