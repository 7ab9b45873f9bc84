//! Skills: one spelling for each, what is a kind of what, and where a text names them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, SKILLS, list};
use super::finding::{Finder, Found};
use super::skills_in_text;
use crate::text::{Folding, TextAnalysis};

/// One skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skill {
    /// Its name, such as 数控车床操作; it is its code as well.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Words for it that say so only when they stand alone: 标注 in a list of skills, but not in a sentence.
    pub alone: Vec<String>,
    /// The skill that it is a kind of: 焊接 for 氩弧焊.
    pub broader: Option<String>,
    /// What it is.
    pub kind: SkillKind,
    /// Codes of majors that teach it.
    pub majors: Vec<String>,
    /// Where it comes from.
    pub source: SkillSource,
}

/// What a skill is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillKind {
    /// Something one can do.
    Skill,
    /// A machine, an instrument or a device that one can work with.
    Tool,
    /// A program that one can use.
    Software,
    /// A language that one speaks, or signs.
    Language,
    /// A language that one programs in.
    Programming,
    /// Something one knows.
    Knowledge,
    /// How one works with others: 沟通能力.
    Attitude,
}

/// Where a skill comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkillSource {
    /// Chosen by us from the words of vacancies and trades.
    Curated,
    /// Taken from the name of a course in the ministry's profiles of majors.
    Course,
}

/// How a skill that is held stands to a skill that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkillLink {
    /// They are one skill.
    Same,
    /// The one held is a kind of the one asked for.
    Narrower,
    /// The one asked for is a kind of the one held.
    Broader,
    /// Neither.
    Apart,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    aliases: String,
    alone: String,
    broader: String,
    kind: SkillKind,
    majors: String,
    source: SkillSource,
}

/// All skills.
pub struct Skills {
    entries: Vec<Skill>,
    by_text: HashMap<String, usize>,
    finder: Finder,
    text: Arc<TextAnalysis>,
}

impl Skills {
    /// The rows of the dictionary.
    pub(super) fn read() -> Result<Vec<Skill>, DictionaryError> {
        Ok(SKILLS.rows::<Row>()?.into_iter().map(Into::into).collect())
    }

    /// The words that segmentation must know.
    pub(super) fn words(entries: &[Skill], folding: &Folding, words: &mut HashSet<String>) {
        for skill in entries {
            words.insert(folding.fold(&skill.name));
            words.extend(skill.aliases.iter().map(|alias| folding.fold(alias)));
        }
    }

    pub(super) fn new(entries: Vec<Skill>, text: &Arc<TextAnalysis>) -> Result<Skills, DictionaryError> {
        let mut by_text = HashMap::new();
        for (at, skill) in entries.iter().enumerate() {
            by_text.insert(text.fold(&skill.name), at);
        }
        for (at, skill) in entries.iter().enumerate() {
            for alias in skill.aliases.iter().chain(&skill.alone) {
                by_text.entry(text.fold(alias)).or_insert(at);
            }
        }
        for skill in &entries {
            let broader = skill.broader.as_ref().filter(|name| !by_text.contains_key(&text.fold(name)));
            if let Some(name) = broader {
                return Err(DictionaryError::UnknownCode { file: SKILLS.name, code: name.clone() });
            }
        }
        let finder = Finder::new(SKILLS.name, terms(&entries, text), text)?;
        Ok(Skills { entries, by_text, finder, text: Arc::clone(text) })
    }

    /// All skills.
    pub fn iter(&self) -> impl Iterator<Item = &Skill> {
        self.entries.iter()
    }

    /// The skill a name or another word for it means.
    pub fn find(&self, text: &str) -> Option<&Skill> {
        self.by_text.get(&self.text.fold(text)).and_then(|at| self.entries.get(*at))
    }

    /// One spelling for each skill: its name, or the folded text where it is not known. Two texts mean the same
    /// skill where their canonical spellings are equal.
    pub fn canonical(&self, text: &str) -> String {
        self.find(text).map_or_else(|| self.text.fold(text), |skill| skill.name.clone())
    }

    /// What a skill is a kind of, the closest first.
    pub fn broader<'a>(&'a self, text: &str) -> impl Iterator<Item = &'a Skill> {
        let parent = |skill: &Skill| self.find(skill.broader.as_deref()?);
        // No skill is its own kind, which a test holds; a fault of the file must not hang the program.
        std::iter::successors(self.find(text).and_then(parent), move |skill| parent(skill)).take(DEEPEST)
    }

    /// How the skill `held` stands to the skill `asked`.
    pub fn link(&self, asked: &str, held: &str) -> SkillLink {
        let (Some(one), Some(other)) = (self.find(asked), self.find(held)) else {
            let same = self.text.fold(asked) == self.text.fold(held);
            return if same { SkillLink::Same } else { SkillLink::Apart };
        };
        if one.name == other.name {
            SkillLink::Same
        } else if self.broader(&other.name).any(|broader| broader.name == one.name) {
            SkillLink::Narrower
        } else if self.broader(&one.name).any(|broader| broader.name == other.name) {
            SkillLink::Broader
        } else {
            SkillLink::Apart
        }
    }

    /// The skills that a text names, in its order, with what it says about each. Words inside longer words, names of
    /// jobs, certificates and majors are no skills.
    pub fn find_in(&self, text: &str) -> Vec<Found> {
        let name = |at: usize| self.entries.get(at).map(|skill| skill.name.clone()).unwrap_or_default();
        self.finder.find(text, skills_in_text::accept, name)
    }
}

/// More steps than any chain of broader skills has.
const DEEPEST: usize = 16;

fn terms(entries: &[Skill], text: &TextAnalysis) -> Vec<(String, usize)> {
    let of = |(at, skill): (usize, &Skill)| {
        let alone: HashSet<String> = skill.alone.iter().map(|term| text.fold(term)).collect();
        let all = std::iter::once(&skill.name).chain(&skill.aliases).map(|term| text.fold(term));
        all.filter(|term| !alone.contains(term)).map(|term| (term, at)).collect::<Vec<_>>()
    };
    entries.iter().enumerate().flat_map(of).collect()
}

impl From<Row> for Skill {
    fn from(row: Row) -> Skill {
        Skill {
            name: row.name,
            aliases: list(&row.aliases),
            alone: list(&row.alone),
            broader: Some(row.broader).filter(|broader| !broader.is_empty()),
            kind: row.kind,
            majors: list(&row.majors),
            source: row.source,
        }
    }
}
