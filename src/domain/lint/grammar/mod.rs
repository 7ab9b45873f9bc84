//! What a text says of whom, read by its clauses: the words with what they stand for, what says one thing together,
//! who speaks, and then what is asked of people or taken from them.

mod attitude;
mod clause;
mod groups;
mod lists;
mod pay;
mod stance;
mod sums;
mod taking;
mod token;

use super::{Finding, Rule, Severity, wording::Read};
use clause::{merged, sentences};
use token::{Bare, tokens};

use stance::Stance;

/// Something found: a rule, how bad it is, and where in the bare text.
type Found = (Rule, Severity, usize, usize);

/// A text as the grammar reads it.
pub(super) struct Grammar {
    found: Vec<(Rule, Severity, usize, usize)>,
    stance: Stance,
}

impl Grammar {
    /// Reads a folded text.
    pub(super) fn new(folded: &str) -> Self {
        let bare = Bare::new(folded);
        let tokens = merged(&tokens(&bare.text), &bare);
        let sentences = sentences(&tokens, bare.text.len());
        let stance = Stance::new(&sentences, &bare);
        let mut found: Vec<Found> = Vec::new();
        for sentence in &sentences {
            found.extend(groups::check(sentence, &bare));
            found.extend(taking::check(sentence, &bare));
            found.extend(pay::check(sentence, &bare));
        }
        let folded = |(rule, severity, start, end): Found| {
            let (start, end) = bare.folded(start, end)?;
            Some((rule, severity, start, end))
        };
        let found = found.into_iter().filter_map(folded);
        let found = found.filter(|(rule, _, start, end)| !stance.excuses(*rule, *start, *end)).collect();
        Self { found, stance }
    }

    /// What it finds.
    pub(super) fn findings(&self, read: &Read<'_>) -> Vec<Finding> {
        let found = self.found.iter();
        found
            .filter_map(|(rule, severity, start, end)| read.finding(*rule, *severity, *start, *end))
            .collect()
    }

    /// Whether a stretch of the folded text is said in a way that excuses it.
    pub(super) fn excuses(&self, rule: Rule, start: usize, end: usize) -> bool {
        self.stance.excuses(rule, start, end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<Rule> {
        Grammar::new(text).found.into_iter().map(|(rule, ..)| rule).collect()
    }

    #[test]
    fn who_is_meant_and_how_somebody_stands_to_them_is_what_counts() {
        for (text, found) in [
            ("女的就别打电话了", vec![Rule::Sex]),
            ("并非只招男生", vec![]),
            ("男女装都要会搭", vec![]),
            ("属虎的不要", vec![Rule::Superstition]),
            ("不因残疾拒绝任何人", vec![]),
            ("外村的不考虑", vec![Rule::Origin]),
            ("本地客户优先发货", vec![]),
        ] {
            assert_eq!(rules(text), found, "{text}");
        }
    }

    #[test]
    fn what_is_taken_is_told_from_what_is_denied_or_warned_of() {
        for (text, found) in [
            ("押金三百,离职退", vec![Rule::Deposit]),
            ("不收任何押金", vec![]),
            ("不交押金不让上班", vec![Rule::Deposit]),
            ("谁收你押金你就举报", vec![]),
            ("工装费从工资里扣", vec![Rule::Fees]),
            ("工装费公司承担", vec![]),
            ("身份证不还", vec![Rule::Papers]),
            ("身份证看一下就还您", vec![]),
        ] {
            assert_eq!(rules(text), found, "{text}");
        }
    }

    #[test]
    fn decoration_moves_no_span() {
        let text = "包吃住;押~~金300元";
        let found = Grammar::new(text).found;
        assert_eq!(
            found.iter().map(|(_, _, start, end)| &text[*start..*end]).collect::<Vec<_>>(),
            ["押~~金300元"]
        );
    }
}
