//! One sample of every mail, rendered in both languages and read as its receiver reads it.

use chrono::NaiveDate;

use super::*;

/// Every mail with everything in it, under a name.
fn samples() -> Vec<(&'static str, Box<dyn Mail>)> {
    let mut samples = case_samples::all();
    samples.extend(others());
    samples
}

fn others() -> Vec<(&'static str, Box<dyn Mail>)> {
    vec![
        ("sign_in_link", Box::new(sign_in_link())),
        ("match_alert", Box::new(match_alert(1, vec![vacancy(1)]))),
        ("match_digest", Box::new(match_alert(12, vec![vacancy(1), vacancy(2), vacancy(3)]))),
        ("application_submitted", Box::new(application(None))),
        ("application_recommended", Box::new(application(Some("宁波职业技术学校（示例）")))),
        ("placement_onboarded", Box::new(placement(false))),
        ("placement_under_18", Box::new(placement(true))),
        ("vacancy_held", Box::new(decided(VacancyDecision::Held))),
        ("vacancy_asked", Box::new(decided(VacancyDecision::Asked))),
        ("vacancy_refused", Box::new(decided(VacancyDecision::Refused))),
        (
            "vacancy_held_of_contact",
            Box::new(VacancyDecided { footer: contact(), ..decided(VacancyDecision::Held) }),
        ),
        ("vacancy_expiring", Box::new(ending(false, 1, 1))),
        ("vacancies_expiring", Box::new(ending(false, 30, 3))),
        ("vacancy_expired", Box::new(ending(true, 1, 1))),
        ("vacancies_expired", Box::new(ending(true, 3, 3))),
        ("verification_due", Box::new(verification(VerificationNotice::Due(7), None))),
        ("verification_failed", Box::new(verification(VerificationNotice::Failed, Some("执照已过期")))),
        ("employer_suspended", Box::new(verification(VerificationNotice::Suspended, Some("执照已过期")))),
        ("own_vacancy", Box::new(own_vacancies(1))),
        ("own_vacancies", Box::new(own_vacancies(2))),
        ("class_matches", Box::new(class_matches())),
        ("dead_webhook", Box::new(dead_webhook())),
        ("import_finished", Box::new(import_finished())),
        (
            "student_claimed",
            Box::new(registration(true, Some("https://jobbridge.example/v1/graduates/gra_1"))),
        ),
        ("student_transferred", Box::new(registration(false, None))),
        ("subscription_test", Box::new(SubscriptionTest { footer: footer() })),
    ]
}

pub(super) fn day(month: u32, day: u32) -> Day {
    Day(NaiveDate::from_ymd_opt(2026, month, day).unwrap())
}

fn footer() -> Footer {
    Footer::Asked(asked_for())
}

fn asked_for() -> AskedFor {
    AskedFor {
        subscription: "深圳数控岗位".to_owned(),
        manage_link: "https://jobbridge.example/alerts".to_owned(),
        unsubscribe_link: "https://jobbridge.example/unsubscribe/t0k3n".to_owned(),
    }
}

pub(super) fn contact() -> Footer {
    Footer::Contact { organisation: "深圳市示例精密机械有限公司（示例）".to_owned() }
}

fn ending(ended: bool, total: u32, shown: u32) -> VacanciesEnding {
    let row = |number: u32| EndingRow {
        title: format!("数控车工（长白班）{number}号线"),
        place: "深圳市宝安区".to_owned(),
        until: day(9, 30),
        days_left: if ended { 0 } else { number },
        renew_link: format!("https://jobbridge.example/v1/vacancies/vac_{number}/renew"),
    };
    VacanciesEnding { ended, total, vacancies: (1..=shown).map(row).collect(), footer: contact() }
}

fn verification(notice: VerificationNotice, reason: Option<&str>) -> EmployerVerification {
    EmployerVerification {
        organisation: "深圳市示例精密机械有限公司（示例）".to_owned(),
        notice,
        due: Some(day(12, 20)),
        reason: reason.map(str::to_owned),
        suspended: if reason.is_some() { 12 } else { 0 },
        link: "https://jobbridge.example/v1/employers/emp_1".to_owned(),
        footer: contact(),
    }
}

fn vacancy(number: u32) -> VacancyRow {
    VacancyRow {
        title: format!("数控车工（长白班）{number}号线"),
        employer: "深圳市示例精密机械有限公司（示例）".to_owned(),
        place: "深圳市宝安区".to_owned(),
        pay: "5,000–7,000元/月 · 13薪".to_owned(),
        why: vec!["专业对口：数控技术应用".to_owned(), "已掌握 数控车床操作".to_owned()],
        link: format!("https://jobbridge.example/vacancies/vac_{number}"),
    }
}

