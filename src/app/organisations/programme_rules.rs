//! What each form of cooperation asks of a programme.

use crate::domain::{
    ids::SchoolId,
    programme::{ProgrammeForm, ProgrammePlan},
    refusal::{Code, Faults, FieldError},
    school::{School, SchoolKind},
};
use std::collections::HashMap;

/// The most seats of one order.
const MOST_SEATS: u32 = 10_000;
/// The most stages, and the most target regions.
const MOST: usize = 20;

/// Checks a plan; `schools` are those of its schools that exist.
pub(super) fn check(plan: &ProgrammePlan, schools: &HashMap<SchoolId, School>, faults: &mut Faults) {
    check_schools(plan, schools, faults);
    check_stages(plan, faults);
    check_order(plan, faults);
    match plan.form {
        ProgrammeForm::Directional if plan.target_regions.is_empty() => {
            faults.add("/target_regions", Code::Required);
        }
        _ if plan.target_regions.len() > MOST => faults.add("/target_regions", Code::OutOfRange),
        _ => {}
    }
}

fn check_schools(plan: &ProgrammePlan, schools: &HashMap<SchoolId, School>, faults: &mut Faults) {
    let (home, partner) = (plan.home_school, plan.partner_school);
    match plan.form {
        ProgrammeForm::JointStaged => {
            if home.is_none() {
                faults.add("/home_school", Code::Required);
            }
            if partner.is_none() {
                faults.add("/partner_school", Code::Required);
            }
        }
        ProgrammeForm::CrossRegion => {
            if partner.is_none() {
                faults.add("/partner_school", Code::Required);
            }
            if home.is_some() {
                faults.push(FieldError::new("/home_school", Code::InvalidValue).with_message(
                    "跨地区自主招生没有生源地学校",
                    "independent enrolment has no home school",
                ));
            }
        }
        _ if home.is_none() && partner.is_none() => faults.add("/partner_school", Code::Required),
        ProgrammeForm::TechnicalRural => {
            let technical = |id: &SchoolId| {
                schools.get(id).is_none_or(|school| school.profile.kind == SchoolKind::Technical)
            };
            if !home.iter().chain(&partner).any(technical) {
                faults.push(FieldError::new("/partner_school", Code::InvalidValue).with_message(
                    "技工学校农村招生需有一所技工学校",
                    "one of the schools must be a technical school",
                ));
            }
        }
        ProgrammeForm::Directional | ProgrammeForm::OrderClass => {}
    }
    if home.is_some() && home == partner {
        faults.push(
            FieldError::new("/partner_school", Code::InvalidValue)
                .with_message("两端不能是同一所学校", "both ends are the same school"),
        );
    }
}

/// Stages are numbered from 1, follow one another without overlap, and end before graduation.
fn check_stages(plan: &ProgrammePlan, faults: &mut Faults) {
    let stages = &plan.stages;
    if stages.len() > MOST {
        faults.add("/stages", Code::OutOfRange);
    }
    for (place, stage) in stages.iter().enumerate() {
        let at = |field: &str| format!("/stages/{place}/{field}");
        if usize::from(stage.number) != place + 1 {
            faults.push(FieldError::new(at("number"), Code::InvalidValue).with_message(
                format!("阶段应从 1 开始依次编号，这里应为 {}", place + 1),
                format!("stages are numbered in order from 1: this is {}", place + 1),
            ));
        }
        if stage.to < stage.from {
            faults.add(at("to"), Code::RangeReversed);
        }
        if place > 0 && stage.from <= stages[place - 1].to {
            faults.add(at("from"), Code::StagesOverlap);
        }
        if stage.to > plan.graduates_on {
            faults.push(
                FieldError::new(at("to"), Code::OutOfRange)
                    .with_message("阶段结束晚于毕业日期", "the stage ends after graduation"),
            );
        }
        let ends = [plan.home_school, plan.partner_school];
        if plan.form == ProgrammeForm::JointStaged && !ends.contains(&Some(stage.school)) {
            faults.push(FieldError::new(at("school"), Code::InvalidValue).with_message(
                "分段培养的阶段应在生源地学校或合作学校",
                "a stage is at the home or the partner school",
            ));
        }
    }
    if plan.form == ProgrammeForm::JointStaged && stages.len() < 2 {
        faults.push(
            FieldError::new("/stages", Code::Required)
                .with_message("分段培养至少需要两个阶段", "staged training has at least two stages"),
        );
    }
}

