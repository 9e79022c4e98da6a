//! Sheets and articles for work on many of them at once.

use std::sync::mpsc::Sender;

use super::Clerk;
use crate::app::event::Event;
use crate::app::jobs::reading::{Lent, Read};
use crate::app::jobs::trouble::trouble;
use crate::model::ids::ArticleId;
use crate::model::sheet::Sheet;
use crate::store::disk::RealDisk;
use crate::store::tentative;

impl Clerk {
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
