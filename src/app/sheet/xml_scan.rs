//! Looks over the XML of a workbook's parts as it is unpacked, before anything parses it: how many strings there really
//! are, and how much stands between two ends of cells, for the parser keeps one cell whole.

/// What a part of XML holds.
#[derive(Debug)]
pub(super) struct XmlScan {
    /// Whether cells end what the parser keeps; shared strings do otherwise.
    cells: bool,
    /// Inside a value, where other ends end nothing.
    inside: bool,
    /// Shared strings that begin.
    pub(super) strings: u64,
    /// The most bytes between two ends of a cell, a string or a row.
    pub(super) longest: u64,
    run: u64,
    state: State,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Text,
    /// Inside a tag's name; whether it ends an element, and what the name is so far.
    Name {
        end: bool,
        name: [u8; 4],
        length: usize,
    },
}

impl XmlScan {
    /// Begins a sheet, or the shared strings.
    pub(super) fn new(cells: bool) -> Self {
        Self { cells, inside: false, strings: 0, longest: 0, run: 0, state: State::Text }
    }

    /// Looks at the next bytes of the part.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.run += 1;
            self.longest = self.longest.max(self.run);
            self.step(*byte);
        }
    }

    fn step(&mut self, byte: u8) {
        self.state = match (self.state, byte) {
            (_, b'<') => State::Name { end: false, name: [0; 4], length: 0 },
            (State::Text, _) => State::Text,
            (State::Name { length: 0, .. }, b'/') => State::Name { end: true, name: [0; 4], length: 0 },
            // A prefix: what follows is the name.
            (State::Name { end, .. }, b':') => State::Name { end, name: [0; 4], length: 0 },
            (State::Name { end, mut name, length }, byte) if byte.is_ascii_alphanumeric() => {
                if let Some(place) = name.get_mut(length) {
                    *place = byte;
                }
                State::Name { end, name, length: length + 1 }
            }
            (State::Name { end, name, length }, _) => {
                self.named(end, name.get(..length).unwrap_or_default());
                State::Text
            }
        };
    }

    fn named(&mut self, end: bool, name: &[u8]) {
        match (end, name) {
            (false, b"si") => self.strings += 1,
            (true, b"si") if !self.cells => self.run = 0,
            (_, b"is" | b"v" | b"f") => self.inside = !end,
            (true, b"c" | b"row") if self.cells && !self.inside => self.run = 0,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str, cells: bool) -> XmlScan {
        let mut whole = XmlScan::new(cells);
        whole.add(text.as_bytes());
        let mut cut = XmlScan::new(cells);
        text.as_bytes().chunks(3).for_each(|bytes| cut.add(bytes));
        assert_eq!((whole.strings, whole.longest), (cut.strings, cut.longest));
        whole
    }

    #[test]
    fn strings_are_counted_and_the_longest_cell_is_measured_with_and_without_prefixes() {
        let strings = "<sst uniqueCount=\"1\"><si><t>a</t></si><x:si><x:t>b</x:t></x:si><si/></sst>";
        assert_eq!(scan(strings, false).strings, 3);
        let long = "x".repeat(1_000);
        let sheet = format!("<row><c><v>{long}</v></c><x:c><v>{long}</v></x:c><sink>1</sink></row>");
        assert!((1_000..1_100).contains(&scan(&sheet, true).longest));
        let joined = format!("<si><r><t>{long}</t></r><c></c><r><t>{long}</t></r></si>");
        assert!(scan(&joined, false).longest > 2_000);
        let hidden = format!("<c><is><t>{long}</t><c></c><t>{long}</t></is></c>");
        assert!(scan(&hidden, true).longest > 2_000);
    }
}
