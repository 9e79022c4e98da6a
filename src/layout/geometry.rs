//! Plain geometry in physical pixels, y down.

/// An axis-aligned rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// The rectangle moved down by `dy`.
    #[must_use]
    pub fn down(self, dy: f32) -> Self {
        Self {
            y0: self.y0 + dy,
            y1: self.y1 + dy,
            ..self
        }
    }

    /// Width.
    #[must_use]
    pub fn width(self) -> f32 {
        self.x1 - self.x0
    }
}

/// Where the caret is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Caret {
    /// Its horizontal place.
    pub x: f32,
    /// Top.
    pub y0: f32,
    /// Bottom.
    pub y1: f32,
    /// The line it stands on.
    pub line: usize,
}

/// Which of its places a caret has where one offset has two: at a line break without white space,
/// and where text of both directions meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Affinity {
    /// The place that a walk visits: the start of the lower line; beside the letter that runs in
    /// the paragraph's direction.
    #[default]
    Either,
    /// Beside the letter before the offset; at a line break that letter is on the upper line.
    Before,
    /// Beside the letter behind the offset.
    Behind,
    /// The edge at which the upper line ends, where its last letter runs the other way and so ends
    /// elsewhere.
    Upper,
}

impl Affinity {
    /// Whether a line break at the offset lies behind the place.
    #[must_use]
    pub fn is_upper(self) -> bool {
        matches!(self, Self::Before | Self::Upper)
    }
}

/// A byte offset on a grapheme boundary and which of its places is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Stop {
    /// The offset in bytes.
    pub offset: usize,
    /// Which of its places.
    pub affinity: Affinity,
}

impl Stop {
    /// The place beside the letter before `offset`.
    #[must_use]
    pub fn before(offset: usize) -> Self {
        let affinity = Affinity::Before;
        Self { offset, affinity }
    }

    /// The place beside the letter behind `offset`.
    #[must_use]
    pub fn behind(offset: usize) -> Self {
        let affinity = Affinity::Behind;
        Self { offset, affinity }
    }

    /// The edge at which the line above a line break at `offset` ends.
    #[must_use]
    pub fn upper(offset: usize) -> Self {
        let affinity = Affinity::Upper;
        Self { offset, affinity }
    }

    /// The same place for an offset `by` bytes further, as in a longer text.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        let offset = self.offset + by;
        Self { offset, ..self }
    }
}

impl From<usize> for Stop {
    fn from(offset: usize) -> Self {
        let affinity = Affinity::Either;
        Self { offset, affinity }
    }
}

/// A side as seen on screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the left.
    Left,
    /// To the right.
    Right,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}
