//! Importing files: first a look, so that a person can agree to how they are read and to how what
//! they say of articles is taken; then, after that, the articles themselves, one file at a time.

use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;

pub use crate::extract::{Fault, FaultKind, Options, Place};

use super::headless::intake::{Imported, Source, Terms};
use super::jobs::trouble::trouble;
use super::notice::Trouble;
use crate::extract::{self, Extracted, Reading, Sink};
use crate::model::article::title_of;
use crate::model::ids::{ArticleId, LabelId};
use crate::model::label::Label;
use crate::store::disk::{Disk, RealDisk};
use crate::store::error::StoreError;
use crate::store::ids;

/// Largest file that is imported, in bytes.
const LARGEST: u64 = 4 << 30;

/// Faults kept of one file; the others are counted.
const KEPT: usize = 100;

/// Characters of the beginning that is shown.
const BEGINNING: usize = 160;

/// Articles in a project, by the SHA-256 of their text.
pub type Known = HashMap<String, ArticleId>;

/// A file to import, or several that are read as one, and how to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The file.
    pub source: Source,
    /// How to read it.
    pub options: Options,
}

impl Choice {
    /// A file of articles.
    #[must_use]
    pub fn of(path: PathBuf, options: Options) -> Self {
        let source = Source {
            files: vec![path.clone()],
            path,
            ..Source::default()
        };
        Self { source, options }
    }
}

/// What a person agreed to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Agreement {
    /// How what files say of articles is taken.
    pub terms: Terms,
    /// Labels that the project gets.
    pub labels: Vec<Label>,
}

/// What files say of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Their format, as people call it.
    pub format: &'static str,
    /// Annotations.
    pub annotations: usize,
    /// Those of them that a model believes and nobody has stated.
    pub believed: usize,
    /// What would come of it.
    pub found: Imported,
}

impl Marks {
    /// Labels that the project does not have, and how often they are used.
    pub fn unknown(&self) -> impl Iterator<Item = (&LabelId, usize)> {
        let all = self.found.unknown.iter().chain(&self.found.left_out);
        all.map(|(label, count)| (label, *count))
    }

    /// Everything that is said of articles.
    #[must_use]
    pub fn count(&self) -> usize {
        let left: usize = self.found.left_out.values().sum();
        self.annotations + self.found.suggestions + left
    }
}

/// What a look at a file showed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The file and how it was read.
    pub choice: Choice,
    /// Articles that are new.
    pub new: usize,
    /// Articles that are in the project already, or came before in the same import.
    pub known: usize,
    /// Title of the first article and how it begins.
    pub beginning: Option<(String, String)>,
    /// Names of encodings and how the file would begin in them, the one in use first; empty where
    /// there is no doubt.
    pub encodings: Vec<(String, String)>,
    /// Columns or fields that could hold the text.
    pub columns: Vec<String>,
    /// The column that was used.
    pub column: Option<String>,
    /// The first things that are wrong.
    pub faults: Vec<Fault>,
    /// How many more there are.
    pub more_faults: usize,
    /// Why the file cannot be read at all.
    pub trouble: Option<Trouble>,
    /// What the file says of articles, if it says anything.
    pub marks: Option<Box<Marks>>,
}

impl Look {
    /// Whether there is nothing that a person should see before the import.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        let read = self.encodings.is_empty() && self.faults.is_empty() && self.trouble.is_none();
        read && self.marks.is_none()
    }
}

/// How an import stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Import {
    /// Files are being looked at: how many of how many.
    Looking(usize, usize),
    /// The person has to agree.
    Ready(Vec<Look>),
    /// Articles are being stored: how many of how many.
    Storing(usize, usize),
}

/// Looks at one file. `seen` holds the hashes of texts that came before in the same import.
pub(in crate::app) fn look(
    choice: &Choice,
    known: &Known,
    seen: &mut BTreeSet<String>,
    stop: &dyn Fn() -> bool,
) -> Look {
    let mut glance = Glance {
        look: Look {
            choice: choice.clone(),
            ..Look::default()
        },
        known,
        seen,
        stop,
    };
    match read(choice, &mut glance) {
        Ok(reading) => glance.note(reading),
        Err(trouble) => glance.look.trouble = Some(trouble),
    }
    glance.look
}

/// Gives the articles of a file to `sink`.
///
/// # Errors
/// The file cannot be read.
pub(in crate::app) fn read(choice: &Choice, sink: &mut dyn Sink) -> Result<Reading, Trouble> {
    let path = &choice.source.path;
    let bytes = RealDisk
        .read(path, LARGEST)
        .map_err(|error| trouble(&StoreError::io(error, path)))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let members = &choice.source.members;
    Ok(extract::extract_of(
        (&bytes, members),
        &name,
        &choice.options,
        sink,
    ))
}

struct Glance<'a> {
    look: Look,
    known: &'a Known,
    seen: &'a mut BTreeSet<String>,
    stop: &'a dyn Fn() -> bool,
}

impl Glance<'_> {
    fn note(&mut self, reading: Reading) {
        let asked = self.look.choice.options.encoding.as_deref();
        let mut encodings: Vec<(String, String)> = reading
            .encodings
            .into_iter()
            .map(|candidate| (candidate.encoding.to_owned(), candidate.preview))
            .collect();
        // The first is the one in use; the order of the others stays.
        encodings.sort_by_key(|(name, _)| asked.is_some_and(|asked| asked != name));
        self.look.encodings = encodings;
        self.look.columns = reading.columns;
        self.look.column = reading.column;
    }
}

impl Sink for Glance<'_> {
    fn article(&mut self, article: Extracted) {
        if self.look.beginning.is_none() {
            let title = &article.meta.title;
            self.look.beginning = Some(beginning(title, &article.text));
        }
        let hash = ids::sha256(&article.text);
        if self.known.contains_key(&hash) || !self.seen.insert(hash) {
            self.look.known += 1;
        } else {
            self.look.new += 1;
        }
    }

    fn fault(&mut self, fault: Fault) {
        if self.look.faults.len() < KEPT {
            self.look.faults.push(fault);
        } else {
            self.look.more_faults += 1;
        }
    }

    fn enough(&self) -> bool {
        (self.stop)()
    }
}

/// Title and beginning of an article, to be recognised by.
pub(in crate::app) fn beginning(title: &str, text: &str) -> (String, String) {
    let title = match title {
        "" => title_of(text).unwrap_or_default(),
        title => title.to_owned(),
    };
    let shown = text.trim_start().chars();
    let shown = shown.map(|c| if c.is_whitespace() { ' ' } else { c });
    (title, shown.take(BEGINNING).collect())
}
