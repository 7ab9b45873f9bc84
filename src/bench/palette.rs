//! The colours of the synthetic world: trades and places, read out of the dictionaries once.

use super::{
    BenchError,
    texts::{PLACES, TITLES},
};
use crate::{
    app::words,
    domain::{
        major::Major,
        vacancy::{Occupation, Workplace},
    },
};
use jobbridge_index::Vocabulary;

/// The most majors and skills of one trade.
const MOST: usize = 8;

/// What goes together: a title, its occupation, who is taught for it, and what they know.
pub(super) struct Trade {
    pub(super) title: &'static str,
    pub(super) occupation: Occupation,
    pub(super) majors: Vec<Major>,
    pub(super) skills: Vec<String>,
    pub(super) certificates: Vec<String>,
}

/// All trades and places. Neither list is empty, and every trade has a major.
pub(super) struct Palette {
    pub(super) trades: Vec<Trade>,
    pub(super) places: Vec<Workplace>,
}

impl Palette {
    /// Titles that the dictionaries join to no major are left out.
    pub(super) fn read(dictionaries: &Vocabulary) -> Result<Self, BenchError> {
        let trades: Vec<_> = TITLES.iter().filter_map(|title| trade(dictionaries, title)).collect();
        let place = |text: &&str| words::workplace(dictionaries, Some(text), None).ok();
        let places: Vec<_> = PLACES.iter().filter_map(place).collect();
        if trades.is_empty() || places.is_empty() {
            return Err(BenchError::World("the dictionaries know no trade or no place"));
        }
        Ok(Self { trades, places })
    }
}

fn trade(dictionaries: &Vocabulary, title: &'static str) -> Option<Trade> {
    let occupation = words::occupation_in(dictionaries, title)?;
    let codes = dictionaries.majors_of(&occupation.code);
    let found = codes.iter().filter_map(|link| dictionaries.majors().by_code(&link.code)).take(MOST);
    let majors: Vec<_> = found
        .map(|major| Major {
            catalogue: major.catalogue.clone(),
            code: major.code.clone(),
            name: major.name.clone(),
        })
        .collect();
    let first = dictionaries.majors().by_code(&majors.first()?.code)?;
    let taught = |code: &String| majors.iter().any(|major| &major.code == code);
    let skills = dictionaries.skills().iter().filter(|skill| skill.majors.iter().any(taught)).take(MOST);
    let certificates = first.certificates.iter().map(|name| dictionaries.certificates().canonical(name));
    Some(Trade {
        title,
        skills: skills.map(|skill| skill.name.clone()).collect(),
        certificates: certificates.take(2).collect(),
        occupation,
        majors,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_the_titles_and_every_place_are_known_to_the_dictionaries() {
        let palette = Palette::read(&Vocabulary::load().unwrap()).unwrap();
        assert_eq!(palette.places.len(), PLACES.len());
        assert!(palette.trades.len() * 2 >= TITLES.len(), "{} of {}", palette.trades.len(), TITLES.len());
        let skilled = palette.trades.iter().filter(|trade| !trade.skills.is_empty()).count();
        assert!(skilled * 2 > palette.trades.len(), "{skilled} of {}", palette.trades.len());
    }
}
