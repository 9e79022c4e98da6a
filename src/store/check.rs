//! Reads all files of a project and says what is wrong with them; puts right what can be, after a
//! copy of every file that it changes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::conflict;
use super::disk::{Disk, RealDisk};
use super::error::StoreError;
use super::ids;
use super::journal;
use super::project::{Opened, ProjectStore, sheet_at};
use super::ron_file::write_ron;
use super::schema::v1;
use crate::model::article::{Article, ArticleMeta, title_of};
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::project::ArticleEntry;

/// Largest file that is looked at, in bytes.
const LARGEST: u64 = 4 << 30;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// So many lines of a journal have a flipped bit.
    Flipped(usize, PathBuf),
    /// So many parts of a journal are damaged past recognition.
    Gap(usize, PathBuf),
    /// The last line of a journal is torn; it was never confirmed.
    Torn(PathBuf),
    /// So many numbers of records are missing in a journal.
    Missing(u64, PathBuf),
    /// So many records have the number of another one.
    Doubled(usize, PathBuf),
    /// A write that was never finished left this file.
    LeftOver(PathBuf),
    /// A synchronising program left this copy.
    ConflictCopy(PathBuf),
    /// A text without its metadata is not listed.
    NotListed(PathBuf),
    /// A sheet on an article that is not there.
    Orphan(PathBuf),
    /// A sheet that makes no sense: why, whose, on what.
    Sheet(String, AnnotatorId, ArticleId),
    /// An article that cannot be read: why, and where.
    Article(String, PathBuf),
    /// A text is no longer what was imported.
    Altered(PathBuf),
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// Articles looked at.
    pub articles: usize,
    /// Annotations looked at.
    pub annotations: usize,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Labels that annotations use and the project does not have.
    pub unknown_labels: BTreeSet<String>,
}

/// Reads everything in a project.
///
/// # Errors
/// It cannot be opened, or a folder cannot be read.
pub fn check(dir: &Path) -> Result<Findings, StoreError> {
    let opened = ProjectStore::open_to_read(dir, "check".into())?;
    let mut findings = Findings::default();
    look_at_names(dir, &opened, &mut findings)?;
    for (id, entry) in opened.project.entries() {
        findings.articles += 1;
        if let Err(error) = opened.store.text(id, entry) {
            let path = dir.join("articles").join(format!("{id}.txt"));
            findings.faults.push(match error {
                StoreError::Altered(path) => Fault::Altered(path),
                other => Fault::Article(other.to_string(), path),
            });
        }
    }
    for name in opened.store.annotators()? {
        look_at_journal(dir, &name, &mut findings)?;
        look_at_sheets(dir, &name, &mut findings)?;
    }
    Ok(findings)
}

fn look_at_names(dir: &Path, opened: &Opened, findings: &mut Findings) -> Result<(), StoreError> {
    let mut folders = vec![dir.to_owned(), dir.join("articles"), dir.join("journal")];
    let sheets = dir.join("sheets");
    let of = |folder: &Path| {
        let names = RealDisk.list(folder);
        names.map_err(|error| StoreError::io(error, folder))
    };
    folders.extend(of(&sheets)?.iter().map(|name| sheets.join(name)));
    for folder in folders {
        for name in of(&folder)? {
            let path = folder.join(&name);
            if name.ends_with(".tmp") {
                findings.faults.push(Fault::LeftOver(path));
            } else if conflict::is_copy(&name) {
                findings.faults.push(Fault::ConflictCopy(path));
            } else if folder.starts_with(&sheets) {
                let id = name.strip_suffix(".ron").map(ArticleId::from);
                if id.is_some_and(|id| opened.project.entry(&id).is_none()) {
                    findings.faults.push(Fault::Orphan(path));
                }
            } else if folder.ends_with("articles") {
                let text = name.ends_with(".txt");
                if text && !RealDisk.exists(&path.with_extension("ron")) {
                    findings.faults.push(Fault::NotListed(path));
                }
            }
        }
    }
    Ok(())
}

fn journal_of(dir: &Path, name: &AnnotatorId) -> PathBuf {
    dir.join("journal").join(format!("{name}.log"))
}

fn look_at_journal(
    dir: &Path,
    name: &AnnotatorId,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let path = journal_of(dir, name);
    if !RealDisk.exists(&path) {
        return Ok(());
    }
    let bytes = RealDisk.read(&path, LARGEST);
    let bytes = bytes.map_err(|error| StoreError::io(error, &path))?;
    let reading = journal::read(&bytes);
    let faults = &mut findings.faults;
    let flipped = reading.flaws.iter().filter(|f| f.mended.is_some()).count();
    let gaps = reading.flaws.len() - flipped;
    if flipped > 0 {
        faults.push(Fault::Flipped(flipped, path.clone()));
    }
    match reading.torn_end(bytes.len()) {
        Some(end) if end < bytes.len() => faults.push(Fault::Torn(path.clone())),
        None if gaps > 0 => faults.push(Fault::Gap(gaps, path.clone())),
        _ => {}
    }
    if reading.renumbered > 0 {
        faults.push(Fault::Doubled(reading.renumbered, path.clone()));
    }
    let last = reading.records.last().map_or(0, |record| record.seq);
    let missing = last.saturating_sub(reading.records.len() as u64);
    if missing > 0 {
        faults.push(Fault::Missing(missing, path));
    }
    Ok(())
}

