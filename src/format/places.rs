//! Lines and columns of places in one file that are told of one behind the other.

use crate::text::convert::line_column;

/// Remembers the last place, so that many places of a long file cost one pass.
#[derive(Debug)]
pub(super) struct Places<'f> {
    text: &'f str,
    /// Byte, line and column of the last place.
    last: (usize, usize, usize),
}

impl<'f> Places<'f> {
    /// Of a file with that text.
    pub fn of(text: &'f str) -> Self {
        let last = (0, 1, 1);
        Self { text, last }
    }

    /// Line and column of a byte, both from 1.
    pub fn line_column(&mut self, at: usize) -> (usize, usize) {
        let at = self.text.floor_char_boundary(at);
        if at < self.last.0 {
            self.last = (0, 1, 1);
        }
        let (from, mut line, mut column) = self.last;
        let (lines, columns) = line_column(&self.text[from..], at - from);
        if lines > 1 {
            column = columns;
            line += lines - 1;
        } else {
            column += columns - 1;
        }
        self.last = (at, line, column);
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_the_same_in_any_order() {
        let text = "أب\nجد\n\nهـ";
        let mut places = Places::of(text);
        for at in [0, 2, 4, 7, 9, 10, 3, 13, 99] {
            assert_eq!(places.line_column(at), line_column(text, at), "{at}");
        }
    }
}
