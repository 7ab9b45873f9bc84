//! 用餐: meals, an allowance for them, or neither.

use super::{
    context::{is_duty, is_for_a_while, is_on_the_road},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::Meals;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Is(Meals),
    Other,
}

const MEAL: &str = "(一日三餐|一日两餐|早中晚餐|早中晚三餐|早午晚餐|中晚餐|午晚餐|两餐|三餐|四餐|二餐|2餐|3餐|4餐|午餐|中餐|晚餐|早餐|早饭|午饭|中饭|晚饭|工作餐|员工餐|自助餐|用餐|就餐|餐食|伙食|餐饮|餐)";

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Is, Other};
    let provided = [
        "(包|管|供)(吃|食|饭|餐|伙食|@)!(补|贴|费|厅|桌|具|饮|应)(包|管|供|、|/|和|及)?(住宿|住|宿)?".to_owned(),
        "包(早|中|午|晚|早中|中晚|早晚)餐?(和|、)?(中|午|晚)?餐".to_owned(),
        "(包|管)(一|1|两|二|2|三|3)(餐|顿)(饭|夜餐|午饭|午餐|中餐|晚餐)?".to_owned(),
        "免费{3}(@|食堂|吃饭|食宿|吃住|吃!(饭))!(补|贴|费|卡|住宿|自理|自费|自己|自行)".to_owned(),
        "免费(吃住|食宿|三餐|吃饭)!(自|补)".to_owned(),
        "(及|和|、|与|加)(一日三餐|三餐|两餐|午餐|工作餐)!(补|贴|费|自)".to_owned(),
        "(提供|供应|含|有|享|配|安排|解决)(免费的?|营养|美味|丰盛的?|可口|公司|员工|内部|每日|每天)(免费的?|营养|美味|丰盛的?|员工|每日|每天|卫生)?(@|食宿|吃住)!(补|贴|费|卡|饮|桌|具|厅)".to_owned(),
        "(工作餐|员工餐)(免费|全包)?!(补|贴|费|标准|制作|厨|的制)".to_owned(),
        "(@|吃饭|吃住|食宿)(全部?|均|都|由公司)?(免费|全包|公司包|公司提供|都包|公司承担|全免|不要钱|厂里包|包)!(厢|间)".to_owned(),
        "(食堂|饭堂)(免费|就餐免费|用餐免费|吃饭免费|吃饭不要钱)".to_owned(),
    ];
    let allowance = [
        "(@|餐费|饭|伙食费|误餐|吃饭|饭费|餐|食)(补贴|补助|津贴|补|贴)".to_owned(),
        "(@|餐费|饭)(有|每天|每月|另|按天)?(补贴?|补助)(#元)?".to_owned(),
        "餐卡(补|充|每)".to_owned(),
        "(补贴|补助|报销)(餐费|伙食费?|饭费|@)".to_owned(),
        "(每天|每餐|一天|每日|每月|一餐)(补贴?|补)#元?的?(餐费?|饭|伙食|吃饭)".to_owned(),
        "餐费#元".to_owned(),
    ];
    let none = [
        "(不|无|没有?|暂不|均不|概不|不予)(包|管|供|含|提供|供应|安排)(免费)?(吃|食|饭|餐|伙食|食宿|吃住|@)(住宿|住|宿)?!(补|贴)".to_owned(),
        "(餐费|吃饭|伙食费?|食宿|吃住|吃喝|饭钱|@)(需|均|须|要|请|全部)?(自理|自费|自己解决|自行解决|自备|自己承担|自付|自己负责|自行负责|自行承担|自带)".to_owned(),
        "(自己|自行)解决(吃住|食宿|吃饭|用餐|就餐|三餐|午餐|伙食)".to_owned(),
        "(食堂|吃饭|饭堂|就餐){2}(自费|自理|自付|自己付)".to_owned(),
        "(自费|自带|自理)(用餐|就餐|午餐|午饭|食堂|吃饭|伙食|中餐)".to_owned(),
        "无(工作餐|员工餐)".to_owned(),
    ];
    let other = [
        "(加班|夜班|出差|夜宵|值班|高温|节日|外出|晚班){2}(@|餐|饭|伙食|食)(费)?(补贴|补助|补|贴)?"
            .to_owned(),
        "(不|无|没有?)(提供|含|发|给|另有?|享)?(@|餐|饭|伙食)(费)?(补贴|补助|补|贴)".to_owned(),
        "(有|设有?|内设|自有)(员工)?(食堂|餐厅|饭堂)".to_owned(),
        "(提供|有)餐(厅|桌|具)".to_owned(),
        "(供餐|团餐|配餐)(公司|企业|单位|业务|服务|中心)".to_owned(),
        "包(吃|餐|住)?(厢|间|装|裹)".to_owned(),
    ];
    let rows = |written: Vec<String>, meaning: Meaning| {
        written.into_iter().map(move |one| (one.replace('@', MEAL), meaning))
    };
    let table = rows(provided.to_vec(), Is(Meals::Provided))
        .chain(rows(allowance.to_vec(), Is(Meals::Allowance)))
        .chain(rows(none.to_vec(), Is(Meals::None)))
        .chain(rows(other.to_vec(), Other));
    Phrases::new(table)
});

/// What the text says of meals. An allowance says more than 不包吃; with meals themselves it would be a guess.
pub(super) fn read(text: &Folded) -> Option<Reading<Meals>> {
    let said = PHRASES.find(text).into_iter().filter_map(|one| {
        let Meaning::Is(meals) = one.meaning else { return None };
        let ours =
            !is_duty(text, &one.at) && !is_for_a_while(text, &one.at) && !is_on_the_road(text, &one.at);
        ours.then_some(Said { meaning: meals, at: one.at, numbers: Vec::new() })
    });
    let mut said: Vec<_> = said.collect();
    if said.iter().any(|one| one.meaning == Meals::Allowance) {
        said.retain(|one| one.meaning != Meals::None);
    }
    agreed(text, said)
}
