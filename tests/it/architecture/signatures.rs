//! What public signatures may not name: a tantivy type in the index (rule 2), a row in the store (rule 3).

use super::{
    Rule,
    mentions::{attributes, is_test},
    source::{Offence, Source},
};
use std::collections::HashSet;
use syn::{
    Fields, ImplItem, Item, ReturnType, UseTree, Visibility,
    spanned::Spanned,
    visit::{self, Visit},
};

pub(crate) const NO_TANTIVY: Rule = Rule {
    check: tantivy,
    in_tests: false,
    guilty: &[
        ("index/src/reader.rs", "use tantivy::Searcher; pub fn searcher() -> Searcher { new() }"),
        ("index/src/reader.rs", "use tantivy::{schema::Field as F}; pub struct A { pub field: F }"),
        ("index/src/reader.rs", "pub enum E { Broken(tantivy::TantivyError) }"),
        (
            "index/src/reader.rs",
            "pub struct A; impl A { pub fn add(&self, d: &tantivy::TantivyDocument) {} }",
        ),
        ("index/src/lib.rs", "pub use tantivy::Order;"),
        ("index/src/lib.rs", "pub type Query = Box<dyn tantivy::query::Query>;"),
        ("index/src/lib.rs", "pub trait T { fn f(&self) -> tantivy::Score; }"),
    ],
    innocent: &[
        ("index/src/reader.rs", "use tantivy::Searcher; pub(crate) fn searcher() -> Searcher { new() }"),
        ("index/src/reader.rs", "use tantivy::Searcher; pub struct A { searcher: Searcher }"),
        ("index/src/reader.rs", "pub fn f() -> u64 { tantivy::count() }"),
        ("src/app/search.rs", "pub fn elsewhere() -> tantivy::Score { 1.0 }"),
    ],
};

pub(crate) const NO_ROWS: Rule = Rule {
    check: rows,
    in_tests: false,
    guilty: &[
        (
            "src/store/keys.rs",
            "impl Store { pub fn key(&self) -> Result<Option<keys::Model>, StoreError> { x() } }",
        ),
        ("src/store/keys.rs", "pub fn key() -> sea_orm::QueryResult { x() }"),
        ("src/store/keys.rs", "pub async fn key() -> Vec<SqliteRow> { x() }"),
    ],
    innocent: &[
        ("src/store/keys.rs", "pub fn key() -> Result<ApiKey, StoreError> { x() }"),
        ("src/store/keys.rs", "fn row() -> keys::Model { x() } pub(super) fn other() -> keys::Model { x() }"),
    ],
};

fn tantivy(source: &Source) -> Vec<Offence> {
    if source.room() != "index" {
        return Vec::new();
    }
    let mut names = HashSet::from(["tantivy".to_owned()]);
    for item in &source.syntax.items {
        if let Item::Use(item) = item
            && let UseTree::Path(path) = &item.tree
            && path.ident == "tantivy"
        {
            leaves(&path.tree, &mut names);
        }
    }
    let mut finder =
        Public::new(|path| path.segments.iter().any(|part| names.contains(&part.ident.to_string())));
    finder.visit_file(&source.syntax);
    offences(source, &finder.found, "a tantivy type leaves the index")
}

fn rows(source: &Source) -> Vec<Offence> {
    if source.room() != "store" {
        return Vec::new();
    }
    const ROWS: [&str; 6] = ["Model", "ActiveModel", "QueryResult", "SqliteRow", "PgRow", "AnyRow"];
    let mut finder = Public::new(|path| {
        path.segments.last().is_some_and(|last| ROWS.contains(&last.ident.to_string().as_str()))
    });
    finder.returns_only = true;
    finder.visit_file(&source.syntax);
    offences(source, &finder.found, "a row leaves the store")
}

fn offences(source: &Source, lines: &[usize], what: &str) -> Vec<Offence> {
    lines.iter().map(|line| Offence::new(source, *line, what)).collect()
}

fn leaves(tree: &UseTree, into: &mut HashSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, into),
        UseTree::Name(name) => drop(into.insert(name.ident.to_string())),
        UseTree::Rename(rename) => drop(into.insert(rename.rename.to_string())),
        UseTree::Glob(_) => {}
        UseTree::Group(group) => group.items.iter().for_each(|item| leaves(item, into)),
    }
}

/// Walks what is public and remembers the lines in which `wanted` paths stand.
struct Public<F> {
    wanted: F,
    returns_only: bool,
    found: Vec<usize>,
}

impl<F: Fn(&syn::Path) -> bool> Public<F> {
    fn new(wanted: F) -> Self {
        Self { wanted, returns_only: false, found: Vec::new() }
    }

    fn signature(&mut self, signature: &syn::Signature) {
        if self.returns_only {
            if let ReturnType::Type(_, kind) = &signature.output {
                self.visit_type(kind);
            }
        } else {
            self.visit_signature(signature);
        }
    }

    fn fields(&mut self, fields: &Fields, all: bool) {
        for field in fields.iter().filter(|field| all || public(&field.vis)) {
            self.visit_type(&field.ty);
        }
    }

    fn reexport(&mut self, tree: &UseTree) {
        let path = match tree {
            UseTree::Path(path) => syn::Path::from(path.ident.clone()),
            UseTree::Name(name) => syn::Path::from(name.ident.clone()),
            _ => return,
        };
        if !self.returns_only && (self.wanted)(&path) {
            self.found.push(tree.span().start().line);
        }
    }

    fn shape(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if public(&item.vis) => self.fields(&item.fields, false),
            Item::Enum(item) if public(&item.vis) => {
                item.variants.iter().for_each(|variant| self.fields(&variant.fields, true))
            }
            Item::Type(item) if public(&item.vis) => self.visit_type(&item.ty),
            Item::Use(item) if public(&item.vis) => self.reexport(&item.tree),
            _ => {}
        }
    }
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl<'ast, F: Fn(&syn::Path) -> bool> Visit<'ast> for Public<F> {
    fn visit_item(&mut self, item: &'ast Item) {
        if is_test(attributes(item)) {
            return;
        }
        match item {
            Item::Fn(item) if public(&item.vis) => self.signature(&item.sig),
            Item::Impl(item) if item.trait_.is_none() => {
                for inner in &item.items {
                    if let ImplItem::Fn(function) = inner
                        && public(&function.vis)
                    {
                        self.signature(&function.sig);
                    }
                }
            }
            Item::Trait(item) if public(&item.vis) => visit::visit_item_trait(self, item),
            Item::Mod(item) => visit::visit_item_mod(self, item),
            other if !self.returns_only => self.shape(other),
            _ => {}
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if (self.wanted)(path) {
            self.found.push(path.span().start().line);
        }
        visit::visit_path(self, path);
    }
}
