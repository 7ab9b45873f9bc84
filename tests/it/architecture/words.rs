//! Words and names that must not stand in the sources: unfinished work, lints switched off, ways to panic, an ambient
//! clock, protected attributes in matching, and modules named for nothing.

use super::{
    Rule,
    mentions::{attributes, is_test, mentions},
    source::{Offence, Source},
};
use proc_macro2::{TokenStream, TokenTree};
use std::ops::RangeInclusive;
use syn::{
    Attribute, ExprMethodCall, ImplItem, Item, Macro,
    spanned::Spanned,
    visit::{self, Visit},
};

pub(crate) const NOTHING_LEFT_TO_DO: Rule = Rule {
    check: unfinished,
    in_tests: true,
    guilty: &[
        ("src/app/a.rs", "fn f() { todo!() }"),
        ("src/app/a.rs", "fn f() { std::unimplemented!(\"later\") }"),
        ("src/app/a.rs", "fn f() { vec![dbg!(1)]; }"),
        ("src/app/a.rs", "#[cfg(test)] mod tests { #[test] fn t() { todo!() } }"),
    ],
    innocent: &[("src/app/a.rs", "/// Nothing todo!() here.\nfn todo() { let _ = \"todo!()\"; }")],
};

pub(crate) const NO_ALLOW: Rule = Rule {
    check: allows,
    in_tests: true,
    guilty: &[
        ("src/app/a.rs", "#[allow(dead_code)] fn f() {}"),
        ("src/app/a.rs", "#![allow(missing_docs)]"),
        ("src/app/a.rs", "fn f() { #[allow(unused)] let x = 1; }"),
        ("src/app/a.rs", "#[cfg_attr(test, allow(dead_code))] fn f() {}"),
    ],
    innocent: &[("src/app/a.rs", "#[expect(dead_code, reason = \"shown in a moment\")] fn allow() {}")],
};

pub(crate) const NO_UNWRAP: Rule = Rule {
    check: unwraps,
    in_tests: false,
    guilty: &[
        ("src/app/a.rs", "fn f() { g().unwrap(); }"),
        ("src/app/a.rs", "fn f() { g().expect(\"never\"); }"),
        ("src/app/a.rs", "fn f() { println!(\"{}\", g().unwrap()); }"),
        ("src/app/a.rs", "struct A; impl A { fn f(&self) { g().unwrap_err(); } }"),
    ],
    innocent: &[
        ("src/app/a.rs", "#[cfg(test)] mod tests { #[test] fn t() { g().unwrap(); } }"),
        ("src/app/a.rs", "fn f() { g().unwrap_or_default(); }"),
        ("src/app/a.rs", "#[expect(clippy::unwrap_used, reason = \"a literal\")] fn f() { g().unwrap(); }"),
    ],
};

pub(crate) const NO_AMBIENT_CLOCK: Rule = Rule {
    check: ambient,
    in_tests: false,
    guilty: &[
        (
            "src/app/a.rs",
            "#[expect(clippy::disallowed_methods, reason = \"quick\")] fn f() { chrono::Utc::now(); }",
        ),
        ("src/jobs/a.rs", "fn f() { let x = std::time::SystemTime::now(); }"),
    ],
    innocent: &[(
        "src/domain/clock.rs",
        "#[expect(clippy::disallowed_methods, reason = \"the one place\")] fn f() { chrono::Utc::now(); }",
    )],
};

pub(crate) const NO_PROTECTED_ATTRIBUTES: Rule = Rule {
    check: protected,
    in_tests: false,
    guilty: &[
        ("src/domain/matching/score.rs", "fn f(g: &Graduate) { if g.protected.ethnicity.is_some() {} }"),
        ("src/domain/matching/score.rs", "fn f(g: &Graduate) -> Sex { g.sex }"),
        ("src/domain/matching/place.rs", "fn f() { format!(\"{}\", g.household_kind()); }"),
    ],
    innocent: &[
        ("src/domain/graduate.rs", "struct G { sex: Sex, ethnicity: String }"),
        ("src/domain/matching/score.rs", "#[cfg(test)] mod tests { fn f() { g.sex = Sex::Female; } }"),
    ],
};

pub(crate) const NAMES: Rule = Rule {
    check: names,
    in_tests: true,
    guilty: &[
        ("src/app/utils.rs", ""),
        ("src/common/mod.rs", ""),
        ("index/src/text/helpers.rs", ""),
        ("src/app/a.rs", "mod misc { fn f() {} }"),
    ],
    innocent: &[("src/app/commonality.rs", "")],
};

pub(crate) const FRONT_PAGE: Rule = Rule {
    check: front_page,
    in_tests: false,
    guilty: &[("src/app/a.rs", ""), ("src/app/a.rs", "/// Not about the file.\nfn f() {}")],
    innocent: &[("src/app/a.rs", "//! What this is.\nfn f() {}")],
};

fn unfinished(source: &Source) -> Vec<Offence> {
    const WORDS: [&str; 3] = ["todo", "unimplemented", "dbg"];
    words(source, true)
        .iter()
        .filter(|word| WORDS.contains(&word.text.as_str()) && word.next == Some('!'))
        .map(|word| Offence::new(source, word.line, format!("{}! is unfinished work", word.text)))
        .collect()
}

fn allows(source: &Source) -> Vec<Offence> {
    struct Finder(Vec<usize>);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_attribute(&mut self, attribute: &'ast Attribute) {
            let inside =
                attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
            let conditional =
                attribute.path().is_ident("cfg_attr") && inside.replace(' ', "").contains(",allow(");
            if attribute.path().is_ident("allow") || conditional {
                self.0.push(attribute.span().start().line);
            }
        }
    }
    let mut finder = Finder(Vec::new());
    finder.visit_file(&source.syntax);
    finder
        .0
        .iter()
        .map(|line| Offence::new(source, *line, "a lint is allowed: use #[expect(…, reason)]"))
        .collect()
}

