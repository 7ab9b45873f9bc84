//! Cells that hold several things: items set apart by semicolons, each a name with details in brackets behind it,
//! as in `数控车床操作(第2阶段,2026-01);识图`. Full-width and half-width punctuation are the same.

use crate::domain::{
    half_width::{half_width, half_width_char},
    refusal::{Code, FieldError},
};

/// More items than a person can have learned are a slip.
const MOST_ITEMS: usize = 100;
/// The longest name of anything listed.
const LONGEST_NAME: usize = 80;

/// What is wrong with an item, by its place, never by its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct ItemFault {
    item: usize,
    code: Code,
    zh: &'static str,
    en: &'static str,
}

impl ItemFault {
    /// A fault of the item at the place, counted from nought.
    pub(in crate::app) fn new(place: usize, code: Code, zh: &'static str, en: &'static str) -> Self {
        Self { item: place + 1, code, zh, en }
    }

    /// The fault as a row reports it.
    pub(in crate::app) fn at(&self, pointer: &str) -> FieldError {
        FieldError::new(pointer, self.code).with_message(
            format!("第{}项：{}", self.item, self.zh),
            format!("Item {}: {}", self.item, self.en),
        )
    }
}

/// What a listed thing is called, and what stands in the brackets behind it.
pub(in crate::app) struct Item<'t, D> {
    /// Its name as written.
    pub(in crate::app) name: &'t str,
    /// Its details, in order.
    pub(in crate::app) details: Vec<D>,
}

/// Cuts a cell at its separators, outside of brackets. Line breaks always separate.
pub(in crate::app) fn split<'t>(text: &'t str, separators: &[char]) -> Result<Vec<&'t str>, ItemFault> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, character) in text.char_indices() {
        match half_width_char(character) {
            '(' => depth += 1,
            ')' => depth -= 1,
            folded if depth == 0 && (folded == '\n' || separators.contains(&folded)) => {
                items.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
        if depth < 0 {
            break;
        }
    }
    items.push(&text[start..]);
    let items: Vec<&str> = items.into_iter().map(str::trim).filter(|item| !item.is_empty()).collect();
    if depth != 0 {
        let place = items.len().saturating_sub(1);
        return Err(ItemFault::new(place, Code::InvalidValue, "括号不成对", "the brackets do not match"));
    }
    if items.len() > MOST_ITEMS {
        return Err(ItemFault::new(MOST_ITEMS, Code::TooLong, "项目过多", "too many items"));
    }
    Ok(items)
}

/// Cuts an item into its name and its details. A last bracket none of whose parts is a detail belongs to the name
/// (`特种作业操作证（低压电工）`), unless it looks like details that were mistyped.
pub(in crate::app) fn read<'t, D>(
    place: usize,
    item: &'t str,
    detail: impl Fn(&str) -> Option<D>,
) -> Result<Item<'t, D>, ItemFault> {
    let (name, details) = match last_bracket(item) {
        None => (item, Vec::new()),
        Some((name, inside)) => {
            let parts: Vec<&str> = fielded(inside).collect();
            let details: Vec<D> = parts.iter().filter_map(|part| detail(part)).collect();
            if details.len() == parts.len() {
                (name, details)
            } else if details.is_empty() && !parts.iter().any(|part| looks_like_a_detail(part)) {
                (item, details)
            } else {
                return Err(ItemFault::new(
                    place,
                    Code::InvalidValue,
                    "括号里的内容看不懂",
                    "the details are not understood",
                ));
            }
        }
    };
    check_name(place, name)?;
    Ok(Item { name, details })
}

/// Refuses a name that is empty or too long.
pub(in crate::app) fn check_name(place: usize, name: &str) -> Result<(), ItemFault> {
    if name.is_empty() {
        return Err(ItemFault::new(place, Code::Required, "缺少名称", "the name is missing"));
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(ItemFault::new(place, Code::TooLong, "名称过长", "the name is too long"));
    }
    Ok(())
}

/// The text before the last bracket and the text inside it, if the item ends with one.
fn last_bracket(item: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, character) in item.char_indices().rev() {
        match half_width_char(character) {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ if depth == 0 => return None,
            _ => {}
        }
        if depth == 0 {
            let close = item.chars().next_back().map_or(0, char::len_utf8);
            let inside = item.get(at + character.len_utf8()..item.len() - close)?;
            return Some((item[..at].trim(), inside));
        }
    }
    None
}

