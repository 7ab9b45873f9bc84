//! Under 16 and under 18: who may not be taken at all, and for what work 16- and 17-year-olds may not (劳动法 15, 64,
//! 未成年人保护法 61).

use super::{
    Finding,
    Rule::{ChildLabour, Minor},
    Severity, Subject,
    pattern::Pattern,
    wording::{MOST, Read},
};
use std::sync::LazyLock;

/// Nobody younger is taken for any work.
const WORK: u8 = 16;
/// From here on nothing is closed.
const ADULT: u8 = 18;

/// Work that is closed to the young, and the places where it is.
static CLOSED: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("<禁>"));
/// The same, with what is as bad for the young but no place to be kept from as an intern.
static DANGEROUS: LazyLock<Pattern> = LazyLock::new(|| Pattern::new("<禁>|<险业>"));
/// Where the same words say the opposite, or name a place one does not work at.
static SPARED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:不|无|非|禁止|附近|旁边|远离|没有|不接触|不涉及|严禁|告别|免|周边|防|未)[^;,:]{0,8}(?:<禁>|<险业>)(?:[/和或及与]?(?:有害|<禁>))*|(?:<禁>|<险业>)(?:[/和或及与,](?:<禁>|[^;,/]{1,4}))*[^;,]{0,8}(?:不(?:接收|招|安排|去|得|要|收|涉及|派)|除外|不在)|(?:<禁>|<险业>)(?:附近|旁边|对面|用品|设备|产品|器材|耗材|机械|供应商|销售|音响)|有毒有害(?:气体检测仪|垃圾分类)",
    )
});
/// A text that takes 16- and 17-year-olds.
static TAKEN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:^|[^\\d])(?:16|17|十六|十七)(?:<岁>)?(?:以上|及以上|起|(?:<到>)\\d{2}|即可|也可|也收|就可)|(?:年满|满|招收?|收|要)(?:16|17|十六|十七)(?:<岁>)|(?:^|[^\\d])(?:16|17|十六|十七|十六七|十六/十七|1[67]/1[78])(?:<岁>)?(?:的)?(?:就|也|都|即|均|亦|同样)?(?:可|能|行|要|收|来|进|做|当|去|干|上|到|孩子|学生|娃|小)|(?:未成年人?|未满18|未满十八|不满18)(?:<岁>)?(?:的)?(?:也)?(?:<可>)|(?:十六七|16/17|1[67]/1[78]|16|17|十六|十七)(?:<岁>)?(?:的)?(?:优先|先|左右|学徒|学生)|年满(?:16|17|十六|十七)(?:<终>)",
    )
});

/// What the fields say of age, and whether the work is closed to those that are taken.
pub(super) fn check(subject: &Subject<'_>, passages: &[Read<'_>]) -> Vec<Finding> {
    let asked = &subject.form.requirements;
    let too_young = asked.minimum_age.is_some_and(|age| age < WORK);
    let child = too_young.then(|| Finding::field(ChildLabour, Severity::Block, "/requirements/minimum_age"));
    let by_age = asked.minimum_age.is_some_and(|age| age < ADULT);
    let takes =
        asked.accepts_minor.unwrap_or(by_age) || passages.iter().any(|read| TAKEN.occurs(read.folded.text()));
    let closed = if takes { named(&DANGEROUS, passages) } else { Vec::new() };
    let closed =
        closed.into_iter().filter_map(|(read, start, end)| read.finding(Minor, Severity::Block, start, end));
    child.into_iter().chain(closed).collect()
}

/// Where closed work is named: title, description and place.
pub(super) fn closed_work<'r, 'a>(passages: &'r [Read<'a>]) -> Vec<(&'r Read<'a>, usize, usize)> {
    named(&CLOSED, passages)
}

fn named<'r, 'a>(work: &Pattern, passages: &'r [Read<'a>]) -> Vec<(&'r Read<'a>, usize, usize)> {
    let mut found = Vec::new();
    for read in passages {
        let text = read.folded.text();
        let spared = SPARED.stretches(text);
        let closed = work.stretches(text).into_iter().take(MOST);
        let closed =
            closed.filter(|(start, end)| !spared.iter().any(|(from, to)| from <= start && end <= to));
        found.extend(closed.map(|(start, end)| (read, start, end)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::VacancyForm;

    #[test]
    fn an_age_in_the_fields_is_checked_against_the_work() {
        let mut form = VacancyForm { title: Some("电镀操作工".into()), ..VacancyForm::default() };
        let rules = |form: &VacancyForm| {
            super::super::check(&Subject::new(form)).into_iter().map(|one| one.rule).collect::<Vec<_>>()
        };
        assert!(!rules(&form).contains(&Minor));
        form.requirements.accepts_minor = Some(true);
        assert!(rules(&form).contains(&Minor));
        form.requirements.accepts_minor = None;
        form.requirements.minimum_age = Some(15);
        assert!(rules(&form).contains(&ChildLabour));
        form.requirements.minimum_age = Some(18);
        assert!(!rules(&form).contains(&Minor));
    }
}
