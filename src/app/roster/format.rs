//! What a roster comes as.

/// What a roster comes as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RosterFormat {
    /// An .xlsx workbook.
    Xlsx,
    /// Comma or tab separated text, in UTF-8, UTF-16 with a mark, or GB18030.
    Csv,
}

impl RosterFormat {
    /// The format a content type names, parameters aside.
    pub fn from_content_type(content_type: &str) -> Option<Self> {
        match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => Some(Self::Xlsx),
            "text/csv" | "application/csv" | "text/tab-separated-values" => Some(Self::Csv),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_types_name_formats() {
        assert_eq!(RosterFormat::from_content_type("text/csv; charset=gb18030"), Some(RosterFormat::Csv));
        assert_eq!(RosterFormat::from_content_type("application/json"), None);
    }
}
