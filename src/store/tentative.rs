//! Suggestions that came from files: `suggestions/<origin>/<article>.ron`.
//!
//! Our own engines' suggestions are computed anew; these cannot be, so they are kept. They are no
//! truth: nothing is lost with the folder but what another program believed. These files are what
//! counts; the journal holds what they said before and after an import, for undo alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::error::StoreError;
use super::ids::is_safe;
use super::ron_file::{read_ron, write_ron};
use super::schema::VERSION;
use super::schema::v1::{TentativeFile, tentative_file, tentative_from};
use crate::model::article::Article;
use crate::model::ids::{ArticleId, EngineId};
use crate::model::label::Bilingual;
use crate::model::suggestion::{Evidence, Suggestion, Tentative};
use crate::text::offset::Span;

/// What one file said about one article.
#[derive(Debug, Serialize, Deserialize)]
struct OriginFile {
    /// Format version.
    format: u32,
    /// In document order.
    suggestions: Vec<TentativeFile>,
}

fn folder(dir: &Path) -> PathBuf {
    dir.join("suggestions")
}

fn path(dir: &Path, origin: &str, article: &ArticleId) -> PathBuf {
    folder(dir).join(origin).join(format!("{article}.ron"))
}

/// Keeps what `origin` says about an article, in the place of what it said before. Of an origin that
/// says nothing nothing is left.
///
/// # Errors
/// It cannot be written, or the origin cannot be the name of a folder.
pub fn write(
    disk: &dyn Disk,
    dir: &Path,
    (origin, article): (&str, &ArticleId),
    said: &[Tentative],
) -> Result<(), StoreError> {
    let path = path(dir, origin, article);
    if !is_safe(origin) || !is_safe(article.as_str()) {
        return Err(StoreError::damaged(
            "the name cannot be a folder name",
            &path,
        ));
    }
    let of_origin = folder(dir).join(origin);
    if said.is_empty() {
        if disk.exists(&path) {
            let removed = disk.remove(&path);
            removed.map_err(|error| StoreError::io(error, &path))?;
            // It stays as long as the origin says something of other articles.
            drop(disk.remove_folder(&of_origin));
        }
        return Ok(());
    }
    let made = disk.make_folder(&of_origin);
    made.map_err(|error| StoreError::io(error, &of_origin))?;
    let file = OriginFile {
        format: VERSION,
        suggestions: said.iter().map(tentative_file).collect(),
    };
    write_ron(disk, &path, &file)
}

/// What `origin` says about an article as its file has it; what makes no sense is left out.
#[must_use]
pub fn said(disk: &dyn Disk, dir: &Path, (origin, article): (&str, &ArticleId)) -> Vec<Tentative> {
    let path = path(dir, origin, article);
    if !is_safe(origin) || !is_safe(article.as_str()) || !disk.exists(&path) {
        return Vec::new();
    }
    let file = read_ron::<OriginFile>(disk, &path);
    let said = file.map_or_else(|_| Vec::new(), |file| file.suggestions);
    let said = said.into_iter().map(tentative_from);
    said.filter_map(Result::ok).collect()
}

/// What files said about an article, in document order; and which of them make no sense.
#[must_use]
pub fn read(disk: &dyn Disk, dir: &Path, article: &Article) -> (Vec<Suggestion>, Vec<StoreError>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    let origins = match disk.list(&folder(dir)) {
        Ok(origins) => origins,
        Err(error) => return (found, vec![StoreError::io(error, &folder(dir))]),
    };
    for origin in origins.iter().filter(|origin| is_safe(origin)) {
        let path = path(dir, origin, &article.id);
        if !disk.exists(&path) {
            continue;
        }
        match read_ron::<OriginFile>(disk, &path) {
            Ok(file) if file.format > VERSION => {
                errors.push(StoreError::damaged("written by a newer version", &path));
            }
            Ok(file) => {
                for entry in file.suggestions {
                    match suggestion(entry, origin, &article.text) {
                        Ok(suggestion) => found.push(suggestion),
                        Err(what) => errors.push(StoreError::damaged(what, &path)),
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    found.sort_by(|a, b| (a.span, &a.label).cmp(&(b.span, &b.label)));
    (found, errors)
}

fn suggestion(entry: TentativeFile, origin: &str, text: &str) -> Result<Suggestion, String> {
    let said = tentative_from(entry)?;
    let span = Span::new(text, said.span.range()).map_err(|error| error.to_string())?;
    let score = if said.score.is_finite() {
        said.score.clamp(0.0, 1.0)
    } else {
        UNKNOWN
    };
    Ok(Suggestion {
        span,
        label: said.label,
        score,
        evidence: vec![evidence(origin).into()],
        alternatives: Vec::new(),
    })
}

/// The score of what came without one.
pub const UNKNOWN: f32 = 0.5;

/// Why something is suggested: a file says so.
#[must_use]
pub fn evidence(origin: &str) -> Evidence {
    Evidence {
        engine: EngineId::Import,
        rule: origin.to_owned(),
        name: Bilingual::new(origin, origin),
        entry: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::memory::MemoryDisk;
    use super::*;

    fn suggestion(text: &str, part: &str, score: f32) -> Suggestion {
        let start = text.find(part).unwrap();
        Suggestion {
            span: Span::new(text, start..start + part.len()).unwrap(),
            label: "GPE".into(),
            score,
            evidence: vec![evidence("model-1").into()],
            alternatives: Vec::new(),
        }
    }

    #[test]
    fn what_files_said_is_there_again_and_a_broken_file_is_told_of() {
        let (disk, dir) = (MemoryDisk::default(), Path::new("p"));
        let article = Article::new("a".into(), "زار بغداد والقاهرة");
        let said = [
            suggestion(&article.text, "بغداد", 0.75),
            suggestion(&article.text, "القاهرة", 0.5),
        ];
        let bare: Vec<Tentative> = said.iter().map(Tentative::of).collect();
        write(&disk, dir, ("model-1", &article.id), &bare).unwrap();
        let (found, errors) = read(&disk, dir, &article);
        assert_eq!((found.as_slice(), errors.len()), (&said[..], 0));
        let other = Article::new("a".into(), "x");
        let (found, errors) = read(&disk, dir, &other);
        assert_eq!(
            (found.len(), errors.len()),
            (0, 2),
            "places that are not there"
        );
        disk.tamper(&path(dir, "model-1", &article.id), |bytes| {
            bytes.truncate(9);
        });
        let (found, errors) = read(&disk, dir, &article);
        assert_eq!((found.len(), errors.len()), (0, 1));
        assert!(write(&disk, dir, ("../x", &article.id), &bare).is_err());
        write(&disk, dir, ("model-1", &article.id), &[]).unwrap();
        assert!(
            !disk.exists(&dir.join("suggestions/model-1")),
            "nothing is left"
        );
    }
}
