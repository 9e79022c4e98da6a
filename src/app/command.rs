//! Wishes with their payload. The interface sends them; only the session carries them out.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::action::{Action, Shortcut};
use super::headless::WriteOptions;
use super::headless::dataset::Recipe;
use super::import::{Agreement, Options};
use super::preferences::{Language, Reading, ThemeChoice};
use super::timeline::Wanted;
use crate::model::article::ArticleMeta;
use crate::model::ids::{AnnotationId, ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::model::relation::Relation;
pub use crate::model::ruling::Ruling;
use crate::model::sheet::Progress;
pub use crate::review::board::Pick;
use crate::review::search::Query;
use crate::text::offset::Span;

/// What identifies a suggestion of an article: its span and label.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SuggestionKey {
    /// The suggested span.
    pub span: Span,
    /// The suggested label.
    pub label: LabelId,
}

/// The span a person is looking at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A pending suggestion.
    Suggestion(SuggestionKey),
    /// An annotation.
    Annotation(AnnotationId),
}

/// What to export and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportPlan {
    /// The format's id (`jsonl`, `conll2003`, `iob2`).
    pub format: String,
    /// The file or folder to write.
    pub path: PathBuf,
    /// What of the project; nobody named means the person at the window.
    pub recipe: Recipe,
    /// How to write what the format cannot carry.
    pub options: WriteOptions,
}

impl ExportPlan {
    /// All that the person at the window did, written in the usual way.
    #[must_use]
    pub fn new(format: &str, path: PathBuf) -> Self {
        Self {
            format: format.to_owned(),
            path,
            ..Self::default()
        }
    }
}

/// What is done in many places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Each place becomes an annotation with that label.
    Tag(LabelId),
    /// Annotations of each place go, suggestions there are rejected.
    Untag,
}

/// A place in an article of the project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The article.
    pub article: ArticleId,
    /// Where in it.
    pub span: Span,
}

/// One decision on many places, whether or not their articles are in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Everywhere {
    /// The places.
    pub places: Vec<Place>,
    /// What is done there.
    pub verb: Verb,
}

/// What is decided about many suggestions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// They are right.
    Accept,
    /// They are entities of that label.
    AcceptAs(LabelId),
    /// They are wrong.
    Reject,
    /// What was decided is taken back, with the annotations that came of it.
    Withdraw,
}

/// What becomes of the annotations and decisions of a label that is no longer there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// They get another label, which the new label set has.
    Relabel(LabelId),
    /// They go.
    Delete,
}

/// A change of the label set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelPlan {
    /// The label set as the person saw it.
    pub before: LabelSet,
    /// The new one.
    pub after: LabelSet,
    /// What becomes of what has labels that are renamed, merged or deleted.
    pub fates: BTreeMap<LabelId, Fate>,
}

/// A wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A listed action.
    Act(Action),
    /// Show this article.
    OpenArticle(ArticleId),
    /// Put the caret at `head` and the other end of the selection at `anchor` (byte offsets).
    Select {
        /// Fixed end.
        anchor: usize,
        /// Moving end, the caret.
        head: usize,
    },
    /// The same when the person has finished selecting; sticky label mode takes it.
    Selected {
        /// Fixed end.
        anchor: usize,
        /// Moving end, the caret.
        head: usize,
    },
    /// Make this span the current one and show it.
    Focus(Target),
    /// Apply a label: accept the current suggestion as it, relabel the current annotation, or tag
    /// the selection.
    Label(LabelId),
    /// Give the current suggestion or an annotation another span (a dragged edge, one entry).
    SetSpan(Target, Span),
    /// Accept these suggestions of the current article, as one transaction.
    Accept(Vec<SuggestionKey>),
    /// Reject these suggestions of the current article, as one transaction.
    Reject(Vec<SuggestionKey>),
    /// Look for something in the article; an empty pattern ends the search.
    Search(Query),
    /// Select a place and show it.
    ShowHit(Span),
    /// One decision on many places, as one transaction.
    Everywhere(Everywhere),
    /// Decide about suggestions of any articles of the project, as one transaction. Those that no
    /// longer wait are left as they are.
    Judge(Arc<[Pick]>, Judgement),
    /// Show a place of any article of the project, and what stands or is suggested there.
    Visit(Place, Option<LabelId>),
    /// Look for something in all articles of the project; an empty pattern ends the search.
    Hunt(Query),
    /// Find what is suggested in all articles of the project.
    Survey,
    /// Rule about a name as a label; an empty ruling takes back what there was.
    Rule(String, LabelId, Ruling),
    /// Delete an annotation.
    Delete(AnnotationId),
    /// Replace an annotation's attributes and note.
    Describe(AnnotationId, BTreeMap<String, String>, String),
    /// Connect two annotations of the article on screen.
    Relate(Relation),
    /// Part two annotations of it.
    Unrelate(Relation),
    /// State of the article on screen and the note on it.
    SetState(Progress, String),
    /// Note what is known about an article.
    DescribeArticle(ArticleId, ArticleMeta),
    /// Open a project folder.
    OpenProject(PathBuf),
    /// Open a project folder to work under this name.
    OpenAs(PathBuf, String),
    /// Read who decided what when.
    ReadHistory(Wanted),
    /// Write who decided what when, as JSONL.
    ExportHistory(PathBuf),
    /// Put one's own work back as it was when the record of this number had just been written, as
    /// one step that can be undone.
    RestoreTo(u64),
    /// See at once what others did to the project's folder.
    LookAround,
    /// Create a project in a folder, with a label template (`news`, `core`).
    CreateProject(PathBuf, String),
    /// The window begins: mark the process as running and look whether an earlier one crashed.
    Begin,
    /// Go where a person was: project, article, caret (a byte offset).
    Resume(PathBuf, ArticleId, usize),
    /// Open files or a folder as given on the command line or dropped on the window.
    OpenPaths(Vec<PathBuf>),
    /// Import article files into the project.
    Import(Vec<PathBuf>),
    /// Read one of the files to import, by its number, in another way.
    ReadAs(usize, Options),
    /// Import the files that were looked at as they were read, and take what they say of articles
    /// as was agreed.
    StartImport(Box<Agreement>),
    /// Import nothing after all; what was stored of it is taken away again.
    CancelImport,
    /// Write a dataset.
    Export(ExportPlan),
    /// Look what an export would be; [`Session::preview`](super::session::Session::preview) has the
    /// answer.
    Preview(ExportPlan),
    /// Stop the export that is running.
    CancelExport,
    /// Interface language.
    SetLanguage(Language),
    /// Theme.
    SetTheme(ThemeChoice),
    /// Give an action another key, or none; who has it loses it.
    SetKey(Action, Option<Shortcut>),
    /// Change the label set, and the annotations of all articles with it, as one transaction.
    EditLabels(Box<LabelPlan>),
    /// Replace the guidelines, in Markdown.
    SetGuidelines(String),
    /// Read a label set from a file, to be offered in the label editor.
    ReadLabels(PathBuf),
    /// All standard keys.
    ResetKeys,
    /// How articles are set.
    SetReading(Reading),
    /// Try the bundled patterns and the project's, as its file is now, on this text; what the file
    /// says counts from then on.
    TryPatterns(String),
    /// A notice was read.
    DismissNotice(u64),
    /// Stop background work.
    CancelJobs,
}
