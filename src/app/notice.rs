//! What the person should know: facts, put into words by the interface.

use std::path::PathBuf;

use super::headless::Refusal;
use crate::edit::transaction::Deed;
use crate::model::ids::ArticleId;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gravity {
    /// Good to know; goes by itself.
    Info,
    /// Something was not as expected; stays until dismissed.
    Warning,
    /// Something asked for could not be done; stays until dismissed.
    Error,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Happening {
    /// Undone, with what and how many.
    Undone(Deed, usize),
    /// Done again.
    Redone(Deed, usize),
    /// There is nothing to undo.
    NothingToUndo,
    /// There is nothing to redo.
    NothingToRedo,
    /// No suggestion waits in this article.
    NoMoreSuggestions,
    /// Suggestions are hidden wholly.
    SuggestionsHidden,
    /// Nothing seems to have been missed in this article.
    NothingMissed,
    /// The inbox shows nothing that waits for a decision.
    NothingShown,
    /// Decided in several articles, or in another than the one on screen: what, how many places,
    /// how many articles.
    DecidedWidely(Deed, usize, usize),
    /// What was done to one annotation may be meant for others with the same text: the text, and
    /// whether they would be tagged (or untagged).
    OfferEverywhere(String, bool),
    /// Sheets are still being loaded for what was asked before.
    StillGathering,
    /// A label needs a selection or a current span.
    NothingToLabel,
    /// The edge cannot move further.
    EdgeStuck,
    /// Exported: path, articles, annotations, losses.
    Exported {
        /// The file.
        path: PathBuf,
        /// Articles written.
        articles: usize,
        /// Annotations written.
        annotations: usize,
        /// Annotations changed or left out because the format cannot carry them.
        losses: usize,
    },
    /// An export was stopped; nothing was written.
    ExportCancelled,
    /// Something could not be done, and why.
    Refused(Refusal),
    /// Files that say something of articles were imported.
    Brought {
        /// New articles, and those that were there.
        articles: (usize, usize),
        /// New annotations.
        annotations: usize,
        /// Suggestions that wait for a decision.
        suggestions: usize,
        /// Whether there is nothing more to tell.
        plain: bool,
    },
    /// Imported that many articles; that many were there already.
    Imported {
        /// New articles.
        added: usize,
        /// Already in the project.
        known: usize,
    },
    /// There is no file to import where the person pointed.
    NothingToImport,
    /// The import was cancelled; nothing of it was kept.
    ImportCancelled,
    /// The article has invisible bidi control characters, shown as marks.
    BidiControls(ArticleId, usize),
    /// The article has NUL or other control characters.
    ControlCharacters(ArticleId, usize),
    /// The file or folder cannot be used: path and what is wrong, in words from the store's data.
    CannotRead(PathBuf, Trouble),
    /// The project cannot be written to; changes are kept in memory only.
    CannotSave(Trouble),
    /// The project is opened for reading only.
    ReadOnly(Trouble),
    /// Work of an earlier run was recovered from the journal.
    Recovered(usize),
    /// The end of the journal was damaged and set aside.
    JournalCut,
    /// A background job failed unexpectedly and was ended.
    JobFailed(&'static str),
    /// Annotations in so many articles have another label or are gone.
    LabelsMoved(usize, usize),
    /// Not all sheets were read yet; what was asked for needs them.
    StillReading,
    /// Every article is done.
    AllDone,
    /// So many suggestions in a row were accepted faster than anyone can read.
    Hasty(u32),
    /// The program ended unexpectedly the last time.
    EndedBadly {
        /// Project, article and caret where the person was.
        place: Option<(PathBuf, ArticleId, usize)>,
        /// The report of the crash.
        report: Option<PathBuf>,
    },
    /// The settings file was broken and set aside.
    SettingsSetAside(PathBuf),
    /// Something about the files of the project.
    Folder(FolderNews),
}

/// What became known about the files of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderNews {
    /// So many damaged lines of the journal were put right.
    JournalMended(usize),
    /// So many damaged parts of the journal could not be read; the journal as it was found is kept
    /// in this file.
    JournalGap(usize, PathBuf),
    /// Another program took lines out of the journal; what was decided is in the sheets.
    JournalLost,
    /// Another program added lines to the journal.
    JournalGrew,
    /// So many copies of files were made by a synchronising program; one of them.
    ConflictCopies(usize, PathBuf),
    /// Another program had changed a sheet that was saved now; its version is in this file.
    ForeignSheet(PathBuf),
    /// Another program changed the sheet on an article that is open here.
    SheetChanged(ArticleId),
    /// The folder is not to be reached.
    Gone,
    /// Others added so many articles.
    ArticlesAdded(usize),
    /// The files of an article are gone.
    ArticleGone(ArticleId),
    /// The text of an article was altered.
    ArticleAltered(ArticleId),
    /// Somebody changed the labels.
    LabelsChanged,
    /// These annotators saved something.
    OthersSaved(Vec<String>),
    /// The project is as it was at an earlier moment; so many things are different now.
    Restored(usize),
    /// So many records of the history were written to this file.
    HistoryWritten(usize, PathBuf),
}

/// Who works on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The person's name.
    pub person: String,
    /// The machine's name.
    pub machine: String,
    /// Since when, in UTC.
    pub since: String,
}

