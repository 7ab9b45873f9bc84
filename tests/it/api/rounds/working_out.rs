//! Rounds are worked out: the same again for the same question, and faults are named.

use super::{all, more_graduates, naive::Naive, post, text};
use crate::support::{TestDatabase, TestServer, days::day, on_both_databases, wait_for};
use serde_json::{Value, json};
use std::time::Duration;

on_both_databases!(
    a_round_is_worked_out_and_everybody_is_told_why,
    the_same_question_has_the_same_answer_in_whatever_order,
    no_pair_would_rather_have_each_other_whatever_the_lists,
    a_large_round_is_worked_out_behind_the_request,
    a_school_reads_its_own_people_and_a_stranger_nothing,
    faults_are_named_with_their_place,
);

async fn a_round_is_worked_out_and_everybody_is_told_why(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let body = json!({ "programmes": [world.programme], "vacancies": [first, second], "offer_days": 5,
        "lists": [{ "graduate": world.graduates[0], "vacancies": [second] },
            { "graduate": world.graduates[1], "vacancies": [second, first] }] });
    let answer = server.post("/v1/rounds").key(&world.home.key).json(&body).send().await;
    let round = answer.expect(201);
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    assert_eq!(answer.header("location"), Some(&*path));
    assert_eq!((&round["state"], &round["optimum"]), (&json!("decided"), &json!("graduate")), "{round}");
    assert_eq!((&round["list_length"], &round["offer_days"]), (&json!(50), &json!(5)));
    assert_eq!(round["seed"], round["id"]);
    assert_eq!(server.get(&path).key(&world.home.key).expect(200).await, round);
    let result = &round["result"];
    assert_eq!((&result["people"], &result["placed"], &result["seats"]), (&json!(3), &json!(2), &json!(2)));
    assert_eq!(result["left_out"], json!({ "no_consent": 1, "placed_already": 0 }));
    assert_eq!(result["proof"]["stable"], true);
    assert_eq!(result["proof"]["blocking_pairs"], 0);
    assert!(text(&result["proof"]["statement"]).contains("阻塞对 0 个"));
    let dimensions = result["audit"]["dimensions"].as_array().unwrap();
    assert_eq!(dimensions.len(), 6);
    let groups: Vec<_> = dimensions.iter().flat_map(|one| one["groups"].as_array().unwrap()).collect();
    assert!(!groups.is_empty());
    for group in groups {
        assert_eq!(group["finding"], "too_small_to_show", "three people are too few: {group}");
        assert!(group["people"].is_null() && text(&group["message"]).contains("人数太少"));
    }
    let rows = all(&server, &format!("{path}/results"), &world.home.key).await;
    assert_eq!(rows.len(), 3);
    let row = |who: &String| rows.iter().find(|row| row["graduate"] == who.as_str()).unwrap();
    assert_eq!(row(&world.graduates[0])["name"], "样例甲");
    assert_eq!(row(&world.graduates[0])["own_wishes"], 1);
    assert_eq!(row(&world.graduates[0])["list"][0]["vacancy"], second.as_str());
    assert_eq!(row(&world.graduates[0])["list"][1]["vacancy"], first.as_str(), "completed by score");
    let unplaced: Vec<_> = rows.iter().filter(|row| row["placed"].is_null()).collect();
    assert_eq!(unplaced.len(), 1);
    assert_eq!(unplaced[0]["unplaced"]["code"], "all_full");
    let missed = &unplaced[0]["why_not_better"];
    assert_eq!(missed.as_array().unwrap().len(), 2);
    assert_eq!((&missed[0]["code"], &missed[0]["rank"]), (&json!("full"), &json!(1)));
    assert!(text(&missed[0]["message"]).starts_with("名额 1 个，已录取 1 人"), "{missed}");
    let english = server.get(&format!("{path}/results")).key(&world.home.key).header("accept-language", "en");
    assert!(english.expect(200).await.to_string().contains("people hold its 1 seats"));
    let english = server.get(&path).key(&world.home.key).header("accept-language", "en").expect(200).await;
    assert!(text(&english["result"]["proof"]["statement"]).contains("0 blocking pairs"));
    Naive::read(&server, &round).await.check();
    let own = server.key_for(&world.graduates[0]).await;
    server.get(&format!("{path}/results")).key(&own).send().await.expect_problem(404, "NOT_FOUND");
}

