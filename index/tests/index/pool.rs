//! A pool finds what looking at everybody finds, whatever came and went before.

use jobbridge_index::pool::{Ask, Entry, Interner, Judge, MOST_PARTS, Pool, Shares, Verdict};
use proptest::prelude::*;
use std::collections::BTreeMap;

const REST: usize = 4;
const PARTS: usize = 3 + REST;
const IDS: u32 = 5;

/// Answers from a table, and counts how often it is asked.
#[derive(Debug, Clone)]
struct Table {
    verdicts: Vec<Vec<Verdict>>,
    weights: [u32; PARTS],
    asked: u32,
}

impl Table {
    fn slack() -> u32 {
        PARTS as u32 * 10_000
    }
}

impl Judge for Table {
    fn judge(&mut self, place: usize, id: u32) -> Verdict {
        self.asked += 1;
        self.verdicts[place][id as usize]
    }

    fn shares(&self, known: u16) -> Option<Shares> {
        let mut each = [0; MOST_PARTS];
        let own = |place: usize| if known >> place & 1 == 1 { self.weights[place] } else { 0 };
        let sum: u32 = (0..PARTS).map(own).sum();
        for (place, share) in each.iter_mut().enumerate().take(PARTS) {
            *share = (own(place) * 10_000).checked_div(sum)?;
        }
        Some(Shares { each, everybody: 0 })
    }

    fn ceiling(&self, first: &[Verdict]) -> u32 {
        let (mut reached, mut whole) = (0u64, 0u64);
        for (place, weight) in self.weights.iter().enumerate() {
            let points = match first.get(place) {
                Some(verdict) => verdict.points().map(u64::from),
                None => Some(10_000),
            };
            let Some(points) = points else { continue };
            reached += u64::from(*weight) * points;
            whole += u64::from(*weight);
        }
        let ideal = (reached * 10_000).checked_div(whole).unwrap_or(0);
        (u32::try_from(ideal).unwrap() + Self::slack()).min(100_000_000)
    }
}

fn verdicts() -> impl Strategy<Value = Verdict> {
    let points = prop_oneof![Just(0), Just(10_000), 0..10_000u16];
    let known = (points, any::<bool>(), prop::bool::weighted(0.1))
        .prop_map(|(points, informed, blocked)| Verdict::of(points).informed(informed).blocked(blocked));
    let unknown = prop::bool::weighted(0.2).prop_map(|blocked| Verdict::UNKNOWN.blocked(blocked));
    prop_oneof![6 => known, 2 => unknown, 1 => Just(Verdict::EXCLUDED)]
}

prop_compose! {
    fn tables()(
        verdicts in prop::collection::vec(prop::collection::vec(verdicts(), IDS as usize), PARTS),
        weights in prop::array::uniform7(0..50u32),
    ) -> Table {
        Table { verdicts, weights, asked: 0 }
    }
}

fn entries() -> impl Strategy<Value = Entry<REST>> {
    let head = prop::array::uniform3(0..IDS);
    let rest = prop::array::uniform4(0..IDS);
    (0..60u128, head, rest, 0..4u32).prop_map(|(key, head, rest, bar)| Entry { key, head, rest, bar })
}

fn asks() -> impl Strategy<Value = Ask> {
    let least = prop::option::weighted(0.3, 0..100_000_000u32);
    (0..70usize, 0..4u32, least, prop::bool::weighted(0.9), any::<bool>())
        .prop_map(|(most, bar, least, anybody, fill)| Ask { most, bar, least, anybody, fill })
}

