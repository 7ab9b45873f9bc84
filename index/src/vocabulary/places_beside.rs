//! Other places named beside the first: 苏州/无锡, 昆山、太仓, 苏州市无锡市. Which is meant is not ours to guess.

use super::region_names::{NameKind, Named};
use super::regions::Regions;

/// Parts things of one rank.
const BETWEEN_EQUALS: [char; 11] = ['、', ',', '/', '|', ';', '&', '+', '或', '和', '及', '与'];
/// What may follow the last of several.
const ANY_OF_THEM: [&str; 10] =
    ["均可", "都可", "都行", "皆可", "任选", "可选", "两地", "三地", "等地", "等"];

/// How a place is parted from the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// Not at all.
    Not,
    /// By a space or a dash.
    Loosely,
    /// By 、 or 或.
    Clearly,
}

impl Regions {
    /// The regions that the text behind some regions names beside them, or around them.
    pub(super) fn beside(&self, behind: &str, first: &[Named]) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        let mut at = 0;
        let mut nth = 0;
        while let Some(part) = behind.get(at..) {
            let (parted, skipped) = parted(part);
            if nth == 0 || parted == Parted::Clearly {
                let text = part.get(skipped..).unwrap_or_default();
                for named in self.another(text, parted) {
                    let known = first.iter().chain(&found);
                    if !known.clone().any(|one| self.lies_in(&named, one)) {
                        found.push(named);
                    }
                }
            }
            nth += 1;
            let next = part.get(skipped..).and_then(|text| text.find(BETWEEN_EQUALS));
            let Some(next) = next else { break };
            at += skipped + next;
        }
        found
    }

    /// The regions a text begins with, if it clearly is about them.
    fn another(&self, text: &str, parted: Parted) -> Vec<Named> {
        let Some((length, named)) = self.next_name(text, &[], false) else { return Vec::new() };
        let (name, behind) = text.split_at_checked(length).unwrap_or_default();
        let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric() || BETWEEN_EQUALS.contains(&c));
        let any_of_them = ANY_OF_THEM.iter().any(|word| behind.starts_with(word));
        let clearly = |one: &Named| {
            let large = self.entries.get(one.region).is_some_and(|region| region.code.len() <= 4);
            let full = one.kind == NameKind::Full;
            match parted {
                Parted::Clearly => full || ends || any_of_them,
                Parted::Loosely => full && !name.ends_with('区') || large && (ends || any_of_them),
                // 南京市场 is no 南京市.
                Parted::Not => {
                    full && name.ends_with('市') && !behind.starts_with('场') || large && any_of_them
                }
            }
        };
        if named.iter().any(clearly) { named } else { Vec::new() }
    }
}

/// How the text is parted from what stands before it, and by how many bytes.
fn parted(text: &str) -> (Parted, usize) {
    let mut parted = Parted::Not;
    for (at, c) in text.char_indices() {
        if BETWEEN_EQUALS.contains(&c) {
            parted = Parted::Clearly;
        } else if c.is_alphanumeric() {
            return (parted, at);
        } else if parted == Parted::Not {
            parted = Parted::Loosely;
        }
    }
    (parted, text.len())
}
