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
use crate::store::journal::{self, Reading, Record};
use crate::store::ron_file;
use crate::store::schema::VERSION;

/// Largest journal, in bytes.
pub(super) const LARGEST_JOURNAL: u64 = 4 << 30;

impl ProjectStore {
    /// Reads the journal: project-wide edits are applied, edits of sheets are kept for when the
    /// sheet is loaded.
    pub(super) fn replay(
        &mut self,
        project: &mut Project,
        notices: &mut Vec<StoreNotice>,
    ) -> Result<History, StoreError> {
        let bytes = self.journal_bytes()?;
        let reading = journal::read(&bytes);
        if reading.newer && self.writable {
            self.writable = false;
            notices.push(StoreNotice::Newer(VERSION + 1));
        }
        self.put_right(&bytes, &reading, notices);
        let mut history = History::default();
        for record in &reading.records {
            history.note(record.step, &record.transaction);
            self.remember(record, project);
        }
        let last = reading.records.last().map_or(0, |record| record.seq);
        self.next_seq = last + 1;
        let recovered = self.unsaved();
        if recovered > 0 {
            notices.push(StoreNotice::Recovered(recovered));
            self.keep_recovered();
        }
        Ok(history)
    }

    pub(super) fn journal_bytes(&self) -> Result<Vec<u8>, StoreError> {
        let path = self.journal_path();
        if !self.disk.exists(&path) {
            return Ok(Vec::new());
        }
        let bytes = self.disk.read(&path, LARGEST_JOURNAL);
        bytes.map_err(|error| StoreError::io(error, &path))
    }

    /// A process that was killed may have left records that are seen but not on the medium yet.
    fn keep_recovered(&mut self) {
        let path = self.journal_path();
        if self.writable && self.disk.truncate(&path, self.journal_length).is_err() {
            self.torn = true;
        }
    }

    /// Keeps what is damaged beside the journal and makes it whole.
    pub(super) fn put_right(
        &mut self,
        bytes: &[u8],
        reading: &Reading,
        notices: &mut Vec<StoreNotice>,
    ) {
        self.journal_length = bytes.len() as u64;
        if reading.flaws.is_empty() {
            return;
        }
        let path = self.journal_path();
        let right = match reading.torn_end(bytes.len()) {
            Some(end) => self.cut(&path, bytes, end, notices),
            None => self.mend(&path, bytes, reading, notices),
        };
        if right.is_err() {
            // The next record would be glued to what is damaged.
            self.writable = false;
            notices.push(StoreNotice::NotWritable);
        }
    }

    fn cut(
        &mut self,
        path: &Path,
        bytes: &[u8],
        end: usize,
        notices: &mut Vec<StoreNotice>,
    ) -> std::io::Result<()> {
        let aside = ron_file::free_name(&*self.disk, path, &format!("torn-{end}"));
        notices.push(StoreNotice::JournalCut(aside.clone()));
        self.journal_length = end as u64;
        if !self.writable {
            return Ok(());
        }
        self.disk.replace(&aside, &bytes[end..])?;
        self.disk.truncate(path, end as u64)
    }

    fn mend(
        &mut self,
        path: &Path,
        bytes: &[u8],
        reading: &Reading,
        notices: &mut Vec<StoreNotice>,
    ) -> std::io::Result<()> {
        let aside = ron_file::free_name(&*self.disk, path, "damaged");
        let mended = reading.flaws.iter().filter(|f| f.mended.is_some()).count();
        let gaps = reading.flaws.len() - mended;
        if mended > 0 {
            notices.push(StoreNotice::JournalMended(mended, aside.clone()));
        }
        if gaps > 0 {
            notices.push(StoreNotice::JournalGap(gaps, aside.clone()));
        }
        if !self.writable {
            return Ok(());
        }
        self.disk.replace(&aside, bytes)?;
        let whole = reading.mended(bytes);
        self.disk.replace(path, &whole)?;
        self.journal_length = whole.len() as u64;
        Ok(())
    }

    /// Keeps what a record does to sheets, and does what it does to the list of articles.
    pub(super) fn remember(&mut self, record: &Record, project: &mut Project) {
        let Record {
            seq, transaction, ..
        } = record;
        let mut parts: BTreeMap<&ArticleId, Vec<Edit>> = BTreeMap::new();
        for edit in &transaction.edits {
            match edit {
                // The files of listed articles are written before the record; what they say now
                // counts, unless they are gone.
                Edit::List { article, entry } => {
                    if project.entry(article).is_none() {
                        project.list(article.clone(), entry.clone());
                    }
                }
                Edit::Unlist { article, .. } => project.forget(article),
                // These files are written after the record, so the edit may be there already.
                Edit::Meta { .. } | Edit::Labels { .. } | Edit::Guidelines { .. } => {
                    drop(edit.apply(project));
                }
                // These files are written before it.
                Edit::Suggest { .. } => {}
                on_sheet => {
                    if let Some(article) = on_sheet.article() {
                        parts.entry(article).or_default().push(on_sheet.clone());
                    }
                }
            }
        }
        for (article, edits) in parts {
            let (deed, at) = (transaction.deed, transaction.at);
            let part = Transaction { deed, at, edits };
            let tail = self.tail.entry(article.clone()).or_default();
            tail.push((*seq, part));
        }
    }

    /// How many journal records no sheet on disk includes; those that one includes are forgotten.
    /// Only the sheets that the journal speaks of are looked at.
    fn unsaved(&mut self) -> usize {
        let mut unsaved = BTreeSet::new();
        let articles: BTreeSet<ArticleId> = self.tail.keys().cloned().collect();
        for id in articles {
            let included = self.included(&id);
            if let Some(tail) = self.tail.get_mut(&id) {
                tail.retain(|(seq, _)| *seq > included);
                unsaved.extend(tail.iter().map(|(seq, _)| *seq));
                if tail.is_empty() {
                    self.tail.remove(&id);
                }
            }
        }
        unsaved.len()
    }

    /// The last journal record that the sheet on disk includes. A sheet that cannot be read includes
    /// none: it concerns its own article only, and is told of when that is opened.
    fn included(&self, id: &ArticleId) -> u64 {
        let head = self.disk.read_head(&self.sheet_path(id), HEAD);
        let included = head.ok().and_then(|head| journal_in(&head)).unwrap_or(0);
        // A sheet that says otherwise is damaged, whatever else it says.
        let included = included.min(journal::LARGEST_INCLUDED);
        self.highest.set(self.highest.get().max(included));
        included
    }
}

/// Where in a sheet's file the number of the last record is, in bytes from its beginning.
const HEAD: u64 = 256;

/// The number behind `journal:`, which stands before all that people write.
fn journal_in(head: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let (_, number) = head.split_once("journal:")?;
    let number = number.trim_start();
    let end = number.find(|c: char| !c.is_ascii_digit())?;
    number[..end].parse().ok()
}
