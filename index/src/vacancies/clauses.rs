//! The clauses of the search library for what a search wants.

use std::collections::BTreeSet;

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, PhraseQuery, Query, TermQuery,
    TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::query::{Choice, FacetField, VacancyQuery};
use super::reading::{Piece, PieceKind, Wanted};
use super::schema::Fields;
use crate::text::is_word_character;
use crate::vocabulary::{Vocabulary, WordRelation};

/// How much a place where a word is found counts. Chosen by the golden table.
mod weight {
    pub(super) const TITLE_WORD: f32 = 1.2;
    pub(super) const OTHER_WORD: f32 = 1.2;
    pub(super) const TITLE_CHARACTER: f32 = 6.0;
    pub(super) const TITLE_PHRASE: f32 = 2.0;
    pub(super) const TITLE_PARTS: f32 = 0.4;
    pub(super) const SAME_PART: f32 = 0.5;
    pub(super) const TITLE_PINYIN: f32 = 1.3;
    pub(super) const DESCRIPTION: f32 = 0.25;
    pub(super) const DESCRIPTION_PARTS: f32 = 0.1;
    pub(super) const ABOUT: f32 = 0.35;
    pub(super) const REGION: f32 = 1.0;
    pub(super) const OCCUPATION: f32 = 1.6;
    pub(super) const CONDITION: f32 = 1.0;
    pub(super) const HELPING: f32 = 0.3;
    pub(super) const FAMILY: f32 = 2.5;
}

/// Makes clauses for one schema.
pub(super) struct ClauseBuilder<'a> {
    pub(super) fields: &'a Fields,
    pub(super) vocabulary: &'a Vocabulary,
}

