//! Rosters from the file to the store.

mod world;

use super::*;
use crate::{
    app::{
        graduates::{ConsentChange, GraduatePatch, change_graduate},
        vacancy_imports::{RowsAsked, read_import},
    },
    domain::{
        consent::Purpose,
        graduate::{Graduate, Preferences, SchoolRole},
        identity_number::IdentityNumber,
        ids::SchoolId,
        import::{ImportRow, RowStatus},
        party::Party,
        refusal::{Code, FieldError},
        region::RegionCode,
        subscription::{Channel, Frequency},
    },
    store::changes::LogPosition,
};
use world::{World, number};

const HEADER: &str =
    "姓名,身份证号,班级,专业代码,毕业日期,办学项目,同意事项,意向城市,邮箱,技能,证书(级别),阶段";

/// A file of these rows, each the cells after name and number.
fn file(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let rows = rows.iter().map(|(name, number, rest)| format!("{name},{number},{rest}\n"));
    format!("{HEADER}\n{}", rows.collect::<String>()).into_bytes()
}

const A: &str = "45103120070521999X";
const B: &str = "513431200703150036";
const PLAIN: &str = "一班,660103,2026-06-30,,匹配；提醒,深圳,a@example.org,识图;焊接,,";

/// A row's number, what became of it, and its faults by header.
type Outcome = (u32, RowStatus, Vec<(String, Code)>);

fn codes(import: &Import) -> Vec<Outcome> {
    let fault = |fault: &FieldError| (fault.pointer.clone(), fault.code);
    let row = |row: &ImportRow| (row.row, row.status, row.errors.iter().map(fault).collect());
    import.rows.iter().map(row).collect()
}

async fn person(world: &World, number: &str) -> Option<Graduate> {
    let number = IdentityNumber::parse(number).unwrap();
    world.app.store.graduate_by_identity(&number).await.unwrap()
}

fn roles(graduate: &Graduate) -> Vec<(SchoolId, SchoolRole)> {
    graduate.links.iter().map(|link| (link.school, link.role)).collect()
}

#[tokio::test]
async fn good_rows_become_graduates_and_bad_ones_come_back_with_their_column() {
    let world = World::new().await;
    let bad = "一班,999999,2026-06-30,某项目,,,,,特种作业操作证（低压电工）(2022-05-18),";
    let done = world.import(world.home, &file(&[("甲", A, PLAIN), ("乙", B, bad)])).await;
    assert_eq!((done.import.accepted, done.import.rejected), (1, 1));
    let expected = [("专业代码", Code::UnknownMajor), ("办学项目", Code::UnknownProgramme)];
    let mut expected = expected.map(|(header, code)| (header.to_owned(), code)).to_vec();
    expected.push(("证书(级别)".to_owned(), Code::IssuedUnderage));
    assert_eq!(codes(&done.import)[1], (3, RowStatus::Rejected, expected));
    let graduate = person(&world, A).await.unwrap();
    assert_eq!(done.import.rows[0].id, Some(graduate.id.to_string()));
    assert_eq!(roles(&graduate), [(world.home, SchoolRole::Registered)]);
    assert!(graduate.consents_to(Purpose::Matching) && !graduate.consents_to(Purpose::Contact));
    assert_eq!(graduate.preferences.regions, [RegionCode::parse("4403").unwrap()]);
    assert!(graduate.person.synthetic && person(&world, B).await.is_none());
    let (own, all) = (Actor::of(Party::School(world.home)), RowsAsked::default());
    let stored = read_import(&world.app, own, done.import.id, all).await;
    assert_eq!(stored.map(|found| found.import), Ok(done.import.clone()));
    let stranger = Actor::of(Party::School(world.partner));
    assert_eq!(read_import(&world.app, stranger, done.import.id, all).await, Err(Refusal::NotFound));
}

