//! A seeded generator of vacancies. Nothing in it exists.

use jobbridge_index::{VacancyDocument, Vocabulary};

use crate::draw::Lot;
use crate::phrases::{BEFORE, BEHIND, CLAUSES, COMPANIES, EMPLOYERS, TRADES};

const SEED: u64 = 20_261_124;
/// Cities with vacancies.
const CITIES: usize = 100;
/// The first moment at which a vacancy was published, microseconds since 1970.
const FIRST_MOMENT: i64 = 1_780_000_000_000_000;
/// The letters of a key after its prefix.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A trade as the dictionaries know it.
struct Trade {
    title: &'static str,
    occupation: Option<(String, String)>,
    skills: Vec<String>,
    majors: Vec<String>,
}

/// A city with its districts.
struct City {
    code: String,
    short: String,
    districts: Vec<(String, Option<(f64, f64)>)>,
}

/// The world that vacancies are drawn from.
pub(crate) struct Corpus {
    trades: Vec<Trade>,
    cities: Vec<City>,
}

/// One vacancy with what is true of it.
pub(crate) struct Made {
    pub(crate) document: VacancyDocument,
    /// The place of its trade in the list.
    pub(crate) trade: usize,
    /// It says that food and a bed are free.
    pub(crate) boarding: bool,
}

impl Corpus {
    pub(crate) fn new(vocabulary: &Vocabulary) -> Corpus {
        let trades = TRADES.iter().map(|(title, _)| trade(vocabulary, title)).collect();
        Corpus { trades, cities: cities(vocabulary) }
    }

    /// Codes of the cities, those with the most vacancies first.
    pub(crate) fn city(&self, at: usize) -> &str {
        &self.cities[at].code
    }

    /// The vacancy of that number.
    pub(crate) fn vacancy(&self, number: u64) -> Made {
        let mut lot = Lot::new(SEED, number);
        let at = lot.falling(self.trades.len(), 20.0);
        let trade = &self.trades[at];
        let city = &self.cities[lot.falling(self.cities.len(), 8.0)];
        let (district, place) = lot.pick(&city.districts).clone();
        let behind = *lot.pick(BEHIND);
        let title = format!("{}{}{behind}", lot.pick(BEFORE), trade.title);
        let description = self.description(&mut lot, trade);
        let employer = lot.below(50_000);
        let mut document = VacancyDocument {
            key: key(number, &mut lot),
            title,
            description,
            employer_key: format!("emp_{employer:08}"),
            employer_name: employer_name(&city.short, employer),
            occupation: trade.occupation.as_ref().map(|(code, _)| code.clone()),
            occupation_name: trade.occupation.as_ref().map(|(_, name)| name.clone()),
            regions: vec![district],
            lon: place.map(|(lon, _)| lon + lot.below(1000) as f64 / 10_000.0),
            lat: place.map(|(_, lat)| lat + lot.below(1000) as f64 / 10_000.0),
            majors: some(&mut lot, &trade.majors, 3),
            skills: some(&mut lot, &trade.skills, 3),
            published_at: FIRST_MOMENT + number as i64 * 1_000_000 + lot.below(1_000_000_000) as i64,
            ..VacancyDocument::default()
        };
        let boarding = behind.contains("包吃住");
        terms(&mut lot, &mut document, boarding);
        Made { document, trade: at, boarding }
    }

    /// Some 140 characters.
    fn description(&self, lot: &mut Lot, trade: &Trade) -> String {
        let mut text = format!("招聘{}", trade.title);
        let mut said = Vec::new();
        let length = 110 + lot.below(40);
        while text.chars().count() < length {
            let at = lot.falling(CLAUSES.len(), 25.0);
            if said.contains(&at) {
                continue;
            }
            said.push(at);
            text.push(if lot.one_in(3) { '。' } else { '，' });
            for c in CLAUSES[at].chars() {
                match c {
                    'S' if !trade.skills.is_empty() => text.push_str(lot.pick::<String>(&trade.skills)),
                    'T' => text.push_str(lot.pick(&self.trades).title),
                    'S' => text.push_str("操作流程"),
                    c => text.push(c),
                }
            }
        }
        text.push('。');
        text
    }
}

