//! Exchange formats: bytes in, bytes out.
//!
//! A [`Format`] never touches the disk and never fails as a whole: what it cannot read becomes a
//! [`problem::Problem`] with its place, what it cannot carry becomes a [`loss::Loss`] with count
//! and example. To add a format, implement the trait and list it in [`ALL`].

pub mod align;
pub mod archive;
pub mod bdocjs;
pub mod brat;
pub mod cas;
mod checked;
pub mod columns;
pub mod conllup;
pub mod doccano;
mod details;
mod draft;
pub mod flatten;
pub mod flaw;
pub mod folder;
pub mod frame;
pub mod hf;
pub mod inline;
mod ids;
mod json_array;
mod json_elements;
mod json_lines;
pub mod jsonl;
mod lines;
pub mod label_studio;
pub mod layer;
mod links;
pub mod locate;
pub mod loss;
pub mod options;
mod places;
pub mod prodigy;
pub mod problem;
pub mod scheme;
pub mod spacy;
mod stream;
pub mod table;
mod tiles;
mod units;
pub mod web_annotation;
pub mod webanno;
pub mod words;
pub mod writing;

use std::cmp::Reverse;
use std::io::{self, BufRead};

use crate::model::dataset::{Dataset, Record};
use crate::model::label::Bilingual;
use folder::{Files, InMemory};
use frame::Frame;
use ids::FileNames;
use loss::Loss;
use options::WriteOptions;
use problem::Problem;
use writing::Staged;

/// What came out of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Import {
    /// The articles with their annotations, in the order of the file.
    pub records: Vec<Record>,
    /// What was wrong, in the order of the file.
    pub problems: Vec<Problem>,
    /// What the file holds and a dataset cannot (relations, events …), by kind.
    pub losses: Vec<Loss>,
}

/// Takes what is read as soon as it is read, so that files of any size can be read.
pub trait Sink {
    /// The next article.
    fn record(&mut self, record: Record);
    /// The next thing that is wrong.
    fn problem(&mut self, problem: Problem);
    /// Something that the file holds and a dataset cannot; told once, at the end.
    fn loss(&mut self, loss: Loss);
    /// Whether no more is wanted.
    fn enough(&self) -> bool {
        false
    }
}

impl Sink for Import {
    fn record(&mut self, record: Record) {
        self.records.push(record);
    }

    fn problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    fn loss(&mut self, loss: Loss) {
        self.losses.push(loss);
    }
}

impl Import {
    /// Gives all of it to `sink`, problems first.
    fn pour(self, sink: &mut dyn Sink) {
        self.problems.into_iter().for_each(|p| sink.problem(p));
        self.records.into_iter().for_each(|r| sink.record(r));
        self.losses.into_iter().for_each(|l| sink.loss(l));
    }

    /// What is wrong in a file with one article is wrong in that one.
    fn name_only_article(&mut self) {
        if let [record] = self.records.as_slice() {
            let id = Some(record.article.id.as_str());
            let problems = self.problems.drain(..);
            self.problems = problems.map(|problem| problem.within(id)).collect();
        }
    }

    /// Adds what came out of another file.
    pub fn extend(&mut self, other: Self) {
        self.records.extend(other.records);
        self.problems.extend(other.problems);
        loss::merge(&mut self.losses, other.losses);
    }
}

/// A file by name, below the folder that is read or written; `/` parts folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// Its name, such as `train/a.ann`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A written dataset.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Export {
    /// The whole file; empty if the format is a folder.
    pub bytes: Vec<u8>,
    /// The files of a folder; empty if the format is one file.
    pub files: Vec<NamedFile>,
    /// Of a dataset that is written piece by piece: what follows in files of its folder.
    pub pieces: Vec<NamedFile>,
    /// Annotations in it.
    pub annotations: usize,
    /// What the format could not carry, by kind.
    pub losses: Vec<Loss>,
}

