//! Finds the header row and what each of its columns is. Columns may stand in any order; schools put titles above
//! the header, stars and remarks into it, and columns of their own beside ours.

use super::{
    columns::Columns,
    table::{Cell, ROWS_ABOVE, Row},
};
use crate::domain::{
    half_width::half_width,
    refusal::{Code, FieldError, Refusal},
};
use std::collections::HashMap;

/// The header of a file.
#[derive(Debug, Clone)]
pub(in crate::app) struct Header<C> {
    /// The row's number in the spreadsheet.
    pub(in crate::app) row: u32,
    places: HashMap<C, (usize, String)>,
    /// Headers we know, as written.
    pub(in crate::app) columns: Vec<String>,
    /// Headers we do not know, as written.
    pub(in crate::app) ignored: Vec<String>,
}

impl<C: Columns> Header<C> {
    /// Reads the header: the row, among the first, with the most headers we know.
    pub(in crate::app) fn find(rows: &[Row]) -> Result<Self, Refusal> {
        let best = rows
            .iter()
            .take(ROWS_ABOVE)
            .map(|row| (known::<C>(row), row))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, row)) = best else { return Err(Refusal::File(Code::UnreadableFile)) };
        let header = Self::read(row)?;
        let missing: Vec<FieldError> = C::REQUIRED
            .iter()
            .filter(|any| !any.iter().any(|column| header.places.contains_key(column)))
            .filter_map(|any| any.first())
            .map(|column| FieldError::new(column.header(), Code::MissingColumn))
            .collect();
        if missing.is_empty() { Ok(header) } else { Err(Refusal::Invalid(missing)) }
    }

    fn read(row: &Row) -> Result<Self, Refusal> {
        let mut header =
            Self { row: row.number, places: HashMap::new(), columns: Vec::new(), ignored: Vec::new() };
        let mut twice = Vec::new();
        for (place, cell) in row.cells.iter().enumerate() {
            let Some(text) = as_written(cell) else { continue };
            match recognise::<C>(&text) {
                None => header.ignored.push(text),
                Some(column) if header.places.contains_key(&column) => twice.push(text),
                Some(column) => {
                    header.columns.push(text.clone());
                    header.places.insert(column, (place, text));
                }
            }
        }
        if twice.is_empty() { Ok(header) } else { Err(refuse_twice(twice)) }
    }

    /// The header of a column as written in the file; its own name where the file does not have it.
    pub(in crate::app) fn pointer(&self, column: C) -> &str {
        self.places.get(&column).map_or(column.header(), |(_, written)| written)
    }

    /// The cell of a column in a row.
    pub(in crate::app) fn cell<'r>(&self, row: &'r Row, column: C) -> &'r Cell {
        self.places.get(&column).and_then(|(place, _)| row.cells.get(*place)).unwrap_or(&Cell::Empty)
    }
}

/// Finds the header among the first rows of a file that is being read, and hands on the rows below it.
#[derive(Debug)]
pub(in crate::app) enum Below<C> {
    /// The header may still come.
    Looking(Vec<Row>),
    /// It is known.
    Found(Header<C>),
}

/// What takes a row below the header.
pub(in crate::app) type Take<'t, C> = dyn FnMut(&Header<C>, Row) -> Result<(), Refusal> + 't;

impl<C> Default for Below<C> {
    fn default() -> Self {
        Self::Looking(Vec::new())
    }
}

impl<C: Columns> Below<C> {
    /// Adds the next row.
    pub(in crate::app) fn add(&mut self, row: Row, take: &mut Take<'_, C>) -> Result<(), Refusal> {
        match self {
            Self::Found(header) => take(header, row),
            Self::Looking(rows) => {
                rows.push(row);
                if rows.len() < ROWS_ABOVE { Ok(()) } else { self.look(take) }
            }
        }
    }

    /// Ends the file.
    pub(in crate::app) fn end(mut self, take: &mut Take<'_, C>) -> Result<Header<C>, Refusal> {
        self.look(take)?;
        match self {
            Self::Found(header) => Ok(header),
            Self::Looking(_) => Err(Refusal::File(Code::UnreadableFile)),
        }
    }

    fn look(&mut self, take: &mut Take<'_, C>) -> Result<(), Refusal> {
        let Self::Looking(rows) = self else { return Ok(()) };
        let header = Header::find(rows)?;
        let rows = std::mem::take(rows);
        for row in rows.into_iter().filter(|row| row.number > header.row) {
            take(&header, row)?;
        }
        *self = Self::Found(header);
        Ok(())
    }
}

fn refuse_twice(headers: Vec<String>) -> Refusal {
    let faults = headers.into_iter().map(|header| {
        FieldError::new(header, Code::InvalidValue).with_message(
            "表头中这一列出现了两次，请只保留一列",
            "This column stands twice in the header, keep one",
        )
    });
    Refusal::Invalid(faults.collect())
}

