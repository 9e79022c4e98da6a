//! A project's folder.
//!
//! ```text
//! project.ron                   name, labels, format version
//! guidelines.md                 how to annotate
//! articles/<id>.txt + <id>.ron  text as imported; metadata and SHA-256
//! sheets/<annotator>/<id>.ron   annotations and decisions, and the last journal record in them
//! journal/<annotator>.log       one checksummed line per transaction
//! ```
//!
//! A decision is safe when its journal line is. Sheets are written now and then; opening an article
//! replays the journal lines that its sheet does not include yet.

mod articles;
mod journal;
mod replay;
mod sheets;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use self::articles::project_file;
use super::disk::{Disk, RealDisk};
use super::error::StoreError;
use super::guidelines;
use super::ids;
use super::ron_file::write_ron;
use super::schema::VERSION;
use super::schema::v1::{self, ProjectFile};
use crate::edit::history::History;
use crate::edit::transaction::Transaction;
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::label::LabelSet;
use crate::model::project::Project;

/// Largest text of an article, in bytes.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// What a person should know after opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoreNotice {
    /// The project can only be read, because of its version.
    Newer(u32),
    /// The project can only be read: another process writes as this annotator.
    InUse,
    /// The project can only be read: the folder cannot be written to.
    NotWritable,
    /// The end of the journal was damaged and set aside in this file.
    JournalCut(PathBuf),
    /// That many transactions were in the journal only.
    Recovered(usize),
    /// An article's file makes no sense and is not listed: what, and where.
    ArticleLeftOut(String, PathBuf),
}

/// A project's folder, open for one annotator.
pub struct ProjectStore {
    disk: Box<dyn Disk>,
    dir: PathBuf,
    annotator: AnnotatorId,
    /// Journal records that sheets on disk may not include, by article.
    tail: HashMap<ArticleId, Vec<(u64, Transaction)>>,
    next_seq: u64,
    journal_length: u64,
    /// A failed write may have left a part of a record at the end of the journal.
    torn: bool,
    writable: bool,
    /// Held until the store is dropped.
    _lock: Option<Box<dyn Send>>,
}

/// A project as it was opened.
pub struct Opened {
    /// Labels and article list; texts and sheets are loaded when needed.
    pub project: Project,
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
        let file = dir.join("project.ron");
        if disk.exists(&file) {
            return Err(StoreError::AlreadyAProject(dir.to_owned()));
        }
        for folder in [dir.to_owned(), dir.join("articles")] {
            disk.make_folder(&folder)
                .map_err(|error| StoreError::io(error, &folder))?;
        }
        write_ron(&*disk, &file, &project_file(name, labels))?;
        Self::open_on(disk, dir, annotator)
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
        if !ids::is_safe(annotator.as_str()) {
            return Err(StoreError::damaged(
                "the annotator's name cannot be a folder name",
                dir,
            ));
        }
        let mut store = Self::at(disk, dir, annotator);
        let mut notices = Vec::new();
        let file = store.read_project_file()?;
        if file.format > VERSION {
            store.writable = false;
            notices.push(StoreNotice::Newer(file.format));
        }
        store.claim(&mut notices);
        store.read_all(file, notices)
    }

    /// Opens a project without claiming it: for exports and checks beside a running window.
    ///
    /// # Errors
    /// As for [`ProjectStore::open`].
    pub fn open_to_read(dir: &Path, annotator: AnnotatorId) -> Result<Opened, StoreError> {
        let mut store = Self::at(Box::new(RealDisk), dir, annotator);
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
        self.list_articles(&mut project, &mut notices)?;
        let history = self.replay(&mut project, &mut notices)?;
        Ok(Opened {
            project,
            history,
            store: self,
            notices,
        })
    }

    fn at(disk: Box<dyn Disk>, dir: &Path, annotator: AnnotatorId) -> Self {
        let (tail, dir) = (HashMap::new(), dir.to_owned());
        Self {
            disk,
            dir,
            annotator,
            tail,
            next_seq: 1,
            journal_length: 0,
            torn: false,
            writable: true,
            _lock: None,
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
        names.retain(|name| ids::is_safe(name));
        names.sort_unstable();
        names.dedup();
        Ok(names.into_iter().map(AnnotatorId::from).collect())
    }

    /// Claims the journal; a folder that cannot be written to is opened for reading.
    fn claim(&mut self, notices: &mut Vec<StoreNotice>) {
        if !self.writable {
            return;
        }
        let folder = self.dir.join("journal");
        let lock = folder.join(format!("{}.lock", self.annotator));
        let claimed = self
            .disk
            .make_folder(&folder)
            .and_then(|()| self.disk.lock(&lock));
        match claimed {
            Ok(lock) => self._lock = Some(lock),
            Err(error) => {
                self.writable = false;
                let in_use = error.kind() == std::io::ErrorKind::WouldBlock;
                notices.push(if in_use {
                    StoreNotice::InUse
                } else {
                    StoreNotice::NotWritable
                });
            }
        }
    }

    fn must_write(&self) -> Result<(), StoreError> {
        if self.writable {
            Ok(())
        } else {
            Err(StoreError::ReadOnly(self.dir.clone()))
        }
    }
}
