//! From one format to another.

use std::path::Path;

use super::dataset::PartList;
use super::files;
use super::place::Place;
use super::pouring::Pouring;
use super::{Loss, Problem, Refusal, WriteOptions};
use crate::format::writing::{Ahead, Staged};
use crate::format::{Import, Layout, Sink, loss};
use crate::model::dataset::Record;

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

/// Reads `input` and writes it in another format, a few articles at a time: files and folders of any
/// size go through a little memory. For formats that must know of all articles before they write the
/// first, the input is read twice.
///
/// # Errors
/// Nothing can be read, or nothing can be written.
pub fn convert(input: &Path, from: Option<&str>, to: &Target<'_>) -> Result<Written, Refusal> {
    // A wrong name is told before a long file is read.
    let format = files::choose_to_write(to.path, to.format)?;
    let mut ahead = Ahead::default();
    if format.staged().is_some_and(Staged::looks_ahead) {
        files::read_into(input, from, &mut ahead)?;
    }
    let mut flow = Flow {
        pouring: Pouring::new(format, ahead, to.options),
        place: match to.path {
            Some(path) if format.layout() == Layout::Folder => Place::folder(path, None)?,
            path => Place::file(path)?,
        },
        read: Import::default(),
        broken: None,
    };
    files::read_into(input, from, &mut flow)?;
    flow.finish(input, to.strict)
}

/// Writes what is read as soon as some of it is there.
struct Flow<'w> {
    pouring: Pouring<'w>,
    place: Place<'w>,
    /// What did not go smoothly; the articles went on.
    read: Import,
    /// Why writing stopped.
    broken: Option<Refusal>,
}

impl Flow<'_> {
    fn finish(mut self, input: &Path, strict: bool) -> Result<Written, Refusal> {
        if let Some(refusal) = self.broken {
            return Err(refusal);
        }
        let mut poured = self.pouring.end(&mut self.place)?;
        if poured.articles == 0 {
            return Err(files::nothing_read(input, self.read.problems));
        }
        loss::merge(&mut poured.losses, self.read.losses);
        if strict && !poured.losses.is_empty() {
            return Err(Refusal::WouldLose(poured.losses));
        }
        let (_, bytes) = self.place.finish()?;
        Ok(Written {
            articles: poured.articles,
            annotations: poured.annotations,
            problems: self.read.problems,
            losses: poured.losses,
            bytes,
            ..Written::default()
        })
    }
}

impl Sink for Flow<'_> {
    fn record(&mut self, record: Record) {
        if self.broken.is_none() {
            self.broken = self.pouring.push(record, &mut self.place).err();
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.read.problem(problem);
    }

    fn loss(&mut self, loss: Loss) {
        loss::merge(&mut self.read.losses, vec![loss]);
    }

    fn enough(&self) -> bool {
        self.broken.is_some()
    }
}
