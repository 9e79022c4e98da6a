//! Writing the journal.

use std::path::PathBuf;

use super::ProjectStore;
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::project::Project;
use crate::store::error::StoreError;
use crate::store::journal::{self, Record};

impl ProjectStore {
    pub(super) fn journal_path(&self) -> PathBuf {
        self.dir
            .join("journal")
            .join(format!("{}.log", self.annotator))
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
    pub(super) fn make_whole(&mut self) -> std::io::Result<()> {
        let path = self.journal_path();
        if self.torn && self.disk.exists(&path) {
            self.disk.truncate(&path, self.journal_length)?;
        }
        self.torn = false;
        Ok(())
    }

    pub(super) fn remember_own(&mut self, seq: u64, transaction: &Transaction) {
        let mut scratch = Project::default();
        let record = Record {
            seq,
            step: Step::Do,
            transaction: transaction.clone(),
        };
        self.remember(&record, &mut scratch);
    }
}
