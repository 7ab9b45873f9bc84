//! Measures what a workbook unpacks to before anything parses it: a few kilobytes can hold gigabytes, and the sizes
//! an archive declares are its author's word.

use crate::domain::refusal::{Code, Refusal};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most shared strings a workbook may announce: the parser makes room for as many before it reads the first.
const MOST_STRINGS: u64 = 1_000_000;
/// Parts in one archive; a workbook has some dozens.
const MOST_PARTS: usize = 1_000;

/// Refuses an archive that unpacks to more than the limit, declared or real, or that announces more strings than
/// any roster has.
pub(super) fn check(bytes: &[u8], limit: u64) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::File(Code::UnreadableFile))?;
    if archive.len() > MOST_PARTS {
        return Err(Refusal::File(Code::TooLarge));
    }
    let mut left = limit;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|_| Refusal::File(Code::UnreadableFile))?;
        if part.size() > left {
            return Err(Refusal::File(Code::TooLarge));
        }
        let name = part.name().map_err(|_| Refusal::File(Code::UnreadableFile))?;
        let is_strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        left -= measure(part, left, is_strings)?;
    }
    Ok(())
}

/// Unpacks one part and answers its true size.
fn measure(part: impl Read, left: u64, is_strings: bool) -> Result<u64, Refusal> {
    let mut part = part.take(left.saturating_add(1));
    let mut total = 0;
    let mut head = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = part.read(&mut buffer).map_err(|_| Refusal::File(Code::UnreadableFile))?;
        if read == 0 {
            break;
        }
        total += read as u64;
        if is_strings {
            head.extend_from_slice(&buffer[..read]);
        }
    }
    if total > left {
        return Err(Refusal::File(Code::TooLarge));
    }
    if is_strings && announces_too_many(&head) { Err(Refusal::File(Code::TooLarge)) } else { Ok(total) }
}

/// Whether a part announces more strings than are sane, in any `uniqueCount`; or is written in UTF-16, which no
/// spreadsheet does and which would hide it.
fn announces_too_many(part: &[u8]) -> bool {
    const NAME: &[u8] = b"uniqueCount";
    if matches!(part, [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, ..] | [_, 0, ..]) {
        return true;
    }
    part.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME).any(|(at, _)| {
        let value = part[at + NAME.len()..]
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'))
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        value > MOST_STRINGS
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::{ZipWriter, write::SimpleFileOptions};

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
        let honest = archive(&[("xl/a.xml", &vec![b' '; 3 << 20])]);
        assert!(honest.len() < 10_000);
        assert_eq!(check(&honest, 4 << 20), Ok(()));
        assert_eq!(check(&honest, 2 << 20), Err(Refusal::File(Code::TooLarge)));
        let declared = u32::to_le_bytes(3 << 20);
        let mut liar = honest.clone();
        for at in 0..liar.len() - 4 {
            if liar[at..at + 4] == declared {
                liar[at..at + 4].copy_from_slice(&u32::to_le_bytes(10));
            }
        }
        assert_ne!(liar, honest);
        assert!(check(&liar, 2 << 20).is_err());
    }

    #[test]
    fn sizes_of_parts_add_up() {
        let bytes = archive(&[("a", &[b'a'; 600]), ("b", &[b'b'; 600])]);
        assert_eq!(check(&bytes, 1200), Ok(()));
        assert_eq!(check(&bytes, 1199), Err(Refusal::File(Code::TooLarge)));
    }

    #[test]
    fn an_absurd_announcement_of_strings_is_refused_before_room_is_made_for_it() {
        for part in [
            &b"<sst uniqueCount=\"99999999999999\">"[..],
            b"<sst count='1' uniqueCount = '2000000'>",
            b"\xFF\xFE<\0s\0",
        ] {
            let bytes = archive(&[("xl/SharedStrings.xml", part)]);
            assert_eq!(check(&bytes, 1 << 20), Err(Refusal::File(Code::TooLarge)));
        }
        let sane = archive(&[("xl/sharedStrings.xml", b"<sst uniqueCount=\"600\"/>")]);
        assert_eq!(check(&sane, 1 << 20), Ok(()));
    }

    #[test]
    fn what_is_no_archive_is_unreadable() {
        assert_eq!(check(b"PK\x03\x04 but no more", 1 << 20), Err(Refusal::File(Code::UnreadableFile)));
    }
}
