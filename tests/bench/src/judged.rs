//! Judged searches: what they should find follows from how the generator drew the vacancies.

use std::collections::HashMap;

use jobbridge_index::{SearchIndex, VacancyQuery, Vocabulary};

use crate::Failure;
use crate::corpus::{Corpus, Made};
use crate::phrases::TRADES;
use crate::postgres::Postgres;

const DEPTH: usize = 10;

/// One search: the trades that are meant, and those that are better than nothing. With `true`, food and a bed are
/// asked for as well, and the trade without them is better than nothing.
struct Judged(&'static str, &'static [&'static str], &'static [&'static str], bool);

const JUDGED: &[Judged] = &[
    Judged("数控车工", &["数控车工"], &["数控铣工", "加工中心操作工", "CNC操作员", "普车工"], false),
    Judged("cnc", &["CNC操作员"], &["数控车工", "数控铣工", "加工中心操作工"], false),
    Judged("加工中心", &["加工中心操作工"], &["CNC操作员", "数控铣工"], false),
    Judged("焊工", &["电焊工", "氩弧焊工"], &[], false),
    Judged("钳工", &["模具钳工", "装配钳工", "机修钳工"], &[], false),
    Judged("电工", &["维修电工", "低压电工"], &["电气装配工"], false),
    Judged("叉车", &["叉车司机"], &[], false),
    Judged("仓管", &["仓库管理员"], &["叉车司机"], false),
    Judged("质检", &["质检员", "品质检验员"], &[], false),
    Judged("汽车维修", &["汽车维修工"], &["汽车喷漆工"], false),
    Judged("护理", &["护理员", "养老护理员"], &[], false),
    Judged("养老护理员", &["养老护理员"], &["护理员"], false),
    Judged("厨师", &["西式烹调师", "中式烹调师"], &["面点师"], false),
    Judged("前台", &["酒店前台", "行政前台"], &[], false),
    Judged("服务员", &["餐厅服务员", "客房服务员"], &[], false),
    Judged("会计", &["会计"], &["出纳"], false),
    Judged("幼师", &["幼儿教师"], &["保育员"], false),
    Judged("客服", &["电商客服"], &[], false),
    Judged("dianhan", &["电焊工"], &["氩弧焊工"], false),
    Judged("測量員", &["建筑测量员"], &[], false),
    Judged("机器人 操作员", &["工业机器人操作员"], &[], false),
    Judged("电焊工 包吃住", &["电焊工"], &[], true),
    Judged("数控车工 包吃住", &["数控车工"], &[], true),
    Judged("收银员 包吃住", &["超市收银员"], &[], true),
];

impl Judged {
    fn grade(&self, made: &Made) -> u32 {
        let title = TRADES[made.trade].0;
        if self.1.contains(&title) {
            if self.3 && !made.boarding { 1 } else { 3 }
        } else {
            u32::from(!self.3 && self.2.contains(&title))
        }
    }
}

/// nDCG@10 of the product and of PostgreSQL, the mean over all searches.
pub(crate) fn compare(
    index: &SearchIndex,
    postgres: &mut Postgres,
    vocabulary: &Vocabulary,
    corpus: &Corpus,
    vacancies: u64,
) -> Result<(f64, f64, usize), Failure> {
    let made: Vec<Made> = (0..vacancies).map(|number| corpus.vacancy(number)).collect();
    let numbers: HashMap<&str, usize> =
        made.iter().enumerate().map(|(number, made)| (made.document.key.as_str(), number)).collect();
    let (mut product, mut other) = (0.0, 0.0);
    for judged in JUDGED {
        let mut grades: Vec<u32> = made.iter().map(|made| judged.grade(made)).collect();
        let query = VacancyQuery { text: judged.0.to_owned(), limit: DEPTH, ..VacancyQuery::default() };
        let hits = index.vacancies().search(&query)?.hits;
        let hits: Vec<u32> = hits
            .iter()
            .filter_map(|hit| numbers.get(hit.key.as_str()))
            .map(|number| grades[*number])
            .collect();
        let words: Vec<String> = judged.0.split(' ').map(str::to_owned).collect();
        let (rows, _) = postgres.search(vocabulary, &words, false, DEPTH)?;
        let rows: Vec<u32> = rows.iter().map(|number| grades[*number as usize]).collect();
        grades.sort_unstable_by(|a, b| b.cmp(a));
        let ideal = gain(&grades);
        println!(
            "  {:<16} product {:.3}  postgresql {:.3}",
            judged.0,
            gain(&hits) / ideal,
            gain(&rows) / ideal
        );
        product += gain(&hits) / ideal;
        other += gain(&rows) / ideal;
    }
    let count = JUDGED.len();
    Ok((product / count as f64, other / count as f64, count))
}

/// Discounted cumulative gain of the first ten.
fn gain(grades: &[u32]) -> f64 {
    let gains = grades.iter().take(DEPTH).zip(2_u32..);
    gains.fold(0.0, |sum, (grade, place)| sum + f64::from((1_u32 << grade) - 1) / f64::from(place).log2())
}
