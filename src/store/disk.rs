//! Files, as little of them as the store needs.
//!
//! A disk offers single calls of the operating system; what the store does with them, such as
//! replacing a file so that a power cut leaves the old or the new one, is written once, here, for
//! the real disk and for the one that fails on demand.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::UNIX_EPOCH;

/// What tells whether a file was changed by somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Length in bytes.
    pub length: u64,
    /// When it was last changed, in nanoseconds since 1970 by the file system's clock; zero if it
    /// does not know.
    pub modified: u128,
}

/// A file being written to.
pub trait OpenFile {
    /// Writes at the end; possibly less than was given.
    ///
    /// # Errors
    /// What the system says.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Cuts the file.
    ///
    /// # Errors
    /// What the system says.
    fn set_length(&mut self, length: u64) -> io::Result<()>;
    /// Waits until its content is on the medium.
    ///
    /// # Errors
    /// What the system says; it is then not known what of it is on the medium.
    fn sync(&mut self) -> io::Result<()>;
}

/// What the store asks of a file system. [`RealDisk`] is the real one; the tests also use
/// [`super::memory::MemoryDisk`], in which every call can fail.
pub trait Disk: Send + Sync {
    /// The whole file, if it is not longer than `limit` bytes.
    ///
    /// # Errors
    /// What the system says; `FileTooLarge` above the limit.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The first bytes of a file.
    ///
    /// # Errors
    /// What the system says.
    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;
    /// Names in a folder, sorted; none if it does not exist. Names that are not Unicode are none of
    /// ours; [`RealDisk::names`] has them.
    ///
    /// # Errors
    /// What the system says.
    fn list(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// Whether something is there.
    fn exists(&self, path: &Path) -> bool;
    /// What tells whether a file or folder was changed; nothing if it is not there or not to be
    /// reached.
    fn stamp(&self, path: &Path) -> Option<Stamp>;
    /// Claims a lock file until the returned value is dropped or the process ends.
    ///
    /// # Errors
    /// `WouldBlock` if another process holds it; else what the system says.
    fn lock(&self, path: &Path) -> io::Result<Box<dyn Send + Sync>>;
    /// Makes an empty file, in the place of what may be there.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, path: &Path) -> io::Result<Box<dyn OpenFile>>;
    /// Opens a file to write at its end; it is made if need be.
    ///
    /// # Errors
    /// What the system says.
    fn open_end(&self, path: &Path) -> io::Result<Box<dyn OpenFile>>;
    /// Gives a file another name, in the place of what may be there.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    ///
    /// # Errors
    /// What the system says; something is in it.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Makes one folder, the one above it being there.
    ///
    /// # Errors
    /// What the system says; none if it is there already.
    fn make_one_folder(&self, folder: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the medium.
    ///
    /// # Errors
    /// What the system says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Puts `bytes` in the place of the file: afterwards, also after a power cut, it holds either
    /// the old or the new content.
    ///
    /// # Errors
    /// What the system says; there is then the old content, or the new one which may not outlive
    /// a power cut.
    fn replace(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let temporary = temporary_beside(path);
        let written = self
            .create(&temporary)
            .and_then(|mut file| write_synced(&mut *file, bytes))
            .and_then(|()| self.rename(&temporary, path));
        if written.is_err() {
            // The temporary file may not exist; the error that matters is the first one.
            drop(self.remove(&temporary));
        }
        written?;
        folder_of(path).map_or(Ok(()), |folder| self.sync_folder(folder))
    }

    /// Adds `bytes` at the end of the file and waits until they are on the medium. The name of a
    /// new file is not: that is for [`Disk::sync_folder`].
    ///
    /// # Errors
    /// What the system says; a part of `bytes` may then stand at the end.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        write_synced(&mut *self.open_end(path)?, bytes)
    }

    /// Cuts a file.
    ///
    /// # Errors
    /// What the system says.
    fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        let mut file = self.open_end(path)?;
        file.set_length(length)?;
        file.sync()
    }

    /// Makes a folder and those above it, so that they outlive a power cut.
    ///
    /// # Errors
    /// What the system says.
    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || self.exists(folder) {
            return Ok(());
        }
        let above = folder_of(folder);
        if let Some(above) = above {
            self.make_folder(above)?;
        }
        self.make_one_folder(folder)?;
        above.map_or(Ok(()), |above| self.sync_folder(above))
    }
}

/// The file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl RealDisk {
    /// A file to be read piece by piece, however long it is.
    ///
    /// # Errors
    /// What the system says.
    pub fn reader(&self, path: &Path) -> io::Result<impl io::BufRead + use<>> {
        Ok(io::BufReader::with_capacity(1 << 16, File::open(path)?))
    }

    /// The names in a folder as the system has them, sorted: not all of them need be Unicode.
    ///
    /// # Errors
    /// What the system says.
    pub fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let names = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name()));
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort_unstable();
        Ok(names)
    }

    /// A file whose pieces are read in any order.
    ///
    /// # Errors
    /// What the system says.
    pub fn pieces(&self, path: &Path) -> io::Result<FilePieces> {
        let file = File::open(path)?;
        Ok(FilePieces {
            length: file.metadata()?.len(),
            file: Mutex::new(file),
        })
    }
}

/// A file whose pieces are read in any order.
#[derive(Debug)]
pub struct FilePieces {
    file: Mutex<File>,
    length: u64,
}

impl FilePieces {
    /// Its length in bytes when it was opened.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Reads what stands at a byte and says how much it was.
    ///
    /// # Errors
    /// What the system says.
    pub fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(io::SeekFrom::Start(at))?;
        file.read(into)
    }
}

impl OpenFile for File {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Write::write(self, bytes)
    }

    fn set_length(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        if length > limit {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let mut bytes = Vec::new();
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_head(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let known = fs::metadata(path).ok()?;
        let since = known.modified().ok();
        let since = since.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Some(Stamp {
            length: known.len(),
            modified: since.unwrap_or_default().as_nanos(),
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn Send + Sync>> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Box::new(file)),
            Err(fs::TryLockError::WouldBlock) => Err(io::Error::from(io::ErrorKind::WouldBlock)),
            Err(fs::TryLockError::Error(error)) => Err(error),
        }
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(File::create(path)?))
    }

    fn open_end(&self, path: &Path) -> io::Result<Box<dyn OpenFile>> {
        let file = OpenOptions::new().append(true).create(true).open(path)?;
        Ok(Box::new(file))
    }

    /// Windows cuts no file that is open for appending.
    fn truncate(&self, path: &Path, length: u64) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(length)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn make_one_folder(&self, folder: &Path) -> io::Result<()> {
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
            made => made,
        }
    }

    /// Not every system can do that for a folder; where it cannot, renames are durable by
    /// themselves.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

/// A name in the same folder, so that the rename stays within one file system.
fn temporary_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}

/// The folder that a file is in, if the path names one.
fn folder_of(path: &Path) -> Option<&Path> {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
}

fn write_synced(file: &mut dyn OpenFile, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match file.write(bytes) {
            Ok(0) => return Err(io::Error::from(io::ErrorKind::WriteZero)),
            Ok(written) => bytes = &bytes[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    file.sync()
}
