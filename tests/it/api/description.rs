//! What the service says of itself: `/openapi.json`, `/docs`, probes and figures.

use crate::support::{TestDatabase, TestServer, on_both_databases};
use jobbridge::api::routes::TABLE;

on_both_databases!(the_description_names_every_route, probes_and_figures_answer);

async fn the_description_names_every_route(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let document = server.get("/openapi.json").expect(200).await;
    assert_eq!(document["openapi"], "3.1.0");
    for route in TABLE {
        let operation = &document["paths"][route.path][route.method.as_str().to_lowercase()];
        assert!(operation["responses"].is_object(), "{} {}", route.method.as_str(), route.path);
        let named: Vec<_> =
            operation["parameters"].as_array().unwrap().iter().map(|one| one["name"].as_str()).collect();
        for parameter in route.query {
            assert!(named.contains(&Some(parameter.name)), "{} {}", route.path, parameter.name);
        }
    }
    let page = server.get("/docs/").send().await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("swagger-ui"));
    assert!(!page.text().contains("https://"), "nothing is loaded from elsewhere");
}

async fn probes_and_figures_answer(database: TestDatabase) {
    let server = TestServer::start(database).await;
    assert_eq!(server.get("/healthz").expect(200).await["status"], "ok");
    assert_eq!(server.get("/readyz").expect(200).await["ready"], true);
    // The recorder belongs to the process, which counts from the first look on where its command line did not start.
    server.get("/metrics").send().await;
    server.get("/v1/search/vacancies").expect(200).await;
    let figures = server.get("/metrics").send().await;
    assert!(figures.text().contains("jobbridge_http_answers_total"), "{}", figures.text());
}
