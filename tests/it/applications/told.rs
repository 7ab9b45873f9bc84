//! Who is told of applications and seats: by mail, once, and only what is still so.

use super::Scene;
use crate::support::{TestDatabase, mailbox::Mail, on_both_databases, receiver::WebhookReceiver, wait_for};
use jobbridge::app::applications;
use serde_json::json;
use std::time::Duration;

on_both_databases!(
    each_step_is_told_to_those_it_concerns,
    an_offer_that_was_answered_in_between_is_not_told,
    a_closed_vacancy_is_told_to_who_applied_and_reserved_seats_to_their_class,
    an_employer_hears_of_applications_once_a_day_and_by_webhook_at_once,
);

impl Scene {
    fn mails_to(&self, address: &str) -> Vec<Mail> {
        let all = self.server.mailbox().mails().into_iter().filter(|mail| mail.to() == address);
        // A graduate has a daily mail of matches too, which is not what is looked at here.
        all.filter(|mail| !mail.text().contains("适合你的新岗位")).collect()
    }

    fn subjects_to(&self, address: &str) -> Vec<String> {
        self.mails_to(address).iter().map(|mail| mail.subject().to_owned()).collect()
    }

    /// Waits until the address has so many mails.
    async fn until_told(&self, address: &str, count: usize) {
        let what = format!("{count} mails to {address}");
        wait_for(&what, Duration::from_secs(30), async || {
            (self.mails_to(address).len() >= count).then_some(())
        })
        .await;
        self.until_quiet().await;
        assert_eq!(self.mails_to(address).len(), count, "{:?}", self.subjects_to(address));
    }

    /// Waits until nothing is on its way.
    async fn until_quiet(&self) {
        wait_for("empty queue", Duration::from_secs(30), async || {
            let queued = self.server.get("/v1/deliveries?state=queued").key(&self.server.operator_key);
            queued.expect(200).await["items"].as_array().unwrap().is_empty().then_some(())
        })
        .await;
    }
}

const GRADUATE: &str = "g1@graduate.test";
const HOME: &str = "home@school.test";
const PARTNER: &str = "partner@school.test";

async fn each_step_is_told_to_those_it_concerns(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let employer = scene.world.employer.key.clone();
    let id = scene.applied(&one, &vacancy).await;
    let interview = json!({ "to": "interview", "at": "2026-06-23T09:30:00+08:00" });
    scene.moves(&employer, &id, interview).await.expect(200);
    scene.until_told(GRADUATE, 1).await;
    scene.until_told(HOME, 1).await;
    let first = &scene.mails_to(GRADUATE)[0];
    assert_eq!(first.subject(), "面试时间：2026年6月23日 09:30：数控车工");
    assert!(first.text().contains("求职进展"), "{}", first.text());
    scene.offer(&id).await;
    scene.until_told(GRADUATE, 2).await;
    scene.until_told(HOME, 2).await;
    let offer = &scene.mails_to(GRADUATE)[1];
    assert_eq!(offer.subject(), "你收到录用通知：数控车工");
    assert!(offer.text().contains("名额为你保留到 2026年7月20日 18:00"), "{}", offer.text());
    scene.clock.put("2026-07-19T10:00:00+08:00");
    assert_eq!(applications::remind_of_offers(scene.server.app()).await.unwrap(), 1);
    scene.until_told(GRADUATE, 3).await;
    scene.accept(&one, &id).await.expect(200);
    scene.until_told(HOME, 3).await;
    scene.moves(&employer, &id, json!({ "to": "signed" })).await.expect(200);
    scene.until_told(HOME, 4).await;
    let subjects = scene.subjects_to(HOME);
    assert_eq!(
        subjects[1..],
        ["学生收到录用通知：数控车工", "学生接受了录用：数控车工", "学生签了合同：数控车工"]
    );
    assert!(scene.mails_to(HOME)[3].text().contains("样例甲"));
    assert_eq!(scene.mails_to(GRADUATE).len(), 3, "of what they did themselves nobody is told");
}

