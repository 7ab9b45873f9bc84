//! 工时: the hours a week, said outright or as hours a day together with the days off.

use super::{
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::RestDays;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    AWeek,
    ADay,
    /// Hours a day and days a week.
    DayAndWeek,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{ADay, AWeek, DayAndWeek, Other};
    const TABLE: &[(&str, Meaning)] = &[
        (
            "(每周|一周|周|每星期)(工作|上班|实习)?(时间|时长|工时|总工时|工时数)?(:|为|约|共|不超过|是|大概|合计)?#(个)?(小时|h)",
            AWeek,
        ),
        ("周(工时|工作时间)(:|为|约|是|不超过)?#", AWeek),
        ("#(个)?(小时|h)(/周|每周|一周|工作周)", AWeek),
        (
            "(每天|每日|一天|日|每班|单班|每班次|天)(实际|正常|只|工作|上班|上)?(工作|上班|上)?(时间|时长|工时)?(:|为|约|共|是|制)?#(个)?(小时|h)!(以上|以外|外|加班|内|起)",
            ADay,
        ),
        (
            "(实行|执行|标准|正常|上班|工作|工作时间:?|上班时间:?|工作时长:?|白班|工时:?)(班)?(为)?#(个)?小时!(以上|以外|外|内|后|加班|一?周|/|客|服务|热水|供)",
            ADay,
        ),
        ("#(个)?小时(标准)?(工作)?制", ADay),
        ("<#(个)?小时(双休|单休|大小周|>)", ADay),
        ("#(个)?(小时|h)(/天|/日|/班|每天|一天|每班|一班)", ADay),
        ("#小时(两|三|二|2|3|长白|白|常白)班", ADay),
        ("#天#(个)?小时(工作)?制?", DayAndWeek),
        ("#(×|*|x)#(小时|h)?!(小|毫|m|c|厘|米)", DayAndWeek),
        ("(每周|一周|周)(工作|上班)?#天,?(每天|每日|一天)(工作|上班)?#(个)?小时", DayAndWeek),
        ("(加班|超出|超过|超|低于|少于|满)(时间)?(:|为|约)?#(-|至|到)?(#)?(个)?小时", Other),
        (
            "(每天|每日|一天|每周|每月)?(可|需|正常|一般|最多|大概|平均|约)?加班#(-|至|到)?(#)?(个)?小时",
            Other,
        ),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The hours a week; where only those of a day are said, by the days off.
pub(super) fn read(text: &Folded, rest: Option<&Reading<RestDays>>) -> Option<Reading<u8>> {
    let said = PHRASES.find(text);
    let weeks = said.iter().filter_map(|one| {
        let hours = match (one.meaning, one.numbers.as_slice()) {
            (Meaning::AWeek, [hours]) if (16..=84).contains(hours) => *hours,
            (Meaning::DayAndWeek, [days @ 4..=7, hours @ 4..=12]) => days * hours,
            _ => return None,
        };
        Some(Said { meaning: u8::try_from(hours).ok()?, at: one.at.clone(), numbers: Vec::new() })
    });
    let weeks: Vec<_> = weeks.collect();
    if !weeks.is_empty() {
        return agreed(text, weeks);
    }
    let days = said.into_iter().filter(|one| one.meaning == Meaning::ADay).filter_map(|one| {
        let hours = one.numbers.first().copied().filter(|hours| (4..=12).contains(hours))?;
        Some(Said { meaning: hours, at: one.at, numbers: Vec::new() })
    });
    let day = agreed(text, days.collect())?;
    let rest = rest?;
    let value = weekly(day.value, rest.value)?;
    Some(Reading { value, places: day.places.into_iter().chain(rest.places.iter().cloned()).collect() })
}

/// The hours a week of so many a day, where the days off make that a whole number.
fn weekly(hours: u32, rest: RestDays) -> Option<u8> {
    let half_days = match rest {
        RestDays::Two => 10,
        RestDays::One => 12,
        RestDays::Alternating => 11,
        RestDays::Monthly | RestDays::Rota => return None,
    };
    let doubled = hours * half_days;
    u8::try_from(doubled / 2).ok().filter(|_| doubled.is_multiple_of(2))
}
