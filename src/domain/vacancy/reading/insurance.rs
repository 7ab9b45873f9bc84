//! 五险一金: the insurances that are paid, each by itself, and the housing fund, which 五险 does not include.

use super::{
    context::{is_duty, is_for_a_while},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::Insurance;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// 五险, 社保.
    Five,
    /// 五险一金.
    FiveAndFund,
    /// 五险无一金.
    FiveNoFund,
    /// Some by their names.
    Named,
    Fund,
    NoFund,
    /// 无社保.
    Nothing,
    /// 无五险一金.
    NothingAndNoFund,
    /// 三险一金: a fund, and insurances nobody can tell.
    SomeAndFund,
    /// It is up to whoever is hired.
    Open,
    Other,
}

/// The insurances by the words for them.
const NAMES: [(&str, Insurance); 6] = [
    ("养老", Insurance::Pension),
    ("医疗", Insurance::Medical),
    ("医保", Insurance::Medical),
    ("失业", Insurance::Unemployment),
    ("工伤", Insurance::Injury),
    ("生育", Insurance::Maternity),
];

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{
        Five, FiveAndFund, FiveNoFund, Fund, Named, NoFund, Nothing, NothingAndNoFund, Open, Other,
        SomeAndFund,
    };
    const OTHERS_OF_IT: &str = "!(补贴|补助|津贴|折现|折算|局|卡|代理|代缴|专员|证明|中心|记录|关系|系统|业务|公司|手续|管理|核算|年限|政策|知识|满|者|的优先|办理工作|申报|增减|操作|基数核)";
    const NOT: &str =
        "(不|无|没有?|暂无|未|暂不|均不|概不)(为?员工)?(交纳?|缴纳?|买|购买?|上|参加|办理|办|含|提供|包|给)?";
    let names = "(基本)?(养老|医疗|失业|工伤|生育)(保险|险)?";
    let more = format!("((、|,|/|和|及|与|+| )?{names})?");
    let table = [
        (format!("(五|5|伍|六|6|七|7)(险|项社会保险|项保险|大保险|大险|种保险|类保险){OTHERS_OF_IT}"), Five),
        (format!("(五|5|伍|六|6|七|7)险(、|+|和|及|加|与|/|,)?(一|1|壹|两|二|2)金{OTHERS_OF_IT}"), FiveAndFund),
        ("(五|5)险,?(无|没有?|不含|不包括|零|0)(住房)?(一金|公积金|金)".to_owned(), FiveNoFund),
        ("(三|3|四|4)险(、|+|和|及|加)?(一|1|壹|二|2)金".to_owned(), SomeAndFund),
        ("(三|3|四|4|两|二)险".to_owned(), Open),
        (format!("(社保|社会保险|社会保障)(五险|全缴|齐全)?{OTHERS_OF_IT}"), Five),
        (format!("社保(、|+|和|及|加)?(一金|(住房)?公积金){OTHERS_OF_IT}"), FiveAndFund),
        (format!("{names}{more}{more}{more}{more}"), Named),
        ("(城镇|职工|基本)?医保!(局|卡|结算|办|报|刷|药|收|患|政|定|窗)".to_owned(), Named),
        (format!("(住房)?公积金{OTHERS_OF_IT}"), Fund),
        (format!("{NOT}(五险|5险|社保|社会保险|保险|任何保险)"), Nothing),
        (format!("{NOT}(五险一金|五险1金|社保、?公积金|社保和公积金|社保一金)"), NothingAndNoFund),
        (format!("{NOT}(住房)?(公积金|一金)"), NoFund),
        ("(可不|可以不|不想|不愿意?|不需要|无需|不用|自愿不|自愿放弃|如不|若不|放弃)(交|缴纳?|买|购买)?(社保|五险一金|五险)".to_owned(), Open),
        ("不(想|愿意?)?(交|缴纳?|买|购买)(社保|五险一金|五险)(的|者)?(可|另|有|每月|给)?(补|折|发)".to_owned(), Open),
        ("(五险一金|五险|社保)(自理|自愿|可选|自缴|自己交|可不交|可放弃|选交|自选|可交可不交|折现|可买可不买)".to_owned(), Open),
        ("(有|已有|自有|已交|自交|交过|缴过|外地|个人)(社保|医保|五险)(者|满|的优先|优先|年限|记录|关系)".to_owned(), Other),
        ("(社保|五险|公积金|五险一金)(补贴|补助|津贴|局|卡|代理|代缴|专员|证明|中心|关系|系统|业务|公司|手续|管理|核算|年限|政策|知识|基数|贷款|提取|申报|增减|操作)".to_owned(), Other),
        ("(商业|补充|大病|商保)(养老|医疗|意外|保险)?(保险|险)?".to_owned(), Other),
        ("(人身)?意外(伤害)?(保险|险)".to_owned(), Other),
        ("雇主(责任)?(保险|险)".to_owned(), Other),
        ("(医疗|养老)(器械|设备|院|机构|服务|行业|中心|护理|用品|耗材|器材|产业|美容|类|产品|公寓)".to_owned(), Other),
        ("生育(津贴|假)".to_owned(), Other),
        ("(失业|工伤)(人员|事故|处理|登记|鉴定|认定)".to_owned(), Other),
    ];
    Phrases::new(table)
});