fn unwraps(source: &Source) -> Vec<Offence> {
    const WORDS: [&str; 4] = ["unwrap", "expect", "unwrap_err", "expect_err"];
    struct Finder(Vec<(usize, String)>);
    impl Finder {
        fn tokens(&mut self, tokens: TokenStream) {
            let mut after_dot = false;
            for token in tokens {
                match &token {
                    TokenTree::Ident(ident) if after_dot && WORDS.contains(&ident.to_string().as_str()) => {
                        self.0.push((ident.span().start().line, ident.to_string()));
                    }
                    TokenTree::Group(group) => self.tokens(group.stream()),
                    _ => {}
                }
                after_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
            }
        }
    }
    impl<'ast> Visit<'ast> for Finder {
        fn visit_item(&mut self, item: &'ast Item) {
            if !is_test(attributes(item)) && !excused(attributes(item)) {
                visit::visit_item(self, item);
            }
        }
        fn visit_impl_item(&mut self, item: &'ast ImplItem) {
            if !matches!(item, ImplItem::Fn(function) if is_test(&function.attrs) || excused(&function.attrs))
            {
                visit::visit_impl_item(self, item);
            }
        }
        fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
            if !matches!(statement, syn::Stmt::Local(local) if excused(&local.attrs)) {
                visit::visit_stmt(self, statement);
            }
        }
        fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
            if WORDS.contains(&call.method.to_string().as_str()) {
                self.0.push((call.method.span().start().line, call.method.to_string()));
            }
            visit::visit_expr_method_call(self, call);
        }
        fn visit_macro(&mut self, call: &'ast Macro) {
            self.tokens(call.tokens.clone());
        }
    }
    let mut finder = Finder(Vec::new());
    finder.visit_file(&source.syntax);
    finder.0.iter().map(|(line, word)| Offence::new(source, *line, format!("{word} outside tests"))).collect()
}

/// Whether an `#[expect]` with a reason stands over it.
fn excused(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("expect") && list.contains("_used") && list.contains("reason")
    })
}

fn ambient(source: &Source) -> Vec<Offence> {
    if ["src/domain/clock.rs", "src/domain/entropy.rs"].contains(&source.path.as_str()) {
        return Vec::new();
    }
    const CALLS: [&[&str]; 5] = [
        &["Utc", "now"],
        &["Local", "now"],
        &["SystemTime", "now"],
        &["Uuid", "now_v7"],
        &["Uuid", "new_v4"],
    ];
    mentions(source)
        .iter()
        .filter(|mention| CALLS.iter().any(|call| ends(&mention.path, call)))
        .map(|mention| Offence::new(source, mention.line, format!("{} is ambient", mention.path.join("::"))))
        .collect()
}

fn ends(path: &[String], with: &[&str]) -> bool {
    path.len() >= with.len() && path[path.len() - with.len()..] == *with
}

fn protected(source: &Source) -> Vec<Offence> {
    if !source.path.starts_with("src/domain/matching") {
        return Vec::new();
    }
    const WORDS: [&str; 8] =
        ["sex", "ethnicity", "religion", "disability", "household", "marriage", "poverty", "protected"];
    let named = |word: &str| {
        WORDS.iter().find(|protected| word.to_lowercase().split('_').any(|part| part == **protected))
    };
    words(source, false)
        .iter()
        .filter_map(|word| {
            named(&word.text).map(|name| Offence::new(source, word.line, format!("matching reads {name}")))
        })
        .collect()
}

fn names(source: &Source) -> Vec<Offence> {
    const NAMES: [&str; 8] = ["utils", "util", "common", "helpers", "helper", "misc", "shared", "stuff"];
    let mut found: Vec<_> = source.module().into_iter().map(|name| (1, name)).collect();
    for item in &source.syntax.items {
        if let Item::Mod(module) = item {
            found.push((module.ident.span().start().line, module.ident.to_string()));
        }
    }
    found.retain(|(_, name)| NAMES.contains(&name.as_str()));
    found.iter().map(|(line, name)| Offence::new(source, *line, format!("a module called {name}"))).collect()
}

fn front_page(source: &Source) -> Vec<Offence> {
    let opens = source.text.lines().next().is_some_and(|line| line.starts_with("//! "));
    if opens {
        Vec::new()
    } else {
        vec![Offence::new(source, 1, "does not open with a `//!` line saying what it is")]
    }
}

/// A word of the code with its line and the sign behind it.
struct Word {
    text: String,
    line: usize,
    next: Option<char>,
}

fn words(source: &Source, with_tests: bool) -> Vec<Word> {
    let mut found = Vec::new();
    collect(source.text.parse().unwrap(), &mut found);
    let tests = if with_tests { Vec::new() } else { test_lines(source) };
    found.retain(|word| !tests.iter().any(|range| range.contains(&word.line)));
    found
}

fn collect(tokens: TokenStream, into: &mut Vec<Word>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) => {
                let next = match tokens.peek() {
                    Some(TokenTree::Punct(punct)) => Some(punct.as_char()),
                    _ => None,
                };
                into.push(Word { text: ident.to_string(), line: ident.span().start().line, next });
            }
            TokenTree::Group(group) => collect(group.stream(), into),
            _ => {}
        }
    }
}

/// The lines of the file's tests.
fn test_lines(source: &Source) -> Vec<RangeInclusive<usize>> {
    let tests = source.syntax.items.iter().filter(|item| is_test(attributes(item)));
    tests.map(|item| item.span().start().line..=item.span().end().line).collect()
}
