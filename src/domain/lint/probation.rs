//! Probation: how long for which contract, and for what pay (劳动合同法 19, 20).

use super::{
    Finding,
    Rule::{self, ProbationLength, ProbationPay},
    Severity, Subject,
    numbers::{discount, number},
    pattern::Pattern,
    wording::{Family, Guilty, Read},
};
use crate::domain::{
    money::Fen,
    pay::{self, PayUnit},
    vacancy::ContractKind,
};
use std::sync::LazyLock;

/// The least share of the agreed pay, in percent.
const SHARE: f64 = 80.0;

pub(super) const FAMILY: Family = Family { innocent: INNOCENT, guilty: GUILTY };

const INNOCENT: &[&str] = &[
    "(?:不|无|没有|取消)(?:设|安排|存在)?(?:无薪|免费|义务)(?:试岗|试工|试用|试做)",
    "(?:免费)(?:试用|试吃|试驾|试听|试穿|试戴|试学)|试(?:用装|用品|用产品|用客户|用版)",
    "(?:无|没有|不设|免|零|0)试用期|试用期(?:同工同酬|全薪|全额|不打折|同薪|工资不变)",
    "(?:不|不得|不会|禁止|不能|绝不)(?:再)?(?:延长|顺延|二次)[^;,]{0,8}试用|试用期?(?:不|不得|不会|不能)(?:再)?(?:延长|顺延)",
    "试用期?(?:与|和|跟|同)?(?:转正)?[^;,]{0,4}(?:同薪|一样|相同|一致|照发|照付)",
    "(?:工服|工作服|工衣|食宿|吃住|住宿|体检|培训|餐|班车|宿舍|接送)[^;,]{0,3}免费",
    "(?:个人|自己|你|您|学员|员工|工友)(?:一分)?不(?:用|需|必)?(?:出|花|掏|交)(?:一分)?钱",
    "(?:不|不得|不会|不能|绝不|无权)(?:再|随意|单方|任意|擅自)?(?:延长|顺延|续试)",
    "(?:试用期?|培训期?间?|培训|学徒期?)[^;,]{0,6}(?:免费(?:提供|住|吃|包|发|食宿|学|教|培训)|工资照发|带薪)",
    "免费(?:学|教|培训|住|包|提供|发|吃|食宿|领|班车|工作餐|午餐|宿舍|体检|带)",
];