impl ClauseBuilder<'_> {
    /// All pieces of a clause, or another word for the whole.
    pub(super) fn clause(&self, wanted: &Wanted, names_work: bool) -> Box<dyn Query> {
        let one = |piece: &Piece| match names_work && piece.is_condition() {
            true => self.condition(piece),
            false => self.piece(piece),
        };
        let mut ways = vec![all_of(wanted.pieces.iter().map(one).collect())];
        ways.extend(wanted.whole.iter().flat_map(|whole| self.other_ways(whole)));
        any_of(ways)
    }

    /// Beside the work a place or a condition is met or not: a title does not fit better for saying it.
    pub(super) fn condition(&self, piece: &Piece) -> Box<dyn Query> {
        Box::new(ConstScoreQuery::new(self.piece(piece), weight::CONDITION))
    }

    /// Work of the same groups of occupations.
    pub(super) fn kin(&self, families: &BTreeSet<String>) -> Box<dyn Query> {
        Box::new(ConstScoreQuery::new(self.any_value(FacetField::Occupation, families), weight::FAMILY))
    }

    /// A piece that is too general to insist on.
    pub(super) fn helping(&self, piece: &Piece) -> Box<dyn Query> {
        boosted(self.piece(piece), weight::HELPING)
    }

    /// Every way in which a piece may be found.
    pub(super) fn piece(&self, piece: &Piece) -> Box<dyn Query> {
        let mut ways = self.own_ways(piece);
        ways.extend(self.other_ways(piece));
        any_of(ways)
    }

    /// What a `-` takes out: the piece itself, wherever it stands, and nothing merely like it.
    pub(super) fn exact_piece(&self, piece: &Piece) -> Box<dyn Query> {
        any_of(self.own_ways(piece))
    }

    fn own_ways(&self, piece: &Piece) -> Vec<Box<dyn Query>> {
        match piece.kind {
            PieceKind::Word => self.word(&piece.text, &piece.parts),
            PieceKind::Character => self.character(&piece.text),
            PieceKind::Run => self.run(&piece.text),
            PieceKind::Latin => self.latin(&piece.text),
        }
    }

    fn word(&self, word: &str, parts: &[String]) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        let mut ways = vec![
            boosted(term(fields.title_words, word), weight::TITLE_WORD),
            boosted(term(fields.description, word), weight::DESCRIPTION),
            boosted(term(fields.about, word), weight::ABOUT),
        ];
        if !parts.is_empty() {
            let in_title = parts.iter().map(|part| self.part_in_title(part)).collect();
            ways.push(boosted(all_of(in_title), weight::TITLE_PARTS));
            let in_text = parts.iter().map(|part| term(fields.description, part)).collect();
            ways.push(boosted(all_of(in_text), weight::DESCRIPTION_PARTS));
        }
        ways
    }

    /// A part of a word, or what says the same: 数控技术 finds CNC操作员.
    fn part_in_title(&self, part: &str) -> Box<dyn Query> {
        let related = self.vocabulary.synonyms().of(part).iter();
        let same = related.filter(|related| related.relation == WordRelation::Same);
        let same =
            same.map(|related| boosted(term(self.fields.title_words, &related.word), weight::SAME_PART));
        any_of(std::iter::once(term(self.fields.title_words, part)).chain(same).collect())
    }

    /// A condition is mostly said in the description, and as a phrase: its words alone are no condition.
    fn in_description(&self, text: &str) -> Box<dyn Query> {
        let words = self.vocabulary.text().words().cut(text);
        let words: Vec<(usize, String)> =
            words.iter().map(|word| (word.place, word.text.to_owned())).collect();
        boosted(phrase(self.fields.description, &words), weight::DESCRIPTION)
    }

    fn character(&self, character: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        vec![
            boosted(term(fields.title_chars, character), weight::TITLE_CHARACTER),
            boosted(term(fields.description, character), weight::DESCRIPTION),
            boosted(term(fields.about, character), weight::ABOUT),
        ]
    }

    fn run(&self, run: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        let chars = run.chars().enumerate().filter(|(_, c)| is_word_character(*c));
        let chars: Vec<(usize, String)> = chars.map(|(at, c)| (at, c.to_string())).collect();
        let words = self.vocabulary.text().words().cut(run);
        let words: Vec<(usize, String)> =
            words.iter().map(|word| (word.place, word.text.to_owned())).collect();
        vec![
            boosted(phrase(fields.title_chars, &chars), weight::TITLE_PHRASE),
            boosted(phrase(fields.description, &words), weight::DESCRIPTION),
            boosted(phrase(fields.about, &words), weight::ABOUT),
        ]
    }

    /// Latin letters may be a word (CNC) or pinyin (skcg).
    fn latin(&self, word: &str) -> Vec<Box<dyn Query>> {
        let fields = self.fields;
        let mut ways = vec![
            boosted(term(fields.title_words, word), weight::TITLE_WORD),
            boosted(term(fields.description, word), weight::DESCRIPTION),
            boosted(term(fields.about, word), weight::ABOUT),
        ];
        let letters = word.chars().all(|c| c.is_ascii_lowercase());
        // Two letters are too many things, but for the cities whose initials they are.
        let enough = word.len() >= 3 || word.len() == 2 && self.vocabulary.regions().has_initials(word);
        if letters && enough && !self.vocabulary.synonyms().knows(word) {
            ways.push(boosted(scored(fields.title_pinyin, word), weight::TITLE_PINYIN));
        }
        ways
    }

    /// Synonyms, narrower words, the place or the occupation a piece names.
    fn other_ways(&self, piece: &Piece) -> Vec<Box<dyn Query>> {
        let mut ways: Vec<Box<dyn Query>> = Vec::new();
        let others = piece.others.iter().map(|(other, factor)| {
            boosted(term(self.fields.title_words, other), weight::OTHER_WORD * factor)
        });
        let mut others: Vec<Box<dyn Query>> = others.collect();
        if piece.condition {
            others.extend(piece.others.iter().map(|(other, _)| self.in_description(other)));
        }
        if !others.is_empty() {
            // The best of them counts: a title does not fit better for naming three synonyms.
            ways.push(Box::new(DisjunctionMaxQuery::new(others)));
        }
        let exact = [
            (FacetField::Region, &piece.regions, weight::REGION),
            (FacetField::Occupation, &piece.occupations, weight::OCCUPATION),
        ];
        for (facet, codes, score) in exact {
            if !codes.is_empty() {
                let terms = codes.iter().map(|code| Term::from_field_text(self.fields.exact(facet), code));
                ways.push(Box::new(ConstScoreQuery::new(Box::new(TermSetQuery::new(terms)), score)));
            }
        }
        if !piece.asks.is_empty() {
            let all = piece.asks.iter().map(|(facet, values)| self.any_value(*facet, values));
            ways.push(Box::new(ConstScoreQuery::new(all_of(all.collect()), weight::REGION)));
        }
        ways
    }

    /// One of these values, spelt as they are indexed.
    pub(super) fn any_value(
        &self,
        facet: FacetField,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Box<dyn Query> {
        let field = self.fields.exact(facet);
        let terms = values.into_iter().map(|value| Term::from_field_text(field, value.as_ref()));
        Box::new(TermSetQuery::new(terms))
    }
}

