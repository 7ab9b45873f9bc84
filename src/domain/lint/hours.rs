//! Hours a day and a week, days of rest, and overtime (劳动法 36, 38, 41).

use super::{
    Finding,
    Rule::{self, Hours, Overtime},
    Severity, Subject,
    numbers::number,
    pattern::{Figures, Pattern},
    wording::{Family, Guilty, Place, Read},
};
use std::sync::LazyLock;

/// The most ordinary hours a day.
const DAY: f64 = 8.0;
/// The most ordinary hours a week.
const WEEK: u8 = 44;
/// The most hours of overtime a month, and what a month has in weeks.
const MONTH: (f64, f64) = (36.0, 4.35);

pub(super) const FAMILY: Family = Family { innocent: INNOCENT, guilty: GUILTY };

const INNOCENT: &[&str] = &[
    "(?:拒绝|不|告别|非|没有|无|远离|抵制|反对|杜绝)[^;,]{0,3}(?:996|007|9106|强制加班|无偿加班|义务加班)",
    "(?:不|无|没有|拒绝|从不|绝不|杜绝|禁止|严禁|反对|不得)(?:会|搞|做|要求|提倡|安排|再)?(?:强制|无偿|义务|强迫)(?:性)?加班",
    "(?:门店|店铺|商场|热线|营业|超市|客服|酒店|景区|项目|门诊|医院|设备|工厂|车间)[^;,]{0,6}(?:无休|不打烊)",
    "加班(?:有|给|按|另算|另计|都有|双倍|按法|依法)",
    "(?:月休息?|每月休息?|轮休|调休|年假|带薪休假)[^;,\\d]{0,3}(?:[4-9]|[四五六七八九])天",
];

