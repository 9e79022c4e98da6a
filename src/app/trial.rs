//! What the project's patterns find in a sample: for trying rules out while they are written.

use std::path::PathBuf;

use super::notice::Trouble;
use crate::model::ids::LabelId;
use crate::model::label::Bilingual;
use crate::suggest::Fired;
pub use crate::suggest::{PatternFault, PatternProblem};

/// A rule that matched.
#[derive(Clone, Debug, PartialEq)]
pub struct FiredRule {
    /// What it would mark.
    pub text: String,
    /// As what.
    pub label: LabelId,
    /// Its id in the file.
    pub id: String,
    /// What it is called for people.
    pub name: Bilingual,
    /// Whether it is a rule of the project.
    pub own: bool,
}

/// How the project's file fared.
#[derive(Clone, Debug, PartialEq)]
pub enum FileState {
    /// The project has none, or no project is open.
    None,
    /// It is sound.
    Good,
    /// It makes no sense, and where.
    Wrong(PatternProblem),
    /// It cannot be read.
    Unreadable(Trouble),
}

/// What came of a trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The text that was tried on.
    pub sample: String,
    /// Where the project's file is, or would be.
    pub file: Option<PathBuf>,
    /// How it fared.
    pub state: FileState,
    /// What matched, in document order.
    pub fired: Vec<FiredRule>,
}

/// The longest sample, in bytes: a paragraph. Rules are tried on what a person can oversee.
pub(in crate::app) const LONGEST: usize = 8 * 1024;

/// A rule that matched, as it is shown.
pub(in crate::app) fn shown(sample: &str, fired: Fired) -> Option<FiredRule> {
    let Fired { mark, own } = fired;
    let evidence = mark.evidence.into_iter().next()?;
    Some(FiredRule {
        text: mark.span.text(sample).to_owned(),
        label: mark.label,
        id: evidence.rule.clone(),
        name: evidence.name.clone(),
        own,
    })
}
