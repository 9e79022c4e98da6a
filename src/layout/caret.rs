//! Where the caret of a paragraph stands and how it moves, as seen on screen.
//!
//! Every grapheme boundary has exactly one place (see [`super::bidi::gaps`]); a step goes to the
//! next place on the line and from the line's edge into the next or previous line.

use super::geometry::{Caret, Side, Vertical};
use super::paragraph::Paragraph;
use crate::text::paragraph::Direction;

impl Paragraph {
    /// The line on which the caret of byte `offset` stands.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|line| line.text.end <= offset);
        line.min(self.lines.len().saturating_sub(1))
    }

    /// Where the caret of byte `offset` is drawn.
    #[must_use]
    pub fn caret(&self, offset: usize) -> Caret {
        let line = self.line_of(offset);
        let x = self.gap_x(line, self.gap_of(line, offset));
        let (y0, y1) = self
            .lines
            .get(line)
            .map_or((0.0, 0.0), |line| self.ink(line));
        Caret { x, y0, y1, line }
    }

    /// The gap that stands for `offset`; that of the nearest lower one inside a cluster.
    fn gap_of(&self, line: usize, offset: usize) -> usize {
        let gaps = self.gaps(line).iter().enumerate();
        let below = gaps.filter(|(_, at)| **at as usize <= offset);
        below.max_by_key(|(_, at)| **at).map_or(0, |(gap, _)| gap)
    }

    /// One step of the caret to a side, as seen; `None` at that end of the paragraph.
    #[must_use]
    pub fn step(&self, offset: usize, side: Side) -> Option<usize> {
        let mut line = self.line_of(offset);
        let mut gap = self.gap_of(line, offset);
        loop {
            let next = match side {
                Side::Left => gap.checked_sub(1),
                Side::Right => Some(gap + 1).filter(|next| *next < self.gaps(line).len()),
            };
            if let Some(next) = next {
                gap = next;
            } else {
                line = self.line_beside(line, side)?;
                gap = match side {
                    Side::Left => self.gaps(line).len() - 1,
                    Side::Right => 0,
                };
            }
            let at = self.gaps(line)[gap] as usize;
            // The end of a wrapped line is the start of the next one: one offset, not two stops.
            if at != offset && self.boundary(at) == at {
                return Some(at);
            }
        }
    }

    /// The line reached by leaving `line` on a side: in right-to-left text the left edge leads on
    /// and the right edge back.
    fn line_beside(&self, line: usize, side: Side) -> Option<usize> {
        let forward = (side == Side::Left) == (self.direction == Direction::Rtl);
        let to = if forward {
            line + 1
        } else {
            line.checked_sub(1)?
        };
        (to < self.lines.len()).then_some(to)
    }

    /// The offset at the far edge as seen when the caret comes in from another paragraph by
    /// stepping to `side`.
    #[must_use]
    pub fn entered_by(&self, side: Side) -> usize {
        let at_start = (side == Side::Left) == (self.direction == Direction::Rtl);
        if at_start { 0 } else { self.text.len() }
    }

    /// The first and last caret offset of the line on which `offset` stands. The last one of a
    /// wrapped line is the place before the white space at which it was broken; a line that was
    /// broken within a word ends where the next one starts.
    #[must_use]
    pub fn line_ends(&self, offset: usize) -> (usize, usize) {
        let at = self.line_of(offset);
        match self.lines.get(at) {
            Some(line) => (line.text.start, self.on_line(at, line.text.end)),
            None => (0, 0),
        }
    }

    /// The boundary whose caret is nearest to `x` on the line above or below that of `offset`; `None` if there is
    /// no such line.
    #[must_use]
    pub fn vertical(&self, offset: usize, x: f32, to: Vertical) -> Option<usize> {
        let line = self.line_of(offset);
        let to = match to {
            Vertical::Down => line + 1,
            Vertical::Up => line.checked_sub(1)?,
        };
        (to < self.lines.len()).then(|| self.stop_near(to, x))
    }

    /// The boundary whose caret is nearest to `x` on the first or last line.
    #[must_use]
    pub fn enter(&self, x: f32, from: Vertical) -> usize {
        match from {
            Vertical::Down => self.stop_near(0, x),
            Vertical::Up => self.stop_near(self.lines.len().saturating_sub(1), x),
        }
    }
}
