//! Occupation and major: does what was studied lead to this work (对口)? The vacancy's own list of majors counts too.

use crate::domain::matching::{
    knowledge::{Knowledge, MajorRelation},
    measure::{Measure, Points},
    pair::Pair,
    wording::Told,
};
use crate::domain::{
    language::Language,
    major::{CURRENT_CATALOGUE, Major},
    vacancy::VacancyContent,
};

/// What a major of the same class counts.
const CLOSE: f64 = 0.7;
/// What a link of our own table counts at most: less than an official one.
const LIKELY: f64 = 0.95;
/// What a surely related major counts at most: less than a close one.
const RELATED: f64 = 0.6;

/// How the two belong together, the best found.
#[derive(Clone, Copy)]
enum Finding {
    /// The vacancy names the major.
    Named,
    /// The vacancy names a major of the same class.
    NamedClass,
    /// The vacancy names majors, and neither this nor one of its class.
    NotNamed,
    /// What the tables say.
    Table(MajorRelation),
}

impl Finding {
    fn fraction(self) -> Option<f64> {
        match self {
            Self::Named | Self::Table(MajorRelation::Same) => Some(1.0),
            Self::NamedClass | Self::Table(MajorRelation::Close) => Some(CLOSE),
            Self::Table(MajorRelation::Likely(sure)) => Some(LIKELY * f64::from(sure).clamp(0.0, 1.0)),
            Self::Table(MajorRelation::Related(sure)) => Some(RELATED * f64::from(sure).clamp(0.0, 1.0)),
            Self::NotNamed | Self::Table(MajorRelation::Unrelated | MajorRelation::Unlisted) => Some(0.0),
            Self::Table(MajorRelation::Unknown) => None,
        }
    }
}

fn find(pair: &Pair<'_>) -> Finding {
    let content = &pair.post.content;
    let occupation = content.occupation.as_ref().map(|occupation| occupation.code.as_str());
    find_for(&pair.candidate.major, occupation, &content.requirements.majors, pair.knowledge)
}

/// How far a major leads to a vacancy's work, from 0 to 1; nothing where nobody can say.
pub(in crate::domain::matching) fn leads_to(
    major: &Major,
    content: &VacancyContent,
    knowledge: &dyn Knowledge,
) -> Option<f64> {
    let occupation = content.occupation.as_ref().map(|occupation| occupation.code.as_str());
    find_for(major, occupation, &content.requirements.majors, knowledge).fraction()
}

fn find_for(
    major: &Major,
    occupation: Option<&str>,
    listed: &[String],
    knowledge: &dyn Knowledge,
) -> Finding {
    let table =
        occupation.map_or(MajorRelation::Unknown, |occupation| knowledge.major_relation(major, occupation));
    let table = Finding::Table(table);
    match named(major, listed) {
        Some(list) if list.fraction() > table.fraction() => list,
        Some(list) if table.fraction().is_none() => list,
        _ => table,
    }
}

/// What the vacancy's own list says. A bare code is one of the current catalogue, one with a dash of the technical
/// schools': codes of the other catalogue say nothing about this major.
fn named(major: &Major, listed: &[String]) -> Option<Finding> {
    let technical = match major.catalogue.as_str() {
        CURRENT_CATALOGUE => false,
        "technical" => true,
        _ => return None,
    };
    let mut comparable = listed.iter().filter(|code| code.contains('-') == technical).peekable();
    comparable.peek()?;
    let mut found = Finding::NotNamed;
    for code in comparable {
        if *code == major.code {
            return Some(Finding::Named);
        }
        if code.get(..4).is_some_and(|class| major.code.get(..4) == Some(class)) {
            found = Finding::NamedClass;
        }
    }
    Some(found)
}

pub(super) fn measure(pair: &Pair<'_>) -> Measure {
    counted(find(pair))
}

/// A major against the occupation and the majors that a vacancy names.
pub(crate) fn of(
    major: &Major,
    occupation: Option<&str>,
    listed: &[String],
    knowledge: &dyn Knowledge,
) -> Measure {
    counted(find_for(major, occupation, listed, knowledge))
}

fn counted(finding: Finding) -> Measure {
    finding.fraction().map_or(Measure::UNKNOWN, |fraction| Measure::of(Points::of(fraction)))
}

