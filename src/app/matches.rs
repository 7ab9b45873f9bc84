//! Matches, both ways: the pools say who is best, one scoring function says how good, every answer is explained.

use super::{App, access, knowledge::Dictionaries, pools::Wanted, search};
use crate::domain::{
    consent::Purpose,
    graduate::Graduate,
    ids::{GraduateId, ProgrammeId, SchoolId, VacancyId},
    matching::{Assessment, Candidate, Post, assess},
    party::{Actor, Party},
    programme::Programme,
    refusal::Refusal,
    region::RegionCode,
    school::School,
    vacancy::Vacancy,
};
use jobbridge_index::{GraduateQuery, Link, VacancyRecall, Vocabulary};
use std::{collections::HashMap, sync::Arc};

/// How many more than asked for are looked at: some may have changed since the pools were told of them.
const SPARE: usize = 16;

/// A vacancy for a graduate.
#[derive(Debug, Clone)]
pub struct RankedVacancy {
    /// How and why it fits.
    pub assessment: Assessment,
    /// The vacancy.
    pub vacancy: Vacancy,
    /// What its employer is called.
    pub employer_name: String,
}

/// A graduate for a vacancy.
#[derive(Debug, Clone)]
pub struct RankedGraduate {
    /// How and why they fit.
    pub assessment: Assessment,
    /// What the asker may know of them.
    pub card: GraduateCard,
}

/// What may be known of a graduate beside a match.
#[derive(Debug, Clone, PartialEq)]
pub struct GraduateCard {
    /// Who.
    pub id: GraduateId,
    /// The name: to their schools, and to an employer with their consent only.
    pub name: Option<String>,
    /// The major.
    pub major: crate::domain::major::Major,
    /// When training ends.
    pub graduates_on: chrono::NaiveDate,
    /// Made up for demonstration or test.
    pub synthetic: bool,
}

/// Graduates with what else a candidate is made of.
#[derive(Default)]
pub struct Surroundings {
    programmes: HashMap<ProgrammeId, Programme>,
    regions: HashMap<SchoolId, RegionCode>,
}

impl Surroundings {
    /// Reads the programmes of the graduates, and where their partner schools are.
    ///
    /// # Errors
    /// Only where the store fails.
    pub async fn of(app: &App, graduates: &[Graduate]) -> Result<Self, Refusal> {
        let mut ids: Vec<_> = graduates.iter().filter_map(|graduate| graduate.programme).collect();
        ids.sort_unstable();
        ids.dedup();
        let programmes = app.store.programmes_by_ids(&ids).await?;
        let schools: Vec<_> =
            programmes.iter().filter_map(|programme| programme.plan.partner_school).collect();
        let place = |school: School| (school.id, school.profile.region);
        Ok(Self {
            regions: app.store.schools(&schools).await?.into_iter().map(place).collect(),
            programmes: programmes.into_iter().map(|programme| (programme.id, programme)).collect(),
        })
    }

    /// The graduate as matching sees them.
    pub fn candidate(&self, graduate: &Graduate) -> Candidate {
        let programme = graduate.programme.and_then(|id| self.programmes.get(&id));
        let school = programme.and_then(|programme| programme.plan.partner_school);
        Candidate::of(graduate, programme, school.and_then(|school| self.regions.get(&school)))
    }
}

/// The vacancies that fit a graduate best, eligible ones first.
///
/// # Errors
/// Not a graduate the actor may see.
pub async fn matches_for_graduate(
    app: &App,
    actor: Actor,
    id: GraduateId,
    limit: usize,
) -> Result<Vec<RankedVacancy>, Refusal> {
    let graduate = visible_graduate(app, actor, id).await?;
    let candidate = Surroundings::of(app, std::slice::from_ref(&graduate)).await?.candidate(&graduate);
    let ids = proposed_vacancies(app, &graduate, &candidate, limit).await?;
    let vacancies = app.store.open_among(&ids, app.today()).await?;
    let ranked = rank(app, limit, vacancies, move |knowledge, weights, today, vacancy| {
        assess(&candidate, &Post::of(vacancy), knowledge, weights, today)
    })
    .await?;
    let names = search::employer_names(app, ranked.iter().map(|(_, vacancy)| vacancy.employer)).await?;
    let named = ranked.into_iter().map(|(assessment, vacancy)| RankedVacancy {
        employer_name: names.get(&vacancy.employer).cloned().unwrap_or_default(),
        assessment,
        vacancy,
    });
    Ok(named.collect())
}

