//! What a roster is read against: the school that sends it, its programmes, the schools it knows, the day.

use super::Taken;
use crate::{
    app::{
        App,
        roster::{Roster, RosterRow},
    },
    domain::{
        clock::Clock,
        entropy::Entropy,
        ids::{ProgrammeId, SchoolId},
        programme::Programme,
        refusal::{Code, FieldError, Refusal},
        region::RegionCode,
        school::School,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use jobbridge_index::Vocabulary;
use std::{collections::HashMap, sync::Arc};

/// What a roster is read against.
pub(super) struct Scene {
    pub(super) words: Arc<Vocabulary>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) entropy: Arc<dyn Entropy>,
    /// Who imports.
    pub(super) school: School,
    /// The school's programmes.
    pub(super) programmes: Vec<Programme>,
    /// The programme of the rows that name none.
    pub(super) chosen: Option<ProgrammeId>,
    /// What of the file is taken.
    pub(super) taken: Taken,
    /// The schools that stages may name.
    pub(super) schools: HashMap<SchoolId, School>,
    /// The file's headers, for pointers.
    pub(super) headers: Headers,
    pub(super) today: NaiveDate,
    pub(super) now: DateTime<Utc>,
}

/// The headers of the columns that are resolved here, as written in the file.
#[derive(Clone)]
pub(super) struct Headers {
    pub(super) name: String,
    pub(super) identity: String,
    pub(super) origin: String,
    pub(super) household: String,
    pub(super) major_code: String,
    pub(super) major_name: String,
    pub(super) schooling: String,
    pub(super) graduates_on: String,
    pub(super) programme: String,
    pub(super) regions: String,
    pub(super) occupations: String,
    pub(super) skills: String,
    pub(super) certificates: String,
    pub(super) stages: String,
    pub(super) courses: String,
}

impl Headers {
    /// The headers by those of the template.
    pub(super) fn of<'r>(written: impl Fn(&'static str) -> &'r str) -> Self {
        let of = |template| written(template).to_owned();
        Self {
            name: of("姓名"),
            identity: of("身份证件号"),
            origin: of("生源地行政区划码"),
            household: of("户口所在地行政区划码"),
            major_code: of("专业代码"),
            major_name: of("专业名称"),
            schooling: of("学制"),
            graduates_on: of("毕业日期"),
            programme: of("办学项目"),
            regions: of("意向地区"),
            occupations: of("意向职业"),
            skills: of("技能"),
            certificates: of("证书"),
            stages: of("阶段"),
            courses: of("课程"),
        }
    }
}

impl Scene {
    /// Reads all that the rows may refer to.
    ///
    /// # Errors
    /// A chosen programme that is not the school's.
    pub(super) async fn load(
        app: &App,
        school: SchoolId,
        (chosen, taken): (Option<ProgrammeId>, Taken),
        roster: &Roster,
    ) -> Result<Self, Refusal> {
        let school = app.store.school(school).await?.ok_or(Refusal::Forbidden)?;
        let programmes = app.store.programmes_of_school(school.id).await?;
        if chosen.is_some_and(|id| programmes.iter().all(|programme| programme.id != id)) {
            return Err(Refusal::Parameter(FieldError::new("programme", Code::UnknownProgramme)));
        }
        let schools = known_schools(app, &school, &programmes, roster).await?;
        Ok(Self {
            words: Arc::clone(&app.words),
            clock: Arc::clone(&app.clock),
            entropy: Arc::clone(&app.entropy),
            school,
            programmes,
            chosen,
            taken,
            schools,
            headers: Headers::of(|template| roster.written(template)),
            today: app.today(),
            now: app.now(),
        })
    }

    /// The school a stage names, by identifier or name; none where nobody or more than one is called so.
    pub(super) fn school_named(&self, text: &str) -> Option<SchoolId> {
        if let Ok(id) = text.parse::<SchoolId>() {
            return self.schools.contains_key(&id).then_some(id);
        }
        let mut named = self.schools.values().filter(|school| school.profile.name == text.trim());
        let only = named.next()?.id;
        if named.next().is_none() { Some(only) } else { None }
    }

    /// Where a school is.
    pub(super) fn place_of(&self, school: SchoolId) -> Option<RegionCode> {
        self.schools.get(&school).map(|school| school.profile.region.clone())
    }

    /// What a school is called.
    pub(super) fn name_of(&self, school: SchoolId) -> &str {
        self.schools.get(&school).map_or("", |school| &school.profile.name)
    }
}

/// The schools of the programmes and partnerships, and those the file names by identifier.
async fn known_schools(
    app: &App,
    own: &School,
    programmes: &[Programme],
    roster: &Roster,
) -> Result<HashMap<SchoolId, School>, Refusal> {
    let mut ids = vec![own.id];
    for programme in programmes {
        ids.extend(programme.plan.schools());
        ids.extend(programme.plan.stages.iter().map(|stage| stage.school));
    }
    for partnership in app.store.partnerships_of_school(own.id).await? {
        ids.push(partnership.terms.partner_school);
        ids.extend(partnership.terms.home_schools);
    }
    let rows = roster.rows.iter().filter_map(|(_, row)| row.as_ref().ok());
    ids.extend(rows.flat_map(named_by_id));
    ids.sort_unstable();
    ids.dedup();
    let schools = app.store.schools(&ids).await?;
    Ok(schools.into_iter().map(|school| (school.id, school)).collect())
}

fn named_by_id(row: &RosterRow) -> impl Iterator<Item = SchoolId> {
    row.stages.iter().filter_map(|stage| stage.school.parse().ok())
}
