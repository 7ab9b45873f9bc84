//! How a family of rules about words works: what is innocent is covered first, then what is guilty is looked for in
//! what is left.

use super::{
    Finding, Passage, Rule, Severity, Span,
    fold::{Folded, cover},
    grammar::Grammar,
    pattern::Pattern,
    trigger::{Candidate, Demands, Sieve},
};
use std::ops::Range;

/// How often one pattern is told of in a text: whoever repeats a word a thousand times need not read it as often.
pub(super) const MOST: usize = 50;

/// What makes any words innocent: they are quoted to be disowned, said not to matter, or warned of.
const DISOWNED: &[&str] = &[
    "(?:查处|打击|揭穿|揭露|揭秘|劝阻|识别|采访|稽查|整治|曝光|辨别|破解|(?:检查|巡查|监督|核查|督促)(?:企业|单位|公司|用人单位|商家|店铺|工地|是否))[^;]{0,24}",
    "(?:接听|受理|处理|登记|接待|解答)[^;]{0,24}(?:投诉|举报|纠纷|咨询|案件|诉求|维权)",
    "[^;,]{0,12}(?:这种|这样|这类|此类|之类|等)(?:的)?(?:话|字眼|要求|条件|字样|说法|规定|限制)[^;,]{0,8}(?:不|没|无|违法|非法)[^;,]{0,4}",
    "[^;,]{1,16}(?:不是(?:硬性?|必要|必须的?)?(?:条件|要求|门槛|指标)|不作为[^;,]{0,6}(?:条件|依据|要求|理由|标准)|不影响(?:录用|入职|应聘|投递|报名|面试|录取|使用)|(?:都|也|均)?没关系|(?:都)?无所谓|一视同仁|同等对待|不作(?:任何)?要求|不作限制|都一样(?:招|录|对待|欢迎))",
    "(?:凡|自称|如有|有谁|有人|如遇|谁|遇到|碰到|一旦|发现|任何|若|看到|谨防|警惕)[^;]{0,40}(?:骗子|诈骗|骗局|举报|投诉|维权|报警|拨打|勿信|别信|不要信|违法)",
    "不(?:收取?|用|要求?|需要?|必|交|缴)(?:任何|担心|什么)?[^;,]{0,3}(?:押金|保证金|任何费|费用|收费|经验|自带|自备|夜班|倒班|熬夜|出差|担保|担心)|不(?:收费|加班|接受兼职|招兼职|招中介|招聘?学徒)",
];

/// A family of rules as it is written down.
pub(super) struct Family {
    /// Words that are fine in their context, and hide what they hold from the guilty patterns.
    pub(super) innocent: &'static [&'static str],
    /// Words that are not.
    pub(super) guilty: &'static [Guilty],
}

/// One guilty pattern.
pub(super) struct Guilty {
    pub(super) rule: Rule,
    pub(super) severity: Severity,
    /// Where it is looked for.
    pub(super) place: Place,
    pub(super) words: &'static str,
}

/// Where a pattern is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In every text.
    Anywhere,
    /// In the title alone.
    Title,
    /// In every text, with the innocent words left as they are.
    Uncovered,
}

impl Guilty {
    /// Words that stop a vacancy.
    pub(super) const fn block(rule: Rule, words: &'static str) -> Self {
        Self { rule, severity: Severity::Block, place: Place::Anywhere, words }
    }

    /// Words that somebody should look at.
    pub(super) const fn hold(rule: Rule, words: &'static str) -> Self {
        Self { rule, severity: Severity::Hold, place: Place::Anywhere, words }
    }

    /// The same, looked for elsewhere.
    pub(super) const fn within(self, place: Place) -> Self {
        Self { place, ..self }
    }
}

/// Families, ready to be used.
pub(super) struct Rulebook {
    /// All patterns: what makes any words innocent, then each family with its innocent words before its guilty ones.
    patterns: Vec<Pattern>,
    families: Vec<&'static Family>,
    sieve: Sieve,
}

/// A passage with its folded form.
pub(super) struct Read<'a> {
    pub(super) passage: &'a Passage<'a>,
    pub(super) folded: Folded,
    /// What its clauses say.
    pub(super) grammar: Grammar,
}

impl<'a> Read<'a> {
    /// Folds a passage.
    pub(super) fn new(passage: &'a Passage<'a>) -> Self {
        let folded = Folded::new(passage.text);
        let grammar = Grammar::new(folded.text());
        Self { passage, folded, grammar }
    }

    /// A finding about a stretch of the folded text.
    pub(super) fn finding(
        &self,
        rule: Rule,
        severity: Severity,
        start: usize,
        end: usize,
    ) -> Option<Finding> {
        let span = self.folded.origin(start, end)?;
        Some(Finding::words(rule, severity, self.passage, span))
    }
}

