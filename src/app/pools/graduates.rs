//! Every graduate who agreed to be matched, by the parts that matching reads.

use crate::domain::{
    consent::Purpose,
    graduate::Graduate,
    ids::{GraduateId, ProgrammeId, SchoolId},
    major::Major,
    matching::Cooperation,
    money::Fen,
    region::RegionCode,
    training_record::Certificate,
    vacancy::{Shift, VacancyKind},
};
use chrono::{Datelike, NaiveDate};
use jobbridge_index::pool::{Entry, Interner, Pool};
use std::collections::HashMap;
use uuid::Uuid;

/// How many parts an entry has beside its head.
pub(super) const REST: usize = 7;

/// The skills of a record: the terms by number, each with the day from which it counts, if that is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Skills {
    /// Whether the record names skills at all.
    pub(super) any: bool,
    pub(super) held: Vec<(u32, Option<NaiveDate>)>,
}

/// The certificates of a record that may ever count again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Certificates {
    /// Whether the record names certificates at all.
    pub(super) any: bool,
    pub(super) own: Vec<Certificate>,
}

/// Whether a dormitory is needed, and the shifts that suit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Living {
    pub(super) dormitory: Option<bool>,
    pub(super) shifts: Vec<Shift>,
}

/// From when to when training lasts, and the kinds of work wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Training {
    pub(super) from: Option<NaiveDate>,
    pub(super) to: NaiveDate,
    pub(super) kinds: Vec<VacancyKind>,
}

/// To whom a graduate may be shown: their schools, each from when to when, and whether they agreed to alerts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Scope {
    pub(super) schools: Vec<(SchoolId, NaiveDate, Option<NaiveDate>)>,
    pub(super) alerts: bool,
}

/// What a programme means. It stays known when nobody is left in it: there are few, and somebody may come.
#[derive(Debug, Clone)]
pub(super) struct KnownProgramme {
    pub(super) cooperation: Cooperation,
    pub(super) partner: Option<SchoolId>,
}

/// The graduates.
#[derive(Debug, Default)]
pub(super) struct Graduates {
    pub(super) pool: Pool<REST>,
    pub(super) terms: Interner<String>,
    pub(super) majors: Interner<Major>,
    pub(super) skills: Interner<Skills>,
    pub(super) certificates: Interner<Certificates>,
    pub(super) wishes: Interner<Vec<String>>,
    pub(super) places: Interner<Vec<RegionCode>>,
    pub(super) pays: Interner<Option<Fen>>,
    pub(super) livings: Interner<Living>,
    pub(super) programmes: Interner<Option<ProgrammeId>>,
    pub(super) trainings: Interner<Training>,
    pub(super) scopes: Interner<Scope>,
    pub(super) known: HashMap<ProgrammeId, KnownProgramme>,
}

impl Graduates {
    /// Puts a graduate in as they are now; without consent to be matched, takes them out.
    pub(super) fn put(&mut self, graduate: &Graduate, today: NaiveDate) {
        if !graduate.consents_to(Purpose::Matching) {
            return self.remove(graduate.id);
        }
        let (record, wishes) = (&graduate.record, &graduate.preferences);
        let from = record.stages.iter().map(|stage| stage.from).min();
        let training = Training { from, to: graduate.graduates_on, kinds: wishes.kinds.clone() };
        let living = Living { dormitory: wishes.dormitory, shifts: wishes.shifts.clone() };
        let head = [
            self.majors.take(graduate.major.clone()),
            self.take_skills(graduate, today),
            self.certificates.take(certificates(graduate, today)),
        ];
        let rest = [
            self.wishes.take(wishes.occupations.clone()),
            self.places.take(wishes.regions.clone()),
            self.pays.take(wishes.pay_min),
            self.livings.take(living),
            self.programmes.take(graduate.programme),
            self.trainings.take(training),
            self.scopes.take(scope(graduate)),
        ];
        let entry = Entry { key: graduate.id.0.as_u128(), head, rest, bar: days(graduate.person.birth_date) };
        if let Some(before) = self.pool.put(entry) {
            self.give_back(&before);
        }
    }

    /// Takes a graduate out.
    pub(super) fn remove(&mut self, id: GraduateId) {
        if let Some(before) = self.pool.remove(id.0.as_u128()) {
            self.give_back(&before);
        }
    }

    /// Says what a programme means.
    pub(super) fn know(&mut self, programme: ProgrammeId, known: KnownProgramme) {
        self.known.insert(programme, known);
    }

    /// The programmes known whose partner the school is.
    pub(super) fn partnered_with(&self, school: SchoolId) -> Vec<ProgrammeId> {
        let partnered = self.known.iter().filter(|(_, known)| known.partner == Some(school));
        partnered.map(|(id, _)| *id).collect()
    }

    fn take_skills(&mut self, graduate: &Graduate, today: NaiveDate) -> u32 {
        let mut named: Vec<_> = graduate
            .record
            .skills
            .iter()
            .map(|skill| (skill.term.as_str(), (!skill.held_on(today)).then_some(skill.date)))
            .collect();
        named.sort_unstable();
        named.dedup();
        let held: Vec<_> =
            named.into_iter().map(|(term, ahead)| (self.terms.take(term.to_owned()), ahead)).collect();
        let skills = Skills { any: !held.is_empty(), held };
        // A set holds its terms once, the first time anybody has it.
        if self.skills.find(&skills).is_some() {
            for (term, _) in &skills.held {
                self.terms.give_back(*term);
            }
        }
        self.skills.take(skills)
    }

    fn give_back(&mut self, entry: &Entry<REST>) {
        let [major, skills, certificates] = entry.head;
        let [wishes, place, pay, living, programme, training, scope] = entry.rest;
        self.majors.give_back(major);
        if let Some(skills) = self.skills.give_back(skills) {
            for (term, _) in &skills.held {
                self.terms.give_back(*term);
            }
        }
        self.certificates.give_back(certificates);
        self.wishes.give_back(wishes);
        self.places.give_back(place);
        self.pays.give_back(pay);
        self.livings.give_back(living);
        self.programmes.give_back(programme);
        self.trainings.give_back(training);
        self.scopes.give_back(scope);
    }
}

/// Certificates in one form for all days from today on: what is over counts no more, what is good already is good
/// whatever its first day was.
fn certificates(graduate: &Graduate, today: NaiveDate) -> Certificates {
    let all = &graduate.record.certificates;
    let mut own: Vec<_> = all
        .iter()
        .map(|one| Certificate {
            name: one.name.clone(),
            level: one.level,
            issuer: None,
            number: None,
            issued: if one.issued <= today { NaiveDate::default() } else { one.issued },
            review_due: None,
            expires: one.expires.into_iter().chain(one.review_due).min(),
        })
        .filter(|one| one.expires.is_none_or(|end| today <= end))
        .collect();
    own.sort_unstable();
    own.dedup();
    Certificates { any: !all.is_empty(), own }
}

fn scope(graduate: &Graduate) -> Scope {
    let mut schools: Vec<_> = graduate.links.iter().map(|link| (link.school, link.from, link.to)).collect();
    schools.sort_unstable();
    schools.dedup();
    Scope { schools, alerts: graduate.consents_to(Purpose::Alerts) }
}

/// A date as a number that grows with it.
pub(super) fn days(date: NaiveDate) -> u32 {
    u32::try_from(date.num_days_from_ce()).unwrap_or(0)
}

/// The graduate of a key.
pub(super) fn id(key: u128) -> GraduateId {
    GraduateId(Uuid::from_u128(key))
}