/// The graduates who fit a vacancy best, eligible ones first. Employers see all who consented, schools their own.
///
/// # Errors
/// Not a vacancy the actor may ask about.
pub async fn matches_for_vacancy(
    app: &App,
    actor: Actor,
    id: VacancyId,
    limit: usize,
) -> Result<Vec<RankedGraduate>, Refusal> {
    let vacancy = asked_vacancy(app, actor, id).await?;
    let school = match actor.party {
        Party::School(school) => Some(school),
        _ => None,
    };
    let graduates = proposed_graduates(app, &vacancy, school, limit).await?;
    let surroundings = Surroundings::of(app, &graduates).await?;
    let ranked = rank(app, limit, graduates, move |knowledge, weights, today, graduate| {
        assess(&surroundings.candidate(graduate), &Post::of(&vacancy), knowledge, weights, today)
    })
    .await?;
    let card = |(assessment, graduate)| RankedGraduate { assessment, card: card_for(actor, &graduate) };
    Ok(ranked.into_iter().map(card).collect())
}

/// One pair, every criterion, eligible or not.
///
/// # Errors
/// A vacancy the actor may not ask about; a graduate that is not theirs (schools) or did not consent (employers).
pub async fn match_pair(
    app: &App,
    actor: Actor,
    vacancy: VacancyId,
    graduate: GraduateId,
) -> Result<RankedGraduate, Refusal> {
    let graduate = match actor.party {
        Party::Employer(_) => access::visible(app.store.graduate(graduate).await?, |graduate| {
            graduate.consents_to(Purpose::Matching)
        })?,
        _ => visible_graduate(app, actor, graduate).await?,
    };
    let vacancy = match actor.party {
        Party::Graduate(_) => {
            access::visible(app.store.vacancy(vacancy).await?, |one| one.is_open_on(app.today()))?
        }
        _ => asked_vacancy(app, actor, vacancy).await?,
    };
    let candidate = Surroundings::of(app, std::slice::from_ref(&graduate)).await?.candidate(&graduate);
    let knowledge = Dictionaries(&app.words);
    let assessment = assess(&candidate, &Post::of(&vacancy), &knowledge, &app.policy.weights, app.today());
    Ok(RankedGraduate { assessment, card: card_for(actor, &graduate) })
}

/// The vacancies that are scored for the graduate: the best by the pools; while these are filled, what the index
/// proposes.
async fn proposed_vacancies(
    app: &App,
    graduate: &Graduate,
    candidate: &Candidate,
    limit: usize,
) -> Result<Vec<VacancyId>, Refusal> {
    if app.pools.are_filled() {
        let candidate = candidate.clone();
        let most = limit.saturating_add(SPARE);
        return app.with_pools(move |pools, measure| pools.vacancies_for(&candidate, most, measure)).await;
    }
    let recall = recall_for(&app.words, graduate, app.policy.candidates);
    let found = app.with_index(move |index| index.vacancies().recall(&recall)).await?;
    let found = found.map_err(|error| Refusal::Internal(format!("index: {error}")))?;
    Ok(found.iter().filter_map(|(key, _)| key.parse().ok()).collect())
}

/// The graduates that are scored for the vacancy, read from the store, in the same way.
async fn proposed_graduates(
    app: &App,
    vacancy: &Vacancy,
    school: Option<SchoolId>,
    limit: usize,
) -> Result<Vec<Graduate>, Refusal> {
    if !app.pools.are_filled() {
        let mut query = query_for(&app.words, vacancy, app.policy.candidates);
        query.only_schools = school.iter().map(ToString::to_string).collect();
        return find_graduates(app, query).await;
    }
    let wanted = Wanted { most: limit.saturating_add(SPARE), school, ..Wanted::default() };
    let vacancy = vacancy.clone();
    let found =
        app.with_pools(move |pools, measure| pools.graduate_ids_for(&vacancy, &wanted, measure)).await?;
    let mut graduates = app.store.graduates(&found).await?;
    graduates.retain(|graduate| {
        graduate.consents_to(Purpose::Matching) && school.is_none_or(|school| graduate.belongs_to(school))
    });
    Ok(graduates)
}

/// The graduates an index query finds, read from the store; who withdrew consent meanwhile is left out.
pub(crate) async fn find_graduates(app: &App, query: GraduateQuery) -> Result<Vec<Graduate>, Refusal> {
    let found = app.with_index(move |index| index.graduates().find(&query)).await?;
    let found = found.map_err(|error| Refusal::Internal(format!("index: {error}")))?;
    let ids: Vec<GraduateId> = found.iter().filter_map(|hit| hit.key.parse().ok()).collect();
    let mut graduates = app.store.graduates(&ids).await?;
    graduates.retain(|graduate| graduate.consents_to(Purpose::Matching));
    Ok(graduates)
}