/// What is wrong with a file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It does not exist.
    Missing,
    /// The system does not permit it.
    NotPermitted,
    /// The disk is full.
    DiskFull,
    /// There is nothing in it.
    Empty,
    /// It is not text.
    NotText,
    /// It is too large.
    TooLarge,
    /// It is not a Tawsim project.
    NotAProject,
    /// It was written by a newer version.
    Newer(u32),
    /// Another process works on it; whose, if it is known.
    InUse(Option<Holder>),
    /// It is damaged at this place.
    Damaged(String),
    /// The text is not the one that was imported.
    Altered,
    /// Anything else the system says.
    Other(String),
}

/// A notice in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// Unique in this run.
    pub id: u64,
    /// How grave.
    pub gravity: Gravity,
    /// What happened.
    pub what: Happening,
}

impl Happening {
    /// How grave this is.
    #[must_use]
    pub fn gravity(&self) -> Gravity {
        match self {
            Self::Undone(..)
            | Self::Redone(..)
            | Self::NothingToUndo
            | Self::NothingToRedo
            | Self::NoMoreSuggestions
            | Self::SuggestionsHidden
            | Self::NothingMissed
            | Self::NothingShown
            | Self::DecidedWidely(..)
            | Self::StillGathering
            | Self::OfferEverywhere(..)
            | Self::NothingToLabel
            | Self::EdgeStuck
            | Self::AllDone
            | Self::LabelsMoved(..)
            | Self::StillReading
            | Self::Exported { losses: 0, .. }
            | Self::Imported { .. }
            | Self::NothingToImport
            | Self::ImportCancelled
            | Self::ExportCancelled
            | Self::Brought { plain: true, .. }
            | Self::Recovered(_)
            | Self::Folder(
                FolderNews::ArticlesAdded(_)
                | FolderNews::LabelsChanged
                | FolderNews::OthersSaved(_)
                | FolderNews::Restored(_)
                | FolderNews::HistoryWritten(..),
            ) => Gravity::Info,
            Self::Exported { .. }
            | Self::Brought { .. }
            | Self::BidiControls(..)
            | Self::ControlCharacters(..)
            | Self::ReadOnly(_)
            | Self::JournalCut
            | Self::Folder(_)
            | Self::EndedBadly { .. }
            | Self::Hasty(_)
            | Self::SettingsSetAside(_) => Gravity::Warning,
            Self::Refused(_) | Self::CannotRead(..) | Self::CannotSave(_) | Self::JobFailed(_) => {
                Gravity::Error
            }
        }
    }
}
