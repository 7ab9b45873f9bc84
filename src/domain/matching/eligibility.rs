//! The hard conditions: each one that is not met makes the pair ineligible, however good its score.

use super::{
    criteria::certificates::{self, Holding},
    knowledge::Knowledge,
    obstacle::{AgeReason, Obstacle},
    pair::{Pair, reservations},
};
use crate::domain::{
    ids::ProgrammeId,
    vacancy::{Necessity, Requirements, ReservedSeats, Status, VacancyKind},
};
use chrono::{Datelike, Months, NaiveDate};

/// Under this age nobody may work (劳动法 15).
const WORKING_AGE: u8 = 16;
/// Under this age somebody is a juvenile worker (劳动法 58).
const ADULT_AGE: u8 = 18;
/// How long before graduation an employment may be agreed: schools place their last year from its second half on.
const LEAD: Months = Months::new(6);
/// How long the first year of training lasts, in which no internship is allowed.
const FIRST_YEAR: Months = Months::new(12);

/// What stands in the way, in a fixed order. Allocates only where something does.
pub(super) fn obstacles<'a>(pair: &Pair<'a>) -> Vec<Obstacle<'a>> {
    let single = [consent, published, kind, age, stage_of_training, education, seats];
    let mut found: Vec<_> = single.iter().filter_map(|rule| rule(pair)).collect();
    required_certificates(pair, &mut found);
    found
}

fn consent<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    (!pair.candidate.consented).then_some(Obstacle::NoConsent)
}

fn published<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    if pair.post.status != Status::Published {
        return Some(Obstacle::NotPublished);
    }
    let last_day = pair.post.content.valid_until;
    (last_day < pair.today).then_some(Obstacle::PastLastDay(last_day))
}

fn kind<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    let kind = pair.post.content.kind;
    (!is_wanted(&pair.candidate.preferences.kinds, kind)).then_some(Obstacle::KindNotWanted(kind))
}

/// Whether the kind is one of those wanted; who names none wants any.
pub(super) fn is_wanted(wanted: &[VacancyKind], kind: VacancyKind) -> bool {
    wanted.is_empty() || wanted.contains(&kind)
}

fn age<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    let (least, reason) = least_age(&pair.post.content.requirements, pair.knowledge);
    let from = birthday(pair.candidate.birth_date, least)?;
    (pair.today < from).then_some(Obstacle::TooYoung { age: least, reason, from })
}

/// The highest age that the law, the vacancy or a required certificate asks for, and which of them. That a vacancy does
/// not say whether it takes 16-year-olds is not a reason against them.
pub(super) fn least_age<'a>(
    requirements: &'a Requirements,
    knowledge: &dyn Knowledge,
) -> (u8, AgeReason<'a>) {
    let (mut least, mut reason) = (WORKING_AGE, AgeReason::Law);
    let mut raise = |age: u8, why: AgeReason<'a>| {
        if age > least {
            (least, reason) = (age, why);
        }
    };
    for asked in requirements.certificates.iter().filter(|asked| asked.level == Necessity::Required) {
        if let Some(age) = knowledge.certificate_minimum_age(&asked.name) {
            raise(age, AgeReason::Certificate(&asked.name));
        }
    }
    if requirements.accepts_minor == Some(false) {
        raise(ADULT_AGE, AgeReason::Vacancy);
    }
    raise(requirements.minimum_age.unwrap_or(0), AgeReason::Vacancy);
    (least, reason)
}

/// The day somebody turns so old. Born on 29 February, it is 1 March where the year has no such day.
pub(super) fn birthday(born: NaiveDate, age: u8) -> Option<NaiveDate> {
    let year = born.year() + i32::from(age);
    born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// Employment begins after training, an internship lies within it.
fn stage_of_training<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    let candidate = pair.candidate;
    out_of_stage((candidate.started_on, candidate.graduates_on), pair.post.content.kind, pair.today)
}

