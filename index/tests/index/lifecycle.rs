//! Opening, committing, resuming, emptying, locking, and what happens to a damaged directory.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use jobbridge_index::{
    GraduateDocument, IndexChange, IndexError, IndexOptions, OpenError, SearchIndex, VacancyQuery,
};

use crate::world::{World, open, vacancy, vocabulary};

fn upsert(key: &str, title: &str) -> IndexChange {
    IndexChange::UpsertVacancy(Box::new(vacancy(key, title)))
}

fn titles(index: &SearchIndex) -> Vec<String> {
    let hits = index.vacancies().search(&VacancyQuery::default()).unwrap().hits;
    hits.into_iter().map(|hit| hit.title_highlight).collect()
}

#[test]
fn a_commit_shows_its_changes_and_keeps_its_position() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工"), upsert("b", "焊工")]).unwrap();
    assert_eq!(world.index.vacancies().count(), 0);
    world.index.commit("17").unwrap();
    assert_eq!(world.index.vacancies().keys().unwrap(), ["a", "b"]);
    let World { index, dir } = world;
    drop(index);
    let opened = open(&dir).unwrap();
    assert_eq!(opened.position.as_deref(), Some("17"));
    assert_eq!(opened.index.vacancies().count(), 2);
}

#[test]
fn an_upsert_replaces_and_a_removal_removes_even_within_one_batch() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工"), upsert("a", "焊工"), upsert("b", "电工")]).unwrap();
    world.index.commit("1").unwrap();
    assert_eq!(titles(&world.index), ["焊工", "电工"]);
    let changes = [IndexChange::RemoveVacancy("a".to_owned()), IndexChange::RemoveVacancy("none".to_owned())];
    world.index.apply(&changes).unwrap();
    world.index.apply(&[upsert("b", "钳工")]).unwrap();
    world.index.commit("2").unwrap();
    assert_eq!(titles(&world.index), ["钳工"]);
}

#[test]
fn what_was_not_committed_is_gone_after_reopening_and_after_rolling_back() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工")]).unwrap();
    world.index.commit("1").unwrap();
    world.index.apply(&[upsert("b", "焊工")]).unwrap();
    assert_eq!(world.index.rollback().as_deref(), Some("1"));
    world.index.apply(&[upsert("c", "电工")]).unwrap();
    world.index.commit("2").unwrap();
    assert_eq!(world.index.vacancies().keys().unwrap(), ["a", "c"]);
}

#[test]
fn after_a_failed_write_nothing_is_taken_until_rolled_back_and_then_the_log_goes_on() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工")]).unwrap();
    world.index.commit("1").unwrap();
    let (here, away) = (world.dir.path().join("vacancies"), world.dir.path().join("away"));
    fs::rename(&here, &away).unwrap();
    let failed = world.index.apply(&[upsert("b", "焊工")]).and_then(|()| world.index.commit("2"));
    assert!(matches!(failed, Err(IndexError::Failed(_))), "{failed:?}");
    // Whatever the failed writer left behind is not the index.
    let _ = fs::remove_dir_all(&here);
    fs::rename(&away, &here).unwrap();
    assert!(matches!(world.index.apply(&[]), Err(IndexError::NeedsRollback)));
    assert!(matches!(world.index.commit("3"), Err(IndexError::NeedsRollback)));
    assert_eq!(world.index.rollback().as_deref(), Some("1"));
    world.index.apply(&[upsert("b", "焊工")]).unwrap();
    world.index.commit("2").unwrap();
    assert_eq!(world.index.vacancies().keys().unwrap(), ["a", "b"]);
}

#[test]
fn clearing_empties_both_parts_and_forgets_the_position() {
    let world = World::new();
    let graduate = GraduateDocument { key: "g".to_owned(), ..GraduateDocument::default() };
    world.index.apply(&[upsert("a", "普工"), IndexChange::UpsertGraduate(Box::new(graduate))]).unwrap();
    world.index.commit("5").unwrap();
    world.index.clear().unwrap();
    assert_eq!((world.index.vacancies().count(), world.index.graduates().count()), (0, 0));
    assert_eq!(world.index.position(), None);
    world.index.apply(&[upsert("b", "焊工")]).unwrap();
    world.index.commit("6").unwrap();
    assert_eq!(world.index.vacancies().keys().unwrap(), ["b"]);
}

#[test]
fn only_one_writer_may_hold_a_directory() {
    let world = World::new();
    assert!(matches!(open(&world.dir), Err(OpenError::Locked(_))));
    let World { index, dir } = world;
    drop(index);
    assert!(open(&dir).is_ok());
}

