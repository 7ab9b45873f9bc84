//! Which paths a source file mentions outside its tests: in `use`, in types and expressions, in attributes and inside
//! macro calls. Paths into our own crate are resolved, so that `super::super::store` is not a way around a rule.

use super::source::Source;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{
    Attribute, ImplItem, Item, ItemMod, ItemUse, Macro, Meta, UseTree,
    visit::{self, Visit},
};

/// A path and the line it stands in. Paths into our own crate begin with `crate`.
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

pub(crate) fn mentions(source: &Source) -> Vec<Mention> {
    let mut collector = Collector { module: source.module(), found: Vec::new() };
    collector.visit_file(&source.syntax);
    collector.found
}

/// Whether an item is only compiled for tests.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

struct Collector {
    module: Vec<String>,
    found: Vec<Mention>,
}

impl Collector {
    fn add(&mut self, segments: Vec<String>, span: Span) {
        self.found.push(Mention { path: self.resolve(segments), line: span.start().line });
    }

    fn resolve(&self, segments: Vec<String>) -> Vec<String> {
        let ups = segments.iter().take_while(|segment| *segment == "super").count();
        let here = segments.first().is_some_and(|first| first == "self");
        match segments.first().map(String::as_str) {
            Some("crate" | "jobbridge") => {
                ["crate".to_owned()].into_iter().chain(segments.into_iter().skip(1)).collect()
            }
            _ if ups > 0 || here => {
                let parents = self.module.len().saturating_sub(ups);
                let base = self.module[..parents].iter().cloned();
                ["crate".to_owned()]
                    .into_iter()
                    .chain(base)
                    .chain(segments.into_iter().skip(ups.max(1)))
                    .collect()
            }
            _ => segments,
        }
    }

    fn flatten(&mut self, prefix: &[String], tree: &UseTree) {
        let extended = |segment: String| prefix.iter().cloned().chain([segment]).collect::<Vec<_>>();
        match tree {
            UseTree::Path(path) => self.flatten(&extended(path.ident.to_string()), &path.tree),
            UseTree::Name(name) => self.add(extended(name.ident.to_string()), name.ident.span()),
            UseTree::Rename(rename) => self.add(extended(rename.ident.to_string()), rename.ident.span()),
            UseTree::Glob(glob) => self.add(extended("*".to_owned()), glob.star_token.spans[0]),
            UseTree::Group(group) => group.items.iter().for_each(|item| self.flatten(prefix, item)),
        }
    }

    /// Paths in tokens that syn leaves alone: the insides of macros and attributes.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut start = Span::call_site();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.flush(&mut path, start);
                        start = ident.span();
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.flush(&mut path, start);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.flush(&mut path, start);
    }

    fn flush(&mut self, path: &mut Vec<String>, span: Span) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.add(path, span);
        }
    }
}

impl<'ast> Visit<'ast> for Collector {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !matches!(item, ImplItem::Fn(function) if is_test(&function.attrs)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.flatten(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if segments.len() > 1 {
            self.add(segments, path.segments[0].ident.span());
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
        visit::visit_macro(self, call);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }
}
