//! How the text of a search is read: pieces that must be found, pieces that only help, other words for them.

use super::error::QueryError;
use super::grammar::{self, Clause};
use super::hits::Understood;
use crate::text::Word;
use crate::vocabulary::{Vocabulary, WordRelation};

/// The most other words taken for one word.
const MOST_RELATED: usize = 24;

/// A search text after reading.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) wanted: Vec<Wanted>,
    pub(super) unwanted: Vec<Piece>,
}

/// One clause that must be found: all its pieces, or one of the other words for the whole.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) pieces: Vec<Piece>,
    /// Pieces too general to insist on.
    pub(super) helping: Vec<Piece>,
    /// Other words for the whole clause, where it has several pieces.
    pub(super) whole: Option<Piece>,
    /// It or the one before must be found.
    pub(super) alternative: bool,
}

/// The least that is looked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) kind: PieceKind,
    /// Its parts that say something: 数控 and 车工 of 数控车工.
    pub(super) parts: Vec<String>,
    /// Other words for it, with how much they count.
    pub(super) others: Vec<(String, f32)>,
    /// Region codes it names.
    pub(super) regions: Vec<String>,
    /// Occupation codes it names.
    pub(super) occupations: Vec<String>,
}

/// What kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceKind {
    /// A word of the dictionary.
    Word,
    /// One character.
    Character,
    /// Neighbouring characters: quoted, or no word of the dictionary.
    Run,
    /// Latin letters and digits.
    Latin,
}

/// Reads a search text.
pub(super) fn read(vocabulary: &Vocabulary, text: &str) -> Result<Reading, QueryError> {
    grammar::check_length(text)?;
    let folded = vocabulary.text().fold(text);
    let mut reading = Reading { text: folded.clone(), ..Reading::default() };
    for clause in grammar::parse(&joined(&folded))? {
        if clause.excluded {
            reading.unwanted.extend(excluded_pieces(vocabulary, &clause));
        } else {
            reading.wanted.push(wanted(vocabulary, &clause));
        }
    }
    for alternatives in
        reading.wanted.chunk_by_mut(|_, next| next.alternative).filter(|group| group.len() > 1)
    {
        // 焊工|招聘 asks for 招聘 as much as for 焊工.
        for wanted in alternatives {
            wanted.pieces.append(&mut wanted.helping);
        }
    }
    let insists = reading.wanted.iter().any(|wanted| !wanted.pieces.is_empty());
    if !insists {
        // 招聘 alone is all somebody asked for: then it counts.
        for wanted in &mut reading.wanted {
            wanted.pieces.append(&mut wanted.helping);
        }
    }
    Ok(reading)
}

/// `lu'an` as `luan`: the sign only parts syllables.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let between = out.ends_with(|c: char| c.is_ascii_lowercase())
            && rest.peek().is_some_and(char::is_ascii_lowercase);
        if !(matches!(c, '\'' | '’') && between) {
            out.push(c);
        }
    }
    out
}

fn excluded_pieces(vocabulary: &Vocabulary, clause: &Clause) -> Vec<Piece> {
    let cut = vocabulary.text().words().cut(&clause.text);
    match cut.as_slice() {
        [word] if !clause.phrase => vec![bare(word.text, kind_of(word.text))],
        _ => vec![bare(&clause.text, PieceKind::Run)],
    }
}

fn wanted(vocabulary: &Vocabulary, clause: &Clause) -> Wanted {
    if clause.phrase {
        let kind = if clause.text.is_ascii() { PieceKind::Latin } else { PieceKind::Run };
        return Wanted {
            pieces: vec![bare(&clause.text, kind)],
            helping: Vec::new(),
            whole: None,
            alternative: clause.alternative,
        };
    }
    let words = vocabulary.text().words().cut(&clause.text);
    let several = words.len() > 1;
    let mut pieces = Vec::new();
    let mut helping = Vec::new();
    for piece in join_single_characters(vocabulary, &clause.text, &words) {
        if vocabulary.synonyms().is_general(&piece.text) { helping.push(piece) } else { pieces.push(piece) }
    }
    let whole = several.then(|| piece(vocabulary, &clause.text, PieceKind::Run, Vec::new()));
    let whole = whole.filter(|whole| !whole.others.is_empty() || !whole.occupations.is_empty());
    Wanted { pieces, helping, whole, alternative: clause.alternative }
}

