//! Skills and certificates found in running text.

use jobbridge_index::vocabulary::{Asking, Found};
use proptest::prelude::*;

use crate::world::vocabulary;

/// Sentences from advertisements and what they say; its head explains the marks.
const TABLE: &str = include_str!("finding_table.txt");

/// What was found, as the table writes it.
fn mark(found: &Found) -> String {
    let sign = match (found.negated, found.asking) {
        (true, _) => "-",
        (false, Asking::Required) => "!",
        (false, Asking::Preferred) => "?",
        (false, Asking::Mentioned) => "",
    };
    let level = found.level.map(|level| format!("@{level}"));
    let grade = found.grade.map(|grade| format!("@{grade}"));
    let name = found.name.replace(' ', "_");
    format!("{sign}{name}{}", level.or(grade).unwrap_or_default())
}

#[derive(Default)]
struct Tally {
    expected: usize,
    found: usize,
    right: usize,
}

impl Tally {
    fn add(&mut self, expected: &[String], found: &[String]) {
        let mut left = expected.to_vec();
        self.expected += expected.len();
        self.found += found.len();
        for one in found {
            if let Some(at) = left.iter().position(|other| other == one) {
                left.remove(at);
                self.right += 1;
            }
        }
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.expected as f64
    }
}

fn bare(marks: &[String]) -> Vec<String> {
    let name = |mark: &String| mark.trim_start_matches(['!', '?', '-']).split('@').next().unwrap().to_owned();
    marks.iter().map(name).collect()
}

#[test]
fn advertisements_are_read_as_they_are_meant() {
    let vocabulary = vocabulary();
    let (mut names, mut whole, mut sentences) = (Tally::default(), Tally::default(), 0);
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [text, skills, certificates] = cells[..] else { panic!("{line}") };
        sentences += 1;
        let cell = |cell: &str| cell.split(' ').filter(|one| !one.is_empty()).map(str::to_owned).collect();
        let pairs: [(Vec<String>, Vec<Found>); 2] = [
            (cell(skills), vocabulary.skills().find_in(text)),
            (cell(certificates), vocabulary.certificates().find_in(text)),
        ];
        for (expected, found) in pairs {
            let found: Vec<String> = found.iter().map(mark).collect();
            names.add(&bare(&expected), &bare(&found));
            whole.add(&expected, &found);
            if expected != found {
                println!("{text}\n    expected {expected:?}\n    found    {found:?}");
            }
        }
    }
    println!("{sentences} sentences: names {:.3} {:.3}", names.precision(), names.recall());
    println!("with what is said of them {:.3} {:.3}", whole.precision(), whole.recall());
    assert!(sentences >= 150);
    assert!(names.precision() >= 0.95 && names.recall() >= 0.90, "names");
    assert!(whole.precision() >= 0.95 && whole.recall() >= 0.90, "with necessity, negation and level");
}

#[test]
fn a_term_inside_another_word_is_none() {
    let vocabulary = vocabulary();
    for text in [
        "CADENCE",
        "参加招聘会议",
        "收银员",
        "电工",
        "管理发展部",
        "C10",
        "CMOS",
        "PSP",
        "叉车操作证",
        "会计",
    ] {
        let skills = vocabulary.skills().find_in(text);
        assert!(skills.is_empty(), "{text}: {skills:?}");
    }
    for text in ["电工", "茶艺师", "高级厨师", "C10", "C1栋", "N1车间", "证件齐全", "会计", "车工2名"]
    {
        let certificates = vocabulary.certificates().find_in(text);
        assert!(certificates.is_empty(), "{text}: {certificates:?}");
    }
    let found = vocabulary.skills().find_in("会计算机操作的人");
    assert_eq!(found.iter().map(|found| found.name.as_str()).collect::<Vec<_>>(), ["计算机操作"]);
}

fn cut(text: &str, span: &std::ops::Range<usize>) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
}

#[test]
fn spans_count_characters_of_the_original() {
    let vocabulary = vocabulary();
    let text = "𠮷店：須會ＣＡＤ 製圖，持 中級 焊工證";
    let skills = vocabulary.skills().find_in(text);
    assert_eq!(skills.iter().map(|found| cut(text, &found.span)).collect::<Vec<_>>(), ["ＣＡＤ 製圖"]);
    let certificates = vocabulary.certificates().find_in(text);
    assert_eq!(certificates.iter().map(|found| cut(text, &found.span)).collect::<Vec<_>>(), ["中級 焊工證"]);
    assert_eq!((certificates[0].name.as_str(), certificates[0].level), ("焊工", Some(4)));
}

#[test]
fn every_name_is_found_in_a_plain_sentence() {
    let vocabulary = vocabulary();
    let skills = vocabulary.skills();
    let findable = skills.iter().filter(|skill| !skill.alone.contains(&skill.name));
    let (mut all, mut missed) = (0, Vec::new());
    for skill in findable {
        all += 1;
        let text = format!("要求熟练掌握{}。", skill.name);
        let found = skills.find_in(&text);
        if !found.iter().any(|found| found.name == skill.name && found.asking == Asking::Required) {
            missed.push(skill.name.as_str());
        }
    }
    println!("{} of {all} missed: {missed:?}", missed.len());
    assert!(missed.len() * 50 < all, "{missed:?}");
}

/// Texts of ordinary words, of their pieces, and of anything.
fn texts() -> impl Strategy<Value = String> {
    let words: Vec<String> = TABLE.chars().map(String::from).collect();
    let pieces = prop::collection::vec(prop::sample::select(words), 0..60);
    prop_oneof![
        pieces.prop_map(|parts| parts.concat()),
        any::<String>(),
        "[a-c1-2N证驾照焊工電 　\n，。、（）]{0,40}"
    ]
}

proptest! {
    #[test]
    fn nothing_panics_and_spans_are_of_what_was_found(text in texts()) {
        let vocabulary = vocabulary();
        let length = text.chars().count();
        for found in vocabulary.skills().find_in(&text) {
            prop_assert!(found.span.start < found.span.end && found.span.end <= length);
            let written = cut(&text, &found.span);
            let solid: String = written.split_whitespace().collect();
            let names = [written.as_str(), &solid].map(|written| vocabulary.skills().canonical(written));
            prop_assert!(names.contains(&found.name), "{} {:?}", written, found);
        }
        let mut end = 0;
        for found in vocabulary.certificates().find_in(&text) {
            prop_assert!(end <= found.span.start && found.span.start < found.span.end && found.span.end <= length);
            end = found.span.end;
        }
    }
}
