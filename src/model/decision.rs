//! Decisions: what a person did with a suggestion. Saved; suggestions are not.

use super::ids::{AnnotationId, EngineId, LabelId, Timestamp};
use crate::text::offset::Span;

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted as it was.
    Accepted(AnnotationId),
    /// Accepted with another boundary.
    EditedBoundary(AnnotationId),
    /// Accepted with another label.
    EditedLabel(AnnotationId),
    /// Not an entity, or not here.
    Rejected,
}

impl Verdict {
    /// The annotation that came of it.
    #[must_use]
    pub fn annotation(self) -> Option<AnnotationId> {
        match self {
            Self::Accepted(id) | Self::EditedBoundary(id) | Self::EditedLabel(id) => Some(id),
            Self::Rejected => None,
        }
    }
}

/// One decision about one suggested span and label.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The suggested span.
    pub span: Span,
    /// The suggested label.
    pub label: LabelId,
    /// Who suggested it.
    pub engine: EngineId,
    /// Its score then, 0–1.
    pub score: f32,
    /// What was done.
    pub verdict: Verdict,
    /// When.
    pub at: Timestamp,
    /// How long the person looked at it, in milliseconds; 0 if that is not known.
    pub took: u32,
}