const GUILTY: &[Guilty] = &[
    Guilty::block(
        ProbationPay,
        "(?:试用期?|试岗期?|试工期?|培训期间?|见习期|试做期?|试班|考察期|学徒期|带教期|实习期|试工|试岗)[^;:]{0,10}(?:无薪|不发工资|无工资|没有工资|没工资|不计薪|不给工资|免费|不算工资|无底薪|没底薪|无报酬|不计工资|不付工资|没钱|没有钱|无薪酬|零工资|0工资|0薪|零薪|不带薪|义务|不给钱|不算钱|没有薪|不结算|不结工资|没有底薪|无工钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:无薪|免费|义务|不带薪)(?:的)?(?:试用|试岗|试工|试做|试班|见习|培训期|学徒)",
    ),
    Guilty::hold(
        ProbationPay,
        "(?:不满|未满|干不满|做不满|不足|没做满|没干满|少于)(?:\\d+|[一二两三五七十半]+)(?:天|个月|个工作日|周|月)[^;]{0,10}(?:无工资|没有工资|没工资|无薪|不发|不给|不算|不结|不计|没有薪|没钱|工资不|扣除工资|工资减半|按最低)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:试用期?|试岗期?|试工期?|见习期|学徒期?|培训期间?|考察期)[^;]{0,14}(?:一半|减半|半薪|对半|半数|三分之[一二]|四分之一|五分之[一二三])",
    ),
    Guilty::block(
        ProbationPay,
        "(?:试用|试岗|试工|学徒|见习|培训|考察|带教|试做)[^;]{0,20}(?:只|仅|就|光)(?:发|给|有|付|领|拿|补)[^;,]{0,4}(?:生活费|生活补|饭钱|饭补|餐补|餐费|补贴|车费|伙食|路费|基本生活|交通)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:前|头|第一|首|开头|最初)(?:\\d+|[一二两三四五六七八九十半几]+)?(?:个)?(?:天|周|星期|月|日|礼拜|个工作日)[^;]{0,10}(?:没有?|无|零|0|不计?|不算|不给|不发|不付|免费|不结)(?:任何|有)?(?:工资|薪|钱|报酬|底薪|工钱|收入|试岗|试工)",
    ),
    Guilty::hold(
        ProbationPay,
        "(?:走|离职|自离|离开|不合适|不干|没留下|未通过|不合格|不通过|不留|没过|退出|放弃)(?:了)?(?:的|者|的话)?[^;]{0,4}(?:没有?|无|不发|不给|不结|不算|不计)(?:任何)?(?:工资|钱|薪|工钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:试用期?|试工期?|试岗期?|见习期|学徒期?|培训期?)[^;]{0,8}(?:只|仅)(?:管|包|供)(?:饭|吃|住|吃住|食宿|一顿饭)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:试用|试工|试岗|试做|培训|学徒|见习|学习期|考察期)[^;]{0,12}(?:无|零|0|没有?|不开|不出|不发|不给|不计|不算|不付|不结)(?:任何)?(?:工资|薪水|薪资|底薪|报酬|工钱|薪酬|钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:考察|试工|试岗|试用|试做|学徒|培训|见习|头|前)[^;]{0,14}(?:管|包|供)[^;,]{0,3}不(?:管|给|发|算)(?:钱|工资|薪)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:试用|试做|试工|试岗|考察|培训|见习|学徒)[^;]{0,14}(?:通过|合格|留下|留用|过了|转正)(?:了)?(?:后|以后|之后)?[^;,]{0,4}才(?:有|给|发|算|计|开始)[^;,]{0,3}(?:钱|工资|薪|报酬)|免费(?:干|做工|跟班|上班|帮忙|试|体验)[^;,]{0,3}(?:\\d|[一二两三半几])|(?:试用|试岗|试工|试做|考察|培训|见习)[^;]{0,16}(?:工资|薪水|薪资|钱|报酬)(?:不|没|概不|一律不|一分不)(?:结|发|给|算|付|计)",
    ),
    Guilty::block(
        ProbationPay,
        "白干(?:\\d+|[一二两三四五六七几半])(?:天|周|个?月|个星期)|(?:先|试)[^;,]{0,4}(?:\\d|[一二两三四五七几])+(?:天|周|个月)[^;,]{0,3}再谈(?:工资|薪|待遇)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:这|那|此|该)(?:一|几|两|三|七|\\d)*(?:个)?(?:周|天|段时间|期间|月|日|段)[^;,]{0,4}(?:没有?|无|不发|不给|不算|不计|不付)(?:任何)?(?:薪|工资|钱|报酬|收入)",
    ),
    Guilty::block(
        ProbationLength,
        "(?:试用|考察期|见习期)[^;]{0,20}(?:再|可|另|顺|酌情|自动)(?:延|续|加)(?:长|期|试)?(?:\\d|[一二两三半]|[;,]|$)|(?:延长|顺延)[^;,]{0,6}(?:试用|考察期)|试用期?[^;,]{0,10}(?:可|再|将|予以|酌情)(?:延长|顺延)|(?:二次|再次|重新)试用",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,14}(?:一半|减半|半薪|对半|对折|砍半|腰斩|半数|三分之[一二]|四分之一|五分之[一二三]|[八8]折(?:不到|以下)|(?:无|零|没有?|不发|不给|不计|不算|不付|不结|不开)(?:任何)?(?:工资|薪|钱|底薪|报酬|工钱|账))",
    ),
    Guilty::hold(
        ProbationPay,
        "(?:<断>|入职|试)(?P<h>[^;,]{0,4}(?:\\d{1,3}|[一二两三四五六七八九十半俩几]+)(?:个)?(?:工作日|天|周|星期|礼拜|月)(?:之|以)?内[^;]{0,8}(?:离职|走|自离|辞职|离开|不干|退出|走人)(?:了|的|者)?[^;]{0,4}(?:不予?(?:结|发|算|计|付|给)|没有?(?:工资|钱|薪)|无(?:工资|薪)|(?:视为)?(?:自动|自愿)?放弃[^;,]{0,3}(?:工资|薪)|一分))",
    ),
    Guilty::hold(
        ProbationPay,
        "(?:不到|不满|未满|不足|没到|少于|没满|没干满|没做满|干不满|做不满)(?:\\d{1,3}|[一二两三四五六七八九十半俩几]+)(?:个)?(?:工作日|天|周|星期|礼拜|月)[^;]{0,16}(?:一分(?:钱)?(?:都|也)?(?:没|不)|放弃[^;,]{0,3}(?:工资|薪)|不(?:予|给)?(?:结账|结算|发放|计发)|(?:工资|薪水|钱)(?:一律|概|都|就)?(?:不|没|扣)|没有?(?:工资|钱|薪))",
    ),
    Guilty::block(
        ProbationPay,
        "试[^;,]{0,4}(?:\\d{1,3}|[一二两三四五六七八九十半俩几]+)(?:个)?(?:工作日|天|周|星期|礼拜|月)[^;]{0,8}再(?:算|定|说|发|给|开)[^;,]{0,2}(?:工资|薪|钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,8}(?:包|管|供)[^;]{0,6}(?:其他|其它|别的|工资|钱)(?:都|全|就|一概)?(?:没有?|无|不(?:给|发|管|算|包))",
    ),
    Guilty::block(
        ProbationPay,
        "(?:跟班|跟岗|跟着学|观摩|熟悉|实操|带教|学习)(?:学习|熟悉)?[^;,]{0,6}(?:\\d|[一二两三四五七十半几])[^;,]{0,8}(?:不给钱|不发工?资?薪?|没工资|没有工资|无工资|不计工资|不计薪|没钱|无薪|不算钱|没有薪)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:不合格|不通过|没通过|未通过|不录用|没留下|不留用|刷下来)[^;,]{0,3}不(?:予)?(?:结账|结算|结钱|计薪|给工资|付钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<头几>)[^;,]{0,6}(?:工资|薪|拿|领|发|开|给)[^;,不]{0,8}(?:一半|减半|半薪|对半|半数|对折|打半)|(?:一半|半)(?:的)?(?:工资|薪水)[^;,]{0,4}(?:试用|试岗)",
    ),
    Guilty::block(
        ProbationLength,
        "(?:再|续|继续|多)(?:试用?|考察|观察)(?:\\d{1,3}|[一二两三四五六七八九十半俩几]+)(?:个)?(?:月|周|天)|试用期?[^;]{0,14}(?:延长|顺延|续试|重新(?:计算|开始|试用?)|再(?:来|走)一[轮次遍])|(?:换岗|调岗|转岗|续签|续约|重新入职|再次入职)[^;不]{0,8}(?:重新|再|二次|另)[^;,]{0,5}(?:试用|考察期)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,10}(?:给|发|补|领|拿|有)[^;,]{0,3}(?:[1-9]\\d\\d|1[0-4]\\d\\d|[一二三四五六七八九]百|一千)(?:元|块)?钱?(?:的)?(?:生活费|生活补|零花|补助|伙食费|饭钱)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,8}(?:扣|少发|少拿|打掉)[^;,]{0,2}(?:[三四五六七八九]成|[3-9]\\d%|两成半)|(?:<试>)[^;]{0,4}(?:扣|少发)[^;,]{0,2}两成工资|(?:<试>|<头几>|头半个月)[^;]{0,4}(?:白干|白做|义务|不付酬|不给报酬|没报酬)|(?:不过关|没过关|不合格|未通过|没通过)[^;,]{0,3}不(?:付酬|付薪|付钱|给钱|计酬)",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,6}(?:按)?(?:日薪|每天|一天)[^;,\\d]{0,2}(?:[1-9]\\d)(?:元|块|结|$|[;,])",
    ),
    Guilty::block(
        ProbationPay,
        "(?:<试>)[^;]{0,4}一分(?:钱)?(?:都|也)?(?:不|没)|(?:这|前|头)(?:\\d|[一二两三五七十半几])+(?:个)?(?:天|周)[^;,]{0,2}不(?:算|计|给|发)(?:工钱|工资|钱|薪)|(?:<试>)[^;]{0,8}(?:一天|每天)(?:[一二三四五六七八九]十)(?:块|元|<终>)",
    ),
    Guilty::block(
        ProbationLength,
        "(?:没转正|不转正|没通过|未转正|不合格)[^;,]{0,3}(?:再|接着|继续)(?:试|考察)",
    ),
];

