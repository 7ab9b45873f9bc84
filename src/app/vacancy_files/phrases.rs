//! The closed words of tables: what a cell of education, shift, meals and the like says, where it says nothing else.
//! A phrase that is not known here is not guessed at: it goes into the description as it stands.

use crate::domain::{
    half_width::half_width,
    vacancy::{Contract, ContractKind, Education, Insurance, Meals, RestDays, Shift, VacancyKind},
};

/// A phrase without spaces and full-width forms, in small letters.
pub(super) fn folded(text: &str) -> String {
    let mut folded = half_width(text).to_lowercase();
    folded.retain(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '"'));
    folded.trim_end_matches(['。', '.', ';', ',']).to_owned()
}

/// Whether the phrase is one of those, which stand apart by bars.
fn has(phrases: &str, folded: &str) -> bool {
    phrases.split('|').any(|phrase| phrase == folded)
}

fn of<T: Copy>(text: &str, table: &[(T, &str)]) -> Option<T> {
    let folded = folded(text);
    table.iter().find(|(_, phrases)| has(phrases, &folded)).map(|(value, _)| *value)
}

/// 是 or 否.
pub(super) fn yes_or_no(text: &str) -> Option<bool> {
    const TABLE: &[(bool, &str)] = &[
        (true, "是|有|1|√|可|可以|提供|包|缴纳|yes|y|true|provided"),
        (false, "否|无|0|×|x|不可|不可以|不提供|不包|不是|没有|不缴纳|no|n|false|none"),
    ];
    of(text, TABLE)
}

/// Employment or internship.
pub(super) fn kind(text: &str) -> Option<VacancyKind> {
    const TABLE: &[(VacancyKind, &str)] = &[
        (
            VacancyKind::Employment,
            "就业|全职|正式|正式工|长期|长期工|社招|校招|合同工|employment|fulltime|permanent",
        ),
        (VacancyKind::Internship, "实习|岗位实习|顶岗实习|跟岗实习|实习生|internship|intern"),
    ];
    of(text, TABLE)
}

/// The least education; `Some(None)` where none is asked for.
pub(super) fn education(text: &str) -> Option<Option<Education>> {
    const TABLE: &[(Option<Education>, &str)] = &[
        (None, "不限|无|无要求|学历不限|不限学历|不要求|norequirements|any|none"),
        (
            Some(Education::JuniorSecondary),
            "初中|初中及以上|初中以上|初中毕业|初中或以上|juniorsecondary|juniorsecondaryschool",
        ),
        (
            Some(Education::SecondaryVocational),
            "中职|中专|技校|职高|中技|高中|中职及以上|中专及以上|技校及以上|职高及以上|高中及以上|中职以上|中专以上|高中以上|中专/技校|中专或技校|中职/中专|中专/中技|高中/中专|中专/高中|高中、中专|中专/高中及以上|高中/中专及以上|中专或以上|高中或以上|中职或以上|中等职业教育|中职毕业|中专毕业|secondaryvocational|highschool",
        ),
        (
            Some(Education::HigherVocational),
            "大专|高职|专科|大专及以上|高职及以上|专科及以上|大专以上|专科以上|高职高专|大专/高职|大专或以上|高职/大专|高职专科|highervocational|associatedegree|college",
        ),
        (
            Some(Education::Bachelor),
            "本科|大学|本科及以上|本科以上|大学本科|学士|bachelor|bachelordegree|bachelor'sdegree",
        ),
    ];
    of(text, TABLE)
}

/// Shift.
pub(super) fn shift(text: &str) -> Option<Shift> {
    const TABLE: &[(Shift, &str)] = &[
        (Shift::Day, "长白班|白班|常白班|正常班|day|dayshift"),
        (Shift::TwoShifts, "两班倒|二班倒|两班制|二班制|两班|白夜班|twoshifts"),
        (Shift::ThreeShifts, "三班倒|三班制|三班|四班三运转|四班三倒|三班两运转|threeshifts"),
        (Shift::Rotating, "倒班|轮班|轮班制|倒班制|rotating"),
        (Shift::Night, "夜班|晚班|长夜班|night|nightshift"),
    ];
    of(text, TABLE)
}

/// Days off.
pub(super) fn rest_days(text: &str) -> Option<RestDays> {
    const TABLE: &[(RestDays, &str)] = &[
        (RestDays::Two, "双休|周末双休|做五休二|上五休二|5天8小时|two"),
        (RestDays::One, "单休|周末单休|做六休一|上六休一|one"),
        (RestDays::Alternating, "大小周|单双休|大小休|alternating"),
        (RestDays::Monthly, "月休|月休四天|月休4天|月休四|monthly"),
        (RestDays::Rota, "排班|轮休|排休|调休|排班制|rota"),
    ];
    of(text, TABLE)
}

