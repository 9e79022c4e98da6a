//! What files bring into a project: articles, and what the files say of them. The command line and
//! the window take files in by the same rules; only how changes are carried out is their own.

mod believed;
mod carry;
mod onto;
mod shelf;
mod sources;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(in crate::app) use self::believed::Believed;
pub(in crate::app) use self::carry::{Carried, Carrier};
pub(in crate::app) use self::onto::onto;
pub(in crate::app) use self::shelf::Shelf;
pub use self::sources::{Source, sources};
pub(in crate::app) use self::sources::{brings_something, nothing_read, read};
use super::{Fitted, Loss, Problem, Refusal};
use crate::app::import::Fault;
use crate::model::annotation::{Annotation, Origin};
use crate::model::ids::{EngineId, LabelId};
use crate::store::ids::is_safe;

/// Problems and faults kept; the others are counted.
const KEPT: usize = 1000;

/// How what files say of articles is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TakenAs {
    /// As the annotator's own annotations.
    #[default]
    Annotations,
    /// As suggestions that wait for a decision.
    Suggestions,
    /// Not at all: the texts alone.
    Texts,
}

/// What was agreed about files that say something of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How that is taken.
    pub taken: TakenAs,
    /// Labels that are read as another one, or left out.
    pub map: Vec<(LabelId, Option<LabelId>)>,
    /// What suggestions are shown as coming from; else each file's name.
    pub origin: Option<String>,
}

impl Terms {
    /// Refuses what cannot be done.
    ///
    /// # Errors
    /// The origin cannot be the name of a folder.
    pub fn check(&self) -> Result<(), Refusal> {
        match &self.origin {
            Some(origin) if !is_origin(origin) => Err(Refusal::BadAnnotator(origin.clone())),
            _ => Ok(()),
        }
    }

    /// What a label of a file is read as; nothing if it is left out.
    #[must_use]
    pub fn read_as(&self, label: LabelId) -> Option<LabelId> {
        match self.map.iter().find(|(from, _)| *from == label) {
            Some((_, to)) => to.clone(),
            None => Some(label),
        }
    }

    /// What suggestions of that file or folder are shown as coming from.
    #[must_use]
    pub fn origin_of(&self, path: &Path) -> String {
        self.origin.clone().unwrap_or_else(|| origin_of(path))
    }
}

/// What an import did, and what it met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New articles.
    pub added: usize,
    /// Articles that were there already.
    pub known: usize,
    /// New annotations.
    pub annotations: usize,
    /// Annotations that were there already.
    pub there: usize,
    /// Those of them whose attributes or note differ from the file's; they stay as they are.
    pub differing: usize,
    /// New relations between annotations.
    pub relations: usize,
    /// Suggestions that wait for a decision.
    pub suggestions: usize,
    /// What was wrong with files of an exchange format.
    pub problems: Vec<Problem>,
    /// How many problems more there were.
    pub more_problems: usize,
    /// What was wrong in files of articles.
    pub faults: Vec<(PathBuf, Fault)>,
    /// Files that could not be used at all.
    pub refused: Vec<Refusal>,
    /// Labels that annotations use and the project does not have, and how often.
    pub unknown: BTreeMap<LabelId, usize>,
    /// The same of suggestions, which were left out for it.
    pub left_out: BTreeMap<LabelId, usize>,
    /// Labels that were to be left out, and how often they were.
    pub unwanted: BTreeMap<LabelId, usize>,
    /// Articles that were there with a text that is not exactly that of the file.
    pub fitted: Vec<Fitted>,
    /// Annotations and suggestions of which nothing that is seen stands in the article that was
    /// there, and suggestions that are longer than any.
    pub unplaced: usize,
    /// Relations whose ends were not taken as annotations.
    pub unrelated: usize,
    /// Annotations that became suggestions, which have no further parts, attributes and notes.
    pub bared: usize,
    /// What the files hold and a project cannot.
    pub losses: Vec<Loss>,
}

impl Imported {
    /// Whether everything was taken as it was meant. What was concluded beyond doubt is told and no
    /// fault.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let whole = self.problems.iter().all(Problem::is_note) && self.more_problems == 0;
        let read = self.refused.is_empty() && self.faults.is_empty();
        let placed = self.unplaced == 0 && self.differing == 0;
        whole && read && placed && self.unknown.is_empty() && self.left_out.is_empty()
    }

    /// Whether there is nothing to tell but how much was taken.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let same = self.problems.is_empty() && self.fitted.is_empty();
        let same = same && self.unrelated + self.bared == 0;
        self.is_clean() && same && self.losses.is_empty() && self.unwanted.is_empty()
    }

    pub(in crate::app) fn problem(&mut self, problem: Problem) {
        if self.problems.len() < KEPT {
            self.problems.push(problem);
        } else {
            self.more_problems += 1;
        }
    }
}

/// What a file is shown as coming from when nothing else is said: its name, as a folder can have it.
#[must_use]
pub fn origin_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split_once('.').map_or(&*name, |(stem, _)| stem);
    let safe = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let safe: String = stem.chars().map(safe).take(60).collect();
    if is_safe(&safe) {
        safe
    } else {
        "file".to_owned()
    }
}

/// Whether a name can be what suggestions are shown as coming from: it is a folder's name.
#[must_use]
pub fn is_origin(name: &str) -> bool {
    is_safe(name)
}

/// Whether a model believes it and nobody has stated it.
pub(in crate::app) fn is_believed(annotation: &Annotation) -> bool {
    let engine = EngineId::Import;
    matches!(annotation.provenance.origin, Origin::Suggestion { engine: by, .. } if by == engine)
}
