//! The cell of internships: `深圳某公司(数控车工,2026-01-05~2026-06-30)`. The post and both days must be there.

use super::items::{self, ItemFault};
use crate::domain::{dates, refusal::Code, training_record::Internship};
use chrono::NaiveDate;

enum Detail {
    Days(NaiveDate, NaiveDate),
    Post(String),
}

/// Reads the cell.
pub(super) fn read(text: &str) -> Result<Vec<Internship>, ItemFault> {
    let items = items::split(text, &[';'])?;
    items.into_iter().enumerate().map(|(place, item)| read_one(place, item)).collect()
}

fn read_one(place: usize, item: &str) -> Result<Internship, ItemFault> {
    let item = items::read(place, item, detail)?;
    let (mut days, mut post) = (None, None);
    for detail in item.details {
        match detail {
            Detail::Days(from, to) => days = Some((from, to)),
            Detail::Post(text) => post = Some(text),
        }
    }
    let (Some((from, to)), Some(post)) = (days, post) else {
        return Err(ItemFault::new(
            place,
            Code::Required,
            "请写成“单位(岗位:数控车工,2026-01-05~2026-06-30)”",
            "write it as employer(岗位:post,from~to)",
        ));
    };
    if to < from {
        return Err(ItemFault::new(place, Code::RangeReversed, "结束早于开始", "it ends before it begins"));
    }
    Ok(Internship { employer: item.name.to_owned(), post, from, to })
}

fn detail(part: &str) -> Option<Detail> {
    if let Some(post) = items::labelled(part, "岗位") {
        return Some(Detail::Post(post.to_owned()));
    }
    let (from, to) = items::ends(part)?;
    Some(Detail::Days(dates::read(from).ok()?, dates::read(to).ok()?))
}

/// Writes the cell, so that it reads back.
pub(super) fn write(internships: &[Internship]) -> String {
    let write_one = |one: &Internship| format!("{}(岗位:{},{}~{})", one.employer, one.post, one.from, one.to);
    internships.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn internships_are_read_with_post_and_days_and_read_back() {
        let read_back =
            read("深圳某公司（岗位：数控车工，2026-01-05～2026-06-30）;甲厂(2025.7.1~2025.8.1,岗位:钳工)")
                .unwrap();
        assert_eq!((read_back[0].employer.as_str(), read_back[0].post.as_str()), ("深圳某公司", "数控车工"));
        assert_eq!(read_back[1].to, NaiveDate::from_ymd_opt(2025, 8, 1).unwrap());
        assert_eq!(read(&write(&read_back)), Ok(read_back));
    }

    #[test]
    fn an_internship_without_post_or_days_or_reversed_is_refused() {
        let code = |text: &str| read(text).unwrap_err().at("实习").code;
        assert_eq!(code("甲厂"), Code::Required);
        assert_eq!(code("甲厂(岗位:钳工)"), Code::Required);
        assert_eq!(code("甲厂(岗位:钳工,2026-06-30~2026-01-05)"), Code::RangeReversed);
        assert_eq!(code("甲厂(岗位:钳工,2026-13-01~2026-01-05)"), Code::InvalidValue);
    }
}
