//! The employer is told why: by mail to its contact over a real SMTP conversation, and by webhook, without a word of
//! what others may not know.

use super::{draft, path_of, post};
use crate::support::{
    TestDatabase, TestServer,
    mailbox::Mail,
    on_both_databases,
    receiver::WebhookReceiver,
    smtp_sink::SmtpSink,
    world::{self, Organisation},
};
use jobbridge::settings::{MailTransport, SmtpSecurity};
use serde_json::{Value, json};

on_both_databases!(
    an_employer_is_told_of_words_that_are_held,
    an_employer_is_told_what_the_operator_asks_and_why_it_refuses,
);

struct Told {
    sink: SmtpSink,
    receiver: WebhookReceiver,
    server: TestServer,
    employer: Organisation,
}

impl Told {
    async fn start(database: TestDatabase) -> Self {
        let (sink, receiver) = (SmtpSink::start(), WebhookReceiver::start(&[]).await);
        let server = TestServer::start_with(database, |settings| {
            settings.email.transport = MailTransport::Smtp;
            settings.email.smtp.host = "127.0.0.1".to_owned();
            settings.email.smtp.port = sink.port;
            settings.email.smtp.security = SmtpSecurity::None;
        })
        .await;
        let employer =
            world::verified_employer(&server, &server.operator_key, 8, "宁波样例模具有限公司").await;
        let hook = json!({ "url": receiver.url });
        server.post("/v1/webhooks").key(&employer.key).json(&hook).expect(201).await;
        Self { sink, receiver, server, employer }
    }

    /// Posts words that another employer said first: they are held.
    async fn held(&self) -> Value {
        let first =
            world::verified_employer(&self.server, &self.server.operator_key, 7, "深圳样例机械有限公司")
                .await;
        post(&self.server, &first.key, &draft("数控车工")).await.expect(201);
        let held = post(&self.server, &self.employer.key, &draft("数控车工")).await.expect(201);
        assert_eq!(held["status"], "in_review", "{held}");
        held
    }

    async fn mail(&self, subject: &str) -> Mail {
        let wanted = |mail: &Mail| mail.to() == "hr8@employer.test" && mail.subject().contains(subject);
        self.sink.mailbox().wait(subject, wanted).await
    }

    async fn decide(&self, vacancy: &Value, decision: Value) {
        let path = format!("{}/review", path_of(vacancy));
        self.server.post(&path).key(&self.server.operator_key).json(&decision).expect(200).await;
    }
}

async fn an_employer_is_told_of_words_that_are_held(database: TestDatabase) {
    let told = Told::start(database).await;
    let held = told.held().await;
    let reason = &held["status_reasons"][0];
    let mail = told.mail("岗位正在人工审核：数控车工").await;
    for part in ["code", "message"] {
        let said = reason[part].as_str().unwrap_or_else(|| panic!("no {part}: {reason}"));
        assert!(mail.text().contains(said) && mail.html().contains(said), "{part} {said}: {}", mail.text());
    }
    assert!(mail.link(&path_of(&held)).is_some(), "{}", mail.text());
    assert!(mail.header("List-Unsubscribe").is_none(), "a service message is nothing to be stopped");
    let hook = told.receiver.wait("vacancy.held", 1).await.remove(0).json();
    assert_eq!((&hook["data"]["vacancy"]["id"], &hook["data"]["status"]), (&held["id"], &json!("in_review")));
    for part in ["code", "message", "pointer", "span", "quote", "article"] {
        assert_eq!(hook["data"]["status_reasons"][0][part], reason[part], "{part}");
    }
    let body = hook.to_string();
    assert!(!body.contains("hr8@") && !body.contains("13800000000"), "{body}");
}

async fn an_employer_is_told_what_the_operator_asks_and_why_it_refuses(database: TestDatabase) {
    let told = Told::start(database).await;
    let held = told.held().await;
    told.mail("岗位正在人工审核").await;
    told.decide(&held, json!({ "decision": "ask", "reason": "请写明班次和加班情况" })).await;
    let asked = told.mail("请修改岗位：数控车工").await;
    assert!(asked.text().contains("请写明班次和加班情况") && asked.html().contains("请写明班次和加班情况"));
    told.decide(&held, json!({ "decision": "refuse", "reason": "岗位与实际工作不符" })).await;
    let refused = told.mail("岗位未能发布：数控车工").await;
    assert!(refused.text().contains("岗位与实际工作不符"), "{}", refused.text());
    let hook = told.receiver.wait("vacancy.refused", 1).await.remove(0).json();
    assert_eq!(hook["data"]["status_reasons"][0]["message"], "岗位与实际工作不符");
    let held_twice = told.receiver.wait("vacancy.held", 2).await;
    assert_eq!(held_twice.len(), 2, "held, and asked");
    let ids: Vec<_> = [&asked, &refused].map(|mail| mail.message_id().to_owned()).into_iter().collect();
    assert_ne!(ids[0], ids[1]);
}
