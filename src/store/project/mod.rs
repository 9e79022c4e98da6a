//! A project's folder.
//!
//! ```text
//! project.ron                   name, labels, format version
//! guidelines.md                 how to annotate
//! articles/<id>.txt + <id>.ron  text as imported; metadata and SHA-256
//! sheets/<annotator>/<id>.ron   annotations and decisions, and the last journal record in them
//! journal/<annotator>.log       one checksummed line per transaction
//! cache/<annotator>.index       derived; may be deleted at any time
//! ```
//!
//! A decision is safe when its journal line is. Sheets are written now and then; opening an article
//! replays the journal lines that its sheet does not include yet.

mod articles;
mod index;
mod journal;
mod past;
mod replay;
mod sheets;
mod watch;

use std::cell::Cell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::articles::project_file;
pub(in crate::store) use self::sheets::sheet_at;
pub use self::watch::Changes;
use super::claim::{Claim, Owner, Refused};
use super::conflict;
use super::disk::{Disk, RealDisk};
use super::error::StoreError;
use super::guidelines;
use super::ids;
use super::ron_file::write_ron;
use super::schema::VERSION;
use super::schema::v1::{self, ProjectFile};
use crate::edit::history::History;
use crate::edit::transaction::Transaction;
use crate::model::ids::{AnnotatorId, ArticleId, Timestamp};
use crate::model::label::LabelSet;
use crate::model::project::Project;
use crate::model::tally::Standing;

/// Largest text of an article, in bytes.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// What a person should know after opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreNotice {
    /// The project can only be read, because of its version.
    Newer(u32),
    /// The project can only be read: another process writes as this annotator; whose, if known.
    InUse(Option<Owner>),
    /// The project can only be read: the folder cannot be written to.
    NotWritable,
    /// The end of the journal was damaged and set aside in this file.
    JournalCut(PathBuf),
    /// So many lines of the journal were damaged and put right; the journal as it was found is in
    /// this file.
    JournalMended(usize, PathBuf),
    /// Lines of the journal were damaged past recognition; the journal as it was found is in this
    /// file, and what stood behind them counts.
    JournalGap(usize, PathBuf),
    /// Copies that a synchronising program made of files changed in two places.
    ConflictCopies(Vec<PathBuf>),
    /// Another program took lines out of the journal while it was open. What was decided is in the
    /// sheets; what is gone of the history is gone.
    JournalLost,
    /// Another program added lines to the journal while it was open.
    JournalGrew,
    /// Another program had changed a sheet that was saved now; its version is in this file.
    ForeignSheet(PathBuf),
    /// The project's folder is not to be reached.
    FolderGone,
    /// That many transactions were in the journal only.
    Recovered(usize),
    /// An article's file makes no sense and is not listed: what, and where.
    ArticleLeftOut(String, PathBuf),
}

/// A project's folder, open for one annotator.
pub struct ProjectStore {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    annotator: AnnotatorId,
    /// Journal records that sheets on disk may not include, by article.
    tail: HashMap<ArticleId, Vec<(u64, Transaction)>>,
    next_seq: u64,
    /// The last record that the sheets read so far include. It may be behind the journal's end if
    /// the journal was lost.
    highest: Cell<u64>,
    journal_length: u64,
    /// The journal's name in its folder is on the medium.
    linked: bool,
    watch: watch::Watch,
    /// What became known since it was last asked for.
    news: Vec<StoreNotice>,
    index: index::Index,
    /// A failed write may have left a part of a record at the end of the journal.
    torn: bool,
    writable: bool,
    /// Held until the store is dropped.
    claim: Option<Claim>,
    owner: Option<Owner>,
}

/// A project as it was opened.
pub struct Opened {
    /// Labels and article list; texts and sheets are loaded when needed.
    pub project: Project,
    /// How the annotator stands with articles, as far as that is known without reading sheets.
    pub standings: Vec<(ArticleId, Standing)>,
    /// What can be undone.
    pub history: History,
    /// The folder.
    pub store: ProjectStore,
    /// What a person should know.
    pub notices: Vec<StoreNotice>,
}

impl ProjectStore {
    /// Makes a new project in `dir`, which is created if need be.
    ///
    /// # Errors
    /// There is a project already, or the folder cannot be written to.
    pub fn create(
        dir: &Path,
        name: &str,
        labels: &LabelSet,
        annotator: AnnotatorId,
    ) -> Result<Opened, StoreError> {
        Self::create_on(Box::new(RealDisk), dir, name, labels, annotator)
    }

    /// [`ProjectStore::create`] on any disk.
    ///
    /// # Errors
    /// As there.
    pub fn create_on(
        disk: Box<dyn Disk>,
        dir: &Path,
        name: &str,
        labels: &LabelSet,
        annotator: AnnotatorId,
    ) -> Result<Opened, StoreError> {
        Self::make(&*disk, dir, name, labels)?;
        Self::open_on(disk, dir, annotator)
    }

    /// Makes a new project in `dir` without opening it.
    ///
    /// # Errors
    /// As for [`ProjectStore::create`].
    pub fn make(
        disk: &dyn Disk,
        dir: &Path,
        name: &str,
        labels: &LabelSet,
    ) -> Result<(), StoreError> {
        let file = dir.join("project.ron");
        if disk.exists(&file) {
            return Err(StoreError::AlreadyAProject(dir.to_owned()));
        }
        for folder in [dir.to_owned(), dir.join("articles")] {
            disk.make_folder(&folder)
                .map_err(|error| StoreError::io(error, &folder))?;
        }
        write_ron(disk, &file, &project_file(name, labels))
    }

