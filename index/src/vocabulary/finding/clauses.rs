//! Cutting a text where one demand ends and the next begins, and what its headings say.

use std::ops::Range;

use super::Asking;
use super::asking::{Said, Scene, is_bare, said};
use super::flat::Flat;

/// One clause of a text.
struct Clause {
    range: Range<usize>,
    /// The number of its sentence.
    sentence: usize,
    /// What the heading above it says of what stands there.
    mood: Asking,
}

/// The clauses of a text and what each says about the terms in it.
pub(super) struct Clauses<'a> {
    flat: &'a Flat,
    clauses: Vec<Clause>,
    terms: Vec<Range<usize>>,
}

impl<'a> Clauses<'a> {
    /// Cuts a text in which `terms` were found; no cut goes through a term.
    pub(super) fn of(flat: &'a Flat, terms: Vec<Range<usize>>) -> Clauses<'a> {
        let mut cutter = Cutter { flat, clauses: Vec::new(), start: 0, sentence: 0, mood: Asking::Mentioned };
        let mut next_term = terms.iter().peekable();
        for (at, c) in flat.text().char_indices() {
            while next_term.next_if(|term| term.end <= at).is_some() {}
            if next_term.peek().is_none_or(|term| at < term.start) {
                cutter.see(at, c);
            }
        }
        cutter.close(flat.text().len(), flat.text().len());
        Clauses { flat, clauses: cutter.clauses, terms }
    }

    /// What the text says about a term.
    pub(super) fn said(&self, term: &Range<usize>) -> Said {
        let at = self.clauses.partition_point(|clause| clause.range.end <= term.start);
        let Some(clause) = self.clauses.get(at) else { return Said::NOTHING };
        let following = self.next_of(at).filter(|next| !self.has_term(next));
        let after = following.map_or("", |next| self.text(&next.range));
        let own = said(&Scene {
            clause: self.text(&clause.range),
            term: term.start - clause.range.start..term.end - clause.range.start,
            after,
        });
        let asking = own.asking.or_else(|| self.inherited(at)).unwrap_or(clause.mood);
        Said { negated: own.negated, asking: if own.negated { Asking::Mentioned } else { asking } }
    }

    /// What a list says that goes on over commas: 会CAD，UG，PLC, and 电工证，叉车证优先.
    fn inherited(&self, at: usize) -> Option<Asking> {
        let clause = self.clauses.get(at)?;
        if !self.is_bare(clause) {
            return None;
        }
        let before = (0..at).rev().map_while(|at| self.clauses.get(at));
        let before = before.take_while(|other| other.sentence == clause.sentence);
        let after = self.clauses.get(at + 1..).unwrap_or_default().iter();
        let mut after = after.take_while(|other| other.sentence == clause.sentence);
        let ahead = after.find(|other| !self.is_bare(other)).and_then(|other| self.whole(other));
        let behind = before.map(|other| self.whole(other)).find(Option::is_some).flatten();
        ahead.filter(|asking| *asking == Asking::Preferred && behind.is_none()).or(behind)
    }

    /// What a clause with a term says of its last one.
    fn whole(&self, clause: &Clause) -> Option<Asking> {
        let term = self.terms_in(clause).last()?;
        let range = term.start - clause.range.start..term.end - clause.range.start;
        let own = said(&Scene { clause: self.text(&clause.range), term: range, after: "" });
        own.asking.filter(|_| !own.negated)
    }

    fn next_of(&self, at: usize) -> Option<&Clause> {
        let sentence = self.clauses.get(at)?.sentence;
        self.clauses.get(at + 1).filter(|next| next.sentence == sentence)
    }

    fn terms_in<'b>(&'b self, clause: &'b Clause) -> impl Iterator<Item = &'b Range<usize>> {
        let first = self.terms.partition_point(|term| term.start < clause.range.start);
        let rest = self.terms.get(first..).unwrap_or_default().iter();
        rest.take_while(|term| term.end <= clause.range.end)
    }

    fn has_term(&self, clause: &Clause) -> bool {
        self.terms_in(clause).next().is_some()
    }

    /// Whether a clause holds terms and nothing but what joins them.
    fn is_bare(&self, clause: &Clause) -> bool {
        let mut at = clause.range.start;
        let mut any = false;
        for term in self.terms_in(clause) {
            if !is_bare(self.text(&(at..term.start))) {
                return false;
            }
            at = term.end;
            any = true;
        }
        any && is_bare(self.text(&(at..clause.range.end)))
    }

    fn text(&self, range: &Range<usize>) -> &str {
        self.flat.text().get(range.clone()).unwrap_or_default()
    }
}

/// Cuts a text into clauses from left to right.
struct Cutter<'a> {
    flat: &'a Flat,
    clauses: Vec<Clause>,
    start: usize,
    sentence: usize,
    mood: Asking,
}

impl Cutter<'_> {
    fn see(&mut self, at: usize, c: char) {
        let end = at + c.len_utf8();
        match c {
            '。' | '!' | '?' | ';' | '\n' | '【' | '[' | '|' => self.sentence_ends(at, end),
            '.' | '、' | ')' if self.is_number(at, end) => self.sentence_ends(at, end),
            ',' | '，' => self.close(at, end),
            ':' | '】' | ']' => {
                self.heading(at);
                self.close(at, end);
            }
            '但' | '而' if !self.flat.before(at).ends_with(['不', '非', '反', '从', '然']) => {
                self.close(at, at)
            }
            _ => {}
        }
    }

    /// Whether what stands since the last cut is the number of a point of a list: `2.` or `(3)`.
    fn is_number(&self, at: usize, end: usize) -> bool {
        let text = self.flat.text().get(self.start..at).unwrap_or_default();
        let tail = text.trim_start_matches('(');
        let next = self.flat.after(end).chars().next();
        let before = tail.trim_end_matches(|c: char| c.is_ascii_digit());
        before.len() < tail.len()
            && tail.len() - before.len() <= 2
            && !next.is_some_and(|c| c.is_ascii_digit())
            && !before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.')
    }

    fn sentence_ends(&mut self, at: usize, end: usize) {
        self.close(at, end);
        self.sentence += 1;
    }

    fn close(&mut self, at: usize, end: usize) {
        if at > self.start {
            let range = self.start..at;
            self.clauses.push(Clause { range, sentence: self.sentence, mood: self.mood });
        }
        self.start = end;
    }

    fn heading(&mut self, at: usize) {
        const LONGEST: usize = 14;
        let text = self.flat.text().get(self.start..at).unwrap_or_default();
        if text.chars().count() > LONGEST {
            return;
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["优先", "加分", "更佳", "preferred", "plus"]) {
            self.mood = Asking::Preferred;
        } else if has(&["要求", "条件", "资格", "必备", "需要你", "希望你", "技能", "证书", "requirement"])
        {
            self.mood = Asking::Required;
        } else if has(NEUTRAL) {
            self.mood = Asking::Mentioned;
        }
    }
}

/// Headings below which nothing is asked for.
const NEUTRAL: &[&str] = &[
    "职责", "内容", "负责", "待遇", "福利", "薪", "工资", "提供", "地址", "地点", "时间", "联系", "公司",
    "简介", "介绍", "培训", "学习", "课程", "晋升", "说明", "备注", "住宿", "食宿", "招聘", "岗位", "职位",
    "工种", "产品", "设备", "业务", "任务", "duties", "benefit",
];