/// What is offered and asked beside the work.
fn terms(lot: &mut Lot, document: &mut VacancyDocument, boarding: bool) {
    let choose = |lot: &mut Lot, from: &[&str]| (!lot.one_in(4)).then(|| (*lot.pick(from)).to_owned());
    document.kind = if lot.one_in(8) { "internship" } else { "employment" }.to_owned();
    document.shift = choose(lot, &["day", "two_shift", "three_shift", "rotating", "flexible"]);
    document.meals =
        if boarding { Some("provided".to_owned()) } else { choose(lot, &["provided", "subsidised", "none"]) };
    document.rest_days = choose(lot, &["one", "two", "alternating", "four_a_month"]);
    document.dormitory = boarding || !lot.one_in(3);
    document.housing_fund = lot.one_in(2);
    document.accepts_minor = lot.one_in(5);
    document.headcount = 1 + lot.below(30) as u32;
    if !lot.one_in(3) {
        document.insurance =
            ["pension", "medical", "unemployment", "injury", "maternity"].map(str::to_owned).to_vec();
    }
    if lot.one_in(50) {
        document.programmes = vec![format!("prg_{:04}", lot.below(300))];
    }
    if !lot.one_in(10) {
        let low = 350_000 + 10_000 * lot.below(40) as i64;
        document.pay_min = Some(low);
        document.pay_max = Some(low + 50_000 * lot.below(6) as i64);
        document.base_min = lot.one_in(3).then_some(low - 100_000);
    }
}

/// As ids of the program: the first part grows with time, the rest is chance.
fn key(number: u64, lot: &mut Lot) -> String {
    let mut key = String::from("vac_");
    let letter = |value: u64| char::from(LETTERS[(value & 31) as usize]);
    for at in (0..10).rev() {
        key.push(letter((FIRST_MOMENT as u64 / 1000 + number) >> (5 * at)));
    }
    let chance = [lot.next(), lot.next()];
    key.extend((0..16_usize).map(|at| letter(chance[at / 8] >> (5 * (at % 8)))));
    key
}

fn employer_name(place: &str, employer: usize) -> String {
    let name = EMPLOYERS[employer % EMPLOYERS.len()];
    let company = COMPANIES[employer / EMPLOYERS.len() % COMPANIES.len()];
    format!("{place}{name}{company}")
}

fn some(lot: &mut Lot, from: &[String], most: usize) -> Vec<String> {
    if from.is_empty() {
        return Vec::new();
    }
    let (start, count) = (lot.below(from.len()), (lot.below(most) + 1).min(from.len()));
    from.iter().cycle().skip(start).take(count).cloned().collect()
}

fn trade(vocabulary: &Vocabulary, title: &'static str) -> Trade {
    let occupation = vocabulary.occupations().find(title, 1).into_iter().next();
    let occupation = occupation.map(|found| (found.code, found.name));
    let codes = occupation.as_ref().map(|(code, _)| vocabulary.majors_of(code)).unwrap_or_default();
    let majors: Vec<String> = codes.into_iter().map(|link| link.code).take(6).collect();
    let taught = |code: &String| majors.contains(code);
    let skills = vocabulary.skills().iter().filter(|skill| skill.majors.iter().any(taught));
    let skills = skills.map(|skill| skill.name.clone()).take(8).collect();
    Trade { title, occupation, skills, majors }
}

fn cities(vocabulary: &Vocabulary) -> Vec<City> {
    let regions = vocabulary.regions();
    let there_is = regions.iter().filter(|region| region.code.len() == 4 && region.delisted.is_none());
    let cities = there_is.filter_map(|city| {
        let districts =
            regions.children(&city.code).into_iter().filter(|district| district.delisted.is_none());
        let districts: Vec<_> = districts.map(|one| (one.code.clone(), one.lon.zip(one.lat))).collect();
        let usable = districts.len() >= 4 && !city.short.is_empty();
        usable.then(|| City { code: city.code.clone(), short: city.short.clone(), districts })
    });
    // Spread over the country: every third of the list, which goes by province.
    cities.step_by(3).take(CITIES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_world_is_the_same_every_time_and_its_vacancies_differ() {
        let vocabulary = Vocabulary::load().unwrap();
        let (one, other) = (Corpus::new(&vocabulary), Corpus::new(&vocabulary));
        let mut characters = 0;
        for number in 0..500 {
            let made = one.vacancy(number);
            assert_eq!(made.document, other.vacancy(number).document);
            assert_ne!(made.document.key, one.vacancy(number + 1).document.key);
            characters += made.document.title.chars().count() + made.document.description.chars().count();
        }
        assert!((130..160).contains(&(characters / 500)), "{}", characters / 500);
    }
}
