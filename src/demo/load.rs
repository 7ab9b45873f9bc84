//! Loads the world through the same use cases that serve everybody, with a bar that shows how far it is.

use super::{
    DemoError,
    world::{PlannedProgramme, PlannedVacancy, World},
};
use crate::{
    app::{
        App,
        employers::{VerifyDecision, VerifyOutcome, register_employer, verify_employer},
        indexing,
        matchmaking::{self, SavedSearches},
        organisations::{
            MajorDraft, ProgrammeDraft, create_department, create_partnership, create_programme,
            create_school,
        },
        roster::{RosterFormat, write_roster},
        rosters::{RosterOptions, import_roster},
        vacancies::publish_vacancy,
    },
    domain::{
        ids::{EmployerId, GraduateId, PartnershipId, ProgrammeId, SchoolId, new_uuid},
        partnership::PartnershipTerms,
        party::{Actor, Party},
        programme::{Order, PlannedStage},
        vacancy::ReservedSeats,
    },
};
use chrono::TimeDelta;
use indicatif::{ProgressBar, ProgressStyle};
use std::{fs, path::Path, sync::Arc, time::Duration};

/// How long the index may take to know all of the world.
const PATIENCE: Duration = Duration::from_secs(60);
/// How many events are worked off at once, and for how long they are kept from the match job.
const BATCH: u64 = 64;
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// What was loaded, by the places of the world's lists, with the keys that were shown.
#[derive(Default)]
pub(super) struct Loaded {
    /// Employers with their keys.
    pub(super) employers: Vec<(EmployerId, String)>,
    /// The keys of the departments.
    pub(super) departments: Vec<String>,
    /// Schools with their keys.
    pub(super) schools: Vec<(SchoolId, String)>,
    /// Programmes.
    pub(super) programmes: Vec<ProgrammeId>,
    /// The first graduate of each roster.
    pub(super) graduates: Vec<GraduateId>,
    partnerships: Vec<PartnershipId>,
}

/// Loads the world. Vacancies come before graduates: nobody is told of four hundred at once.
///
/// # Errors
/// What a use case refuses, which would be a fault of the world; rosters that cannot be written.
pub(super) async fn load(app: &Arc<App>, world: &World, directory: &Path) -> Result<Loaded, DemoError> {
    let bar = progress(world.size());
    let mut loaded = Loaded::default();
    organisations(app, world, &mut loaded, &bar).await?;
    cooperation(app, world, &mut loaded, &bar).await?;
    bar.set_message("岗位 vacancies");
    for planned in &world.vacancies {
        vacancy(app, planned, &loaded).await?;
        bar.inc(1);
    }
    bar.set_message("匹配 matching");
    work_off(app).await?;
    bar.set_message("学生名册 rosters");
    rosters(app, world, directory, &mut loaded, &bar).await?;
    bar.set_message("索引 index");
    let indexed = indexing::caught_up(app, PATIENCE).await;
    if !indexed.is_ok_and(|caught_up| caught_up) {
        return Err(DemoError::Loading("the index"));
    }
    bar.finish_and_clear();
    Ok(loaded)
}

fn progress(size: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} {msg}");
    let bar = ProgressBar::new(size as u64);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

async fn organisations(
    app: &App,
    world: &World,
    loaded: &mut Loaded,
    bar: &ProgressBar,
) -> Result<(), DemoError> {
    bar.set_message("单位与学校 organisations");
    for planned in &world.employers {
        let (employer, key) = register_employer(app, planned.draft.clone()).await?;
        if planned.verified {
            let decision = VerifyDecision { outcome: VerifyOutcome::Verified, reason: None };
            verify_employer(app, Actor::SYSTEM, employer.id, decision).await?;
        }
        loaded.employers.push((employer.id, key));
        bar.inc(1);
    }
    for draft in &world.departments {
        loaded.departments.push(create_department(app, Actor::SYSTEM, draft.clone()).await?.1);
        bar.inc(1);
    }
    for draft in &world.schools {
        let (school, key) = create_school(app, Actor::SYSTEM, draft.clone()).await?;
        loaded.schools.push((school.id, key));
        bar.inc(1);
    }
    Ok(())
}

