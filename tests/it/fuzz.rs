//! The fuzz targets over their seeds and over made-up input: what the fuzzer has found stays found, and the targets do not
//! rot between its runs.

#[path = "../fuzz/src/targets.rs"]
mod targets;

use proptest::{
    prelude::*,
    test_runner::{Config, TestCaseError, TestRunner},
};
use std::{collections::BTreeSet, fs, panic, path::PathBuf};
use targets::ALL;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds").join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|fault| panic!("{}: {fault}", folder.display()));
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    // One text a line, or one file.
    let read = |path: PathBuf| match path.extension().is_some_and(|extension| extension == "lines") {
        true => fs::read_to_string(&path).unwrap().lines().map(|line| line.as_bytes().to_vec()).collect(),
        false => vec![fs::read(&path).unwrap()],
    };
    paths.into_iter().flat_map(read).collect()
}

/// A seed with a few bytes cut out and others put in, or nothing like a seed.
fn inputs(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let cut = (0_usize..400, 0_usize..6, prop::collection::vec(any::<u8>(), 0..4), any::<bool>());
    let pieces =
        prop::sample::select(vec!["，", "千", "元/月", "-", "０", "\u{200b}", "\u{e000}", "🙂", "年", "市"]);
    let mangled = (prop::sample::select(seeds), cut, pieces).prop_map(
        |(mut seed, (at, length, bytes, plain), piece)| {
            let at = at.min(seed.len());
            let end = (at + length).min(seed.len());
            let put = if plain { piece.as_bytes().to_vec() } else { bytes };
            seed.splice(at..end, put);
            seed
        },
    );
    prop_oneof![
        4 => mangled,
        1 => ".{0,60}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

#[test]
fn every_target_holds_for_its_seeds_and_for_what_is_made_up() {
    for (name, target) in ALL {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name}");
        seeds.iter().for_each(|seed| target(seed));
        let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
        let ran = TestRunner::new(config).run(&inputs(seeds), |input| {
            panic::catch_unwind(|| target(&input)).map_err(|_| TestCaseError::fail(*name))
        });
        ran.unwrap_or_else(|fault| panic!("{name}: {fault}"));
    }
}

#[test]
fn every_target_has_its_program() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/fuzz_targets");
    let programs: BTreeSet<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(programs, ALL.iter().map(|(name, _)| (*name).to_owned()).collect());
}
