//! Schools, departments, and how schools work together.

mod departments;
pub(super) mod majors;
mod partnerships;
mod programme_rules;
mod programmes;
mod references;
mod schools;

pub use departments::{DepartmentDraft, create_department, list_departments, read_department};
pub use majors::{MajorDraft, NamedMajor};
pub use partnerships::{change_partnership, create_partnership, list_partnerships, read_partnership};
pub use programmes::{ProgrammeDraft, change_programme, create_programme, list_programmes, read_programme};
pub use schools::{SchoolDraft, SchoolPatch, change_school, create_school, list_schools, read_school};
