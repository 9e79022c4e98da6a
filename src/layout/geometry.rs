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