fn sign_in_link() -> SignInLink {
    SignInLink { link: "https://jobbridge.example/sign-in/abc?lang=zh&v=1".to_owned(), minutes: 10 }
}

fn match_alert(total: u32, vacancies: Vec<VacancyRow>) -> MatchAlert {
    let all_link = "https://jobbridge.example/matches".to_owned();
    MatchAlert {
        name: Some("阿依古丽·买买提".to_owned()), total, vacancies, all_link, footer: footer()
    }
}

fn application(recommended_by: Option<&str>) -> ApplicationSubmitted {
    ApplicationSubmitted {
        vacancy_title: "数控车工（长白班）".to_owned(),
        applicant: "李**".to_owned(),
        school: Some("昭觉县职业中学（示例）".to_owned()),
        major: Some("数控技术应用".to_owned()),
        recommended_by: recommended_by.map(str::to_owned),
        on: day(6, 20),
        link: "https://jobbridge.example/applications/app_1".to_owned(),
        footer: footer(),
    }
}

fn placement(under_18: bool) -> PlacementOnboarded {
    PlacementOnboarded {
        graduate: "扎西卓玛".to_owned(),
        employer: "宁波示例机械有限公司（示例）".to_owned(),
        vacancy_title: "数控车工".to_owned(),
        place: "宁波市北仑区".to_owned(),
        on: day(7, 6),
        programme: Some("昭觉—宁波 2+1 联合招生 2023 级".to_owned()),
        first_check: day(8, 6),
        under_18,
        link: "https://jobbridge.example/placements/pla_1".to_owned(),
        footer: footer(),
    }
}

fn decided(decision: VacancyDecision) -> VacancyDecided {
    let reason = |code: &str, message: &str, article: Option<&str>, quote: Option<&str>| RuleReason {
        code: code.to_owned(),
        message: message.to_owned(),
        article: article.map(str::to_owned),
        quote: quote.map(str::to_owned),
    };
    VacancyDecided {
        vacancy_title: "操作工".to_owned(),
        decision,
        reasons: vec![
            reason("SEX", "不能限定性别", Some("就业促进法 第27条"), Some("限男性")),
            reason("DEPOSIT", "不能收押金", Some("劳动合同法 第9条"), Some("押金300元")),
            reason("FIELD_MISSING", "缺少工作地点", None, None),
        ],
        link: "https://jobbridge.example/console/vacancies/vac_1".to_owned(),
        footer: footer(),
    }
}

fn own_vacancies(count: u32) -> OwnVacancies {
    let row = |number: u32| OwnVacancyRow {
        title: format!("数控车工（长白班）{number}号线"),
        place: "深圳市宝安区".to_owned(),
        pay: "5,000–7,000元/月 · 13薪".to_owned(),
        public: number == 1,
        link: format!("https://jobbridge.example/vacancies/vac_{number}"),
    };
    OwnVacancies { vacancies: (1..=count).map(row).collect(), footer: footer() }
}

fn class_matches() -> ClassMatches {
    let count =
        |major: &str, vacancies, positions| MajorCount { major: major.to_owned(), vacancies, positions };
    ClassMatches {
        class_name: "2023级数控1班".to_owned(),
        total: 21,
        positions: 160,
        majors: vec![count("数控技术应用", 15, 120), count("机电技术应用", 6, 40)],
        top: vec![vacancy(1), vacancy(2)],
        link: "https://jobbridge.example/console/classes/1/matches".to_owned(),
        footer: footer(),
    }
}

fn dead_webhook() -> DeadWebhook {
    DeadWebhook {
        host: "hooks.example.com".to_owned(),
        failing_since: day(6, 17),
        attempts: 10,
        last_status: Some(503),
        last_reason: "http_status".to_owned(),
        dead: 4,
        disabled: true,
        link: "https://jobbridge.example/console/webhooks/whk_1".to_owned(),
        footer: footer(),
    }
}

fn registration(claimed: bool, link: Option<&str>) -> RegistrationMoved {
    RegistrationMoved {
        claimed,
        by: "青岛某职业学校（示例）".to_owned(),
        other: Some("岷县某职业学校（示例）".to_owned()),
        on: day(6, 20),
        link: link.map(str::to_owned),
        footer: contact(),
    }
}

