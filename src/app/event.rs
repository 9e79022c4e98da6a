//! Answers from the background.

use std::path::PathBuf;
use std::sync::Arc;

use super::headless::Refusal;
use super::headless::dataset::Preview;
use super::headless::intake::{Carried, Imported};
use super::import::Import;
use super::keys::Keys;
use super::notice::{Happening, Trouble};
use super::preferences::Preferences;
use super::timeline::Moment;
use super::trial::Trial;
use super::wide::WideHit;
use crate::edit::change::Edit;
use crate::edit::history::History;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::label::{Label, LabelSet};
use crate::model::project::{ArticleEntry, Project};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::model::tally::{Overview, Standing};
use crate::review::board::Sighting;
use crate::review::found::Found;
use crate::store::lexicon::Entry;
use crate::store::state::Ended;
use crate::suggest::memory::Lesson;
use crate::suggest::own::Own;
use crate::text::offset::Span;

/// A project as it came from disk.
#[derive(Debug)]
pub struct Opened {
    /// The folder.
    pub dir: PathBuf,
    /// Its number among the projects that were opened; decisions made in it name it.
    pub book: u64,
    /// Entries and labels; texts come when needed.
    pub project: Project,
    /// How the annotator stands with articles, as far as that is known.
    pub overview: Overview,
    /// Articles whose sheets may teach something, those last that are known to.
    pub unread: Vec<ArticleId>,
    /// What can be undone.
    pub history: History,
    /// Why it cannot be written to, if so.
    pub read_only: Option<Trouble>,
    /// Lists of names and patterns that the project brings along.
    pub own: Arc<Own>,
    /// What the person should know.
    pub happenings: Vec<Happening>,
}

/// What a sheet on disk teaches, nothing if that was not asked for, and how its article stands.
#[derive(Debug)]
pub struct Taught {
    /// Whose.
    pub article: ArticleId,
    /// What it teaches.
    pub lessons: Vec<Lesson>,
    /// How it stands.
    pub standing: Standing,
}

/// Whether lessons are wanted of a sheet, or only how its article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lessons {
    /// There is room for them.
    Wanted,
    /// The memory is full.
    Enough,
}

/// What came of an import.
#[derive(Debug, Default)]
pub struct ImportOutcome {
    /// New articles, their texts stored.
    pub added: Vec<(ArticleId, ArticleEntry)>,
    /// Articles that were in the project already.
    pub known: Vec<ArticleId>,
    /// Whether the person did not ask for it and need not be told of success.
    pub quiet: bool,
    /// Files that could not be used, encodings to choose, marks to know of.
    pub happenings: Vec<Happening>,
    /// The article of each text of a portion, in order.
    pub placed: Vec<ArticleId>,
    /// What files say of articles, if any were of an exchange format.
    pub brought: Option<Box<Brought>>,
}

/// What files say of articles of the project.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// What becomes the annotator's own, each article once.
    pub(in crate::app) said: Vec<(ArticleId, Carried)>,
    /// Labels that the project gets.
    pub(in crate::app) labels: Vec<Label>,
    /// What was written that waits for a decision.
    pub(in crate::app) believed: Vec<Edit>,
    /// What was met on the way.
    pub(in crate::app) report: Imported,
}

/// What a survey has found since it last told.
#[derive(Debug, Default)]
pub struct Surveyed {
    /// Articles with their sheets, and what is suggested or was decided in them.
    pub found: Vec<(ArticleId, Sheet, Vec<Sighting>)>,
    /// How many articles could not be read.
    pub unread: usize,
    /// How far it is; nothing when it has ended.
    pub part: Option<(usize, usize)>,
    /// Whether it ends here because there is no room for more.
    pub full: bool,
}

