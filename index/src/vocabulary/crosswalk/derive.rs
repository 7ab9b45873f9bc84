//! The derived method: which occupations a major leads to, from words alone.
//!
//! For any name with any courses and certificates, whether the catalogue knows the major or not:
//!
//! 1. **Words.** BM25F over the names, aliases, everyday titles and terms of the occupations, once by characters one by
//!    one and in pairs, once by words.
//! 2. **Small classes.** An occupation whose neighbours in the classification (`6-18-01`) also answer gets a share of
//!    theirs: a power mean over the small class.
//! 3. **Feedback.** The fifteen best so far are mixed, and what is like the mixture is lifted: pseudo relevance feedback
//!    (Rocchio, *Relevance Feedback in Information Retrieval*, 1971).
//! 4. **Votes.** Majors with links and similar names and courses vote for their occupations, and for the small and
//!    middle classes of those; majors of the same group count three times.
//! 5. **Prior.** The ministry's table never names the levels 1 and 2 (leaders, professionals): they come after others.
//!
//! The weights were chosen on the 40 classes that have a table, whole classes left out: with so few they hardly matter
//! (see the test `crosswalk`).

use super::bm25::Bm25;
use super::counts::Views;
use super::evidence::{Classes, Column, scaled, sum};
use super::links::Links;
use super::rank::RankedOccupation;
use super::relation::{middle_class, small_class};
use crate::text::TextAnalysis;
use crate::vocabulary::{Major, Vocabulary};

/// What is known of a major: the input of the method.
#[derive(Debug, Clone, Default)]
pub struct Derivation {
    /// Its name.
    pub name: String,
    /// Its courses.
    pub courses: Vec<String>,
    /// Its certificates.
    pub certificates: Vec<String>,
    /// The code of its group, such as `66`.
    pub group: Option<String>,
    /// The code of a class of majors whose links must not be looked at, such as `6601`: for honest measuring.
    pub without_class: Option<String>,
    /// Look at official links only, not at our own.
    pub only_official: bool,
}

impl Derivation {
    /// All the catalogue says of a major.
    pub fn of_major(major: &Major) -> Derivation {
        Derivation {
            name: major.name.clone(),
            courses: major.courses.clone(),
            certificates: major.certificates.clone(),
            group: Some(major.group_code.clone()),
            ..Derivation::default()
        }
    }

    fn views(&self, text: &TextAnalysis) -> Views {
        let mut views = Views::default();
        views.add(text, &self.name, 1.0);
        for course in &self.courses {
            views.add(text, course, 1.0);
        }
        for certificate in &self.certificates {
            views.add(text, certificate, 0.5);
        }
        views
    }
}

/// A major that may vote.
struct Voter {
    class: String,
    group: String,
    /// Its occupations, and how much each is its own.
    links: Vec<(usize, f32)>,
    official: bool,
}

/// The texts of all occupations and majors.
pub(super) struct Deriver {
    pub(super) characters: Bm25,
    words: Bm25,
    majors: Bm25,
    voters: Vec<Voter>,
    small: Classes,
    middle: Classes,
    prior: Column,
}

/// What an occupation of the levels that no table names keeps of its score.
const UNNAMED_LEVEL: f32 = 0.2;
/// How many occupations feed back.
const FEEDBACK: usize = 15;
/// Under this a derived link is chance.
pub(super) const LEAST_CONFIDENCE: f32 = 0.1;

/// How sure a score is, by the share of official links among occupations of such a score.
pub(super) fn confidence(score: f32) -> f32 {
    (score * score * 0.7).clamp(0.0, 0.7)
}

impl Deriver {
    pub(super) fn new(words: &Vocabulary, links: &Links) -> Deriver {
        let text = words.text();
        let occupations: Vec<Views> = words
            .occupations()
            .iter()
            .map(|one| {
                let mut views = Views::default();
                views.add(text, &one.name, 1.5);
                one.aliases.iter().chain(&one.terms).for_each(|field| views.add(text, field, 1.0));
                views
            })
            .collect();
        let majors: Vec<Views> =
            words.majors().iter().map(|major| Derivation::of_major(major).views(text)).collect();
        let codes = || words.occupations().iter().map(|one| one.code.as_str());
        let majors = Bm25::new(majors.iter().map(|views| &views.characters));
        Deriver {
            characters: Bm25::new(occupations.iter().map(|views| &views.characters)),
            words: Bm25::new(occupations.iter().map(|views| &views.words)),
            voters: voters(words, links),
            majors,
            small: Classes::new(codes().map(small_class)),
            middle: Classes::new(codes().map(middle_class)),
            prior: codes()
                .map(|code| if code.starts_with(['1', '2']) { UNNAMED_LEVEL } else { 1.0 })
                .collect(),
        }
    }

