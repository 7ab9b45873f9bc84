//! Samples of the mails about applications and seats.

use super::{
    samples::{contact, day},
    *,
};
use crate::domain::case_news::{CaseMatter, CaseNews, CaseReader};
use chrono::{DateTime, Utc};

/// One of every kind, to its reader.
pub(super) fn all() -> Vec<(&'static str, Box<dyn Mail>)> {
    vec![
        ("case_submitted", Box::new(case(CaseMatter::Submitted, CaseReader::Employer))),
        ("case_interview", Box::new(case(CaseMatter::Interview { at: moment() }, CaseReader::Graduate))),
        ("case_offered", Box::new(case(offered(true), CaseReader::Graduate))),
        ("case_offered_first_come", Box::new(case(offered(false), CaseReader::Graduate))),
        ("case_offered_school", Box::new(case(offered(true), CaseReader::School))),
        ("case_lapsing", Box::new(case(CaseMatter::Lapsing { deadline: moment() }, CaseReader::Graduate))),
        ("case_accepted", Box::new(case(CaseMatter::Accepted, CaseReader::School))),
        ("case_signed", Box::new(case(CaseMatter::Signed, CaseReader::School))),
        ("case_withdrawn", Box::new(case(CaseMatter::Withdrawn, CaseReader::Employer))),
        ("case_seats_opened", Box::new(case(seats_opened(), CaseReader::Graduate))),
        ("case_seats_closing", Box::new(case(seats_closing(), CaseReader::Employer))),
        ("case_seats_released", Box::new(case(seats_released(false), CaseReader::Graduate))),
        ("case_seats_everybody", Box::new(case(seats_released(true), CaseReader::School))),
        ("case_closed", Box::new(case(CaseMatter::Closed, CaseReader::Graduate))),
        ("case_amended", Box::new(case(CaseMatter::Amended, CaseReader::School))),
    ]
}

fn moment() -> Option<DateTime<Utc>> {
    "2026-06-23T09:30:00+08:00".parse().ok()
}

fn offered(held: bool) -> CaseMatter {
    CaseMatter::Offered { deadline: moment(), held }
}

fn seats_opened() -> CaseMatter {
    CaseMatter::SeatsOpened { seats: 20, until: day(6, 30).0 }
}

fn seats_closing() -> CaseMatter {
    CaseMatter::SeatsClosing { seats: 6, until: day(6, 30).0 }
}

fn seats_released(everybody: bool) -> CaseMatter {
    CaseMatter::SeatsReleased { seats: 6, everybody, open_from: day(7, 8).0 }
}

fn case(matter: CaseMatter, reader: CaseReader) -> CaseMail {
    let (footer, people) = match reader {
        CaseReader::Graduate => {
            (Footer::Person { manage_link: "https://jobbridge.example/me".to_owned() }, Vec::new())
        }
        CaseReader::School | CaseReader::Employer => {
            (contact(), vec!["扎西卓玛 · 数控技术应用".to_owned(), "李四 · 数控技术应用".to_owned()])
        }
    };
    let news = CaseNews {
        matter,
        reader,
        vacancy: "数控车工（长白班）".to_owned(),
        employer: "深圳市示例精密机械有限公司（示例）".to_owned(),
        place: "深圳市宝安区".to_owned(),
        pay: "5,000–7,000元/月 · 13薪".to_owned(),
        total: u32::try_from(people.len()).unwrap(),
        people,
        link: "https://jobbridge.example/vacancies/vac_1".to_owned(),
    };
    CaseMail { news, footer }
}
