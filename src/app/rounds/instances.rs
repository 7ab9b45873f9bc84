//! Placement rounds offline: a file of instances in, a file of answers out, line by line, so that only one of them is
//! in memory. Empty lines are passed over. A line that is no instance is told by its number and the others are
//! answered all the same.

use crate::domain::round::instance::{self, InstanceFault};
use std::io::{BufRead, Read, Result, Write};

/// Longer lines are refused: it is room for a round of 100 000 people with lists of 50.
const LONGEST_LINE: u64 = 256 << 20;

/// Why a line was not answered.
#[derive(Debug, thiserror::Error)]
pub enum LineFault {
    /// It is longer than 256 MiB.
    #[error("longer than 268435456 bytes")]
    TooLong,
    /// Its bytes are no text.
    #[error("not UTF-8")]
    NotText,
    /// It is no instance.
    #[error(transparent)]
    Instance(#[from] InstanceFault),
}

/// How many lines were answered, and how many were not.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Decided, with both answers verified.
    pub good: u64,
    /// Told as faulty.
    pub bad: u64,
}

/// Decides each instance to the best of either side. `tell` hears the number of each faulty line, from 1, and why.
///
/// # Errors
/// When the instances cannot be read or the answers cannot be written.
pub fn decide_instances(
    mut instances: impl BufRead,
    mut answers: impl Write,
    mut tell: impl FnMut(u64, &LineFault),
) -> Result<Answered> {
    let (mut bytes, mut answered) = (Vec::new(), Answered::default());
    for line in 1_u64.. {
        bytes.clear();
        if instances.by_ref().take(LONGEST_LINE + 1).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let decided = if bytes.len() as u64 > LONGEST_LINE {
            if bytes.last() != Some(&b'\n') {
                instances.skip_until(b'\n')?;
            }
            Err(LineFault::TooLong)
        } else {
            decide(&bytes)
        };
        match decided {
            Ok(None) => {}
            Ok(Some(answer)) => {
                writeln!(answers, "{answer}")?;
                answered.good += 1;
            }
            Err(fault) => {
                tell(line, &fault);
                answered.bad += 1;
            }
        }
    }
    answers.flush()?;
    Ok(answered)
}

fn decide(bytes: &[u8]) -> std::result::Result<Option<String>, LineFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| LineFault::NotText)?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() { Ok(None) } else { Ok(Some(instance::answer(text)?)) }
}
