//! What the tests share: one vocabulary, an index in a temporary directory, short ways to make documents.

use std::sync::{Arc, OnceLock};

use jobbridge_index::{IndexChange, IndexOptions, OpenIndex, SearchIndex, VacancyDocument, Vocabulary};
use tempfile::TempDir;

/// The vocabulary, loaded once for all tests.
pub(crate) fn vocabulary() -> Arc<Vocabulary> {
    static VOCABULARY: OnceLock<Arc<Vocabulary>> = OnceLock::new();
    Arc::clone(VOCABULARY.get_or_init(|| Arc::new(Vocabulary::load().unwrap())))
}

/// An index in a directory that goes with it.
pub(crate) struct World {
    pub(crate) index: SearchIndex,
    pub(crate) dir: TempDir,
}

impl World {
    pub(crate) fn new() -> World {
        let dir = tempfile::tempdir().unwrap();
        let OpenIndex { index, position, set_aside } = open(&dir).unwrap();
        assert_eq!((position, set_aside), (None, None));
        World { index, dir }
    }

    pub(crate) fn with_vacancies(vacancies: impl IntoIterator<Item = VacancyDocument>) -> World {
        let world = World::new();
        let changes: Vec<IndexChange> =
            vacancies.into_iter().map(|vacancy| IndexChange::UpsertVacancy(Box::new(vacancy))).collect();
        world.index.apply(&changes).unwrap();
        world.index.commit("1").unwrap();
        world
    }
}

pub(crate) fn open(dir: &TempDir) -> Result<OpenIndex, jobbridge_index::OpenError> {
    SearchIndex::open(dir.path(), vocabulary(), &IndexOptions::default())
}

/// A vacancy with a key and a title.
pub(crate) fn vacancy(key: &str, title: &str) -> VacancyDocument {
    VacancyDocument {
        key: key.to_owned(),
        title: title.to_owned(),
        kind: "employment".to_owned(),
        employer_key: "emp_1".to_owned(),
        headcount: 1,
        published_at: 1_000,
        ..VacancyDocument::default()
    }
}
