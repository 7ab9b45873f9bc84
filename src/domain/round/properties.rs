//! What must hold for every round, and the same round said in other ways.

use super::{
    Assignment, Choices, Lists, Market, MarketFault, Optimum, Reservation, Seats, SeatsFault, Side, assign,
    naive::World, turns, verify,
};
use proptest::prelude::*;

const BOTH: [Optimum; 2] = [Optimum::Graduates, Optimum::Employers];

fn shuffled(of: usize) -> impl Strategy<Value = Vec<u32>> {
    Just((0..of as u32).collect::<Vec<_>>()).prop_shuffle()
}

/// A part of a shuffled list.
fn list(of: usize) -> impl Strategy<Value = Vec<u32>> {
    (shuffled(of), 0..=of).prop_map(|(mut list, length)| {
        list.truncate(length);
        list
    })
}

fn seats() -> impl Strategy<Value = Seats> {
    (0_u32..4, prop::collection::vec((0_u32..3, any::<bool>()), 0..=2)).prop_map(|(open, reserved)| {
        let reserved: Vec<_> = (0_u32..)
            .zip(reserved)
            .map(|(programme, (seats, yields))| Reservation { programme, seats, yields })
            .collect();
        let total = open + reserved.iter().map(|one| one.seats).sum::<u32>();
        Seats { total, reserved }
    })
}

fn worlds(graduates: usize, vacancies: usize) -> impl Strategy<Value = World> {
    (1..=graduates, 1..=vacancies).prop_flat_map(|(graduates, vacancies)| {
        (
            prop::collection::vec(list(vacancies), graduates),
            prop::collection::vec(prop::option::of(0_u32..3), graduates),
            prop::collection::vec(seats(), vacancies),
            // Not everybody on every vacancy's list, but most.
            prop::collection::vec(prop_oneof![shuffled(graduates), list(graduates)], vacancies),
        )
            .prop_map(|(wishes, programmes, seats, orders)| World {
                wishes,
                programmes,
                seats,
                orders,
            })
    })
}

