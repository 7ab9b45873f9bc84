//! The last seat never goes to two people, however close behind.

use super::Scene;
use crate::support::{TestDatabase, on_both_databases};
use futures::future::join_all;
use serde_json::json;

on_both_databases!(
    of_two_hundred_who_accept_the_last_seat_one_gets_it,
    of_many_offers_at_once_no_more_hold_a_seat_than_there_are,
    who_accepts_two_offers_at_once_has_one,
);

async fn of_two_hundred_who_accept_the_last_seat_one_gets_it(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |body| body["headcount"] = json!(1)).await;
    let people = scene.people(&scene.world.home, &scene.world.programme, "样例大班", 200).await;
    let mut offers = Vec::new();
    for person in &people {
        let application = scene.applied(person, &vacancy).await;
        let first_come = json!({ "to": "offered", "seat": "first_come" });
        scene.moves(&scene.world.employer.key, &application, first_come).await.expect(200);
        offers.push(application);
    }
    assert_eq!(scene.counts(&vacancy).await, [1, 0, 0, 0]);
    let answers = people.iter().zip(&offers).map(|(person, offer)| scene.accept(person, offer));
    let answers = join_all(answers).await;
    let won = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(won, 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.expect_problem(409, "NO_OPEN_SEAT");
    }
    assert_eq!(scene.counts(&vacancy).await, [0, 0, 0, 1]);
    let path = format!("/v1/applications?vacancy={vacancy}&stage=accepted");
    let page = scene.server.get(&path).key(&scene.world.employer.key).expect(200).await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}

async fn of_many_offers_at_once_no_more_hold_a_seat_than_there_are(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let vacancy = scene.post("数控车工", |body| body["headcount"] = json!(3)).await;
    let people = scene.people(&scene.world.home, &scene.world.programme, "样例中班", 12).await;
    let mut applications = Vec::new();
    for person in &people {
        applications.push(scene.applied(person, &vacancy).await);
    }
    let held = json!({ "to": "offered", "seat": "held" });
    let key = &scene.world.employer.key;
    let answers = join_all(applications.iter().map(|one| scene.moves(key, one, held.clone()))).await;
    let made = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(made, 3);
    assert_eq!(scene.counts(&vacancy).await, [0, 0, 3, 0]);
}

async fn who_accepts_two_offers_at_once_has_one(database: TestDatabase) {
    let scene = Scene::start(database).await;
    let one = scene.person(&scene.world.graduates[0]).await;
    let mut offers = Vec::new();
    for title in ["数控车工", "数控铣工", "数控磨工", "钳工"] {
        let vacancy = scene.post(title, |body| body["headcount"] = json!(2)).await;
        let application = scene.applied(&one, &vacancy).await;
        scene.offer(&application).await;
        offers.push((vacancy, application));
    }
    let answers = join_all(offers.iter().map(|(_, offer)| scene.accept(&one, offer))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        answer.expect_problem(409, "INVALID_TRANSITION");
    }
    for ((vacancy, offer), answer) in offers.iter().zip(&answers) {
        let expected = if answer.status == 200 { [1, 0, 0, 1] } else { [2, 0, 0, 0] };
        assert_eq!(scene.counts(vacancy).await, expected);
        if answer.status != 200 {
            let other = scene.application(&one.key, offer).await.expect(200);
            let last = other["history"].as_array().unwrap().last().unwrap();
            assert_eq!(
                (&other["state"], &last["cause"]),
                (&json!("withdrawn"), &json!("accepted_elsewhere"))
            );
        }
    }
}
