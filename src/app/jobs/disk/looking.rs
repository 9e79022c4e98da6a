//! What is done now and then: trying again what could not be written, and looking what others did
//! to the folder.

use super::Clerk;
use crate::app::clock;
use crate::app::event::{Event, OthersWork};
use crate::app::jobs::trouble::happening;
use crate::app::notice::{FolderNews, Happening};
use crate::store::claim::RENEWAL;
use crate::store::project::Changes;

impl Clerk {
    /// Nothing was asked for a while.
    pub(super) fn pause(&mut self) {
        if !self.waiting.is_empty() {
            self.flush();
        }
        self.flush_left();
        self.renew();
        self.look();
    }

    fn renew(&mut self) {
        let now = clock::system();
        if now.0.abs_diff(self.renewed.0) < RENEWAL {
            return;
        }
        self.renewed = now;
        if let Some(store) = self.store.as_ref().filter(|store| store.is_writable()) {
            store.renew_claim(now);
        }
    }

    /// What other programs did to the folder becomes part of the project.
    pub(super) fn look(&mut self) {
        let Some(store) = &mut self.store else {
            return;
        };
        let changes = store.look(&self.project);
        let gone = changes.is_unreachable();
        let known = std::mem::replace(&mut self.unreachable, gone);
        if changes.is_empty() || (gone && known) {
            return;
        }
        for (id, entry) in &changes.added {
            self.project.list(id.clone(), entry.clone());
        }
        if let Some(labels) = &changes.labels {
            self.project.relabel(labels.clone());
        }
        self.outbox.send(Event::Others(Box::new(work(changes))));
    }
}

fn work(changes: Changes) -> OthersWork {
    let mut happenings: Vec<Happening> =
        changes.notices.into_iter().filter_map(happening).collect();
    let mut news = Vec::new();
    if changes.labels.is_some() {
        news.push(FolderNews::LabelsChanged);
    }
    if !changes.others.is_empty() {
        let names = changes.others.iter().map(ToString::to_string).collect();
        news.push(FolderNews::OthersSaved(names));
    }
    if !changes.added.is_empty() {
        news.push(FolderNews::ArticlesAdded(changes.added.len()));
    }
    news.extend(changes.gone.into_iter().map(FolderNews::ArticleGone));
    news.extend(changes.altered.into_iter().map(FolderNews::ArticleAltered));
    news.extend(changes.sheets.into_iter().map(FolderNews::SheetChanged));
    happenings.extend(news.into_iter().map(Happening::Folder));
    OthersWork {
        added: changes.added,
        labels: changes.labels,
        happenings,
    }
}
