//! Folds a text about pay into one form before it is read: half-width, lower case, no spaces, one dash, one digit
//! system, no separators of thousands.

use super::super::half_width::half_width;

/// The folded text.
pub(super) fn fold(text: &str) -> String {
    let mut folded = half_width(text).to_lowercase();
    folded
        .retain(|character| !character.is_whitespace() && character != '\u{200b}' && character != '\u{feff}');
    let folded = without_thousands(&folded.replace("千元", "千").replace("万元", "万"));
    let folded = one_dash(&arabic(&salaries(folded)));
    open_ends(&one_times(&folded))
}

/// `十三薪` is 13薪, and 6000元·月 is 6000元/月.
fn salaries(mut text: String) -> String {
    for (spoken, digits) in
        [("十二薪", "12薪"), ("十三薪", "13薪"), ("十四薪", "14薪"), ("十五薪", "15薪"), ("十六薪", "16薪")]
    {
        text = text.replace(spoken, digits);
    }
    for dot in ['·', '•', '・'] {
        for unit in ["月", "天", "日", "小时", "年"] {
            text = text.replace(&format!("元{dot}{unit}"), &format!("元/{unit}"));
        }
    }
    text
}

/// `5-8kx13` as `5-8k×13`.
fn one_times(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digit = |place: usize| characters.get(place).is_some_and(char::is_ascii_digit);
    let times = |place: usize, c: char| if c == 'x' && digit(place + 1) { '×' } else { c };
    characters.iter().enumerate().map(|(place, &c)| times(place, c)).collect()
}

/// 5000+ is "from 5000"; 2500+加班 is a sum whose second part has no number.
fn open_ends(text: &str) -> String {
    let mut folded = text.replace("+/", "起/").replace("+元", "元起");
    for end in [',', ';', '。', '(', ')', '|', '·'] {
        folded = folded.replace(&format!("+{end}"), &format!("起{end}"));
    }
    match folded.strip_suffix('+') {
        Some(start) => format!("{start}起"),
        None => folded,
    }
}

/// Between numbers and units, `~`, `至`, `到` and `to` are a dash. 到手 is a word of its own.
fn one_dash(text: &str) -> String {
    text.replace("到手", "净得").replace(['~', '至', '到'], "-").replace("--", "-")
}

/// Drops the commas of `4,000` and `1,234,567`, never those between two amounts.
fn without_thousands(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digits_from = |start: usize| characters.iter().skip(start).take_while(|c| c.is_ascii_digit()).count();
    let mut out = String::with_capacity(text.len());
    let (mut run, mut grouped) = (0, false);
    for (place, &character) in characters.iter().enumerate() {
        let groups = if grouped { run == 3 } else { (1..=3).contains(&run) };
        if character == ',' && groups && digits_from(place + 1) == 3 {
            (run, grouped) = (0, true);
            continue;
        }
        if character.is_ascii_digit() {
            run += 1;
        } else {
            (run, grouped) = (0, character == '.');
        }
        out.push(character);
    }
    out
}

/// Turns Chinese digits beside 百, 千 and 万 into Arabic ones, so that 四千五 is `4千5` while 五险一金 stays as it is.
fn arabic(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let scale = |place: Option<usize>| {
        place.and_then(|place| characters.get(place)).is_some_and(|c| matches!(c, '百' | '千' | '万'))
    };
    let counts =
        |place: usize| matches!(characters.get(place), Some('个' | '月' | '天' | '年' | '小' | '人'));
    let digit = |place: usize, character: char| {
        let value = "零一二三四五六七八九".chars().position(|numeral| numeral == character);
        let value = if character == '两' { Some(2) } else { value }?;
        let stands = scale(Some(place + 1)) || scale(place.checked_sub(1)) && !counts(place + 1);
        stands.then(|| char::from_digit(value as u32, 10)).flatten()
    };
    characters.iter().enumerate().map(|(place, &c)| digit(place, c).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_text_fold_to_one() {
        for (text, folded) in [
            ("４０００～６０００元", "4000-6000元"),
            ("4,000 – 6,000 元/月", "4000-6000元/月"),
            ("5500，200", "5500,200"),
            ("四千到六千五", "4千-6千5"),
            ("三千一个月", "3千一个月"),
            ("五险一金", "五险一金"),
            ("到手5000至6000", "净得5000-6000"),
            ("5000+", "5000起"),
            ("2500+加班", "2500+加班"),
            ("4K—6K", "4k-6k"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
