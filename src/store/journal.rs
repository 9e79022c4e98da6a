//! The journal: one line per transaction, checksummed, append-only.
//!
//! A line is eight hexadecimal digits (CRC-32 of the rest), a space, and the record in RON without
//! line ends. The last line may be torn by a crash; it is then cut off and kept aside.

use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::store::schema::v1::{self, RecordFile};

/// The largest number of a record; nobody decides that often.
pub const LARGEST_SEQ: u64 = 1 << 53;

/// A record with its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// From 1, rising; without gaps unless a damaged end was cut off that sheets included.
    pub seq: u64,
    /// How it came to be applied.
    pub step: Step,
    /// What was applied.
    pub transaction: Transaction,
}

/// What could be read of a journal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The sound records, in order.
    pub records: Vec<Record>,
    /// Length of the sound part in bytes.
    pub sound: usize,
    /// Whether there is something behind the sound part.
    pub damaged: bool,
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

/// Reads a journal up to the first line that is torn, damaged or out of order.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    let mut rest = bytes;
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let last = reading.records.last().map_or(0, |record| record.seq);
        let Some(record) = parse(&rest[..end]).filter(|record| record.seq > last) else {
            break;
        };
        reading.records.push(record);
        reading.sound += end + 1;
        rest = &rest[end + 1..];
    }
    reading.damaged = !rest.is_empty();
    reading
}

fn parse(line: &[u8]) -> Option<Record> {
    let line = std::str::from_utf8(line).ok()?;
    let (sum, body) = line.split_once(' ')?;
    if u32::from_str_radix(sum, 16).ok()? != crc32fast::hash(body.as_bytes()) {
        return None;
    }
    let file: RecordFile = ron::from_str(body).ok()?;
    let seq = file.seq;
    if seq > LARGEST_SEQ {
        return None;
    }
    let (step, transaction) = v1::transaction(file).ok()?;
    Some(Record {
        seq,
        step,
        transaction,
    })
}
