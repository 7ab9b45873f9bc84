//! The clauses for what a search wants.

use std::collections::BTreeSet;

use super::ways::{Way, all_of, any_of, boosted, constant, phrase, term};
use super::{Piece, PieceKind, Wanted};
use crate::text::is_word_character;
use crate::vacancies::query::{Choice, FacetField, VacancyQuery};
use crate::vacancies::storage::schema::Fields;
use crate::vocabulary::{Vocabulary, WordRelation};

/// How much a place where a word is found counts. Chosen by the golden table.
mod weight {
    pub(crate) const TITLE_WORD: f32 = 1.2;
    pub(crate) const OTHER_WORD: f32 = 1.2;
    pub(crate) const TITLE_CHARACTER: f32 = 6.0;
    pub(crate) const TITLE_PHRASE: f32 = 2.0;
    pub(crate) const TITLE_PARTS: f32 = 0.4;
    pub(crate) const SAME_PART: f32 = 0.5;
    pub(crate) const TITLE_PINYIN: f32 = 1.3;
    pub(crate) const DESCRIPTION: f32 = 0.25;
    pub(crate) const DESCRIPTION_PARTS: f32 = 0.1;
    pub(crate) const ABOUT: f32 = 0.35;
    pub(crate) const REGION: f32 = 1.0;
    pub(crate) const OCCUPATION: f32 = 1.6;
    pub(crate) const CONDITION: f32 = 1.0;
    pub(crate) const HELPING: f32 = 0.3;
    pub(crate) const FAMILY: f32 = 2.5;
}

/// Makes clauses for one schema.
pub(crate) struct ClauseBuilder<'a> {
    pub(crate) fields: &'a Fields,
    pub(crate) vocabulary: &'a Vocabulary,
}

impl ClauseBuilder<'_> {
    /// All pieces of a clause, or another word for the whole.
    pub(crate) fn clause(&self, wanted: &Wanted, names_work: bool) -> Way {
        let one = |piece: &Piece| match names_work && piece.is_condition() {
            true => self.condition(piece),
            false => self.piece(piece),
        };
        let mut ways = vec![all_of(wanted.pieces.iter().map(one).collect())];
        ways.extend(wanted.whole.iter().flat_map(|whole| self.other_ways(whole)));
        any_of(ways)
    }

    /// Beside the work a place or a condition is met or not: a title does not fit better for saying it.
    pub(crate) fn condition(&self, piece: &Piece) -> Way {
        constant(self.piece(piece), weight::CONDITION)
    }

    /// Work of the same groups of occupations.
    pub(crate) fn kin(&self, families: &BTreeSet<String>) -> Way {
        constant(self.any_value(FacetField::Occupation, families), weight::FAMILY)
    }

    /// A piece that is too general to insist on.
    pub(crate) fn helping(&self, piece: &Piece) -> Way {
        boosted(self.piece(piece), weight::HELPING)
    }

    /// Every way in which a piece may be found.
    pub(crate) fn piece(&self, piece: &Piece) -> Way {
        let mut ways = self.own_ways(piece);
        ways.extend(self.other_ways(piece));
        any_of(ways)
    }

    /// What a `-` takes out: the piece itself, wherever it stands, and nothing merely like it.
    pub(crate) fn exact_piece(&self, piece: &Piece) -> Way {
        any_of(self.own_ways(piece))
    }

    fn own_ways(&self, piece: &Piece) -> Vec<Way> {
        match piece.kind {
            PieceKind::Word => self.word(&piece.text, &piece.parts),
            PieceKind::Character => self.character(&piece.text),
            PieceKind::Run => self.run(&piece.text),
            PieceKind::Latin => self.latin(&piece.text),
        }
    }

    fn word(&self, word: &str, parts: &[String]) -> Vec<Way> {
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
    fn part_in_title(&self, part: &str) -> Way {
        let related = self.vocabulary.synonyms().of(part).iter();
        let same = related.filter(|related| related.relation == WordRelation::Same);
        let same =
            same.map(|related| boosted(term(self.fields.title_words, &related.word), weight::SAME_PART));
        any_of(std::iter::once(term(self.fields.title_words, part)).chain(same).collect())
    }

    /// A condition is mostly said in the description, and as a phrase: its words alone are no condition.
    fn in_description(&self, text: &str) -> Way {
        let words = self.vocabulary.text().words().cut(text);
        let words: Vec<(usize, String)> =
            words.iter().map(|word| (word.place, word.text.to_owned())).collect();
        boosted(phrase(self.fields.description, &words), weight::DESCRIPTION)
    }

    fn character(&self, character: &str) -> Vec<Way> {
        let fields = self.fields;
        vec![
            boosted(term(fields.title_chars, character), weight::TITLE_CHARACTER),
            boosted(term(fields.description, character), weight::DESCRIPTION),
            boosted(term(fields.about, character), weight::ABOUT),
        ]
    }

    fn run(&self, run: &str) -> Vec<Way> {
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
    fn latin(&self, word: &str) -> Vec<Way> {
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
            ways.push(boosted(Way::Found(fields.title_pinyin, word.to_owned()), weight::TITLE_PINYIN));
        }
        ways
    }

    /// Synonyms, narrower words, the place or the occupation a piece names.
    fn other_ways(&self, piece: &Piece) -> Vec<Way> {
        let mut ways: Vec<Way> = Vec::new();
        let others = piece.others.iter().map(|(other, factor)| {
            boosted(term(self.fields.title_words, other), weight::OTHER_WORD * factor)
        });
        let mut others: Vec<Way> = others.collect();
        if piece.condition {
            others.extend(piece.others.iter().map(|(other, _)| self.in_description(other)));
        }
        if !others.is_empty() {
            // The best of them counts: a title does not fit better for naming three synonyms.
            ways.push(Way::Best(others));
        }
        let exact = [
            (FacetField::Region, &piece.regions, weight::REGION),
            (FacetField::Occupation, &piece.occupations, weight::OCCUPATION),
        ];
        for (facet, codes, score) in exact {
            if !codes.is_empty() {
                ways.push(constant(self.any_value(facet, codes), score));
            }
        }
        if !piece.asks.is_empty() {
            let all = piece.asks.iter().map(|(facet, values)| self.any_value(*facet, values));
            ways.push(constant(all_of(all.collect()), weight::REGION));
        }
        ways
    }

    /// One of these values, spelt as they are indexed.
    pub(crate) fn any_value(
        &self,
        facet: FacetField,
        values: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Way {
        let values = values.into_iter().map(|value| value.as_ref().to_owned());
        Way::Values(self.fields.exact(facet), values.collect())
    }
}

/// Every filter with its choices; a yes or no is a choice between `true` and `false`.
pub(crate) fn filters(query: &VacancyQuery) -> Vec<(FacetField, Vec<Choice>)> {
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
