//! Finding graduates for a vacancy.

use jobbridge_index::{GraduateDocument, GraduateQuery, IndexChange};

use crate::world::World;

fn graduate(key: &str, skills: &[&str]) -> GraduateDocument {
    GraduateDocument {
        key: key.to_owned(),
        skills: skills.iter().map(|skill| (*skill).to_owned()).collect(),
        ..GraduateDocument::default()
    }
}

fn world(graduates: impl IntoIterator<Item = GraduateDocument>) -> World {
    let world = World::new();
    let changes: Vec<IndexChange> =
        graduates.into_iter().map(|graduate| IndexChange::UpsertGraduate(Box::new(graduate))).collect();
    world.index.apply(&changes).unwrap();
    world.index.commit("1").unwrap();
    world
}

fn keys(world: &World, query: &GraduateQuery) -> Vec<String> {
    world.index.graduates().find(query).unwrap().into_iter().map(|hit| hit.key).collect()
}

fn strings(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn a_rare_skill_weighs_more_than_a_common_one() {
    let common = (0..20).map(|n| graduate(&format!("common{n:02}"), &["办公软件"]));
    let world = world(common.chain([graduate("rare", &["氩弧焊"])]));
    let query = GraduateQuery { skills: strings(&["Office", "TIG焊"]), ..GraduateQuery::default() };
    let found = keys(&world, &query);
    assert_eq!(found.len(), 21);
    assert_eq!(found[0], "rare");
}

#[test]
fn majors_count_by_how_well_they_fit() {
    let of = |key, major: &str| GraduateDocument { majors: strings(&[major]), ..graduate(key, &[]) };
    let world = world([of("close", "660102"), of("same", "660103"), of("other", "740201")]);
    let majors = vec![("660103".to_owned(), 1.0), ("660102".to_owned(), 0.6)];
    assert_eq!(keys(&world, &GraduateQuery { majors, ..GraduateQuery::default() }), ["same", "close"]);
}

#[test]
fn a_wanted_place_is_a_preference_and_not_a_condition() {
    let of = |key, region: &str| GraduateDocument {
        regions: strings(&[region]),
        ..graduate(key, &["焊条电弧焊"])
    };
    let world = world([of("there", "440306"), of("elsewhere", "320583")]);
    let query = GraduateQuery {
        skills: strings(&["手工电弧焊"]),
        regions: strings(&["440300"]),
        ..GraduateQuery::default()
    };
    assert_eq!(keys(&world, &query), ["there", "elsewhere"]);
}

#[test]
fn conditions_hold_for_the_found_and_the_filled_up() {
    let base = |key| graduate(key, &["识图"]);
    let world = world([
        GraduateDocument { schools: strings(&["sch_1"]), ..base("a") },
        GraduateDocument { schools: strings(&["sch_2"]), ..base("b") },
        GraduateDocument { schools: strings(&["sch_1"]), skills: Vec::new(), ..base("c") },
        GraduateDocument { schools: strings(&["sch_1"]), kinds: strings(&["internship"]), ..base("d") },
        GraduateDocument { schools: strings(&["sch_1"]), available_from: Some(20_700), ..base("e") },
    ]);
    let query = GraduateQuery {
        skills: strings(&["识图"]),
        only_schools: strings(&["sch_1"]),
        only_kind: Some("employment".to_owned()),
        available_by: Some(20_600),
        limit: 10,
        ..GraduateQuery::default()
    };
    assert_eq!(keys(&world, &query), ["a"]);
    assert_eq!(keys(&world, &GraduateQuery { fill: true, ..query }), ["a", "c"]);
}

#[test]
fn no_wish_finds_nobody_and_the_limit_holds() {
    let world = world((0..50).map(|n| graduate(&format!("g{n:02}"), &["识图"])));
    assert!(keys(&world, &GraduateQuery::default()).is_empty());
    let query = GraduateQuery { skills: strings(&["识图"]), limit: 7, ..GraduateQuery::default() };
    assert_eq!(keys(&world, &query).len(), 7);
    assert!(keys(&world, &GraduateQuery { limit: 0, ..query }).is_empty());
}

#[test]
fn who_has_a_kind_of_a_skill_is_found_where_the_skill_is_asked_for() {
    let world = world([graduate("tig", &["氩弧焊"]), graduate("cook", &["面点制作"])]);
    let query = GraduateQuery { skills: strings(&["焊接"]), limit: 10, ..GraduateQuery::default() };
    assert_eq!(keys(&world, &query), ["tig"]);
}
