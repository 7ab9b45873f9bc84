//! The cells of a grid over the earth that a circle touches: a vacancy outside of all of them is outside of the circle.

use crate::vacancies::query::Near;

/// Cells are terms of a field that no document has.
pub(super) const FIELD: u32 = 1 << 6;
/// The sides of cells in degrees.
const SIDES: [f64; 4] = [0.1, 0.5, 2.5, 12.5];
/// The most cells for one circle.
const MOST_CELLS: usize = 16;
/// A degree of latitude, a little less than it is.
const KM_A_DEGREE: f64 = 111.0;
/// Added to every circle, in degrees: more than numbers are rounded by.
const MARGIN: f64 = 1e-6;
/// Nearer to a pole the degrees of longitude are too short to count.
const HIGHEST_LATITUDE: f64 = 80.0;

/// The cells in which a place lies, one for each side; `None` for a place that is not on the earth.
pub(super) fn around((lon, lat): (f64, f64)) -> Option<Vec<String>> {
    if !(-180.0..=180.0).contains(&lon) || !(-90.0..=90.0).contains(&lat) {
        return None;
    }
    let cells = SIDES
        .iter()
        .enumerate()
        .map(|(side, degrees)| cell(side, number(lon, *degrees), number(lat, *degrees)));
    Some(cells.collect())
}

/// The cells that hold every place in the circle; `None` where they would be too many.
pub(super) fn covering(near: &Near) -> Option<Vec<String>> {
    let up = near.radius_km / KM_A_DEGREE + MARGIN;
    let (south, north) = (near.lat - up, near.lat + up);
    if south < -HIGHEST_LATITUDE || north > HIGHEST_LATITUDE {
        return None;
    }
    // The widest part of the circle is nearer to the pole than its centre, but not beyond its northern or southern end.
    let beside = up / south.abs().max(north.abs()).to_radians().cos();
    let (west, east) = (near.lon - beside, near.lon + beside);
    if west < -180.0 || east > 180.0 {
        return None;
    }
    SIDES.iter().enumerate().find_map(|(side, degrees)| {
        let across = number(west, *degrees)..=number(east, *degrees);
        let along = number(south, *degrees)..=number(north, *degrees);
        let count = |from: i64, to: i64| usize::try_from(to - from + 1).unwrap_or(usize::MAX);
        let cells = count(*across.start(), *across.end()).checked_mul(count(*along.start(), *along.end()))?;
        (cells <= MOST_CELLS)
            .then(|| across.flat_map(|x| along.clone().map(move |y| cell(side, x, y))).collect())
    })
}

fn number(degrees: f64, side: f64) -> i64 {
    (degrees / side).floor() as i64
}

fn cell(side: usize, x: i64, y: i64) -> String {
    format!("{side} {x} {y}")
}
