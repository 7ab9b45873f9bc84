//! What speaks for an occupation, as one number for each, and how several such columns are put together.

use std::collections::HashMap;

/// One number for each occupation.
pub(super) type Column = Vec<f32>;

/// Scales a column so that its best is 1.
pub(super) fn scaled(mut column: Column) -> Column {
    let best = column.iter().copied().fold(0.0_f32, f32::max);
    if best > 0.0 {
        for value in &mut column {
            *value /= best;
        }
    }
    column
}

/// The weighted sum of columns.
pub(super) fn sum<const N: usize>(parts: [(f32, &Column); N]) -> Column {
    let length = parts.first().map_or(0, |(_, column)| column.len());
    let at = |at: usize| parts.iter().map(|(weight, column)| weight * column.get(at).unwrap_or(&0.0)).sum();
    (0..length).map(at).collect()
}

/// The classes of the occupations at one level.
pub(super) struct Classes {
    class_of: Vec<usize>,
    sizes: Vec<f32>,
}

impl Classes {
    pub(super) fn new<'a>(classes: impl Iterator<Item = &'a str>) -> Classes {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut all = Classes { class_of: Vec::new(), sizes: Vec::new() };
        for class in classes {
            let next = known.len();
            let id = *known.entry(class).or_insert(next);
            all.sizes.resize(known.len(), 0.0);
            if let Some(size) = all.sizes.get_mut(id) {
                *size += 1.0;
            }
            all.class_of.push(id);
        }
        all
    }

    /// For each occupation the sum over its class, divided by the class's size to a power.
    pub(super) fn spread(&self, column: &Column, power: f32) -> Column {
        let mut sums = vec![0.0_f32; self.sizes.len()];
        for (class, value) in self.class_of.iter().zip(column) {
            if let Some(sum) = sums.get_mut(*class) {
                *sum += value;
            }
        }
        let mean = |class: &usize| {
            sums.get(*class).unwrap_or(&0.0) / self.sizes.get(*class).unwrap_or(&1.0).powf(power)
        };
        self.class_of.iter().map(mean).collect()
    }
}
