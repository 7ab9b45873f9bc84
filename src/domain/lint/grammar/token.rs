//! The words of a text with what they stand for. The longest word wins: a woman's shoe is a thing, and no woman.

use super::{
    super::{fold::NOISE, numbers::number},
    lists::LISTS,
};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use std::sync::LazyLock;

/// A set of people that a condition may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Man,
    Woman,
    /// Both at once.
    Pair,
    Looks,
    Marks,
    Locale,
    Ethnic,
    Faith,
    Spouse,
    Bearing,
    Disabled,
    Carrier,
    /// Vocational schools and the like.
    Trade,
    /// Schools that shut them out.
    Elite,
    Zodiac,
}

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Group(Group),
    Place,
    Household,
    Person,
    Job,
    // How somebody stands to them.
    Only,
    Need,
    Want,
    Prefer,
    Refuse,
    Cannot,
    Receive,
    Seek,
    Welcome,
    Adverb,
    Any,
    Neg,
    Deny,
    Unless,
    Bound,
    Leave,
    Ban,
    // Who speaks, and of whom.
    Fraud,
    Report,
    Law,
    Past,
    Now,
    Others,
    Task,
    Client,
    Staff,
    Thing,
    Tie,
    // Who takes what.
    Deposit,
    Fee,
    /// Whatever ends in 费.
    Due,
    /// 才能, 方可.
    Cond,
    Trial,
    Living,
    Pocket,
    Praise,
    Child,
    Labour,
    NoRest,
    Count,
    NoPay,
    Ease,
    Earn,
    Sure,
    Unskilled,
    Goods,
    Train,
    Loan,
    Paper,
    Copy,
    Pay,
    Charge,
    Keep,
    Back,
    Own,
    Worker,
    Firm,
    Free,
    Wage,
    Cash,
    Insurance,
    Test,
    // Numbers.
    Money,
    Age,
    Length,
    Span,
    Number,
    /// A comma, an end of a sentence.
    Comma,
    Stop,
}

/// A word of a text: what it stands for, and where it lies in the bare text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its number, if it is one.
    pub(super) value: f64,
}

static WORDS: LazyLock<Option<(AhoCorasick, Vec<Kind>)>> = LazyLock::new(|| {
    let words = LISTS.iter().flat_map(|(kind, words)| words.split(' ').map(move |word| (word, *kind)));
    let (words, kinds): (Vec<&str>, Vec<Kind>) = words.chain(SIGNS.iter().copied()).unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words).ok()?;
    Some((automaton, kinds))
});
const SIGNS: &[(&str, Kind)] =
    &[(",", Kind::Comma), ("(", Kind::Comma), (")", Kind::Comma), (":", Kind::Comma), (";", Kind::Stop)];
static NUMBERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十百千半俩仨]+)(?P<many>万|w|k|千|百)?(?:多|来)?(?P<unit>周岁|岁|块钱|元|块|钱|cm|厘米|公分|斤|公斤|kg|个月|月|年|天|个小时|小时|个钟头|钟头|h|名|位|人)?",
    )
    .ok()
});

/// The words of a bare text, in their order.
pub(super) fn tokens(bare: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    if let Some((automaton, kinds)) = &*WORDS {
        for found in automaton.find_iter(bare).filter(|found| is_whole(bare, found.start(), found.end())) {
            numbers(bare, at, found.start(), &mut tokens);
            if let Some(kind) = kinds.get(found.pattern().as_usize()) {
                tokens.push(Token { kind: *kind, start: found.start(), end: found.end(), value: 0.0 });
            }
            at = found.end();
        }
    }
    numbers(bare, at, bare.len(), &mut tokens);
    tokens
}

/// Whether a word is no piece of a longer number: 110 is none in 5110. 985 and 211 are universities only beside words
/// that speak of them, and else numbers as in K-211 or 211号楼.
fn is_whole(bare: &str, start: usize, end: usize) -> bool {
    let digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
    let (before, after) = (bare.get(..start).unwrap_or_default(), bare.get(end..).unwrap_or_default());
    let word = bare.get(start..end).unwrap_or_default();
    let first = digit(word.chars().next()) && digit(before.chars().next_back());
    let last = digit(word.chars().next_back()) && digit(after.chars().next());
    !first && !last && (!["985", "211"].contains(&word) || speaks_of_schools(before, word, after))
}

