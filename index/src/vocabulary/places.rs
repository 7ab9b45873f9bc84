//! Reading a place as people write it: 昆山, 江苏省昆山市, 深圳市宝安区福海街道.

use super::region_names::{NameKind, Named};
use super::regions::{Region, Regions};

/// What a text says about a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceReading {
    /// One region.
    Resolved {
        /// Its code.
        code: String,
        /// What follows it, such as the town or the street, as written.
        rest: String,
    },
    /// Several regions may be meant, or one is too little certain.
    Ambiguous {
        /// Their codes.
        candidates: Vec<String>,
    },
    /// It names no region first.
    Unknown,
}

/// What shows that what follows a county's short name is still about a place.
const ADDRESS_SIGNS: [&str; 24] = [
    "镇", "乡", "路", "村", "街", "道", "号", "园", "区", "巷", "苑", "附近", "周边", "旁", "边上", "本地",
    "均可", "都可", "境内", "全境", "县城", "市内", "一带", "等地",
];

/// What people write before a place.
const LEADS: [&str; 16] = [
    "工作地点",
    "工作地址",
    "工作地",
    "上班地点",
    "上班地址",
    "公司地址",
    "单位地址",
    "工厂地址",
    "地址",
    "地点",
    "坐标",
    "位于",
    "就在",
    "在",
    "中华人民共和国",
    "中国",
];

/// The regions read so far, and where reading goes on.
struct Reading {
    regions: Vec<Named>,
    end: usize,
    names: usize,
}

impl Regions {
    /// Reads a place in a vacancy or an address. Nicknames are not places here.
    pub fn resolve(&self, text: &str) -> PlaceReading {
        self.read(text, false)
    }

    /// Reads a place in a search, nicknames (魔都, 鹏城) included.
    pub fn resolve_for_search(&self, text: &str) -> PlaceReading {
        self.read(text, true)
    }

    fn read(&self, text: &str, nicknames: bool) -> PlaceReading {
        if let Some(region) = self.by_code(text) {
            return PlaceReading::Resolved { code: self.finest(region).code.clone(), rest: String::new() };
        }
        let folded = self.folding.normalise(text);
        let reading = self.read_names(folded.text(), nicknames);
        if reading.regions.is_empty() {
            let regions = if nicknames { self.spelt(folded.text().trim()) } else { Vec::new() };
            let spelt = Reading { regions, end: text.len(), names: 1 };
            return if spelt.regions.is_empty() {
                PlaceReading::Unknown
            } else {
                self.decide(&spelt, &[], "")
            };
        }
        let behind = folded.text().get(reading.end..).unwrap_or_default();
        let beside = self.beside(behind, &reading.regions);
        let rest = text.get(folded.original_end(reading.end)..).unwrap_or_default();
        self.decide(&reading, &beside, tidy(rest))
    }

    fn read_names(&self, text: &str, nicknames: bool) -> Reading {
        let mut reading = Reading { regions: Vec::new(), end: 0, names: 0 };
        let mut at = lead(text);
        loop {
            at += text.get(at..).map_or(0, separators);
            let rest = text.get(at..).unwrap_or_default();
            let Some((length, regions)) = self.next_name(rest, &reading.regions, nicknames) else {
                return reading;
            };
            at += length;
            // 苏州市区 is 苏州, and no district of it.
            if rest.get(..length).is_some_and(|name| name.ends_with('市')) && ends_in_district(rest, length)
            {
                at += '区'.len_utf8();
            }
            reading = Reading { regions, end: at, names: reading.names + 1 };
        }
    }

