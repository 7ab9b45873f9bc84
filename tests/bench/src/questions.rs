//! What is asked: the same of everybody.

use std::collections::{HashMap, HashSet};

use jobbridge_index::Vocabulary;

use crate::corpus::Corpus;
use crate::draw::Lot;

const SEED: u64 = 7;
/// Vacancies looked at to see how common words are.
const SAMPLE: u64 = 10_000;
/// How common the words are that are searched for.
const COMMON: std::ops::Range<f64> = 0.05..0.25;
/// Questions of each kind.
const EACH: usize = 200;

/// The kinds of questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    One,
    Two,
    Three,
    Paid,
    Placed,
    Facets,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] =
        [Kind::One, Kind::Two, Kind::Three, Kind::Paid, Kind::Placed, Kind::Facets];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::One => "one word, top 20",
            Kind::Two => "two words AND, top 20",
            Kind::Three => "three words OR, top 20",
            Kind::Paid => "three words OR + pay, top 20",
            Kind::Placed => "three words OR + city and pay, top 20",
            Kind::Facets => "three facets over all matches of three words OR",
        }
    }

    /// The target: this much of what Lucene takes.
    pub(crate) fn target(self) -> Option<f64> {
        match self {
            Kind::One => None,
            Kind::Two | Kind::Facets => Some(0.25),
            Kind::Three | Kind::Paid | Kind::Placed => Some(0.5),
        }
    }
}

/// One question.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    pub(crate) kind: Kind,
    pub(crate) words: Vec<String>,
    /// The code of a city.
    pub(crate) city: Option<String>,
    /// Pay of at least this, fen a month.
    pub(crate) pay: Option<i64>,
}

/// The words of a vacancy's texts as everybody indexes them: those of the product's own segmentation, with the
/// shorter words in them.
pub(crate) fn words_of(vocabulary: &Vocabulary, texts: &[&str]) -> Vec<String> {
    let analysis = vocabulary.text();
    let mut words = Vec::new();
    for text in texts {
        let folded = analysis.fold(text);
        words.extend(analysis.words().cut_with_parts(&folded).into_iter().map(|word| word.text.to_owned()));
    }
    words
}

/// The texts of a vacancy, all that is searched for words.
pub(crate) fn texts_of(document: &jobbridge_index::VacancyDocument) -> Vec<&str> {
    let mut texts = vec![document.title.as_str(), &document.description, &document.employer_name];
    texts.extend(document.occupation_name.as_deref());
    texts.extend(document.skills.iter().chain(&document.certificates).map(String::as_str));
    texts
}

/// All questions, in the order of their kinds.
pub(crate) fn questions(vocabulary: &Vocabulary, corpus: &Corpus) -> Vec<Question> {
    let words = common_words(vocabulary, corpus);
    let mut lot = Lot::new(SEED, 0);
    let mut questions = Vec::with_capacity(EACH * Kind::ALL.len());
    for kind in Kind::ALL {
        for _ in 0..EACH {
            questions.push(question(kind, &words, corpus, &mut lot));
        }
    }
    questions
}

fn question(kind: Kind, words: &[String], corpus: &Corpus, lot: &mut Lot) -> Question {
    let count = match kind {
        Kind::One => 1,
        Kind::Two => 2,
        _ => 3,
    };
    let mut chosen: Vec<String> = Vec::new();
    while chosen.len() < count {
        let word = lot.pick(words);
        if !chosen.contains(word) {
            chosen.push(word.clone());
        }
    }
    let city = (kind == Kind::Placed).then(|| corpus.city(lot.below(12)).to_owned());
    let paid = matches!(kind, Kind::Paid | Kind::Placed);
    let pay = paid.then(|| 400_000 + 50_000 * lot.below(8) as i64);
    Question { kind, words: chosen, city, pay }
}

/// Words of two characters and more that many vacancies hold, and that are read as one word.
fn common_words(vocabulary: &Vocabulary, corpus: &Corpus) -> Vec<String> {
    let mut counts: HashMap<String, u64> = HashMap::new();
    for number in 0..SAMPLE {
        let document = corpus.vacancy(number).document;
        let words: HashSet<String> = words_of(vocabulary, &texts_of(&document)).into_iter().collect();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    let fits = |word: &str, count: u64| {
        COMMON.contains(&(count as f64 / SAMPLE as f64))
            && word.chars().count() >= 2
            && !word.is_ascii()
            && vocabulary.text().words().cut(word).len() == 1
            && !vocabulary.synonyms().is_general(word)
    };
    let mut words: Vec<String> =
        counts.into_iter().filter(|(word, count)| fits(word, *count)).map(|(word, _)| word).collect();
    words.sort_unstable();
    words
}
