//! A disk in memory in which every call can fail and the power can be cut: for tests of what is
//! lost when (nothing).
//!
//! It tells apart what programs see and what is on the medium. Bytes reach the medium when their
//! file is synced, names when their folder is. A sync that failed leaves bytes that no later sync
//! writes, as Linux does.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::{Disk, OpenFile, Stamp};

/// How a call goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full: nothing is done.
    Full,
    /// Only this many bytes are written before the disk is full.
    Short(usize),
    /// The medium fails.
    Broken,
    /// It is not permitted.
    Forbidden,
    /// It is done, but the answer is an error, as a network may give.
    Late,
    /// The process is at its end: neither this call nor a later one is done.
    Dead,
}

/// A file's bytes as programs see them and as they are on the medium.
#[derive(Clone, Debug, Default)]
struct Node {
    seen: Vec<u8>,
    kept: Vec<u8>,
    /// Bytes that a failed sync has left behind.
    lost: Range<usize>,
}

impl Node {
    fn cut(&mut self, length: usize) {
        self.seen.truncate(length);
        self.lost.end = self.lost.end.min(length);
        if self.lost.start >= self.lost.end {
            self.lost = 0..0;
        }
    }

    fn sync(&mut self) {
        self.kept.clone_from(&self.seen);
        let lost = self.lost.start.min(self.kept.len())..self.lost.end.min(self.kept.len());
        self.kept[lost].fill(0);
    }

    fn fail_to_sync(&mut self) {
        let same = self.seen.iter().zip(&self.kept);
        let same = same.take_while(|(seen, kept)| seen == kept).count();
        if same < self.seen.len() {
            self.lost = same..self.seen.len();
        }
    }
}

/// Changed names of one folder that are not on the medium yet: the path and what it names then.
type Renaming = Vec<(PathBuf, Option<usize>)>;

#[derive(Clone, Debug, Default)]
struct State {
    nodes: Vec<Node>,
    /// What names mean to programs, and on the medium.
    seen: BTreeMap<PathBuf, usize>,
    kept: BTreeMap<PathBuf, usize>,
    folders: BTreeSet<PathBuf>,
    kept_folders: BTreeSet<PathBuf>,
    pending: Vec<(PathBuf, Renaming)>,
    locks: BTreeSet<PathBuf>,
    writes: usize,
    fault: Option<(Range<usize>, Fault)>,
    /// Each change of a file makes it later.
    clock: u128,
    changed: BTreeMap<PathBuf, u128>,
}

impl State {
    fn name(&mut self, path: &Path, node: Option<usize>) {
        self.rename(vec![(path.to_owned(), node)]);
    }

    /// Changes names at once, in the folder of the first one.
    fn rename(&mut self, names: Renaming) {
        let folder = names
            .first()
            .and_then(|(path, _)| path.parent())
            .map(Path::to_owned);
        for (path, node) in &names {
            self.touch(path);
            match node {
                Some(node) => self.seen.insert(path.clone(), *node),
                None => self.seen.remove(path),
            };
        }
        self.pending.push((folder.unwrap_or_default(), names));
    }

    fn touch(&mut self, path: &Path) {
        self.clock += 1;
        self.changed.insert(path.to_owned(), self.clock);
        if let Some(folder) = path.parent() {
            self.changed.insert(folder.to_owned(), self.clock);
        }
    }

    fn keep_names(&mut self, names: &Renaming) {
        for (path, node) in names {
            match node {
                Some(node) => self.kept.insert(path.clone(), *node),
                None => self.kept.remove(path),
            };
        }
    }

    fn new_node(&mut self) -> usize {
        self.nodes.push(Node::default());
        self.nodes.len() - 1
    }

    fn node(&mut self, path: &Path) -> usize {
        if let Some(node) = self.seen.get(path) {
            return *node;
        }
        let node = self.new_node();
        self.name(path, Some(node));
        node
    }

    fn put(&mut self, path: &Path, bytes: Vec<u8>) {
        let node = self.node(path);
        self.nodes[node].seen = bytes;
        self.nodes[node].sync();
        self.kept.insert(path.to_owned(), node);
        self.touch(path);
        for folder in path.ancestors().skip(1) {
            self.folders.insert(folder.to_owned());
            self.kept_folders.insert(folder.to_owned());
        }
    }

    fn has_folder(&self, folder: &Path) -> bool {
        folder.parent().is_none() || self.folders.contains(folder)
    }
}

/// Files in memory. Clones share them, as two processes share a disk.
#[derive(Clone, Debug, Default)]
pub struct MemoryDisk(Arc<Mutex<State>>);

impl MemoryDisk {
    /// Makes every change from the `nth` on (counted from now, from zero) fail.
    pub fn fail_from(&self, nth: usize, fault: Fault) {
        self.with(|state| state.fault = Some((state.writes + nth..usize::MAX, fault)));
    }

