//! Positions and ranges in one article's text.
//!
//! Inside the program every position is a UTF-8 **byte** offset. Other units (code points, UTF-16
//! code units, lines) exist only at the edges and are converted in [`super::convert`].

use std::fmt;
use std::ops::Range;

use super::grapheme;

/// A UTF-8 byte offset into one article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(u32);

impl Offset {
    /// The offset of the first byte.
    pub const ZERO: Self = Self(0);

    /// An offset from a byte count; texts are limited to 4 GiB, larger counts saturate.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// The byte count, for slicing.
    #[must_use]
    pub fn get(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a range is not a span of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// `start >= end`.
    Empty {
        /// Requested start, bytes.
        start: usize,
        /// Requested end, bytes.
        end: usize,
    },
    /// The end lies behind the text.
    Outside {
        /// Requested end, bytes.
        end: usize,
        /// Length of the text, bytes.
        len: usize,
    },
    /// An edge splits a grapheme cluster (or a code point).
    InsideGrapheme {
        /// The offending edge, bytes.
        at: usize,
    },
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { start, end } => write!(f, "the span {start}..{end} is empty"),
            Self::Outside { end, len } => {
                write!(f, "offset {end} is behind the text of {len} bytes")
            }
            Self::InsideGrapheme { at } => write!(f, "offset {at} is inside a character"),
        }
    }
}

impl std::error::Error for SpanError {}

/// A half-open byte range of an article's text.
///
/// Invariant: never empty. [`Span::new`] also proves that both edges are grapheme boundaries of
/// the text; the unchecked [`Span::from_range`] is for ranges that come from such boundaries.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    start: Offset,
    end: Offset,
}

impl Span {
    /// The span `range` of `text`, checked: not empty, inside, on grapheme boundaries.
    ///
    /// # Errors
    /// [`SpanError`] says which of the three does not hold and where.
    pub fn new(text: &str, range: Range<usize>) -> Result<Self, SpanError> {
        let Range { start, end } = range;
        if start >= end {
            return Err(SpanError::Empty { start, end });
        }
        if end > text.len() {
            return Err(SpanError::Outside {
                end,
                len: text.len(),
            });
        }
        for at in [start, end] {
            if !grapheme::is_boundary(text, at) {
                return Err(SpanError::InsideGrapheme { at });
            }
        }
        Ok(Self {
            start: Offset::new(start),
            end: Offset::new(end),
        })
    }

    /// A span from a byte range whose edges are already known to be boundaries; `None` if empty.
    #[must_use]
    pub fn from_range(range: Range<usize>) -> Option<Self> {
        (range.start < range.end).then(|| Self {
            start: Offset::new(range.start),
            end: Offset::new(range.end),
        })
    }

    /// The smallest span on grapheme boundaries that covers `range`; `None` if that is empty.
    #[must_use]
    pub fn covering(text: &str, range: Range<usize>) -> Option<Self> {
        let start = grapheme::floor(text, range.start.min(text.len()));
        let end = grapheme::ceil(text, range.end.min(text.len()));
        Self::from_range(start..end)
    }

    /// The largest span on grapheme boundaries that lies in `range`; `None` if there is none. A mark
    /// may hang on the white space before a word; what remains of the word is meant.
    #[must_use]
    pub fn within(text: &str, range: Range<usize>) -> Option<Self> {
        let start = grapheme::ceil(text, range.start.min(text.len()));
        let end = grapheme::floor(text, range.end.min(text.len()));
        Self::from_range(start..end)
    }

    /// The longest span that starts at byte `at`: in document order no span that starts there
    /// comes before it. A bound for look-ups, of no text.
    #[must_use]
    pub fn widest_from(at: usize) -> Self {
        Self {
            start: Offset::new(at),
            end: Offset(u32::MAX),
        }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start.get()
    }

    /// One past the last byte.
    #[must_use]
    pub fn end(self) -> usize {
        self.end.get()
    }

    /// As a byte range.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Length in bytes; never zero.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a span is never empty")]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The covered text; empty if the span is not of this text.
    #[must_use]
    pub fn text(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this span (or equals it).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two overlap and neither contains the other.
    #[must_use]
    pub fn crosses(self, other: Self) -> bool {
        self.overlaps(other) && !self.contains(other) && !other.contains(self)
    }
}

/// Document order: by start, then the longer (outer) span first.
impl Ord for Span {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.start.cmp(&other.start).then(other.end.cmp(&self.end))
    }
}

impl PartialOrd for Span {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_never_splits_a_letter_from_its_harakat() {
        let text = "مُحمد";
        assert_eq!(
            Span::new(text, 0..2),
            Err(SpanError::InsideGrapheme { at: 2 })
        );
        assert_eq!(Span::covering(text, 0..2), Span::from_range(0..4));
    }

    #[test]
    fn order_is_by_start_then_outer_first() {
        let span = |r| Span::from_range(r).unwrap();
        let mut spans = vec![span(4..6), span(0..2), span(0..6)];
        spans.sort();
        assert_eq!(spans, vec![span(0..6), span(0..2), span(4..6)]);
        assert!(span(0..4).crosses(span(2..6)));
        assert!(!span(0..6).crosses(span(2..6)));
    }
}