fn import_finished() -> ImportFinished {
    let problem = |row, column: Option<&str>, code: &str, message: &str| ImportProblem {
        row,
        column: column.map(str::to_owned),
        code: code.to_owned(),
        message: message.to_owned(),
    };
    ImportFinished {
        file_name: "2023级花名册.xlsx".to_owned(),
        accepted: 597,
        rejected: 3,
        held: 2,
        held_link: "https://jobbridge.example/console/imports/imp_1?status=held".to_owned(),
        problems: vec![
            problem(12, Some("身份证件号"), "ID_CHECKSUM", "最后一位校验码不对"),
            problem(40, None, "DUPLICATE_ROW", "与第 39 行重复"),
        ],
        link: "https://jobbridge.example/console/imports/imp_1".to_owned(),
        footer: footer(),
    }
}

fn rendered() -> Vec<(String, Rendered)> {
    let both = [Language::Zh, Language::En];
    let render = |(name, mail): (&'static str, Box<dyn Mail>)| {
        both.map(|language| (format!("{name} {language:?}"), mail.render(language).unwrap()))
    };
    samples().into_iter().flat_map(render).collect()
}

/// What a person sees of the HTML: its text, without tags and style sheet.
fn seen(html: &str) -> String {
    let body = &html[html.find("<body").unwrap()..];
    let mut text = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&#38;", "&").replace("&#39;", "'")
}

#[test]
fn every_mail_has_a_subject_that_fits_on_a_phone_and_both_bodies() {
    for (name, mail) in rendered() {
        assert!((4..=120).contains(&mail.subject.chars().count()), "{name}: {}", mail.subject);
        assert!(mail.text.ends_with('\n') && mail.text.lines().count() >= 6, "{name}: {}", mail.text);
        assert!(mail.html.starts_with("<!DOCTYPE html>"), "{name}");
        assert!(mail.html.contains("color-scheme") && mail.html.ends_with("</html>"), "{name}");
    }
}

#[test]
fn no_mail_shows_template_marks_or_gaps() {
    for (name, mail) in rendered() {
        for mark in ["{{", "}}", "{%", "%}", "Some(", "None"] {
            assert!(!mail.text.contains(mark) && !seen(&mail.html).contains(mark), "{name}: {mark}");
        }
        assert!(!mail.text.contains("\n\n\n") && !mail.text.contains(" \n"), "{name}: {}", mail.text);
        assert!(!mail.text.contains('<') && !mail.text.contains("&#"), "{name}: {}", mail.text);
    }
}

#[test]
fn the_text_says_what_the_html_says() {
    for (name, mail) in rendered() {
        let html = seen(&mail.html);
        let marks = |c: char| c.is_whitespace() || "·*：:（）()，,。.“”—-".contains(c);
        let greeting = |line: &str| line.ends_with("你好：") || line.ends_with("您好：");
        for line in mail.text.lines().filter(|line| !line.contains("https://") && !greeting(line)) {
            for word in line.split(marks).filter(|word| word.chars().count() > 3 && !word.is_ascii()) {
                assert!(
                    html.contains(word) || mail.html.contains(word),
                    "{name}: {word} is only in the text"
                );
            }
        }
        for link in
            mail.text.split_whitespace().filter_map(|word| word.find("https://").map(|at| &word[at..]))
        {
            assert!(mail.html.contains(&link.replace('&', "&#38;")), "{name}: {link} is only in the text");
        }
    }
}

#[test]
fn every_mail_but_the_link_asked_for_says_why_and_how_to_stop() {
    for (name, mail) in rendered() {
        let why = if name.ends_with("Zh") { "为什么收到这封邮件" } else { "Why you got this" };
        assert!(mail.text.contains(why) && mail.html.contains(why), "{name}");
        let service = [
            "sign_in_link",
            "vacancy_held_of",
            "vacancies_exp",
            "vacancy_exp",
            "verif",
            "employer_s",
            "student_",
        ];
        let service = service.iter().any(|start| name.starts_with(start));
        for body in [&mail.text, &mail.html] {
            assert_ne!(body.contains(&asked_for().unsubscribe_link), service, "{name}");
            assert_ne!(body.contains(&asked_for().subscription), service, "{name}");
            let contact = ["登记的联系邮箱", "is the contact of"].iter().any(|words| body.contains(words));
            assert_eq!(contact, service && !name.starts_with("sign_in_link"), "{name}");
        }
    }
}

#[test]
fn each_language_is_of_one_piece() {
    for (name, mail) in rendered() {
        assert_eq!(mail.html.contains("lang=\"zh-CN\""), name.ends_with("Zh"), "{name}");
        assert_eq!(mail.html.contains("lang=\"en\""), name.ends_with("En"), "{name}");
    }
}

