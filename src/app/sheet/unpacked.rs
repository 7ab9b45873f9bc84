//! Measures what a workbook unpacks to before anything parses it: a few kilobytes can hold gigabytes, and the sizes
//! an archive declares are its author's word.

use super::{decoded::Source, xml_scan::XmlScan};
use crate::domain::refusal::{Code, Refusal};
use std::io::Read;
use zip::ZipArchive;

/// The most shared strings a workbook may have or announce: the parser makes room for as many as are announced before
/// it reads the first.
const MOST_STRINGS: u64 = 1_000_000;
/// The most bytes of shared strings, which the parser keeps all the while.
const MOST_STRING_BYTES: u64 = 64 << 20;
/// The most bytes of one cell with all its markup: thirty thousand characters fit many times.
const LONGEST_CELL: u64 = 1 << 20;
/// The most bytes of styles, relations and the like, which the parser keeps whole.
const MOST_BESIDE: u64 = 8 << 20;
/// Parts in one archive; a workbook has some dozens.
const MOST_PARTS: usize = 1_000;

const UNREADABLE: Refusal = Refusal::File(Code::UnreadableFile);
const TOO_LARGE: Refusal = Refusal::File(Code::TooLarge);

/// Refuses an archive that unpacks to more than the limit, declared or real, or whose parts are such as no workbook
/// has and the parser would fill the memory with.
pub(super) fn check(source: &mut dyn Source, limit: u64) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(source).map_err(|_| UNREADABLE)?;
    if archive.len() > MOST_PARTS {
        return Err(TOO_LARGE);
    }
    let mut left = limit;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| UNREADABLE)?;
        if part.size() > left {
            return Err(TOO_LARGE);
        }
        let kind = Kind::of(part.name().map_err(|_| UNREADABLE)?.as_ref());
        let size = measure(part, left.min(kind.most()), kind)?;
        left -= size;
    }
    Ok(())
}

/// What a part is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Strings,
    Sheet,
    Beside,
    /// Pictures and the like, which nobody parses.
    Foreign,
}

impl Kind {
    fn of(name: &str) -> Self {
        let name = name.to_ascii_lowercase();
        if name.ends_with("sharedstrings.xml") {
            Self::Strings
        } else if name.contains("worksheets/") && !name.ends_with(".rels") {
            Self::Sheet
        } else if name.ends_with(".xml") || name.ends_with(".rels") {
            Self::Beside
        } else {
            Self::Foreign
        }
    }

    fn most(self) -> u64 {
        match self {
            Self::Strings => MOST_STRING_BYTES,
            Self::Beside => MOST_BESIDE,
            Self::Sheet | Self::Foreign => u64::MAX,
        }
    }
}

/// Unpacks one part and answers its true size.
fn measure(part: impl Read, left: u64, kind: Kind) -> Result<u64, Refusal> {
    let mut part = part.take(left.saturating_add(1));
    let (mut total, mut scan, mut announced) = (0, XmlScan::new(kind == Kind::Sheet), Announced::default());
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = part.read(&mut buffer).map_err(|_| UNREADABLE)?;
        if read == 0 {
            break;
        }
        let bytes = &buffer[..read];
        if total == 0 && is_wide(bytes) && kind != Kind::Foreign {
            return Err(TOO_LARGE);
        }
        total += read as u64;
        if kind == Kind::Strings {
            announced.add(bytes);
        }
        if matches!(kind, Kind::Strings | Kind::Sheet) {
            scan.add(bytes);
        }
        let too_many = announced.most.max(scan.strings) > MOST_STRINGS;
        if total > left || scan.longest > LONGEST_CELL || too_many {
            return Err(TOO_LARGE);
        }
    }
    Ok(total)
}

/// Whether a part is written in UTF-16, which no spreadsheet does and which would hide what it holds.
fn is_wide(part: &[u8]) -> bool {
    matches!(part, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [_, 0, ..])
}

/// The most strings that any `uniqueCount` announces.
#[derive(Debug, Default)]
struct Announced {
    most: u64,
    /// How many characters of the name were just seen, then the digits of its value.
    matched: usize,
    value: u64,
}

