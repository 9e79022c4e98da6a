//! Background threads: one for the disk, one for suggestions, one for searching, one for trying
//! patterns, one each for suggestions and searching in all articles, one per export.
//!
//! The desk is the session's end of them. Work is asked for by messages, answers come as
//! [`Event`]s through one inbox; `wake` tells the interface that one waits. Work for the disk is
//! done in the order it was asked for, so the journal has the order of the decisions.

mod analyst;
pub mod crash;
mod disk;
mod export;
mod glance;
pub(in crate::app) mod hands;
mod hunt;
mod import;
pub(in crate::app) mod ordered;
mod own;
mod prefer;
mod reading;
mod seeker;
mod survey;
mod taking;
mod tentative;
mod trial;
mod wide;
pub(in crate::app) mod trouble;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::command::ExportPlan;
use super::event::{Event, Lessons};
use super::import::{Agreement, Choice, Known};
use super::keys::Keys;
use super::preferences::Preferences;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::review::search::Query;
use crate::store::lexicon::Entry;
use crate::store::state::Place;
use crate::suggest::Mark;
use crate::suggest::memory::Memory;
use crate::suggest::own::Own;
use disk::{Decided, Request};
use import::{Order, Ticket};

/// Sends events to the session and counts the work that is still to be answered.
#[derive(Clone)]
pub(in crate::app) struct Outbox {
    events: Sender<Option<Event>>,
    wake: Arc<dyn Fn() + Send + Sync>,
}

impl Outbox {
    /// Sends an answer; a session that is gone needs none.
    fn send(&self, event: Event) {
        if self.events.send(Some(event)).is_ok() {
            (self.wake)();
        }
    }

    /// Says that one piece of work is finished, after its answers.
    fn done(&self) {
        if self.events.send(None).is_ok() {
            (self.wake)();
        }
    }
}

/// Work that is wanted until another is asked for.
#[derive(Clone)]
pub(in crate::app) struct Wanted {
    serial: u64,
    current: Arc<AtomicU64>,
}

impl Wanted {
    fn new(current: &Arc<AtomicU64>) -> Self {
        Self {
            serial: current.load(Ordering::Relaxed),
            current: Arc::clone(current),
        }
    }

    /// Whether it is no longer.
    fn is_over(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.serial
    }
}

/// The session's end of the background threads.
pub(in crate::app) struct Desk {
    events: Receiver<Option<Event>>,
    disk: Option<Sender<Request>>,
    disk_thread: Option<JoinHandle<()>>,
    analyst: Sender<analyst::Request>,
    seeker: Sender<seeker::Request>,
    trial: Sender<trial::Request>,
    wide: wide::Threads,
    /// Lists and patterns of the open project.
    own: Arc<Own>,
    outbox: Outbox,
    /// The number of the import in force.
    imported: Arc<AtomicU64>,
    /// The thread that stores the articles of an import.
    importing: Option<JoinHandle<()>>,
    /// What files say about articles that were opened.
    tentative: BTreeMap<ArticleId, Arc<[Suggestion]>>,
    /// The number of the export, and of the preview, in force.
    exports: Arc<AtomicU64>,
    previews: Arc<AtomicU64>,
    /// The number of the trial of patterns in force.
    trials: Arc<AtomicU64>,
    /// The number of the search in force.
    sought: Arc<AtomicU64>,
    /// The number of the suggestion request in force; older ones stop and are dropped.
    current: Arc<AtomicU64>,
    /// The number of the project that the session works on.
    book: u64,
    /// Pieces of work not yet finished.
    open: usize,
}

impl Desk {
    pub(in crate::app) fn new(wake: Arc<dyn Fn() + Send + Sync>, home: Option<PathBuf>) -> Self {
        let (sender, events) = channel();
        let outbox = Outbox {
            events: sender,
            wake,
        };
        let current = Arc::new(AtomicU64::new(0));
        let (disk, disk_thread) = disk::start(outbox.clone(), home);
        let analyst = analyst::start(outbox.clone(), Arc::clone(&current));
        let sought = Arc::new(AtomicU64::new(0));
        let seeker = seeker::start(outbox.clone(), Arc::clone(&sought));
        Self {
            events,
            disk: Some(disk),
            disk_thread,
            analyst,
            seeker,
            trial: trial::start(outbox.clone()),
            wide: wide::Threads::start(outbox.clone()),
            own: Arc::default(),
            outbox,
            imported: Arc::default(),
            importing: None,
            tentative: BTreeMap::new(),
            exports: Arc::default(),
            previews: Arc::default(),
            trials: Arc::default(),
            sought,
            current,
            book: 0,
            open: 0,
        }
    }

