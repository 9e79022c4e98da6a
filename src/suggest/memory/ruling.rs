//! What people say of a name apart from their decisions: the project's lexicon.

use super::{Counts, Memory};
use crate::model::ids::LabelId;
use crate::text::normalize::match_form;
use crate::text::token::tokens;

/// How many acceptances a name that was added by hand is worth.
const ADDED: u32 = 2;

/// What a person ruled about a form as a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ruling {
    /// Put into the lexicon by hand.
    pub by_hand: bool,
    /// Not to be suggested.
    pub blocked: bool,
    /// What was decided before it was forgotten: no longer counted.
    pub forgotten: Counts,
}

/// The form under which a name from a lexicon is remembered.
#[must_use]
pub fn form_of(name: &str) -> String {
    let words = tokens(name).into_iter();
    let forms: Vec<String> = words.map(|word| match_form(&name[word.range])).collect();
    forms.join(" ")
}

impl Memory {
    /// Puts rulings in the place of all there were: form, label, ruling.
    pub fn rule(&mut self, rulings: impl IntoIterator<Item = (String, LabelId, Ruling)>) {
        let old = std::mem::take(&mut self.rulings);
        old.keys().for_each(|form| self.index(form));
        for (form, label, ruling) in rulings {
            if ruling != Ruling::default() && !form.is_empty() {
                let labels = self.rulings.entry(form.clone()).or_default();
                labels.insert(label, ruling);
                self.index(&form);
            }
        }
    }

    /// What a person ruled about a form as a label.
    #[must_use]
    pub fn ruling(&self, form: &str, label: &LabelId) -> Ruling {
        let labels = self.rulings.get(form);
        let ruling = labels.and_then(|labels| labels.get(label));
        ruling.copied().unwrap_or_default()
    }

    /// What counts of a form as a label after what a person ruled.
    pub(super) fn standing(&self, form: &str, label: &LabelId) -> Counts {
        let (counts, ruling) = (self.counts(form, label), self.ruling(form, label));
        let Counts { accepted, rejected } = ruling.forgotten;
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
