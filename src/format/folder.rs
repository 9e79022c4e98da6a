//! Files of a folder, read one after the other: memory holds one article and what belongs to it.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::flaw::{Done, Expected, Flaw};
use super::ids::Ids;
use super::loss::Loss;
use super::problem::{Problem, ProblemKind};
use super::{Format, NamedFile, Sink};
use crate::model::dataset::Record;

/// Files by their names, each read when its turn comes.
pub trait Files {
    /// All of a file.
    ///
    /// # Errors
    /// It cannot be read.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
    /// A file from its beginning.
    ///
    /// # Errors
    /// It cannot be opened.
    fn open(&self, name: &str) -> io::Result<Box<dyn BufRead + '_>>;
    /// A file whose pieces are read in any order.
    ///
    /// # Errors
    /// It cannot be opened.
    fn pieces(&self, name: &str) -> io::Result<Arc<dyn Pieces>>;
}

/// A file whose pieces are read in any order.
pub trait Pieces: Send + Sync {
    /// Its length in bytes.
    fn length(&self) -> u64;
    /// Reads what stands at a byte, as much as there is and fits, and says how much it was.
    ///
    /// # Errors
    /// It cannot be read.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize>;
}

impl Pieces for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.len());
        (&self[at..]).read(into)
    }
}

/// A place in a file of pieces, from which it is read on.
#[derive(Clone)]
pub(super) struct Cursor {
    file: Arc<dyn Pieces>,
    at: u64,
}

impl Cursor {
    /// At that byte.
    pub fn new(file: Arc<dyn Pieces>, at: u64) -> Self {
        Self { file, at }
    }
}

impl Read for Cursor {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read_at(self.at, into)?;
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for Cursor {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.file.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Files that are in memory.
pub(super) struct InMemory<'f> {
    by_name: HashMap<&'f str, &'f [u8]>,
}

impl<'f> InMemory<'f> {
    /// Of several with one name the first counts.
    pub fn new(files: &'f [NamedFile]) -> Self {
        let named = files.iter().rev();
        let by_name = named.map(|file| (file.name.as_str(), file.bytes.as_slice()));
        Self {
            by_name: by_name.collect(),
        }
    }

    fn bytes(&self, name: &str) -> io::Result<&'f [u8]> {
        let bytes = self.by_name.get(name).copied();
        bytes.ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

impl Files for InMemory<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        self.bytes(name).map(<[u8]>::to_vec)
    }

    fn open(&self, name: &str) -> io::Result<Box<dyn BufRead + '_>> {
        Ok(Box::new(self.bytes(name)?))
    }

    fn pieces(&self, name: &str) -> io::Result<Arc<dyn Pieces>> {
        Ok(Arc::new(self.read(name)?))
    }
}

/// Reads files one after the other, each with those that belong to it. A file that cannot be read is
/// told of and keeps no other out; no two articles have one id.
pub(super) fn each<F: Format + ?Sized>(
    format: &F,
    names: &[String],
    files: &dyn Files,
    sink: &mut dyn Sink,
) {
    let mut ids = Ids::default();
    let known: HashSet<&str> = match format.companions() {
        [] => HashSet::new(),
        _ => names.iter().map(String::as_str).collect(),
    };
    for name in names {
        if sink.enough() {
            return;
        }
        let mut apart = Apart {
            ids: &mut ids,
            file: name,
            sink,
        };
        if format.companions().is_empty() {
            let read = format.read_file(name, files, &mut apart);
            if let Err(error) = read {
                apart.problem(unreadable(name, &error, Done::RestLeftOut));
            }
            continue;
        }
        let group = group(format, name, &known).map(|group| all(&group, files));
        match group {
            Some(Ok(group)) => format.read_together(&group).pour(&mut apart),
            Some(Err(problem)) => apart.problem(problem),
            None => {}
        }
    }
}

/// What is told of a file that cannot be read.
#[must_use]
pub fn unreadable(name: &str, error: &io::Error, done: Done) -> Problem {
    let flaw = Flaw {
        expected: Expected::ReadableFile,
        found: error.to_string(),
        done,
    };
    Problem::new(name, (1, 1), ProblemKind::Flaw(flaw))
}

/// What is told of a file in `folder` whose name is not Unicode, with what of it can be shown.
#[must_use]
pub fn unnamable(folder: &str, name: &str) -> Problem {
    let file = if folder.is_empty() { "." } else { folder };
    let flaw = Flaw {
        expected: Expected::FileName,
        found: name.to_owned(),
        done: Done::FileLeftOut,
    };
    Problem::new(file, (1, 1), ProblemKind::Flaw(flaw))
}

/// Whether a file name has that ending, in small letters or capitals.
#[must_use]
pub fn has_ending(name: &str, ending: &str) -> bool {
    let parted = name.len().checked_sub(ending.len());
    let parted = parted.and_then(|at| name.split_at_checked(at));
    parted.is_some_and(|(rest, end)| rest.ends_with('.') && end.eq_ignore_ascii_case(ending))
}

