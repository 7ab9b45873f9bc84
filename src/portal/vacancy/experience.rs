//! How much experience a vacancy's words ask for, as job search engines want it said.

use crate::domain::half_width::half_width;
use serde_json::{Value, json};

/// What the words ask for: months, or nothing at all. Where they ask for some without saying how much, nothing is said.
pub(super) fn asked(title: &str, description: &str) -> Option<Value> {
    let text = half_width(&format!("{title}\n{description}"));
    let clauses = text.split(['，', '。', '；', '、', '！', ',', ';', '!', '\n']);
    let mut most = 0;
    for clause in clauses.filter(|clause| clause.contains("经验")) {
        most = most.max(months(clause)?);
    }
    Some(match most {
        0 => json!("no requirements"),
        months => json!({ "@type": "OccupationalExperienceRequirements", "monthsOfExperience": months }),
    })
}

/// The months of a clause that speaks of experience; 0 where it only wishes for some or says that none is needed.
fn months(clause: &str) -> Option<u32> {
    const NOT_NEEDED: [&str; 10] =
        ["优先", "不限", "不要求", "无要求", "无需", "不需", "无经验", "零经验", "没有经验", "没经验"];
    if NOT_NEEDED.iter().any(|words| clause.contains(words)) {
        return Some(0);
    }
    if let Some((before, _)) = clause.split_once("个月") {
        return number(before);
    }
    let (before, _) = clause.split_once('年')?;
    if before.ends_with('半') {
        return Some(6);
    }
    Some(number(before)? * 12)
}

/// The number that stands at the end of a text; of a range the first.
fn number(text: &str) -> Option<u32> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    let is_part = |character: char| {
        character.is_ascii_digit() || NUMERALS.contains(character) || "两-~至到 ".contains(character)
    };
    let start = text.char_indices().rev().take_while(|(_, one)| is_part(*one)).last()?.0;
    let first = text[start..].split(['-', '~', '至', '到']).map(str::trim).find(|part| !part.is_empty())?;
    let numeral = |character: char| match character {
        '两' => Some(2),
        character => {
            NUMERALS.chars().position(|one| one == character).and_then(|one| u32::try_from(one).ok())
        }
    };
    let read = first.parse().ok().or_else(|| {
        let mut characters = first.chars();
        characters.next().and_then(numeral).filter(|_| characters.next().is_none())
    });
    read.filter(|number| (1..=50).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_said_and_nothing_else() {
        let none = json!("no requirements");
        for text in
            ["看图加工零件", "有经验者优先", "经验不限，应届生可", "无需经验，包教会", "2年以上经验优先"]
        {
            assert_eq!(asked("车工", text), Some(none.clone()), "{text}");
        }
        for (text, months) in [
            ("需2年以上数控经验", 24),
            ("要求３年工作经验。", 36),
            ("有1-3年相关经验", 12),
            ("两年以上同岗位经验", 24),
            ("半年以上经验", 6),
            ("6个月以上经验；有叉车经验优先", 6),
        ] {
            assert_eq!(asked("车工", text).unwrap()["monthsOfExperience"], months, "{text}");
        }
        for text in ["须有经验", "有丰富的经验", "多年经验"] {
            assert_eq!(asked("车工", text), None, "{text}: how much is not said");
        }
    }
}
