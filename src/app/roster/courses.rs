//! The cell of courses: `数控车削技术训练(第2阶段,实训课,120学时,85分);机械制图(第1阶段,72学时,良)`. The stage must be
//! there; the kind, hours, and the mark out of a hundred or the grade may be.

use super::items::{self, ItemFault};
use crate::domain::{
    half_width::half_width,
    refusal::Code,
    training_record::{Course, CourseKind, Grade},
};

enum Detail {
    Stage(u8),
    Hours(u32),
    Score(u8),
    Kind(CourseKind),
    Grade(Grade),
}

/// Reads the cell.
pub(super) fn read(text: &str) -> Result<Vec<Course>, ItemFault> {
    let items = items::split(text, &[';'])?;
    items.into_iter().enumerate().map(|(place, item)| read_one(place, item)).collect()
}

fn read_one(place: usize, item: &str) -> Result<Course, ItemFault> {
    let item = items::read(place, item, detail)?;
    let (mut stage, mut hours, mut score, mut kind, mut grade) = (None, None, None, None, None);
    for detail in item.details {
        match detail {
            Detail::Stage(value) => stage = Some(value),
            Detail::Hours(value) => hours = Some(value),
            Detail::Score(value) => score = Some(value),
            Detail::Kind(value) => kind = Some(value),
            Detail::Grade(value) => grade = Some(value),
        }
    }
    let missing = || {
        ItemFault::new(
            place,
            Code::Required,
            "缺少所属阶段，如(第1阶段)",
            "the stage is missing, as in (第1阶段)",
        )
    };
    Ok(Course { name: item.name.to_owned(), kind, stage: stage.ok_or_else(missing)?, hours, score, grade })
}

fn detail(part: &str) -> Option<Detail> {
    if let Some(stage) = items::stage(part) {
        return Some(Detail::Stage(stage));
    }
    let folded = half_width(part);
    if let Some(kind) = items::word(&CourseKind::WORDS, &folded) {
        return Some(Detail::Kind(kind));
    }
    if let Some(grade) = items::word(&Grade::WORDS, &folded) {
        return Some(Detail::Grade(grade));
    }
    let before = |unit: &str| folded.strip_suffix(unit).map(str::trim);
    if let Some(hours) = before("学时").or_else(|| before("课时")).or_else(|| before("小时")) {
        return hours.parse().ok().filter(|hours| (1..=5_000).contains(hours)).map(Detail::Hours);
    }
    before("分")?.parse().ok().filter(|score| *score <= 100).map(Detail::Score)
}

/// Writes the cell, so that it reads back.
pub(super) fn write(courses: &[Course]) -> String {
    let write_one = |course: &Course| {
        let hours = course.hours.map(|hours| format!(",{hours}学时")).unwrap_or_default();
        let score = course.score.map(|score| format!(",{score}分")).unwrap_or_default();
        let kind = items::written(&CourseKind::WORDS, course.kind).map(|word| format!(",{word}"));
        let grade = items::written(&Grade::WORDS, course.grade).map(|word| format!(",{word}"));
        let (kind, grade) = (kind.unwrap_or_default(), grade.unwrap_or_default());
        format!("{}(第{}阶段{kind}{hours}{score}{grade})", course.name, course.stage)
    };
    courses.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courses_are_read_with_stage_hours_and_mark_and_read_back() {
        let courses =
            read("数控车削技术训练（第2阶段，120学时，85分）；语文、数学(第1阶段,公共课,良)").unwrap();
        assert_eq!((courses[0].stage, courses[0].hours, courses[0].score), (2, Some(120), Some(85)));
        assert_eq!((courses[1].name.as_str(), courses[1].hours), ("语文、数学", None));
        assert_eq!((courses[1].kind, courses[1].grade), (Some(CourseKind::General), Some(Grade::Good)));
        assert_eq!(read(&write(&courses)), Ok(courses));
    }

    #[test]
    fn a_course_without_its_stage_or_with_an_impossible_mark_is_refused() {
        assert_eq!(read("机械制图").unwrap_err().at("课程").code, Code::Required);
        assert_eq!(read("机械制图(第1阶段,101分)").unwrap_err().at("课程").code, Code::InvalidValue);
    }
}
