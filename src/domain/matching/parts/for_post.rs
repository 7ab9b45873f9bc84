//! One vacancy against the parts of graduates.

use super::Part;
use crate::domain::{
    ids::ProgrammeId,
    major::Major,
    matching::{
        candidate::{self, Cooperation},
        criteria::{CriterionKind, certificates, conditions, occupation, partnership, pay, place, recency},
        criteria::{skills, wish},
        eligibility,
        knowledge::Knowledge,
        pair::Post,
    },
    money::Fen,
    region::RegionCode,
    training_record::Certificate,
    vacancy::{Necessity, Shift, Status, VacancyKind},
};
use chrono::{Datelike, NaiveDate};

/// A vacancy on a day, as each part of a graduate meets it.
#[derive(Clone, Copy)]
pub struct ForPost<'a> {
    post: &'a Post<'a>,
    knowledge: &'a dyn Knowledge,
    today: NaiveDate,
}

impl<'a> ForPost<'a> {
    /// The vacancy on the day.
    pub fn new(post: &'a Post<'a>, knowledge: &'a dyn Knowledge, today: NaiveDate) -> Self {
        Self { post, knowledge, today }
    }

    /// Whether anybody may be eligible: it is public, and its last day is not over.
    pub fn is_open(&self) -> bool {
        self.post.status == Status::Published && self.post.content.valid_until >= self.today
    }

    /// Who was born later is too young.
    pub fn latest_birth(&self) -> NaiveDate {
        let (age, _) = eligibility::least_age(&self.post.content.requirements, self.knowledge);
        let year = self.today.year() - i32::from(age);
        // On 29 February, of those born in another year, who was born on the last of the month.
        self.today.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(NaiveDate::MIN)
    }

    /// Whether the criterion may be known of anybody.
    pub fn may_know(&self, kind: CriterionKind) -> bool {
        let content = self.post.content;
        match kind {
            CriterionKind::Occupation | CriterionKind::Place | CriterionKind::Partnership => true,
            CriterionKind::Wish => content.occupation.is_some(),
            CriterionKind::Skills => !content.requirements.skills.is_empty(),
            CriterionKind::Certificates => !content.requirements.certificates.is_empty(),
            CriterionKind::Pay => content.pay.monthly().is_some(),
            CriterionKind::Conditions => {
                content.conditions.dormitory.is_some() || content.conditions.shift.is_some()
            }
            CriterionKind::Recency => self.post.published_on.is_some(),
        }
    }

    /// A major: whether it leads there, and whether its education is enough.
    pub fn major(&self, major: &Major) -> Part {
        let (content, occupation) = (self.post.content, self.occupation());
        let asked = content.requirements.education;
        let too_low = asked.is_some_and(|asked| candidate::education(major).is_some_and(|own| own < asked));
        Part::of(occupation::of(major, occupation, &content.requirements.majors, self.knowledge))
            .blocked(too_low)
    }

    /// The occupations that were wished for.
    pub fn wishes(&self, wishes: &[String]) -> Part {
        Part::of(wish::of(wishes, self.occupation()))
    }

    /// The skills that are asked for, in their order.
    pub fn asked_skills(&self) -> impl Iterator<Item = (&'a str, Necessity)> + use<'a> {
        self.post.content.requirements.skills.iter().map(|asked| (asked.term.as_str(), asked.level))
    }

    /// The skills asked for, each with its rarity and the best credit of those held; `any` says whether the record
    /// names skills at all, forecasts among them.
    pub fn skills(&self, asked: impl Iterator<Item = (Necessity, f64, f64)>, any: bool) -> Part {
        Part::of(skills::of(asked, any))
    }

    /// Certificates; `any` says whether the record names some at all, whatever they are worth today.
    pub fn certificates(&self, own: &[Certificate], any: bool) -> Part {
        let asked = &self.post.content.requirements.certificates;
        let measure = certificates::of(own, asked, self.today);
        let part = Part::of(measure).blocked(!certificates::suffice(own, asked, self.today));
        Part { informed: part.points.is_some() && any, ..part }
    }

    /// The regions that were wished for.
    pub fn places(&self, wishes: &[RegionCode]) -> Part {
        Part::of(place::of(wishes, &self.post.content.workplace.region))
    }

    /// The least pay that is wanted.
    pub fn pay(&self, wanted: Option<Fen>) -> Part {
        Part::of(pay::of(wanted, self.post.content.pay.monthly()))
    }

    /// Whether a dormitory is needed, and which shifts suit.
    pub fn living(&self, dormitory: Option<bool>, shifts: &[Shift]) -> Part {
        let conditions = &self.post.content.conditions;
        let provided = conditions.dormitory.as_ref().map(|dormitory| dormitory.provided);
        Part::of(conditions::of((dormitory, shifts), (provided, conditions.shift)))
    }

    /// The programme and what it means.
    pub fn programme(&self, own: Option<ProgrammeId>, cooperation: Option<&Cooperation>) -> Part {
        let content = self.post.content;
        let kept = eligibility::seats_open(own, &content.reserved, content.headcount, self.today).is_some();
        let side = partnership::Side::of(self.post);
        Part::of(partnership::of(own, cooperation, &side, self.today)).blocked(kept)
    }

    /// From when (if known) to when training lasts, and the kinds of work that are wanted.
    pub fn training(&self, from: Option<NaiveDate>, to: NaiveDate, kinds: &[VacancyKind]) -> Part {
        let kind = self.post.content.kind;
        let out = eligibility::out_of_stage((from, to), kind, self.today).is_some();
        Part::condition(out || !eligibility::is_wanted(kinds, kind))
    }

    /// How new it is, for everybody alike.
    pub fn recency(&self) -> Part {
        Part::of(recency::of(self.post.published_on, self.today))
    }

    fn occupation(&self) -> Option<&'a str> {
        self.post.content.occupation.as_ref().map(|occupation| occupation.code.as_str())
    }
}
