//! What must hold of the dictionaries of skills, certificates and synonyms, row by row.

use std::collections::{HashMap, HashSet};

use jobbridge_index::FacetField;
use jobbridge_index::vocabulary::{Certificate, SkillKind, SkillLink};

use crate::world::vocabulary;

#[test]
fn the_skills_are_many_and_each_word_means_one() {
    let vocabulary = vocabulary();
    let skills = vocabulary.skills();
    assert!(skills.iter().count() >= 1_500);
    let mut owners: HashMap<String, &str> = HashMap::new();
    for skill in skills.iter() {
        let also = skill.alone.iter().filter(|word| **word != skill.name);
        for word in std::iter::once(&skill.name).chain(&skill.aliases).chain(also) {
            let folded = vocabulary.text().fold(word);
            assert!(!folded.is_empty() && folded == folded.trim(), "{word}");
            let owner = owners.insert(folded, &skill.name);
            assert_eq!(owner, None, "{word} is a word for {} too", skill.name);
            assert_eq!(skills.find(word).map(|found| &found.name), Some(&skill.name), "{word}");
        }
    }
}

#[test]
fn broader_skills_exist_and_no_skill_is_its_own_kind() {
    let vocabulary = vocabulary();
    let skills = vocabulary.skills();
    let mut deepest = 0;
    for skill in skills.iter() {
        let above: Vec<&str> = skills.broader(&skill.name).map(|broader| broader.name.as_str()).collect();
        assert_eq!(above.first().copied(), skill.broader.as_deref(), "{}", skill.name);
        assert!(!above.contains(&skill.name.as_str()), "{} goes in a circle", skill.name);
        assert_eq!(above.iter().collect::<HashSet<_>>().len(), above.len(), "{} {above:?}", skill.name);
        deepest = deepest.max(above.len());
    }
    assert!((2..=5).contains(&deepest), "{deepest}");
    let with = skills.iter().filter(|skill| skill.broader.is_some()).count();
    assert!(with >= 1_000, "{with} skills have a broader one");
}

#[test]
fn skills_stand_to_each_other_as_they_should() {
    let vocabulary = vocabulary();
    for (asked, held, link) in [
        ("焊接", "TIG焊", SkillLink::Narrower),
        ("氩弧焊", "电焊", SkillLink::Broader),
        ("办公软件", "VLOOKUP", SkillLink::Narrower),
        ("汽车维修", "三电系统", SkillLink::Narrower),
        ("PLC编程", "博途", SkillLink::Narrower),
        ("ＣＮＣ編程", "数控编程", SkillLink::Same),
        ("粤语", "英语", SkillLink::Apart),
        ("不知道的", "焊接", SkillLink::Apart),
    ] {
        assert_eq!(vocabulary.skills().link(asked, held), link, "{asked} {held}");
    }
}

#[test]
fn every_major_teaches_some_skill_and_every_major_named_exists() {
    let vocabulary = vocabulary();
    let mut taught: HashMap<&str, usize> = HashMap::new();
    for skill in vocabulary.skills().iter() {
        let majors: HashSet<&String> = skill.majors.iter().collect();
        assert_eq!(majors.len(), skill.majors.len(), "{}", skill.name);
        for major in &skill.majors {
            assert!(vocabulary.majors().by_code(major).is_some(), "{} {major}", skill.name);
            *taught.entry(major).or_default() += 1;
        }
    }
    for major in vocabulary.majors().iter() {
        assert!(taught.contains_key(major.code.as_str()), "{} {}", major.code, major.name);
    }
    for (skill, major) in
        [("氩弧焊", "660105"), ("静脉输液", "720201"), ("面包制作", "740203"), ("英语", "770201")]
    {
        let found = vocabulary.skills().find(skill).unwrap();
        assert!(found.majors.iter().any(|code| code == major), "{skill} {major}");
    }
}

#[test]
fn everyday_words_for_skills_are_understood() {
    let vocabulary = vocabulary();
    let skills = vocabulary.skills();
    for (word, name) in [
        ("二保焊", "二氧化碳气体保护焊"),
        ("打边", "拷边机操作"),
        ("墩子", "切配"),
        ("开叉车", "叉车驾驶"),
        ("PS", "Photoshop"),
        ("报税", "纳税申报"),
        ("打针", "静脉输液"),
        ("帶貨", "直播"),
        ("ＳＭＴ", "SMT操作"),
        ("天车操作", "起重机操作"),
    ] {
        assert_eq!(skills.canonical(word), name, "{word}");
    }
    let kind = |name: &str| skills.find(name).unwrap().kind;
    assert_eq!(kind("Excel"), SkillKind::Software);
    assert_eq!(kind("平车操作"), SkillKind::Tool);
    assert_eq!(kind("粤语"), SkillKind::Language);
    assert_eq!(kind("Python"), SkillKind::Programming);
    assert_eq!(kind("吃苦耐劳"), SkillKind::Attitude);
}

fn of_kind(kind: &str) -> Vec<Certificate> {
    vocabulary().certificates().iter().filter(|one| one.kind == kind).cloned().collect()
}