const GUILTY: &[Guilty] = &[
    Guilty::hold(
        Hours,
        "周一(?:-|到|至)周[日天][^;,]{0,2}(?:都|全|均)?(?:要|需|得)?(?:上班|工作|到岗|出勤)|无轮休|没有?轮休",
    ),
    Guilty::hold(Overtime, "(?:不算|不计入?|不视为|不认)加班"),
    Guilty::hold(Overtime, "(?:拒绝|不愿意?|不能|不肯|不接受|不想)加班的?(?:人|者)?[^;,]{0,2}<勿扰>").within(Place::Uncovered),
    Guilty::hold(
        Hours,
        "(?:没有?|无)(?:任何)?(?:周末|星期天|礼拜天|公休|休息天)(?:<终>)|(?:全年|整年|一年)没有?(?:休息|假)",
    ),
    Guilty::hold(
        Hours,
        "(?:月休|每月休息?|月休息|一个月休息?|每月公休|一个月[就只仅]休息?|每月[就只仅]休息?|月[就只仅]休)(?:[0-3零一二两三](?:-[1-3二三])?)(?:天|日)",
    ),
    Guilty::hold(
        Hours,
        "(?:长年|终年|一年到头|全月|整月|月|基本|没有|几乎|周末|一个月|天天)(?:都)?(?:无休|不休|上班不休|没有休息)|(?:全年|常年)无休(?:息)?|(?:没有?|无)休息日|(?:不休息|无休息)(?:<终>)|每周(?:工作|上班)?(?:7|七)天|(?:上|做)(?:7|七)休(?:0|零)|做满\\d+天休(?:1|一)天",
    ),
    Guilty::hold(
        Hours,
        "(?:^|[^\\d第])(?P<h>(?:996|007|9106|997)(?:工作制|制|模式|作息)?)(?:$|[^\\d组号路元室栋楼期名人件台条])",
    ),
    Guilty::hold(
        Hours,
        "上24休(?:24|48)|(?:上|做)(?:一|1)(?:天|24)休(?:一|1)天24小时|24小时(?:值班|上班|工作|住岗|驻守|轮守|轮值|看守|值守|陪护|在岗)制?(?:<终>)|(?:值班|在岗|上班|陪护)24小时",
    ),
    Guilty::hold(
        Hours,
        "每?周?(?:工作|上班|上|做)?(?:6|六)天[^;\\d]{0,8}(?:8|八)(?:个)?小时|(?:8|八)小时[^;\\d]{0,4}(?:每周|一周|周)(?:工作|上班|上)?(?:6|六)天",
    ),
    Guilty::hold(
        Overtime,
        "(?:强制|无偿|义务|无条件|强迫)(?:性)?(?:服从|接受|安排)?加班|加班(?:没有|无|不给|不算|不计|不付|不另付|不发)[^;,]{0,3}(?:费|工资|薪|钱)|(?:无|没有|不给|不付|不发|不计|不另付|不支付)加班(?:费|工资|薪资|补贴|补助)|必须(?:服从)?(?:接受)?(?:无条件|每天)?加班|(?:天天|每天都?要?)加班到",
    ),
    Guilty::hold(
        Hours,
        "(?:<断>)(?P<h>无休|无假|不休息)(?:<止>)|(?:7|七)天(?:工作)?制|(?:一|每)(?:周|星期|个星期)(?:上|干|做|工作)?(?:7|七)天|(?:半个月|两周|2周|半月|二十天|20天)(?:才|只)?(?:休|放)(?:息)?(?:1|一)天",
    ),
    Guilty::hold(
        Hours,
        "(?:每月|一个月|月)[^;,]{0,4}(?:1|2|3|一|两|二|三)天(?:假|休|休息)(?:期)?(?:<终>)|(?:一个?月|每月)(?:才|只|就|仅)?(?:放|休|歇)(?:息)?(?:1|2|3|一|两|二|三)天",
    ),
    Guilty::hold(Hours, "24小时(?:在岗|值守|待命|住店|看守|全天|随叫随到)(?:[^;,]{0,2})(?:<终>)"),
    Guilty::hold(
        Overtime,
        "加班[^;,]{0,4}(?:不计|不给|不算|不另|不付|不发|无|没有?|不支付|不另外|概不)[^;,]{0,6}(?:报酬|费|钱|补贴|补助|薪|工资|补偿)",
    ),
    Guilty::hold(
        Hours,
        "(?:24|二十四)(?:个)?小时(?:一班|一个班|一轮|制(?:<终>)|值班)|(?:上|干|做)(?:一|1)天?(?:休|歇)(?:一|1)天?[^;]{0,12}(?:24|二十四)(?:个)?小时|(?:24|二十四)(?:个)?小时[^;]{0,8}上(?:一|1)天?休|(?:九九六|零零七|九九七)",
    ),
    Guilty::hold(
        Hours,
        "(?:上|做|干|满)(?:[789]|1[0-134-9]|2[0-35-9]|30|[七八九十]|十[一三四五]|二十[一二五六七八]?|半个月|两周|三周)天?(?:休|歇|放)(?:息)?(?:[12一两二])(?:天|<终>)|(?:<断>)(?P<h>(?:没有?|无)(?:休)?假(?:期)?)(?:<止>)",
    ),
    Guilty::hold(
        Hours,
        "(?:每月|月|一个月)(?:出勤|上班|工作|做满|干满|上满|上)[^;,\\d]{0,3}(?:2[89]|3[01]|二十[八九]|三十)天",
    ),
    Guilty::hold(Hours, "上24(?:小时)?(?:个小时)?[/,]?(?:休|歇)(?:24|48)"),
    Guilty::hold(
        Overtime,
        "加班[^;,]{0,4}(?:必须|一律|无条件|强制)[^;,]{0,6}(?:服从|参加|接受|到|加)|(?:谁都?|任何人|一律|都)?不(?:能|许|得|准|可|允许|让)(?:以[^;,]{0,6})?(?:请假不加|不加班|拒绝加班|推辞|推脱|不加)|(?:拒绝|不|不肯|不愿)(?:加|加班)(?:的|者|一次)?[^;]{0,4}(?:扣|罚|走人|辞退|自离|视为|开除|算旷工)",
    ),
    Guilty::hold(Hours, "单休[^;]{0,12}(?:8|八)(?:个)?小时|(?:8|八)(?:个)?小时[^;]{0,12}单休"),
    Guilty::hold(
        Overtime,
        "放弃(?:加班费|加班工资|加班补偿)|(?:每周|一周|周)加班[^;,\\d]{0,6}(?:1\\d|[2-9]\\d)(?:个)?小时",
    ),
    Guilty::hold(Hours, "(?:月底|月末|月中|每月|一个月)[^;,]{0,4}(?:大休|休|放假?)(?:息)?(?:一|1|两|2)天"),
    Guilty::hold(
        Overtime,
        "加班(?:费|工资)?[^;,]{0,4}(?:包含|含|包|算|计入|并入)(?:在|进|到)[^;,]{0,6}(?:工资|薪|里|内)[^;]{0,4}(?:不另|不再|不)|加班(?:费|工资)?[^;]{0,12}不(?:另|再)(?:外)?(?:算|计|付|发|给|支付)",
    ),
    Guilty::hold(
        Overtime,
        "(?:不|不愿意?|不肯|不想|不能|不接受|不服从)加班(?:的|者|人员)[^;,]{0,4}(?:<勿扰>)",
    )
    .within(Place::Uncovered),
    Guilty::hold(
        Overtime,
        "加班[^;,]{0,6}(?:没有?|无|不给|不算|不发|不按)[^;,]{0,4}(?:双倍|倍|双薪|调休|补休)",
    ),
    Guilty::hold(
        Overtime,
        "加班(?:费|工资|薪)?[^;,]{0,6}(?:(?:按|是|为|算|的)(?:一|1)倍|同价|不加倍|平价|单倍|按平时)",
    ),
    Guilty::hold(Overtime, "(?:通宵|赶货|旺季|加班)[^;]{0,16}(?:不许|不准|不能|不得|严禁)请假"),
    Guilty::hold(Hours, "(?:全年|一年|整年|一年到头)[^;,]{0,2}(?:只|仅|就)[^;,]{0,3}(?:休|放|歇)[^;,]{0,4}(?:春节|过年|年假|\\d{1,2}天|[一二两三四五六七八九十]+天)|(?:没有?|无)固定休息(?:日|时间)?|9-9-6|(?:九九六|早九晚九)"),
    Guilty::hold(Overtime, "必须(?:留下|留下来|配合|参加|到岗|服从|接受|跟着|全员)[^;,不]{0,3}加班|(?:每晚|每天|天天|经常|常年|都要?|一直|必须|固定)[^;,不]{0,4}(?:加|加班)(?:到|至)(?:晚上?|夜里|深夜|凌晨)?(?:[一二]?十[一二三]?|九|9|1[0-2]|2[1-3])(?:点|:)"),
    Guilty::hold(Overtime, "加班[^;,不]{0,10},[^;,]{0,2}(?:不(?:计|算|给|另|付|发)[^;,]{0,3}(?:报酬|钱|费|薪|工资|补贴)|(?:没有?|无)(?:任何)?(?:报酬|补贴|补助|钱|费|工资))|加到[^;,]{0,6}点[^;]{0,4}(?:不算钱|不给钱|没钱|无补贴)"),
    Guilty::hold(Overtime, "(?:周六|周日|周末|下班后|休息日|星期六|星期天|节假日|晚上)[^;,不]{0,6}(?:义务|无偿|免费|白)(?:劳动|加班|上班|培训|开会|干活|值班|打扫|工作|干)|(?:周六|周日|周末|休息日|下班后)[^;]{0,10}(?:无补贴|没有补贴|不给钱|不计薪|没有工资|不算工时|不算工资|不计工资)"),
    Guilty::hold(Overtime, "加班(?:费|工资)[^;,不]{0,4}(?:打包|包干|包死|一口价|包在|全包)|加班(?:费)?[^;,]{0,4}(?:拿不到|领不到)|拿不到加班(?:费|钱)|加班[^;,]{0,3}按[^;,]{0,6}(?:工资|时薪|平时)(?:的)?(?:一|1)倍"),
    Guilty::hold(Overtime, "(?:拒绝|不|不肯|不愿)(?:来|参加|服从)?加班(?:的|者|一次|就)*[^;不]{0,4}(?:扣|罚|走人|辞退|自离|开除|算旷工|按旷工|视为|自动离职|取消)").within(Place::Uncovered),
    Guilty::hold(Overtime, "加班[^;]{0,4}不(?:来|到|去|参加|肯|愿)[^;]{0,4}(?:旷工|扣|罚|走人|开除|辞退)|加班(?:没商量|没得商量|没有商量|无商量|不容商量)|叫你?(?:留|加)[^;,]{0,3}就(?:得|要|必须)|加班(?:是|属于|为|算)(?:义务|本分|应尽|分内)|加班[^;]{0,14}(?:不得|不能|不许|不准|不可)(?:拒绝|推脱|推辞|请假|缺席)"),
    Guilty::hold(Hours, "(?:休息日?|假期?)(?:每月|一个月|每个月)[^;,]{0,3}(?:1|2|3|一|两|二|三)天|(?:常年|长年|全年|平时|一年到头)(?:都)?不(?:放假|休息|歇)|(?:一年|过年|春节)[^;,]{0,3}(?:休|放)[^;,]{0,6}(?:其余|其他|平时)[^;,]{0,4}(?:不休|不放|无休)"),
    Guilty::hold(Overtime, "加班[^;,不]{0,6}不(?:加钱|加薪|加工资|补钱|多给)|加班(?:费|工资|钱)(?:是|都)?(?:没有|无|零|0)(?:的)?(?:<终>)|(?:没有?|无)(?:额外|任何|另外的?)(?:报酬|补偿|加班)|(?:谁|人人|全员|所有人|任何人)[^;,]{0,4}都?(?:得|要|必须)[^;,不]{0,4}加班|(?:节假日|法定假|周末|假日)[^;,不]{0,6}加班[^;]{0,6}(?:只有|只给|只发|仅)[^;,]{0,3}(?:平时|平常|正常|一倍|单倍)|加班是(?:常态|家常便饭|常事)"),
    Guilty::hold(Overtime, "加班[^;]{0,6}(?:必须|一律|无条件)(?:服从|到|来)|加(?:[四五六七八九]十|[4-9]\\d|\\d{3})(?:个)?(?:钟|小时|钟头)的班"),
];

