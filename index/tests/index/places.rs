//! Places as people write them.

use jobbridge_index::PlaceReading;

use crate::world::vocabulary;

fn resolved(code: &str, rest: &str) -> PlaceReading {
    PlaceReading::Resolved { code: code.to_owned(), rest: rest.to_owned() }
}

#[test]
fn places_are_resolved_with_what_follows_them() {
    let vocabulary = vocabulary();
    for (text, code, rest) in [
        ("昆山", "320583", ""),
        ("苏州昆山", "320583", ""),
        ("江苏省昆山市", "320583", ""),
        ("江苏 苏州 昆山市", "320583", ""),
        ("江蘇省崑山市", "320583", ""),
        ("中国江苏省苏州市昆山市花桥镇", "320583", "花桥镇"),
        ("深圳市宝安区福海街道", "440306", "福海街道"),
        ("广东省深圳市宝安区福海街道和平社区", "440306", "福海街道和平社区"),
        ("东莞长安镇", "441900", "长安镇"),
        ("东莞市", "441900", ""),
        ("广东东莞", "441900", ""),
        ("中山市小榄镇", "442000", "小榄镇"),
        ("嘉峪关", "620201", ""),
        ("儋州市", "460400", ""),
        ("北京", "11", ""),
        ("北京市朝阳区望京街道", "110105", "望京街道"),
        ("北京朝阳", "110105", ""),
        ("上海浦东新区张江镇", "310115", "张江镇"),
        ("重庆市渝北区", "500112", ""),
        ("长沙", "4301", ""),
        ("长沙县", "430121", ""),
        ("西安", "6101", ""),
        ("西安市雁塔区", "610113", ""),
        ("吉林省吉林市", "2202", ""),
        ("隆林", "451031", ""),
        ("隆林各族自治县", "451031", ""),
        ("凉山昭觉", "513431", ""),
        ("凉山彝族自治州昭觉县", "513431", ""),
        ("新疆", "65", ""),
        ("内蒙古呼和浩特", "1501", ""),
        ("海南省海口市", "4601", ""),
        ("海南藏族自治州", "6325", ""),
        ("宁波北仑", "330206", ""),
        ("浙江·宁波·鄞州", "330212", ""),
        ("杭州市江干区", "330102", ""),
        ("宁乡县", "430182", ""),
        ("320583", "320583", ""),
        ("440300", "4403", ""),
        ("香港", "81", ""),
    ] {
        assert_eq!(vocabulary.regions().resolve(text), resolved(code, rest), "{text}");
    }
}

#[test]
fn an_ambiguous_place_names_its_candidates() {
    let vocabulary = vocabulary();
    for (text, some) in [
        ("朝阳", vec!["110105", "2113", "220104"]),
        ("鼓楼区", vec!["320106", "320302", "350102", "410204"]),
        ("海南", vec!["150303", "46", "6325"]),
        ("西湖区", vec!["330106", "360103"]),
        ("平安大厦", vec!["630203"]),
    ] {
        let PlaceReading::Ambiguous { candidates } = vocabulary.regions().resolve(text) else {
            panic!("{text}: {:?}", vocabulary.regions().resolve(text));
        };
        for code in some {
            assert!(candidates.iter().any(|candidate| candidate == code), "{text} {candidates:?}");
        }
    }
}

#[test]
fn what_is_no_place_stays_unknown() {
    let vocabulary = vocabulary();
    for text in ["", " ", "数控车工", "火星", "999999", "工业园区", "-", "𠮷𠮷", "12", "0"] {
        let reading = vocabulary.regions().resolve(text);
        // 12 is the code of Tianjin.
        assert!(reading == PlaceReading::Unknown || text == "12", "{text} {reading:?}");
    }
}

#[test]
fn nicknames_are_places_in_searches_only() {
    let vocabulary = vocabulary();
    for (text, code) in [("魔都", "31"), ("鹏城", "4403"), ("羊城", "4401")] {
        assert_eq!(vocabulary.regions().resolve(text), PlaceReading::Unknown, "{text}");
        assert_eq!(vocabulary.regions().resolve_for_search(text), resolved(code, ""), "{text}");
    }
}

#[test]
fn every_region_is_found_by_its_own_full_name() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let mut wrong = Vec::new();
    for region in regions.iter().filter(|region| !region.short.is_empty()) {
        let name = regions.full_name(&region.code).unwrap();
        let expected = match regions.children(&region.code).as_slice() {
            [only] if only.name == region.name => only.code.clone(),
            _ => region.code.clone(),
        };
        // A municipality's own prefecture is the municipality: 北京市.
        let larger = region.code.get(..2).unwrap().to_owned();
        match regions.resolve(&name) {
            PlaceReading::Resolved { code, rest }
                if rest.is_empty() && (code == expected || code == larger) => {}
            other => wrong.push(format!("{name} {} {other:?}", region.code)),
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

#[test]
fn all_levels_of_a_code_are_read() {
    let vocabulary = vocabulary();
    let regions = vocabulary.regions();
    let name = |code: &str| regions.by_code(code).map(|region| region.name.clone());
    for (code, expected) in [
        ("44", Some("广东省")),
        ("440000", Some("广东省")),
        ("4403", Some("深圳市")),
        ("440300", Some("深圳市")),
        ("440306", Some("宝安区")),
        ("441900", Some("东莞市")),
        ("449999", None),
        ("4", None),
        ("abc", None),
        ("四四", None),
    ] {
        assert_eq!(name(code).as_deref(), expected, "{code}");
    }
    let chain: Vec<&str> = regions.ancestors("440306").iter().map(|region| region.name.as_str()).collect();
    assert_eq!(chain, ["广东省", "深圳市", "宝安区"]);
    assert_eq!(regions.full_name("441900").as_deref(), Some("广东省东莞市"));
    assert_eq!(regions.by_code("440306").unwrap().region3, "东部");
    assert!(regions.by_code("451031").unwrap().poverty832);
}

#[test]
fn all_rows_of_the_region_tables_are_there() {
    let vocabulary = vocabulary();
    let count = |length| vocabulary.regions().iter().filter(|region| region.code.len() == length).count();
    assert_eq!((count(2), count(4), count(6)), (34, 342, 2978));
    assert_eq!(vocabulary.regions().iter().filter(|region| region.poverty832).count(), 831);
}
