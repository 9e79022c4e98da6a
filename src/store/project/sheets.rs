//! Sheets: loading with what only the journal holds, and saving.

use std::path::PathBuf;

use super::ProjectStore;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::model::sheet::Sheet;
use crate::store::error::StoreError;
use crate::store::ron_file::{read_ron, write_ron};
use crate::store::schema::v1::{self, SheetFile};

impl ProjectStore {
    pub(super) fn sheet_path(&self, id: &ArticleId) -> PathBuf {
        self.dir
            .join("sheets")
            .join(self.annotator.as_str())
            .join(format!("{id}.ron"))
    }

    pub(super) fn read_sheet_file(&self, id: &ArticleId) -> Result<Option<SheetFile>, StoreError> {
        let path = self.sheet_path(id);
        if self.disk.exists(&path) {
            read_ron(&*self.disk, &path).map(Some)
        } else {
            Ok(None)
        }
    }

    pub(super) fn load_sheet(&self, article: &Article) -> Result<Sheet, StoreError> {
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
}