async fn the_same_question_has_the_same_answer_in_whatever_order(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let people = more_graduates(&server, &world, 9).await;
    let mut ids = Vec::new();
    for number in 0..4 {
        ids.push(post(&server, &world, number, |_| {}).await);
    }
    let lists = [0, 3, 5].map(|place| json!({ "graduate": people[place], "vacancies": [ids[3], ids[0]] }));
    let mut body =
        json!({ "programmes": [world.programme], "vacancies": ids, "lists": lists, "seed": "2026-12-01" });
    let ask =
        async |body: &Value| server.post("/v1/rounds").key(&server.operator_key).json(body).expect(201).await;
    let one = ask(&body).await;
    ids.reverse();
    body["vacancies"] = json!(ids);
    body["lists"].as_array_mut().unwrap().reverse();
    let other = ask(&body).await;
    assert_ne!(one["id"], other["id"]);
    assert_eq!((&one["seed"], &one["result"]), (&json!("2026-12-01"), &other["result"]));
    let rows = async |round: &Value| {
        all(&server, &format!("/v1/rounds/{}/results", text(&round["id"])), &server.operator_key).await
    };
    assert_eq!(rows(&one).await, rows(&other).await);
    assert!(rows(&one).await.iter().all(|row| row["name"].is_null()), "the operator reads no names");
    body["seed"] = json!("another");
    let drawn = ask(&body).await;
    assert_ne!(drawn["result"]["digest"], one["result"]["digest"]);
    body["optimum"] = json!("employer");
    let employers = ask(&body).await;
    assert_eq!(
        (&employers["optimum"], &employers["result"]["proof"]["stable"]),
        (&json!("employer"), &json!(true))
    );
    assert_eq!(employers["result"]["placed"], drawn["result"]["placed"], "both place the same people");
}

async fn no_pair_would_rather_have_each_other_whatever_the_lists(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let people = more_graduates(&server, &world, 40).await;
    let mut ids = Vec::new();
    for number in 0..8 {
        let change = |body: &mut Value| {
            body["headcount"] = json!(1 + number % 4 * 2);
            if number % 3 == 0 {
                let until = day(20);
                let seats = 1 + number % 2;
                body["reserved"] = json!([{ "programme": world.programme, "seats": seats, "until": until }]);
            }
            if number == 5 {
                body["requirements"]["minimum_age"] = json!(30);
            }
        };
        ids.push(post(&server, &world, number, change).await);
    }
    let mut draw = 7_u64;
    let mut next = |below: usize| {
        draw = draw.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (draw >> 33) as usize % below
    };
    for optimum in ["graduate", "employer", "graduate"] {
        let mut lists = Vec::new();
        let chosen: Vec<_> = people.iter().filter(|_| next(3) > 0).collect();
        for who in chosen {
            let mut wishes = ids.clone();
            while wishes.len() > next(8) + 1 {
                wishes.swap_remove(next(wishes.len()));
            }
            lists.push(json!({ "graduate": who, "vacancies": wishes }));
        }
        let body = json!({ "programmes": [world.programme], "vacancies": ids, "lists": lists,
            "optimum": optimum, "list_length": 5 + next(4) });
        let body = if lists.iter().any(|list| list["vacancies"].as_array().unwrap().len() > 5) {
            let mut body = body;
            body["list_length"] = json!(8);
            body
        } else {
            body
        };
        let round = server.post("/v1/rounds").key(&server.operator_key).json(&body).expect(201).await;
        assert_eq!(round["result"]["proof"]["stable"], true);
        let naive = Naive::read(&server, &round).await;
        assert!(naive.placed.len() > 10 && naive.people.len() == 43, "{}", naive.placed.len());
        naive.check();
        let nobody = ids[5].as_str();
        assert!(naive.placed.values().all(|got| got != nobody), "nobody is old enough");
        let sexes = round["result"]["audit"]["dimensions"][0]["groups"].as_array().unwrap();
        let judged =
            |name: &str| sexes.iter().find(|group| group["name"] == name).unwrap()["finding"].clone();
        assert_eq!(
            (judged("male"), judged("female")),
            (json!("too_small_to_judge"), json!("too_small_to_judge"))
        );
    }
}

