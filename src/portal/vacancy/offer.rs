//! What a vacancy offers: pay, contract and insurance, housing and meals, shifts and rest.

use super::{
    super::{
        parts::{
            facts::{Fact, Tick},
            job::PayText,
            sign::Sign,
        },
        visitor::Visitor,
        wording::term,
    },
    facts::origin,
};
use crate::domain::vacancy::{
    Contract, ContractKind, Dormitory, Insurance, Probation, Vacancy, VacancyContent,
};

/// Pay, from the whole to what is left of it in probation.
pub(super) fn pay(v: &Visitor, vacancy: &Vacancy) -> Vec<Fact> {
    let (content, pay) = (&vacancy.content, &vacancy.content.pay);
    let known = pay.is_known().then(|| PayText::of(v, vacancy).range);
    let note = |pointer: &str| origin(v, content, pointer);
    let base = pay.base.map(|fen| v.t1("yuan-a-month", "yuan", fen));
    let range_note = note("/pay").filter(|_| note("/pay/base").is_none());
    let mut facts = vec![
        Fact::new(v.t("fact-range"), known).noted(range_note),
        Fact::new(v.t("fact-base"), base).noted(note("/pay/base")),
    ];
    if pay.months > 12 {
        facts.push(Fact::new(v.t("fact-months"), [v.t1("fact-months-value", "count", pay.months)]));
    }
    if let Some((min, max)) = pay.yearly() {
        let line = match min == max {
            true => v.t1("fact-yearly-one", "min", min),
            false => v.words.with("fact-yearly-value", &[("min", &min), ("max", &max)]),
        };
        facts.push(Fact::new(v.t("fact-yearly"), [line]));
    }
    facts.push(
        Fact::new(v.t("fact-probation"), content.probation.iter().flat_map(|one| probation(v, one)))
            .noted(note("/probation")),
    );
    facts
}

fn probation(v: &Visitor, probation: &Probation) -> Vec<String> {
    if probation.months == 0 {
        return vec![v.t("fact-probation-none")];
    }
    let pay = probation.pay.map(|fen| v.t1("fact-probation-pay", "yuan", fen));
    [Some(v.count("fact-probation-value", &u64::from(probation.months))), pay].into_iter().flatten().collect()
}

/// The contract, the five insurances and the housing fund, each by itself.
pub(super) fn contract(v: &Visitor, content: &VacancyContent) -> Vec<Fact> {
    let conditions = &content.conditions;
    let mut insurance = Fact::new(v.t("fact-insurance"), []);
    if let Some(paid) = &conditions.insurance {
        let tick = |one: &Insurance| Tick {
            state: Sign::yes(paid.contains(one)),
            label: term(v.words, "insurance", one.as_str()),
        };
        insurance.ticks = Insurance::ALL.iter().map(tick).collect();
    }
    let note = |pointer: &str| origin(v, content, pointer);
    insurance.note = note("/conditions/insurance");
    let fund = |paid| v.t(if paid { "housing-fund-paid" } else { "housing-fund-unpaid" });
    vec![
        Fact::new(v.t("fact-contract"), content.contract.iter().map(|one| contract_line(v, one)))
            .noted(note("/contract")),
        insurance,
        Fact::new(v.t("fact-housing-fund"), conditions.housing_fund.map(fund))
            .noted(note("/conditions/housing_fund")),
    ]
}

fn contract_line(v: &Visitor, contract: &Contract) -> String {
    let kind = match contract.kind {
        ContractKind::Labour => v.t("contract-labour"),
        ContractKind::Dispatch => v.t("contract-dispatch"),
        ContractKind::Internship => v.t("contract-internship"),
    };
    match contract.months {
        Some(months) => v.words.with("fact-contract-term", &[("kind", &kind), ("months", &months)]),
        None => v.t1("fact-contract-open", "kind", kind),
    }
}

/// Housing, meals, the way there, and with whom.
pub(super) fn living(v: &Visitor, content: &VacancyContent) -> Vec<Fact> {
    let conditions = &content.conditions;
    let note = |pointer: &str| origin(v, content, pointer);
    let travel = conditions.travel_allowance.map(|fen| match fen.0 {
        0 => v.t("fact-travel-none"),
        _ => v.t1("fact-travel-value", "yuan", fen),
    });
    let group = |yes| v.t(if yes { "group-yes" } else { "group-no" });
    vec![
        Fact::new(v.t("fact-dormitory"), conditions.dormitory.iter().map(|one| dormitory(v, one)))
            .noted(note("/conditions/dormitory")),
        Fact::new(v.t("fact-meals"), conditions.meals.map(|meals| term(v.words, "meals", meals.as_str())))
            .noted(note("/conditions/meals")),
        Fact::new(v.t("fact-travel"), travel).noted(note("/conditions/travel_allowance")),
        Fact::new(v.t("fact-group"), conditions.group_hire.map(group)).noted(note("/conditions/group_hire")),
    ]
}

fn dormitory(v: &Visitor, dormitory: &Dormitory) -> String {
    if !dormitory.provided {
        return v.t("dormitory-none");
    }
    let fee = dormitory.fee.map(|fen| match fen.0 {
        0 => v.t("dormitory-free"),
        _ => v.t1("dormitory-fee", "yuan", fen),
    });
    let people = dormitory.people_per_room.map(|count| v.t1("dormitory-people", "count", count));
    let parts = [Some(v.t("dormitory-provided")), people, fee];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Shifts, hours and rest.
pub(super) fn time(v: &Visitor, content: &VacancyContent) -> Vec<Fact> {
    let conditions = &content.conditions;
    let note = |pointer: &str| origin(v, content, pointer);
    let hours = conditions.hours_per_week.map(|hours| v.t1("fact-hours-value", "count", hours));
    vec![
        Fact::new(v.t("fact-shift"), conditions.shift.map(|shift| term(v.words, "shift", shift.as_str())))
            .noted(note("/conditions/shift")),
        Fact::new(v.t("fact-hours"), hours).noted(note("/conditions/hours_per_week")),
        Fact::new(
            v.t("fact-rest"),
            conditions.rest_days.map(|rest| term(v.words, "rest_days", rest.as_str())),
        )
        .noted(note("/conditions/rest_days")),
    ]
}
