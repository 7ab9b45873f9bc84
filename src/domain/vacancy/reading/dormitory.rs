//! 住宿: whether there is a dormitory, how many share a room, and what it costs.

use super::{
    context::{is_duty, is_for_a_while, is_on_the_road},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::money::Fen;
use std::{ops::Range, sync::LazyLock};

/// What a text says of a dormitory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DormitoryReading {
    /// Whether there is one.
    pub provided: Option<Reading<bool>>,
    /// How many share a room.
    pub people_per_room: Option<Reading<u8>>,
    /// What it costs a month.
    pub fee: Option<Reading<Fen>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Offer {
    Provided,
    NotProvided,
    Other,
}

static OFFERS: LazyLock<Phrases<Offer>> = LazyLock::new(|| {
    use Offer::{NotProvided, Other, Provided};
    const TABLE: &[(&str, Offer)] = &[
        ("包(吃|食|餐|饭|中餐|午餐|三餐)?(包|、|/|和|及)?(住宿|住)", Provided),
        ("包(食|吃)宿", Provided),
        ("(管|供)(吃|食)?(管|供|、)?(住|宿|住宿)", Provided),
        ("(提供|安排|配备?|供应|设有|备有|享受?){5}(住宿|宿舍|食宿|吃住|公寓|住房)", Provided),
        (
            "(含|解决|有|自带|统一安排|住)(员工|集体|公司|厂区|空调|单间|双人|单人|免费)?(住宿|宿舍|食宿|吃住|公寓)",
            Provided,
        ),
        (
            "(员工|集体|公司|厂区|空调|厂内|单位|公寓式|花园式|标准|人才|单间|夫妻|工地)(宿舍|公寓|住宿)",
            Provided,
        ),
        (
            "免费(提供|安排|入住)?(员工|集体|公司|空调|舒适|单身|人才)?(住宿|宿舍|食宿|吃住|公寓|住房|住)",
            Provided,
        ),
        ("(住宿|宿舍|食宿|吃住|公寓)(全部?)?(免费|全免|不收费|免租|不要钱)", Provided),
        (
            "(住宿|宿舍)(条件|环境|优越|舒适|标准|配|有|均有|内|带|统一|安排|干净|近|:|就在|在|距|离|都|设施|齐全|独立|均为|为|水电|空调|热水|每人|每月|收)",
            Provided,
        ),
        ("(宿舍#人|(住宿|宿舍)#(元|块))", Provided),
        ("(吃住|食宿)(全包|都包|公司|在厂|厂里|均包|由公司|统一|全由|无忧)", Provided),
        ("(可|可以|能|可选择)(住宿|住校|住厂|住宿舍|申请宿舍|申请住宿|入住宿舍|入住公寓|住公司)", Provided),
        ("(夫妻|情侣|双职工)(房|宿舍|间|公寓)", Provided),
        ("#(-#)?人(住)?(一|/|每)?(1)?(间|室|寝|宿舍|房|标间|公寓|寝室)", Provided),
        ("(单人|单身|双人)(间|宿舍|房|公寓|标间)", Provided),
        ("(住宿费|宿舍费|宿费|床位费|宿舍租金|宿舍管理费)", Provided),
        ("(无|没有?|暂无)(提供|安排)?(员工|集体|免费)?(住宿|宿舍|食宿|吃住)!(费|押)", NotProvided),
        (
            "(不|暂不|均不|概不|恕不|不予|未)(提供|安排|包含?|含|管|供应?|配|负责|解决|设置?)(员工|集体|免费)?(吃|食|餐|饭)?(住宿|宿舍|食宿|吃住|住|宿)!(费|押)",
            NotProvided,
        ),
        (
            "(住宿|食宿|吃住|住房|房租|租房)(问题)?(需|须|要|请|均|全部)?(自理|自行解决|自己解决|自行安排|自费|自己负责|自备|自行负责|自租)",
            NotProvided,
        ),
        ("(自理|自行解决|自己解决)(住宿|食宿|吃住|住房)", NotProvided),
        ("(不住|不需要?|无需|不用)(宿舍?|住宿|公司宿舍|厂里?|公司|校)?(的|者|人员|员工)?", Other),
        ("(住宿|住房|租房|房|外宿|外住|宿舍|房屋)(补贴|补助|津贴|补|餐补)", Other),
        ("(免|免收|不收取?|无|0|零)(住宿费|房租|房费|宿舍费|宿费|租金|床位费)", Provided),
        ("(住宿|宿舍|住房)(有|给|另有)(补贴|补助|津贴)", Other),
        ("(住宿|宿舍){3}押金", Other),
        ("宿舍(管理|阿姨|长|楼栋|区保洁|维修|卫生|楼|保洁|安全|巡)", Other),
        ("(男生|女生|学生|倒班|师生)宿舍", Other),
        ("宿管", Other),
        ("住宿(登记|业|部|接待|餐饮|证明|预订|服务|客)", Other),
        ("(客人|旅客|宾客|游客|学生|顾客|患者|客户|酒店|学员){3}(住宿|入住|宿舍|食宿)", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// How many share a room: the number, or the one the words stand for.
static ROOMS: LazyLock<Phrases<Option<u8>>> = LazyLock::new(|| {
    const TABLE: &[(&str, Option<u8>)] = &[
        ("#人住?(一|/|每|1)?(间|室|寝室|寝|宿舍|房|标间|公寓)", None),
        ("(每间|一间|每室|每个?宿舍|一个宿舍|每房|一间房|每间房|每个?房间|宿舍)(住|限|安排|最多)?#人", None),
        ("#人住?(一|1)?(间|个?房间|间房|屋|套)", None),
        ("(单人|单身)(间|宿舍|房|公寓|标间)", Some(1)),
        ("独立单间", Some(1)),
        ("双人(间|宿舍|房|标间)", Some(2)),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// What it costs a month: nothing, or the number.
static FEES: LazyLock<Phrases<Option<Fen>>> = LazyLock::new(|| {
    const FREE: Option<Fen> = Some(Fen(0));
    const TABLE: &[(&str, Option<Fen>)] = &[
        (
            "免费(提供|安排|入住)?(员工|集体|公司|空调|舒适|单身|人才)?(住宿|宿舍|食宿|吃住|公寓|住房|住)",
            FREE,
        ),
        ("(提供|安排)免费的?(员工|空调)?(住宿|宿舍|食宿|吃住|公寓)", FREE),
        ("免费#(-#)?人(一)?间", FREE),
        ("(住宿|宿舍|食宿|吃住|公寓)(:|])?(全部?)?(免费|全免|不收费|免租|不要钱|0元|零元)", FREE),
        ("(住宿|宿舍|公寓|人间|人一间)(,|\\(|:)?(#(-#)?人(一)?间)?,?(免费|不收费|不收钱|全免)(\\)|>)", FREE),
        ("(免|免收|不收取?|无|0|零)(住宿费|房租|房费|宿舍费|宿费|租金|床位费)", FREE),
        ("(住宿费|房租|房费|宿舍费)(全免|免收|全额?免|由?公司承担|公司出|全报)", FREE),
        (
            "(住宿费|宿舍费|宿费|宿舍租金|床位费|宿舍管理费|房租|房费){5}#(元|块)?(/人)?(/个?月|每月|一个?月|/人/月|/月/人)?",
            None,
        ),
        (
            "(住宿|宿舍){3}((每人)?每月|月租|一个月|只需|只要|仅需|仅|收取?|收费|需|缴纳?|扣|费用|每人|租金|标准|:){2}(每月|每人)?(收)?#!(人)(元|块)?(/人)?(/个?月|每月|一个?月|/人/月)?",
            None,
        ),
        ("(住宿|宿舍)(\\()?#(元|块)(/人)?(/个?月|每月|一个?月|/人/月)", None),
        ("(住宿|宿舍)#人间#(元|块)?(/人)?(/个?月|每月|一个?月|/人/月)", None),
        (
            "(收取?|扣|缴纳?|交|需交|只收|仅收)#(元|块)?(/人)?(/个?月)?的?(住宿费|房租|宿舍费|床位费|宿舍管理费)",
            None,
        ),
        ("#(元|块)(/人)?(/个?月)?的?(住宿费|房租|宿舍费|床位费)", None),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// What the text says of a dormitory.
pub(super) fn read(text: &Folded) -> DormitoryReading {
    let offers = OFFERS.find(text).into_iter().filter_map(|one| {
        let words = text.slice(one.at.clone());
        let provided = match one.meaning {
            Offer::Provided if words.contains("不提供") => false,
            Offer::Provided if words.contains("倒班") => return None,
            Offer::Provided => true,
            Offer::NotProvided => false,
            Offer::Other => return None,
        };
        is_ours(text, &one.at).then_some(Said { meaning: provided, at: one.at, numbers: Vec::new() })
    });
    let provided = agreed(text, offers.collect());
    if provided.as_ref().is_none_or(|one| !one.value) {
        return DormitoryReading { provided, ..DormitoryReading::default() };
    }
    DormitoryReading { provided, people_per_room: people(text), fee: fee(text) }
}

fn people(text: &Folded) -> Option<Reading<u8>> {
    let rooms = ROOMS.find(text).into_iter().filter(|one| is_ours(text, &one.at)).filter_map(|one| {
        let people = match one.meaning {
            Some(people) => people,
            None => u8::try_from(*one.numbers.first()?).ok()?,
        };
        (1..=16).contains(&people).then_some(Said { meaning: people, at: one.at, numbers: Vec::new() })
    });
    agreed(text, rooms.collect())
}

fn fee(text: &Folded) -> Option<Reading<Fen>> {
    let fees = FEES.find(text).into_iter().filter(|one| is_ours(text, &one.at)).filter_map(|one| {
        let fee = match one.meaning {
            Some(_) if is_for_a_while(text, &one.at) => return None,
            Some(free) => free,
            None => of_a_month(text, &one)?,
        };
        Some(Said { meaning: fee, at: one.at, numbers: Vec::new() })
    });
    agreed(text, fees.collect())
}

/// A fee in its plausible bounds, unless it is for something else, another time, or a range.
fn of_a_month(text: &Folded, said: &Said<Option<Fen>>) -> Option<Fen> {
    let words = text.slice(said.at.clone());
    let other = ["补", "贴", "押", "水", "电", "距", "离", "天"].iter().any(|word| words.contains(word));
    let after = text.after(said.at.end);
    let range = after.starts_with(['-', '至', '到', '/', '人', '年', '天', '平', '米']);
    let fee = said.numbers.last().filter(|fee| (10..=2000).contains(*fee))?;
    (!other && !range).then(|| Fen::yuan(i64::from(*fee)))
}

/// Whether it is the dormitory of who is hired: not a guest's room, not somebody's duty, not only on journeys.
fn is_ours(text: &Folded, at: &Range<usize>) -> bool {
    let before = text.before(at.start);
    let others = ["客房", "客人", "游客", "包厢", "包间", "病房", "学生", "租客", "市区"];
    !others.iter().any(|word| before.contains(word)) && !is_duty(text, at) && !is_on_the_road(text, at)
}