/// A probation with its months.
static MONTHS: LazyLock<[Pattern; 4]> = LazyLock::new(|| {
    [
        Pattern::new("(?P<a>\\d{1,2}|[一二两三四五六七八九])个月(?:的)?(?:试用|考察期|见习期)"),
        Pattern::new("(?:前|头)(?P<c>半年|一年)[^;,\\d]{0,3}(?:试用|考察|见习)"),
        Pattern::new(
            "(?:入职|满|需要?|要|工作|期|,|干满?|做满?|上班|试用)[^;,\\d一二两三四五六七八九]{0,3}(?:(?P<a>\\d{1,2}|[一二两三四五六七八九]|十[一二]?)个月|(?P<c>半年|一年|1年))(?:后|以后|之后|才|方可|才能|可以?)*(?:给|予以|能)?转正|转正(?:期|时间|周期)?(?:需要?|要|为|得)(?:等)?(?:(?P<b>\\d{1,2}|[一二两三四五六七八九]|十[一二]?)个月)",
        ),
        Pattern::new(
            "(?:试用期?|考察期?|观察期?|磨合期|先试)[^;,\\d一二两三四五六七八九十半俩仨]{0,5}(?P<a>\\d{1,2}|[一二两三四五六七八九俩仨]|十[一二]?)(?:(?:-|到|至)(?P<b>\\d{1,2}|[二三四五六]))?(?:个)?月|(?:前|头|首)(?P<d>(?:\\d|[一二两三四五六七八九])(?:个半)?)(?:个)?月(?:都|全)?(?:算|为|是|作为|属|当)?(?:试用|考察|见习)|(?:试用期?|考察期|见习期|观察期|磨合期)[^;,\\d]{0,4}(?P<c>半年|一年|1年|两年|2年|[一1两2](?:个)?季度)",
        ),
    ]
});
/// A probation with its days or weeks.
static DAYS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:试用期?|考察期|观察期)[^;,\\d一二两三四五六七八九十]{0,5}(?:(?P<a>\\d{2,3}|[一二]百[一二三四五六七八九]?十?|[三四五六七八九]十)(?:个)?(?:天|日|工作日)|(?P<b>\\d{1,2}|[五六七八九]|[一二]?十[一二三四五六七八九]?)(?:个)?(?:周|星期|礼拜))",
    )
});
/// A contract with its term.
static TERM: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:合同|签|签订|劳动合同)(?:期限?|签订?|为|是|期)?[^;\\d一二两三四五]{0,6}(?P<a>\\d|[一二两三四五])(?:年)|(?P<b>\\d|[一二两三四五])年(?:一签|(?:期)?(?:劳动|的劳动|固定期限|的)?合同)|(?:合同|签)[^;,工\\d]{0,4}(?P<c>半年|\\d{1,2}个月|[一二两三四五六七八九]个月|十[一二]?个月)|(?P<d>半年|(?:[1-9]|[一二三四五六七八九])个月)(?:期)?(?:的)?(?:劳动|固定期限|短期|季节性?|临时|用工)*合同",
    )
});
/// A share of the pay.
static PERCENT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:<试>|实习期|(?:<头几>)[^;\\d]{0,6}(?:工资|薪|只|按|拿|发|开|付|给|打))[^;]{0,16}?(?:(?:×|x|\\*|乘以?|的)?0\\.(?P<d>[1-7])(?:\\d)?|(?P<a>[1-9]\\d)%|(?P<b>[1-9](?:\\.?\\d)?|[一二三四五六七八九]点?[一二三四五六七八九]?)(?:折|成)|百分之(?P<c>[二三四五六七八九]十[一二三四五六七八九]?))",
    )
});
/// The pay before and after.
static AMOUNTS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:<试>|实习期?|<头几>)[^;\\d]{0,8}?(?P<a>\\d{4,5}|[一二两三四五六七八九][千百][一二三四五六七八九]?)(?:元|块)?(?:/月|每月|一个月)?[^;\\d]{0,8}(?:转正|正式|过后|满后|之后|期满)[^;\\d]{0,8}?(?P<b>\\d{4,5}|[一二两三四五六七八九]千[一二三四五六七八九]?)",
    )
});

