//! Skills and certificates found in running text.

use crate::world::vocabulary;

#[test]
fn a_term_inside_another_word_is_none() {
    let vocabulary = vocabulary();
    for text in ["CADENCE", "会计算机操作的人", "参加招聘会议", "收银员", "电工", "管理发展部"]
    {
        let skills = vocabulary.skills().find_in(text);
        let certificates = vocabulary.certificates().find_in(text);
        let odd = skills.iter().filter(|found| !["计算机操作"].contains(&found.name.as_str()));
        assert_eq!((odd.count(), certificates.len()), (0, 0), "{text}: {skills:?} {certificates:?}");
    }
}

#[test]
fn spans_count_characters_of_the_original() {
    let vocabulary = vocabulary();
    let text = "𠮷店：須會ＣＡＤ 製圖，持 中級 焊工證";
    let skills = vocabulary.skills().find_in(text);
    let cut = |span: &std::ops::Range<usize>| -> String {
        text.chars().skip(span.start).take(span.len()).collect()
    };
    assert_eq!(skills.iter().map(|found| cut(&found.span)).collect::<Vec<_>>(), ["ＣＡＤ 製圖"]);
    let certificates = vocabulary.certificates().find_in(text);
    assert_eq!(certificates.iter().map(|found| cut(&found.span)).collect::<Vec<_>>(), ["中級 焊工證"]);
    assert_eq!((certificates[0].name.as_str(), certificates[0].level), ("焊工", Some(4)));
}
