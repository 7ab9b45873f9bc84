//! Where a skill's term in a text is something else: a certificate (叉车操作证), a job (收银员), a major
//! (电子商务专业).

use super::finding::{Flat, Hit};

/// Takes the hit, or refuses it.
pub(super) fn accept(flat: &Flat, hit: Hit) -> Option<Hit> {
    let after = flat.after(hit.range.end);
    let is_other = is_certificate(after)
        || is_listed(flat.before(hit.range.start))
        || is_job(after)
        || is_major(flat.before(hit.range.start), after);
    (!is_other).then_some(hit)
}

fn is_certificate(after: &str) -> bool {
    const LINKS: &[&str] = &[
        "操作", "上岗", "资格", "从业", "作业", "执业", "职业", "技能", "等级", "人员", "员", "工", "师",
        "初级", "中级", "高级",
    ];
    const LEVELS: &[&str] =
        &["一级", "二级", "三级", "四级", "五级", "六级", "等级", "二甲", "二乙", "一乙", "一甲", "三甲"];
    if LEVELS.iter().any(|level| after.starts_with(level)) {
        return true;
    }
    // 叉车本 is what people call the paper.
    let paper = after
        .strip_prefix('本')
        .is_some_and(|rest| !rest.starts_with(['职', '公', '人', '身', '地', '次', '岗']));
    if paper {
        return true;
    }
    let mut rest = after;
    for _ in 0..4 {
        if rest.starts_with('证') || rest.starts_with("执照") {
            return true;
        }
        match LINKS.iter().find_map(|link| rest.strip_prefix(link)) {
            Some(tail) => rest = tail,
            None => return false,
        }
    }
    false
}

/// Whether it is named as what a certificate is for: 1+X证书(数控车铣加工).
fn is_listed(before: &str) -> bool {
    ["证(", "证书(", "1+x"].iter().any(|word| before.ends_with(word))
}

/// Words that make a job, a shop, a department, a rule or a reward of the skill before them.
const JOBS: &[&str] = &[
    "师",
    "员",
    "专员",
    "主管",
    "经理",
    "总监",
    "部",
    "公司",
    "厂",
    "店",
    "学校",
    "学院",
    "岗",
    "职位",
    "系",
    "助理",
    "学徒",
    "实习生",
    "行业",
    "企业",
    "车间",
    "人员",
    "组长",
    "班长",
    "文员",
    "司机",
    "老师",
    "教师",
    "专家",
    "工人",
    "工程师",
    "工位",
    "主任",
    "领班",
    "小工",
    "大工",
    "技师",
    "技工",
    "师傅",
    "中心",
    "协会",
    "大赛",
    "事业",
    "集团",
    "机构",
    "会所",
    "馆",
    "业务员",
    "顾问",
    "客服",
    "培训",
    "院",
    "医院",
    "室",
    "所",
    "站",
    "坊",
    "工作室",
    "超市",
    "市场",
    "提成",
    "额",
    "业绩",
    "奖",
    "制度",
    "规定",
    "条例",
    "规程",
    "淡季",
    "旺季",
    "产业",
    "行情",
];

fn is_job(after: &str) -> bool {
    const NOT: &[&str] = &[
        "部分",
        "部件",
        "店铺",
        "员工",
        "系统",
        "系列",
        "厂家",
        "公司的",
        "中心线",
        "部位",
        "培训经验",
        "室内",
        "所有",
        "所需",
        "站立",
        "站式",
    ];
    // 焊接工艺, 焊接工作 and 装配工具 are no workers.
    const WORK: &[&str] =
        &["工艺", "工作", "工具", "工程", "工序", "工法", "工装", "工业", "工件", "工资", "工时"];
    if NOT.iter().any(|word| after.starts_with(word)) {
        return false;
    }
    let worker = after.starts_with('工') && !WORK.iter().any(|word| after.starts_with(word));
    worker || JOBS.iter().any(|word| after.starts_with(word))
}

/// Whether the term is one of a list of majors: 机电、数控等相关专业优先.
fn is_major(before: &str, after: &str) -> bool {
    const SKILLED: &[&str] = &["熟练", "会", "掌握", "精通", "使用", "操作", "熟悉", "懂"];
    const NOT: &[&str] =
        &["知识", "技能", "能力", "软件", "术语", "水平", "度", "技术", "工具", "设备", "操作"];
    let ends = |c: char| matches!(c, ',' | ';' | '。' | '\n' | '!' | '?' | ':');
    let rest = after.split(ends).next().unwrap_or_default();
    let own = before.rsplit(ends).next().unwrap_or_default();
    let Some((between, tail)) = rest.split_once("专业") else { return false };
    let near = between.chars().count() <= 24;
    near && !NOT.iter().any(|word| tail.starts_with(word)) && !SKILLED.iter().any(|word| own.contains(word))
}