    /// The next answer that has arrived, if any.
    pub(in crate::app) fn next_event(&mut self) -> Option<Event> {
        loop {
            match self.events.try_recv().ok()? {
                Some(event) => return Some(event),
                None => self.open = self.open.saturating_sub(1),
            }
        }
    }

    /// The next answer, waiting for it; `None` when no work is open.
    pub(in crate::app) fn wait_event(&mut self) -> Option<Event> {
        while self.open > 0 {
            match self.events.recv().ok()? {
                Some(event) => return Some(event),
                None => self.open -= 1,
            }
        }
        self.next_event()
    }

    /// Ends the disk thread after all that was asked of it. An import that goes on is cancelled.
    pub(in crate::app) fn finish(&mut self) {
        self.wide.stop();
        // What an import has stored in vain is taken away before the disk's thread ends.
        self.cancel_import();
        if let Some(thread) = self.importing.take() {
            drop(thread.join());
        }
        // Another thread may still hold the other end.
        if let Some(disk) = self.disk.take() {
            drop(disk.send(Request::End));
        }
        if let Some(thread) = self.disk_thread.take() {
            drop(thread.join());
        }
    }

    fn ask(&mut self, request: Request) {
        if let Some(disk) = &self.disk
            && disk.send(request).is_ok()
        {
            self.open += 1;
        }
    }

    /// Marks the process as running, and asks whether an earlier one ended badly.
    pub(in crate::app) fn begin(&mut self) {
        self.ask(Request::Begin);
    }

    /// Notes where the person is, in case the process ends badly.
    pub(in crate::app) fn note_place(&mut self, place: Place) {
        self.ask(Request::Note(place));
    }

    pub(in crate::app) fn open_project(&mut self, dir: PathBuf) {
        self.ask(Request::Open(dir));
    }

    pub(in crate::app) fn open_as(&mut self, dir: PathBuf, annotator: String) {
        self.ask(Request::OpenAs(dir, annotator));
    }

    /// From now on decisions are made in the project of that number.
    pub(in crate::app) fn arrive(&mut self, book: u64) {
        self.book = book;
        self.ask(Request::Arrived(book));
    }

    /// Asks who decided what when.
    pub(in crate::app) fn read_history(&mut self, wanted: super::timeline::Wanted) {
        self.ask(Request::History(wanted));
    }

    pub(in crate::app) fn export_history(&mut self, path: PathBuf) {
        self.ask(Request::ExportHistory(path));
    }

    /// Asks for the way back to the moment of a record, and for the articles on it but for those
    /// that are held.
    pub(in crate::app) fn restore(&mut self, seq: u64, held: BTreeSet<ArticleId>) {
        self.ask(Request::Restore(seq, held));
    }

    /// Looks at once what others did to the folder.
    pub(in crate::app) fn look_around(&mut self) {
        self.ask(Request::Look);
    }

    pub(in crate::app) fn create_project(&mut self, dir: PathBuf, labels: String) {
        self.ask(Request::Create(dir, labels));
    }

    pub(in crate::app) fn open_paths(&mut self, paths: Vec<PathBuf>) {
        self.ask(Request::OpenPaths(paths));
    }

    pub(in crate::app) fn open_sample(&mut self) {
        self.ask(Request::OpenSample);
    }

    pub(in crate::app) fn load(&mut self, id: ArticleId) {
        self.ask(Request::Load(id));
    }

    /// Asks how articles stand, and what their sheets teach if that is wanted.
    pub(in crate::app) fn remember(&mut self, ids: Vec<ArticleId>, lessons: Lessons) {
        self.ask(Request::Remember(ids, lessons));
    }

    /// Looks at files to import; what came of an earlier look is no longer wanted.
    pub(in crate::app) fn look(
        &mut self,
        paths: Vec<PathBuf>,
        (dir, known): (Option<PathBuf>, Known),
    ) {
        let ticket = self.next_import();
        self.open += 1;
        import::look(self.outbox.clone(), ticket, paths, (dir, known));
    }

