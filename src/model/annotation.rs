//! Annotations: what a person stated about a span.

use std::collections::BTreeMap;

use super::ids::{AnnotationId, EngineId, LabelId, Timestamp};
use crate::text::offset::Span;

/// Where an annotation came from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Marked by hand.
    Manual,
    /// An accepted suggestion of an engine, with its score then.
    Suggestion {
        /// The engine with the strongest evidence.
        engine: EngineId,
        /// Its score, 0–1.
        score: f32,
        /// Whether the person changed boundary or label while accepting.
        edited: bool,
        /// What a file calls the model whose suggestion it was, if it was none of our engines.
        model: Option<String>,
    },
    /// Read from a file, with the format's name.
    Import(String),
}

/// Who knows what and since when; the annotator is the sheet's.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// How it came to be.
    pub origin: Origin,
    /// When it was made or last changed.
    pub at: Timestamp,
}

/// A labelled span of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Unique in its sheet, never reused.
    pub id: AnnotationId,
    /// The (first) span.
    pub span: Span,
    /// Further fragments of a discontinuous annotation, in order; nearly always empty.
    pub more: Vec<Span>,
    /// Its label.
    pub label: LabelId,
    /// Attribute values by name.
    pub attributes: BTreeMap<String, String>,
    /// A remark for people; empty if none.
    pub note: String,
    /// Origin and time.
    pub provenance: Provenance,
}

impl Annotation {
    /// A plain annotation without attributes and note.
    #[must_use]
    pub fn new(id: AnnotationId, span: Span, label: LabelId, provenance: Provenance) -> Self {
        let (more, attributes, note) = (Vec::new(), BTreeMap::new(), String::new());
        Self {
            id,
            span,
            more,
            label,
            attributes,
            note,
            provenance,
        }
    }

    /// All fragments in document order.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.more.iter().copied())
    }

    /// The sort key of sheets: document order, outer before inner, then label, then age.
    #[must_use]
    pub fn order(&self) -> (Span, &LabelId, AnnotationId) {
        (self.span, &self.label, self.id)
    }
}
