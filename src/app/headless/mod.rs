//! What the command line does, as plain functions: paths and choices in, data out.

pub mod check;
pub mod convert;
pub mod dataset;
pub mod effort;
pub mod evaluate;
pub mod files;
mod filling;
pub mod history;
pub mod intake;
pub mod lexicon;
mod matching;
pub mod own;
mod place;
mod pouring;
pub mod project;
pub mod suggest;
pub mod train;

use std::path::PathBuf;

use super::notice::Trouble;
pub use crate::suggest::own::{ListFault, ListProblem};
pub use crate::suggest::{PatternFault, PatternProblem};

pub use matching::{Difference, Fitted};

pub use crate::agree::calibration::{BINS, Bin, Reliability};
pub use crate::agree::evaluation::{Counts, Evaluation, Measure};
pub use crate::format::flaw::{Done, Expected, Flaw};
pub use crate::format::loss::{Loss, LossKind};
pub use crate::format::options::{Flat, Subword, WriteOptions};
pub use crate::format::problem::{Problem, ProblemKind, Repair};

/// Why something could not be done at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A file or folder cannot be used.
    Trouble(PathBuf, Trouble),
    /// A file is not UTF-8; the encodings in which it would read as Arabic.
    NotUtf8(PathBuf, Vec<&'static str>),
    /// There is no format of that name.
    UnknownFormat(String),
    /// The file's name says nothing about its format.
    CannotGuess(PathBuf),
    /// There is no label set of that name.
    UnknownLabels(String),
    /// There is a project already.
    AlreadyAProject(PathBuf),
    /// The name cannot be the name of a folder.
    BadAnnotator(String),
    /// The annotator has no sheets in the project; those who have.
    NoSuchAnnotator(String, Vec<String>),
    /// The project has sheets of several annotators: which?
    WhichAnnotator(Vec<String>),
    /// Nothing could be read; what was wrong.
    NothingRead(PathBuf, Vec<Problem>),
    /// The two files have no article in common.
    NothingInCommon(PathBuf, PathBuf),
    /// A pattern file that makes no sense.
    Patterns(PathBuf, PatternProblem),
    /// Not `CONVENTION=FILE` with a convention that is known.
    UnknownConvention(String),
    /// The format can be read only.
    OnlyRead(String),
    /// The format is a folder, which cannot go to standard output.
    NeedsFolder(String),
    /// A folder with something in it stands there.
    NotEmpty(PathBuf),
    /// To share articles out there are fewer of them, or fewer sources, than parts: how many, and
    /// how many parts.
    TooFewGroups(usize, usize),
    /// It is no longer wanted.
    Cancelled,
    /// Something would be lost and that was forbidden.
    WouldLose(Vec<Loss>),
}

/// A format, as listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatRow {
    /// The name on the command line.
    pub id: &'static str,
    /// The name for people.
    pub name: &'static str,
    /// One sentence, Arabic then English.
    pub about: (String, String),
    /// File name endings.
    pub extensions: &'static [&'static str],
    /// Whether text and spans survive exactly.
    pub exact: bool,
    /// Whether it can be written, not only read.
    pub writes: bool,
    /// Whether it is a folder of files.
    pub folder: bool,
}

/// Every format.
#[must_use]
pub fn formats() -> Vec<FormatRow> {
    let row = |format: &&dyn crate::format::Format| {
        let about = format.about();
        FormatRow {
            id: format.id(),
            name: format.name(),
            about: (about.ar, about.en),
            extensions: format.extensions(),
            exact: format.carries().text && format.carries().subword,
            writes: format.writes(),
            folder: format.layout() == crate::format::Layout::Folder,
        }
    };
    crate::format::ALL.iter().map(row).collect()
}