fn look_at_sheets(
    dir: &Path,
    name: &AnnotatorId,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let opened = ProjectStore::open_to_read(dir, name.clone())?;
    for (id, entry) in opened.project.entries() {
        match opened.store.load(id, entry) {
            Ok((_, sheet)) => {
                findings.annotations += sheet.annotations().len();
                let labels = sheet.annotations().map(|annotation| &annotation.label);
                let unknown = labels.filter(|l| opened.project.labels().get(l).is_none());
                let unknown = unknown.map(ToString::to_string);
                findings.unknown_labels.extend(unknown);
            }
            // What is wrong with the text was told.
            Err(_) if opened.store.text(id, entry).is_err() => {}
            Err(error) => {
                let what = error.to_string();
                let fault = Fault::Sheet(what, name.clone(), id.clone());
                findings.faults.push(fault);
            }
        }
    }
    Ok(())
}

/// What came of a repair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// What was put right.
    pub done: Vec<Fault>,
    /// What only a person can put right.
    pub left: Vec<Fault>,
}

/// Puts right what can be put right. Every file that is changed is copied into `backup` first.
///
/// # Errors
/// A file cannot be copied or written; what was put right before stays so.
pub fn repair(dir: &Path, faults: Vec<Fault>, backup: &Path) -> Result<Repaired, StoreError> {
    let mut repaired = Repaired::default();
    for fault in faults {
        if mend(dir, &fault, backup)? {
            repaired.done.push(fault);
        } else {
            repaired.left.push(fault);
        }
    }
    Ok(repaired)
}

fn mend(dir: &Path, fault: &Fault, backup: &Path) -> Result<bool, StoreError> {
    match fault {
        Fault::Flipped(_, path) | Fault::Gap(_, path) | Fault::Torn(path) => {
            keep(dir, path, backup)?;
            mend_journal(path)
        }
        Fault::LeftOver(path) => {
            keep(dir, path, backup)?;
            let removed = RealDisk.remove(path);
            removed.map_err(|error| StoreError::io(error, path))?;
            Ok(true)
        }
        Fault::NotListed(path) => list(path),
        Fault::Sheet(_, name, id) => {
            keep(dir, &sheet_at(dir, name, id), backup)?;
            rebuild(dir, name, id)
        }
        Fault::Missing(..)
        | Fault::Doubled(..)
        | Fault::ConflictCopy(_)
        | Fault::Orphan(_)
        | Fault::Article(..)
        | Fault::Altered(_) => Ok(false),
    }
}

/// Copies a file of the project, at its place in the project, unless that was done before.
fn keep(dir: &Path, path: &Path, backup: &Path) -> Result<(), StoreError> {
    let place = path.strip_prefix(dir).unwrap_or(path);
    let copy = backup.join(place);
    if RealDisk.exists(&copy) || !RealDisk.exists(path) {
        return Ok(());
    }
    let folder = copy.parent().unwrap_or(backup);
    let copied = RealDisk
        .make_folder(folder)
        .and_then(|()| RealDisk.read(path, LARGEST))
        .and_then(|bytes| RealDisk.replace(&copy, &bytes));
    copied.map_err(|error| StoreError::io(error, path))
}

fn mend_journal(path: &Path) -> Result<bool, StoreError> {
    let failed = |error| StoreError::io(error, path);
    let bytes = RealDisk.read(path, LARGEST).map_err(failed)?;
    let reading = journal::read(&bytes);
    let whole = reading.mended(&bytes);
    if !reading.newer && whole != bytes {
        RealDisk.replace(path, &whole).map_err(failed)?;
    }
    Ok(!reading.newer)
}

/// Gives a text its metadata, as an import would.
fn list(path: &Path) -> Result<bool, StoreError> {
    let id = path.file_stem().and_then(|stem| stem.to_str());
    let bytes = RealDisk.read(path, super::project::LARGEST_TEXT);
    let bytes = bytes.map_err(|error| StoreError::io(error, path))?;
    let (Some(_), Ok(text)) = (id.filter(|id| ids::is_safe(id)), String::from_utf8(bytes)) else {
        return Ok(false);
    };
    let title = title_of(&text).unwrap_or_default();
    let meta = ArticleMeta {
        title,
        ..ArticleMeta::default()
    };
    let sha256 = ids::sha256(&text);
    let file = v1::article_file(&ArticleEntry { meta, sha256 });
    write_ron(&RealDisk, &path.with_extension("ron"), &file)?;
    Ok(true)
}

/// Makes a sheet anew from all that the journal says of it.
fn rebuild(dir: &Path, name: &AnnotatorId, id: &ArticleId) -> Result<bool, StoreError> {
    let opened = ProjectStore::open_to_read(dir, name.clone())?;
    let Some(entry) = opened.project.entry(id) else {
        return Ok(false);
    };
    let article = Article {
        id: id.clone(),
        text: opened.store.text(id, entry)?.into(),
        meta: entry.meta.clone(),
    };
    let Some((sheet, last)) = opened.store.sheet_of_journal(&article)? else {
        return Ok(false);
    };
    let file = v1::sheet_file(&sheet, last);
    write_ron(&RealDisk, &sheet_at(dir, name, id), &file)?;
    Ok(true)
}
