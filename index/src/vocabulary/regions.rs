//! Administrative regions of the People's Republic of China (GB/T 2260), by code and by name.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dictionary::{DictionaryError, REGIONS, list};
use super::region_codes::CodeSpan;
use super::region_names::{NameKind, Named};
use crate::text::Folding;

/// One province (2 digits), prefecture (4) or county (6).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Region {
    /// Its code without trailing zeros: `44`, `4403`, `440306`.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Its name without 省, 市, 区, 县 or the nationality; empty where it has none.
    pub short: String,
    /// Other and former names that mean it.
    pub aliases: Vec<String>,
    /// Nicknames, understood in searches only.
    pub nicknames: Vec<String>,
    /// Names that mean it only behind what it lies in (合肥 before 高新区).
    pub within: Vec<String>,
    /// Its short name alone means it, although smaller places share it (西安).
    pub prevails: bool,
    /// 东部, 中部 or 西部; empty where the division does not say.
    pub region3: String,
    /// Longitude of its seat in degrees.
    pub lon: Option<f64>,
    /// Latitude of its seat in degrees.
    pub lat: Option<f64>,
    /// It was on the national list of 832 poor counties.
    pub poverty832: bool,
    /// The year it left that list.
    pub delisted: Option<u16>,
}

impl Region {
    /// The six-digit form of the code: `440000`, `440300`, `440306`.
    pub fn six_digits(&self) -> String {
        format!("{:0<6}", self.code)
    }
}

#[derive(Deserialize)]
struct Row {
    code: String,
    name: String,
    short: String,
    aliases: String,
    nicknames: String,
    within: String,
    prevails: String,
    region3: String,
    lon: Option<f64>,
    lat: Option<f64>,
    poverty832: String,
    delisted: Option<u16>,
}

/// All regions.
pub struct Regions {
    pub(super) entries: Vec<Region>,
    pub(super) by_code: HashMap<String, usize>,
    /// What each code has stood for, in time.
    pub(super) spans: BTreeMap<String, Vec<CodeSpan>>,
    pub(super) by_name: HashMap<String, Vec<Named>>,
    pub(super) longest_name: usize,
    /// Names by their pinyin without tones: `shenzhen`.
    pub(super) by_spelling: HashMap<String, Vec<usize>>,
    /// The initials of provinces and prefectures: `cq`.
    pub(super) initials: HashSet<String>,
    pub(super) folding: Arc<Folding>,
}

impl Regions {
    pub(super) fn load(folding: &Arc<Folding>) -> Result<Regions, DictionaryError> {
        let entries: Vec<Region> = REGIONS.rows::<Row>()?.into_iter().map(Region::from).collect();
        let by_code: HashMap<String, usize> =
            entries.iter().enumerate().map(|(at, region)| (region.code.clone(), at)).collect();
        let mut regions = Regions {
            entries,
            by_code,
            spans: BTreeMap::new(),
            by_name: HashMap::new(),
            longest_name: 0,
            by_spelling: HashMap::new(),
            initials: HashSet::new(),
            folding: Arc::clone(folding),
        };
        regions.load_spans()?;
        regions.index_names()?;
        regions.index_spellings()?;
        Ok(regions)
    }

    /// All regions, provinces first, then by code.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.entries.iter()
    }

    /// The region with this code: 2, 4 or 6 digits, or padded with zeros as in `440000`.
    pub fn by_code(&self, code: &str) -> Option<&Region> {
        let code = code.trim();
        let found = self.by_code.get(code).or_else(|| match code.len() {
            6 => self.by_code.get(code.strip_suffix("0000").or_else(|| code.strip_suffix("00"))?),
            4 => self.by_code.get(code.strip_suffix("00")?),
            _ => None,
        });
        found.and_then(|at| self.entries.get(*at))
    }

    /// The region and everything above it, largest first; empty for an unknown code.
    pub fn ancestors(&self, code: &str) -> Vec<&Region> {
        let Some(region) = self.by_code(code) else { return Vec::new() };
        [2, 4, 6]
            .into_iter()
            .filter(|length| *length <= region.code.len())
            .filter_map(|length| region.code.get(..length).and_then(|code| self.by_code(code)))
            .collect()
    }

    /// The regions directly below one.
    pub fn children(&self, code: &str) -> Vec<&Region> {
        let Some(parent) = self.by_code(code) else { return Vec::new() };
        let length = parent.code.len() + 2;
        self.entries
            .iter()
            .filter(|region| region.code.len() == length && region.code.starts_with(&parent.code))
            .collect()
    }

    /// The names from the province down, without repeating one: 广东省深圳市宝安区, 北京市朝阳区.
    pub fn full_name(&self, code: &str) -> Option<String> {
        let mut names: Vec<&str> = Vec::new();
        for region in self.ancestors(code) {
            if !names.contains(&region.name.as_str()) && !region.name.contains("直辖县级") {
                names.push(&region.name);
            }
        }
        (!names.is_empty()).then(|| names.concat())
    }

    /// The regions a whole text names, nicknames and pinyin included: for reading the words of a search.
    pub fn named(&self, text: &str) -> Vec<&Region> {
        let text = self.folding.fold(text);
        let named = self.by_name.get(&text).into_iter().flatten();
        let named = named.filter(|named| named.kind != NameKind::Within).map(|named| named.region);
        let spelt = self.spelt(&text).into_iter().map(|named| named.region);
        named.chain(spelt).filter_map(|at| self.entries.get(at)).collect()
    }

    pub(super) fn words(&self, words: &mut HashSet<String>) {
        let of_today = |named: &Named| !matches!(named.kind, NameKind::Former | NameKind::Within);
        let names = self.by_name.iter().filter(|(_, named)| named.iter().any(of_today));
        words.extend(names.map(|(name, _)| name.clone()));
    }
}

impl From<Row> for Region {
    fn from(row: Row) -> Region {
        Region {
            code: row.code,
            name: row.name,
            short: row.short,
            aliases: list(&row.aliases),
            nicknames: list(&row.nicknames),
            within: list(&row.within),
            prevails: !row.prevails.is_empty(),
            region3: row.region3,
            lon: row.lon,
            lat: row.lat,
            poverty832: !row.poverty832.is_empty(),
            delisted: row.delisted,
        }
    }
}
