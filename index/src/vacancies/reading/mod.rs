//! How the text of a search is read: pieces that must be found, pieces that only help, other words for them.

pub(super) mod clauses;
pub(super) mod grammar;
pub(super) mod plan;
pub(super) mod ways;

use std::collections::BTreeSet;

use self::grammar::Clause;
use crate::text::Word;
use crate::vacancies::answering::hits::Understood;
use crate::vacancies::query::FacetField;
use crate::vacancies::query::error::QueryError;
use crate::vocabulary::{Vocabulary, WordRelation};

/// The most other words taken for one word.
const MOST_RELATED: usize = 24;

/// A search text after reading.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) text: String,
    pub(super) wanted: Vec<Wanted>,
    pub(super) unwanted: Vec<Piece>,
    /// There is nothing in it but what would only help beside other words.
    pub(super) only_helps: bool,
}

/// One clause that must be found: all its pieces, or one of the other words for the whole.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// It stood in quotes.
    pub(super) quoted: bool,
    pub(super) pieces: Vec<Piece>,
    /// Pieces too general to insist on.
    pub(super) helping: Vec<Piece>,
    /// Words that only make a sentence of the others; looked for where there are no others.
    pub(super) fillers: Vec<Piece>,
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
    /// Groups of occupations that what it names belongs to.
    pub(super) families: BTreeSet<String>,
    /// It says under what conditions, not which work.
    pub(super) condition: bool,
    /// What it asks of the vacancy's fields, all of it: any of the values in each.
    pub(super) asks: Vec<(FacetField, Vec<String>)>,
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
    insist_on_something(&mut reading);
    Ok(reading)
}

/// 招聘 alone is all somebody asked for: then it counts.
fn insist_on_something(reading: &mut Reading) {
    for fillers_too in [false, true] {
        if reading.wanted.iter().any(|wanted| !wanted.pieces.is_empty()) {
            return;
        }
        reading.only_helps = true;
        for wanted in &mut reading.wanted {
            let less = if fillers_too { &mut wanted.fillers } else { &mut wanted.helping };
            wanted.pieces.append(less);
        }
    }
}

