//! Who comes first where scores are equal: a rule that is published before the round and that anybody can check.
//!
//! Each graduate draws one number for the whole round: the first eight bytes, read as one big-endian number, of the
//! SHA-256 of the round's id, a colon and the graduate's id, in UTF-8. The lower number comes first, at every vacancy.
//! The round's id does not exist before the round does, so no id can be chosen to fit it; who wishes what, when
//! somebody registered, and every attribute of the person play no part.

use sha2::{Digest, Sha256};

/// The number that this id draws in this round.
pub fn lottery_number(round: &str, id: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(round.as_bytes());
    hash.update(b":");
    hash.update(id.as_bytes());
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// In which turn each id comes where scores are equal: 0 first, no two the same. The order in which the ids are given
/// plays no part; should two numbers be equal, the ids decide.
pub fn turns<T: AsRef<str>>(round: &str, ids: &[T]) -> Vec<u32> {
    let numbers = ids.iter().map(|id| lottery_number(round, id.as_ref()));
    let mut drawn: Vec<_> = (0_u32..).zip(numbers).map(|(place, number)| (number, place)).collect();
    drawn.sort_unstable_by(|one, other| {
        let id = |place: u32| ids[place as usize].as_ref();
        one.0.cmp(&other.0).then_with(|| id(one.1).cmp(id(other.1)))
    });
    let mut turns = vec![0; drawn.len()];
    for (turn, (_, place)) in (0_u32..).zip(drawn) {
        turns[place as usize] = turn;
    }
    turns
}

/// Completes a person's own list by scores: the own wishes first, in the own order, then the best of the others, where
/// scores are equal those whose turn is earlier; no vacancy twice, no more than `longest`.
pub fn complete(own: &[u32], scored: &[(u32, u32)], turns: &[u32], longest: usize) -> Vec<u32> {
    let mut list: Vec<u32> = Vec::with_capacity(longest.min(own.len() + scored.len()));
    for vacancy in own {
        if !list.contains(vacancy) {
            list.push(*vacancy);
        }
    }
    let mut others: Vec<_> = scored.iter().filter(|(vacancy, _)| !list.contains(vacancy)).collect();
    let key = |(vacancy, score): &&(u32, u32)| (std::cmp::Reverse(*score), turns[*vacancy as usize]);
    let wanted = longest.saturating_sub(list.len());
    if wanted < others.len() {
        // Only what is kept need be in order.
        others.select_nth_unstable_by_key(wanted, key);
        others.truncate(wanted);
    }
    others.sort_unstable_by_key(key);
    list.extend(others.iter().map(|(vacancy, _)| *vacancy));
    list.truncate(longest);
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_rule_can_be_checked_with_any_sha256() {
        // printf %s rnd_1:gra_1 | sha256sum | cut -c1-16
        assert_eq!(lottery_number("rnd_1", "gra_1"), 0x3fbc245ae9ec9fe0);
        assert_ne!(lottery_number("rnd_1", "gra_1"), lottery_number("rnd_2", "gra_1"));
    }

    #[test]
    fn every_turn_is_given_once_whatever_the_order_of_the_ids() {
        let ids: Vec<_> = (0..500).map(|number| format!("gra_{number}")).collect();
        let given = turns("rnd_1", &ids);
        let mut sorted = given.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..500).collect::<Vec<u32>>());
        let mut drawn: Vec<_> = given.iter().zip(&ids).collect();
        drawn.sort_unstable();
        assert!(
            drawn.is_sorted_by_key(|(_, id)| lottery_number("rnd_1", id)),
            "the lower number comes first"
        );
        let reversed: Vec<_> = ids.iter().rev().collect();
        let again: Vec<_> = turns("rnd_1", &reversed).into_iter().rev().collect();
        assert_eq!(given, again);
        assert_ne!(given, turns("rnd_2", &ids));
        assert!(turns::<&str>("rnd_1", &[]).is_empty());
    }

    #[test]
    fn own_wishes_come_first_and_scores_complete_them() {
        let scored = [(0, 50), (1, 90), (2, 90), (3, 10), (4, 70)];
        let turns = [0, 2, 1, 3, 4];
        assert_eq!(complete(&[3, 4, 3], &scored, &turns, 9), [3, 4, 2, 1, 0]);
        assert_eq!(complete(&[3, 4], &scored, &turns, 3), [3, 4, 2]);
        assert_eq!(complete(&[], &[], &turns, 3), [0_u32; 0]);
    }
}