fn check_order(plan: &ProgrammePlan, faults: &mut Faults) {
    match (&plan.order, plan.form) {
        (None, ProgrammeForm::OrderClass) => faults.add("/order", Code::Required),
        (None, _) => {}
        (Some(order), ProgrammeForm::OrderClass) => {
            if !(1..=MOST_SEATS).contains(&order.seats) {
                faults.add("/order/seats", Code::OutOfRange);
            }
        }
        (Some(_), _) => faults.push(
            FieldError::new("/order", Code::InvalidValue)
                .with_message("只有订单班才有订单", "only an order class has an order"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ids::EmployerId,
        major::Major,
        programme::{Order, PlannedStage},
        region::RegionCode,
        school::SchoolProfile,
    };
    use uuid::Uuid;

    const HOME: SchoolId = SchoolId(Uuid::from_u128(1));
    const PARTNER: SchoolId = SchoolId(Uuid::from_u128(2));
    const ELSEWHERE: SchoolId = SchoolId(Uuid::from_u128(3));

    fn stage(number: u8, school: SchoolId, from: &str, to: &str) -> PlannedStage {
        PlannedStage { number, school, from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn plan(form: ProgrammeForm) -> ProgrammePlan {
        ProgrammePlan {
            name: "2+1".to_owned(),
            form,
            partnership: None,
            home_school: Some(HOME),
            partner_school: Some(PARTNER),
            major: Major {
                catalogue: "2021".into(), code: "660103".into(), name: "数控技术应用".into()
            },
            stages: vec![
                stage(1, HOME, "2023-09-01", "2025-07-15"),
                stage(2, PARTNER, "2025-09-01", "2026-06-30"),
            ],
            graduates_on: "2026-06-30".parse().unwrap(),
            order: None,
            target_regions: Vec::new(),
            synthetic: true,
        }
    }

    fn faults(plan: &ProgrammePlan, kind: SchoolKind) -> Vec<(String, Code)> {
        let school = |id| School {
            id,
            version: 1,
            profile: SchoolProfile {
                name: "某校".into(),
                kind,
                region: RegionCode::parse("45").unwrap(),
                email: "office@school.example".to_owned().try_into().unwrap(),
                synthetic: true,
            },
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
        };
        let schools = [HOME, PARTNER].into_iter().map(|id| (id, school(id))).collect();
        let mut faults = Faults::new();
        check(plan, &schools, &mut faults);
        faults.into_vec().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    fn changed(form: ProgrammeForm, change: impl FnOnce(&mut ProgrammePlan)) -> Vec<(String, Code)> {
        let mut plan = plan(form);
        change(&mut plan);
        faults(&plan, SchoolKind::Vocational)
    }

    fn one(pointer: &str, code: Code) -> Vec<(String, Code)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn staged_training_has_both_schools_and_two_stages_at_them() {
        let form = ProgrammeForm::JointStaged;
        assert_eq!(changed(form, |_| ()), []);
        assert_eq!(changed(form, |plan| plan.stages.truncate(1)), one("/stages", Code::Required));
        let elsewhere = changed(form, |plan| plan.stages[1].school = ELSEWHERE);
        assert_eq!(elsewhere, one("/stages/1/school", Code::InvalidValue));
        let homeless = changed(form, |plan| plan.home_school = None);
        assert_eq!(homeless[0], one("/home_school", Code::Required)[0]);
    }

    #[test]
    fn independent_enrolment_has_only_the_partner_school() {
        let form = ProgrammeForm::CrossRegion;
        assert_eq!(changed(form, |_| ()), one("/home_school", Code::InvalidValue));
        assert_eq!(changed(form, |plan| plan.home_school = None), []);
    }

    #[test]
    fn an_order_class_has_an_order_and_nothing_else_has_one() {
        let order = |seats| Some(Order { employer: EmployerId(Uuid::from_u128(9)), seats });
        let class = ProgrammeForm::OrderClass;
        assert_eq!(changed(class, |_| ()), one("/order", Code::Required));
        assert_eq!(changed(class, |plan| plan.order = order(20)), []);
        assert_eq!(changed(class, |plan| plan.order = order(0)), one("/order/seats", Code::OutOfRange));
        let staged = changed(ProgrammeForm::JointStaged, |plan| plan.order = order(20));
        assert_eq!(staged, one("/order", Code::InvalidValue));
    }

    #[test]
    fn a_directional_programme_says_where_to() {
        let form = ProgrammeForm::Directional;
        assert_eq!(changed(form, |_| ()), one("/target_regions", Code::Required));
        assert_eq!(changed(form, |plan| plan.target_regions = vec![RegionCode::parse("51").unwrap()]), []);
    }

    #[test]
    fn technical_recruitment_needs_a_technical_school() {
        let plan = plan(ProgrammeForm::TechnicalRural);
        assert_eq!(faults(&plan, SchoolKind::Technical), []);
        assert_eq!(faults(&plan, SchoolKind::Vocational), one("/partner_school", Code::InvalidValue));
    }

    #[test]
    fn stages_are_numbered_follow_one_another_and_end_by_graduation() {
        let form = ProgrammeForm::JointStaged;
        let number = changed(form, |plan| plan.stages[1].number = 3);
        assert_eq!(number, one("/stages/1/number", Code::InvalidValue));
        let overlap = changed(form, |plan| plan.stages[1].from = plan.stages[0].to);
        assert_eq!(overlap, one("/stages/1/from", Code::StagesOverlap));
        let late = changed(form, |plan| plan.graduates_on = "2026-06-29".parse().unwrap());
        assert_eq!(late, one("/stages/1/to", Code::OutOfRange));
        let reversed = changed(form, |plan| plan.stages[1].to = "2025-08-31".parse().unwrap());
        assert_eq!(reversed, one("/stages/1/to", Code::RangeReversed));
    }
}
