//! How a vacancy and a graduate fit, in words: the reasons, what stands in the way, what would help.

use super::{
    super::{visitor::Visitor, wording},
    sign::Sign,
};
use crate::domain::matching::{Assessment, BlockCode, Blocking, Criterion, Help, HelpAction, State};

/// How many reasons stand outside the fold.
const FIRST: usize = 3;
/// How many ways to do better are named.
const HELPS: usize = 3;

/// An assessment as the pages show it.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) percent: Option<u32>,
    pub(crate) blocking: Vec<String>,
    /// The reasons that weigh most.
    pub(crate) first: Vec<Reason>,
    /// All of them, with their parts in the score.
    pub(crate) rest: Vec<Reason>,
    pub(crate) help: Vec<HelpLine>,
}

/// An assessment in a line or two, beside a result.
#[derive(Debug, Clone)]
pub(crate) struct FitLine {
    pub(crate) percent: String,
    pub(crate) why: Vec<String>,
    pub(crate) blocked: Option<String>,
}

impl FitLine {
    /// The line, where there is a score.
    pub(crate) fn of(visitor: &Visitor, assessment: &Assessment) -> Option<Self> {
        let reasons = assessment.reasons(FIRST).into_iter();
        Some(Self {
            percent: visitor.t1("fit-short", "percent", percent(assessment.score?)),
            why: reasons.map(|one| one.message.in_language(visitor.language()).to_owned()).collect(),
            blocked: assessment.blocking.first().map(|block| blocked(visitor, block)),
        })
    }
}

/// One criterion in words.
#[derive(Debug, Clone)]
pub(crate) struct Reason {
    pub(crate) state: Sign,
    pub(crate) title: String,
    pub(crate) part: Option<String>,
    pub(crate) message: String,
}

/// What would raise the score.
#[derive(Debug, Clone)]
pub(crate) struct HelpLine {
    pub(crate) text: String,
    pub(crate) gain: String,
}

impl Fit {
    /// The assessment in the visitor's language.
    pub(crate) fn of(visitor: &Visitor, assessment: &Assessment) -> Self {
        let mut weighty: Vec<&Criterion> =
            assessment.criteria.iter().filter(|criterion| criterion.state != State::Unknown).collect();
        weighty.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        let helps = assessment.would_help.iter().map(|help| help_line(visitor, help));
        Self {
            percent: assessment.score.map(percent),
            blocking: assessment.blocking.iter().map(|block| blocked(visitor, block)).collect(),
            first: weighty
                .into_iter()
                .take(FIRST)
                .map(|criterion| reason(visitor, criterion, false))
                .collect(),
            rest: assessment.criteria.iter().map(|criterion| reason(visitor, criterion, true)).collect(),
            help: helps.flatten().take(HELPS).collect(),
        }
    }
}

fn reason(visitor: &Visitor, criterion: &Criterion, with_part: bool) -> Reason {
    let part = || match criterion.state {
        State::Unknown => visitor.t("fit-part-unknown"),
        _ => {
            let (weight, score) = (percent(criterion.weight), percent(criterion.score));
            visitor.words.with("fit-part", &[("weight", &weight), ("score", &score)])
        }
    };
    Reason {
        state: Sign(criterion.state),
        title: visitor.t(&format!("criterion-{}", criterion.criterion.as_str())),
        part: with_part.then(part),
        message: criterion.message.in_language(visitor.language()).to_owned(),
    }
}

fn blocked(visitor: &Visitor, block: &Blocking) -> String {
    let message = block.message.in_language(visitor.language());
    let Some(date) = block.near_miss_until else { return message.to_owned() };
    let date = wording::day(date, visitor.language());
    // A renewal helps until its day; a birthday or released seats help from theirs.
    let key = if block.code == BlockCode::CertExpired { "fit-until-renew" } else { "fit-until-lifts" };
    visitor.words.with(key, &[("message", &message), ("date", &date)])
}

fn help_line(visitor: &Visitor, help: &Help) -> Option<HelpLine> {
    let what = help.skill.as_deref().or(help.certificate.as_deref())?;
    let named = match help.level {
        Some(level) => visitor.words.with("help-level", &[("what", &what), ("level", &level)]),
        None => what.to_owned(),
    };
    let key = match help.action {
        HelpAction::Learn => "help-learn",
        HelpAction::Finish => "help-finish",
        HelpAction::Obtain => "help-obtain",
        HelpAction::Renew => "help-renew",
        HelpAction::Raise => "help-raise",
    };
    // A gain of less than half a point would be shown as nothing.
    let points = percent(help.gain);
    (points > 0).then(|| HelpLine {
        text: visitor.t1(key, "what", named),
        gain: visitor.t1("fit-gain", "points", points),
    })
}

/// A share between 0 and 1 in whole hundredths.
fn percent(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::super::super::words::Words;
    use super::*;
    use crate::domain::{
        language::{Bilingual, Language},
        matching::CriterionKind,
    };

    fn blocking(code: BlockCode) -> Blocking {
        let message = Bilingual::new("健康证已过期", "The health certificate has expired");
        Blocking { code, message, near_miss_until: Some("2026-07-01".parse().unwrap()) }
    }

    #[test]
    fn a_near_miss_says_until_when_or_from_when() {
        let visitor = Visitor::sample(Language::English, "/me/matches", None);
        let renew = blocked(&visitor, &blocking(BlockCode::CertExpired));
        assert_eq!(renew, "The health certificate has expired (possible if renewed by 1 July 2026)");
        let birthday = blocked(&visitor, &blocking(BlockCode::MinAge18));
        assert!(birthday.ends_with("(possible from 1 July 2026)"), "{birthday}");
    }

    #[test]
    fn every_criterion_and_action_has_its_words() {
        for language in [Language::Chinese, Language::English] {
            for kind in CriterionKind::ALL {
                assert!(Words(language).try_t(&format!("criterion-{}", kind.as_str())).is_some());
            }
        }
        let visitor = Visitor::sample(Language::Chinese, "/", None);
        let help = Help {
            action: HelpAction::Learn,
            skill: Some("识图".into()),
            certificate: None,
            level: None,
            gain: 0.09,
        };
        let line = help_line(&visitor, &help).unwrap();
        assert_eq!((line.text.as_str(), line.gain.as_str()), ("学会 识图", "+9 分"));
    }
}
