//! What the programmes teach: for each major the courses, skills and certificates of its stages, and the work wanted.

/// A major as it is taught.
pub(super) struct Trade {
    /// The major's code in the catalogue of 2021.
    pub(super) major: &'static str,
    /// Its name there.
    pub(super) name: &'static str,
    /// Courses of the first, second and third stage.
    pub(super) courses: [&'static [&'static str]; 3],
    /// Skills of the first, second and third stage.
    pub(super) skills: [&'static [&'static str]; 3],
    /// Certificates that may be held at the end of the second stage.
    pub(super) certificates: &'static [Award],
    /// Occupations that are wanted, by code.
    pub(super) occupations: &'static [&'static str],
}

/// A certificate as it is awarded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Award {
    /// Its name in the dictionary.
    pub(super) name: &'static str,
    /// Its level, where it has levels.
    pub(super) level: Option<u8>,
    /// For how many months it is good, where that is limited.
    pub(super) months: Option<u32>,
}

const fn award(name: &'static str, level: Option<u8>, months: Option<u32>) -> Award {
    Award { name, level, months }
}

const HEALTH: Award = award("健康证", None, Some(12));

pub(super) static MACHINING: Trade = Trade {
    major: "660103",
    name: "数控技术应用",
    courses: [
        &["机械制图", "金属加工与实训"],
        &["数控加工工艺与编程", "数控加工技术"],
        &["智能制造单元应用技术"],
    ],
    skills: [
        &["识图", "量具使用", "普通车床操作", "钳工装配"],
        &["数控车床操作", "数控铣床操作", "质量检验"],
        &["数控编程", "加工中心操作", "设备维护保养"],
    ],
    certificates: &[award("车工", Some(4), None)],
    occupations: &["6-18-01-01", "6-18-01-02", "6-18-01-07"],
};

pub(super) static CLOTHES: Trade = Trade {
    major: "680406",
    name: "服装制作与生产管理",
    courses: [
        &["服装设备使用与维护", "服装成衣工艺"],
        &["服装结构设计", "服装工业化生产"],
        &["服装CAD版型设计与制作"],
    ],
    skills: [&["缝纫", "烫熨"], &["服装裁剪", "质量检验", "5S管理"], &["服装制版", "团队协作"]],
    certificates: &[],
    occupations: &["6-05-01-03", "6-05-01-02", "6-05-01-01"],
};

pub(super) static NEW_CARS: Trade = Trade {
    major: "700209",
    name: "新能源汽车运用与维修",
    courses: [
        &["汽车机械基础", "新能源汽车维护"],
        &["新能源汽车底盘构造与检修", "新能源汽车电气系统构造与检修"],
        &["新能源汽车充电桩系统构造与检修"],
    ],
    skills: [
        &["汽车保养", "安全生产", "识图"],
        &["汽车底盘维修", "汽车电气维修", "新能源汽车维修"],
        &["动力电池检测", "充电桩安装"],
    ],
    certificates: &[award("低压电工作业", None, Some(72)), award("机动车驾驶证（C1）", None, Some(72))],
    occupations: &["4-12-01-01", "6-22-02-01"],
};

pub(super) static COOKING: Trade = Trade {
    major: "740201",
    name: "中餐烹饪",
    courses: [
        &["餐饮食品安全与操作规范", "烹饪原料与加工技术"],
        &["中式菜肴制作", "中式面点制作"],
        &["厨房管理"],
    ],
    skills: [&["切配", "食品安全操作"], &["中餐烹饪", "面点制作"], &["西点制作", "餐饮服务"]],
    certificates: &[HEALTH, award("中式烹调师", Some(5), None)],
    occupations: &["4-03-02-01", "4-03-02-02"],
};

pub(super) static ROBOTS: Trade = Trade {
    major: "660303",
    name: "工业机器人技术应用",
    courses: [
        &["电机与电气控制基础", "机械制图"],
        &["PLC应用技术", "工业机器人操作与编程"],
        &["工业机器人运行与维护"],
    ],
    skills: [
        &["电气识图", "识图", "传感器应用"],
        &["PLC编程", "工业机器人操作", "电气控制"],
        &["工业机器人编程", "自动化生产线运维", "触摸屏组态"],
    ],
    certificates: &[award("低压电工作业", None, Some(72))],
    occupations: &["6-31-07-03", "6-31-07-01", "6-31-01-03"],
};

pub(super) static WELDING: Trade = Trade {
    major: "660105",
    name: "焊接技术应用",
    courses: [&["焊接工艺基础", "机械制图"], &["焊条电弧焊", "二氧化碳气体保护焊"], &["机器人焊接"]],
    skills: [
        &["识图", "火焰切割", "安全生产"],
        &["焊条电弧焊", "二氧化碳气体保护焊", "氩弧焊"],
        &["焊接机器人操作", "焊缝检测"],
    ],
    certificates: &[award("熔化焊接与热切割作业", None, Some(72)), award("焊工", Some(4), None)],
    occupations: &["6-18-02-04", "6-18-01-12"],
};

pub(super) static SHOPS: Trade = Trade {
    major: "730701",
    name: "电子商务",
    courses: [&["客户服务", "视觉设计与制作"], &["数字化零售运营", "网络推广实务"], &["直播运营实务"]],
    skills: [
        &["办公软件", "客户服务", "普通话"],
        &["网店运营", "网店美工", "Photoshop"],
        &["直播", "短视频剪辑", "新媒体运营"],
    ],
    certificates: &[],
    occupations: &["4-01-06-01", "4-01-06-02", "4-07-02-03"],
};

pub(super) static LOGISTICS: Trade = Trade {
    major: "730801",
    name: "物流服务与管理",
    courses: [&["物流市场营销", "运输实务"], &["智慧仓配运营", "叉车作业与管理"], &["快递实务"]],
    skills: [&["办公软件", "快递分拣"], &["仓储管理", "ERP操作", "叉车驾驶"], &["物流配送", "供应链管理"]],
    certificates: &[award("叉车司机（N1）", None, Some(48))],
    occupations: &["4-02-06-01", "4-02-06-02", "6-30-01-00"],
};

pub(super) static ELECTRONICS: Trade = Trade {
    major: "710103",
    name: "电子技术应用",
    courses: [
        &["电子测量技术", "传感器技术及应用"],
        &["电子产品装调与维修", "表面安装生产工艺与操作"],
        &["电子产品编程与控制"],
    ],
    skills: [
        &["电气识图", "量具使用", "普通话"],
        &["电子产品装配", "电路板焊接", "SMT操作"],
        &["电路板检修", "单片机", "质量检验"],
    ],
    certificates: &[],
    occupations: &["6-25-04-07", "6-20-01-01"],
};

pub(super) static HOTELS: Trade = Trade {
    major: "740104",
    name: "高星级饭店运营与管理",
    courses: [
        &["客房服务与管理", "食品营养与卫生"],
        &["餐饮服务与管理", "前厅服务与管理"],
        &["酒店数字化营销"],
    ],
    skills: [&["普通话", "客房服务"], &["餐饮服务", "前台接待", "英语口语"], &["咖啡制作", "茶艺"]],
    certificates: &[HEALTH],
    occupations: &["4-03-01-01", "4-03-01-02", "4-03-02-05"],
};
