//! 休息: the days off.

use super::{
    context::is_duty,
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::RestDays;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Is(RestDays),
    /// 做四休二: what it is follows from the numbers.
    Rhythm,
    /// Days of work from which days off follow, where nothing says it outright.
    Week(RestDays),
    /// 周六半天: the week is not as said.
    Open,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Is, Open, Other, Rhythm, Week};
    const TABLE: &[(&str, Meaning)] = &[
        ("(周末)?双休(制)?", Is(RestDays::Two)),
        ("周末(均|都|正常)?(休息|休|放假)", Is(RestDays::Two)),
        (
            "(周|星期|礼拜)(六|6)(、|和|及)?(周|星期|礼拜)?(日|天)(均|都)?(双|正常)?(休息|休|放假)",
            Is(RestDays::Two),
        ),
        ("(每周|一周|周|每星期|每个?礼拜)(固定|可)?(双休|休息?)(两|二|2)(天|日)?", Is(RestDays::Two)),
        ("(五|5)天(工作制|制|8小时|八小时|工作日)", Is(RestDays::Two)),
        ("(每周|一周)(五|5)天(工作制|工作|制)", Is(RestDays::Two)),
        ("5(×|*|x)8", Is(RestDays::Two)),
        ("(每周|一周|周)(工作|上班)?(五|5)天(!半)", Is(RestDays::Two)),
        ("(周日|周末|每周)?单休(制)?", Is(RestDays::One)),
        ("(周|星期|礼拜)(日|天)(固定|正常|统一)?(休息|休|放假)", Is(RestDays::One)),
        ("休(息)?(周|星期|礼拜)(日|天)", Is(RestDays::One)),
        ("(六|6)天(工作制|制|8小时|八小时)", Is(RestDays::One)),
        ("(每周|一周)(六|6)天(工作制|工作|制)", Is(RestDays::One)),
        ("6(×|*|x)8", Is(RestDays::One)),
        (
            "(每周|一周|周|每星期|每个?礼拜)(固定|轮流?|保证|至少|可|内|里)?(休息?|公休|单休|轮休|调休)(一|1)(天|日)",
            Is(RestDays::One),
        ),
        ("(每周|一周|周)(有|固定)?(一|1)天(休息|轮休|公休|休|假期?|带薪休)", Is(RestDays::One)),
        ("(每周|一周|周)(工作|上班)(六|6)天", Is(RestDays::One)),
        ("大小(周|休|礼拜|星期)(双休|单休|轮休|休息|制)?", Is(RestDays::Alternating)),
        ("(单双休|双单休|单双周)(轮流|交替|轮换|轮休|制|轮)?", Is(RestDays::Alternating)),
        ("(隔周|隔周轮流)(双休|单休)", Is(RestDays::Alternating)),
        ("单休(、|和|/)?双休(轮流|交替|轮换|轮)", Is(RestDays::Alternating)),
        (
            "(一周|一个?星期|第一周|上周)(单休|双休),?(一周|一个?星期|第二周|下周)(单休|双休)",
            Is(RestDays::Alternating),
        ),
        (
            "(每月|每个月|一个?月|月|每人每月)(可|能|固定|轮流?|公|调|保证|至少|有|正常|带薪|都?有?)(带薪)?(休息|休假|休|轮休|公休|排休|调休)#(-|至|到)?(#)?(天|日)",
            Is(RestDays::Monthly),
        ),
        (
            "(每月|每个月|一个?月|月)(有|带薪)?#(-|至|到)?(#)?天(带薪)?(休息|轮休|公休|休假|假期|休|假)",
            Is(RestDays::Monthly),
        ),
        ("排班(制|上班|休息|轮休|工作|轮班)?", Is(RestDays::Rota)),
        ("(轮流休息|轮休制?|排休|轮班休息|弹性排班)", Is(RestDays::Rota)),
        ("(做|上|干|工作)(一|1)(天)?休(一|1|二|两|2)(天)?", Is(RestDays::Rota)),
        ("(做|上|干|工作)#天?(休息?|歇)#天?", Rhythm),
        ("周(一|1)(-|至|到)周?(五|5)", Week(RestDays::Two)),
        ("周(一|1)(-|至|到)周?(六|6)", Week(RestDays::One)),
        ("(周|星期)(六|6){3}(上班|工作|半天|值班|加班|上半天|轮休|轮值)", Open),
        ("(半天|轮流)(值班|休)", Open),
        ("双休日(!休)", Other),
        ("(双休|周末|单休)(加班|值班|上班|兼职)", Other),
        ("(非|不是|无|没有?|不|不能|暂无)(周末)?(双休|单休)", Other),
        ("周末(不休|无休|需|要|可)", Other),
        ("(单休|双休)(或者?|/|、)(单休|双休)", Open),
        ("(双休|单休){1}(可选|任选|自选)", Open),
        ("(无|没有)(轮休|排班)", Other),
        ("(员工|人员|科学|合理|编制|做好|门店|服务员|制定|安排好?)(进行)?排班", Other),
        ("排班(表|管理|系统|调度|考勤)", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The days off, where the text names them and nothing speaks against it.
pub(super) fn read(text: &Folded) -> Option<Reading<RestDays>> {
    let mut said = PHRASES.find(text);
    said.retain(|one| !is_duty(text, &one.at));
    if said.iter().any(|one| one.meaning == Meaning::Open) {
        return None;
    }
    let of = |pick: &dyn Fn(&Said<Meaning>) -> Option<RestDays>| -> Vec<Said<RestDays>> {
        let picked = |one: &Said<Meaning>| {
            pick(one).map(|meaning| Said { meaning, at: one.at.clone(), numbers: Vec::new() })
        };
        said.iter().filter_map(picked).collect()
    };
    let outright = of(&|one| match one.meaning {
        Meaning::Is(days) => Some(days),
        Meaning::Rhythm => rhythm(&one.numbers),
        _ => None,
    });
    // 轮休 says who rests when; how often, another word says.
    let (rota, counted): (Vec<_>, Vec<_>) =
        outright.into_iter().partition(|one| one.meaning == RestDays::Rota);
    let weeks = || of(&|one| if let Meaning::Week(days) = one.meaning { Some(days) } else { None });
    let first = [counted, rota].into_iter().find(|all| !all.is_empty());
    agreed(text, first.unwrap_or_else(weeks))
}

/// What a number of days of work and of rest in turn comes to.
fn rhythm(numbers: &[u32]) -> Option<RestDays> {
    match numbers {
        [5, 2] => Some(RestDays::Two),
        [6, 1] => Some(RestDays::One),
        [work, rest] if (29..=31).contains(&(work + rest)) => Some(RestDays::Monthly),
        [1..=12 | 24 | 48, 1..=12 | 24 | 48 | 72] => Some(RestDays::Rota),
        _ => None,
    }
}