    /// Makes the `nth` change (counted from now, from zero) fail, and no other.
    pub fn fail_at(&self, nth: usize, fault: Fault) {
        self.with(|state| {
            let at = state.writes + nth;
            state.fault = Some((at..at + 1, fault));
        });
    }

    /// Lets calls succeed again.
    pub fn heal(&self) {
        self.with(|state| state.fault = None);
    }

    /// Number of calls so far that change something or sync.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.with(|state| state.writes)
    }

    /// Changes a file behind the store's back.
    pub fn tamper(&self, path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
        self.with(|state| {
            let node = state.seen.get(path).copied();
            let mut bytes = node.map_or_else(Vec::new, |node| state.nodes[node].seen.clone());
            change(&mut bytes);
            state.put(path, bytes);
        });
    }

    /// Removes a file behind the store's back.
    pub fn lose(&self, path: &Path) {
        self.with(|state| {
            state.seen.remove(path);
            state.kept.remove(path);
            state.touch(path);
        });
    }

    /// A copy of all files as programs see them now; faults and locks are gone.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        self.with(|state| {
            let files = state.seen.iter();
            Self::holding(files.map(|(path, node)| (path, state.nodes[*node].seen.clone())))
        })
    }

    /// A copy as it is after a power cut now. What was not synced is gone; `choose` is asked, with
    /// a number of possibilities, how much of it was written nevertheless, zero being nothing.
    #[must_use]
    pub fn after_power_cut(&self, mut choose: impl FnMut(usize) -> usize) -> Self {
        let mut state = self.with(|state| state.clone());
        let mut folders: Vec<PathBuf> = state.pending.iter().map(|(f, _)| f.clone()).collect();
        folders.sort();
        folders.dedup();
        for folder in folders {
            let pending: Vec<Renaming> = state
                .pending
                .iter()
                .filter(|(of, _)| *of == folder)
                .map(|(_, names)| names.clone())
                .collect();
            let written = choose(pending.len() + 1);
            for names in &pending[..written] {
                state.keep_names(names);
            }
        }
        let mut kept_folders = state.kept_folders.clone();
        for folder in state.folders.difference(&state.kept_folders) {
            if choose(2) == 1 {
                kept_folders.insert(folder.clone());
            }
        }
        let reachable = |path: &Path| {
            let mut above = path.ancestors().skip(1);
            above.all(|folder| folder.parent().is_none() || kept_folders.contains(folder))
        };
        let files = state.kept.iter().filter(|(path, _)| reachable(path));
        Self::holding(files.map(|(path, node)| (path, survivor(&state.nodes[*node], &mut choose))))
    }

    fn holding<'a>(files: impl Iterator<Item = (&'a PathBuf, Vec<u8>)>) -> Self {
        let mut state = State::default();
        for (path, bytes) in files {
            state.put(path, bytes);
        }
        Self(Arc::new(Mutex::new(state)))
    }

    fn with<R>(&self, use_it: impl FnOnce(&mut State) -> R) -> R {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Counts a call and does it, or goes wrong. `change` is told how many bytes it may write.
    fn call<R>(&self, change: impl FnOnce(&mut State, usize) -> io::Result<R>) -> io::Result<R> {
        self.with(|state| {
            let now = state.writes;
            state.writes += 1;
            let fault = state.fault.clone().filter(|(when, _)| when.contains(&now));
            match fault {
                None => change(state, usize::MAX),
                Some((_, Fault::Full)) => Err(io::Error::from(io::ErrorKind::StorageFull)),
                Some((_, Fault::Short(most))) if most > 0 => {
                    // The rest of the space is used up; the next call finds none.
                    state.fault = Some((now + 1..usize::MAX, Fault::Full));
                    change(state, most)
                }
                Some((_, Fault::Short(_))) => Err(io::Error::from(io::ErrorKind::StorageFull)),
                Some((_, Fault::Broken)) => Err(io::Error::other("the medium fails")),
                Some((_, Fault::Forbidden)) => {
                    Err(io::Error::from(io::ErrorKind::PermissionDenied))
                }
                Some((_, Fault::Late)) => {
                    change(state, usize::MAX)?;
                    Err(io::Error::from(io::ErrorKind::TimedOut))
                }
                Some((at, Fault::Dead)) => {
                    state.fault = Some((at.start..usize::MAX, Fault::Dead));
                    Err(io::Error::other("the process is at its end"))
                }
            }
        })
    }
}

