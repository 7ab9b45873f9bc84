//! The graduates who fit a vacancy best.

use super::{
    counting::{Counting, verdict},
    graduates::{self, Graduates, REST},
};
use crate::domain::{
    ids::{GraduateId, ProgrammeId, SchoolId},
    major::Major,
    matching::{
        CriterionKind, Knowledge, Post, Weights,
        parts::{ForPost, Part, Weighing, skill_credit, skill_rarity},
    },
    vacancy::Necessity,
};
use chrono::NaiveDate;
use jobbridge_index::pool::{Ask, Found, Judge, Shares, Verdict};

/// Which criterion each place of an entry serves.
const PLACES: [Option<CriterionKind>; 10] = [
    Some(CriterionKind::Occupation),
    Some(CriterionKind::Skills),
    Some(CriterionKind::Certificates),
    Some(CriterionKind::Wish),
    Some(CriterionKind::Place),
    Some(CriterionKind::Pay),
    Some(CriterionKind::Conditions),
    Some(CriterionKind::Partnership),
    None,
    None,
];

/// Who is wanted for a vacancy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How many at most.
    pub most: usize,
    /// Only eligible ones who score at least this, in hundred-millionths.
    pub least: Option<u32>,
    /// Only those who have or had to do with this school.
    pub school: Option<SchoolId>,
    /// Only those in one of these programmes, where any is named.
    pub programmes: Vec<ProgrammeId>,
}

/// A graduate whom a vacancy fits, with what need not be read from the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitting {
    /// Who.
    pub id: GraduateId,
    /// In hundred-millionths; nothing where nothing is known.
    pub score: Option<u32>,
    /// Whether no hard condition stands in the way.
    pub eligible: bool,
    /// The major.
    pub major: Major,
    /// The schools that are told about them today.
    pub schools: Vec<SchoolId>,
    /// Whether they agreed to be sent alerts.
    pub alerts: bool,
}

/// What a vacancy is matched by.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) knowledge: &'a dyn Knowledge,
    pub(super) weights: &'a Weights,
    pub(super) today: NaiveDate,
}

impl Graduates {
    /// The best for the vacancy: eligible ones first, then by score, then by id.
    pub(super) fn best_for(&self, post: &Post<'_>, wanted: &Wanted, terms: Terms<'_>) -> Vec<Found<REST>> {
        let (mut judge, ask) = PostJudge::new(self, post, wanted, terms);
        self.pool.find(&mut judge, &ask)
    }

    /// The same by looking at everybody.
    pub(super) fn everybody_for(
        &self,
        post: &Post<'_>,
        wanted: &Wanted,
        terms: Terms<'_>,
    ) -> Vec<Found<REST>> {
        let (mut judge, ask) = PostJudge::new(self, post, wanted, terms);
        self.pool.find_by_looking_at_everybody(&mut judge, &ask)
    }

    /// What is known of one that was found.
    pub(super) fn fitting(&self, found: &Found<REST>, today: NaiveDate) -> Option<Fitting> {
        let scope = self.scopes.get(found.entry.rest[6])?;
        let mut schools = Vec::new();
        for (school, from, to) in &scope.schools {
            if *from <= today && to.is_none_or(|to| today <= to) && !schools.contains(school) {
                schools.push(*school);
            }
        }
        Some(Fitting {
            id: graduates::id(found.entry.key),
            score: found.score,
            eligible: !found.blocked,
            major: self.majors.get(found.entry.head[0])?.clone(),
            schools,
            alerts: scope.alerts,
        })
    }
}

struct PostJudge<'a> {
    all: &'a Graduates,
    side: ForPost<'a>,
    wanted: &'a Wanted,
    terms: Terms<'a>,
    counting: Counting<'a>,
    /// What is asked for, with its rarity.
    asked: Vec<(&'a str, Necessity, f64)>,
    /// What each term counts for each skill asked for, once it was looked up.
    credits: Vec<f64>,
    /// The best credit for each skill asked for, of the set that is judged.
    best: Vec<f64>,
}