async fn an_offer_that_was_answered_in_between_is_not_told(database: TestDatabase) {
    // Nothing is sent until the test has answered.
    let scene = Scene::start_with(database, |settings| settings.alerts.poll_millis = 50).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let id = scene.applied(&one, &vacancy).await;
    let (offered, withdrawn) = (json!({ "to": "offered" }), json!({ "to": "withdrawn" }));
    scene.moves(&scene.world.employer.key, &id, offered).await.expect(200);
    scene.moves(&one.key, &id, withdrawn).await.expect(200);
    let mine = async || {
        let page = scene.server.get("/v1/deliveries?limit=100").key(&one.key).expect(200).await;
        page["items"].as_array().unwrap().clone()
    };
    wait_for("delivery", Duration::from_secs(30), async || (!mine().await.is_empty()).then_some(())).await;
    scene.until_quiet().await;
    let sent = mine().await.iter().filter(|one| one["state"] == "delivered").count();
    let suppressed = mine().await.iter().filter(|one| one["state"] == "suppressed").count();
    assert_eq!((sent + suppressed, scene.mails_to(GRADUATE).len()), (1, sent));
}

async fn a_closed_vacancy_is_told_to_who_applied_and_reserved_seats_to_their_class(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let programme = scene.world.programme.clone();
    let vacancy = scene
        .post("数控车工", |body| {
            body["reserved"] = json!([{ "programme": programme, "seats": 4, "until": "2026-06-30" }]);
        })
        .await;
    let app = scene.server.app();
    assert_eq!(applications::announce_seats(app).await.unwrap(), 1);
    scene.until_told(GRADUATE, 1).await;
    scene.until_told(HOME, 1).await;
    scene.until_told(PARTNER, 1).await;
    assert_eq!(scene.subjects_to(GRADUATE), ["订单班有 4 个名额：数控车工"]);
    scene.clock.put("2026-06-23T08:00:00+08:00");
    assert_eq!(applications::announce_seats(app).await.unwrap(), 1);
    scene.until_told("hr1@employer.test", 1).await;
    assert_eq!(scene.subjects_to("hr1@employer.test"), ["订单班还有 4 个名额没用：数控车工"]);
    let one = scene.person(&scene.world.graduates[0]).await;
    scene.applied(&one, &vacancy).await;
    let close = scene.server.post(&format!("/v1/vacancies/{vacancy}/close")).key(&scene.world.employer.key);
    close.expect(200).await;
    scene.until_told(GRADUATE, 2).await;
    assert_eq!(scene.subjects_to(GRADUATE)[1], "应聘的岗位已关闭：数控车工");
    scene.until_told(HOME, 3).await;
    assert_eq!(scene.mails_to("g2@graduate.test").len(), 1, "who did not apply is not told");
}

async fn an_employer_hears_of_applications_once_a_day_and_by_webhook_at_once(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let employer = scene.world.employer.key.clone();
    let receiver = WebhookReceiver::start(&[]).await;
    // Of what an endpoint is told at once, the employer need not hear once a day: this one wants to know less.
    let hook = json!({ "url": receiver.url, "events": ["application.accepted", "application.withdrawn"] });
    scene.server.post("/v1/webhooks").key(&employer).json(&hook).expect(201).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    for place in [0, 1] {
        let person = scene.person(&scene.world.graduates[place]).await;
        let id = scene.applied(&person, &vacancy).await;
        if place == 0 {
            scene
                .moves(&person.key, &id, json!({ "to": "withdrawn", "reason": "离家太远" }))
                .await
                .expect(200);
        }
    }
    let body = receiver.wait("application.withdrawn", 1).await[0].json();
    assert_eq!(body["data"]["application"]["state"], "withdrawn");
    assert_eq!(body["data"]["vacancy"]["id"], json!(vacancy));
    // Both are told of by now, and the first made the digest.
    let own = scene.server.get("/v1/subscriptions").key(&employer).expect(200).await;
    let daily =
        own["items"].as_array().unwrap().iter().find(|one| one["frequency"] == "daily").unwrap().clone();
    assert_eq!(daily["channel"], json!({ "email": "hr1@employer.test" }));
    scene.clock.put("2026-06-21T08:00:00+08:00");
    scene.until_told("hr1@employer.test", 1).await;
    let mail = &scene.mails_to("hr1@employer.test")[0];
    assert_eq!(mail.subject(), "有人应聘：数控车工", "who withdrew is not told any more");
    assert!(mail.text().contains("未公开姓名"), "{}", mail.text());
    receiver.stop().await;
}