/// The insurances that the text says are paid; an empty list where it says that none is.
pub(super) fn insurance(text: &Folded) -> Option<Reading<Vec<Insurance>>> {
    let said = ours(text);
    let is = |one: &Said<Meaning>, meanings: &[Meaning]| meanings.contains(&one.meaning);
    if said.iter().any(|one| is(one, &[Meaning::Open, Meaning::SomeAndFund])) {
        return None;
    }
    let mut paid = Vec::new();
    let mut places = Vec::new();
    let mut five = false;
    for one in &said {
        let named: Vec<Insurance> = match one.meaning {
            Meaning::Five | Meaning::FiveAndFund | Meaning::FiveNoFund => Insurance::ALL.to_vec(),
            Meaning::Named => named(&text.slice(one.at.clone())),
            _ => continue,
        };
        five |= one.meaning != Meaning::Named;
        if named.iter().any(|insurance| !paid.contains(insurance)) {
            places.push(text.place(one.at.clone()));
            paid.extend(named);
        }
    }
    let denied = said.iter().find(|one| is(one, &[Meaning::Nothing, Meaning::NothingAndNoFund]));
    match denied {
        Some(_) if five => None,
        Some(denied) if paid.is_empty() => Some(Reading::at(text, Vec::new(), denied.at.clone())),
        None if paid.is_empty() => None,
        _ => {
            let value = Insurance::ALL.iter().copied().filter(|one| paid.contains(one)).collect();
            Some(Reading { value, places })
        }
    }
}

/// Whether the text says that the housing fund is paid.
pub(super) fn housing_fund(text: &Folded) -> Option<Reading<bool>> {
    let funds = ours(text).into_iter().filter_map(|one| {
        let paid = match one.meaning {
            Meaning::FiveAndFund | Meaning::SomeAndFund | Meaning::Fund => true,
            Meaning::FiveNoFund | Meaning::NoFund | Meaning::NothingAndNoFund => false,
            _ => return None,
        };
        Some(Said { meaning: paid, at: one.at, numbers: Vec::new() })
    });
    agreed(text, funds.collect())
}

/// What is said of those who are hired, for good.
fn ours(text: &Folded) -> Vec<Said<Meaning>> {
    let mut said = PHRASES.find(text);
    said.retain(|one| {
        let denied = matches!(one.meaning, Meaning::Nothing | Meaning::NothingAndNoFund | Meaning::NoFund);
        let whole = one.meaning != Meaning::Named || names_insurance(text, one);
        whole && !is_duty(text, &one.at) && !(denied && is_for_a_while(text, &one.at))
    });
    said
}

/// Whether words such as 医疗 stand for an insurance: they say so, or there are several.
fn names_insurance(text: &Folded, said: &Said<Meaning>) -> bool {
    let words = text.slice(said.at.clone());
    words.contains('险') || words.contains("医保") || named(&words).len() >= 3
}

fn named(words: &str) -> Vec<Insurance> {
    NAMES.iter().filter(|(name, _)| words.contains(name)).map(|(_, insurance)| *insurance).collect()
}
