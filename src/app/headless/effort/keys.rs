//! Keys, counted by what they do.

use std::collections::BTreeMap;

use crate::app::action::Action;

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// Accepted a suggestion as it stood.
    Accept,
    /// Rejected a suggestion.
    Reject,
    /// Accepted all suggestions of equal text and label.
    AcceptGroup,
    /// Rejected all of them.
    RejectGroup,
    /// Chose a label.
    Label,
    /// Moved an edge of a span.
    Edge,
    /// Moved the caret or grew a selection.
    Caret,
    /// Went to the next suggestion.
    Next,
    /// Took the same decision wherever the text stands, or confirmed that.
    Everywhere,
    /// Accepted all that the inbox showed.
    AcceptShown,
}

impl Key {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::Accept,
        Self::Reject,
        Self::AcceptGroup,
        Self::RejectGroup,
        Self::Label,
        Self::Edge,
        Self::Caret,
        Self::Next,
        Self::Everywhere,
        Self::AcceptShown,
    ];

    /// Its name in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::AcceptGroup => "accept_group",
            Self::RejectGroup => "reject_group",
            Self::Label => "label",
            Self::Edge => "edge",
            Self::Caret => "caret",
            Self::Next => "next",
            Self::Everywhere => "everywhere",
            Self::AcceptShown => "accept_shown",
        }
    }
}

/// How many keys of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(BTreeMap<Key, usize>);

impl Keys {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// Those of a kind.
    #[must_use]
    pub fn of(&self, key: Key) -> usize {
        self.0.get(&key).copied().unwrap_or_default()
    }

    pub(super) fn press(&mut self, key: Key, count: usize) {
        *self.0.entry(key).or_default() += count;
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (key, count) in &other.0 {
            self.press(*key, *count);
        }
    }
}

/// Keys for what has no key of its own: the list of commands or of labels, two letters, Enter.
pub(super) const BY_NAME: usize = 4;

/// How many keys an action of the list takes.
pub(super) fn cost(action: Action) -> usize {
    action.shortcut().map_or(BY_NAME, |_| 1)
}
