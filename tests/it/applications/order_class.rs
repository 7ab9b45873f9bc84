//! 订单班: reserved seats, their release, and what an employer may change meanwhile.

use super::{Person, Scene};
use crate::support::{TestDatabase, on_both_databases};
use jobbridge::app::applications;
use serde_json::{Value, json};

on_both_databases!(
    scenario_1_order_class,
    seats_that_are_taken_are_not_taken_away,
    a_class_is_recommended_whole
);

/// An order class of the world's employer, and another programme: under the same partnership or under none.
async fn programme(scene: &Scene, name: &str, order: bool, partnership: bool) -> String {
    let world = &scene.world;
    let mut body = json!({ "name": name, "form": if order { "order_class" } else { "joint_staged" },
        "home_school": world.home.id, "partner_school": world.partner.id, "major": "660103",
        "stages": [{ "number": 1, "school": world.home.id, "from": "2023-09-01", "to": "2025-08-31" },
            { "number": 2, "school": world.partner.id, "from": "2025-09-10", "to": "2026-06-01" }],
        "graduates_on": "2026-07-01", "synthetic": true });
    if order {
        body["order"] = json!({ "employer": world.employer.id, "seats": 20 });
    }
    if partnership {
        body["partnership"] = json!(world.partnership);
    }
    let made = scene.server.post("/v1/programmes").key(&scene.server.operator_key).json(&body);
    made.expect(201).await["id"].as_str().unwrap().to_owned()
}

fn reserve(body: &mut Value, programme: &str) {
    body["headcount"] = json!(30);
    body["reserved"] = json!([{ "programme": programme, "seats": 20, "until": "2026-06-30" }]);
}

async fn scenario_1_order_class(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let class = programme(&scene, "样例订单班", true, true).await;
    let related = programme(&scene, "样例同合作项目", false, true).await;
    let stranger = programme(&scene, "样例无合作项目", false, false).await;
    let vacancy = scene.post("数控车工", |body| reserve(body, &class)).await;
    assert_eq!(scene.counts(&vacancy).await, [10, 20, 0, 0], "the public sees ten seats");

    let public = scene.people(&scene.world.home, &stranger, "样例普通班", 12).await;
    let mut offers = Vec::new();
    for person in &public[..11] {
        let application = scene.applied(person, &vacancy).await;
        scene.offer(&application).await;
        offers.push(application);
    }
    assert_eq!(scene.counts(&vacancy).await, [0, 20, 10, 0]);
    let eleventh = scene.application(&public[10].key, &offers[10]).await.expect(200);
    assert_eq!(eleventh["seat"], Value::Null, "no seat is held for the eleventh");
    for (person, application) in public.iter().zip(&offers[..10]) {
        assert_eq!(scene.accept(person, application).await.expect(200)["seat"], "filled");
    }
    scene.accept(&public[10], &offers[10]).await.expect_problem(409, "NO_OPEN_SEAT");
    let twelfth = scene.applied(&public[11], &vacancy).await;
    let held = json!({ "to": "offered", "seat": "held" });
    scene.moves(&scene.world.employer.key, &twelfth, held.clone()).await.expect_problem(409, "NO_OPEN_SEAT");

    let of_class = scene.people(&scene.world.home, &class, "样例订单1班", 14).await;
    for person in &of_class {
        scene.hired(person, &vacancy).await;
    }
    assert_eq!(scene.counts(&vacancy).await, [0, 6, 0, 24]);

    let partners = scene.people(&scene.world.partner, &related, "样例合作班", 2).await;
    let partner = scene.applied(&partners[0], &vacancy).await;
    scene.clock.put("2026-06-30T23:59:59+08:00");
    scene.moves(&scene.world.employer.key, &partner, held.clone()).await.expect_problem(409, "NO_OPEN_SEAT");
    applications::announce_seats(scene.server.app()).await.unwrap();

    scene.clock.put("2026-07-01T00:00:00+08:00");
    let seats = scene.seats(&vacancy).await;
    assert_eq!((&seats["open"], &seats["reserved"]), (&json!(0), &json!(6)));
    let released = &seats["reservations"][0];
    assert_eq!((&released["phase"], &released["free"]), (&json!("partnership"), &json!(6)));
    assert_eq!(applications::announce_seats(scene.server.app()).await.unwrap(), 1, "alert 4");
    assert_eq!(applications::announce_seats(scene.server.app()).await.unwrap(), 0, "once");
    let seat = scene.moves(&scene.world.employer.key, &partner, held.clone()).await.expect(200);
    assert_eq!(seat["seat"], "held");
    scene.moves(&scene.world.employer.key, &twelfth, held.clone()).await.expect_problem(409, "NO_OPEN_SEAT");
    assert_eq!(scene.counts(&vacancy).await, [0, 5, 1, 24]);

    scene.clock.put("2026-07-08T00:00:00+08:00");
    assert_eq!(scene.counts(&vacancy).await, [5, 0, 1, 24], "and then to all");
    scene.moves(&scene.world.employer.key, &twelfth, held).await.expect(200);
    assert_eq!(scene.counts(&vacancy).await, [4, 0, 2, 24]);
}

