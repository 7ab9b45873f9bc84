//! Sums that are taken from a worker without a name: what is given back later, what work hangs on, what is withheld.

use super::{
    super::{Rule, Severity},
    Found,
    clause::{Clause, Sentence},
    taking::Around,
    token::{Kind, Token},
};

/// What makes a sum none of the worker's: somebody else pays, or nothing is paid.
fn fine(token: &Token) -> bool {
    matches!(
        token.kind,
        Kind::Firm
            | Kind::Client
            | Kind::Neg
            | Kind::Free
            | Kind::Refuse
            | Kind::Task
            | Kind::Insurance
            | Kind::Any
    )
}

/// What is said before the worker pays.
const WORKER: [&str; 12] =
    ["先", "入职", "进厂", "上岗", "报到", "报名", "每人", "到厂", "得", "需", "须", "要"];

impl<'t> Around<'_, 't> {
    /// Money that is handed over and given back when somebody leaves.
    pub(super) fn to_be_returned(&self, sentence: &Sentence<'_>) -> Option<Found> {
        let takes = |kind| matches!(kind, Kind::Pay | Kind::Keep | Kind::Charge);
        let money =
            self.clause.tokens.iter().find(|token| token.kind == Kind::Money && token.value >= 50.0)?;
        let take = self.clause.before(money.start, 4, self.bare, takes)?;
        let fine = |token: &Token| {
            matches!(
                token.kind,
                Kind::Firm | Kind::Client | Kind::Neg | Kind::Free | Kind::Refuse | Kind::Task
            )
        };
        if sentence.clauses.iter().flat_map(|clause| clause.tokens).any(fine) {
            return None;
        }
        let back = |clause: &&Clause<'_>| clause.start >= self.clause.start && clause.has(Kind::Back);
        let back = sentence.clauses.iter().find(back)?;
        Some((Rule::Deposit, Severity::Hold, take.start, back.end))
    }

    /// Money or goods without which there is no work: 先自己买一份才能转正.
    pub(super) fn paid_for_work(&self) -> Option<Found> {
        let pay = self.clause.tokens.iter().find(|token| {
            let text = self.bare.text.get(token.start..token.end).unwrap_or_default();
            let own = token.kind == Kind::Own && text.contains(['买', '付', '掏']);
            own || (token.kind == Kind::Pay && !matches!(text, "转" | "出" | "租"))
        })?;
        let condition = |clause: &Clause<'t>, from: usize| {
            clause.after(from, 14, self.bare, |kind| kind == Kind::Cond).copied()
        };
        let next = self.next.and_then(|next| condition(next, next.start));
        let condition = condition(self.clause, pay.end).or(next)?;
        let clauses = std::iter::once(self.clause).chain(self.next);
        let fine = clauses.flat_map(|clause| clause.tokens).any(fine);
        (!fine).then_some((Rule::Fees, Severity::Hold, pay.start, condition.end))
    }

    /// A sum that is plainly taken, whatever it is called.
    pub(super) fn plain(&self) -> Option<Found> {
        let other = |token: &Token| {
            let told = matches!(token.kind, Kind::Living | Kind::Deny | Kind::Unless);
            let named = matches!(token.kind, Kind::Deposit | Kind::Fee | Kind::Train);
            named || told || (fine(token) && self.text(token) != "办理")
        };
        let free = self.next.is_some_and(|next| next.has(Kind::Free));
        if free || self.clause.tokens.iter().any(other) {
            return None;
        }
        let pocket = self.clause.tokens.iter().find(|token| token.kind == Kind::Pocket);
        let pocket = pocket.map(|pocket| (Rule::Fees, Severity::Hold, pocket.start, self.clause.end));
        let mut tokens = self.clause.tokens.iter();
        pocket.or_else(|| tokens.find_map(|token| self.withheld(token).or_else(|| self.handed_over(token))))
    }

    /// Wages that are kept back, and a sum that is kept.
    fn withheld(&self, token: &Token) -> Option<Found> {
        let after = |most, kind: Kind| self.clause.after(token.end, most, self.bare, |one| one == kind);
        let kept = token.kind == Kind::Keep && self.text(token).contains(['押', '压']);
        let sum = after(4, Kind::Money).filter(|sum| kept && sum.value >= 50.0);
        let timed = (kept || token.kind == Kind::Charge) && after(1, Kind::Span).is_some();
        let later = sum.or_else(|| after(5, Kind::Wage).filter(|_| timed));
        if let Some(later) = later {
            return Some((Rule::Deposit, Severity::Hold, token.start, later.end));
        }
        let wage = self.clause.before(token.start, 5, self.bare, |kind| kind == Kind::Wage);
        wage.filter(|_| kept).map(|wage| (Rule::Deposit, Severity::Hold, wage.start, token.end))
    }

    /// A sum that the worker hands over: 先交200; 须办理档案, 280元.
    fn handed_over(&self, token: &Token) -> Option<Found> {
        let word = self.text(token);
        let from = self.bare.text.get(self.clause.start..token.start).unwrap_or_default();
        if !WORKER.iter().any(|word| from.contains(word)) && !word.starts_with('先') {
            return None;
        }
        let pays = (token.kind == Kind::Pay
            && word.contains(['交', '缴', '掏', '充', '办', '购', '激', '拍', '通']))
            || word == "收";
        let sum = self.clause.after(token.end, 4, self.bare, |kind| kind == Kind::Money);
        let sum = sum.filter(|sum| pays && sum.value >= 10.0);
        let alone = |clause: &&&Clause<'t>| {
            clause.tokens.len() == 1 && self.bare.between(clause.start, clause.end) <= 8 && word == "办理"
        };
        let next = self.next.as_ref().filter(alone).and_then(|next| next.tokens.first());
        let sum = sum.or_else(|| next.filter(|sum| sum.kind == Kind::Money))?;
        Some((Rule::Fees, Severity::Hold, token.start, sum.end))
    }

    fn text(&self, token: &Token) -> &str {
        self.bare.text.get(token.start..token.end).unwrap_or_default()
    }
}