async fn cooperation(
    app: &App,
    world: &World,
    loaded: &mut Loaded,
    bar: &ProgressBar,
) -> Result<(), DemoError> {
    for planned in &world.partnerships {
        let terms = PartnershipTerms {
            name: planned.name.clone(),
            partner_school: loaded.school(planned.partner)?,
            home_schools: planned.homes.iter().map(|home| loaded.school(*home)).collect::<Result<_, _>>()?,
            from: planned.from,
            to: None,
            synthetic: true,
        };
        loaded.partnerships.push(create_partnership(app, Actor::SYSTEM, terms).await?.id);
        bar.inc(1);
    }
    for planned in &world.programmes {
        let draft = programme(planned, loaded)?;
        loaded.programmes.push(create_programme(app, Actor::SYSTEM, draft).await?.id);
        bar.inc(1);
    }
    Ok(())
}

fn programme(planned: &PlannedProgramme, loaded: &Loaded) -> Result<ProgrammeDraft, DemoError> {
    let stage = |(number, (school, from, to)): (u8, &(usize, _, _))| {
        Ok::<_, DemoError>(PlannedStage { number, school: loaded.school(*school)?, from: *from, to: *to })
    };
    let order = match planned.order {
        Some((place, seats)) => Some(Order { employer: at(&loaded.employers, place)?.0, seats }),
        None => None,
    };
    Ok(ProgrammeDraft {
        name: planned.name.clone(),
        form: planned.form,
        partnership: planned.partnership.map(|place| at(&loaded.partnerships, place).copied()).transpose()?,
        home_school: planned.home.map(|place| loaded.school(place)).transpose()?,
        partner_school: Some(loaded.school(planned.partner)?),
        major: MajorDraft::Text(planned.major.to_owned()),
        stages: (1_u8..).zip(&planned.stages).map(stage).collect::<Result<_, _>>()?,
        graduates_on: planned.graduates_on,
        order,
        target_regions: planned.target_regions.clone(),
        synthetic: true,
    })
}

async fn vacancy(app: &Arc<App>, planned: &PlannedVacancy, loaded: &Loaded) -> Result<(), DemoError> {
    let (employer, _) = at(&loaded.employers, planned.employer)?;
    let mut draft = planned.draft.clone();
    if let Some((place, seats, until)) = planned.reserved {
        let programme = *at(&loaded.programmes, place)?;
        draft.reserved.push(ReservedSeats { programme, seats, until });
    }
    publish_vacancy(app, Actor::of(Party::Employer(*employer)), draft).await?;
    Ok(())
}

/// Works off what the vacancies made happen, while there is nobody whom they could fit: otherwise the first students
/// would be told of all of them at once, and a visitor's own vacancy would wait behind four hundred.
async fn work_off(app: &App) -> Result<(), DemoError> {
    let failed = |_| DemoError::Loading("the events");
    let worker = new_uuid(&*app.clock, app.entropy());
    let searches = SavedSearches::read(app).await.map_err(failed)?;
    loop {
        let events = matchmaking::claim(app, worker, LEASE, BATCH).await.map_err(failed)?;
        if events.is_empty() {
            return Ok(());
        }
        for claimed in &events {
            matchmaking::work_off(app, &searches, &claimed.event, worker).await.map_err(failed)?;
        }
    }
}

/// Writes each roster as the file a school would send, and imports the file.
async fn rosters(
    app: &App,
    world: &World,
    directory: &Path,
    loaded: &mut Loaded,
    bar: &ProgressBar,
) -> Result<(), DemoError> {
    let folder = directory.join("rosters");
    let fault = |source| DemoError::Directory { path: folder.clone(), source };
    fs::create_dir_all(&folder).map_err(fault)?;
    for planned in &world.rosters {
        let bytes = write_roster(&planned.rows)?;
        fs::write(folder.join(&planned.file), &bytes).map_err(fault)?;
        let actor = Actor::of(Party::School(loaded.school(planned.school)?));
        let options = RosterOptions { atomic: true, ..RosterOptions::default() };
        let import = import_roster(app, actor, bytes, RosterFormat::Xlsx, options).await?.import;
        // The first row is the one that others rely on.
        let first = import.rows.first().and_then(|row| row.id.as_ref()?.parse().ok());
        let first = first.filter(|_: &GraduateId| import.rejected == 0);
        loaded.graduates.push(first.ok_or(DemoError::Loading("a roster"))?);
        bar.inc(planned.rows.len() as u64);
    }
    Ok(())
}

impl Loaded {
    /// The school at a place of the world.
    pub(super) fn school(&self, place: usize) -> Result<SchoolId, DemoError> {
        at(&self.schools, place).map(|(id, _)| *id)
    }
}

/// What stands at a place.
pub(super) fn at<T>(things: &[T], place: usize) -> Result<&T, DemoError> {
    things.get(place).ok_or(DemoError::Loading("a reference"))
}
