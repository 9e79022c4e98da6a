//! What is being looked for in the article on screen.

use std::sync::Arc;

pub use crate::review::search::{Mode, Query};
use crate::text::offset::Span;

/// A search and what it has found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    /// What is looked for.
    pub query: Query,
    /// Where it was found, in document order, without overlaps.
    pub hits: Arc<[Span]>,
    /// What is wrong with the pattern.
    pub problem: Option<String>,
    /// Whether the article is still being searched.
    pub running: bool,
}

impl Search {
    /// A search that begins.
    #[must_use]
    pub fn new(query: Query) -> Self {
        Self {
            query,
            running: true,
            ..Self::default()
        }
    }

    /// The hits that share text with `range` (bytes).
    pub fn hits_in(&self, range: std::ops::Range<usize>) -> &[Span] {
        let start = self.hits.partition_point(|hit| hit.end() <= range.start);
        let end = self.hits.partition_point(|hit| hit.start() < range.end);
        self.hits.get(start..end.max(start)).unwrap_or_default()
    }

    /// Which hit is the first at or behind byte `from`.
    #[must_use]
    pub fn at_or_after(&self, from: usize) -> usize {
        self.hits.partition_point(|hit| hit.start() < from)
    }
}
