//! Whether a suggestion is still a question.

use crate::model::decision::Verdict;
use crate::model::ids::{AnnotationId, LabelId};
use crate::model::sheet::Sheet;
use crate::model::suggestion::Suggestion;
use crate::text::offset::Span;

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
    seen_as(suggestion.span, &suggestion.label, sheet)
}

/// What the sheet makes of that span suggested as that label.
#[must_use]
pub fn seen_as(span: Span, label: &LabelId, sheet: &Sheet) -> Visibility {
    if let Some(decision) = sheet.decision(span, label) {
        return Visibility::Decided(decision.verdict);
    }
    for annotation in sheet.overlapping(span) {
        if annotation.span == span {
            return Visibility::Annotated(annotation.id);
        }
        if annotation.label == *label || annotation.span.crosses(span) {
            return Visibility::Contradicted(annotation.id);
        }
    }
    Visibility::Pending
}
