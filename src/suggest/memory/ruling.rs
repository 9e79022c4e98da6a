//! What people say of a name apart from their decisions: the project's lexicon.

use super::{Counts, Memory};
use crate::model::ids::{ArticleId, LabelId};
pub use crate::model::ruling::{Ruling, form_of};

/// How many acceptances a name that was added by hand is worth.
const ADDED: u32 = 2;

impl Memory {
    /// Puts rulings in the place of all there were: form, label, ruling.
    pub fn rule(&mut self, rulings: impl IntoIterator<Item = (String, LabelId, Ruling)>) {
        let old = std::mem::take(&mut self.rulings);
        old.keys().for_each(|form| self.index(form));
        for (form, label, ruling) in rulings {
            self.rule_one(&form, label, ruling);
        }
    }

    /// Puts one ruling in the place of the one there was.
    pub fn rule_one(&mut self, form: &str, label: LabelId, ruling: Ruling) {
        if form.is_empty() {
            return;
        }
        let labels = self.rulings.entry(form.to_owned()).or_default();
        if ruling.is_empty() {
            labels.remove(&label);
        } else {
            labels.insert(label, ruling);
        }
        if labels.is_empty() {
            self.rulings.remove(form);
        }
        self.index(form);
    }

    /// Whether anything is blocked in that article alone.
    pub(super) fn blocks_in(&self, article: &ArticleId) -> bool {
        let mut all = self.rulings.values().flat_map(|labels| labels.values());
        all.any(|ruling| ruling.blocked_in.contains(article))
    }

    /// What a person ruled about a form as a label.
    #[must_use]
    pub fn ruling(&self, form: &str, label: &LabelId) -> Ruling {
        let labels = self.rulings.get(form);
        let ruling = labels.and_then(|labels| labels.get(label));
        ruling.cloned().unwrap_or_default()
    }

    /// What counts of a form as a label after what a person ruled.
    pub(super) fn standing(&self, form: &str, label: &LabelId) -> Counts {
        let (counts, ruling) = (self.counts(form, label), self.ruling(form, label));
        let (accepted, rejected) = ruling.forgotten;
        let added = if ruling.by_hand { ADDED } else { 0 };
        Counts {
            accepted: counts.accepted.saturating_sub(accepted) + added,
            rejected: counts.rejected.saturating_sub(rejected),
        }
    }

    /// The labels that anything is known of for a form.
    pub(super) fn labels_of(&self, form: &str) -> Vec<&LabelId> {
        let learned = self.surfaces.get(form).into_iter().flat_map(|l| l.keys());
        let ruled = self.rulings.get(form).into_iter().flat_map(|l| l.keys());
        let mut labels: Vec<&LabelId> = learned.chain(ruled).collect();
        labels.sort_unstable();
        labels.dedup();
        labels
    }
}