async fn seats_that_are_taken_are_not_taken_away(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let class = programme(&scene, "样例订单班", true, true).await;
    let vacancy = scene.post("数控车工", |body| reserve(body, &class)).await;
    let of_class = scene.people(&scene.world.home, &class, "样例订单1班", 3).await;
    for person in &of_class {
        scene.hired(person, &vacancy).await;
    }
    let one = scene.person(&scene.world.graduates[0]).await;
    let held = scene.applied(&one, &vacancy).await;
    scene.offer(&held).await;
    let patch = async |body: Value| {
        let change = scene.server.patch(&format!("/v1/vacancies/{vacancy}")).key(&scene.world.employer.key);
        change.json(&body).send().await
    };
    let fault = |answer: crate::support::http::Answer| {
        let problem = answer.expect_problem(422, "INVALID");
        let first = problem["errors"][0].clone();
        (first["pointer"].as_str().unwrap().to_owned(), first["code"].as_str().unwrap().to_owned())
    };
    let keeps = |seats: u32| json!([{ "programme": class, "seats": seats, "until": "2026-06-30" }]);
    let fewer = patch(json!({ "headcount": 5, "reserved": keeps(2) })).await;
    assert_eq!(fault(fewer), ("/reserved/0/seats".to_owned(), "SEATS_TAKEN".to_owned()));
    let none = patch(json!({ "reserved": null })).await;
    assert_eq!(fault(none), ("/reserved".to_owned(), "SEATS_TAKEN".to_owned()));
    let small = patch(json!({ "headcount": 3, "reserved": keeps(3) })).await;
    assert_eq!(fault(small), ("/headcount".to_owned(), "SEATS_TAKEN".to_owned()));
    let again = patch(json!({ "reserved": [keeps(3)[0], keeps(3)[0]] })).await;
    assert_eq!(fault(again).0, "/reserved/1/programme");
    patch(json!({ "headcount": 4, "reserved": keeps(3) })).await.expect(200);
    assert_eq!(scene.counts(&vacancy).await, [0, 0, 1, 3]);
    scene.moves(&one.key, &held, json!({ "to": "declined" })).await.expect(200);
    assert_eq!(scene.counts(&vacancy).await, [1, 0, 0, 3]);
}

async fn a_class_is_recommended_whole(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |_| {}).await;
    let world = &scene.world;
    let recommend = async |key: &str, body: Value| {
        scene.server.post("/v1/recommendations").key(key).json(&body).send().await
    };
    let class = json!({ "vacancy": vacancy, "class_name": "样例1班", "reason": "都是数控班的学生" });
    let answer = recommend(&world.home.key, class.clone()).await.expect(200);
    let outcomes: Vec<_> = answer["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (one["graduate"].as_str().unwrap().to_owned(), one["outcome"].as_str().unwrap().to_owned())
        })
        .collect();
    let outcome = |place: usize| {
        outcomes.iter().find(|(id, _)| *id == world.graduates[place]).map(|(_, outcome)| outcome.as_str())
    };
    assert_eq!([0, 1, 3].map(outcome), [Some("recommended"), Some("recommended"), Some("no_consent")]);
    assert_eq!(answer["recommended"], outcomes.iter().filter(|(_, one)| one == "recommended").count());
    let again = recommend(&world.home.key, class).await.expect(200);
    assert_eq!(again["recommended"], 0);
    let first = |one: &&Value| one["graduate"] == json!(world.graduates[0]);
    let first = again["results"].as_array().unwrap().iter().find(first).unwrap();
    assert_eq!(first["outcome"], "already");

    let first =
        Person { id: world.graduates[0].clone(), key: scene.server.key_for(&world.graduates[0]).await };
    let applied = scene.apply(&first, &vacancy).expect(200).await;
    assert_eq!((&applied["stage"], &applied["recommended_by"]), (&json!("applied"), &json!(world.home.id)));
    assert_eq!(applied["history"][0]["reason"], "都是数控班的学生");

    let foreign =
        json!({ "vacancy": vacancy, "graduates": [world.graduates[0], "gra_01h2xcejqtf2nbrexx3vqjhp41"] });
    let answer = recommend(&world.partner.key, foreign).await.expect(200);
    assert_eq!(answer["results"][1]["outcome"], "not_found");
    for (body, pointer) in [
        (json!({ "vacancy": vacancy }), "/graduates"),
        (json!({ "vacancy": vacancy, "graduates": [] }), "/graduates"),
        (json!({ "vacancy": vacancy, "class_name": "没有的班" }), "/class_name"),
        (
            json!({ "vacancy": vacancy, "graduates": [world.graduates[0]], "class_name": "样例1班" }),
            "/graduates",
        ),
        (json!({ "vacancy": "vac_01h2xcejqtf2nbrexx3vqjhp41", "class_name": "样例1班" }), "/vacancy"),
    ] {
        let problem = recommend(&world.home.key, body).await.expect_problem(422, "INVALID");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
    }
    let close = scene.server.post(&format!("/v1/vacancies/{vacancy}/close")).key(&world.employer.key);
    close.expect(200).await;
    let late = json!({ "vacancy": vacancy, "graduates": [world.graduates[2]] });
    recommend(&world.home.key, late).await.expect_problem(409, "VACANCY_CLOSED");
}