/// Meals.
pub(super) fn meals(text: &str) -> Option<Meals> {
    const TABLE: &[(Meals, &str)] = &[
        (
            Meals::Provided,
            "包吃|包餐|包三餐|包工作餐|提供|提供工作餐|提供三餐|免费工作餐|免费三餐|是|有|provided|yes|free",
        ),
        (Meals::Allowance, "餐补|有餐补|饭补|餐费补贴|伙食补贴|提供餐补|补贴|allowance"),
        (Meals::None, "不包|不包吃|自理|餐费自理|无|否|不提供|没有|none|no"),
    ];
    of(text, TABLE)
}

/// Whether a dormitory is there.
pub(super) fn dormitory(text: &str) -> Option<bool> {
    const TABLE: &[(bool, &str)] = &[
        (true, "包住|包住宿|提供宿舍|提供住宿|有宿舍|免费住宿|免费宿舍"),
        (false, "不包住|不提供宿舍|不提供住宿|无宿舍|自理|住宿自理|自行解决"),
    ];
    of(text, TABLE).or_else(|| yes_or_no(text))
}

/// What is said of meals, and whether there is a dormitory.
type Board = (Option<Meals>, Option<bool>);

/// Meals and dormitory in one: 包吃住.
pub(super) fn board(text: &str) -> Option<Board> {
    const TABLE: &[(Board, &str)] = &[
        (
            (Some(Meals::Provided), Some(true)),
            "包吃住|包吃包住|包食宿|提供食宿|免费食宿|管吃管住|管吃住|吃住全包|食宿全包|是|有|提供|yes|provided",
        ),
        ((None, Some(true)), "包住|包住宿|提供住宿|提供宿舍|只包住"),
        ((Some(Meals::None), Some(true)), "包住不包吃|不包吃包住|包住，不包吃|包住,不包吃"),
        ((Some(Meals::Provided), None), "包吃|包餐|只包吃|提供工作餐"),
        ((Some(Meals::Provided), Some(false)), "包吃不包住|包吃,不包住"),
        ((Some(Meals::Allowance), Some(true)), "包住有餐补|包住餐补|包住,有餐补|包住,餐补"),
        ((Some(Meals::Allowance), None), "餐补|有餐补|饭补"),
        ((Some(Meals::None), Some(false)), "不包吃住|不包食宿|食宿自理|自理|无|否|不提供|no|none"),
    ];
    of(text, TABLE)
}

/// Insurance and the housing fund: 五险一金 is both.
pub(super) fn insurance(text: &str) -> Option<(Option<Vec<Insurance>>, Option<bool>)> {
    const ALL: &str = "五险|缴纳五险|五险齐全|社保|缴纳社保|交社保|购买社保|是|有|缴纳|交|yes";
    const FUND: &str = "五险一金|缴纳五险一金|交五险一金|社保公积金|六险一金|五险+一金|五险+公积金";
    let folded = folded(text);
    if has(FUND, &folded) {
        return Some((Some(Insurance::ALL.to_vec()), Some(true)));
    }
    if has(ALL, &folded) {
        return Some((Some(Insurance::ALL.to_vec()), None));
    }
    let kinds = folded.split(['、', ',', ';', '/', '+']).filter(|part| !part.is_empty());
    let named: Option<Vec<_>> = kinds.map(one_insurance).collect();
    named.filter(|all| !all.is_empty()).map(|all| (Some(all), None))
}

fn one_insurance(text: &str) -> Option<Insurance> {
    let text = text.trim_end_matches("保险").trim_end_matches('险');
    Some(match text {
        "养老" | "pension" => Insurance::Pension,
        "医疗" | "基本医疗" | "medical" => Insurance::Medical,
        "失业" | "unemployment" => Insurance::Unemployment,
        "工伤" | "injury" => Insurance::Injury,
        "生育" | "maternity" => Insurance::Maternity,
        _ => return None,
    })
}

/// The contract in kind; a term may stand beside it: 劳动合同（3年）.
pub(super) fn contract(text: &str) -> Option<Contract> {
    const TABLE: &[(ContractKind, &str)] = &[
        (ContractKind::Labour, "劳动合同|签劳动合同|签订劳动合同|正式合同|固定期限劳动合同|labour|labor"),
        (ContractKind::Dispatch, "劳务派遣|派遣|派遣合同|劳务派遣合同|dispatch"),
        (ContractKind::Internship, "实习协议|三方协议|实习|三方实习协议|internship"),
    ];
    let folded = folded(text);
    let cut = folded.find(['(', ',', '，', '、', '/']).unwrap_or(folded.len());
    let (kind, term) = folded.split_at(cut);
    let kind = of(kind, TABLE)?;
    let term = term.trim_matches(|c| matches!(c, '(' | ')' | ',' | '，' | '、' | '/'));
    if term.is_empty() {
        return Some(Contract { kind, months: None });
    }
    months(term)
        .and_then(|months| u16::try_from(months).ok())
        .map(|months| Contract { kind, months: Some(months) })
}