/// What a power cut may leave of a file.
fn survivor(node: &Node, choose: &mut impl FnMut(usize) -> usize) -> Vec<u8> {
    if node.seen == node.kept {
        return node.kept.clone();
    }
    let same = node.seen.iter().zip(&node.kept);
    let same = same.take_while(|(seen, kept)| seen == kept).count();
    match choose(4) {
        1 => node.seen.clone(),
        2 => node.seen[..same + choose(node.seen.len() - same + 1)].to_vec(),
        // The new length was written, the new bytes were not.
        3 if node.seen.len() > node.kept.len() => {
            let mut bytes = node.kept.clone();
            bytes.resize(node.seen.len(), 0);
            bytes
        }
        _ => node.kept.clone(),
    }
}

/// A file of a [`MemoryDisk`] being written to.
struct InHand {
    disk: MemoryDisk,
    path: PathBuf,
    node: usize,
}

impl OpenFile for InHand {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.call(|state, most| {
            let written = bytes.len().min(most);
            state.nodes[self.node]
                .seen
                .extend_from_slice(&bytes[..written]);
            state.touch(&self.path);
            Ok(written)
        })
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.disk.call(|state, _| {
            state.nodes[self.node].cut(length);
            state.touch(&self.path);
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        let synced = self.disk.call(|state, _| {
            state.nodes[self.node].sync();
            Ok(())
        });
        if synced.is_err() {
            self.disk
                .with(|state| state.nodes[self.node].fail_to_sync());
        }
        synced
    }
}

/// A claimed lock of a [`MemoryDisk`].
struct Held(MemoryDisk, PathBuf);

impl Drop for Held {
    fn drop(&mut self) {
        self.0.with(|state| state.locks.remove(&self.1));
    }
}

fn not_found() -> io::Error {
    io::Error::from(io::ErrorKind::NotFound)
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.with(|state| {
            let node = state.seen.get(path).ok_or_else(not_found)?;
            let bytes = &state.nodes[*node].seen;
            if bytes.len() as u64 > limit {
                return Err(io::Error::from(io::ErrorKind::FileTooLarge));
            }
            Ok(bytes.clone())
        })
    }

    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.read(path, u64::MAX)?;
        bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let of_folder = |path: &PathBuf| {
            let name = path.file_name()?.to_str()?.to_owned();
            (path.parent() == Some(folder)).then_some(name)
        };
        let names: BTreeSet<String> = self.with(|state| {
            let there = state.seen.keys().chain(&state.folders);
            there.filter_map(of_folder).collect()
        });
        Ok(names.into_iter().collect())
    }

    fn exists(&self, path: &Path) -> bool {
        self.with(|state| state.seen.contains_key(path) || state.has_folder(path))
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        self.with(|state| {
            let node = state.seen.get(path);
            let length = node.map(|node| state.nodes[*node].seen.len() as u64);
            let length = length.or_else(|| state.has_folder(path).then_some(0))?;
            let modified = state.changed.get(path).copied().unwrap_or_default();
            Some(Stamp { length, modified })
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn Send + Sync>> {
        let free = self.with(|state| state.locks.insert(path.to_owned()));
        if free {
            Ok(Box::new(Held(self.clone(), path.to_owned())))
        } else {
            Err(io::Error::from(io::ErrorKind::WouldBlock))
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        let disk = self.clone();
        self.call(|state, _| {
            if !path.parent().is_none_or(|folder| state.has_folder(folder)) {
                return Err(not_found());
            }
            let node = state.new_node();
            state.name(path, Some(node));
            let path = path.to_owned();
            Ok(Box::new(InHand { disk, path, node }) as Box<dyn OpenFile>)
        })
    }

    fn open_end(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        let disk = self.clone();
        self.call(|state, _| {
            if !path.parent().is_none_or(|folder| state.has_folder(folder)) {
                return Err(not_found());
            }
            let node = state.node(path);
            let path = path.to_owned();
            Ok(Box::new(InHand { disk, path, node }) as Box<dyn OpenFile>)
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.call(|state, _| {
            let node = state.seen.get(from).copied().ok_or_else(not_found)?;
            let names = vec![(to.to_owned(), Some(node)), (from.to_owned(), None)];
            state.rename(names);
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.call(|state, _| {
            state.seen.get(path).ok_or_else(not_found)?;
            state.name(path, None);
            Ok(())
        })
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|state, _| {
            let mut there = state.seen.keys().chain(&state.folders);
            if there.any(|path| path.parent() == Some(folder)) {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            state.folders.remove(folder);
            Ok(())
        })
    }

    fn make_one_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|state, _| {
            state.folders.insert(folder.to_owned());
            Ok(())
        })
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.call(|state, _| {
            let (here, elsewhere) = std::mem::take(&mut state.pending)
                .into_iter()
                .partition(|(of, _)| of == folder);
            state.pending = elsewhere;
            for (_, names) in &here {
                state.keep_names(names);
            }
            let inside = state.folders.iter().filter(|f| f.parent() == Some(folder));
            let inside: Vec<PathBuf> = inside.cloned().collect();
            state.kept_folders.extend(inside);
            Ok(())
        })
    }
}
