//! Whole files in and out for the command line.

use std::io::{self, BufRead, Read};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Loss, Problem, Refusal};
use crate::app::jobs::trouble::trouble;
use crate::app::notice::Trouble;
use crate::extract;
use crate::format::archive::{self, Archive};
use crate::format::flaw::Done;
use crate::format::folder::{self, Files, Pieces, has_ending, unreadable};
use crate::format::{self, Format, Import, Layout, Sink, loss};
use crate::model::dataset::Record;
use crate::store::disk::{Disk, FilePieces, RealDisk};
use crate::store::error::StoreError;
use crate::store::replacement::{NewFolder, Replacement};
use crate::text::decode::{self, Decoded};
use crate::text::utf16::Unfolded;

/// Files of a folder that are looked at to tell its format.
const MOST_LOOKED_AT: usize = 1000;
/// Largest file read at once, in bytes.
const LARGEST: u64 = 4 << 30;

/// The bytes of a file.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Refusal> {
    RealDisk
        .read(path, LARGEST)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The lines of a file with their ends, read one by one.
///
/// # Errors
/// It cannot be opened.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = io::Result<Vec<u8>>>, Refusal> {
    let reader = RealDisk.reader(path);
    reader
        .map(split)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The lines of a stream with their ends, each read when it is asked for.
pub fn split(mut stream: impl BufRead) -> impl Iterator<Item = io::Result<Vec<u8>>> {
    iter::from_fn(move || {
        let mut line = Vec::new();
        match stream.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => Some(Ok(line)),
            Err(error) => Some(Err(error)),
        }
    })
}

/// Puts bytes in the place of a file, wholly or not at all.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    // A bare file name has no folder that could be made durable.
    let in_folder = Path::new(".").join(path);
    RealDisk
        .replace(&in_folder, bytes)
        .map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// Begins a file that takes its place when it is complete.