async fn a_large_round_is_worked_out_behind_the_request(database: TestDatabase) {
    let server = TestServer::start_with(database, |settings| settings.rounds.pairs_at_once = 3).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let body = json!({ "programmes": [world.programme], "vacancies": [first, second] });
    let answer = server.post("/v1/rounds").key(&world.home.key).json(&body).send().await;
    let round = answer.expect(202);
    assert_eq!((&round["state"], &round["result"]), (&json!("computing"), &Value::Null));
    assert_eq!(round["progress"]["people"], 4);
    let path = text(&json!(answer.header("location").unwrap()));
    let decided = wait_for("the round", Duration::from_secs(30), async || {
        let round = server.get(&path).key(&world.home.key).expect(200).await;
        (round["state"] != "computing").then_some(round)
    })
    .await;
    assert_eq!(
        (&decided["state"], &decided["progress"]),
        (&json!("decided"), &json!({ "people": 3, "done": 3 }))
    );
    assert_eq!(decided["result"]["proof"]["stable"], true);
    Naive::read(&server, &decided).await.check();
    // Closed while the round waits: it says so, and nothing comes of it.
    let close = async |id: &str| {
        server.post(&format!("/v1/vacancies/{id}/close")).key(&world.employer.key).expect(200).await
    };
    let waiting = server.post("/v1/rounds").key(&world.home.key).json(&body).expect(202).await;
    close(&second).await;
    let path = format!("/v1/rounds/{}", text(&waiting["id"]));
    let ended = wait_for("the round", Duration::from_secs(30), async || {
        let round = server.get(&path).key(&world.home.key).expect(200).await;
        (round["state"] != "computing").then_some(round)
    })
    .await;
    if ended["state"] == "refused" {
        assert_eq!(ended["errors"][0]["code"], "VACANCY_CLOSED");
        assert!(text(&ended["errors"][0]["message"]).contains(&second));
        assert!(all(&server, &format!("{path}/results"), &world.home.key).await.is_empty());
    } else {
        // It was quicker than the closing.
        assert_eq!(ended["state"], "decided");
    }
}

async fn a_school_reads_its_own_people_and_a_stranger_nothing(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let first = post(&server, &world, 0, |_| {}).await;
    let body = json!({ "programmes": [world.programme], "vacancies": [first] });
    let round = server.post("/v1/rounds").key(&server.operator_key).json(&body).expect(201).await;
    let path = format!("/v1/rounds/{}", text(&round["id"]));
    let own = server.get(&path).key(&world.partner.key).expect(200).await;
    assert!(own["result"]["audit"].is_null(), "the audit is for who answers for the round");
    assert_eq!(own["result"]["people"], 3);
    let listed = server.get("/v1/rounds").key(&world.partner.key).expect(200).await;
    assert_eq!(listed["items"][0]["id"], round["id"]);
    let named = all(&server, &format!("{path}/results"), &world.partner.key).await;
    assert!(named.len() == 3 && named.iter().all(|row| row["name"].is_string()));
    let draft = json!({ "name": "昭觉样例他校", "kind": "vocational", "region": "513431", "email": "other@school.test" });
    let stranger = server.post("/v1/schools").key(&server.operator_key).json(&draft).expect(201).await;
    let stranger = text(&stranger["key"]);
    for path in [path.clone(), format!("{path}/results"), format!("{path}/vacancies")] {
        server.get(&path).key(&stranger).send().await.expect_problem(404, "NOT_FOUND");
        server.get(&path).key(&world.employer.key).send().await.expect_problem(403, "FORBIDDEN");
    }
    assert_eq!(server.get("/v1/rounds").key(&stranger).expect(200).await["items"], json!([]));
    let refused = server.post("/v1/rounds").key(&stranger).json(&body).send().await;
    let problem = refused.expect_problem(422, "INVALID");
    assert_eq!(
        (&problem["errors"][0]["code"], &problem["errors"][0]["pointer"]),
        (&json!("UNKNOWN_PROGRAMME"), &json!("/programmes/0"))
    );
}

