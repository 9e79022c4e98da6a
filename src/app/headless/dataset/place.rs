//! Where the bytes of a dataset go: memory, a file, a folder; with the hash of each file.

use std::io::{self, Write};
use std::path::Path;

use super::manifest::FilePart;
use crate::app::headless::{Refusal, files};
use crate::format::NamedFile;
use crate::store::error::StoreError;
use crate::store::replacement::{Hashed, NewFolder, Replacement};

/// What is being written; unfinished it leaves nothing behind.
pub(super) enum Place<'p> {
    /// To be given back.
    Memory(Vec<u8>),
    /// One file.
    File(&'p Path, Hashed<Replacement>),
    /// A folder, and the file in it that is being written.
    Folder(&'p Path, NewFolder, Option<(String, Hashed<Replacement>)>),
}

impl<'p> Place<'p> {
    pub(super) fn file(path: Option<&'p Path>) -> Result<Self, Refusal> {
        Ok(match path {
            None => Self::Memory(Vec::new()),
            Some(path) => Self::File(path, Hashed::new(files::begin(path)?)),
        })
    }

    /// A folder; one there is replaced only if it holds a manifest of ours.
    pub(super) fn folder(path: &'p Path, ours: Option<&str>) -> Result<Self, Refusal> {
        Ok(Self::Folder(path, files::begin_folder(path, ours)?, None))
    }

    fn path(&self) -> &'p Path {
        match self {
            Self::Memory(_) => Path::new("-"),
            Self::File(path, _) | Self::Folder(path, ..) => path,
        }
    }

    fn told<T>(&self, result: io::Result<T>) -> Result<T, Refusal> {
        let path = self.path();
        result.map_err(|error| files::refuse(&StoreError::io(error, path), path))
    }

    /// Begins a file of the folder; other places are one file.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Refusal> {
        let begun = match self {
            Self::Folder(_, folder, open) => folder.file(name).map(|file| {
                *open = Some((name.to_owned(), Hashed::new(file)));
            }),
            _ => Ok(()),
        };
        self.told(begun)
    }

    /// Adds to the file that was begun.
    pub(super) fn add(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let added = match self {
            Self::Memory(all) => all.write_all(bytes),
            Self::File(_, file) | Self::Folder(_, _, Some((_, file))) => file.write_all(bytes),
            Self::Folder(_, _, None) => Ok(()),
        };
        self.told(added)
    }

    /// Ends the file that was begun in the folder.
    pub(super) fn end(&mut self) -> Result<Option<FilePart>, Refusal> {
        let Self::Folder(_, _, open) = self else {
            return Ok(None);
        };
        let Some((name, file)) = open.take() else {
            return Ok(None);
        };
        let (file, bytes, sha256) = file.finish();
        self.told(file.finish())?;
        Ok(Some(FilePart {
            name,
            bytes,
            sha256,
        }))
    }

    /// Writes a whole file of the folder.
    pub(super) fn put(&mut self, file: &NamedFile, below: &str) -> Result<FilePart, Refusal> {
        let name = format!("{below}{}", file.name);
        self.begin(&name)?;
        self.add(&file.bytes)?;
        let part = self.end()?;
        Ok(part.unwrap_or(FilePart {
            name,
            bytes: 0,
            sha256: String::new(),
        }))
    }

    /// Puts everything where it belongs; of one file gives its hash, of memory the bytes.
    pub(super) fn finish(self) -> Result<(Option<FilePart>, Option<Vec<u8>>), Refusal> {
        let failed = |error, path: &Path| files::refuse(&StoreError::io(error, path), path);
        match self {
            Self::Memory(bytes) => Ok((None, Some(bytes))),
            Self::File(path, file) => {
                let (file, bytes, sha256) = file.finish();
                file.finish().map_err(|error| failed(error, path))?;
                let name = path.file_name().unwrap_or_default();
                let name = name.to_string_lossy().into_owned();
                Ok((
                    Some(FilePart {
                        name,
                        bytes,
                        sha256,
                    }),
                    None,
                ))
            }
            Self::Folder(path, folder, _) => {
                files::finish_folder(folder, path)?;
                Ok((None, None))
            }
        }
    }
}