/// Whom a vacancy may suit.
pub(crate) fn query_for(words: &Vocabulary, vacancy: &Vacancy, limit: usize) -> GraduateQuery {
    let content = &vacancy.content;
    let asked = content.requirements.majors.iter().map(|code| (code.clone(), 1.0));
    let occupation = content.occupation.as_ref().map(|one| one.code.clone());
    let taught = occupation.iter().flat_map(|code| words.majors_of(code)).map(weighed);
    GraduateQuery {
        skills: content.requirements.skills.iter().map(|skill| skill.term.clone()).collect(),
        certificates: content.requirements.certificates.iter().map(|one| one.name.clone()).collect(),
        majors: asked.chain(taught).collect(),
        occupations: occupation.into_iter().collect(),
        regions: content.workplace.region.levels().map(str::to_owned).collect(),
        only_kind: Some(content.kind.as_str().to_owned()),
        fill: true,
        limit,
        ..GraduateQuery::default()
    }
}

fn recall_for(words: &Vocabulary, graduate: &Graduate, limit: usize) -> VacancyRecall {
    let record = &graduate.record;
    let wanted = graduate.preferences.occupations.iter().map(|code| (code.clone(), 1.0));
    let taught = words.occupations_of(&graduate.major.code).into_iter().map(weighed);
    VacancyRecall {
        skills: record.skills.iter().map(|skill| skill.term.clone()).collect(),
        certificates: record.certificates.iter().map(|one| one.name.clone()).collect(),
        majors: vec![(graduate.major.code.clone(), 1.0)],
        occupations: wanted.chain(taught).collect(),
        regions: graduate.preferences.regions.iter().map(ToString::to_string).collect(),
        programmes: graduate.programme.iter().map(ToString::to_string).collect(),
        only_kinds: graduate.preferences.kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        fill: true,
        limit,
    }
}

/// What an official link between a major and an occupation weighs in recall, where one named outright weighs 1.
const TAUGHT: f32 = 0.8;

/// What a link between a major and an occupation weighs beside what was named outright: as much as it is sure.
pub(super) fn weighed(link: Link) -> (String, f32) {
    (link.code, TAUGHT * link.confidence)
}

async fn visible_graduate(app: &App, actor: Actor, id: GraduateId) -> Result<Graduate, Refusal> {
    access::visible(app.store.graduate(id).await?, |graduate| access::sees_graduate(actor, graduate))
}

/// The vacancy, if the actor may ask who fits it: its employer any of its own, schools a published one.
async fn asked_vacancy(app: &App, actor: Actor, id: VacancyId) -> Result<Vacancy, Refusal> {
    access::visible(app.store.vacancy(id).await?, |vacancy| match actor.party {
        Party::Employer(employer) => employer == vacancy.employer,
        Party::School(_) => vacancy.is_open_on(app.today()),
        _ => false,
    })
}

pub(in crate::app) fn card_for(actor: Actor, graduate: &Graduate) -> GraduateCard {
    let named = match actor.party {
        Party::Employer(_) => graduate.consents_to(Purpose::Contact),
        _ => access::sees_graduate(actor, graduate),
    };
    GraduateCard {
        id: graduate.id,
        name: named.then(|| graduate.person.name.clone()),
        major: graduate.major.clone(),
        graduates_on: graduate.graduates_on,
        synthetic: graduate.person.synthetic,
    }
}

/// Assesses all on a thread for such work, and keeps the best: eligible before not, then by score, then by id, so
/// that the same question has the same answer.
async fn rank<T: Send + 'static>(
    app: &App,
    limit: usize,
    all: Vec<T>,
    judge: impl Fn(&Dictionaries<'_>, &crate::domain::matching::Weights, chrono::NaiveDate, &T) -> Assessment
    + Send
    + 'static,
) -> Result<Vec<(Assessment, T)>, Refusal> {
    let (words, weights, today) = (Arc::clone(&app.words), app.policy.weights.clone(), app.today());
    let task = tokio::task::spawn_blocking(move || {
        let knowledge = Dictionaries(&words);
        let assess = |one: T| (judge(&knowledge, &weights, today, &one), one);
        let mut ranked: Vec<_> = all.into_iter().map(assess).collect();
        ranked.sort_by(|(left, _), (right, _)| {
            let best = |one: &Assessment| (one.eligible, one.score.unwrap_or(-1.0));
            let order = best(right).partial_cmp(&best(left)).unwrap_or(std::cmp::Ordering::Equal);
            order.then_with(|| (left.vacancy, left.graduate).cmp(&(right.vacancy, right.graduate)))
        });
        ranked.truncate(limit);
        ranked
    });
    task.await.map_err(|error| Refusal::Internal(format!("ranking: {error}")))
}
