//! Internships of vocational students, which have rules of their own (职业学校学生实习管理规定 2021, 16–19).

use super::{
    Finding,
    Rule::{self, InternAge, InternAgency, InternFees, InternHours, InternPay, InternVenue, InternYear},
    Severity, Subject,
    numbers::{discount, number},
    pattern::Pattern,
    wording::{Family, Guilty, Read},
    young,
};
use crate::domain::vacancy::{ContractKind, Shift, VacancyKind};
use std::sync::LazyLock;

pub(super) const FAMILY: Family = Family { innocent: INNOCENT, guilty: GUILTY };

const INNOCENT: &[&str] = &[
    "(?:不|无|免|非|禁止|不得|严禁|除外|拒绝|谢绝|不含|没有)[^;,]{0,6}(?:一年级|新生|高一|大一|中介|派遣|劳务公司|劳务派遣)(?:学生|公司|单位|机构)?(?:[/和或及与](?:劳务派遣|派遣|中介|劳务公司))*",
    "(?:一年级|高一|大一)(?:学生|在校生|新生)?(?:[^;,]{0,4}(?:除外|勿扰|不招|不收|不得|不参加))|(?:中介|劳务|派遣)(?:公司)?(?:勿扰|免谈|勿投)",
    "<无>[^;:,]{0,8}(?:夜班|晚班|加班|倒班|通宵|两班倒|三班倒|大夜班|轮班)(?:[/和或及与](?:夜班|晚班|加班|倒班|大夜班|通宵|节假日[^;,]{0,4}))*|不(?:上|安排|值|熬)?[^;,]{0,2}(?:夜班|晚班|加班|倒班|通宵)|(?:不加班|不倒班|不熬夜)",
    "(?:不安排|不得安排|不参加|不要求|不得|不会安排)[^;]{0,20}(?:法定)?节假日(?:上班|出勤|实习|加班|值班)?",
    "(?:夜班|加班)(?:与|和)?(?:实习生|学生)?(?:无关|不参加|除外)|中介(?:费|服务)",
    "<无>[^;:,]{0,8}(?:管理费|实习费|提成|费用)",
    "(?:劳务派遣|派遣)(?:协议管理|业务|专员|部)|(?:中[级专职])",
    "(?:一年级|高一|大一)[^;,]{0,6}(?:认识实习|参观|见习)",
    "(?:一年级|高一|大一|新生|职一|中专一)(?:的)?(?:学生|在校生|同学|新生)?[^;,]{0,4}(?:不(?:安排|参加|得|能|招|收|接收|接受|予|组织|派|去)|暂不|一律不|不可)[^;,]{0,8}",
    "(?:不满|未满|没满|不足)(?:16|十六)(?:<岁>)?(?:的)?(?:学生|同学|者|人员)?[^;,]{0,3}(?:不(?:安排|参加|得|能|招|收|接收|接受|予|组织)|勿|禁|除外|谢绝|一律不|不可)",
    "(?:业主|物业|客户|顾客|商户|租户|会员|住户)(?:的)?[^;,]{0,6}(?:费|管理费)",
    "(?:公司|企业|单位|酒店|工厂|我司|厂里|厂方|店里)(?:统一|全额|另外|为[^;,]{1,4}|给[^;,]{1,4})*(?:缴纳|支付|承担|出|付|购买|发放|补贴)[^;,]{0,10}",
    "(?:不|免|无需|不得|不会)[^;,]{0,6}(?:收费|收取|交费|缴费)[^;,]{0,6}|(?:保险费?|实习责任险)[^;,]{0,6}(?:由|公司|单位|企业|学校)(?:公司|单位|企业|学校)?(?:承担|出|付|购买|缴)",
    "不(?:接受|接收|招|收|招收|安排|得)[^;,]{0,3}(?:未满|不满|不足|没满)(?:16|十六)[^;,]{0,8}",
    "(?:学生|同学|实习生|个人)?(?:不|无需|不用)(?:交|缴|出|花)(?:一分)?(?:钱|费)?",
];