/// Every filter with its choices; a yes or no is a choice between `true` and `false`.
pub(super) fn filters(query: &VacancyQuery) -> Vec<(FacetField, Vec<Choice>)> {
    let flag = |flag: Option<bool>| flag.map(|wanted| Choice::of(wanted.to_string())).into_iter().collect();
    let filters = vec![
        (FacetField::Region, query.regions.clone()),
        (FacetField::Occupation, query.occupations.clone()),
        (FacetField::Major, query.majors.clone()),
        (FacetField::Skill, query.skills.clone()),
        (FacetField::Certificate, query.certificates.clone()),
        (FacetField::Employer, query.employers.clone()),
        (FacetField::Kind, query.kinds.clone()),
        (FacetField::Shift, query.shifts.clone()),
        (FacetField::Meals, query.meals.clone()),
        (FacetField::Insurance, query.insurance.clone()),
        (FacetField::RestDays, query.rest_days.clone()),
        (FacetField::Programme, query.programmes.clone()),
        (FacetField::Dormitory, flag(query.dormitory)),
        (FacetField::HousingFund, flag(query.housing_fund)),
        (FacetField::AcceptsMinor, flag(query.accepts_minor)),
    ];
    filters.into_iter().filter(|(_, choices): &(_, Vec<Choice>)| !choices.is_empty()).collect()
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

/// A term of a field that keeps no frequencies: found or not.
fn scored(field: Field, text: &str) -> Box<dyn Query> {
    let found = TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(found), 3.0))
}

/// Tokens at their places; one token is a plain term, and none is nothing.
fn phrase(field: Field, tokens: &[(usize, String)]) -> Box<dyn Query> {
    match tokens {
        [] => Box::new(tantivy::query::EmptyQuery),
        [(_, only)] => term(field, only),
        several => {
            let first = several.first().map_or(0, |(place, _)| *place);
            let terms =
                several.iter().map(|(place, text)| (place - first, Term::from_field_text(field, text)));
            Box::new(PhraseQuery::new_with_offset(terms.collect()))
        }
    }
}

fn boosted(query: Box<dyn Query>, by: f32) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, by))
}

/// All of these; of none, nothing is found.
fn all_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (queries.len(), queries.pop()) {
        (1, Some(only)) => only,
        (_, None) => Box::new(tantivy::query::EmptyQuery),
        (_, Some(last)) => {
            queries.push(last);
            Box::new(BooleanQuery::intersection(queries))
        }
    }
}

fn any_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.len() == 1
        && let Some(only) = queries.pop()
    {
        return only;
    }
    Box::new(BooleanQuery::union(queries))
}
