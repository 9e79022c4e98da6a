//! Whole files in and out for the command line.

use std::io::{self, BufRead};
use std::iter;
use std::path::Path;

use super::Refusal;
use crate::app::jobs::trouble::trouble;
use crate::app::notice::Trouble;
use crate::format::{self, Format, Import};
use crate::store::decode::{self, Decoded};
use crate::store::disk::{Disk, RealDisk};
use crate::store::error::StoreError;

/// Largest file read at once, in bytes.
const LARGEST: u64 = 4 << 30;

/// The bytes of a file.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    RealDisk
        .read(path, LARGEST)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The lines of a file with their ends, read one by one.
///
/// # Errors
/// It cannot be opened.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = io::Result<Vec<u8>>>, Refusal> {
    let reader = RealDisk.reader(path);
    reader
        .map(split)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The lines of a stream with their ends, each read when it is asked for.
pub fn split(mut stream: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    iter::from_fn(move || {
        let mut line = Vec::new();
        match stream.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    })
}

/// Puts bytes in the place of a file, wholly or not at all.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    // A bare file name has no folder that could be made durable.
    let in_folder = Path::new(".").join(path);
    RealDisk
        .replace(&in_folder, bytes)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The text of a file.
///
/// # Errors
/// It cannot be read, is empty, is not text, or not in an encoding that is beyond doubt.
pub fn read_text(path: &Path) -> Result<String, Refusal> {
    text(&read(path)?, path)
}

/// The text that bytes hold; `path` is for what is said about them.
///
/// # Errors
/// They are empty, not text, or not in an encoding that is beyond doubt.
pub fn text(bytes: &[u8], path: &Path) -> Result<String, Refusal> {
    let unusable = |trouble| Err(Refusal::Trouble(path.to_owned(), trouble));
    match decode::decode(bytes) {
        Decoded::Text(text) => Ok(text),
        Decoded::Empty => unusable(Trouble::Empty),
        Decoded::NotText => unusable(Trouble::NotText),
        Decoded::Ambiguous(candidates) => {
            let names = candidates.into_iter().map(|c| c.encoding).collect();
            Err(Refusal::NotUtf8(path.to_owned(), names))
        }
    }
}

/// Reads a dataset in the named format, or in the one its file name says.
///
/// # Errors
/// It cannot be read, or not a single article of it makes sense.
pub fn dataset(path: &Path, format: Option<&str>) -> Result<Import, Refusal> {
    let format = choose(path, format)?;
    let bytes = read(path)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Refusal::Trouble(path.to_owned(), Trouble::Empty));
    }
    if std::str::from_utf8(&bytes).is_err()
        && let Err(refusal @ Refusal::NotUtf8(..)) = text(&bytes, path)
    {
        return Err(refusal);
    }
    let import = format.read(&bytes, &path.display().to_string());
    if import.records.is_empty() {
        return Err(Refusal::NothingRead(path.to_owned(), import.problems));
    }
    Ok(import)
}

/// The named format, or the one that the file's name says.
///
/// # Errors
/// There is none of that name, or the file's name says nothing.
pub fn choose(path: &Path, format: Option<&str>) -> Result<&'static dyn Format, Refusal> {
    if let Some(id) = format {
        return format::by_id(id).ok_or_else(|| Refusal::UnknownFormat(id.to_owned()));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format::by_file_name(&name).ok_or_else(|| Refusal::CannotGuess(path.to_owned()))
}

/// What the store says, as a refusal.
pub(super) fn refuse(error: &StoreError, path: &Path) -> Refusal {
    match error {
        StoreError::AlreadyAProject(dir) => Refusal::AlreadyAProject(dir.clone()),
        error => Refusal::Trouble(path.to_owned(), trouble(error)),
    }
}
