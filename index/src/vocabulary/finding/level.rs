//! The level beside a certificate: 中级焊工证, 电工三级, 1+X证书（高级）.

/// Names of levels, 5 the lowest; a longer name before those it contains.
const LEVELS: &[(&str, u8)] = &[
    ("高级技师", 1),
    ("技师", 2),
    ("高级工", 3),
    ("中级工", 4),
    ("初级工", 5),
    ("一级", 1),
    ("二级", 2),
    ("三级", 3),
    ("四级", 4),
    ("五级", 5),
    ("1级", 1),
    ("2级", 2),
    ("3级", 3),
    ("4级", 4),
    ("5级", 5),
    ("高级", 3),
    ("中级", 4),
    ("初级", 5),
];

/// What may stand between a certificate and its level.
const BETWEEN: &[&str] = &[
    "国家职业资格",
    "职业技能等级",
    "职业资格",
    "及以上",
    "以上",
    "证书",
    "等级",
    "技能",
    "职业",
    "资格",
    "证",
    "的",
    "(",
    "/",
    ":",
    "-",
];

/// A level, and how many bytes of the text it takes from the term on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Level {
    pub(in super::super) level: u8,
    pub(in super::super) length: usize,
    /// Written as 三级 or 中级工, which is no part of a job's title.
    pub(in super::super) is_formal: bool,
}

/// The level right before a term.
pub(in super::super) fn before(text: &str) -> Option<Level> {
    let mut rest = text;
    for _ in 0..3 {
        if let Some((name, level)) = LEVELS.iter().find(|(name, _)| rest.ends_with(name)) {
            let length = text.len() - rest.len() + name.len();
            return Some(Level { level: *level, length, is_formal: is_formal(name) });
        }
        rest = BETWEEN.iter().find_map(|word| rest.strip_suffix(word))?;
    }
    None
}

/// The level right after a term.
pub(in super::super) fn after(text: &str) -> Option<Level> {
    let mut rest = text;
    for _ in 0..4 {
        if let Some((name, level)) = LEVELS.iter().find(|(name, _)| rest.starts_with(name)) {
            let length = text.len() - rest.len() + name.len();
            return Some(Level { level: *level, length, is_formal: is_formal(name) });
        }
        rest = BETWEEN.iter().find_map(|word| rest.strip_prefix(word))?;
    }
    None
}

fn is_formal(name: &str) -> bool {
    !matches!(name, "高级" | "中级" | "初级" | "技师" | "高级技师")
}

/// The grade of a 1+X certificate, on its own scale.
pub(in super::super) fn grade(level: u8) -> Option<&'static str> {
    match level {
        5 => Some("初级"),
        4 => Some("中级"),
        3 => Some("高级"),
        _ => None,
    }
}