/// The parts of a bracket, set apart by commas.
pub(in crate::app) fn fielded(inside: &str) -> impl Iterator<Item = &str> {
    inside.split(|c| half_width_char(c) == ',').map(str::trim).filter(|part| !part.is_empty())
}

fn looks_like_a_detail(part: &str) -> bool {
    let folded = half_width(part);
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 4 || folded.contains([':', '~']) || folded.contains("阶段")
}

/// `第2阶段`, `阶段2`, `第二阶段` as the stage's number.
pub(in crate::app) fn stage(part: &str) -> Option<u8> {
    let folded = half_width(part);
    let rest = folded.trim().trim_start_matches('第');
    let number = rest.strip_suffix("阶段").or_else(|| rest.strip_prefix("阶段"))?.trim();
    stage_number(number)
}

/// A number from 1 to 9, in either kind of digit.
pub(in crate::app) fn stage_number(text: &str) -> Option<u8> {
    let number = match text {
        "一" => 1,
        "二" => 2,
        "三" => 3,
        "四" => 4,
        _ => text.parse().ok()?,
    };
    (1..=9).contains(&number).then_some(number)
}

/// What follows a label and a colon: `课程:数控车削技术训练`.
pub(in crate::app) fn labelled<'p>(part: &'p str, label: &str) -> Option<&'p str> {
    let rest = part.strip_prefix(label)?.trim_start();
    let colon = rest.chars().next().filter(|c| half_width_char(*c) == ':')?;
    Some(rest[colon.len_utf8()..].trim()).filter(|value| !value.is_empty())
}

/// The meaning of a word among those that are written for it.
pub(in crate::app) fn word<T: Copy>(words: &[(T, &[&str])], text: &str) -> Option<T> {
    words.iter().find(|(_, written)| written.contains(&text)).map(|(meaning, _)| *meaning)
}

/// The word that is written for a meaning, the first of several.
pub(in crate::app) fn written<T: PartialEq>(
    words: &[(T, &[&'static str])],
    meaning: Option<T>,
) -> Option<&'static str> {
    let meaning = meaning?;
    words.iter().find(|(one, _)| *one == meaning).and_then(|(_, written)| written.first().copied())
}

/// The two ends of `2024-09-01~2025-07-15`.
pub(in crate::app) fn ends(text: &str) -> Option<(&str, &str)> {
    let (at, between) =
        text.char_indices().find(|(_, c)| matches!(half_width_char(*c), '~' | '至' | '到'))?;
    Some((text[..at].trim(), text[at + between.len_utf8()..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn items_are_cut_outside_of_brackets_whatever_the_width() {
        assert_eq!(split("甲（a；b）；乙(c)\n丙;", &[';']).unwrap(), ["甲（a；b）", "乙(c)", "丙"]);
        for bad in ["甲（a", "甲)a(", "甲(a))"] {
            assert_eq!(split(bad, &[';']).unwrap_err().code, Code::InvalidValue, "{bad}");
        }
    }

    #[test]
    fn only_the_last_bracket_holds_details_and_a_mistyped_one_is_not_taken_for_a_name() {
        let item = read(0, "特种作业操作证（低压电工）（第2阶段）", stage).unwrap();
        assert_eq!((item.name, item.details), ("特种作业操作证（低压电工）", vec![2]));
        let item = read(0, "CAD(机械)", stage).unwrap();
        assert_eq!((item.name, item.details), ("CAD(机械)", vec![]));
        assert!(read(0, "识图(2025-13)", stage).is_err());
        assert!(read(0, "识图(第2阶段,随便)", stage).is_err());
        assert!(read(0, "(第2阶段)", stage).is_err());
    }

    #[test]
    fn stages_are_numbered_in_either_kind_of_digit() {
        assert_eq!(
            ["第2阶段", "阶段２", "第二阶段", "3阶段"].map(stage),
            [Some(2), Some(2), Some(2), Some(3)]
        );
        assert_eq!(["第0阶段", "第二学期", "阶段"].map(stage), [None; 3]);
    }

    proptest! {
        #[test]
        fn no_text_makes_the_grammar_panic(text in "([(（)）;；,，:：~第阶段课程0-9a]|中){0,24}") {
            for item in split(&text, &[';', ',']).unwrap_or_default() {
                let _ = read(0, item, stage);
                let _ = (labelled(item, "课程"), ends(item));
            }
        }
    }
}
