//! How far a search departs from its words where they find nothing: corrected words, and words let go.

use crate::vacancies::answering::cursor::{read, written};
use crate::vacancies::answering::hits::Understood;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::reading::{self, Reading};
use crate::vocabulary::Vocabulary;

/// More pieces than a text can have.
const MOST_PIECES: usize = 256;

/// What was forgiven; the default is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Forgiven {
    /// The text that was searched for instead.
    pub(crate) corrected: Option<String>,
    /// The pieces that need not be found, by their places among all that must; they still help the order.
    pub(crate) dropped: Vec<usize>,
}

impl Forgiven {
    /// As a part of a cursor.
    pub(crate) fn token(&self) -> String {
        let dropped: Vec<String> = self.dropped.iter().map(usize::to_string).collect();
        let corrected = self.corrected.as_deref().map_or_else(|| "t".to_owned(), written);
        if dropped.is_empty() { corrected } else { format!("{corrected}~{}", dropped.join("-")) }
    }

    /// Out of a part of a cursor.
    pub(crate) fn read(part: &str) -> Option<Forgiven> {
        let (corrected, dropped) =
            part.split_once('~').map_or((part, None), |(text, rest)| (text, Some(rest)));
        let corrected = if corrected == "t" { None } else { Some(read(corrected)?) };
        let dropped =
            dropped.map(|list| list.split('-').map(|one| one.parse().ok()).collect::<Option<Vec<_>>>());
        let dropped = dropped.map_or(Some(Vec::new()), |list| list)?;
        (dropped.len() <= MOST_PIECES).then_some(Forgiven { corrected, dropped })
    }

    /// The text as it is searched for.
    pub(crate) fn reading(&self, vocabulary: &Vocabulary, text: &str) -> Result<Reading, QueryError> {
        let mut reading = reading::read(vocabulary, self.corrected.as_deref().unwrap_or(text))?;
        let mut place = 0;
        for wanted in &mut reading.wanted {
            let mut kept = Vec::with_capacity(wanted.pieces.len());
            for piece in wanted.pieces.drain(..) {
                if self.dropped.contains(&place) {
                    wanted.helping.push(piece)
                } else {
                    kept.push(piece)
                }
                place += 1;
            }
            wanted.pieces = kept;
        }
        Ok(reading)
    }

    /// The reading for the asker, with what was forgiven said aloud.
    pub(crate) fn understood(&self, reading: &Reading, text: &str) -> Understood {
        Understood {
            corrected_from: self.corrected.is_some().then(|| text.to_owned()),
            relaxed: !self.dropped.is_empty(),
            ..reading.understood()
        }
    }
}
