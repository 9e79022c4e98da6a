//! The project's own file and its articles.

use std::path::{Component, Path};

use serde::Deserialize;

use super::{LARGEST_TEXT, ProjectStore, StoreNotice};
use crate::model::article::{Article, ArticleMeta, title_of};
use crate::model::ids::ArticleId;
use crate::model::label::LabelSet;
use crate::model::project::{ArticleEntry, Project};
use crate::model::sheet::Sheet;
use crate::store::conflict;
use crate::store::error::StoreError;
use crate::store::guidelines;
use crate::store::ids;
use crate::store::ron_file::{read_ron, write_ron};
use crate::store::schema::VERSION;
use crate::store::schema::v1::{self, ArticleFile, ProjectFile};

/// What every version of the project's file has said.
#[derive(Deserialize)]
struct AnyVersion {
    format: u32,
}

impl ProjectStore {
    pub(super) fn read_project_file(&self) -> Result<ProjectFile, StoreError> {
        let path = self.dir.join("project.ron");
        if !self.disk.exists(&self.dir) {
            return Err(StoreError::Missing(self.dir.clone()));
        }
        if !self.disk.exists(&path) {
            return Err(StoreError::NotAProject(self.dir.clone()));
        }
        let read = read_ron(&*self.disk, &path);
        match (&read, read_ron::<AnyVersion>(&*self.disk, &path)) {
            (Err(_), Ok(any)) if any.format > VERSION => Err(StoreError::Newer(any.format, path)),
            _ => read,
        }
    }