/// The pay after and before.
static AFTER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:转正|正式)(?:后|工资|月薪)*[^;\\d]{0,6}(?P<b>\\d{4,5}|[一二两三四五六七八九]千[一二三四五六七八九]?)(?:元|块)?(?:/月|每月|一个月)?[^;\\d]{0,8}(?:<试>)(?:(?:为|:)?[\\d一二两三六]个月)?[^;\\d]{0,12}?(?P<a>[1-9]\\d\\d|\\d{4,5}|[一二两三四五六七八九]千[一二三四五六七八九]?)(?:$|[^\\d])",
    )
});

/// The pay, and what is paid of it at first.
static AT_FIRST: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:底薪|工资|月薪|薪资|薪水)[^;\\d]{0,4}(?P<b>\\d{4,5})(?:元|块)?(?:/月|每月|一个月)?[^;\\d]{0,6}(?:<试>|<头几>)(?:(?:为|:)?[\\d一二两三六]个月)?[^;\\d奖补餐房另加]{0,16}?(?P<a>[1-9]\\d{3,4})(?:$|[^\\d])",
    )
});

/// What the fields say of probation.
pub(super) fn in_fields(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(probation) = &subject.form.probation else { return Vec::new() };
    let too_long = u32::from(probation.months) > longest(term(subject));
    let least = agreed(subject).map(|agreed| agreed.0 as f64 * SHARE / 100.0);
    let too_little =
        probation.pay.is_some_and(|pay| pay.0 <= 0 || least.is_some_and(|least| (pay.0 as f64) < least));
    let found =
        [(too_long, ProbationLength, "/probation/months"), (too_little, ProbationPay, "/probation/pay")];
    let found = found.into_iter().filter(|(wrong, ..)| *wrong);
    found.map(|(_, rule, pointer)| Finding::field(rule, Severity::Block, pointer)).collect()
}

