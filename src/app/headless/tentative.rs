//! Files taken as suggestions: what another program believes waits for a decision like what our own
//! engines believe.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files::{self, refuse};
use super::matching::{self, Articles, Fitted};
use super::project::{self, Filling, Imported};
use super::{Problem, Refusal};
use crate::model::annotation::{Annotation, Origin};
use crate::model::article::Article;
use crate::model::dataset::Record;
use crate::model::ids::LabelId;
use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;
use crate::review::found::LONGEST;
use crate::store::disk::RealDisk;
use crate::store::ids::is_safe;
use crate::store::project::Opened;
use crate::store::tentative::{self, UNKNOWN, evidence};
use crate::text::alike::Alignment;

/// Which files, and how their labels are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Their format; else their names and contents say it.
    pub format: Option<String>,
    /// What the suggestions are shown as coming from; else each file's name.
    pub origin: Option<String>,
    /// Labels that are read as another one, or left out.
    pub map: Vec<(LabelId, Option<LabelId>)>,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taken {
    /// Suggestions kept.
    pub suggestions: usize,
    /// Articles of the project that got some.
    pub known: usize,
    /// Articles that were added for them.
    pub added: usize,
    /// Names of articles that the project does not have and that were not added.
    pub strangers: Vec<String>,
    /// Articles whose text is not exactly that of the file.
    pub fitted: Vec<Fitted>,
    /// Labels that the project does not have, with how many suggestions were left out for them.
    pub unknown: BTreeMap<LabelId, usize>,
    /// Spans of which nothing but white space is there, or that are longer than any suggestion.
    pub unplaced: usize,
    /// What was wrong with the files.
    pub problems: Vec<Problem>,
    /// Files that could not be used at all.
    pub refused: Vec<Refusal>,
}

/// Whether anything is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Doing {
    /// Looking only.
    Look,
    /// Suggestions of articles that are there are written.
    Write,
}

/// Takes files as suggestions; articles that are not there yet are added.
///
/// # Errors
/// The project cannot be opened for writing, or the origin cannot be the name of a folder.
pub fn import(dir: &Path, annotator: &str, wish: &Wish) -> Result<Taken, Refusal> {
    check(wish)?;
    let mut done = Imported::default();
    let mut filling = Filling::new(project::open_to_write(dir, annotator)?, &mut done);
    let mut taking = Taking::new(wish, Doing::Write, &filling.opened);
    for path in &wish.files {
        for record in taking.file(&filling.opened, path).unwrap_or_default() {
            let before = filling.done.added;
            let article = &record.article;
            match filling.article(&article.text, article.meta.clone()) {
                Ok(id) => taking.articles.know(&article.text, id),
                Err(refusal) => {
                    taking.taken.refused.push(refusal);
                    continue;
                }
            }
            taking.record(&filling.opened, path, record);
            let added = filling.done.added - before;
            taking.taken.added += added;
            taking.taken.known -= added;
        }
    }
    Ok(taking.taken)
}

/// Takes files as suggestions for the articles that are there, beside a window that has the project
/// open.
///
/// # Errors
/// The project cannot be read, or the origin cannot be the name of a folder.
pub fn import_beside(dir: &Path, wish: &Wish) -> Result<Taken, Refusal> {
    take(dir, wish, Doing::Write)
}

/// What would come of it.
///
/// # Errors
/// As for [`import_beside`].
pub fn inspect(dir: &Path, wish: &Wish) -> Result<Taken, Refusal> {
    take(dir, wish, Doing::Look)
}

fn take(dir: &Path, wish: &Wish, doing: Doing) -> Result<Taken, Refusal> {
    check(wish)?;
    let opened = project::open(dir, Some(project::DEFAULT_ANNOTATOR))?;
    let mut taking = Taking::new(wish, doing, &opened);
    for path in &wish.files {
        let strangers = taking.file(&opened, path);
        let strangers = strangers.unwrap_or_default();
        let names = strangers
            .iter()
            .map(|record| matching::name(&record.article));
        taking.taken.strangers.extend(names);
    }
    Ok(taking.taken)
}

fn check(wish: &Wish) -> Result<(), Refusal> {
    match &wish.origin {
        Some(origin) if !is_safe(origin) => Err(Refusal::BadAnnotator(origin.clone())),
        _ => Ok(()),
    }
}

/// What a file is shown as coming from when nothing else is said: its name, as a folder can have it.
#[must_use]
pub fn origin_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.split_once('.').map_or(&*name, |(stem, _)| stem);
    let safe = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let safe: String = stem.chars().map(safe).take(60).collect();
    if is_safe(&safe) {
        safe
    } else {
        "file".to_owned()
    }
}