/// What a format can carry, for lists and documents. A test measures each of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carries {
    /// The text exactly as it is, white space and invisible characters included.
    pub text: bool,
    /// A span inside another.
    pub nested: bool,
    /// Spans of which neither is inside the other.
    pub crossing: bool,
    /// Spans in several parts.
    pub discontinuous: bool,
    /// Spans with an edge inside a word, without cutting the word.
    pub subword: bool,
    /// Attributes of annotations.
    pub attributes: bool,
    /// Notes on annotations.
    pub notes: bool,
    /// Relations between annotations.
    pub relations: bool,
    /// How annotations came to be.
    pub provenance: bool,
    /// Suggestions that wait for a decision, with their scores.
    pub suggestions: bool,
    /// That an article was annotated without suggestions in sight.
    pub blind: bool,
    /// Title, source, date, link, language and direction of articles.
    pub details: bool,
}

impl Carries {
    /// All there is.
    pub const ALL: Self = Self {
        text: true,
        nested: true,
        crossing: true,
        discontinuous: true,
        subword: true,
        attributes: true,
        notes: true,
        relations: true,
        provenance: true,
        suggestions: true,
        blind: true,
        details: true,
    };
    /// The exact text and any spans that are in one part.
    pub const SPANS: Self = Self {
        discontinuous: false,
        attributes: false,
        notes: false,
        relations: false,
        provenance: false,
        suggestions: false,
        blind: false,
        details: false,
        ..Self::ALL
    };
    /// Tokens and flat spans of whole tokens; tokens are joined by spaces when read.
    pub const TOKENS: Self = Self {
        text: false,
        nested: false,
        crossing: false,
        subword: false,
        ..Self::SPANS
    };
}

/// How a format lies on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One file that is one whole.
    File,
    /// One file; the files of two datasets behind each other are the file of both together.
    Sequence,
    /// A folder with files for each article; the files of two datasets are the union.
    Folder,
}

/// A file format.
pub trait Format: Sync {
    /// The name on the command line.
    fn id(&self) -> &'static str;
    /// The name for people.
    fn name(&self) -> &'static str;
    /// One sentence about it.
    fn about(&self) -> Bilingual;
    /// File name endings without dot, the usual one first; may hold a dot (`doccano.jsonl`).
    fn extensions(&self) -> &'static [&'static str];
    /// What it can carry.
    fn carries(&self) -> Carries;
    /// How it lies on disk.
    fn layout(&self) -> Layout {
        Layout::File
    }
    /// What stands around the records of a file, if files can be put together from it.
    fn frame(&self) -> Option<Frame> {
        (self.layout() == Layout::Sequence).then_some(Frame::NONE)
    }
    /// Whether a file that begins like this (some kilobytes, cut anywhere) can be of this format;
    /// chooses between formats that share a file name ending.
    fn recognises(&self, _start: &str) -> bool {
        false
    }
    /// Endings of files that stand beside a file of this format and are read with it.
    fn companions(&self) -> &'static [&'static str] {
        &[]
    }
    /// Whether it can be written. Formats of others may be for reading only.
    fn writes(&self) -> bool {
        true
    }
    /// Reads a file called `name` (for problems and ids).
    fn read(&self, bytes: &[u8], name: &str) -> Import;
    /// Reads a file with its companions, which stand behind it.
    fn read_together(&self, files: &[NamedFile]) -> Import {
        let file = files.first();
        file.map(|file| self.read(&file.bytes, &file.name))
            .unwrap_or_default()
    }
    /// Reads the files of a folder, or a file with its companions, one after the other in that order.
    fn read_folder(&self, names: &[String], files: &dyn Files, sink: &mut dyn Sink) {
        folder::each(self, names, files, sink);
    }
    /// Reads one file, however it must be opened.
    ///
    /// # Errors
    /// It cannot be opened or breaks off; what was read before was given to `sink`.
    fn read_file(&self, name: &str, files: &dyn Files, sink: &mut dyn Sink) -> io::Result<()> {
        self.read_stream(&mut *files.open(name)?, name, sink)
    }
    /// Reads the files of a folder that are in memory.
    fn read_files(&self, files: &[NamedFile]) -> Import {
        let mut import = Import::default();
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        self.read_folder(&names, &InMemory::new(files), &mut import);
        import
    }
    /// Reads a file piece by piece. Formats of lines do so; others read it at once.
    ///
    /// # Errors
    /// The input breaks off; what was read before was given to `sink`.
    fn read_stream(
        &self,
        input: &mut dyn BufRead,
        name: &str,
        sink: &mut dyn Sink,
    ) -> io::Result<()> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes)?;
        self.read(&bytes, name).pour(sink);
        Ok(())
    }
    /// How it is written if what stands in one place depends on articles written elsewhere.
    fn staged(&self) -> Option<&dyn Staged> {
        None
    }
    /// Writes a dataset: the same dataset and options give the same bytes everywhere.
    fn write(&self, dataset: &Dataset, options: &WriteOptions) -> Export;
    /// Writes articles behind others; files of a folder get names that are not taken yet.
    fn write_after(
        &self,
        dataset: &Dataset,
        options: &WriteOptions,
        _names: &mut FileNames,
    ) -> Export {
        self.write(dataset, options)
    }
}

