//! Money and papers taken from a worker: what is taken, by which word, from whom, and whether it is denied.

use super::{
    super::{Rule, Severity},
    Found,
    clause::{Clause, Sentence},
    token::{Bare, Kind, Token},
};

/// What is wrong with what a sentence says is taken from people.
pub(super) fn check(sentence: &Sentence<'_>, bare: &Bare) -> Vec<Found> {
    let mut found = Vec::new();
    for (place, clause) in sentence.clauses.iter().enumerate() {
        let next = sentence.clauses.get(place + 1);
        let last = place.checked_sub(1).and_then(|place| sentence.clauses.get(place));
        let around = Around { clause, next, last, bare };
        for token in clause.tokens {
            found.extend(around.taken(token));
        }
        found.extend(around.to_be_returned(sentence));
        found.extend(around.paid_for_work());
        found.extend(around.plain());
    }
    found
}

/// A clause with its neighbours.
pub(super) struct Around<'s, 't> {
    pub(super) clause: &'s Clause<'t>,
    pub(super) next: Option<&'s Clause<'t>>,
    last: Option<&'s Clause<'t>>,
    pub(super) bare: &'s Bare,
}

impl<'t> Around<'_, 't> {
    /// What is wrong with a thing that is named.
    fn taken(&self, thing: &Token) -> Option<Found> {
        let rule = match thing.kind {
            Kind::Deposit => Rule::Deposit,
            Kind::Fee | Kind::Due | Kind::Goods => Rule::Fees,
            Kind::Train => Rule::PaidTraining,
            Kind::Loan => Rule::TrainingLoan,
            Kind::Paper => Rule::Papers,
            Kind::Insurance => Rule::Insurance,
            _ => return None,
        };
        if let Some((start, end)) = self.never_returned(thing) {
            return Some((rule, Severity::Hold, start, end));
        }
        let waived = thing.kind == Kind::Insurance
            && self.bare.text.get(thing.end..self.clause.end).is_some_and(|rest| rest.contains("放弃"));
        if self.of_others(thing) || (!waived && self.denied(thing) && !self.twice_denied(thing)) {
            return None;
        }
        let (start, end) = match thing.kind {
            Kind::Deposit | Kind::Fee => self.paid(thing, 12).or_else(|| self.paid_in_next(thing))?,
            Kind::Due => self.due(thing)?,
            Kind::Goods => self.goods(thing)?,
            Kind::Train => self.lessons(thing)?,
            Kind::Loan => self.loan(thing)?,
            Kind::Paper => self.kept(thing)?,
            _ => self.insured(thing)?,
        };
        Some((rule, Severity::Hold, start, end))
    }

    /// Papers that are not given back: 身份证不还. That is no denial of keeping them.
    fn never_returned(&self, thing: &Token) -> Option<(usize, usize)> {
        let neg = self.clause.after(thing.end, 2, self.bare, |kind| kind == Kind::Neg)?;
        let back = self.clause.after(neg.end, 1, self.bare, |kind| kind == Kind::Back)?;
        (thing.kind == Kind::Paper).then_some((thing.start, back.end))
    }

    /// Whether it is of a customer, part of the work, or paid by the firm.
    fn of_others(&self, thing: &Token) -> bool {
        let before = |most, kind: Kind| self.clause.before(thing.start, most, self.bare, |one| one == kind);
        let after = |most, kind: Kind| self.clause.after(thing.end, most, self.bare, |one| one == kind);
        let firm = self.clause.tokens.iter().find(|token| token.kind == Kind::Firm);
        let pays = firm.is_some_and(|firm| {
            self.clause
                .after(firm.end, 6, self.bare, |kind| kind == Kind::Pay || kind == Kind::Free)
                .is_some()
        });
        before(12, Kind::Task).is_some()
            || after(if thing.kind == Kind::Paper { 1 } else { 6 }, Kind::Task).is_some()
            || self.bare.text.get(thing.end..).is_some_and(|rest| rest.starts_with("提成"))
            || self.clause.has(Kind::Client)
            || self.clause.has(Kind::Free)
            || self.clause.has(Kind::Any)
            || (pays && thing.kind != Kind::Paper)
            || self.next.is_some_and(|next| next.has(Kind::Free))
    }

    /// Whether it is said not to be taken.
    fn denied(&self, thing: &Token) -> bool {
        let denies = |kind| {
            matches!(kind, Kind::Neg | Kind::Deny | Kind::Refuse | Kind::Ban | Kind::Any | Kind::Unless)
        };
        self.clause.before(thing.start, 12, self.bare, denies).is_some()
            || self.clause.after(thing.end, 5, self.bare, |kind| denies(kind) || kind == Kind::Free).is_some()
    }

    /// Whether who does not pay is turned away: 不交押金不让上班.
    fn twice_denied(&self, thing: &Token) -> bool {
        let refuses = |kind| matches!(kind, Kind::Neg | Kind::Refuse | Kind::Cannot);
        self.clause.before(thing.start, 8, self.bare, |kind| kind == Kind::Unless).is_some()
            && (self.clause.after(thing.end, 10, self.bare, refuses).is_some()
                || self.next.is_some_and(|next| next.after(next.start, 4, self.bare, refuses).is_some()))
    }

    /// The words of paying near a thing.
    fn paid(&self, thing: &Token, most: usize) -> Option<(usize, usize)> {
        let pays = |kind| {
            matches!(
                kind,
                Kind::Unless
                    | Kind::Pay
                    | Kind::Charge
                    | Kind::Own
                    | Kind::Money
                    | Kind::Need
                    | Kind::Back
                    | Kind::Wage
                    | Kind::Want
            )
        };
        let other = self.clause.before(thing.start, most, self.bare, pays);
        let other = other.or_else(|| self.clause.after(thing.end, most, self.bare, pays))?;
        Some((thing.start.min(other.start), thing.end.max(other.end)))
    }

    /// The same, in the clause after it.
    fn paid_in_next(&self, thing: &Token) -> Option<(usize, usize)> {
        let next = self.next?;
        let pays = |kind| matches!(kind, Kind::Pay | Kind::Charge | Kind::Own | Kind::Money | Kind::Back);
        let paid = next.after(next.start, 6, self.bare, pays)?;
        let fine = |token: &Token| {
            matches!(token.kind, Kind::Neg | Kind::Refuse | Kind::Free | Kind::Firm | Kind::Client)
        };
        (!next.tokens.iter().any(fine)).then_some((thing.start, paid.end))
    }

    /// Whatever is called a fee, where it is plainly taken.
    fn due(&self, thing: &Token) -> Option<(usize, usize)> {
        let own = self.clause.after(thing.end, 2, self.bare, |kind| kind == Kind::Own);
        let living = self.clause.has(Kind::Living) || self.last.is_some_and(|last| last.has(Kind::Living));
        let cost = self.bare.text.get(thing.start..thing.end) == Some("费用");
        if let Some(own) = own.filter(|_| cost && !living) {
            return Some((thing.start, own.end));
        }
        let taken = |token: &&Token| {
            let text = self.bare.text.get(token.start..token.end).unwrap_or_default();
            matches!(token.kind, Kind::Pay | Kind::Charge | Kind::Receive)
                && text.contains(['交', '缴', '收', '扣', '掏'])
        };
        let near = |token: &&Token| {
            self.bare.between(token.end, thing.start).min(self.bare.between(thing.end, token.start)) <= 6
        };
        let worker = |clause: &Clause<'_>| {
            let text = self.bare.text.get(clause.start..clause.end).unwrap_or_default();
            ["先", "入职", "进厂", "上岗", "报到", "报名", "每人", "自己", "面试", "办"]
                .iter()
                .any(|word| text.contains(word))
        };
        let taken = self.clause.tokens.iter().filter(taken).find(near)?;
        let deducted = self.bare.text.get(taken.start..taken.end).is_some_and(|text| text.contains('扣'));
        (deducted || worker(self.clause)).then_some((thing.start.min(taken.start), thing.end.max(taken.end)))
    }

    /// Clothes and tools that are paid by the worker, or out of the wages.
    fn goods(&self, thing: &Token) -> Option<(usize, usize)> {
        let after = |clause: &Clause<'t>, from: usize, most, kind: Kind| {
            clause.after(from, most, self.bare, |one| one == kind).copied()
        };
        let before = |kind: Kind| self.clause.before(thing.start, 8, self.bare, |one| one == kind);
        let own = after(self.clause, thing.end, 8, Kind::Own);
        let own = own.filter(|own| {
            let text = self.bare.text.get(own.start..self.clause.end).unwrap_or_default();
            ["费", "付", "掏", "出", "买", "购", "理", "花", "担"].iter().any(|word| text.contains(word))
        });
        let charged = |clause: &Clause<'t>, from: usize| {
            let charge = after(clause, from, 14, Kind::Charge)?;
            clause.has(Kind::Wage).then_some(charge)
        };
        let next = self.next.and_then(|next| {
            let fine = next.has(Kind::Neg) || next.has(Kind::Refuse);
            charged(next, next.start).filter(|_| !fine)
        });
        let own = own.or_else(|| charged(self.clause, thing.end)).or(next);
        if let Some(own) = own {
            return Some((thing.start, own.end));
        }
        let sum =
            after(self.clause, thing.end, 4, Kind::Money).filter(|sum| (10.0..10_000.0).contains(&sum.value));
        let given = |token: &Token| matches!(token.kind, Kind::Wage | Kind::Neg | Kind::Refuse | Kind::Free);
        let text = self.bare.text.get(thing.end..self.clause.end).unwrap_or_default();
        let paid_out = ["补", "发", "奖", "每天", "提成", "单价", "库", "套", "件"]
            .iter()
            .any(|word| text.contains(word));
        if let Some(sum) = sum.filter(|_| !paid_out && !self.clause.tokens.iter().any(given)) {
            return Some((thing.start, sum.end));
        }
        let pay = before(Kind::Pay).or_else(|| before(Kind::Own)).filter(|_| self.money())?;
        Some((pay.start, thing.end))
    }

    /// Lessons that are paid for, and no wages during them.
    fn lessons(&self, thing: &Token) -> Option<(usize, usize)> {
        let pays = |kind| matches!(kind, Kind::Pay | Kind::Own | Kind::Charge);
        let wages = |clause: &Clause<'_>| {
            let text = self.bare.text.get(clause.start..clause.end).unwrap_or_default();
            ["补", "日薪", "一天", "每天", "带薪", "发", "给", "工资"].iter().any(|word| text.contains(word))
        };
        let price = self.clause.after(thing.end, 1, self.bare, |kind| kind == Kind::Money);
        if let Some(price) = price.filter(|price| price.value >= 200.0 && !wages(self.clause)) {
            return Some((thing.start, price.end));
        }
        let pay = self.clause.before(thing.start, 10, self.bare, pays);
        let pay = pay.or_else(|| self.clause.after(thing.end, 10, self.bare, pays));
        let text = self.bare.text.get(thing.start..thing.end).unwrap_or_default();
        let named = text.ends_with('费');
        if let Some(pay) = pay.filter(|_| named || self.money() || !wages(self.clause)) {
            let bought = named || self.money() || pay.kind == Kind::Own;
            return bought.then_some((thing.start.min(pay.start), thing.end.max(pay.end)));
        }
        let next =
            self.next.filter(|next| !wages(next) && !next.has(Kind::Neg) && !next.has(Kind::Refuse))?;
        let price = |kind| kind == Kind::Pay || (named && kind == Kind::Money);
        let pay = next.after(next.start, 4, self.bare, price)?;
        (named || next.has(Kind::Money)).then_some((thing.start, pay.end))
    }

    /// Whether a sum of money is named in the clause or the one after it.
    fn money(&self) -> bool {
        let sum = |clause: &Clause<'_>| {
            clause.tokens.iter().any(|token| token.kind == Kind::Money && token.value >= 50.0)
        };
        sum(self.clause) || self.next.is_some_and(sum)
    }

    /// A loan for lessons.
    fn loan(&self, thing: &Token) -> Option<(usize, usize)> {
        let learns = |clause: &Clause<'_>| clause.has(Kind::Train);
        let lessons = learns(self.clause) || self.last.is_some_and(learns) || self.next.is_some_and(learns);
        lessons.then_some((thing.start, thing.end))
    }

    /// Papers that are kept.
    fn kept(&self, thing: &Token) -> Option<(usize, usize)> {
        let fine = |kind| matches!(kind, Kind::Copy | Kind::Own);
        if self.clause.tokens.iter().any(|token| fine(token.kind)) {
            return None;
        }
        let keeps = |kind| kind == Kind::Keep;
        let keep = self.clause.before(thing.start, 6, self.bare, keeps);
        let keep = keep.or_else(|| self.clause.after(thing.end, 8, self.bare, keeps))?;
        Some((thing.start.min(keep.start), thing.end.max(keep.end)))
    }

    /// Insurance that the worker pays, or gets as cash.
    fn insured(&self, thing: &Token) -> Option<(usize, usize)> {
        let other =
            self.clause.after(thing.end, 6, self.bare, |kind| matches!(kind, Kind::Own | Kind::Cash))?;
        let text = self.bare.text.get(other.start..self.clause.end).unwrap_or_default();
        let own =
            ["交", "缴", "买", "付", "出", "承担", "解决", "理", "办"].iter().any(|word| text.contains(word));
        (other.kind == Kind::Cash || own).then_some((thing.start, other.end))
    }
}
