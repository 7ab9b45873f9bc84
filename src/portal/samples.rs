//! A sample vacancy for tests of the pages: an order class's post, as an employer in 深圳宝安 might describe it.

use crate::{
    app::vacancies::VacancyView,
    domain::{
        employer::{Employer, Verification, VerificationState},
        ids::{EmployerId, VacancyId},
        uscc::check_character,
        vacancy::{Fingerprints, Review, Status, Vacancy},
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

/// The day on which the samples live.
pub(super) fn now() -> DateTime<Utc> {
    "2026-06-20T02:00:00Z".parse().unwrap()
}

/// The vacancy with its employer.
pub(super) fn view() -> VacancyView {
    let employer = employer();
    VacancyView { vacancy: vacancy(employer.id), employer }
}

fn employer() -> Employer {
    let body = "91440300MA5G00000";
    let uscc = format!("{body}{}", check_character(body).unwrap());
    let profile = json!({
        "name": "鹏程精密制造（示例）有限公司", "uscc": uscc, "region": "440306", "email": "hr@pengcheng.example",
        "phone": null, "description": "做手机和汽车零件的工厂。", "labour_dispatch": false, "synthetic": true,
    });
    Employer {
        id: EmployerId(Uuid::from_u128(1)),
        version: 1,
        profile: serde_json::from_value(profile).unwrap(),
        verification: Verification {
            state: VerificationState::Verified,
            at: Some(now()),
            due: None,
            reason: None,
        },
        created_at: now(),
        updated_at: now(),
    }
}

fn vacancy(employer: EmployerId) -> Vacancy {
    let content = json!({
        "reference": "A-1", "title": "数控车工",
        "occupation": { "code": "6-18-01-01", "name": "车工", "source": "text" },
        "kind": "employment", "headcount": 30,
        "workplace": {
            "text": "深圳市宝安区福海街道", "region": "440306", "region_name": "广东省深圳市宝安区",
            "detail": "福海街道", "lon": 113.88, "lat": 22.55,
        },
        "description": "操作数控车床加工零件。\n会看图纸更好，不会可以教。",
        "pay": { "text": "4200-6000元/月·13薪", "min": 4200, "max": 6000, "unit": "month", "months": 13, "base": 2520 },
        "probation": { "months": 2, "pay": 4000 },
        "contract": { "kind": "labour", "months": 36 },
        "requirements": {
            "education": "secondary_vocational",
            "skills": [{ "term": "数控车床操作", "level": "required" }],
            "minimum_age": 18,
        },
        "conditions": {
            "dormitory": { "provided": true, "people_per_room": 4, "fee": 0 },
            "shift": "day", "rest_days": "two",
            "insurance": ["pension", "medical", "unemployment", "injury", "maternity"],
        },
        "reserved": [], "valid_until": "2026-09-30", "source": null,
    });
    Vacancy {
        id: VacancyId(Uuid::from_u128(2)),
        employer,
        version: 1,
        content: serde_json::from_value(content).unwrap(),
        status: Status::Published,
        status_reasons: Vec::new(),
        review: Review::default(),
        fingerprints: Fingerprints::default(),
        history: Vec::new(),
        published_at: Some(now()),
        created_at: now(),
        updated_at: now(),
    }
}
