//! The marks of the article on screen, asked for by range: only what is visible is looked at.

use crate::app::command::{SuggestionKey, Target};
use crate::app::session::Session;
use crate::model::ids::LabelId;
use crate::review::visible::{self, Visibility};
use crate::text::offset::Span;

/// One coloured span of the article.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkView {
    /// Where; for the current suggestion with a moved edge, where it stands now.
    pub span: Span,
    /// Its label.
    pub label: LabelId,
    /// The annotation or suggestion behind it.
    pub target: Target,
    /// Confidence 0–1 of a suggestion; `None` for an annotation.
    pub score: Option<f32>,
    /// Whether it is the current one.
    pub current: bool,
}

/// Annotations and pending suggestions that share text with `range` (bytes), in document order,
/// outer before inner.
#[must_use]
pub fn marks_in(session: &Session, range: std::ops::Range<usize>) -> Vec<MarkView> {
    let (Some((_, sheet)), Some(window)) = (session.current(), Span::from_range(range)) else {
        return Vec::new();
    };
    let current = session.here().target.as_ref();
    let mut marks: Vec<MarkView> = sheet
        .overlapping(window)
        .flat_map(|annotation| annotation.spans().map(move |span| (span, annotation)))
        .map(|(span, annotation)| {
            let target = Target::Annotation(annotation.id);
            let is_current = current == Some(&target);
            let label = annotation.label.clone();
            MarkView {
                span,
                label,
                target,
                score: None,
                current: is_current,
            }
        })
        .collect();
    let found = session.queue().found();
    let near = found.overlapping(window).map(|at| &found.suggestions()[at]);
    let pending = near.filter(|s| visible::visibility(s, sheet) == Visibility::Pending);
    marks.extend(pending.map(|suggestion| {
        let (span, label) = (suggestion.span, suggestion.label.clone());
        let target = Target::Suggestion(SuggestionKey {
            span,
            label: label.clone(),
        });
        let is_current = current == Some(&target);
        let moved = session.here().adjusted.filter(|_| is_current);
        let score = Some(suggestion.score);
        MarkView {
            span: moved.unwrap_or(span),
            label,
            target,
            score,
            current: is_current,
        }
    }));
    marks.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| a.label.cmp(&b.label)));
    marks
}

/// The mark under a byte offset that a click means: the innermost one.
#[must_use]
pub fn mark_at(session: &Session, at: usize) -> Option<MarkView> {
    let marks = marks_in(session, at..at + 1);
    marks.into_iter().min_by_key(|mark| mark.span.len())
}
