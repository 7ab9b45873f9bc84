//! Who speaks: what is warned of, quoted from the law, told of others or of the past, or denied, is not asked.

use super::{
    super::Rule,
    clause::{Clause, Sentence},
    token::{Bare, Group, Kind, Token},
};

/// Stretches of the folded text, each with what it excuses.
pub(super) struct Stance {
    stretches: Vec<(Excuse, usize, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excuse {
    /// A warning of those who take money, or a place to complain of them.
    Warning,
    /// The law, or what is told of others and of the past.
    Told,
    /// What is denied.
    Denied,
    /// A clause about customers.
    Client,
    /// A clause about customers, in which nobody is asked for.
    Served,
    /// Money and papers that are said not to be taken.
    Spared,
    /// Both sexes are named, and neither is put first; the same of people from here and elsewhere.
    Either(Rule),
}

impl Stance {
    pub(super) fn new(sentences: &[Sentence<'_>], bare: &Bare) -> Self {
        let mut stretches = Vec::new();
        for sentence in sentences {
            if warns(sentence, bare) {
                stretches.push((Excuse::Warning, sentence.start, sentence.end));
            }
            if quotes(sentence, bare) || tells(sentence) {
                stretches.push((Excuse::Told, sentence.start, sentence.end));
            }
            let either = either(sentence, bare).into_iter();
            stretches.extend(either.map(|rule| (Excuse::Either(rule), sentence.start, sentence.end)));
            for (place, clause) in sentence.clauses.iter().enumerate() {
                let denied = denied(bare, clause, sentence.clauses.get(place + 1));
                stretches.extend(denied.map(|(start, end)| (Excuse::Denied, start, end)));
                if of_customers(clause, bare) {
                    stretches.push((Excuse::Client, clause.start, clause.end));
                }
                if serves(clause, bare) {
                    stretches.push((Excuse::Served, clause.start, clause.end));
                }
                let spared = spared(clause, bare).map(|start| (Excuse::Spared, start, clause.end));
                stretches.extend(spared);
            }
        }
        let folded = |(excuse, start, end)| {
            let (start, end) = bare.folded(start, end)?;
            Some((excuse, start, end))
        };
        Self { stretches: stretches.into_iter().filter_map(folded).collect() }
    }

    /// Whether words of a rule are excused where they stand.
    pub(super) fn excuses(&self, rule: Rule, start: usize, end: usize) -> bool {
        self.stretches.iter().any(|(excuse, from, to)| {
            let within = *from <= start && start < *to && end <= to + 3;
            within
                && match excuse {
                    Excuse::Warning => is_of_money(rule),
                    Excuse::Client => (is_of_money(rule) && rule != Rule::Bait) || rule == Rule::Appearance,
                    Excuse::Served => is_of_people(rule),
                    Excuse::Spared => is_of_money(rule) && rule != Rule::Bait && rule != Rule::InternAgency,
                    Excuse::Either(of) => *of == rule,
                    Excuse::Told | Excuse::Denied => true,
                }
        })
    }
}

fn is_of_money(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Deposit
            | Rule::Papers
            | Rule::Fees
            | Rule::PaidTraining
            | Rule::TrainingLoan
            | Rule::Bait
            | Rule::InternFees
            | Rule::InternAgency
    )
}

fn is_of_people(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Sex
            | Rule::Origin
            | Rule::Ethnicity
            | Rule::Religion
            | Rule::Marriage
            | Rule::Appearance
            | Rule::AgeCap
            | Rule::Superstition
    )
}

/// Whether a sentence warns: it names a fraud, or where to complain, and does not deny it.
fn warns(sentence: &Sentence<'_>, bare: &Bare) -> bool {
    sentence.clauses.iter().any(|clause| {
        let denied = |token: &Token| {
            clause.before(token.start, 2, bare, |kind| matches!(kind, Kind::Neg | Kind::Deny)).is_some()
        };
        let mut words = clause.tokens.iter().filter(|token| matches!(token.kind, Kind::Fraud | Kind::Report));
        words.any(|token| !denied(token))
    })
}

/// Whether a sentence says what the law forbids.
fn quotes(sentence: &Sentence<'_>, bare: &Bare) -> bool {
    let text = bare.text.get(sentence.start..sentence.end).unwrap_or_default();
    let forbids = sentence.has(Kind::Ban) || text.contains("不得") || text.contains("不能以");
    (sentence.has(Kind::Law) && forbids) || text.contains("用人单位不得") || text.contains("歧视")
}

/// Whether it is told of others, or of what is no more.
fn tells(sentence: &Sentence<'_>) -> bool {
    sentence.has(Kind::Others) || (sentence.has(Kind::Past) && sentence.has(Kind::Now))
}

/// The rest of a clause after a denial of it: 并非只招男生. Who is not of a kind and is turned away for it is none.
fn denied(bare: &Bare, clause: &Clause<'_>, next: Option<&Clause<'_>>) -> Option<(usize, usize)> {
    let denial = clause.tokens.iter().find(|token| token.kind == Kind::Deny)?;
    let turns_away = |token: &Token| matches!(token.kind, Kind::Refuse | Kind::Cannot | Kind::Neg);
    let here = clause.tokens.iter().any(|token| token.start > denial.start && turns_away(token));
    let then = next.is_some_and(|next| next.tokens.first().is_some_and(turns_away));
    let reason = bare.text.get(denial.start..denial.end).is_some_and(|word| word.contains(['因', '以']));
    (reason || (!here && !then)).then_some((denial.start, clause.end))
}

/// Whether a clause is about customers and not about workers. Pupils may be lured themselves.
fn of_customers(clause: &Clause<'_>, bare: &Bare) -> bool {
    if !clause.has(Kind::Client) {
        return false;
    }
    let text = bare.text.get(clause.start..clause.end).unwrap_or_default();
    let customer = clause.tokens.iter().any(|token| {
        let word = bare.text.get(token.start..token.end).unwrap_or_default();
        let lured = matches!(word, "学员" | "孩子" | "会员" | "考生");
        token.kind == Kind::Client && (!lured || clause.has(Kind::Task))
    });
    let worker = ["入职", "应聘", "上岗", "员工", "报到", "阿姨", "骑手", "司机", "新人"];
    customer && !worker.iter().any(|word| text.contains(word))
}

/// Whether a clause is about customers, and asks for nobody.
fn serves(clause: &Clause<'_>, bare: &Bare) -> bool {
    let asks = |token: &Token| {
        matches!(
            token.kind,
            Kind::Refuse | Kind::Only | Kind::Need | Kind::Want | Kind::Seek | Kind::Job | Kind::Receive
        )
    };
    let served = clause.tokens.iter().find(|token| {
        let word = bare.text.get(token.start..token.end).unwrap_or_default();
        token.kind == Kind::Client
            && !matches!(word, "学员" | "孩子" | "会员" | "考生" | "患者" | "病人" | "家长" | "居民" | "村民")
    });
    let led = served.is_some_and(|served| bare.between(clause.start, served.start) <= 4);
    led && !clause.tokens.iter().any(asks)
}

/// The rules that a sentence cannot break because it takes the one as well as the other.
fn either(sentence: &Sentence<'_>, bare: &Bare) -> Option<Rule> {
    let tokens = || sentence.clauses.iter().flat_map(|clause| clause.tokens);
    let has = |kind: Kind| tokens().any(|token| token.kind == kind);
    let apart =
        tokens().any(|token| matches!(token.kind, Kind::Only | Kind::Refuse | Kind::Prefer | Kind::Cannot));
    let set = |token: &Token| matches!(token.kind, Kind::Group(_) | Kind::Person | Kind::Place);
    let any = sentence.clauses.iter().any(|clause| {
        let mut any = clause.tokens.iter().filter(|token| token.kind == Kind::Any);
        any.any(|any| {
            any.start == clause.start
                || clause.tokens.iter().any(set)
                || bare.between(clause.start, any.start) <= 2
        })
    });
    if apart || !any {
        return None;
    }
    if has(Kind::Group(Group::Man)) && has(Kind::Group(Group::Woman)) {
        return Some(Rule::Sex);
    }
    let text = bare.text.get(sentence.start..sentence.end).unwrap_or_default();
    (text.contains("本地") && (text.contains("外地") || text.contains("外省"))).then_some(Rule::Origin)
}

/// Where a denial of taking begins that the rest of its clause is about: 学校不代收任何费用. Who does not pay and is
/// turned away for it is not spared.
fn spared(clause: &Clause<'_>, bare: &Bare) -> Option<usize> {
    let thing = |kind: Kind| {
        matches!(
            kind,
            Kind::Deposit | Kind::Fee | Kind::Due | Kind::Train | Kind::Loan | Kind::Paper | Kind::Goods
        )
    };
    let firm = clause.tokens.iter().find(|token| token.kind == Kind::Firm);
    let given =
        firm.zip(firm.and_then(|firm| clause.after(firm.end, 8, bare, thing))).filter(|(firm, thing)| {
            let words = bare.text.get(firm.end..thing.start).unwrap_or_default();
            ["补", "发", "报", "承担", "买", "出"].iter().any(|word| words.contains(word))
                && thing.kind != Kind::Paper
        });
    if let Some((firm, _)) = given {
        return Some(firm.start);
    }
    // 保证金由公司交.
    let paid = firm.filter(|firm| bare.text.get(..firm.start).is_some_and(|text| text.ends_with('由')));
    let paid = paid.filter(|firm| {
        clause.after(firm.end, 2, bare, |kind| kind == Kind::Pay || kind == Kind::Free).is_some()
    });
    if let Some(first) = paid.and_then(|firm| clause.before(firm.start, 6, bare, thing)) {
        return (first.kind != Kind::Paper).then_some(clause.start);
    }
    let denial = clause.tokens.iter().find(|token| matches!(token.kind, Kind::Neg | Kind::Refuse))?;
    let thing = clause.after(denial.start, 12, bare, thing)?;
    let words = bare.text.get(denial.start..thing.start)?;
    let refuses = |kind| matches!(kind, Kind::Refuse | Kind::Cannot | Kind::Neg);
    let again = clause.after(thing.end, 10, bare, refuses).is_some() && !words.contains('收');
    let lent = thing.kind == Kind::Loan && denial.kind == Kind::Refuse;
    let takes = lent
        || ["收", "扣", "押", "需", "用", "向", "代", "留", "让", "要", "免"]
            .iter()
            .any(|word| words.contains(word));
    (takes && !again && !words.contains(['满', '足', '到', '干', '合', '通', '签', '辞']))
        .then_some(denial.start)
}
