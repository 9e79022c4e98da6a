//! The journal: one line per transaction, checksummed, append-only.
//!
//! A line is eight hexadecimal digits (CRC-32 of the rest), a space, and the record in RON without
//! line ends. The last line may be torn by a crash: it was never confirmed, and is cut off and kept
//! aside. A damaged line elsewhere is put right if one flipped bit explains it, else kept aside; the
//! sound lines behind it count all the same. A sound line that this version does not understand was
//! written by a newer one and must be left alone.

use std::ops::Range;

use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::store::ids::is_safe;
use crate::store::schema::v1::{self, RecordFile};

/// The largest number of a record; nobody decides that often.
pub const LARGEST_SEQ: u64 = 1 << 53;

/// The largest number of a record that a sheet is believed to include. It leaves as many numbers
/// again for the records that follow.
pub const LARGEST_INCLUDED: u64 = LARGEST_SEQ / 2;

/// The longest damaged part that is searched for a flipped bit, in bytes.
const LONGEST_SEARCH: usize = 8 << 10;

/// How much is searched in all, in bytes: a journal full of damage must not take minutes.
const MOST_SEARCHED: usize = 256 << 10;

/// A record with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// From 1, rising; without gaps unless lines were lost.
    pub seq: u64,
    /// How it came to be applied.
    pub step: Step,
    /// What was applied.
    pub transaction: Transaction,
}

/// A part of a journal that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where, in bytes of the file.
    pub at: Range<usize>,
    /// What was written there, if that is certain.
    pub mended: Option<Vec<u8>>,
}

/// What could be read of a journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The records, in order.
    pub records: Vec<Record>,
    /// What is damaged, in order.
    pub flaws: Vec<Flaw>,
    /// Whether there are sound lines that only a newer version understands.
    pub newer: bool,
    /// Records that had the number of an earlier one and were given the next free one.
    pub renumbered: usize,
    searched: usize,
}

impl Reading {
    /// Where the sound part ends, if all that is damaged stands behind it.
    #[must_use]
    pub fn torn_end(&self, length: usize) -> Option<usize> {
        match self.flaws.as_slice() {
            [] => Some(length),
            [only] if only.at.end == length && only.mended.is_none() => Some(only.at.start),
            _ => None,
        }
    }

    /// The journal without what is damaged, or with what was written there.
    #[must_use]
    pub fn mended(&self, bytes: &[u8]) -> Vec<u8> {
        let (mut whole, mut done) = (Vec::with_capacity(bytes.len()), 0);
        for flaw in &self.flaws {
            whole.extend_from_slice(&bytes[done..flaw.at.start]);
            whole.extend_from_slice(flaw.mended.as_deref().unwrap_or_default());
            done = flaw.at.end;
        }
        whole.extend_from_slice(&bytes[done..]);
        whole
    }

    fn take(&mut self, line: Line) {
        match line {
            Line::Newer => self.newer = true,
            Line::Record(mut record) => {
                let last = self.records.last().map_or(0, |record| record.seq);
                if record.seq <= last {
                    // Joined from two copies of the journal: a line may be there twice.
                    let known = self.records.iter().rev();
                    let mut known = known.take_while(|known| known.seq >= record.seq);
                    let (step, done) = (record.step, &record.transaction);
                    if known.any(|known| known.step == step && known.transaction == *done) {
                        return;
                    }
                    record.seq = last + 1;
                    self.renumbered += 1;
                }
                self.records.push(record);
            }
        }
    }
}

/// The line of a record.
///
/// # Errors
/// The record cannot be written as RON (it always can).
pub fn line(seq: u64, step: Step, transaction: &Transaction) -> Result<String, ron::Error> {
    let body = ron::to_string(&v1::record(seq, step, transaction))?;
    debug_assert!(!body.contains('\n'), "RON escapes line ends in strings");
    Ok(format!("{:08x} {body}\n", crc32fast::hash(body.as_bytes())))
}

/// Reads a journal.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let (mut at, mut bad) = (0, None);
    while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'\n') {
        let end = at + length + 1;
        match parse(&bytes[at..end - 1]) {
            Some(line) => {
                if let Some(start) = bad.take() {
                    mend(&mut reading, bytes, start..at);
                }
                reading.take(line);
            }
            None => bad = bad.or(Some(at)),
        }
        at = end;
    }
    let rest = bad.unwrap_or(at);
    if rest < bytes.len() {
        mend(&mut reading, bytes, rest..bytes.len());
    }
    reading
}

/// A line whose checksum is right.
#[derive(Debug)]
enum Line {
    Record(Record),
    Newer,
}

fn parse(line: &[u8]) -> Option<Line> {
    if !is_sound(line) {
        return None;
    }
    let body = std::str::from_utf8(&line[SUM + 1..]).ok()?;
    let file = ron::from_str::<RecordFile>(body).ok();
    if file.as_ref().is_some_and(|file| file.seq > LARGEST_SEQ) {
        return None;
    }
    let record = file.and_then(|file| {
        let seq = file.seq;
        let (step, transaction) = v1::transaction(file).ok()?;
        Some(Record {
            seq,
            step,
            transaction,
        })
    });
    if record.as_ref().is_some_and(leads_out) {
        return None;
    }
    Some(record.map_or(Line::Newer, Line::Record))
}

/// Whether a record speaks of an article or origin whose files would not lie where those of others
/// do. No program of ours writes such a one, and nothing is ever written to such a place.
fn leads_out(record: &Record) -> bool {
    let leads_out = |edit: &Edit| {
        let origin = match edit {
            Edit::Suggest { origin, .. } => Some(origin.as_str()),
            _ => None,
        };
        let article = edit.article().map(ArticleId::as_str);
        article.into_iter().chain(origin).any(|id| !is_safe(id))
    };
    record.transaction.edits.iter().any(leads_out)
}

/// Digits of the checksum.
const SUM: usize = 8;

fn is_sound(line: &[u8]) -> bool {
    let Some((sum, body)) = line.split_at_checked(SUM) else {
        return false;
    };
    let sum = std::str::from_utf8(sum).ok();
    let sum = sum.and_then(|sum| u32::from_str_radix(sum, 16).ok());
    body.first() == Some(&b' ') && sum == Some(crc32fast::hash(&body[1..]))
}

/// Notes a damaged part, put right if one flipped bit explains it. The checksum tells any single
/// bit of a record of this length from any other, so there is only one answer.
fn mend(reading: &mut Reading, bytes: &[u8], at: Range<usize>) {
    let part = &bytes[at.clone()];
    reading.searched += part.len();
    let search = part.len() <= LONGEST_SEARCH && reading.searched <= MOST_SEARCHED;
    let mended = search.then(|| flipped_back(part)).flatten();
    for line in mended.iter().flat_map(|part| lines(part)).filter_map(parse) {
        reading.take(line);
    }
    reading.flaws.push(Flaw { at, mended });
}

fn lines(part: &[u8]) -> impl Iterator<Item = &[u8]> {
    let whole = part.strip_suffix(b"\n").unwrap_or(part);
    whole.split(|byte| *byte == b'\n')
}

fn flipped_back(part: &[u8]) -> Option<Vec<u8>> {
    let mut tried = part.to_vec();
    for at in 0..tried.len() {
        for bit in 0..8 {
            tried[at] ^= 1 << bit;
            if tried.ends_with(b"\n") && lines(&tried).all(|line| parse(line).is_some()) {
                return Some(tried);
            }
            tried[at] ^= 1 << bit;
        }
    }
    None
}
