//! The cell of awards: `全国职业院校技能大赛(省级,2026-05-18,颁发:省教育厅)`. The date must be there.

use super::items::{self, ItemFault};
use crate::domain::{
    dates,
    half_width::half_width,
    refusal::Code,
    training_record::{Award, AwardLevel},
};
use chrono::NaiveDate;

enum Detail {
    Level(AwardLevel),
    Date(NaiveDate),
    Issuer(String),
}

/// Reads the cell.
pub(super) fn read(text: &str) -> Result<Vec<Award>, ItemFault> {
    let items = items::split(text, &[';'])?;
    items.into_iter().enumerate().map(|(place, item)| read_one(place, item)).collect()
}

fn read_one(place: usize, item: &str) -> Result<Award, ItemFault> {
    let item = items::read(place, item, detail)?;
    let (mut level, mut date, mut issuer) = (None, None, None);
    for detail in item.details {
        match detail {
            Detail::Level(value) => level = Some(value),
            Detail::Date(value) => date = Some(value),
            Detail::Issuer(text) => issuer = Some(text),
        }
    }
    let missing = || ItemFault::new(place, Code::Required, "缺少获奖日期", "the date is missing");
    Ok(Award { name: item.name.to_owned(), level, issuer, date: date.ok_or_else(missing)? })
}

fn detail(part: &str) -> Option<Detail> {
    if let Some(issuer) = items::labelled(part, "颁发") {
        return Some(Detail::Issuer(issuer.to_owned()));
    }
    let level = items::word(&AwardLevel::WORDS, &half_width(part)).map(Detail::Level);
    level.or_else(|| dates::read(part).ok().map(Detail::Date))
}

/// Writes the cell, so that it reads back.
pub(super) fn write(awards: &[Award]) -> String {
    let write_one = |award: &Award| {
        let level = items::written(&AwardLevel::WORDS, award.level).map(str::to_owned);
        let issuer = award.issuer.as_ref().map(|issuer| format!("颁发:{issuer}"));
        let details = [level, Some(award.date.to_string()), issuer];
        format!("{}({})", award.name, details.into_iter().flatten().collect::<Vec<_>>().join(","))
    };
    awards.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn awards_are_read_with_level_date_and_giver_and_read_back() {
        let awards = read("技能大赛（省级，2026.5.18，颁发：省教育厅）;三好学生(2025-07)").unwrap();
        assert_eq!(
            (awards[0].level, awards[0].issuer.as_deref()),
            (Some(AwardLevel::Province), Some("省教育厅"))
        );
        assert_eq!((awards[1].name.as_str(), awards[1].level), ("三好学生", None));
        assert_eq!(read(&write(&awards)), Ok(awards));
    }

    #[test]
    fn an_award_without_its_date_is_refused() {
        assert_eq!(read("三好学生").unwrap_err().at("奖项").code, Code::Required);
        assert_eq!(read("三好学生(星级,2025-07)").unwrap_err().at("奖项").code, Code::InvalidValue);
    }
}
