//! From the store's errors to what the person is told.

use crate::app::notice::{FolderNews, Happening, Holder, Trouble};
use crate::model::moment::moment;
use crate::store::claim::Owner;
use crate::store::error::StoreError;
use crate::store::project::StoreNotice;

/// What is wrong, without the path (which the notice names).
pub(in crate::app) fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::Missing(_) => Trouble::Missing,
        StoreError::NotPermitted(_) | StoreError::ReadOnly(_) => Trouble::NotPermitted,
        StoreError::DiskFull(_) => Trouble::DiskFull,
        StoreError::TooLarge(_) => Trouble::TooLarge,
        StoreError::NotAProject(_) => Trouble::NotAProject,
        StoreError::InUse(_) => Trouble::InUse(None),
        StoreError::Newer(version, _) => Trouble::Newer(*version),
        StoreError::Damaged { what, .. } => Trouble::Damaged(what.clone()),
        StoreError::Altered(_) => Trouble::Altered,
        StoreError::AlreadyAProject(_) => Trouble::Other(error.to_string()),
        StoreError::Io { error, .. } => Trouble::Other(error.to_string()),
    }
}

/// Why a project can only be read.
pub(in crate::app) fn read_only_reason(notices: &[StoreNotice]) -> Trouble {
    let reason = notices.iter().find_map(|notice| match notice {
        StoreNotice::Newer(version) => Some(Trouble::Newer(*version)),
        StoreNotice::InUse(owner) => Some(Trouble::InUse(owner.as_ref().map(holder))),
        _ => None,
    });
    reason.unwrap_or(Trouble::NotPermitted)
}

fn holder(owner: &Owner) -> Holder {
    Holder {
        person: owner.person.clone(),
        machine: owner.machine.clone(),
        since: moment(owner.since().0),
    }
}

/// What of a store notice is worth telling; the reasons for read-only are told once, elsewhere.
pub(in crate::app) fn happening(notice: StoreNotice) -> Option<Happening> {
    let news = match notice {
        StoreNotice::Newer(_) | StoreNotice::InUse(_) | StoreNotice::NotWritable => return None,
        StoreNotice::JournalCut(_) => return Some(Happening::JournalCut),
        StoreNotice::Recovered(count) => return Some(Happening::Recovered(count)),
        StoreNotice::ArticleLeftOut(what, path) => {
            return Some(Happening::CannotRead(path, Trouble::Damaged(what)));
        }
        StoreNotice::JournalMended(count, _) => FolderNews::JournalMended(count),
        StoreNotice::JournalGap(count, aside) => FolderNews::JournalGap(count, aside),
        StoreNotice::JournalLost => FolderNews::JournalLost,
        StoreNotice::JournalGrew => FolderNews::JournalGrew,
        StoreNotice::ForeignSheet(aside) => FolderNews::ForeignSheet(aside),
        StoreNotice::FolderGone => FolderNews::Gone,
        StoreNotice::ConflictCopies(copies) => {
            FolderNews::ConflictCopies(copies.len(), copies.into_iter().next()?)
        }
    };
    Some(Happening::Folder(news))
}
