//! Files and folders that take their place wholly or not at all, however large they are.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::ids::hex;

/// A file being written beside its place; dropped unfinished it leaves nothing behind.
pub struct Replacement {
    file: Option<BufWriter<File>>,
    temporary: PathBuf,
    path: PathBuf,
}

impl Replacement {
    /// Begins to write what shall stand at `path`.
    ///
    /// # Errors
    /// What the system says.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let temporary = beside(path);
        let file = BufWriter::with_capacity(1 << 16, File::create(&temporary)?);
        Ok(Self {
            file: Some(file),
            temporary,
            path: path.to_owned(),
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
        file.sync_all()?;
        drop(file);
        fs::rename(&self.temporary, &self.path)?;
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
        // After a success it has its final name already.
        drop(fs::remove_file(&self.temporary));
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
}

impl NewFolder {
    /// Begins a folder that shall stand at `path`. What stands there is replaced only if it is an
    /// empty folder or one that holds the file `ours`.
    ///
    /// # Errors
    /// `DirectoryNotEmpty` if something else stands there; else what the system says.
    pub fn begin(path: &Path, ours: Option<&str>) -> io::Result<Self> {
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
        })
    }

    /// Writes one of its files; `name` may have folders, parted by `/`.
    ///
    /// # Errors
    /// What the system says; `InvalidInput` for a name that leads out of the folder.
    pub fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file(name)?;
        file.write_all(bytes)?;
        file.finish()
    }

    /// Begins one of its files.
    ///
    /// # Errors
    /// As for [`NewFolder::write`].
    pub fn file(&self, name: &str) -> io::Result<Replacement> {
        let stays = name.split('/').all(|part| !matches!(part, "" | "." | ".."));
        if !stays || name.contains(['\\', ':']) {
            return Err(io::Error::from(io::ErrorKind::InvalidInput));
        }
        let path = self.temporary.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Replacement::begin(&path)
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// What the system says; the old folder is then still there.
    pub fn finish(self) -> io::Result<()> {
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

impl Drop for NewFolder {
    fn drop(&mut self) {
        // After a success it has its final name already.
        drop(fs::remove_dir_all(&self.temporary));
    }
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
    if cfg!(unix)
        && let Some(folder) = parent
    {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        new.write("train/a.txt", b"1").unwrap();
        assert!(new.write("../a.txt", b"1").is_err());
        drop(new);
        assert!(path.join("thesis.txt").exists());
        let new = NewFolder::begin(&path, Some("manifest.json")).unwrap();
        new.write("train/a.txt", b"1").unwrap();
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
