//! Counting the values of facets over a set of documents.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader, TantivyError};

use crate::vacancies::query::FacetField;
use crate::vacancies::ranking::bits::{Bits, bits_of, doc_at};

/// Groups are numbered with sixteen bits.
const MOST_GROUPS: usize = 1 << 16;

/// Every value of every facet that any segment had, numbered: segments then add up by number.
pub(crate) struct FacetNames {
    facets: Vec<RwLock<Names>>,
}

#[derive(Default)]
struct Names {
    numbers: HashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
}

impl Default for FacetNames {
    fn default() -> FacetNames {
        FacetNames { facets: FacetField::ALL.iter().map(|_| RwLock::default()).collect() }
    }
}

impl FacetNames {
    /// The numbers of all values of a column, in its order; `None` for the empty value.
    fn numbers(&self, facet: FacetField, column: &StrColumn) -> Result<Vec<Option<u32>>, TantivyError> {
        let mut names = self.facets[facet as usize].write().unwrap_or_else(PoisonError::into_inner);
        let places: Vec<u64> = (0..column.num_terms() as u64).collect();
        let mut numbers = Vec::with_capacity(places.len());
        column.dictionary().sorted_ords_to_term_cb(&places, |value| {
            let value = std::str::from_utf8(value).ok().filter(|value| !value.is_empty());
            numbers.push(value.map(|value| names.number(value)));
        })?;
        Ok(numbers)
    }

    /// Counts by number as counts by value, those that are not 0; the highest first, and of equal ones the value
    /// that comes first.
    pub(crate) fn named(&self, facet: FacetField, counts: &[u64], most: usize) -> Vec<(Arc<str>, u64)> {
        let names = self.facets[facet as usize].read().unwrap_or_else(PoisonError::into_inner);
        let counted = counts.iter().zip(&names.names).filter(|(count, _)| **count > 0);
        let mut counted: Vec<(u64, &Arc<str>)> = counted.map(|(count, name)| (*count, name)).collect();
        let order = |a: &(u64, &Arc<str>), b: &(u64, &Arc<str>)| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1));
        if counted.len() > most {
            counted.select_nth_unstable_by(most, order);
            counted.truncate(most);
        }
        counted.sort_unstable_by(order);
        counted.into_iter().map(|(count, name)| (Arc::clone(name), count)).collect()
    }
}

impl Names {
    fn number(&mut self, value: &str) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let (name, number) = (Arc::<str>::from(value), self.names.len() as u32);
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }
}

/// The values of one facet in one segment.
pub(crate) enum FacetValues {
    /// Documents with the very same values are one group.
    Grouped {
        /// The group of each document.
        of: Vec<u16>,
        /// The numbers of each group's values.
        groups: Vec<Vec<u32>>,
        /// How many documents each group has.
        sizes: Vec<u32>,
    },
    /// There are too many groups.
    Single { values: Column<u64>, numbers: Vec<Option<u32>> },
}

impl FacetValues {
    pub(crate) fn read(
        facet: FacetField,
        reader: &SegmentReader,
        names: &FacetNames,
    ) -> Result<FacetValues, TantivyError> {
        let docs = reader.max_doc();
        let Some(column) = reader.fast_fields().str(facet.as_str())? else {
            let (of, groups, sizes) = (vec![0; docs as usize], vec![Vec::new()], vec![docs]);
            return Ok(FacetValues::Grouped { of, groups, sizes });
        };
        let numbers = names.numbers(facet, &column)?;
        let values = column.ords().clone();
        Ok(match group(docs, &values) {
            Some((of, groups)) => {
                let number = |place: &u64| numbers.get(*place as usize).copied().flatten();
                let groups: Vec<Vec<u32>> =
                    groups.iter().map(|places| places.iter().filter_map(number).collect()).collect();
                let mut sizes = vec![0; groups.len()];
                of.iter().for_each(|group| sizes[usize::from(*group)] += 1);
                FacetValues::Grouped { of, groups, sizes }
            }
            None => FacetValues::Single { values, numbers },
        })
    }
}

/// The group of each document, and the places of the values of each group.
fn group(docs: DocId, values: &Column<u64>) -> Option<(Vec<u16>, Vec<Vec<u64>>)> {
    let mut known: HashMap<Vec<u64>, u16> = HashMap::new();
    let mut groups: Vec<Vec<u64>> = Vec::new();
    let mut of = Vec::with_capacity(docs as usize);
    let mut own = Vec::new();
    for doc in 0..docs {
        own.clear();
        own.extend(values.values_for_doc(doc));
        let group = match known.get(&own) {
            Some(group) => *group,
            None if groups.len() == MOST_GROUPS => return None,
            None => {
                let group = groups.len() as u16;
                known.insert(own.clone(), group);
                groups.push(own.clone());
                group
            }
        };
        of.push(group);
    }
    Some((of, groups))
}

/// Adds what a set of documents has of one facet to the counts by number.
pub(crate) fn count(values: &FacetValues, matched: &Bits, everything: bool, counts: &mut Vec<u64>) {
    let mut add = |number: u32, count: u32| {
        let at = number as usize;
        if counts.len() <= at {
            counts.resize(at + 1, 0);
        }
        counts[at] += u64::from(count);
    };
    match values {
        FacetValues::Grouped { of, groups, sizes } => {
            let sizes = if everything { sizes.clone() } else { sizes_within(of, groups.len(), matched) };
            for (group, size) in groups.iter().zip(sizes).filter(|(_, size)| *size > 0) {
                group.iter().for_each(|number| add(*number, size));
            }
        }
        FacetValues::Single { values, numbers } => {
            for place in matched.documents().flat_map(|doc| values.values_for_doc(doc)) {
                numbers.get(place as usize).copied().flatten().into_iter().for_each(|number| add(number, 1));
            }
        }
    }
}

fn sizes_within(of: &[u16], groups: usize, matched: &Bits) -> Vec<u32> {
    let mut sizes = vec![0_u32; groups];
    for (at, word) in matched.words().iter().enumerate().filter(|(_, word)| **word != 0) {
        let start = doc_at(at, 0) as usize;
        let Some(of) = of.get(start..(start + 64).min(of.len())) else { break };
        for bit in bits_of(*word) {
            if let Some(size) = of.get(bit as usize).and_then(|group| sizes.get_mut(usize::from(*group))) {
                *size += 1;
            }
        }
    }
    sizes
}
