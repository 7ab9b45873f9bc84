//! Names of many peoples, put together by chance and kept whole.

use super::chance::Chance;
use crate::domain::graduate::Sex;

const HAN_FAMILIES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "林", "郭",
    "何", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "韩", "冯", "曹",
];
const ZHUANG_FAMILIES: &[&str] = &["韦", "黄", "覃", "蒙", "陆", "农", "岑", "莫", "罗", "班"];
const MIAO_FAMILIES: &[&str] = &["龙", "杨", "吴", "石", "潘", "李", "熊", "陶", "王", "古"];
const HUI_FAMILIES: &[&str] = &["马", "丁", "白", "沙", "金", "哈", "杨", "穆", "海", "虎"];
const MEN: &[&str] = &[
    "志强", "俊杰", "浩然", "文博", "建平", "永康", "子豪", "嘉伟", "海涛", "国庆", "晓东", "天佑", "明辉",
    "家乐", "鹏飞", "勇", "磊", "凯", "阳", "伟",
];
const WOMEN: &[&str] = &[
    "晓燕", "秋月", "春梅", "佳怡", "雨欣", "思琪", "玉兰", "小芳", "美玲", "婷婷", "欣怡", "雅静", "海燕",
    "丽华", "梦瑶", "静", "敏", "娟", "艳", "慧",
];
const YI_CLANS: &[&str] = &["吉克", "阿苏", "沙马", "曲比", "吉木", "马海", "俄木", "阿尔", "勒格", "且沙"];
const YI_MEN: &[&str] = &["伍各", "木呷", "尔体", "日火", "拉且", "子布", "阿合", "石布"];
const YI_WOMEN: &[&str] = &["阿支", "伍呷莫", "日作", "阿果", "木果", "尔西莫", "史布莫", "子西"];
const TIBETAN_FIRST: &[&str] =
    &["扎西", "次仁", "格桑", "洛桑", "仁青", "才让", "索南", "白玛", "旦增", "德吉"];
const TIBETAN_MEN: &[&str] = &["多吉", "平措", "顿珠", "才旦", "加措", "旺堆", "尼玛"];
const TIBETAN_WOMEN: &[&str] = &["卓玛", "拉姆", "央金", "措姆", "曲珍", "梅朵", "卓嘎"];
const UYGHUR_MEN: &[&str] =
    &["艾力", "买买提", "吐尔逊", "阿卜杜拉", "玉素甫", "伊力亚尔", "帕尔哈提", "卡哈尔"];
const UYGHUR_WOMEN: &[&str] =
    &["阿依古丽", "古丽娜尔", "热依汗古丽", "米热古丽", "阿孜古丽", "迪丽努尔", "麦迪娜", "祖丽皮亚"];
const UYGHUR_FATHERS: &[&str] =
    &["买买提", "图尔贡", "阿不都热合曼", "肉孜", "依明", "托合提", "艾合买提", "库尔班"];

/// A name as the people have it.
pub(super) fn name(chance: &mut Chance, people: &str, sex: Sex) -> String {
    let given = |chance: &mut Chance, men: &[&'static str], women: &[&'static str]| match sex {
        Sex::Male => chance.pick(men),
        Sex::Female => chance.pick(women),
    };
    match people {
        "彝族" => format!("{}{}", chance.pick(YI_CLANS), given(chance, YI_MEN, YI_WOMEN)),
        "藏族" => format!("{}{}", chance.pick(TIBETAN_FIRST), given(chance, TIBETAN_MEN, TIBETAN_WOMEN)),
        "维吾尔族" => {
            format!("{}·{}", given(chance, UYGHUR_MEN, UYGHUR_WOMEN), chance.pick(UYGHUR_FATHERS))
        }
        _ => {
            let families = match people {
                "壮族" => ZHUANG_FAMILIES,
                "苗族" | "侗族" | "瑶族" => MIAO_FAMILIES,
                "回族" => HUI_FAMILIES,
                _ => HAN_FAMILIES,
            };
            format!("{}{}", chance.pick(families), given(chance, MEN, WOMEN))
        }
    }
}

/// Somebody of the older generation, for a guardian.
pub(super) fn guardian(chance: &mut Chance) -> String {
    let sex = if chance.percent(50) { Sex::Male } else { Sex::Female };
    name(chance, "汉族", sex)
}
