//! The employer beside its vacancy: who it is, whether it was checked, and what to mind.

use super::super::{parts::badges::Badge, visitor::Visitor, wording};
use crate::{
    app::App,
    domain::employer::{Employer, VerificationState},
};

/// The employer as the page shows it.
pub(super) struct EmployerCard {
    pub(super) name: String,
    pub(super) badges: Vec<Badge>,
    pub(super) lines: Vec<String>,
    pub(super) description: String,
    pub(super) phone: Option<String>,
    pub(super) more_href: String,
}

/// The card of an employer.
pub(super) fn card(app: &App, v: &Visitor, employer: &Employer) -> EmployerCard {
    let profile = &employer.profile;
    let verified = employer.verification.state == VerificationState::Verified;
    let mut badges = vec![if verified {
        Badge::good(v.t("badge-verified"))
    } else {
        Badge::warn(v.t("badge-unverified"))
    }];
    if profile.labour_dispatch {
        badges.push(Badge::warn(v.t("badge-dispatch")));
    }
    if profile.synthetic {
        badges.push(Badge::warn(v.t("badge-synthetic")));
    }
    EmployerCard {
        name: profile.name.clone(),
        badges,
        lines: lines(app, v, employer, verified),
        description: profile.description.clone(),
        // Nobody should ring a number that was made up.
        phone: profile.phone.clone().filter(|_| !profile.synthetic),
        more_href: format!("/search?employer={}", employer.id),
    }
}

fn lines(app: &App, v: &Visitor, employer: &Employer, verified: bool) -> Vec<String> {
    let profile = &employer.profile;
    let checked = employer.verification.at.filter(|_| verified);
    let place = app.vocabulary().regions().full_name(profile.region.as_str());
    let notes = [
        profile.labour_dispatch.then(|| v.t("employer-dispatch-note")),
        profile.synthetic.then(|| v.t("employer-synthetic-note")),
        checked.map(|at| v.t1("employer-verified-note", "date", wording::day_of(at, v.language()))),
        place.map(|place| v.t1("employer-region", "place", place)),
        Some(v.t1("employer-uscc", "code", profile.uscc.as_str())),
    ];
    notes.into_iter().flatten().collect()
}
