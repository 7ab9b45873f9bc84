//! Who may know whom: `main → server → {api, portal, jobs} → app → {store, index} → domain`, `jobs → delivery → domain`.
//! Rules 1 to 6 and 8.

use super::{
    Rule,
    mentions::mentions,
    source::{Offence, Source},
};

/// A room and whom it may know.
struct Room {
    name: &'static str,
    /// Rooms of our own crate, beside itself.
    neighbours: &'static [&'static str],
    /// Crates of others: only these, or all but these.
    crates: Crates,
}

enum Crates {
    Only(&'static [&'static str]),
    Not(&'static [&'static [&'static str]]),
}

const WEB: &[&str] = &[
    "actix_web",
    "actix_session",
    "actix_governor",
    "tracing_actix_web",
    "utoipa_actix_web",
    "utoipa_swagger_ui",
];
const PAGES: &[&str] = &["askama", "fluent_templates", "rust_embed"];
const DATABASE: &[&str] = &["sea_orm", "sea_orm_migration", "sqlx"];
const SEARCH: &[&str] = &["tantivy", "jieba_rs"];
const INDEX: &[&str] = &["jobbridge_index"];
const TRANSPORT: &[&str] = &["lettre", "reqwest"];
const PLAIN: &[&str] = &[
    "aho_corasick",
    "base64",
    "chrono",
    "chrono_tz",
    "hmac",
    "jobbridge",
    "rand",
    "regex",
    "regex_syntax",
    "secrecy",
    "serde",
    "serde_json",
    "sha2",
    "subtle",
    "thiserror",
    "unicode_normalization",
    "utoipa",
    "uuid",
];

const ROOMS: &[Room] = &[
    Room { name: "domain", neighbours: &[], crates: Crates::Only(PLAIN) },
    Room {
        name: "store",
        neighbours: &["domain"],
        crates: Crates::Not(&[WEB, PAGES, SEARCH, INDEX, TRANSPORT]),
    },
    Room {
        name: "index",
        neighbours: &[],
        crates: Crates::Not(&[WEB, PAGES, DATABASE, TRANSPORT, &["jobbridge", "tokio"]]),
    },
    Room {
        name: "app",
        neighbours: &["store", "domain"],
        crates: Crates::Not(&[WEB, PAGES, DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "api",
        neighbours: &["app", "domain", "telemetry"],
        crates: Crates::Not(&[PAGES, DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "portal",
        neighbours: &["app", "domain"],
        crates: Crates::Not(&[DATABASE, SEARCH, TRANSPORT]),
    },
    Room { name: "delivery", neighbours: &["domain"], crates: Crates::Not(&[WEB, DATABASE, SEARCH, INDEX]) },
    Room {
        name: "jobs",
        neighbours: &["app", "delivery", "store", "domain"],
        crates: Crates::Not(&[WEB, PAGES, DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "settings",
        neighbours: &["domain"],
        crates: Crates::Not(&[WEB, PAGES, DATABASE, SEARCH, INDEX, TRANSPORT]),
    },
    Room {
        name: "telemetry",
        neighbours: &[],
        crates: Crates::Not(&[PAGES, DATABASE, SEARCH, INDEX, TRANSPORT]),
    },
    Room {
        name: "server",
        neighbours: &["api", "app", "delivery", "domain", "jobs", "portal", "settings", "store", "telemetry"],
        crates: Crates::Not(&[DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "bench",
        neighbours: &["app", "domain", "server", "settings", "store"],
        crates: Crates::Not(&[WEB, PAGES, DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "main",
        neighbours: &["app", "bench", "demo", "domain", "jobs", "server", "settings", "store", "telemetry"],
        crates: Crates::Not(&[DATABASE, SEARCH, TRANSPORT]),
    },
    Room {
        name: "demo",
        neighbours: &["app", "delivery", "domain", "server", "settings", "telemetry"],
        crates: Crates::Not(&[PAGES, DATABASE, SEARCH, TRANSPORT]),
    },
    Room { name: "lib", neighbours: &[], crates: Crates::Not(&[]) },
];

pub(crate) const NEIGHBOURS: Rule = Rule {
    check: neighbours,
    in_tests: false,
    guilty: &[
        ("src/domain/pay.rs", "use crate::store::Store;"),
        ("src/domain/pay/read.rs", "use super::super::{money, super::app};"),
        ("src/domain/pay.rs", "fn f() -> crate::index::Hit { todo() }"),
        ("src/store/keys.rs", "use crate::{domain::ids, app::App};"),
        ("src/app/search.rs", "use crate::api::problem;"),
        ("src/app/search.rs", "fn f() { println!(\"{}\", crate::delivery::NAME) }"),
        ("src/app/search.rs", "use crate::settings::Settings;"),
        ("src/api/search.rs", "use crate::store;"),
        ("src/api/search.rs", "fn f() { super::super::store::read() }"),
        ("src/api/search.rs", "use crate::portal::page;"),
        ("src/portal/search.rs", "use crate::api::search;"),
        ("src/portal/search.rs", "use crate::delivery::templates;"),
        ("src/jobs/deliver.rs", "use crate::settings::Settings;"),
        ("src/delivery/mailer.rs", "use crate::app::App;"),
        ("src/main.rs", "use jobbridge::delivery::Mailer;"),
        ("src/newroom/mod.rs", "//! A room nobody wrote a rule for."),
    ],
    innocent: &[
        ("src/domain/pay/read.rs", "use super::super::money::Fen; use crate::domain::ids; use std::fmt;"),
        ("src/domain/pay.rs", "#[cfg(test)] mod tests { use crate::store::Store; }"),
        (
            "src/api/search.rs",
            "use crate::{app::search, domain::ids::VacancyId}; use super::problem::Problem;",
        ),
        ("src/jobs/deliver.rs", "use crate::{app::App, delivery::webhook};"),
        ("src/lib.rs", "pub mod store; pub mod domain;"),
    ],
};

pub(crate) const CRATES: Rule = Rule {
    check: crates,
    in_tests: false,
    guilty: &[
        ("src/domain/pay.rs", "use tokio::sync::Mutex;"),
        ("src/domain/pay.rs", "fn f() { tantivy::schema::new() }"),
        ("src/domain/pay.rs", "#[derive(sea_orm::FromQueryResult)] struct Row;"),
        ("src/domain/pay.rs", "use log::info;"),
        ("src/store/keys.rs", "use actix_web::HttpResponse;"),
        ("src/app/search.rs", "use tantivy::Index;"),
        ("src/app/search.rs", "use sea_orm::EntityTrait;"),
        ("src/app/search.rs", "use askama::Template;"),
        ("src/app/search.rs", "fn f() { vec![lettre::Message::builder()]; }"),
        ("src/api/search.rs", "fn f(c: reqwest::Client) {}"),
        ("src/jobs/deliver.rs", "use lettre::Message;"),
        ("src/server.rs", "use reqwest as http;"),
        ("index/src/writer.rs", "use actix_web::web;"),
    ],
    innocent: &[
        ("src/domain/pay.rs", "use serde::Serialize; use std::fmt; #[derive(utoipa::ToSchema)] struct A;"),
        ("src/domain/pay.rs", "#[cfg(test)] mod tests { use proptest::prelude::*; }"),
        ("src/delivery/mailer.rs", "use lettre::Message; use reqwest::Client;"),
        ("src/app/search.rs", "use jobbridge_index::Vocabulary; fn f() { tokio::spawn(async {}); }"),
        ("index/src/writer.rs", "use tantivy::IndexWriter;"),
    ],
};

fn room(source: &Source) -> Result<&'static Room, Offence> {
    let unknown = || {
        Offence::new(
            source,
            1,
            "a room without rules: say in tests/it/architecture/layers.rs whom it may know",
        )
    };
    ROOMS.iter().find(|room| room.name == source.room()).ok_or_else(unknown)
}

fn neighbours(source: &Source) -> Vec<Offence> {
    let room = match room(source) {
        Ok(room) => room,
        Err(unknown) => return vec![unknown],
    };
    if room.name == "index" {
        return Vec::new(); // a package of its own: its manifest shows that it knows none of us
    }
    let strange = |path: &[String]| {
        let [first, second, ..] = path else { return false };
        first == "crate"
            && second != room.name
            && is_room(second)
            && !room.neighbours.contains(&second.as_str())
    };
    mentions(source)
        .iter()
        .filter(|mention| strange(&mention.path))
        .map(|mention| {
            Offence::new(source, mention.line, format!("{} knows {}", room.name, mention.path.join("::")))
        })
        .collect()
}

/// Whether a name at the crate's root is a module, and no macro or re-exported item.
fn is_room(name: &str) -> bool {
    name.starts_with(char::is_lowercase)
}

fn crates(source: &Source) -> Vec<Offence> {
    let Ok(room) = room(source) else { return Vec::new() };
    let denied = |name: &str| match room.crates {
        Crates::Only(allowed) => is_dependency(name) && !allowed.contains(&name),
        Crates::Not(groups) => groups.iter().any(|group| group.contains(&name)),
    };
    mentions(source)
        .iter()
        .filter(|mention| mention.path.first().is_some_and(|first| denied(first)))
        .map(|mention| {
            Offence::new(source, mention.line, format!("{} uses {}", room.name, mention.path.join("::")))
        })
        .collect()
}

/// Whether a path's first name is a crate of others: one of the manifests names it, or a well-known one.
fn is_dependency(name: &str) -> bool {
    ["tantivy", "regex", "actix", "log"].contains(&name) || manifest_names().iter().any(|known| known == name)
}

fn manifest_names() -> &'static [String] {
    static NAMES: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    NAMES.get_or_init(|| {
        let manifest = super::source::read("Cargo.toml");
        let section = manifest.split("\n[dependencies]").nth(1).unwrap();
        let section = section.split("\n[").next().unwrap();
        let name = |line: &str| line.split(['=', '.', ' ']).next().map(|name| name.replace('-', "_"));
        section.lines().filter(|line| line.starts_with(char::is_alphabetic)).filter_map(name).collect()
    })
}
