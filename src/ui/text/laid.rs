//! A piece of interface text, laid out in physical pixels and spoken of in points.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::{Color32, Context, Painter, Pos2, Rect, Vec2, pos2, vec2};

use super::batch::{TextBatch, paint_paragraph};
use super::engine::{Room, StyleKey, Wish, with_engine};
use crate::layout::geometry::{Side, Stop};
use crate::layout::paragraph::Paragraph;
use crate::text::paragraph::Direction;

/// Regular or bold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// For reading.
    #[default]
    Regular,
    /// For emphasis.
    Bold,
}

/// The direction a line starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Right to left: Arabic interface text, even if it begins with a Latin word.
    Rtl,
    /// Left to right: English interface text, shortcuts, paths.
    Ltr,
    /// As the text's first letter: names and sentences from articles.
    FirstLetter,
}

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// Font size in points.
    pub size: f32,
    /// Regular or bold.
    pub weight: Weight,
    /// The direction.
    pub base: Base,
}

impl Type {
    /// Of another size in points.
    #[must_use]
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }

    /// Of another weight.
    #[must_use]
    pub fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// In another direction.
    #[must_use]
    pub fn base(mut self, base: Base) -> Self {
        self.base = base;
        self
    }
}

/// How a text uses its place; widths in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fit {
    /// One line, as long as it is.
    Line,
    /// As many lines as it takes.
    Wrap(f32),
    /// One line, cut with an ellipsis.
    Cut(f32),
}

/// A text ready to be painted. Cheap to clone.
#[derive(Clone)]
pub struct Laid {
    pub(super) paragraph: Arc<Paragraph>,
    pub(super) scale: f32,
    cut: bool,
}

/// Lays out `text`; the same wish in the next frame costs a look-up.
#[must_use]
pub fn lay(ctx: &Context, text: &str, kind: Type, fit: Fit) -> Laid {
    let scale = ctx.pixels_per_point();
    let pixels = |points: f32| (points.max(0.0) * scale).min(1e6).floor() as u32;
    let direction = match kind.base {
        Base::Rtl => Some(Direction::Rtl),
        Base::Ltr => Some(Direction::Ltr),
        Base::FirstLetter => None,
    };
    let style = StyleKey {
        size_bits: (kind.size * scale).to_bits(),
        bold: kind.weight == Weight::Bold,
        direction,
    };
    let room = match fit {
        Fit::Line => Room::Line,
        Fit::Wrap(width) if width.is_finite() => Room::Wrap(pixels(width)),
        Fit::Cut(width) if width.is_finite() => Room::Cut(pixels(width)),
        Fit::Wrap(_) | Fit::Cut(_) => Room::Line,
    };
    let wish = Wish {
        text: text.into(),
        style,
        room,
    };
    let paragraph = with_engine(ctx, |engine| engine.laid(wish));
    let cut = paragraph.text().ends_with('…') && !text.ends_with('…');
    Laid {
        paragraph,
        scale,
        cut,
    }
}

impl Laid {
    /// Width of the longest line and height of all, in points.
    #[must_use]
    pub fn size(&self) -> Vec2 {
        vec2(
            self.paragraph.width().ceil(),
            self.paragraph.height().ceil(),
        ) / self.scale
    }

    /// Whether an ellipsis stands for the rest.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether lines start at the right.
    #[must_use]
    pub fn is_rtl(&self) -> bool {
        self.paragraph.direction() == Direction::Rtl
    }

    /// Paints it with its left top corner at `corner`.
    pub fn paint(&self, painter: &Painter, corner: Pos2, colour: Color32) {
        paint_paragraph(painter, &self.paragraph, corner, colour);
    }

    /// [`Laid::paint`] with a colour for each byte of the text; letters stay joined.
    pub fn paint_coloured(
        &self,
        painter: &Painter,
        corner: Pos2,
        colour: impl Fn(usize) -> Color32,
    ) {
        let mut batch = TextBatch::new(painter);
        batch.add_coloured(&self.paragraph, corner, colour);
        batch.paint();
    }

    /// Paints it in the middle of `rect`.
    pub fn paint_centred(&self, painter: &Painter, rect: Rect, colour: Color32) {
        let x = rect.center().x - self.size().x / 2.0;
        self.paint(painter, pos2(x, self.centred_top(rect)), colour);
    }

    /// Paints it vertically centred at the start side of `rect`.
    pub fn paint_at_start(&self, painter: &Painter, rect: Rect, mirrored: bool, colour: Color32) {
        let x = if mirrored {
            rect.right() - self.size().x
        } else {
            rect.left()
        };
        self.paint(painter, pos2(x, self.centred_top(rect)), colour);
    }

    /// The top of the text when it is vertically centred in `rect`.
    #[must_use]
    pub fn centred_top(&self, rect: Rect) -> f32 {
        rect.center().y - self.size().y / 2.0
    }

    /// The place of the caret that `at` means, given from the left top corner.
    #[must_use]
    pub fn stop_at(&self, at: Vec2) -> Stop {
        self.paragraph.stop_at(at.x * self.scale, at.y * self.scale)
    }

    /// Where the bytes of `range` are, from the left top corner.
    #[must_use]
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        if range.is_empty() {
            return Vec::new();
        }
        let points = |x: f32, y: f32| pos2(x, y) / self.scale;
        let rects = self.paragraph.rects(range).into_iter();
        rects
            .map(|rect| Rect::from_min_max(points(rect.x0, rect.y0), points(rect.x1, rect.y1)))
            .collect()
    }

    /// The caret of a stop, two pixels wide at most.
    #[must_use]
    pub fn caret(&self, stop: impl Into<Stop>) -> Rect {
        let caret = self.paragraph.caret(stop);
        let width = (1.5 * self.scale).round().max(1.0);
        let left = (caret.x - width / 2.0).round();
        let corner = pos2(left, caret.y0.round()) / self.scale;
        Rect::from_min_size(corner, vec2(width, caret.y1 - caret.y0) / self.scale)
    }

    /// The offset one step to that side on the screen; `None` at the end.
    #[must_use]
    pub fn step(&self, from: impl Into<Stop>, side: Side) -> Option<usize> {
        self.paragraph.step(from, side)
    }
}
