//! How long files, functions and handlers may be.

use super::{
    Rule,
    mentions::{attributes, is_test},
    source::{Offence, Source},
};
use syn::{
    FnArg, ImplItem, ImplItemFn, Item, ItemFn, Signature, TraitItemFn, Type,
    spanned::Spanned,
    visit::{self, Visit},
};

/// Fifty times the same text, for samples.
macro_rules! fifty {
    ($text:expr) => {
        concat!(ten!($text), ten!($text), ten!($text), ten!($text), ten!($text))
    };
}

macro_rules! ten {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text)
    };
}

const FILE: usize = 400;
const FUNCTION: usize = 60;
const HANDLER: usize = 30;

pub(crate) const FILES: Rule = Rule {
    check: long_file,
    in_tests: false,
    guilty: &[("src/app/a.rs", LONG_FILE)],
    innocent: &[("src/app/a.rs", LONG_TESTS)],
};

pub(crate) const FUNCTIONS: Rule = Rule {
    check: long_functions,
    in_tests: false,
    guilty: &[("src/app/a.rs", LONG_FUNCTION), ("src/app/a.rs", LONG_METHOD)],
    innocent: &[("src/app/a.rs", MIDDLING_HANDLER), ("src/app/a.rs", LONG_TESTS)],
};

pub(crate) const HANDLERS: Rule = Rule {
    check: long_handlers,
    in_tests: false,
    guilty: &[("src/api/a.rs", MIDDLING_HANDLER), ("src/portal/a.rs", MIDDLING_HANDLER)],
    innocent: &[("src/app/a.rs", MIDDLING_HANDLER), ("src/api/a.rs", MIDDLEWARE)],
};

const LONG_FILE: &str = concat!("//! Long.\n", fifty!(fifty!("// line\n")), "fn f() {}\n");
const LONG_TESTS: &str =
    concat!("//! Short.\n#[cfg(test)]\nmod tests {\n", fifty!(fifty!("// line\n")), "}\n");
const LONG_FUNCTION: &str = concat!("fn f() {\n", fifty!("g();\n"), fifty!("g();\n"), "}\n");
const LONG_METHOD: &str = concat!("impl A {\nfn f() {\n", fifty!("g();\n"), fifty!("g();\n"), "}\n}\n");
const MIDDLEWARE: &str = concat!("async fn f(next: Next<impl Body>) {\n", fifty!("g();\n"), "}\n");
const MIDDLING_HANDLER: &str = concat!("pub async fn f() {\n", fifty!("g();\n"), "}\n");

/// How long a file is before its tests.
fn file_length(source: &Source) -> usize {
    source.text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count()
}

fn long_file(source: &Source) -> Vec<Offence> {
    match file_length(source) {
        lines if lines > FILE => {
            vec![Offence::new(source, lines, format!("{lines} lines before its tests, {FILE} at most"))]
        }
        _ => Vec::new(),
    }
}

fn long_functions(source: &Source) -> Vec<Offence> {
    too_long(source, FUNCTION, |_| true, "function")
}

/// In `api` and `portal` whatever is asynchronous answers a request, but for what stands in the way of all of them.
fn long_handlers(source: &Source) -> Vec<Offence> {
    match source.room() {
        "api" | "portal" => {
            too_long(source, HANDLER, |function| function.is_async && !function.is_middleware, "handler")
        }
        _ => Vec::new(),
    }
}

fn too_long(source: &Source, most: usize, which: impl Fn(&Function) -> bool, what: &str) -> Vec<Offence> {
    functions(source)
        .iter()
        .filter(|function| which(function) && function.lines > most)
        .map(|function| {
            let text = format!("{what} {} has {} lines, {most} at most", function.name, function.lines);
            Offence::new(source, function.line, text)
        })
        .collect()
}

/// The lengths of all files.
pub(crate) fn file_lengths(sources: &[&Source]) -> Vec<usize> {
    sources.iter().copied().map(file_length).collect()
}

/// The lengths of all functions.
pub(crate) fn function_lengths(sources: &[&Source]) -> Vec<usize> {
    sources.iter().copied().flat_map(functions).map(|function| function.lines).collect()
}

/// The median and the 90th percentile.
pub(crate) fn spread(mut lengths: Vec<usize>) -> (usize, usize) {
    lengths.sort_unstable();
    let at = |tenths: usize| {
        let rank = (lengths.len() * tenths).div_ceil(10).saturating_sub(1);
        lengths.get(rank).copied().unwrap_or(0)
    };
    (at(5), at(9))
}

/// What is wrong where the middle or the long tail is over its budget.
pub(crate) fn over_spread(what: &str, lengths: Vec<usize>, median: usize, ninth: usize) -> Option<String> {
    let measured = spread(lengths);
    let over = measured.0 > median || measured.1 > ninth;
    over.then(|| {
        format!(
            "{what}: median {} lines, {median} at most; nine in ten have up to {}, {ninth} at most",
            measured.0, measured.1
        )
    })
}

struct Function {
    name: String,
    line: usize,
    lines: usize,
    is_async: bool,
    /// Hands requests on to a `Next`.
    is_middleware: bool,
}

fn functions(source: &Source) -> Vec<Function> {
    let mut finder = Finder(Vec::new());
    finder.visit_file(&source.syntax);
    finder.0
}

struct Finder(Vec<Function>);

impl Finder {
    fn add(&mut self, signature: &Signature, body: &syn::Block) {
        let line = signature.span().start().line;
        let lines = body.brace_token.span.close().end().line + 1 - line;
        self.0.push(Function {
            name: signature.ident.to_string(),
            line,
            lines,
            is_async: signature.asyncness.is_some(),
            is_middleware: signature.inputs.iter().any(takes_next),
        });
    }
}

fn takes_next(argument: &FnArg) -> bool {
    let FnArg::Typed(typed) = argument else { return false };
    matches!(&*typed.ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Next"))
}

impl<'ast> Visit<'ast> for Finder {
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

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.add(&function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}