#[test]
fn a_vacancy_is_listed_with_pay_place_reasons_and_link() {
    let mail = match_alert(12, vec![vacancy(1), vacancy(2)]).render(Language::Zh).unwrap();
    assert_eq!(mail.subject, "有 12 个新岗位适合你");
    let row = "· 数控车工（长白班）1号线\n  5,000–7,000元/月 · 13薪\n  深圳市宝安区 · 深圳市示例精密机械有限公司（示例）\n  \
               为什么推荐：专业对口：数控技术应用\n";
    assert!(mail.text.contains(row), "{}", mail.text);
    assert!(
        mail.text.contains("已掌握 数控车床操作\n  https://jobbridge.example/vacancies/vac_1\n"),
        "{}",
        mail.text
    );
    assert!(mail.text.contains("还有 10 个"), "{}", mail.text);
}

#[test]
fn a_single_match_names_the_job_in_its_subject() {
    let subject = |language| match_alert(1, vec![vacancy(1)]).render(language).unwrap().subject;
    assert_eq!(subject(Language::Zh), "有岗位适合你：数控车工（长白班）1号线，5,000–7,000元/月 · 13薪");
    assert_eq!(
        subject(Language::En),
        "A job that fits you: 数控车工（长白班）1号线, 5,000–7,000元/月 · 13薪"
    );
}

#[test]
fn what_people_type_is_escaped_in_html_and_plain_in_text() {
    let evil = "<script>alert('x')</script>\"><img src=x onerror=1>&amp;";
    let mut row = vacancy(1);
    (row.title, row.employer, row.place, row.pay) = (evil.into(), evil.into(), evil.into(), evil.into());
    (row.why, row.link) = (vec![evil.into()], "https://jobbridge.example/\"><script>".into());
    let mut mail = match_alert(3, vec![row]);
    mail.name = Some(evil.into());
    mail.footer = Footer::Asked(AskedFor { subscription: evil.into(), ..asked_for() });
    for language in [Language::Zh, Language::En] {
        let rendered = mail.render(language).unwrap();
        assert!(!rendered.html.contains("<script") && !rendered.html.contains("<img"), "{}", rendered.html);
        assert!(rendered.text.contains(evil), "{}", rendered.text);
    }
}

#[test]
fn a_line_break_in_a_title_cannot_reach_the_subject() {
    let mut row = vacancy(1);
    row.title = "车工\r\nBcc: everybody@example.com".to_owned();
    let subject = match_alert(1, vec![row]).render(Language::En).unwrap().subject;
    assert!(!subject.contains(['\r', '\n']) && subject.contains("车工"), "{subject:?}");
}

#[test]
fn an_end_is_counted_in_days_and_told_with_the_way_to_renew() {
    let subject = |ended, total, language| ending(ended, total, total).render(language).unwrap().subject;
    assert_eq!(subject(false, 1, Language::Zh), "岗位还有 1 天到期：数控车工（长白班）1号线");
    assert_eq!(subject(false, 1, Language::En), "Job ends in 1 day: 数控车工（长白班）1号线");
    assert_eq!(subject(true, 1, Language::Zh), "岗位已到期：数控车工（长白班）1号线");
    assert_eq!(subject(false, 3, Language::En), "3 jobs end soon");
    let mail = ending(false, 30, 2).render(Language::Zh).unwrap();
    let row = "· 数控车工（长白班）2号线\n  深圳市宝安区\n  有效期到 2026年9月30日（还有 2 天）\n  \
               续期：https://jobbridge.example/v1/vacancies/vac_2/renew\n";
    assert!(mail.text.contains(row) && mail.text.contains("还有 28 个"), "{}", mail.text);
    assert!(mail.text.contains("{\"valid_until\": \"年-月-日\"}"), "{}", mail.text);
}

#[test]
fn a_verification_says_what_happens_and_what_to_do() {
    let text = |notice, reason| verification(notice, reason).render(Language::Zh).unwrap();
    let due = text(VerificationNotice::Due(30), None);
    assert!(due.subject.starts_with("单位资质还有 30 天需要复核："), "{}", due.subject);
    assert!(
        due.text.contains("有效到 2026年12月20日（还有 30 天）") && !due.text.contains("原因"),
        "{}",
        due.text
    );
    let suspended = text(VerificationNotice::Suspended, Some("执照已过期"));
    assert!(suspended.text.contains("原因：执照已过期"), "{}", suspended.text);
    assert!(suspended.text.contains("已撤下的岗位：12 个"), "{}", suspended.text);
}
