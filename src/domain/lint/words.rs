//! All rules about words, run over all texts of a vacancy.

use super::{
    Finding, Passage, Rule, Severity, Subject, age, belief, health, hours, insurance, internship, looks,
    marriage, money_taken, origin,
    pattern::Pattern,
    probation, promise, schooling, sex, superstition,
    wording::{Read, Rulebook, join},
    young,
};
use std::sync::LazyLock;

/// The families that hold for every vacancy.
static RULES: LazyLock<Rulebook> = LazyLock::new(|| {
    Rulebook::new(&[
        &sex::FAMILY,
        &belief::FAMILY,
        &marriage::FAMILY,
        &health::FAMILY,
        &origin::FAMILY,
        &schooling::FAMILY,
        &looks::FAMILY,
        &age::FAMILY,
        &money_taken::DEPOSIT,
        &money_taken::PAPERS,
        &money_taken::FEES,
        &hours::FAMILY,
        &probation::FAMILY,
        &promise::BAIT,
        &promise::TRAINING,
        &insurance::FAMILY,
        &superstition::FAMILY,
    ])
});
/// The family of internships.
static INTERNSHIP: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::new(&[&internship::FAMILY]));
/// Work that the law closes to women (女职工禁忌从事的劳动范围), where the vacancy says so.
static CLOSED_TO_WOMEN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "井下|采掘|掘进|采煤|四级体力|女职工禁忌|禁忌从事|不适合妇女|不适合女职工|女职工劳动保护特别规定|法律规定不[^;]{0,6}女",
    )
});
/// Work close to people's bodies or rooms, where the operator decides.
static INTIMATE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "浴室|搓澡|澡堂|更衣室|宿舍管理|宿管|贴身|护工|陪护|女监|戒毒|演员|模特|主播|女宾|男宾|卫生间保洁|女厕|男厕|生活老师|月嫂|洗浴|安检员",
    )
});

/// What is wrong with the words of a vacancy.
pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let passages = subject.passages();
    let reads: Vec<Read<'_>> = passages.iter().map(Read::new).collect();
    let mut findings = young::check(subject, &reads);
    for read in &reads {
        findings.extend(RULES.check(read));
        findings.extend(read.grammar.findings(read));
        findings.extend(hours::in_words(read));
        findings.extend(probation::in_words(subject, read));
    }
    if internship::is_internship(subject, &reads) {
        findings.extend(internship::told_of_interns(&findings));
        findings.extend(internship::check(subject, &reads));
        findings.extend(reads.iter().flat_map(|read| INTERNSHIP.check(read)));
    }
    mitigate(&mut findings, &reads);
    in_order(findings, &passages)
}

/// Lets the statutory exceptions pass, and leaves to the operator what may have a reason.
fn mitigate(findings: &mut Vec<Finding>, reads: &[Read<'_>]) {
    if !findings.iter().any(|finding| finding.rule == Rule::Sex) {
        return;
    }
    let said = |pattern: &Pattern| reads.iter().any(|read| pattern.occurs(read.folded.text()));
    if said(&CLOSED_TO_WOMEN) {
        findings.retain(|finding| finding.rule != Rule::Sex || !finding.quote.contains('男'));
    }
    if said(&INTIMATE) {
        let sex = findings.iter_mut().filter(|finding| finding.rule == Rule::Sex);
        sex.for_each(|finding| finding.severity = finding.severity.min(Severity::Hold));
    }
}

/// Field by field, and in each in the order of the words, with overlapping ones of a rule as one.
fn in_order(findings: Vec<Finding>, passages: &[Passage<'_>]) -> Vec<Finding> {
    let (mut worded, mut ordered): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| finding.span.is_some());
    for passage in passages {
        let (here, elsewhere) = worded.into_iter().partition(|finding| finding.pointer == passage.pointer);
        ordered.extend(join(here, passage));
        worded = elsewhere;
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for rules in [&*RULES, &*INTERNSHIP] {
            assert!(rules.unsound().is_empty(), "{:?}", rules.unsound());
        }
        assert!(CLOSED_TO_WOMEN.is_sound() && INTIMATE.is_sound());
    }
}
