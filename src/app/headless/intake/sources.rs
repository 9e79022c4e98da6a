//! What a person means by the paths that they name: files of an exchange format, folders of such
//! files, files of articles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::app::headless::{Problem, Refusal, files};
use crate::extract::{self, Kind};
use crate::format::folder::has_ending;
use crate::format::writing::Staged;
use crate::format::{self, Format, Layout, Sink};
use crate::store::disk::RealDisk;

/// Files that are read as one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What stands for them: the file, or the folder they are in.
    pub path: PathBuf,
    /// The id of their exchange format; without one they hold articles alone.
    pub format: Option<&'static str>,
    /// The files; a folder that is one whole stands for itself.
    pub files: Vec<PathBuf>,
    /// Of an archive of which not everything is read in this way: what is.
    pub members: Vec<String>,
}

impl Source {
    fn articles(path: PathBuf) -> Self {
        Self {
            files: vec![path.clone()],
            path,
            ..Self::default()
        }
    }

    /// A file or folder in the format of that id.
    #[must_use]
    pub fn of(path: PathBuf, format: &'static str) -> Self {
        Self {
            format: Some(format),
            ..Self::articles(path)
        }
    }

    /// The same files as articles alone.
    #[must_use]
    pub fn without_format(&self) -> Self {
        Self {
            format: None,
            ..self.clone()
        }
    }

    /// Whether they can be read as articles alone: an ordinary file of a kind that people write
    /// articles in.
    #[must_use]
    pub fn may_be_articles(&self) -> bool {
        if self.format.is_some() && !self.members.is_empty() {
            return false;
        }
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.files == [self.path.clone()] && !self.path.is_dir() && is_readable(&name)
    }
}

/// What these paths hold: what was named, and in place of each folder what can be imported of it, in
/// the order of names. Links and hidden files in folders are passed over, and so is what belongs to
/// another file.
#[must_use]
pub fn sources(paths: &[PathBuf]) -> Vec<Source> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(folder(path).into_iter().flat_map(unfolded));
        } else {
            found.extend(unfolded(file(path)));
        }
    }
    without_companions(found)
}

/// In place of an archive of which some is of an exchange format what it holds.
fn unfolded(source: Source) -> Vec<Source> {
    let parts = match source.format {
        None => archive(&source.path),
        Some(_) => None,
    };
    parts.unwrap_or_else(|| vec![source])
}

/// What an archive holds if some of it is of an exchange format; articles in it are one source.
fn archive(path: &Path) -> Option<Vec<Source>> {
    if extract::kind(&name_of(path), &[]) != Kind::Archive {
        return None;
    }
    // What cannot be read is told of when it is.
    let archive = files::archive(path).ok()?;
    let names = archive.names();
    let guess = |name: &String| (PathBuf::from(name), files::guess_member(&archive, name));
    let parts = parted(Path::new(""), names.iter().map(guess).collect());
    let (articles, marked): (Vec<Source>, Vec<Source>) = without_companions(parts)
        .into_iter()
        .partition(|part| part.format.is_none());
    if marked.is_empty() {
        return None;
    }
    let of_archive = |format, members| Source {
        format,
        members,
        ..Source::articles(path.to_owned())
    };
    let marked = marked.iter();
    let mut found: Vec<Source> = marked
        .map(|part| of_archive(part.format, members(part, names)))
        .collect();
    let articles = articles.iter().flat_map(|part| members(part, names));
    let mut articles: Vec<String> = articles.collect();
    articles.sort_unstable();
    if !articles.is_empty() {
        found.push(of_archive(None, articles));
    }
    Some(found)
}

/// The members of an archive that a part of it stands for, with those that belong to them.
fn members(part: &Source, names: &[String]) -> Vec<String> {
    let format = part.format.and_then(format::by_id);
    let is_of = |name: &&String| {
        let path = Path::new(name.as_str());
        if part.files.iter().any(|file| path == file) {
            return true;
        }
        let Some(format) = format.filter(|format| files::belongs(name, *format)) else {
            return false;
        };
        let beside = |file: &PathBuf| file.with_extension("") == path.with_extension("");
        let belongs = !format.companions().is_empty() && part.files.iter().any(beside);
        belongs || (is_whole(format) && path.starts_with(&part.path))
    };
    names.iter().filter(is_of).cloned().collect()
}

