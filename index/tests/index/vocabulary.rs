//! Majors, occupations, certificates, skills and synonyms.

use crate::world::vocabulary;

#[test]
fn all_rows_are_there_and_the_version_is_stable() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.majors().iter().count(), 368);
    assert_eq!(vocabulary.occupations().iter().count(), 1629);
    assert!(vocabulary.skills().iter().count() > 300);
    assert!(vocabulary.certificates().iter().count() > 400);
    assert_eq!(vocabulary.version().len(), 16);
}

#[test]
fn majors_are_found_by_pair_code_and_name() {
    let vocabulary = vocabulary();
    let majors = vocabulary.majors();
    assert_eq!(majors.get("2021", "660103").unwrap().name, "数控技术应用");
    assert!(majors.get("2010", "660103").is_none());
    assert_eq!(majors.by_code("660103").unwrap().class_code, "6601");
    assert_eq!(majors.by_name("數控技術應用").unwrap().code, "660103");
    assert_eq!(majors.by_name("数控技术应用专业").unwrap().code, "660103");
    assert!(majors.find("没有的专业").is_none());
}

#[test]
fn titles_propose_the_right_occupation() {
    let vocabulary = vocabulary();
    for (title, code) in [
        ("数控车工(长白班)", "6-18-01-01"),
        ("ＣＮＣ操作员（长白班）", "6-18-01-07"),
        ("电焊工", "6-18-02-04"),
        ("氩弧焊工 6-8千", "6-18-02-04"),
        ("低压电工", "6-31-01-03"),
        ("中餐厨师", "4-03-02-01"),
        ("养老护理员", "4-10-01-05"),
        ("快递员", "4-02-07-08"),
        ("汽修学徒", "4-12-01-01"),
        ("仓库管理员", "4-02-06-01"),
        ("叉车司机（持N1证）", "6-30-01-00"),
        ("幼师", "2-08-03-00"),
        ("收银员", "4-01-02-04"),
        ("汽车装配工", "6-22-02-01"),
        ("电子装配工", "6-25-04-07"),
        ("急招电子装配工", "6-25-04-07"),
    ] {
        let hits = vocabulary.propose_occupations(title, 3);
        assert!(!vocabulary.occupations().find(title, 3).is_empty());
        assert_eq!(hits.first().map(|hit| hit.code.as_str()), Some(code), "{title} {hits:?}");
    }
    assert!(vocabulary.occupations().find("", 3).is_empty());
    assert!(vocabulary.occupations().find("𠮷～！", 3).is_empty());
}

#[test]
fn occupations_are_found_by_code_name_and_alias() {
    let vocabulary = vocabulary();
    assert_eq!(vocabulary.occupations().by_code("6-18-01-01").unwrap().name, "车工");
    assert_eq!(vocabulary.occupations().by_name("数控车工")[0].code, "6-18-01-01");
    assert!(vocabulary.occupations().by_code("6-18").is_none());
}

#[test]
fn certificates_are_known_by_what_people_call_them() {
    let vocabulary = vocabulary();
    let find = |text: &str| vocabulary.certificates().find(text).cloned();
    for (text, code, age, months) in [
        ("电工证", "low-voltage-electrician", Some(18), Some(72)),
        ("特种作业操作证（焊工）", "welding", Some(18), Some(72)),
        ("叉车N1", "forklift-n1", Some(18), Some(48)),
        ("健康证", "health", None, Some(12)),
        ("特种作业操作证", "special-operation", Some(18), Some(72)),
        ("C1驾照", "driving-c1", Some(18), Some(72)),
    ] {
        let certificate = find(text).unwrap_or_else(|| panic!("{text}"));
        let got = (certificate.code.as_str(), certificate.minimum_age, certificate.valid_months);
        assert_eq!(got, (code, age, months), "{text}");
    }
    assert_eq!(find("车工").unwrap().levels, "5-1");
    assert!(find("飞船驾驶证").is_none());
}

#[test]
fn skills_have_one_spelling() {
    let vocabulary = vocabulary();
    let skills = vocabulary.skills();
    assert_eq!(skills.canonical("看图纸"), "识图");
    assert_eq!(skills.canonical("ＣＡＤ"), "CAD制图");
    assert_eq!(skills.canonical("plc"), "PLC编程");
    assert_eq!(skills.canonical(" 造火箭 "), "造火箭");
    assert!(skills.find("造火箭").is_none());
}

#[test]
fn synonyms_go_both_ways_and_narrower_words_one() {
    let vocabulary = vocabulary();
    let words = |word: &str| -> Vec<String> {
        vocabulary.synonyms().of(word).iter().map(|related| related.word.clone()).collect()
    };
    assert!(words("CNC").contains(&"数控".to_owned()));
    assert!(words("数控").contains(&"cnc".to_owned()));
    assert!(words("qc").contains(&"品检".to_owned()));
    assert!(words("普工").contains(&"包装工".to_owned()));
    assert!(!words("包装工").contains(&"普工".to_owned()));
    assert!(words("没有的词").is_empty());
}

#[test]
fn no_two_skills_or_certificates_share_a_name() {
    let vocabulary = vocabulary();
    for skill in vocabulary.skills().iter() {
        assert_eq!(vocabulary.skills().canonical(&skill.name), skill.name);
    }
    for certificate in vocabulary.certificates().iter() {
        assert_eq!(vocabulary.certificates().find(&certificate.name), Some(certificate));
    }
}
