//! The cell of certificates: `车工(四级,2026-05-18);特种作业操作证（低压电工）(2026-05-18~2032-05-17,复审:2029-05-17)`. In the
//! brackets, in any order: the level, the date of issue (or issue~expiry), 复审:date, 发证:issuer, 编号:number. The date must
//! be there.

use super::items::{self, ItemFault};
use crate::domain::{dates, half_width::half_width, refusal::Code, training_record::Certificate};
use chrono::NaiveDate;

enum Detail {
    Level(u8),
    /// 初级, 中级, 高级: a level of the national scale, or of the own scale of a 1+X certificate.
    Grade(&'static str, u8),
    Dates(NaiveDate, Option<NaiveDate>),
    Review(NaiveDate),
    Issuer(String),
    Number(String),
}

/// Reads the cell.
pub(super) fn read(text: &str) -> Result<Vec<Certificate>, ItemFault> {
    let items = items::split(text, &[';', ',', '、'])?;
    items.into_iter().enumerate().map(|(place, item)| read_one(place, item)).collect()
}

fn read_one(place: usize, item: &str) -> Result<Certificate, ItemFault> {
    let item = items::read(place, item, detail)?;
    let mut name = item.name.to_owned();
    let (mut level, mut dates, mut review_due) = (None, None, None);
    let (mut issuer, mut number) = (None, None);
    for detail in item.details {
        match detail {
            Detail::Level(value) => level = Some(value),
            Detail::Grade(grade, _) if half_width(&name).starts_with("1+") => {
                name = format!("{name}（{grade}）")
            }
            Detail::Grade(_, value) => level = Some(value),
            Detail::Dates(issued, expires) => dates = Some((issued, expires)),
            Detail::Review(date) => review_due = Some(date),
            Detail::Issuer(text) => issuer = Some(text),
            Detail::Number(text) => number = Some(text),
        }
    }
    let Some((issued, expires)) = dates else {
        return Err(ItemFault::new(place, Code::Required, "缺少发证日期", "the date of issue is missing"));
    };
    if expires.or(review_due).is_some_and(|end| end < issued) {
        return Err(ItemFault::new(
            place,
            Code::RangeReversed,
            "到期早于发证",
            "it ends before it was issued",
        ));
    }
    Ok(Certificate { name, level, issuer, number, issued, review_due, expires })
}

fn detail(part: &str) -> Option<Detail> {
    if let Some(issuer) = items::labelled(part, "发证") {
        return Some(Detail::Issuer(issuer.to_owned()));
    }
    if let Some(number) = items::labelled(part, "编号") {
        return Some(Detail::Number(number.to_owned()));
    }
    if let Some(date) = items::labelled(part, "复审") {
        return dates::read(date).ok().map(Detail::Review);
    }
    if let Some((from, to)) = items::ends(part) {
        return Some(Detail::Dates(dates::read(from).ok()?, Some(dates::read(to).ok()?)));
    }
    level(&half_width(part)).or_else(|| dates::read(part).ok().map(|date| Detail::Dates(date, None)))
}

/// 五级 (初级工) is the lowest, 一级 (高级技师) the highest.
fn level(text: &str) -> Option<Detail> {
    const LEVELS: [(u8, [&str; 5]); 5] = [
        (5, ["五级", "5级", "初级工", "五级/初级工", "初级工/五级"]),
        (4, ["四级", "4级", "中级工", "四级/中级工", "中级工/四级"]),
        (3, ["三级", "3级", "高级工", "三级/高级工", "高级工/三级"]),
        (2, ["二级", "2级", "技师", "二级/技师", "技师/二级"]),
        (1, ["一级", "1级", "高级技师", "一级/高级技师", "高级技师/一级"]),
    ];
    const GRADES: [(&str, u8); 3] = [("初级", 5), ("中级", 4), ("高级", 3)];
    let level =
        LEVELS.iter().find(|(_, names)| names.contains(&text)).map(|(level, _)| Detail::Level(*level));
    level.or_else(|| {
        GRADES.iter().find(|(name, _)| *name == text).map(|(name, level)| Detail::Grade(name, *level))
    })
}

/// Writes the cell, so that it reads back.
pub(super) fn write(certificates: &[Certificate]) -> String {
    let write_one = |certificate: &Certificate| {
        let level =
            certificate.level.and_then(|level| "一二三四五".chars().nth(usize::from(level.checked_sub(1)?)));
        let dates = match certificate.expires {
            Some(expires) => format!("{}~{expires}", certificate.issued),
            None => certificate.issued.to_string(),
        };
        let details: Vec<String> = [
            level.map(|level| format!("{level}级")),
            Some(dates),
            certificate.review_due.map(|date| format!("复审:{date}")),
            certificate.issuer.as_ref().map(|issuer| format!("发证:{issuer}")),
            certificate.number.as_ref().map(|number| format!("编号:{number}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        format!("{}({})", certificate.name, details.join(","))
    };
    certificates.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn certificates_are_read_with_level_dates_review_and_issuer_and_read_back() {
        let text = "车工(四级，2026-05-18)；特种作业操作证（低压电工）（2026-05-18～2032-05-17，复审：2029-05-17，发证：应急管理局，编号：T-0007）；\
                    1+X数控车铣加工(中级,2025.7);电工(中级,2025-07)";
        let certificates = read(text).unwrap();
        assert_eq!((certificates[0].name.as_str(), certificates[0].level), ("车工", Some(4)));
        assert_eq!(certificates[1].name, "特种作业操作证（低压电工）");
        assert_eq!(certificates[1].expires, Some(day("2032-05-17")));
        assert_eq!(certificates[1].review_due, Some(day("2029-05-17")));
        assert_eq!(certificates[1].issuer.as_deref(), Some("应急管理局"));
        assert_eq!(certificates[1].number.as_deref(), Some("T-0007"));
        assert_eq!((certificates[2].name.as_str(), certificates[2].level), ("1+X数控车铣加工（中级）", None));
        assert_eq!(certificates[3].level, Some(4));
        assert_eq!(read(&write(&certificates)), Ok(certificates));
    }

    #[test]
    fn a_certificate_without_its_date_or_that_ends_before_it_begins_is_refused() {
        let code = |text: &str| read(text).unwrap_err().at("证书").code;
        assert_eq!(code("车工"), Code::Required);
        assert_eq!(code("特种作业操作证（低压电工）"), Code::Required);
        assert_eq!(code("健康证(2026-05-31~2025-05-31)"), Code::RangeReversed);
        assert_eq!(code("车工(四级,2026-13)"), Code::InvalidValue);
    }
}
