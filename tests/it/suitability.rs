//! How well the ranking agrees with a teacher: 34 graduates of as many majors, 84 vacancies, and pairs of them judged
//! with a reason each, before anybody looked at a score. 3 is just the work that was learned, 2 suitable, 1 possible but
//! a waste or out of the way, 0 not suitable. A pair that is not in the table is of another trade altogether: 0.
//!
//! Vacancies go through all that the product makes of a posting: the occupation is found by the title, skills and
//! certificates are read out of the text.

use chrono::NaiveDate;
use jobbridge::{
    app::{knowledge::Dictionaries, understand::understand},
    domain::{
        clock::Clock,
        graduate::Preferences,
        ids::{EmployerId, GraduateId, VacancyId},
        major::Major,
        matching::{Candidate, Post, Weights, score_only},
        money::Fen,
        region::RegionCode,
        training_record::{Certificate, Skill, SkillEvidence},
        vacancy::{Education, PayDraft, Status, VacancyContent, VacancyDraft, WorkplaceDraft},
    },
};
use jobbridge_index::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const GRADUATES: &str = include_str!("../fixtures/suitability/graduates.csv");
const VACANCIES: &str = include_str!("../fixtures/suitability/vacancies.csv");
const JUDGEMENTS: &str = include_str!("../fixtures/suitability/judgements.csv");

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 6, 20).unwrap();
/// What a teacher calls suitable.
const SUITABLE: u32 = 2;
/// How far down a list anybody looks.
const TOP: usize = 10;

struct Noon;

impl Clock for Noon {
    fn now(&self) -> chrono::DateTime<chrono::Utc> {
        TODAY.and_hms_opt(4, 0, 0).unwrap().and_utc()
    }
}

fn rows(text: &'static str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|item| !item.is_empty())
}

fn candidate(words: &Vocabulary, row: &BTreeMap<String, String>) -> Candidate {
    let day = NaiveDate::from_ymd_opt(2026, 5, 20).unwrap();
    let skill = |term: &str| Skill {
        term: words.skills().canonical(term),
        evidence: SkillEvidence::School("样例学校".to_owned()),
        stage: None,
        school: None,
        date: day,
    };
    let certificate = |text: &str| {
        let (name, level) = text.split_once('@').unwrap_or((text, ""));
        Certificate {
            name: words.certificates().canonical(name),
            level: level.parse().ok(),
            issuer: None,
            number: None,
            issued: day,
            review_due: None,
            expires: None,
        }
    };
    let known = words.majors().by_code(&row["major"]).unwrap();
    Candidate {
        graduate: GraduateId(Uuid::nil()),
        version: 1,
        birth_date: NaiveDate::from_ymd_opt(2007, 9, 1).unwrap(),
        major: Major {
            catalogue: known.catalogue.clone(),
            code: known.code.clone(),
            name: known.name.clone(),
        },
        education: Some(Education::SecondaryVocational),
        started_on: NaiveDate::from_ymd_opt(2023, 9, 1),
        graduates_on: NaiveDate::from_ymd_opt(2026, 6, 30).unwrap(),
        programme: None,
        cooperation: None,
        preferences: Preferences {
            regions: list(&row["regions"]).map(|code| RegionCode::parse(code).unwrap()).collect(),
            pay_min: Some(Fen::yuan(row["pay_min"].parse().unwrap())),
            dormitory: row["dormitory"].parse().ok(),
            ..Preferences::default()
        },
        skills: list(&row["skills"]).map(skill).collect(),
        certificates: list(&row["certificates"]).map(certificate).collect(),
        stages: Vec::new(),
        consented: true,
    }
}

fn content(words: &Vocabulary, row: &BTreeMap<String, String>) -> VacancyContent {
    let draft = VacancyDraft {
        title: row["title"].clone(),
        headcount: 5,
        workplace: WorkplaceDraft { text: Some(row["place"].clone()), region: None },
        description: row["description"].clone(),
        pay: PayDraft { text: Some(row["pay"].clone()), ..PayDraft::default() },
        valid_until: NaiveDate::from_ymd_opt(2026, 9, 30).unwrap(),
        reference: None,
        occupation: None,
        kind: Default::default(),
        probation: None,
        contract: None,
        requirements: Default::default(),
        conditions: Default::default(),
        reserved: Vec::new(),
        source: None,
    };
    understand(words, &Noon, draft).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", row["id"]))
}

