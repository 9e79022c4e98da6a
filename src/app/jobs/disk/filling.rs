//! New articles, and what is known about those that are there.

use super::Clerk;
use crate::app::event::{Event, ImportOutcome};
use crate::app::jobs::trouble::trouble;
use crate::app::notice::{Happening, Trouble};
use crate::app::sample;
use crate::edit::change::Edit;
use crate::edit::transaction::Transaction;
use crate::extract::Extracted;
use crate::model::article::ArticleMeta;
use crate::model::ids::ArticleId;
use crate::model::project::ArticleEntry;
use crate::store::ids;

/// The articles about which a transaction says something new.
pub(super) fn described(transaction: &Transaction) -> Vec<ArticleId> {
    let of = |edit: &Edit| match edit {
        Edit::Meta { article, .. } => Some(article.clone()),
        _ => None,
    };
    transaction.edits.iter().filter_map(of).collect()
}

impl Clerk {
    pub(super) fn open_sample(&mut self) {
        let Some(dir) = self.data_folder("sample") else {
            return;
        };
        self.open_or_create(&dir, sample::NAME);
        let sha256 = ids::sha256(sample::ARTICLE);
        let Some(store) = self.store.as_mut().filter(|store| store.is_writable()) else {
            return;
        };
        // Whatever became of its files, the article is there again.
        let is_there = |(id, entry): (&ArticleId, &ArticleEntry)| {
            entry.sha256 == sha256 && store.load(id, entry).is_ok()
        };
        let whole = self.project.entries().any(is_there);
        if store.dir() != dir || whole {
            return;
        }
        let meta = ArticleMeta {
            language: Some("ar".into()),
            ..ArticleMeta::default()
        };
        let mut outcome = ImportOutcome {
            quiet: true,
            ..ImportOutcome::default()
        };
        match store.put_article(sample::ARTICLE, sha256, meta) {
            Ok((id, _)) if self.project.entry(&id).is_some() => outcome.known.push(id),
            Ok((id, entry)) => {
                self.project.list(id.clone(), entry.clone());
                outcome.added.push((id, entry));
            }
            Err(error) => outcome
                .happenings
                .push(Happening::CannotSave(trouble(&error))),
        }
        self.outbox.send(Event::Imported(outcome));
    }

    /// Stores a portion of an import; after a failure nothing more of it.
    pub(super) fn store_portion(&mut self, portion: Vec<Extracted>) -> ImportOutcome {
        let mut outcome = ImportOutcome::default();
        for article in portion {
            self.attend();
            self.add(&article.text, article.meta, &mut outcome);
            if !outcome.happenings.is_empty() {
                break;
            }
        }
        outcome
    }

    /// Takes away what an import stored that nobody wants any more.
    pub(super) fn discard(&mut self, ids: Vec<ArticleId>) {
        self.hashes = None;
        for id in ids {
            self.project.forget(&id);
            let Some(store) = &mut self.store else { return };
            if let Err(error) = store.discard_article(&id) {
                let told = Happening::CannotSave(trouble(&error));
                self.outbox.send(Event::Told(told));
            }
        }
    }

    pub(super) fn add(&mut self, text: &str, meta: ArticleMeta, outcome: &mut ImportOutcome) {
        let sha256 = ids::sha256(text);
        if let Some(known) = self.known(&sha256) {
            outcome.placed.push(known.clone());
            return outcome.known.push(known);
        }
        let Some(store) = &mut self.store else {
            let told = Happening::CannotSave(Trouble::NotAProject);
            return outcome.happenings.push(told);
        };
        match store.put_article(text, sha256.clone(), meta) {
            Ok((id, entry)) => {
                self.project.list(id.clone(), entry.clone());
                if let Some(hashes) = &mut self.hashes {
                    hashes.insert(sha256, id.clone());
                }
                outcome.placed.push(id.clone());
                outcome.added.push((id, entry));
            }
            Err(error) => outcome
                .happenings
                .push(Happening::CannotSave(trouble(&error))),
        }
    }

    /// The article with that text, if the project has one.
    fn known(&mut self, sha256: &str) -> Option<ArticleId> {
        let entries = self.project.entries();
        let hashes = self.hashes.get_or_insert_with(|| {
            let hashes = entries.map(|(id, entry)| (entry.sha256.clone(), id.clone()));
            hashes.collect()
        });
        hashes.get(sha256).cloned()
    }

    /// Writes what is known about articles. The journal holds what could not be written.
    pub(super) fn save_entries(&mut self, ids: &[ArticleId]) {
        for id in ids {
            let (Some(store), Some(entry)) = (&mut self.store, self.project.entry(id)) else {
                continue;
            };
            if let Err(error) = store.save_entry(id, entry) {
                let told = Happening::CannotSave(trouble(&error));
                self.outbox.send(Event::Told(told));
            }
        }
    }
}
