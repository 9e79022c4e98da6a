//! Grapheme cluster boundaries (UAX #29, extended clusters), by byte offset.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// Whether `at` (bytes) is a grapheme boundary of `text`. Offsets outside are not.
#[must_use]
pub fn is_boundary(text: &str, at: usize) -> bool {
    at <= text.len()
        && text.is_char_boundary(at)
        && GraphemeCursor::new(at, text.len(), true)
            .is_boundary(text, 0)
            .unwrap_or(false)
}

/// The last boundary at or before `at`.
#[must_use]
pub fn floor(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if is_boundary(text, at) {
        at
    } else {
        previous(text, at)
    }
}

/// The first boundary at or behind `at`.
#[must_use]
pub fn ceil(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    if is_boundary(text, at) {
        at
    } else {
        next(text, at)
    }
}

/// The boundary behind `at`; the end of the text if there is none.
#[must_use]
pub fn next(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// The boundary before `at`; zero if there is none.
#[must_use]
pub fn previous(text: &str, at: usize) -> usize {
    let at = text.ceil_char_boundary(at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The clusters of `text` with their byte offsets.
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}
