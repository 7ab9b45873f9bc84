//! Applications, offers and seats, through HTTP on both databases.

mod last_seat;
mod order_class;
mod steps;
mod told;
mod visibility;

use crate::support::{
    TestDatabase, TestServer, World,
    days::SetClock,
    http::{Answer, Request},
    people::identity_number,
    world::{Organisation, import, vacancy},
};
use jobbridge::server::Ambient;
use serde_json::{Value, json};
use std::{fmt::Write, sync::Arc};

/// The day on which these tests begin.
const TODAY: &str = "2026-06-20T10:00:00+08:00";

/// A world on a day of its own, and whoever acts in it by key.
struct Scene {
    clock: Arc<SetClock>,
    server: TestServer,
    world: World,
}

/// A graduate with a key.
#[derive(Debug, Clone)]
struct Person {
    id: String,
    key: String,
}

impl Scene {
    async fn start(database: TestDatabase) -> Self {
        Self::start_with(database, |_| {}).await
    }

    async fn start_with(
        database: TestDatabase,
        change: impl FnOnce(&mut jobbridge::settings::Settings),
    ) -> Self {
        let clock = SetClock::standing(TODAY);
        let ambient = Ambient { clock: clock.clone(), ..Ambient::default() };
        let server = TestServer::start_in(database, ambient, |settings| {
            // The test is the one that keeps house.
            settings.lifecycle.poll_millis = 24 * 60 * 60 * 1000;
            change(settings);
        })
        .await;
        let world = server.world_on("2026-06-20".parse().unwrap()).await;
        Self { clock, server, world }
    }

    /// Posts a vacancy of the world's employer.
    async fn post(&self, title: &str, change: impl FnOnce(&mut Value)) -> String {
        let mut body = vacancy(title, title);
        body["valid_until"] = json!("2026-09-30");
        change(&mut body);
        let posted = self.server.post("/v1/vacancies").key(&self.world.employer.key).json(&body);
        let posted = posted.expect(201).await;
        assert_eq!(posted["status"], "published", "{posted}");
        posted["id"].as_str().unwrap().to_owned()
    }

    async fn person(&self, id: &str) -> Person {
        Person { id: id.to_owned(), key: self.server.key_for(id).await }
    }

    /// So many more graduates of a school, who agreed to everything.
    async fn people(&self, school: &Organisation, programme: &str, class: &str, count: u32) -> Vec<Person> {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let mut csv = "姓名,身份证件号,班级名称,专业代码,专业名称,邮箱,毕业日期,技能,同意事项\n".to_owned();
        for _ in 0..count {
            let number = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let (county, day) = (["451031", "452601"][number as usize / 900 % 2], 1 + number / 900);
            let identity = identity_number(county, &format!("200705{day:02}"), 100 + number % 900);
            let skills = "\"数控车床操作(第1阶段,2025-02);识图(第1阶段,2025-02)\"";
            writeln!(
                csv,
                "样例{number},{identity},{class},660103,数控技术应用,p{number}@graduate.test,2026-06-30,{skills},匹配;提醒;联系"
            )
            .unwrap();
        }
        let mut people = Vec::new();
        for id in import(&self.server, &school.key, programme, &csv).await {
            people.push(self.person(&id).await);
        }
        people
    }

    fn apply(&self, who: &Person, vacancy: &str) -> Request {
        self.server.post("/v1/applications").key(&who.key).json(&json!({ "vacancy": vacancy }))
    }

    async fn applied(&self, who: &Person, vacancy: &str) -> String {
        let answer = self.apply(who, vacancy).expect(201).await;
        answer["id"].as_str().unwrap().to_owned()
    }

    /// A move by whoever has the key.
    async fn moves(&self, key: &str, application: &str, body: Value) -> Answer {
        let path = format!("/v1/applications/{application}/transitions");
        self.server.post(&path).key(key).json(&body).send().await
    }

    async fn offer(&self, application: &str) -> Value {
        let body = json!({ "to": "offered", "deadline": "2026-07-20T18:00:00+08:00" });
        self.moves(&self.world.employer.key, application, body).await.expect(200)
    }

    async fn accept(&self, who: &Person, application: &str) -> Answer {
        self.moves(&who.key, application, json!({ "to": "accepted" })).await
    }

    /// Applies, is offered and accepts.
    async fn hired(&self, who: &Person, vacancy: &str) -> String {
        let application = self.applied(who, vacancy).await;
        self.offer(&application).await;
        let accepted = self.accept(who, &application).await.expect(200);
        assert_eq!((&accepted["stage"], &accepted["seat"]), (&json!("accepted"), &json!("filled")));
        application
    }

    async fn seats(&self, vacancy: &str) -> Value {
        let seats = self.server.get(&format!("/v1/vacancies/{vacancy}/seats")).expect(200).await;
        let count = |name: &str| seats[name].as_u64().unwrap();
        let all = count("open") + count("reserved") + count("held") + count("filled");
        assert_eq!(all, count("headcount"), "{seats}");
        seats
    }

    /// Open, reserved, held, filled.
    async fn counts(&self, vacancy: &str) -> [u64; 4] {
        let seats = self.seats(vacancy).await;
        ["open", "reserved", "held", "filled"].map(|name| seats[name].as_u64().unwrap())
    }

    async fn application(&self, key: &str, id: &str) -> Answer {
        self.server.get(&format!("/v1/applications/{id}")).key(key).send().await
    }
}
