//! The rules of a transaction, in the lexicon of the open project.

use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::store::disk::RealDisk;
use crate::store::error::StoreError;
use crate::store::lexicon;
use crate::store::project::ProjectStore;

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
