//! Ranking short titles: measured beside BM25 on a table of our own, and with titles hidden from the dictionary.

use std::collections::{BTreeMap, HashMap, HashSet};

use jobbridge_index::{TitleFamily, TitleRanking};

use crate::world::vocabulary;

/// Each query with the titles of the same or a closely related occupation. The table was written before the families of
/// titles were read by its writer, and no family was changed for it.
const TABLE: &str = include_str!("golden/short_titles.csv");

/// Mean average precision must not fall below these, with the table's own queries and with one title of each row as a
/// query: with the whole dictionary, and with every title of the table taken out of it.
const FLOORS: [(&str, f64, f64); 2] =
    [("all families", 0.72, 0.54), ("no title of the table in them", 0.68, 0.51)];

struct Question {
    text: String,
    relevant: HashSet<usize>,
}

struct Table {
    titles: Vec<String>,
    /// One question for each row.
    own: Vec<Question>,
    /// One title of each row, which looks for the others.
    drawn: Vec<Question>,
}

fn table() -> Table {
    let rows: Vec<(String, String)> =
        csv::Reader::from_reader(TABLE.as_bytes()).into_deserialize().map(Result::unwrap).collect();
    let mut table = Table { titles: Vec::new(), own: Vec::new(), drawn: Vec::new() };
    for (row, (query, relevant)) in rows.into_iter().enumerate() {
        let first = table.titles.len();
        table.titles.extend(relevant.split(';').map(str::to_owned));
        let all: HashSet<usize> = (first..table.titles.len()).collect();
        let drawn = first + (row * 7 + 3) % all.len();
        let others = all.iter().copied().filter(|at| *at != drawn).collect();
        table.drawn.push(Question { text: table.titles[drawn].clone(), relevant: others });
        table.own.push(Question { text: query, relevant: all });
    }
    table
}

impl Table {
    fn titles(&self) -> Vec<&str> {
        self.titles.iter().map(String::as_str).collect()
    }

    /// The mean average precision of both kinds of questions.
    fn measure(&self, rank: impl Fn(&str) -> Vec<usize>) -> (f64, f64) {
        (mean(&self.own, &self.titles, &rank), mean(&self.drawn, &self.titles, &rank))
    }
}

fn mean(questions: &[Question], titles: &[String], rank: &impl Fn(&str) -> Vec<usize>) -> f64 {
    let precision = |question: &Question| {
        let ranked = rank(&question.text);
        assert_eq!(ranked.len(), titles.len());
        let others = ranked.into_iter().filter(|at| titles[*at] != question.text);
        let (mut found, mut sum) = (0.0, 0.0);
        for (place, at) in (1_u32..).zip(others) {
            if question.relevant.contains(&at) {
                found += 1.0;
                sum += found / f64::from(place);
            }
        }
        sum / question.relevant.len() as f64
    };
    questions.iter().map(precision).sum::<f64>() / questions.len() as f64
}

/// BM25 over the characters of titles, one by one and also in rows of up to `longest`: what is to be beaten.
struct Bm25 {
    counts: Vec<BTreeMap<String, f64>>,
    spread: HashMap<String, f64>,
    average: f64,
    longest: usize,
}

impl Bm25 {
    fn new(titles: &[String], longest: usize) -> Bm25 {
        let counts: Vec<_> = titles.iter().map(|title| Bm25::terms(title, longest)).collect();
        let mut spread: HashMap<String, f64> = HashMap::new();
        for term in counts.iter().flat_map(BTreeMap::keys) {
            *spread.entry(term.clone()).or_default() += 1.0;
        }
        let average = counts.iter().flat_map(BTreeMap::values).sum::<f64>() / titles.len() as f64;
        Bm25 { counts, spread, average, longest }
    }

    fn terms(title: &str, longest: usize) -> BTreeMap<String, f64> {
        let characters: Vec<char> = vocabulary().text().fold(title).chars().collect();
        let mut terms = BTreeMap::new();
        for length in 1..=longest {
            for term in characters.windows(length) {
                *terms.entry(term.iter().collect()).or_default() += 1.0;
            }
        }
        terms
    }

    fn rank(&self, query: &str) -> Vec<usize> {
        let asked = Bm25::terms(query, self.longest);
        let count = self.counts.len() as f64;
        let score = |terms: &BTreeMap<String, f64>| -> f64 {
            let length: f64 = terms.values().sum();
            let norm = 1.2 * (0.25 + 0.75 * length / self.average);
            let hit = |term: &String| {
                let (often, spread) = (terms.get(term)?, self.spread[term]);
                Some((1.0 + (count - spread + 0.5) / (spread + 0.5)).ln() * often * 2.2 / (often + norm))
            };
            asked.keys().filter_map(hit).sum()
        };
        let scores: Vec<f64> = self.counts.iter().map(score).collect();
        let mut ranked: Vec<usize> = (0..scores.len()).collect();
        ranked.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        ranked
    }
}

fn by_ranking(ranking: &TitleRanking<'_>, query: &str) -> Vec<usize> {
    ranking.rank(query).into_iter().map(|one| one.at).collect()
}

/// The families of the dictionary without some of their titles and without their names.
fn families_without(hidden: impl Fn(usize, &str) -> bool) -> Vec<TitleFamily> {
    let vocabulary = vocabulary();
    let families = vocabulary.title_families().iter().map(|family| {
        let mut at = 0..;
        let mut titles = family.titles.clone();
        titles.retain(|title| !hidden(at.next().unwrap(), title));
        let name = titles.first().cloned().unwrap_or_default();
        TitleFamily { name, titles, ..family.clone() }
    });
    families.collect()
}

