//! Zip archives. Members are read one by one, in memory, within limits; nothing is ever unpacked to
//! the disk.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::{FaultKind, Kind, LARGEST, Way, fields};

/// How archives begin.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// Members that are read.
const MOST: usize = 200_000;
/// All members together may unfold to this many bytes.
const WHOLE: u64 = 8 << 30;
/// Text shrinks to a tenth, seldom to a fiftieth; a member that unfolds this many times is a trap …
const RATIO: u64 = 250;
/// … unless it is small anyway.
const HARMLESS: u64 = 16 << 20;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Opens an archive that is in memory.
pub(super) fn open(bytes: &[u8]) -> Result<Archive<'_>, FaultKind> {
    ZipArchive::new(Cursor::new(bytes)).map_err(damaged)
}

/// What an archive with an unknown name is.
pub(super) fn kind(bytes: &[u8]) -> Kind {
    let is_docx = open(bytes).is_ok_and(|zip| zip.index_for_name("word/document.xml").is_some());
    if is_docx { Kind::Docx } else { Kind::Archive }
}

/// What a member holds, if it does not claim or turn out to be too large.
pub(super) fn unfold<R: Read>(member: &mut ZipFile<'_, R>) -> Result<Vec<u8>, FaultKind> {
    if member.encrypted() {
        return Err(FaultKind::Encrypted);
    }
    let limit = LARGEST.min(HARMLESS.max(member.compressed_size().saturating_mul(RATIO)));
    if member.size() > limit {
        return Err(too_much(member.size()));
    }
    let mut bytes = Vec::new();
    let mut bounded = member.take(limit + 1);
    bounded
        .read_to_end(&mut bytes)
        .map_err(|error| FaultKind::Damaged(error.to_string()))?;
    if bytes.len() as u64 > limit {
        return Err(too_much(bytes.len() as u64));
    }
    Ok(bytes)
}

fn too_much(size: u64) -> FaultKind {
    if size > LARGEST {
        FaultKind::TooLarge
    } else {
        FaultKind::Bomb
    }
}

fn damaged(error: ZipError) -> FaultKind {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => FaultKind::Encrypted,
        other => FaultKind::Damaged(other.to_string()),
    }
}

pub(super) fn read(bytes: &[u8], way: &mut Way<'_>) {
    let mut zip = match open(bytes) {
        Ok(zip) => zip,
        Err(kind) => return way.fault(kind),
    };
    if zip.is_empty() {
        return way.fault(FaultKind::Empty);
    }
    let mut whole = 0;
    for at in order(&zip) {
        if way.sink.enough() {
            return;
        }
        match member(&mut zip, at, way) {
            Ok(size) => whole += size,
            Err(kind) => way.fault(kind),
        }
        way.member = None;
        if whole > WHOLE {
            return way.fault(FaultKind::Bomb);
        }
    }
    if zip.len() > MOST {
        way.fault(FaultKind::TooMany);
    }
}

/// The members in the order of their names, as in a folder.
fn order(zip: &Archive<'_>) -> Vec<usize> {
    let names = zip.file_names_raw().take(MOST).enumerate();
    let mut names: Vec<(&[u8], usize)> = names.map(|(at, name)| (name, at)).collect();
    names.sort_unstable();
    names.into_iter().map(|(_, at)| at).collect()
}

/// Reads one member; its size unfolded.
fn member(zip: &mut Archive<'_>, at: usize, way: &mut Way<'_>) -> Result<u64, FaultKind> {
    let mut member = zip.by_index(at).map_err(damaged)?;
    let name = member.name().map_err(damaged)?.into_owned();
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    if member.is_dir() || file.is_empty() || file.starts_with('.') || name.starts_with("__MACOSX") {
        return Ok(0);
    }
    if !way.members.is_empty() && way.members.binary_search(&name).is_err() {
        return Ok(0);
    }
    way.member = fields::clean(&name);
    if member.is_symlink() || member.enclosed_name().is_none() || name.contains('\\') {
        return Err(FaultKind::UnsafeName);
    }
    let bytes = unfold(&mut member)?;
    drop(member);
    way.file(&bytes, &name);
    Ok(bytes.len() as u64)
}
