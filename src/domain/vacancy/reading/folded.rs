//! Title and description folded into one text of comparable characters, each of which knows where it stands in the
//! original.

use super::{Place, TextField};
use crate::domain::{half_width::half_width_char, span::Span};
use std::{collections::HashMap, ops::Range, sync::LazyLock};

/// The folded text. The title comes first, and a line break ends it.
#[derive(Debug)]
pub(super) struct Folded {
    chars: Vec<char>,
    origins: Vec<u32>,
    /// How many of the folded characters are the title's.
    title: usize,
    title_text: String,
    description_text: String,
}

/// Traditional characters of the words that are read, and their simplified forms.
const TRADITIONAL: &str = "險雙單學歷專職間費補貼資綜試個週時車報銷帶親兩萬歲齡滿無沒會繳納養醫療業傷積簽訂勞動輪調發現給點後員總獎績計過歸應屆開關對從遠節長晝號錢塊數熱經驗優選慮請隨齊內說談轉區廠產線電標準張層樓衛獨臺裝壓氣風紀記當與為於僱舊舉證書較輕鬆農還進運營銀鄉邊飯餐館髮飲宿際實習師範統術體裏裡鐘鍾週續聯繫負責隻";
const SIMPLIFIED: &str = "险双单学历专职间费补贴资综试个周时车报销带亲两万岁龄满无没会缴纳养医疗业伤积签订劳动轮调发现给点后员总奖绩计过归应届开关对从远节长昼号钱块数热经验优选虑请随齐内说谈转区厂产线电标准张层楼卫独台装压气风纪记当与为于雇旧举证书较轻松农还进运营银乡边饭餐馆发饮宿际实习师范统术体里里钟钟周续联系负责只";

static SIMPLIFIED_OF: LazyLock<HashMap<char, char>> =
    LazyLock::new(|| TRADITIONAL.chars().zip(SIMPLIFIED.chars()).collect());

/// Whether the character ends a clause.
pub(super) fn is_break(c: char) -> bool {
    is_stop(c) || matches!(c, ',' | '(' | ')' | '[' | ']' | '|' | ' ' | '·' | '+' | '=' | '"')
}

/// Whether the character ends a sentence.
fn is_stop(c: char) -> bool {
    matches!(c, '\n' | '。' | ';' | '!' | '?' | '…')
}

impl Folded {
    /// Folds both texts.
    pub(super) fn of(title: &str, description: &str) -> Self {
        let mut all: Vec<(char, u32)> = compact(&folded(title));
        let length = all.len();
        all.push(('\n', 0));
        all.extend(compact(&folded(description)));
        let (chars, origins) = all.into_iter().unzip();
        let (title_text, description_text) = (title.to_owned(), description.to_owned());
        Self { chars, origins, title: length, title_text, description_text }
    }

    /// All characters.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// One character.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Whether a place lies in the title.
    pub(super) fn in_title(&self, at: usize) -> bool {
        at < self.title
    }

    /// Some of the characters as a string.
    pub(super) fn slice(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// Where the clause begins that holds this place.
    pub(super) fn clause_start(&self, at: usize) -> usize {
        self.start_by(at, is_break)
    }

    /// Where the clause ends that holds this place.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        self.end_by(at, is_break)
    }

    /// What the clause says before this place.
    pub(super) fn before(&self, at: usize) -> String {
        self.slice(self.clause_start(at)..at)
    }

    /// What the clause says from this place on.
    pub(super) fn after(&self, at: usize) -> String {
        self.slice(at..self.clause_end(at))
    }

    /// What the sentence says before this place.
    pub(super) fn sentence_before(&self, at: usize) -> String {
        self.slice(self.start_by(at, is_stop)..at)
    }

    /// What the sentence says from this place on.
    pub(super) fn sentence_after(&self, at: usize) -> String {
        self.slice(at..self.end_by(at, is_stop))
    }