fn known<C: Columns>(row: &Row) -> usize {
    row.cells.iter().filter_map(as_written).filter(|text| recognise::<C>(text).is_some()).count()
}

/// The header's text on one line.
fn as_written(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        _ => None,
    }
}

/// The column a header names: as it stands, or else without what is in brackets (`姓名（必填）`).
pub(in crate::app) fn recognise<C: Columns>(header: &str) -> Option<C> {
    let folded = fold(header);
    by_name(&folded).or_else(|| by_name(&without_brackets(&folded)))
}

fn by_name<C: Columns>(folded: &str) -> Option<C> {
    C::ALL.iter().copied().find(|column| column.header() == folded || column.aliases().contains(&folded))
}

fn fold(header: &str) -> String {
    let mut folded = half_width(header).to_lowercase();
    folded.retain(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '-' | ':' | '\u{200b}' | '\u{feff}'));
    folded
}

fn without_brackets(folded: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for character in folded.chars() {
        match character {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// Insists that every header and alias is written folded and names one column alone.
#[cfg(test)]
pub(in crate::app) fn check_names<C: Columns>() {
    let mut seen = std::collections::HashSet::new();
    for column in C::ALL {
        for name in column.aliases().iter().copied().chain([column.header()]) {
            assert_eq!(fold(name), fold(&fold(name)));
            assert!(column.header() == name || fold(name) == name, "the alias {name} is not written folded");
            assert!(seen.insert(fold(name)), "{name} stands twice");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::app::sheet::columns::columns! {
        required &[&[Column::Name], &[Column::IdentityNumber]];
        Name = "姓名" | "name";
        IdentityNumber = "身份证件号" | "身份证号";
        BirthDate = "出生日期" | "dateofbirth";
        Email = "邮箱" | "email";
        Phone = "联系电话";
    }

    fn row(number: u32, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|text| Cell::text(text)).collect() }
    }

    #[test]
    fn headers_are_known_in_any_order_with_stars_breaks_brackets_and_aliases() {
        let rows = [
            row(1, &["某某学校2026级新生名册"]),
            row(3, &["备注", "身份证号\n（文本格式）", "＊姓 名", "Date of Birth", "E-mail", "政治面貌"]),
            row(4, &["", "45103120070521999X", "扎西卓玛"]),
        ];
        let header = Header::<Column>::find(&rows).unwrap();
        assert_eq!(header.row, 3);
        assert_eq!(header.columns, ["身份证号 （文本格式）", "＊姓 名", "Date of Birth", "E-mail"]);
        assert_eq!(header.ignored, ["备注", "政治面貌"]);
        assert_eq!(header.cell(&rows[2], Column::Name), &Cell::text("扎西卓玛"));
        assert_eq!(header.cell(&rows[2], Column::Phone), &Cell::Empty);
        assert_eq!(header.pointer(Column::BirthDate), "Date of Birth");
    }

    #[test]
    fn a_missing_required_column_is_named() {
        let refusal = Header::<Column>::find(&[row(1, &["姓名", "学号"])]).unwrap_err();
        assert_eq!(refusal, Refusal::Invalid(vec![FieldError::new("身份证件号", Code::MissingColumn)]));
        assert_eq!(Header::<Column>::find(&[]).unwrap_err(), Refusal::File(Code::UnreadableFile));
    }

    #[test]
    fn the_same_column_twice_is_refused_even_under_two_names() {
        let refusal = Header::<Column>::find(&[row(1, &["姓名", "身份证件号", "身份证号"])]).unwrap_err();
        let Refusal::Invalid(faults) = refusal else { panic!("{refusal:?}") };
        assert_eq!((faults[0].pointer.as_str(), faults[0].code), ("身份证号", Code::InvalidValue));
    }

    #[test]
    fn rows_are_handed_on_from_below_the_header_wherever_it_stands() {
        let mut above = Below::<Column>::default();
        let mut below = Vec::new();
        let mut take = |_: &Header<Column>, row: Row| {
            below.push(row.number);
            Ok(())
        };
        above.add(row(2, &["某某学校"]), &mut take).unwrap();
        above.add(row(3, &["姓名", "身份证号"]), &mut take).unwrap();
        for number in 4..30 {
            above.add(row(number, &["甲", "1"]), &mut take).unwrap();
        }
        let header = above.end(&mut take).unwrap();
        assert_eq!((header.row, below), (3, (4..30).collect::<Vec<_>>()));
        let short = Below::<Column>::default().end(&mut |_, _| Ok(()));
        assert_eq!(short.unwrap_err(), Refusal::File(Code::UnreadableFile));
    }
}
