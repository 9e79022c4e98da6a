//! The thread that owns the project's folder. It does what it is asked in order, so that the
//! journal has the order of the decisions.

mod beside;
mod filling;
mod keeping;
mod looking;
mod names;
mod past;
mod sheets;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::own;
use super::reading::{Read, Text};
use super::trouble::{happening, read_only_reason, trouble};
use super::{Outbox, Wanted};
use crate::app::clock;
use crate::app::command::ExportPlan;
use crate::app::event::{Event, ImportOutcome, Lessons, Opened};
use crate::app::headless::intake;
use crate::app::keys::Keys;
use crate::app::notice::{Happening, Trouble};
use crate::app::preferences::Preferences;
use crate::app::sample;
use crate::app::timeline;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::extract::Extracted;
use crate::model::ids::{ArticleId, Timestamp};
use crate::model::label::LabelSet;
use crate::model::project::Project;
use crate::model::sheet::Sheet;
use crate::store::claim::{Claim, Owner};
use crate::store::disk::RealDisk;
use crate::store::error::StoreError;
use crate::store::labels;
use crate::store::lexicon::Entry;
use crate::store::project::{self, ProjectStore};
use crate::store::settings::{self, Places, Settings};
use crate::store::state::{self, Mark, Place};
use crate::text::invisible;

/// What is asked of the disk.
pub(super) enum Request {
    Begin,
    Note(Place),
    Open(PathBuf),
    Create(PathBuf, String),
    OpenPaths(Vec<PathBuf>),
    OpenSample,
    Load(ArticleId),
    Remember(Vec<ArticleId>, Lessons),
    /// A portion of an import, and whom to tell what came of it.
    Store(Vec<Extracted>, Sender<ImportOutcome>),
    Discard(Vec<ArticleId>),
    /// As this annotator.
    OpenAs(PathBuf, String),
    /// The session works on the project that was opened as the one of this number.
    Arrived(u64),
    /// Look what others did to the folder.
    Look,
    History(timeline::Wanted),
    ExportHistory(PathBuf),
    Restore(u64, BTreeSet<ArticleId>),
    Append(Box<Decided>),
    SaveSheet(ArticleId, Sheet, u64),
    SaveLexicon(Vec<Entry>, u64),
    Export(ExportPlan, Wanted),
    Preview(ExportPlan, Wanted),
    Tentative(Vec<ArticleId>),
    /// What files say is what these edits have after them.
    Suggest(Vec<Edit>),
    LoadPreferences,
    KeepPreferences(Preferences),
    /// An article and its sheet for another thread.
    Lend(ArticleId, Sender<Read>),
    LendText(ArticleId, Sender<Text>),
    ReadSheets(Vec<ArticleId>),
    KeepSheets(Vec<(ArticleId, Sheet)>),
    /// Nothing more will be asked, though other threads can still ask.
    End,
    KeepKeys(Keys),
    ReadLabels(PathBuf),
}

/// A transaction on its way to the journal.
pub(super) struct Decided {
    pub(super) step: Step,
    pub(super) transaction: Transaction,
    /// The session's number for the state that it leads to.
    pub(super) revision: u64,
    /// In the project that was opened as the one of this number.
    pub(super) book: u64,
}

const NAME: &str = "disk";

/// How often the folder is looked at, and what could not be written is tried again.
const PAUSE: Duration = Duration::from_secs(2);

/// The thread's state.
struct Clerk {
    outbox: Outbox,
    places: Option<Places>,
    settings: Settings,
    /// The name under which this window works, if not the one of the settings.
    name: Option<String>,
    store: Option<ProjectStore>,
    /// The number of the open project; each that is opened has its own.
    book: u64,
    /// The projects before it, as long as decisions made in them may arrive.
    left: Vec<keeping::Left>,
    /// Records came for this project that the session did not yet know to be opened anew.
    behind: bool,
    /// The journal has records that the session does not know.
    stale: bool,
    /// The folder was not to be reached when it was last looked at.
    unreachable: bool,
    /// When the claim was last renewed.
    renewed: Timestamp,
    requests: Receiver<Request>,
    /// Requests that wait for a long one to end, which decisions need not.
    backlog: VecDeque<Request>,
    /// Entries and labels as they are on disk, for finding duplicates and loading articles.
    project: Project,
    /// Stands as long as the process runs, if it was asked for.
    mark: Option<Mark>,
    /// The articles of the project by hash, while articles are being added.
    hashes: Option<HashMap<String, ArticleId>>,
    /// Records that could not be written yet, oldest first.
    waiting: VecDeque<Decided>,
}