/// The same world with the graduates in another order.
fn renumbered(world: &World, to: &[u32]) -> World {
    let mut other = world.clone();
    for (old, new) in to.iter().enumerate() {
        other.wishes[*new as usize] = world.wishes[old].clone();
        other.programmes[*new as usize] = world.programmes[old];
    }
    for order in &mut other.orders {
        order.iter_mut().for_each(|one| *one = to[*one as usize]);
    }
    other
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn both_optima_are_feasible_and_stable(world in worlds(12, 6)) {
        let market = world.market();
        for optimum in BOTH {
            let assignment = assign(&market, optimum);
            prop_assert!(world.feasible(&assignment));
            prop_assert_eq!(world.blocking(&assignment), []);
            prop_assert_eq!(verify(&market, &assignment), Default::default());
            prop_assert_eq!(assign(&market, optimum), assignment);
        }
    }

    #[test]
    fn each_optimum_is_the_best_of_all_stable_assignments_for_its_side(world in worlds(5, 3)) {
        let market = world.market();
        let [graduates, employers] = BOTH.map(|optimum| assign(&market, optimum));
        let all = world.all_stable();
        prop_assert!(all.contains(&graduates) && all.contains(&employers));
        for other in &all {
            for graduate in 0..market.graduates() {
                let rank = |assignment| world.rank(graduate, assignment);
                prop_assert!(rank(&graduates) <= rank(other) && rank(other) <= rank(&employers));
                // Rural hospitals: whoever is placed in one is placed in all.
                prop_assert_eq!(graduates.vacancy_of(graduate).is_some(), other.vacancy_of(graduate).is_some());
            }
        }
    }

    #[test]
    fn the_graduates_do_no_worse_in_theirs_and_the_same_are_placed(world in worlds(14, 6)) {
        let market = world.market();
        let [graduates, employers] = BOTH.map(|optimum| assign(&market, optimum));
        let mut seated = [vec![0; market.vacancies()], vec![0; market.vacancies()]];
        for graduate in 0..market.graduates() {
            prop_assert!(world.rank(graduate, &graduates) <= world.rank(graduate, &employers));
            let both = [graduates.vacancy_of(graduate), employers.vacancy_of(graduate)];
            prop_assert_eq!(both[0].is_some(), both[1].is_some());
            for (seated, vacancy) in seated.iter_mut().zip(both) {
                if let Some(vacancy) = vacancy {
                    seated[vacancy as usize] += 1;
                }
            }
        }
        prop_assert_eq!(&seated[0], &seated[1]);
    }

    #[test]
    fn the_verifier_finds_what_the_words_say_in_any_assignment(
        world in worlds(7, 4),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 7),
        one_off in prop::option::of((0_usize..7, 0_u32..4)),
    ) {
        let pick = |(list, index): (&Vec<u32>, &prop::sample::Index)| {
            let at = index.index(list.len() + 1);
            list.get(at).copied()
        };
        let mut chosen: Vec<_> = world.wishes.iter().zip(&choices).map(pick).collect();
        if let Some((graduate, vacancy)) = one_off && graduate < chosen.len() {
            chosen[graduate] = Some(vacancy);
        }
        let market = world.market();
        let assignment: Assignment = chosen.into_iter().collect();
        let verdict = verify(&market, &assignment);
        let known = assignment.iter().all(|vacancy| vacancy.is_none_or(|one| (one as usize) < world.seats.len()));
        prop_assert_eq!(verdict.faults.is_empty(), known && world.feasible(&assignment));
        if verdict.faults.is_empty() {
            prop_assert_eq!(&verdict.pairs, &world.blocking(&assignment));
            prop_assert_eq!(verdict.blocking, verdict.pairs.len() as u64);
        }
    }

    #[test]
    fn the_order_in_which_people_come_changes_nothing((world, to) in worlds(10, 5).prop_flat_map(|world| {
        let people = world.wishes.len();
        (Just(world), shuffled(people))
    })) {
        for optimum in BOTH {
            let one = assign(&world.market(), optimum);
            let other = assign(&renumbered(&world, &to).market(), optimum);
            for (old, new) in to.iter().enumerate() {
                prop_assert_eq!(one.vacancy_of(old), other.vacancy_of(*new as usize));
            }
        }
    }

    #[test]
    fn nobody_gains_by_another_list_where_graduates_propose(
        (world, liar, lie) in worlds(6, 4).prop_flat_map(|world| {
            let (people, vacancies) = (world.wishes.len(), world.seats.len());
            (Just(world), 0..people, list(vacancies))
        })
    ) {
        let honest = assign(&world.market(), Optimum::Graduates);
        let mut other = world.clone();
        other.wishes[liar] = lie;
        let told = assign(&other.market(), Optimum::Graduates);
        prop_assert!(world.rank(liar, &honest) <= world.rank(liar, &told));
    }

    #[test]
    fn seats_and_reserved_seats_are_never_exceeded(world in worlds(16, 3)) {
        for optimum in BOTH {
            let assignment = assign(&world.market(), optimum);
            for (vacancy, seats) in (0_u32..).zip(&world.seats) {
                let held = |programme: Option<u32>| {
                    let holds = |(_, own): &(&Option<u32>, Option<u32>)| *own == Some(vacancy);
                    let pairs = world.programmes.iter().zip(assignment.iter()).filter(holds);
                    pairs.filter(|(own, _)| programme.is_none_or(|programme| **own == Some(programme))).count() as u32
                };
                // Kept seats are kept from all others.
                let kept = seats.reserved.iter().filter(|one| !one.yields);
                let empty: u32 = kept.map(|one| one.seats.saturating_sub(held(Some(one.programme)))).sum();
                prop_assert!(held(None) + empty <= seats.total);
            }
        }
    }

    #[test]
    fn scores_with_turns_make_the_same_round_as_the_lists_they_mean(
        world in worlds(10, 5),
        scores in prop::collection::vec(prop::option::weighted(0.9, 0_u32..4), 50),
    ) {
        let ids: Vec<_> = (0..world.wishes.len()).map(|number| format!("gra_{number}")).collect();
        let turns = turns("rnd_1", &ids);
        let wishes: Lists = world.wishes.iter().cloned().collect();
        let scores = &scores[..wishes.entries().len()];
        let mut orders: Vec<Vec<(std::cmp::Reverse<u32>, u32, u32)>> = vec![Vec::new(); world.seats.len()];
        let pairs = (0_u32..).zip(wishes.iter()).flat_map(|(graduate, list)| list.iter().map(move |one| (graduate, *one)));
        for ((graduate, vacancy), score) in pairs.zip(scores) {
            if let Some(score) = score {
                let turn = turns[graduate as usize];
                orders[vacancy as usize].push((std::cmp::Reverse(*score), turn, graduate));
            }
        }
        orders.iter_mut().for_each(|order| order.sort());
        let orders = orders.into_iter().map(|order| order.into_iter().map(|one| one.2).collect()).collect();
        let by_lists = World { orders, ..world.clone() }.market();
        let choices = Choices::Scores { scores, turns: &turns };
        let by_scores = Market::new(&wishes, &world.programmes, world.seats.clone(), choices).unwrap();
        prop_assert_eq!(&by_scores.wishes, &by_lists.wishes);
        prop_assert_eq!(&by_scores.order, &by_lists.order);
        prop_assert_eq!(&by_scores.order_starts, &by_lists.order_starts);
    }
}