///
/// # Errors
/// It cannot be written.
pub(super) fn begin(path: &Path) -> Result<Replacement, Refusal> {
    // A bare file name has no folder that could be made durable.
    let in_folder = Path::new(".").join(path);
    Replacement::begin(&in_folder).map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// Begins a folder that takes its place when it is complete; a full one there is replaced only if
/// it holds the file `ours`.
///
/// # Errors
/// It cannot be written, or something stands there.
pub(super) fn begin_folder(path: &Path, ours: Option<&str>) -> Result<NewFolder, Refusal> {
    let begun = NewFolder::begin(&Path::new(".").join(path), ours);
    begun.map_err(|error| match error.kind() {
        io::ErrorKind::DirectoryNotEmpty => Refusal::NotEmpty(path.to_owned()),
        _ => refuse(&StoreError::io(error, path), path),
    })
}

/// Puts a folder in its place.
///
/// # Errors
/// It cannot be moved there.
pub(super) fn finish_folder(folder: NewFolder, path: &Path) -> Result<(), Refusal> {
    let finished = folder.finish();
    finished.map_err(|error| refuse(&StoreError::io(error, path), path))
}

/// The text of a file.
///
/// # Errors
/// It cannot be read, is empty, is not text, or not in an encoding that is beyond doubt.
pub fn read_text(path: &Path) -> Result<String, Refusal> {
    text(&read(path)?, path)
}

/// The text that bytes hold; `path` is for what is said about them.
///
/// # Errors
/// They are empty, not text, or not in an encoding that is beyond doubt.
pub fn text(bytes: &[u8], path: &Path) -> Result<String, Refusal> {
    let unusable = |trouble| Err(Refusal::Trouble(path.to_owned(), trouble));
    match decode::decode(bytes) {
        Decoded::Text(text) => Ok(text),
        Decoded::Empty => unusable(Trouble::Empty),
        Decoded::NotText => unusable(Trouble::NotText),
        Decoded::Ambiguous(candidates) => {
            let names = candidates.into_iter().map(|c| c.encoding).collect();
            Err(Refusal::NotUtf8(path.to_owned(), names))
        }
    }
}

/// Reads a dataset in the named format, or in the one its file name and content say. A folder is
/// read with all files of that format in it.
///
/// # Errors
/// It cannot be read, or not a single article of it makes sense.
pub fn dataset(path: &Path, format: Option<&str>) -> Result<Import, Refusal> {
    let mut import = Import::default();
    read_into(path, format, &mut import)?;
    if import.records.is_empty() {
        return Err(nothing_read(path, import.problems));
    }
    Ok(import)
}

/// Reads a dataset as [`dataset`] does, and gives each article to `take` when it is read; gives back
/// the rest, without articles.
///
/// # Errors
/// As for [`dataset`].
pub(super) fn each(
    path: &Path,
    format: Option<&str>,
    take: impl FnMut(Record),
) -> Result<Import, Refusal> {
    let mut each = Each {
        take,
        read: 0,
        rest: Import::default(),
    };
    read_into(path, format, &mut each)?;
    if each.read == 0 {
        return Err(nothing_read(path, each.rest.problems));
    }
    Ok(each.rest)
}

struct Each<F> {
    take: F,
    read: usize,
    rest: Import,
}

impl<F: FnMut(Record)> Sink for Each<F> {
    fn record(&mut self, record: Record) {
        self.read += 1;
        (self.take)(record);
    }

    fn problem(&mut self, problem: Problem) {
        self.rest.problem(problem);
    }

    fn loss(&mut self, loss: Loss) {
        loss::merge(&mut self.rest.losses, vec![loss]);
    }
}

/// Why a file gave no article.
pub(super) fn nothing_read(path: &Path, problems: Vec<Problem>) -> Refusal {
    let bytes = if path.is_dir() { None } else { read(path).ok() };
    let Some(bytes) = bytes else {
        return Refusal::NothingRead(path.to_owned(), problems);
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Refusal::Trouble(path.to_owned(), Trouble::Empty);
    }
    let is_text = std::str::from_utf8(&bytes).is_ok();
    match text(&bytes, path) {
        Err(refusal @ Refusal::NotUtf8(..)) if !is_text => refusal,
        _ => Refusal::NothingRead(path.to_owned(), problems),
    }
}

/// Reads a file or folder piece by piece.
///
/// # Errors
/// It cannot be read.
pub(super) fn read_into(
    path: &Path,
    format: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<(), Refusal> {
    if path.is_dir() {
        let format = choose_for_folder(path, format)?;
        let names = files_of(path, format, sink)?;
        format.read_folder(&names, &Below(path), sink);
        return Ok(());
    }
    let failed = |error| refuse(&StoreError::io(error, path), path);
    let mut reader = open(path).map_err(failed)?;
    if archive::is_archive(reader.fill_buf().map_err(failed)?) {
        return read_archive(path, format, sink);
    }
    let format = match format {
        Some(_) => choose(path, format)?,
        None => {
            let start = reader.fill_buf().map_err(failed)?;
            format::by_content(&name_of(path), start)
                .ok_or_else(|| Refusal::CannotGuess(path.to_owned()))?
        }
    };
    let beside = format.companions().iter();
    let beside = beside.map(|ending| path.with_extension(ending));
    let beside = beside.filter(|path| path.is_file());
    let files = Listed(iter::once(path.to_owned()).chain(beside).collect());
    let names = files.names();
    match (format.companions(), names.first()) {
        ([], Some(name)) => format.read_file(name, &files, sink).map_err(failed),
        _ => {
            format.read_folder(&names, &files, sink);
            Ok(())
        }
    }
}

/// Opens a zip archive.
///
/// # Errors
/// It cannot be read, or is none.
pub(super) fn archive(path: &Path) -> io::Result<Archive> {
    Archive::open(Arc::new(RealDisk.pieces(path)?))
}

/// Reads an archive as a folder of that format, or of the first of which it has members.
fn read_archive(path: &Path, format: Option<&str>, sink: &mut dyn Sink) -> Result<(), Refusal> {
    let damaged = |error: io::Error| {
        let trouble = Trouble::Damaged(error.to_string());
        Refusal::Trouble(path.to_owned(), trouble)
    };
    let archive = archive(path).map_err(damaged)?;
    let format = match format {
        Some(_) => choose(path, format)?,
        None => {
            let guess = |name: &String| guess_member(&archive, name);
            let found = archive
                .names()
                .iter()
                .take(MOST_LOOKED_AT)
                .filter_map(guess);
            let found: Vec<&dyn Format> = found.collect();
            let is_folder = |format: &&&dyn Format| format.layout() == Layout::Folder;
            let chosen = found.iter().find(is_folder).or(found.first());
            *chosen.ok_or_else(|| Refusal::CannotGuess(path.to_owned()))?
        }
    };
    let mut names = archive.names().to_vec();
    names.retain(|name| belongs(name, format));
    format.read_folder(&names, &archive, sink);
    Ok(())
}

/// Reads members of an archive in that format.
///
/// # Errors
/// It cannot be read, or there is no such format.
pub(super) fn read_members(
    (path, members): (&Path, &[String]),
    format: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<(), Refusal> {
    let format = choose(path, format)?;
    let opened = archive(path).map_err(|error| refuse(&StoreError::io(error, path), path))?;
    format.read_folder(members, &opened, sink);
    Ok(())
}

/// The format of a member by its name and how it begins; `None` if it is of none. What can be read as
/// articles is of a format only if it begins so.
pub(super) fn guess_member(archive: &Archive, name: &str) -> Option<&'static dyn Format> {
    if !format::is_candidate(name) {
        return None;
    }
    // One that cannot be read is told of when its turn comes.
    let start = archive.open(name).and_then(|mut member| {
        let start = member.fill_buf()?;
        Ok(start.to_vec())
    });
    let start = start.unwrap_or_default();
    let found = format::by_content(name, &start)?;
    let begins_so = found.recognises(&String::from_utf8_lossy(&start));
    let has_text = extract::has_known_ending(name);
    let has_text = has_text && extract::kind(name, &[]) != extract::Kind::Unsupported;
    (begins_so || !has_text).then_some(found)
}

/// A file from its beginning, in UTF-8 also if it is in UTF-16.
fn open(path: &Path) -> io::Result<impl BufRead + use<>> {
    Unfolded::new(RealDisk.reader(path)?)
}

/// The files below a folder.
struct Below<'p>(&'p Path);

/// A few files by the names that they are shown with.
struct Listed(Vec<PathBuf>);

impl Listed {
    fn names(&self) -> Vec<String> {
        self.0
            .iter()
            .map(|path| path.display().to_string())
            .collect()
    }
}

/// Where a file with a name is.
trait Paths {
    fn path(&self, name: &str) -> io::Result<PathBuf>;
}

impl Paths for Below<'_> {
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        Ok(self.0.join(name))
    }
}

