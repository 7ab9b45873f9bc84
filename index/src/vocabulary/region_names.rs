//! The names of regions: full and short, as said in short (凉山州, 隆林县), of zones behind their city, and former ones.

use serde::Deserialize;

use super::dictionary::{DictionaryError, REGION_CHANGES};
use super::regions::{Region, Regions};
use crate::text::Pinyin;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameKind {
    /// The full name, or another one as sure.
    Full,
    /// The name without its suffix.
    Short,
    /// A name that means it only behind what it lies in.
    Within,
    /// A name it had.
    Former,
    /// A nickname.
    Nickname,
}

/// One region a name may mean.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) region: usize,
    pub(super) kind: NameKind,
}

#[derive(Deserialize)]
struct Change {
    old_city: String,
    old_county: String,
    code: String,
}

/// Former names that say no more than a direction or a kind.
const SAYS_NOTHING: [&str; 8] = ["城区", "郊区", "矿区", "新区", "市郊区", "市中区", "近郊区", "城关区"];

impl Regions {
    pub(super) fn index_names(&mut self) -> Result<(), DictionaryError> {
        for at in 0..self.entries.len() {
            let Some(region) = self.entries.get(at) else { continue };
            for (name, kind) in names_of(region) {
                self.add_name(&name, at, kind);
            }
        }
        self.add_former_names()
    }

    /// The names regions had: renamed and merged ones, and those that their codes had.
    fn add_former_names(&mut self) -> Result<(), DictionaryError> {
        let mut former: Vec<(String, usize)> = Vec::new();
        for change in REGION_CHANGES.rows::<Change>()? {
            let Some(at) = self.by_code.get(&change.code) else {
                return Err(DictionaryError::UnknownCode { file: REGION_CHANGES.name, code: change.code });
            };
            let name = if change.old_county.is_empty() { change.old_city } else { change.old_county };
            former.push((name, *at));
        }
        for (code, span) in
            self.spans.iter().flat_map(|(code, spans)| spans.iter().map(move |span| (code, span)))
        {
            // What was divided is nowhere today.
            let [today] = span.today.as_slice() else { continue };
            let Some(at) = self.by_code.get(today) else { continue };
            former.extend(self.in_former_prefecture(code, &span.name, today).map(|name| (name, *at)));
            former.push((span.name.clone(), *at));
        }
        for (name, at) in former {
            if SAYS_NOTHING.contains(&name.as_str()) {
                continue;
            }
            self.add_name(&name, at, NameKind::Former);
            if let Some(short) = without_suffix(&name) {
                self.add_name(short, at, NameKind::Former);
            } else if let Some(short) = name.strip_suffix('区') {
                // 卢湾 alone says too little, behind 上海 it is one.
                self.add_name(short, at, NameKind::Within);
            }
        }
        Ok(())
    }

    /// 四平公主岭: the name behind that of the prefecture it lay in, where that is another today.
    fn in_former_prefecture<'a>(
        &'a self,
        code: &'a str,
        name: &'a str,
        today: &'a str,
    ) -> impl Iterator<Item = String> + 'a {
        let prefecture = code.get(..4).filter(|outer| code.len() == 6 && !today.starts_with(outer));
        let outer = prefecture.and_then(|outer| self.spans.get(outer)).into_iter().flatten();
        let outer =
            outer.flat_map(|span| std::iter::once(span.name.as_str()).chain(without_suffix(&span.name)));
        // 重庆 was a city of Sichuan, and is still around its districts.
        let around = self.ancestors(today);
        let outer =
            outer.filter(move |outer| !around.iter().any(|one| one.name == *outer || one.short == *outer));
        outer.flat_map(move |outer| {
            std::iter::once(name).chain(without_suffix(name)).map(move |name| format!("{outer}{name}"))
        })
    }

    pub(super) fn index_spellings(&mut self) -> Result<(), DictionaryError> {
        let pinyin = Pinyin::load()?;
        for (at, region) in self.entries.iter().enumerate() {
            if region.code.len() < 6 {
                self.initials.insert(pinyin.spelling(&region.short).initials);
            }
            for name in [&region.name, &region.short].into_iter().filter(|name| name.chars().count() > 1) {
                let spelt = self.by_spelling.entry(pinyin.spelling(name).full).or_default();
                if !spelt.contains(&at) {
                    spelt.push(at);
                }
            }
        }
        Ok(())
    }

    /// Whether a province or a prefecture is called so for short: `cq`.
    pub(crate) fn has_initials(&self, letters: &str) -> bool {
        self.initials.contains(letters)
    }

    /// The regions whose name is spelt so: `shenzhen`, `lu'an`.
    pub(super) fn spelt(&self, text: &str) -> Vec<Named> {
        if !text.is_ascii() {
            return Vec::new();
        }
        let letters: String = text.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
        let spelt = self.by_spelling.get(&letters).into_iter().flatten();
        spelt.map(|region| Named { region: *region, kind: NameKind::Nickname }).collect()
    }

    fn add_name(&mut self, name: &str, region: usize, kind: NameKind) {
        let name = self.folding.fold(name);
        if name.chars().count() < 2 || name.contains("直辖县级") {
            return;
        }
        self.longest_name = self.longest_name.max(name.chars().count());
        let named = self.by_name.entry(name).or_default();
        if !named.iter().any(|other| other.region == region) {
            named.push(Named { region, kind });
        }
    }
}

/// The names a region has today.
fn names_of(region: &Region) -> Vec<(String, NameKind)> {
    let mut names = vec![(region.name.clone(), NameKind::Full)];
    names.extend(region.aliases.iter().map(|name| (name.clone(), NameKind::Full)));
    let short = &region.short;
    // 凉山彝族自治州 is 凉山州 in every mouth.
    for (long, said) in [("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"), ("自治区", "省")]
    {
        if region.name.ends_with(long) && !short.is_empty() {
            names.push((format!("{short}{said}"), NameKind::Full));
            names.push((format!("{short}{long}"), NameKind::Full));
        }
    }
    names.push((short.clone(), NameKind::Short));
    names.extend(region.within.iter().map(|name| (name.clone(), NameKind::Within)));
    names.extend(region.nicknames.iter().map(|name| (name.clone(), NameKind::Nickname)));
    names
}

/// 襄樊 of 襄樊市; none where one character or nothing would remain.
fn without_suffix(name: &str) -> Option<&str> {
    let short = ["地区", "市", "县"].into_iter().find_map(|suffix| name.strip_suffix(suffix))?;
    (short.chars().count() >= 2).then_some(short)
}
