//! Project folders: make, fill, read.

use std::path::{Path, PathBuf};

use super::Refusal;
use super::files::refuse;
pub use super::filling::{Way, import};
pub use super::intake::Imported;
use crate::app::jobs::trouble::read_only_reason;
use crate::model::article::Article;
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::{AnnotatorId, ArticleId};
use crate::model::label::LabelSet;
use crate::model::sheet::Sheet;
use crate::store::disk::RealDisk;
use crate::store::ids::is_safe;
use crate::store::labels;
use crate::store::project::{Opened, ProjectStore};

/// Who imports and exports when nobody is named and the project knows nobody.
pub const DEFAULT_ANNOTATOR: &str = "me";

/// Makes a project. `label_set` is the name of a bundled one or a file.
///
/// # Errors
/// There is one already, the labels make no sense, or the folder cannot be written to.
pub fn create(dir: &Path, label_set: &str) -> Result<(), Refusal> {
    let labels = match labels::template(label_set) {
        Some(labels) => labels,
        None if Path::new(label_set).exists() => {
            let path = Path::new(label_set);
            labels::from_file(&RealDisk, path).map_err(|error| refuse(&error, path))?
        }
        None => return Err(Refusal::UnknownLabels(label_set.to_owned())),
    };
    let name = dir.file_name().unwrap_or(dir.as_os_str()).to_string_lossy();
    ProjectStore::create(dir, &name, &labels, DEFAULT_ANNOTATOR.into())
        .map(drop)
        .map_err(|error| refuse(&error, dir))
}

/// Opens a project for an annotator to write.
pub(super) fn open_to_write(dir: &Path, annotator: &str) -> Result<Opened, Refusal> {
    if !is_safe(annotator) {
        return Err(Refusal::BadAnnotator(annotator.to_owned()));
    }
    let opened = ProjectStore::open(dir, annotator.into());
    let opened = opened.map_err(|error| refuse(&error, dir))?;
    if opened.store.is_writable() {
        Ok(opened)
    } else {
        Err(Refusal::Trouble(
            dir.to_owned(),
            read_only_reason(&opened.notices),
        ))
    }
}

/// Opens a project to read one annotator's sheets: the one named, else the only one.
pub(super) fn open(dir: &Path, annotator: Option<&str>) -> Result<Opened, Refusal> {
    let who = |name: &str| ProjectStore::open_to_read(dir, AnnotatorId::from(name));
    let opened = who(annotator.unwrap_or(DEFAULT_ANNOTATOR)).map_err(|e| refuse(&e, dir))?;
    let names = annotators(&opened)?;
    match (annotator, names.as_slice()) {
        (None, [only]) if only != DEFAULT_ANNOTATOR => who(only).map_err(|e| refuse(&e, dir)),
        (None, names) if names.len() > 1 => Err(Refusal::WhichAnnotator(names.to_vec())),
        (Some(name), _) if !is_safe(name) => Err(Refusal::BadAnnotator(name.to_owned())),
        _ => Ok(opened),
    }
}

fn annotators(opened: &Opened) -> Result<Vec<String>, Refusal> {
    let dir = opened.store.dir();
    let known = opened.store.annotators().map_err(|e| refuse(&e, dir))?;
    Ok(known.iter().map(ToString::to_string).collect())
}

/// Refuses a name that nobody works under, so that a slip of the pen exports no empty file.
///
/// # Errors
/// The project cannot be read, or nobody of that name has work in it.
pub fn must_know(dir: &Path, annotator: &str) -> Result<(), Refusal> {
    let names = annotators(&open(dir, Some(annotator))?)?;
    if names.is_empty() || names.iter().any(|name| name == annotator) {
        return Ok(());
    }
    Err(Refusal::NoSuchAnnotator(annotator.to_owned(), names))
}

/// The project as one annotator sees it.
///
/// # Errors
/// It cannot be read.
pub fn dataset(dir: &Path, annotator: Option<&str>) -> Result<Dataset, Refusal> {
    let opened = open(dir, annotator)?;
    let mut records = Vec::new();
    for (id, entry) in opened.project.entries() {
        let (article, sheet) = opened
            .store
            .load(id, entry)
            .map_err(|error| refuse(&error, &article_path(dir, id)))?;
        records.push(Record {
            article,
            annotations: sheet.annotations().cloned().collect(),
            relations: sheet.relations().cloned().collect(),
            suggestions: Vec::new(),
            blind: sheet.remarks().blind,
        });
    }
    Ok(Dataset {
        labels: opened.project.labels().clone(),
        records,
    })
}

/// The labels of a project.
///
/// # Errors
/// It cannot be read.
pub fn labels(dir: &Path) -> Result<LabelSet, Refusal> {
    Ok(open(dir, Some(DEFAULT_ANNOTATOR))?.project.labels().clone())
}

/// Gives the articles of a project one by one, in the order of their ids, until one is refused.
///
/// # Errors
/// The project or an article cannot be read, or what `take` says.
pub fn each_article<E: From<Refusal>>(
    dir: &Path,
    mut take: impl FnMut(&Article) -> Result<(), E>,
) -> Result<(), E> {
    let opened = open(dir, Some(DEFAULT_ANNOTATOR))?;
    for (id, entry) in opened.project.entries() {
        let loaded = opened.store.load(id, entry);
        let (article, _) = loaded.map_err(|error| refuse(&error, &article_path(dir, id)))?;
        take(&article)?;
    }
    Ok(())
}

/// Gives the articles of a project with the sheets of the only annotator, or of the usual one if
/// there are several.
///
/// # Errors
/// The project or an article cannot be read.
pub(super) fn each_sheet(
    dir: &Path,
    mut take: impl FnMut(&Article, &Sheet),
) -> Result<(), Refusal> {
    let opened = match open(dir, None) {
        Err(Refusal::WhichAnnotator(_)) => open(dir, Some(DEFAULT_ANNOTATOR))?,
        opened => opened?,
    };
    for (id, entry) in opened.project.entries() {
        let loaded = opened.store.load(id, entry);
        let (article, sheet) = loaded.map_err(|error| refuse(&error, &article_path(dir, id)))?;
        take(&article, &sheet);
    }
    Ok(())
}

pub(super) fn article_path(dir: &Path, id: &ArticleId) -> PathBuf {
    dir.join("articles").join(format!("{id}.txt"))
}
