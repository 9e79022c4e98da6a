//! The review inbox: pending suggestions of the article on screen, grouped.

use crate::app::command::{SuggestionKey, Target};
use crate::app::session::Session;
use crate::model::ids::LabelId;

/// Pending suggestions with the same text and label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GroupView<'s> {
    /// The text as it stands first in the article.
    pub surface: &'s str,
    /// The label.
    pub label: &'s LabelId,
    /// The best score among them, 0–1.
    pub score: f32,
    /// How many wait; never zero.
    pub count: usize,
}

/// The groups of which something waits, in document order. Costs a look at every group: cache it
/// by [`Session::serial`].
#[must_use]
pub fn groups(session: &Session) -> Vec<usize> {
    session.queue().groups().collect()
}

/// A group of [`groups`].
#[must_use]
pub fn group(session: &Session, group: usize) -> Option<GroupView<'_>> {
    let (of, score, count) = session.queue().group(group)?;
    Some(GroupView {
        surface: &of.surface,
        label: &of.label,
        score,
        count,
    })
}

/// What waits of a group, in document order.
#[must_use]
pub fn keys(session: &Session, group: usize) -> Vec<SuggestionKey> {
    let members = session.queue().members(group);
    members
        .map(|suggestion| SuggestionKey {
            span: suggestion.span,
            label: suggestion.label.clone(),
        })
        .collect()
}

/// The group of the current suggestion.
#[must_use]
pub fn current_group(session: &Session) -> Option<usize> {
    let Some(Target::Suggestion(key)) = &session.here().target else {
        return None;
    };
    let found = session.queue().found();
    found.group_of(found.index_of(key.span, &key.label)?)
}