    pub(super) fn list_articles(
        &mut self,
        project: &mut Project,
        notices: &mut Vec<StoreNotice>,
    ) -> Result<(), StoreError> {
        let folder = self.dir.join("articles");
        let names = self
            .disk
            .list(&folder)
            .map_err(|error| StoreError::io(error, &folder))?;
        let (copies, names): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| conflict::is_copy(name));
        if !copies.is_empty() {
            let copies: Vec<_> = copies.iter().map(|name| folder.join(name)).collect();
            self.watch.copies.extend(copies.iter().cloned());
            notices.push(StoreNotice::ConflictCopies(copies));
        }
        let left_out = |id: &str, why: String| {
            StoreNotice::ArticleLeftOut(why, folder.join(format!("{id}.ron")))
        };
        for id in names.iter().filter_map(|name| name.strip_suffix(".ron")) {
            if !ids::is_safe(id) {
                notices.push(left_out(id, "unsafe file name".into()));
                continue;
            }
            let id = ArticleId::from(id);
            match self.known_entry(&id) {
                Ok(entry) => project.list(id.clone(), entry),
                Err(error) => notices.push(left_out(id.as_str(), error.to_string())),
            }
            self.watch.on_disk.insert(id);
        }
        Ok(())
    }

    pub(super) fn read_entry(&self, id: &ArticleId) -> Result<ArticleEntry, StoreError> {
        let path = self.dir.join("articles").join(format!("{id}.ron"));
        Ok(v1::entry(read_ron::<ArticleFile>(&*self.disk, &path)?))
    }

    /// An article's text, if it is the one that was imported.
    ///
    /// # Errors
    /// It is missing or was altered.
    pub fn text(&self, id: &ArticleId, entry: &ArticleEntry) -> Result<String, StoreError> {
        self.read_text(id, entry)
    }

    pub(super) fn read_text(
        &self,
        id: &ArticleId,
        entry: &ArticleEntry,
    ) -> Result<String, StoreError> {
        let path = self.dir.join("articles").join(format!("{id}.txt"));
        self.must_be_inside(&path)?;
        let bytes = self
            .disk
            .read(&path, LARGEST_TEXT)
            .map_err(|error| StoreError::io(error, &path))?;
        let text = String::from_utf8(bytes).map_err(|error| StoreError::damaged(error, &path))?;
        if !entry.sha256.is_empty() && ids::sha256(&text) != entry.sha256 {
            return Err(StoreError::Altered(path));
        }
        Ok(text)
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
        let text = self.read_text(id, entry)?;
        let article = Article {
            id: id.clone(),
            text: text.into(),
            meta: entry.meta.clone(),
        };
        let sheet = self.load_sheet(&article)?;
        Ok((article, sheet))
    }

    /// Refuses a file that a link leads out of the project's folder: whoever opens a folder of
    /// somebody else's must not read, show and export files of their own.
    pub(super) fn must_be_inside(&self, path: &Path) -> Result<(), StoreError> {
        // To resolve every path takes as long as to read a short article.
        let mut within = path.ancestors().take_while(|part| *part != self.dir);
        let goes_down = path.components().all(|part| part != Component::ParentDir);
        if goes_down && path.starts_with(&self.dir) && !within.any(Path::is_symlink) {
            return Ok(());
        }
        let (Ok(real), Ok(dir)) = (path.canonicalize(), self.dir.canonicalize()) else {
            return Ok(());
        };
        if real.starts_with(dir) {
            Ok(())
        } else {
            Err(StoreError::damaged("a link leads out of the folder", path))
        }
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
        self.put_article(text, sha256, meta).map(Ok)
    }

    /// [`ProjectStore::add_article`] for a text with that hash that is known to be new.
    ///
    /// # Errors
    /// The files cannot be written.
    pub fn put_article(
        &mut self,
        text: &str,
        sha256: String,
        meta: ArticleMeta,
    ) -> Result<(ArticleId, ArticleEntry), StoreError> {
        self.must_write()?;
        let title = if meta.title.is_empty() {
            title_of(text).unwrap_or_default()
        } else {
            meta.title.clone()
        };
        let id = self.free_id(&title, &sha256);
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
        let id = ArticleId::from(id);
        self.watch.on_disk.insert(id.clone());
        self.watch.stamps.note(&*self.disk, &folder);
        Ok((id, entry))
    }

    /// Writes what is known about an article, after a change of it.
    ///
    /// # Errors
    /// The file is not written; the journal still holds the change.
    pub fn save_entry(&mut self, id: &ArticleId, entry: &ArticleEntry) -> Result<(), StoreError> {
        self.must_write()?;
        let path = self.dir.join("articles").join(format!("{id}.ron"));
        write_ron(&*self.disk, &path, &v1::article_file(entry))?;
        if let Some(folder) = path.parent() {
            self.watch.stamps.note(&*self.disk, folder);
        }
        Ok(())
    }

    /// An id that no article with another text has; what an undone import left is taken up again.
    fn free_id(&self, title: &str, sha256: &str) -> String {
        let id = ids::article_id(title, sha256);
        let path = self.dir.join("articles").join(format!("{id}.txt"));
        let same =
            |bytes: Vec<u8>| String::from_utf8(bytes).is_ok_and(|t| ids::sha256(&t) == sha256);
        let taken = self.disk.exists(&path) && !self.disk.read(&path, LARGEST_TEXT).is_ok_and(same);
        if taken {
            format!("{id}-{}", sha256.get(8..32).unwrap_or_default())
        } else {
            id
        }
    }

    /// Takes away the files of an article that was stored but never listed.
    ///
    /// # Errors
    /// A file cannot be removed.
    pub fn discard_article(&mut self, id: &ArticleId) -> Result<(), StoreError> {
        self.must_write()?;
        // Without its metadata an article is not one any more: that goes first.
        for ending in ["ron", "txt"] {
            let path = self.dir.join("articles").join(format!("{id}.{ending}"));
            let removed = self.disk.remove(&path);
            removed.map_err(|error| StoreError::io(error, &path))?;
        }
        Ok(())
    }

    /// Writes the project's file and the guidelines: after a change of labels or guidelines.
    ///
    /// # Errors
    /// A file is not written; the journal still holds the change.
    pub fn save_project(&mut self, project: &Project) -> Result<(), StoreError> {
        self.must_write()?;
        let path = self.dir.join("project.ron");
        let file = project_file(&project.name, project.labels());
        write_ron(&*self.disk, &path, &file)?;
        self.watch.stamps.note(&*self.disk, &path);
        guidelines::write(&*self.disk, &self.dir, project.guidelines())
    }
}

pub(super) fn project_file(name: &str, labels: &LabelSet) -> ProjectFile {
    let labels = v1::label_files(labels);
    ProjectFile {
        format: VERSION,
        name: name.to_owned(),
        guidelines: None,
        labels,
    }
}
