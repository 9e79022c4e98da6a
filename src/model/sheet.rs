//! A sheet: one annotator's annotations and decisions on one article.

use super::annotation::Annotation;
use super::decision::Decision;
use super::ids::{AnnotationId, LabelId};
use crate::text::offset::Span;

/// How far an annotator is with an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Progress {
    /// Not begun.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Needs to be talked about.
    Discuss,
}

/// One annotator's work on one article.
///
/// Invariants: annotations are in document order (outer first) with unique ids below `next_id`;
/// there is one decision per suggested span and label. Nesting and crossing are legal.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    annotations: Vec<Annotation>,
    decisions: Vec<Decision>,
    progress: Progress,
    next_id: u64,
    /// Upper bound of the distance from an annotation's first to its last byte, for range queries.
    longest: usize,
}

/// Equal work: the bounds that only grow (`next_id`, `longest`) do not count.
impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        self.annotations == other.annotations
            && self.decisions == other.decisions
            && self.progress == other.progress
    }
}

impl Sheet {
    /// A sheet from parts in any order; of equal ids and equal decision keys the last wins.
    #[must_use]
    pub fn new(annotations: Vec<Annotation>, decisions: Vec<Decision>, progress: Progress) -> Self {
        let mut sheet = Self {
            progress,
            ..Self::default()
        };
        for annotation in annotations {
            sheet.remove(annotation.id);
            sheet.insert(annotation);
        }
        for decision in decisions {
            sheet.set_decision(decision);
        }
        sheet
    }

    /// In document order, outer before inner.
    #[must_use]
    pub fn annotations(&self) -> &[Annotation] {
        &self.annotations
    }

    /// In document order.
    #[must_use]
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// How far the annotator is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// The id for the next annotation; ids are never reused, also after undo.
    #[must_use]
    pub fn next_id(&self) -> AnnotationId {
        AnnotationId(self.next_id)
    }

    /// The annotation with that id.
    #[must_use]
    pub fn get(&self, id: AnnotationId) -> Option<&Annotation> {
        self.annotations
            .iter()
            .find(|annotation| annotation.id == id)
    }

    /// The annotation with exactly this span and label.
    #[must_use]
    pub fn find(&self, span: Span, label: &LabelId) -> Option<&Annotation> {
        self.overlapping(span)
            .find(|a| a.span == span && a.label == *label)
    }

    /// Annotations that share text with `span`, in document order.
    pub fn overlapping(&self, span: Span) -> impl Iterator<Item = &Annotation> {
        let end = self
            .annotations
            .partition_point(|a| a.span.start() < span.end());
        self.annotations[..end]
            .iter()
            .filter(move |a| a.spans().any(|s| s.overlaps(span)))
    }

    /// What was decided about that suggested span and label.
    #[must_use]
    pub fn decision(&self, span: Span, label: &LabelId) -> Option<&Decision> {
        self.decision_index(span, label)
            .ok()
            .map(|at| &self.decisions[at])
    }

    pub(crate) fn insert(&mut self, annotation: Annotation) {
        self.next_id = self.next_id.max(annotation.id.0 + 1);
        let end = annotation.spans().map(Span::end).max().unwrap_or_default();
        self.longest = self
            .longest
            .max(end.saturating_sub(annotation.span.start()));
        let at = self
            .annotations
            .partition_point(|a| a.order() < annotation.order());
        self.annotations.insert(at, annotation);
    }

    pub(crate) fn remove(&mut self, id: AnnotationId) -> Option<Annotation> {
        let at = self
            .annotations
            .iter()
            .position(|annotation| annotation.id == id)?;
        Some(self.annotations.remove(at))
    }

    pub(crate) fn set_decision(&mut self, decision: Decision) {
        match self.decision_index(decision.span, &decision.label) {
            Ok(at) => self.decisions[at] = decision,
            Err(at) => self.decisions.insert(at, decision),
        }
    }

    pub(crate) fn clear_decision(&mut self, span: Span, label: &LabelId) {
        if let Ok(at) = self.decision_index(span, label) {
            self.decisions.remove(at);
        }
    }

    pub(crate) fn set_progress(&mut self, progress: Progress) {
        self.progress = progress;
    }

    fn decision_index(&self, span: Span, label: &LabelId) -> Result<usize, usize> {
        self.decisions
            .binary_search_by(|decision| decision.key().cmp(&(span, label)))
    }
}