#[tokio::test]
async fn somebody_new_with_address_and_consent_gets_a_daily_alert() {
    let world = World::new().await;
    world
        .import(
            world.home,
            &file(&[("甲", A, PLAIN), ("乙", B, "一班,660103,2026-06-30,,匹配,,b@example.org,,,")]),
        )
        .await;
    let alerts = async |number: &str| {
        let owner = Party::Graduate(person(&world, number).await.unwrap().id);
        world.app.store.subscriptions_of(owner, None, 9).await.unwrap()
    };
    let alert = &alerts(A).await[0];
    assert!(matches!(&alert.channel, Channel::Email(email) if email.as_str() == "a@example.org"));
    assert_eq!(alert.frequency, Frequency::Daily);
    assert!(alerts(B).await.is_empty(), "no consent, no alert");
    world.import(world.home, &file(&[("甲", A, &PLAIN.replace("a@", "new@"))])).await;
    let moved = &alerts(A).await;
    assert!(matches!(&moved[0].channel, Channel::Email(email) if email.as_str() == "new@example.org"));
    assert_eq!(moved.len(), 1);
}

#[tokio::test]
async fn the_same_roster_again_changes_nothing() {
    let world = World::new().await;
    let roster = file(&[
        ("甲", A, PLAIN),
        ("乙", B, "一班,,,分段培养,匹配,深圳,,数控车床操作(第2阶段);识图,\"车工(四级,2026-05-18)\","),
    ]);
    let first = world.import(world.home, &roster).await;
    assert_eq!((first.import.accepted, first.import.rejected), (2, 0), "{:?}", first.import.rows);
    let before = (person(&world, A).await, person(&world, B).await);
    let end = world.app.store.log_end().await.unwrap();
    world.pass_days(3);
    let again = world.import(world.home, &roster).await;
    let statuses: Vec<_> = again.import.rows.iter().map(|row| row.status).collect();
    assert_eq!(statuses, [RowStatus::Unchanged, RowStatus::Unchanged]);
    assert_eq!((person(&world, A).await, person(&world, B).await), before);
    assert_eq!(world.app.store.log_end().await.unwrap(), end, "nothing for the index to do");
}

#[tokio::test]
async fn a_programme_gives_schools_stages_and_major_and_its_other_school_may_add_its_part() {
    let world = World::new().await;
    world.import(world.home, &file(&[("乙", B, "一班,,,分段培养,匹配,,,数控车床操作(第2阶段),,")])).await;
    let graduate = person(&world, B).await.unwrap();
    let expected = [
        (world.home, SchoolRole::Registered),
        (world.home, SchoolRole::Origin),
        (world.partner, SchoolRole::Partner),
        (world.home, SchoolRole::Training),
        (world.partner, SchoolRole::Training),
    ];
    assert_eq!(roles(&graduate), expected);
    assert_eq!((graduate.major.code.as_str(), graduate.record.stages.len()), ("660103", 2));
    let skill = &graduate.record.skills[0];
    assert_eq!(skill.date, graduate.record.stages[1].to, "proved by the end of its stage");
    assert!(!skill.held_on(world.app.today()), "a forecast until then");
    let done = world.import(world.partner, &file(&[("乙", B, "宁波班,,,,,,,识图,,")])).await;
    assert_eq!(done.import.rows[0].status, RowStatus::Updated);
    let graduate = person(&world, B).await.unwrap();
    assert_eq!(roles(&graduate), expected, "no second registration");
    assert_eq!(graduate.class_name.as_deref(), Some("一班"), "the registered school names the class");
    assert_eq!(graduate.record.skills.len(), 2);
}

#[tokio::test]
async fn an_old_roster_of_a_school_somebody_left_is_a_conflict() {
    let world = World::new().await;
    world.import(world.home, &file(&[("甲", A, PLAIN)])).await;
    let done = world.import(world.partner, &file(&[("甲", A, PLAIN)])).await;
    let fault = vec![("身份证号".to_owned(), Code::RegisteredElsewhere)];
    assert_eq!(codes(&done.import), [(2, RowStatus::Rejected, fault)]);
    assert_eq!(roles(&person(&world, A).await.unwrap()), [(world.home, SchoolRole::Registered)]);
}