/// The term of the contract in months, if anything is said of one; an open one counts as long.
fn term(subject: &Subject<'_>) -> Option<u32> {
    let contract = subject.form.contract.as_ref()?;
    let labour = matches!(contract.kind, ContractKind::Labour | ContractKind::Dispatch);
    labour.then(|| contract.months.map_or(u32::MAX, u32::from))
}

/// The longest probation for a term, in months.
fn longest(term: Option<u32>) -> u32 {
    match term {
        Some(0..=2) => 0,
        Some(3..=11) => 1,
        Some(12..=35) => 2,
        Some(36..) | None => 6,
    }
}

/// The least agreed pay a month, if it is known.
fn agreed(subject: &Subject<'_>) -> Option<Fen> {
    let draft = subject.form.pay.as_ref()?;
    match &draft.text {
        Some(text) => pay::read(text).ok()?.monthly().map(|(least, _)| least),
        None if draft.unit.unwrap_or_default() == PayUnit::Month => draft.min.or(draft.max),
        None => None,
    }
}

/// What a text says of probation.
pub(super) fn in_words(subject: &Subject<'_>, read: &Read<'_>) -> Vec<Finding> {
    let text = read.folded.text();
    if !text.contains(['试', '见', '徒', '习', '期', '转', '前', '头', '首', '第', '察']) {
        return Vec::new();
    }
    let said = TERM.figures(text).iter().find_map(|figures| {
        let years = figures.a.or(figures.b).and_then(number).map(|years| (years * 12.0) as u32);
        years.or_else(|| figures.c.or(figures.d).and_then(months))
    });
    let longest = longest(said.or_else(|| term(subject)));
    let mut found: Vec<(Rule, Severity, usize, usize)> = Vec::new();
    for figures in MONTHS.iter().flat_map(|pattern| pattern.figures(text)) {
        let halves = figures.d.map(|months| months.replace('个', ""));
        let length = figures.b.or(figures.a).or(halves.as_deref()).and_then(number);
        let length = length.map(|months| months.ceil() as u32);
        if length.or_else(|| figures.c.and_then(months)).is_some_and(|months| months > longest) {
            found.push((ProbationLength, Severity::Block, figures.start, figures.end));
        }
    }
    for figures in DAYS.figures(text) {
        let weeks = figures.b.and_then(number).map(|weeks| weeks * 7.0);
        if figures.a.and_then(number).or(weeks).is_some_and(|days| days > f64::from(longest) * 31.0) {
            found.push((ProbationLength, Severity::Block, figures.start, figures.end));
        }
    }
    for figures in PERCENT.figures(text) {
        let tenths = figures.b.or(figures.d).and_then(discount);
        let share = figures.a.or(figures.c).and_then(number).or(tenths);
        if share.is_some_and(|share| share < SHARE) {
            found.push((ProbationPay, Severity::Block, figures.start, figures.end));
        }
    }
    for figures in [&AMOUNTS, &AFTER, &AT_FIRST].into_iter().flat_map(|pattern| pattern.figures(text)) {
        let pay = figures.a.and_then(number).zip(figures.b.and_then(number));
        if pay.is_some_and(|(before, after)| before * 100.0 < after * SHARE) {
            found.push((ProbationPay, Severity::Hold, figures.start, figures.end));
        }
    }
    let finding = |(rule, severity, start, end)| read.finding(rule, severity, start, end);
    found.into_iter().filter_map(finding).collect()
}