const GUILTY: &[Guilty] = &[
    Guilty::block(
        InternPay,
        "实习[^;]{0,4}(?:报酬|补贴|工资|津贴|薪)[^;,]{0,16}(?:不发放?|不给|不付|不计)(?:<终>)|实习[^;]{0,14}(?:不发放?|不给|不付|没有|没|无|不计|不提供)(?:任何)?(?:补贴|津贴|补助|工资|报酬|薪|钱|生活费)",
    ),
    Guilty::block(
        InternAgency,
        "(?:<中介>)[^;,:不]{0,8}(?:带|送|拉|领|接|招|收)[^;,]{0,4}(?:学生|同学|实习生)",
    ),
    Guilty::block(
        InternYear,
        "(?:招|接收|安排|面向|欢迎|组织|适合|要|收|仅限|限)[^;,:]{0,6}(?:一年级|高一|职高一|大一|中专一|刚入学|入学新生|中职一)(?:的)?(?:在校)?(?:学生|新生|生)?",
    ),
    Guilty::block(
        InternYear,
        "(?:一年级|高一|大一|职一|中专一|一年级新生|刚入学|新入学)(?:的)?(?:在校)?(?:学生|新生|生|同学)?[^;,:]{0,6}(?:<可>|优先|实习|来|安排|报名|参加|到岗)",
    ),
    Guilty::block(
        InternAge,
        "(?:年满|年龄)[^;,\\d]{0,4}1[0-5](?:<岁>)?|(?:满|不低于|最低|招收?|收)[^;,\\d]{0,4}1[0-5](?:<岁>)|1[0-5](?:<岁>)(?:及?以上|起|即可|也可|可)|(?:未满|不满)(?:16|十六)(?:<岁>)(?:的)?(?:也)?(?:<可>)",
    ),
    Guilty::block(
        InternAgency,
        "(?:<中介>)[^;,:]{0,8}(?:组织|承办|承接|代管|代发|发薪|统筹|安排|输送|派往|派驻|签|代招|办理|管理|统一|介绍|带队|合同|协议|推荐|员工|发放|派)",
    ),
    Guilty::block(
        InternAgency,
        "(?:通过|由|经|与|和|委托|走|签|交给|交由|找|借助|依托)[^;,:]{0,8}(?:<中介>|派遣)",
    ),
    Guilty::block(
        InternHours,
        "(?:上|值|安排|接受|能|需要?|可|有|轮|适应|两班|白|经常|参加|服从|必须|含|周末|每天|节假日|旺季)[^;,:]{0,4}(?:夜班|晚班|大夜|通宵|加班|倒班|轮班)|(?:两班倒|三班倒|二班倒|四班三运转|四班三倒|两班制|三班制|夜班|晚班|倒班|大夜班|通宵)(?:[^;,]{0,6}补)?|加班(?:费|工资|补贴|到|另|多|按|\\d)|法定节假日(?:正常)?(?:上班|出勤|实习)",
    ),
    Guilty::block(InternHours, "夜班|晚班|大夜|通宵|加班|倒班|轮夜|上夜|熬夜|两班倒|三班倒|加点"),
    Guilty::block(
        InternHours,
        "(?:到|至|-)(?:晚上?|夜里|深夜)?(?:凌晨|半夜|深夜|次日|第二天|夜里(?:1[0-2]|十[一二]?)点|晚上?(?:1[0-2]|十[一二]?)点|2[2-4]:)|(?:周末|周六|周日|星期[六天日]|节假日|国庆|春节|五一|中秋|元旦|清明|端午|寒假期间)[^;,不]{0,10}(?:上班|出勤|照常|不休|值班|赶|到岗|排班|在岗|来(?:<终>|上|厂|干|做))|(?:春节|国庆|五一|节日|节假日|周末)[^;]{0,12}不(?:放假|休)",
    ),
    Guilty::block(
        InternFees,
        "(?:收|收取|交|交纳|缴|缴纳|扣|扣除|需|付|抽取|抽)[^;,:]{0,6}(?:实习费|管理费|实习管理费|安置费|就业安置费|实习押金|材料费|保险费|住宿管理费|\\d{1,2}%|提成|费用|\\d{2,5}元?(?:费|押金|管理))|(?:实习费|管理费|实习管理费|就业安置费)[^;,\\d]{0,4}\\d{2,5}",
    ),
    Guilty::block(
        InternFees,
        "(?:工资|报酬|补贴|薪资|津贴)[^;,不]{0,8}(?:由学校|学校|老师|中介|劳务|带队)[^;,不]{0,6}(?:扣|提|抽|代领|拿走|留)|(?:学校|老师|中介|劳务|带队|班主任)[^;不]{0,8}从[^;,]{0,8}(?:工资|报酬|补贴|薪资|津贴)[^;,]{0,4}(?:扣|提|抽|拿|留)",
    ),
    Guilty::block(
        InternPay,
        "(?:无薪|没有工资|无工资|无报酬|零工资|不发工资|免费|义务|无偿|不带薪|0薪|零薪)(?:的)?(?:岗位|顶岗|跟岗)?实习|实习(?:期间?|生|阶段)?[^;:]{0,8}(?:无薪|无工资|没有工资|没工资|不发工资|无报酬|零薪|0薪|没有报酬|不付|不给工资|不计报酬|没有任何报酬|无偿|没有薪|不支付|没有补贴|无补贴|无任何报酬|不计薪)",
    ),
    Guilty::block(
        InternPay,
        "(?:<断>)(?P<h>无薪|无工资|没有工资|无报酬|不发工资|没有报酬|不发报酬|不给报酬|没有任何报酬|不付报酬|没有补贴|无补贴)(?:<止>)",
    ),
    Guilty::block(InternAge, "1[0-5](?:<岁>)(?:的)?(?:在校)?(?:同学|学生|孩子|少年|中专生)"),
    Guilty::block(
        InternFees,
        "(?:每生|每人|每位|每名|同学|学生|家长)[^;]{0,8}(?:交纳?|缴纳?|收取?|扣)[^;,]{0,8}(?:费|\\d{2,5}|押金|钱)",
    ),
    Guilty::block(
        InternPay,
        "(?:实习|学生|同学)[^;]{0,24}(?:正式|同岗|员工|职工|普工|工人|岗位工资|标准)[^;\\d]{0,8}(?:一半|半数|对半|减半|三分之[一二]|四分之一|五分之[一二三])|实习[^;]{0,14}(?:只|仅|就|光)(?:发|给|有|付|领|拿|补)[^;,]{0,4}(?:生活费|饭钱|饭补|餐补|餐费|车费|伙食|路费|交通)",
    ),
    Guilty::block(InternPay, "实习[^;]{0,14}(?:只|仅)(?:管|包|供)(?:吃|住|饭|食宿)"),
    Guilty::block(InternAge, "(?:没|未|不|还没|还不|还未)(?:到|满|足|年满)(?:16|十六)(?:周?岁)?"),
    Guilty::block(
        InternYear,
        "(?:大一|高一|一年级|职一|中专一|入学新生|新生)[^;不]{0,30}(?:顶岗|实习|派到|进厂|上岗|带班)",
    ),
    Guilty::block(
        InternYear,
        "刚(?:入学|进校|入校|报到)[^;不]{0,24}|(?:一年级|大一|高一)\\)?(?:岗位|顶岗|跟岗)实习",
    ),
    Guilty::block(
        InternFees,
        "(?:费|费用)[^;,]{0,10}(?:由)?(?:个人|学生|家长|本人|同学)(?:承担|自理|交|出|付|缴|负担)",
    ),
    Guilty::block(
        InternAgency,
        "(?:劳务派遣|派遣|中介|劳务|职介|人力资源)(?:公司|机构|单位)?[^;:不]{0,16}(?:组织|输送|招募|安排|承揽|带队)[^;,]{0,10}(?:学生|实习|职校生|中专生|同学)|(?:按人头|人头费|每送一人|每输送)[^;,]{0,8}",
    ),
    Guilty::block(InternAgency, "(?:人力|劳务)(?:资源)?公司[^;,]{0,6}(?:打包|承揽|承包|外包|负责|统筹|包干)"),
    Guilty::block(InternPay, "到(?:学生|同学)(?:手里|手上|手中|手)|实习[^;]{0,10}无薪"),
    Guilty::block(
        InternFees,
        "从[^;,不]{0,6}(?:补贴|工资|报酬|津贴|薪)[^;,不]{0,4}(?:提|扣|抽|留|划|拿|代收)|每(?:小时|天|月|人)[^;,不]{0,3}(?:抽|提|扣)[^;,成]{0,2}(?:<额>|[一二两三四五]|\\d)|(?:<额>)的?[^;,]{0,3}(?:管理费|服务费|实习费|安置费)",
    ),
    Guilty::block(InternFees, "(?:其余|剩下|差额|剩余)[^;,]{0,4}(?:管理费|服务费|归)"),
    Guilty::block(
        InternYear,
        "(?:一|1)(?:至|到|-)(?:[二三23])年级|入学(?:后)?[^;,]{0,3}(?:第一|首|一)(?:个)?(?:学期|月|周|年)|第一学期[^;,]{0,6}实习|入学(?:才)?(?:[一二两三几]|\\d)个?月|入学(?:不久|当年)|(?:今年|刚)(?:刚)?(?:入学|入校|上职高|上中专)[^;不]{0,16}实习",
    ),
    Guilty::block(InternAge, "(?:最小|小的|最低)[^;,\\d]{0,4}(?:1[0-5]|十[一二三四五])"),
    Guilty::block(
        InternHours,
        "(?:干|上|忙|做|工作|开|站)(?:班)?到(?:晚上?|夜里)?(?:9|1[0-2]|2[1-3]|九|十|十一|十二)点|晚上?(?:9|1[0-2]|九|十[一二]?)点[^;,]{0,3}(?:下班|收工|打烊)|2[0-4]:\\d\\d-(?:次日|第二天|凌晨)?0?[0-9]:|(?:双休日|星期日|礼拜天|礼拜六|寒暑假|法定假|假日)[^;,不]{0,8}(?:上班|出勤|照常|值班|到岗|排班|在岗)",
    ),
    Guilty::block(
        InternFees,
        "(?:缴纳?|交纳?|付|收取?|扣)[^;,不免发]{0,10}(?:金|费|款)[^;,补奖]{0,3}(?:<额>)|(?:协调|岗位|推荐|安置|服务|管理|指导|材料|培训|保障|保险|组织|带队|代办|就业|实习|派遣|介绍)(?:费|金)[^;,补奖发]{0,3}(?:每人|每生|人均|一人|各)?(?:<额>)",
    ),
    Guilty::block(
        InternPay,
        "(?:补贴|报酬|工资|津贴)(?:由|归|交)?(?:学校|老师|班主任)[^;,]{0,3}(?:代领|代收|统一领|收走|所有)|免费(?:岗位|顶岗|跟岗)?实习|(?:学生|实习)[^;]{0,10}(?:白干|白做|没钱拿|一分钱(?:没有|不给)|不拿钱|不拿工资|不领工资|不领薪)",
    ),
    Guilty::block(
        InternAgency,
        "(?:我们|我司|本公司|我方|我)(?:是|为|系)[^;,不非]{0,6}(?:<中介>)|(?:统一派|由我们派|我们(?:统一)?派|我司派)[^;,]{0,10}(?:工厂|厂|企业|各|单位)|(?:<中介>)[^;不]{0,14}(?:面向[^;,]{0,4}(?:职校|学校|学生)|代招|统招|收人|签协议|签合同|派工|派人|安排进厂|对接学校|送学生)",
    ),
    Guilty::block(
        InternYear,
        "一(?:入学|进校|入校)[^;不]{0,6}(?:就|便|即)|第一学年[^;,不]{0,6}(?:实习|安排|进厂)",
    ),
    Guilty::block(
        InternAgency,
        "(?:工资|补贴|报酬|津贴|薪)[^;,不]{0,6}(?:打|发|付|划|结|拨)(?:到|给|至|进|入)?[^;,不]{0,3}(?:中介|劳务公司|派遣|人力公司|人力资源)",
    ),
    Guilty::block(
        InternAgency,
        "(?:人力|劳务)(?:资源)?(?:公司)?[^;不]{0,6}(?:打包|输送)|(?:中介|劳务)(?:结算|发钱|发工资|代发)|(?:人力资源|劳务)公司受[^;,]{0,8}委托|由我(?:们)?公司(?:统一)?(?:录用|派驻|派遣)",
    ),
];