/// Neighbouring single characters are a word the dictionary lacks.
fn join_single_characters(vocabulary: &Vocabulary, text: &str, words: &[Word<'_>]) -> Vec<Piece> {
    let single = |word: &Word<'_>| word.text.chars().nth(1).is_none() && !word.text.is_ascii();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let close = |run: &mut Option<(usize, usize)>, pieces: &mut Vec<Piece>| {
        if let Some(joined) = run.take().and_then(|(start, end)| text.get(start..end)) {
            let one = joined.chars().nth(1).is_none();
            let kind = if one { PieceKind::Character } else { PieceKind::Run };
            pieces.push(piece(vocabulary, joined, kind, Vec::new()));
        }
    };
    for word in words {
        if !single(word) {
            close(&mut run, &mut pieces);
            let parts = useful_parts(vocabulary, word);
            pieces.push(piece(vocabulary, word.text, kind_of(word.text), parts));
            continue;
        }
        if run.is_some_and(|(_, end)| end != word.range.start) {
            close(&mut run, &mut pieces);
        }
        run = Some((run.map_or(word.range.start, |(start, _)| start), word.range.end));
    }
    close(&mut run, &mut pieces);
    pieces
}

/// The longest parts of a word that together say what it says; none where that would be too little.
fn useful_parts(vocabulary: &Vocabulary, word: &Word<'_>) -> Vec<String> {
    let parts = vocabulary.text().words().parts(word);
    let inner = |part: &Word<'_>, other: &Word<'_>| {
        other.range != part.range
            && other.range.start <= part.range.start
            && part.range.end <= other.range.end
    };
    let longest = parts.iter().filter(|part| !parts.iter().any(|other| inner(part, other)));
    let useful = longest.filter(|part| !vocabulary.synonyms().is_general(part.text));
    let mut useful: Vec<String> = useful.map(|part| part.text.to_owned()).collect();
    useful.dedup();
    useful
}

fn kind_of(word: &str) -> PieceKind {
    if word.is_ascii() {
        PieceKind::Latin
    } else if word.chars().nth(1).is_none() {
        PieceKind::Character
    } else {
        PieceKind::Word
    }
}

fn bare(text: &str, kind: PieceKind) -> Piece {
    Piece {
        text: text.to_owned(),
        kind,
        parts: Vec::new(),
        others: Vec::new(),
        regions: Vec::new(),
        occupations: Vec::new(),
    }
}

fn piece(vocabulary: &Vocabulary, text: &str, kind: PieceKind, parts: Vec<String>) -> Piece {
    let others = vocabulary.synonyms().of(text).iter().filter_map(|related| {
        let weight = match related.relation {
            WordRelation::Same => 0.6,
            WordRelation::Narrower => 0.4,
            WordRelation::Related => return None,
        };
        Some((related.word.clone(), weight))
    });
    let regions = vocabulary.regions().named(text).into_iter().map(|region| region.code.clone());
    let occupations = vocabulary.occupations().by_name(text).into_iter().map(|one| one.code.clone());
    Piece {
        parts,
        others: others.take(MOST_RELATED).collect(),
        regions: regions.collect(),
        occupations: occupations.collect(),
        ..bare(text, kind)
    }
}

impl Reading {
    /// The same for the asker.
    pub(super) fn understood(&self) -> Understood {
        let mut understood = Understood { text: self.text.clone(), ..Understood::default() };
        for wanted in &self.wanted {
            for piece in &wanted.pieces {
                let phrase = piece.kind == PieceKind::Run;
                let list = if phrase { &mut understood.phrases } else { &mut understood.words };
                list.push(piece.text.clone());
            }
            understood.dropped.extend(wanted.helping.iter().map(|piece| piece.text.clone()));
            for piece in wanted.pieces.iter().chain(&wanted.whole) {
                understood.expanded.extend(piece.others.iter().map(|(word, _)| word.clone()));
                understood.regions.extend(piece.regions.iter().cloned());
                understood.occupations.extend(piece.occupations.iter().cloned());
            }
        }
        understood.excluded = self.unwanted.iter().map(|piece| piece.text.clone()).collect();
        for list in [&mut understood.expanded, &mut understood.regions, &mut understood.occupations] {
            list.sort_unstable();
            list.dedup();
        }
        understood
    }
}
