//! Every public vacancy, by the parts that matching reads.

use crate::domain::{
    ids::VacancyId,
    matching::{
        Knowledge, Post,
        parts::{Bond, least_age},
    },
    money::Fen,
    region::RegionCode,
    vacancy::{Education, Necessity, RequiredCertificate, Shift, Status, Vacancy, VacancyKind},
};
use chrono::NaiveDate;
use jobbridge_index::pool::{Entry, Interner, Pool};
use uuid::Uuid;

/// How many parts an entry has beside its head.
pub(super) const REST: usize = 7;

/// The occupation, and the majors that are welcome.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Work {
    pub(super) occupation: Option<String>,
    pub(super) majors: Vec<String>,
}

/// The kind, the education asked for and the last day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Terms {
    pub(super) kind: VacancyKind,
    pub(super) education: Option<Education>,
    pub(super) valid_until: NaiveDate,
}

/// The vacancies.
#[derive(Debug, Default)]
pub(super) struct Vacancies {
    pub(super) pool: Pool<REST>,
    pub(super) skill_terms: Interner<String>,
    pub(super) works: Interner<Work>,
    pub(super) skills: Interner<Vec<(u32, Necessity)>>,
    pub(super) certificates: Interner<Vec<RequiredCertificate>>,
    pub(super) occupations: Interner<Option<String>>,
    pub(super) places: Interner<RegionCode>,
    pub(super) pays: Interner<Option<(Fen, Fen)>>,
    pub(super) livings: Interner<(Option<bool>, Option<Shift>)>,
    pub(super) bonds: Interner<Bond>,
    pub(super) days: Interner<Option<NaiveDate>>,
    pub(super) terms: Interner<Terms>,
}

impl Vacancies {
    /// Puts a vacancy in as it is now; one that is not public is taken out.
    pub(super) fn put(&mut self, vacancy: &Vacancy, knowledge: &dyn Knowledge) {
        if vacancy.status != Status::Published {
            return self.remove(vacancy.id);
        }
        let (content, post) = (&vacancy.content, Post::of(vacancy));
        let (asked, conditions) = (&content.requirements, &content.conditions);
        let occupation = content.occupation.as_ref().map(|occupation| occupation.code.clone());
        let bond = Bond {
            employer: vacancy.employer,
            workplace: content.workplace.region.clone(),
            headcount: content.headcount,
            reserved: content.reserved.clone(),
        };
        let terms =
            Terms { kind: content.kind, education: asked.education, valid_until: content.valid_until };
        let head = [
            self.works.take(Work { occupation: occupation.clone(), majors: asked.majors.clone() }),
            self.take_skills(vacancy),
            self.certificates.take(asked.certificates.clone()),
        ];
        let dormitory = conditions.dormitory.as_ref().map(|dormitory| dormitory.provided);
        let rest = [
            self.occupations.take(occupation),
            self.places.take(content.workplace.region.clone()),
            self.pays.take(content.pay.monthly()),
            self.livings.take((dormitory, conditions.shift)),
            self.bonds.take(bond),
            self.days.take(post.published_on),
            self.terms.take(terms),
        ];
        let bar = u32::from(least_age(asked, knowledge));
        if let Some(before) = self.pool.put(Entry { key: vacancy.id.0.as_u128(), head, rest, bar }) {
            self.give_back(&before);
        }
    }

    /// Takes a vacancy out.
    pub(super) fn remove(&mut self, id: VacancyId) {
        if let Some(before) = self.pool.remove(id.0.as_u128()) {
            self.give_back(&before);
        }
    }

    fn take_skills(&mut self, vacancy: &Vacancy) -> u32 {
        let asked = &vacancy.content.requirements.skills;
        let taken: Vec<_> =
            asked.iter().map(|skill| (self.skill_terms.take(skill.term.clone()), skill.level)).collect();
        // A list holds its terms once, the first time anybody asks for it.
        if self.skills.find(&taken).is_some() {
            for (term, _) in &taken {
                self.skill_terms.give_back(*term);
            }
        }
        self.skills.take(taken)
    }

    fn give_back(&mut self, entry: &Entry<REST>) {
        let [work, skills, certificates] = entry.head;
        let [occupation, place, pay, living, bond, day, terms] = entry.rest;
        self.works.give_back(work);
        if let Some(skills) = self.skills.give_back(skills) {
            for (term, _) in skills.iter() {
                self.skill_terms.give_back(*term);
            }
        }
        self.certificates.give_back(certificates);
        self.occupations.give_back(occupation);
        self.places.give_back(place);
        self.pays.give_back(pay);
        self.livings.give_back(living);
        self.bonds.give_back(bond);
        self.days.give_back(day);
        self.terms.give_back(terms);
    }
}

/// The vacancy of a key.
pub(super) fn id(key: u128) -> VacancyId {
    VacancyId(Uuid::from_u128(key))
}
