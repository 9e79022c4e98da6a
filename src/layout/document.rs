//! A whole article, virtualised: only what is looked at is laid out.
//!
//! Offsets are bytes of the article; vertical places are physical pixels from the article's top, in
//! `f64` so that the last line of a very long article is as sharp as the first. A hard line longer
//! than [`PIECE`] is laid out in pieces that are set one below the other, so that a text without
//! any line end costs no more than any other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::geometry::{Caret, Rect, Side};
use super::heights::Heights;
use super::paragraph::{Paragraph, Vertical};
use super::shaper::{Shaper, TextStyle};
use crate::text::grapheme;
use crate::text::paragraph::{Direction, first_strong, paragraphs};

/// The longest piece laid out at once, in bytes.
const PIECE: usize = 12 * 1024;

/// How many laid-out pieces are kept.
const KEPT: usize = 256;

/// How far the first strong letter is looked for.
const DIRECTION_WINDOW: usize = 4096;

#[derive(Clone, Debug)]
struct Piece {
    start: u32,
    end: u32,
    direction: Direction,
    /// Whether a hard line ends here, so that paragraph spacing follows.
    last: bool,
}

/// A piece on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visible {
    /// Which piece.
    pub piece: usize,
    /// Its top.
    pub y: f64,
}

/// A whole article, virtualised.
pub struct Document {
    text: Arc<str>,
    pieces: Vec<Piece>,
    style: TextStyle,
    width: f32,
    spacing: f32,
    heights: Heights,
    laid: BTreeMap<usize, Paragraph>,
}

impl Document {
    /// Splits `text` and estimates its height; nothing is laid out yet. `spacing` is the distance
    /// between paragraphs in pixels.
    #[must_use]
    pub fn new(text: Arc<str>, style: TextStyle, width: f32, spacing: f32) -> Self {
        let pieces = split(&text, style.direction);
        let (heights, laid) = (Heights::default(), BTreeMap::new());
        let mut document = Self {
            text,
            pieces,
            style,
            width,
            spacing,
            heights,
            laid,
        };
        document.estimate_all();
        document
    }

    /// The article's text.
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Column width in pixels.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// How it is set.
    #[must_use]
    pub fn style(&self) -> &TextStyle {
        &self.style
    }

    /// Changes width, style or spacing. Visible text is laid out again when next asked for.
    pub fn reset(&mut self, style: TextStyle, width: f32, spacing: f32) {
        if style != self.style {
            self.laid.clear();
        }
        (self.style, self.width, self.spacing) = (style, width, spacing);
        self.estimate_all();
    }

