//! Reading the journal of an opened project.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{ProjectStore, StoreNotice};
use crate::edit::change::Edit;
use crate::edit::history::History;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::store::error::StoreError;
use crate::store::ids;
use crate::store::journal::{self, Record};
use crate::store::ron_file;

/// Largest journal, in bytes.
const LARGEST_JOURNAL: u64 = 4 << 30;

impl ProjectStore {
    /// Reads the journal: project-wide edits are applied, edits of sheets are kept for when the
    /// sheet is loaded.
    pub(super) fn replay(
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
        // A sheet that says otherwise is damaged, whatever else it says.
        let highest = highest.min(journal::LARGEST_SEQ);
        self.next_seq = last.max(highest) + 1;
        let recovered = self.unsaved(&included);
        if recovered > 0 {
            notices.push(StoreNotice::Recovered(recovered));
        }
        Ok(history)
    }

    /// Keeps the damaged end of the journal beside it and cuts it off.
    pub(super) fn set_aside(
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

    pub(super) fn remember(&mut self, record: &Record, project: &mut Project) {
        let Record {
            seq, transaction, ..
        } = record;
        for edit in &transaction.edits {
            match edit {
                // The files of listed articles and of the label set are written before or with the
                // record, so the edit may be there already.
                Edit::List { article, entry } => project.list(article.clone(), entry.clone()),
                Edit::Unlist { article, .. } => project.forget(article),
                Edit::Labels { .. } | Edit::Guidelines { .. } => drop(edit.apply(project)),
                _ => {}
            }
        }
        let mut parts: BTreeMap<&ArticleId, Vec<Edit>> = BTreeMap::new();
        for edit in &transaction.edits {
            if let Some(article) = edit.article().filter(|_| edit.is_on_sheet()) {
                parts.entry(article).or_default().push(edit.clone());
            }
        }
        let (deed, at) = (transaction.deed, transaction.at);
        for (article, edits) in parts {
            let tail = self.tail.entry(article.clone()).or_default();
            tail.push((*seq, Transaction { deed, at, edits }));
        }
    }

    /// How many journal records no sheet on disk includes.
    pub(super) fn unsaved(&mut self, included: &BTreeMap<ArticleId, u64>) -> usize {
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
    pub(super) fn included(&self) -> Result<BTreeMap<ArticleId, u64>, StoreError> {
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
}
