//! A whole article, virtualised: only what is looked at is laid out.
//!
//! Offsets are bytes of the article; vertical places are physical pixels from the article's top, in
//! `f64` so that the last line of a very long article is as sharp as the first. Blocks that were
//! never seen have an estimated height; laying one out corrects it. [`Document::show`] says how far
//! a correction above the window moves the window, so that what is read stays where it is. A hard
//! line that is very long is laid out in pieces of about 12 kB, one below the other, so that a
//! text without any line end costs no more than any other.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::geometry::{Affinity, Caret, Rect, Side, Stop, Vertical};
use super::heights::Heights;
use super::measure::Measured;
use super::paragraph::{Paragraph, RectHeight};
use super::pieces::{Piece, main_direction, split};
use super::shaper::{Shaper, TextStyle};
use crate::text::grapheme;
use crate::text::paragraph::Direction;

/// Laid-out text that is kept besides what is on screen, in bytes of text; each costs about a
/// hundred bytes of geometry.
const KEPT: usize = 128 * 1024;

/// What an empty piece costs, in bytes of text.
const PIECE_COST: usize = 64;

/// A piece on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Visible {
    /// Which piece.
    pub piece: usize,
    /// Its top.
    pub y: f64,
}

/// What is on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// The window's top, corrected for blocks above it that turned out higher or lower than
    /// estimated: the next scroll position.
    pub top: f64,
    /// The pieces in the window, from the top.
    pub pieces: Vec<Visible>,
    /// The bytes of the article in them.
    pub range: Range<usize>,
}

/// A place in the text that stays the same when widths, sizes and estimates change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    /// First byte of a line.
    pub offset: usize,
    /// Pixels below the top of that line.
    pub below: f64,
}

/// A whole article, virtualised.
pub struct Document {
    text: Arc<str>,
    pieces: Vec<Piece>,
    /// The direction in which the caret leaves a paragraph for the next.
    direction: Direction,
    style: TextStyle,
    width: f32,
    spacing: f32,
    pub(super) heights: Heights,
    pub(super) measured: Measured,
    laid: BTreeMap<usize, Paragraph>,
}

