//! Between the memory and the lexicon on disk.

use crate::model::ids::LabelId;
use crate::store::lexicon::Entry;
use crate::suggest::memory::{Counts, Memory, Ruling, form_of};

/// What people ruled in a lexicon.
pub(in crate::app) fn rulings(entries: &[Entry]) -> Vec<(String, LabelId, Ruling)> {
    let ruling = |entry: &Entry| {
        let label = entry.label.as_str().into();
        (form_of(&entry.surface), label, entry.ruling())
    };
    entries.iter().map(ruling).collect()
}

/// What was learned, as the lexicon keeps it.
pub(in crate::app) fn entries(memory: &Memory) -> Vec<Entry> {
    let entry = |(form, label, counts): (&str, &LabelId, Counts)| Entry {
        surface: form.to_owned(),
        label: label.to_string(),
        accepted: counts.accepted,
        rejected: counts.rejected,
        ..Entry::default()
    };
    memory.entries().map(entry).collect()
}