impl<'a> PostJudge<'a> {
    fn new(all: &'a Graduates, post: &'a Post<'a>, wanted: &'a Wanted, terms: Terms<'a>) -> (Self, Ask) {
        let side = ForPost::new(post, terms.knowledge, terms.today);
        let open = PLACES.iter().map(|kind| kind.is_some_and(|kind| side.may_know(kind))).collect();
        let everybody = side.recency().points.map(|points| (CriterionKind::Recency, points));
        let counting = Counting { weighing: Weighing(terms.weights), places: &PLACES, open, everybody };
        let asked: Vec<_> = side
            .asked_skills()
            .map(|(term, level)| (term, level, skill_rarity(term, terms.knowledge)))
            .collect();
        let ask = Ask {
            most: wanted.most,
            bar: graduates::days(side.latest_birth()),
            least: wanted.least,
            anybody: side.is_open(),
            fill: wanted.least.is_none(),
        };
        let credits = vec![f64::NAN; all.terms.width() * asked.len()];
        (Self { all, side, wanted, terms, counting, asked, credits, best: Vec::new() }, ask)
    }

    fn skills(&mut self, id: u32) -> Option<Part> {
        let skills = self.all.skills.get(id)?;
        self.best.clear();
        self.best.resize(self.asked.len(), 0.0);
        if !self.asked.is_empty() {
            let today = self.terms.today;
            for (term, _) in skills.held.iter().filter(|(_, ahead)| ahead.is_none_or(|day| day <= today)) {
                self.credit(*term);
            }
        }
        let asked = self.asked.iter().zip(&self.best);
        let asked = asked.map(|((_, level, rarity), credit)| (*level, *rarity, *credit));
        Some(self.side.skills(asked, skills.any))
    }

    /// Raises the best credits to what this term counts.
    fn credit(&mut self, term: u32) {
        let start = term as usize * self.asked.len();
        let Some(credits) = self.credits.get_mut(start..start + self.asked.len()) else { return };
        if credits[0].is_nan() {
            let Some(held) = self.all.terms.get(term) else { return };
            for (credit, (asked, ..)) in credits.iter_mut().zip(&self.asked) {
                *credit = skill_credit(asked, held, self.terms.knowledge);
            }
        }
        for (best, credit) in self.best.iter_mut().zip(credits) {
            *best = best.max(*credit);
        }
    }

    fn programme(&self, id: u32) -> Option<Verdict> {
        let own = *self.all.programmes.get(id)?;
        let among = &self.wanted.programmes;
        if !among.is_empty() && own.is_none_or(|own| !among.contains(&own)) {
            return Some(Verdict::EXCLUDED);
        }
        let known = own.and_then(|own| self.all.known.get(&own));
        Some(verdict(self.side.programme(own, known.map(|known| &known.cooperation))))
    }

    fn scope(&self, id: u32) -> Option<Verdict> {
        let Some(wanted) = self.wanted.school else { return Some(Verdict::UNKNOWN) };
        let belongs = self.all.scopes.get(id)?.schools.iter().any(|(school, ..)| *school == wanted);
        Some(if belongs { Verdict::UNKNOWN } else { Verdict::EXCLUDED })
    }

    fn part(&mut self, place: usize, id: u32) -> Option<Verdict> {
        let (all, side) = (self.all, &self.side);
        Some(verdict(match place {
            0 => side.major(all.majors.get(id)?),
            1 => self.skills(id)?,
            2 => {
                let certificates = all.certificates.get(id)?;
                side.certificates(&certificates.own, certificates.any)
            }
            3 => side.wishes(all.wishes.get(id)?),
            4 => side.places(all.places.get(id)?),
            5 => side.pay(*all.pays.get(id)?),
            6 => {
                let living = all.livings.get(id)?;
                side.living(living.dormitory, &living.shifts)
            }
            7 => return self.programme(id),
            8 => {
                let training = all.trainings.get(id)?;
                side.training(training.from, training.to, &training.kinds)
            }
            _ => return self.scope(id),
        }))
    }
}

impl Judge for PostJudge<'_> {
    fn judge(&mut self, place: usize, id: u32) -> Verdict {
        self.part(place, id).unwrap_or(Verdict::UNKNOWN)
    }

    fn shares(&self, known: u16) -> Option<Shares> {
        self.counting.shares(known)
    }

    fn ceiling(&self, first: &[Verdict]) -> u32 {
        self.counting.ceiling(first)
    }
}
