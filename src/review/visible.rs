//! Whether a suggestion is still a question.

use crate::model::decision::Verdict;
use crate::model::ids::AnnotationId;
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;

/// Whether and why (not) a suggestion is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// It waits for a decision.
    Pending,
    /// Somebody decided about this span and label.
    Decided(Verdict),
    /// The same span is annotated already.
    Annotated(AnnotationId),
    /// An annotation cuts through it, so it cannot be right as it stands.
    Contradicted(AnnotationId),
}

/// What the sheet makes of a suggestion.
#[must_use]
pub fn visibility(suggestion: &Suggestion, sheet: &Sheet) -> Visibility {
    if let Some(decision) = sheet.decision(suggestion.span, &suggestion.label) {
        return Visibility::Decided(decision.verdict);
    }
    for annotation in sheet.overlapping(suggestion.span) {
        if annotation.span == suggestion.span {
            return Visibility::Annotated(annotation.id);
        }
        let same_label = annotation.label == suggestion.label;
        if same_label || annotation.span.crosses(suggestion.span) {
            return Visibility::Contradicted(annotation.id);
        }
    }
    Visibility::Pending
}
