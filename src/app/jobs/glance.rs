//! A look at files before they are imported: what is new in them, what they say of articles, what is
//! wrong with them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::app::headless::intake::{self, Carrier, Shelf, Terms, is_believed};
use crate::app::headless::{Loss, Problem, Refusal};
use crate::app::import::{self, Choice, Known, Look, Marks, beginning};
use crate::format::{self, Format, Sink, loss};
use crate::model::dataset::Record;
use crate::store::ids::sha256;

/// What files are compared with.
pub(super) struct Ground {
    dir: Option<PathBuf>,
    known: Known,
    /// Texts that came before in the same import, by their hashes.
    seen: BTreeSet<String>,
    /// Opened for the first file that says something of articles.
    shelf: Option<Shelf>,
}

impl Ground {
    /// The project in that folder, which has these texts.
    pub(super) fn new(dir: Option<PathBuf>, known: Known) -> Self {
        Self {
            dir,
            known,
            seen: BTreeSet::new(),
            shelf: None,
        }
    }

    /// Looks at what is read as one.
    pub(super) fn look(&mut self, choice: &Choice, stop: &dyn Fn() -> bool) -> Look {
        let format = choice.source.format.and_then(format::by_id);
        if let Some(format) = format.filter(|_| choice.options.column.is_none()) {
            let looked = self.marked(choice, format, stop);
            if !looked.reads_better_as_articles() {
                self.seen.extend(looked.fresh);
                return looked.look;
            }
        }
        let plain = Choice {
            source: choice.source.without_format(),
            options: choice.options.clone(),
        };
        let mut look = import::look(&plain, &self.known, &mut self.seen, stop);
        // Another way of reading it may be asked for.
        look.choice.source.format = None;
        look
    }

    fn marked(&mut self, choice: &Choice, format: &dyn Format, stop: &dyn Fn() -> bool) -> Looked {
        if let (None, Some(dir)) = (&self.shelf, &self.dir) {
            // Without it nothing is found to be there; what is wrong is told when it is stored.
            self.shelf = Shelf::open(dir).ok();
        }
        let labels = self.shelf.as_ref().map(|shelf| shelf.labels().clone());
        let terms = Terms::default();
        let mut glance = Glance {
            carrier: Carrier::new(&terms, labels.unwrap_or_default()),
            ground: self,
            fresh: BTreeSet::new(),
            look: Look {
                choice: choice.clone(),
                ..Look::default()
            },
            marks: Marks {
                format: format.name(),
                ..Marks::default()
            },
            read: 0,
            stop,
        };
        let refused = intake::read(&choice.source, &mut glance);
        glance.finish(refused)
    }
}

/// What came of a look at files of an exchange format.
struct Looked {
    look: Look,
    fresh: BTreeSet<String>,
    /// How many records there were.
    read: usize,
}

impl Looked {
    /// Tables and records of articles alone are of an exchange format by their ending only.
    fn reads_better_as_articles(&self) -> bool {
        let marks = self.look.marks.as_deref();
        let says_something = marks.is_some_and(|marks| marks.count() > 0);
        let doubtful = marks.is_some_and(|marks| !marks.found.problems.is_empty());
        let plain = self.read == 0 || !doubtful;
        self.look.choice.source.may_be_articles() && !says_something && plain
    }
}

struct Glance<'a> {
    carrier: Carrier<'a>,
    ground: &'a mut Ground,
    fresh: BTreeSet<String>,
    look: Look,
    marks: Marks,
    read: usize,
    stop: &'a dyn Fn() -> bool,
}

impl Glance<'_> {
    fn finish(mut self, refused: Vec<Refusal>) -> Looked {
        let mut found = self.carrier.report;
        if self.read == 0 && refused.is_empty() {
            let source = &self.look.choice.source;
            let refusal = intake::nothing_read(source, found.problems.clone());
            found.refused.push(refusal);
        }
        for refusal in refused {
            match refusal {
                Refusal::Trouble(_, trouble) if self.look.trouble.is_none() => {
                    self.look.trouble = Some(trouble);
                }
                refusal => found.refused.push(refusal),
            }
        }
        self.marks.found = found;
        if self.marks.count() > 0 || !self.marks.found.is_plain() {
            self.look.marks = Some(Box::new(self.marks));
        }
        Looked {
            look: self.look,
            fresh: self.fresh,
            read: self.read,
        }
    }
}

impl Sink for Glance<'_> {
    fn record(&mut self, record: Record) {
        self.read += 1;
        let article = &record.article;
        if article.text.trim().is_empty() {
            return;
        }
        let shown = || beginning(&article.meta.title, &article.text);
        self.look.beginning.get_or_insert_with(shown);
        let hash = sha256(&article.text);
        let shelf = self.ground.shelf.as_mut();
        let there = shelf.and_then(|shelf| shelf.find(&article.text));
        let known = there.is_some() || self.ground.known.contains_key(&hash);
        let known = known || self.ground.seen.contains(&hash) || !self.fresh.insert(hash);
        self.look.known += usize::from(known);
        self.look.new += usize::from(!known);
        self.marks.annotations += record.annotations.len();
        let believed = record.annotations.iter().filter(|a| is_believed(a));
        self.marks.believed += believed.count();
        let other = there.and_then(|there| there.other);
        self.carrier.carry(record, other.as_ref(), "");
    }

    fn problem(&mut self, problem: Problem) {
        self.carrier.report.problem(problem);
    }

    fn loss(&mut self, loss: Loss) {
        loss::merge(&mut self.carrier.report.losses, vec![loss]);
    }

    fn enough(&self) -> bool {
        (self.stop)()
    }
}
