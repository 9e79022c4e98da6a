//! From one format to another.

use std::path::Path;

use super::files;
use super::{Loss, Problem, Refusal, WriteOptions};
use crate::format::Export;
use crate::model::dataset::Dataset;

/// What was written, and what did not go smoothly.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Articles.
    pub articles: usize,
    /// Annotations.
    pub annotations: usize,
    /// What was wrong with the input.
    pub problems: Vec<Problem>,
    /// What the output format could not carry.
    pub losses: Vec<Loss>,
    /// The file, if it was not written to a path.
    pub bytes: Option<Vec<u8>>,
}

/// Where and how to write.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The file; `None` gives the bytes back.
    pub path: Option<&'a Path>,
    /// The format's id; `None` takes it from the path.
    pub format: Option<&'a str>,
    /// How to write what the format cannot carry.
    pub options: WriteOptions,
    /// Write nothing if anything would be lost.
    pub strict: bool,
}

/// Reads `input` and writes it in another format.
///
/// # Errors
/// Nothing can be read, or nothing can be written.
pub fn convert(input: &Path, from: Option<&str>, to: &Target<'_>) -> Result<Written, Refusal> {
    // A wrong name is told before a long file is read.
    files::choose(to.path.unwrap_or(Path::new("-")), to.format)?;
    let import = files::dataset(input, from)?;
    let dataset = Dataset {
        records: import.records,
        ..Dataset::default()
    };
    let mut written = write(&dataset, to)?;
    written.problems = import.problems;
    Ok(written)
}

/// Writes a dataset.
///
/// # Errors
/// The format is unknown, something would be lost and that is forbidden, or the file cannot be
/// written.
pub fn write(dataset: &Dataset, to: &Target<'_>) -> Result<Written, Refusal> {
    let format = files::choose(to.path.unwrap_or(Path::new("-")), to.format)?;
    let Export {
        bytes,
        annotations,
        losses,
        ..
    } = format.write(dataset, &to.options);
    if to.strict && !losses.is_empty() {
        return Err(Refusal::WouldLose(losses));
    }
    let bytes = match to.path {
        Some(path) => {
            files::write(path, &bytes)?;
            None
        }
        None => Some(bytes),
    };
    Ok(Written {
        articles: dataset.records.len(),
        annotations,
        problems: Vec::new(),
        losses,
        bytes,
    })
}
