//! What the journals say of the past, and the way back there.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Clerk;
use crate::app::event::Event;
use crate::app::headless::Refusal;
use crate::app::headless::history;
use crate::app::jobs::trouble::trouble;
use crate::app::notice::{FolderNews, Happening, Trouble};
use crate::app::timeline::{self, Wanted};
use crate::edit::change::Edit;
use crate::model::ids::ArticleId;
use crate::store::error::StoreError;

impl Clerk {
    pub(super) fn read_history(&mut self, wanted: &Wanted) {
        let Some(store) = &self.store else {
            return self.outbox.send(Event::Timeline(Vec::new()));
        };
        match timeline::read(store, &self.project, wanted) {
            Ok(moments) => self.outbox.send(Event::Timeline(moments)),
            Err(error) => self.cannot_read(&error),
        }
    }

    fn cannot_read(&self, error: &StoreError) {
        let dir = self.store.as_ref().map(|store| store.dir().to_owned());
        let path = dir.unwrap_or_default();
        self.tell(Happening::CannotRead(path, trouble(error)));
    }

    pub(super) fn export_history(&mut self, path: PathBuf) {
        let Some(dir) = self.store.as_ref().map(|store| store.dir().to_owned()) else {
            return;
        };
        self.tell(match history::export(&dir, &path) {
            Ok(count) => Happening::Folder(FolderNews::HistoryWritten(count, path)),
            Err(Refusal::Trouble(_, trouble)) => Happening::CannotSave(trouble),
            Err(other) => Happening::CannotSave(Trouble::Other(format!("{other:?}"))),
        });
    }

    /// Sends the articles that the way back leads through, then the way.
    pub(super) fn find_way_back(&mut self, seq: u64, held: &BTreeSet<ArticleId>) {
        if self.flush().is_some() {
            return;
        }
        let Some(store) = &self.store else { return };
        let edits = match store.back_to(seq) {
            Ok(edits) => edits,
            Err(error) => return self.cannot_read(&error),
        };
        let on_sheet = |edit: &&Edit| !matches!(edit, Edit::List { .. } | Edit::Unlist { .. });
        let concerned = edits.iter().filter(on_sheet).filter_map(Edit::article);
        let concerned: BTreeSet<ArticleId> = concerned.cloned().collect();
        for id in concerned.difference(held) {
            self.attend();
            self.load(id);
        }
        self.outbox.send(Event::WayBack(edits));
    }
}
