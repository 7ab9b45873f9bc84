//! Files of vacancies as employers keep them: lines of JSON, tables, workbooks, and the schema.org postings of their
//! web pages. Each row becomes the form that a single posting has, or the list of what is wrong with it; what a posting
//! means is found out elsewhere, the same for all.
//!
//! A file is read from its beginning to its end, one row at a time, and handed on at once: its size costs no memory.

mod columns;
mod conditions;
mod format;
mod html;
mod job_posting;
mod json_items;
mod lines;
mod locate;
mod phrases;
mod row;
mod salary;
mod template;
mod text;

pub use format::FileFormat;
pub use locate::Locate;
pub use template::{TemplateError, template};

use super::sheet::{
    cells::Cells,
    delimited,
    header::{Below, Header},
    table::{Limits, Row},
    workbook,
};
use crate::domain::{
    refusal::{Code, FieldError, Refusal},
    vacancy::VacancyDraft,
};
use columns::Column;
use std::{
    io::{Read, Seek},
    sync::Arc,
};

/// What a file is read from.
pub trait Source: Read + Seek + Send {}

impl<S: Read + Seek + Send + ?Sized> Source for S {}

/// What a file may not exceed.
#[derive(Debug, Clone, Copy)]
pub struct FileLimits {
    /// Rows with anything in them.
    pub rows: u32,
    /// Bytes that a workbook unpacks to.
    pub unpacked: u64,
}

/// A row of a file.
#[derive(Debug)]
pub struct PostedRow {
    /// Its number: the line, the row as a spreadsheet shows it, or the how-manieth posting.
    pub row: u32,
    /// The employer's own reference, where it can be read.
    pub reference: Option<String>,
    /// What is posted, or what is wrong with the row's form.
    pub draft: Result<Box<VacancyDraft>, Vec<FieldError>>,
    /// Where in the file the fields of the form stand.
    pub locate: Locate,
    /// About how many bytes it has.
    pub size: usize,
}

/// What is known of a file at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ending {
    /// Headers that were not understood, as written: their columns were not read.
    pub ignored: Vec<String>,
}

/// Where the rows go; what it refuses ends the reading.
pub type Take<'t> = dyn FnMut(PostedRow) -> Result<(), Refusal> + 't;

/// Reads a file from its beginning.
///
/// # Errors
/// [`Refusal::File`] for a file that cannot be read, is too large or has too many rows; [`Refusal::Invalid`] for what
/// is wrong with all of it: columns that are missing (`MISSING_COLUMN`) or stand twice, JSON that breaks off; and
/// whatever `take` refuses.
pub fn read(
    source: &mut dyn Source,
    format: FileFormat,
    limits: FileLimits,
    take: &mut Take<'_>,
) -> Result<Ending, Refusal> {
    let mut count = 0;
    let mut counted = |row: PostedRow| {
        count += 1;
        if count > limits.rows { Err(Refusal::File(Code::TooManyRows)) } else { take(row) }
    };
    match format {
        FileFormat::Ndjson => lines::read(source, &mut counted)?,
        FileFormat::Json => json_items::read(source, json_items::Manner::Forms, &mut counted)?,
        FileFormat::JsonLd => json_items::read(source, json_items::Manner::Postings, &mut counted)?,
        FileFormat::Html => html::read(source, &mut counted)?,
        FileFormat::Csv | FileFormat::Xlsx => return table(source, format, limits, &mut counted),
    }
    Ok(Ending::default())
}

/// Reads a table by its header.
fn table(
    mut source: &mut dyn Source,
    format: FileFormat,
    limits: FileLimits,
    take: &mut Take<'_>,
) -> Result<Ending, Refusal> {
    let bounds = Limits { max_rows: limits.rows as usize, max_columns: 200, max_unpacked: limits.unpacked };
    let mut names = None;
    let mut posted = |header: &Header<Column>, row: Row| {
        let names = names.get_or_insert_with(|| Arc::new(locate::Headers::of(header)));
        take(PostedRow { size: row.size(), ..row::read(Cells::new(header, &row), row.number, names) })
    };
    let mut below = Some(Below::<Column>::default());
    let mut add = |row: Row| below.as_mut().map_or(Ok(()), |below| below.add(row, &mut posted));
    match format {
        FileFormat::Xlsx => workbook::read(&mut source, bounds, &mut add)?,
        _ => delimited::read(&mut source, bounds, &mut add)?,
    }
    let header = below.take().unwrap_or_default().end(&mut posted)?;
    Ok(Ending { ignored: header.ignored })
}

#[cfg(test)]
mod tests;