/// What is wrong with the kind on the day, for somebody who trains from when (if known) to when.
pub(super) fn out_of_stage<'a>(
    (start, end): (Option<NaiveDate>, NaiveDate),
    kind: VacancyKind,
    today: NaiveDate,
) -> Option<Obstacle<'a>> {
    match kind {
        VacancyKind::Employment => {
            let from = end.checked_sub_months(LEAD)?;
            (today < from).then_some(Obstacle::NotYetGraduated { end, from })
        }
        VacancyKind::Internship if end < today => Some(Obstacle::AlreadyGraduated(end)),
        VacancyKind::Internship => {
            let from = start?.checked_add_months(FIRST_YEAR)?;
            (today < from).then_some(Obstacle::FirstYear(from))
        }
    }
}

fn education<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    let asked = pair.post.content.requirements.education?;
    (pair.candidate.education? < asked).then_some(Obstacle::EducationTooLow(asked))
}

/// Every seat is kept for others today. The day after the first reservation ends, seats open.
fn seats<'a>(pair: &Pair<'a>) -> Option<Obstacle<'a>> {
    let content = pair.post.content;
    let from = seats_open(pair.candidate.programme, &content.reserved, content.headcount, pair.today)?;
    Some(Obstacle::SeatsReserved(from))
}

/// The day on which seats open, where today every seat is kept for others.
pub(super) fn seats_open(
    own: Option<ProgrammeId>,
    reserved: &[ReservedSeats],
    headcount: u32,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let mut kept = 0u32;
    let mut first_end: Option<NaiveDate> = None;
    for reserved in reservations(reserved, today) {
        if Some(reserved.programme) == own {
            return None;
        }
        kept = kept.saturating_add(reserved.seats);
        first_end = Some(first_end.map_or(reserved.until, |end| end.min(reserved.until)));
    }
    let from = first_end?.succ_opt()?;
    (kept >= headcount).then_some(from)
}

