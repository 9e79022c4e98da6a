//! What of a transaction stands in files of its own: rules in the lexicon of the open project, and
//! what files say of its articles.

use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::store::disk::RealDisk;
use crate::store::error::StoreError;
use crate::store::lexicon;
use crate::store::project::ProjectStore;
use crate::store::tentative;

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

/// Writes what files say after these edits, unless it stands there already.
pub(super) fn suggest(store: &ProjectStore, edits: &[Edit]) -> Result<(), StoreError> {
    let dir = store.dir();
    for edit in edits.iter().filter(|_| store.is_writable()) {
        let Edit::Suggest {
            article,
            origin,
            after,
            ..
        } = edit
        else {
            continue;
        };
        let place = (origin.as_str(), article);
        if tentative::said(&RealDisk, dir, place) != *after {
            tentative::write(&RealDisk, dir, place, after)?;
        }
    }
    Ok(())
}