/// The vacancies as the product would show them: eligible ones first, then by score.
fn ranked(
    words: &Vocabulary,
    candidate: &Candidate,
    pool: &[(String, VacancyContent)],
) -> Vec<(String, bool, f64)> {
    let (knowledge, weights) = (Dictionaries(words), Weights::default());
    let mut ranked: Vec<_> = pool
        .iter()
        .map(|(id, content)| {
            let post = Post {
                vacancy: VacancyId(Uuid::nil()),
                employer: EmployerId(Uuid::nil()),
                content,
                status: Status::Published,
                published_on: NaiveDate::from_ymd_opt(2026, 6, 18),
            };
            let found = score_only(candidate, &post, &knowledge, &weights, TODAY);
            let (eligible, score) =
                found.map_or((false, -1.0), |(eligible, score)| (eligible, score.as_f64()));
            (id.clone(), eligible, score)
        })
        .collect();
    ranked
        .sort_by(|one, other| other.1.cmp(&one.1).then(other.2.total_cmp(&one.2)).then(one.0.cmp(&other.0)));
    ranked
}

fn gain(grade: u32) -> f64 {
    f64::from(2_u32.pow(grade) - 1)
}

fn discounted(grades: impl Iterator<Item = u32>) -> f64 {
    grades.take(TOP).zip(2_u32..).map(|(grade, place)| gain(grade) / f64::from(place).log2()).sum()
}

/// nDCG@10, how many of the first ten are suitable, and how many could be.
fn figures(order: &[(String, bool, f64)], grades: &BTreeMap<String, u32>) -> (f64, usize, usize) {
    let grade = |id: &String| grades.get(id).copied().unwrap_or_default();
    let mut ideal: Vec<u32> = grades.values().copied().collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let suitable =
        |grades: &mut dyn Iterator<Item = u32>| grades.take(TOP).filter(|grade| *grade >= SUITABLE).count();
    let found = suitable(&mut order.iter().map(|(id, ..)| grade(id)));
    let possible = suitable(&mut ideal.iter().copied());
    let reached = discounted(order.iter().map(|(id, ..)| grade(id)));
    (reached / discounted(ideal.into_iter()), found, possible)
}

fn judgements() -> BTreeMap<String, BTreeMap<String, u32>> {
    let mut judgements: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    for row in rows(JUDGEMENTS) {
        let grade: u32 = row["grade"].parse().unwrap();
        let before =
            judgements.entry(row["graduate"].clone()).or_default().insert(row["vacancy"].clone(), grade);
        assert!(grade <= 3 && before.is_none() && !row["reason"].is_empty(), "{row:?}");
    }
    judgements
}

#[test]
fn the_table_is_whole() {
    let (graduates, judgements) = (rows(GRADUATES), judgements());
    let ids = |text| rows(text).iter().map(|row| row["id"].clone()).collect::<BTreeSet<_>>();
    let majors: BTreeSet<_> = graduates.iter().map(|row| row["major"].clone()).collect();
    assert!(majors.len() >= 25, "{} majors", majors.len());
    assert!(judgements.values().map(BTreeMap::len).sum::<usize>() >= 150);
    assert_eq!(judgements.keys().cloned().collect::<BTreeSet<_>>(), ids(GRADUATES));
    let judged: BTreeSet<_> = judgements.values().flat_map(BTreeMap::keys).cloned().collect();
    assert_eq!(judged, ids(VACANCIES), "every vacancy suits somebody or is judged not to");
}

#[test]
fn the_ranking_agrees_with_a_teacher() {
    let words = Vocabulary::load().unwrap();
    let judgements = judgements();
    let pool: Vec<_> = rows(VACANCIES).iter().map(|row| (row["id"].clone(), content(&words, row))).collect();
    let (mut sum, mut found, mut possible, mut shown) = (0.0, 0, 0, 0);
    let graduates = rows(GRADUATES);
    for row in &graduates {
        let order = ranked(&words, &candidate(&words, row), &pool);
        let grades = &judgements[&row["id"]];
        let (ndcg, of_them, could_be) = figures(&order, grades);
        let top: Vec<_> = order
            .iter()
            .take(TOP)
            .map(|(id, eligible, score)| {
                let grade = grades.get(id).copied().unwrap_or_default();
                format!("{id}={grade}{}{score:.2}", if *eligible { ":" } else { "!" })
            })
            .collect();
        println!(
            "{} {} nDCG@10 {ndcg:.3}, suitable {of_them} of {could_be}: {}",
            row["id"],
            row["major"],
            top.join(" ")
        );
        sum += ndcg;
        found += of_them;
        possible += could_be;
        shown += TOP;
    }
    let mean = sum / graduates.len() as f64;
    let reached = found as f64 / possible as f64;
    println!(
        "nDCG@10 {mean:.3}; of the first ten {:.1} % are suitable, {:.1} % of those that could be there ({found} of {possible})",
        100.0 * found as f64 / shown as f64,
        100.0 * reached
    );
    assert!(mean > 0.75 && reached > 0.72, "the ranking has become worse");
}
