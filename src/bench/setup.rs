//! The world of the run: written through the store, indexed in bulk. The last batches are timed.

use super::{
    BenchError, BenchOptions,
    corpus::Corpus,
    figures::{Report, grouped, median},
    palette::Palette,
};
use crate::{
    app::{App, indexing},
    domain::{
        email_address::EmailAddress,
        employer::{Employer, EmployerProfile, Verification, VerificationState},
        event::{Event, EventKind},
        ids::{EmployerId, EventId, GraduateId, ProgrammeId, SchoolId, VacancyId, new_uuid},
        programme::{PlannedStage, Programme, ProgrammeForm, ProgrammePlan},
        region::RegionCode,
        school::{School, SchoolKind, SchoolProfile},
        uscc::{self, Uscc},
        vacancy::Vacancy,
    },
    server,
    settings::Settings,
    store::{StoreError, changes::Subject},
};
use chrono::{Days, TimeDelta};
use tokio::time::Instant;

/// How many vacancies, and graduates, are written in one transaction.
const BATCH: usize = 1000;
/// How many batches are timed, with what a posting records beside itself.
const TIMED: usize = 20;
/// About how many graduates are asked for their matches.
const SOME: usize = 1000;
const EMPLOYERS: u32 = 100;
pub(super) const PROGRAMMES: usize = 8;

/// What the measuring needs to know of the world.
pub(super) struct World {
    /// Whose vacancies are matched.
    pub(super) employer: EmployerId,
    /// Its vacancies.
    pub(super) vacancies: Vec<VacancyId>,
    /// A school to which all graduates belong.
    pub(super) school: SchoolId,
    /// Some of the graduates.
    pub(super) graduates: Vec<GraduateId>,
    /// Who posts while it is measured.
    pub(super) poster: EmployerId,
    /// Who posts and looks for it.
    pub(super) prober: EmployerId,
    /// Who imports.
    pub(super) importer: EmployerId,
}

pub(super) async fn lay_out(
    settings: &Settings,
    options: &BenchOptions,
    report: &mut Report,
    tell: &(dyn Fn(&str) + Send + Sync),
) -> Result<World, BenchError> {
    let mut settings = settings.clone();
    (settings.index.writer_threads, settings.index.memory_mb) = (2, 256);
    let app = server::open(&settings).await?.app;
    let palette = Palette::read(app.vocabulary())?;
    let corpus = Corpus::new(&palette, &*app.clock);
    let employers = employers(&app, &corpus).await?;
    tell("writing vacancies");
    let vacancies = vacancies(&app, &corpus, &employers, options, report).await?;
    tell("writing graduates");
    let (school, graduates) = graduates(&app, &corpus, options).await?;
    tell("filling the index");
    let started = Instant::now();
    indexing::fill(&app, &|_, _| {}).await?;
    let rate = (options.vacancies + options.graduates) as f64 / started.elapsed().as_secs_f64();
    report.add(
        "index made anew from the store",
        format!("{} documents/s", grouped(rate)),
        "vacancies and graduates read from the store and committed to the index, two writing threads"
            .to_owned(),
    );
    app.close().await;
    let [employer, poster, prober, importer, ..] = employers[..] else {
        return Err(BenchError::World("there are too few employers"));
    };
    Ok(World { employer, vacancies, school, graduates, poster, prober, importer })
}