/// What a search of all articles has found since it last told.
#[derive(Debug, Default)]
pub struct Hunted {
    /// Hits, in the order of articles and places.
    pub hits: Vec<WideHit>,
    /// How many articles could not be read.
    pub unread: usize,
    /// How far it is; nothing when it has ended.
    pub part: Option<(usize, usize)>,
    /// What is wrong with the pattern.
    pub problem: Option<String>,
    /// Whether it ends here because there is no room for more.
    pub full: bool,
}

/// What others did to the project while it was open.
#[derive(Debug)]
pub struct OthersWork {
    /// New articles.
    pub added: Vec<(ArticleId, ArticleEntry)>,
    /// Other labels.
    pub labels: Option<LabelSet>,
    /// What the person should know.
    pub happenings: Vec<Happening>,
}

/// An answer from the background.
#[derive(Debug)]
pub enum Event {
    /// A project was opened.
    Opened(Box<Opened>),
    /// A folder could not be opened as a project.
    OpenFailed(PathBuf, Trouble),
    /// An article and its sheet are there.
    Loaded(Box<(Article, Sheet)>, Vec<Happening>),
    /// What an article on disk has taught, and how it stands; comes before [`Event::Loaded`] of the
    /// same article.
    Remembered(Taught),
    /// The same of the articles that were asked for; the next can be.
    Recollected(Vec<Taught>),
    /// What people ruled in the project's lexicon, and what was wrong with it.
    Lexicon(Vec<Entry>, Option<Happening>),
    /// An article could not be read.
    LoadFailed(ArticleId, Trouble),
    /// Suggestions for an article, with the number of the request.
    Suggested(ArticleId, u64, Arc<Found>),
    /// The same after parts of the article were read more thoroughly.
    Refined(ArticleId, u64, Arc<Found>),
    /// How far the suggesting of an article is, 0–1.
    Suggesting(ArticleId, f32),
    /// Where something was found, with the number of the request; or what is wrong with the pattern.
    Hits(u64, Result<Arc<[Span]>, String>),
    /// What is suggested in further articles, with the number of the request.
    Surveyed(u64, Surveyed),
    /// What was found in further articles, with the number of the request.
    Hunted(u64, Hunted),
    /// Sheets without their articles, and those that cannot be read.
    Sheets(Vec<(ArticleId, Sheet)>, Vec<(ArticleId, Trouble)>),
    /// Sheets that were written, unless something was told of them.
    SheetsKept(Vec<ArticleId>),
    /// Everything up to this revision is on disk.
    Saved(u64),
    /// Something could not be written.
    SaveFailed(Trouble),
    /// Files that a person wants to import, now that there is a project for them.
    ImportWanted(Vec<PathBuf>),
    /// How an import stands, with its number.
    Import(u64, Import),
    /// Who decided what when.
    Timeline(Vec<Moment>),
    /// The edits that lead back to an earlier moment; the articles concerned came before.
    WayBack(Vec<Edit>),
    /// Others were at work in the folder.
    Others(Box<OthersWork>),
    /// Files were imported.
    Imported(ImportOutcome),
    /// The preferences and keys of the settings file, and what was wrong with it.
    Preferences(Preferences, Keys, Option<Happening>),
    /// A label set to be offered, or what is wrong with its file.
    Labels(Result<LabelSet, Happening>),
    /// A dataset was written, or not.
    Exported(Happening),
    /// An earlier process ended without saying so.
    EndedBadly(Ended),
    /// Projects opened before, the last one first.
    Recent(Vec<PathBuf>),
    /// Something else that the person should know.
    Told(Happening),
    /// How far an export is, 0–1.
    Exporting(f32),
    /// What an export would be, with the number of the request; several answers, ever more complete.
    Previewed(u64, Result<Preview, Refusal>),
    /// What files say about an article, and what is wrong with them.
    Tentative(ArticleId, Vec<Suggestion>, Vec<Happening>),
    /// Patterns were tried out, with the number of the request; with what the project's own lists and
    /// patterns are now, if they could be read.
    Tried(u64, Box<Trial>, Option<Arc<Own>>),
    /// A background thread ended unexpectedly.
    JobFailed(&'static str),
}