async fn faults_are_named_with_their_place(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let (first, second) = (post(&server, &world, 0, |_| {}).await, post(&server, &world, 1, |_| {}).await);
    let closed = post(&server, &world, 2, |_| {}).await;
    server.post(&format!("/v1/vacancies/{closed}/close")).key(&world.employer.key).expect(200).await;
    let nobody = "gra_01h2xcejqtf2nbrexx3vqjhp41";
    let nothing = "vac_01h2xcejqtf2nbrexx3vqjhp41";
    let who = &world.graduates[0];
    let list = |vacancies: Value| json!([{ "graduate": who, "vacancies": vacancies }]);
    let cases = [
        (json!({ "programmes": [] }), "/programmes", "REQUIRED"),
        (json!({ "vacancies": [] }), "/vacancies", "REQUIRED"),
        (json!({ "programmes": [world.programme, world.programme] }), "/programmes/1", "REPEATED"),
        (json!({ "vacancies": [first, second, first] }), "/vacancies/2", "REPEATED"),
        (json!({ "vacancies": [first, nothing] }), "/vacancies/1", "UNKNOWN_REFERENCE"),
        (json!({ "vacancies": [first, closed] }), "/vacancies/1", "VACANCY_CLOSED"),
        (json!({ "programmes": ["prg_01h2xcejqtf2nbrexx3vqjhp41"] }), "/programmes/0", "UNKNOWN_PROGRAMME"),
        (json!({ "programmes": ["vac_01h2xcejqtf2nbrexx3vqjhp41"] }), "/programmes/0", "INVALID_VALUE"),
        (json!({ "lists": list(json!([first, first])) }), "/lists/0/vacancies/1", "REPEATED"),
        (json!({ "lists": list(json!([first, closed])) }), "/lists/0/vacancies/1", "UNKNOWN_REFERENCE"),
        (
            json!({ "lists": list(json!([first, second])), "list_length": 1 }),
            "/lists/0/vacancies",
            "TOO_MANY",
        ),
        (
            json!({ "lists": [{ "graduate": nobody, "vacancies": [] }] }),
            "/lists/0/graduate",
            "UNKNOWN_REFERENCE",
        ),
        (
            json!({ "lists": [{ "graduate": who, "vacancies": [] }, { "graduate": who, "vacancies": [first] }] }),
            "/lists/1/graduate",
            "REPEATED",
        ),
        (json!({ "list_length": 0 }), "/list_length", "OUT_OF_RANGE"),
        (json!({ "list_length": 201 }), "/list_length", "OUT_OF_RANGE"),
        (json!({ "offer_days": 61 }), "/offer_days", "OUT_OF_RANGE"),
        (json!({ "seed": "  " }), "/seed", "REQUIRED"),
        (json!({ "optimum": "mine" }), "/optimum", "INVALID_VALUE"),
        (json!({ "optimumm": "graduate" }), "/optimumm", "UNKNOWN_FIELD"),
    ];
    for (change, pointer, code) in cases {
        let mut body = json!({ "programmes": [world.programme], "vacancies": [first, second] });
        for (field, value) in change.as_object().unwrap() {
            body[field] = value.clone();
        }
        let problem = server.post("/v1/rounds").key(&world.home.key).json(&body).send().await;
        let problem = problem.expect_problem(422, "INVALID");
        let errors = problem["errors"].as_array().unwrap();
        assert!(
            errors.iter().any(|one| one["pointer"] == pointer && one["code"] == code),
            "{pointer} {code}: {problem}"
        );
    }
    let many: Vec<_> = (0..20_001).map(|_| nothing).collect();
    let body = json!({ "programmes": [world.programme], "vacancies": many });
    let problem = server.post("/v1/rounds").key(&world.home.key).json(&body).send().await;
    let problem = problem.expect_problem(422, "INVALID");
    let fault = &problem["errors"][0];
    assert_eq!((&fault["pointer"], &fault["code"]), (&json!("/vacancies"), &json!("TOO_MANY")));
    assert_eq!(fault["message"], "最多 20000 项");
    let empty = json!({ "name": "样例空班", "form": "cross_region", "partner_school": world.partner.id, "major": "660103",
        "stages": [{ "number": 1, "school": world.partner.id, "from": day(-900), "to": day(-60) }],
        "graduates_on": day(-45), "synthetic": true });
    let empty = server.post("/v1/programmes").key(&server.operator_key).json(&empty).expect(201).await;
    let body = json!({ "programmes": [empty["id"]], "vacancies": [first] });
    let problem = server.post("/v1/rounds").key(&server.operator_key).json(&body).send().await;
    let problem = problem.expect_problem(422, "INVALID");
    assert_eq!(
        (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
        (&json!("/programmes"), &json!("ROUND_EMPTY"))
    );
}
