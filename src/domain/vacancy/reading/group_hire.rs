//! 结伴: whether people who know each other are taken together.

use super::{
    context::is_duty,
    folded::Folded,
    phrases::{Phrases, Said},
    statement::{Reading, agreed},
};
use std::sync::LazyLock;

static PHRASES: LazyLock<Phrases<Option<bool>>> = LazyLock::new(|| {
    const TABLE: &[(&str, Option<bool>)] = &[
        (
            "(可|欢迎|接受|能|支持|鼓励|允许|可以)(多人)?(以)?(结伴|组团|抱团|成群|团体报名|集体报名|多人同行)(应聘|入职|同行|报名|而来|前来|来|进厂|上班|者)?",
            Some(true),
        ),
        ("(结伴|组团|抱团)(应聘|入职|同行|报名|而来|前来|来|进厂|上班|优先|者|可|更)", Some(true)),
        (
            "(可|可以|欢迎|能|允许|支持)(携带?|带|介绍)(亲友|朋友|老乡|同学|亲戚|亲朋好友|伙伴|同伴|小伙伴)",
            Some(true),
        ),
        (
            "(夫妻|情侣|朋友|同学|老乡|亲友|姐妹|兄弟|闺蜜|小伙伴|熟人|同乡){5}(可|可以|能|欢迎|均可|都可)?(一起|一同|同时|结伴)(入职|应聘|前来|来|上班|报名|进厂|面试|工作|去)?",
            Some(true),
        ),
        (
            "(可|可以|欢迎|能|接受)(与|和|跟|同)?(夫妻|情侣|朋友|同学|老乡|亲友|姐妹|兄弟|闺蜜){6}(一起|一同|同时|结伴|同行|同来|同厂|分在)",
            Some(true),
        ),
        ("(夫妻|情侣|朋友|同学|老乡|亲友){4}(同厂|安排在?一起|分在?一起|安排同一)", Some(true)),
        (
            "(不|不可|不能|不接受|不允许|谢绝|禁止|拒绝|暂不接受)(以)?(结伴|组团|抱团|带亲友|携带?亲友|带朋友|带老乡|团体)",
            Some(false),
        ),
        ("(和|与|跟)(同事|同学|朋友|老师|团队|孩子|小朋友|小伙伴们)(们)?一起", None),
    ];
    Phrases::new(TABLE.iter().copied())
});

/// What the text says of coming together.
pub(super) fn read(text: &Folded) -> Option<Reading<bool>> {
    let said = PHRASES.find(text).into_iter().filter_map(|one| {
        let meaning = one.meaning.filter(|_| !is_duty(text, &one.at))?;
        Some(Said { meaning, at: one.at, numbers: Vec::new() })
    });
    agreed(text, said.collect())
}