/// Ten hours a day and the like, in all the ways they are written.
static DAILY: LazyLock<[Pattern; 4]> = LazyLock::new(|| {
    [
        Pattern::new(
            "(?:每天|每日|一天|日均|单日|天天|日工作|当班|每班|班次|白班|夜班|工作时间|上班时间|工作时长|时长|工时|上班|工作|倒班?|二班|两班制?|两班|对班|一班|长白班|班)[^;,\\d一二三四五六七八九十]{0,6}(?P<a>\\d{1,2}(?:\\.\\d)?|二十[一二三四]?|十[一二三四五六]?|九)(?:[二三四五六十]|(?:-|到|至)(?P<b>\\d{1,2}(?:\\.\\d)?|十[一二三四五六]?))?(?:个)?[多半]?(?:小时|钟头|钟|h)",
        ),
        Pattern::new(
            "(?P<a>\\d{1,2}(?:\\.\\d)?|二十[一二三四]?|十[一二三四五六]?|九)(?:[二三四五六十]|(?:-|到|至)(?P<b>\\d{1,2}(?:\\.\\d)?))?(?:个)?[多半]?(?:小时|钟头|钟|h)(?:的)?(?:/天|/日|每天|一天|每日|工作制|制|/班|每班|两班|二班|倒班?|对班|上班|轮班|长白班|白班|夜班|坐班|站班|左右|一个?班|一换|一倒|换班|换人|班)",
        ),
        Pattern::new(
            "(?:<断>)(?P<a>1[0-6]|十[一二三四五六]?)(?:个)?(?:小时|钟头)(?:起步|打底|往上|起|以上)?(?:[;,]|$)",
        ),
        Pattern::new(
            "(?:上|干|做)(?P<a>1[0-9]|9|十[一二三四]?)(?:小时|个小时|个钟|个?钟头)?[/,]?(?:休|歇)(?:息)?(?:\\d{1,2}|十[一二三四]?|二十四)",
        ),
    ]
});
/// From eight in the morning to eight at night.
static CLOCK: LazyLock<[Pattern; 3]> = LazyLock::new(|| {
    [
        Pattern::new(
            "(?:^|[^一二三四五六七八九十])(?P<a>[五六七八九]|十[一二]?)点(?:半|钟)?(?:-|到|至)(?P<b>二十[一二三]?|十[五六七八九])点",
        ),
        Pattern::new(
            "(?:^|[^\\d.])(?P<a>[5-9]|0[5-9]|1[0-2])(?::|点)(?P<c>\\d{2})?(?:半)?(?:上|干|做|站|忙)?(?:-|到|至)(?:晚上?|下午|次日)?(?P<b>1[5-9]|2[0-4])(?::|点)?(?:\\d{2})?",
        ),
        Pattern::new(
            "(?:早上?|上午|早晨|朝|凌晨|清晨|半夜|中午)(?P<a>[1-9]|1[0-2]|[一二三四五六七八九十])(?:点|:\\d\\d)?(?:半|钟)?(?:[^;,\\d]{0,3}|(?:上班|开工|到岗|出工|打卡|进厂|上岗|干活|开始|进车间|起来|到店|开门)[^;\\d]{0,6})(?:晚上?|夜里|晚间|下午|傍晚)(?P<b>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])点?",
        ),
    ]
});
/// From six in the evening to eight in the morning.
static NIGHT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:晚上?|夜里|夜班|夜间)[^;,\\d]{0,2}(?P<a>[5-9]|1[01]|[五六七八九十])(?::\\d\\d|点)?(?:半)?(?:上|干|做|站|忙)?(?:班)?(?:-|到|至)(?:早上?|次日|第二天|凌晨|清晨)[^;,\\d]{0,3}(?P<b>[4-9]|10|[四五六七八九十])(?::\\d\\d|点)?",
    )
});
/// From ten in the morning to two in the night.
static PAST_MIDNIGHT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?P<c>早上?|上午|中午|下午|傍晚|晚上?)?(?P<a>\\d{1,2}|十[一二]?|[五六七八九两三四])(?:点|:\\d\\d)(?:半|钟)?(?:(?:上班|开工|到岗|开始|起)[^;\\d]{0,3}|[^;,\\d]{0,3}(?:-|到|至))+(?:次日|第二天|隔天)?(?:凌晨|半夜|夜里|次日|第二天)(?P<b>[1-6]|[一二两三四五六])(?:点|:\\d\\d)",
    )
});
/// Six days a week.
static SIX_DAYS: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new("上六休一|做六休一|单休|六天制|每周休(?:息)?(?:一|1)天|周休(?:一|1)天|月休(?:四|4)天")
});
/// Long shifts that are lawful: the hours are reckoned over a longer time, or the week is said to be short.
static RECKONED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "综合(?:计时|计算)?(?:工时|计时)[^;]{0,8}(?:批|许可|备案)|(?:每周|一周|周)[^;\\d]{0,6}(?:不超过?|不多于|不大于)(?:4[0-4]|四十[一二三四]?)",
    )
});
/// A rest in between, which is no work.
static REST: LazyLock<[Pattern; 2]> = LazyLock::new(|| {
    let words = "(?:含|包括|包含|中午|午休|休息|用餐|吃饭|就餐|午餐|午饭|扣除|除去|中间)";
    let hours = "[^;\\d一二两三半]{0,8}(?P<a>\\d(?:\\.\\d)?|[一二两三半])(?:个)?(?:半)?(?:小时|h|钟|点)";
    [Pattern::new(format!("{words}{hours}")), Pattern::new(words)]
});
/// Forty-five hours a week and more.
static WEEKLY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "(?:每周|一周|周|每星期|一星期)(?:工作|上班|工时)?(?:时间|时长)?[^;,\\d]{0,4}?(?P<a>\\d{2,3}|[四五六七八九]十[一二三四五六七八九]?)(?:多)?(?:(?:-|到|至)(?P<b>\\d{2,3}))?(?:个)?(?:多)?(?:小时|钟头|h)",
    )
});
/// Overtime a month, and a day.
static EXTRA: LazyLock<[Pattern; 3]> = LazyLock::new(|| {
    [
        Pattern::new(
            "(?:每月|月均|月|一个月|当月)[^;,\\d]{0,5}加班[^;,\\d]{0,8}?(?P<a>\\d{2,3}|[一二两三]百(?:[一二三四五六七八九]十)?|[四五六七八九]十[一二三四五六七八九]?)(?:(?:-|到|至)(?P<b>\\d{2,3}))?[多来几]?(?:个)?(?:小时|钟头|钟|h)",
        ),
        Pattern::new(
            "加班(?:时间|时长|约|大概|量)?(?:每月|月均|每个月)?[^;,\\d]{0,6}(?P<a>\\d{2,3})(?:(?:-|到|至)(?P<b>\\d{2,3}))?[多来几]?(?:个)?(?:小时|钟头|钟|h)(?:/月|每月|一个月|左右|以上|多|\\+|<终>)",
        ),
        Pattern::new(
            "(?:每天|每日|天天|日|平时|每晚|晚上)(?:固定|都|要|需|至少|可|一般)*加班[^;,\\d一二两三四五六]{0,4}(?P<c>\\d(?:\\.\\d)?|[二两三四五六])(?:[三四五六]|-\\d(?:\\.\\d)?)?(?:个)?(?:半)?(?:小时|钟头|h)|加班[^;,\\d]{0,4}(?P<a>100|1\\d\\d)[多来几]?(?:个)?(?:小时|钟头|钟|h)|加班(?:时间|时长|量)?(?:每月|月均|每个月)[^;,\\d]{0,6}?(?P<b>[四五六七八九]十[一二三四五六七八九]?|[一二两三]百)[多来几]?(?:个)?(?:小时|钟头|钟|h)",
        ),
    ]
});

