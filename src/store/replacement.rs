//! Files and folders that take their place wholly or not at all, however large they are.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::ids::hex;

/// A file being written beside its place; dropped unfinished it leaves nothing behind.
pub struct Replacement {
    file: Option<BufWriter<File>>,
    /// Where it stands until it is complete; nothing for what is no file and is written to itself.
    temporary: Option<PathBuf>,
    path: PathBuf,
}

impl Replacement {
    /// Begins to write what shall stand at `path`. A link stays, and what it leads to is replaced; a
    /// device or pipe is written to.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let path = resolved(path);
        let kind = fs::metadata(&path).map(|known| known.file_type());
        let is_stream = kind.is_ok_and(|kind| !kind.is_file() && !kind.is_dir());
        let temporary = (!is_stream).then(|| beside(&path));
        let file = match &temporary {
            Some(temporary) => File::create(temporary)?,
            None => File::options().write(true).open(&path)?,
        };
        Ok(Self {
            file: Some(BufWriter::with_capacity(1 << 16, file)),
            temporary,
            path,
        })
    }

    /// Puts it in its place: afterwards, also after a power cut, there is the old or the new file.
    ///
    /// # Errors
    /// What the system says; the old file is then still there.
    pub fn finish(mut self) -> io::Result<()> {
        let Some(file) = self.file.take() else {
            return Ok(());
        };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        let Some(temporary) = &self.temporary else {
            return Ok(());
        };
        file.sync_all()?;
        drop(file);
        fs::rename(temporary, &self.path)?;
        sync_parent(&self.path)
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Ok(0),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // After a success it has its final name already.
            drop(fs::remove_file(temporary));
        }
    }
}

/// A writer that knows how much went through it, and its hash.
pub struct Hashed<W> {
    inner: W,
    bytes: u64,
    hash: Sha256,
}

impl<W: Write> Hashed<W> {
    /// Nothing went through yet.
    pub fn new(inner: W) -> Self {
        let hash = Sha256::new();
        Self {
            inner,
            bytes: 0,
            hash,
        }
    }

    /// The writer, the number of bytes, their SHA-256 as lower-case hexadecimal.
    pub fn finish(self) -> (W, u64, String) {
        (self.inner, self.bytes, hex(&self.hash.finalize()))
    }
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hash.update(&bytes[..count]);
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A folder being filled beside its place; dropped unfinished it leaves nothing behind.
pub struct NewFolder {
    temporary: PathBuf,
    path: PathBuf,
    files: Cell<usize>,
}

impl NewFolder {
    /// Begins a folder that shall stand at `path`. What stands there is replaced only if it is an
    /// empty folder or one that holds the file `ours`.
    ///
    /// # Errors
    /// `DirectoryNotEmpty` if something else stands there; else what the system says.
    pub fn begin(path: &Path, ours: Option<&str>) -> io::Result<Self> {
        let path = &resolved(path);
        if path.exists() {
            let empty = fs::read_dir(path)?.next().is_none();
            if !empty && !ours.is_some_and(|name| path.join(name).is_file()) {
                return Err(io::Error::from(io::ErrorKind::DirectoryNotEmpty));
            }
        }
        let temporary = beside(path);
        if temporary.exists() {
            fs::remove_dir_all(&temporary)?;
        }
        fs::create_dir(&temporary)?;
        Ok(Self {
            temporary,
            path: path.to_owned(),
            files: Cell::new(0),
        })
    }