/// Whether it is about interns at all.
static ABOUT: LazyLock<[Pattern; 2]> = LazyLock::new(|| {
    [
        Pattern::new(
            "(?:岗位|顶岗|跟岗|学生|在校|毕业|寒暑假|暑期|专业|级|校外|集中|教学|次)实习|(?:去|到|来|赴|参加)[^;,]{0,10}实习|(?:同学|学生|老师|学校|班主任|家长|职校|中专|年级|[\\u4e00-\\u9fa5]班)[^;]{0,30}实习|实习[^;]{0,40}(?:同学|班主任|家长|带队|学校)|顶岗|跟岗|实习(?:由|期间|前|第|执行)|(?:学生|同学)(?:来厂|进厂|到厂|下厂|去厂|来企业|到企业|进车间)|同学[^;]{0,12}(?:夜班|排进|进厂|上岗|产线)|实习(?:学生|点|班次|单位|地点|厂|内容|岗位|补贴|报酬)|实习(?:单位|安排|通知|协议|报酬|补贴|津贴|任务|动员|派遣|实训)|实习期?(?:没有|无|不发|不给|零|0)(?:工资|报酬|补贴|薪)|实习(?:生|岗)|学生工|(?:招|接收|安排)[^;,]{0,6}(?:实习|学生工)",
        ),
        Pattern::new(
            "实习(?:指导|管理|基地|经历|经验|带教|单位对接|就业处|律师|医师|报告|老师|生管理|生带教|生培养|生招聘|证明|导师)|(?:带|指导|管理|培养)[^;,]{0,4}实习生?|非实习|不招实习|实习生?(?:勿扰|勿投|不招)",
        ),
    ]
});
/// A share of what the post pays.
static SHARE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:实习|(?:学生|同学|顶岗)[^;,]{0,8}(?:工资|薪|报酬|补贴|津贴))[^;]{0,40}?(?:(?P<a>[1-7]\\d)%|百分之(?P<c>[一二三四五六七]十[一二三四五六七八九]?)|(?P<b>[1-9](?:\\.?\\d)?|[一二三四五六七八九]点?[一二三四五六七八九]?)(?:折|成))",
    )
});

