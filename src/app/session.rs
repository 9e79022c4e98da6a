//! The running state, and the only place where it changes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::clock::Clock;
use super::command::{Command, SuggestionKey, Target};
use super::event::Event;
use super::headless::Refusal;
use super::headless::dataset::Preview;
use super::headless::intake::Imported;
use super::here::Here;
use super::import::Import;
use super::jobs::Desk;
use super::keys::Keys;
use super::notice::{Gravity, Happening, Notice, Trouble};
use super::preferences::Preferences;
use super::run::gather::Gathering;
use super::run::import::Arriving;
use super::timeline::Moment;
use super::trial::Trial;
use super::wide::Wide;
use crate::edit::change::Edit;
use crate::edit::connected::end_relations;
use crate::edit::history::{History, Step};
use crate::edit::transaction::{Deed, Transaction};
use crate::model::article::Article;
use crate::model::ids::{ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::model::project::Project;
use crate::model::sheet::Sheet;
use crate::model::suggestion::{NearMiss, Suggestion};
use crate::model::tally::Overview;
use crate::review::found::Found;
use crate::review::queue::Queue;
use crate::store::state::Place;
use crate::suggest::memory::Memory;
use crate::text::offset::Span;

/// Whether what was decided is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Everything is on disk.
    Saved,
    /// The disk has not answered yet.
    Saving,
    /// Writing failed; changes are in memory only.
    Failed(Trouble),
}

/// What goes on around the project.
#[derive(Clone, Debug)]
pub(in crate::app) struct Status {
    /// The project's folder.
    pub(in crate::app) dir: Option<PathBuf>,
    /// Why changes are refused, if they are.
    pub(in crate::app) read_only: Option<Trouble>,
    /// Whether what was decided is on disk.
    pub(in crate::app) saved: SaveState,
    /// An article whose text is on its way.
    pub(in crate::app) loading: Option<ArticleId>,
    /// How far the suggesting of the current article is, 0–1.
    pub(in crate::app) suggesting: Option<f32>,
    /// Acceptances in a row, each faster than anyone can read.
    pub(in crate::app) hasty: u32,
    /// What waits for sheets that are not in memory.
    pub(in crate::app) gathering: Option<Gathering>,
    /// Articles whose sheets are in memory for a transaction only, until they are written.
    pub(in crate::app) guests: BTreeSet<ArticleId>,
    /// Change with the list of articles and their titles, and with their states.
    pub(in crate::app) listing: (u64, u64),
    /// Articles that may still teach something before the memory is full.
    pub(in crate::app) lessons_left: usize,
    /// Sheets were asked for to learn from.
    pub(in crate::app) recollecting: bool,
    /// The memory does not hold all that the project could teach.
    pub(in crate::app) unlearned: bool,
    /// Projects opened before, the last one first.
    pub(in crate::app) recent: Vec<PathBuf>,
    /// Article and caret where the person wants to go on.
    pub(in crate::app) resume: Option<(ArticleId, usize)>,
    /// An import that goes on or waits for the person.
    pub(in crate::app) import: Option<Import>,
    /// Whether new selections are given the label used last.
    pub(in crate::app) sticky: bool,
    /// The label set that was read last from a file.
    pub(in crate::app) offered: Option<LabelSet>,
    /// The label used last.
    pub(in crate::app) last_label: Option<LabelId>,
    /// The window was asked to close.
    pub(in crate::app) quitting: bool,
    /// How far an export is, 0–1.
    pub(in crate::app) exporting: Option<f32>,
    /// What an export would be.
    pub(in crate::app) preview: Option<Result<Preview, Refusal>>,
    /// What an import brought that waits for other work on many sheets to end.
    pub(in crate::app) arriving: Option<Arc<Arriving>>,
    /// What came of the last import of files that say something of articles.
    pub(in crate::app) report: Option<Arc<Imported>>,
    /// What was last asked of the history, oldest first.
    pub(in crate::app) timeline: Option<Vec<Moment>>,
}

/// Notices that were not dismissed yet.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Notices {
    list: Vec<Notice>,
    next: u64,
}

