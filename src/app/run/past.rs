//! The history of the project: reading it, and going back in it.

use std::collections::BTreeSet;

use crate::app::notice::{FolderNews, Happening};
use crate::app::run::background;
use crate::app::session::Session;
use crate::app::timeline::Wanted;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};

/// Records shown at most; an export holds all.
const SHOWN: usize = 5_000;

/// The newest records of everyone.
pub(super) fn newest() -> Wanted {
    Wanted {
        most: Some(SHOWN),
        ..Wanted::default()
    }
}

pub(super) fn read(session: &mut Session, wanted: Wanted) {
    session.status.timeline = None;
    session.desk.read_history(Wanted {
        most: Some(wanted.most.unwrap_or(SHOWN)),
        ..wanted
    });
}

/// Asks for the way back. Articles in memory are as the journal says and need not be loaded.
pub(super) fn restore(session: &mut Session, seq: u64) {
    if let Some(trouble) = session.status.read_only.clone() {
        return session.tell(Happening::ReadOnly(trouble));
    }
    let held: BTreeSet<_> = session.project.sheets().map(|(id, _)| id.clone()).collect();
    session.desk.restore(seq, held);
}

/// One transaction leads back, so that one undo leads here again.
pub(super) fn go_back(session: &mut Session, edits: Vec<Edit>) {
    let transaction = Transaction {
        deed: Deed::Restore,
        at: (session.clock)(),
        edits,
    };
    let count = transaction.edits.len();
    if count == 0 || session.apply(Step::Do, &transaction) {
        session.refresh();
        background::show_place(session, &transaction);
        session.tell(Happening::Folder(FolderNews::Restored(count)));
    }
}
