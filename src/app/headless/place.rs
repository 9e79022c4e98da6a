//! Where the bytes of a dataset go: memory, a file, a folder; with the hash of each file.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use super::dataset::FilePart;
use super::{Refusal, files};
use crate::format::NamedFile;
use crate::store::error::StoreError;
use crate::store::replacement::{Hashed, NewFile, NewFolder, Replacement};

/// What is being written; unfinished it leaves nothing behind.
pub(super) enum Place<'p> {
    /// To be given back.
    Memory(Vec<u8>),
    /// One file.
    File(&'p Path, Hashed<Replacement>),
    /// A folder.
    Folder(Folder<'p>),
}

/// A folder and the files in it that are being written.
pub(super) struct Folder<'p> {
    path: &'p Path,
    folder: NewFolder,
    open: BTreeMap<String, Hashed<NewFile>>,
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
        Ok(Self::Folder(Folder {
            path,
            folder: files::begin_folder(path, ours)?,
            open: BTreeMap::new(),
        }))
    }

    fn path(&self) -> &'p Path {
        match self {
            Self::Memory(_) => Path::new("-"),
            Self::File(path, _) => path,
            Self::Folder(folder) => folder.path,
        }
    }

    fn told<T>(&self, result: io::Result<T>) -> Result<T, Refusal> {
        let path = self.path();
        result.map_err(|error| files::refuse(&StoreError::io(error, path), path))
    }

    /// Adds to a file of the folder, which begins with that; other places are one file.
    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let added = match self {
            Self::Memory(all) => all.write_all(bytes),
            Self::File(_, file) => file.write_all(bytes),
            Self::Folder(folder) => folder.add(name, bytes),
        };
        self.told(added)
    }

    /// Ends a file that was begun in the folder.
    pub(super) fn end(&mut self, name: &str) -> Result<Option<FilePart>, Refusal> {
        let ended = match self {
            Self::Folder(folder) => folder.end(name),
            _ => Ok(None),
        };
        self.told(ended)
    }

    /// Writes a whole file of the folder.
    pub(super) fn put(&mut self, file: &NamedFile, below: &str) -> Result<FilePart, Refusal> {
        let name = format!("{below}{}", file.name);
        self.add(&name, &file.bytes)?;
        let part = self.end(&name)?;
        Ok(part.unwrap_or(FilePart {
            name,
            bytes: 0,
            sha256: String::new(),
        }))
    }

    /// Ends all files that were begun in the folder.
    pub(super) fn end_all(&mut self) -> Result<Vec<FilePart>, Refusal> {
        let Self::Folder(folder) = self else {
            return Ok(Vec::new());
        };
        let names: Vec<String> = folder.open.keys().cloned().collect();
        let ended = names.iter().filter_map(|name| self.end(name).transpose());
        ended.collect()
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
            Self::Folder(Folder { path, folder, .. }) => {
                files::finish_folder(folder, path)?;
                Ok((None, None))
            }
        }
    }
}

impl Folder<'_> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if let Some(file) = self.open.get_mut(name) {
            return file.write_all(bytes);
        }
        let mut file = Hashed::new(self.folder.file(name)?);
        file.write_all(bytes)?;
        self.open.insert(name.to_owned(), file);
        Ok(())
    }

    fn end(&mut self, name: &str) -> io::Result<Option<FilePart>> {
        let Some(file) = self.open.remove(name) else {
            return Ok(None);
        };
        let (file, bytes, sha256) = file.finish();
        file.finish()?;
        let name = name.to_owned();
        Ok(Some(FilePart {
            name,
            bytes,
            sha256,
        }))
    }
}
