//! Ready-made tokens on their way into the search library.
//!
//! The library takes tokens as JSON or makes them from text itself. JSON costs more than all of the analysis, so
//! tokens travel as one text with separators and this tokenizer takes them apart again.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};

/// The name fields ask for it by.
pub(crate) const READY: &str = "ready";

/// The next token stands one place further; twice, two places.
const NEXT: char = '\u{1f}';
/// The next token stands at the same place.
const SAME: char = '\u{1e}';

/// The tokenizers of an index.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(READY, ReadyTokenizer);
    manager
}

/// Tokens with their places, in the order of places, as one text.
pub(crate) fn encode<'a>(tokens: impl IntoIterator<Item = (usize, &'a str)>) -> String {
    let mut text = String::new();
    let mut encoder = Encoder::new(&mut text);
    tokens.into_iter().for_each(|(place, token)| encoder.add(place, token));
    text
}

/// Adds tokens behind others, from the next place on.
pub(crate) fn append(text: &mut String, tokens: &str) {
    if !text.is_empty() && !tokens.is_empty() {
        text.push(NEXT);
    }
    text.push_str(tokens);
}

/// Writes tokens with their places, in the order of places, into one text.
pub(crate) struct Encoder<'t> {
    text: &'t mut String,
    last: Option<usize>,
}

impl<'t> Encoder<'t> {
    pub(crate) fn new(text: &'t mut String) -> Encoder<'t> {
        Encoder { text, last: None }
    }

    pub(crate) fn add(&mut self, place: usize, token: &str) {
        match self.last {
            None => self.text.extend(std::iter::repeat_n(NEXT, place)),
            Some(last) if last >= place => self.text.push(SAME),
            Some(last) => self.text.extend(std::iter::repeat_n(NEXT, place - last)),
        }
        self.text.push_str(token);
        self.last = Some(place);
    }
}

/// The tokens of such a text with their places.
pub(crate) fn decode(text: &str, mut each: impl FnMut(usize, &str)) {
    let (mut rest, mut place) = (text, 0);
    while let Some(token) = next(&mut rest, &mut place) {
        each(place, token);
    }
}

/// Takes the next token from the text that is left, and moves the place along.
fn next<'a>(rest: &mut &'a str, place: &mut usize) -> Option<&'a str> {
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(NEXT) {
            *place += 1;
            *rest = after;
        } else if let Some(after) = rest.strip_prefix(SAME) {
            *rest = after;
        } else {
            let end = rest.find([NEXT, SAME]).unwrap_or(rest.len());
            let (token, after) = rest.split_at(end);
            *rest = after;
            return Some(token);
        }
    }
    None
}

#[derive(Clone)]
struct ReadyTokenizer;

/// The text that is left, and the token taken last.
struct ReadyTokens<'a> {
    rest: &'a str,
    token: Token,
}

impl Tokenizer for ReadyTokenizer {
    type TokenStream<'a> = ReadyTokens<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ReadyTokens<'a> {
        ReadyTokens { rest: text, token: Token { position: 0, ..Token::default() } }
    }
}

impl TokenStream for ReadyTokens<'_> {
    fn advance(&mut self) -> bool {
        let Some(token) = next(&mut self.rest, &mut self.token.position) else { return false };
        self.token.text.clear();
        self.token.text.push_str(token);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_out_as_they_went_in() {
        let tokens = [(0, "数控车工"), (0, "数控"), (0, "车工"), (1, "长白班"), (4, "a"), (5, "b")];
        let text = encode(tokens);
        let mut tokenizer = ReadyTokenizer;
        let mut stream = tokenizer.token_stream(&text);
        let mut out = Vec::new();
        while stream.advance() {
            out.push((stream.token().position, stream.token().text.clone()));
        }
        let out: Vec<(usize, &str)> = out.iter().map(|(place, text)| (*place, text.as_str())).collect();
        assert_eq!(out, tokens);
    }

    #[test]
    fn the_first_place_need_not_be_the_first() {
        let text = encode([(2, "车")]);
        let mut tokenizer = ReadyTokenizer;
        let mut stream = tokenizer.token_stream(&text);
        assert!(stream.advance());
        assert_eq!(stream.token().position, 2);
        assert!(!stream.advance());
    }
}
