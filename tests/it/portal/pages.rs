//! Search and vacancy pages: what is found, how it is narrowed, what is said about a job, and what is gone.

use super::posted;
use crate::support::{TestDatabase, TestServer, http::Answer, on_both_databases, world::vacancy};
use serde_json::Value;

on_both_databases!(
    a_search_finds_marks_and_narrows,
    a_vacancy_page_says_everything_that_decides,
    a_closed_vacancy_has_neither_page_nor_structured_data,
);

async fn a_search_finds_marks_and_narrows(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;

    let page = server.get("/search?q=数控&place=鹏城&pay_min=4000&shift=day").send().await.text();
    assert!(page.contains(&format!("href=\"{path}\"")) && page.contains("<mark>数控</mark>车工"), "{page}");
    for said in ["5,000–7,000元/月", "13薪", "长白班", "五险"] {
        assert!(page.contains(said), "{said} is not on the page: {page}");
    }
    // The place was read as 深圳市; each chosen filter is a chip that takes it away.
    assert!(
        page.contains("去掉条件：深圳市")
            && page.contains("去掉条件：长白班")
            && page.contains("去掉条件：月薪 4,000 以上")
    );

    let nothing = server.get("/search?q=数控&place=宁波").send().await.text();
    assert!(nothing.contains("没有找到合适的岗位") && !nothing.contains(&path), "{nothing}");
    let ambiguous = server.get("/search?place=朝阳").send().await.text();
    assert!(ambiguous.contains("北京市朝阳区") && ambiguous.contains("region=110105"), "{ambiguous}");
    let unknown = server.get("/search?place=没有这里").send().await.text();
    assert!(unknown.contains("没有看懂地点"), "{unknown}");
    let home = server.get("/").send().await.text();
    assert!(home.contains(&path) && home.contains("role=\"search\""));
}

async fn a_vacancy_page_says_everything_that_decides(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    let answer = server.get(&path).send().await;
    let page = answer.text();
    for said in [
        "数控车工",
        "5,000–7,000元/月",
        "13 个月",
        "劳动合同，24 个月",
        "4 人一间",
        "免费",
        "包吃",
        "长白班",
        "40 小时",
        "双休",
        "住房公积金",
        "中职、技校及以上",
        "数控技术应用",
        "数控车床操作（必须）",
        "满 18 周岁",
        "6 人",
        "已核验",
        "合成数据",
        "试用期多久",
    ] {
        assert!(page.contains(said), "{said} is not on the page: {page}");
    }
    let posting = posting(&answer).unwrap();
    assert_eq!(posting["@type"], "JobPosting");
    assert_eq!(posting["title"], "数控车工");
    assert_eq!(posting["baseSalary"]["currency"], "CNY");
    assert_eq!(posting["baseSalary"]["value"]["minValue"], 5000);
    assert_eq!(posting["jobLocation"]["address"]["addressLocality"], "深圳市宝安区");
    assert_eq!(posting["hiringOrganization"]["name"], "深圳样例机械有限公司");
    assert_eq!(posting["url"], server.url(&path));
}

async fn a_closed_vacancy_has_neither_page_nor_structured_data(database: TestDatabase) {
    let server = TestServer::start(database).await;
    let world = server.world().await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    server.post(&format!("/v1{path}/close")).key(&world.employer.key).expect(200).await;
    let answer = server.get(&path).send().await;
    assert!(matches!(answer.status, 404 | 410), "{}", answer.status);
    assert!(posting(&answer).is_none() && !answer.text().contains("数控车工"));
    assert!(
        !server.get("/search?q=数控").send().await.text().contains(&path),
        "it leaves the search at once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_page_follows_where_the_first_one_ends() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    for number in 0..22 {
        let draft = vacancy(&format!("N-{number}"), &format!("操作工{number}号"));
        server.post("/v1/vacancies").key(&world.employer.key).json(&draft).expect(201).await;
    }
    posted(&server, &world, "N-last", "数控车工").await;
    let first = super::wait_for("all vacancies", std::time::Duration::from_secs(20), async || {
        let page = server.get("/search?sort=newest").send().await.text();
        page.contains("23 个岗位").then_some(page)
    })
    .await;
    let next = first
        .split("rel=\"next")
        .next()
        .unwrap()
        .rsplit("href=\"")
        .next()
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let second = server.get(&next.replace("&amp;", "&").replace("&#38;", "&")).send().await.text();
    let links = |page: &str| page.matches("<a href=\"/vacancies/").count();
    assert_eq!((links(&first), links(&second)), (20, 3));
    assert!(!second.contains("rel=\"next") && second.contains("回到第一页"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn search_engines_are_told_what_to_read() {
    let server = TestServer::start(TestDatabase::sqlite()).await;
    let world = server.world().await;
    let path = posted(&server, &world, "SZ-1", "数控车工").await;
    let robots = server.get("/robots.txt").send().await.text();
    assert!(
        robots.contains("Disallow: /me")
            && robots.contains(&format!("Sitemap: {}", server.url("/sitemap.xml")))
    );
    let sitemap = server.get("/sitemap.xml").send().await;
    assert_eq!(sitemap.header("content-type"), Some("application/xml; charset=utf-8"));
    let parts = locations(&sitemap);
    let names = ["/sitemaps/pages.xml", "/sitemaps/vacancies-1.xml"];
    assert_eq!(parts, names.map(|name| server.url(name)), "{}", sitemap.text());
    assert!(sitemap.text().contains("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"));
    let pages = server.get(names[0]).send().await;
    assert_eq!(locations(&pages), ["/", "/search", "/about"].map(|page| server.url(page)));
    let vacancies = server.get(names[1]).send().await;
    assert_eq!(locations(&vacancies), [server.url(&path)]);
    assert!(vacancies.text().contains("Z</lastmod>"));
    for none in [
        "vacancies-0.xml",
        "vacancies-2.xml",
        "vacancies-01.xml",
        "vacancies-99999999999999999999.xml",
        "x.xml",
    ] {
        assert_eq!(server.get(&format!("/sitemaps/{none}")).send().await.status, 404, "{none}");
    }
    let close = format!("/v1{path}/close");
    server.post(&close).key(&world.employer.key).expect(200).await;
    assert_eq!(locations(&server.get("/sitemap.xml").send().await).len(), 1, "a part of nothing is none");
    assert_eq!(server.get(names[1]).send().await.status, 404);
}

/// The addresses in a sitemap.
fn locations(sitemap: &Answer) -> Vec<String> {
    let text = sitemap.text();
    let named = text.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap());
    named.map(str::to_owned).collect()
}

/// The page's `JobPosting`, if it carries one.
fn posting(answer: &Answer) -> Option<Value> {
    let text = answer.text();
    let block = text.split("<script type=\"application/ld+json\">").nth(1)?.split("</script>").next()?;
    Some(serde_json::from_str(block).unwrap())
}