#[test]
fn an_empty_round_is_stable() {
    let nothing = || World { wishes: vec![], programmes: vec![], seats: vec![], orders: vec![] };
    let nobody = World { seats: vec![Seats::open(3)], orders: vec![vec![]], ..nothing() };
    let nowhere = World { wishes: vec![vec![], vec![]], programmes: vec![None, Some(1)], ..nothing() };
    for world in [nothing(), nobody, nowhere] {
        for optimum in BOTH {
            let market = world.market();
            let assignment = assign(&market, optimum);
            assert_eq!((assignment.placed(), assignment.iter().count()), (0, world.wishes.len()));
            assert!(verify(&market, &assignment).is_stable());
        }
    }
}

#[test]
fn what_makes_no_round_is_refused_with_its_place() {
    let wishes = |lists: &[&[u32]]| lists.iter().map(|list| list.to_vec()).collect::<Lists>();
    let make = |lists: &[&[u32]], orders: &[&[u32]], seats: Seats| {
        let programmes = vec![None; lists.len()];
        Market::new(&wishes(lists), &programmes, vec![seats], Choices::Lists(&wishes(orders)))
            .map(|_| ())
            .unwrap_err()
    };
    let open = || Seats::open(1);
    let (graduate, vacancy) = (Side::Graduate, Side::Vacancy);
    assert_eq!(
        make(&[&[], &[0, 1]], &[&[]], open()),
        MarketFault::Stranger { side: graduate, list: 1, entry: 1 }
    );
    assert_eq!(make(&[&[0, 0]], &[&[]], open()), MarketFault::Repeated { side: graduate, list: 0, entry: 1 });
    assert_eq!(make(&[&[0]], &[&[0, 7]], open()), MarketFault::Stranger { side: vacancy, list: 0, entry: 1 });
    assert_eq!(make(&[&[0]], &[&[0, 0]], open()), MarketFault::Repeated { side: vacancy, list: 0, entry: 1 });
    assert_eq!(make(&[&[0]], &[], open()), MarketFault::Uneven("lists of vacancies"));
    let reserve = |programme, seats| Reservation { programme, seats, yields: false };
    let beyond = Seats { total: 3, reserved: vec![reserve(1, 2), reserve(2, 2)] };
    let fault = SeatsFault::ReservedBeyondTotal;
    assert_eq!(make(&[&[0]], &[&[0]], beyond), MarketFault::Seats { vacancy: 0, fault });
    let twice = Seats { total: 3, reserved: vec![reserve(1, 1), reserve(1, 1)] };
    let fault = SeatsFault::ReservedTwice;
    assert_eq!(make(&[&[0]], &[&[0]], twice), MarketFault::Seats { vacancy: 0, fault });
    let scores = Choices::Scores { scores: &[], turns: &[0] };
    let uneven = Market::new(&wishes(&[&[0]]), &[None], vec![open()], scores).map(|_| ()).unwrap_err();
    assert_eq!(uneven, MarketFault::Uneven("scores"));
}

#[test]
fn an_order_class_fills_its_seats_first_and_competes_for_the_others() {
    // Four of the class (programme 0) at the end of the order, four others before them; three seats, two reserved.
    let world = |yields, class: u32| World {
        wishes: vec![vec![0]; 8],
        programmes: (0..8).map(|number| (number >= 8 - class).then_some(0)).collect(),
        seats: vec![Seats { total: 3, reserved: vec![Reservation { programme: 0, seats: 2, yields }] }],
        orders: vec![(0..8).collect()],
    };
    let placed = |world: &World| {
        let both = BOTH.map(|optimum| assign(&world.market(), optimum));
        assert_eq!(both[0], both[1]);
        (0..8).filter(|graduate| both[0].vacancy_of(*graduate).is_some()).collect::<Vec<_>>()
    };
    assert_eq!(placed(&world(false, 4)), [0, 4, 5]);
    assert_eq!(placed(&world(true, 4)), [0, 4, 5]);
    assert_eq!(placed(&world(false, 1)), [0, 7], "a kept seat stays empty");
    assert_eq!(placed(&world(true, 1)), [0, 1, 7], "a seat that yields goes to the others");
    assert_eq!(placed(&world(false, 8)), [0, 1, 2], "beyond its seats the class competes for the others");
}
