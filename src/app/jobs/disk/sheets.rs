//! Sheets and articles for work on many of them at once.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Clerk;
use crate::app::event::{Event, Lessons, Taught};
use crate::app::jobs::reading::{Lent, Read, Text};
use crate::app::jobs::trouble::trouble;
use crate::model::article::Article;
use crate::model::ids::ArticleId;
use crate::model::project::Project;
use crate::model::sheet::Sheet;
use crate::model::tally::{Overview, Standing};
use crate::store::disk::RealDisk;
use crate::store::tentative;
use crate::suggest::memory;

/// How articles stand as far as that is known, and those whose sheets may teach something: those
/// that are known to be last, and those that are known not to be left out.
pub(super) fn known(
    project: &Project,
    standings: Vec<(ArticleId, Standing)>,
) -> (Overview, Vec<ArticleId>) {
    let mut overview = Overview::default();
    for (id, standing) in standings {
        if project.entry(&id).is_some() {
            overview.put(id, standing);
        }
    }
    let standing = |id: &ArticleId| overview.get(id);
    let ids = project.entries().map(|(id, _)| id);
    let (mut unread, known): (Vec<&ArticleId>, Vec<&ArticleId>) =
        ids.partition(|id| standing(id).is_none());
    let annotated = |id: &&ArticleId| standing(id).is_some_and(|known| !known.tally.is_empty());
    unread.extend(known.into_iter().filter(annotated));
    let unread = unread.into_iter().cloned().collect();
    (overview, unread)
}

/// What a sheet teaches, if that is wanted.
pub(super) fn taught((article, sheet): &(Article, Sheet), lessons: Lessons) -> Taught {
    let lessons = match lessons {
        Lessons::Wanted => memory::of_sheet(&article.text, sheet),
        Lessons::Enough => Vec::new(),
    };
    Taught {
        article: article.id.clone(),
        lessons,
        standing: Standing::of(sheet),
    }
}

impl Clerk {
    /// How articles stand, and what their sheets teach if that is wanted; what cannot be read
    /// teaches nothing and is told when it is opened.
    pub(super) fn remember(&mut self, ids: Vec<ArticleId>, lessons: Lessons) {
        let mut all = Vec::new();
        for id in ids {
            self.attend();
            let (Some(store), Some(entry)) = (&mut self.store, self.project.entry(&id)) else {
                continue;
            };
            if let Ok(loaded) = store.load(&id, entry) {
                let taught = taught(&loaded, lessons);
                store.note_standing(&id, &taught.standing);
                all.push(taught);
            }
        }
        self.outbox.send(Event::Recollected(all));
    }

    /// Gives the text of an article to another thread.
    pub(super) fn lend_text(&self, id: &ArticleId, to: &Sender<Text>) {
        let read = self.store.as_ref().zip(self.project.entry(id));
        let read = read.and_then(|(store, entry)| store.text(id, entry).ok());
        drop(to.send(read.map(Arc::from)));
    }

    /// Gives an article and its sheet to another thread.
    pub(super) fn lend(&self, id: &ArticleId, to: &Sender<Read>) {
        let entry = self.project.entry(id);
        let read = self.store.as_ref().zip(entry);
        let read = read.and_then(|(store, entry)| {
            let (article, sheet) = store.load(id, entry).ok()?;
            // What is wrong with them is told when the article is opened.
            let (said, _) = tentative::read(&RealDisk, store.dir(), &article);
            Some(Lent {
                article,
                sheet,
                said,
            })
        });
        // A thread that was cancelled no longer listens.
        drop(to.send(read.map(Box::new)));
    }

    /// Reads sheets whose articles nobody wants to see.
    pub(super) fn read_sheets(&self, ids: Vec<ArticleId>) {
        let (mut sheets, mut failed) = (Vec::new(), Vec::new());
        for id in ids {
            let (Some(store), Some(entry)) = (&self.store, self.project.entry(&id)) else {
                continue;
            };
            match store.load(&id, entry) {
                Ok((_, sheet)) => sheets.push((id, sheet)),
                Err(error) => failed.push((id, trouble(&error))),
            }
        }
        self.outbox.send(Event::Sheets(sheets, failed));
    }

    /// Writes sheets that are to leave memory.
    pub(super) fn keep_sheets(&mut self, sheets: Vec<(ArticleId, Sheet)>) {
        let mut kept = Vec::new();
        for (id, sheet) in sheets {
            self.save_sheet(&id, &sheet, self.book);
            // What is not in the journal yet is in memory only.
            if self.waiting.is_empty() {
                kept.push(id);
            }
        }
        self.outbox.send(Event::SheetsKept(kept));
    }
}