#[tokio::test]
async fn a_file_neither_revives_a_withdrawn_consent_nor_overwrites_a_wish() {
    let world = World::new().await;
    world.import(world.home, &file(&[("甲", A, PLAIN)])).await;
    let graduate = person(&world, A).await.unwrap();
    let patch = GraduatePatch {
        consents: Some(vec![ConsentChange { purpose: Purpose::Matching, given: false }]),
        preferences: Some(Preferences {
            regions: vec![RegionCode::parse("4401").unwrap()],
            ..Preferences::default()
        }),
        ..GraduatePatch::default()
    };
    let itself = Actor::of(Party::Graduate(graduate.id));
    change_graduate(&world.app, itself, graduate.id, Some(1), patch).await.unwrap();
    let done = world.import(world.home, &file(&[("甲", A, &PLAIN.replace("一班", "二班"))])).await;
    assert_eq!(done.import.rows[0].status, RowStatus::Updated);
    let graduate = person(&world, A).await.unwrap();
    assert_eq!((graduate.class_name.as_deref(), graduate.version), (Some("二班"), 3));
    assert!(!graduate.consents_to(Purpose::Matching));
    assert_eq!(graduate.preferences.regions, [RegionCode::parse("4401").unwrap()]);
}

#[tokio::test]
async fn an_atomic_import_takes_all_or_nothing_and_a_rehearsal_nothing() {
    let world = World::new().await;
    let bad = "一班,660103,2026-06-30,,,,,,,\"1:无名学校,2024-09-01~2025-07-15\"";
    let roster = file(&[("甲", A, PLAIN), ("乙", B, bad)]);
    let options = RosterOptions { atomic: true, ..RosterOptions::default() };
    let done = world.import_with(world.home, &roster, options).await.unwrap();
    assert_eq!((done.import.accepted, done.import.rejected), (0, 2));
    let fault = vec![("阶段".to_owned(), Code::UnknownReference)];
    assert_eq!(codes(&done.import), [(2, RowStatus::Rejected, vec![]), (3, RowStatus::Rejected, fault)]);
    let rehearsal = RosterOptions { dry_run: true, ..RosterOptions::default() };
    let rehearsed = world.import_with(world.home, &roster, rehearsal).await.unwrap();
    assert_eq!((rehearsed.import.accepted, rehearsed.import.rejected), (1, 1));
    for import in [done.import.id, rehearsed.import.id] {
        assert_eq!(world.app.store.import(import).await.unwrap(), None);
    }
    assert!(person(&world, A).await.is_none());
    assert_eq!(world.app.store.log_end().await.unwrap(), None::<LogPosition>);
    let good = world.import_with(world.home, &file(&[("甲", A, PLAIN)]), options).await.unwrap();
    assert_eq!((good.import.accepted, person(&world, A).await.is_some()), (1, true));
}

#[tokio::test]
async fn two_imports_of_one_roster_at_once_enter_everybody_once() {
    let world = World::new().await;
    let people: Vec<_> = (0..1_100).map(|place| (format!("学生{place}"), number(place))).collect();
    let rest = "一班,660103,2026-06-30,,,,,,,";
    let rows: Vec<_> = people.iter().map(|(name, number)| (name.as_str(), number.as_str(), rest)).collect();
    let roster = file(&rows);
    let (one, other) = tokio::join!(world.import(world.home, &roster), world.import(world.home, &roster));
    for done in [&one, &other] {
        assert_eq!((done.import.accepted, done.import.rejected), (1_100, 0));
        assert!(done.import.rows.iter().map(|row| row.row).eq(2..1_102));
    }
    let ids = world.app.store.graduate_ids_after(None, 5_000).await.unwrap();
    assert_eq!(ids.len(), 1_100);
}

#[tokio::test]
async fn only_a_school_imports_and_only_into_its_own_programmes() {
    let world = World::new().await;
    let options = RosterOptions { programme: Some(world.foreign), ..RosterOptions::default() };
    let refused = world.import_with(world.home, &file(&[("甲", A, PLAIN)]), options).await;
    assert!(matches!(refused, Err(Refusal::Parameter(fault)) if fault.code == Code::UnknownProgramme));
    let csv = RosterFormat::Csv;
    let operator = import_roster(&world.app, Actor::SYSTEM, file(&[]), csv, RosterOptions::default()).await;
    assert_eq!(operator, Err(Refusal::Forbidden));
}
