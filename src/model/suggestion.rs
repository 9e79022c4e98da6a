//! Suggestions: what an engine believes. Derived, never saved as truth.

use super::ids::{EngineId, LabelId};
use super::label::Bilingual;
use crate::text::offset::Span;

/// Why an engine suggests something, readable by a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The engine.
    pub engine: EngineId,
    /// Stable id of the list or rule (`country`, `title-person`).
    pub rule: String,
    /// What that list or rule is called ("دولة" / "country").
    pub name: Bilingual,
    /// The list entry or trigger that matched, where there is one.
    pub entry: Option<String>,
}

/// Another reading of the same place.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// Its span.
    pub span: Span,
    /// Its label.
    pub label: LabelId,
    /// Its score, 0–1.
    pub score: f32,
}

/// A span that an engine believes to be an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Where.
    pub span: Span,
    /// As what.
    pub label: LabelId,
    /// Believed probability, 0–1.
    pub score: f32,
    /// Why; at least one, the strongest first.
    pub evidence: Vec<Evidence>,
    /// Other readings, best first.
    pub alternatives: Vec<Alternative>,
}

/// Words that an engine takes for an entity without being sure enough to suggest it. Derived, and no
/// question to anybody: it only says where to look twice.
#[derive(Clone, Debug, PartialEq)]
pub struct NearMiss {
    /// Where.
    pub span: Span,
    /// As what, most probably.
    pub label: LabelId,
    /// Believed probability that an entity stands there, 0–1.
    pub probability: f32,
    /// Why.
    pub evidence: Evidence,
}

impl Suggestion {
    /// The engine of the strongest evidence.
    #[must_use]
    pub fn engine(&self) -> EngineId {
        self.evidence
            .first()
            .map_or(EngineId::Import, |evidence| evidence.engine)
    }
}