/// How far, in characters, the words that make a number a university may stand.
const NEAR: usize = 8;
const SCHOOLS: [&str; 16] = [
    "院校",
    "高校",
    "大学",
    "名校",
    "本科",
    "毕业",
    "学历",
    "背景",
    "出身",
    "双一流",
    "重点",
    "优先",
    "硕士",
    "研究生",
    "学子",
    "工程",
];
const ASKING: [char; 8] = ['限', '要', '招', '非', '须', '必', '仅', '是'];

fn speaks_of_schools(before: &str, word: &str, after: &str) -> bool {
    let before: String = before.chars().rev().take(NEAR).collect::<Vec<_>>().into_iter().rev().collect();
    let after: String = after.chars().take(NEAR).collect();
    let other = if word == "985" { "211" } else { "985" };
    let asked = before.ends_with(ASKING);
    let near = |text: &str| text.contains(other) || SCHOOLS.iter().any(|school| text.contains(school));
    asked || near(&before) || near(&after)
}

/// The numbers between two words, with their units.
fn numbers(bare: &str, from: usize, to: usize, tokens: &mut Vec<Token>) {
    let text = bare.get(from..to).unwrap_or_default();
    let numeral = |character: char| {
        character.is_ascii_digit() || "一二两三四五六七八九十百千半俩仨".contains(character)
    };
    if !text.contains(numeral) {
        return;
    }
    for found in NUMBERS.iter().flat_map(|numbers| numbers.captures_iter(text)) {
        let group = |name| found.name(name).map(|group| group.as_str());
        let (Some(all), Some(digits)) = (found.get(0), group("n")) else { continue };
        let many = match group("many") {
            Some("万" | "w") => 10_000.0,
            Some("k" | "千") => 1000.0,
            Some("百") => 100.0,
            _ => 1.0,
        };
        let Some(value) = number(digits).map(|value| value * many) else { continue };
        let kind = match group("unit") {
            _ if value == 0.0 => Kind::Neg,
            Some("周岁" | "岁") => Kind::Age,
            Some("元" | "块" | "块钱" | "钱") => Kind::Money,
            Some("cm" | "厘米" | "公分" | "斤" | "公斤" | "kg") => Kind::Length,
            Some("名" | "位" | "人") => Kind::Count,
            Some(_) => Kind::Span,
            None if many > 1.0 || value >= 50.0 => Kind::Money,
            None if digits.is_ascii() => Kind::Number,
            None => continue,
        };
        tokens.push(Token { kind, start: from + all.start(), end: from + all.end(), value });
    }
}

/// A folded text without decoration, and the way back.
pub(super) struct Bare {
    pub(super) text: String,
    /// For each byte of it the byte of the folded text.
    back: Vec<usize>,
}

impl Bare {
    pub(super) fn new(folded: &str) -> Self {
        let mut bare =
            Self { text: String::with_capacity(folded.len()), back: Vec::with_capacity(folded.len()) };
        for (at, character) in folded.char_indices().filter(|(_, character)| *character != NOISE) {
            bare.text.push(character);
            bare.back.extend(at..at + character.len_utf8());
        }
        bare
    }

    /// Where a stretch of it lies in the folded text.
    pub(super) fn folded(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let last = self.back.get(end.checked_sub(1)?)?;
        Some((*self.back.get(start)?, last + 1))
    }

    /// How many characters lie between two places.
    pub(super) fn between(&self, from: usize, to: usize) -> usize {
        self.text.get(from..to).map_or(usize::MAX, |text| text.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn the_longest_word_wins_and_numbers_have_their_units() {
        assert_eq!(kinds("女鞋"), [Kind::Thing]);
        assert_eq!(kinds("女的"), [Kind::Group(Group::Woman)]);
        assert_eq!(tokens("三十五周岁").first().map(|age| (age.kind, age.value)), Some((Kind::Age, 35.0)));
        assert_eq!(tokens("1.2万元").first().map(|sum| (sum.kind, sum.value)), Some((Kind::Money, 12_000.0)));
        assert_eq!(kinds("月薪5110"), [Kind::Wage, Kind::Money], "110 is no part of a number");
    }
}
