//! From one format to another.

use std::io::{self, Write};
use std::path::Path;

use super::dataset::PartList;
use super::files::{self, refuse};
use super::{Loss, Problem, Refusal, WriteOptions};
use crate::format::frame::{Frame, Joining};
use crate::format::{Format, Layout, Sink, loss};
use crate::model::dataset::{Dataset, Record};
use crate::store::error::StoreError;

/// What was written, and what did not go smoothly.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// Articles.
    pub articles: usize,
    /// Annotations.
    pub annotations: usize,
    /// The parts of a dataset of a project.
    pub parts: Vec<PartList>,
    /// Articles left out because another has their text.
    pub duplicates: usize,
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

/// Reads `input` and writes it in another format. Between formats that are read and written piece by
/// piece files of any size go through a little memory.
///
/// # Errors
/// Nothing can be read, or nothing can be written.
pub fn convert(input: &Path, from: Option<&str>, to: &Target<'_>) -> Result<Written, Refusal> {
    // A wrong name is told before a long file is read.
    let format = files::choose_to_write(to.path, to.format)?;
    if let (Some(frame), Some(path)) = (format.frame(), to.path) {
        return flow(input, from, (format, frame), path, to);
    }
    let import = files::dataset(input, from)?;
    let dataset = Dataset {
        records: import.records,
        ..Dataset::default()
    };
    let mut written = write(&dataset, to)?;
    written.problems = import.problems;
    loss::merge(&mut written.losses, import.losses);
    Ok(written)
}

fn flow(
    input: &Path,
    from: Option<&str>,
    (format, frame): (&'static dyn Format, Frame),
    path: &Path,
    to: &Target<'_>,
) -> Result<Written, Refusal> {
    let mut file = files::begin(path)?;
    let mut flow = Flow {
        format,
        options: to.options,
        joining: Joining::new(frame),
        waiting: Dataset::default(),
        out: &mut file,
        written: Written::default(),
        broken: None,
    };
    files::read_into(input, from, &mut flow)?;
    flow.pass_on();
    flow.end();
    let (written, broken) = (flow.written, flow.broken);
    if let Some(error) = broken {
        return Err(refuse(&StoreError::io(error, path), path));
    }
    if written.articles == 0 {
        return Err(files::nothing_read(input, written.problems));
    }
    if to.strict && !written.losses.is_empty() {
        return Err(Refusal::WouldLose(written.losses));
    }
    file.finish()
        .map_err(|error| refuse(&StoreError::io(error, path), path))?;
    Ok(written)
}

/// Articles written at once.
const BATCH: usize = 64;

/// Writes what is read as soon as some of it is there.
struct Flow<'w> {
    format: &'static dyn Format,
    options: WriteOptions,
    joining: Joining,
    waiting: Dataset,
    out: &'w mut dyn Write,
    /// What was written so far.
    written: Written,
    /// Why writing stopped.
    broken: Option<io::Error>,
}

impl Flow<'_> {
    /// Writes what waits.
    fn pass_on(&mut self) {
        if self.waiting.records.is_empty() || self.broken.is_some() {
            return;
        }
        self.options.before = self.written.articles;
        let export = self.format.write(&self.waiting, &self.options);
        self.written.articles += self.waiting.records.len();
        self.written.annotations += export.annotations;
        loss::merge(&mut self.written.losses, export.losses);
        let pieces = self.joining.next(&export.bytes);
        self.put(&pieces);
        self.waiting.records.clear();
    }

    fn end(&mut self) {
        if self.broken.is_none() {
            self.put(&self.joining.end());
        }
    }

    fn put(&mut self, pieces: &[&[u8]]) {
        let mut pieces = pieces.iter();
        self.broken = pieces.find_map(|piece| self.out.write_all(piece).err());
    }
}

impl Sink for Flow<'_> {
    fn record(&mut self, record: Record) {
        self.waiting.records.push(record);
        if self.waiting.records.len() == BATCH {
            self.pass_on();
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.written.problems.push(problem);
    }

    fn loss(&mut self, loss: Loss) {
        loss::merge(&mut self.written.losses, vec![loss]);
    }

    fn enough(&self) -> bool {
        self.broken.is_some()
    }
}

/// Writes a dataset.
///
/// # Errors
/// The format is unknown, something would be lost and that is forbidden, or the file cannot be
/// written.
pub fn write(dataset: &Dataset, to: &Target<'_>) -> Result<Written, Refusal> {
    let format = files::choose_to_write(to.path, to.format)?;
    let export = format.write(dataset, &to.options);
    if to.strict && !export.losses.is_empty() {
        return Err(Refusal::WouldLose(export.losses));
    }
    let mut bytes = None;
    match to.path {
        Some(path) if format.layout() == Layout::Folder => {
            files::write_folder(path, &export.files)?;
        }
        Some(path) => files::write(path, &export.bytes)?,
        None => bytes = Some(export.bytes),
    }
    Ok(Written {
        articles: dataset.records.len(),
        annotations: export.annotations,
        losses: export.losses,
        bytes,
        ..Written::default()
    })
}
