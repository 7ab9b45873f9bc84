//! 学历: the least education asked for.

use super::{
    context::{is_duty, is_preferred},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::Education;
use std::{ops::Range, sync::LazyLock};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    /// A level that is asked for.
    Asked,
    /// A level named for another reason.
    Named,
    /// Any will do.
    Any,
}

/// The words for the levels, the lowest first; of words that share an end the longer comes first.
const LEVELS: [(&str, Option<Education>); 23] = [
    ("初中", Some(Education::JuniorSecondary)),
    ("大中专", Some(Education::SecondaryVocational)),
    ("中高职", Some(Education::SecondaryVocational)),
    ("中专", Some(Education::SecondaryVocational)),
    ("中职", Some(Education::SecondaryVocational)),
    ("中技", Some(Education::SecondaryVocational)),
    ("职高", Some(Education::SecondaryVocational)),
    ("职中", Some(Education::SecondaryVocational)),
    ("职校", Some(Education::SecondaryVocational)),
    ("技校", Some(Education::SecondaryVocational)),
    ("技工学校", Some(Education::SecondaryVocational)),
    ("高中", Some(Education::SecondaryVocational)),
    ("高职高专", Some(Education::HigherVocational)),
    ("大学专科", Some(Education::HigherVocational)),
    ("大专", Some(Education::HigherVocational)),
    ("高职", Some(Education::HigherVocational)),
    ("高专", Some(Education::HigherVocational)),
    ("专科", Some(Education::HigherVocational)),
    ("大学本科", Some(Education::Bachelor)),
    ("本科", Some(Education::Bachelor)),
    ("硕士", None),
    ("研究生", None),
    ("博士", None),
];

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    let levels = LEVELS.map(|(word, _)| word).join("|");
    let one = format!("(全日制|统招|正规)?({levels})(学历|毕业|生)?");
    let group =
        format!("{one}((/|、|,|或者?|和|及|-){one})?((/|、|或者?|和|及|-){one})?((/|、|或者?){one})?");
    let subject = "(最低)?(学历|文化程度|文化|教育程度)";
    let table = [
        (
            format!("{group}(学历|文化|文化程度|程度|毕业|水平|相当学历)?(及其?|或|含|或者)?以上"),
            Meaning::Asked,
        ),
        (format!("{group}\\(含\\)以上"), Meaning::Asked),
        (format!("{group}(起步?|均可|都可以?|皆可|即可|也可|可以|毕业即可|学历即可)"), Meaning::Asked),
        (format!("{group}(学历|文化程度|文化|毕业|学位)!(生|证|的?优|不限!(专业)|院校)"), Meaning::Asked),
        (
            format!(
                "{subject}(要求|需|须|必须)?:?(为|在|是|需|须|至少|最低|不低于|不得低于|达到|要求)?:?{group}"
            ),
            Meaning::Asked,
        ),
        (
            format!(
                "(限|仅限|招聘?|招收|只招|要求:?|须为?|需|需要|至少)(应届)?{group}(毕业生|应届毕业生|及以上|以上)?"
            ),
            Meaning::Asked,
        ),
        (format!("<{group}>"), Meaning::Asked),
        (format!("<{group}{{6}}(专业|类)>"), Meaning::Asked),
        (format!("{group}{{6}}(毕业生?|学生)(均可|即可|都可以?|皆可|可)"), Meaning::Asked),
        (format!("(放宽|放低|降低)(至|到|为)?{group}"), Meaning::Asked),
        (format!("{group}(学历)?(及|或)?以下"), Meaning::Named),
        (
            format!(
                "{group}(应届)?(毕业)?(生|同学|学生|院校|学校|学员|老师|教师|课程|英语|数学|语文|物理|化学|部|辅导)"
            ),
            Meaning::Named,
        ),
        (group, Meaning::Named),
        ("本科室".to_owned(), Meaning::Named),
        ("专科(医|门诊|护理|病)".to_owned(), Meaning::Named),
        (
            "(学历|文化程度|文化)(要求)?:?(不限|无要求|不做?要求|不拘|无限制|没有?要求)".to_owned(),
            Meaning::Any,
        ),
        ("(不限|不看|无|不要求|不问)(学历|文化)(要求)?".to_owned(), Meaning::Any),
    ];
    Phrases::new(table)
});

/// The least education that the text asks for.
pub(super) fn read(text: &Folded) -> Option<Reading<Education>> {
    let said = PHRASES.find(text);
    if said.iter().any(|one| one.meaning == Meaning::Any) {
        return None;
    }
    let asked = |one: &Said<Meaning>| {
        one.meaning == Meaning::Asked && !is_preferred(text, &one.at) && !is_duty(text, &one.at)
    };
    let levels = said.into_iter().filter(asked).map(|one| Said {
        meaning: lowest(text, &one.at),
        at: one.at,
        numbers: Vec::new(),
    });
    let agreed = agreed(text, levels.collect())?;
    agreed.value.map(|value| Reading { value, places: agreed.places })
}

/// The lowest of the levels a phrase names; none where that is above all we know.
fn lowest(text: &Folded, at: &Range<usize>) -> Option<Education> {
    let mut phrase = text.slice(at.clone());
    for other in ["大学本科", "大学专科"] {
        phrase = phrase.replace(other, &other[other.len() / 2..]);
    }
    LEVELS.iter().find(|(word, _)| phrase.contains(word)).and_then(|(_, level)| *level)
}
