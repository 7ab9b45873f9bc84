//! Half a year in a minute: vacancies end at midnight in China, ends are reminded of once, who is not checked again is
//! suspended and comes back. Mail goes over a real SMTP conversation.

use crate::support::{
    TestDatabase, TestServer, World,
    days::{SetClock, day, today},
    mailbox::Mail,
    on_both_databases,
    receiver::WebhookReceiver,
    smtp_sink::SmtpSink,
    wait_for,
    world::vacancy,
};
use chrono::Months;
use jobbridge::{
    app::housekeeping,
    server::Ambient,
    settings::{MailTransport, Settings, SmtpSecurity},
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

on_both_databases!(
    over_half_a_year_every_end_is_told_once,
    at_midnight_in_china_a_vacancy_is_gone_before_any_job_ran,
    a_renewed_vacancy_is_open_again_and_a_renewal_has_bounds,
    an_employer_is_told_by_mail_and_webhook_that_a_vacancy_ends,
    employers_whose_check_is_due_are_listed_to_the_operator,
);

/// Where the employer of the world is written to.
const CONTACT: &str = "hr1@employer.test";
/// As often as the jobs would never look by themselves in a test.
const NEVER: u64 = 24 * 60 * 60 * 1000;

struct Scene {
    sink: SmtpSink,
    clock: Arc<SetClock>,
    server: TestServer,
    world: World,
}

impl Scene {
    /// A world that began today at ten. The test is the one that keeps house, and does it where it says so.
    async fn start(database: TestDatabase) -> Self {
        let (sink, clock) = (SmtpSink::start(), SetClock::today_at("10:00:00"));
        let ambient = Ambient { clock: clock.clone(), ..Ambient::default() };
        let server = TestServer::start_in(database, ambient, |settings| to_sink(settings, &sink)).await;
        let world = server.world().await;
        Self { sink, clock, server, world }
    }

    /// Posts a vacancy of the world's employer, and waits until it is found.
    async fn post(&self, title: &str, until: i64) -> String {
        let mut body = vacancy(title, title);
        body["valid_until"] = json!(day(until));
        let posted =
            self.server.post("/v1/vacancies").key(&self.world.employer.key).json(&body).expect(201).await;
        let id = posted["id"].as_str().unwrap().to_owned();
        self.until_found(&id).await;
        id
    }

    async fn until_found(&self, id: &str) {
        wait_for("vacancy in the search", Duration::from_secs(30), async || {
            self.finds(id).await.then_some(())
        })
        .await;
    }

    /// Whether the search shows it.
    async fn finds(&self, id: &str) -> bool {
        let page = self.server.get("/v1/search/vacancies?limit=100").expect(200).await;
        page["items"].as_array().unwrap().iter().any(|item| item["id"] == id)
    }

    async fn own(&self, id: &str) -> Value {
        self.server.get(&format!("/v1/vacancies/{id}")).key(&self.world.employer.key).expect(200).await
    }

    /// Keeps house three times at once, as three nodes would.
    async fn keep_house(&self) {
        let app = self.server.app();
        let node = async || {
            housekeeping::expire_vacancies(app).await.unwrap();
            housekeeping::suspend_overdue(app).await.unwrap();
            housekeeping::remind(app).await.unwrap();
        };
        tokio::join!(node(), node(), node());
    }

    /// The mails to the employer's contact, oldest first.
    fn mails(&self) -> Vec<Mail> {
        self.sink.mailbox().mails().into_iter().filter(|mail| mail.to() == CONTACT).collect()
    }

    /// Waits until so many mails went to the contact and nothing is on its way any more.
    async fn until_told(&self, count: usize) {
        let what = format!("{count} mails to the employer");
        wait_for(&what, Duration::from_secs(30), async || (self.mails().len() >= count).then_some(())).await;
        wait_for("empty queue", Duration::from_secs(30), async || {
            let queued =
                self.server.get("/v1/deliveries?state=queued").key(&self.server.operator_key).expect(200);
            queued.await["items"].as_array().unwrap().is_empty().then_some(())
        })
        .await;
        assert_eq!(self.mails().len(), count, "{:?}", self.subjects());
    }

    fn subjects(&self) -> Vec<String> {
        self.mails().iter().map(|mail| mail.subject().to_owned()).collect()
    }

    async fn verify(&self) {
        let path = format!("/v1/employers/{}/verify", self.world.employer.id);
        let verify = self.server.post(&path).key(&self.server.operator_key);
        verify.json(&json!({ "outcome": "verified" })).expect(200).await;
    }

    async fn renew(&self, id: &str, until: i64) -> crate::support::http::Answer {
        let renew = self.server.post(&format!("/v1/vacancies/{id}/renew")).key(&self.world.employer.key);
        renew.json(&json!({ "valid_until": day(until) })).send().await
    }
}

async fn over_half_a_year_every_end_is_told_once(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let due = (today() + Months::new(6) - today()).num_days();
    let ends = scene.post("数控车工甲", 90).await;
    let renewed = scene.post("数控车工乙", 60).await;
    let lasts = scene.post("数控车工丙", due + 100).await;
    let ends_meanwhile = scene.post("数控车工丁", due + 3).await;
    let mut expected: Vec<(i64, &str)> = vec![
        (53, "岗位还有 7 天到期：数控车工乙"),
        (83, "岗位还有 7 天到期：数控车工甲"),
        (89, "岗位还有 1 天到期：数控车工甲"),
        (91, "岗位已到期：数控车工甲"),
        (113, "岗位还有 7 天到期：数控车工乙"),
        (119, "岗位还有 1 天到期：数控车工乙"),
        (121, "岗位已到期：数控车工乙"),
        (due - 30, "单位资质还有 30 天需要复核：深圳样例机械有限公司"),
        (due - 7, "单位资质还有 7 天需要复核：深圳样例机械有限公司"),
        (due - 4, "岗位还有 7 天到期：数控车工丁"),
        (due - 1, "单位资质还有 1 天需要复核：深圳样例机械有限公司"),
        (due + 1, "单位资质已暂停，岗位已撤下：深圳样例机械有限公司"),
    ];
    expected.sort_by_key(|(on, _)| *on);
    for offset in 0..=due + 5 {
        scene.clock.set(offset, "10:00:00");
        scene.keep_house().await;
        if offset == 55 {
            scene.renew(&renewed, 120).await.expect(200);
        }
        let told = expected.iter().filter(|(on, _)| *on <= offset).count();
        if expected.iter().any(|(on, _)| *on == offset) {
            scene.until_told(told).await;
        }
    }
    assert_eq!(scene.subjects(), expected.iter().map(|(_, subject)| *subject).collect::<Vec<_>>());
    assert_eq!(scene.own(&ends).await["status"], "expired");
    let taken_down = scene.own(&lasts).await;
    assert_eq!(taken_down["status"], "suspended");
    assert_eq!(taken_down["status_reasons"][0]["code"], "EMPLOYER_SUSPENDED");
    assert_eq!(scene.own(&ends_meanwhile).await["status"], "expired", "time goes on while it is suspended");
    assert!(!scene.finds(&lasts).await && !scene.finds(&ends_meanwhile).await);
    let mails = scene.mails();
    let suspended = mails.last().unwrap();
    assert!(suspended.text().contains("已撤下的岗位：2 个"), "{}", suspended.text());
    assert_eq!(scene.sink.mailbox().mails().iter().filter(|mail| mail.to().is_empty()).count(), 0);

    scene.verify().await;
    scene.until_found(&lasts).await;
    assert_eq!(scene.own(&lasts).await["status_reasons"], json!([]));
    assert_eq!(scene.own(&ends_meanwhile).await["status"], "expired");
    scene.keep_house().await;
    assert_eq!(scene.subjects().len(), expected.len());
}

async fn at_midnight_in_china_a_vacancy_is_gone_before_any_job_ran(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let id = scene.post("数控车工", 5).await;
    let path = format!("/v1/vacancies/{id}");
    let (home, graduate) = (&scene.world.home.key, &scene.world.graduates[0]);
    let fits = async || {
        let list = scene.server.get(&format!("/v1/graduates/{graduate}/matches")).key(home).expect(200).await;
        list["items"].as_array().unwrap().iter().any(|one| one["vacancy"] == id.as_str())
    };
    scene.clock.set(5, "23:59:59");
    assert!(scene.finds(&id).await && fits().await, "the last day counts to its end");
    scene.server.get(&path).expect(200).await;
    scene.clock.set(6, "00:00:00");
    assert!(!scene.finds(&id).await && !fits().await);
    scene.server.get(&path).send().await.expect_problem(404, "NOT_FOUND");
    let matches = scene.server.get(&format!("{path}/matches")).key(home);
    matches.send().await.expect_problem(404, "NOT_FOUND");
    assert_eq!(scene.own(&id).await["status"], "published", "no job has run yet");
    scene.keep_house().await;
    let own = scene.own(&id).await;
    assert_eq!(own["status"], "expired");
    let history: Vec<_> = own["history"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(history, ["published", "expired"]);
}

async fn a_renewed_vacancy_is_open_again_and_a_renewal_has_bounds(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let id = scene.post("数控车工", 5).await;
    let pointer = |problem: &Value| problem["errors"][0]["pointer"].clone();
    let past = scene.renew(&id, -1).await.expect_problem(422, "INVALID");
    assert_eq!((pointer(&past), &past["errors"][0]["code"]), (json!("/valid_until"), &json!("DATE_IN_PAST")));
    let far = scene.renew(&id, 181).await.expect_problem(422, "INVALID");
    assert_eq!((pointer(&far), &far["errors"][0]["code"]), (json!("/valid_until"), &json!("DATE_TOO_FAR")));
    assert_eq!(scene.renew(&id, 180).await.expect(200)["valid_until"], day(180));
    assert_eq!(scene.renew(&id, 5).await.expect(200)["valid_until"], day(5));

    scene.clock.set(6, "00:00:00");
    scene.keep_house().await;
    assert_eq!(scene.own(&id).await["status"], "expired");
    let renewed = scene.renew(&id, 30).await.expect(200);
    assert_eq!((&renewed["status"], &renewed["valid_until"]), (&json!("published"), &json!(day(30))));
    scene.until_found(&id).await;

    scene.clock.set(31, "00:00:00");
    scene.keep_house().await;
    let path = format!("/v1/vacancies/{id}");
    let patch = |until: i64| {
        let body = json!({ "valid_until": day(until) });
        scene.server.patch(&path).key(&scene.world.employer.key).json(&body).send()
    };
    let far = patch(31 + 181).await.expect_problem(422, "INVALID");
    assert_eq!(far["errors"][0]["code"], "DATE_TOO_FAR");
    assert_eq!(patch(60).await.expect(200)["status"], "published", "a patch of the day does the same");
    scene.until_found(&id).await;

    scene.server.post(&format!("{path}/close")).key(&scene.world.employer.key).expect(200).await;
    scene.renew(&id, 90).await.expect_problem(409, "INVALID_TRANSITION");
    let stranger = scene.server.post(&format!("{path}/renew")).key(&scene.world.home.key);
    stranger.json(&json!({ "valid_until": day(90) })).send().await.expect_problem(403, "FORBIDDEN");
}

async fn an_employer_is_told_by_mail_and_webhook_that_a_vacancy_ends(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let receiver = WebhookReceiver::start(&[]).await;
    let draft = json!({ "url": receiver.url });
    scene.server.post("/v1/webhooks").key(&scene.world.employer.key).json(&draft).expect(201).await;
    let id = scene.post("数控车工", 20).await;
    scene.clock.set(13, "07:59:59");
    scene.keep_house().await;
    scene.clock.set(13, "08:00:00");
    scene.keep_house().await;
    let hook = receiver.wait("vacancy.expiring", 1).await.remove(0).json();
    let told = &hook["data"]["vacancies"];
    assert_eq!((&told[0]["id"], &told[0]["valid_until"]), (&json!(id), &json!(day(20))), "{hook}");
    assert_eq!(told.as_array().unwrap().len(), 1);
    scene.until_told(1).await;
    let mails = scene.mails();
    let mail = &mails[0];
    assert_eq!(mail.subject(), "岗位还有 7 天到期：数控车工");
    assert!(mail.link("/renew").is_some_and(|link| link.contains(&id)), "{}", mail.text());
    assert!(mail.header("List-Unsubscribe").is_none(), "a service message is nothing to be stopped");
    assert!(mail.text().contains("登记的联系邮箱") && mail.html().contains("登记的联系邮箱"));

    scene.clock.set(21, "00:00:00");
    scene.keep_house().await;
    let closed = receiver.wait("vacancy.closed", 1).await.remove(0).json();
    assert_eq!(
        (&closed["data"]["vacancy"]["id"], &closed["data"]["status"]),
        (&json!(id), &json!("expired"))
    );
    scene.until_told(2).await;
    assert_eq!(scene.subjects()[1], "岗位已到期：数控车工");
    receiver.stop().await;
}

async fn employers_whose_check_is_due_are_listed_to_the_operator(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let due = (today() + Months::new(6)).to_string();
    let own = scene.server.get(&format!("/v1/employers/{}", scene.world.employer.id));
    let own = own.key(&scene.world.employer.key).expect(200).await;
    assert_eq!(own["verification"]["due"], due);
    let listed = async |query: &str| {
        let list = scene.server.get(&format!("/v1/employers?{query}")).key(&scene.server.operator_key);
        list.expect(200).await["items"].as_array().unwrap().len()
    };
    assert_eq!(listed(&format!("due_before={due}")).await, 0);
    assert_eq!(listed(&format!("due_before={}", today() + Months::new(7))).await, 1);
    assert_eq!((listed("verification=verified").await, listed("verification=failed").await), (1, 0));
    let bad = scene.server.get("/v1/employers?due_before=soon").key(&scene.server.operator_key);
    bad.send().await.expect_problem(400, "INVALID_PARAMETER");
}

fn to_sink(settings: &mut Settings, sink: &SmtpSink) {
    settings.email.transport = MailTransport::Smtp;
    settings.email.smtp.host = "127.0.0.1".to_owned();
    settings.email.smtp.port = sink.port;
    settings.email.smtp.security = SmtpSecurity::None;
    settings.email.timeout_seconds = 3;
    settings.lifecycle.poll_millis = NEVER;
}
