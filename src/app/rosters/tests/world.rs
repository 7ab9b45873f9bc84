//! Two schools, a programme of both and one of neither, in a store and an index of their own.

use super::super::*;
use crate::{
    app::{
        Policy,
        organisations::{MajorDraft, ProgrammeDraft, SchoolDraft, create_programme, create_school},
    },
    domain::{
        clock::Clock,
        entropy::SeededEntropy,
        identity_number::check_character,
        ids::SchoolId,
        matching::Weights,
        party::Party,
        programme::{PlannedStage, ProgrammeForm},
        school::SchoolKind,
    },
    store::{Store, StoreKey, StoreOptions},
};
use chrono::{DateTime, TimeDelta, Utc};
use jobbridge_index::{IndexOptions, SearchIndex, Vocabulary};
use std::sync::{LazyLock, Mutex};
use tempfile::TempDir;

static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::load().unwrap()));

/// A clock that stands still until it is told.
struct Stopped(Mutex<DateTime<Utc>>);

impl Clock for Stopped {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

pub(super) struct World {
    pub(super) app: App,
    pub(super) home: SchoolId,
    pub(super) partner: SchoolId,
    /// A programme that neither school is in.
    pub(super) foreign: ProgrammeId,
    clock: Arc<Stopped>,
    _dir: TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let now = "2026-06-20T10:00:00+08:00".parse::<DateTime<Utc>>().unwrap();
        let clock = Arc::new(Stopped(Mutex::new(now)));
        let app = app(&dir, Arc::clone(&clock)).await;
        let (home, partner, stranger) = (
            school(&app, "隆林某职业学校", "隆林").await,
            school(&app, "宁波某职业学校", "宁波").await,
            school(&app, "别处某职业学校", "昆山").await,
        );
        programme(&app, ProgrammeForm::JointStaged, Some(home), partner).await;
        let foreign = programme(&app, ProgrammeForm::CrossRegion, None, stranger).await;
        Self { app, home, partner, foreign, clock, _dir: dir }
    }

    pub(super) fn pass_days(&self, days: i64) {
        *self.clock.0.lock().unwrap() += TimeDelta::days(days);
    }

    pub(super) async fn import(&self, school: SchoolId, file: &[u8]) -> Imported {
        self.import_with(school, file, RosterOptions::default()).await.unwrap()
    }

    pub(super) async fn import_with(
        &self,
        school: SchoolId,
        file: &[u8],
        options: RosterOptions,
    ) -> Result<Imported, Refusal> {
        let actor = Actor::of(Party::School(school));
        import_roster(&self.app, actor, file.to_vec(), RosterFormat::Csv, options).await
    }
}

async fn app(dir: &TempDir, clock: Arc<Stopped>) -> App {
    let entropy = Arc::new(SeededEntropy::new(7));
    let store = Store::connect(StoreOptions {
        url: format!("sqlite:{}", dir.path().join("store.db").display()),
        key: StoreKey::new([7; 32]),
        max_connections: 2,
        clock: clock.clone(),
        entropy: entropy.clone(),
    });
    let index = SearchIndex::open(&dir.path().join("index"), Arc::clone(&WORDS), &IndexOptions::default());
    let policy = Policy {
        public_url: "http://localhost".to_owned(),
        weights: Weights::default(),
        alert_threshold: 0.5,
        candidates: 10,
        link_key: "not a secret".into(),
        imports: crate::app::vacancy_imports::ImportPolicy::default(),
        search: crate::app::search::SearchPolicy::default(),
        rounds: crate::app::rounds::RoundPolicy::default(),
        ready_lag: 1,
        renewal_days: 180,
        partnership_days: 7,
        offer_days: 7,
    };
    let index = Arc::new(index.unwrap().index);
    App::new(store.await.unwrap(), index, Arc::clone(&WORDS), (clock, entropy), policy, Box::new(|_| Ok(())))
}

async fn school(app: &App, name: &str, region: &str) -> SchoolId {
    let draft = SchoolDraft {
        name: name.to_owned(),
        kind: SchoolKind::Vocational,
        region: region.to_owned(),
        email: "office@school.example".to_owned(),
        synthetic: true,
    };
    create_school(app, Actor::SYSTEM, draft).await.unwrap().0.id
}

async fn programme(app: &App, form: ProgrammeForm, home: Option<SchoolId>, partner: SchoolId) -> ProgrammeId {
    let stage = |number, school, from: &str, to: &str| PlannedStage {
        number,
        school,
        from: from.parse().unwrap(),
        to: to.parse().unwrap(),
    };
    let draft = ProgrammeDraft {
        name: "分段培养".to_owned(),
        form,
        partnership: None,
        home_school: home,
        partner_school: Some(partner),
        major: MajorDraft::Text("660103".to_owned()),
        stages: vec![
            stage(1, home.unwrap_or(partner), "2024-09-01", "2026-01-15"),
            stage(2, partner, "2026-02-20", "2027-06-30"),
        ],
        graduates_on: "2027-06-30".parse().unwrap(),
        order: None,
        target_regions: Vec::new(),
        synthetic: true,
    };
    create_programme(app, Actor::SYSTEM, draft).await.unwrap().id
}

/// A synthetic identity number, another for each place.
pub(super) fn number(place: u32) -> String {
    let body = format!("4510312008{:02}{:02}{:03}", place % 12 + 1, place / 12 % 28 + 1, place / 336);
    format!("{body}{}", check_character(&body).unwrap())
}
