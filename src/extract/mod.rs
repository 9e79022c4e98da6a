//! Articles out of the files that people have: plain text, Markdown, HTML, DOCX, CSV, JSONL, and
//! zip archives of these.
//!
//! Bytes in; texts, what is known about them, and faults out. Nothing here touches the disk or fails
//! as a whole: one bad row or member does not keep the others out. What is extracted is the text that
//! a reader of the file sees; all offsets refer to it. Everything is distrusted: nesting costs no
//! stack, archives may not unfold beyond measure, names of members are words for people and never
//! paths.

mod archive;
mod docx;
mod fields;
mod html;
mod markdown;
mod prose;
mod records;
mod table;

use crate::model::article::ArticleMeta;
use crate::text::decode::{self, Candidate, Decoded};

/// Largest text of one article, in bytes.
pub const LARGEST: u64 = 1 << 28;

/// How a file is to be read, where a person has said so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Name of the encoding of everything that is not marked as UTF-8 or UTF-16.
    pub encoding: Option<String>,
    /// The column or field of tables and records that holds the text.
    pub column: Option<String>,
}

/// An article that was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// Its text; never blank.
    pub text: String,
    /// What the file says about it. The title may be empty: the first line is it then.
    pub meta: ArticleMeta,
}

/// Where in a file something is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the member of an archive.
    pub member: Option<String>,
    /// Row or line, from 1.
    pub line: Option<u64>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// There is no text in it.
    Empty,
    /// It is not text.
    NotText,
    /// It is of a known kind that is not read.
    Unsupported,
    /// It is larger than an article may be.
    TooLarge,
    /// It needs a password.
    Encrypted,
    /// It unfolds to far more than an honest file does.
    Bomb,
    /// The archive has more members than are read.
    TooMany,
    /// An archive within an archive.
    Nested,
    /// The name leads out of the archive.
    UnsafeName,
    /// It does not make sense: what its reader says.
    Damaged(String),
    /// No column holds the text; those there are.
    NoColumn(Vec<String>),
    /// The record has annotations, which are left out here.
    Annotated,
}

/// Something wrong in a file; the rest of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: FaultKind,
}

/// Takes what is found as soon as it is found.
pub trait Sink {
    /// The next article.
    fn article(&mut self, article: Extracted);
    /// The next thing that is wrong.
    fn fault(&mut self, fault: Fault);
    /// Whether no more is wanted.
    fn enough(&self) -> bool {
        false
    }
}

/// Everything at once, for small files and tests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The articles in the order of the file.
    pub articles: Vec<Extracted>,
    /// What was wrong, in the order of the file.
    pub faults: Vec<Fault>,
}

impl Sink for Found {
    fn article(&mut self, article: Extracted) {
        self.articles.push(article);
    }

    fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }
}

/// How a file was read, for a person to agree or choose otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Ways to read what is not UTF-8, the likeliest first; the first was used unless one was asked
    /// for. Empty where there is no doubt.
    pub encodings: Vec<Candidate>,
    /// Columns or fields that could hold the text, as far as there are any.
    pub columns: Vec<String>,
    /// The one that was used.
    pub column: Option<String>,
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Plain text.
    Text,
    /// Markdown (CommonMark with tables and front matter).
    Markdown,
    /// A web page.
    Html,
    /// Office Open XML text.
    Docx,
    /// Values parted by commas, semicolons or tabs, the first row with names.
    Table,
    /// One JSON object in each line.
    Records,
    /// A zip archive of files of these kinds.
    Archive,
    /// Known, and not read: PDF, old Word, RTF and the like.
    Unsupported,
}

const ENDINGS: &[(&str, Kind)] = &[
    ("txt", Kind::Text),
    ("text", Kind::Text),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("docx", Kind::Docx),
    ("csv", Kind::Table),
    ("tsv", Kind::Table),
    ("jsonl", Kind::Records),
    ("ndjson", Kind::Records),
    ("zip", Kind::Archive),
    ("pdf", Kind::Unsupported),
    ("doc", Kind::Unsupported),
    ("rtf", Kind::Unsupported),
    ("odt", Kind::Unsupported),
    ("epub", Kind::Unsupported),
    ("xlsx", Kind::Unsupported),
    ("xls", Kind::Unsupported),
    ("json", Kind::Unsupported),
];

/// The kind of a file by its name, else by how it begins.
#[must_use]
pub fn kind(name: &str, bytes: &[u8]) -> Kind {
    ending_row(name).map_or_else(|| by_content(bytes), |row| row.1)
}

/// Whether the name says what kind of file it is.
#[must_use]
pub fn has_known_ending(name: &str) -> bool {
    ending_row(name).is_some()
}

fn ending_row(name: &str) -> Option<&'static (&'static str, Kind)> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let (_, ending) = file.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    ENDINGS.iter().find(|row| row.0 == ending)
}