#[test]
fn certificates_carry_the_rules_of_their_kind() {
    // Years of validity, of review, and the age, by the law that each kind rests on.
    for (kind, valid, review, age) in [
        ("special_operation", Some(72), Some(36), Some(18)),
        ("special_equipment", Some(48), None, Some(18)),
        ("construction", Some(24), None, Some(18)),
        ("health", Some(12), None, None),
    ] {
        let certificates = of_kind(kind);
        assert!(!certificates.is_empty(), "{kind}");
        for one in certificates {
            assert_eq!(
                (one.valid_months, one.review_months, one.minimum_age),
                (valid, review, age),
                "{}",
                one.name
            );
            assert_eq!(one.levels, "", "{}", one.name);
        }
    }
    for one in of_kind("skill_level") {
        assert_eq!((one.levels.as_str(), one.valid_months), ("5-1", None), "{}", one.name);
    }
    for one in of_kind("vocational") {
        assert_eq!((one.levels.as_str(), one.valid_months), ("1x", None), "{}", one.name);
    }
    for one in of_kind("driving") {
        assert!(one.minimum_age.is_some_and(|age| age >= 18) && one.valid_months == Some(72), "{}", one.name);
    }
    for one in of_kind("qualification") {
        assert_eq!((one.levels.as_str(), one.review_months), ("", None), "{}", one.name);
    }
    let kinds: HashSet<String> = vocabulary().certificates().iter().map(|one| one.kind.clone()).collect();
    assert_eq!(kinds.len(), 8, "{kinds:?}");
}

#[test]
fn each_word_for_a_certificate_means_one() {
    let vocabulary = vocabulary();
    let mut owners: HashMap<String, &str> = HashMap::new();
    for one in vocabulary.certificates().iter() {
        for word in std::iter::once(&one.name).chain(&one.aliases) {
            let owner = owners.insert(vocabulary.text().fold(word), &one.name);
            assert_eq!(owner, None, "{word} is a word for {} too", one.name);
        }
    }
}

#[test]
fn the_certificates_that_advertisements_name_are_known() {
    let vocabulary = vocabulary();
    for (written, name) in [
        ("电工证", "低压电工作业"),
        ("焊工本", "熔化焊接与热切割作业"),
        ("叉车本", "叉车司机（N1）"),
        ("观光车证", "观光车和观光列车司机（N2）"),
        ("Q1", "起重机指挥（Q1）"),
        ("行车证", "起重机司机（Q2）"),
        ("电工上岗证", "低压电工作业"),
        ("教资", "教师资格证"),
        ("幼师证", "幼儿园教师资格证"),
        ("护士证", "护士执业资格证书"),
        ("育婴师证", "育婴员"),
        ("保育员证", "保育师"),
        ("茶艺证", "茶艺师"),
        ("厨师证", "中式烹调师"),
        ("C1", "机动车驾驶证（C1）"),
        ("Ｂ２駕照", "机动车驾驶证（B2）"),
        ("A2驾照", "机动车驾驶证（A2）"),
        ("计算机二级", "全国计算机等级考试证书"),
        ("普通话二甲", "普通话水平测试等级证书"),
        ("CET4", "英语等级证书"),
        ("会计初级", "初级会计专业技术资格"),
        ("导游证", "导游资格证"),
        ("消控证", "消防设施操作员"),
        ("保安证", "保安员证"),
        ("健康证", "健康证"),
        ("WPS办公应用", "WPS办公应用"),
        ("日语N2", "日语能力等级证书"),
    ] {
        assert_eq!(vocabulary.certificates().canonical(written), name, "{written}");
    }
    let certificate = |name: &str| vocabulary.certificates().find(name).unwrap().clone();
    assert_eq!(certificate("B2").minimum_age, Some(20));
    assert_eq!(certificate("A2").minimum_age, Some(22));
    assert_eq!(certificate("保安证").minimum_age, Some(18));
    assert_eq!(certificate("消控证").levels, "5-1");
}

#[test]
fn certificates_of_the_profiles_of_majors_are_known() {
    let vocabulary = vocabulary();
    let (mut all, mut known) = (0, 0);
    for name in vocabulary.majors().iter().flat_map(|major| &major.certificates) {
        all += 1;
        known += usize::from(vocabulary.certificates().find(name).is_some());
    }
    // The profiles name some courses of study in the same place; those are no certificates.
    assert!(known * 10 >= all * 9, "{known} of {all}");
}

#[test]
fn everyday_words_of_recruitment_find_each_other() {
    let vocabulary = vocabulary();
    let related = |word: &str| -> Vec<String> {
        vocabulary.synonyms().of(word).iter().map(|related| related.word.clone()).collect()
    };
    for (word, other) in [
        ("传菜", "传菜员"),
        ("跟单", "跟单员"),
        ("拉长", "线长"),
        ("缝纫工", "车位"),
        ("烫工", "整烫工"),
        ("外卖员", "骑手"),
        ("铆工", "冷作工"),
        ("網管", "网络管理员"),
        ("数控", "cnc"),
        ("ＱＣ", "品检"),
        ("普工", "包装工"),
        ("餐饮", "打荷"),
        ("挖機", "挖掘机司机"),
        ("月嫂", "母婴护理师"),
    ] {
        assert!(related(word).contains(&other.to_owned()), "{word} {other} {:?}", related(word));
    }
}

#[test]
fn conditions_ask_for_fields_and_regions_that_there_are() {
    let vocabulary = vocabulary();
    let mut asked_for = 0;
    for (word, asks) in vocabulary.conditions().iter() {
        for asked in asks {
            asked_for += 1;
            let field: FacetField = asked.field.parse().unwrap();
            let known = |code: &String| vocabulary.regions().by_code(code).is_some();
            assert!(!asked.values.is_empty(), "{word}");
            assert!(field != FacetField::Region || asked.values.iter().all(known), "{word} {asked:?}");
        }
    }
    assert!(asked_for >= 100, "{asked_for}");
}
