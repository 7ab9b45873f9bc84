//! What the demo tells those who try it: where everything is, a key per role, and three lines to paste.

use super::{DemoError, state::DemoState};
use crate::domain::vacancy::VacancyDraft;
use chrono::{Days, NaiveDate};
use serde_json::json;

/// What is printed once the demo serves.
///
/// # Errors
/// A vacancy that cannot be written as JSON, which would be a fault of ours.
pub(super) fn text(state: &DemoState, today: NaiveDate) -> Result<String, DemoError> {
    let DemoState { base, keys, receiver, ids, .. } = state;
    let mail = state.mail.display();
    let vacancy = vacancy(today)?;
    let lines = [
        String::new(),
        "职桥 jobbridge 演示已就绪（全部为合成数据） · The demo is ready; everything in it is made up."
            .to_owned(),
        String::new(),
        format!("  门户 portal      {base}/"),
        format!("  接口 API docs    {base}/docs"),
        format!("  邮件 mail        {mail}"),
        format!("  回调 webhooks    {receiver}/"),
        format!("  登录 sign in     {base}/sign-in  ({})", state.graduate_email),
        String::new(),
        "  密钥 keys (demo.json):".to_owned(),
        format!("  operator    {}", keys.operator),
        format!("  employer    {}", keys.employer),
        format!("  school      {}", keys.school),
        format!("  department  {}", keys.department),
        format!("  graduate    {}", keys.graduate),
        String::new(),
        "  三步体验 a tour in three lines:".to_owned(),
        "  1. 企业发布岗位 the employer posts a vacancy".to_owned(),
        format!(
            "curl -sS -w '\\n' -X POST {base}/v1/vacancies -H 'authorization: Bearer {}' -H 'content-type: application/json' -d '{vacancy}' && sleep 1",
            keys.employer
        ),
        "  2. 马上能搜到 it can be searched".to_owned(),
        format!(
            "curl -sS -w '\\n' -G {base}/v1/search/vacancies --data-urlencode 'q=数控车工' --data-urlencode 'region=440306' -d sort=newest -d limit=3"
        ),
        "  3. 毕业生看到匹配和理由 the graduate's matches, with reasons".to_owned(),
        format!(
            "curl -sS -w '\\n' '{base}/v1/graduates/{}/matches?limit=5' -H 'authorization: Bearer {}'",
            ids.graduate, keys.graduate
        ),
        String::new(),
        format!("  第1步后几秒内：{mail} 里出现邮件（毕业生、两校、企业），下面出现签名回调。"),
        format!("  Seconds after line 1, mails appear in {mail} and signed webhooks appear below."),
        "  Ctrl-C 结束 ends; 再次运行会继续 run it again to continue; --reset 重新开始 starts anew."
            .to_owned(),
        String::new(),
    ];
    Ok(lines.join("\n"))
}

/// The vacancy of the first line: the demo's graduate fits it.
fn vacancy(today: NaiveDate) -> Result<String, DemoError> {
    let draft = json!({
        "title": "数控车工(长白班)", "headcount": 6, "workplace": { "text": "深圳市宝安区福海街道" },
        "description": "操作数控车床加工轴类零件，看图、自检。（合成数据）",
        "pay": { "text": "5-7千/月·13薪" }, "contract": { "kind": "labour", "months": 24 },
        "requirements": {
            "education": "secondary_vocational", "majors": ["660103"], "minimum_age": 18,
            "skills": [{ "term": "数控车床操作" }, { "term": "识图", "level": "preferred" }]
        },
        "conditions": {
            "dormitory": { "provided": true, "people_per_room": 4, "fee": 0 }, "meals": "provided",
            "shift": "day", "hours_per_week": 40, "rest_days": "two"
        },
        "valid_until": today + Days::new(60),
    });
    // Read as the API reads it, so that a change of the form is noticed here.
    let known: Result<VacancyDraft, _> = serde_json::from_value(draft.clone());
    known.map(|_| draft.to_string()).map_err(DemoError::Tour)
}
