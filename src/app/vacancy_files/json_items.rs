//! One JSON text with many postings, read item by item: a list, the `@graph` of linked data, or a single object.

use super::{Locate, PostedRow, Source, Take, job_posting, lines};
use crate::{
    app::sheet::decoded::Decoded,
    domain::refusal::{Code, FieldError, Refusal},
};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::{
    cell::Cell,
    fmt,
    io::{self, BufReader, ErrorKind, Read},
    rc::Rc,
};

/// The longest item, in bytes.
const LONGEST: u64 = 1 << 20;

/// What the items are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Forms of postings, among which schema.org postings may be.
    Forms,
    /// Linked data: what is no JobPosting is about something else.
    Postings,
}

/// What a file is refused for that holds a web page or XML instead.
pub(super) fn no_json() -> Refusal {
    refuse("这是网页或 XML，不是 JSON", "this is a web page or XML, not JSON")
}

fn refuse(zh: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal::Invalid(vec![FieldError::new("", Code::InvalidJson).with_message(zh, en)])
}

/// Hands on the items of a text in any of the encodings we know.
pub(super) fn read(mut source: &mut dyn Source, manner: Manner, take: &mut Take<'_>) -> Result<(), Refusal> {
    let text = Decoded::new(&mut source).map_err(|_| Refusal::File(Code::UnreadableFile))?;
    let mut reading = Reading::new(manner, take);
    reading.read(text)?;
    reading.end()
}

/// The reading of one or several texts whose items are counted through.
pub(super) struct Reading<'t, 'f> {
    manner: Manner,
    take: &'t mut Take<'f>,
    count: u32,
    taken: u32,
    pending: Rc<Cell<u64>>,
    /// Why it ended before the text did.
    refused: Option<Refusal>,
}

impl<'t, 'f> Reading<'t, 'f> {
    pub(super) fn new(manner: Manner, take: &'t mut Take<'f>) -> Self {
        Self { manner, take, count: 0, taken: 0, pending: Rc::default(), refused: None }
    }

    /// Reads one text to its end.
    pub(super) fn read(&mut self, text: impl Read) -> Result<(), Refusal> {
        self.pending.set(0);
        let metered = Metered { text, pending: Rc::clone(&self.pending) };
        let mut reader = BufReader::with_capacity(32 << 10, metered);
        if first_is(&mut reader, b'<') {
            return Err(no_json());
        }
        let mut json = serde_json::Deserializer::from_reader(reader);
        let read = Items(self).deserialize(&mut json).and_then(|()| json.end());
        match (self.refused.take(), read) {
            (Some(refusal), _) => Err(refusal),
            (None, Ok(())) => Ok(()),
            (None, Err(_)) if self.pending.get() > LONGEST => Err(refuse(
                format!("第{}条过长", self.count + 1),
                format!("item {} is too long", self.count + 1),
            )),
            (None, Err(_)) => Err(refuse(
                format!("第{}条处的 JSON 无效或不完整", self.count + 1),
                format!("the JSON is not valid or breaks off at item {}", self.count + 1),
            )),
        }
    }

    /// Ends the file: linked data without a posting is the wrong file.
    pub(super) fn end(self) -> Result<(), Refusal> {
        if self.manner == Manner::Postings && self.taken == 0 {
            let (zh, en) = ("没有找到 schema.org JobPosting", "no schema.org JobPosting was found");
            return Err(Refusal::Invalid(vec![FieldError::new("", Code::Required).with_message(zh, en)]));
        }
        Ok(())
    }

    fn item(&mut self, value: Value) -> Result<(), Refusal> {
        self.count = self.count.saturating_add(1);
        let size = usize::try_from(self.pending.replace(0)).unwrap_or(usize::MAX);
        let row = match (job_posting::is_posting(&value), self.manner) {
            (true, _) => job_posting::read(self.count, value),
            (false, Manner::Forms) => lines::of_value(self.count, value),
            (false, Manner::Postings) if value.is_object() => return Ok(()),
            (false, Manner::Postings) => {
                let fault = FieldError::new("", Code::InvalidValue);
                PostedRow {
                    row: self.count,
                    reference: None,
                    draft: Err(vec![fault]),
                    locate: Locate::Posting,
                    size: 0,
                }
            }
        };
        self.taken += 1;
        (self.take)(PostedRow { size, ..row })
    }
}

/// Whether the first character that is no space is this one. A byte order mark is gone already.
fn first_is(reader: &mut impl io::BufRead, wanted: u8) -> bool {
    reader.fill_buf().is_ok_and(|bytes| bytes.trim_ascii_start().first() == Some(&wanted))
}

/// Counts what was read since the last item, and stops where that is too much for one.
struct Metered<R> {
    text: R,
    pending: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.pending.get() > LONGEST {
            return Err(ErrorKind::InvalidData.into());
        }
        let read = self.text.read(out)?;
        self.pending.set(self.pending.get() + read as u64);
        Ok(read)
    }
}

/// Hands each item on as soon as it is read.
struct Items<'r, 't, 'f>(&'r mut Reading<'t, 'f>);

impl Items<'_, '_, '_> {
    fn item<E: serde::de::Error>(&mut self, value: Value) -> Result<(), E> {
        self.0.item(value).map_err(|refusal| {
            self.0.refused = Some(refusal);
            E::custom("refused")
        })
    }
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list of postings, or an object")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element::<Value>()? {
            match value {
                // Pages put what they say of several things into a list of graphs.
                Value::Object(mut fields) if fields.get("@graph").is_some_and(Value::is_array) => {
                    if let Some(Value::Array(graph)) = fields.remove("@graph") {
                        graph.into_iter().try_for_each(|value| self.item(value))?;
                    }
                }
                value => self.item(value)?,
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut fields: A) -> Result<(), A::Error> {
        let (mut object, mut is_graph) = (Map::new(), false);
        while let Some(name) = fields.next_key::<String>()? {
            if name == "@graph" {
                is_graph = true;
                fields.next_value_seed(Items(&mut *self.0))?;
            } else {
                object.insert(name, fields.next_value()?);
            }
        }
        if is_graph { Ok(()) } else { self.item(Value::Object(object)) }
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        Err(E::custom("nothing"))
    }
}
