//! Fills a project from files, one article after the other.

use std::path::{Path, PathBuf};

use super::files::refuse;
use super::intake::{self, Believed, Carrier, Imported, Source, Terms, onto};
use super::matching::Articles;
use super::project::open_to_write;
use super::{Loss, Problem, Refusal};
use crate::app::clock;
use crate::app::import::{self, Choice, FaultKind};
use crate::app::notice::Trouble;
use crate::edit::change::Edit;
use crate::edit::history::Step;
use crate::edit::transaction::{Deed, Transaction};
use crate::extract::Found;
use crate::format::{self, Sink, loss};
use crate::model::article::ArticleMeta;
use crate::model::dataset::Record;
use crate::model::ids::ArticleId;
use crate::store::ids::sha256;
use crate::store::project::Opened;

/// How files are read.
#[derive(Clone, Debug, Default)]
pub struct Way<'a> {
    /// An exchange format with annotations; without one the files' names say it.
    pub format: Option<&'a str>,
    /// How files of articles are read; a column makes files of records such.
    pub options: import::Options,
    /// How what files say of articles is taken.
    pub terms: Terms,
}

/// Imports files as articles, with what files of an exchange format say of them. One bad file does
/// not keep the others out.
///
/// # Errors
/// The project cannot be opened for writing, there is no such format, or the origin cannot be the
/// name of a folder.
pub fn import(
    dir: &Path,
    paths: &[PathBuf],
    way: &Way<'_>,
    annotator: &str,
) -> Result<Imported, Refusal> {
    let format = match way.format {
        None => None,
        Some(id) => {
            let known = format::by_id(id);
            Some(known.ok_or_else(|| Refusal::UnknownFormat(id.to_owned()))?)
        }
    };
    way.terms.check()?;
    let mut filling = Filling::new(open_to_write(dir, annotator)?, way);
    let sources = match format {
        Some(format) => {
            let of = |path: &PathBuf| Source::of(path.clone(), format.id());
            paths.iter().map(of).collect()
        }
        None => intake::sources(paths),
    };
    for source in &sources {
        if let Err(refusal) = filling.source(source) {
            filling.carrier.report.refused.push(refusal);
        }
    }
    Ok(filling.finish())
}

/// A project that is being filled.
struct Filling<'a> {
    opened: Opened,
    dir: PathBuf,
    way: &'a Way<'a>,
    articles: Articles,
    carrier: Carrier<'a>,
    believed: Believed,
    /// What suggestions of the files being read are shown as coming from.
    origin: String,
    /// Articles that the files being read hold.
    read: usize,
    /// Nothing more can be written.
    broken: bool,
}

impl<'a> Filling<'a> {
    fn new(opened: Opened, way: &'a Way<'a>) -> Self {
        Self {
            articles: Articles::of(&opened.project),
            dir: opened.store.dir().to_owned(),
            carrier: Carrier::new(&way.terms, opened.project.labels().clone()),
            believed: Believed::default(),
            origin: String::new(),
            read: 0,
            broken: false,
            opened,
            way,
        }
    }

    fn source(&mut self, source: &Source) -> Result<(), Refusal> {
        let as_articles = self.way.options.column.is_some() && source.may_be_articles();
        if source.format.is_some() && !as_articles {
            return self.dataset(source);
        }
        self.articles(source)
    }

    /// Files of an exchange format.
    fn dataset(&mut self, source: &Source) -> Result<(), Refusal> {
        self.origin = self.way.terms.origin_of(&source.path);
        self.read = 0;
        let before = self.carrier.report.problems.len();
        let refused = intake::read(source, self);
        let report = &mut self.carrier.report;
        if self.read == 0 && refused.is_empty() && !self.broken {
            let problems = report.problems.split_off(before);
            return Err(intake::nothing_read(source, problems));
        }
        report.refused.extend(refused);
        Ok(())
    }