/// Starts the thread.
pub(super) fn start(
    outbox: Outbox,
    home: Option<PathBuf>,
) -> (Sender<Request>, Option<JoinHandle<()>>) {
    let (sender, requests) = channel();
    let fallback = outbox.clone();
    let spawned = thread::Builder::new()
        .name(NAME.to_owned())
        .spawn(move || serve(requests, outbox, home.as_deref()));
    if spawned.is_err() {
        fallback.send(Event::JobFailed(NAME));
    }
    (sender, spawned.ok())
}

fn serve(requests: Receiver<Request>, outbox: Outbox, home: Option<&Path>) {
    let places = home.map(settings::places_in).or_else(settings::places);
    let settings = Settings::default();
    let project = Project::default();
    let mut clerk = Clerk {
        outbox,
        places,
        settings,
        name: None,
        store: None,
        book: 0,
        left: Vec::new(),
        behind: false,
        stale: false,
        unreachable: false,
        renewed: Timestamp::default(),
        requests,
        backlog: VecDeque::new(),
        project,
        mark: None,
        hashes: None,
        waiting: VecDeque::new(),
    };
    loop {
        match clerk.next() {
            Ok(Request::End) => {
                clerk.end();
                break;
            }
            Ok(request) => clerk.serve(request),
            Err(RecvTimeoutError::Timeout) => clerk.pause(),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    // The last chance for what could not be written so far.
    clerk.flush();
    clerk.flush_left();
}

impl Clerk {
    fn next(&mut self) -> Result<Request, RecvTimeoutError> {
        match self.backlog.pop_front() {
            Some(request) => Ok(request),
            None if self.store.is_some() => self.requests.recv_timeout(PAUSE),
            None => Ok(self.requests.recv()?),
        }
    }

    fn serve(&mut self, request: Request) {
        // Other threads that ask count the work themselves.
        let counted = !matches!(
            request,
            Request::Lend(..) | Request::LendText(..) | Request::Store(..) | Request::Discard(_)
        );
        if catch_unwind(AssertUnwindSafe(|| self.answer(request))).is_err() {
            self.outbox.send(Event::JobFailed(NAME));
        }
        if std::mem::take(&mut self.stale) {
            self.open_anew();
        }
        if counted {
            self.outbox.done();
        }
    }

    /// Within long work: what was decided meanwhile is written at once, other requests wait.
    fn attend(&mut self) {
        while let Ok(request) = self.requests.try_recv() {
            if matches!(request, Request::Append(_) | Request::SaveSheet(..)) {
                self.serve(request);
            } else {
                self.backlog.push_back(request);
            }
        }
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Begin => self.begin(),
            Request::Note(place) => {
                if let Some(mark) = &self.mark {
                    mark.note(&place);
                }
            }
            Request::Open(dir) => self.open(&dir),
            Request::Create(dir, labels) => self.create(&dir, &labels),
            Request::OpenPaths(paths) => self.open_paths(paths),
            Request::OpenSample => self.open_sample(),
            Request::Load(id) => self.load(&id),
            Request::Remember(ids, lessons) => self.remember(ids, lessons),
            Request::Store(portion, answer) => {
                // An import that is gone needs no answer.
                drop(answer.send(self.store_portion(portion)));
            }
            Request::Discard(ids) => self.discard(ids),
            Request::OpenAs(dir, name) => {
                let before = self.name.replace(name.clone());
                self.open(&dir);
                let works = self.store.as_ref().map(|store| store.annotator().as_str());
                if works != Some(&name) {
                    self.name = before;
                }
            }
            Request::Arrived(book) => self.arrived(book),
            Request::Look => self.look(),
            Request::History(wanted) => self.read_history(&wanted),
            Request::ExportHistory(path) => self.export_history(path),
            Request::Restore(seq, held) => self.find_way_back(seq, &held),
            Request::Append(decided) => self.append(*decided),
            Request::SaveSheet(id, sheet, book) => self.save_sheet(&id, &sheet, book),
            Request::SaveLexicon(entries, book) => self.save_lexicon(&entries, book),
            Request::Export(plan, wanted) => self.export(plan, wanted),
            Request::Preview(plan, wanted) => self.preview(plan, wanted),
            Request::Tentative(ids) => ids.iter().for_each(|id| self.read_tentative(id)),
            Request::Suggest(edits) => self.suggest(&edits),
            Request::LoadPreferences => self.load_preferences(),
            Request::KeepPreferences(preferences) => self.keep_preferences(preferences),
            Request::Lend(id, to) => self.lend(&id, &to),
            Request::LendText(id, to) => self.lend_text(&id, &to),
            Request::ReadSheets(ids) => self.read_sheets(ids),
            Request::KeepSheets(sheets) => self.keep_sheets(sheets),
            Request::End => {}
            Request::KeepKeys(keys) => self.keep_keys(&keys),
            Request::ReadLabels(path) => self.read_labels(&path),
        }
    }

    fn begin(&mut self) {
        let Some(places) = &self.places else { return };
        if let Some(ended) = state::ended_badly(places) {
            self.outbox.send(Event::EndedBadly(ended));
        }
        // Without a mark only the offer after a crash is missing.
        self.mark = Mark::set(places).ok();
    }

    fn tell_recent(&self) {
        let recent = self.settings.recent.clone();
        self.outbox.send(Event::Recent(recent));
    }

    /// Only who ends like this ends well.
    fn end(&mut self) {
        if let Some(mark) = self.mark.take() {
            mark.take_away();
        }
        if let Some(store) = &mut self.store {
            store.keep_index();
        }
    }

    fn annotator(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.settings.annotator)
    }

    fn owner() -> Owner {
        Owner::here(clock::system())
    }

    fn open(&mut self, dir: &Path) {
        if !self.may_leave(dir) {
            return;
        }
        let held = self.claim_on(dir);
        let opened = ProjectStore::open_as(dir, self.annotator().into(), Self::owner(), held);
        self.adopt(dir, opened);
    }

    /// The claim that the open project has, if it is the one in `dir`, which then goes over to the
    /// store that takes its place.
    fn claim_on(&self, dir: &Path) -> Option<Claim> {
        let real = |dir: &Path| dir.canonicalize().ok();
        let store = self.store.as_ref()?;
        let same = real(store.dir()).is_some_and(|open| Some(open) == real(dir));
        let mine = store.annotator().as_str() == self.annotator();
        store.claim_in_hand().filter(|_| same && mine)
    }

    fn create(&mut self, dir: &Path, template: &str) {
        let Some(labels) = labels::template(template) else {
            let unknown = Trouble::Other(format!("no label set {template}"));
            return self.outbox.send(Event::OpenFailed(dir.to_owned(), unknown));
        };
        if !self.may_leave(dir) {
            return;
        }
        let name = dir
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        self.adopt_new(dir, &name, &labels);
    }

    fn adopt_new(&mut self, dir: &Path, name: &str, labels: &LabelSet) {
        let opened = ProjectStore::make(&RealDisk, dir, name, labels).and_then(|()| {
            ProjectStore::open_as(dir, self.annotator().into(), Self::owner(), None)
        });
        self.adopt(dir, opened);
    }

    /// Whether another folder may take the place of the open project: not while decisions are in
    /// memory only.
    fn may_leave(&mut self, dir: &Path) -> bool {
        let unsaved = self.flush();
        if let Some(trouble) = unsaved.clone() {
            let event = Event::OpenFailed(dir.to_owned(), trouble);
            self.outbox.send(event);
        }
        unsaved.is_none()
    }

    fn adopt(&mut self, dir: &Path, opened: Result<project::Opened, StoreError>) {
        match opened {
            Ok(opened) => {
                let event = self.take(dir, opened);
                self.outbox.send(event);
                self.read_lexicon(dir);
            }
            Err(error) => self
                .outbox
                .send(Event::OpenFailed(dir.to_owned(), trouble(&error))),
        }
    }

    fn take(&mut self, dir: &Path, opened: project::Opened) -> Event {
        let project::Opened {
            project,
            standings,
            history,
            store,
            notices,
        } = opened;
        let (overview, unread) = sheets::known(&project, standings);
        let read_only = (!store.is_writable()).then(|| read_only_reason(&notices));
        let mut happenings: Vec<Happening> = notices.into_iter().filter_map(happening).collect();
        let (own, told) = own::of_project(dir, &|| false);
        happenings.extend(told);
        self.project = project.clone();
        self.hashes = None;
        let again = self.claim_on(dir).is_some();
        self.leave(again);
        self.store = Some(store);
        self.book += 1;
        self.behind = false;
        self.settings.remember(dir);
        self.save_settings();
        self.tell_recent();
        let dir = dir.to_owned();
        Event::Opened(Box::new(Opened {
            dir,
            book: self.book,
            project,
            overview,
            unread,
            history,
            read_only,
            own: Arc::new(own),
            happenings,
        }))
    }

    /// A folder is opened as a project, files are imported into the open or the personal project,
    /// nothing means the last project or the sample.
    fn open_paths(&mut self, paths: Vec<PathBuf>) {
        match paths.as_slice() {
            [] => match self
                .settings
                .recent
                .first()
                .filter(|dir| has_project(dir))
                .cloned()
            {
                Some(dir) => self.open(&dir),
                None => self.open_sample(),
            },
            [dir] if dir.is_dir() && (has_project(dir) || !intake::brings_something(dir)) => {
                self.open(dir);
            }
            files => {
                if self.store.is_none() {
                    self.open_personal();
                }
                self.outbox.send(Event::ImportWanted(files.to_vec()));
            }
        }
    }

    /// Where articles go that are opened without a project.
    fn open_personal(&mut self) {
        if let Some(dir) = self.data_folder("my-articles") {
            self.open_or_create(&dir, sample::PERSONAL);
        }
    }

    fn open_or_create(&mut self, dir: &Path, name: &str) {
        if has_project(dir) {
            return self.open(dir);
        }
        if !self.may_leave(dir) {
            return;
        }
        let labels = labels::template("news").unwrap_or_default();
        self.adopt_new(dir, name, &labels);
    }

    fn data_folder(&self, name: &str) -> Option<PathBuf> {
        let folder = self.places.as_ref().map(|places| places.data.join(name));
        if folder.is_none() {
            self.outbox
                .send(Event::OpenFailed(name.into(), Trouble::Missing));
        }
        folder
    }

    fn load(&mut self, id: &ArticleId) {
        if let Some(store) = &mut self.store {
            store.watch_article(id);
        }
        let (Some(store), Some(entry)) = (&self.store, self.project.entry(id)) else {
            return self
                .outbox
                .send(Event::LoadFailed(id.clone(), Trouble::Missing));
        };
        match store.load(id, entry) {
            Ok(loaded) => {
                let taught = sheets::taught(&loaded, Lessons::Wanted);
                self.outbox.send(Event::Remembered(taught));
                let store = store.dir();
                super::tentative::read(store, &loaded.0, &self.outbox);
                let happenings = marks(id, &loaded.0.text);
                self.outbox
                    .send(Event::Loaded(Box::new(loaded), happenings));
            }
            Err(error) => self
                .outbox
                .send(Event::LoadFailed(id.clone(), trouble(&error))),
        }
    }

    /// Files say what these edits have after them.
    fn suggest(&self, edits: &[Edit]) {
        let written = self
            .store
            .as_ref()
            .map(|store| names::suggest(store, edits));
        if let Some(Err(error)) = written {
            self.tell(Happening::CannotSave(trouble(&error)));
        }
    }

    /// What files say about an article that is in memory.
    fn read_tentative(&self, id: &ArticleId) {
        let (Some(store), Some(entry)) = (&self.store, self.project.entry(id)) else {
            return;
        };
        // What cannot be read is told of when it is opened.
        if let Ok((article, _)) = store.load(id, entry) {
            super::tentative::read(store.dir(), &article, &self.outbox);
        }
    }

    fn export(&self, plan: ExportPlan, wanted: Wanted) {
        self.beside("export", move |dir, annotator, outbox| {
            let written = super::export::write(dir, annotator, plan, &wanted, outbox);
            outbox.send(Event::Exported(written));
        });
    }

    fn preview(&self, plan: ExportPlan, wanted: Wanted) {
        self.beside("preview", move |dir, annotator, outbox| {
            super::export::preview(dir, annotator, plan, &wanted, outbox);
        });
    }

    /// Works in a thread of its own, so that decisions go on being saved meanwhile. Everything
    /// asked before is on disk by now, so it reads the folder as any other program would.
    fn beside(&self, name: &'static str, work: impl FnOnce(&Path, &str, &Outbox) + Send + 'static) {
        let Some(dir) = self.store.as_ref().map(|store| store.dir().to_owned()) else {
            return self.outbox.done();
        };
        let annotator = self.annotator().to_owned();
        let outbox = self.outbox.clone();
        let fallback = outbox.clone();
        let work = move || {
            let worked = catch_unwind(AssertUnwindSafe(|| work(&dir, &annotator, &outbox)));
            if worked.is_err() {
                outbox.send(Event::JobFailed(name));
            }
            outbox.done();
        };
        let spawned = thread::Builder::new().name(name.to_owned()).spawn(work);
        if spawned.is_err() {
            fallback.send(Event::JobFailed(name));
            fallback.done();
        }
    }

    fn read_labels(&self, path: &Path) {
        let read = labels::from_file(&RealDisk, path);
        let read = read.map_err(|error| Happening::CannotRead(path.to_owned(), trouble(&error)));
        self.outbox.send(Event::Labels(read));
    }

    fn keep_keys(&mut self, keys: &Keys) {
        self.settings.keys = keys.written();
        self.save_settings();
    }
}

fn has_project(dir: &Path) -> bool {
    dir.join("project.ron").exists()
}

fn marks(id: &ArticleId, text: &str) -> Vec<Happening> {
    let mut happenings = Vec::new();
    let bidi = invisible::bidi_controls(text);
    if bidi > 0 {
        happenings.push(Happening::BidiControls(id.clone(), bidi));
    }
    let control = invisible::control_characters(text);
    if control > 0 {
        happenings.push(Happening::ControlCharacters(id.clone(), control));
    }
    happenings
}
