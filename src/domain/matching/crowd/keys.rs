//! What each criterion, and the hard conditions, read of either side, as bytes: two with equal bytes are of one kind.

use crate::domain::{
    dates,
    matching::{Candidate, Cooperation, Post, criteria::COUNT, pair},
    region::RegionCode,
    training_record::Certificate,
    vacancy::{Necessity, RequiredCertificate, Status},
};
use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

/// Bytes under construction. Every text and list carries its length and every option whether it is there, so that no two
/// different sequences are equal.
#[derive(Default)]
struct Key(Vec<u8>);

impl Key {
    fn number(&mut self, number: impl Into<i64>) -> &mut Self {
        self.0.extend_from_slice(&number.into().to_le_bytes());
        self
    }

    fn option(&mut self, number: Option<impl Into<i64>>) -> &mut Self {
        match number {
            Some(number) => self.number(1).number(number),
            None => self.number(0),
        }
    }

    fn count(&mut self, count: usize) -> &mut Self {
        self.number(u32::try_from(count).unwrap_or(u32::MAX))
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.count(text.len()).0.extend_from_slice(text.as_bytes());
        self
    }

    fn texts<T: AsRef<str>>(&mut self, texts: &[T]) -> &mut Self {
        self.count(texts.len());
        for text in texts {
            self.text(text.as_ref());
        }
        self
    }

    fn regions(&mut self, regions: &[RegionCode]) -> &mut Self {
        self.count(regions.len());
        for region in regions {
            self.text(region.as_str());
        }
        self
    }

    fn day(&mut self, day: Option<NaiveDate>) -> &mut Self {
        self.option(day.map(|day| day.num_days_from_ce()))
    }

    fn id(&mut self, id: Option<Uuid>) -> &mut Self {
        // No id of ours is nil.
        self.0.extend_from_slice(id.unwrap_or_default().as_bytes());
        self
    }
}

fn key(write: impl FnOnce(&mut Key)) -> Vec<u8> {
    let mut key = Key::default();
    write(&mut key);
    key.0
}

/// The keys of a graduate, in the order of the criteria; that of the hard conditions last.
pub(super) fn of_candidate(candidate: &Candidate, today: NaiveDate) -> [Vec<u8>; COUNT + 1] {
    let wishes = &candidate.preferences;
    [
        key(|key| {
            key.text(&candidate.major.catalogue).text(&candidate.major.code);
        }),
        key(|key| {
            key.texts(&wishes.occupations);
        }),
        skills(candidate, today),
        key(|key| certificates(key, &candidate.certificates)),
        key(|key| {
            key.regions(&wishes.regions);
        }),
        key(|key| {
            key.option(wishes.pay_min.map(|pay| pay.0));
        }),
        key(|key| {
            key.option(wishes.dormitory).count(wishes.shifts.len());
            for shift in &wishes.shifts {
                key.number(*shift as u8);
            }
        }),
        key(|key| {
            key.id(candidate.programme.map(|programme| programme.0));
            match &candidate.cooperation {
                Some(found) => cooperation(key.number(1), found),
                None => {
                    key.number(0);
                }
            }
        }),
        Vec::new(),
        conditions(candidate, today),
    ]
}

/// In which order they were recorded plays no part.
fn skills(candidate: &Candidate, today: NaiveDate) -> Vec<u8> {
    let skills = candidate.skills.iter().map(|skill| (skill.term.as_str(), skill.held_on(today)));
    let mut skills: Vec<_> = skills.collect();
    skills.sort_unstable();
    skills.dedup();
    key(|key| {
        key.count(skills.len());
        for (term, held) in skills {
            key.text(term).number(held);
        }
    })
}

fn certificates(key: &mut Key, held: &[Certificate]) {
    key.count(held.len());
    for one in held {
        key.text(&one.name).option(one.level).day(Some(one.issued)).day(one.review_due).day(one.expires);
    }
}

fn cooperation(key: &mut Key, found: &Cooperation) {
    key.number(found.form as u8).id(found.ordered_by.map(|employer| employer.0));
    key.regions(&found.target_regions);
    key.text(found.partner_region.as_ref().map_or("", RegionCode::as_str));
}

fn conditions(candidate: &Candidate, today: NaiveDate) -> Vec<u8> {
    key(|key| {
        key.number(candidate.consented).number(dates::age_on(candidate.birth_date, today));
        key.count(candidate.preferences.kinds.len());
        for kind in &candidate.preferences.kinds {
            key.number(*kind as u8);
        }
        key.day(Some(candidate.graduates_on)).day(candidate.started_on);
        key.option(candidate.education.map(|education| education as u8));
        key.id(candidate.programme.map(|programme| programme.0));
        certificates(key, &candidate.certificates);
    })
}

/// The keys of a vacancy, likewise.
pub(super) fn of_post(post: &Post<'_>, today: NaiveDate) -> [Vec<u8>; COUNT + 1] {
    let content = post.content;
    let requirements = &content.requirements;
    let occupation = content.occupation.as_ref().map_or("", |occupation| occupation.code.as_str());
    let workplace = content.workplace.region.as_str();
    [
        key(|key| {
            key.text(occupation).texts(&requirements.majors);
        }),
        key(|key| {
            key.text(occupation);
        }),
        key(|key| {
            key.count(requirements.skills.len());
            for asked in &requirements.skills {
                key.text(&asked.term).number(asked.level == Necessity::Required);
            }
        }),
        key(|key| asked_certificates(key, requirements.certificates.iter())),
        key(|key| {
            key.text(workplace);
        }),
        key(|key| {
            let monthly = content.pay.monthly();
            key.option(monthly.map(|(min, _)| min.0)).option(monthly.map(|(_, max)| max.0));
        }),
        key(|key| {
            let dormitory = content.conditions.dormitory.as_ref().map(|dormitory| dormitory.provided);
            key.option(dormitory).option(content.conditions.shift.map(|shift| shift as u8));
        }),
        key(|key| {
            key.id(Some(post.employer.0)).text(workplace);
            reservations(key, post, today);
        }),
        key(|key| {
            key.day(post.published_on);
        }),
        asked_conditions(post, today),
    ]
}

fn asked_certificates<'c>(key: &mut Key, asked: impl Iterator<Item = &'c RequiredCertificate>) {
    for asked in asked {
        key.text(&asked.name).option(asked.minimum_level).number(asked.level == Necessity::Required);
    }
}

fn reservations(key: &mut Key, post: &Post<'_>, today: NaiveDate) {
    for kept in pair::reservations(&post.content.reserved, today) {
        key.id(Some(kept.programme.0)).number(kept.seats);
    }
}

fn asked_conditions(post: &Post<'_>, today: NaiveDate) -> Vec<u8> {
    let (content, requirements) = (post.content, &post.content.requirements);
    key(|key| {
        let open = post.status == Status::Published && content.valid_until >= today;
        key.number(open).number(content.kind as u8).number(content.headcount);
        key.option(requirements.minimum_age).option(requirements.accepts_minor);
        key.option(requirements.education.map(|education| education as u8));
        let required = |asked: &&RequiredCertificate| asked.level == Necessity::Required;
        let required: Vec<_> = requirements.certificates.iter().filter(required).collect();
        key.count(required.len());
        asked_certificates(key, required.into_iter());
        reservations(key, post, today);
    })
}
