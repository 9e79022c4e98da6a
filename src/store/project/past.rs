//! What was decided, by whom and when: the journals of everyone who works in the project.

use super::ProjectStore;
use super::replay::LARGEST_JOURNAL;
use crate::edit::change::Edit;
use crate::edit::net;
use crate::edit::transaction::Transaction;
use crate::model::ids::AnnotatorId;
use crate::store::error::StoreError;
use crate::store::journal::{self, Record};

impl ProjectStore {
    /// The records of an annotator's journal, oldest first.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn records_of(&self, annotator: &AnnotatorId) -> Result<Vec<Record>, StoreError> {
        let path = self.dir.join("journal").join(format!("{annotator}.log"));
        if !self.disk.exists(&path) {
            return Ok(Vec::new());
        }
        let bytes = self.disk.read(&path, LARGEST_JOURNAL);
        let bytes = bytes.map_err(|error| StoreError::io(error, &path))?;
        Ok(journal::read(&bytes).records)
    }

    /// The edits that put one's own work back as it was when record `seq` had just been written;
    /// zero is the beginning.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub fn back_to(&self, seq: u64) -> Result<Vec<Edit>, StoreError> {
        let records = self.records_of(&self.annotator)?;
        let later = records.iter().filter(|record| record.seq > seq);
        let later: Vec<&Transaction> = later.map(|record| &record.transaction).collect();
        Ok(net::back_before(&later))
    }
}