/// What interns are paid, and what the post pays.
static BESIDE: LazyLock<[Pattern; 3]> = LazyLock::new(|| {
    [
        Pattern::new(
            "实习(?:生|期间?|学生|岗位|阶段)?[^;\\d]{0,12}(?P<a>\\d{3,5}|[一二两三四五六七八九]百[一二三四五六七八九]?|[一二两三]千[一二三四五六七八九]?)[^;]{0,14}(?:同岗|正式工|员工|试用期|老员工|正式|普工|职工)[^;\\d]{0,14}?(?P<b>\\d{4,5}|[三四五六七八九]千[一二三四五六七八九]?)|(?:同岗|正式工|员工|正式|普工|职工)[^;\\d]{0,12}(?P<c>\\d{4,5})[^;]{0,10}实习[^;\\d]{0,10}(?P<d>\\d{3,5})",
        ),
        Pattern::new(
            "(?:实习|学生)[^;]{0,6}(?:每小时|时薪|一小时|小时工?|每天|一天|日薪)[^;,\\d一二三四五六七八九]{0,3}(?P<a>\\d{1,3}(?:\\.\\d)?|[一二三四五六七八九][十百][一二三四五六七八九]?)[^;]{0,14}(?:正式|同岗|员工|职工|普工)[^;\\d一二三四五六七八九]{0,10}(?P<b>\\d{1,3}(?:\\.\\d)?|[一二三四五六七八九][十百][一二三四五六七八九]?)(?:元|块|;|,|$)",
        ),
        Pattern::new(
            "(?:报酬|补贴|补助|津贴|生活费)[^;\\d]{0,6}(?P<a>\\d{3,4})(?:元|块)?(?:/月|每月)?[^;\\d]{0,6}(?:同岗|正式|普工|员工|同工种)[^;\\d]{0,10}(?P<b>\\d{4,5})",
        ),
    ]
});

