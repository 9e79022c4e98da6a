//! Writing the journal.

use std::path::PathBuf;

use super::{ProjectStore, StoreNotice};
use crate::edit::history::Step;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
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
    /// the next call tries again to make the journal whole first. What other programs did to the
    /// journal meanwhile is taken in and told by [`ProjectStore::take_news`].
    ///
    /// # Errors
    /// The record is not on disk.
    pub fn append(&mut self, step: Step, transaction: &Transaction) -> Result<(), StoreError> {
        self.must_write()?;
        let path = self.journal_path();
        self.make_whole()
            .map_err(|error| StoreError::io(error, &path))?;
        self.take_in()?;
        let seq = self.next_seq.max(self.highest.get() + 1);
        if seq > journal::LARGEST_SEQ {
            // No reader would believe it.
            return Err(StoreError::damaged(
                "the numbers of its records are used up",
                &path,
            ));
        }
        let line = journal::line(seq, step, transaction)
            .map_err(|error| StoreError::damaged(error, &path))?;
        if let Err(error) = self.write_line(line.as_bytes()) {
            // A part of the line may stand there; the next record must not be glued to it.
            self.torn = true;
            drop(self.make_whole());
            return Err(StoreError::io(error, &path));
        }
        self.journal_length += line.len() as u64;
        self.next_seq = seq + 1;
        let record = Record {
            seq,
            step,
            transaction: transaction.clone(),
        };
        self.remember(&record, &mut Project::default());
        Ok(())
    }

    fn write_line(&mut self, line: &[u8]) -> std::io::Result<()> {
        let path = self.journal_path();
        self.disk.append(&path, line)?;
        if !self.linked {
            // Folders may have been made by a call that failed only to make them last.
            self.disk.sync_folder(&self.dir.join("journal"))?;
            self.disk.sync_folder(&self.dir)?;
            if let Some(above) = self.dir.parent().filter(|p| !p.as_os_str().is_empty()) {
                // One's folder may stand in one that is not for one's eyes.
                drop(self.disk.sync_folder(above));
            }
            self.linked = true;
        }
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

    /// Takes in what another program did to the journal since the last record: lines that it added
    /// count, and where it took some away, the sheets are written first, which include them.
    fn take_in(&mut self) -> Result<(), StoreError> {
        let path = self.journal_path();
        let length = self.disk.stamp(&path).map_or(0, |stamp| stamp.length);
        if length == self.journal_length {
            return Ok(());
        }
        let lost = length < self.journal_length;
        if lost {
            self.linked = false;
            self.write_sheets()?;
        }
        let bytes = self.journal_bytes()?;
        let reading = journal::read(&bytes);
        let mut notices = Vec::new();
        self.put_right(&bytes, &reading, &mut notices);
        self.news.append(&mut notices);
        self.must_write()?;
        let known = self.next_seq;
        for record in reading.records.iter().filter(|record| record.seq >= known) {
            self.remember(record, &mut Project::default());
            self.next_seq = record.seq + 1;
        }
        self.news.push(if lost {
            StoreNotice::JournalLost
        } else {
            StoreNotice::JournalGrew
        });
        Ok(())
    }

    /// Writes the sheets of all articles that have records behind their sheets.
    ///
    /// # Errors
    /// A sheet cannot be made or written.
    pub fn write_sheets(&mut self) -> Result<(), StoreError> {
        let mut behind: Vec<ArticleId> = self.tail.keys().cloned().collect();
        behind.sort();
        for id in behind {
            let entry = self.read_entry(&id)?;
            let (_, sheet) = self.load(&id, &entry)?;
            self.save_sheet(&id, &sheet)?;
        }
        Ok(())
    }

    /// What became known since the last call.
    pub fn take_news(&mut self) -> Vec<StoreNotice> {
        std::mem::take(&mut self.news)
    }
}
