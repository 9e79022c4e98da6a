//! Project folders: make, fill, export, check.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use super::files::{self, refuse};
use super::matching::{self, Articles, Fitted};
use super::tentative::read_as;
use super::{Loss, Problem, Refusal};
use crate::app::clock;
use crate::app::import::{self, Choice, Fault, FaultKind};
use crate::app::jobs::trouble::read_only_reason;
use crate::app::notice::Trouble;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};
use crate::extract::Found;
use crate::format::{self, loss};
use crate::model::annotation::Annotation;
use crate::model::article::{Article, ArticleMeta};
use crate::model::dataset::{Dataset, Record};
use crate::model::ids::{AnnotationId, AnnotatorId, ArticleId, LabelId};
use crate::model::label::LabelSet;
use crate::model::relation::Relation;
use crate::model::sheet::{Remarks, Sheet};
use crate::store::disk::RealDisk;
use crate::store::ids::{is_safe, sha256};
use crate::store::labels;
use crate::store::project::{Opened, ProjectStore};
use crate::text::alike::Alignment;

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

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New articles.
    pub added: usize,
    /// Articles that were there already.
    pub known: usize,
    /// New annotations.
    pub annotations: usize,
    /// New relations.
    pub relations: usize,
    /// What was wrong with files of an exchange format.
    pub problems: Vec<Problem>,
    /// What files hold that a dataset cannot.
    pub losses: Vec<Loss>,
    /// What was wrong in files of articles.
    pub faults: Vec<(PathBuf, Fault)>,
    /// Files that could not be used at all.
    pub refused: Vec<Refusal>,
    /// Labels that annotations use and the project does not have.
    pub unknown_labels: Vec<String>,
    /// Articles that were there with a text that is not exactly that of the file.
    pub fitted: Vec<Fitted>,
    /// Annotations of which nothing that is seen stands in the article that was there.
    pub unplaced: usize,
}

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Way<'a> {
    /// An exchange format with annotations; without one the files' names say it.
    pub format: Option<&'a str>,
    /// How files of articles are read; a column makes files of records such.
    pub options: import::Options,
    /// Labels of annotations that are read as another one, or left out.
    pub map: Vec<(LabelId, Option<LabelId>)>,
}

/// Imports files as articles, with the annotations that files of an exchange format hold. One bad
/// file does not keep the others out.
///
/// # Errors
/// The project cannot be opened for writing.
pub fn import(
    dir: &Path,
    paths: &[PathBuf],
    way: &Way<'_>,
    annotator: &str,
) -> Result<Imported, Refusal> {
    if let Some(id) = way.format {
        format::by_id(id).ok_or_else(|| Refusal::UnknownFormat(id.to_owned()))?;
    }
    let opened = open_to_write(dir, annotator)?;
    let mut done = Imported::default();
    let mut filling = Filling::new(opened, &mut done);
    for path in paths {
        if let Err(refusal) = filling.file(path, way) {
            filling.done.refused.push(refusal);
        }
    }
    done.unknown_labels.sort_unstable();
    done.unknown_labels.dedup();
    Ok(done)
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

/// A project that is being filled.
pub(super) struct Filling<'a> {
    /// The project.
    pub(super) opened: Opened,
    dir: PathBuf,
    articles: Articles,
    /// What was done.
    pub(super) done: &'a mut Imported,
}

impl<'a> Filling<'a> {
    pub(super) fn new(opened: Opened, done: &'a mut Imported) -> Self {
        Self {
            articles: Articles::of(&opened.project),
            dir: opened.store.dir().to_owned(),
            opened,
            done,
        }
    }

    fn file(&mut self, path: &Path, way: &Way<'_>) -> Result<(), Refusal> {
        let may_be = way.options.column.is_none() && !path.is_dir();
        let records = may_be && files::guess(path)?.is_some();
        if way.format.is_some() || records {
            return self.dataset(path, way);
        }
        if !path.is_dir() {
            return self.articles(path, &way.options);
        }
        for file in import::files(&[path.to_owned()]) {
            if let Err(refusal) = self.file(&file, way) {
                self.done.refused.push(refusal);
            }
        }
        Ok(())
    }

