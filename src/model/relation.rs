//! Relations: what connects two annotations of one sheet.

use std::collections::HashMap;

use super::ids::{AnnotationId, RelationLabel};

/// A directed relation, such as *founder* from a person to an organisation. Two annotations have
/// the same relation in one direction at most once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    /// Where it starts.
    pub from: AnnotationId,
    /// Where it leads.
    pub to: AnnotationId,
    /// What it is; empty if that was not said.
    pub label: RelationLabel,
}

impl Relation {
    /// Whether it starts at or leads to that annotation.
    #[must_use]
    pub fn touches(&self, id: AnnotationId) -> bool {
        self.from == id || self.to == id
    }

    /// The same between what its annotations became; nothing if one of them is not among those.
    #[must_use]
    pub fn between(&self, became: &HashMap<AnnotationId, AnnotationId>) -> Option<Self> {
        Some(Self {
            from: *became.get(&self.from)?,
            to: *became.get(&self.to)?,
            label: self.label.clone(),
        })
    }
}
