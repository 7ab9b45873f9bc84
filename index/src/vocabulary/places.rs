//! Reading a place as people write it: 昆山, 江苏省昆山市, 深圳市宝安区福海街道.

use super::regions::{NameKind, Named, Region, Regions};

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

/// Characters that show that what follows a county's short name is still an address.
const ADDRESS_SIGNS: [char; 11] = ['镇', '乡', '路', '村', '街', '道', '号', '园', '区', '巷', '苑'];

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
            return PlaceReading::Unknown;
        }
        let end = folded.original_end(reading.end);
        let rest = text.get(end..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).trim_end();
        self.decide(&reading, rest)
    }

    fn read_names(&self, text: &str, nicknames: bool) -> Reading {
        let mut reading = Reading { regions: Vec::new(), end: 0, names: 0 };
        let mut at = text.strip_prefix("中国").map_or(0, |rest| text.len() - rest.len());
        loop {
            at += text.get(at..).map_or(0, separators);
            let rest = text.get(at..).unwrap_or_default();
            let Some((length, regions)) = self.next_name(rest, &reading.regions, nicknames) else {
                return reading;
            };
            at += length;
            reading = Reading { regions, end: at, names: reading.names + 1 };
        }
    }

    /// The longest name at the start of the text that lies within what was read before.
    fn next_name(&self, text: &str, within: &[Named], nicknames: bool) -> Option<(usize, Vec<Named>)> {
        let ends: Vec<usize> =
            text.char_indices().map(|(at, c)| at + c.len_utf8()).take(self.longest_name).collect();
        ends.into_iter().rev().find_map(|end| {
            let named = self.by_name.get(text.get(..end)?)?;
            let fitting: Vec<Named> = named
                .iter()
                .filter(|named| nicknames || named.kind != NameKind::Nickname)
                .filter(|named| within.is_empty() || within.iter().any(|outer| self.lies_in(named, outer)))
                .copied()
                .collect();
            (!fitting.is_empty()).then_some((end, fitting))
        })
    }

    fn lies_in(&self, inner: &Named, outer: &Named) -> bool {
        match (self.entries.get(inner.region), self.entries.get(outer.region)) {
            (Some(inner), Some(outer)) => inner.code.starts_with(&outer.code),
            _ => false,
        }
    }

    fn decide(&self, reading: &Reading, rest: &str) -> PlaceReading {
        // 长沙 names the city and a county in it: the larger one is meant.
        let outermost: Vec<Named> = reading
            .regions
            .iter()
            .filter(|named| {
                !reading.regions.iter().any(|o| o.region != named.region && self.lies_in(named, o))
            })
            .copied()
            .collect();
        let prevailing: Vec<Named> = outermost
            .iter()
            .filter(|named| self.entries.get(named.region).is_some_and(|region| region.prevails))
            .copied()
            .collect();
        let chosen = if outermost.len() > 1 && prevailing.len() == 1 { prevailing } else { outermost };
        let regions: Vec<&Region> =
            chosen.iter().filter_map(|n| self.entries.get(n.region)).map(|r| self.finest(r)).collect();
        match (regions.as_slice(), chosen.as_slice()) {
            ([region], [named]) if !is_doubtful(reading, region, named, rest) => {
                PlaceReading::Resolved { code: region.code.clone(), rest: rest.to_owned() }
            }
            _ => PlaceReading::Ambiguous { candidates: regions.iter().map(|r| r.code.clone()).collect() },
        }
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
        && named.kind == NameKind::Short
        && region.code.len() == 6
        && !region.code.ends_with("00")
        && !rest.is_empty()
        && !rest.contains(ADDRESS_SIGNS)
}

fn separators(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_whitespace() || is_separator(c)).len()
}

fn is_separator(c: char) -> bool {
    matches!(c, ',' | '，' | '、' | '·' | '-' | '/' | '|' | '>' | ':' | '：' | ';' | '；' | '_')
}