    /// Height of the whole article as far as known.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.heights.total()
    }

    /// The article's bytes in a piece.
    #[must_use]
    pub fn range(&self, piece: usize) -> Range<usize> {
        self.pieces
            .get(piece)
            .map_or(0..0, |piece| piece.start as usize..piece.end as usize)
    }

    /// A piece that is laid out.
    #[must_use]
    pub fn laid(&self, piece: usize) -> Option<&Paragraph> {
        self.laid.get(&piece)
    }

    /// Lays out what lies between `top` and `top + height` and says where it stands.
    pub fn visible(&mut self, shaper: &mut Shaper, top: f64, height: f32) -> Vec<Visible> {
        let mut found = Vec::new();
        let mut piece = self.heights.find(top.max(0.0));
        let mut y = self.heights.before(piece);
        let bottom = top + f64::from(height);
        while piece < self.pieces.len() && y < bottom {
            self.lay(shaper, piece);
            found.push(Visible { piece, y });
            y += f64::from(self.heights.get(piece));
            piece += 1;
        }
        self.forget_far(found.first().map_or(0, |visible| visible.piece), piece);
        found
    }

    /// The rectangles of `range` within a laid-out piece, relative to the piece's top.
    #[must_use]
    pub fn rects(&self, piece: usize, range: &Range<usize>) -> Vec<Rect> {
        let of_piece = self.range(piece);
        let start = range.start.clamp(of_piece.start, of_piece.end) - of_piece.start;
        let end = range.end.clamp(of_piece.start, of_piece.end) - of_piece.start;
        let Some(paragraph) = self.laid.get(&piece) else {
            return Vec::new();
        };
        if start < end {
            paragraph.rects(start..end)
        } else {
            Vec::new()
        }
    }

    /// The grapheme boundary nearest to a point.
    pub fn hit(&mut self, shaper: &mut Shaper, x: f32, y: f64) -> usize {
        let piece = self.heights.find(y.max(0.0));
        let top = self.heights.before(piece);
        let start = self.range(piece).start;
        #[expect(clippy::cast_possible_truncation, reason = "a place within one piece")]
        let local = (y - top) as f32;
        start
            + self
                .lay(shaper, piece)
                .map_or(0, |paragraph| paragraph.hit(x, local))
    }

    /// The piece in which the caret of `offset` stands.
    #[must_use]
    pub fn piece_of(&self, offset: usize) -> usize {
        self.pieces
            .partition_point(|piece| piece.start as usize <= offset)
            .saturating_sub(1)
    }

    /// Where the caret of `offset` is drawn: the piece's top, and the caret relative to it.
    pub fn caret(&mut self, shaper: &mut Shaper, offset: usize) -> (f64, Caret) {
        let piece = self.piece_of(offset);
        let start = self.range(piece).start;
        let caret = self
            .lay(shaper, piece)
            .map_or_else(Caret::default, |p| p.caret(offset - start));
        (self.heights.before(piece), caret)
    }

    /// Base direction at `offset`.
    #[must_use]
    pub fn direction_at(&self, offset: usize) -> Direction {
        self.pieces
            .get(self.piece_of(offset))
            .map_or(Direction::Rtl, |piece| piece.direction)
    }

    /// One step of the caret to a side as seen, also across lines and paragraphs.
    pub fn step(&mut self, shaper: &mut Shaper, offset: usize, side: Side) -> usize {
        let piece = self.piece_of(offset);
        let start = self.range(piece).start;
        let within = self
            .lay(shaper, piece)
            .and_then(|p| p.step(offset - start, side));
        if let Some(local) = within {
            return self.clamp(start + local);
        }
        let forward = (side == Side::Left) == (self.direction_at(offset) == Direction::Rtl);
        match forward {
            true if piece + 1 < self.pieces.len() => self.range(piece + 1).start,
            false if piece > 0 => self.range(piece - 1).end,
            _ => offset,
        }
    }

    /// The boundary nearest to `x` one line up or down, also across paragraphs.
    pub fn vertical(&mut self, shaper: &mut Shaper, offset: usize, x: f32, to: Vertical) -> usize {
        let piece = self.piece_of(offset);
        let start = self.range(piece).start;
        let within = self
            .lay(shaper, piece)
            .and_then(|p| p.vertical(offset - start, x, to));
        if let Some(local) = within {
            return start + local;
        }
        let next = match to {
            Vertical::Down => piece + 1,
            Vertical::Up => match piece.checked_sub(1) {
                Some(previous) => previous,
                None => return 0,
            },
        };
        if next >= self.pieces.len() {
            return self.text.len();
        }
        let start = self.range(next).start;
        start
            + self
                .lay(shaper, next)
                .map_or(0, |paragraph| paragraph.enter(x, to))
    }

    /// First and last caret offset of the line on which `offset` stands.
    pub fn line_ends(&mut self, shaper: &mut Shaper, offset: usize) -> (usize, usize) {
        let piece = self.piece_of(offset);
        let start = self.range(piece).start;
        let ends = self
            .lay(shaper, piece)
            .map_or((0, 0), |p| p.line_ends(offset - start));
        (start + ends.0, start + ends.1)
    }

    fn clamp(&self, offset: usize) -> usize {
        grapheme::floor(&self.text, offset.min(self.text.len()))
    }

    /// Lays out a piece if it is not, and corrects its height.
    fn lay(&mut self, shaper: &mut Shaper, piece: usize) -> Option<&Paragraph> {
        let Piece {
            start,
            end,
            direction,
            last,
        } = self.pieces.get(piece)?.clone();
        let (width, style) = (Some(self.width), self.style);
        let text = &self.text[start as usize..end as usize];
        let paragraph = self.laid.entry(piece).or_insert_with(|| {
            let style = TextStyle {
                direction: Some(direction),
                ..style
            };
            shaper.paragraph(text, &style, width)
        });
        if paragraph.wrap() != width {
            paragraph.rebreak(width);
        }
        let height = paragraph.height() + if last { self.spacing } else { 0.0 };
        if (height - self.heights.get(piece)).abs() > f32::EPSILON {
            self.heights.set(piece, height);
        }
        Some(paragraph)
    }

    /// Drops pieces far from the window once too many are kept.
    fn forget_far(&mut self, first: usize, end: usize) {
        if self.laid.len() > KEPT.max(2 * (end - first)) {
            let near = first.saturating_sub(KEPT / 4)..end + KEPT / 4;
            self.laid.retain(|piece, _| near.contains(piece));
        }
    }

    fn estimate_all(&mut self) {
        let heights = (0..self.pieces.len())
            .map(|piece| self.estimate(piece))
            .collect();
        self.heights = Heights::new(heights);
    }

    /// The height a piece will probably have: Arabic letters take two bytes and under half an em.
    fn estimate(&self, piece: usize) -> f32 {
        const CHARS_PER_BYTE: f32 = 0.54;
        const EMS_PER_CHAR: f32 = 0.42;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let bytes = self.range(piece).len() as f32;
        let per_line = (self.width / (self.style.size_px * EMS_PER_CHAR)).max(1.0);
        let lines = (bytes * CHARS_PER_BYTE / per_line).ceil().max(1.0);
        let last = self.pieces.get(piece).is_some_and(|piece| piece.last);
        let spacing = if last { self.spacing } else { 0.0 };
        lines * (self.style.size_px * self.style.line_height).round() + spacing
    }
}

fn split(text: &str, direction: Option<Direction>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fallback = direction.unwrap_or_default();
    for range in paragraphs(text) {
        let window = text.floor_char_boundary(range.end.min(range.start + DIRECTION_WINDOW));
        let own = direction.or_else(|| first_strong(&text[range.start..window]));
        // A line without letters follows the one before it.
        fallback = own.unwrap_or(fallback);
        let mut start = range.start;
        loop {
            let end = piece_end(text, start, range.end);
            let last = end == range.end;
            pieces.push(Piece {
                start: byte(start),
                end: byte(end),
                direction: fallback,
                last,
            });
            if last {
                break;
            }
            start = end;
        }
    }
    pieces
}

/// The end of a piece that starts at `start`: the hard line's end, or behind the last white space
/// within reach, or a grapheme boundary.
fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= PIECE {
        return end;
    }
    let limit = text.floor_char_boundary(start + PIECE);
    let window = &text[start..limit];
    let space = window
        .rfind(char::is_whitespace)
        .filter(|at| *at > PIECE / 2);
    match space {
        Some(at) => text.ceil_char_boundary(start + at + 1),
        None => Some(grapheme::floor(text, limit))
            .filter(|at| *at > start)
            .unwrap_or(limit),
    }
}

fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