/// Every required certificate must be there, good today and at its level or above.
fn required_certificates<'a>(pair: &Pair<'a>, found: &mut Vec<Obstacle<'a>>) {
    let asked = &pair.post.content.requirements.certificates;
    for asked in asked.iter().filter(|asked| asked.level == Necessity::Required) {
        let last_day = pair.post.content.valid_until;
        match certificates::holding(pair, asked) {
            Holding::Valid(_) => {}
            Holding::Lower(held) => found.push(Obstacle::CertificateLower { asked, held: held.level }),
            Holding::Expired(_, on) => found.push(Obstacle::CertificateExpired { asked, on, last_day }),
            Holding::Ahead(planned) => {
                found.push(Obstacle::CertificateMissing { asked, planned: Some(planned.issued) });
            }
            Holding::Missing => found.push(Obstacle::CertificateMissing { asked, planned: None }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{self, Table, day};
    use super::super::{BlockCode, Blocking, Candidate, Post, Weights, assess};
    use super::*;
    use crate::domain::{graduate::Graduate, vacancy::*};

    fn blocking(graduate: &Graduate, vacancy: &Vacancy) -> Vec<Blocking> {
        let candidate = Candidate::of(graduate, Some(&fixtures::programme()), None);
        let assessed = assess(&candidate, &Post::of(vacancy), &Table, &Weights::default(), fixtures::TODAY);
        assert_eq!(assessed.eligible, assessed.blocking.is_empty());
        assessed.blocking
    }

    /// The codes after a change to the pair that fits.
    fn codes(change: impl FnOnce(&mut Graduate, &mut Vacancy)) -> Vec<(&'static str, Option<String>)> {
        let (mut graduate, mut vacancy) = (fixtures::graduate(), fixtures::vacancy());
        change(&mut graduate, &mut vacancy);
        let found = blocking(&graduate, &vacancy);
        found.iter().map(|one| (one.code.as_str(), one.near_miss_until.map(|day| day.to_string()))).collect()
    }

    #[test]
    fn the_pair_of_the_fixtures_fits() {
        assert_eq!(codes(|_, _| {}), []);
    }

    #[test]
    fn without_consent_nobody_is_matched() {
        assert_eq!(codes(|graduate, _| graduate.consents.clear()), [("NO_CONSENT", None)]);
        let withdrawn = codes(|graduate, _| {
            graduate.consents[0].withdrawn_at = Some(graduate.updated_at);
        });
        assert_eq!(withdrawn, [("NO_CONSENT", None)]);
    }

    #[test]
    fn what_is_closed_or_over_is_not_matched() {
        assert_eq!(codes(|_, vacancy| vacancy.status = Status::Closed), [("NOT_PUBLISHED", None)]);
        let over = codes(|_, vacancy| vacancy.content.valid_until = day("2026-06-19"));
        assert_eq!(over, [("NOT_PUBLISHED", None)]);
        assert_eq!(codes(|_, vacancy| vacancy.content.valid_until = fixtures::TODAY), []);
    }

    #[test]
    fn an_unwanted_kind_blocks_and_no_wish_does_not() {
        let internships_only =
            codes(|graduate, _| graduate.preferences.kinds = vec![VacancyKind::Internship]);
        assert_eq!(internships_only, [("KIND_NOT_WANTED", None)]);
        assert_eq!(codes(|graduate, _| graduate.preferences.kinds.clear()), []);
    }

    #[test]
    fn ages_count_to_the_birthday_and_leap_days_to_the_first_of_march() {
        let born = |date: &str| {
            let date = day(date);
            codes(move |graduate, vacancy| {
                graduate.person.birth_date = date;
                vacancy.content.requirements.minimum_age = Some(18);
            })
        };
        assert_eq!(born("2008-06-20"), []);
        assert_eq!(born("2008-06-21"), [("MIN_AGE_18", Some("2026-06-21".into()))]);
        assert_eq!(birthday(day("2008-02-29"), 18), Some(day("2026-03-01")));
        assert_eq!(birthday(day("2008-02-29"), 20), Some(day("2028-02-29")));
    }

    #[test]
    fn no_age_limit_is_invented_but_sixteen_always_holds() {
        let born = |date: &str, accepts: Option<bool>| {
            let date = day(date);
            codes(move |graduate, vacancy| {
                graduate.person.birth_date = date;
                vacancy.content.requirements.accepts_minor = accepts;
            })
        };
        assert_eq!(born("2009-12-01", None), []);
        assert_eq!(born("2009-12-01", Some(true)), []);
        assert_eq!(born("2009-12-01", Some(false)), [("MIN_AGE_18", Some("2027-12-01".into()))]);
        assert_eq!(born("2010-08-01", Some(true)), [("MIN_AGE_16", Some("2026-08-01".into()))]);
        let twenty = codes(|_, vacancy| vacancy.content.requirements.minimum_age = Some(20));
        assert_eq!(twenty, [("MIN_AGE", Some("2027-05-21".into()))]);
    }

    #[test]
    fn employment_waits_for_the_last_half_year_and_internships_end_with_training() {
        let ends = |date: &str, kind: VacancyKind| {
            let date = day(date);
            codes(move |graduate, vacancy| {
                graduate.graduates_on = date;
                graduate.preferences.kinds.clear();
                vacancy.content.kind = kind;
            })
        };
        assert_eq!(ends("2026-12-20", VacancyKind::Employment), []);
        assert_eq!(
            ends("2027-06-30", VacancyKind::Employment),
            [("NOT_YET_GRADUATED", Some("2026-12-30".into()))]
        );
        assert_eq!(ends("2026-06-20", VacancyKind::Internship), []);
        assert_eq!(ends("2026-06-19", VacancyKind::Internship), [("ALREADY_GRADUATED", None)]);
    }

    #[test]
    fn no_internship_in_the_first_year() {
        let first_year = codes(|graduate, vacancy| {
            graduate.record.stages[0].from = day("2025-09-01");
            graduate.graduates_on = day("2028-06-30");
            graduate.preferences.kinds.clear();
            vacancy.content.kind = VacancyKind::Internship;
        });
        assert_eq!(first_year, [("FIRST_YEAR", Some("2026-09-01".into()))]);
    }

    #[test]
    fn a_higher_education_than_the_catalogues_blocks_and_an_unknown_catalogue_does_not() {
        let asks = |education: Education, catalogue: &'static str| {
            codes(move |graduate, vacancy| {
                graduate.major.catalogue = catalogue.into();
                vacancy.content.requirements.education = Some(education);
            })
        };
        assert_eq!(asks(Education::SecondaryVocational, "2021"), []);
        assert_eq!(asks(Education::HigherVocational, "2021"), [("EDUCATION_TOO_LOW", None)]);
        assert_eq!(asks(Education::HigherVocational, "1999"), []);
    }

    #[test]
    fn seats_kept_for_others_block_only_while_none_is_left() {
        let kept = |seats: u32, until: &str, own: bool| {
            let until = day(until);
            codes(move |graduate, vacancy| {
                let programme = if own { graduate.programme.unwrap() } else { fixtures::other_programme() };
                vacancy.content.reserved = vec![ReservedSeats { programme, seats, until }];
            })
        };
        assert_eq!(kept(12, "2026-06-30", false), [("SEATS_RESERVED", Some("2026-07-01".into()))]);
        assert_eq!(kept(11, "2026-06-30", false), []);
        assert_eq!(kept(12, "2026-06-30", true), []);
        assert_eq!(kept(12, "2026-06-20", false).len(), 1, "kept on the last day too");
        assert_eq!(kept(12, "2026-06-19", false), []);
    }

    #[test]
    fn required_certificates_must_be_there_good_and_high_enough() {
        let holds = |level: Option<u8>, minimum: Option<u8>, necessity: Necessity| {
            codes(move |graduate, vacancy| {
                graduate.record.certificates = vec![fixtures::certificate("电工", level, "2025-12-01")];
                vacancy.content.requirements.certificates = vec![RequiredCertificate {
                    name: "电工".into(),
                    minimum_level: minimum,
                    level: necessity,
                }];
            })
        };
        assert_eq!(holds(Some(4), Some(4), Necessity::Required), []);
        assert_eq!(holds(Some(3), Some(4), Necessity::Required), [], "a lower number is a higher level");
        assert_eq!(holds(Some(5), Some(4), Necessity::Required), [("CERT_LEVEL_TOO_LOW", None)]);
        assert_eq!(holds(None, Some(4), Necessity::Required), [("CERT_LEVEL_TOO_LOW", None)]);
        assert_eq!(holds(Some(5), Some(4), Necessity::Preferred), []);
        let missing = codes(|_, vacancy| {
            vacancy.content.requirements.certificates = vec![fixtures::asked_certificate("健康证")];
        });
        assert_eq!(missing, [("CERT_MISSING", None)]);
    }

    #[test]
    fn a_certificate_still_to_come_names_its_day() {
        let planned = codes(|graduate, vacancy| {
            graduate.record.certificates = vec![fixtures::certificate("健康证", None, "2026-07-10")];
            vacancy.content.requirements.certificates = vec![fixtures::asked_certificate("健康证")];
        });
        assert_eq!(planned, [("CERT_MISSING", Some("2026-07-10".into()))]);
    }

    #[test]
    fn every_obstacle_speaks_both_languages() {
        let mut graduate = fixtures::graduate();
        graduate.consents.clear();
        graduate.person.birth_date = day("2011-01-01");
        graduate.preferences.kinds = vec![VacancyKind::Internship];
        graduate.graduates_on = day("2028-06-30");
        let mut vacancy = fixtures::vacancy();
        vacancy.status = Status::Suspended;
        vacancy.content.requirements.education = Some(Education::Bachelor);
        vacancy.content.requirements.certificates = vec![fixtures::asked_certificate("健康证")];
        vacancy.content.reserved =
            vec![ReservedSeats { programme: fixtures::other_programme(), seats: 12, until: fixtures::TODAY }];
        let found = blocking(&graduate, &vacancy);
        assert_eq!(found.len(), 8);
        for one in &found {
            assert!(one.message.zh.chars().any(|letter| letter > '一'), "{:?}", one.message);
            assert!(one.message.en.starts_with(|letter: char| letter.is_ascii_uppercase()));
            assert!(BlockCode::ALL.contains(&one.code));
        }
    }
}
