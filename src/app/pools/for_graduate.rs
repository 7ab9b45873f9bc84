//! The vacancies that fit a graduate best.

use super::{
    counting::{Counting, verdict},
    for_vacancy::Terms,
    vacancies::{REST, Vacancies},
};
use crate::domain::matching::{
    Candidate, CriterionKind,
    parts::{ForCandidate, Part, Weighing, skill_rarity},
};
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
    Some(CriterionKind::Recency),
    None,
];

impl Vacancies {
    /// The best for the graduate among those that are open today: eligible ones first, then by score, then by id.
    pub(super) fn best_for(&self, candidate: &Candidate, most: usize, terms: Terms<'_>) -> Vec<Found<REST>> {
        let (mut judge, ask) = CandidateJudge::new(self, candidate, most, terms);
        self.pool.find(&mut judge, &ask)
    }

    /// The same by looking at all of them.
    pub(super) fn all_for(&self, candidate: &Candidate, most: usize, terms: Terms<'_>) -> Vec<Found<REST>> {
        let (mut judge, ask) = CandidateJudge::new(self, candidate, most, terms);
        self.pool.find_by_looking_at_everybody(&mut judge, &ask)
    }
}

struct CandidateJudge<'a> {
    all: &'a Vacancies,
    side: ForCandidate<'a>,
    terms: Terms<'a>,
    counting: Counting<'a>,
    /// What each term weighs and is credited, once it was looked up.
    credits: Vec<Option<(f64, f64)>>,
}

impl<'a> CandidateJudge<'a> {
    fn new(all: &'a Vacancies, candidate: &'a Candidate, most: usize, terms: Terms<'a>) -> (Self, Ask) {
        let side = ForCandidate::new(candidate, terms.knowledge, terms.today);
        let open = PLACES.iter().map(|kind| kind.is_some_and(|kind| side.may_know(kind))).collect();
        let counting = Counting { weighing: Weighing(terms.weights), places: &PLACES, open, everybody: None };
        let ask = Ask { most, bar: side.age(), least: None, anybody: side.consented(), fill: true };
        let credits = vec![None; all.skill_terms.width()];
        (Self { all, side, terms, counting, credits }, ask)
    }

    fn skills(&mut self, id: u32) -> Option<Part> {
        let asked = self.all.skills.get(id)?;
        for (term, _) in asked {
            if let Some(place @ None) = self.credits.get_mut(*term as usize) {
                let text = self.all.skill_terms.get(*term)?;
                *place = Some((skill_rarity(text, self.terms.knowledge), self.side.skill_credit(text)));
            }
        }
        let credits = &self.credits;
        let known = asked.iter().filter_map(|(term, level)| {
            let (rarity, credit) = (*credits.get(*term as usize)?)?;
            Some((*level, rarity, credit))
        });
        Some(self.side.skills(known))
    }

    fn part(&mut self, place: usize, id: u32) -> Option<Verdict> {
        let (all, side) = (self.all, &self.side);
        Some(verdict(match place {
            0 => {
                let work = all.works.get(id)?;
                side.work(work.occupation.as_deref(), &work.majors)
            }
            1 => self.skills(id)?,
            2 => side.certificates(all.certificates.get(id)?),
            3 => side.wish(all.occupations.get(id)?.as_deref()),
            4 => side.place(all.places.get(id)?),
            5 => side.pay(*all.pays.get(id)?),
            6 => {
                let (dormitory, shift) = *all.livings.get(id)?;
                side.living(dormitory, shift)
            }
            7 => side.bond(all.bonds.get(id)?),
            8 => side.published(*all.days.get(id)?),
            _ => {
                let terms = all.terms.get(id)?;
                if terms.valid_until < self.terms.today {
                    return Some(Verdict::EXCLUDED);
                }
                side.terms(terms.kind, terms.education)
            }
        }))
    }
}

impl Judge for CandidateJudge<'_> {
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
