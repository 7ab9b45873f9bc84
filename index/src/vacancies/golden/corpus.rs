//! The vacancies of the golden table: most drawn with a seed from hand-written tables, a few for each query about a
//! place or conditions so that it has an answer, and some written by hand.

use std::collections::BTreeSet;

use super::super::writing::document::VacancyDocument;
use super::conditions::{self, Condition};
use super::dice::Dice;
use super::judging::{self, Wish};
use super::posting::{Draft, description, title};
use super::tables::{Employer, Job, Place, Tables, list};
use crate::vocabulary::Vocabulary;

/// How many are drawn.
const DRAWN: usize = 3200;
/// How many answer each query about a place or conditions, beside those that do so by chance.
const WISHED: u64 = 3;
const SEED: u64 = 20_261_124;
/// As in the service: above this a name was found in the title.
const NAMED: f32 = 2.0;

/// A vacancy and the truth about it.
pub(super) struct Vacancy {
    pub(super) document: VacancyDocument,
    /// What it is, with how well it fits: 3 is just that.
    pub(super) jobs: Vec<(String, u8)>,
    pub(super) place: String,
    pub(super) conditions: BTreeSet<Condition>,
    pub(super) employer: String,
}

pub(super) fn vacancies(tables: &Tables, vocabulary: &Vocabulary) -> Vec<Vacancy> {
    let mut dice = Dice::new(SEED);
    let mut vacancies: Vec<Vacancy> = (0..DRAWN)
        .map(|at| {
            let job = dice.weighted(&tables.jobs, |job| job.weight);
            drawn(
                &mut dice,
                tables,
                &format!("v{at:04}"),
                &Wish { job, places: Vec::new(), conditions: Vec::new() },
            )
        })
        .collect();
    for (at, wish) in judging::wished(tables).iter().enumerate() {
        for time in 0..WISHED {
            // A seed of its own: another query changes nothing for this one.
            let mut dice = Dice::new(SEED + 1 + time + WISHED * at as u64);
            vacancies.push(drawn(&mut dice, tables, &format!("w{at:03}{time}"), wish));
        }
    }
    for (at, row) in tables.handwritten.iter().enumerate() {
        let conditions = list(&row.conditions, ';').iter().map(|name| Condition::named(name)).collect();
        let employer = dice.pick_of(&tables.employers);
        let mut vacancy = Vacancy {
            document: document(&format!("h{at:04}"), &row.place, employer, &conditions),
            jobs: graded(&row.job),
            place: row.place.clone(),
            conditions,
            employer: employer.brand.clone(),
        };
        vacancy.document.title.clone_from(&row.title);
        vacancy.document.description.clone_from(&row.description);
        vacancies.push(vacancy);
    }
    for vacancy in &mut vacancies {
        let hits = vocabulary.propose_occupations(&vacancy.document.title, 1);
        if let Some(hit) = hits.into_iter().next().filter(|hit| hit.score > NAMED) {
            vacancy.document.occupation = Some(hit.code);
            vacancy.document.occupation_name = Some(hit.name);
        }
    }
    vacancies
}

/// `chef;cold_dish:2`: names with how well they fit, 3 where nothing is said.
pub(super) fn graded(cell: &str) -> Vec<(String, u8)> {
    let one = |part: String| match part.split_once(':') {
        Some((name, grade)) => (name.to_owned(), grade.parse().unwrap()),
        None => (part, 3),
    };
    list(cell, ';').into_iter().map(one).collect()
}

fn drawn(dice: &mut Dice, tables: &Tables, key: &str, wish: &Wish<'_>) -> Vacancy {
    let job = wish.job;
    let peers: Vec<&Job> =
        tables.jobs.iter().filter(|peer| peer.trade == job.trade && peer.name != job.name).collect();
    let other = (dice.often(5) && !peers.is_empty()).then(|| dice.pick(&peers));
    let there =
        |place: &Place| wish.places.is_empty() || wish.places.iter().any(|code| place.code.starts_with(code));
    let place = dice.weighted(&tables.places, |place| if there(place) { place.weight } else { 0 });
    let employer = employer(dice, tables, job);
    let mut conditions = conditions::drawn(dice, &job.trade);
    if wish.conditions.iter().any(|condition| Condition::WHEN.contains(condition)) {
        conditions.retain(|condition| !Condition::WHEN.contains(condition));
    }
    conditions.extend(&wish.conditions);
    let pay = 3000 + 500 * dice.below(13);
    let mut draft = Draft { job, other, place, employer, conditions, pay };
    let title = title(dice, &draft);
    for (condition, words) in [(Condition::Novice, ["学徒", "學徒"]), (Condition::Intern, ["实习", "實習"])]
    {
        if words.iter().any(|word| title.contains(word)) {
            draft.conditions.insert(condition);
        }
    }
    let description = description(dice, &draft, tables);
    let mut document = document(key, &place.code, employer, &draft.conditions);
    document.title = title;
    document.description = description;
    document.pay_min = Some(pay as i64 * 100);
    document.pay_max = Some((pay as i64 + 2000) * 100);
    if dice.often(50) {
        document.skills.clone_from(&job.tools);
    }
    let mut jobs = vec![(job.name.clone(), 3)];
    jobs.extend(other.map(|other| (other.name.clone(), 2)));
    Vacancy {
        document,
        jobs,
        place: place.code.clone(),
        conditions: draft.conditions,
        employer: employer.brand.clone(),
    }
}

/// Mostly one of the trade; clerks, guards and drivers work everywhere.
fn employer<'a>(dice: &mut Dice, tables: &'a Tables, job: &Job) -> &'a Employer {
    let everywhere = ["office", "sales", "property", "it", "media"].contains(&job.trade.as_str());
    if dice.often(if everywhere { 60 } else { 8 }) {
        return dice.pick_of(&tables.employers);
    }
    let of_trade: Vec<&Employer> =
        tables.employers.iter().filter(|employer| employer.trade == job.trade).collect();
    dice.pick(&of_trade)
}

fn document(
    key: &str,
    place: &str,
    employer: &Employer,
    conditions: &BTreeSet<Condition>,
) -> VacancyDocument {
    let has = |condition| conditions.contains(&condition);
    let shifts = [(Condition::Day, "day"), (Condition::Night, "night"), (Condition::Shifts, "two_shifts")];
    let five = ["pension", "medical", "unemployment", "injury", "maternity"];
    let insured = has(Condition::Insurance) || has(Condition::Fund);
    VacancyDocument {
        key: key.to_owned(),
        employer_key: employer.brand.clone(),
        employer_name: format!("{}{}", employer.brand, employer.suffix),
        regions: vec![place.to_owned()],
        kind: if has(Condition::Intern) { "internship" } else { "employment" }.to_owned(),
        published_at: 1_000,
        shift: shifts.iter().find(|(condition, _)| has(*condition)).map(|(_, shift)| (*shift).to_owned()),
        meals: has(Condition::Board).then(|| "provided".to_owned()),
        dormitory: has(Condition::Room),
        insurance: if insured { five.map(str::to_owned).to_vec() } else { Vec::new() },
        housing_fund: has(Condition::Fund),
        rest_days: has(Condition::Weekend).then(|| "two".to_owned()),
        headcount: 1,
        ..VacancyDocument::default()
    }
}
