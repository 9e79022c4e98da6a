//! The lexicon of the open project.

use std::path::Path;

use super::Clerk;
use crate::app::event::Event;
use crate::app::jobs::trouble::trouble;
use crate::app::notice::Happening;
use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::store::disk::RealDisk;
use crate::store::error::StoreError;
use crate::store::lexicon::{self, Entry};
use crate::store::project::ProjectStore;

impl Clerk {
    pub(super) fn read_lexicon(&self, dir: &Path) {
        let (entries, error) = lexicon::read(&RealDisk, dir);
        let path = lexicon::path(dir);
        let told = error.map(|error| Happening::CannotRead(path, trouble(&error)));
        if !entries.is_empty() || told.is_some() {
            self.outbox.send(Event::Lexicon(entries, told));
        }
    }

    pub(super) fn save_lexicon(&self, entries: &[Entry], book: u64) {
        let store = self.store.as_ref().filter(|store| store.is_writable());
        let Some(store) = store.filter(|_| book == self.book) else {
            return;
        };
        if let Err(error) = lexicon::update(&RealDisk, store.dir(), entries) {
            self.tell(Happening::CannotSave(trouble(&error)));
        }
    }
}

/// Writes what a transaction rules into the lexicon.
pub(super) fn rule(store: &ProjectStore, transaction: &Transaction) -> Result<(), StoreError> {
    let rulings = transaction.edits.iter().filter_map(|edit| match edit {
        Edit::Rule {
            name, label, after, ..
        } => Some((name.as_str(), label, after)),
        _ => None,
    });
    let mut rulings = rulings.peekable();
    if rulings.peek().is_none() || !store.is_writable() {
        return Ok(());
    }
    lexicon::rule(&RealDisk, store.dir(), rulings)
}
