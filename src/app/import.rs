//! Importing files: first a look, so that a person can agree to how they are read; then, after
//! that, the articles themselves, one file at a time.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

pub use crate::extract::{Fault, FaultKind, Options, Place};

use super::jobs::trouble::trouble;
use super::notice::Trouble;
use crate::extract::{self, Extracted, Kind, Reading, Sink};
use crate::model::article::title_of;
use crate::model::ids::ArticleId;
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

/// A file to import and how to read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The file.
    pub path: PathBuf,
    /// How to read it.
    pub options: Options,
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
}

impl Look {
    /// Whether there is nothing that a person should see before the import.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.encodings.is_empty() && self.faults.is_empty() && self.trouble.is_none()
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
    let path = &choice.path;
    let bytes = RealDisk
        .read(path, LARGEST)
        .map_err(|error| trouble(&StoreError::io(error, path)))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(extract::extract(&bytes, &name, &choice.options, sink))
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
            self.look.beginning = Some(beginning(&article));
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

fn beginning(article: &Extracted) -> (String, String) {
    let title = match article.meta.title.as_str() {
        "" => title_of(&article.text).unwrap_or_default(),
        title => title.to_owned(),
    };
    let shown = article.text.trim_start().chars();
    let shown = shown.map(|c| if c.is_whitespace() { ' ' } else { c });
    (title, shown.take(BEGINNING).collect())
}

/// The files that a person meant: those named, and in place of each folder the files in it that can
/// be imported, in the order of their names. Links and hidden files in folders are passed over.
#[must_use]
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            below(path, &mut found);
        } else {
            found.push(path.clone());
        }
    }
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut folders = vec![folder.to_owned()];
    let first = found.len();
    while let Some(folder) = folders.pop() {
        // A folder that cannot be read holds nothing that could be imported.
        for name in RealDisk.list(&folder).unwrap_or_default() {
            let path = folder.join(&name);
            if name.starts_with('.') || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if is_importable(&name) {
                found.push(path);
            }
        }
    }
    found[first..].sort_unstable();
}

/// Whether the name is that of a file with text; in a folder others are passed over.
fn is_importable(name: &str) -> bool {
    extract::has_known_ending(name) && extract::kind(name, &[]) != Kind::Unsupported
}
