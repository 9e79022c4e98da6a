//! Writes a dataset piece by piece, so that memory holds a few articles however many there are.

use std::collections::BTreeMap;

use super::frame::{Frame, Joining};
use super::ids::FileNames;
use super::loss::{self, Loss};
use super::options::WriteOptions;
use super::problem::Problem;
use super::{Export, Format, Sink};
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::LabelId;
use crate::model::label::LabelSet;

/// What some formats must know of the whole dataset before its first article is written. It can be
/// filled by reading a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ahead {
    /// The labels that are described; others may be used.
    pub labels: LabelSet,
    /// How often each label is used.
    pub counts: BTreeMap<LabelId, usize>,
    /// The title of the first article.
    pub title: Option<String>,
}

impl Ahead {
    /// Of a dataset with those labels of which no article was seen yet.
    #[must_use]
    pub fn of(labels: LabelSet) -> Self {
        Self {
            labels,
            ..Self::default()
        }
    }

    /// Sees the next article.
    pub fn see(&mut self, record: &Record) {
        let title = &record.article.meta.title;
        self.title.get_or_insert_with(|| title.clone());
        for annotation in &record.annotations {
            match self.counts.get_mut(&annotation.label) {
                Some(count) => *count += 1,
                None => drop(self.counts.insert(annotation.label.clone(), 1)),
            }
        }
    }
}

impl Sink for Ahead {
    fn record(&mut self, record: Record) {
        self.see(&record);
    }

    // They are told of when the articles are written.
    fn problem(&mut self, _problem: Problem) {}

    fn loss(&mut self, _loss: Loss) {}
}

/// Writes articles as they come. What it gives are pieces: bytes that follow those before, and files.
pub trait Writer {
    /// What follows belongs to the part of that name, of a format that has parts.
    fn part(&mut self, _name: &str) -> Export {
        Export::default()
    }
    /// The next articles.
    fn next(&mut self, records: Vec<Record>) -> Export;
    /// What stands behind the last.
    fn end(&mut self) -> Export;
}

/// A format with a writer of its own: it must know of all articles before it writes the first, or
/// learns from them what it writes at the end.
pub trait Staged {
    /// Whether the writer needs to have seen the articles; if not, it only keeps a state of its own.
    fn looks_ahead(&self) -> bool {
        true
    }
    /// Whether its folder holds the parts of a dataset (`train`, `dev`, `test`), and so is one when it
    /// is read, and not one for each article.
    fn has_parts(&self) -> bool {
        false
    }
    /// Begins to write.
    fn writer(&self, ahead: Ahead, options: WriteOptions) -> Box<dyn Writer>;
}

/// Begins to write. `ahead` must have seen every article if the format is staged.
#[must_use]
pub fn writer<'w>(
    format: &'w dyn Format,
    ahead: Ahead,
    options: WriteOptions,
) -> Box<dyn Writer + 'w> {
    match format.staged() {
        Some(staged) => staged.writer(ahead, options),
        None => Box::new(InPieces {
            format,
            dataset: Dataset {
                labels: ahead.labels,
                records: Vec::new(),
            },
            options,
            joining: Joining::new(format.frame().unwrap_or(Frame::NONE)),
            names: FileNames::default(),
            begun: false,
        }),
    }
}

/// Of formats whose files can be put together.
struct InPieces<'w> {
    format: &'w dyn Format,
    dataset: Dataset,
    options: WriteOptions,
    joining: Joining,
    names: FileNames,
    begun: bool,
}

impl Writer for InPieces<'_> {
    fn next(&mut self, records: Vec<Record>) -> Export {
        self.begun = true;
        self.dataset.records = records;
        let written = (&self.dataset, &self.options, &mut self.names);
        let mut export = self.format.write_after(written.0, written.1, written.2);
        self.options.before += self.dataset.records.len();
        self.dataset.records.clear();
        export.bytes = self.joining.next(&export.bytes).concat();
        export
    }

    fn end(&mut self) -> Export {
        // A dataset without articles has its files, too.
        let mut export = if self.begun {
            Export::default()
        } else {
            self.next(Vec::new())
        };
        export.bytes.extend(self.joining.end().concat());
        export
    }
}

/// Articles written at once.
const BATCH: usize = 64;

/// A whole dataset in a staged format.
pub(super) fn whole(staged: &dyn Staged, dataset: &Dataset, options: &WriteOptions) -> Export {
    let mut ahead = Ahead::of(dataset.labels.clone());
    dataset.records.iter().for_each(|record| ahead.see(record));
    let mut writer = staged.writer(ahead, *options);
    let mut all = Export::default();
    for records in dataset.records.chunks(BATCH) {
        add(&mut all, writer.next(records.to_vec()));
    }
    add(&mut all, writer.end());
    all.files.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

/// Adds what was written next to what was written.
pub fn add(all: &mut Export, next: Export) {
    all.bytes.extend(next.bytes);
    all.annotations += next.annotations;
    loss::merge(&mut all.losses, next.losses);
    all.files.extend(next.files);
    for piece in next.pieces {
        match all.files.iter_mut().find(|file| file.name == piece.name) {
            Some(file) => file.bytes.extend(piece.bytes),
            None => all.files.push(piece),
        }
    }
}
