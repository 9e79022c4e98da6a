//! Articles of an import, as they come into the project and are taken out of it again.

use super::Clerk;
use crate::app::event::{Event, ImportOutcome};
use crate::app::jobs::trouble::trouble;
use crate::app::notice::{Happening, Trouble};
use crate::extract::Extracted;
use crate::model::article::ArticleMeta;
use crate::model::ids::ArticleId;
use crate::store::ids;

impl Clerk {
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
}