impl Announced {
    const NAME: &[u8] = b"uniqueCount";

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.step(*byte);
        }
    }

    fn step(&mut self, byte: u8) {
        if self.matched == Self::NAME.len() {
            match byte {
                b'0'..=b'9' => {
                    self.value = self.value.saturating_mul(10).saturating_add(u64::from(byte - b'0'));
                    self.most = self.most.max(self.value);
                    return;
                }
                b'=' | b'"' | b'\'' | b'+' if self.value == 0 => return,
                _ if byte.is_ascii_whitespace() && self.value == 0 => return,
                _ => (self.matched, self.value) = (0, 0),
            }
        }
        self.matched = if Self::NAME.get(self.matched) == Some(&byte) {
            self.matched + 1
        } else {
            usize::from(byte == b'u')
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn checked(bytes: &[u8], limit: u64) -> Result<(), Refusal> {
        check(&mut Cursor::new(bytes), limit)
    }

    fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn a_bomb_is_refused_by_its_true_size_even_when_it_declares_a_small_one() {
        let honest = archive(&[("xl/a.png", &vec![b' '; 3 << 20])]);
        assert!(honest.len() < 10_000);
        assert_eq!(checked(&honest, 4 << 20), Ok(()));
        assert_eq!(checked(&honest, 2 << 20), Err(Refusal::File(Code::TooLarge)));
        let declared = u32::to_le_bytes(3 << 20);
        let mut liar = honest.clone();
        for at in 0..liar.len() - 4 {
            if liar[at..at + 4] == declared {
                liar[at..at + 4].copy_from_slice(&u32::to_le_bytes(10));
            }
        }
        assert_ne!(liar, honest);
        assert!(checked(&liar, 2 << 20).is_err());
    }

    #[test]
    fn sizes_of_parts_add_up() {
        let bytes = archive(&[("a", &[b'a'; 600]), ("b", &[b'b'; 600])]);
        assert_eq!(checked(&bytes, 1200), Ok(()));
        assert_eq!(checked(&bytes, 1199), Err(Refusal::File(Code::TooLarge)));
    }

    #[test]
    fn an_absurd_announcement_of_strings_is_refused_before_room_is_made_for_it() {
        for part in [
            &b"<sst uniqueCount=\"99999999999999\">"[..],
            b"<sst count='1' uniqueCount = '2000000'>",
            b"\xFF\xFE<\0s\0",
        ] {
            let bytes = archive(&[("xl/SharedStrings.xml", part)]);
            assert_eq!(checked(&bytes, 1 << 20), Err(Refusal::File(Code::TooLarge)));
        }
        let sane = archive(&[("xl/sharedStrings.xml", b"<sst uniqueCount=\"600\"/>")]);
        assert_eq!(checked(&sane, 1 << 20), Ok(()));
    }

    #[test]
    fn what_is_no_archive_is_unreadable() {
        assert_eq!(checked(b"PK\x03\x04 but no more", 1 << 20), Err(Refusal::File(Code::UnreadableFile)));
    }

    #[test]
    fn a_cell_or_a_style_sheet_larger_than_any_is_refused() {
        let cell = format!("<row><c><is><t>{}</t></is></c></row>", "x".repeat(2 << 20));
        let rich = format!("<row><c><is>{}</is></c></row>", "<r><t>xxxx</t></r>".repeat(100_000));
        for sheet in [cell, rich] {
            let bytes = archive(&[("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
            assert_eq!(checked(&bytes, 64 << 20), Err(Refusal::File(Code::TooLarge)));
        }
        let styles = archive(&[("xl/styles.xml", &vec![b' '; 9 << 20])]);
        assert_eq!(checked(&styles, 64 << 20), Err(Refusal::File(Code::TooLarge)));
        let strings = archive(&[("xl/sharedStrings.xml", "<si/>".repeat(1_000_001).as_bytes())]);
        assert_eq!(checked(&strings, 64 << 20), Err(Refusal::File(Code::TooLarge)));
    }
}
