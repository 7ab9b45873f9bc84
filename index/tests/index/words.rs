//! What people type for one thing: traditional, full-width, in pinyin, in Latin letters, a wider word.

use jobbridge_index::{VacancyDocument, VacancyQuery};

use crate::world::{World, vacancy};

fn world() -> World {
    let placed = |key: &str, title: &str, region: &str| VacancyDocument {
        regions: vec![region.to_owned()],
        ..vacancy(key, title)
    };
    World::with_vacancies([
        placed("lathe", "数控车工(长白班)", "440306"),
        placed("cnc", "ＣＮＣ操作员", "320583"),
        placed("weld", "电焊工", "370211"),
        placed("software", "软件测试员", "3401"),
        placed("operator", "装配操作工", "441900"),
        placed("pot", "重庆火锅店服务员", "500103"),
        placed("changsha", "长沙臭豆腐店员", "430102"),
        placed("xiamen", "厦门海鲜餐厅传菜员", "350203"),
        placed("tea", "六安瓜片采茶工", "341502"),
        placed("ledger", "会计", "110105"),
        placed("inspector", "品检员", "330206"),
    ])
}

fn found(world: &World, text: &str) -> Vec<String> {
    let query = VacancyQuery { text: text.to_owned(), limit: 100, ..VacancyQuery::default() };
    let hits = world.index.vacancies().search(&query).unwrap();
    hits.hits.into_iter().map(|hit| hit.key).collect()
}

#[test]
fn one_thing_is_found_under_all_its_forms() {
    let world = world();
    let mut missed = Vec::new();
    for (text, key) in [
        ("數控車工", "lathe"),
        ("数控车工", "lathe"),
        ("ＣＮＣ", "lathe"),
        ("cnc", "lathe"),
        ("CNC", "cnc"),
        ("数控", "cnc"),
        ("數控", "cnc"),
        ("skcg", "lathe"),
        ("SKCG", "lathe"),
        ("ｓｋｃｇ", "lathe"),
        ("shukong", "lathe"),
        ("shukongchegong", "lathe"),
        ("chegong", "lathe"),
        ("電焊工", "weld"),
        ("dianhangong", "weld"),
        ("dhg", "weld"),
        ("焊", "weld"),
        ("軟體", "software"),
        ("软体", "software"),
        ("軟件", "software"),
        ("ruanjian", "software"),
        ("普工", "operator"),
        ("重庆", "pot"),
        ("重慶", "pot"),
        ("chongqing", "pot"),
        ("cq", "pot"),
        ("长沙", "changsha"),
        ("長沙", "changsha"),
        ("changsha", "changsha"),
        ("厦门", "xiamen"),
        ("廈門", "xiamen"),
        ("xiamen", "xiamen"),
        ("xm", "xiamen"),
        ("六安", "tea"),
        ("luan", "tea"),
        ("lu'an", "tea"),
        ("会计", "ledger"),
        ("kuaiji", "ledger"),
        ("质检", "inspector"),
        ("QC", "inspector"),
        ("shenzhen", "lathe"),
        ("kunshan", "cnc"),
        ("深圳", "lathe"),
        ("鹏城", "lathe"),
        ("襄樊", ""),
    ] {
        let keys = found(&world, text);
        let right = if key.is_empty() { keys.is_empty() } else { keys.iter().any(|one| one == key) };
        if !right {
            missed.push(format!("{text} → {key}: {keys:?}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_narrower_word_does_not_find_the_wider_and_pinyin_is_read_as_it_is_said() {
    let world = world();
    for (text, not) in [
        ("zhongqing", "pot"),
        ("changsha", "pot"),
        ("hukuaiji", "ledger"),
        ("huiji", "ledger"),
        ("liuan", "xiamen"),
        ("南京市长", "weld"),
    ] {
        assert!(!found(&world, text).iter().any(|key| key == not), "{text} finds {not}");
    }
}
