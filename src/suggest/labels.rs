//! From the labels that engines speak (news) to those of the project.

use crate::model::ids::LabelId;
use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;

/// What a label is called in a coarser set, nearest first.
const COARSER: &[(&str, &[&str])] = &[
    ("GPE", &["LOC"]),
    ("FAC", &["LOC"]),
    ("LOC", &["GPE"]),
    ("NORP", &["MISC"]),
    ("EVENT", &["MISC"]),
    ("LAW", &["MISC"]),
    ("PRODUCT", &["MISC"]),
    ("WEAPON", &["PRODUCT", "MISC"]),
];

/// Suggestions with the project's labels; those without a counterpart are left out. The result is
/// in document order with one suggestion per span and label.
pub(super) fn map(found: Vec<Suggestion>, labels: &LabelSet) -> Vec<Suggestion> {
    let mut mapped: Vec<Suggestion> = Vec::with_capacity(found.len());
    for mut suggestion in found {
        let Some(label) = counterpart(&suggestion.label, labels) else {
            continue;
        };
        suggestion.label = label;
        suggestion.alternatives.retain_mut(|alternative| {
            let label = counterpart(&alternative.label, labels);
            label.is_some_and(|label| {
                alternative.label = label;
                alternative.label != suggestion.label
            })
        });
        mapped.push(suggestion);
    }
    // Two labels may have become one: an inner span of the same label says nothing new.
    mapped.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
    let mut kept: Vec<Suggestion> = Vec::with_capacity(mapped.len());
    for suggestion in mapped {
        let covers = |other: &Suggestion| {
            other.label == suggestion.label && other.span.contains(suggestion.span)
        };
        if !kept.iter().rev().take(8).any(covers) {
            kept.push(suggestion);
        }
    }
    kept
}

pub(super) fn counterpart(label: &LabelId, labels: &LabelSet) -> Option<LabelId> {
    if labels.get(label).is_some() {
        return Some(label.clone());
    }
    let (_, coarser) = COARSER.iter().find(|(fine, _)| *fine == label.as_str())?;
    coarser
        .iter()
        .map(|name| LabelId::from(*name))
        .find(|id| labels.get(id).is_some())
}
