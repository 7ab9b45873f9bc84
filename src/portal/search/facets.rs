//! What the results could be narrowed to, with how many each would leave.

use super::{SearchQuery, chips};
use crate::{
    app::{
        App,
        search::{Facet, FacetCount},
    },
    portal::{parts::chip::Chip, visitor::Visitor},
};

/// The most values shown of one facet.
const VALUES: usize = 8;

/// One facet as a group of chips.
pub(crate) struct FacetGroup {
    pub(crate) title: String,
    pub(crate) chips: Vec<Chip>,
}

/// The groups that have something to choose.
pub(super) fn groups(app: &App, v: &Visitor, query: &SearchQuery, facets: &[Facet]) -> Vec<FacetGroup> {
    let base = query.without_name("cursor");
    let group = |facet: &Facet| {
        let useful = facet.values.iter().filter(|value| offers(query, facet.name, value));
        let chip = |value: &FacetCount| {
            let label = match facet.name {
                "region" | "occupation" => value.label.clone(),
                name => chips::label(app, v, name, &value.value, &[]),
            };
            Chip::add(label, base.adding(facet.name, &value.value).href(), Some(value.count))
        };
        let chips: Vec<_> = useful.map(chip).take(VALUES).collect();
        (!chips.is_empty()).then(|| FacetGroup { title: v.t(&format!("facet-{}", facet.name)), chips })
    };
    facets.iter().filter_map(group).collect()
}

/// Whether the value narrows the search and means something to people.
fn offers(query: &SearchQuery, name: &str, value: &FacetCount) -> bool {
    if value.count == 0 || query.has(name, &value.value) {
        return false;
    }
    match name {
        "region" => narrows_region(query, &value.value),
        // Single occupations; their groups have names for statisticians.
        "occupation" => value.value.len() == "6-18-01-01".len() && value.label != value.value,
        // Nobody looks for a job without a dormitory, or for one that takes no minors.
        "dormitory" | "accepts_minor" => value.value == "true",
        "meals" => value.value != "none",
        _ => true,
    }
}

/// Cities at first; inside a chosen region what lies in it.
fn narrows_region(query: &SearchQuery, code: &str) -> bool {
    let mut chosen = query.all("region").filter(|one| !one.starts_with('-')).peekable();
    if chosen.peek().is_none() {
        return code.len() == 4;
    }
    chosen.any(|wider| code.len() == wider.len() + 2 && code.starts_with(wider))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(code: &str) -> FacetCount {
        FacetCount { value: code.into(), label: format!("name of {code}"), count: 3 }
    }

    #[test]
    fn regions_are_offered_one_level_at_a_time() {
        let anywhere = SearchQuery::parse("");
        assert!(offers(&anywhere, "region", &value("4403")));
        assert!(!offers(&anywhere, "region", &value("44")) && !offers(&anywhere, "region", &value("440306")));
        let shenzhen = SearchQuery::parse("region=4403");
        assert!(offers(&shenzhen, "region", &value("440306")));
        assert!(
            !offers(&shenzhen, "region", &value("4403")) && !offers(&shenzhen, "region", &value("330206"))
        );
    }

    #[test]
    fn what_nobody_looks_for_is_not_offered() {
        let query = SearchQuery::parse("shift=day");
        assert!(!offers(&query, "shift", &value("day")) && offers(&query, "shift", &value("night")));
        assert!(!offers(&query, "dormitory", &value("false")) && !offers(&query, "meals", &value("none")));
        assert!(
            offers(&query, "occupation", &value("6-18-01-01"))
                && !offers(&query, "occupation", &value("6-18"))
        );
    }
}
