//! The project's own sources, parsed.

use super::mentions::is_test;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
};
use syn::{Expr, Item, ItemMod, Lit, Meta};

/// A source file.
pub(crate) struct Source {
    /// Its path from the root, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) syntax: syn::File,
    /// Whether it is a test module in a file of its own.
    pub(crate) is_test: bool,
}

impl Source {
    pub(crate) fn parse(path: &str, text: &str) -> Self {
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path} is no Rust: {error}"));
        Self { path: path.to_owned(), text: text.to_owned(), syntax, is_test: false }
    }

    /// The room it belongs to: `domain`, `store`, …, `index`, or the file's own name at the top of `src`.
    pub(crate) fn room(&self) -> &str {
        match self.path.strip_prefix("src/") {
            Some(inside) => inside.split('/').next().map_or(inside, |first| first.trim_end_matches(".rs")),
            None => "index",
        }
    }

    /// Its module path below the crate.
    pub(crate) fn module(&self) -> Vec<String> {
        let inside = self.path.trim_start_matches("index/").trim_start_matches("src/");
        let mut parts: Vec<_> = inside.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
        if matches!(parts.last().map(String::as_str), Some("mod" | "lib" | "main")) {
            parts.pop();
        }
        parts
    }
}

/// Something against a rule, with its place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Offence {
    path: String,
    line: usize,
    what: String,
}

impl Offence {
    pub(crate) fn new(source: &Source, line: usize, what: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line, what: what.into() }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Every source file of the two packages, tests beside the code included.
pub(crate) fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    walk(&root().join("src"), &mut paths);
    walk(&root().join("index/src"), &mut paths);
    paths.sort();
    let mut sources: Vec<_> =
        paths.iter().map(|path| Source::parse(&relative(path), &fs::read_to_string(path).unwrap())).collect();
    mark_tests(&mut sources);
    sources
}

/// Marks the files that some `#[cfg(test)] mod name;` declares, and what lies below them.
pub(crate) fn mark_tests(sources: &mut [Source]) {
    let declared: Vec<_> = sources.iter().flat_map(declared_tests).collect();
    for source in sources {
        let bare = source.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let below = |test: &String| {
            bare.strip_prefix(test.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        source.is_test = declared.iter().any(below);
    }
}

/// The paths, without their ending, of the test modules a file declares.
fn declared_tests(source: &Source) -> Vec<String> {
    let bare = source.path.trim_end_matches(".rs");
    let (folder, name) = bare.rsplit_once('/').unwrap_or(("", bare));
    let home = if matches!(name, "mod" | "lib" | "main") { folder } else { bare };
    let modules = source.syntax.items.iter().filter_map(|item| match item {
        Item::Mod(module) if module.content.is_none() && is_test(&module.attrs) => Some(module),
        _ => None,
    });
    modules
        .map(|module| match own_path(module) {
            Some(path) => format!("{folder}/{}", path.trim_end_matches(".rs")),
            None => format!("{home}/{}", module.ident),
        })
        .collect()
}

/// What `#[path = "…"]` says.
fn own_path(module: &ItemMod) -> Option<String> {
    module.attrs.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    })
}

/// A file of the project as text.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

fn walk(directory: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}