fn by_content(bytes: &[u8]) -> Kind {
    let head = &bytes[..bytes.len().min(1024)];
    let head = head.trim_ascii_start().to_ascii_lowercase();
    if bytes.starts_with(archive::MAGIC) {
        archive::kind(bytes)
    } else if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
        Kind::Html
    } else if head.starts_with(b"%pdf") || head.starts_with(b"{\\rtf") {
        Kind::Unsupported
    } else {
        Kind::Text
    }
}

/// Gives the articles of a file called `name` to `sink`.
pub fn extract(bytes: &[u8], name: &str, options: &Options, sink: &mut dyn Sink) -> Reading {
    extract_of((bytes, &[]), name, options, sink)
}

/// The same of an archive of which only these members are read, unless there are none.
pub fn extract_of(
    (bytes, members): (&[u8], &[String]),
    name: &str,
    options: &Options,
    sink: &mut dyn Sink,
) -> Reading {
    let mut way = Way {
        options,
        members,
        sink,
        member: None,
        given: 0,
        reading: Reading::default(),
    };
    way.file(bytes, name);
    if way.given == 0 {
        way.fault(FaultKind::Empty);
    }
    way.reading
}

/// The state of one reading.
struct Way<'a> {
    options: &'a Options,
    /// The members of an archive that are read; all if there are none.
    members: &'a [String],
    sink: &'a mut dyn Sink,
    /// The member of the archive that is being read.
    member: Option<String>,
    /// Articles and faults so far: a file of which nothing is said would be lost in silence.
    given: usize,
    reading: Reading,
}

impl Way<'_> {
    fn file(&mut self, bytes: &[u8], name: &str) {
        match kind(name, bytes) {
            Kind::Archive if self.member.is_some() => self.fault(FaultKind::Nested),
            Kind::Archive => archive::read(bytes, self),
            Kind::Unsupported => self.fault(FaultKind::Unsupported),
            Kind::Docx => match docx::read(bytes) {
                Ok(article) => self.article(article, None),
                Err(kind) => self.fault(kind),
            },
            kind => match self.decode(bytes, kind) {
                Ok(text) => self.text(text, kind, name),
                Err(kind) => self.fault(kind),
            },
        }
    }

    fn text(&mut self, text: String, kind: Kind, name: &str) {
        match kind {
            Kind::Html => self.article(html::read(&text), None),
            Kind::Markdown => self.article(markdown::read(&text), None),
            Kind::Table => table::read(&text, name, self),
            Kind::Records => records::read(&text, self),
            _ => {
                let meta = ArticleMeta::default();
                self.article(Extracted { text, meta }, None);
            }
        }
    }

    /// Reads UTF-8, marked UTF-16, what a page says of itself, else the encoding asked for or the
    /// likeliest.
    fn decode(&mut self, bytes: &[u8], kind: Kind) -> Result<String, FaultKind> {
        if bytes.len() as u64 > LARGEST && !matches!(kind, Kind::Table | Kind::Records) {
            return Err(FaultKind::TooLarge);
        }
        let candidates = match decode::decode(bytes) {
            Decoded::Text(text) => return Ok(text),
            Decoded::Empty => return Err(FaultKind::Empty),
            Decoded::NotText => Vec::new(),
            Decoded::Ambiguous(candidates) => candidates,
        };
        let declared = (kind == Kind::Html).then(|| html::declared_encoding(bytes));
        let asked = self.options.encoding.clone();
        if asked.is_none()
            && let Some(text) = declared
                .flatten()
                .and_then(|e| decode::decode_as(bytes, &e))
        {
            return Ok(text);
        }
        let Some(first) = candidates.first() else {
            return Err(FaultKind::NotText);
        };
        let encoding = asked.unwrap_or_else(|| first.encoding.to_owned());
        let read = decode::decode_as(bytes, &encoding);
        if self.reading.encodings.is_empty() {
            self.reading.encodings = candidates;
        }
        read.ok_or(FaultKind::NotText)
    }

    /// Passes an article on, unless there is no text in it.
    fn article(&mut self, article: Extracted, line: Option<u64>) {
        if article.text.trim().is_empty() {
            self.fault_at(FaultKind::Empty, line);
        } else if article.text.len() as u64 > LARGEST {
            self.fault_at(FaultKind::TooLarge, line);
        } else {
            self.given += 1;
            self.sink.article(article);
        }
    }

    fn fault(&mut self, kind: FaultKind) {
        self.fault_at(kind, None);
    }

    fn fault_at(&mut self, kind: FaultKind, line: Option<u64>) {
        self.given += 1;
        let member = self.member.clone();
        let place = Place { member, line };
        self.sink.fault(Fault { place, kind });
    }
}