    /// The longest name at the start of the text that lies within what was read before.
    pub(super) fn next_name(
        &self,
        text: &str,
        within: &[Named],
        nicknames: bool,
    ) -> Option<(usize, Vec<Named>)> {
        let ends: Vec<usize> =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest_name).collect();
        ends.into_iter().rev().find_map(|end| {
            let named = self.by_name.get(text.get(..end)?)?;
            let fitting = named.iter().filter(|named| match named.kind {
                NameKind::Nickname => nicknames,
                NameKind::Within => within.iter().any(|outer| outer.region != named.region),
                NameKind::Full | NameKind::Short | NameKind::Former => true,
            });
            let fitting = fitting
                .filter(|named| within.is_empty() || within.iter().any(|outer| self.lies_in(named, outer)));
            let fitting = self.rather_of_today(fitting.copied().collect());
            (!fitting.is_empty()).then_some((end, fitting))
        })
    }

    /// What has the name today comes before what had it, unless the former is the larger one around it: 思茅 was the
    /// prefecture that is 普洱 now, and is still a district in it.
    fn rather_of_today(&self, named: Vec<Named>) -> Vec<Named> {
        let of_today = |one: &&Named| one.kind != NameKind::Former;
        let today: Vec<Named> = named.iter().filter(of_today).copied().collect();
        let full = today.iter().any(|one| one.kind == NameKind::Full);
        let keeps = |one: &Named| {
            one.kind != NameKind::Former
                || today.is_empty()
                || !full && today.iter().all(|inner| self.lies_in(inner, one))
        };
        named.iter().filter(|one| keeps(one)).copied().collect()
    }

    pub(super) fn lies_in(&self, inner: &Named, outer: &Named) -> bool {
        match (self.entries.get(inner.region), self.entries.get(outer.region)) {
            (Some(inner), Some(outer)) => inner.code.starts_with(&outer.code),
            _ => false,
        }
    }

    fn decide(&self, reading: &Reading, beside: &[Named], rest: &str) -> PlaceReading {
        let among = |named: &&Named| beside.iter().any(|outer| self.lies_in(named, outer));
        let within: Vec<Named> = reading.regions.iter().filter(among).copied().collect();
        // 朝阳区，北京: what follows is around it.
        let around = !within.is_empty();
        let (read, beside) = if around { (&within, &[][..]) } else { (&reading.regions, beside) };
        let rest = if around && !self.named(rest).is_empty() { "" } else { rest };
        let mut chosen = self.meant(read);
        let sure = chosen.len() == 1 && beside.is_empty();
        chosen.extend(self.meant(beside));
        let regions: Vec<&Region> =
            chosen.iter().filter_map(|n| self.entries.get(n.region)).map(|r| self.finest(r)).collect();
        match (regions.as_slice(), chosen.as_slice()) {
            ([region], [named]) if sure && (around || !is_doubtful(reading, region, named, rest)) => {
                PlaceReading::Resolved { code: region.code.clone(), rest: rest.to_owned() }
            }
            _ => PlaceReading::Ambiguous { candidates: regions.iter().map(|r| r.code.clone()).collect() },
        }
    }

    /// Of the regions one name may mean, those it does mean.
    fn meant(&self, named: &[Named]) -> Vec<Named> {
        // 长沙 names the city and a county in it: the larger one is meant.
        let inside = |one: &Named, other: &Named| other.region != one.region && self.lies_in(one, other);
        let outermost: Vec<Named> =
            named.iter().filter(|one| !named.iter().any(|other| inside(one, other))).copied().collect();
        let prevails = |one: &&Named| self.entries.get(one.region).is_some_and(|region| region.prevails);
        let prevailing: Vec<Named> = outermost.iter().filter(prevails).copied().collect();
        if outermost.len() > 1 && prevailing.len() == 1 { prevailing } else { outermost }
    }

    /// A prefecture without counties (东莞, 中山) is coded as its only county, `441900`.
    fn finest<'a>(&'a self, region: &'a Region) -> &'a Region {
        if region.code.len() != 4 {
            return region;
        }
        match self.children(&region.code).as_slice() {
            [only] if only.name == region.name => only,
            _ => region,
        }
    }
}

/// 平安 is a district, but 平安大厦 is a building: a county's bare short name needs an address after it.
fn is_doubtful(reading: &Reading, region: &Region, named: &Named, rest: &str) -> bool {
    reading.names == 1
        && named.kind != NameKind::Full
        && region.code.len() == 6
        && !region.code.ends_with("00")
        && !rest.is_empty()
        && !ADDRESS_SIGNS.iter().any(|sign| rest.contains(sign))
}

/// How long what stands before the place is: 工作地点：, 位于, 中国, a picture.
fn lead(text: &str) -> usize {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let after = LEADS.iter().find_map(|word| trimmed.strip_prefix(word)).unwrap_or(trimmed);
        if after.len() == rest.len() {
            return text.len() - rest.len();
        }
        rest = after;
    }
}

fn ends_in_district(text: &str, length: usize) -> bool {
    let mut behind = text.get(length..).unwrap_or_default().chars();
    behind.next() == Some('区') && behind.next().is_none_or(|c| !c.is_alphanumeric())
}

/// What follows the region without what only parted them.
fn tidy(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).trim_end();
    for (open, close) in [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】')] {
        if let Some(inner) = rest.strip_suffix(close).filter(|inner| !inner.contains(open)) {
            return inner.trim_end();
        }
    }
    rest
}

fn separators(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).len()
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ',' | '，'
            | '、'
            | '。'
            | '.'
            | '·'
            | '-'
            | '—'
            | '–'
            | '/'
            | '|'
            | '>'
            | ':'
            | '：'
            | ';'
            | '；'
            | '_'
            | '~'
            | '～'
    ) || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】' | '「' | '」' | '→' | '\\')
}