    /// All occupations that a word, a neighbour or a vote speaks for, best first; the best has the score 1.
    pub(super) fn rank(&self, words: &Vocabulary, derivation: &Derivation) -> Vec<RankedOccupation> {
        let views = derivation.views(words.text());
        let found = self.by_words(&views);
        let votes = self.votes(derivation, &views);
        let all = scaled(sum([(1.0, &found), (1.0, &votes)]));
        let weighed: Column = all.iter().zip(&self.prior).map(|(score, prior)| score * prior).collect();
        ranked(words, weighed)
    }

    /// Ranks for a title of work: by its words alone, and any level of occupation may be meant.
    pub(super) fn rank_title(&self, words: &Vocabulary, derivation: &Derivation) -> Vec<RankedOccupation> {
        let views = derivation.views(words.text());
        let characters = scaled(self.characters.score(&views.characters));
        let by_words = scaled(self.words.score(&views.words));
        ranked(words, scaled(sum([(1.0, &characters), (0.5, &by_words)])))
    }

    /// The texts of the majors.
    pub(super) fn majors(&self) -> &Bm25 {
        &self.majors
    }

    /// Steps 1 to 3.
    pub(super) fn by_words(&self, views: &Views) -> Column {
        let characters = scaled(self.characters.score(&views.characters));
        let words = scaled(self.words.score(&views.words));
        let both = sum([(1.0, &characters), (0.5, &words)]);
        let named: Column = both.iter().zip(&self.prior).map(|(score, prior)| score * prior).collect();
        let powers = named.iter().map(|score| score.powi(4)).collect();
        let neighbours =
            scaled(self.small.spread(&powers, 1.0).into_iter().map(|mean| mean.powf(0.25)).collect());
        let mut best: Vec<(usize, f32)> = named.iter().copied().enumerate().collect();
        best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mixture = best.into_iter().take(FEEDBACK);
        let mixture =
            mixture.filter_map(|(at, score)| Some((self.characters.vectors().get(at)?, score * score)));
        let feedback = scaled(self.characters.alike(mixture));
        sum([(1.0, &characters), (0.3, &words), (0.3, &neighbours), (0.6, &feedback)])
    }

    /// Step 4.
    fn votes(&self, derivation: &Derivation, views: &Views) -> Column {
        let vector = self.majors.vector(&views.characters);
        let alike = self.majors.alike(std::iter::once((&vector, 1.0)));
        let mut all = vec![0.0; self.prior.len()];
        let mut grouped = all.clone();
        for (voter, alike) in self.voters.iter().zip(alike) {
            let left_out = derivation.without_class.as_ref() == Some(&voter.class)
                || (derivation.only_official && !voter.official);
            if left_out {
                continue;
            }
            let vote = alike * alike;
            let same_group = derivation.group.as_ref() == Some(&voter.group);
            for (at, share) in &voter.links {
                if let (Some(all), Some(grouped)) = (all.get_mut(*at), grouped.get_mut(*at)) {
                    *all += vote * share;
                    *grouped += vote * share * if same_group { 3.0 } else { 1.0 };
                }
            }
        }
        let small = scaled(self.small.spread(&grouped, 0.5));
        let middle = scaled(self.middle.spread(&grouped, 0.5));
        sum([(0.2, &scaled(all)), (0.2, &small), (0.15, &middle)])
    }
}

fn ranked(words: &Vocabulary, scores: Column) -> Vec<RankedOccupation> {
    let mut ranked: Vec<RankedOccupation> = words
        .occupations()
        .iter()
        .zip(scores)
        .filter(|(_, score)| *score > 0.0)
        .map(|(occupation, score)| RankedOccupation { code: occupation.code.clone(), score })
        .collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.code.cmp(&b.code)));
    ranked
}

fn voters(words: &Vocabulary, links: &Links) -> Vec<Voter> {
    let voters = words.majors().iter().map(|major| {
        let links = links.of_major(&major.code);
        Voter {
            class: major.class_code.clone(),
            group: major.group_code.clone(),
            official: links.iter().any(|link| link.source == super::LinkSource::Official),
            links: links
                .iter()
                .filter_map(|link| Some((words.occupations().position(&link.code)?, link.confidence)))
                .collect(),
        }
    });
    voters.collect()
}