    /// A file of articles. Nothing of it is taken while its encoding is in doubt.
    fn articles(&mut self, source: &Source) -> Result<(), Refusal> {
        let (options, path) = (&self.way.options, &source.path);
        let choice = Choice {
            source: source.without_format(),
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
        let faults = faults.map(|fault| (path.to_owned(), fault));
        self.carrier.report.faults.extend(faults);
        for article in found.articles {
            self.article(&article.text, article.meta)?;
        }
        Ok(())
    }

    /// Stores and lists one article, unless its text is there already.
    fn article(&mut self, text: &str, meta: ArticleMeta) -> Result<ArticleId, Refusal> {
        let sha256 = sha256(text);
        if let Some(known) = self.articles.exactly(&sha256) {
            self.carrier.report.known += 1;
            return Ok(known.clone());
        }
        let stored = self.opened.store.put_article(text, sha256, meta);
        let (article, entry) = stored.map_err(|error| refuse(&error, &self.dir))?;
        let id = article.clone();
        self.perform(vec![Edit::List { article, entry }])?;
        self.articles.know(text, id.clone());
        self.carrier.report.added += 1;
        Ok(id)
    }

    /// Takes one record: its article, and what it says of it.
    fn take(&mut self, record: Record) -> Result<(), Refusal> {
        let Opened { project, store, .. } = &self.opened;
        let article = &record.article;
        let id = match self.articles.find(&article.text, project, store) {
            Some(known) => {
                self.carrier.report.known += 1;
                known
            }
            None => self.article(&article.text, article.meta.clone())?,
        };
        let Some(entry) = self.opened.project.entry(&id).cloned() else {
            return Ok(());
        };
        let loaded = self.opened.store.load(&id, &entry);
        let (article, sheet) = loaded.map_err(|error| refuse(&error, &self.dir))?;
        let mut carried = self.carrier.carry(record, Some(&article), &self.origin);
        let taken = self.way.terms.taken;
        self.believed.add((&self.origin, &id), &mut carried, taken);
        let at = clock::system();
        let edits = onto((&id, &sheet), &carried, at, &mut self.carrier.report);
        if edits.is_empty() {
            return Ok(());
        }
        self.opened.project.hold_sheet(id.clone(), sheet);
        self.perform(edits)?;
        let Opened { store, project, .. } = &mut self.opened;
        let saved = project.sheet(&id).map(|sheet| store.save_sheet(&id, sheet));
        project.release_sheet(&id);
        saved.unwrap_or(Ok(())).map_err(|e| refuse(&e, &self.dir))
    }

    /// Applies edits and writes them to the journal.
    fn perform(&mut self, edits: Vec<Edit>) -> Result<(), Refusal> {
        let transaction = Transaction {
            deed: Deed::Import,
            at: clock::system(),
            edits,
        };
        let applied = transaction.apply(&mut self.opened.project);
        applied.map_err(|error| {
            Refusal::Trouble(self.dir.clone(), Trouble::Other(error.to_string()))
        })?;
        let written = self.opened.store.append(Step::Do, &transaction);
        written.map_err(|error| refuse(&error, &self.dir))
    }

    fn finish(mut self) -> Imported {
        let (edits, refused) = self.believed.write(&self.dir);
        self.carrier.report.refused.extend(refused);
        if !edits.is_empty()
            && let Err(refusal) = self.perform(edits)
        {
            self.carrier.report.refused.push(refusal);
        }
        self.carrier.report
    }
}

impl Sink for Filling<'_> {
    fn record(&mut self, record: Record) {
        self.read += 1;
        if self.broken || record.article.text.trim().is_empty() {
            return;
        }
        if let Err(refusal) = self.take(record) {
            self.carrier.report.refused.push(refusal);
            self.broken = true;
        }
    }

    fn problem(&mut self, problem: Problem) {
        self.carrier.report.problem(problem);
    }

    fn loss(&mut self, loss: Loss) {
        loss::merge(&mut self.carrier.report.losses, vec![loss]);
    }

    fn enough(&self) -> bool {
        self.broken
    }
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
