//! 年龄: the least age. A greatest age is no requirement of ours; the lint warns of it.

use super::{
    context::{is_duty, is_preferred},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// The first number is the least age.
    Least,
    /// 18, in other words.
    Adult,
    /// An age that is no least one.
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    const TABLE: &[(&str, Meaning)] = &[
        ("#(周岁|岁)?(-|至|到)#(周岁|岁)", Meaning::Least),
        (
            "年龄(要求|范围|段|限制|条件|需)?:?(在|为|是|需|要求)?#(周岁|岁)?(-|至|到)#(周岁|岁)?",
            Meaning::Least,
        ),
        ("年龄(要求)?:?#(周岁|岁)?(及|或)?(以上|起)", Meaning::Least),
        ("(年龄)?(必须|须|需|要|要求)?(年满|已满|满)#(周岁|岁)(以上|即可)?", Meaning::Least),
        ("年满#>", Meaning::Least),
        ("#(周岁|岁)(\\(含\\)|含)?(及|或)?(以上|起|往上)", Meaning::Least),
        ("(不低于|不小于|不得低于|大于|至少|最低|≥|>=|不少于)#(周岁|岁)", Meaning::Least),
        (
            "(未满|不满|不到|低于|小于)#(周岁|岁){2}(勿扰|不要|不收|不招|免谈|不予|谢绝|请勿|勿投|勿来|不录)",
            Meaning::Least,
        ),
        (
            "(不收|不招|不要|拒绝|谢绝|不录用|禁止|不接受|不招收)(录用|招用)?(未满|不满|低于|小于)#(周岁|岁)",
            Meaning::Least,
        ),
        ("#(周岁|岁)以下{2}(勿扰|不要|不收|不招|免谈|谢绝|请勿|勿投)", Meaning::Least),
        ("(未成年人?|未成年工){1}(勿扰|不收|不要|不招|免谈|请勿|勿投)", Meaning::Adult),
        ("(不招|不收|不要|谢绝|拒绝|禁止|不招收|不接受|不录用)未成年", Meaning::Adult),
        ("#(周岁|岁)(以下|以内|之内|内|封顶|之前|左右|的)", Meaning::Other),
        ("(不超过|小于|低于|不大于|未满|不满|不到)#(周岁|岁)", Meaning::Other),
        (
            "#(周岁|岁)?(-|至|到)?#(周岁|岁)(以上)?的?(老人|老年|长者|顾客|客户|儿童|孩子|宝宝|幼儿|小孩|学生|人群|婴)",
            Meaning::Other,
        ),
        (
            "#(周岁|岁)(及|或)?(以上)?的?(老人|老年|长者|顾客|客户|儿童|孩子|宝宝|幼儿|小孩|学生|人群)",
            Meaning::Other,
        ),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The ages an employer may ask for at all.
const AGES: std::ops::RangeInclusive<u32> = 16..=60;

/// Words before an age that make it somebody else's.
const OTHERS: [&str; 8] = ["照顾", "看护", "护理", "陪护", "服务", "照护", "带", "教"];

/// The least age that the text asks for.
pub(super) fn read(text: &Folded) -> Option<Reading<u8>> {
    let asked = |one: &Said<Meaning>| {
        let before = text.before(one.at.start);
        let others = OTHERS.iter().any(|word| before.contains(word));
        !others && !is_preferred(text, &one.at) && !is_duty(text, &one.at)
    };
    let ages = PHRASES.find(text).into_iter().filter(asked).filter_map(|one| {
        let least = match one.meaning {
            Meaning::Least => *one.numbers.first()?,
            Meaning::Adult => 18,
            Meaning::Other => return None,
        };
        let rising = one.numbers.get(1).is_none_or(|most| least <= *most);
        let age = u8::try_from(least).ok().filter(|_| rising && AGES.contains(&least))?;
        Some(Said { meaning: age, at: one.at, numbers: Vec::new() })
    });
    agreed(text, ages.collect())
}