impl Rulebook {
    /// Writes families down.
    pub(super) fn new(families: &[&'static Family]) -> Self {
        let of_family = |family: &&'static Family| {
            family.innocent.iter().copied().chain(family.guilty.iter().map(|one| one.words))
        };
        let sources: Vec<&str> =
            DISOWNED.iter().copied().chain(families.iter().flat_map(of_family)).collect();
        let demands: Vec<Demands> = sources.iter().map(|source| Demands::of(source)).collect();
        Self {
            patterns: sources.into_iter().map(Pattern::new).collect(),
            families: families.to_vec(),
            sieve: Sieve::new(&demands),
        }
    }

    /// What the families find in a passage.
    pub(super) fn check(&self, read: &Read<'_>) -> Vec<Finding> {
        let text = read.folded.text();
        let candidates = self.sieve.sift(text);
        let mut first = DISOWNED.len();
        let disowned = self.stretches(&candidates, 0..first, text);
        let mut findings = Vec::new();
        for family in &self.families {
            let innocent = first..first + family.innocent.len();
            first = innocent.end + family.guilty.len();
            if !among(&candidates, innocent.end..first).is_empty() {
                let mut innocent_words = self.stretches(&candidates, innocent.clone(), text);
                innocent_words.extend(&disowned);
                let covered = cover(text, &innocent_words);
                findings.extend(self.found(
                    read,
                    family,
                    &covered,
                    among(&candidates, innocent.end..first),
                    innocent.end,
                ));
            }
        }
        findings
    }

    /// Where some of the patterns occur.
    fn stretches(&self, candidates: &[Candidate], of: Range<usize>, text: &str) -> Vec<(usize, usize)> {
        among(candidates, of).iter().flat_map(|one| self.occurrences(*one, text)).collect()
    }

    /// Where a pattern occurs within its stretch.
    fn occurrences(&self, one: Candidate, text: &str) -> Vec<(usize, usize)> {
        let pattern = self.patterns.get(one.pattern);
        let found = pattern.zip(text.get(one.start..one.end)).map(|(pattern, text)| pattern.stretches(text));
        found.into_iter().flatten().map(|(start, end)| (one.start + start, one.start + end)).collect()
    }

    /// What guilty patterns find in a passage of which the innocent words have been covered.
    fn found(
        &self,
        read: &Read<'_>,
        family: &Family,
        covered: &str,
        candidates: &[Candidate],
        first: usize,
    ) -> Vec<Finding> {
        let title = read.passage.pointer == "/title";
        let mut findings = Vec::new();
        for one in candidates {
            let Some(guilty) = family.guilty.get(one.pattern - first) else { continue };
            let text = match guilty.place {
                Place::Title if !title => continue,
                Place::Uncovered => read.folded.text(),
                _ => covered,
            };
            let found = self.occurrences(*one, text).into_iter().take(MOST);
            let found = found.filter(|(start, end)| !read.grammar.excuses(guilty.rule, *start, *end));
            let found =
                found.filter_map(|(start, end)| read.finding(guilty.rule, guilty.severity, start, end));
            findings.extend(found);
        }
        findings
    }

    /// The patterns that do not compile.
    #[cfg(test)]
    pub(super) fn unsound(&self) -> Vec<&Pattern> {
        self.patterns.iter().filter(|pattern| !pattern.is_sound()).collect()
    }
}

/// Those of the candidates, which are in order, that are of a run of patterns.
fn among(candidates: &[Candidate], of: Range<usize>) -> &[Candidate] {
    let start = candidates.partition_point(|one| one.pattern < of.start);
    let end = candidates.partition_point(|one| one.pattern < of.end);
    candidates.get(start..end).unwrap_or_default()
}

/// Joins findings of one rule whose words overlap: the longer words, the graver severity.
pub(super) fn join(mut findings: Vec<Finding>, passage: &Passage<'_>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.rule, finding.span));
    let mut joined: Vec<Finding> = Vec::new();
    for finding in findings {
        let twin = joined.last_mut().filter(|last| {
            let both = last.span.zip(finding.span);
            last.rule == finding.rule && both.is_some_and(|(one, other)| one.overlaps(other))
        });
        match (twin, finding.span) {
            (Some(last), Some(span)) => {
                let start = last.span.map_or(span.start, |one| one.start.min(span.start));
                let end = last.span.map_or(span.end, |one| one.end.max(span.end));
                let span = Span { start, end };
                let severity = last.severity.max(finding.severity);
                *last = Finding { severity, quote: span.quote(passage.text), span: Some(span), ..finding };
            }
            _ => joined.push(finding),
        }
    }
    joined.sort_by_key(|finding| finding.span);
    joined
}