    pub(in crate::app) fn look_again(
        &mut self,
        choices: Vec<Choice>,
        (dir, known): (Option<PathBuf>, Known),
    ) {
        let ticket = self.next_import();
        self.open += 1;
        import::look_again(self.outbox.clone(), ticket, choices, (dir, known));
    }

    /// Stores the articles of files, `count` of them as far as is known, and takes what they say of
    /// articles of the project in `dir` as was agreed.
    pub(in crate::app) fn store(
        &mut self,
        (choices, count): (Vec<Choice>, usize),
        agreement: Agreement,
        dir: Option<PathBuf>,
    ) {
        let ticket = self.next_import();
        let order = Order {
            choices,
            count,
            agreement,
            dir,
        };
        if let Some(disk) = self.disk.clone() {
            self.open += 1;
            self.importing = import::store(self.outbox.clone(), ticket, disk, order);
        }
    }

    /// Takes away articles that an import has stored and that are not wanted.
    pub(in crate::app) fn discard(&mut self, ids: Vec<ArticleId>) {
        if let Some(disk) = &self.disk {
            drop(disk.send(Request::Discard(ids)));
        }
    }

    /// Files say again what these edits have after them, of an import that is not wanted.
    pub(in crate::app) fn suggest_again(&mut self, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.ask(Request::Suggest(edits));
        }
    }

    /// Stops an import; what was stored of it is taken away.
    pub(in crate::app) fn cancel_import(&mut self) {
        self.next_import();
    }

    /// Whether this import is still wanted.
    pub(in crate::app) fn is_current_import(&self, number: u64) -> bool {
        self.imported.load(Ordering::Relaxed) == number
    }

    fn next_import(&self) -> Ticket {
        let number = self.imported.fetch_add(1, Ordering::Relaxed) + 1;
        let current = Arc::clone(&self.imported);
        Ticket { number, current }
    }

    pub(in crate::app) fn append(&mut self, step: Step, transaction: Transaction, revision: u64) {
        let book = self.book;
        self.ask(Request::Append(Box::new(Decided {
            step,
            transaction,
            revision,
            book,
        })));
    }

    pub(in crate::app) fn save_sheet(&mut self, id: ArticleId, sheet: Sheet) {
        self.ask(Request::SaveSheet(id, sheet, self.book));
    }

    pub(in crate::app) fn save_lexicon(&mut self, entries: Vec<Entry>) {
        self.ask(Request::SaveLexicon(entries, self.book));
    }

    pub(in crate::app) fn export(&mut self, plan: ExportPlan) {
        self.cancel_export();
        let wanted = Wanted::new(&self.exports);
        self.ask(Request::Export(plan, wanted));
        // The export's own thread reports when it is finished.
        self.open += 1;
    }

    /// Stops the export that is running.
    pub(in crate::app) fn cancel_export(&mut self) {
        self.exports.fetch_add(1, Ordering::Relaxed);
    }

    /// Looks what an export would be; what was asked before is no longer wanted.
    pub(in crate::app) fn preview(&mut self, plan: ExportPlan) {
        self.previews.fetch_add(1, Ordering::Relaxed);
        let wanted = Wanted::new(&self.previews);
        self.ask(Request::Preview(plan, wanted));
        self.open += 1;
    }

    /// Whether a preview with this number is still wanted.
    pub(in crate::app) fn is_current_preview(&self, serial: u64) -> bool {
        self.previews.load(Ordering::Relaxed) == serial
    }

    /// Asks what files say about articles.
    pub(in crate::app) fn read_tentative(&mut self, articles: Vec<ArticleId>) {
        self.ask(Request::Tentative(articles));
    }

    /// From now on this is what files say about an article. Returns whether they said or say anything.
    pub(in crate::app) fn know_tentative(&mut self, id: ArticleId, said: Vec<Suggestion>) -> bool {
        if said.is_empty() {
            return self.tentative.remove(&id).is_some();
        }
        self.tentative.insert(id, said.into());
        true
    }

    /// Tries the patterns of the project in `dir` on a text; an earlier trial is no longer wanted.
    pub(in crate::app) fn try_patterns(&mut self, dir: Option<PathBuf>, sample: String) {
        self.trials.fetch_add(1, Ordering::Relaxed);
        let wanted = Wanted::new(&self.trials);
        let request = trial::Request {
            dir,
            sample,
            wanted,
        };
        if self.trial.send(request).is_ok() {
            self.open += 1;
        }
    }

    /// Whether a trial with this number is still wanted.
    pub(in crate::app) fn is_current_trial(&self, serial: u64) -> bool {
        self.trials.load(Ordering::Relaxed) == serial
    }

    pub(in crate::app) fn load_preferences(&mut self) {
        self.ask(Request::LoadPreferences);
    }

    pub(in crate::app) fn keep_preferences(&mut self, preferences: Preferences) {
        self.ask(Request::KeepPreferences(preferences));
    }

    pub(in crate::app) fn keep_keys(&mut self, keys: Keys) {
        self.ask(Request::KeepKeys(keys));
    }

    /// Reads a label set to offer it.
    pub(in crate::app) fn read_labels(&mut self, path: PathBuf) {
        self.ask(Request::ReadLabels(path));
    }

    /// From now on suggestions are made with these lists and patterns too, which are those of another
    /// project: what files said about articles is forgotten.
    pub(in crate::app) fn use_own(&mut self, own: Arc<Own>) {
        self.own = own;
        self.tentative.clear();
    }

    /// The lists and patterns of the same project are these now.
    pub(in crate::app) fn renew_own(&mut self, own: Arc<Own>) {
        self.own = own;
    }

    /// Asks for the suggestions of an article; an earlier request that is still running stops.
    /// What the engines found is put right by the memory; the marks with it stay as they are. There
    /// may be several answers: what is near the place, in bytes, is read thoroughly first.
    pub(in crate::app) fn suggest(
        &mut self,
        (id, text, near): (ArticleId, Arc<str>, usize),
        labels: LabelSet,
        (memory, kept): (Arc<Memory>, Vec<Mark>),
    ) {
        let serial = self.current.fetch_add(1, Ordering::Relaxed) + 1;
        let tentative = self.tentative.get(&id).cloned().unwrap_or_default();
        if self
            .analyst
            .send(analyst::Request {
                id,
                text,
                near,
                labels,
                memory,
                kept,
                own: Arc::clone(&self.own),
                tentative,
                serial,
            })
            .is_ok()
        {
            self.open += 1;
        }
    }

    /// Searches a text; the answer to an earlier search is no longer wanted.
    pub(in crate::app) fn seek(&mut self, text: Arc<str>, query: Query) {
        let serial = self.stop_seeking();
        let request = seeker::Request {
            text,
            query,
            serial,
        };
        if self.seeker.send(request).is_ok() {
            self.open += 1;
        }
    }

    /// Drops the search that is running. Returns the number of the next one.
    pub(in crate::app) fn stop_seeking(&mut self) -> u64 {
        self.sought.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Whether the hits with this number are still wanted.
    pub(in crate::app) fn is_current_search(&self, serial: u64) -> bool {
        self.sought.load(Ordering::Relaxed) == serial
    }

    /// Whether an answer with this number is still wanted.
    pub(in crate::app) fn is_current_suggestion(&self, serial: u64) -> bool {
        self.current.load(Ordering::Relaxed) == serial
    }

    /// The number of the suggestion request in force.
    #[cfg(test)]
    pub(in crate::app) fn suggestion_in_force(&self) -> u64 {
        self.current.load(Ordering::Relaxed)
    }

    /// Stops the suggesting and the trial of patterns that are running.
    pub(in crate::app) fn cancel(&mut self) {
        self.current.fetch_add(1, Ordering::Relaxed);
        self.trials.fetch_add(1, Ordering::Relaxed);
        self.wide.stop();
    }
}

/// Work for a session that is no more stops, but for what was asked of the disk. When that is done
/// the folder is free: who opens it next must not find it in use by nobody.
impl Drop for Desk {
    fn drop(&mut self) {
        self.cancel();
        self.stop_seeking();
        self.cancel_import();
        if let Some(thread) = self.importing.take() {
            drop(thread.join());
        }
        self.disk = None;
        if let Some(thread) = self.disk_thread.take() {
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wanted_any_more_when_its_session_is_gone() {
        let desk = Desk::new(Arc::new(|| ()), None);
        let (current, sought) = (Arc::clone(&desk.current), Arc::clone(&desk.sought));
        drop(desk);
        assert_eq!(
            (
                current.load(Ordering::Relaxed),
                sought.load(Ordering::Relaxed)
            ),
            (1, 1)
        );
    }
}
