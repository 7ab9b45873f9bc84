//! Which words to let go where nothing has them all: first those that nothing has, then the common ones, which say
//! least. Places, quoted phrases, exclusions and filters stay, and so does at least one word.

use tantivy::Term;

use super::exists::exists;
use crate::index::IndexError;
use crate::vacancies::answering::search::Scope;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::reading::{Piece, Reading, Wanted};

/// With more words than this they are let go one after the other, and not each by itself first.
const MOST_ALONE: usize = 6;
/// The most attempts.
const MOST_ATTEMPTS: usize = 16;

/// A word that may be let go.
struct Word {
    place: usize,
    unknown: bool,
    frequency: u64,
}

/// The places of the pieces to let go so that something is found, as `finds` says; `None` where nothing helps.
pub(crate) fn dropped(
    scope: Scope<'_>,
    reading: &Reading,
    mut finds: impl FnMut(&[usize]) -> Result<bool, QueryError>,
) -> Result<Option<Vec<usize>>, QueryError> {
    let count = reading.wanted.iter().map(|wanted| wanted.pieces.len()).sum::<usize>();
    let words = words(scope, reading)?;
    let mut attempts = 0;
    let mut found = |dropped: &[usize]| {
        attempts += 1;
        let may = attempts <= MOST_ATTEMPTS && !dropped.is_empty() && dropped.len() < count;
        if may { finds(dropped) } else { Ok(false) }
    };
    let mut gone: Vec<usize> = words.iter().filter(|word| word.unknown).map(|word| word.place).collect();
    if found(&gone)? {
        return Ok(Some(gone));
    }
    let rest: Vec<usize> = words.iter().filter(|word| !word.unknown).map(|word| word.place).collect();
    if rest.len() <= MOST_ALONE {
        for place in &rest {
            let one: Vec<usize> = gone.iter().chain([place]).copied().collect();
            if found(&one)? {
                return Ok(Some(one));
            }
        }
    }
    for place in rest {
        gone.push(place);
        if found(&gone)? {
            return Ok(Some(gone));
        }
    }
    Ok(None)
}

/// The words that may be let go: those that nothing has first, then the common ones.
fn words(scope: Scope<'_>, reading: &Reading) -> Result<Vec<Word>, QueryError> {
    let mut words = Vec::new();
    let mut place = 0;
    for wanted in &reading.wanted {
        for piece in &wanted.pieces {
            if !wanted.quoted && piece.regions.is_empty() {
                let (unknown, frequency) = (!is_known(scope, piece)?, frequency(scope, piece)?);
                words.push(Word { place, unknown, frequency });
            }
            place += 1;
        }
    }
    words.sort_by(|one, other| {
        let unknown = other.unknown.cmp(&one.unknown);
        unknown.then_with(|| other.frequency.cmp(&one.frequency)).then_with(|| one.place.cmp(&other.place))
    });
    Ok(words)
}

fn is_known(scope: Scope<'_>, piece: &Piece) -> Result<bool, QueryError> {
    let alone = Wanted { pieces: vec![piece.clone()], ..Wanted::default() };
    Ok(exists(scope, &Reading { wanted: vec![alone], ..Reading::default() })?)
}

fn frequency(scope: Scope<'_>, piece: &Piece) -> Result<u64, QueryError> {
    let fields = scope.fields;
    let mut most = 0;
    for field in [fields.title_words, fields.title_chars, fields.description] {
        let term = Term::from_field_text(field, &piece.text);
        most = most.max(scope.searcher.doc_freq(&term).map_err(IndexError::from)?);
    }
    Ok(most)
}
