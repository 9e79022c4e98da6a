//! Suggestions: what an engine believes. Derived, never saved as truth.

use std::collections::HashSet;
use std::sync::Arc;

use super::ids::{EngineId, LabelId};
use super::label::Bilingual;
use crate::text::offset::Span;

/// Why an engine suggests something, readable by a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// Why; at least one, the strongest first. Shared: most is the same in many places.
    pub evidence: Vec<Arc<Evidence>>,
    /// Other readings, best first.
    pub alternatives: Vec<Alternative>,
}

/// What a file says of a place: why it does is not known, only which file.
#[derive(Clone, Debug, PartialEq)]
pub struct Tentative {
    /// Where.
    pub span: Span,
    /// As what.
    pub label: LabelId,
    /// Believed probability, 0–1.
    pub score: f32,
}

impl Tentative {
    /// A suggestion without its reasons.
    #[must_use]
    pub fn of(suggestion: &Suggestion) -> Self {
        Self {
            span: suggestion.span,
            label: suggestion.label.clone(),
            score: suggestion.score,
        }
    }
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
    pub evidence: Arc<Evidence>,
}

/// Keeps equal evidence once: a long article has a hundred thousand suggestions for a few hundred
/// reasons.
#[derive(Debug, Default)]
pub struct Shared(HashSet<Arc<Evidence>>);

impl Shared {
    /// Gives suggestions the evidence that is there already, and takes in what is new.
    pub fn share(&mut self, suggestions: &mut [Suggestion]) {
        for suggestion in suggestions {
            for evidence in &mut suggestion.evidence {
                match self.0.get(evidence) {
                    Some(known) => *evidence = Arc::clone(known),
                    None => drop(self.0.insert(Arc::clone(evidence))),
                }
            }
            suggestion.evidence.shrink_to_fit();
            suggestion.alternatives.shrink_to_fit();
        }
    }
}

impl Suggestion {
    /// The name of the engine of the strongest evidence, or of the model that a file gives for it.
    #[must_use]
    pub fn source(&self) -> &str {
        let named = self.evidence.first().filter(|evidence| {
            let is_model = evidence.engine == EngineId::Import;
            is_model && !evidence.rule.is_empty()
        });
        named.map_or(self.engine().as_str(), |evidence| &evidence.rule)
    }

    /// The engine of the strongest evidence.
    #[must_use]
    pub fn engine(&self) -> EngineId {
        self.evidence
            .first()
            .map_or(EngineId::Import, |evidence| evidence.engine)
    }
}