/// A term: 3个月, 三个月, 2年, 无, 6.
pub(super) fn months(text: &str) -> Option<u32> {
    let folded = folded(text);
    if matches!(folded.as_str(), "无" | "无试用期" | "没有" | "none") {
        return Some(0);
    }
    if folded == "半年" {
        return Some(6);
    }
    let years = folded
        .strip_suffix('年')
        .or_else(|| folded.strip_suffix("years"))
        .or_else(|| folded.strip_suffix("year"));
    if let Some(years) = years {
        return number(years).and_then(|years| years.checked_mul(12));
    }
    let months = ["个月", "月", "months", "month"].iter().find_map(|suffix| folded.strip_suffix(suffix));
    number(months.unwrap_or(&folded))
}

/// A whole number in either kind of digit, a spreadsheet's `12.0` included.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = text.strip_suffix(".0").unwrap_or(text);
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    if let Some(place) = digits.iter().position(|digit| *digit == text) {
        return u32::try_from(place).ok();
    }
    if text == "两" {
        return Some(2);
    }
    if text.is_empty() || text.len() > 9 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

/// A count of people: 12, 12人, 12名.
pub(super) fn people(text: &str) -> Option<u32> {
    let folded = folded(text).replace(',', "");
    let bare = ["人间", "人", "名", "个", "位"].iter().find_map(|suffix| folded.strip_suffix(suffix));
    number(bare.unwrap_or(&folded))
}

/// The least and the most age: 18周岁以上, 18-45岁, 年满18周岁, 18.
pub(super) fn age(text: &str) -> Option<(Option<u8>, Option<u8>)> {
    let text = half_width(text);
    let mut folded: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    for word in ["周岁", "岁", "年满", "年龄", "需", "满", "含"] {
        folded = folded.replace(word, "");
    }
    let year = |text: &str| text.parse::<u8>().ok().filter(|age| (14..=80).contains(age));
    if matches!(folded.as_str(), "不限" | "无" | "无要求") {
        return Some((None, None));
    }
    for (mark, least) in
        [("以上", true), ("及以上", true), ("以下", false), ("及以下", false), ("以内", false)]
    {
        if let Some(bound) = folded.strip_suffix(mark).and_then(year) {
            return Some(if least { (Some(bound), None) } else { (None, Some(bound)) });
        }
    }
    if let Some((least, most)) = folded.split_once(['-', '~', '至', '到']) {
        let most = most.trim_end_matches("之间");
        return year(least).zip(year(most)).map(|(least, most)| (Some(least), Some(most)));
    }
    year(&folded).map(|least| (Some(least), None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_known_in_full_width_with_spaces_and_stops() {
        assert_eq!(kind(" 岗位 实习 "), Some(VacancyKind::Internship));
        assert_eq!(education("中专／技校"), Some(Some(Education::SecondaryVocational)));
        assert_eq!(education("High School"), Some(Some(Education::SecondaryVocational)));
        assert_eq!(education("不限"), Some(None));
        assert_eq!(shift("长白班。"), Some(Shift::Day));
        assert_eq!(shift("Two Shifts"), Some(Shift::TwoShifts));
        assert_eq!(board("包 吃 包 住"), Some((Some(Meals::Provided), Some(true))));
        assert_eq!(
            insurance("养老保险、工伤保险"),
            Some((Some(vec![Insurance::Pension, Insurance::Injury]), None))
        );
        assert_eq!(
            insurance("五险一金").map(|(all, fund)| (all.map(|all| all.len()), fund)),
            Some((Some(5), Some(true)))
        );
        assert_eq!(insurance("意外险"), None);
        assert_eq!(rest_days("做六休一"), Some(RestDays::One));
    }

    #[test]
    fn terms_counts_and_ages_are_read() {
        assert_eq!(
            [months("3个月"), months("三个月"), months("2年"), months("无"), months("6"), months("半年")],
            [Some(3), Some(3), Some(24), Some(0), Some(6), Some(6)]
        );
        assert_eq!([months("面谈"), months("99999999999")], [None, None]);
        assert_eq!(
            contract("劳动合同（3年）"),
            Some(Contract { kind: ContractKind::Labour, months: Some(36) })
        );
        assert_eq!(contract("口头约定"), None);
        assert_eq!(
            [people("12人"), people("１２名"), people("1,200"), people("若干"), people("12.0")],
            [Some(12), Some(12), Some(1200), None, Some(12)]
        );
        assert_eq!(age("18周岁以上"), Some((Some(18), None)));
        assert_eq!(age("１８－４５岁"), Some((Some(18), Some(45))));
        assert_eq!(age("年满18周岁"), Some((Some(18), None)));
        assert_eq!(age("35岁以下"), Some((None, Some(35))));
        assert_eq!([age("不限"), age("青年")], [Some((None, None)), None]);
    }

    proptest::proptest! {
        #[test]
        fn no_phrase_makes_it_panic(text in ".{0,24}|[0-9一二三个月年岁以上下（）,、-]{0,12}") {
            let _ = (kind(&text), education(&text), shift(&text), rest_days(&text), meals(&text), board(&text));
            let _ = (dormitory(&text), insurance(&text), contract(&text), months(&text), people(&text), age(&text));
        }
    }
}
