//! The hand-written tables: occupations with their everyday titles, employers, places, and odd vacancies.

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// One occupation, as people name it.
pub(super) struct Job {
    pub(super) name: String,
    /// Occupations somebody would also take are of one family.
    pub(super) family: String,
    pub(super) trade: String,
    pub(super) weight: usize,
    pub(super) titles: Vec<String>,
    pub(super) duties: Vec<String>,
    pub(super) tools: Vec<String>,
}

#[derive(Deserialize)]
struct JobRow {
    job: String,
    family: String,
    trade: String,
    weight: usize,
    titles: String,
    duties: String,
    #[serde(default)]
    tools: String,
}

#[derive(Deserialize)]
pub(super) struct Place {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) weight: usize,
}

/// One employer: where it is from does not bind where it hires.
pub(super) struct Employer {
    pub(super) trade: String,
    pub(super) brand: String,
    pub(super) suffix: String,
}

#[derive(Deserialize)]
struct EmployerRow {
    trade: String,
    suffix: String,
    brands: String,
}

/// A vacancy written by hand.
#[derive(Deserialize)]
pub(super) struct Handwritten {
    pub(super) title: String,
    /// What it is: a job, or several with how well it fits each.
    pub(super) job: String,
    pub(super) place: String,
    pub(super) conditions: String,
    pub(super) description: String,
}

pub(super) struct Tables {
    pub(super) jobs: Vec<Job>,
    pub(super) places: Vec<Place>,
    pub(super) employers: Vec<Employer>,
    pub(super) handwritten: Vec<Handwritten>,
}

pub(super) fn rows<T: DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).into_deserialize().map(Result::unwrap).collect()
}

pub(super) fn list(cell: &str, separator: char) -> Vec<String> {
    cell.split(separator).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

impl Tables {
    pub(super) fn load() -> Tables {
        let jobs = rows::<JobRow>(include_str!("../../../tests/index/golden/jobs.csv"));
        let employers = rows::<EmployerRow>(include_str!("../../../tests/index/golden/employers.csv"));
        Tables {
            jobs: jobs.into_iter().map(Into::into).collect(),
            places: rows(include_str!("../../../tests/index/golden/places.csv")),
            employers: employers.into_iter().flat_map(brands).collect(),
            handwritten: rows(include_str!("../../../tests/index/golden/handwritten.csv")),
        }
    }

    pub(super) fn job(&self, name: &str) -> &Job {
        let found = self.jobs.iter().find(|job| job.name == name);
        found.unwrap_or_else(|| panic!("the tables know no job {name}"))
    }
}

fn brands(row: EmployerRow) -> Vec<Employer> {
    let employer = |brand| Employer { trade: row.trade.clone(), brand, suffix: row.suffix.clone() };
    list(&row.brands, ';').into_iter().map(employer).collect()
}

impl From<JobRow> for Job {
    fn from(row: JobRow) -> Job {
        Job {
            name: row.job,
            family: row.family,
            trade: row.trade,
            weight: row.weight,
            titles: list(&row.titles, ';'),
            duties: list(&row.duties, ';'),
            tools: list(&row.tools, ';'),
        }
    }
}
