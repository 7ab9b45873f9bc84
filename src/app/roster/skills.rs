//! The cell of skills: `数控车床操作(第2阶段,课程:数控车削技术训练,2026-01);识图(第1阶段,2025-07);焊接`. In the
//! brackets, in any order and all of them optional: the stage, what proves the skill (课程, 实习, 证书 or 学校) and when.

use super::items::{self, ItemFault};
use crate::domain::{dates, refusal::Code, training_record::SkillEvidence};
use chrono::NaiveDate;

/// A skill as a roster says it.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterSkill {
    /// The term as written.
    pub term: String,
    /// What proves it, if said.
    pub evidence: Option<SkillEvidence>,
    /// The stage it comes from, if said.
    pub stage: Option<u8>,
    /// When it was or will be proved, if said.
    pub date: Option<NaiveDate>,
}

enum Detail {
    Stage(u8),
    Evidence(SkillEvidence),
    Date(NaiveDate),
}

/// Reads the cell. Skills may be set apart by commas and 、 too.
pub(super) fn read(text: &str) -> Result<Vec<RosterSkill>, ItemFault> {
    let items = items::split(text, &[';', ',', '、'])?;
    items.into_iter().enumerate().map(|(place, item)| read_one(place, item)).collect()
}

fn read_one(place: usize, item: &str) -> Result<RosterSkill, ItemFault> {
    let item = items::read(place, item, detail)?;
    let mut skill = RosterSkill { term: item.name.to_owned(), evidence: None, stage: None, date: None };
    for detail in item.details {
        let again = match detail {
            Detail::Stage(stage) => skill.stage.replace(stage).is_some(),
            Detail::Evidence(evidence) => skill.evidence.replace(evidence).is_some(),
            Detail::Date(date) => skill.date.replace(date).is_some(),
        };
        if again {
            return Err(ItemFault::new(
                place,
                Code::InvalidValue,
                "同一内容写了两次",
                "the same detail stands twice",
            ));
        }
    }
    Ok(skill)
}

fn detail(part: &str) -> Option<Detail> {
    let evidence = [
        ("课程", SkillEvidence::Course as fn(String) -> SkillEvidence),
        ("实习", SkillEvidence::Internship),
        ("证书", SkillEvidence::Certificate),
        ("学校", SkillEvidence::School),
    ]
    .into_iter()
    .find_map(|(label, kind)| items::labelled(part, label).map(|name| kind(name.to_owned())));
    evidence
        .map(Detail::Evidence)
        .or_else(|| items::stage(part).map(Detail::Stage))
        .or_else(|| dates::read(part).ok().map(Detail::Date))
}

/// Writes the cell, so that it reads back.
pub(super) fn write(skills: &[RosterSkill]) -> String {
    let write_one = |skill: &RosterSkill| {
        let evidence = skill.evidence.as_ref().map(|evidence| match evidence {
            SkillEvidence::Course(name) => format!("课程:{name}"),
            SkillEvidence::Internship(name) => format!("实习:{name}"),
            SkillEvidence::Certificate(name) => format!("证书:{name}"),
            SkillEvidence::School(name) => format!("学校:{name}"),
        });
        let stage = skill.stage.map(|stage| format!("第{stage}阶段"));
        let date = skill.date.map(|date| date.to_string());
        let details: Vec<String> = [stage, evidence, date].into_iter().flatten().collect();
        if details.is_empty() { skill.term.clone() } else { format!("{}({})", skill.term, details.join(",")) }
    };
    skills.iter().map(write_one).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skills_are_read_with_stage_evidence_and_date_and_read_back() {
        let skills = read(
            "数控车床操作（第２阶段，课程：数控车削技术训练，2026-01）；识图(第1阶段,2025-07)、CAD(机械)",
        )
        .unwrap();
        assert_eq!(skills.len(), 3);
        assert_eq!(skills[0].evidence, Some(SkillEvidence::Course("数控车削技术训练".to_owned())));
        assert_eq!((skills[0].stage, skills[0].date), (Some(2), NaiveDate::from_ymd_opt(2026, 1, 1)));
        assert_eq!((skills[1].term.as_str(), skills[1].stage), ("识图", Some(1)));
        assert_eq!(skills[2].term, "CAD(机械)");
        assert_eq!(read(&write(&skills)), Ok(skills));
    }

    #[test]
    fn faults_name_the_item_and_never_its_words() {
        let fault = read("识图;焊接(2025-13)").unwrap_err().at("技能");
        assert_eq!(fault.code, Code::InvalidValue);
        assert!(fault.message.zh.starts_with("第2项") && !fault.message.zh.contains("焊接"));
        assert!(read("识图(第1阶段,第2阶段)").is_err());
    }
}
