//! One graduate, two schools, one employer and its vacancy, synthetic, and what they need around them.

use crate::{
    app::{
        App, Policy, subscriptions,
        vacancies::{Renewal, renew_vacancy},
    },
    delivery::{
        email::{FileTransport, MailAddress, Mailer, Transport},
        webhook::{WebhookClient, WebhookPolicy},
    },
    domain::{
        clock::Clock,
        consent::{Consent, Purpose},
        delivery::{Delivery, DeliveryState},
        email_address::EmailAddress,
        employer::{Employer, EmployerProfile, Verification, VerificationState},
        entropy::SeededEntropy,
        event::EventKind,
        graduate::{Graduate, SchoolLink, SchoolRole},
        ids::{SchoolId, VacancyId},
        language::{Bilingual, Language},
        matching::{Weights, fixtures},
        party::{Actor, Party, Role},
        refusal::Code,
        region::RegionCode,
        school::{School, SchoolKind, SchoolProfile},
        subscription::{Channel, Frequency, Interest},
        uscc::{Uscc, check_character},
        vacancy::{Cause, Review, StatusEvent, StatusReason, Vacancy},
    },
    jobs::{Senders, index},
    store::{Store, StoreKey, StoreOptions, changes::Subject},
};
use chrono::{DateTime, TimeDelta, Utc};
use jobbridge_index::{IndexOptions, SearchIndex, Vocabulary};
use std::{
    sync::{Arc, LazyLock, Mutex},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// Reading the dictionaries takes a while: once for all tests.
static WORDS: LazyLock<Arc<Vocabulary>> = LazyLock::new(|| Arc::new(Vocabulary::load().unwrap()));

/// Stands still at the day of the scenarios until it is advanced.
struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

pub(super) struct World {
    pub(super) app: Arc<App>,
    pub(super) vacancy: Vacancy,
    graduate: Graduate,
    clock: Arc<TestClock>,
    directory: tempfile::TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let start = "2026-06-20T10:00:00+08:00".parse().unwrap();
        let clock = Arc::new(TestClock(Mutex::new(start)));
        let app = app(directory.path(), clock.clone()).await;
        let world = Self { app, vacancy: fixtures::vacancy(), graduate: graduate(), clock, directory };
        world.enter().await;
        world
    }

    /// Everybody but the vacancy.
    async fn enter(&self) {
        let (employer, graduate) = (employer(), self.graduate.clone());
        let schools = [school(self.home_school(), "home"), school(self.partner_school(), "partner")];
        let written = self.app.store.write(move |tx| async move {
            tx.insert_employer(&employer).await?;
            for school in &schools {
                tx.insert_school(school).await?;
            }
            tx.insert_programme(&fixtures::programme()).await?;
            tx.insert_graduate(&graduate).await?;
            tx.record_change(Subject::Graduate(graduate.id)).await
        });
        written.await.unwrap();
    }

    pub(super) fn home_school(&self) -> SchoolId {
        fixtures::programme().plan.home_school.unwrap()
    }

    pub(super) fn partner_school(&self) -> SchoolId {
        fixtures::programme().plan.partner_school.unwrap()
    }

    pub(super) async fn publish(&self) {
        self.publish_as(self.vacancy.clone()).await;
    }

    /// The vacancy enters the review.
    pub(super) async fn hold(&self) {
        let mut vacancy = self.vacancy.clone();
        (vacancy.history, vacancy.published_at) = (Vec::new(), None);
        vacancy.review.open = vec![StatusReason {
            quote: Some("男士优先".to_owned()),
            article: Some(Bilingual::new("《就业促进法》第二十七条", "Employment Promotion Law, article 27")),
            ..StatusReason::new(Code::CopiedText)
        }];
        let told = vacancy.begin(true, Cause::by(Role::Employer, self.app.now()));
        let event = told.map(|kind| self.app.event(kind, vacancy.id)).unwrap();
        let written = self.app.store.write(move |tx| async move {
            tx.insert_vacancy(&vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            tx.record_event(&event).await
        });
        written.await.unwrap();
    }

    /// The operator decides on it.
    pub(super) async fn decide(&self, status: StatusEvent, review: impl FnOnce(&mut Review)) {
        let mut vacancy = self.app.store.vacancy(self.vacancy.id).await.unwrap().unwrap();
        review(&mut vacancy.review);
        let told = vacancy.undergo(status, Cause::by(Role::Operator, self.app.now())).unwrap();
        let event = told.map(|kind| self.app.event(kind, vacancy.id)).unwrap();
        let written = self.app.store.write(move |tx| async move {
            tx.update_vacancy(&mut vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            tx.record_event(&event).await
        });
        written.await.unwrap();
    }

    /// The same under another id.
    pub(super) async fn publish_another(&self) {
        let id = VacancyId(uuid::Uuid::from_u128(55));
        self.publish_as(Vacancy { id, ..self.vacancy.clone() }).await;
    }

    pub(super) async fn publish_as(&self, vacancy: Vacancy) {
        let event = self.app.event(EventKind::VacancyPublished, vacancy.id);
        let written = self.app.store.write(move |tx| async move {
            tx.insert_vacancy(&vacancy).await?;
            tx.record_change(Subject::Vacancy(vacancy.id)).await?;
            tx.record_event(&event).await
        });
        written.await.unwrap();
    }

    pub(super) async fn graduate_wants_mail(&self, frequency: Frequency) {
        let interest = Interest::Events { events: vec![EventKind::MatchFound] };
        let address = self.graduate.person.email.clone().unwrap();
        self.subscribe_at(Party::Graduate(self.graduate.id), interest, address, frequency).await;
    }

    pub(super) async fn subscribe(&self, owner: Party, interest: Interest, address: &str) {
        let address = EmailAddress::parse(address).unwrap();
        self.subscribe_at(owner, interest, address, Frequency::Immediate).await;
    }

    async fn subscribe_at(
        &self,
        owner: Party,
        interest: Interest,
        address: EmailAddress,
        frequency: Frequency,
    ) {
        let channel = Channel::Email(address);
        let subscription =
            subscriptions::make(&self.app, owner, interest, channel, frequency, Language::Chinese);
        let written =
            self.app.store.write(move |tx| async move { tx.insert_subscription(&subscription).await });
        written.await.unwrap();
    }

    pub(super) async fn withdraw(&self, purpose: Purpose) {
        let mut graduate = self.app.store.graduate(self.graduate.id).await.unwrap().unwrap();
        for consent in graduate.consents.iter_mut().filter(|consent| consent.purpose == purpose) {
            consent.withdrawn_at = Some(self.app.now());
        }
        let written = self.app.store.write(move |tx| async move { tx.update_graduate(&mut graduate).await });
        written.await.unwrap();
    }

    pub(super) fn advance(&self, by: TimeDelta) {
        *self.clock.0.lock().unwrap() += by;
    }

    pub(super) fn senders(&self) -> Senders {
        let sender = MailAddress { name: None, address: "notify@jobbridge.example".to_owned() };
        let transport = Transport::File(FileTransport::new(self.directory.path().join("mail")));
        Senders {
            mailer: Mailer::new(&sender, None, transport).unwrap(),
            webhooks: WebhookClient::new(WebhookPolicy::LOOPBACK).unwrap(),
        }
    }

    pub(super) async fn deliveries(&self) -> Vec<Delivery> {
        self.app.store.deliveries_of(None, None, None, 100).await.unwrap()
    }

    /// Waits until at least so many deliveries are in the state.
    pub(super) async fn settled(&self, count: usize, state: DeliveryState) {
        self.until(async || {
            let deliveries = self.deliveries().await;
            deliveries.iter().filter(|delivery| delivery.state == state).count() >= count
        })
        .await;
    }

    pub(super) fn mails(&self) -> Vec<String> {
        let Ok(files) = std::fs::read_dir(self.directory.path().join("mail")) else { return Vec::new() };
        let paths = files.map(|file| file.unwrap().path());
        let mails = paths.filter(|path| path.extension().is_some_and(|extension| extension == "eml"));
        mails.map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    /// Subject and text of every mail, in no order.
    pub(super) fn read(&self) -> Vec<(String, String)> {
        let parse = |mail: &String| {
            let mail = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
            (
                mail.subject().unwrap_or_default().to_owned(),
                mail.body_text(0).unwrap_or_default().into_owned(),
            )
        };
        self.mails().iter().map(parse).collect()
    }

    /// Its employer renews a vacancy for a hundred days.
    pub(super) async fn renew(&self, id: VacancyId) {
        let valid_until = self.app.today() + chrono::Days::new(100);
        let employer = Actor::of(Party::Employer(self.vacancy.employer));
        renew_vacancy(&self.app, employer, id, None, Renewal { valid_until }).await.unwrap();
    }

    pub(super) async fn first_mail(&self) -> String {
        self.until(async || !self.mails().is_empty()).await;
        self.mails().remove(0)
    }

    pub(super) async fn verified(&self) -> bool {
        index::verify(&self.app).await.unwrap().agrees()
    }

    pub(super) async fn until(&self, mut done: impl AsyncFnMut() -> bool) {
        let waiting = async {
            while !done().await {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), waiting)
            .await
            .expect("it did not happen in 30 seconds");
    }
}

async fn app(directory: &std::path::Path, clock: Arc<TestClock>) -> Arc<App> {
    let entropy = Arc::new(SeededEntropy::new(1));
    let store = Store::connect(StoreOptions {
        url: format!("sqlite://{}", directory.join("jobbridge.db").display()),
        key: StoreKey::new([7; 32]),
        max_connections: 4,
        clock: clock.clone(),
        entropy: entropy.clone(),
    });
    let store = store.await.unwrap();
    let words = Arc::clone(&WORDS);
    let opened =
        SearchIndex::open(&directory.join("index"), words.clone(), &IndexOptions::default()).unwrap();
    let policy = Policy {
        public_url: "https://jobbridge.example".to_owned(),
        weights: Weights::default(),
        alert_threshold: 0.5,
        candidates: 100,
        link_key: "for tests alone".to_owned().into(),
        imports: crate::app::vacancy_imports::ImportPolicy::default(),
        search: crate::app::search::SearchPolicy::default(),
        rounds: crate::app::rounds::RoundPolicy::default(),
        ready_lag: 100,
        renewal_days: 180,
        partnership_days: 7,
        offer_days: 7,
    };
    let ambient: (Arc<dyn Clock>, Arc<dyn crate::domain::entropy::Entropy>) = (clock, entropy);
    Arc::new(App::new(store, Arc::new(opened.index), words, ambient, policy, Box::new(|_| Ok(()))))
}

fn employer() -> Employer {
    let body = "91440300MA5EXAMP0";
    let code = format!("{body}{}", check_character(body).unwrap());
    let at = fixtures::vacancy().created_at;
    Employer {
        id: fixtures::vacancy().employer,
        version: 1,
        profile: EmployerProfile {
            name: "深圳市示例精密机械有限公司（示例）".to_owned(),
            uscc: Uscc::parse(&code).unwrap(),
            region: RegionCode::parse("4403").unwrap(),
            email: EmailAddress::parse("hr@employer.example").unwrap(),
            phone: None,
            description: String::new(),
            labour_dispatch: false,
            synthetic: true,
        },
        verification: Verification { state: VerificationState::Verified, ..Verification::pending() },
        created_at: at,
        updated_at: at,
    }
}

fn school(id: SchoolId, name: &str) -> School {
    let at = fixtures::vacancy().created_at;
    School {
        id,
        version: 1,
        profile: SchoolProfile {
            name: format!("示例学校 {name}"),
            kind: SchoolKind::Vocational,
            region: RegionCode::parse("3302").unwrap(),
            email: EmailAddress::parse(&format!("office@{name}.example")).unwrap(),
            synthetic: true,
        },
        created_at: at,
        updated_at: at,
    }
}

/// At both schools, agreeing to everything.
fn graduate() -> Graduate {
    let mut graduate = fixtures::graduate();
    let from = "2023-09-01".parse().unwrap();
    let plan = fixtures::programme().plan;
    let link = |school, role| SchoolLink { school, role, from, to: None };
    graduate.links = vec![
        link(plan.home_school.unwrap(), SchoolRole::Origin),
        link(plan.partner_school.unwrap(), SchoolRole::Registered),
    ];
    graduate.person.email = Some(EmailAddress::parse("graduate@example.org").unwrap());
    let at = graduate.created_at;
    graduate.consents = [Purpose::Matching, Purpose::Alerts]
        .map(|purpose| Consent { purpose, from: at, withdrawn_at: None })
        .to_vec();
    graduate
}

/// An endpoint that answers everything with one status and remembers what it was sent.
pub(super) struct Endpoint {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Endpoint {
    pub(super) async fn start(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut bytes = vec![0; 64 * 1024];
                let mut length = 0;
                // The body ends with the brace that closes it; nothing else is sent here.
                while !bytes[..length].ends_with(b"}") {
                    let Ok(read) = stream.read(&mut bytes[length..]).await else { break };
                    if read == 0 {
                        break;
                    }
                    length += read;
                }
                kept.lock().unwrap().push(String::from_utf8_lossy(&bytes[..length]).into_owned());
                let answer =
                    format!("HTTP/1.1 {status} Said\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        Self { port, requests }
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/hook", self.port)
    }

    pub(super) async fn first_request(&self) -> String {
        for _ in 0..1_500 {
            if let Some(request) = self.requests.lock().unwrap().first() {
                return request.clone();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("nothing was sent in 30 seconds")
    }
}
