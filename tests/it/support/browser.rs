//! A headless Chromium behind a chromedriver of its own, both gone with the value.

use super::{TestServer, process::free_port, wait_for};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A small phone: CSS pixels across and down.
pub(crate) const PHONE: (u32, u32) = (360, 740);

/// A browser under control.
pub(crate) struct Browser {
    pub(crate) client: Client,
    _driver: Driver,
    _profile: tempfile::TempDir,
}

/// The chromedriver process. Dropping it ends it and the browser it started.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    /// Starts one with a screen of this size.
    pub(crate) async fn start((width, height): (u32, u32)) -> Self {
        let port = free_port();
        let program = std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".into());
        let mut command = Command::new(&program);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let driver =
            Driver(command.spawn().unwrap_or_else(|error| panic!("{program} does not start: {error}")));
        let profile = tempfile::tempdir().unwrap();
        let mut options = json!({ "goog:chromeOptions": {
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--lang=zh-CN", format!("--user-data-dir={}", profile.path().display())],
            // The window of a headless browser has a least width; the emulated screen has none.
            "mobileEmulation": { "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2.0 } },
            "prefs": { "intl.accept_languages": "zh-CN,zh" },
        } });
        let Value::Object(capabilities) = options.take() else { unreachable!() };
        let address = format!("http://127.0.0.1:{port}");
        let client = wait_for("browser", Duration::from_secs(60), async || {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone()).connect(&address).await.ok()
        })
        .await;
        Self { client, _driver: driver, _profile: profile }
    }

    pub(crate) async fn open(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// Types into a field in the place of what is there.
    pub(crate) async fn fill(&self, field: &str, text: &str) {
        let field = self.client.find(Locator::Css(field)).await.unwrap();
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Clicks what leads to another page, and waits until that page is there.
    pub(crate) async fn press(&self, what: &str) {
        let mark = "document.documentElement.dataset.left = 'yes'";
        self.client.execute(mark, Vec::new()).await.unwrap();
        self.client.find(Locator::Css(what)).await.unwrap().click().await.unwrap();
        let arrived = "return document.readyState === 'complete' && !document.documentElement.dataset.left";
        wait_for("next page", Duration::from_secs(20), async || {
            let answer = self.client.execute(arrived, Vec::new()).await.ok()?;
            (answer == Value::Bool(true)).then_some(())
        })
        .await;
    }

    /// What is to be read in an element.
    pub(crate) async fn text(&self, element: &str) -> String {
        self.client.find(Locator::Css(element)).await.unwrap().text().await.unwrap()
    }

    /// That the page is at the path, fits the screen's width, can be tapped, and lost nothing on the way.
    pub(crate) async fn check(&self, server: &TestServer, path: &str) {
        let url = self.client.current_url().await.unwrap();
        assert!(url.as_str().starts_with(&server.url(path)), "{url} instead of {path}");
        let overflow = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(
            self.client.execute(overflow, Vec::new()).await.unwrap(),
            json!(0),
            "{url} is wider than the screen"
        );
        let small = "return [...document.querySelectorAll('a.chip, .button, button, summary, .top a, select, input:not([type=hidden])')]\
            .filter(one => { const box = one.getBoundingClientRect(); return box.height > 0 && box.height < 44 })\
            .map(one => one.outerHTML.slice(0, 80))";
        assert_eq!(
            self.client.execute(small, Vec::new()).await.unwrap(),
            json!([]),
            "too small to tap at {url}"
        );
        let broken = "return performance.getEntriesByType('resource').filter(one => one.responseStatus >= 400).map(one => one.name)";
        assert_eq!(self.client.execute(broken, Vec::new()).await.unwrap(), json!([]), "not loaded at {url}");
    }

    /// Closes the browser.
    pub(crate) async fn stop(self) {
        self.client.close().await.unwrap();
    }
}
