//! The files of a zip archive, read where they lie and as they unfold: nothing is unpacked to the
//! disk, and memory holds what the format holds.
//!
//! Everything is distrusted: members with names that lead out of the archive, links and what is
//! hidden are passed over, and no member unfolds beyond measure.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;

use crc32fast::Hasher;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::folder::{Cursor, Files, Pieces};

/// Members that are read.
const MOST: usize = 200_000;
/// All members together may unfold to this many bytes.
const WHOLE: u64 = 64 << 30;
/// Text shrinks to a tenth, seldom to a fiftieth; a member that unfolds this many times is a trap …
const RATIO: u64 = 250;
/// … unless it is small anyway.
const HARMLESS: u64 = 16 << 20;
/// The largest member that is held in memory, in bytes.
const LARGEST: u64 = 1 << 30;

/// An archive that was opened.
pub struct Archive {
    file: Arc<dyn Pieces>,
    zip: ZipArchive<Cursor>,
    /// The members that are files, by name.
    names: Vec<String>,
    /// What may still be unfolded, in bytes.
    left: Cell<u64>,
}

/// Whether a file that begins like this is an archive.
#[must_use]
pub fn is_archive(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04")
}

impl Archive {
    /// Opens one.
    ///
    /// # Errors
    /// It is none, or it is damaged.
    pub fn open(file: Arc<dyn Pieces>) -> io::Result<Self> {
        let zip = ZipArchive::new(Cursor::new(Arc::clone(&file), 0)).map_err(io::Error::other)?;
        let named = zip.file_names().take(MOST).filter_map(Result::ok);
        let named = named.map(|name| name.into_owned());
        let mut names: Vec<String> = named.filter(|name| is_file(name)).collect();
        names.sort_unstable();
        Ok(Self {
            file,
            zip,
            names,
            left: Cell::new(WHOLE),
        })
    }

    /// The names of its files, sorted.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    fn member(&self, name: &str) -> io::Result<Member<'_>> {
        let at = self.zip.index_for_name(name);
        let at = at.ok_or(io::ErrorKind::NotFound)?;
        let mut zip = self.zip.clone();
        let entry = zip.by_index_raw(at).map_err(io::Error::other)?;
        if entry.encrypted() {
            return Err(io::Error::other("it needs a password"));
        }
        if entry.is_symlink() || entry.enclosed_name().is_none() {
            return Err(io::Error::other("it leads out of the archive"));
        }
        let start = entry.data_start().ok_or(io::ErrorKind::InvalidData)?;
        let folded = entry.compressed_size();
        let lies = BufReader::new(Cursor::new(Arc::clone(&self.file), start)).take(folded);
        let inner: Box<dyn Read> = match entry.compression() {
            CompressionMethod::Stored => Box::new(lies),
            CompressionMethod::Deflated => Box::new(DeflateDecoder::new(lies)),
            other => {
                let said = format!("{other} is not unfolded here");
                return Err(io::Error::other(said));
            }
        };
        Ok(Member {
            inner,
            may: HARMLESS.max(folded.saturating_mul(RATIO)),
            left: &self.left,
            seen: Hasher::new(),
            sum: entry.crc32(),
        })
    }
}

/// Whether the name is that of a file which people put there.
fn is_file(name: &str) -> bool {
    let hidden = |part: &str| part.is_empty() || part.starts_with('.') || part == "__MACOSX";
    !name.contains('\\') && !name.split('/').any(hidden)
}

/// A member on its way out.
struct Member<'a> {
    inner: Box<dyn Read>,
    /// How much of it may still come, in bytes.
    may: u64,
    /// How much of the whole archive may.
    left: &'a Cell<u64>,
    seen: Hasher,
    /// What the checksum must be in the end.
    sum: u32,
}

impl Read for Member<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if count == 0 && !into.is_empty() && self.seen.clone().finalize() != self.sum {
            return Err(io::Error::other("its checksum is another one"));
        }
        self.seen.update(&into[..count]);
        let unfolded = count as u64;
        if unfolded > self.may || unfolded > self.left.get() {
            return Err(io::Error::other(
                "it unfolds to far more than an honest file does",
            ));
        }
        self.may -= unfolded;
        self.left.set(self.left.get() - unfolded);
        Ok(count)
    }
}

impl Files for Archive {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.member(name)?
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(BufReader::new(self.member(name)?)))
    }

    fn pieces(&self, name: &str) -> io::Result<Arc<dyn Pieces>> {
        Ok(Arc::new(self.read(name)?))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::{SimpleFileOptions, ZipWriter};

    use super::*;

    fn made(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn members_are_read_as_they_are_and_what_is_wrong_with_one_is_its_own() {
        let bomb = vec![b'x'; (HARMLESS + 1) as usize];
        let text = "زار بغداد".repeat(1000);
        let mut bytes = made(&[
            ("b/a.txt", text.as_bytes()),
            ("a.txt", b"one"),
            ("bomb.txt", &bomb),
            (".hidden/x.txt", b""),
            ("../out.txt", b"x"),
        ]);
        let opened = |bytes: &[u8]| Archive::open(Arc::new(bytes.to_vec())).unwrap();
        let archive = opened(&bytes);
        assert_eq!(archive.names(), ["a.txt", "b/a.txt", "bomb.txt"]);
        assert_eq!(archive.read("b/a.txt").unwrap(), text.as_bytes());
        assert!(archive.read("bomb.txt").is_err(), "it unfolds too far");
        assert!(archive.read("../out.txt").is_err());
        assert_eq!(archive.read("a.txt").unwrap(), b"one");
        // "one" is stored folded or not; one byte of the first member is another one now.
        let at = bytes
            .windows(7)
            .position(|part| part == b"b/a.txt")
            .unwrap()
            + 20;
        bytes[at] ^= 1;
        let damaged = opened(&bytes);
        assert!(damaged.read("b/a.txt").is_err(), "a checksum tells");
        assert_eq!(damaged.read("a.txt").unwrap(), b"one");
    }
}