    /// A file of an exchange format, article by article.
    fn dataset(&mut self, path: &Path, way: &Way<'_>) -> Result<(), Refusal> {
        let mut broken = None;
        let rest = files::each(path, way.format, |record| {
            if broken.is_none() {
                broken = self.record(record, &way.map).err();
            }
        })?;
        self.done.problems.extend(rest.problems);
        loss::merge(&mut self.done.losses, rest.losses);
        broken.map_or(Ok(()), Err)
    }

    fn record(
        &mut self,
        record: Record,
        map: &[(LabelId, Option<LabelId>)],
    ) -> Result<(), Refusal> {
        let article = &record.article;
        if article.text.trim().is_empty() {
            return Ok(());
        }
        let Opened { project, store, .. } = &self.opened;
        let id = match self.articles.find(&article.text, project, store) {
            Some(known) => {
                self.done.known += 1;
                known
            }
            None => self.article(&article.text, article.meta.clone())?,
        };
        self.annotations(&id, record, map)?;
        // However many come, a few are in memory.
        self.opened.project.release(&id);
        Ok(())
    }

    /// A file of articles. Nothing of it is taken while its encoding is in doubt.
    fn articles(&mut self, path: &Path, options: &import::Options) -> Result<(), Refusal> {
        let choice = Choice {
            path: path.to_owned(),
            options: options.clone(),
        };
        let mut found = Found::default();
        let read = import::read(&choice, &mut found);
        let reading = read.map_err(|trouble| Refusal::Trouble(path.to_owned(), trouble))?;
        if options.encoding.is_none() && !reading.encodings.is_empty() {
            let names = reading.encodings.into_iter().map(|c| c.encoding).collect();
            return Err(Refusal::NotUtf8(path.to_owned(), names));
        }
        if let (true, [only]) = (found.articles.is_empty(), found.faults.as_slice())
            && let Some(trouble) = whole_file(&only.kind)
        {
            return Err(Refusal::Trouble(path.to_owned(), trouble));
        }
        let faults = found.faults.into_iter();
        self.done
            .faults
            .extend(faults.map(|fault| (path.to_owned(), fault)));
        for article in found.articles {
            self.article(&article.text, article.meta)?;
        }
        Ok(())
    }

    /// Stores and lists one article, unless its text is there already.
    pub(super) fn article(&mut self, text: &str, meta: ArticleMeta) -> Result<ArticleId, Refusal> {
        let sha256 = sha256(text);
        if let Some(known) = self.articles.exactly(&sha256) {
            self.done.known += 1;
            return Ok(known.clone());
        }
        let stored = self.opened.store.put_article(text, sha256, meta);
        let (article, entry) = stored.map_err(|error| refuse(&error, &self.dir))?;
        let id = article.clone();
        perform(&mut self.opened, vec![Edit::List { article, entry }])?;
        self.articles.know(text, id.clone());
        self.done.added += 1;
        Ok(id)
    }

    /// Adds the annotations of a record to an article; those that are there already are not added
    /// twice.
    fn annotations(
        &mut self,
        id: &ArticleId,
        record: Record,
        map: &[(LabelId, Option<LabelId>)],
    ) -> Result<(), Refusal> {
        let Some(entry) = self.opened.project.entry(id).cloned() else {
            return Ok(());
        };
        if record.annotations.is_empty() && !record.blind {
            return Ok(());
        }
        let loaded = self.opened.store.load(id, &entry);
        let (article, sheet) = loaded.map_err(|error| refuse(&error, &self.dir))?;
        let blind = record.blind;
        let relations = record.relations.clone();
        let annotations = self.carried(record, &article, map);
        let (mut edits, became) = self.new_ones(id, &sheet, annotations);
        self.done.annotations += edits.len();
        let related = relate(id, &sheet, relations, &became);
        self.done.relations += related.len();
        edits.extend(related);
        if !edits.is_empty() || sheet.is_untouched() {
            edits.extend(seen_or_blind(id, &sheet, blind));
        }
        self.opened.project.hold(article, sheet);
        perform(&mut self.opened, edits)?;
        let Opened { store, project, .. } = &mut self.opened;
        let saved = project.sheet(id).map(|sheet| store.save_sheet(id, sheet));
        saved.unwrap_or(Ok(())).map_err(|e| refuse(&e, &self.dir))
    }

