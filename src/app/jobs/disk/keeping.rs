//! What was decided is written, whatever else goes on: also when it could not be written at once,
//! and when it was decided in a project that has just been left.

use std::collections::VecDeque;

use super::{Clerk, Decided, filling, names};
use crate::app::event::Event;
use crate::app::jobs::trouble::{happening, trouble};
use crate::app::notice::{Happening, Trouble};
use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;
use crate::store::project::{ProjectStore, StoreNotice};

/// A project that was left, until the session has arrived in the next one: what is decided before
/// belongs to it.
pub(super) struct Left {
    book: u64,
    store: ProjectStore,
    waiting: VecDeque<Decided>,
}

impl Clerk {
    /// Writes a record, after those that could not be written before it.
    pub(super) fn append(&mut self, decided: Decided) {
        let left = self.left.iter_mut().find(|left| left.book == decided.book);
        if let Some(left) = left {
            left.waiting.push_back(decided);
            return self.flush_left();
        }
        self.behind |= decided.book != self.book;
        let whole = self.note(&decided.transaction);
        let described = filling::described(&decided.transaction);
        self.waiting.push_back(decided);
        if self.store.is_none() {
            let event = Event::SaveFailed(Trouble::NotAProject);
            return self.outbox.send(event);
        }
        if self.flush().is_some() {
            return;
        }
        if whole {
            self.save_project();
        }
        self.save_entries(&described);
    }

    /// Writes labels and guidelines. The journal holds what could not be written.
    fn save_project(&mut self) {
        let Some(store) = self.store.as_mut() else {
            return;
        };
        if let Err(error) = store.save_project(&self.project) {
            self.tell(Happening::CannotSave(trouble(&error)));
        }
    }

    /// Writes the records that wait. Says, and returns, why that is not possible.
    pub(super) fn flush(&mut self) -> Option<Trouble> {
        let store = self.store.as_mut()?;
        let before = self.waiting.back().map(|decided| decided.revision);
        let written = write(store, &mut self.waiting);
        let news = store.take_news();
        // What came from elsewhere is on the sheets on disk, but not on those in memory.
        self.stale |= news.contains(&StoreNotice::JournalGrew);
        news.into_iter()
            .filter_map(happening)
            .for_each(|news| self.tell(news));
        match (written, before) {
            (Err(trouble), _) => {
                self.outbox.send(Event::SaveFailed(trouble.clone()));
                Some(trouble)
            }
            (Ok(()), Some(revision)) => {
                self.outbox.send(Event::Saved(revision));
                None
            }
            (Ok(()), None) => None,
        }
    }

    /// Writes what was decided in the project that was left.
    pub(super) fn flush_left(&mut self) {
        for left in &mut self.left {
            let before = left.waiting.back().map(|decided| decided.revision);
            match (write(&mut left.store, &mut left.waiting), before) {
                (Err(trouble), _) => self.outbox.send(Event::SaveFailed(trouble)),
                (Ok(()), Some(revision)) => self.outbox.send(Event::Saved(revision)),
                (Ok(()), None) => {}
            }
        }
    }

    /// The open project gives way to another. The same one opened anew takes over what is
    /// still decided in it: two stores may not write one journal.
    pub(super) fn leave(&mut self, again: bool) {
        let store = self.store.take().filter(|_| !again);
        let (book, waiting) = (self.book, std::mem::take(&mut self.waiting));
        self.left.extend(store.map(|store| Left {
            book,
            store,
            waiting,
        }));
    }

    /// The session works on the project of that number and decides nothing any more in the one
    /// before it.
    pub(super) fn arrived(&mut self, book: u64) {
        if book != self.book {
            return;
        }
        self.flush_left();
        self.left.retain(|left| !left.waiting.is_empty());
        if std::mem::take(&mut self.behind) {
            self.open_anew();
        }
    }

    /// Opens the open project again, so that the session has what is on disk.
    pub(super) fn open_anew(&mut self) {
        if let Some(dir) = self.store.as_ref().map(|store| store.dir().to_owned()) {
            self.open(&dir);
        }
    }

    /// An import that was undone may be repeated, one that was redone may be loaded; labels and
    /// guidelines have files of their own. Says whether one of these has changed.
    fn note(&mut self, transaction: &Transaction) -> bool {
        let mut whole = false;
        for edit in &transaction.edits {
            match edit {
                Edit::Labels { .. } | Edit::Guidelines { .. } => {
                    whole |= edit.apply(&mut self.project).is_ok();
                }
                Edit::List { article, entry } => self.project.list(article.clone(), entry.clone()),
                Edit::Unlist { article, .. } => {
                    self.hashes = None;
                    self.project.forget(article);
                }
                Edit::Meta { article, after, .. } => self.project.set_meta(article, after),
                _ => {}
            }
        }
        whole
    }

    pub(super) fn save_sheet(&mut self, id: &ArticleId, sheet: &Sheet, book: u64) {
        let left = self.left.iter_mut().find(|left| left.book == book);
        let (store, waiting) = match left {
            Some(left) => (Some(&mut left.store), &left.waiting),
            None if book == self.book => (self.store.as_mut(), &self.waiting),
            None => return,
        };
        // A sheet must not claim records that are not on disk.
        let Some(store) = store.filter(|_| waiting.is_empty()) else {
            return;
        };
        let saved = store.save_sheet(id, sheet);
        let news = store.take_news();
        if let Err(error) = saved {
            self.tell(Happening::CannotSave(trouble(&error)));
        }
        news.into_iter()
            .filter_map(happening)
            .for_each(|news| self.tell(news));
    }

    pub(super) fn tell(&self, what: Happening) {
        self.outbox.send(Event::Told(what));
    }
}

/// Writes records until one cannot be written.
fn write(store: &mut ProjectStore, waiting: &mut VecDeque<Decided>) -> Result<(), Trouble> {
    while let Some(decided) = waiting.front() {
        // The files of the lexicon and of suggestions are what counts, so they are written before the
        // record.
        let ruled = names::rule(store, &decided.transaction);
        let ruled = ruled.and_then(|()| names::suggest(store, &decided.transaction.edits));
        let written = ruled.and_then(|()| store.append(decided.step, &decided.transaction));
        written.map_err(|error| trouble(&error))?;
        waiting.pop_front();
    }
    Ok(())
}