#[test]
fn the_older_position_of_the_two_parts_is_the_one_to_resume_from() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工")]).unwrap();
    world.index.commit("1").unwrap();
    let World { index, dir } = world;
    drop(index);
    // As a crash between the two commits leaves it: the graduates are one behind.
    let saved = tempfile::tempdir().unwrap();
    copy(&dir.path().join("graduates"), saved.path());
    let opened = open(&dir).unwrap();
    opened.index.apply(&[upsert("b", "焊工")]).unwrap();
    opened.index.commit("2").unwrap();
    drop(opened);
    fs::remove_dir_all(dir.path().join("graduates")).unwrap();
    fs::create_dir(dir.path().join("graduates")).unwrap();
    copy(saved.path(), &dir.path().join("graduates"));
    let opened = open(&dir).unwrap();
    assert_eq!(opened.position.as_deref(), Some("1"));
    opened.index.apply(&[upsert("b", "焊工")]).unwrap();
    opened.index.commit("2").unwrap();
    assert_eq!(opened.index.vacancies().keys().unwrap(), ["a", "b"]);
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_damaged_index_is_set_aside_and_starts_empty() {
    for damage in ["meta.json", "segment", "missing"] {
        let world = World::new();
        world.index.apply(&[upsert("a", "普工")]).unwrap();
        world.index.commit("1").unwrap();
        let World { index, dir } = world;
        drop(index);
        let part = dir.path().join("vacancies");
        let mut segment = fs::read_dir(&part).unwrap().map(|entry| entry.unwrap().path());
        let segment = segment.find(|path| path.extension().is_some_and(|kind| kind == "term"));
        match damage {
            "meta.json" => fs::write(part.join("meta.json"), b"{\"segments\":").unwrap(),
            "segment" => fs::write(segment.unwrap(), b"nonsense").unwrap(),
            _ => fs::remove_file(segment.unwrap()).unwrap(),
        }
        let opened = open(&dir).unwrap();
        assert_eq!(opened.position, None, "{damage}");
        assert!(opened.set_aside.unwrap().join("vacancies").exists(), "{damage}");
        assert_eq!(opened.index.vacancies().count(), 0, "{damage}");
        opened.index.apply(&[upsert("b", "焊工")]).unwrap();
        opened.index.commit("1").unwrap();
        assert_eq!(opened.index.vacancies().keys().unwrap(), ["b"], "{damage}");
    }
}

#[test]
fn damage_within_any_file_of_a_commit_is_noticed() {
    let graduate = GraduateDocument { key: "g".to_owned(), ..GraduateDocument::default() };
    let world = World::new();
    world.index.apply(&[upsert("a", "普工"), upsert("b", "焊工")]).unwrap();
    world.index.apply(&[IndexChange::UpsertGraduate(Box::new(graduate))]).unwrap();
    world.index.commit("1").unwrap();
    // A file of deletions too.
    world.index.apply(&[IndexChange::RemoveVacancy("a".to_owned())]).unwrap();
    world.index.commit("2").unwrap();
    let World { index, dir } = world;
    drop(index);
    let (mut damaged, mut kinds) = (0, BTreeSet::new());
    for part in ["vacancies", "graduates"] {
        for entry in fs::read_dir(dir.path().join(part)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.starts_with('.') {
                continue; // locks and the list of files to clean up: nothing of what was indexed
            }
            kinds.insert(name.rsplit('.').next().unwrap().to_owned());
            let flipped: fn(&mut Vec<u8>) = |bytes| flip(bytes);
            for damage in [flipped, truncate, empty] {
                let copy = tempfile::tempdir().unwrap();
                copy_all(dir.path(), copy.path());
                let file = copy.path().join(part).join(&name);
                let mut bytes = fs::read(&file).unwrap();
                damage(&mut bytes);
                fs::write(&file, bytes).unwrap();
                let opened = open(&copy).unwrap();
                assert!(opened.set_aside.is_some(), "{part}/{name}");
                assert_eq!((opened.position, opened.index.vacancies().count()), (None, 0), "{part}/{name}");
                damaged += 1;
            }
        }
    }
    assert!(damaged >= 36, "{damaged}");
    for kind in ["json", "term", "idx", "pos", "fast", "store", "fieldnorm", "del"] {
        assert!(kinds.contains(kind), "{kind} of {kinds:?}");
    }
}

/// The highest bit of the byte in the middle, so that a text is none any more.
fn flip(bytes: &mut [u8]) {
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x80;
}

fn truncate(bytes: &mut Vec<u8>) {
    bytes.truncate(bytes.len() / 2);
}

fn empty(bytes: &mut Vec<u8>) {
    bytes.clear();
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() {
            fs::create_dir(to.join(&name)).unwrap();
            copy_all(&path, &to.join(&name));
        } else {
            fs::copy(&path, to.join(&name)).unwrap();
        }
    }
}

#[test]
fn an_index_of_another_schema_version_is_made_anew() {
    let world = World::new();
    world.index.apply(&[upsert("a", "普工")]).unwrap();
    world.index.commit("1").unwrap();
    let World { index, dir } = world;
    drop(index);
    let options = IndexOptions { schema_version: 2, ..IndexOptions::default() };
    let opened = SearchIndex::open(dir.path(), vocabulary(), &options).unwrap();
    assert_eq!((opened.position, opened.set_aside), (None, None));
    assert_eq!(opened.index.vacancies().count(), 0);
}

#[test]
fn a_path_that_cannot_be_a_directory_is_an_error_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("index");
    fs::write(&path, b"mine").unwrap();
    let refused = SearchIndex::open(&path, vocabulary(), &IndexOptions::default());
    assert!(matches!(refused, Err(OpenError::Io { .. })));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
}

#[test]
fn readers_and_a_writer_work_side_by_side() {
    let world = World::new();
    std::thread::scope(|scope| {
        let index = &world.index;
        scope.spawn(move || {
            for n in 0..20 {
                index.apply(&[upsert(&format!("v{n:02}"), "普工")]).unwrap();
                index.commit(&n.to_string()).unwrap();
            }
        });
        scope.spawn(move || {
            let mut seen = 0;
            while seen < 20 {
                let total = index.vacancies().search(&VacancyQuery::default()).unwrap().total;
                assert!(total >= seen, "{total} after {seen}");
                seen = total;
            }
        });
    });
    assert_eq!(world.index.position().as_deref(), Some("19"));
}