/// Months of 半年, 一年, 6个月.
fn months(text: &str) -> Option<u32> {
    let text: String = text.chars().filter(|c| *c != '~').collect();
    if let Some((quarters, _)) = text.split_once('季') {
        return number(quarters.trim_end_matches('个')).map(|quarters| (quarters * 3.0) as u32);
    }
    let months = match text.split_once('年') {
        Some((years, _)) => number(years)? * 12.0,
        None => number(text.split('个').next()?)?,
    };
    Some(months as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::{Contract, PayDraft, Probation, VacancyForm};

    fn rules(months: u8, pay: Option<i64>, term: Option<u16>, agreed: &str) -> Vec<Rule> {
        let form = VacancyForm {
            probation: Some(Probation { months, pay: pay.map(Fen::yuan) }),
            contract: Some(Contract { kind: ContractKind::Labour, months: term }),
            pay: Some(PayDraft { text: Some(agreed.into()), ..PayDraft::default() }),
            ..VacancyForm::default()
        };
        in_fields(&Subject::new(&form)).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn the_term_decides_how_long_a_probation_may_be() {
        for (months, term, wrong) in [
            (1, Some(2), true),
            (1, Some(6), false),
            (2, Some(6), true),
            (2, Some(12), false),
            (3, Some(35), true),
            (6, Some(36), false),
            (6, None, false),
            (7, None, true),
        ] {
            assert_eq!(!rules(months, None, term, "5-7千/月").is_empty(), wrong, "{months} of {term:?}");
        }
    }

    #[test]
    fn four_fifths_of_the_least_agreed_pay_are_enough() {
        assert_eq!(rules(2, Some(4000), Some(24), "5-7千/月"), []);
        assert_eq!(rules(2, Some(3999), Some(24), "5-7千/月"), [ProbationPay]);
        assert_eq!(rules(2, Some(0), Some(24), "面议"), [ProbationPay]);
        assert_eq!(rules(2, Some(3000), Some(24), "22元/小时"), []);
    }
}
