//! Skills: what the vacancy asks for against what the record proves, by how rare each skill is.
//!
//! A skill of the record counts from the day it is proved. A forecast is told and never counted. A record without any
//! skill counts as none of them held: were it unknown, who has no record would rank above who has half of it.

use crate::domain::matching::{
    assessment::Evidence,
    knowledge::{Knowledge, SkillRelation},
    measure::{Measure, Points},
    pair::Pair,
    wording::{Clauses, Told, month},
};
use crate::domain::{
    language::Bilingual,
    training_record::{Skill, SkillEvidence},
    vacancy::Necessity,
};

/// What a preferred skill counts beside a required one.
const PREFERRED: f64 = 0.4;
/// What a related skill counts in place of the one asked for.
const RELATED: f64 = 0.5;
/// What the commonest skill still counts: nothing that is asked for is worthless.
const COMMONEST: f64 = 0.1;
/// What the rarest counts at most, so that an odd word cannot decide alone.
const RAREST: f64 = 1_000.0;

/// Where somebody stands with a skill that is asked for, the best last.
pub(crate) enum Standing<'a> {
    /// Not in the record.
    Missing,
    /// In the record as a forecast.
    Forecast(&'a Skill),
    /// A related one is held.
    Related(&'a Skill),
    /// A kind of it is held.
    Kind(&'a Skill),
    /// Held.
    Held(&'a Skill),
}

impl Standing<'_> {
    fn rank(&self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Forecast(_) => 1,
            Self::Related(_) => 2,
            Self::Kind(_) => 3,
            Self::Held(_) => 4,
        }
    }

    fn credit(&self) -> f64 {
        match self {
            Self::Missing | Self::Forecast(_) => 0.0,
            Self::Related(_) => RELATED,
            Self::Kind(_) | Self::Held(_) => 1.0,
        }
    }
}

/// Where somebody stands with a skill; of equal proofs the first recorded is told.
pub(crate) fn standing<'a>(pair: &Pair<'a>, asked: &str) -> Standing<'a> {
    let mut best = Standing::Missing;
    for skill in &pair.candidate.skills {
        let held = skill.held_on(pair.today);
        let found = match (relation(pair, asked, &skill.term), held) {
            (SkillRelation::Same, true) => return Standing::Held(skill),
            (SkillRelation::Narrower, true) => Standing::Kind(skill),
            (SkillRelation::Same | SkillRelation::Narrower, false) => Standing::Forecast(skill),
            (SkillRelation::Related, true) => Standing::Related(skill),
            _ => continue,
        };
        if found.rank() > best.rank() {
            best = found;
        }
    }
    best
}

fn relation(pair: &Pair<'_>, asked: &str, term: &str) -> SkillRelation {
    if asked == term { SkillRelation::Same } else { pair.knowledge.skill_relation(asked, term) }
}

/// The points, as if `extra` were held too; nothing where no skill is asked for.
pub(crate) fn points(pair: &Pair<'_>, extra: Option<&str>) -> Option<Points> {
    let (mut reached, mut whole) = (0.0, 0.0);
    for asked in &pair.post.content.requirements.skills {
        let weight = necessity(asked.level) * rarity(&asked.term, pair.knowledge);
        let gained = extra.map_or(0.0, |term| credit(&asked.term, term, pair.knowledge));
        reached += weight * standing(pair, &asked.term).credit().max(gained);
        whole += weight;
    }
    (whole > 0.0).then(|| Points::of(reached / whole))
}

fn necessity(level: Necessity) -> f64 {
    if level == Necessity::Required { 1.0 } else { PREFERRED }
}

/// What a skill that is asked for weighs, by how rare it is.
pub(crate) fn rarity(asked: &str, knowledge: &dyn Knowledge) -> f64 {
    let rarity = knowledge.skill_weight(asked);
    if rarity.is_finite() { rarity.clamp(COMMONEST, RAREST) } else { COMMONEST }
}

/// What a skill that is held counts in place of the one asked for.
pub(crate) fn credit(asked: &str, held: &str, knowledge: &dyn Knowledge) -> f64 {
    let relation = if asked == held { SkillRelation::Same } else { knowledge.skill_relation(asked, held) };
    match relation {
        SkillRelation::Same | SkillRelation::Narrower => 1.0,
        SkillRelation::Related => RELATED,
        SkillRelation::Different => 0.0,
    }
}

