//! Employers of eastern cities, by the trades they hire for.

use super::{jobs::Field, numbers};
use crate::app::employers::EmployerDraft;

/// An employer of the world.
pub(in crate::demo) struct PlannedEmployer {
    /// What it registers with.
    pub(in crate::demo) draft: EmployerDraft,
    /// Whether the operator has checked its licence.
    pub(in crate::demo) verified: bool,
    /// What it does, in its own words.
    pub(super) does: &'static str,
    /// What it hires for.
    pub(super) fields: &'static [Field],
    /// Where its people work.
    pub(super) places: &'static [&'static str],
}

struct Known {
    name: &'static str,
    city: &'static str,
    does: &'static str,
    fields: &'static [Field],
    places: &'static [&'static str],
}

use Field::{Building, Care, Cars, Clothes, Electronics, Food, Machines, Office, Power, Trade};

const EMPLOYERS: &[Known] = &[
    known(
        "深圳启衡精密机械有限公司",
        "440306",
        "数控精密零件加工，给医疗器械和通信设备配套",
        &[Machines, Power],
        &["深圳市宝安区福海街道和平社区", "深圳市宝安区沙井街道", "深圳市宝安区松岗街道"],
    ),
    known(
        "东莞长安锐模五金制品有限公司",
        "441900",
        "五金冲压模具和注塑件",
        &[Machines],
        &["东莞市长安镇乌沙社区", "东莞市长安镇", "东莞市虎门镇"],
    ),
    known(
        "苏州昆山联讯电子有限公司",
        "320583",
        "电路板贴片和整机组装",
        &[Electronics, Power],
        &["苏州市昆山市玉山镇", "昆山市张浦镇", "苏州工业园区"],
    ),
    known(
        "宁波海曙织韵服饰有限公司",
        "330203",
        "针织服装，从打版到成衣",
        &[Clothes],
        &["宁波市海曙区高桥镇", "宁波市鄞州区", "宁波市北仑区"],
    ),
    known(
        "青岛海岸酒店管理有限公司",
        "370202",
        "经营四家滨海酒店",
        &[Food],
        &["青岛市市南区", "青岛市崂山区", "青岛市黄岛区"],
    ),
    known(
        "杭州云集鲜电子商务有限公司",
        "330110",
        "农产品网店和直播",
        &[Office, Trade],
        &["杭州市余杭区仓前街道", "杭州市滨江区", "杭州市钱塘区"],
    ),
    known(
        "上海申行新能源汽车服务有限公司",
        "310114",
        "新能源汽车维修和充电站运维",
        &[Cars, Power],
        &["上海市嘉定区安亭镇", "上海市浦东新区", "上海市松江区"],
    ),
    known(
        "无锡新吴芯装电子科技有限公司",
        "320214",
        "传感器和电源模块",
        &[Electronics],
        &["无锡市新吴区硕放街道", "无锡市锡山区", "江阴市"],
    ),
    known(
        "佛山顺德恒温家电制造有限公司",
        "440606",
        "空调和冰箱整机、钣金和焊接",
        &[Machines, Power, Electronics],
        &["佛山市顺德区北滘镇", "佛山市南海区狮山镇", "佛山市顺德区大良街道"],
    ),
    known(
        "温州瓯海步行者鞋服有限公司",
        "330304",
        "鞋和工装",
        &[Clothes, Trade],
        &["温州市瓯海区", "温州市龙湾区", "乐清市"],
    ),
    known(
        "嘉兴禾城冷链物流有限公司",
        "330402",
        "生鲜仓储和城市配送",
        &[Trade],
        &["嘉兴市南湖区", "嘉兴市秀洲区", "桐乡市"],
    ),
    known(
        "厦门鹭岛颐养服务有限公司",
        "350206",
        "养老院、托育园和社区食堂",
        &[Care, Food],
        &["厦门市湖里区", "厦门市集美区", "厦门市思明区"],
    ),
    known(
        "深圳筑安机电工程有限公司",
        "440306",
        "电梯、空调和水电安装",
        &[Power, Building],
        &["深圳市宝安区西乡街道", "深圳市龙华区", "深圳市光明区"],
    ),
    known(
        "杭州萧山聚力汽配有限公司",
        "330109",
        "汽车零部件和售后门店",
        &[Cars, Machines],
        &["杭州市萧山区", "杭州市临平区", "绍兴市柯桥区"],
    ),
    // The last one waits for the operator, so that there is a queue to look at.
    known(
        "东莞石碣新锐人力服务有限公司",
        "441900",
        "代招生产线工人",
        &[Electronics, Trade],
        &["东莞市石碣镇", "东莞市寮步镇"],
    ),
];

const fn known(
    name: &'static str,
    city: &'static str,
    does: &'static str,
    fields: &'static [Field],
    places: &'static [&'static str],
) -> Known {
    Known { name, city, does, fields, places }
}

/// All of them; the first is the demo's own, the last is not verified.
pub(super) fn employers() -> Vec<PlannedEmployer> {
    let last = EMPLOYERS.len() - 1;
    (0_u32..).zip(EMPLOYERS).map(|(place, known)| planned(place, known, place as usize != last)).collect()
}

fn planned(place: u32, known: &'static Known, verified: bool) -> PlannedEmployer {
    let draft = EmployerDraft {
        name: format!("【合成】{}", known.name),
        uscc: numbers::uscc(known.city, place + 1),
        city: known.city.to_owned(),
        email: format!("hr{:02}@employers.example", place + 1),
        phone: Some(format!("1390000{:04}", place + 1)),
        description: format!("{}。（合成数据，不是真实企业）", known.does),
        labour_dispatch: !verified,
        synthetic: true,
    };
    PlannedEmployer { draft, verified, does: known.does, fields: known.fields, places: known.places }
}