async fn employers(app: &App, corpus: &Corpus<'_>) -> Result<Vec<EmployerId>, BenchError> {
    let employers = (0..EMPLOYERS).map(|number| employer(app, corpus, number));
    let employers = employers.collect::<Option<Vec<_>>>();
    let employers = employers.ok_or(BenchError::World("an employer cannot be made"))?;
    let ids = employers.iter().map(|employer| employer.id).collect();
    app.store
        .write(move |tx| async move {
            for employer in &employers {
                tx.insert_employer(employer).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(ids)
}

fn employer(app: &App, corpus: &Corpus<'_>, number: u32) -> Option<Employer> {
    let body = format!("91440300MA5{number:06}");
    let now = app.now();
    let profile = EmployerProfile {
        name: format!("样例企业{number}有限公司"),
        uscc: Uscc::parse(&format!("{body}{}", uscc::check_character(&body)?)).ok()?,
        region: RegionCode::parse("4403").ok()?,
        email: EmailAddress::parse(&format!("hr{number}@employer.example")).ok()?,
        phone: None,
        description: "样例企业，合成数据。".to_owned(),
        labour_dispatch: false,
        synthetic: true,
    };
    let verification =
        Verification { state: VerificationState::Verified, at: Some(now), due: None, reason: None };
    let id = EmployerId::new(corpus.clock, &corpus.entropy);
    Some(Employer { id, version: 1, profile, verification, created_at: now, updated_at: now })
}

/// Writes the vacancies; gives those of the first employer.
async fn vacancies(
    app: &App,
    corpus: &Corpus<'_>,
    employers: &[EmployerId],
    options: &BenchOptions,
    report: &mut Report,
) -> Result<Vec<VacancyId>, BenchError> {
    let first = employers.first().copied();
    let (mut own, mut rates) = (Vec::new(), Vec::new());
    let batches = options.vacancies.div_ceil(BATCH);
    let untimed = batches.saturating_sub(TIMED);
    let mut owners = employers.iter().copied().cycle();
    let mut left = options.vacancies;
    for number in 0..batches {
        let size = left.min(BATCH);
        left -= size;
        let batch: Vec<_> = owners.by_ref().take(size).map(|owner| corpus.vacancy(owner)).collect();
        own.extend(batch.iter().filter(|one| Some(one.employer) == first).map(|one| one.id));
        let events = if number < untimed { Vec::new() } else { published(app, &batch) };
        let (timed, started) = (!events.is_empty(), Instant::now());
        write_vacancies(app, batch, events).await?;
        if timed {
            rates.push(size as f64 / started.elapsed().as_secs_f64());
        }
    }
    finish_events(app).await?;
    report.add(
        "vacancies posted in batches, durable",
        format!("{}/s", grouped(median(&mut rates))),
        format!(
            "the store's transaction of {} vacancies with their changes and events, not through the API; median of \
             {} such, at the end of filling the store",
            grouped(BATCH.min(options.vacancies) as f64),
            rates.len()
        ),
    );
    Ok(own)
}

fn published(app: &App, batch: &[Vacancy]) -> Vec<Event> {
    let event = |vacancy: &Vacancy| Event {
        id: EventId::new(&*app.clock, &*app.entropy),
        kind: EventKind::VacancyPublished,
        subject: vacancy.id.to_string(),
        at: app.now(),
    };
    batch.iter().map(event).collect()
}

async fn write_vacancies(app: &App, batch: Vec<Vacancy>, events: Vec<Event>) -> Result<(), StoreError> {
    app.store
        .write(move |tx| async move {
            tx.insert_vacancies(&batch).await?;
            let subjects: Vec<_> = batch.iter().map(|vacancy| Subject::Vacancy(vacancy.id)).collect();
            tx.record_changes(&subjects).await?;
            if events.is_empty() { Ok(()) } else { tx.record_events(&events).await }
        })
        .await
}

/// Nobody is to be told of what was only written to fill the store.
async fn finish_events(app: &App) -> Result<(), StoreError> {
    let (worker, now) = (new_uuid(&*app.clock, &*app.entropy), app.now());
    app.store
        .write(move |tx| async move {
            loop {
                let claimed = tx.claim_events(worker, now + TimeDelta::hours(1), now, BATCH as u64).await?;
                if claimed.is_empty() {
                    return Ok(());
                }
                for one in &claimed {
                    tx.finish_event(one.event.id, worker).await?;
                }
            }
        })
        .await
}

/// Writes the graduates; gives a school of theirs, and some of them.
async fn graduates(
    app: &App,
    corpus: &Corpus<'_>,
    options: &BenchOptions,
) -> Result<(SchoolId, Vec<GraduateId>), BenchError> {
    let programmes = programmes(app, corpus).await?;
    let school = programmes.first().and_then(|programme| programme.plan.partner_school);
    let school = school.ok_or(BenchError::World("there is no programme"))?;
    let (mut done, mut some) = (0, Vec::new());
    while done < options.graduates {
        let end = (done + BATCH).min(options.graduates);
        let graduate = |number: usize| corpus.graduate(number, &programmes[number % programmes.len()]);
        let batch = (done..end).map(graduate).collect::<Result<Vec<_>, _>>()?;
        let apart = (options.graduates / SOME).max(1);
        some.extend((done..end).zip(&batch).filter(|(number, _)| number % apart == 0).map(|(_, one)| one.id));
        app.store.write(move |tx| async move { tx.insert_graduates(&batch).await }).await?;
        done = end;
    }
    Ok((school, some))
}

async fn programmes(app: &App, corpus: &Corpus<'_>) -> Result<Vec<Programme>, BenchError> {
    let west = school(app, corpus, "隆林样例职业学校", "451031");
    let east = school(app, corpus, "宁波样例职业学校", "330206");
    let (Some(west), Some(east)) = (west, east) else {
        return Err(BenchError::World("a school cannot be made"));
    };
    let programme = |number| programme(corpus, number, west.id, east.id);
    let programmes: Vec<_> = (0..PROGRAMMES).map(programme).collect();
    let kept = programmes.clone();
    app.store
        .write(move |tx| async move {
            tx.insert_school(&west).await?;
            tx.insert_school(&east).await?;
            for programme in &kept {
                tx.insert_programme(programme).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await?;
    Ok(programmes)
}

fn school(app: &App, corpus: &Corpus<'_>, name: &str, region: &str) -> Option<School> {
    let profile = SchoolProfile {
        name: name.to_owned(),
        kind: SchoolKind::Vocational,
        region: RegionCode::parse(region).ok()?,
        email: EmailAddress::parse("office@school.example").ok()?,
        synthetic: true,
    };
    let (id, now) = (SchoolId::new(corpus.clock, &corpus.entropy), app.now());
    Some(School { id, version: 1, profile, created_at: now, updated_at: now })
}

/// A programme of two stages, west then east, that ended a month ago.
pub(super) fn programme(corpus: &Corpus<'_>, number: usize, west: SchoolId, east: SchoolId) -> Programme {
    let (now, today) = (corpus.clock.now(), corpus.clock.today());
    let stage = |number, school, from, to| PlannedStage {
        number,
        school,
        from: today - Days::new(from),
        to: today - Days::new(to),
    };
    let trade = &corpus.palette.trades[number % corpus.palette.trades.len()];
    let plan = ProgrammePlan {
        name: format!("样例 2+1 {}班", trade.title),
        form: ProgrammeForm::JointStaged,
        partnership: None,
        home_school: Some(west),
        partner_school: Some(east),
        major: trade.majors[0].clone(),
        stages: vec![stage(1, west, 1100, 400), stage(2, east, 390, 40)],
        graduates_on: today - Days::new(30),
        order: None,
        target_regions: Vec::new(),
        synthetic: true,
    };
    let id = ProgrammeId::new(corpus.clock, &corpus.entropy);
    Programme { id, version: 1, plan, created_at: now, updated_at: now }
}
