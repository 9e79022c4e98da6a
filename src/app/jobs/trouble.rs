//! From the store's errors to what the person is told.

use crate::app::notice::Trouble;
use crate::store::error::StoreError;

/// What is wrong, without the path (which the notice names).
pub(in crate::app) fn trouble(error: &StoreError) -> Trouble {
    match error {
        StoreError::Missing(_) => Trouble::Missing,
        StoreError::NotPermitted(_) | StoreError::ReadOnly(_) => Trouble::NotPermitted,
        StoreError::DiskFull(_) => Trouble::DiskFull,
        StoreError::TooLarge(_) => Trouble::TooLarge,
        StoreError::NotAProject(_) => Trouble::NotAProject,
        StoreError::InUse(_) => Trouble::InUse,
        StoreError::Damaged { what, .. } => Trouble::Damaged(what.clone()),
        StoreError::Altered(_) => Trouble::Altered,
        StoreError::AlreadyAProject(_) => Trouble::Other(error.to_string()),
        StoreError::Io { error, .. } => Trouble::Other(error.to_string()),
    }
}
