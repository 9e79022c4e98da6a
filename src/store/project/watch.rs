//! What other programs did to the folder while it is open: files of other annotators, articles
//! that came or went, files changed by hand. Network shares tell nobody of changes, so the folder
//! is looked at now and then.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::{ProjectStore, StoreNotice};
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::label::LabelSet;
use crate::model::project::{ArticleEntry, Project};
use crate::store::conflict;
use crate::store::disk::{Disk, Stamp};
use crate::store::error::StoreError;
use crate::store::ids;
use crate::store::schema::v1;

/// What files were when they were last read or written.
#[derive(Default)]
pub(super) struct Stamps(RefCell<HashMap<PathBuf, Option<Stamp>>>);

impl Stamps {
    pub(super) fn note(&self, disk: &dyn Disk, path: &Path) {
        let stamp = disk.stamp(path);
        self.0.borrow_mut().insert(path.to_owned(), stamp);
    }

    /// Whether somebody else changed the file since; not if it was never noted.
    pub(super) fn is_foreign(&self, disk: &dyn Disk, path: &Path) -> bool {
        let known = self.0.borrow().get(path).copied();
        known.is_some_and(|known| known != disk.stamp(path))
    }

    /// The same, and notes what it is now. A file seen for the first time has changed.
    fn changed(&self, disk: &dyn Disk, path: &Path) -> bool {
        let now = disk.stamp(path);
        self.0.borrow_mut().insert(path.to_owned(), now) != Some(now)
    }
}

/// How many of the articles shown last are looked at.
const SHOWN: usize = 32;

/// What is known of the folder.
#[derive(Default)]
pub(super) struct Watch {
    pub(super) stamps: Stamps,
    /// The articles that have files.
    pub(super) on_disk: BTreeSet<ArticleId>,
    /// Copies that were told of.
    pub(super) copies: BTreeSet<PathBuf>,
    /// Own files changed by others that were told of.
    foreign: BTreeSet<PathBuf>,
    /// Articles that were shown, the last one last: their files are looked at one by one.
    shown: Vec<ArticleId>,
}

/// What others did.
#[derive(Debug, Default)]
pub struct Changes {
    /// New articles.
    pub added: Vec<(ArticleId, ArticleEntry)>,
    /// Articles whose files are gone.
    pub gone: Vec<ArticleId>,
    /// Articles whose texts are no longer what was imported.
    pub altered: Vec<ArticleId>,
    /// Other labels.
    pub labels: Option<LabelSet>,
    /// Other annotators who saved something.
    pub others: Vec<AnnotatorId>,
    /// Own sheets that another program changed.
    pub sheets: Vec<ArticleId>,
    /// What else a person should know.
    pub notices: Vec<StoreNotice>,
}

impl Changes {
    /// Whether the folder is not to be reached.
    #[must_use]
    pub fn is_unreachable(&self) -> bool {
        self.notices.contains(&StoreNotice::FolderGone)
    }

    /// Whether nothing happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.gone.is_empty()
            && self.altered.is_empty()
            && self.labels.is_none()
            && self.others.is_empty()
            && self.sheets.is_empty()
            && self.notices.is_empty()
    }
}

impl ProjectStore {
    /// Takes the folder as it is now for known.
    pub(super) fn begin_watch(&self) {
        for path in self.watched() {
            self.watch.stamps.note(&*self.disk, &path);
        }
    }

    /// From now on what others do to the files of this article is told of. Call it before the
    /// article is loaded.
    pub fn watch_article(&mut self, id: &ArticleId) {
        for path in [self.text_path(id), self.sheet_path(id)] {
            self.watch.stamps.note(&*self.disk, &path);
        }
        let shown = &mut self.watch.shown;
        shown.retain(|known| known != id);
        shown.push(id.clone());
        let many = shown.len().saturating_sub(SHOWN);
        shown.drain(..many);
    }

    fn text_path(&self, id: &ArticleId) -> PathBuf {
        self.dir.join("articles").join(format!("{id}.txt"))
    }

    /// The folders and files whose stamps tell that others were at work; of each annotator few.
    fn watched(&self) -> Vec<PathBuf> {
        let mut paths = vec![self.dir.join("project.ron"), self.dir.join("articles")];
        for name in self.other_annotators() {
            paths.push(self.dir.join("sheets").join(name.as_str()));
            paths.push(self.dir.join("journal").join(format!("{name}.log")));
        }
        paths
    }

