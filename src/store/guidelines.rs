//! The project's guidelines: a Markdown file that people may edit with any program.

use std::path::Path;

use super::disk::Disk;
use super::error::StoreError;

/// Its name in the project's folder.
pub const FILE: &str = "guidelines.md";

/// Largest guidelines, in bytes.
const LIMIT: u64 = 4 << 20;

/// The guidelines of a project; empty if there are none.
///
/// # Errors
/// They cannot be read, or are not UTF-8.
pub fn read(disk: &dyn Disk, dir: &Path) -> Result<String, StoreError> {
    let path = dir.join(FILE);
    if !disk.exists(&path) {
        return Ok(String::new());
    }
    let bytes = disk
        .read(&path, LIMIT)
        .map_err(|error| StoreError::io(error, &path))?;
    String::from_utf8(bytes).map_err(|error| StoreError::damaged(error, &path))
}

/// Writes the guidelines; nothing is written where there are none and were none.
///
/// # Errors
/// What the system says.
pub fn write(disk: &dyn Disk, dir: &Path, text: &str) -> Result<(), StoreError> {
    let path = dir.join(FILE);
    if text.is_empty() && !disk.exists(&path) {
        return Ok(());
    }
    disk.replace(&path, text.as_bytes())
        .map_err(|error| StoreError::io(error, &path))
}