impl Paths for Listed {
    fn path(&self, name: &str) -> io::Result<PathBuf> {
        let known = self
            .0
            .iter()
            .find(|path| path.display().to_string() == name);
        known.cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl<P: Paths> Files for P {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let bytes = RealDisk.read(&self.path(name)?, LARGEST)?;
        let mut wide = match Unfolded::new(bytes.as_slice())? {
            Unfolded::Plain(_) => return Ok(bytes),
            wide @ Unfolded::Wide(_) => wide,
        };
        let mut unfolded = Vec::new();
        wide.read_to_end(&mut unfolded)?;
        Ok(unfolded)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(open(&self.path(name)?)?))
    }

    fn pieces(&self, name: &str) -> io::Result<Arc<dyn Pieces>> {
        Ok(Arc::new(RealDisk.pieces(&self.path(name)?)?))
    }
}

impl Pieces for FilePieces {
    fn length(&self) -> u64 {
        Self::length(self)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        Self::read_at(self, at, into)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The format of a file by its name and how it begins; `None` if it is of none.
///
/// # Errors
/// It cannot be read.
pub(super) fn guess(path: &Path) -> Result<Option<&'static dyn Format>, Refusal> {
    let name = name_of(path);
    if !format::is_candidate(&name) {
        return Ok(None);
    }
    let failed = |error| refuse(&StoreError::io(error, path), path);
    let mut reader = open(path).map_err(failed)?;
    let start = reader.fill_buf().map_err(failed)?;
    Ok(format::by_content(&name, start))
}

/// The named format, or the first of which the folder has files.
fn choose_for_folder(dir: &Path, format: Option<&str>) -> Result<&'static dyn Format, Refusal> {
    if format.is_some() {
        return choose(dir, format);
    }
    let mut first = None;
    for name in names_below(dir, &mut Import::default())?
        .iter()
        .take(MOST_LOOKED_AT)
    {
        // One that cannot be read is told of when its turn comes.
        let found = guess(&dir.join(name)).unwrap_or_default();
        // Formats that are folders may have files of other formats beside theirs.
        if found.is_some_and(|format| format.layout() == Layout::Folder) {
            return found.ok_or_else(|| Refusal::CannotGuess(dir.to_owned()));
        }
        first = first.or(found);
    }
    first.ok_or_else(|| Refusal::CannotGuess(dir.to_owned()))
}