/// What is wrong with an internship, beside its words.
pub(super) fn check(subject: &Subject<'_>, passages: &[Read<'_>]) -> Vec<Finding> {
    let mut findings = in_fields(subject);
    let severity = if by_kind(subject) { Severity::Block } else { Severity::Hold };
    let venues = young::closed_work(passages).into_iter();
    findings.extend(venues.filter_map(|(read, start, end)| read.finding(InternVenue, severity, start, end)));
    findings.extend(passages.iter().flat_map(low_share));
    findings
}

/// What is wrong for anybody and for interns by a rule of their own: it is told of both.
pub(super) fn told_of_interns(findings: &[Finding]) -> Vec<Finding> {
    let twin = |finding: &Finding| {
        let rule = match finding.rule {
            Rule::ChildLabour => InternAge,
            Rule::ProbationPay => InternPay,
            Rule::Hours | Rule::Overtime => InternHours,
            Rule::Fees | Rule::Deposit | Rule::PaidTraining => InternFees,
            _ => return None,
        };
        let (message, article) = (rule.advice(), rule.article());
        Some(Finding { rule, message, article, ..finding.clone() })
    };
    findings.iter().filter(|finding| finding.span.is_some()).filter_map(twin).collect()
}

/// Whether the vacancy is one for interns, by its kind or by its words.
pub(super) fn is_internship(subject: &Subject<'_>, passages: &[Read<'_>]) -> bool {
    by_kind(subject) || passages.iter().any(by_words)
}

