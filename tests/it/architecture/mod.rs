//! The never-rules and the budgets, read from the sources. A rule is data with a check, a guilty sample and an
//! innocent one: a rule that cannot fail is no rule.

mod budgets;
mod layers;
mod mentions;
mod signatures;
mod source;
mod words;

use source::{Offence, Source};

/// A sample of a source file: where it would stand, and what it would say.
type Sample = (&'static str, &'static str);

/// One rule about a single file.
pub(crate) struct Rule {
    check: fn(&Source) -> Vec<Offence>,
    /// Whether it holds for test modules as well.
    in_tests: bool,
    /// Each of these alone is an offence.
    guilty: &'static [Sample],
    /// None of these is.
    innocent: &'static [Sample],
}

/// Fails with every offender at once.
fn assert_none(offences: Vec<Offence>) {
    let list: Vec<_> = offences.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{} offence(s):\n{}", list.len(), list.join("\n"));
}

impl Rule {
    fn offences(&self, sources: &[Source]) -> Vec<Offence> {
        let held = sources.iter().filter(|source| self.in_tests || !source.is_test);
        held.flat_map(self.check).collect()
    }

    fn can_fail(&self) {
        assert!(!self.guilty.is_empty());
        for (path, text) in self.guilty {
            assert!(!(self.check)(&Source::parse(path, text)).is_empty(), "not noticed in {path}:\n{text}");
        }
    }

    fn spares_the_innocent(&self) {
        for (path, text) in self.innocent {
            assert_none((self.check)(&Source::parse(path, text)));
        }
    }
}

macro_rules! rules {
    ($($name:ident = $rule:expr;)*) => {
        const RULES: &[Rule] = &[$($rule,)*];

        $(mod $name {
            use super::*;

            #[test]
            fn can_fail() {
                $rule.can_fail();
            }

            #[test]
            fn spares_the_innocent() {
                $rule.spares_the_innocent();
            }
        })*
    };
}

rules! {
    every_room_keeps_to_its_neighbours = layers::NEIGHBOURS;
    every_room_keeps_to_its_crates = layers::CRATES;
    no_tantivy_type_leaves_the_index = signatures::NO_TANTIVY;
    no_row_leaves_the_store = signatures::NO_ROWS;
    matching_reads_no_protected_attribute = words::NO_PROTECTED_ATTRIBUTES;
    nothing_is_left_to_do = words::NOTHING_LEFT_TO_DO;
    lints_are_never_switched_off = words::NO_ALLOW;
    nothing_unwraps_outside_tests = words::NO_UNWRAP;
    clock_and_randomness_come_from_their_rooms = words::NO_AMBIENT_CLOCK;
    modules_are_named_for_what_they_do = words::NAMES;
    every_file_says_what_it_is = words::FRONT_PAGE;
    a_file_has_at_most_400_lines = budgets::FILES;
    a_function_has_at_most_60_lines = budgets::FUNCTIONS;
    a_handler_has_at_most_30_lines = budgets::HANDLERS;
}

/// One test for all rules, so that the sources are parsed once and every offender is named at once.
#[test]
fn the_sources_keep_every_rule_and_budget() {
    let sources = source::sources();
    let mut offences: Vec<_> = RULES.iter().flat_map(|rule| rule.offences(&sources)).collect();
    offences.sort();
    let own: Vec<_> = sources.iter().filter(|source| !source.is_test).collect();
    let spread = [
        budgets::over_spread("files", budgets::file_lengths(&own), 120, 250),
        budgets::over_spread("functions", budgets::function_lengths(&own), 30, 30),
    ];
    let list: Vec<_> = offences.iter().map(ToString::to_string).chain(spread.into_iter().flatten()).collect();
    assert!(list.is_empty(), "{} offence(s):\n{}", list.len(), list.join("\n"));
}

#[test]
fn the_sources_are_found() {
    let sources = source::sources();
    for expected in ["src/lib.rs", "src/main.rs", "src/domain/mod.rs", "index/src/lib.rs"] {
        assert!(sources.iter().any(|source| source.path == expected), "{expected} was not read");
    }
}

#[test]
fn a_test_module_in_a_file_of_its_own_is_known_as_one() {
    let mut sources = vec![
        Source::parse("src/app/mod.rs", "#[cfg(test)]\nmod fixtures;\nmod keys;"),
        Source::parse("src/app/fixtures.rs", ""),
        Source::parse(
            "src/app/keys.rs",
            "#[cfg(test)]\n#[path = \"keys_tests.rs\"]\nmod tests;\n#[cfg(test)] mod deep;",
        ),
        Source::parse("src/app/keys_tests.rs", ""),
        Source::parse("src/app/keys/deep/deeper.rs", ""),
    ];
    source::mark_tests(&mut sources);
    let marked: Vec<_> = sources.iter().map(|source| source.is_test).collect();
    assert_eq!(marked, [false, true, false, true, true]);
}

#[test]
fn the_spread_of_lengths_can_fail() {
    assert_eq!(budgets::spread(vec![10, 20, 30, 40, 500, 60, 70, 80, 90, 100]), (60, 100));
    assert_eq!(budgets::over_spread("files", vec![120; 3], 120, 250), None);
    assert!(budgets::over_spread("files", vec![121; 3], 120, 250).unwrap().contains("121"));
    assert!(budgets::over_spread("files", vec![1, 1, 251], 120, 250).unwrap().contains("251"));
}

#[test]
fn the_index_depends_on_nothing_of_ours() {
    let manifest = source::read("index/Cargo.toml");
    assert!(!manifest.contains("jobbridge =") && !manifest.contains("path ="), "{manifest}");
}

#[test]
fn ambient_time_and_randomness_are_disallowed_with_a_reason() {
    let lints = source::read(".clippy.toml");
    for name in ["chrono::Utc::now", "std::time::SystemTime::now", "uuid::Uuid::now_v7", "rand::rng"] {
        let line =
            lints.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{name} is allowed"));
        assert!(line.contains("reason ="), "{line}");
    }
    assert!(source::read("Cargo.toml").contains("disallowed_methods = \"deny\""));
}
