//! Where in the file a fault stands: the form's pointers as the columns, or the properties, that they were read from.

use super::columns::Column;
use crate::{
    app::sheet::{columns::Columns, header::Header},
    domain::{refusal::FieldError, span::Span},
};
use std::{collections::HashMap, sync::Arc};

/// Where the fields of a row's form stand in the file.
#[derive(Debug, Clone, Default)]
pub enum Locate {
    /// The row is the form.
    #[default]
    Form,
    /// The row is a schema.org posting.
    Posting,
    /// The row has columns; the parts of the description that other columns gave follow the first.
    Columns(Box<ColumnsOf>),
}

/// The columns of a row.
#[derive(Debug, Clone)]
pub struct ColumnsOf {
    headers: Arc<Headers>,
    /// From which character of the description on which column stands there, in order.
    parts: Vec<(usize, Column)>,
}

/// The headers of a file as written.
#[derive(Debug)]
pub(super) struct Headers(HashMap<Column, String>);

impl Headers {
    pub(super) fn of(header: &Header<Column>) -> Self {
        Self(Column::ALL.iter().map(|column| (*column, header.pointer(*column).to_owned())).collect())
    }

    fn written(&self, column: Column) -> &str {
        self.0.get(&column).map_or(column.header(), String::as_str)
    }
}

impl Locate {
    pub(super) fn columns(headers: &Arc<Headers>, parts: Vec<(usize, Column)>) -> Self {
        Self::Columns(Box::new(ColumnsOf { headers: Arc::clone(headers), parts }))
    }

    /// The fault of the form as a fault of the file.
    pub fn fault(&self, mut fault: FieldError) -> FieldError {
        match self {
            Self::Form => {}
            Self::Posting => fault.pointer = property(&fault.pointer),
            Self::Columns(columns) => columns.place(&mut fault),
        }
        fault
    }
}

impl ColumnsOf {
    fn place(&self, fault: &mut FieldError) {
        if fault.pointer == "/description"
            && let Some(span) = fault.span
            && let Some((start, column)) =
                self.parts.iter().rev().find(|(start, _)| *start <= span.start as usize)
        {
            let end = (span.end as usize).saturating_sub(*start);
            fault.span = Some(Span::new(span.start as usize - start, end));
            self.headers.written(*column).clone_into(&mut fault.pointer);
            return;
        }
        if let Some(column) = column(&fault.pointer) {
            self.headers.written(column).clone_into(&mut fault.pointer);
        }
    }
}

/// The form's fields, the most particular first, with the column and the property of a posting they are read from.
const FIELDS: &[(&str, Column, &str)] = &[
    ("/reference", Column::Reference, "/identifier"),
    ("/title", Column::Title, "/title"),
    ("/occupation", Column::Occupation, "/occupationalCategory"),
    ("/kind", Column::Kind, "/employmentType"),
    ("/headcount", Column::Headcount, "/totalJobOpenings"),
    ("/workplace/region", Column::Region, "/jobLocation"),
    ("/workplace", Column::Workplace, "/jobLocation"),
    ("/description", Column::Description, "/description"),
    ("/pay/min", Column::PayMin, "/baseSalary"),
    ("/pay/max", Column::PayMax, "/baseSalary"),
    ("/pay/unit", Column::PayUnit, "/baseSalary"),
    ("/pay/months", Column::PayMonths, "/baseSalary"),
    ("/pay/base", Column::BasePay, "/baseSalary"),
    ("/pay", Column::Pay, "/baseSalary"),
    ("/probation/pay", Column::ProbationPay, ""),
    ("/probation", Column::Probation, ""),
    ("/contract/months", Column::ContractMonths, ""),
    ("/contract", Column::Contract, ""),
    ("/requirements/education", Column::Education, "/educationRequirements"),
    ("/requirements/majors", Column::Majors, ""),
    ("/requirements/skills", Column::Skills, "/skills"),
    ("/requirements/certificates", Column::Certificates, "/qualifications"),
    ("/requirements/minimum_age", Column::Age, ""),
    ("/requirements/accepts_minor", Column::AcceptsMinor, ""),
    ("/conditions/dormitory", Column::Dormitory, ""),
    ("/conditions/meals", Column::Meals, ""),
    ("/conditions/shift", Column::Shift, ""),
    ("/conditions/hours_per_week", Column::HoursPerWeek, "/workHours"),
    ("/conditions/rest_days", Column::RestDays, ""),
    ("/conditions/insurance", Column::Insurance, ""),
    ("/conditions/housing_fund", Column::HousingFund, ""),
    ("/conditions/travel_allowance", Column::TravelAllowance, ""),
    ("/reserved", Column::ReservedProgramme, ""),
    ("/valid_until", Column::ValidUntil, "/validThrough"),
    ("/source", Column::Source, "/url"),
];

fn field(pointer: &str) -> Option<&'static (&'static str, Column, &'static str)> {
    let within = |field: &str| {
        pointer.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    FIELDS.iter().find(|(field, ..)| within(field))
}

fn column(pointer: &str) -> Option<Column> {
    field(pointer).map(|(_, column, _)| *column)
}

/// The property of a posting, where the field is read from one.
fn property(pointer: &str) -> String {
    let property = field(pointer).map(|(.., property)| *property).filter(|property| !property.is_empty());
    property.unwrap_or(pointer).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::sheet::table::{Cell, Row},
        domain::refusal::Code,
    };

    #[test]
    fn a_fault_of_the_form_names_the_column_as_written_or_the_property() {
        let row = Row {
            number: 1,
            cells: ["职位", "人数", "工作地点", "待遇", "职责", "任职要求", "有效期"]
                .map(Cell::text)
                .to_vec(),
        };
        let header = Header::<Column>::find(&[row]).unwrap();
        let locate = Locate::columns(
            &Arc::new(Headers::of(&header)),
            vec![(0, Column::Description), (10, Column::Demands)],
        );
        let at = |pointer: &str| locate.fault(FieldError::new(pointer, Code::InvalidValue)).pointer;
        assert_eq!(at("/title"), "职位");
        assert_eq!(at("/pay/text"), "待遇");
        assert_eq!(at("/pay/min"), "最低工资");
        assert_eq!(at("/requirements/skills/3/term"), "技能");
        let mut guilty = FieldError::new("/description", Code::InvalidValue);
        guilty.span = Some(Span::new(12, 15));
        let placed = locate.fault(guilty.clone());
        assert_eq!((placed.pointer.as_str(), placed.span), ("任职要求", Some(Span::new(2, 5))));
        let posting = Locate::Posting.fault(FieldError::new("/pay/text", Code::InvalidValue));
        assert_eq!(posting.pointer, "/baseSalary");
        assert_eq!(Locate::Form.fault(guilty.clone()), guilty);
    }
}