/// The files of a format in a folder, and those that belong to them, in the order of their names.
fn files_of(dir: &Path, format: &dyn Format, sink: &mut dyn Sink) -> Result<Vec<String>, Refusal> {
    let mut names = names_below(dir, sink)?;
    names.retain(|name| belongs(name, format));
    Ok(names)
}

/// Whether a file of that name can be of a format, or belong to one that is.
pub(super) fn belongs(name: &str, format: &dyn Format) -> bool {
    let mut endings = format.extensions().iter().chain(format.companions());
    endings.any(|ending| has_ending(name, ending))
}

/// The names of all files in a folder and the folders in it, sorted. Folders in it that cannot be
/// read are told of, and so are names that are not Unicode.
fn names_below(dir: &Path, sink: &mut dyn Sink) -> Result<Vec<String>, Refusal> {
    let (mut folders, mut found) = (vec![String::new()], Vec::new());
    while let Some(folder) = folders.pop() {
        let names = match RealDisk.names(&dir.join(&folder)) {
            Ok(names) => names,
            Err(error) if folder.is_empty() => {
                return Err(refuse(&StoreError::io(error, dir), dir));
            }
            Err(error) => {
                sink.problem(unreadable(&folder, &error, Done::FileLeftOut));
                continue;
            }
        };
        for name in names {
            let name = match name.into_string() {
                Ok(name) => name,
                Err(name) => {
                    sink.problem(folder::unnamable(&folder, &name.to_string_lossy()));
                    continue;
                }
            };
            let below = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            // A link to a folder above would never end.
            if !dir.join(&below).is_symlink() && dir.join(&below).is_dir() {
                folders.push(below);
            } else {
                found.push(below);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// The named format, or the one that the file's name says.
///
/// # Errors
/// There is none of that name, or the file's name says nothing.
pub fn choose(path: &Path, format: Option<&str>) -> Result<&'static dyn Format, Refusal> {
    if let Some(id) = format {
        return format::by_id(id).ok_or_else(|| Refusal::UnknownFormat(id.to_owned()));
    }
    format::by_file_name(&name_of(path)).ok_or_else(|| Refusal::CannotGuess(path.to_owned()))
}

/// A format that can be written to `path`.
///
/// # Errors
/// As for [`choose`]; the format can only be read, or is a folder and no path is given.
pub(super) fn choose_to_write(
    path: Option<&Path>,
    format: Option<&str>,
) -> Result<&'static dyn Format, Refusal> {
    let format = choose(path.unwrap_or(Path::new("-")), format)?;
    if !format.writes() {
        return Err(Refusal::OnlyRead(format.id().to_owned()));
    }
    if format.layout() == Layout::Folder && path.is_none() {
        return Err(Refusal::NeedsFolder(format.id().to_owned()));
    }
    Ok(format)
}

/// What the store says, as a refusal.
pub(super) fn refuse(error: &StoreError, path: &Path) -> Refusal {
    match error {
        StoreError::AlreadyAProject(dir) => Refusal::AlreadyAProject(dir.clone()),
        error => Refusal::Trouble(path.to_owned(), trouble(error)),
    }
}
