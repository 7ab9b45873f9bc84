//! What a school may not change in a ledger that several write: the days another school has taught are that school's.

use crate::domain::{
    ids::SchoolId,
    refusal::{Code, FieldError},
    training_record::Stage,
};
use chrono::NaiveDate;

/// The first stage that another school teaches or has taught by the day and that would be changed or taken away. Where
/// it is taught may be filled in.
pub(in crate::app) fn altered(
    before: &[Stage],
    after: &[Stage],
    writer: SchoolId,
    today: NaiveDate,
) -> Option<u8> {
    let days = |stage: &Stage| (stage.number, stage.school, stage.from, stage.to);
    let kept = |stage: &&Stage| after.iter().any(|one| days(one) == days(stage));
    let others = before.iter().filter(|stage| stage.school != writer && stage.from <= today);
    others.into_iter().find(|stage| !kept(stage)).map(|stage| stage.number)
}

/// The fault of such a stage.
pub(in crate::app) fn stage_fault(number: u8, pointer: &str) -> FieldError {
    let title = Code::StageOfOtherSchool.title();
    FieldError::new(pointer, Code::StageOfOtherSchool)
        .with_message(format!("第{number}阶段：{}", title.zh), format!("Stage {number}: {}", title.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const WRITER: SchoolId = SchoolId(Uuid::from_u128(1));
    const OTHER: SchoolId = SchoolId(Uuid::from_u128(2));

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn stage(number: u8, school: SchoolId, from: &str, to: &str) -> Stage {
        Stage { number, school, place: None, from: day(from), to: day(to) }
    }

    #[test]
    fn only_days_that_another_school_has_begun_to_teach_are_kept() {
        let before = [
            stage(1, WRITER, "2023-09-01", "2024-07-15"),
            stage(2, OTHER, "2024-09-01", "2025-07-15"),
            stage(3, OTHER, "2026-09-01", "2027-06-30"),
        ];
        let altered = |after: &[Stage]| altered(&before, after, WRITER, day("2026-06-20"));
        assert_eq!(altered(&before), None);
        assert_eq!(altered(&before[1..]), None, "the own stage");
        assert_eq!(altered(&before[..2]), None, "a stage that nobody has begun");
        assert_eq!(altered(&before[..1]), Some(2));
        let mut longer = before.clone();
        longer[1].to = day("2025-07-16");
        assert_eq!(altered(&longer), Some(2));
        let mut taken = before.clone();
        taken[1].school = WRITER;
        assert_eq!(altered(&taken), Some(2));
        let mut placed = before.clone();
        placed[1].place = crate::domain::region::RegionCode::parse("3702").ok();
        assert_eq!(altered(&placed), None);
    }
}
