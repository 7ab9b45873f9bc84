//! Sentences and clauses, what stands near a word in its clause, and which words say one thing together: 不 and 招
//! are a refusal, 不 and 限 are none.

use super::token::{Bare, Kind, Token};

/// A clause: a run of words without a comma.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clause<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A sentence: its clauses.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    pub(super) clauses: Vec<Clause<'t>>,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Sentence<'_> {
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.clauses.iter().any(|clause| clause.has(kind))
    }
}

impl<'t> Clause<'t> {
    pub(super) fn has(&self, kind: Kind) -> bool {
        self.tokens.iter().any(|token| token.kind == kind)
    }

    /// The nearest word of some kind that ends before a place, with no more than so many characters in between.
    pub(super) fn before(
        &self,
        at: usize,
        most: usize,
        bare: &Bare,
        is: impl Fn(Kind) -> bool,
    ) -> Option<&'t Token> {
        let near = |token: &&Token| bare.between(token.end, at) <= most;
        self.tokens.iter().rev().filter(|token| token.end <= at).take_while(near).find(|token| is(token.kind))
    }

    /// The nearest word of some kind that begins after a place.
    pub(super) fn after(
        &self,
        at: usize,
        most: usize,
        bare: &Bare,
        is: impl Fn(Kind) -> bool,
    ) -> Option<&'t Token> {
        let near = |token: &&Token| bare.between(at, token.start) <= most;
        self.tokens.iter().filter(|token| token.start >= at).take_while(near).find(|token| is(token.kind))
    }
}

/// The sentences of a text.
pub(super) fn sentences<'t>(tokens: &'t [Token], length: usize) -> Vec<Sentence<'t>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for sentence in tokens.split_inclusive(|token| token.kind == Kind::Stop) {
        let stop = sentence.last().filter(|token| token.kind == Kind::Stop);
        let end = stop.map_or(length, |stop| stop.start);
        let mut clauses = Vec::new();
        let mut from = start;
        for clause in sentence.split_inclusive(|token| matches!(token.kind, Kind::Comma | Kind::Stop)) {
            let sign = clause.last().filter(|token| matches!(token.kind, Kind::Comma | Kind::Stop));
            let words = clause.len() - usize::from(sign.is_some());
            let to = sign.map_or(end, |sign| sign.start);
            clauses.push(Clause { tokens: clause.get(..words).unwrap_or_default(), start: from, end: to });
            from = sign.map_or(to, |sign| sign.end);
        }
        sentences.push(Sentence { clauses, start, end });
        start = stop.map_or(length, |stop| stop.end);
    }
    sentences
}

/// Words that say one thing together become one word.
pub(super) fn merged(tokens: &[Token], bare: &Bare) -> Vec<Token> {
    let mut merged: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.iter().peekable();
    while let Some(token) = rest.next() {
        let mut token = *token;
        if matches!(token.kind, Kind::Neg | Kind::Deny) {
            let mut end = token.end;
            let mut ahead = rest.clone();
            while let Some(next) =
                ahead.next_if(|next| next.kind == Kind::Adverb && bare.between(end, next.start) <= 1)
            {
                end = next.end;
            }
            if let Some(next) = ahead.next().filter(|next| bare.between(end, next.start) <= 1)
                && let Some(kind) = together(token.kind, next.kind)
            {
                token = Token { kind, end: next.end, ..token };
                rest = ahead;
            }
        }
        merged.push(token);
    }
    merged
}

/// What a denial and the word after it say together.
fn together(first: Kind, next: Kind) -> Option<Kind> {
    match (first, next) {
        (Kind::Neg, Kind::Receive | Kind::Want | Kind::Seek | Kind::Welcome) => Some(Kind::Refuse),
        (_, Kind::Only | Kind::Need | Kind::Prefer | Kind::Seek | Kind::Receive | Kind::Want) => {
            Some(Kind::Any)
        }
        _ => None,
    }
}
