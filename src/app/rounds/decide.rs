//! Decides a round whose lists are made, has it verified, and writes down what everybody is told.

use super::{gather::Compared, standing};
use crate::domain::{
    ids::ProgrammeId,
    placement_round::{MissedNote, Proof, RoundPerson, RoundVacancy},
    refusal::Refusal,
    round::{
        Choices, Lists, Market, Optimum, assign,
        audit::Audit,
        reasons::{Outcome, Reasons},
        turns, verify,
    },
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::io;

/// Decides. The programmes are in order.
pub(super) fn decide(
    programmes: &[ProgrammeId],
    vacancies: &mut [RoundVacancy],
    people: &mut [RoundPerson],
    seed: &str,
    optimum: Optimum,
) -> Result<Proof, Refusal> {
    let market = market(programmes, vacancies, people, seed)?;
    let assignment = assign(&market, optimum);
    let verdict = verify(&market, &assignment);
    let reasons = Reasons::of(&market, &assignment);
    for (number, one) in vacancies.iter_mut().enumerate() {
        (one.admitted, one.kept, one.applicants) = reasons.of_vacancy(number);
    }
    for (number, person) in people.iter_mut().enumerate() {
        match reasons.outcome(number) {
            Outcome::Placed { rank, .. } => person.rank = Some(rank),
            Outcome::Unplaced(why) => person.unplaced = Some(why),
        }
        person.missed = reasons.missed(number).map(MissedNote::from).collect();
    }
    let faults = verdict.faults.len() as u64;
    Ok(Proof { stable: verdict.is_stable(), blocking_pairs: verdict.blocking, faults })
}

fn market(
    programmes: &[ProgrammeId],
    vacancies: &[RoundVacancy],
    people: &[RoundPerson],
    seed: &str,
) -> Result<Market, Refusal> {
    let impossible = |what: &dyn std::fmt::Display| Refusal::Internal(format!("a round is none: {what}"));
    let entries = people.iter().map(|person| person.wishes.len()).sum();
    let mut wishes = Lists::with_capacity(people.len(), entries);
    let mut scores = Vec::with_capacity(entries);
    for person in people {
        if !wishes.push(person.wishes.iter().map(|wish| wish.0)) {
            return Err(impossible(&"the lists are too long"));
        }
        scores.extend(person.wishes.iter().map(|wish| wish.1));
    }
    let number = |programme: ProgrammeId| u32::try_from(programmes.binary_search(&programme).ok()?).ok();
    let of: Vec<_> = people.iter().map(|person| person.programme.and_then(number)).collect();
    let seats = vacancies.iter().map(|one| standing::seats(one, programmes)).collect();
    let ids: Vec<_> = people.iter().map(|person| person.graduate.to_string()).collect();
    let turns = turns(seed, &ids);
    let choices = Choices::Scores { scores: &scores, turns: &turns };
    Market::new(&wishes, &of, seats, choices).map_err(|fault| impossible(&fault))
}

/// How many got their first wish, their second, and so on.
pub(super) fn ranks(people: &[RoundPerson]) -> Vec<u32> {
    let mut ranks = Vec::new();
    for place in people.iter().filter_map(|person| person.rank?.checked_sub(1)) {
        let place = place as usize;
        if ranks.len() <= place {
            ranks.resize(place + 1, 0);
        }
        ranks[place] += 1;
    }
    ranks
}

/// Compares how often the groups were placed.
pub(super) fn audit(people: &[RoundPerson], compared: &[Compared]) -> Audit {
    let placed = people.iter().map(|person| person.rank.is_some());
    Audit::of(compared.iter().map(Compared::traits).zip(placed))
}

/// What tells one round from another: SHA-256 over everything that went in and came out.
pub(super) fn digest(
    seed: &str,
    optimum: Optimum,
    vacancies: &[RoundVacancy],
    people: &[RoundPerson],
) -> Result<String, Refusal> {
    let mut hashing = Hashing(Sha256::new());
    write(&mut hashing, &(seed, optimum))?;
    vacancies.iter().try_for_each(|one| write(&mut hashing, one))?;
    people.iter().try_for_each(|one| write(&mut hashing, one))?;
    Ok(hashing.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn write(hashing: &mut Hashing, value: &impl Serialize) -> Result<(), Refusal> {
    serde_json::to_writer(hashing, value)
        .map_err(|error| Refusal::Internal(format!("digest of a round: {error}")))
}

struct Hashing(Sha256);

impl io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
