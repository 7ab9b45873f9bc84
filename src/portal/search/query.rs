//! The address of a search as pairs of name and value, and what they ask for. What cannot be read is dropped here, so
//! that what is shown as chosen is exactly what was searched for.

use crate::domain::{
    money::Fen,
    search::{SearchCriteria, Sort},
};

/// Names that may stand once.
const SINGLE: [&str; 10] = [
    "q",
    "place",
    "pay_min",
    "include_unknown_pay",
    "dormitory",
    "housing_fund",
    "accepts_minor",
    "sort",
    "cursor",
    "pay_max",
];
/// Names that may be repeated.
const REPEATED: [&str; 12] = [
    "region",
    "occupation",
    "major",
    "skill",
    "certificate",
    "employer",
    "kind",
    "meals",
    "shift",
    "insurance",
    "rest_days",
    "programme",
];
/// More pairs than a person ever chooses.
const MOST: usize = 60;

/// The pairs of a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct SearchQuery(Vec<(String, String)>);

impl SearchQuery {
    /// Reads the query of an address.
    pub(crate) fn parse(text: &str) -> Self {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).unwrap_or_default();
        let mut query = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            let known = SINGLE.contains(&name.as_str()) || REPEATED.contains(&name.as_str());
            if known && !value.is_empty() && reads(&name, value) && query.0.len() < MOST {
                query = query.adding(&name, value);
            }
        }
        query
    }

    /// The pairs.
    pub(crate) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Whether nothing is asked for.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first value of the name.
    pub(crate) fn first(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of the name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether the pair is there.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|known| known == value)
    }

    /// The same with one pair more; a name that may stand once is replaced.
    pub(crate) fn adding(&self, name: &str, value: &str) -> Self {
        if SINGLE.contains(&name) {
            return self.replacing(name, value);
        }
        let mut changed = self.clone();
        if !changed.has(name, value) {
            changed.0.push((name.to_owned(), value.to_owned()));
        }
        changed
    }

    /// The same with this as the name's only value.
    pub(crate) fn replacing(&self, name: &str, value: &str) -> Self {
        let mut changed = self.without_name(name);
        changed.0.push((name.to_owned(), value.to_owned()));
        changed
    }

    /// The same without the pair.
    pub(crate) fn without(&self, name: &str, value: &str) -> Self {
        Self(self.0.iter().filter(|(known, kept)| known != name || kept != value).cloned().collect())
    }

    /// The same without the name.
    pub(crate) fn without_name(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(known, _)| known != name).cloned().collect())
    }

    /// The address. Another filter begins at the first page, so chips drop the cursor before asking for it.
    pub(crate) fn href(&self) -> String {
        match serde_urlencoded::to_string(&self.0) {
            Ok(query) if !query.is_empty() => format!("/search?{query}"),
            _ => "/search".to_owned(),
        }
    }

    /// The order asked for.
    pub(crate) fn sort(&self) -> Sort {
        match self.first("sort") {
            Some("newest") => Sort::Newest,
            Some("pay") => Sort::Pay,
            _ => Sort::Relevance,
        }
    }

    /// What is asked for.
    pub(crate) fn criteria(&self) -> SearchCriteria {
        let all = |name: &str| self.all(name).map(str::to_owned).collect::<Vec<_>>();
        let yuan = |name: &str| self.first(name).and_then(amount);
        let yes = |name: &str| self.first(name).and_then(|value| value.parse().ok());
        SearchCriteria {
            q: self.first("q").map(str::to_owned),
            region: all("region"),
            occupation: all("occupation"),
            major: all("major"),
            skill: all("skill"),
            certificate: all("certificate"),
            employer: all("employer"),
            kind: all("kind"),
            pay_min: yuan("pay_min"),
            pay_max: yuan("pay_max"),
            include_unknown_pay: yes("include_unknown_pay"),
            dormitory: yes("dormitory"),
            meals: all("meals"),
            shift: all("shift"),
            insurance: all("insurance"),
            housing_fund: yes("housing_fund"),
            rest_days: all("rest_days"),
            accepts_minor: yes("accepts_minor"),
            programme: all("programme"),
            ..SearchCriteria::default()
        }
    }
}

/// Yuan a month.
pub(super) fn amount(text: &str) -> Option<Fen> {
    text.parse::<f64>().ok().filter(|yuan| *yuan >= 0.0).and_then(Fen::from_yuan)
}

fn reads(name: &str, value: &str) -> bool {
    match name {
        "pay_min" | "pay_max" => amount(value).is_some(),
        "include_unknown_pay" | "dormitory" | "housing_fund" | "accepts_minor" => {
            value.parse::<bool>().is_ok()
        }
        "sort" => ["relevance", "newest", "pay"].contains(&value),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_reads_into_criteria_and_back() {
        let query = SearchQuery::parse(
            "q=%E6%95%B0%E6%8E%A7&region=4403&region=3302&pay_min=4000&dormitory=true&utm=x",
        );
        let criteria = query.criteria();
        assert_eq!(criteria.q.as_deref(), Some("数控"));
        assert_eq!(criteria.region, ["4403", "3302"]);
        assert_eq!(criteria.pay_min, Some(Fen::yuan(4000)));
        assert_eq!(criteria.dormitory, Some(true));
        assert_eq!(
            query.href(),
            "/search?q=%E6%95%B0%E6%8E%A7&region=4403&region=3302&pay_min=4000&dormitory=true"
        );
    }

    #[test]
    fn what_cannot_be_read_is_neither_shown_nor_searched_for() {
        let query = SearchQuery::parse("pay_min=-1&pay_min=abc&dormitory=maybe&sort=random&q=+&shift=");
        assert!(query.is_empty(), "{query:?}");
        assert_eq!(query.criteria(), SearchCriteria::default());
        assert!(SearchQuery::parse("pay_min=1e400").is_empty());
    }

    #[test]
    fn chips_add_replace_and_take_away() {
        let query = SearchQuery::parse("shift=day&dormitory=true&cursor=x");
        assert_eq!(
            query.adding("shift", "night").without_name("cursor").href(),
            "/search?shift=day&dormitory=true&shift=night"
        );
        assert_eq!(query.adding("dormitory", "false").all("dormitory").collect::<Vec<_>>(), ["false"]);
        assert_eq!(query.adding("shift", "day"), query);
        assert_eq!(query.without("shift", "day").first("shift"), None);
    }
}