/// Every format.
pub static ALL: &[&dyn Format] = &[
    &jsonl::Jsonl,
    &doccano::DOCCANO,
    &doccano::DOCCANO_RELATIONS,
    &prodigy::Prodigy,
    &spacy::Pairs,
    &spacy::Paragraphs,
    &label_studio::LabelStudio,
    &brat::Brat,
    &hf::HuggingFace,
    &cas::Xmi,
    &cas::JsonCas,
    &web_annotation::WebAnnotation,
    &bdocjs::Bdocjs,
    &table::CSV,
    &table::TSV,
    &inline::Xml,
    &inline::Html,
    &columns::CONLL2003,
    &columns::IOB2,
    &columns::CONLL2002,
    &columns::IOB1,
    &columns::BIOES,
    &columns::BILOU,
    &conllup::ConllUPlus,
    &webanno::WebAnno,
];

/// The format with that name.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    ALL.iter().copied().find(|format| format.id() == id)
}

/// Endings that say no more than how a file is built: any program may have written it.
const GENERAL: &[&str] = &["json", "csv", "tsv", "tab", "xml", "html", "htm"];

/// The format that files with this name usually have: the one with the longest ending that fits,
/// of several the first.
#[must_use]
pub fn by_file_name(name: &str) -> Option<&'static dyn Format> {
    let (ending, format) = candidates(name).into_iter().next()?;
    (ending != "json").then_some(format)
}

/// Whether files with this name can be of a format here.
#[must_use]
pub fn is_candidate(name: &str) -> bool {
    !candidates(name).is_empty()
}

/// The format of a file with this name that begins like this.
#[must_use]
pub fn by_content(name: &str, start: &[u8]) -> Option<&'static dyn Format> {
    let start = String::from_utf8_lossy(start);
    let candidates = candidates(name);
    let recognised = candidates
        .iter()
        .find(|(_, format)| format.recognises(&start));
    let first = candidates
        .first()
        .filter(|(ending, _)| !GENERAL.contains(ending));
    recognised.or(first).map(|(_, format)| *format)
}

/// The formats whose endings this name has, the longest ending first.
fn candidates(name: &str) -> Vec<(&'static str, &'static dyn Format)> {
    let name = name.to_ascii_lowercase();
    let longest = |format: &&'static dyn Format| {
        let ends = |ending: &&&'static str| {
            let rest = name.strip_suffix(**ending);
            rest.is_some_and(|rest| rest.ends_with('.'))
        };
        let endings = format.extensions().iter().filter(ends);
        endings.max_by_key(|ending| ending.len()).copied()
    };
    let mut found: Vec<_> = ALL
        .iter()
        .filter_map(|format| Some((longest(format)?, *format)))
        .collect();
    found.sort_by_key(|(ending, _)| Reverse(ending.len()));
    found
}

/// The file name without folder and ending: the start of ids for articles without one.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    if stem.is_empty() { "article" } else { stem }
}
