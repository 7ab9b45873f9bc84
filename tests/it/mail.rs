//! Mail as it goes over the wire: a real SMTP conversation, read by somebody else's parser.

use crate::support::{
    TestDatabase, TestServer, World,
    days::ForwardClock,
    mailbox::Mail,
    on_both_databases,
    smtp_sink::{Mode, SmtpSink},
    wait_for,
    world::vacancy,
};
use chrono::TimeDelta;
use jobbridge::{
    server::Ambient,
    settings::{MailTransport, Settings, SmtpSecurity},
};
use serde_json::{Value, json};
use std::{sync::Arc, time::Duration};

on_both_databases!(
    a_match_is_mailed_in_two_forms_with_a_way_out,
    a_refused_mail_is_given_up_and_its_address_suppressed,
    a_mail_put_off_is_sent_again_under_the_same_message_id,
);

async fn a_match_is_mailed_in_two_forms_with_a_way_out(database: TestDatabase) {
    let sink = SmtpSink::start();
    let (server, world) = start(database, &sink).await;
    subscribe(&server, &world.home.key, "home@school.test", "zh-CN").await;
    subscribe(&server, &world.partner.key, "partner@school.test", "en").await;
    post(&server, &world, "SZ-1", "数控车工(长白班)").await;

    let chinese =
        sink.mailbox().wait("mail to the home school", |mail| mail.to() == "home@school.test").await;
    let english =
        sink.mailbox().wait("mail to the partner school", |mail| mail.to() == "partner@school.test").await;
    for mail in [&chinese, &english] {
        assert_eq!(mail.content_type(), "multipart/alternative");
        assert_eq!(mail.parts(), (1, 1), "one text and its HTML twin");
        assert!(mail.text().contains("数控车工") && mail.html().contains("数控车工"), "{}", mail.text());
        let unsubscribe = mail.header("List-Unsubscribe").unwrap();
        assert!(unsubscribe.contains(&server.url("/unsubscribe/")), "{unsubscribe}");
        assert_eq!(mail.header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
        assert_eq!(mail.header("Auto-Submitted").as_deref(), Some("auto-generated"));
        assert!(mail.has("Date") && mail.has("From"));
        assert!(mail.link("/unsubscribe/").is_some(), "the way out is in the text too");
    }
    assert!(
        chinese.text().contains("退订") && !english.text().contains("退订"),
        "each in its language: {}",
        english.text()
    );
    assert_ne!(chinese.subject(), english.subject());
    assert_ne!(chinese.message_id(), english.message_id());
    unsubscribes_by_one_click(&server, &world, &chinese).await;
}

/// The POST that a mail program sends needs no cookie, and a GET changes nothing.
async fn unsubscribes_by_one_click(server: &TestServer, world: &World, mail: &Mail) {
    let header = mail.header("List-Unsubscribe").unwrap();
    let link = header.split(['<', '>']).find(|part| part.starts_with("http")).unwrap();
    let path = link.strip_prefix(&server.url("")).unwrap();
    let is_active = async || {
        let list = server.get("/v1/subscriptions").key(&world.home.key).expect(200).await;
        list["items"].as_array().unwrap().iter().any(|subscription| subscription["active"] == true)
    };
    assert_eq!(server.get(path).send().await.status, 200);
    assert!(is_active().await, "looking at the page changes nothing");
    let form = "application/x-www-form-urlencoded";
    let answer = server.post(path).body(form, "List-Unsubscribe=One-Click").send().await;
    assert!((200..400).contains(&answer.status), "{}", answer.text());
    assert!(!is_active().await);
}

async fn a_refused_mail_is_given_up_and_its_address_suppressed(database: TestDatabase) {
    let sink = SmtpSink::start();
    sink.mode(Mode::Never);
    let (server, world) = start(database, &sink).await;
    subscribe(&server, &world.home.key, "home@school.test", "zh-CN").await;
    post(&server, &world, "SZ-1", "数控车工").await;
    let delivery = finished(&server, &world, 1).await;
    assert_eq!(delivery["state"], "dead", "{delivery}");
    let whole = newest(&server, &world).await.unwrap();
    let attempts = whole["attempts"].as_array().unwrap();
    assert_eq!(
        (attempts.len(), &attempts[0]["status"], &attempts[0]["outcome"]),
        (1, &json!(550), &json!("gave_up"))
    );

    sink.mode(Mode::Accept);
    post(&server, &world, "SZ-2", "数控铣工").await;
    let delivery = finished(&server, &world, 2).await;
    assert_eq!(
        delivery["state"], "suppressed",
        "an address that does not exist is not written to again: {delivery}"
    );
    assert!(sink.mailbox().mails().is_empty());
}

async fn a_mail_put_off_is_sent_again_under_the_same_message_id(database: TestDatabase) {
    let sink = SmtpSink::start();
    sink.mode(Mode::Later);
    let clock = Arc::new(ForwardClock::default());
    let ambient = Ambient { clock: clock.clone(), ..Ambient::default() };
    let server = TestServer::start_in(database, ambient, |settings| to_sink(settings, &sink)).await;
    let world = server.world().await;
    subscribe(&server, &world.home.key, "home@school.test", "zh-CN").await;
    post(&server, &world, "SZ-1", "数控车工").await;
    let whole = wait_for("attempt that was put off", Duration::from_secs(30), async || {
        let whole = newest(&server, &world).await?;
        (whole["attempt_count"] == 1).then_some(whole)
    })
    .await;
    let attempt = &whole["attempts"][0];
    assert_eq!((&attempt["status"], &attempt["outcome"]), (&json!(451), &json!("retry")), "{whole}");
    assert_eq!(whole["state"], "queued");

    sink.mode(Mode::Accept);
    clock.advance(TimeDelta::hours(12));
    let mail = sink.mailbox().wait("mail after the pause", |mail| mail.to() == "home@school.test").await;
    assert_eq!(
        mail.message_id(),
        sink.refused()[0].message_id(),
        "the other side can tell it is the same mail"
    );
    let whole = wait_for("delivered mail", Duration::from_secs(10), async || {
        let whole = newest(&server, &world).await?;
        (whole["state"] == "delivered").then_some(whole)
    })
    .await;
    assert_eq!(whole["attempts"].as_array().unwrap().len(), 2, "{whole}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_file_transport_writes_the_same_mail() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    subscribe(&server, &world.home.key, "home@school.test", "zh-CN").await;
    post(&server, &world, "SZ-1", "数控车工").await;
    let mail = server.mailbox().wait("mail in a file", |mail| mail.to() == "home@school.test").await;
    assert_eq!((mail.content_type().as_str(), mail.parts()), ("multipart/alternative", (1, 1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mail_whose_fate_is_unknown_is_sent_again_under_the_same_message_id() {
    let sink = SmtpSink::start();
    sink.mode(Mode::Stall);
    let (server, world) = start(TestDatabase::sqlite(), &sink).await;
    subscribe(&server, &world.home.key, "home@school.test", "zh-CN").await;
    post(&server, &world, "SZ-1", "数控车工").await;
    let envelopes = wait_for("stalled mail", Duration::from_secs(30), async || {
        let envelopes = sink.envelopes();
        (!envelopes.is_empty()).then_some(envelopes)
    })
    .await;
    assert_eq!(envelopes[0]["to"], json!(["home@school.test"]));
    let whole = wait_for("attempt of unknown fate", Duration::from_secs(30), async || {
        let whole = newest(&server, &world).await?;
        (whole["attempt_count"] == 1).then_some(whole)
    })
    .await;
    assert_eq!(whole["state"], "queued", "{whole}");
    let outcome = whole["attempts"][0]["outcome"].as_str().unwrap();
    assert!(["unknown", "retry"].contains(&outcome), "{whole}");
}

/// A server whose mail goes to the sink.
async fn start(database: TestDatabase, sink: &SmtpSink) -> (TestServer, World) {
    let server = TestServer::start_with(database, |settings| to_sink(settings, sink)).await;
    let world = server.world().await;
    (server, world)
}

fn to_sink(settings: &mut Settings, sink: &SmtpSink) {
    settings.email.transport = MailTransport::Smtp;
    settings.email.smtp.host = "127.0.0.1".to_owned();
    settings.email.smtp.port = sink.port;
    settings.email.smtp.security = SmtpSecurity::None;
    settings.email.timeout_seconds = 3;
}

async fn subscribe(server: &TestServer, key: &str, address: &str, language: &str) {
    let draft = json!({ "kind": "events", "events": ["match.found"], "channel": { "email": address },
        "frequency": "immediate", "language": language });
    server.post("/v1/subscriptions").key(key).json(&draft).expect(201).await;
}

async fn post(server: &TestServer, world: &World, reference: &str, title: &str) {
    server.post("/v1/vacancies").key(&world.employer.key).json(&vacancy(reference, title)).expect(201).await;
}

async fn deliveries(server: &TestServer, world: &World) -> Vec<Value> {
    let list = server.get("/v1/deliveries").key(&world.home.key).expect(200).await;
    list["items"].as_array().unwrap().clone()
}

/// The home school's newest delivery with its attempts.
async fn newest(server: &TestServer, world: &World) -> Option<Value> {
    let list = deliveries(server, world).await;
    let id = list.first()?["id"].as_str()?;
    Some(server.get(&format!("/v1/deliveries/{id}")).key(&world.home.key).expect(200).await)
}

/// Waits until the home school has `count` deliveries and the newest of them is finished.
async fn finished(server: &TestServer, world: &World, count: usize) -> Value {
    wait_for("finished delivery", Duration::from_secs(30), async || {
        let list = deliveries(server, world).await;
        (list.len() == count && list[0]["state"] != "queued").then(|| list[0].clone())
    })
    .await
}
