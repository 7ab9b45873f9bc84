//! Certificates: held, good today, at the level asked for. 5 (初级工) is the lowest level, 1 the highest.
//!
//! A required one that is missing also blocks; here it only counts.

use crate::domain::matching::{
    assessment::Evidence,
    measure::{Measure, Points},
    pair::Pair,
    wording::{self, Clauses, Told, month},
};
use crate::domain::{
    language::{Bilingual, Language},
    training_record::Certificate,
    vacancy::{Necessity, RequiredCertificate},
};
use chrono::NaiveDate;

/// What a preferred certificate counts beside a required one.
const PREFERRED: f64 = 0.5;
/// What one counts that is a level short, or whose level is not recorded.
const LEVEL_SHORT: f64 = 0.5;
/// What one counts that is further short.
const LEVELS_SHORT: f64 = 0.25;

/// How somebody holds a certificate that is asked for, the best last.
pub(crate) enum Holding<'a> {
    /// Not at all.
    Missing,
    /// It is to be issued later.
    Ahead(&'a Certificate),
    /// It ended, or missed its review, on the day.
    Expired(&'a Certificate, NaiveDate),
    /// Good today, at a lower level than asked for or at none recorded.
    Lower(&'a Certificate),
    /// Good today and high enough.
    Valid(&'a Certificate),
}

impl Holding<'_> {
    fn rank(&self) -> u8 {
        match self {
            Self::Missing => 0,
            Self::Ahead(_) => 1,
            Self::Expired(..) => 2,
            Self::Lower(_) => 3,
            Self::Valid(_) => 4,
        }
    }

    fn credit(&self, asked: &RequiredCertificate) -> f64 {
        match self {
            Self::Valid(_) => 1.0,
            Self::Lower(held) => match (asked.minimum_level, held.level) {
                (Some(least), Some(level)) if level > least.saturating_add(1) => LEVELS_SHORT,
                _ => LEVEL_SHORT,
            },
            Self::Missing | Self::Ahead(_) | Self::Expired(..) => 0.0,
        }
    }
}

/// How somebody holds a certificate: the best of all with its name.
pub(crate) fn holding<'a>(pair: &Pair<'a>, asked: &RequiredCertificate) -> Holding<'a> {
    holding_of(&pair.candidate.certificates, asked, pair.today)
}

fn holding_of<'a>(own: &'a [Certificate], asked: &RequiredCertificate, today: NaiveDate) -> Holding<'a> {
    let mut best = Holding::Missing;
    for held in own.iter().filter(|held| held.name == asked.name) {
        let found = hold(held, asked, today);
        let better = found.rank() > best.rank()
            || (found.rank() == best.rank() && found.credit(asked) > best.credit(asked));
        if better {
            best = found;
        }
    }
    best
}

fn hold<'a>(held: &'a Certificate, asked: &RequiredCertificate, today: NaiveDate) -> Holding<'a> {
    if held.valid_on(today) {
        let enough = reaches(held.level, asked.minimum_level);
        return if enough { Holding::Valid(held) } else { Holding::Lower(held) };
    }
    let ended = held.expires.into_iter().chain(held.review_due).min();
    match ended {
        Some(day) if day < today => Holding::Expired(held, day),
        _ => Holding::Ahead(held),
    }
}

/// Whether a level is enough. A smaller number is a higher level.
fn reaches(level: Option<u8>, least: Option<u8>) -> bool {
    least.is_none_or(|least| level.is_some_and(|level| level <= least))
}

/// The points, as if `extra` were held as it is asked for; nothing where no certificate is asked for.
pub(crate) fn points(pair: &Pair<'_>, extra: Option<&RequiredCertificate>) -> Option<Points> {
    points_of(&pair.candidate.certificates, &pair.post.content.requirements.certificates, pair.today, extra)
}

fn points_of(
    own: &[Certificate],
    asked: &[RequiredCertificate],
    today: NaiveDate,
    extra: Option<&RequiredCertificate>,
) -> Option<Points> {
    let (mut reached, mut whole) = (0.0, 0.0);
    for asked in asked {
        let weight = if asked.level == Necessity::Required { 1.0 } else { PREFERRED };
        let gained = extra.is_some_and(|extra| {
            extra.name == asked.name && reaches(extra.minimum_level, asked.minimum_level)
        });
        reached += weight * if gained { 1.0 } else { holding_of(own, asked, today).credit(asked) };
        whole += weight;
    }
    (whole > 0.0).then(|| Points::of(reached / whole))
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    of(&pair.candidate.certificates, &pair.post.content.requirements.certificates, pair.today)
}

/// The certificates of a record, against those asked for.
pub(crate) fn of(own: &[Certificate], asked: &[RequiredCertificate], today: NaiveDate) -> Measure {
    match points_of(own, asked, today, None) {
        Some(points) => Measure::of(points).informed(!own.is_empty()),
        None => Measure::UNKNOWN,
    }
}

/// Whether every required one is there, good today and high enough.
pub(crate) fn suffice(own: &[Certificate], asked: &[RequiredCertificate], today: NaiveDate) -> bool {
    let mut required = asked.iter().filter(|asked| asked.level == Necessity::Required);
    required.all(|asked| matches!(holding_of(own, asked, today), Holding::Valid(_)))
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let asked = &pair.post.content.requirements.certificates;
    if asked.is_empty() {
        return Told::plain("岗位没有证书要求", "The vacancy asks for no certificate");
    }
    let mut clauses = Clauses::default();
    let evidence = asked.iter().map(|asked| tell(pair, asked, &mut clauses)).collect();
    Told { message: clauses.sentence(), evidence }
}

