//! Sheets: loading with what only the journal holds, and saving.

use std::path::{Path, PathBuf};

use super::{ProjectStore, StoreNotice};
use crate::edit::change::Edit;
use crate::model::article::Article;
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::project::Project;
use crate::model::sheet::Sheet;
use crate::store::error::StoreError;
use crate::store::journal;
use crate::store::ron_file::{free_name, read_ron, write_ron};
use crate::store::schema::VERSION;
use crate::store::schema::v1::{self, SheetFile};

/// Where an annotator's sheet on an article is.
pub(in crate::store) fn sheet_at(dir: &Path, name: &AnnotatorId, id: &ArticleId) -> PathBuf {
    let folder = dir.join("sheets").join(name.as_str());
    folder.join(format!("{id}.ron"))
}

impl ProjectStore {
    pub(super) fn sheet_path(&self, id: &ArticleId) -> PathBuf {
        sheet_at(&self.dir, &self.annotator, id)
    }

    /// The sheet that the journal alone makes of an article, and the last record that says
    /// something of it; nothing if none does.
    pub(in crate::store) fn sheet_of_journal(
        &self,
        article: &Article,
    ) -> Result<Option<(Sheet, u64)>, StoreError> {
        let mut scratch = Project::default();
        scratch.hold(article.clone(), Sheet::default());
        let mut last = None;
        for record in self.records_of(&self.annotator)? {
            let mut part = record.transaction;
            part.edits.retain(|edit| {
                let beside = matches!(
                    edit,
                    Edit::List { .. } | Edit::Unlist { .. } | Edit::Suggest { .. }
                );
                edit.article() == Some(&article.id) && !beside
            });
            if !part.edits.is_empty() {
                part.force(&mut scratch);
                last = Some(record.seq);
            }
        }
        let sheet = scratch.sheet(&article.id).cloned();
        Ok(sheet.zip(last))
    }

    fn read_sheet_file(&self, id: &ArticleId) -> Result<Option<SheetFile>, StoreError> {
        let path = self.sheet_path(id);
        if !self.disk.exists(&path) {
            return Ok(None);
        }
        let file: SheetFile = read_ron(&*self.disk, &path)?;
        if file.format > VERSION {
            return Err(StoreError::Newer(file.format, path));
        }
        Ok(Some(file))
    }

    pub(super) fn load_sheet(&self, article: &Article) -> Result<Sheet, StoreError> {
        let path = self.sheet_path(&article.id);
        self.must_be_inside(&path)?;
        let file = self.read_sheet_file(&article.id)?;
        let included = file.as_ref().map_or(0, |file| file.journal);
        let included = included.min(journal::LARGEST_INCLUDED);
        self.highest.set(self.highest.get().max(included));
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
        for (_, transaction) in tail.iter().filter(|(seq, _)| *seq > included) {
            // What does not fit follows a record that was lost.
            transaction.force(&mut scratch);
        }
        Ok(scratch.sheet(&article.id).cloned().unwrap_or_default())
    }

    /// Writes a sheet, which must include all records appended so far for its article. A sheet that
    /// another program put there meanwhile is kept beside it.
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
        self.keep_foreign(&path)
            .map_err(|error| StoreError::io(error, &path))?;
        let file = v1::sheet_file(sheet, self.next_seq - 1);
        write_ron(&*self.disk, &path, &file)?;
        self.watch.stamps.note(&*self.disk, &path);
        self.tail.remove(id);
        Ok(())
    }

    fn keep_foreign(&mut self, path: &Path) -> std::io::Result<()> {
        if !self.watch.stamps.is_foreign(&*self.disk, path) || !self.disk.exists(path) {
            return Ok(());
        }
        let aside = free_name(&*self.disk, path, "other");
        let bytes = self.disk.read(path, u64::MAX)?;
        self.disk.replace(&aside, &bytes)?;
        self.news.push(StoreNotice::ForeignSheet(aside));
        Ok(())
    }
}
