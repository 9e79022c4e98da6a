//! Engines that suggest entities, and their combination.

use crate::model::label::LabelSet;
use crate::model::suggestion::Suggestion;

/// The engines together.
pub struct Ensemble;

impl Ensemble {
    /// The bundled engines.
    #[must_use]
    pub fn bundled() -> Self {
        Self
    }

    /// Suggestions for a text, in document order.
    #[must_use]
    pub fn suggest_with(
        &self,
        _text: &str,
        _labels: &LabelSet,
        _cancel: &dyn Fn() -> bool,
        _progress: &dyn Fn(f32),
    ) -> Vec<Suggestion> {
        Vec::new()
    }
}
