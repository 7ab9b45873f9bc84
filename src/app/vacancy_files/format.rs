//! What a file of vacancies comes as.

/// What a file of vacancies comes as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// The form of a posting, one a line.
    Ndjson,
    /// Forms of postings, or schema.org postings, in one JSON text.
    Json,
    /// Comma or tab separated text under a header.
    Csv,
    /// An .xlsx workbook.
    Xlsx,
    /// schema.org JobPosting as JSON-LD.
    JsonLd,
    /// A web page that carries such postings.
    Html,
}

/// A format with its name, its content type, other content types, and what file names end in.
type FormatRow = (FileFormat, &'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const FORMATS: &[FormatRow] = &[
    (
        FileFormat::Ndjson,
        "ndjson",
        "application/x-ndjson",
        &["application/ndjson", "application/jsonl", "application/x-jsonlines", "application/json-lines"],
        &["ndjson", "jsonl"],
    ),
    (FileFormat::Json, "json", "application/json", &[], &["json"]),
    (
        FileFormat::Csv,
        "csv",
        "text/csv",
        &["application/csv", "text/tab-separated-values"],
        &["csv", "tsv", "txt"],
    ),
    (
        FileFormat::Xlsx,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &[],
        &["xlsx", "xlsm"],
    ),
    (FileFormat::JsonLd, "jsonld", "application/ld+json", &[], &["jsonld"]),
    (FileFormat::Html, "html", "text/html", &["application/xhtml+xml"], &["html", "htm", "xhtml"]),
];

impl FileFormat {
    /// The name by which it is asked for.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    /// Its content type.
    pub fn content_type(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static FormatRow {
        // Every format has its row: a test says so.
        FORMATS.iter().find(|row| row.0 == self).unwrap_or(&FORMATS[0])
    }

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        FORMATS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// The format a content type names, parameters aside.
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        FORMATS.iter().find(|row| row.2 == kind || row.3.contains(&kind.as_str())).map(|row| row.0)
    }

    /// The format of a file by its name, or else by how it begins.
    pub fn of_file(name: &str, beginning: &[u8]) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        let by_name =
            |ending: String| FORMATS.iter().find(|row| row.4.contains(&ending.as_str())).map(|row| row.0);
        ending.and_then(by_name).unwrap_or_else(|| Self::by_beginning(beginning))
    }

    fn by_beginning(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        match bytes {
            [b'P', b'K', 3, 4, ..] => Self::Xlsx,
            [b'<', ..] => Self::Html,
            [b'[', ..] => Self::Json,
            [b'{', ..] if serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok() => Self::Ndjson,
            [b'{', ..] => Self::Json,
            _ => Self::Csv,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_names_and_beginnings_tell_the_format() {
        for row in FORMATS {
            assert_eq!(FileFormat::parse(row.1), Some(row.0));
            assert_eq!(
                FileFormat::from_content_type(&format!("{}; charset=utf-8", row.2.to_uppercase())),
                Some(row.0)
            );
            assert_eq!((row.0.as_str(), row.0.content_type()), (row.1, row.2));
        }
        assert_eq!(FileFormat::from_content_type("image/png"), None);
        assert_eq!(FileFormat::of_file("岗位.XLSX", b"x"), FileFormat::Xlsx);
        for (beginning, format) in [
            (&b"PK\x03\x04"[..], FileFormat::Xlsx),
            (b" <!doctype html>", FileFormat::Html),
            (b"\xEF\xBB\xBF[{", FileFormat::Json),
            (b"{\"title\":1}\n{}", FileFormat::Ndjson),
            (b"{\n\"@graph\":", FileFormat::Json),
            ("岗位名称,招聘人数".as_bytes(), FileFormat::Csv),
        ] {
            assert_eq!(FileFormat::of_file("upload", beginning), format, "{beginning:?}");
        }
    }
}