/// What the fields say of hours.
pub(super) fn in_fields(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(hours) = subject.form.conditions.hours_per_week.filter(|hours| *hours > WEEK) else {
        return Vec::new();
    };
    let finding = |rule| Finding::field(rule, Severity::Block, "/conditions/hours_per_week");
    let over_a_month = f64::from(hours - WEEK) * MONTH.1 > MONTH.0;
    let overtime = over_a_month.then(|| finding(Overtime));
    std::iter::once(finding(Hours)).chain(overtime).collect()
}

/// What a text says of hours.
pub(super) fn in_words(read: &Read<'_>) -> Vec<Finding> {
    let text = read.folded.text();
    if !text.contains(['时', 'h', ':', '点', '休', '晚', '钟']) {
        return Vec::new();
    }
    let mut found: Vec<(Rule, usize, usize)> = Vec::new();
    let daily: &[Pattern] = if RECKONED.occurs(text) { &[] } else { &*DAILY };
    for figures in daily.iter().flat_map(|pattern| pattern.figures(text)) {
        let before = text.get(..figures.start).unwrap_or_default();
        let whole = text.get(figures.start..figures.end).unwrap_or_default();
        let of_a_shop = ["营业", "开门", "运转", "运行", "开放"].iter().any(|word| whole.contains(word));
        let extra = of_a_shop
            || before.ends_with(|c: char| "一二三四五六七八九".contains(c))
            || before.ends_with('加')
            || before.ends_with('满')
            || last(before, 6).contains("加班");
        let hours = top(&figures).filter(|hours| *hours > DAY && *hours <= 20.0);
        if !extra && hours.is_some_and(|hours| hours - rest(text, figures.end) > DAY) {
            found.push((Hours, figures.start, figures.end));
        }
    }
    for figures in CLOCK.iter().flat_map(|pattern| pattern.figures(text)) {
        if day_is_long(&figures, text) {
            found.push((Hours, figures.start, figures.end));
        }
    }
    for figures in NIGHT.figures(text) {
        let pair = figures.a.and_then(number).zip(figures.b.and_then(number));
        if pair.is_some_and(|(from, to)| 12.0 - from + to - rest(text, figures.end).min(2.0) > 10.0) {
            found.push((Hours, figures.start, figures.end));
        }
    }
    for figures in PAST_MIDNIGHT.figures(text) {
        let afternoon = figures.c.is_some_and(|part| part.contains(['下', '晚', '傍']));
        let from =
            figures.a.and_then(number).map(|from| if afternoon && from < 12.0 { from + 12.0 } else { from });
        let pair = from.zip(figures.b.and_then(number));
        if pair.is_some_and(|(from, to)| 24.0 - from + to - rest(text, figures.end).min(2.0) > 10.0) {
            found.push((Hours, figures.start, figures.end));
        }
    }
    let long_week = |figures: &Figures<'_>| top(figures).is_some_and(|hours| hours > f64::from(WEEK));
    let weeks = WEEKLY.figures(text).into_iter().filter(long_week);
    found.extend(weeks.map(|figures| (Hours, figures.start, figures.end)));
    for figures in EXTRA.iter().flat_map(|pattern| pattern.figures(text)) {
        let daily = figures.c.and_then(number).is_some_and(|hours| hours >= 2.0);
        if daily || top(&figures).is_some_and(|hours| hours > MONTH.0) {
            found.push((Overtime, figures.start, figures.end));
        }
    }
    let finding = |(rule, start, end)| read.finding(rule, Severity::Hold, start, end);
    found.into_iter().filter_map(finding).collect()
}