    /// Opens a project as `annotator`, for writing where possible, and writes down who does. The
    /// claim of a store that is open on the same folder may be handed over.
    ///
    /// # Errors
    /// There is no project, or its file makes no sense.
    pub fn open_as(
        dir: &Path,
        annotator: AnnotatorId,
        owner: Owner,
        held: Option<Claim>,
    ) -> Result<Opened, StoreError> {
        let mut store = Self::at(Arc::new(RealDisk), dir, annotator);
        store.owner = Some(owner);
        store.claim = held;
        store.open_claimed()
    }

    /// Opens a project as `annotator`, for writing where possible.
    ///
    /// # Errors
    /// There is no project, or its file makes no sense.
    pub fn open(dir: &Path, annotator: AnnotatorId) -> Result<Opened, StoreError> {
        Self::open_on(Box::new(RealDisk), dir, annotator)
    }

    /// [`ProjectStore::open`] on any disk.
    ///
    /// # Errors
    /// As there.
    pub fn open_on(
        disk: Box<dyn Disk>,
        dir: &Path,
        annotator: AnnotatorId,
    ) -> Result<Opened, StoreError> {
        Self::at(Arc::from(disk), dir, annotator).open_claimed()
    }

    fn open_claimed(mut self) -> Result<Opened, StoreError> {
        if !ids::is_safe(self.annotator.as_str()) {
            return Err(StoreError::damaged(
                "the annotator's name cannot be a folder name",
                &self.dir,
            ));
        }
        let mut notices = Vec::new();
        let file = self.read_project_file()?;
        if file.format > VERSION {
            self.writable = false;
            notices.push(StoreNotice::Newer(file.format));
        }
        self.claim(&mut notices);
        self.begin_watch();
        self.read_all(file, notices)
    }

    /// Opens a project without claiming it: for exports and checks beside a running window.
    ///
    /// # Errors
    /// As for [`ProjectStore::open`].
    pub fn open_to_read(dir: &Path, annotator: AnnotatorId) -> Result<Opened, StoreError> {
        let mut store = Self::at(Arc::new(RealDisk), dir, annotator);
        store.writable = false;
        let file = store.read_project_file()?;
        store.read_all(file, Vec::new())
    }

    fn read_all(
        mut self,
        file: ProjectFile,
        mut notices: Vec<StoreNotice>,
    ) -> Result<Opened, StoreError> {
        let what = |what| StoreError::damaged(what, &self.dir.join("project.ron"));
        let labels = v1::label_set(file.labels).map_err(what)?;
        let mut project = Project::new(&file.name, self.annotator.clone(), labels);
        project.set_guidelines(guidelines::read(&*self.disk, &self.dir)?);
        self.read_index();
        self.list_articles(&mut project, &mut notices)?;
        let history = self.replay(&mut project, &mut notices)?;
        let standings = self.known_standings();
        self.keep_index();
        Ok(Opened {
            project,
            standings,
            history,
            store: self,
            notices,
        })
    }

    fn at(disk: Arc<dyn Disk>, dir: &Path, annotator: AnnotatorId) -> Self {
        let (tail, dir) = (HashMap::new(), dir.to_owned());
        Self {
            disk,
            dir,
            annotator,
            tail,
            next_seq: 1,
            highest: Cell::new(0),
            journal_length: 0,
            linked: false,
            watch: watch::Watch::default(),
            news: Vec::new(),
            index: index::Index::default(),
            torn: false,
            writable: true,
            claim: None,
            owner: None,
        }
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The number of the last journal record; grows with every change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.next_seq - 1
    }

    /// Whether changes can be written.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        self.writable
    }

    /// The annotators who have sheets or a journal in the project, in the order of their names.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn annotators(&self) -> Result<Vec<AnnotatorId>, StoreError> {
        let list = |name: &str| {
            let folder = self.dir.join(name);
            let names = self.disk.list(&folder);
            names.map_err(|error| StoreError::io(error, &folder))
        };
        let mut names = list("sheets")?;
        let journals = list("journal")?;
        // Work that is in the journal only is work, too.
        let of_journal = |name: &String| name.strip_suffix(".log").map(str::to_owned);
        names.extend(journals.iter().filter_map(of_journal));
        names.retain(|name| ids::is_safe(name) && !conflict::is_copy(name));
        names.sort_unstable();
        names.dedup();
        Ok(names.into_iter().map(AnnotatorId::from).collect())
    }

    /// Claims the journal; a folder that cannot be written to is opened for reading.
    fn claim(&mut self, notices: &mut Vec<StoreNotice>) {
        if !self.writable || self.claim.is_some() {
            return;
        }
        let disk = Arc::clone(&self.disk);
        match Claim::take(disk, &self.dir, &self.annotator, self.owner.as_ref()) {
            Ok(claim) => self.claim = Some(claim),
            Err(refused) => {
                self.writable = false;
                notices.push(match refused {
                    Refused::InUse(owner) => StoreNotice::InUse(owner),
                    Refused::NotWritable => StoreNotice::NotWritable,
                });
            }
        }
    }

    /// The claim, to be handed over to a store that takes the place of this one.
    #[must_use]
    pub fn claim_in_hand(&self) -> Option<Claim> {
        self.claim.clone()
    }

    /// Says that this process still works here, for those who see the folder from afar.
    pub fn renew_claim(&self, now: Timestamp) {
        if let (Some(claim), Some(owner)) = (&self.claim, &self.owner) {
            // Whoever then takes the claim for stale is noticed by the journal's length.
            drop(claim.renew(&owner.clone().seen(now)));
        }
    }

    /// Whose work it is.
    #[must_use]
    pub fn annotator(&self) -> &AnnotatorId {
        &self.annotator
    }

    fn must_write(&self) -> Result<(), StoreError> {
        if self.writable {
            Ok(())
        } else {
            Err(StoreError::ReadOnly(self.dir.clone()))
        }
    }
}