/// Whether there is anything in a folder that can be imported.
pub(in crate::app) fn brings_something(folder: &Path) -> bool {
    let mut any = false;
    walk(folder, &mut |path| {
        let name = name_of(path);
        any |= is_readable(&name) || format::is_candidate(&name);
        !any
    });
    any
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Whether the name is that of a file with text; in a folder others are passed over.
fn is_readable(name: &str) -> bool {
    extract::has_known_ending(name) && extract::kind(name, &[]) != Kind::Unsupported
}

fn file(path: &Path) -> Source {
    // What cannot be read is told of when it is.
    match files::guess(path) {
        Ok(Some(format)) => Source::of(path.to_owned(), format.id()),
        _ => Source::articles(path.to_owned()),
    }
}

fn folder(folder: &Path) -> Vec<Source> {
    let mut paths = Vec::new();
    walk(folder, &mut |path| {
        paths.push(path.to_owned());
        true
    });
    paths.sort_unstable();
    let guessed = paths.into_iter().map(|path| {
        let format = files::guess(&path).ok().flatten();
        (path, format)
    });
    parted(folder, guessed.collect())
}

/// Files of a folder, parted into what is read together.
fn parted(folder: &Path, guessed: Vec<(PathBuf, Option<&'static dyn Format>)>) -> Vec<Source> {
    let wholes: BTreeMap<PathBuf, &'static str> = guessed
        .iter()
        .filter_map(|(path, format)| {
            let format = format.filter(|format| is_whole(*format))?;
            // Rows in other files may stand among files that are none of it.
            let usual = format.extensions().first()?;
            has_ending(&name_of(path), usual).then_some(())?;
            Some((whole_of(path)?, format.id()))
        })
        .collect();
    let (mut found, mut together) = (Vec::new(), BTreeMap::<&str, Vec<PathBuf>>::new());
    for (path, format) in guessed {
        if wholes.keys().any(|whole| path.starts_with(whole)) {
            continue;
        }
        match format {
            Some(format) if format.layout() == Layout::Folder => {
                together.entry(format.id()).or_default().push(path);
            }
            Some(format) => found.push(Source::of(path, format.id())),
            // A folder here is one that cannot be read, which is told of when it is.
            None if path.is_dir() || is_readable(&name_of(&path)) => {
                found.push(Source::articles(path));
            }
            None => {}
        }
    }
    let wholes = wholes.into_iter().map(|(path, id)| Source::of(path, id));
    let together = together.into_iter().map(|(id, files)| Source {
        path: folder.to_owned(),
        format: Some(id),
        files,
        members: Vec::new(),
    });
    wholes.chain(together).chain(found).collect()
}

/// Whether a folder of that format is one dataset, and not one for each file.
fn is_whole(format: &dyn Format) -> bool {
    format.layout() == Layout::Folder && format.staged().is_some_and(Staged::has_parts)
}

/// The folder that is one dataset with this file, whose parts stand beside it or in `data`.
fn whole_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent()?;
    let above = folder.parent().filter(|_| folder.ends_with("data"));
    Some(above.unwrap_or(folder).to_owned())
}

/// Gives the files in a folder and the folders in it until `take` has enough, and of the folders
/// those that cannot be read.
fn walk(folder: &Path, take: &mut dyn FnMut(&Path) -> bool) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(names) = RealDisk.names(&folder) else {
            if !take(&folder) {
                return;
            }
            continue;
        };
        for name in names {
            let path = folder.join(&name);
            if name.as_encoded_bytes().starts_with(b".") || path.is_symlink() {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if !take(&path) {
                return;
            }
        }
    }
}

/// Files that are read with another one are no sources of their own.
fn without_companions(mut found: Vec<Source>) -> Vec<Source> {
    let of = |source: &Source| {
        let format = source.format.and_then(format::by_id);
        let endings = format.map_or(&[][..], |format| format.companions());
        let beside = |file: &PathBuf| {
            let named = endings.iter().map(|ending| file.with_extension(ending));
            named.collect::<Vec<_>>()
        };
        let files = source.files.iter().filter(|_| source.members.is_empty());
        files.flat_map(beside).collect::<Vec<_>>()
    };
    let companions: BTreeSet<PathBuf> = found.iter().flat_map(of).collect();
    found.retain(|source| source.format.is_some() || !companions.contains(&source.path));
    found
}

/// Gives what files of an exchange format hold to `sink`. What cannot be read at all is returned;
/// the others are read nevertheless.
pub(in crate::app) fn read(source: &Source, sink: &mut dyn Sink) -> Vec<Refusal> {
    if !source.members.is_empty() {
        let members = (source.path.as_path(), source.members.as_slice());
        let read = files::read_members(members, source.format, sink);
        return read.err().into_iter().collect();
    }
    let mut refused = Vec::new();
    for file in &source.files {
        if sink.enough() {
            break;
        }
        refused.extend(files::read_into(file, source.format, sink).err());
    }
    refused
}

/// Why files gave no article.
pub(in crate::app) fn nothing_read(source: &Source, problems: Vec<Problem>) -> Refusal {
    files::nothing_read(&source.path, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(path: PathBuf, text: &str) -> PathBuf {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn a_folder_is_parted_into_what_is_read_together_and_nothing_is_read_twice() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("all");
        put(dir.join("brat/a.txt"), "زار");
        let ann = put(dir.join("brat/a.ann"), "");
        let article = put(dir.join("brat/lonely.txt"), "نص");
        let lines = put(dir.join("b.conll"), "x O\n");
        put(dir.join("hf/README.md"), "card");
        put(dir.join("hf/data/train.parquet"), "PAR1");
        put(dir.join("hf/data/train.jsonl"), "{}");
        put(dir.join("picture.png"), "PNG");
        put(dir.join(".hidden/a.ann"), "");
        let found = sources(std::slice::from_ref(&dir));
        let expected = [
            Source::of(dir.join("hf"), "hf"),
            Source {
                path: dir.clone(),
                format: Some("brat"),
                files: vec![ann.clone()],
                members: Vec::new(),
            },
            Source::of(lines, "conll2003"),
            Source::articles(article),
        ];
        assert_eq!(found, expected);
        assert!(brings_something(&dir));
        let both = sources(&[ann.clone(), ann.with_extension("txt")]);
        assert_eq!(both, [Source::of(ann, "brat")]);
    }

    #[test]
    fn articles_beside_files_with_annotations_are_sources_of_their_own() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("all");
        let marked = put(
            dir.join("a.xmi"),
            "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"/>",
        );
        put(dir.join("TypeSystem.xml"), "<typeSystemDescription/>");
        let article = put(dir.join("b.txt"), "نص");
        let together = Source {
            path: dir.clone(),
            format: Some("xmi"),
            files: vec![marked],
            members: Vec::new(),
        };
        assert_eq!(sources(&[dir]), [together, Source::articles(article)]);
    }

    #[test]
    fn a_folder_of_nothing_brings_nothing() {
        let home = tempfile::tempdir().unwrap();
        put(home.path().join("picture.png"), "PNG");
        assert!(!brings_something(home.path()));
        assert_eq!(sources(&[home.path().to_owned()]), []);
    }
}