/// Whether a name can be what suggestions are shown as coming from: it is a folder's name.
#[must_use]
pub fn is_origin(name: &str) -> bool {
    is_safe(name)
}

struct Taking<'w> {
    wish: &'w Wish,
    doing: Doing,
    labels: LabelSet,
    articles: Articles,
    taken: Taken,
}

impl<'w> Taking<'w> {
    fn new(wish: &'w Wish, doing: Doing, opened: &Opened) -> Self {
        Self {
            wish,
            doing,
            labels: opened.project.labels().clone(),
            articles: Articles::of(&opened.project),
            taken: Taken::default(),
        }
    }

    /// Takes what concerns articles that are there, and gives the rest back.
    fn file(&mut self, opened: &Opened, path: &Path) -> Option<Vec<Record>> {
        let mut strangers = Vec::new();
        let format = self.wish.format.as_deref();
        let read = files::each(path, format, |record| {
            if !record.article.text.trim().is_empty() {
                strangers.extend(self.record(opened, path, record));
            }
        });
        match read {
            Ok(rest) => self.taken.problems.extend(rest.problems),
            Err(refusal) => {
                self.taken.refused.push(refusal);
                return None;
            }
        }
        Some(strangers)
    }

    /// Takes one record; gives it back if its article is not there.
    fn record(&mut self, opened: &Opened, path: &Path, record: Record) -> Option<Record> {
        let (project, store) = (&opened.project, &opened.store);
        let found = self.articles.find(&record.article.text, project, store);
        let Some((id, entry)) = found.and_then(|id| Some((id.clone(), project.entry(&id)?))) else {
            return Some(record);
        };
        let (article, _) = match store.load(&id, entry) {
            Ok(loaded) => loaded,
            Err(error) => {
                let path = project::article_path(store.dir(), &id);
                self.taken.refused.push(refuse(&error, &path));
                return None;
            }
        };
        let origin = self.wish.origin.clone().unwrap_or_else(|| origin_of(path));
        let suggestions = self.suggestions(record, &article, &origin);
        self.taken.known += 1;
        self.taken.suggestions += suggestions.len();
        if self.doing == Doing::Write {
            let key = (origin.as_str(), &id);
            if let Err(error) = tentative::write(&RealDisk, store.dir(), key, &suggestions) {
                self.taken.refused.push(refuse(&error, store.dir()));
            }
        }
        None
    }

    /// Annotations and suggestions of a record, as suggestions for the article of the project.
    fn suggestions(&mut self, record: Record, article: &Article, origin: &str) -> Vec<Suggestion> {
        let text = &record.article.text;
        self.taken.fitted.extend(matching::fitted(text, article));
        let alignment = Alignment::new(text, &article.text);
        let believed = record.annotations.into_iter().map(|annotation| {
            let score = score(&annotation);
            (annotation.span, annotation.label, score)
        });
        let suggested = record.suggestions.into_iter();
        let suggested = suggested.map(|s| (s.span, s.label, s.score));
        let mut found: BTreeMap<_, Suggestion> = BTreeMap::new();
        for (span, label, score) in believed.chain(suggested) {
            let Some(label) = self.label(label) else {
                continue;
            };
            let carried = alignment.carry(span);
            let Some(span) = carried.filter(|span| span.len() <= LONGEST) else {
                self.taken.unplaced += 1;
                continue;
            };
            let suggestion = Suggestion {
                span,
                label: label.clone(),
                score,
                evidence: vec![evidence(origin).into()],
                alternatives: Vec::new(),
            };
            let known = found.entry((span, label)).or_insert(suggestion);
            known.score = known.score.max(score);
        }
        found.into_values().collect()
    }

    /// The label of the project; what it does not have is counted.
    fn label(&mut self, label: LabelId) -> Option<LabelId> {
        let label = read_as(label, &self.wish.map)?;
        if self.labels.get(&label).is_some() {
            return Some(label);
        }
        *self.taken.unknown.entry(label).or_default() += 1;
        None
    }
}

/// What a label of a file is read as; nothing if it is left out.
pub(super) fn read_as(label: LabelId, map: &[(LabelId, Option<LabelId>)]) -> Option<LabelId> {
    match map.iter().find(|(from, _)| *from == label) {
        Some((_, to)) => to.clone(),
        None => Some(label),
    }
}

/// What the file says how sure it is.
fn score(annotation: &Annotation) -> f32 {
    match annotation.provenance.origin {
        Origin::Suggestion { score, .. } => score,
        _ => UNKNOWN,
    }
}