/// The greater of the two figures.
fn top(figures: &Figures<'_>) -> Option<f64> {
    let (a, b) = (figures.a.and_then(number), figures.b.and_then(number));
    a.into_iter().chain(b).reduce(f64::max)
}

/// Hours of rest that are said to lie within, in the words that follow.
fn rest(text: &str, after: usize) -> f64 {
    let following: String = text.get(after..).unwrap_or_default().chars().take(20).collect();
    let following = following.split(';').next().unwrap_or_default();
    if ["加班", "不歇", "不休", "没有休", "无休", "没休"].iter().any(|word| following.contains(word))
    {
        return 0.0;
    }
    let [told, said] = &*REST;
    match told.figures(following).first() {
        None if said.occurs(following) => 1.5,
        None => 0.0,
        Some(figures) => figures.a.and_then(number).filter(|hours| *hours <= 4.0).unwrap_or(1.5),
    }
}

/// The last characters of a text.
fn last(text: &str, count: usize) -> &str {
    text.char_indices().rev().take(count).last().and_then(|(start, _)| text.get(start..)).unwrap_or_default()
}

/// Whether a day from then to then is longer than a day of work with its breaks. The hours of a shop, and those
/// within which shifts are laid, are not those of a worker.
fn day_is_long(figures: &Figures<'_>, text: &str) -> bool {
    let before = last(text.get(..figures.start).unwrap_or_default(), 8);
    let after: String = text.get(figures.end..).unwrap_or_default().chars().take(16).collect();
    let open = ["营业", "开放", "经营", "开店", "服务时间"].iter().any(|word| before.contains(word));
    let shifts = ["8小时", "八小时", "轮班", "排班", "弹性", "任选", "分班", "早晚班", "7小时"];
    if open || shifts.iter().any(|word| after.contains(word)) {
        return false;
    }
    let (Some(from), Some(to)) = (figures.a.and_then(number), figures.b.and_then(number)) else {
        return false;
    };
    let from = if figures.c.is_some_and(|minutes| minutes >= "30") { from + 0.5 } else { from };
    let to = if to <= 12.0 { to + 12.0 } else { to };
    let length = to - from - rest(text, figures.end).min(2.0);
    if length > 12.5 && after.contains("两班") {
        return false;
    }
    let following: String = text.get(figures.end..).unwrap_or_default().chars().take(20).collect();
    let six = SIX_DAYS.occurs(text) && REST[0].occurs(&following);
    length > if six { DAY } else { 10.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vacancy::VacancyForm;

    fn rules(hours: u8) -> Vec<Rule> {
        let mut form = VacancyForm::default();
        form.conditions.hours_per_week = Some(hours);
        in_fields(&Subject::new(&form)).into_iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn hours_a_week_are_bounded_and_many_are_overtime_too() {
        assert_eq!(rules(44), []);
        assert_eq!(rules(48), [Hours]);
        assert_eq!(rules(60), [Hours, Overtime]);
    }
}