pub(super) fn explain(pair: &Pair<'_>) -> Told {
    let major = |language| pair.knowledge.major_label(&pair.candidate.major, language);
    let work = |language| match &pair.post.content.occupation {
        Some(occupation) => pair.knowledge.occupation_label(occupation, language),
        None => pair.post.content.title.clone(),
    };
    let (zh_major, en_major) = (major(Language::Chinese), major(Language::English));
    let (zh_work, en_work) = (work(Language::Chinese), work(Language::English));
    match find(pair) {
        Finding::Named => Told::plain(
            format!("岗位欢迎「{zh_major}」专业"),
            format!("The vacancy welcomes the major {en_major}"),
        ),
        Finding::NamedClass => Told::plain(
            format!("「{zh_major}」与岗位所列专业同属一类"),
            format!("{en_major} is of the same class as a major the vacancy names"),
        ),
        Finding::NotNamed => Told::plain(
            format!("「{zh_major}」不在岗位所列专业内"),
            format!("{en_major} is not among the majors the vacancy names"),
        ),
        Finding::Table(MajorRelation::Same) => Told::plain(
            format!("「{zh_major}」专业对口 {zh_work}"),
            format!("The major {en_major} leads to {en_work}"),
        ),
        Finding::Table(MajorRelation::Close) => Told::plain(
            format!("「{zh_major}」与 {zh_work} 的对口专业同属一类"),
            format!("{en_major} is of the same class as majors that lead to {en_work}"),
        ),
        Finding::Table(MajorRelation::Likely(_)) => Told::plain(
            format!("「{zh_major}」专业常从事 {zh_work}（本站整理）"),
            format!("The major {en_major} often leads to {en_work} (our own table)"),
        ),
        Finding::Table(MajorRelation::Related(_)) => Told::plain(
            format!("「{zh_major}」与 {zh_work} 内容相关"),
            format!("{en_major} has to do with {en_work}"),
        ),
        Finding::Table(MajorRelation::Unrelated) => Told::plain(
            format!("「{zh_major}」与 {zh_work} 不对口"),
            format!("The major {en_major} does not lead to {en_work}"),
        ),
        Finding::Table(MajorRelation::Unlisted) => Told::plain(
            format!("「{zh_major}」的常见去向里没有 {zh_work}（本站整理）"),
            format!("{en_work} is not among what {en_major} leads to (our own table)"),
        ),
        Finding::Table(MajorRelation::Unknown) => Told::plain(
            format!("没有「{zh_major}」与 {zh_work} 是否对口的资料，不计分"),
            format!("Nothing is known about {en_major} and {en_work}; not counted"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::matching::{State, fixtures};

    /// By the major's catalogue and code, the vacancy's list, and whether its occupation is known.
    fn case(catalogue: &str, code: &str, listed: &[&str], occupation: bool) -> (Option<f64>, State) {
        let (mut vacancy, mut graduate) = (fixtures::vacancy(), fixtures::graduate());
        graduate.major.catalogue = catalogue.into();
        graduate.major.code = code.into();
        vacancy.content.requirements.majors = listed.iter().map(|code| (*code).to_owned()).collect();
        if !occupation {
            vacancy.content.occupation = None;
        }
        let measure = fixtures::with_pair(&graduate, &vacancy, measure);
        (measure.points().map(Points::as_f64), measure.state())
    }

    #[test]
    fn the_table_and_the_vacancys_own_list_decide_the_better_first() {
        type Case<'a> = (&'a str, &'a str, &'a [&'a str], bool, Option<f64>, State);
        let cases: &[Case<'_>] = &[
            // The table of the fixtures: 660103 same, 660101 close, 660301 related 0.5, 740201 likely 0.8, 750101 unknown, else unrelated.
            ("2021", "660103", &[], true, Some(1.0), State::Met),
            ("2021", "660101", &[], true, Some(0.7), State::Partly),
            ("2021", "660301", &[], true, Some(0.3), State::Partly),
            ("2021", "740201", &[], true, Some(0.76), State::Partly),
            ("2021", "730101", &[], true, Some(0.0), State::Unmet),
            ("2021", "750101", &[], true, None, State::Unknown),
            ("2021", "660103", &[], false, None, State::Unknown),
            ("2021", "730101", &["730101"], true, Some(1.0), State::Met),
            ("2021", "660301", &["660302"], true, Some(0.7), State::Partly),
            ("2021", "660103", &["730101"], true, Some(1.0), State::Met),
            ("2021", "750101", &["730101"], true, Some(0.0), State::Unmet),
            ("2021", "750101", &["730101"], false, Some(0.0), State::Unmet),
            // The same digits in another catalogue are another major.
            ("2010", "730101", &["730101"], false, None, State::Unknown),
            ("technical", "0435-3", &["660103"], false, None, State::Unknown),
            ("technical", "0435-3", &["660103", "0435-3"], false, Some(1.0), State::Met),
            ("technical", "0435-3", &["0435-4"], false, Some(0.7), State::Partly),
        ];
        for (catalogue, code, listed, occupation, points, state) in cases {
            let found = case(catalogue, code, listed, *occupation);
            assert_eq!(found, (*points, *state), "{catalogue} {code} {listed:?}");
        }
    }

    #[test]
    fn the_words_name_both() {
        let told = fixtures::with_pair(&fixtures::graduate(), &fixtures::vacancy(), explain);
        assert_eq!(told.message.zh, "「数控技术应用」专业对口 车工");
        assert_eq!(told.message.en, "The major 数控技术应用 leads to 车工");
    }
}
