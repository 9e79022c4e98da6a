//! Articles on their way into a file or folder, a few at a time.

use super::dataset::FilePart;
use super::place::Place;
use super::{Loss, Refusal, WriteOptions};
use crate::format::writing::{self, Ahead, Writer};
use crate::format::{Export, Format, loss};
use crate::model::dataset::Record;

/// Articles written at once, at most.
const BATCH: usize = 64;

/// Text written at once, in bytes, and no more than an article beyond.
const LARGE: usize = 4 << 20;

/// Writes articles as soon as a few of them are there.
pub(super) struct Pouring<'f> {
    writer: Box<dyn Writer + 'f>,
    /// The file that the articles go to, if the place is a folder and the format is not.
    file: String,
    /// The folder that the format's files go to, with `/` behind it.
    below: String,
    waiting: Vec<Record>,
    /// The length of their texts.
    size: usize,
    /// What was written so far.
    pub(super) done: Poured,
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Poured {
    pub(super) articles: usize,
    pub(super) annotations: usize,
    pub(super) losses: Vec<Loss>,
    /// The files of a folder, if they are listed.
    pub(super) files: Option<Vec<FilePart>>,
}

impl Poured {
    /// Adds what was written elsewhere.
    pub(super) fn add(&mut self, more: Self) {
        self.articles += more.articles;
        self.annotations += more.annotations;
        loss::merge(&mut self.losses, more.losses);
        let files = more.files.into_iter().flatten();
        self.files.get_or_insert_default().extend(files);
    }
}

impl<'f> Pouring<'f> {
    /// Begins to write; of a staged format `ahead` has seen every article.
    pub(super) fn new(format: &'f dyn Format, ahead: Ahead, options: WriteOptions) -> Self {
        Self {
            writer: writing::writer(format, ahead, options),
            file: String::new(),
            below: String::new(),
            waiting: Vec::new(),
            size: 0,
            done: Poured::default(),
        }
    }

    /// Into a file of that name in the folder.
    pub(super) fn into_file(mut self, name: String) -> Self {
        self.file = name;
        self
    }

    /// Into a folder of that name in the folder.
    pub(super) fn into_folder(mut self, name: &str) -> Self {
        self.below = format!("{name}/");
        self
    }

    /// With a list of the files.
    pub(super) fn listed(mut self) -> Self {
        self.done.files = Some(Vec::new());
        self
    }

    /// What follows belongs to that part.
    pub(super) fn part(&mut self, name: &str, place: &mut Place<'_>) -> Result<(), Refusal> {
        self.pass_on(place)?;
        let export = self.writer.part(name);
        self.put(export, place)
    }

    /// The next article.
    pub(super) fn push(&mut self, record: Record, place: &mut Place<'_>) -> Result<(), Refusal> {
        self.size += record.article.text.len();
        self.waiting.push(record);
        if self.waiting.len() == BATCH || self.size >= LARGE {
            self.pass_on(place)?;
        }
        Ok(())
    }

    /// Writes what waits.
    pub(super) fn pass_on(&mut self, place: &mut Place<'_>) -> Result<(), Refusal> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.size = 0;
        self.done.articles += self.waiting.len();
        let export = self.writer.next(std::mem::take(&mut self.waiting));
        self.put(export, place)
    }

    /// Writes the rest.
    pub(super) fn end(mut self, place: &mut Place<'_>) -> Result<Poured, Refusal> {
        self.pass_on(place)?;
        let export = self.writer.end();
        self.put(export, place)?;
        let files = place.end_all()?;
        if let Some(listed) = &mut self.done.files {
            listed.extend(files);
        }
        Ok(self.done)
    }

    fn put(&mut self, export: Export, place: &mut Place<'_>) -> Result<(), Refusal> {
        self.done.annotations += export.annotations;
        loss::merge(&mut self.done.losses, export.losses);
        for file in &export.files {
            let part = place.put(file, &self.below)?;
            if let Some(listed) = &mut self.done.files {
                listed.push(part);
            }
        }
        for piece in &export.pieces {
            place.add(&format!("{}{}", self.below, piece.name), &piece.bytes)?;
        }
        // A part without articles has its file, too.
        if export.bytes.is_empty() && self.file.is_empty() {
            return Ok(());
        }
        place.add(&self.file, &export.bytes)
    }
}
