//! The words of mails about applications and seats: a title, a sentence on what happened and what to do, and a button.

use super::day::{Day, Moment};
use crate::domain::case_news::{CaseMatter, CaseNews, CaseReader};

/// What a mail says beside the facts of the vacancy.
pub(super) struct Words {
    pub(super) title: String,
    pub(super) lead: String,
    pub(super) button: &'static str,
}

/// In Chinese.
pub(super) fn chinese(news: &CaseNews) -> Words {
    let you = news.reader == CaseReader::Graduate;
    let (title, lead) = match news.matter {
        CaseMatter::Submitted if news.total > 1 => (
            format!("有 {} 人应聘", news.total),
            "下面的毕业生应聘了您的岗位，或由学校推荐。请尽快回复。".into(),
        ),
        CaseMatter::Submitted => {
            ("有人应聘".into(), "有一位毕业生应聘了您的岗位，或由学校推荐。请尽快回复。".into())
        }
        CaseMatter::Interview { at } => {
            let when = at.map(|at| Moment(at).zh()).unwrap_or_default();
            let who = if you { "你" } else { "下面这位学生" };
            (format!("面试时间：{when}"), format!("用人单位给{who}安排了面试，时间是 {when}。"))
        }
        CaseMatter::Offered { deadline, held } => (
            if you { "你收到录用通知".into() } else { "学生收到录用通知".into() },
            chinese_offer(you, deadline.map(|at| Moment(at).zh()), held),
        ),
        CaseMatter::Lapsing { deadline } => {
            let when = deadline.map(|at| Moment(at).zh()).unwrap_or_default();
            (format!("录用通知快到期了：{when}"), format!("请在 {when} 之前接受或谢绝。过时自动失效。"))
        }
        CaseMatter::Accepted => ("学生接受了录用".into(), "下面这位学生接受了录用通知。".into()),
        CaseMatter::Signed => ("学生签了合同".into(), "下面这位学生和用人单位签了合同。".into()),
        CaseMatter::Withdrawn => ("应聘已撤回".into(), "下面这位毕业生撤回了应聘，名额已空出。".into()),
        other => chinese_of_vacancy(other, you),
    };
    Words {
        title: format!("{title}：{}", news.vacancy), lead, button: if you { "查看岗位" } else { "查看" }
    }
}

/// Of seats, or of a vacancy that was applied for.
fn chinese_of_vacancy(matter: CaseMatter, you: bool) -> (String, String) {
    match matter {
        CaseMatter::SeatsOpened { seats, until } => (
            format!("订单班有 {seats} 个名额"),
            format!("用人单位给订单班留了 {seats} 个名额，留到 {}。去不去由学生自己决定。", Day(until).zh()),
        ),
        CaseMatter::SeatsClosing { seats, until } => (
            format!("订单班还有 {seats} 个名额没用"),
            format!("名额只留到 {}，之后会开放给合作学校的学生，再开放给所有人。", Day(until).zh()),
        ),
        CaseMatter::SeatsReleased { seats, everybody, open_from } => {
            let open = match everybody {
                true => "现在所有人都可以应聘。".to_owned(),
                false => format!("现在合作办学的学生可以优先应聘，{} 起对所有人开放。", Day(open_from).zh()),
            };
            (format!("空出 {seats} 个预留名额"), format!("订单班预留的名额空出 {seats} 个。{open}"))
        }
        CaseMatter::Closed => (
            "应聘的岗位已关闭".into(),
            if you {
                "你应聘的岗位已关闭或已撤下。已发出的录用通知仍然有效。"
            } else {
                "本校学生应聘的岗位已关闭或已撤下。已发出的录用通知仍然有效。"
            }
            .into(),
        ),
        CaseMatter::Amended => (
            "应聘的岗位有变化".into(),
            if you {
                "你应聘的岗位改了工资或地点，请看看是否还合适。不合适可以撤回。"
            } else {
                "本校学生应聘的岗位改了工资或地点。"
            }
            .into(),
        ),
        _ => (String::new(), String::new()),
    }
}