/// The measure for skills that are asked for, each with its rarity and the best credit that any held one gives; `any`
/// says whether the record names skills at all, forecasts among them.
pub(crate) fn of(asked: impl Iterator<Item = (Necessity, f64, f64)>, any: bool) -> Measure {
    let (mut reached, mut whole) = (0.0, 0.0);
    for (level, rarity, credit) in asked {
        let weight = necessity(level) * rarity;
        reached += weight * credit;
        whole += weight;
    }
    if whole > 0.0 { Measure::of(Points::of(reached / whole)).informed(any) } else { Measure::UNKNOWN }
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    match points(pair, None) {
        Some(points) => Measure::of(points).informed(!pair.candidate.skills.is_empty()),
        None => Measure::UNKNOWN,
    }
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let asked = &pair.post.content.requirements.skills;
    if asked.is_empty() {
        return Told::plain("岗位没有写明技能要求", "The vacancy names no skills");
    }
    let mut lists = Lists::default();
    let evidence = asked.iter().map(|asked| lists.place(pair, &asked.term)).collect();
    let mut clauses = Clauses::default();
    if pair.candidate.skills.is_empty() {
        clauses.push("培训记录中还没有技能", "the training record names no skills yet");
    }
    clauses.push_list(("已掌握", "holds"), &lists.held);
    clauses.push_list(("有相近技能", "holds related skills:"), &lists.related);
    clauses.push_list(("在学（暂不计分）", "is still to learn (not counted yet):"), &lists.forecast);
    clauses.push_list(("缺", "lacks"), &lists.missing);
    Told { message: clauses.sentence(), evidence }
}

#[derive(Default)]
struct Lists {
    held: Clauses,
    related: Clauses,
    forecast: Clauses,
    missing: Clauses,
}

impl Lists {
    /// Puts a skill into its list and gives its evidence.
    fn place(&mut self, pair: &Pair<'_>, asked: &str) -> Evidence {
        match standing(pair, asked) {
            Standing::Missing => {
                self.missing.push_term(asked);
                Evidence { skill: Some(asked.to_owned()), ..Evidence::default() }
            }
            Standing::Forecast(skill) => {
                let when = month(skill.date);
                self.forecast.push(format!("{asked}（预计 {when}）"), format!("{asked} (by {when})"));
                Evidence { forecast: true, ..proof(pair, asked, skill) }
            }
            Standing::Related(skill) => {
                let from = source(skill);
                self.related.push(
                    format!("{asked} ← {}（{}）", skill.term, from.zh),
                    format!("{asked} ← {} ({})", skill.term, from.en),
                );
                Evidence { through: Some(skill.term.clone()), ..proof(pair, asked, skill) }
            }
            Standing::Kind(skill) => {
                let from = source(skill);
                self.held.push(
                    format!("{asked} ← {}（{}）", skill.term, from.zh),
                    format!("{asked} ← {} ({})", skill.term, from.en),
                );
                Evidence { held: true, through: Some(skill.term.clone()), ..proof(pair, asked, skill) }
            }
            Standing::Held(skill) => {
                let from = source(skill);
                self.held.push(format!("{asked}（{}）", from.zh), format!("{asked} ({})", from.en));
                Evidence { held: true, ..proof(pair, asked, skill) }
            }
        }
    }
}

fn proof(pair: &Pair<'_>, asked: &str, skill: &Skill) -> Evidence {
    Evidence {
        skill: Some(asked.to_owned()),
        source: Some(source(skill)),
        school: skill.school.or_else(|| pair.candidate.school_of(skill.stage)),
        date: Some(skill.date),
        ..Evidence::default()
    }
}