    fn other_annotators(&self) -> Vec<AnnotatorId> {
        let mut names = self.annotators().unwrap_or_default();
        names.retain(|name| *name != self.annotator);
        names
    }

    /// What other programs did since the last look; `project` is as this process knows it.
    pub fn look(&mut self, project: &Project) -> Changes {
        let mut changes = Changes::default();
        if !self.disk.exists(&self.dir.join("project.ron")) {
            changes.notices.push(StoreNotice::FolderGone);
            return changes;
        }
        self.look_at_labels(project, &mut changes);
        self.look_at_articles(&mut changes);
        self.look_at_texts(project, &mut changes);
        self.look_at_others(&mut changes);
        self.look_at_sheets(&mut changes);
        changes.notices.append(&mut self.take_news());
        changes
    }

    fn look_at_labels(&self, project: &Project, changes: &mut Changes) {
        let path = self.dir.join("project.ron");
        if !self.watch.stamps.changed(&*self.disk, &path) {
            return;
        }
        let read = self.read_project_file().and_then(|file| {
            let what = |what| StoreError::damaged(what, &path);
            v1::label_set(file.labels).map_err(what)
        });
        match read {
            Ok(labels) if labels == *project.labels() => {}
            Ok(labels) => changes.labels = Some(labels),
            Err(error) => changes
                .notices
                .push(StoreNotice::ArticleLeftOut(error.to_string(), path)),
        }
    }

    fn look_at_articles(&mut self, changes: &mut Changes) {
        let folder = self.dir.join("articles");
        if !self.watch.stamps.changed(&*self.disk, &folder) {
            return;
        }
        let Ok(names) = self.disk.list(&folder) else {
            return;
        };
        let copies = names.iter().filter(|name| conflict::is_copy(name));
        let copies: Vec<PathBuf> = copies.map(|name| folder.join(name)).collect();
        if copies.iter().any(|copy| !self.watch.copies.contains(copy)) {
            changes
                .notices
                .push(StoreNotice::ConflictCopies(copies.clone()));
        }
        self.watch.copies.extend(copies);
        let there: BTreeSet<ArticleId> = article_ids(&names).map(ArticleId::from).collect();
        for id in there.difference(&self.watch.on_disk) {
            if let Ok(entry) = self.read_entry(id) {
                changes.added.push((id.clone(), entry));
            }
        }
        changes.gone = self.watch.on_disk.difference(&there).cloned().collect();
        self.watch.on_disk = there;
    }

    /// Texts that are shown are looked at one by one: programs may write into a file in place.
    fn look_at_texts(&self, project: &Project, changes: &mut Changes) {
        for id in &self.watch.shown {
            let changed = self.watch.stamps.changed(&*self.disk, &self.text_path(id));
            let Some(entry) = project.entry(id).filter(|_| changed) else {
                continue;
            };
            match self.read_text(id, entry) {
                Ok(_) => {}
                Err(StoreError::Missing(_)) => changes.gone.push(id.clone()),
                Err(_) => changes.altered.push(id.clone()),
            }
        }
        changes.gone.sort();
        changes.gone.dedup();
    }

    fn look_at_others(&self, changes: &mut Changes) {
        for name in self.other_annotators() {
            let sheets = self.dir.join("sheets").join(name.as_str());
            let journal = self.dir.join("journal").join(format!("{name}.log"));
            let changed =
                [sheets, journal].map(|path| self.watch.stamps.changed(&*self.disk, &path));
            if changed.contains(&true) {
                changes.others.push(name);
            }
        }
    }

    /// Own sheets that are shown: what another program made of them is not taken over while this
    /// one is open.
    fn look_at_sheets(&mut self, changes: &mut Changes) {
        for id in self.watch.shown.clone() {
            let path = self.sheet_path(&id);
            let foreign = self.watch.stamps.is_foreign(&*self.disk, &path);
            if foreign && self.watch.foreign.insert(path) {
                changes.sheets.push(id);
            }
        }
    }
}

/// The ids of articles that have files of these names.
fn article_ids(names: &[String]) -> impl Iterator<Item = &str> {
    let stems = names.iter().filter(|name| !conflict::is_copy(name));
    let stems = stems.filter_map(|name| name.strip_suffix(".ron"));
    stems.filter(|id| ids::is_safe(id))
}
