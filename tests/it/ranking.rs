//! `jobbridge rank-occupations` and `jobbridge rank-titles`, run as commands.

use std::{
    collections::HashMap,
    process::{Command, Output},
};

fn rank(queries: &[u8], options: &[&str]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("queries.tsv");
    std::fs::write(&file, queries).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobbridge"));
    command.args(["rank-occupations", "--queries"]).arg(&file).args(options).output().unwrap()
}

/// The codes answered to each query, in order.
fn answers(output: &Output) -> HashMap<String, Vec<String>> {
    let mut answers: HashMap<String, Vec<String>> = HashMap::new();
    let mut last: HashMap<String, f64> = HashMap::new();
    for line in String::from_utf8(output.stdout.clone()).unwrap().lines() {
        let [id, code, score] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let score: f64 = score.parse().unwrap();
        assert!(last.get(id).is_none_or(|before| *before >= score), "{line}");
        last.insert(id.to_owned(), score);
        answers.entry(id.to_owned()).or_default().push(code.to_owned());
    }
    answers
}

#[test]
fn titles_and_majors_are_answered_best_first() {
    let queries = "a\t急招CNC师傅\n\
                   b\t焊接技术应用\n\
                   c\t酿酒工艺与技术\n\
                   \n\
                   d\t水下焊接技术\t水下焊接技术\t水下切割与焊接、焊条电弧焊;氩弧焊\r\n\
                   e\t\t电梯安装与维修保养\n";
    let output = rank(queries.as_bytes(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answers = answers(&output);
    assert_eq!(answers.len(), 5);
    assert!(answers.values().all(|codes| codes.len() <= 100));
    assert!(answers["a"][0].starts_with("6-18-01"), "{:?}", answers["a"]);
    assert_eq!(answers["b"][0], "6-18-02-04");
    // The official links of 690102, all before anything else.
    assert!(answers["c"][..6].contains(&"6-02-06-12".to_owned()));
    assert!(answers["d"][..3].contains(&"6-18-02-04".to_owned()), "{:?}", answers["d"]);
    assert!(answers["e"][..4].contains(&"6-29-03-03".to_owned()), "{:?}", answers["e"]);
}

#[test]
fn the_limit_and_the_derived_method_can_be_chosen() {
    let known = answers(&rank("a\t酿酒工艺与技术\n".as_bytes(), &["--limit", "7"]));
    let derived = answers(&rank("a\t酿酒工艺与技术\n".as_bytes(), &["--limit", "7", "--derived-only"]));
    assert_eq!((known["a"].len(), derived["a"].len()), (7, 7));
    assert_ne!(known["a"], derived["a"]);
    assert!(derived["a"].iter().any(|code| code.starts_with("6-02-06")), "{derived:?}");
}

#[test]
fn lines_that_cannot_be_read_are_told_by_number_and_the_others_answered() {
    let mut queries = b"\xEF\xBB\xBFa\t\xE7\x94\xB5\xE5\xB7\xA5\nno title\nb\t\xFF\xFE\n\tx\n".to_vec();
    queries.extend([b'c', b'\t']);
    queries.extend(vec![b'x'; 20_000]);
    queries.extend("\nz\t电工\n".as_bytes());
    let output = rank(&queries, &["--limit", "3"]);
    assert_eq!(output.status.code(), Some(1));
    let answers = answers(&output);
    assert_eq!(answers["a"], answers["z"]);
    assert_eq!(answers["a"][0], "6-31-01-03");
    assert_eq!(answers.len(), 2);
    let told = String::from_utf8(output.stderr).unwrap();
    for line in ["line 2: ", "line 3: ", "line 4: ", "line 5: "] {
        assert!(told.contains(line), "{told}");
    }
    assert!(!told.contains("line 1: ") && !told.contains("line 6: "), "{told}");
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let output = Command::new(env!("CARGO_BIN_EXE_jobbridge"))
        .args(["rank-occupations", "--queries", "/nonexistent/queries.tsv"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

fn rank_titles(queries: &[u8], titles: &[u8], options: &[&str]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let (asked, listed) = (dir.path().join("queries.tsv"), dir.path().join("titles.tsv"));
    std::fs::write(&asked, queries).unwrap();
    std::fs::write(&listed, titles).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_jobbridge"));
    command.args(["rank-titles", "--queries"]).arg(&asked).arg("--titles").arg(&listed);
    command.args(options).output().unwrap()
}

const TITLES: &str =
    "1\t注册护士\n2\t软件开发人员\n3\t厨师长\n4\t重症监护病房护理师\n5\tJava程序员\n6\t西餐主厨\n";

#[test]
fn titles_are_ranked_for_each_query_all_of_them_and_the_same_each_time() {
    let queries = "n\t护士\r\nk\t厨师\n\nj\t軟件工程師\n";
    let output = rank_titles(queries.as_bytes(), TITLES.as_bytes(), &[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all = answers(&output);
    for (query, best) in [("n", ["1", "4"]), ("k", ["3", "6"]), ("j", ["2", "5"])] {
        let mut first = all[query][..2].to_vec();
        first.sort();
        assert_eq!(first, best, "{query} {all:?}");
        assert_eq!(all[query].len(), 6);
    }
    let limited = answers(&rank_titles(queries.as_bytes(), TITLES.as_bytes(), &["--limit", "2"]));
    assert_eq!(limited.len(), 3);
    assert!(limited.iter().all(|(query, titles)| titles[..] == all[query][..2]));
}

#[test]
fn bad_lines_of_both_files_are_told_by_number_and_the_others_ranked() {
    let mut titles = TITLES.as_bytes().to_vec();
    titles.extend(b"1\tagain\nno title\n9\t\n\xFF\t\xFE\n10\ta\tb\n");
    let output = rank_titles("\u{feff}n\t护士\n\t护士\n".as_bytes(), &titles, &[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(answers(&output)["n"].len(), 6);
    let told = String::from_utf8(output.stderr).unwrap();
    for line in
        ["queries line 2: ", "titles line 7: ", "titles line 8: ", "titles line 9: ", "titles line 10: "]
    {
        assert!(told.contains(line), "{told}");
    }
    assert!(told.contains("titles line 11: ") && !told.contains("line 1: "), "{told}");
    assert!(!told.contains("again"), "{told}");
    let none = rank_titles(b"a\tx\n", b"", &[]);
    assert!(none.status.success() && none.stdout.is_empty());
}