impl Document {
    /// Splits `text` and estimates its height; nothing is laid out yet. `spacing` is the distance
    /// between paragraphs in pixels.
    #[must_use]
    pub fn new(text: Arc<str>, style: TextStyle, width: f32, spacing: f32) -> Self {
        let pieces = split(&text, style.direction);
        let (heights, laid) = (Heights::default(), BTreeMap::new());
        let measured = Measured::default();
        let direction = main_direction(&pieces);
        let mut document = Self {
            text,
            pieces,
            direction,
            style,
            width,
            spacing,
            heights,
            measured,
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

    /// Changes width, style or spacing. Visible text is laid out again when next asked for; take an
    /// [`Self::anchor`] before and go to its [`Self::top_of`] after, and the text stays in place.
    pub fn reset(&mut self, style: TextStyle, width: f32, spacing: f32) {
        if (style, width, spacing) == (self.style, self.width, self.spacing) {
            return;
        }
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

    /// How many bytes of text are laid out now; bounded, however long the article is.
    #[must_use]
    pub fn laid_bytes(&self) -> usize {
        self.laid.keys().map(|piece| self.range(*piece).len()).sum()
    }

    /// A piece that is laid out.
    #[must_use]
    pub fn laid(&self, piece: usize) -> Option<&Paragraph> {
        self.laid.get(&piece)
    }

    /// Lays out what lies between `top` and `top + height` and says where it stands.
    pub fn visible(&mut self, shaper: &mut Shaper, top: f64, height: f32) -> Vec<Visible> {
        self.show(shaper, top, height).pieces
    }

    /// Lays out what lies between `top` and `top + height`. If the first block turns out to have
    /// another height than was estimated, the window moves with what is below it.
    pub fn show(&mut self, shaper: &mut Shaper, top: f64, height: f32) -> Shown {
        let first = self.heights.find(top.max(0.0));
        let (before, estimated) = (self.heights.before(first), self.heights.get(first));
        self.lay(shaper, first);
        let grown = f64::from(self.heights.get(first)) - f64::from(estimated);
        let top = if top > before {
            (top + grown).max(before)
        } else {
            top
        };
        let mut pieces = Vec::new();
        let mut piece = self.heights.find(top.max(0.0));
        let mut y = self.heights.before(piece);
        let bottom = top + f64::from(height);
        while piece < self.pieces.len() && (y < bottom || pieces.is_empty()) {
            self.lay(shaper, piece);
            pieces.push(Visible { piece, y });
            y += f64::from(self.heights.get(piece));
            piece += 1;
        }
        let first = pieces.first().map_or(0, |visible| visible.piece);
        self.forget_far(first, piece);
        let range = self.range(first).start..self.range(piece.saturating_sub(1)).end;
        Shown { top, pieces, range }
    }

    /// The line at the height `y`, to find it again after a change.
    pub fn anchor(&mut self, shaper: &mut Shaper, y: f64) -> Anchor {
        let piece = self.heights.find(y.max(0.0));
        let (start, top) = (self.range(piece).start, self.heights.before(piece));
        #[expect(clippy::cast_possible_truncation, reason = "a place within one piece")]
        let local = (y - top) as f32;
        let line = self.lay(shaper, piece).and_then(|paragraph| {
            let lines = paragraph.lines();
            let at = lines.partition_point(|line| line.y1 <= local);
            lines.get(at.min(lines.len().saturating_sub(1))).cloned()
        });
        let (offset, line_top) = line.map_or((0, 0.0), |line| (line.text.start, line.y0));
        Anchor {
            offset: start + offset,
            below: y - top - f64::from(line_top),
        }
    }

    /// The height at which an anchor stands now.
    pub fn top_of(&mut self, shaper: &mut Shaper, anchor: &Anchor) -> f64 {
        let piece = self.piece_of(anchor.offset);
        let start = self.range(piece).start;
        let line_top = self.lay(shaper, piece).map_or(0.0, |paragraph| {
            let line = paragraph.line_of(anchor.offset - start);
            paragraph.lines().get(line).map_or(0.0, |line| line.y0)
        });
        self.heights.before(piece) + f64::from(line_top) + anchor.below
    }

    /// The rectangles of `range` within a laid-out piece, relative to the piece's top.
    #[must_use]
    pub fn rects(&self, piece: usize, range: &Range<usize>) -> Vec<Rect> {
        self.rects_of(piece, range, RectHeight::Ink)
    }

    /// [`Self::rects`] with the choice of their height.
    #[must_use]
    pub fn rects_of(&self, piece: usize, range: &Range<usize>, height: RectHeight) -> Vec<Rect> {
        let of_piece = self.range(piece);
        let start = range.start.clamp(of_piece.start, of_piece.end) - of_piece.start;
        let end = range.end.clamp(of_piece.start, of_piece.end) - of_piece.start;
        let Some(paragraph) = self.laid.get(&piece) else {
            return Vec::new();
        };
        if start < end {
            paragraph.rects_of(start..end, height)
        } else {
            Vec::new()
        }
    }

    /// The grapheme boundary that a point means.
    pub fn hit(&mut self, shaper: &mut Shaper, x: f32, y: f64) -> usize {
        self.stop_at(shaper, x, y).offset
    }

    /// The stop that a point means.
    pub fn stop_at(&mut self, shaper: &mut Shaper, x: f32, y: f64) -> Stop {
        let piece = self.heights.find(y.max(0.0));
        let top = self.heights.before(piece);
        #[expect(clippy::cast_possible_truncation, reason = "a place within one piece")]
        let local = (y - top) as f32;
        let stop = self.lay(shaper, piece).map(|p| p.stop_at(x, local));
        self.kept_in(piece, stop.unwrap_or_default())
    }

    /// A stop of a piece as one of the article. Where a long line was cut, the end of a piece is
    /// the start of the next one, and a stop at its end says that it is the upper place.
    fn kept_in(&self, piece: usize, local: Stop) -> Stop {
        let of_piece = self.range(piece);
        let stop = local.shifted(of_piece.start);
        let cut = self.pieces.get(piece).is_some_and(|piece| !piece.last);
        if !cut || stop.offset != of_piece.end {
            return stop;
        }
        let text = &self.text[of_piece.clone()];
        match text.chars().next_back() {
            Some(last) if last.is_whitespace() => {
                Stop::from(of_piece.start + grapheme::previous(text, text.len()))
            }
            _ if stop.affinity == Affinity::Before => stop,
            _ => Stop::upper(stop.offset),
        }
    }

    /// The piece in which the caret of a stop stands.
    #[must_use]
    pub fn piece_of(&self, stop: impl Into<Stop>) -> usize {
        let Stop { offset, affinity } = stop.into();
        let piece = self
            .pieces
            .partition_point(|piece| piece.start as usize <= offset)
            .saturating_sub(1);
        let upper = affinity.is_upper() && piece > 0;
        let joined = upper && self.range(piece - 1).end == offset;
        piece - usize::from(joined)
    }

    /// The piece of a stop and the stop within it.
    fn local(&self, stop: Stop) -> (usize, Stop) {
        let piece = self.piece_of(stop);
        let offset = stop.offset.saturating_sub(self.range(piece).start);
        (piece, Stop { offset, ..stop })
    }

    /// Where the caret of a stop is drawn: the piece's top, and the caret relative to it.
    pub fn caret(&mut self, shaper: &mut Shaper, stop: impl Into<Stop>) -> (f64, Caret) {
        let (piece, local) = self.local(stop.into());
        let caret = self
            .lay(shaper, piece)
            .map_or_else(Caret::default, |p| p.caret(local));
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
    pub fn step(&mut self, shaper: &mut Shaper, from: impl Into<Stop>, side: Side) -> usize {
        let from = from.into();
        let offset = from.offset;
        let (piece, local) = self.local(from);
        let within = self.lay(shaper, piece).and_then(|p| p.step(local, side));
        if let Some(local) = within {
            return self.range(piece).start + local;
        }
        // A paragraph is left towards the next one on the side to which the article runs, whatever
        // its own direction, and the next one is entered from its other side. So a walk to one side
        // passes every paragraph once.
        let forward = (side == Side::Left) == (self.direction == Direction::Rtl);
        let next = if forward {
            Some(piece + 1).filter(|next| *next < self.pieces.len())
        } else {
            piece.checked_sub(1)
        };
        let Some(next) = next else { return offset };
        let start = self.range(next).start;
        let Some(paragraph) = self.lay(shaper, next) else {
            return offset;
        };
        let entry = paragraph.entered_by(side);
        // Pieces of one hard line meet in one offset, which is one stop.
        if start + entry == offset || self.piece_of(start + entry) != next {
            let paragraph = self.lay(shaper, next);
            let further = paragraph.and_then(|paragraph| paragraph.step(entry, side));
            return further.map_or(offset, |local| start + local);
        }
        start + entry
    }

    /// The word (UAX #29) that holds `offset`.
    pub fn word_at(&mut self, shaper: &mut Shaper, offset: usize) -> Range<usize> {
        let piece = self.piece_of(offset);
        let start = self.range(piece).start;
        let word = self
            .lay(shaper, piece)
            .map_or(0..0, |p| p.word_at(offset.saturating_sub(start)));
        start + word.start..start + word.end
    }

    /// The place nearest to `x` one line up or down, also across paragraphs.
    pub fn vertical(
        &mut self,
        shaper: &mut Shaper,
        from: impl Into<Stop>,
        x: f32,
        to: Vertical,
    ) -> Stop {
        let (piece, local) = self.local(from.into());
        let within = self
            .lay(shaper, piece)
            .and_then(|p| p.vertical(local, x, to));
        if let Some(local) = within {
            return self.kept_in(piece, local);
        }
        let next = match to {
            Vertical::Down => piece + 1,
            Vertical::Up => match piece.checked_sub(1) {
                Some(previous) => previous,
                None => return Stop::from(0),
            },
        };
        if next >= self.pieces.len() {
            return self.text.len().into();
        }
        let entry = self.lay(shaper, next).map(|p| p.enter(x, to));
        self.kept_in(next, entry.unwrap_or_default())
    }

    /// First and last place of the line on which a stop stands.
    pub fn line_ends(&mut self, shaper: &mut Shaper, stop: impl Into<Stop>) -> (usize, Stop) {
        let (piece, local) = self.local(stop.into());
        let ends = self.lay(shaper, piece).map(|p| p.line_ends(local));
        let (start, end) = ends.unwrap_or_default();
        (self.range(piece).start + start, self.kept_in(piece, end))
    }

    /// Lays out a piece if it is not, and corrects its height.
    pub(super) fn lay(&mut self, shaper: &mut Shaper, piece: usize) -> Option<&Paragraph> {
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
        self.measured.note(piece);
        Some(paragraph)
    }

    /// Forgets the layout of a piece, but not its height.
    pub(super) fn drop_laid(&mut self, piece: usize) {
        self.laid.remove(&piece);
    }

    /// Drops the pieces farthest from the window once too much is kept.
    fn forget_far(&mut self, first: usize, end: usize) {
        let size = |piece: &usize| self.range(*piece).len() + PIECE_COST;
        let kept: usize = self.laid.keys().map(size).sum();
        if kept <= 2 * KEPT {
            return;
        }
        let from = first - reach((0..first).rev().map(|piece| size(&piece)));
        let to = end + reach((end..self.pieces.len()).map(|piece| size(&piece)));
        self.laid.retain(|piece, _| (from..to).contains(piece));
    }

    fn estimate_all(&mut self) {
        let heights = (0..self.pieces.len())
            .map(|piece| self.estimate(piece))
            .collect();
        self.heights = Heights::new(heights);
        self.measured = Measured::none(self.pieces.len());
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

/// How many blocks of these sizes are kept on one side of the window.
fn reach(sizes: impl Iterator<Item = usize>) -> usize {
    let mut sum = 0;
    let within = |size| {
        sum += size;
        sum <= KEPT / 2
    };
    sizes.map(within).take_while(|kept| *kept).count()
}
