//! The conditions of a made-up vacancy, and how advertisements say them.

use std::collections::BTreeSet;

use super::dice::Dice;

/// What a vacancy offers or asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Condition {
    Room,
    Board,
    Day,
    Night,
    Shifts,
    Weekend,
    Insurance,
    Fund,
    Novice,
    Intern,
}

const OFFICE: [&str; 6] = ["office", "it", "media", "sales", "education", "construction"];

impl Condition {
    /// Of these a vacancy has one at most.
    pub(super) const WHEN: [Condition; 3] = [Condition::Day, Condition::Night, Condition::Shifts];

    pub(super) fn named(name: &str) -> Condition {
        match name {
            "room" => Condition::Room,
            "board" => Condition::Board,
            "day" => Condition::Day,
            "night" => Condition::Night,
            "shifts" => Condition::Shifts,
            "weekend" => Condition::Weekend,
            "insurance" => Condition::Insurance,
            "fund" => Condition::Fund,
            "novice" => Condition::Novice,
            "intern" => Condition::Intern,
            other => panic!("{other} is no condition"),
        }
    }

    /// How employers put it; the first is the usual one.
    pub(super) fn words(self) -> &'static [&'static str] {
        match self {
            Condition::Room => &["包住", "提供住宿", "有宿舍", "免费住宿", "提供宿舍"],
            Condition::Board => &["包吃", "提供工作餐", "管饭", "免费工作餐"],
            Condition::Day => &["长白班", "白班", "常白班", "不上夜班", "不倒班"],
            Condition::Night => &["夜班", "上夜班", "夜班补贴"],
            Condition::Shifts => &["两班倒", "两班制", "白夜班轮换", "12小时两班"],
            Condition::Weekend => &["双休", "周末双休", "五天工作制", "做五休二"],
            Condition::Insurance => &["五险", "缴纳社保", "交五险", "社保"],
            Condition::Fund => &["公积金", "五险一金", "缴纳公积金"],
            Condition::Novice => &["学徒也可", "无经验可培训", "可带学徒", "应届生可", "新手可学"],
            Condition::Intern => &["实习生", "顶岗实习", "接受实习", "可实习"],
        }
    }
}

/// Conditions by chance, as a trade has them.
pub(super) fn drawn(dice: &mut Dice, trade: &str) -> BTreeSet<Condition> {
    let office = OFFICE.contains(&trade);
    let mut drawn = BTreeSet::new();
    let mut maybe = |dice: &mut Dice, condition, percent| {
        if dice.often(percent) {
            drawn.insert(condition);
        }
    };
    let houses = dice.often(if office { 15 } else { 55 });
    maybe(dice, Condition::Room, if houses { 90 } else { 5 });
    maybe(dice, Condition::Board, if houses { 75 } else { 25 });
    maybe(dice, Condition::Weekend, if office { 50 } else { 12 });
    let fund = dice.often(if office { 30 } else { 12 });
    maybe(dice, Condition::Fund, if fund { 100 } else { 0 });
    maybe(dice, Condition::Insurance, if fund { 100 } else { 60 });
    maybe(dice, Condition::Novice, 25);
    maybe(dice, Condition::Intern, 6);
    match dice.below(100) {
        0..40 => drawn.insert(Condition::Day),
        40..62 if !office => drawn.insert(Condition::Shifts),
        62..70 if !office => drawn.insert(Condition::Night),
        _ => false,
    };
    drawn
}

/// The words for some of the conditions: 包吃住 for board and lodging.
pub(super) fn said(dice: &mut Dice, conditions: &BTreeSet<Condition>) -> Vec<&'static str> {
    let mut words = Vec::new();
    let both = conditions.contains(&Condition::Room) && conditions.contains(&Condition::Board);
    if both {
        words.push(dice.pick(&["包吃住", "包吃包住", "包食宿", "提供食宿", "管吃管住", "吃住全包"]));
    }
    for condition in conditions {
        if !(both && matches!(condition, Condition::Room | Condition::Board)) {
            words.push(dice.pick(condition.words()));
        }
    }
    words
}