    fn start_by(&self, at: usize, ends: impl Fn(char) -> bool) -> usize {
        let before = self.chars.get(..at).unwrap_or_default();
        before.iter().rposition(|c| ends(*c)).map_or(0, |place| place + 1)
    }

    fn end_by(&self, at: usize, ends: impl Fn(char) -> bool) -> usize {
        let after = self.chars.get(at..).unwrap_or_default();
        after.iter().position(|c| ends(*c)).map_or(self.chars.len(), |place| at + place)
    }

    /// The place in the original that some folded characters stand for.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        let origin = |at: usize| self.origins.get(at).map_or(0, |origin| *origin as usize);
        let last = range.end.saturating_sub(1).max(range.start);
        let span = Span::new(origin(range.start), origin(last) + 1);
        let (field, text) = match self.in_title(range.start) {
            true => (TextField::Title, &self.title_text),
            false => (TextField::Description, &self.description_text),
        };
        Place { field, span, text: span.quote(text) }
    }
}

/// Half-width, lower case, simplified, one dash; without what nobody sees.
fn folded(text: &str) -> Vec<(char, u32)> {
    let mut out: Vec<(char, u32)> = Vec::with_capacity(text.len() / 3);
    for (place, original) in (0..).zip(text.chars()) {
        let c = half_width_char(original).to_ascii_lowercase();
        let c = match SIMPLIFIED_OF.get(&c).copied().unwrap_or(c) {
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' => continue,
            '~' => '-',
            '•' | '・' | '●' | '◆' | '■' | '★' | '☆' | '▲' => '·',
            '\n' | '\r' => '\n',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        let again = out.last().is_some_and(|(last, _)| *last == c);
        if !(again && matches!(c, '-' | ' ')) {
            out.push((c, place));
        }
    }
    out
}

/// Drops the spaces that part nothing: beside a number, a colon or a dash, and between letters that are spaced out.
fn compact(text: &[(char, u32)]) -> Vec<(char, u32)> {
    let at = |place: usize| text.get(place).map(|(c, _)| *c);
    let parts = |place: usize| at(place).is_none_or(|c| c == ' ' || is_break(c));
    let idle = |place: usize| {
        let (Some(before), Some(after)) = (place.checked_sub(1).and_then(at), at(place + 1)) else {
            return true;
        };
        let beside_number = |one: char, other: char| one.is_ascii_digit() && !other.is_ascii_alphanumeric();
        let spaced_out = place < 2 || parts(place - 2);
        matches!(before, ':' | '-' | '/')
            || matches!(after, ':' | '-' | '/')
            || beside_number(before, after)
            || beside_number(after, before)
            || spaced_out && parts(place + 2)
    };
    let kept = |place: &usize| at(*place) != Some(' ') || !idle(*place);
    (0..text.len()).filter(kept).filter_map(|place| text.get(place).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_makes_forms_equal_and_knows_the_way_back() {
        let text = Folded::of("普工", "試用期 ３ 個月，五 險 一 金 包吃 雙休");
        assert_eq!(text.slice(0..text.chars().len()), "普工\n试用期3个月,五险一金 包吃 双休");
        let at = 3 + "试用期3个月,".chars().count();
        let place = text.place(at..at + 4);
        assert_eq!(place.text, "五 險 一 金");
        assert_eq!((place.field, place.span), (TextField::Description, Span::new(9, 16)));
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
    }

    proptest! {
        #[test]
        fn every_place_quotes_its_own_text(title in ".{0,20}", description in any::<String>(), at in 0usize..60, length in 1usize..9) {
            let text = Folded::of(&title, &description);
            let end = (at + length).min(text.chars().len());
            prop_assume!(at < end && text.at(at) != Some('\n') && text.in_title(at) == text.in_title(end - 1));
            let place = text.place(at..end);
            let original = if text.in_title(at) { &title } else { &description };
            prop_assert_eq!(&place.span.quote(original), &place.text);
            prop_assert!(!place.text.is_empty());
        }
    }
}