fn all(names: &[String], files: &dyn Files) -> Result<Vec<NamedFile>, Problem> {
    let one = |name: &String| match files.read(name) {
        Ok(bytes) => Ok(NamedFile {
            name: name.clone(),
            bytes,
        }),
        Err(error) => Err(unreadable(name, &error, Done::FileLeftOut)),
    };
    names.iter().map(one).collect()
}

/// A file and those that belong to it; nothing if it belongs to another one itself.
fn group<F: Format + ?Sized>(format: &F, name: &str, known: &HashSet<&str>) -> Option<Vec<String>> {
    let beside = |stem: &str, endings: &[&str]| -> Vec<String> {
        let written = |ending: &&str| [(*ending).to_owned(), ending.to_uppercase()];
        let names = endings.iter().flat_map(written);
        let names = names.map(|ending| format!("{stem}.{ending}"));
        names.filter(|name| known.contains(name.as_str())).collect()
    };
    let mut group = vec![name.to_owned()];
    if let Some(stem) = stem(name, format.extensions()) {
        group.extend(beside(stem, format.companions()));
        return Some(group);
    }
    let stem = stem(name, format.companions());
    let belongs = stem.is_some_and(|stem| !beside(stem, format.extensions()).is_empty());
    (!belongs).then_some(group)
}

/// The name without the longest of these endings that it has.
fn stem<'n>(name: &'n str, endings: &[&str]) -> Option<&'n str> {
    let stems = endings.iter().filter_map(|ending| {
        let fits = has_ending(name, ending);
        fits.then(|| &name[..name.len() - ending.len() - 1])
    });
    stems.min_by_key(|stem| stem.len())
}

/// Gives articles of a file ids that no article of another file has, and tells of those that had.
struct Apart<'s> {
    ids: &'s mut Ids,
    file: &'s str,
    sink: &'s mut dyn Sink,
}

impl Sink for Apart<'_> {
    fn record(&mut self, mut record: Record) {
        let wanted = record.article.id.to_string();
        let id = self.ids.free(&wanted);
        if id != wanted {
            record.article.id = id.as_str().into();
            let kind = ProblemKind::DuplicateId(wanted, id);
            self.sink.problem(Problem::new(self.file, (1, 1), kind));
        }
        self.sink.record(record);
    }

    fn problem(&mut self, problem: Problem) {
        self.sink.problem(problem);
    }

    fn loss(&mut self, loss: Loss) {
        self.sink.loss(loss);
    }

    fn enough(&self) -> bool {
        self.sink.enough()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Import, brat::Brat};

    /// Files of which some cannot be read.
    struct Failing<'f>(InMemory<'f>);

    impl Files for Failing<'_> {
        fn read(&self, name: &str) -> io::Result<Vec<u8>> {
            if name.starts_with("locked") {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            self.0.read(name)
        }

        fn open(&self, name: &str) -> io::Result<Box<dyn BufRead + '_>> {
            let rest = Failing(InMemory::new(&[])).read(name).err();
            match rest.filter(|_| name.starts_with("locked")) {
                Some(error) => Err(error),
                None => self.0.open(name),
            }
        }

        fn pieces(&self, name: &str) -> io::Result<Arc<dyn Pieces>> {
            self.0.pieces(name)
        }
    }

    fn files(named: &[(&str, &str)]) -> Vec<NamedFile> {
        let one = |(name, text): &(&str, &str)| NamedFile {
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        named.iter().map(one).collect()
    }

    fn read(format: &dyn Format, named: &[(&str, &str)]) -> Import {
        let (files, mut import) = (files(named), Import::default());
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let files = Failing(InMemory::new(&files));
        format.read_folder(&names, &files, &mut import);
        import
    }

    fn told(import: &Import) -> Vec<&str> {
        import.problems.iter().map(|p| p.file.as_str()).collect()
    }

    #[test]
    fn a_file_that_cannot_be_read_keeps_no_other_out() {
        let brat = [
            ("a.ann", "T1\tPER 0 2\tزي"),
            ("a.txt", "زيد"),
            ("locked.ann", ""),
            ("locked.txt", ""),
            ("lonely.txt", "x"),
            ("x/a.ann", ""),
            ("x/a.txt", "ب"),
        ];
        let import = read(&Brat, &brat);
        let ids: Vec<String> = import
            .records
            .iter()
            .map(|r| r.article.id.to_string())
            .collect();
        assert_eq!(ids, ["a", "a-2"]);
        assert_eq!(told(&import), ["locked.ann", "lonely.txt", "x/a.ann"]);
        let lines = [
            ("a.conll", "زيد -X- O B-PER\n"),
            ("locked.conll", ""),
            ("z.conll", "زيد -X- O O\n"),
        ];
        let import = read(&crate::format::columns::CONLL2003, &lines);
        assert_eq!(import.records.len(), 2, "{:?}", import.problems);
        assert!(told(&import).contains(&"locked.conll"));
    }
}
