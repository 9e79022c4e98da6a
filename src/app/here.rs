//! Where the person is: article, current span, caret and selection.

use super::command::{Target, Verb};
use super::search::Search;
use crate::model::ids::{ArticleId, LabelId, Timestamp};
use crate::text::offset::Span;

/// Where the person is. Not saved, not undone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Here {
    /// The article on screen.
    pub article: Option<ArticleId>,
    /// The current span, if any.
    pub target: Option<Target>,
    /// A boundary proposed for the current suggestion but not yet accepted.
    pub adjusted: Option<Span>,
    /// Fixed end of the selection, byte offset.
    pub anchor: usize,
    /// The caret, byte offset.
    pub head: usize,
    /// A span to bring into view, with a number that changes for each wish.
    pub reveal: Option<(Span, u64)>,
    /// When the person began to look at what is current.
    pub since: Timestamp,
    /// What is being looked for.
    pub search: Option<Search>,
    /// What was just done to one annotation and may be meant for others.
    pub offer: Option<Offer>,
}

/// A change of one annotation that may be meant wherever its text stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Where the annotation is, or was.
    pub span: Span,
    /// What was done.
    pub verb: Verb,
    /// The label it had before.
    pub label: LabelId,
}

impl Here {
    /// The selected span; `None` if there is only a caret.
    #[must_use]
    pub fn selection(&self) -> Option<Span> {
        Span::from_range(self.anchor.min(self.head)..self.anchor.max(self.head))
    }

    /// Puts the caret at `at` with nothing selected.
    pub(crate) fn place_caret(&mut self, at: usize) {
        (self.anchor, self.head) = (at, at);
    }

    /// Asks the reader to bring `span` into view.
    pub(crate) fn reveal(&mut self, span: Span) {
        let serial = self.reveal.map_or(0, |(_, serial)| serial) + 1;
        self.reveal = Some((span, serial));
    }
}
