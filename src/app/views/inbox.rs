//! The review inbox: pending suggestions of the article on screen, grouped.

use crate::app::command::{SuggestionKey, Target};
use crate::app::session::Session;
use crate::model::ids::LabelId;
use crate::review::group;
use crate::text::normalize;

/// Pending suggestions with the same text and label.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupRow {
    /// The text as it stands first in the article.
    pub surface: String,
    /// The label.
    pub label: LabelId,
    /// The best score among them, 0–1.
    pub score: f32,
    /// Where, in document order; never empty.
    pub keys: Vec<SuggestionKey>,
}

impl GroupRow {
    /// Whether the current suggestion is one of them.
    #[must_use]
    pub fn is_current(&self, session: &Session) -> bool {
        matches!(&session.here().target, Some(Target::Suggestion(key)) if self.keys.contains(key))
    }
}

/// The groups in document order. Costs a pass over the pending suggestions: cache it by
/// [`Session::serial`].
#[must_use]
pub fn groups(session: &Session) -> Vec<GroupRow> {
    let Some((article, _)) = session.current() else {
        return Vec::new();
    };
    group::group(&article.text, session.pending(), normalize::match_form)
        .into_iter()
        .map(|group| {
            let label = group.label;
            let key = |span| SuggestionKey {
                span,
                label: label.clone(),
            };
            let keys = group.spans.into_iter().map(key).collect();
            GroupRow {
                surface: group.surface,
                label: label.clone(),
                score: group.score,
                keys,
            }
        })
        .collect()
}
