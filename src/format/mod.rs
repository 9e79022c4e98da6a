//! Exchange formats: bytes in, bytes out.
//!
//! A [`Format`] never touches the disk and never fails as a whole: what it cannot read becomes a
//! [`problem::Problem`] with its place, what it cannot carry becomes a [`loss::Loss`] with count
//! and example. To add a format, implement the trait and list it in [`ALL`].

pub mod align;
pub mod columns;
pub mod flatten;
pub mod jsonl;
pub mod locate;
pub mod loss;
pub mod options;
pub mod problem;
pub mod scheme;
pub mod words;

use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use loss::Loss;
use options::WriteOptions;
use problem::Problem;

/// What came out of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The articles with their annotations, in the order of the file.
    pub records: Vec<Record>,
    /// What was wrong, in the order of the file.
    pub problems: Vec<Problem>,
}

/// A written dataset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Export {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Annotations in it.
    pub annotations: usize,
    /// What the format could not carry, by kind.
    pub losses: Vec<Loss>,
}

/// What a format can carry, for lists and documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carries {
    /// Text exactly as it is, any spans, notes, attributes, scores and sources.
    Everything,
    /// Tokens and flat spans of whole tokens; tokens are joined by spaces when read.
    Tokens,
}

/// A file format.
pub trait Format: Sync {
    /// The name on the command line.
    fn id(&self) -> &'static str;
    /// The name for people.
    fn name(&self) -> &'static str;
    /// One sentence about it.
    fn about(&self) -> Bilingual;
    /// File name endings without dot, the usual one first.
    fn extensions(&self) -> &'static [&'static str];
    /// What it can carry.
    fn carries(&self) -> Carries;
    /// Reads a file called `name` (for problems and ids).
    fn read(&self, bytes: &[u8], name: &str) -> Import;
    /// Writes a dataset: the same dataset and options give the same bytes everywhere.
    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export;
}

/// Every format.
pub static ALL: &[&dyn Format] = &[&jsonl::Jsonl, &columns::CONLL2003, &columns::IOB2];

/// The format with that name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.id() == id)
}

/// The format that files with this name usually have.
#[must_use]
pub fn by_file_name(name: &str) -> Option<&'static dyn Format> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let fits = |format: &&dyn Format| format.extensions().contains(&extension.as_str());
    ALL.iter().copied().find(fits)
}

/// The file name without folder and ending: the start of ids for articles without one.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if stem.is_empty() { "article" } else { stem }
}