/// `2025-11 第2阶段 课程「数控车削技术训练」`.
fn source(skill: &Skill) -> Bilingual {
    let when = month(skill.date);
    let (zh, en) = match &skill.evidence {
        SkillEvidence::Course(name) => (format!("课程「{name}」"), format!("course “{name}”")),
        SkillEvidence::Internship(name) => (format!("在「{name}」实习"), format!("internship at “{name}”")),
        SkillEvidence::Certificate(name) => (format!("证书「{name}」"), format!("certificate “{name}”")),
        SkillEvidence::School(name) => (format!("「{name}」认定"), format!("attested by “{name}”")),
    };
    match skill.stage {
        Some(stage) => {
            Bilingual::new(format!("{when} 第{stage}阶段 {zh}"), format!("{when}, stage {stage}, {en}"))
        }
        None => Bilingual::new(format!("{when} {zh}"), format!("{when}, {en}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{State, fixtures};

    /// Points and state for what is asked (`!` marks preferred) and what is held (term and date).
    fn case(asked: &[&str], held: &[(&str, &str)]) -> (Option<f64>, State) {
        let mut vacancy = fixtures::vacancy();
        vacancy.content.requirements.skills = asked.iter().map(|term| fixtures::asked_skill(term)).collect();
        let mut graduate = fixtures::graduate();
        graduate.record.skills = held.iter().map(|(term, date)| fixtures::skill(term, date)).collect();
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    const PAST: &str = "2025-11-15";
    const AHEAD: &str = "2027-06-30";

    #[test]
    fn held_related_forecast_and_missing_count_as_they_should() {
        type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], Option<f64>, State);
        let cases: &[Case<'_>] = &[
            (&[], &[("识图", PAST)], None, State::Unknown),
            (&["识图"], &[("识图", PAST)], Some(1.0), State::Met),
            (&["数控"], &[("CNC", PAST)], Some(1.0), State::Met),
            (&["识图"], &[("制图", PAST)], Some(0.5), State::Partly),
            (&["焊接"], &[("氩弧焊", PAST)], Some(1.0), State::Met),
            (&["氩弧焊"], &[("焊接", PAST)], Some(0.5), State::Partly),
            (&["焊接"], &[("氩弧焊", AHEAD)], Some(0.0), State::Unmet),
            (&["识图"], &[("识图", AHEAD)], Some(0.0), State::Unmet),
            (&["识图"], &[("识图", "2026-06-20")], Some(1.0), State::Met),
            (&["识图"], &[("制图", AHEAD)], Some(0.0), State::Unmet),
            (&["识图"], &[("焊接", PAST)], Some(0.0), State::Unmet),
            (&["识图"], &[], Some(0.0), State::Unmet),
            // Required 1 against preferred 0.4.
            (&["识图", "!焊接"], &[("识图", PAST)], Some(0.7143), State::Partly),
            (&["识图", "!焊接"], &[("焊接", PAST)], Some(0.2857), State::Partly),
            // The rare one weighs 3, the common one 1.
            (&["五轴编程", "识图"], &[("五轴编程", PAST)], Some(0.75), State::Partly),
            (&["五轴编程", "识图"], &[("识图", PAST)], Some(0.25), State::Partly),
        ];
        for (asked, held, points, state) in cases {
            assert_eq!(case(asked, held), (*points, *state), "{asked:?} against {held:?}");
        }
    }

    #[test]
    fn the_words_name_stage_course_and_what_is_missing() {
        let told = fixtures::with_pair(&fixtures::graduate(), &fixtures::vacancy(), explain);
        assert_eq!(
            told.message.zh,
            "已掌握 数控车床操作（2025-11 第2阶段 课程「数控车削技术训练」），缺 识图"
        );
        assert_eq!(
            told.message.en,
            "Holds 数控车床操作 (2025-11, stage 2, course “数控车削技术训练”); lacks 识图"
        );
        assert_eq!(told.evidence.len(), 2);
        assert!(told.evidence[0].held && !told.evidence[1].held);
        assert_eq!(told.evidence[0].school, Some(fixtures::graduate().record.stages[1].school));
    }

    #[test]
    fn a_kind_of_what_is_asked_for_is_held_and_named() {
        let mut vacancy = fixtures::vacancy();
        vacancy.content.requirements.skills = vec![fixtures::asked_skill("焊接")];
        let mut graduate = fixtures::graduate();
        graduate.record.skills = vec![fixtures::skill("氩弧焊", PAST)];
        let told = fixtures::with_pair(&graduate, &vacancy, explain);
        assert!(told.message.zh.starts_with("已掌握 焊接 ← 氩弧焊（"), "{}", told.message.zh);
        assert!(told.evidence[0].held);
        assert_eq!(told.evidence[0].through.as_deref(), Some("氩弧焊"));
    }

    #[test]
    fn a_forecast_is_told_as_one() {
        let mut graduate = fixtures::graduate();
        graduate.record.skills.push(fixtures::skill("识图", AHEAD));
        let told = fixtures::with_pair(&graduate, &fixtures::vacancy(), explain);
        assert!(told.message.zh.ends_with("在学（暂不计分） 识图（预计 2027-06）"), "{}", told.message.zh);
        assert!(told.evidence[1].forecast && !told.evidence[1].held);
    }

    #[test]
    fn a_proof_today_wins_over_a_forecast_of_the_same() {
        let held = [("识图", AHEAD), ("识图", PAST)];
        assert_eq!(case(&["识图"], &held), (Some(1.0), State::Met));
    }

    #[test]
    fn a_weight_that_is_no_number_does_no_harm() {
        // The table of the fixtures answers NaN for 坏词 and 0 for 常见.
        assert_eq!(case(&["坏词", "常见"], &[("坏词", PAST)]), (Some(0.5), State::Partly));
    }
}