/// `lu'an` as `luan`: the sign only parts syllables.
pub(super) fn joined(text: &str) -> String {
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

pub(super) fn wanted(vocabulary: &Vocabulary, clause: &Clause) -> Wanted {
    if clause.phrase {
        let kind = if clause.text.is_ascii() { PieceKind::Latin } else { PieceKind::Run };
        let pieces = vec![bare(&clause.text, kind)];
        return Wanted { quoted: true, pieces, alternative: clause.alternative, ..Wanted::default() };
    }
    let words = vocabulary.text().words().cut(&clause.text);
    let filler = |word: &Word<'_>| vocabulary.synonyms().is_filler(word.text);
    let sentence = is_sentence(vocabulary, &words);
    let (fillers, words): (Vec<Word<'_>>, Vec<Word<'_>>) =
        words.into_iter().partition(|word| sentence && filler(word));
    let general = |piece: &Piece| vocabulary.synonyms().is_general(&piece.text);
    let pieces = join_single_characters(vocabulary, &clause.text, &words).into_iter();
    let (mut helping, mut pieces): (Vec<Piece>, Vec<Piece>) = pieces.partition(general);
    if sentence && pieces.iter().any(Piece::is_known) {
        // Who writes sentences tells a story too: what means nothing to the dictionaries may help.
        helping.extend(pieces.extract_if(.., |piece| !piece.is_known()));
    }
    let whole =
        (words.len() > 1 && !sentence).then(|| piece(vocabulary, &clause.text, PieceKind::Run, Vec::new()));
    let whole = whole.filter(Piece::is_known);
    let fillers = fillers.iter().map(|word| bare(word.text, kind_of(word.text))).collect();
    Wanted { quoted: false, pieces, helping, fillers, whole, alternative: clause.alternative }
}

/// Words between which others only make a sentence: 苏州的焊工, but not 会记, which is a slip.
fn is_sentence(vocabulary: &Vocabulary, words: &[Word<'_>]) -> bool {
    let fillers = words.iter().filter(|word| vocabulary.synonyms().is_filler(word.text)).count();
    let known = |word: &&Word<'_>| piece(vocabulary, word.text, kind_of(word.text), Vec::new()).is_known();
    fillers > 1 || fillers == 1 && words.iter().any(|word| known(&word))
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
        families: BTreeSet::new(),
        condition: false,
        asks: Vec::new(),
    }
}

fn piece(vocabulary: &Vocabulary, text: &str, kind: PieceKind, parts: Vec<String>) -> Piece {
    let asks = vocabulary.conditions().asked_by(text).iter();
    let asks = asks.filter_map(|asked| Some((asked.field.parse().ok()?, asked.values.clone())));
    let regions = vocabulary.regions().named(text).into_iter().map(|region| region.code.clone());
    let mut piece = Piece { asks: asks.collect(), regions: regions.collect(), parts, ..bare(text, kind) };
    piece.mean(vocabulary, text);
    if kind == PieceKind::Latin && !piece.is_known() {
        for word in vocabulary.words_spelt(text) {
            piece.others.push((word.to_owned(), 1.0));
            piece.mean(vocabulary, word);
        }
    }
    piece.condition = vocabulary.conditions().knows(text);
    if piece.condition {
        // 夜班 is a part of 不上夜班, but does not say it.
        piece.parts.clear();
    }
    piece.others.truncate(MOST_RELATED);
    piece
}

impl Piece {
    /// Takes in what the dictionaries know of a word.
    fn mean(&mut self, vocabulary: &Vocabulary, word: &str) {
        for related in vocabulary.synonyms().of(word) {
            let weight = match related.relation {
                WordRelation::Same => 0.6,
                WordRelation::Narrower => 0.25,
                WordRelation::Related => continue,
            };
            self.others.push((related.word.clone(), weight));
        }
        let occupations = vocabulary.occupations();
        self.occupations.extend(occupations.by_name(word).into_iter().map(|one| one.code.clone()));
        let same = vocabulary.synonyms().of(word).iter();
        let same = same.filter(|related| related.relation == WordRelation::Same);
        for name in std::iter::once(word).chain(same.map(|related| related.word.as_str())) {
            let families = occupations.by_name(name).into_iter().filter_map(|one| family(&one.code));
            self.families.extend(families);
        }
    }

    /// The dictionaries can tell what it means.
    fn is_known(&self) -> bool {
        !self.others.is_empty() || !self.occupations.is_empty() || self.is_condition()
    }

    /// It says where or under what conditions, not which work.
    pub(super) fn is_condition(&self) -> bool {
        !self.regions.is_empty() || self.condition
    }
}

/// The group an occupation belongs to: `6-18-01` of `6-18-01-07`.
fn family(code: &str) -> Option<String> {
    code.rsplit_once('-').map(|(family, _)| family.to_owned())
}

impl Reading {
    /// There is work to rank by, so that places and conditions need not.
    pub(super) fn names_work(&self) -> bool {
        let mut pieces = self.wanted.iter().flat_map(|wanted| &wanted.pieces);
        pieces.any(|piece| !piece.is_condition())
    }

    /// The same for the asker.
    pub(super) fn understood(&self) -> Understood {
        let mut understood = Understood { text: self.text.clone(), ..Understood::default() };
        for wanted in &self.wanted {
            for piece in &wanted.pieces {
                let phrase = piece.kind == PieceKind::Run;
                let list = if phrase { &mut understood.phrases } else { &mut understood.words };
                list.push(piece.text.clone());
            }
            let dropped = wanted.helping.iter().chain(&wanted.fillers);
            understood.dropped.extend(dropped.map(|piece| piece.text.clone()));
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