/// What a pool should find, spelled out.
fn plainly(all: &BTreeMap<u128, Entry<REST>>, table: &Table, ask: &Ask) -> Vec<(u128, Option<u32>, bool)> {
    let mut found = Vec::new();
    for entry in all.values() {
        let ids = entry.head.iter().chain(&entry.rest).enumerate();
        let verdicts: Vec<_> = ids.map(|(place, id)| table.verdicts[place][*id as usize]).collect();
        if verdicts.contains(&Verdict::EXCLUDED) {
            continue;
        }
        let blocked =
            !ask.anybody || entry.bar > ask.bar || verdicts.iter().any(|one| *one == one.blocked(true));
        let informed = verdicts.iter().any(|one| *one == one.informed(true));
        let known = verdicts.iter().enumerate();
        let known = known.fold(0, |known, (place, one)| known | u16::from(one.points().is_some()) << place);
        let shares = table.shares(known).filter(|_| informed);
        let score = shares.map(|shares| {
            let parts = verdicts.iter().zip(shares.each);
            parts.map(|(one, share)| u32::from(one.points().unwrap_or(0)) * share).sum::<u32>()
        });
        if ask.least.is_none_or(|least| score.is_some_and(|score| score >= least)) && (ask.fill || !blocked) {
            found.push((entry.key, score, blocked));
        }
    }
    found.sort_by_key(|(key, score, blocked)| (*blocked, std::cmp::Reverse(*score), *key));
    found.truncate(ask.most);
    found
}

#[derive(Debug, Clone)]
enum Change {
    Put(Entry<REST>),
    Remove(u128),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let one = prop_oneof![3 => entries().prop_map(Change::Put), 1 => (0..60u128).prop_map(Change::Remove)];
    prop::collection::vec(one, 0..150)
}

proptest! {
    #[test]
    fn what_is_found_is_what_looking_at_everybody_finds(
        changes in changes(), table in tables(), ask in asks(),
    ) {
        let (mut pool, mut all) = (Pool::<REST>::default(), BTreeMap::new());
        for change in changes {
            let (before, known) = match change {
                Change::Put(entry) => (pool.put(entry), all.insert(entry.key, entry)),
                Change::Remove(key) => (pool.remove(key), all.remove(&key)),
            };
            prop_assert_eq!(before, known);
        }
        prop_assert_eq!(pool.len(), all.len());
        for (key, entry) in &all {
            prop_assert_eq!(pool.get(*key), Some(*entry));
        }
        let found = pool.find(&mut table.clone(), &ask);
        let told: Vec<_> = found.iter().map(|one| (one.entry.key, one.score, one.blocked)).collect();
        prop_assert_eq!(&told, &plainly(&all, &table, &ask));
        prop_assert_eq!(&found, &pool.find_by_looking_at_everybody(&mut table.clone(), &ask));
        let mut anew = Pool::default();
        for entry in all.values() {
            anew.put(*entry);
        }
        prop_assert_eq!(&found, &anew.find(&mut table.clone(), &ask));
        prop_assert_eq!(pool.heads(), anew.heads());
    }
}

#[test]
fn who_cannot_be_among_the_best_is_not_looked_at() {
    let mut pool = Pool::<REST>::default();
    // Nobody but the first has the leading part that counts, and each other one has parts of their own.
    for key in 0..1000u32 {
        pool.put(Entry { key: key.into(), head: [u32::from(key > 0), key, key], rest: [key; REST], bar: 0 });
    }
    let mut verdicts = vec![vec![Verdict::of(5000).informed(true); 1000]; PARTS];
    verdicts[0] = vec![Verdict::of(10_000).informed(true), Verdict::of(0).informed(true)];
    let mut table = Table { verdicts, weights: [90, 1, 1, 1, 1, 1, 1], asked: 0 };
    let ask = Ask { most: 1, bar: 0, least: None, anybody: true, fill: true };
    let found = pool.find(&mut table, &ask);
    assert_eq!((found.len(), found[0].entry.key), (1, 0));
    assert_eq!(table.asked, 2 + 2 + 4, "both leading parts, and the others of one entry");
}

#[test]
fn a_value_keeps_its_number_as_long_as_somebody_has_it() {
    let mut wishes = Interner::default();
    let (one, other) = (wishes.take("焊工"), wishes.take("电工"));
    assert_eq!((wishes.take("焊工"), wishes.len(), wishes.width()), (one, 2, 2));
    assert_eq!(wishes.give_back(one), None);
    assert_eq!(wishes.get(one), Some(&"焊工"));
    assert_eq!(wishes.give_back(one).as_deref(), Some(&"焊工"));
    assert_eq!((wishes.get(one), wishes.find(&"焊工"), wishes.find(&"电工")), (None, None, Some(other)));
    assert_eq!((wishes.take("导游"), wishes.width()), (one, 2), "the number is used again");
}