fn chinese_offer(you: bool, deadline: Option<String>, held: bool) -> String {
    let until = deadline.unwrap_or_default();
    match (you, held) {
        (true, true) => format!("恭喜！名额为你保留到 {until}，请在此之前接受或谢绝。过时自动失效。"),
        (true, false) => format!("恭喜！请在 {until} 之前答复。名额没有保留，先接受的人先得。"),
        (false, true) => format!("下面这位学生收到录用通知，名额保留到 {until}。请提醒学生按时答复。"),
        (false, false) => {
            format!("下面这位学生收到录用通知，{until} 之前有效，名额没有保留，先接受的人先得。")
        }
    }
}

/// In English.
pub(super) fn english(news: &CaseNews) -> Words {
    let you = news.reader == CaseReader::Graduate;
    let (title, lead) = match news.matter {
        CaseMatter::Submitted if news.total > 1 => (
            format!("{} applications", news.total),
            "These graduates applied for your vacancies, or their schools recommend them. Please answer soon.".into(),
        ),
        CaseMatter::Submitted => (
            "An application".into(),
            "A graduate applied for your vacancy, or a school recommends one. Please answer soon.".into(),
        ),
        CaseMatter::Interview { at } => {
            let when = at.map(|at| Moment(at).en()).unwrap_or_default();
            let who = if you { "you" } else { "this student" };
            (format!("Interview on {when}"), format!("The employer set an interview for {who} on {when}."))
        }
        CaseMatter::Offered { deadline, held } => (
            if you { "You have an offer".into() } else { "A student has an offer".into() },
            english_offer(you, deadline.map(|at| Moment(at).en()), held),
        ),
        CaseMatter::Lapsing { deadline } => {
            let when = deadline.map(|at| Moment(at).en()).unwrap_or_default();
            (format!("Your offer lapses on {when}"), format!("Accept or decline before {when}. After that it lapses."))
        }
        CaseMatter::Accepted => ("A student accepted an offer".into(), "This student accepted the offer.".into()),
        CaseMatter::Signed => {
            ("A student signed a contract".into(), "This student and the employer signed the contract.".into())
        }
        CaseMatter::Withdrawn => {
            ("An application was withdrawn".into(), "This graduate withdrew the application; the seat is free.".into())
        }
        other => english_of_vacancy(other, you),
    };
    Words {
        title: format!("{title}: {}", news.vacancy),
        lead,
        button: if you { "See the vacancy" } else { "See more" },
    }
}

/// Of seats, or of a vacancy that was applied for.
fn english_of_vacancy(matter: CaseMatter, you: bool) -> (String, String) {
    match matter {
        CaseMatter::SeatsOpened { seats, until } => (
            format!("{seats} seats for the order class"),
            format!(
                "The employer keeps {seats} seats for the order class until {}. Every student decides freely.",
                Day(until).en()
            ),
        ),
        CaseMatter::SeatsClosing { seats, until } => (
            format!("{seats} seats of the order class are still free"),
            format!(
                "They are kept until {} only; then they open to the partner schools' students, and later to everybody.",
                Day(until).en()
            ),
        ),
        CaseMatter::SeatsReleased { seats, everybody, open_from } => {
            let open = match everybody {
                true => "Everybody may apply now.".to_owned(),
                false => format!(
                    "Students of the partnership may apply first; from {} everybody may.",
                    Day(open_from).en()
                ),
            };
            (
                format!("{seats} reserved seats are free"),
                format!("Of the seats kept for an order class {seats} are free. {open}"),
            )
        }
        CaseMatter::Closed => (
            "A vacancy was closed".into(),
            format!(
                "The vacancy {} applied for was closed or taken down. Offers that were made still hold.",
                if you { "you" } else { "your students" }
            ),
        ),
        CaseMatter::Amended => (
            "A vacancy was changed".into(),
            format!(
                "Pay or place of the vacancy {} applied for were changed. Please see whether it still suits.",
                if you { "you" } else { "your students" }
            ),
        ),
        _ => (String::new(), String::new()),
    }
}

fn english_offer(you: bool, deadline: Option<String>, held: bool) -> String {
    let until = deadline.unwrap_or_default();
    match (you, held) {
        (true, true) => format!(
            "Congratulations! A seat is kept for you until {until}: accept or decline before. After that the offer lapses."
        ),
        (true, false) => format!(
            "Congratulations! Please answer before {until}. No seat is kept: who accepts first gets one."
        ),
        (false, true) => format!(
            "This student has an offer; a seat is kept until {until}. Please remind the student to answer."
        ),
        (false, false) => {
            format!("This student has an offer until {until}. No seat is kept: who accepts first gets one.")
        }
    }
}