    /// The annotations of a record in the article of the project, with the labels that they are read
    /// as.
    fn carried(
        &mut self,
        record: Record,
        article: &Article,
        map: &[(LabelId, Option<LabelId>)],
    ) -> Vec<Annotation> {
        let text = &record.article.text;
        self.done.fitted.extend(matching::fitted(text, article));
        let alignment = Alignment::new(text, &article.text);
        let mut carried = Vec::new();
        for mut annotation in record.annotations {
            let Some(label) = read_as(annotation.label, map) else {
                continue;
            };
            let Some(span) = alignment.carry(annotation.span) else {
                self.done.unplaced += 1;
                continue;
            };
            annotation.label = label;
            annotation.span = span;
            let more = annotation.more.into_iter();
            annotation.more = more.filter_map(|part| alignment.carry(part)).collect();
            carried.push(annotation);
        }
        carried
    }

    /// What adds the annotations that are not there yet, and which annotation of the sheet each of
    /// them is then.
    fn new_ones(
        &mut self,
        id: &ArticleId,
        sheet: &Sheet,
        all: Vec<Annotation>,
    ) -> (Vec<Edit>, HashMap<AnnotationId, AnnotationId>) {
        let mut next = sheet.next_id();
        let mut edits = Vec::new();
        let (mut new, mut became) = (HashMap::new(), HashMap::new());
        for mut annotation in all {
            let place = (annotation.span, annotation.label.clone());
            let there = sheet.find(place.0, &place.1).map(|there| there.id);
            let known = there.or_else(|| new.get(&place).copied());
            became.insert(annotation.id, known.unwrap_or(next));
            if known.is_some() {
                continue;
            }
            new.insert(place, next);
            annotation.provenance.at = clock::system();
            if self
                .opened
                .project
                .labels()
                .get(&annotation.label)
                .is_none()
            {
                let label = annotation.label.to_string();
                if !self.done.unknown_labels.contains(&label) {
                    self.done.unknown_labels.push(label);
                }
            }
            annotation.id = next;
            next.0 += 1;
            let article = id.clone();
            edits.push(Edit::Add {
                article,
                annotation,
            });
        }
        (edits, became)
    }
}

/// What adds the relations that are not there yet.
fn relate(
    article: &ArticleId,
    sheet: &Sheet,
    relations: Vec<Relation>,
    became: &HashMap<AnnotationId, AnnotationId>,
) -> Vec<Edit> {
    let placed = relations.into_iter().filter_map(|relation| {
        let (from, to) = (*became.get(&relation.from)?, *became.get(&relation.to)?);
        let label = relation.label;
        Some(Relation { from, to, label })
    });
    let new: BTreeSet<Relation> = placed.filter(|r| !sheet.is_related(r)).collect();
    let edit = |relation| Edit::Relate {
        article: article.clone(),
        relation,
    };
    new.into_iter().map(edit).collect()
}

/// What an import means for the word that a sheet was annotated without suggestions: what a file
/// says of an article holds for a sheet that nobody has touched; what is added to a blind one without
/// that word takes it away.
fn seen_or_blind(id: &ArticleId, sheet: &Sheet, blind: bool) -> Option<Edit> {
    let before = sheet.remarks().clone();
    let after = Remarks {
        blind: sheet.stays_blind(blind),
        ..before.clone()
    };
    (before != after).then(|| Edit::Remark {
        article: id.clone(),
        before,
        after,
    })
}

/// What is wrong with a whole file, where there is a word for that.
fn whole_file(kind: &FaultKind) -> Option<Trouble> {
    match kind {
        FaultKind::Empty => Some(Trouble::Empty),
        FaultKind::NotText => Some(Trouble::NotText),
        FaultKind::TooLarge => Some(Trouble::TooLarge),
        _ => None,
    }
}

fn dir_of(opened: &Opened) -> PathBuf {
    opened.store.dir().to_owned()
}

/// Applies edits and writes them to the journal.
fn perform(opened: &mut Opened, edits: Vec<Edit>) -> Result<(), Refusal> {
    if edits.is_empty() {
        return Ok(());
    }
    let dir = dir_of(opened);
    let transaction = Transaction {
        deed: Deed::Import,
        at: clock::system(),
        edits,
    };
    transaction
        .apply(&mut opened.project)
        .map_err(|error| Refusal::Trouble(dir.clone(), Trouble::Other(error.to_string())))?;
    opened
        .store
        .append(Step::Do, &transaction)
        .map_err(|error| refuse(&error, &dir))
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