fn tell(pair: &Pair<'_>, asked: &RequiredCertificate, clauses: &mut Clauses) -> Evidence {
    let (zh, en) = (title(asked, Language::Chinese), title(asked, Language::English));
    let mut evidence = Evidence { certificate: Some(asked.name.clone()), ..Evidence::default() };
    let (held, date) = match holding(pair, asked) {
        Holding::Missing => {
            clauses.push(format!("缺 {zh}"), format!("lacks {en}"));
            return evidence;
        }
        Holding::Ahead(planned) => {
            let when = month(planned.issued);
            clauses.push(format!("预计 {when} 取得 {zh}"), format!("is to obtain {en} by {when}"));
            evidence.forecast = true;
            (planned, planned.issued)
        }
        Holding::Expired(held, on) => {
            clauses.push(format!("{} 已于 {on} 到期", asked.name), format!("{} ran out on {on}", asked.name));
            (held, on)
        }
        Holding::Lower(held) => {
            let own = own_level(held);
            clauses.push(
                format!("持有 {}（{}），要求 {zh}", asked.name, own.zh),
                format!("holds {} ({}), asked for: {en}", asked.name, own.en),
            );
            (held, held.issued)
        }
        Holding::Valid(held) => {
            let own = own_level(held);
            clauses.push(
                format!("持有 {}（{}）", asked.name, own.zh),
                format!("holds {} ({})", asked.name, own.en),
            );
            evidence.held = true;
            (held, held.issued)
        }
    };
    evidence.source = held.issuer.as_ref().map(|issuer| Bilingual::new(issuer, issuer));
    evidence.date = Some(date);
    evidence
}

fn title(asked: &RequiredCertificate, language: Language) -> String {
    match (asked.minimum_level, language) {
        (None, _) => asked.name.clone(),
        (Some(least), Language::Chinese) => {
            format!("{}（{}及以上）", asked.name, wording::level(least, language))
        }
        (Some(least), Language::English) => {
            format!("{} ({} or higher)", asked.name, wording::level(least, language))
        }
    }
}

fn own_level(held: &Certificate) -> Bilingual {
    let when = month(held.issued);
    match held.level {
        Some(level) => Bilingual::new(
            format!("{}，{when}", wording::level(level, Language::Chinese)),
            format!("{}, {when}", wording::level(level, Language::English)),
        ),
        None => Bilingual::new(&*when, &*when),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{State, fixtures};

    fn asks(name: &str, minimum_level: Option<u8>, level: Necessity) -> RequiredCertificate {
        RequiredCertificate { name: name.into(), minimum_level, level }
    }

    fn case(asked: Vec<RequiredCertificate>, held: Vec<Certificate>) -> (Option<f64>, State) {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        vacancy.content.requirements.certificates = asked;
        graduate.record.certificates = held;
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    #[test]
    fn levels_run_from_five_up_to_one() {
        use Necessity::Preferred;
        let at = |level| vec![fixtures::certificate("车工", level, "2025-12-01")];
        let cases = [
            (Some(4), Some(1.0), State::Met),
            (Some(3), Some(1.0), State::Met),
            (Some(1), Some(1.0), State::Met),
            (Some(5), Some(0.5), State::Partly),
            (None, Some(0.5), State::Partly),
        ];
        for (level, points, state) in cases {
            assert_eq!(case(vec![asks("车工", Some(4), Preferred)], at(level)), (points, state), "{level:?}");
        }
        assert_eq!(case(vec![asks("车工", Some(3), Preferred)], at(Some(5))), (Some(0.25), State::Partly));
        assert_eq!(case(vec![asks("车工", None, Preferred)], at(None)), (Some(1.0), State::Met));
    }

    #[test]
    fn expired_unreviewed_planned_and_foreign_ones_do_not_count() {
        let mut expired = fixtures::certificate("健康证", None, "2025-06-01");
        expired.expires = Some(fixtures::day("2026-05-31"));
        let mut unreviewed = fixtures::certificate("健康证", None, "2023-06-01");
        unreviewed.review_due = Some(fixtures::day("2026-06-19"));
        let planned = fixtures::certificate("健康证", None, "2026-07-01");
        let foreign = fixtures::certificate("车工", Some(3), "2025-12-01");
        for held in [vec![expired], vec![unreviewed], vec![planned], vec![foreign], vec![]] {
            let asked = vec![fixtures::asked_certificate("健康证")];
            assert_eq!(case(asked, held.clone()), (Some(0.0), State::Unmet), "{held:?}");
        }
        assert_eq!(case(vec![], vec![]), (None, State::Unknown));
    }

    #[test]
    fn required_ones_weigh_twice_what_preferred_ones_do() {
        let asked =
            || vec![asks("车工", None, Necessity::Required), asks("钳工", None, Necessity::Preferred)];
        let own = |name: &str| vec![fixtures::certificate(name, None, "2025-12-01")];
        assert_eq!(case(asked(), own("车工")), (Some(0.6667), State::Partly));
        assert_eq!(case(asked(), own("钳工")), (Some(0.3333), State::Partly));
    }

    #[test]
    fn the_best_of_several_with_one_name_is_taken_and_told() {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        vacancy.content.requirements.certificates = vec![asks("车工", Some(4), Necessity::Preferred)];
        graduate.record.certificates = vec![
            fixtures::certificate("车工", Some(5), "2024-12-01"),
            fixtures::certificate("车工", Some(4), "2025-12-01"),
        ];
        let told = fixtures::with_pair(&graduate, &vacancy, explain);
        assert_eq!(told.message.zh, "持有 车工（四级/中级工，2025-12）");
        assert_eq!(told.message.en, "Holds 车工 (level 4, 2025-12)");
        assert!(told.evidence[0].held);
    }
}
