//! From a search to what it requires. Searches are read and planned as when they are run; only what was read before is
//! remembered, because the same words come again and again.

use std::collections::HashMap;

use super::cells;
use super::requirements::{Known, Requirements};
use super::tree::Tree;
use crate::vacancies::answering::search;
use crate::vacancies::query::VacancyQuery;
use crate::vacancies::query::conditions::Conditions;
use crate::vacancies::query::error::QueryError;
use crate::vacancies::reading::clauses::ClauseBuilder;
use crate::vacancies::reading::grammar::{LONGEST_TEXT, MOST_CLAUSES};
use crate::vacancies::reading::plan::{Breadth, Plan, Unit};
use crate::vacancies::reading::{self, Reading};
use crate::vacancies::storage::schema::Fields;
use crate::vocabulary::Vocabulary;

/// The most words and the most units that are remembered.
const MOST_REMEMBERED: usize = 65_536;

/// What a search requires.
#[derive(Debug, Default)]
pub(super) struct Required {
    pub(super) needed: Vec<u32>,
    pub(super) excluded: Vec<u32>,
    pub(super) conditions: Option<Conditions>,
}

/// What a word says alone.
#[derive(Debug)]
enum Word {
    /// All of these are needed.
    Needs(Box<[Known]>),
    /// Beside other words it would only help.
    OnlyHelps,
}

/// What was read before.
#[derive(Debug, Default)]
pub(super) struct Compiler {
    words: HashMap<Box<str>, Word>,
    units: HashMap<Box<str>, Known>,
}

/// What a search is read with.
pub(super) struct Reader<'a> {
    pub(super) compiler: &'a mut Compiler,
    pub(super) requirements: &'a mut Requirements,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) fields: &'a Fields,
    /// What was made for searches that are not counted yet.
    pub(super) made: &'a mut Vec<u32>,
}

impl Reader<'_> {
    /// What the search requires.
    pub(super) fn required(&mut self, query: &VacancyQuery) -> Result<Required, QueryError> {
        let query = search::without_page(query);
        search::check(&query)?;
        let mut required = Required::default();
        match self.plain(&query.text) {
            Some(needed) => required.needed = needed,
            None => {
                let reading = reading::read(self.vocabulary, &query.text)?;
                self.plan(&reading, &VacancyQuery::default(), &mut required);
            }
        }
        self.plan(&Reading::default(), &query, &mut required);
        let conditions = Conditions::of(&query);
        if let Some(cells) = conditions.near().and_then(|near| cells::covering(&near)) {
            let terms = &mut self.requirements.terms;
            let cells = cells.iter().map(|cell| Tree::Term(terms.number(cells::FIELD, cell))).collect();
            let near = self.number(&Tree::any(cells), Breadth::Place);
            required.needed.push(near.number);
        }
        required.conditions = (!conditions.admit_all()).then_some(conditions);
        for list in [&mut required.needed, &mut required.excluded] {
            list.sort_unstable();
            list.dedup();
        }
        Ok(required)
    }

    fn plan(&mut self, reading: &Reading, query: &VacancyQuery, required: &mut Required) {
        let plan = Plan::new(0, self.vocabulary, reading, query);
        for alternatives in &plan.wanted {
            required.needed.push(self.any_of(alternatives).number);
        }
        for unit in &plan.needed {
            required.needed.push(self.unit(unit).number);
        }
        for unit in &plan.unwanted {
            required.excluded.push(self.unit(unit).number);
        }
    }

    /// Words with nothing but spaces between them: each is read alone, and once.
    fn plain(&mut self, text: &str) -> Option<Vec<u32>> {
        let plain = |c: char| c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        if !text.chars().all(|c| c == ' ' || plain(c)) || text.chars().count() > LONGEST_TEXT {
            return None;
        }
        let words = || text.split(' ').filter(|word| !word.is_empty());
        if words().count() > MOST_CLAUSES {
            return None;
        }
        let mut needed = Vec::new();
        for word in words() {
            if !self.remembers(word) {
                self.learn(word)?;
            }
            match self.compiler.words.get(word)? {
                Word::Needs(all) => needed.extend(all.iter().map(|known| known.number)),
                Word::OnlyHelps => {}
            }
        }
        // Where there are none, what would only help is needed.
        let empty = text.trim().is_empty();
        (empty || !needed.is_empty()).then_some(needed)
    }

    fn remembers(&self, word: &str) -> bool {
        match self.compiler.words.get(word) {
            Some(Word::OnlyHelps) => true,
            Some(Word::Needs(all)) => all.iter().all(|known| self.requirements.is_current(*known)),
            None => false,
        }
    }

    fn learn(&mut self, word: &str) -> Option<()> {
        let reading = reading::read(self.vocabulary, word).ok()?;
        let says = if reading.only_helps {
            Word::OnlyHelps
        } else {
            let plan = Plan::new(0, self.vocabulary, &reading, &VacancyQuery::default());
            Word::Needs(plan.wanted.iter().map(|alternatives| self.any_of(alternatives)).collect())
        };
        remember(&mut self.compiler.words, word, says);
        Some(())
    }

    fn any_of(&mut self, alternatives: &[Unit<'_>]) -> Known {
        if let [only] = alternatives {
            return self.unit(only);
        }
        let trees = alternatives.iter().map(|unit| self.tree(unit)).collect();
        let breadth = alternatives.iter().map(Unit::breadth).max().unwrap_or(Breadth::Broad);
        self.number(&Tree::any(trees), breadth)
    }

    fn unit(&mut self, unit: &Unit<'_>) -> Known {
        let known = self.compiler.units.get(unit.name.as_str()).copied();
        if let Some(known) = known.filter(|known| self.requirements.is_current(*known)) {
            return known;
        }
        let tree = self.tree(unit);
        let known = self.number(&tree, unit.breadth());
        remember(&mut self.compiler.units, &unit.name, known);
        known
    }

    fn tree(&mut self, unit: &Unit<'_>) -> Tree {
        let clauses = ClauseBuilder { fields: self.fields, vocabulary: self.vocabulary };
        Tree::of(&unit.way(&clauses), &mut self.requirements.terms)
    }

    fn number(&mut self, tree: &Tree, breadth: Breadth) -> Known {
        let known = self.requirements.number(tree, breadth);
        self.made.push(known.number);
        known
    }
}

impl Compiler {
    /// Bytes in memory, about.
    pub(super) fn bytes(&self) -> usize {
        /// What an allocation costs beside what is in it.
        const AROUND: usize = 16;
        let words = self.words.iter().map(|(word, says)| {
            let known = match says {
                Word::Needs(all) => size_of_val(&**all) + AROUND,
                Word::OnlyHelps => 0,
            };
            word.len() + AROUND + known
        });
        let units = self.units.keys().map(|name| name.len() + AROUND);
        words.sum::<usize>()
            + units.sum::<usize>()
            + self.words.capacity() * (size_of::<(Box<str>, Word)>() + 1)
            + self.units.capacity() * (size_of::<(Box<str>, Known)>() + 1)
    }
}

fn remember<T>(memory: &mut HashMap<Box<str>, T>, name: &str, what: T) {
    if memory.len() >= MOST_REMEMBERED {
        memory.clear();
    }
    memory.insert(Box::from(name), what);
}
