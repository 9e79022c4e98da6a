//! Reading and writing the project's own files, and names beside them.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::disk::Disk;
use super::error::StoreError;

/// Largest file of our own, in bytes.
const LARGEST_FILE: u64 = 256 << 20;

/// Reads a file of ours.
///
/// # Errors
/// It is missing, too large or makes no sense.
pub(super) fn read_ron<T: DeserializeOwned>(disk: &dyn Disk, path: &Path) -> Result<T, StoreError> {
    let bytes = disk
        .read(path, LARGEST_FILE)
        .map_err(|error| StoreError::io(error, path))?;
    ron::de::from_bytes(&bytes).map_err(|error| StoreError::damaged(error, path))
}

/// Writes a file of ours, whole or not at all.
///
/// # Errors
/// It cannot be written; the old one is still there.
pub(super) fn write_ron<T: Serialize>(
    disk: &dyn Disk,
    path: &Path,
    value: &T,
) -> Result<(), StoreError> {
    let config = ron::ser::PrettyConfig::new()
        .compact_arrays(false)
        .new_line("\n")
        .depth_limit(3);
    let text = ron::ser::to_string_pretty(value, config)
        .map_err(|error| StoreError::damaged(error, path))?;
    disk.replace(path, format!("{text}\n").as_bytes())
        .map_err(|error| StoreError::io(error, path))
}

/// The path with that extension, numbered if there is a file already.
pub(super) fn free_name(disk: &dyn Disk, path: &Path, extension: &str) -> PathBuf {
    let mut free = path.with_extension(extension);
    let mut count = 1;
    while disk.exists(&free) {
        count += 1;
        free = path.with_extension(format!("{extension}-{count}"));
    }
    free
}
