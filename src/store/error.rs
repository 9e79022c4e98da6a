//! What can go wrong with files, as data.

use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be read or written. The path comes last in words, so that what is wrong
/// is read first.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is nothing at that path.
    #[error("not found: {0}")]
    Missing(PathBuf),
    /// The system does not permit it.
    #[error("not permitted: {0}")]
    NotPermitted(PathBuf),
    /// The disk is full.
    #[error("the disk is full: {0}")]
    DiskFull(PathBuf),
    /// Larger than the limit for this kind of file.
    #[error("too large: {0}")]
    TooLarge(PathBuf),
    /// The folder has no `project.ron`.
    #[error("not a project: {0}")]
    NotAProject(PathBuf),
    /// There is a project already.
    #[error("there is a project already: {0}")]
    AlreadyAProject(PathBuf),
    /// Another process works on it as the same annotator.
    #[error("in use: {0}")]
    InUse(PathBuf),
    /// The content does not make sense: what, and where.
    #[error("damaged ({what}): {path}")]
    Damaged {
        /// What and where in the file.
        what: String,
        /// The file.
        path: PathBuf,
    },
    /// The article's text is not the one that was imported.
    #[error("altered since import: {0}")]
    Altered(PathBuf),
    /// Written by a newer version of the program: which version of the format, and where.
    #[error("of a newer version ({0}): {1}")]
    Newer(u32, PathBuf),
    /// The project may only be read.
    #[error("read-only: {0}")]
    ReadOnly(PathBuf),
    /// Anything else the system says.
    #[error("{error}: {path}")]
    Io {
        /// What the system says.
        error: io::Error,
        /// The file.
        path: PathBuf,
    },
}

impl StoreError {
    /// The system's error about a path.
    #[must_use]
    pub fn io(error: io::Error, path: &Path) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing(path),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotPermitted(path)
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull(path),
            io::ErrorKind::FileTooLarge => Self::TooLarge(path),
            io::ErrorKind::WouldBlock => Self::InUse(path),
            _ => Self::Io { error, path },
        }
    }

    /// Content that does not make sense.
    #[must_use]
    pub fn damaged(what: impl ToString, path: &Path) -> Self {
        Self::Damaged {
            what: what.to_string(),
            path: path.to_owned(),
        }
    }
}
