//! A disk in memory that can fail: for tests of what is lost when (nothing).

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Disk;

/// How a write goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full: nothing is written.
    Full,
    /// Only this many bytes are written before the disk is full (appends only).
    Short(usize),
    /// The medium fails.
    Broken,
    /// Writing is not permitted.
    Forbidden,
}

#[derive(Debug, Default)]
struct State {
    files: BTreeMap<PathBuf, Vec<u8>>,
    writes: usize,
    fault: Option<(usize, Fault)>,
}

/// Files in memory. Clones share them, as two processes share a disk.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

impl MemoryDisk {
    /// Makes every write from the `nth` on (counted from now, from zero) fail.
    pub fn fail_from(&self, nth: usize, fault: Fault) {
        self.with(|state| state.fault = Some((state.writes + nth, fault)));
    }

    /// Lets writes succeed again.
    pub fn heal(&self) {
        self.with(|state| state.fault = None);
    }

    /// Number of writes so far.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.with(|state| state.writes)
    }

    /// Changes a file behind the store's back.
    pub fn tamper(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        self.with(|state| change(state.files.entry(path.to_owned()).or_default()));
    }

    /// A copy of all files as they are now, as after a power cut.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        let files = self.with(|state| state.files.clone());
        Self(Arc::new(Mutex::new(State {
            files,
            ..State::default()
        })))
    }

    fn with<R>(&self, use_it: impl FnOnce(&mut State) -> R) -> R {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn write(&self, change: impl FnOnce(&mut State, Option<usize>)) -> io::Result<()> {
        self.with(|state| {
            let now = state.writes;
            state.writes += 1;
            match state.fault.filter(|(from, _)| now >= *from) {
                None => {
                    change(state, None);
                    Ok(())
                }
                Some((_, Fault::Short(bytes))) => {
                    change(state, Some(bytes));
                    Err(io::Error::from(io::ErrorKind::StorageFull))
                }
                Some((_, Fault::Full)) => Err(io::Error::from(io::ErrorKind::StorageFull)),
                Some((_, Fault::Broken)) => Err(io::Error::other("the medium fails")),
                Some((_, Fault::Forbidden)) => {
                    Err(io::Error::from(io::ErrorKind::PermissionDenied))
                }
            }
        })
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let found = self.with(|state| state.files.get(path).cloned());
        let bytes = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        if bytes.len() as u64 > limit {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(bytes)
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(|state, short| {
            // A short write hits the temporary file; the real one keeps its content.
            if short.is_none() {
                state.files.insert(path.to_owned(), bytes.to_vec());
            }
        })
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(|state, short| {
            let kept = short.map_or(bytes.len(), |limit| limit.min(bytes.len()));
            state
                .files
                .entry(path.to_owned())
                .or_default()
                .extend_from_slice(&bytes[..kept]);
        })
    }

    fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.write(|state, short| {
            if let Some(bytes) = state.files.get_mut(path)
                && short.is_none()
            {
                bytes.truncate(length);
            }
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let of_folder = |path: &PathBuf| {
            let name = path.file_name()?.to_str()?.to_owned();
            (path.parent() == Some(folder)).then_some(name)
        };
        Ok(self.with(|state| state.files.keys().filter_map(of_folder).collect()))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.write(|state, _| drop(state.files.remove(path)))
    }

    fn make_folder(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }

    fn exists(&self, path: &Path) -> bool {
        self.with(|state| state.files.keys().any(|file| file.starts_with(path)))
    }

    fn lock(&self, _path: &Path) -> io::Result<Box<dyn Send>> {
        Ok(Box::new(()))
    }
}
