//! Reads mails as they left: files of the file transport, or what the SMTP sink took from the wire.

use super::wait::wait_for;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

/// A directory of .eml files.
#[derive(Clone)]
pub(crate) struct Mailbox(PathBuf);

/// A mail, parsed by somebody else's parser.
pub(crate) struct Mail(Message<'static>);

impl Mailbox {
    pub(crate) fn new(directory: impl Into<PathBuf>) -> Self {
        Self(directory.into())
    }

    /// Every mail there is, oldest first.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        let mut paths = eml_files(&self.0);
        paths.sort_by_cached_key(|path| {
            (fs::metadata(path).and_then(|data| data.modified()).ok(), path.clone())
        });
        paths.iter().map(|path| Mail::parse(&fs::read(path).unwrap())).collect()
    }

    /// Waits for the first mail that is `wanted`.
    pub(crate) async fn wait(&self, what: &str, wanted: impl Fn(&Mail) -> bool) -> Mail {
        wait_for(what, Duration::from_secs(30), async || self.mails().into_iter().find(&wanted)).await
    }
}

fn eml_files(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "eml")).collect()
}

impl Mail {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        Self(MessageParser::default().parse(bytes).unwrap().into_owned())
    }

    pub(crate) fn subject(&self) -> &str {
        self.0.subject().unwrap_or_default()
    }

    /// The addressee.
    pub(crate) fn to(&self) -> &str {
        self.0.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default()
    }

    pub(crate) fn message_id(&self) -> &str {
        self.0.message_id().unwrap_or_default()
    }

    /// A header as text, unfolded.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        self.0.header_raw(name).map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// `multipart/alternative` and the like.
    pub(crate) fn content_type(&self) -> String {
        let kind = self.0.content_type().unwrap();
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default())
    }

    pub(crate) fn text(&self) -> String {
        self.0.body_text(0).unwrap_or_default().into_owned()
    }

    pub(crate) fn html(&self) -> String {
        self.0.body_html(0).unwrap_or_default().into_owned()
    }

    /// How many parts of each kind it carries.
    pub(crate) fn parts(&self) -> (usize, usize) {
        let kinds = |wanted: &str| {
            let is = |part: &&mail_parser::MessagePart<'_>| {
                part.content_type().and_then(|kind| kind.subtype()).is_some_and(|subtype| subtype == wanted)
            };
            self.0.parts.iter().filter(is).count()
        };
        (kinds("plain"), kinds("html"))
    }

    /// The first link in the text that contains `path`.
    pub(crate) fn link(&self, path: &str) -> Option<String> {
        let text = self.text();
        // Chinese sets no space before a link.
        let links = text.match_indices("http").map(|(start, _)| &text[start..]);
        let ends = |character: char| {
            character.is_whitespace() || !character.is_ascii() || ">)\"".contains(character)
        };
        let links = links.map(|rest| rest.split(ends).next().unwrap_or_default());
        links.into_iter().find(|link| link.contains(path)).map(str::to_owned)
    }

    /// Whether a header holds what a parser understands as an address list or text.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.header(name).is_some_and(|value| !matches!(value, HeaderValue::Empty))
    }
}