    /// Begins one of its files; `name` may have folders, parted by `/`.
    ///
    /// # Errors
    /// What the system says; `InvalidInput` for a name that leads out of the folder, `AlreadyExists`
    /// for one that is taken.
    pub fn file(&self, name: &str) -> io::Result<NewFile> {
        let stays = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !stays || name.contains(['\\', ':']) {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let path = self.temporary.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::create_new(path)?;
        self.files.set(self.files.get() + 1);
        Ok(NewFile(BufWriter::with_capacity(1 << 14, file)))
    }

    /// Puts it in its place when all of it is on the disk.
    ///
    /// # Errors
    /// What the system says; the old folder is then still there.
    pub fn finish(self) -> io::Result<()> {
        sync_all(&self.temporary, self.files.get())?;
        let old = self.path.exists().then(|| old_beside(&self.path));
        if let Some(old) = &old {
            fs::rename(&self.path, old)?;
        }
        let placed = fs::rename(&self.temporary, &self.path);
        if let Some(old) = &old {
            if placed.is_ok() {
                fs::remove_dir_all(old)?;
            } else {
                fs::rename(old, &self.path)?;
            }
        }
        placed?;
        sync_parent(&self.path)
    }
}

/// A file of a folder that is being filled. It is safe on the disk when the folder is.
pub struct NewFile(BufWriter<File>);

impl NewFile {
    /// Writes what is left of it.
    ///
    /// # Errors
    /// What the system says.
    pub fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Files of a folder that are made durable one by one; more of them take less time together.
#[cfg(target_os = "linux")]
const ONE_BY_ONE: usize = 64;

/// Makes a folder with so many files in it durable.
#[cfg(target_os = "linux")]
fn sync_all(folder: &Path, files: usize) -> io::Result<()> {
    if files > ONE_BY_ONE {
        return Ok(rustix::fs::syncfs(File::open(folder)?)?);
    }
    sync_below(folder)
}

/// Makes a folder durable, however many files are in it.
#[cfg(not(target_os = "linux"))]
fn sync_all(folder: &Path, _files: usize) -> io::Result<()> {
    sync_below(folder)
}

/// Makes every file and folder below durable.
fn sync_below(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                sync_file(&entry.path())?;
            }
        }
        sync_folder(&folder)?;
    }
    Ok(())
}

fn sync_file(path: &Path) -> io::Result<()> {
    // Some systems make only files durable that are open for writing.
    File::options().append(true).open(path)?.sync_all()
}

impl Drop for NewFolder {
    fn drop(&mut self) {
        // After a success it has its final name already.
        drop(fs::remove_dir_all(&self.temporary));
    }
}

/// Where a path leads to; itself where nothing is yet.
fn resolved(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn beside(path: &Path) -> PathBuf {
    named(path, "tmp")
}

fn old_beside(path: &Path) -> PathBuf {
    named(path, "old")
}

/// A name in the same folder, so that renaming stays within one file system.
fn named(path: &Path, what: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.{what}", std::process::id()));
    path.with_file_name(name)
}

fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
    parent.map_or(Ok(()), sync_folder)
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &NewFolder, name: &str) -> io::Result<()> {
        let mut file = folder.file(name)?;
        file.write_all(b"1")?;
        file.finish()
    }

    #[test]
    fn a_folder_of_others_is_never_replaced_and_an_unfinished_one_leaves_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out");
        fs::create_dir(&path).unwrap();
        fs::write(path.join("thesis.txt"), "x").unwrap();
        let error = NewFolder::begin(&path, Some("manifest.json"))
            .err()
            .unwrap();
        assert_eq!(error.kind(), io::ErrorKind::DirectoryNotEmpty);
        fs::write(path.join("manifest.json"), "{}").unwrap();
        let new = NewFolder::begin(&path, Some("manifest.json")).unwrap();
        put(&new, "train/a.txt").unwrap();
        assert!(put(&new, "../a.txt").is_err());
        let taken = put(&new, "train/a.txt").unwrap_err();
        assert_eq!(taken.kind(), io::ErrorKind::AlreadyExists);
        drop(new);
        assert!(path.join("thesis.txt").exists());
        let new = NewFolder::begin(&path, Some("manifest.json")).unwrap();
        put(&new, "train/a.txt").unwrap();
        new.finish().unwrap();
        assert_eq!(fs::read(path.join("train/a.txt")).unwrap(), b"1");
        assert!(!path.join("thesis.txt").exists());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn an_unfinished_file_leaves_the_old_one() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, "old").unwrap();
        let mut file = Replacement::begin(&path).unwrap();
        file.write_all(b"new").unwrap();
        drop(file);
        assert_eq!(fs::read(&path).unwrap(), b"old");
        let mut file = Replacement::begin(&path).unwrap();
        file.write_all(b"new").unwrap();
        file.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
