//! How one word becomes another by a slip: of the ear, the eye or the hand.

/// Characters that look alike, in groups.
const ALIKE: [&str; 48] = [
    "银很跟根狠",
    "焊悍捍汗",
    "钳钱铅",
    "铣洗铳",
    "叉又义文",
    "缝逢锋蜂",
    "纫仞刃",
    "车东",
    "工土士王",
    "员圆贡",
    "装袋裳",
    "检捡险俭验",
    "仓苍沧仑",
    "库裤",
    "喷愤",
    "漆膝",
    "板扳版",
    "钣饭板",
    "厨橱",
    "模膜摸漠",
    "质盾",
    "维唯惟",
    "修悠",
    "未末",
    "己已巳",
    "铸涛祷",
    "锻煅缎",
    "冲冷",
    "压厌庄",
    "注住往柱",
    "塑朔溯",
    "磨摩魔",
    "钻站",
    "镗膛",
    "刨刮",
    "线钱",
    "束柬",
    "电申由",
    "气汽",
    "护户沪",
    "理埋",
    "保堡褓",
    "洁浩",
    "司可同",
    "快块",
    "递弟梯",
    "快怏",
    "拣捡",
];

/// A syllable as many hear and type it: no difference between flat and curled tongue, front and back nasal, n and l.
pub(crate) fn sound(syllable: &str) -> String {
    let mut sound = syllable.to_owned();
    for (curled, flat) in [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")] {
        if let Some(rest) = syllable.strip_prefix(curled).filter(|rest| !rest.is_empty()) {
            sound = format!("{flat}{rest}");
        }
    }
    for back in ["ang", "eng", "ing"] {
        if sound.len() > 1 && sound.ends_with(back) {
            sound.pop();
        }
    }
    sound
}

/// How unlikely the slip from one word to the other is, if it is one that people make: 2 for characters that look
/// alike, 3 for any one slip in a word long enough to tell.
pub(crate) fn cost(typed: &[char], word: &str) -> Option<u32> {
    let word: Vec<char> = word.chars().collect();
    if typed == word || !is_one_slip(typed, &word) {
        return None;
    }
    let differing: Vec<(char, char)> =
        typed.iter().copied().zip(word.iter().copied()).filter(|(one, other)| one != other).collect();
    let longer = typed.len().max(word.len());
    if typed.len() == word.len() {
        return match differing.as_slice() {
            [(one, other)] if look_alike(*one, *other) => Some(2),
            [_] => (longer >= 4).then_some(3),
            _ => (longer >= 3).then_some(3),
        };
    }
    // A character too few is a slip; a character too many in a short word makes another word.
    (longer >= 4 || longer == 3 && word.len() == 3).then_some(3)
}

fn look_alike(one: char, other: char) -> bool {
    ALIKE.iter().any(|group| group.contains(one) && group.contains(other))
}

/// Whether at most one character was changed, left out, put in, or two neighbours swapped.
pub(crate) fn is_one_slip(one: &[char], other: &[char]) -> bool {
    let before = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(before..).unwrap_or_default(), other.get(before..).unwrap_or_default());
    let after = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let one = one.get(..one.len() - after).unwrap_or_default();
    let other = other.get(..other.len() - after).unwrap_or_default();
    match (one, other) {
        ([], []) | ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn one_slip_is_one_and_two_are_not() {
        for (one, other, slip) in [
            ("abc", "abc", true),
            ("abc", "abd", true),
            ("abc", "ab", true),
            ("abc", "abbc", true),
            ("abc", "acb", true),
            ("aa", "aaa", true),
            ("abc", "cba", false),
            ("abcd", "badc", false),
            ("abc", "abcde", false),
            ("", "ab", false),
        ] {
            assert_eq!(is_one_slip(&chars(one), &chars(other)), slip, "{one} {other}");
            assert_eq!(is_one_slip(&chars(other), &chars(one)), slip, "{other} {one}");
        }
    }

    #[test]
    fn short_words_need_a_reason() {
        assert_eq!(cost(&chars("钱工"), "钳工"), Some(2));
        assert_eq!(cost(&chars("瓦工"), "钳工"), None);
        assert_eq!(cost(&chars("程序员"), "程控员"), None);
        assert_eq!(cost(&chars("收员"), "收银员"), Some(3));
        assert_eq!(cost(&chars("飞行员"), "飞行"), None);
        assert_eq!(cost(&chars("数控车床工"), "数控车工"), Some(3));
    }

    #[test]
    fn what_many_hear_alike_sounds_alike() {
        for (one, other) in
            [("ying", "yin"), ("zhuang", "zuan"), ("shi", "si"), ("niu", "liu"), ("cheng", "cen")]
        {
            assert_eq!(sound(one), sound(other), "{one} {other}");
        }
        assert_ne!(sound("gong"), sound("gon"));
        assert_eq!((sound("n"), sound("")), ("n".to_owned(), String::new()));
    }
}