fn by_kind(subject: &Subject<'_>) -> bool {
    let contract = subject.form.contract.as_ref();
    subject.form.kind == VacancyKind::Internship
        || contract.is_some_and(|one| one.kind == ContractKind::Internship)
}

fn by_words(read: &Read<'_>) -> bool {
    let [about, not] = &*ABOUT;
    let text = read.folded.text();
    let not = not.stretches(text);
    let mut about = about.stretches(text).into_iter();
    about.any(|(start, end)| !not.iter().any(|(from, to)| *from < end && start < *to))
}

fn in_fields(subject: &Subject<'_>) -> Vec<Finding> {
    let form = subject.form;
    let dispatched = form.contract.as_ref().is_some_and(|one| one.kind == ContractKind::Dispatch);
    let night = matches!(form.conditions.shift, Some(Shift::Night | Shift::TwoShifts | Shift::ThreeShifts));
    let young = form.requirements.minimum_age.is_some_and(|age| age < 16);
    let fields = [
        (dispatched, InternAgency, "/contract/kind"),
        (subject.by_agency, InternAgency, ""),
        (night, InternHours, "/conditions/shift"),
        (young, InternAge, "/requirements/minimum_age"),
    ];
    let wrong = fields.into_iter().filter(|(wrong, ..)| *wrong);
    wrong.map(|(_, rule, pointer)| Finding::field(rule, Severity::Block, pointer)).collect()
}

fn low_share(read: &Read<'_>) -> Vec<Finding> {
    let figures = SHARE.figures(read.folded.text()).into_iter();
    let low = figures.filter(|one| {
        let tenths = one.b.and_then(discount);
        one.a.or(one.c).and_then(number).or(tenths).is_some_and(|share| share < 80.0)
    });
    let beside = BESIDE.iter().flat_map(|pattern| pattern.figures(read.folded.text())).filter(|one| {
        let pair = one.a.or(one.d).and_then(number).zip(one.b.or(one.c).and_then(number));
        pair.is_some_and(|(intern, post)| intern < post * 0.8)
    });
    let low = low.chain(beside);
    low.filter_map(|one| read.finding(InternPay, Severity::Block, one.start, one.end)).collect()
}
