//! A project's folder.
//!
//! ```text
//! project.ron                   name, labels, format version
//! articles/<id>.txt + <id>.ron  text as imported; metadata and SHA-256
//! sheets/<annotator>/<id>.ron   annotations and decisions, and the last journal record in them
//! journal/<annotator>.log       one checksummed line per transaction
//! ```
//!
//! A decision is safe when its journal line is. Sheets are written now and then; opening an article
//! replays the journal lines that its sheet does not include yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::disk::{Disk, RealDisk};
use super::error::StoreError;
use super::ids;
use super::journal::{self, Record};
use super::ron_file::{self, read_ron, write_ron};
use super::schema::VERSION;
use super::schema::v1::{self, ArticleFile, ProjectFile, SheetFile};
use crate::edit::change::Edit;
use crate::edit::history::{History, Step};
use crate::edit::transaction::Transaction;
use crate::model::article::{Article, ArticleMeta, title_of};
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::label::LabelSet;
use crate::model::project::{ArticleEntry, Project};
use crate::model::sheet::Sheet;

/// Largest text of an article, in bytes.
pub const LARGEST_TEXT: u64 = 1 << 30;

/// Largest journal, in bytes.
const LARGEST_JOURNAL: u64 = 4 << 30;

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

    fn read_project_file(&self) -> Result<ProjectFile, StoreError> {
        let path = self.dir.join("project.ron");
        if !self.disk.exists(&self.dir) {
            return Err(StoreError::Missing(self.dir.clone()));
        }
        if !self.disk.exists(&path) {
            return Err(StoreError::NotAProject(self.dir.clone()));
        }
        read_ron(&*self.disk, &path)
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

    fn list_articles(
        &self,
        project: &mut Project,
        notices: &mut Vec<StoreNotice>,
    ) -> Result<(), StoreError> {
        let folder = self.dir.join("articles");
        let names = self
            .disk
            .list(&folder)
            .map_err(|error| StoreError::io(error, &folder))?;
        for id in names.iter().filter_map(|name| name.strip_suffix(".ron")) {
            let path = folder.join(format!("{id}.ron"));
            if !ids::is_safe(id) {
                notices.push(StoreNotice::ArticleLeftOut("unsafe file name".into(), path));
                continue;
            }
            match read_ron::<ArticleFile>(&*self.disk, &path) {
                Ok(file) => project.list(id.into(), v1::entry(file)),
                Err(error) => notices.push(StoreNotice::ArticleLeftOut(error.to_string(), path)),
            }
        }
        Ok(())
    }

    fn journal_path(&self) -> PathBuf {
        self.dir
            .join("journal")
            .join(format!("{}.log", self.annotator))
    }

    /// Reads the journal: project-wide edits are applied, edits of sheets are kept for when the
    /// sheet is loaded.
    fn replay(
        &mut self,
        project: &mut Project,
        notices: &mut Vec<StoreNotice>,
    ) -> Result<History, StoreError> {
        let path = self.journal_path();
        let mut bytes = Vec::new();
        if self.disk.exists(&path) {
            bytes = self
                .disk
                .read(&path, LARGEST_JOURNAL)
                .map_err(|error| StoreError::io(error, &path))?;
        }
        let reading = journal::read(&bytes);
        if reading.damaged {
            self.set_aside(&path, &bytes, reading.sound, notices);
        }
        self.journal_length = reading.sound as u64;
        let mut history = History::default();
        for record in &reading.records {
            history.note(record.step, &record.transaction);
            self.remember(record, project);
        }
        let included = self.included()?;
        // Sheets may include records that a cut or lost journal no longer has; new records must not
        // be taken for those.
        let last = reading.records.last().map_or(0, |record| record.seq);
        let highest = included.values().copied().max().unwrap_or(0);
        self.next_seq = last.max(highest) + 1;
        let recovered = self.unsaved(&included);
        if recovered > 0 {
            notices.push(StoreNotice::Recovered(recovered));
        }
        Ok(history)
    }

    /// Keeps the damaged end of the journal beside it and cuts it off.
    fn set_aside(
        &mut self,
        path: &Path,
        bytes: &[u8],
        sound: usize,
        notices: &mut Vec<StoreNotice>,
    ) {
        let aside = ron_file::free_name(&*self.disk, path, &format!("torn-{sound}"));
        notices.push(StoreNotice::JournalCut(aside.clone()));
        if self.writable {
            let kept = self.disk.replace(&aside, &bytes[sound..]);
            let cut = kept.and_then(|()| self.disk.truncate(path, sound as u64));
            if cut.is_err() {
                // The next record would be glued to the damaged end.
                self.writable = false;
                notices.push(StoreNotice::NotWritable);
            }
        }
    }

    fn remember(&mut self, record: &Record, project: &mut Project) {
        let Record {
            seq, transaction, ..
        } = record;
        for edit in &transaction.edits {
            match edit {
                // The files of listed articles and of the label set are written before or with the
                // record, so the edit may be there already.
                Edit::List { article, entry } => project.list(article.clone(), entry.clone()),
                Edit::Unlist { article, .. } => project.forget(article),
                Edit::Labels { .. } => drop(edit.apply(project)),
                _ => {}
            }
        }
        for article in transaction.articles() {
            let edits = transaction
                .edits
                .iter()
                .filter(|edit| edit.article() == Some(&article));
            let on_sheet =
                edits.filter(|edit| !matches!(edit, Edit::List { .. } | Edit::Unlist { .. }));
            let edits: Vec<Edit> = on_sheet.cloned().collect();
            if !edits.is_empty() {
                let part = Transaction {
                    edits,
                    ..transaction.clone()
                };
                self.tail.entry(article).or_default().push((*seq, part));
            }
        }
    }

    /// How many journal records no sheet on disk includes.
    fn unsaved(&mut self, included: &BTreeMap<ArticleId, u64>) -> usize {
        let mut unsaved = BTreeSet::new();
        let mut articles: Vec<ArticleId> = self.tail.keys().cloned().collect();
        articles.sort();
        for id in articles {
            let included = included.get(&id).copied().unwrap_or(0);
            if let Some(tail) = self.tail.get_mut(&id) {
                tail.retain(|(seq, _)| *seq > included);
                unsaved.extend(tail.iter().map(|(seq, _)| *seq));
            }
        }
        unsaved.len()
    }

    /// The last journal record that each sheet on disk includes. A sheet that cannot be read is
    /// left out: it concerns its own article only, and is told of when that is opened.
    fn included(&self) -> Result<BTreeMap<ArticleId, u64>, StoreError> {
        let folder = self.dir.join("sheets").join(self.annotator.as_str());
        let names = self.disk.list(&folder);
        let names = names.map_err(|error| StoreError::io(error, &folder))?;
        let ids = names.iter().filter_map(|name| name.strip_suffix(".ron"));
        let mut included = BTreeMap::new();
        for id in ids.filter(|id| ids::is_safe(id)).map(ArticleId::from) {
            if let Ok(Some(file)) = self.read_sheet_file(&id) {
                included.insert(id, file.journal);
            }
        }
        Ok(included)
    }

    fn sheet_path(&self, id: &ArticleId) -> PathBuf {
        self.dir
            .join("sheets")
            .join(self.annotator.as_str())
            .join(format!("{id}.ron"))
    }

    fn read_sheet_file(&self, id: &ArticleId) -> Result<Option<SheetFile>, StoreError> {
        let path = self.sheet_path(id);
        if self.disk.exists(&path) {
            read_ron(&*self.disk, &path).map(Some)
        } else {
            Ok(None)
        }
    }

    /// An article's text and the annotator's sheet on it, with what only the journal holds.
    ///
    /// # Errors
    /// The files are missing or make no sense, or the text was altered since import.
    pub fn load(
        &self,
        id: &ArticleId,
        entry: &ArticleEntry,
    ) -> Result<(Article, Sheet), StoreError> {
        let path = self.dir.join("articles").join(format!("{id}.txt"));
        let bytes = self
            .disk
            .read(&path, LARGEST_TEXT)
            .map_err(|error| StoreError::io(error, &path))?;
        let text = String::from_utf8(bytes).map_err(|error| StoreError::damaged(error, &path))?;
        if !entry.sha256.is_empty() && ids::sha256(&text) != entry.sha256 {
            return Err(StoreError::Altered(path));
        }
        let article = Article {
            id: id.clone(),
            text: text.into(),
            meta: entry.meta.clone(),
        };
        let sheet = self.load_sheet(&article)?;
        Ok((article, sheet))
    }

    fn load_sheet(&self, article: &Article) -> Result<Sheet, StoreError> {
        let path = self.sheet_path(&article.id);
        let file = self.read_sheet_file(&article.id)?;
        let included = file.as_ref().map_or(0, |file| file.journal);
        let sheet = match file {
            Some(file) => {
                v1::sheet(file, &article.text).map_err(|what| StoreError::damaged(what, &path))?
            }
            None => Sheet::default(),
        };
        let Some(tail) = self.tail.get(&article.id) else {
            return Ok(sheet);
        };
        let mut scratch = Project::default();
        scratch.hold(article.clone(), sheet);
        for (seq, transaction) in tail.iter().filter(|(seq, _)| *seq > included) {
            let applied = transaction.apply(&mut scratch);
            applied.map_err(|error| {
                StoreError::damaged(
                    format!("journal record {seq}: {error}"),
                    &self.journal_path(),
                )
            })?;
        }
        Ok(scratch.sheet(&article.id).cloned().unwrap_or_default())
    }

    /// Stores an article's files; listing it in the project is a transaction of its own. An article
    /// with the same text is not stored twice: its id is returned as the error side.
    ///
    /// # Errors
    /// The outer error: the files cannot be written.
    pub fn add_article(
        &mut self,
        text: &str,
        meta: ArticleMeta,
        project: &Project,
    ) -> Result<Result<(ArticleId, ArticleEntry), ArticleId>, StoreError> {
        self.must_write()?;
        let sha256 = ids::sha256(text);
        if let Some((known, _)) = project.entries().find(|(_, entry)| entry.sha256 == sha256) {
            return Ok(Err(known.clone()));
        }
        let title = if meta.title.is_empty() {
            title_of(text).unwrap_or_default()
        } else {
            meta.title.clone()
        };
        let id = ids::article_id(&title, &sha256);
        let entry = ArticleEntry {
            meta: ArticleMeta { title, ..meta },
            sha256,
        };
        let folder = self.dir.join("articles");
        self.disk
            .make_folder(&folder)
            .map_err(|error| StoreError::io(error, &folder))?;
        let path = folder.join(format!("{id}.txt"));
        self.disk
            .replace(&path, text.as_bytes())
            .map_err(|error| StoreError::io(error, &path))?;
        write_ron(
            &*self.disk,
            &folder.join(format!("{id}.ron")),
            &v1::article_file(&entry),
        )?;
        Ok(Ok((id.into(), entry)))
    }

    /// Appends a transaction to the journal and waits until it is on the medium. After an error
    /// the next call tries again to make the journal whole first.
    ///
    /// # Errors
    /// The record is not on disk.
    pub fn append(&mut self, step: Step, transaction: &Transaction) -> Result<(), StoreError> {
        self.must_write()?;
        let path = self.journal_path();
        self.make_whole()
            .map_err(|error| StoreError::io(error, &path))?;
        let seq = self.next_seq;
        let line = journal::line(seq, step, transaction)
            .map_err(|error| StoreError::damaged(error, &path))?;
        let written = self.disk.append(&path, line.as_bytes());
        if let Err(error) = written {
            // A part of the line may stand there; the next record must not be glued to it.
            self.torn = true;
            drop(self.make_whole());
            return Err(StoreError::io(error, &path));
        }
        self.journal_length += line.len() as u64;
        self.next_seq += 1;
        self.remember_own(seq, transaction);
        Ok(())
    }

    /// Cuts off what a failed write may have left at the end of the journal.
    fn make_whole(&mut self) -> std::io::Result<()> {
        let path = self.journal_path();
        if self.torn && self.disk.exists(&path) {
            self.disk.truncate(&path, self.journal_length)?;
        }
        self.torn = false;
        Ok(())
    }

    fn remember_own(&mut self, seq: u64, transaction: &Transaction) {
        let mut scratch = Project::default();
        let record = Record {
            seq,
            step: Step::Do,
            transaction: transaction.clone(),
        };
        self.remember(&record, &mut scratch);
    }

    /// Writes a sheet, which must include all records appended so far for its article.
    ///
    /// # Errors
    /// The sheet is not written; the journal still holds everything.
    pub fn save_sheet(&mut self, id: &ArticleId, sheet: &Sheet) -> Result<(), StoreError> {
        self.must_write()?;
        if self.tail.get(id).is_none_or(Vec::is_empty) {
            return Ok(());
        }
        let path = self.sheet_path(id);
        if let Some(folder) = path.parent() {
            self.disk
                .make_folder(folder)
                .map_err(|error| StoreError::io(error, folder))?;
        }
        write_ron(
            &*self.disk,
            &path,
            &v1::sheet_file(sheet, self.next_seq - 1),
        )?;
        self.tail.remove(id);
        Ok(())
    }

    /// Writes the project's file: after a change of the labels.
    ///
    /// # Errors
    /// The file is not written; the journal still holds the change.
    pub fn save_project(&mut self, project: &Project) -> Result<(), StoreError> {
        self.must_write()?;
        write_ron(
            &*self.disk,
            &self.dir.join("project.ron"),
            &project_file(&project.name, project.labels()),
        )
    }

    fn must_write(&self) -> Result<(), StoreError> {
        if self.writable {
            Ok(())
        } else {
            Err(StoreError::ReadOnly(self.dir.clone()))
        }
    }
}

fn project_file(name: &str, labels: &LabelSet) -> ProjectFile {
    let labels = v1::label_files(labels);
    ProjectFile {
        format: VERSION,
        name: name.to_owned(),
        guidelines: None,
        labels,
    }
}
