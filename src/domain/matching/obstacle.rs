//! A hard condition that is not met: its code, its sentence and whether it is a near miss.

use super::{
    assessment::{BlockCode, Blocking},
    pair::Pair,
    wording,
};
use crate::domain::{
    language::{Bilingual, Language},
    vacancy::{Education, RequiredCertificate, VacancyKind},
};
use chrono::NaiveDate;

/// What stands in the way.
pub(super) enum Obstacle<'a> {
    NoConsent,
    NotPublished,
    PastLastDay(NaiveDate),
    KindNotWanted(VacancyKind),
    TooYoung { age: u8, reason: AgeReason<'a>, from: NaiveDate },
    NotYetGraduated { end: NaiveDate, from: NaiveDate },
    AlreadyGraduated(NaiveDate),
    FirstYear(NaiveDate),
    EducationTooLow(Education),
    CertificateMissing { asked: &'a RequiredCertificate, planned: Option<NaiveDate> },
    CertificateExpired { asked: &'a RequiredCertificate, on: NaiveDate, last_day: NaiveDate },
    CertificateLower { asked: &'a RequiredCertificate, held: Option<u8> },
    SeatsReserved(NaiveDate),
}

/// Who asks for the age.
#[derive(Clone, Copy)]
pub(super) enum AgeReason<'a> {
    Law,
    Vacancy,
    Certificate(&'a str),
}

impl Obstacle<'_> {
    /// The answer's form of it.
    pub(super) fn explain(&self, pair: &Pair<'_>) -> Blocking {
        let near_miss_until = self.near_miss_until().filter(|day| *day >= pair.today);
        Blocking { code: self.code(), message: self.message(), near_miss_until }
    }

    fn code(&self) -> BlockCode {
        match self {
            Self::NoConsent => BlockCode::NoConsent,
            Self::NotPublished | Self::PastLastDay(_) => BlockCode::NotPublished,
            Self::KindNotWanted(_) => BlockCode::KindNotWanted,
            Self::TooYoung { age: 16, .. } => BlockCode::MinAge16,
            Self::TooYoung { age: 18, .. } => BlockCode::MinAge18,
            Self::TooYoung { .. } => BlockCode::MinAge,
            Self::NotYetGraduated { .. } => BlockCode::NotYetGraduated,
            Self::AlreadyGraduated(_) => BlockCode::AlreadyGraduated,
            Self::FirstYear(_) => BlockCode::FirstYear,
            Self::EducationTooLow(_) => BlockCode::EducationTooLow,
            Self::CertificateMissing { .. } => BlockCode::CertMissing,
            Self::CertificateExpired { .. } => BlockCode::CertExpired,
            Self::CertificateLower { .. } => BlockCode::CertLevelTooLow,
            Self::SeatsReserved(_) => BlockCode::SeatsReserved,
        }
    }

    fn near_miss_until(&self) -> Option<NaiveDate> {
        match self {
            Self::TooYoung { from, .. }
            | Self::NotYetGraduated { from, .. }
            | Self::FirstYear(from)
            | Self::SeatsReserved(from) => Some(*from),
            Self::CertificateMissing { planned, .. } => *planned,
            Self::CertificateExpired { last_day, .. } => Some(*last_day),
            _ => None,
        }
    }

    fn message(&self) -> Bilingual {
        match self {
            Self::NoConsent => Bilingual::new("未同意参与岗位匹配", "Has not agreed to be matched"),
            Self::NotPublished => Bilingual::new("岗位目前未公开", "The vacancy is not public now"),
            Self::PastLastDay(day) => {
                Bilingual::new(format!("岗位已于 {day} 截止"), format!("The vacancy ended on {day}"))
            }
            Self::KindNotWanted(kind) => kind_not_wanted(*kind),
            Self::TooYoung { age, reason, from } => too_young(*age, *reason, *from),
            Self::NotYetGraduated { end, from } => Bilingual::new(
                format!("{end} 毕业，{from} 起可以匹配就业岗位"),
                format!("Graduates on {end}; can be matched with employment from {from}"),
            ),
            Self::AlreadyGraduated(end) => Bilingual::new(
                format!("已于 {end} 毕业，岗位实习只面向在校学生"),
                format!("Graduated on {end}; internships are for students"),
            ),
            Self::FirstYear(from) => Bilingual::new(
                format!("一年级学生不能参加岗位实习，{from} 起可以"),
                format!("No internship in the first year of training; possible from {from}"),
            ),
            Self::EducationTooLow(asked) => education(*asked),
            Self::SeatsReserved(from) => Bilingual::new(
                format!("名额目前全部为其他订单班保留，{from} 起可能开放"),
                format!("All seats are kept for other classes; some may open on {from}"),
            ),
            Self::CertificateMissing { .. }
            | Self::CertificateExpired { .. }
            | Self::CertificateLower { .. } => self.certificate_message(),
        }
    }

    fn certificate_message(&self) -> Bilingual {
        match self {
            Self::CertificateMissing { asked, planned: Some(day) } => Bilingual::new(
                format!("缺必需证书 {}，预计 {day} 取得", asked.name),
                format!("Lacks the required certificate {}, expected on {day}", asked.name),
            ),
            Self::CertificateMissing { asked, planned: None } => Bilingual::new(
                format!("缺必需证书 {}", asked.name),
                format!("Lacks the required certificate {}", asked.name),
            ),
            Self::CertificateExpired { asked, on, last_day } => Bilingual::new(
                format!("{} 已于 {on} 到期，{last_day} 前换证或复审后可以匹配", asked.name),
                format!("{} ran out on {on}; renewed by {last_day} it fits", asked.name),
            ),
            Self::CertificateLower { asked, held } => lower_level(asked, *held),
            _ => Bilingual::new("", ""),
        }
    }
}

fn kind_not_wanted(kind: VacancyKind) -> Bilingual {
    match kind {
        VacancyKind::Employment => Bilingual::new(
            "这是就业岗位，不在期望的类型内",
            "This is employment, which is not what is wanted",
        ),
        VacancyKind::Internship => Bilingual::new(
            "这是岗位实习，不在期望的类型内",
            "This is an internship, which is not what is wanted",
        ),
    }
}

fn too_young(age: u8, reason: AgeReason<'_>, from: NaiveDate) -> Bilingual {
    match reason {
        AgeReason::Law => Bilingual::new(
            format!("未满 {age} 周岁，依法不能工作，{from} 起可以"),
            format!("The law allows no work under {age}; possible from {from}"),
        ),
        AgeReason::Vacancy => Bilingual::new(
            format!("岗位要求年满 {age} 周岁，{from} 起符合"),
            format!("The vacancy asks for an age of {age}; fits from {from}"),
        ),
        AgeReason::Certificate(name) => Bilingual::new(
            format!("{name} 须年满 {age} 周岁才能持有，{from} 起符合"),
            format!("{name} may be held from the age of {age}; fits from {from}"),
        ),
    }
}

fn education(asked: Education) -> Bilingual {
    let (zh, en) = match asked {
        Education::JuniorSecondary => ("初中", "junior secondary"),
        Education::SecondaryVocational => ("中职", "secondary vocational"),
        Education::HigherVocational => ("大专", "higher vocational"),
        Education::Bachelor => ("本科", "bachelor's"),
    };
    Bilingual::new(
        format!("岗位要求{zh}及以上学历"),
        format!("The vacancy asks for {en} education or higher"),
    )
}

fn lower_level(asked: &RequiredCertificate, held: Option<u8>) -> Bilingual {
    let name = &asked.name;
    let least =
        |language| asked.minimum_level.map_or_else(String::new, |least| wording::level(least, language));
    let (zh, en) = (least(Language::Chinese), least(Language::English));
    match held {
        Some(level) => Bilingual::new(
            format!("{name} 现为{}，岗位要求{zh}及以上", wording::level(level, Language::Chinese)),
            format!(
                "Holds {name} at {}; the vacancy asks for {en} or higher (5 is the lowest)",
                wording::level(level, Language::English)
            ),
        ),
        None => Bilingual::new(
            format!("{name} 未登记等级，岗位要求{zh}及以上"),
            format!(
                "The level of {name} is not recorded; the vacancy asks for {en} or higher (5 is the lowest)"
            ),
        ),
    }
}