/// The running state. Only [`Session::run`] and [`Session::receive`] change it.
pub struct Session {
    pub(in crate::app) project: Project,
    pub(in crate::app) here: Here,
    pub(in crate::app) history: History,
    pub(in crate::app) revision: u64,
    /// Changes with everything that views show of project and suggestions.
    pub(in crate::app) serial: u64,
    pub(in crate::app) suggested: BTreeMap<ArticleId, Arc<Found>>,
    /// What the decisions of the project taught. Derived.
    pub(in crate::app) memory: Arc<Memory>,
    /// Articles of which it is not known yet what they taught.
    pub(in crate::app) unread: Vec<ArticleId>,
    /// The current article's suggestions that wait for a decision. Derived.
    pub(in crate::app) queue: Queue,
    /// What is known of all articles at once. Derived.
    pub(in crate::app) wide: Wide,
    /// How the articles stand, as far as their sheets were read. Derived.
    pub(in crate::app) overview: Overview,
    pub(in crate::app) desk: Desk,
    pub(in crate::app) preferences: Preferences,
    pub(in crate::app) keys: Keys,
    pub(in crate::app) notices: Notices,
    pub(in crate::app) clock: Clock,
    pub(in crate::app) status: Status,
    /// What came of trying patterns last.
    pub(in crate::app) trial: Option<Arc<Trial>>,
}

impl Session {
    /// A session without a project. `wake` is called from other threads when an event waits; `home`
    /// takes the place of the person's own folders for settings and projects.
    #[must_use]
    pub fn new(clock: Clock, wake: Arc<dyn Fn() + Send + Sync>, home: Option<PathBuf>) -> Self {
        let mut session = Self {
            project: Project::default(),
            here: Here::default(),
            history: History::default(),
            revision: 0,
            serial: 0,
            suggested: BTreeMap::new(),
            memory: Arc::default(),
            unread: Vec::new(),
            queue: Queue::default(),
            wide: Wide::default(),
            overview: Overview::default(),
            desk: Desk::new(wake, home),
            preferences: Preferences::default(),
            keys: Keys::default(),
            notices: Notices::default(),
            clock,
            status: Status {
                dir: None,
                read_only: None,
                saved: SaveState::Saved,
                loading: None,
                suggesting: None,
                hasty: 0,
                gathering: None,
                guests: BTreeSet::new(),
                listing: (0, 0),
                lessons_left: 0,
                recollecting: false,
                unlearned: false,
                recent: Vec::new(),
                resume: None,
                import: None,
                sticky: false,
                offered: None,
                last_label: None,
                quitting: false,
                exporting: None,
                preview: None,
                arriving: None,
                report: None,
                timeline: None,
            },
            trial: None,
        };
        session.desk.load_preferences();
        session
    }

    /// The project as far as it is loaded.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Where the person is.
    #[must_use]
    pub fn here(&self) -> &Here {
        &self.here
    }

    /// What the person prefers.
    #[must_use]
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// The keys of actions.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The label set that was read last from a file, to be offered in the label editor.
    #[must_use]
    pub fn offered_labels(&self) -> Option<&LabelSet> {
        self.status.offered.as_ref()
    }

    /// Whether new selections are given the label used last, and which one that is.
    #[must_use]
    pub fn sticky(&self) -> (bool, Option<&LabelId>) {
        (self.status.sticky, self.status.last_label.as_ref())
    }

    /// What came of trying patterns last.
    #[must_use]
    pub fn trial(&self) -> Option<&Arc<Trial>> {
        self.trial.as_ref()
    }

    /// Changes with everything that is shown of project and suggestions; for caches of views.
    #[must_use]
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// The project's folder.
    #[must_use]
    pub fn dir(&self) -> Option<&Path> {
        self.status.dir.as_deref()
    }

    /// Whether what was decided is on disk.
    #[must_use]
    pub fn save_state(&self) -> &SaveState {
        &self.status.saved
    }

    /// Why changes are refused, if they are.
    #[must_use]
    pub fn read_only(&self) -> Option<&Trouble> {
        self.status.read_only.as_ref()
    }

    /// How far the suggesting of the article on screen is, 0–1, while it goes on.
    #[must_use]
    pub fn suggesting(&self) -> Option<f32> {
        self.status.suggesting
    }

    /// Two numbers that change with the list of articles and their titles, and with their states.
    #[must_use]
    pub fn listing(&self) -> (u64, u64) {
        self.status.listing
    }

    /// Projects opened before, the last one first.
    #[must_use]
    pub fn recent(&self) -> &[PathBuf] {
        &self.status.recent
    }

    /// Notes where the person is, in case the process ends badly.
    pub(in crate::app) fn note_place(&mut self) {
        let (Some(project), Some(article)) = (&self.status.dir, &self.here.article) else {
            return;
        };
        let place = Place {
            project: project.clone(),
            article: article.to_string(),
            at: self.here.head,
        };
        self.desk.note_place(place);
    }

    /// An import that goes on or waits for the person to agree.
    #[must_use]
    pub fn import(&self) -> Option<&Import> {
        self.status.import.as_ref()
    }

