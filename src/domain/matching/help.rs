//! What would raise the score, and by how much: each gain is the difference of two scores, not an estimate.

use super::{
    assessment::{Help, HelpAction},
    criteria::{
        CriterionKind,
        certificates::{self, Holding},
        skills::{self, Standing},
    },
    pair::Pair,
    score::Shares,
};

/// What would raise the score, the most first.
pub(super) fn would_help(pair: &Pair<'_>, shares: &Shares) -> Vec<Help> {
    let mut helps = skill_helps(pair, shares);
    helps.extend(certificate_helps(pair, shares));
    helps.retain(|help| help.gain > 0.0);
    helps.sort_by(|one, other| other.gain.total_cmp(&one.gain).then_with(|| key(one).cmp(&key(other))));
    helps.dedup_by(|one, other| key(one) == key(other));
    helps
}

fn key(help: &Help) -> (HelpAction, &Option<String>, &Option<String>, Option<u8>) {
    (help.action, &help.skill, &help.certificate, help.level)
}

fn skill_helps(pair: &Pair<'_>, shares: &Shares) -> Vec<Help> {
    let Some(now) = skills::points(pair, None) else { return Vec::new() };
    let asked = pair.post.content.requirements.skills.iter();
    asked
        .filter_map(|asked| {
            let action = match skills::standing(pair, &asked.term) {
                Standing::Held(_) | Standing::Kind(_) => return None,
                Standing::Forecast(_) => HelpAction::Finish,
                Standing::Related(_) | Standing::Missing => HelpAction::Learn,
            };
            let then = skills::points(pair, Some(&asked.term))?;
            Some(Help {
                action,
                skill: Some(asked.term.clone()),
                certificate: None,
                level: None,
                gain: shares.gain(CriterionKind::Skills, now, then).as_f64(),
            })
        })
        .collect()
}

fn certificate_helps(pair: &Pair<'_>, shares: &Shares) -> Vec<Help> {
    let Some(now) = certificates::points(pair, None) else { return Vec::new() };
    let asked = pair.post.content.requirements.certificates.iter();
    asked
        .filter_map(|asked| {
            let action = match certificates::holding(pair, asked) {
                Holding::Valid(_) => return None,
                Holding::Lower(_) => HelpAction::Raise,
                Holding::Expired(..) => HelpAction::Renew,
                Holding::Ahead(_) => HelpAction::Finish,
                Holding::Missing => HelpAction::Obtain,
            };
            let then = certificates::points(pair, Some(asked))?;
            Some(Help {
                action,
                skill: None,
                certificate: Some(asked.name.clone()),
                level: asked.minimum_level,
                gain: shares.gain(CriterionKind::Certificates, now, then).as_f64(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{self, Table};
    use super::super::{Candidate, Post, Weights, assess};
    use crate::domain::vacancy::{Necessity, RequiredCertificate};

    #[test]
    fn each_gain_is_what_the_score_rises_by_and_the_greatest_comes_first() {
        let mut vacancy = fixtures::vacancy();
        vacancy.content.requirements.certificates = vec![RequiredCertificate {
            name: "车工".into(),
            minimum_level: Some(4),
            level: Necessity::Preferred,
        }];
        let candidate = Candidate::of(&fixtures::graduate(), Some(&fixtures::programme()), None);
        let judge = |candidate: &Candidate| {
            assess(candidate, &Post::of(&vacancy), &Table, &Weights::default(), fixtures::TODAY)
        };
        let before = judge(&candidate);
        assert!(before.would_help.len() >= 2, "{:?}", before.would_help);
        assert!(before.would_help.is_sorted_by(|one, other| one.gain >= other.gain));
        for help in &before.would_help {
            let mut better = candidate.clone();
            if let Some(term) = &help.skill {
                better.skills.push(fixtures::skill(term, "2026-06-01"));
            }
            if let Some(name) = &help.certificate {
                better.certificates.push(fixtures::certificate(name, help.level, "2026-06-01"));
            }
            let rise = judge(&better).score.unwrap() - before.score.unwrap();
            assert!((rise - help.gain).abs() < 1e-12, "{help:?} rose by {rise}");
        }
    }
}
