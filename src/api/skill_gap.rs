//! `/v1/programmes/{id}/skill-gap`: 技能差距, what is asked for against what a class holds and will hold.

use super::{
    Answer,
    auth::Caller,
    path::Id,
    query::{Kind, Parameter, Parameters},
};
use crate::{
    app::{
        App,
        skill_gap::{self, ClassGap},
    },
    domain::{
        ids::ProgrammeId,
        skill_gap::{SkillNeed, Teaching},
    },
};
use actix_web::{HttpResponse, web::Data};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters.
pub const CLASS: &[Parameter] =
    &[Parameter::one("class", Kind::Text, "only the students of the class of this name")];

/// What is asked for, what is there, and what is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillGapView {
    programme: ProgrammeId,
    as_of: NaiveDate,
    /// How many open vacancies suit the programme.
    vacancies: u32,
    /// How many people they want.
    headcount: u32,
    /// How many students there are.
    students: u32,
    /// The skills asked for; what most seats and students lack comes first.
    skills: Vec<SkillNeedView>,
}

/// One skill that is asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkillNeedView {
    skill: String,
    /// How many vacancies name it.
    vacancies: u32,
    /// How many of them insist on it.
    required_by: u32,
    /// How many people the vacancies that name it want.
    headcount: u32,
    /// How many students hold it today.
    held: u32,
    /// How many will hold it by a stage still to come; never counted as held.
    forecast: u32,
    /// How many neither hold it nor will.
    missing: u32,
    /// The stage and course that should teach it; null where nothing tells.
    taught_by: Option<Teaching>,
}

impl From<ClassGap> for SkillGapView {
    fn from(found: ClassGap) -> Self {
        let gap = found.gap;
        Self {
            programme: found.programme,
            as_of: found.as_of,
            vacancies: gap.vacancies,
            headcount: gap.headcount,
            students: gap.students,
            skills: gap.skills.into_iter().map(SkillNeedView::from).collect(),
        }
    }
}

impl From<SkillNeed> for SkillNeedView {
    fn from(need: SkillNeed) -> Self {
        let SkillNeed { term, vacancies, required_by, headcount, held, forecast, missing, taught_by } = need;
        Self { skill: term, vacancies, required_by, headcount, held, forecast, missing, taught_by }
    }
}

/// Compares what the vacancies that suit a programme ask for with what its students hold and will hold.
#[utoipa::path(get, path = "/v1/programmes/{id}/skill-gap", tag = "programmes",
    responses((status = 200, description = "The gap", body = SkillGapView)))]
pub async fn read(
    app: Data<App>,
    Caller(actor): Caller,
    Id(id): Id<ProgrammeId>,
    parameters: Parameters,
) -> Answer {
    let class = parameters.text("class").map(str::to_owned);
    let found = skill_gap::skill_gap(&app, actor, id, class).await?;
    Ok(HttpResponse::Ok().json(SkillGapView::from(found)))
}
