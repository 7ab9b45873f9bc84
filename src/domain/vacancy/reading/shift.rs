//! 班次: the shift.

use super::{
    context::{is_duty, is_preferred},
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use crate::domain::vacancy::Shift;
use std::sync::LazyLock;

#[derive(Debug, Clone, Copy, PartialEq)]
enum Meaning {
    Is(Shift),
    /// 白班 without more: the shift where nothing else is said, a part of it where 夜班 is said beside 倒班.
    Days,
    /// 夜班 without more, likewise.
    Nights,
    NoNights,
    NoRotation,
    /// Some have another shift, or it can be chosen.
    Open,
    /// No statement about the shift.
    Other,
}

static PHRASES: LazyLock<Phrases<Meaning>> = LazyLock::new(|| {
    use Meaning::{Days, Is, Nights, NoNights, NoRotation, Open, Other};
    const TABLE: &[(&str, Meaning)] = &[
        ("(长期|长|常|正常|固定|纯|全|只上|都是|全部|统一)(上)?白班(制|工作)?", Is(Shift::Day)),
        ("(上)?白班(制|工作)?", Days),
        ("(长|常|固定)日班", Is(Shift::Day)),
        ("(行政班|正常班|白天班|长百班|常白)", Is(Shift::Day)),
        ("朝(八|九|8|9)晚(五|六|5|6)", Is(Shift::Day)),
        (
            "(分|上|实行|采用)?(白夜|黑白|昼夜|早晚|白晚|日夜)?(班)?(两|二|2|双)(班|个班)(轮换|轮流|对倒|对换|两倒|互倒|倒班|轮班|轮|倒|制|换|转|运转|作业|工作制)(制)?",
            Is(Shift::TwoShifts),
        ),
        ("(白夜|黑白|昼夜|早晚|白晚|日夜)(班)?(两|二|2)(班|个班|倒)", Is(Shift::TwoShifts)),
        ("(分|上|实行|采用)(两|二|2)(班|个班)", Is(Shift::TwoShifts)),
        ("(两|二|2|三|3|四|4)班(两|二|2)(班倒|倒|运转|转)", Is(Shift::TwoShifts)),
        ("12小时(两|二|2)班", Is(Shift::TwoShifts)),
        ("(两|二|2)倒班?", Is(Shift::TwoShifts)),
        (
            "(分|上|实行|采用)?(早中晚|早中夜)?(三|3)(班|个班)(轮换|轮流|对倒|三倒|倒班|轮班|轮|倒|制|换|转|运转|作业|工作制|三运转)(制)?",
            Is(Shift::ThreeShifts),
        ),
        ("(三|3|四|4|五|5)班(三|3)(班倒|倒|运转|转)", Is(Shift::ThreeShifts)),
        ("早、?中、?(晚|夜)(三|3)?(班|个班)(轮换|轮流|倒班|轮班|倒|制)?", Is(Shift::ThreeShifts)),
        ("(分|上|实行)(三|3)(班|个班)", Is(Shift::ThreeShifts)),
        ("8小时(三|3)班", Is(Shift::ThreeShifts)),
        ("(三|3)倒班?", Is(Shift::ThreeShifts)),
        ("(倒|轮|翻)(白夜|夜)?班(制)?", Is(Shift::Rotating)),
        (
            "(白|日|早)班?(、|和|与|及)?(夜|晚)班?(两头)?{2}(轮换|轮流|交替|对调|互倒|对倒|倒班|轮班|轮倒|调换|倒)",
            Is(Shift::Rotating),
        ),
        ("(白夜|黑白|日夜|昼夜|早晚)班", Is(Shift::Rotating)),
        ("(一|两|半|二)(个)?(月|周|星期|礼拜)(一)?(倒|换|轮)(班)?", Is(Shift::Rotating)),
        ("(长期?|常|纯|固定|专职|专上|只上|全)(上)?夜班", Is(Shift::Night)),
        ("(上)?夜班", Nights),
        ("(不|无|没有?|不用|无需|不需要?|免|从不|不安排|零)(上|值|倒|熬)?(夜班|晚班|夜)", NoNights),
        ("(不|无|没有?|不用|无需|不需要?|免|非)(倒|轮|翻)(白夜|夜)?班?(制)?", NoRotation),
        ("(不)?两班倒?{1}(可选|任选|自选)", Open),
        ("(可|能|可以)(申请|选|选择|调|转|调整|调换)(为|到|上|成)?(长|常)?(白|夜)班", Open),
        ("(长|常)?(白|夜)班{2}(可选|可申请|任选|二选一|自选|自由选择|都有|均有|任意)", Open),
        ("(也有|另有|部分|个别|少量|少数|偶尔|有的){2}(长|常)?(白|夜|倒|晚)班", Open),
        ("(白班?|日班)(或者?|/|、|和|,)(者)?(夜|晚|中)班?(可选|任选)?", Open),
        ("(早|中|晚)班", Open),
        (
            "(能|可|会|需|需要|要|须|愿意|接受|适应|可能|配合|服从|轮流|参加|轮值|值|能够|安排)(能|接受|适应|上|值|够)?(上|值)?夜班",
            Other,
        ),
        ("(长|大|小)?夜班(有)?(补|津|费|奖|另|加|宵夜|餐|时间|工资|:|每|额外|$)", Other),
        ("(中)?夜班(补贴?|津贴|费|奖|餐|补助)", Other),
        ("白班(工资|补贴?|时间|$)", Other),
        ("(白|夜|早|中|晚)班:?#(:|点)", Other),
        ("(倒|轮)班(宿舍|房|楼|补|津|费)", Other),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// The shift, where the text names one and nothing speaks against it.
pub(super) fn read(text: &Folded) -> Option<Reading<Shift>> {
    let mut said = PHRASES.find(text);
    said.retain(|one| !is_duty(text, &one.at) && !is_preferred(text, &one.at));
    let says = |meaning: Meaning| said.iter().any(|one| one.meaning == meaning);
    let counted = says(Meaning::Is(Shift::TwoShifts)) || says(Meaning::Is(Shift::ThreeShifts));
    let rotating = counted || says(Meaning::Is(Shift::Rotating));
    let (open, no_nights, no_rotation) =
        (says(Meaning::Open), says(Meaning::NoNights), says(Meaning::NoRotation));
    let shifts: Vec<Said<Shift>> = said
        .iter()
        .filter_map(|one| {
            let shift = match one.meaning {
                Meaning::Is(Shift::Rotating) if counted => return None,
                Meaning::Is(shift) => shift,
                Meaning::Days if rotating && says(Meaning::Nights) => return None,
                Meaning::Days => Shift::Day,
                Meaning::Nights if rotating => return None,
                Meaning::Nights => Shift::Night,
                _ => return None,
            };
            Some(Said { meaning: shift, at: one.at.clone(), numbers: Vec::new() })
        })
        .collect();
    if shifts.is_empty() {
        // What neither rotates nor has nights is a day shift; one of the two alone is not enough.
        let denied = said.iter().find(|one| one.meaning == Meaning::NoRotation)?;
        let day = no_nights && no_rotation && !open;
        return day.then(|| Reading::at(text, Shift::Day, denied.at.clone()));
    }
    agreed(text, shifts).filter(|one| !open || rotating && one.value != Shift::Day)
}