    /// How far the export that is running is, 0–1.
    #[must_use]
    pub fn exporting(&self) -> Option<f32> {
        self.status.exporting
    }

    /// What the export that was last looked at would be, as far as it is known.
    #[must_use]
    pub fn preview(&self) -> Option<&Result<Preview, Refusal>> {
        self.status.preview.as_ref()
    }

    /// What came of the last import of files that say something of articles.
    #[must_use]
    pub fn import_report(&self) -> Option<&Arc<Imported>> {
        self.status.report.as_ref()
    }

    /// Whether the window was asked to close.
    #[must_use]
    pub fn is_quitting(&self) -> bool {
        self.status.quitting
    }

    /// Who decided what when, as far as it was asked for, oldest first; nothing until it is read.
    #[must_use]
    pub fn timeline(&self) -> Option<&[Moment]> {
        self.status.timeline.as_deref()
    }

    /// Notices not yet dismissed, oldest first.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices.list
    }

    /// What undo would take back.
    #[must_use]
    pub fn to_undo(&self) -> Option<(Deed, usize)> {
        self.history
            .to_undo()
            .map(|transaction| (transaction.deed, transaction.count()))
    }

    /// What redo would do again.
    #[must_use]
    pub fn to_redo(&self) -> Option<(Deed, usize)> {
        self.history
            .to_redo()
            .map(|transaction| (transaction.deed, transaction.count()))
    }

    /// The article on screen and the sheet on it, if loaded.
    #[must_use]
    pub fn current(&self) -> Option<(&Article, &Sheet)> {
        let id = self.here.article.as_ref()?;
        Some((self.project.article(id)?, self.project.sheet(id)?))
    }

    /// All suggestions for the article on screen, decided or not, in document order.
    #[must_use]
    pub fn suggestions(&self) -> &[Suggestion] {
        self.queue.found().suggestions()
    }

    /// The suggestions that wait for a decision, in document order.
    pub fn pending(&self) -> impl DoubleEndedIterator<Item = &Suggestion> + ExactSizeIterator {
        self.queue.pending()
    }

    /// Where something may have been missed in the article on screen, in document order: what the
    /// engines almost suggest. None overlaps a suggestion or an annotation, and there are none before
    /// the article was read thoroughly.
    pub fn near_misses(&self) -> impl Iterator<Item = &NearMiss> {
        self.near_misses_in(0..usize::MAX)
    }

    /// Those of them that share text with `range` (bytes). Only these are looked at.
    pub fn near_misses_in(&self, range: Range<usize>) -> impl Iterator<Item = &NearMiss> {
        let sheet = self.current().map(|(_, sheet)| sheet);
        let all = self.queue.found().near_misses();
        let from = all.partition_point(|miss| miss.span.end() <= range.start);
        let near = all[from..].iter();
        let near = near.take_while(move |miss| miss.span.start() < range.end);
        near.filter(move |miss| {
            sheet.is_some_and(|sheet| sheet.overlapping(miss.span).next().is_none())
        })
    }

    /// What the decisions of the project taught, as far as its sheets were read.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The suggestions for the article on screen, and what of them waits.
    #[must_use]
    pub fn queue(&self) -> &Queue {
        &self.queue
    }

    /// What is known of all articles at once, as far as it was asked for.
    #[must_use]
    pub fn wide(&self) -> &Wide {
        &self.wide
    }

    /// How far the loading of sheets for a decision on many articles is, 0–1, while it goes on.
    #[must_use]
    pub fn gathering(&self) -> Option<f32> {
        self.status.gathering.as_ref().map(Gathering::part)
    }

    /// How the articles stand, as far as their sheets were read.
    #[must_use]
    pub fn overview(&self) -> &Overview {
        &self.overview
    }

    /// The suggestion with that key.
    #[must_use]
    pub fn suggestion(&self, key: &SuggestionKey) -> Option<&Suggestion> {
        let index = self.queue.found().index_of(key.span, &key.label)?;
        self.suggestions().get(index)
    }

    /// The current span as it stands: with a boundary that was moved but not yet accepted.
    #[must_use]
    pub fn current_span(&self) -> Option<Span> {
        let original = match self.here.target.as_ref()? {
            Target::Suggestion(key) => key.span,
            Target::Annotation(id) => self.current()?.1.get(*id)?.span,
        };
        Some(self.here.adjusted.unwrap_or(original))
    }

    /// Carries out a wish.
    pub fn run(&mut self, command: Command) {
        super::run::run(self, command);
        super::run::learn::go_on(self);
    }

    /// Takes in all answers from the background that have arrived. Returns whether there were any.
    pub fn receive_all(&mut self) -> bool {
        let mut any = false;
        while let Some(event) = self.desk.next_event() {
            self.receive(event);
            any = true;
        }
        any
    }

    /// Takes in one answer from the background.
    pub fn receive(&mut self, event: Event) {
        super::run::background::receive(self, event);
        super::run::learn::go_on(self);
    }

    /// Waits until the background has nothing left to answer, taking in all answers. For tests and
    /// programs without a window.
    pub fn settle(&mut self) {
        while let Some(event) = self.desk.wait_event() {
            self.receive(event);
        }
    }

    /// Writes what is not on disk yet and waits for it.
    pub fn close(&mut self) {
        super::run::background::save_sheet(self);
        super::run::gather::keep_all(self);
        self.desk.finish();
        while let Some(event) = self.desk.next_event() {
            self.receive(event);
        }
    }

    /// The single place where the project changes: applies, feeds undo, writes the journal,
    /// refreshes what derives from it. Returns whether it was applied.
    pub(in crate::app) fn apply(&mut self, step: Step, transaction: &Transaction) -> bool {
        if transaction.edits.is_empty() {
            return false;
        }
        if let Some(trouble) = self.status.read_only.clone() {
            self.tell(Happening::ReadOnly(trouble));
            return false;
        }
        if let Err(error) = transaction.apply(&mut self.project) {
            self.tell(Happening::CannotSave(Trouble::Other(error.to_string())));
            return false;
        }
        self.history.note(step, transaction);
        self.revision += 1;
        if self.status.dir.is_some() {
            self.status.saved = SaveState::Saving;
            self.desk.append(step, transaction.clone(), self.revision);
        }
        super::run::overview::follow(&mut self.overview, transaction);
        self.refresh_after(transaction);
        super::run::learn::follow(self, step, transaction);
        super::run::files::hear(self, transaction);
        super::run::wide::renew(self, transaction);
        self.note_place();
        true
    }

    /// Applies edits done by the person now.
    pub(in crate::app) fn perform(&mut self, deed: Deed, mut edits: Vec<Edit>) -> bool {
        self.here.offer = None;
        let took = super::run::pace::time(self, &mut edits);
        super::run::blind::mark(self, &mut edits);
        end_relations(&self.project, &mut edits);
        let transaction = Transaction {
            deed,
            at: (self.clock)(),
            edits,
        };
        let done = self.apply(Step::Do, &transaction);
        if done {
            super::run::pace::follow(self, deed, took);
        }
        done
    }

    /// Recomputes what derives from the project and the suggestions.
    pub(in crate::app) fn refresh(&mut self) {
        self.serial += 1;
        let found = self.here.article.as_ref();
        let found = found.and_then(|id| self.suggested.get(id)).cloned();
        self.queue = match (self.current(), found) {
            (Some((_, sheet)), Some(found)) if !self.preferences.blind => Queue::new(found, sheet),
            _ => Queue::default(),
        };
    }

    /// Recomputes what a transaction has changed of it.
    fn refresh_after(&mut self, transaction: &Transaction) {
        self.serial += 1;
        for edit in &transaction.edits {
            self.status.listing.0 += u64::from(!edit.is_on_sheet());
            self.status.listing.1 += u64::from(edit.is_on_sheet());
        }
        let article = self.here.article.as_ref();
        let sheet = article.and_then(|id| self.project.sheet(id));
        if let Some(sheet) = sheet {
            let here = |edit: &&Edit| edit.article() == article;
            let edits = transaction.edits.iter().filter(here);
            let changed: Vec<Span> = edits.flat_map(Edit::spans).collect();
            self.queue.touch(sheet, &changed);
        }
        super::run::wide::follow(self, transaction);
    }

    /// Tells the person something. A repeated message replaces the older one.
    pub(in crate::app) fn tell(&mut self, what: Happening) {
        self.notices
            .list
            .retain(|n| n.what != what && !(n.gravity == Gravity::Info));
        // The name only: what it holds may come out of an article.
        let told = format!("{what:?}");
        let name = told.split(|c: char| !c.is_alphanumeric()).next();
        tracing::info!(what = name.unwrap_or_default(), "told");
        let (id, gravity) = (self.notices.next, what.gravity());
        self.notices.next += 1;
        self.notices.list.push(Notice { id, gravity, what });
    }

    pub(in crate::app) fn dismiss(&mut self, id: u64) {
        self.notices.list.retain(|notice| notice.id != id);
    }
}