#[test]
fn titles_are_ranked_far_better_than_by_their_characters() {
    let (vocabulary, table) = (vocabulary(), table());
    let vocabulary = vocabulary.as_ref();
    assert!(table.titles.len() > 2_000 && table.own.len() > 100);
    for (name, longest) in [("BM25, characters", 1), ("BM25, characters and pairs", 2)] {
        let bm25 = Bm25::new(&table.titles, longest);
        let (own, drawn) = table.measure(|query| bm25.rank(query));
        println!("{name}: MAP {own:.3}, drawn queries {drawn:.3}");
    }
    let of_table: HashSet<&str> =
        table.titles.iter().chain(table.own.iter().map(|one| &one.text)).map(String::as_str).collect();
    let titles = table.titles();
    let rankings = [
        TitleRanking::new(vocabulary, &titles),
        TitleRanking::learning_from(
            vocabulary,
            &families_without(|_, title| of_table.contains(title)),
            &titles,
        ),
    ];
    for ((name, least_own, least_drawn), ranking) in FLOORS.iter().zip(&rankings) {
        let (own, drawn) = table.measure(|query| by_ranking(ranking, query));
        println!("{name}: MAP {own:.3}, drawn queries {drawn:.3}");
        assert!(own >= *least_own && drawn >= *least_drawn, "{name}: {own:.3} {drawn:.3}");
    }
}

#[test]
fn hidden_titles_find_their_families() {
    let vocabulary = vocabulary();
    let seen = families_without(|at, _| at % 2 == 1);
    let known: HashSet<&str> = seen.iter().flat_map(|one| &one.titles).map(String::as_str).collect();
    let (mut titles, mut groups): (Vec<String>, Vec<HashSet<usize>>) = (Vec::new(), Vec::new());
    for family in vocabulary.title_families().iter().step_by(12) {
        let hidden = family.titles.iter().skip(1).step_by(2).filter(|title| !known.contains(title.as_str()));
        let first = titles.len();
        titles.extend(hidden.cloned());
        groups.push((first..titles.len()).collect());
    }
    let groups = groups.into_iter().filter(|group| group.len() > 3);
    let questions: Vec<Question> = groups
        .map(|relevant| Question { text: titles[*relevant.iter().min().unwrap()].clone(), relevant })
        .map(|Question { text, relevant }| {
            let relevant = relevant.into_iter().filter(|at| titles[*at] != text).collect();
            Question { text, relevant }
        })
        .collect();
    let bm25 = Bm25::new(&titles, 1);
    let floor = mean(&questions, &titles, &|query: &str| bm25.rank(query));
    let listed: Vec<&str> = titles.iter().map(String::as_str).collect();
    let ranking = TitleRanking::learning_from(&vocabulary, &seen, &listed);
    let reached = mean(&questions, &titles, &|query: &str| by_ranking(&ranking, query));
    println!("half of each family hidden, {} queries: MAP {reached:.3}, BM25 {floor:.3}", questions.len());
    assert!(reached >= floor + 0.2, "{reached:.3} {floor:.3}");
}

#[test]
fn titles_are_related_by_their_work_and_not_by_their_characters() {
    let vocabulary = vocabulary();
    for (title, other) in [
        ("程序员", "软件工程师"),
        ("快递员", "快递小哥"),
        ("护工", "护理员"),
        ("叉车司机", "叉车工"),
        ("会计", "财务会计"),
    ] {
        let related = vocabulary.related_titles(title, 40);
        assert!(related.iter().any(|one| one.title == other), "{title} {related:?}");
        assert!(related.iter().all(|one| one.title != title));
        assert!(related.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }
    for title in ["", "～！", "𠮷", "北京", "2026"] {
        assert!(vocabulary.related_titles(title, 5).is_empty(), "{title}");
        assert!(vocabulary.families_of_title(title, 5).is_empty(), "{title}");
    }
    let hits = vocabulary.families_of_title("高级JAVA开发工程师", 3);
    assert!(hits[0].family.code.starts_with("251"), "{hits:?}");
    assert_eq!(vocabulary.related_titles("程序员", 3).len(), 3);
}

#[test]
fn every_title_is_ranked_and_always_alike() {
    let titles = ["护士", "", "注册护士", "～", "𠮷", "护士", "销售代表"];
    let vocabulary = vocabulary();
    let ranking = TitleRanking::new(&vocabulary, &titles);
    for query in ["护士", "", "～！", "从来没有的活", &"护士".repeat(5_000)] {
        let ranked = ranking.rank(query);
        let places: HashSet<usize> = ranked.iter().map(|one| one.at).collect();
        assert_eq!(places.len(), titles.len(), "{query}");
        assert!(ranked.iter().all(|one| one.score.is_finite()));
        assert_eq!(ranked, ranking.rank(query));
    }
    let nurses: Vec<usize> = by_ranking(&ranking, "护士").into_iter().take(3).collect();
    assert_eq!(nurses, [0, 5, 2]);
    assert!(TitleRanking::new(&vocabulary, &[]).rank("护士").is_empty());
}

#[test]
fn families_are_well_formed() {
    let vocabulary = vocabulary();
    let families: Vec<&TitleFamily> = vocabulary.title_families().iter().collect();
    assert!(families.len() > 1_400, "{}", families.len());
    let codes: HashSet<&str> = families.iter().map(|family| family.code.as_str()).collect();
    assert_eq!(codes.len(), 436);
    for family in families {
        assert!(
            family.code.len() == 4 && family.code.bytes().all(|byte| byte.is_ascii_digit()),
            "{family:?}"
        );
        assert!(family.titles.len() >= 5, "{family:?}");
        let once: HashSet<&String> = family.titles.iter().collect();
        assert_eq!(once.len(), family.titles.len(), "{family:?}");
        assert!(family.titles.iter().all(|title| title == title.trim() && !title.is_empty()), "{family:?}");
    }
}
