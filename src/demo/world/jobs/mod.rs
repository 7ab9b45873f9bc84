//! The kinds of work that are offered, in the words people write titles in.

mod making;
mod serving;

/// What an employer hires for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Machines and metal.
    Machines,
    /// Electricity, cooling, lifts, robots.
    Power,
    /// Electronics.
    Electronics,
    /// Clothes and shoes.
    Clothes,
    /// Cars.
    Cars,
    /// Kitchens and hotels.
    Food,
    /// Shops on the net, and offices.
    Office,
    /// Warehouses, transport, sales.
    Trade,
    /// Care of the young and the old.
    Care,
    /// Building sites.
    Building,
}

/// A kind of work.
#[derive(Debug)]
pub(super) struct Job {
    /// Who hires for it.
    pub(super) field: Field,
    /// How people title it; each names the same occupation.
    pub(super) titles: &'static [&'static str],
    /// What is done.
    pub(super) duties: &'static str,
    /// Codes of majors that fit.
    pub(super) majors: &'static [&'static str],
    /// Skills: the first is required, the others help.
    pub(super) skills: &'static [&'static str],
    /// A certificate that the law or custom asks for.
    pub(super) certificate: Option<&'static str>,
    /// The least and the most a month, in hundreds of yuan.
    pub(super) pay: (u32, u32),
}

impl Job {
    /// Whether the law keeps minors and interns from it: toxic work and nights (劳动法 64, 职业学校学生实习管理规定
    /// 16, 17).
    pub(super) fn is_for_adults(&self) -> bool {
        let nights = |title: &&str| title.contains("夜班") || title.contains("倒班");
        self.duties.contains("喷漆") || self.titles.iter().any(nights)
    }
}

const fn job(
    field: Field,
    titles: &'static [&'static str],
    duties: &'static str,
    fit: (&'static [&'static str], &'static [&'static str], Option<&'static str>),
    pay: (u32, u32),
) -> Job {
    Job { field, titles, duties, majors: fit.0, skills: fit.1, certificate: fit.2, pay }
}

/// All kinds, those that make things and those that serve in turn.
pub(super) fn all() -> Vec<&'static Job> {
    making::JOBS.iter().chain(serving::JOBS).collect()
}
