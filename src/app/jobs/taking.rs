//! What files say of articles, while it is put together for the session.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::app::event::Brought;
use crate::app::headless::Refusal;
use crate::app::headless::intake::{Believed, Carried, Carrier, Shelf, Source, nothing_read};
use crate::app::import::Agreement;
use crate::model::dataset::Record;
use crate::model::ids::ArticleId;
use crate::model::label::{Label, LabelSet};

/// What became of a record.
pub(super) enum Taken {
    /// Its article is there, and what it says is taken.
    Known(ArticleId),
    /// Its article has to be stored first.
    New(Box<Record>),
    /// It has no text.
    Blank,
}

/// What files say of articles, taken under the terms of an agreement.
pub(super) struct Taking<'a> {
    agreement: &'a Agreement,
    dir: PathBuf,
    shelf: Shelf,
    /// Carries over what is said, and keeps the report.
    pub(super) carrier: Carrier<'a>,
    believed: Believed,
    said: Vec<(ArticleId, Carried)>,
    /// Where in `said` an article is.
    places: HashMap<ArticleId, usize>,
    /// What suggestions of the files being read are shown as coming from.
    origin: String,
    /// Records of the files being read.
    read: usize,
    /// Problems before them.
    before: usize,
}

impl<'a> Taking<'a> {
    /// For the project in that folder.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn new(dir: &Path, agreement: &'a Agreement) -> Result<Self, Refusal> {
        let shelf = Shelf::open(dir)?;
        let labels = shelf.labels().iter().chain(&agreement.labels).cloned();
        let labels: Vec<Label> = labels.collect();
        let labels = LabelSet::new(labels).unwrap_or_else(|_| shelf.labels().clone());
        Ok(Self {
            carrier: Carrier::new(&agreement.terms, labels),
            dir: dir.to_owned(),
            believed: Believed::default(),
            said: Vec::new(),
            places: HashMap::new(),
            origin: String::new(),
            read: 0,
            before: 0,
            agreement,
            shelf,
        })
    }

    /// From now on records come from that file or folder.
    pub(super) fn begin(&mut self, path: &Path) {
        self.origin = self.agreement.terms.origin_of(path);
        self.read = 0;
        self.before = self.carrier.report.problems.len();
    }

    /// No more records come from there.
    pub(super) fn end(&mut self, source: &Source, refused: Vec<Refusal>) {
        let report = &mut self.carrier.report;
        if self.read == 0 && refused.is_empty() {
            let problems = report.problems.split_off(self.before);
            report.refused.push(nothing_read(source, problems));
        }
        report.refused.extend(refused);
    }

    /// Takes a record whose article is there.
    pub(super) fn known(&mut self, record: Record) -> Taken {
        self.read += 1;
        let text = &record.article.text;
        if text.trim().is_empty() {
            return Taken::Blank;
        }
        match self.shelf.find(text) {
            None => Taken::New(Box::new(record)),
            Some(found) => {
                let carried = self
                    .carrier
                    .carry(record, found.other.as_ref(), &self.origin);
                self.put(found.id.clone(), carried);
                Taken::Known(found.id)
            }
        }
    }

    /// Takes a record whose article was stored.
    pub(super) fn stored(&mut self, id: ArticleId, record: Record) {
        self.shelf.know(&record.article, id.clone());
        let carried = self.carrier.carry(record, None, &self.origin);
        self.put(id, carried);
    }

    fn put(&mut self, id: ArticleId, mut carried: Carried) {
        let taken = self.agreement.terms.taken;
        self.believed.add((&self.origin, &id), &mut carried, taken);
        if carried.is_empty() {
            return;
        }
        match self.places.get(&id) {
            Some(at) => self.said[*at].1.add(carried),
            None => {
                self.places.insert(id.clone(), self.said.len());
                self.said.push((id, carried));
            }
        }
    }

    /// Writes what waits for a decision, and gives the rest to the session. `added` and `known`
    /// count articles.
    pub(super) fn finish(self, (added, known): (usize, usize)) -> Brought {
        let mut report = self.carrier.report;
        let (believed, refused) = self.believed.write(&self.dir);
        report.refused.extend(refused);
        (report.added, report.known) = (added, known);
        Brought {
            said: self.said,
            labels: self.agreement.labels.clone(),
            believed,
            report,
        }
    }
}
