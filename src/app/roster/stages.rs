//! The cell of stages: `1:隆林县职业技术学校,2024-09-01~2025-07-15;2:school_…,2025-09-01~2027-06-30`. The school is
//! named or given by its identifier. Without the cell, the stages of the programme are meant.

use super::items::{self, ItemFault};
use crate::domain::{dates, half_width::half_width_char, refusal::Code};
use chrono::NaiveDate;

/// A stage as a roster says it.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterStage {
    /// 1, 2, 3 in order.
    pub number: u8,
    /// The school's name or identifier, as written.
    pub school: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Reads the cell: stages in the order of their numbers, which is the order of their days, never overlapping.
pub(super) fn read(text: &str) -> Result<Vec<RosterStage>, ItemFault> {
    let items = items::split(text, &[';'])?;
    let mut stages = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        stages.push((place, read_one(place, item)?));
    }
    stages.sort_by_key(|(_, stage)| stage.number);
    for ((_, earlier), (place, later)) in stages.iter().zip(stages.iter().skip(1)) {
        if earlier.number == later.number {
            return Err(ItemFault::new(
                *place,
                Code::InvalidValue,
                "阶段序号重复",
                "the stage's number stands twice",
            ));
        }
        if later.from <= earlier.to {
            return Err(ItemFault::new(
                *place,
                Code::StagesOverlap,
                "与上一阶段的时间重叠",
                "it overlaps the stage before it",
            ));
        }
    }
    Ok(stages.into_iter().map(|(_, stage)| stage).collect())
}

fn read_one(place: usize, item: &str) -> Result<RosterStage, ItemFault> {
    let form = || {
        ItemFault::new(
            place,
            Code::InvalidValue,
            "请写成“序号:学校,起~止”",
            "write it as number:school,from~to",
        )
    };
    let cut =
        |text: &'_ str, at: Option<(usize, char)>| at.map(|(at, c)| (at, at + c.len_utf8(), text.len()));
    let colon = cut(item, item.char_indices().find(|(_, c)| half_width_char(*c) == ':')).ok_or_else(form)?;
    let (number, rest) = (&item[..colon.0], &item[colon.1..]);
    let comma =
        cut(rest, rest.char_indices().rev().find(|(_, c)| half_width_char(*c) == ',')).ok_or_else(form)?;
    let (school, days) = (rest[..comma.0].trim(), &rest[comma.1..]);
    let folded: String = number.trim().chars().map(half_width_char).collect();
    let number = items::stage_number(&folded).or_else(|| items::stage(&folded)).ok_or_else(form)?;
    items::check_name(place, school)?;
    let (from, to) = items::ends(days).ok_or_else(form)?;
    let day = |text| {
        dates::read(text)
            .map_err(|_| ItemFault::new(place, Code::InvalidDate, "日期看不懂", "the date is not understood"))
    };
    let (from, to) = (day(from)?, day(to)?);
    if to < from {
        return Err(ItemFault::new(place, Code::RangeReversed, "结束早于开始", "it ends before it begins"));
    }
    Ok(RosterStage { number, school: school.to_owned(), from, to })
}

/// Writes the cell, so that it reads back.
pub(super) fn write(stages: &[RosterStage]) -> String {
    let write_one =
        |stage: &RosterStage| format!("{}:{},{}~{}", stage.number, stage.school, stage.from, stage.to);
    stages.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_read_in_order_and_read_back() {
        let stages =
            read("第二阶段：宁波某校，2025-09-01～2026-06-30；1:昭觉某校,2024.9.1~2025.7.15").unwrap();
        assert_eq!(stages.iter().map(|stage| stage.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(stages[1].school, "宁波某校");
        assert_eq!(stages[0].to, NaiveDate::from_ymd_opt(2025, 7, 15).unwrap());
        assert_eq!(read(&write(&stages)), Ok(stages));
    }

    #[test]
    fn overlapping_reversed_and_repeated_stages_are_refused() {
        let code = |text: &str| read(text).unwrap_err().at("阶段").code;
        assert_eq!(code("1:甲,2024-09-01~2025-07-15;2:乙,2025-07-15~2026-06-30"), Code::StagesOverlap);
        assert_eq!(code("1:甲,2025-09-01~2026-06-30;2:乙,2024-09-01~2025-07-15"), Code::StagesOverlap);
        assert_eq!(code("1:甲,2025-09-01~2024-07-15"), Code::RangeReversed);
        assert_eq!(code("1:甲,2024-09-01~2025-07-15;1:乙,2025-09-01~2026-06-30"), Code::InvalidValue);
        assert_eq!(code("1:甲,2024-09-31~2025-07-15"), Code::InvalidDate);
        assert_eq!(code("1:,2024-09-01~2025-07-15"), Code::Required);
        for bad in ["甲", "1:甲", "1:甲,2024", "0:甲,2024-09~2025-07", "：，～"] {
            assert_eq!(code(bad), Code::InvalidValue, "{bad}");
        }
    }
}
