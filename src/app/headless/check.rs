//! What is wrong with the files of a project, and putting it right.

use std::path::{Path, PathBuf};

use super::Refusal;
use super::files::refuse;
use crate::app::clock;
use crate::store::check;
pub use crate::store::check::{Fault, Findings, Repaired};

/// Reads everything in a project and says what does not make sense.
///
/// # Errors
/// It cannot be opened.
pub fn check(dir: &Path) -> Result<Findings, Refusal> {
    check::check(dir).map_err(|error| refuse(&error, dir))
}

/// Puts right what can be put right. Returns where the files that were changed were copied to.
///
/// # Errors
/// A file cannot be copied or written.
pub fn repair(dir: &Path, faults: Vec<Fault>) -> Result<(Repaired, PathBuf), Refusal> {
    let mut name = dir.file_name().unwrap_or(dir.as_os_str()).to_os_string();
    name.push(format!(".backup-{}", clock::system().0));
    let backup = dir.with_file_name(name);
    let repaired = check::repair(dir, faults, &backup).map_err(|error| refuse(&error, dir))?;
    Ok((repaired, backup))
}
