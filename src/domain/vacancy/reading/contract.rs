//! 合同: the contract, where its term is said. Without a term nothing is read, for no term would mean an open one.

use super::{
    context::is_duty,
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::{Contract, ContractKind};
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Years,
    Months,
    Open,
    /// 实习协议, with its months.
    Internship,
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Internship, Months, Open, Other, Years};
    const TABLE: &[(&str, Meaning)] = &[
        (
            "签(订|署|定)?(为期)?#年(期|期限|制)?的?(正式|固定期限|书面|派遣|劳务派遣|长期)?(劳动|用工|聘用)?合同",
            Years,
        ),
        (
            "签(订|署|定)?(正式|书面|派遣|劳务派遣)?(劳动|用工|聘用|劳务派遣)?合同(期|期限)?(:|为|是)?#年",
            Years,
        ),
        (
            "(劳动|用工|聘用|派遣)?合同(期限|期|年限|签订|签|一签|首签|为期|一般签?)?(:|为|是)?#年!(起|以上)(一签)?",
            Years,
        ),
        ("(首签|首次签|首次签订|一次签)#年", Years),
        ("#年(期|期限)?的?(固定期限|正式)?(劳动|派遣|劳务派遣)?合同", Years),
        ("#年(一|1)签", Years),
        ("(签(订|署|定)?)?(劳动|派遣)?合同(期限|期)?(:|为|是)?#个月", Months),
        ("签(订|署|定)?#个月的?(劳动|派遣)?合同", Months),
        ("(签(订|署|定)?)?无固定期限的?(劳动)?合同", Open),
        ("(签(订|署|定)?)?(三方)?实习(协议|合同)(期限|期|为期|时间)?(:|为|是)?#个月", Internship),
        ("(签(订|署|定)?)?#个月的?(三方)?实习(协议|合同)", Internship),
        ("(合同)(期限|期|签|年限)?(:|为)?#(-|至|到)#(年|个月)", Other),
        ("#(-|至|到)#年(期)?的?(劳动)?合同", Other),
        ("签(订|署)?#年以上", Other),
        ("(劳务|销售|采购|租赁|合作|工程|购销|外包|服务)合同(期限|期)?(:|为)?#年", Other),
        ("#年(期)?的?(劳务|销售|采购|租赁|合作|服务)合同", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// Whose contracts are not those of who is hired.
const OTHERS: [&str; 7] = ["客户", "供应商", "甲方", "租客", "经销商", "商户", "学员"];

/// The contract that the text offers.
pub(super) fn read(text: &Folded) -> Option<Reading<Contract>> {
    let contracts = PHRASES.find(text).into_iter().filter_map(|one| {
        let before = text.before(one.at.start);
        if OTHERS.iter().any(|word| before.contains(word)) || is_duty(text, &one.at) {
            return None;
        }
        let months =
            |months: u32| u16::try_from(months).ok().filter(|months| (1..=120).contains(months)).map(Some);
        let number = one.numbers.first().copied();
        let term = match one.meaning {
            Meaning::Years => months(number?.checked_mul(12)?)?,
            Meaning::Months | Meaning::Internship => months(number?)?,
            Meaning::Open => None,
            Meaning::Other => return None,
        };
        let kind = match one.meaning {
            Meaning::Internship => ContractKind::Internship,
            _ if is_dispatch(text, &one) => ContractKind::Dispatch,
            _ => ContractKind::Labour,
        };
        Some(Said { meaning: Contract { kind, months: term }, at: one.at, numbers: Vec::new() })
    });
    agreed(text, contracts.collect())
}

/// Whether the sentence says that an agency employs.
fn is_dispatch(text: &Folded, said: &Said<Meaning>) -> bool {
    let sentence = format!("{}{}", text.sentence_before(said.at.end), text.sentence_after(said.at.end));
    sentence.contains("派遣")
        && !["非派遣", "非劳务派遣", "不是派遣", "不走派遣", "无派遣", "不是劳务派遣"]
            .iter()
            .any(|no| sentence.contains(no))
}
