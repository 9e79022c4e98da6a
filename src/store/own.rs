//! Lists of names and patterns that a project brings along: `gazetteers/*.tsv` and `patterns.ron`.

use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::error::StoreError;
use crate::text::decode::{self, Decoded};

/// Largest list of names, in bytes.
const LARGEST_LIST: u64 = 1 << 30;
/// Largest pattern file, in bytes.
const LARGEST_PATTERNS: u64 = 16 << 20;

/// A file that was read.
pub type Named = (PathBuf, String);

/// The files of a project's folder.
#[derive(Clone, Debug, Default)]
pub struct OwnFiles {
    /// Lists of names, by file name.
    pub lists: Vec<Named>,
    /// The patterns, if there are any.
    pub patterns: Option<Named>,
}

/// Reads what a project's folder has of them; a project need have none.
///
/// # Errors
/// A file is there and cannot be read.
pub fn read(disk: &dyn Disk, dir: &Path) -> Result<OwnFiles, StoreError> {
    let mut files = OwnFiles::default();
    let folder = dir.join("gazetteers");
    if disk.exists(&folder) {
        let mut names = disk
            .list(&folder)
            .map_err(|error| StoreError::io(error, &folder))?;
        names.sort();
        for path in names.iter().map(|name| folder.join(name)) {
            if path.extension().is_some_and(|e| e == "tsv") {
                let text = list(disk, &path)?;
                files.lists.push((path, text));
            }
        }
    }
    let path = dir.join("patterns.ron");
    if disk.exists(&path) {
        files.patterns = Some((path.clone(), patterns(disk, &path)?));
    }
    Ok(files)
}

/// A list of names.
///
/// # Errors
/// It cannot be read or is no text.
pub fn list(disk: &dyn Disk, path: &Path) -> Result<String, StoreError> {
    text(disk, path, LARGEST_LIST)
}

/// A pattern file.
///
/// # Errors
/// It cannot be read or is no text.
pub fn patterns(disk: &dyn Disk, path: &Path) -> Result<String, StoreError> {
    text(disk, path, LARGEST_PATTERNS)
}

fn text(disk: &dyn Disk, path: &Path, limit: u64) -> Result<String, StoreError> {
    let bytes = disk
        .read(path, limit)
        .map_err(|error| StoreError::io(error, path))?;
    match decode::decode(&bytes) {
        Decoded::Text(text) => Ok(text),
        Decoded::Empty => Ok(String::new()),
        Decoded::NotText | Decoded::Ambiguous(_) => Err(StoreError::damaged("not UTF-8", path)),
    }
}
