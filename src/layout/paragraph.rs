//! One hard line of text, laid out: its lines, glyphs, rectangles and hits.
//!
//! All geometry comes from the cells of each line ([`super::line`]). Known facts of the layout
//! library are designed around: a paragraph never holds several hard lines on purpose, order and
//! trailing white space of a wrapped line follow UAX #9 here, caret stops come from the cells and
//! not from the library's cursor, an empty right-to-left line has its caret at the right edge, and
//! the family list is always explicit.

use std::ops::Range;

use parley::Layout;
use unicode_segmentation::UnicodeSegmentation;

use super::bidi;
use super::geometry::Rect;
use super::glyph::PlacedGlyph;
use super::line::{Cell, Ink, Line, LineBuild, Source, byte};
use super::shaper::TextStyle;
use crate::text::grapheme;
use crate::text::paragraph::Direction;

pub use super::geometry::Vertical;

/// Ink box of a line around its baseline, in sizes: what a highlight covers.
const ABOVE: f32 = 0.98;
const BELOW: f32 = 0.52;

/// Height of a line's ink box in sizes; what is left of the line height is room between lines.
pub const INK: f32 = ABOVE + BELOW;

/// How high the rectangles of a range are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RectHeight {
    /// The ink box around the baseline, so that neighbouring lines keep apart.
    Ink,
    /// The whole line box, so that neighbouring lines touch.
    Line,
}

/// One hard line of text, laid out.
pub struct Paragraph {
    layout: Layout<Ink>,
    pub(super) text: Box<str>,
    style: TextStyle,
    pub(super) direction: Direction,
    levels: Box<[u8]>,
    /// Grapheme boundaries with both ends.
    pub(super) boundaries: Box<[u32]>,
    wrap: Option<f32>,
    width: f32,
    height: f32,
    pub(super) lines: Vec<Line>,
    pub(super) cells: Vec<Cell>,
    /// Offsets of the gaps between cells: one more than cells on each line.
    gaps: Vec<u32>,
    glyphs: Vec<PlacedGlyph>,
}

impl Paragraph {
    pub(super) fn new(
        layout: Layout<Ink>,
        text: &str,
        style: TextStyle,
        direction: Direction,
        wrap: Option<f32>,
    ) -> Self {
        let starts = grapheme::clusters(text).map(|(at, _)| byte(at));
        let mut paragraph = Self {
            layout,
            text: text.into(),
            style,
            direction,
            levels: bidi::levels(text, direction),
            boundaries: starts.chain([byte(text.len())]).collect(),
            wrap: None,
            width: 0.0,
            height: 0.0,
            lines: Vec::new(),
            cells: Vec::new(),
            gaps: Vec::new(),
            glyphs: Vec::new(),
        };
        paragraph.rebreak(wrap);
        paragraph
    }

    /// Breaks the text into lines of another width, without shaping it again.
    pub fn rebreak(&mut self, wrap: Option<f32>) {
        self.wrap = wrap;
        let limit = wrap.map(|width| if width > 1.0 { width } else { 1.0 });
        self.layout.break_all_lines(limit);
        self.lines.clear();
        self.cells.clear();
        self.gaps.clear();
        self.glyphs.clear();
        let layout = std::mem::take(&mut self.layout);
        let levels = std::mem::take(&mut self.levels);
        let text = std::mem::take(&mut self.text);
        let boundaries = std::mem::take(&mut self.boundaries);
        let source = Source {
            text: &text,
            levels: &levels,
            base: bidi::base_level(self.direction),
            boundaries: &boundaries,
        };
        let mut lines: Vec<LineBuild> = layout
            .lines()
            .map(|line| LineBuild::new(&line, &source))
            .collect();
        let natural = lines.iter().map(LineBuild::natural_width);
        self.width = limit.unwrap_or_else(|| natural.fold(0.0, f32::max).ceil());
        for line in &mut lines {
            self.adopt(line, &source);
        }
        (self.text, self.boundaries) = (text, boundaries);
        (self.layout, self.levels) = (layout, levels);
        if self.lines.is_empty() {
            self.add_empty_line();
        }
        self.height = self.lines.last().map_or(0.0, |line| line.y1);
    }

    fn adopt(&mut self, line: &mut LineBuild, source: &Source<'_>) {
        if self.style.justified && self.wrap.is_some() {
            line.justify(source, self.width, self.style.size_px);
        }
        let placed = line.place(source, self.width);
        let (first_cell, first_glyph) = (self.cells.len(), self.glyphs.len());
        self.cells.extend(placed.cells);
        self.gaps.extend(placed.gaps);
        self.glyphs.extend(placed.glyphs);
        self.lines.push(Line {
            text: line.text.clone(),
            y0: line.y0,
            y1: line.y1,
            baseline: line.baseline,
            soft: line.soft,
            cells: first_cell..self.cells.len(),
            glyphs: first_glyph..self.glyphs.len(),
        });
    }

    fn add_empty_line(&mut self) {
        let height = self.style.line_px();
        self.gaps.push(0);
        self.lines.push(Line {
            text: 0..self.text.len(),
            y0: 0.0,
            y1: height,
            baseline: (height * 0.5 + self.style.size_px * 0.3).round(),
            soft: false,
            cells: 0..0,
            glyphs: 0..0,
        });
    }

    /// Base direction.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The width it is set in: the one asked for, else the widest line's.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// The width asked for.
    #[must_use]
    pub fn wrap(&self) -> Option<f32> {
        self.wrap
    }

    /// Height of all lines.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.height
    }

    /// How it is set.
    #[must_use]
    pub fn style(&self) -> &TextStyle {
        &self.style
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The lines from the top.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The glyphs, line by line.
    #[must_use]
    pub fn glyphs(&self) -> &[PlacedGlyph] {
        &self.glyphs
    }

    /// The glyphs of one of its lines.
    #[must_use]
    pub fn glyphs_of(&self, line: &Line) -> &[PlacedGlyph] {
        self.glyphs.get(line.glyphs.clone()).unwrap_or_default()
    }

    /// The rectangles that cover the bytes `range`: one for each visual run of it on each line,
    /// from the top and from the left, as high as the ink. White space at which a line is broken
    /// is covered only if the range holds nothing else.
    #[must_use]
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        self.rects_of(range, RectHeight::Ink)
    }

    /// [`Self::rects`] with the choice of their height.
    #[must_use]
    pub fn rects_of(&self, range: Range<usize>, height: RectHeight) -> Vec<Rect> {
        let first = self
            .lines
            .partition_point(|line| line.text.end <= range.start);
        let lines = self.lines[first..]
            .iter()
            .take_while(|line| line.text.start < range.end);
        let mut rects: Vec<Rect> = Vec::new();
        for line in lines.clone() {
            let solid = |cell: &Cell| !(line.soft && cell.trailing);
            self.add_rects(line, &range, height, solid, &mut rects);
        }
        if rects.is_empty() {
            for line in lines {
                self.add_rects(line, &range, height, |_| true, &mut rects);
            }
        }
        rects
    }

    fn add_rects(
        &self,
        line: &Line,
        range: &Range<usize>,
        height: RectHeight,
        counts: impl Fn(&Cell) -> bool,
        rects: &mut Vec<Rect>,
    ) {
        let (y0, y1) = match height {
            RectHeight::Ink => self.ink(line),
            RectHeight::Line => (line.y0, line.y1),
        };
        let mut open: Option<Rect> = None;
        for cell in &self.cells[line.cells.clone()] {
            let inside = (cell.start as usize) < range.end && range.start < cell.end as usize;
            let inside = inside && counts(cell);
            match (&mut open, inside) {
                (Some(rect), true) => rect.x1 = cell.x1,
                (None, true) => {
                    let (x0, x1) = (cell.x0, cell.x1);
                    open = Some(Rect { x0, y0, x1, y1 });
                }
                (Some(_), false) => rects.extend(open.take().map(|rect| self.visible(rect))),
                (None, false) => {}
            }
        }
        rects.extend(open.map(|rect| self.visible(rect)));
    }

    /// A rectangle of at least one pixel, so that a mark on a character without width is seen.
    fn visible(&self, rect: Rect) -> Rect {
        if rect.width() >= 1.0 {
            return rect;
        }
        let x0 = rect.x0.min(self.width - 1.0).max(0.0);
        Rect {
            x0,
            x1: x0 + 1.0,
            ..rect
        }
    }

    /// Top and bottom of a line's ink box.
    pub(super) fn ink(&self, line: &Line) -> (f32, f32) {
        let size = self.style.size_px;
        (
            (line.baseline - ABOVE * size).round(),
            (line.baseline + BELOW * size).round(),
        )
    }

    /// Whether the letter at byte `offset` is set right to left.
    #[must_use]
    pub fn is_rtl_at(&self, offset: usize) -> bool {
        let cells = self.cells_of(self.line_of(offset));
        let covers = |cell: &&Cell| (cell.start as usize) <= offset && offset < cell.end as usize;
        let rtl = self.direction == Direction::Rtl;
        cells.iter().find(covers).map_or(rtl, |cell| cell.rtl)
    }

    /// The offsets of the gaps of a line, from the left; never empty.
    pub(super) fn gaps(&self, line: usize) -> &[u32] {
        let cells = self.lines.get(line).map_or(0..0, |line| line.cells.clone());
        self.gaps
            .get(cells.start + line..=cells.end + line)
            .unwrap_or(&[0])
    }

    /// The horizontal place of a gap of a line.
    pub(super) fn gap_x(&self, line: usize, gap: usize) -> f32 {
        let cells = self.lines.get(line).map_or(0..0, |line| line.cells.clone());
        let cells = &self.cells[cells];
        match (cells.get(gap), cells.last()) {
            (Some(cell), _) => cell.x0,
            (None, Some(last)) => last.x1,
            (None, None) if self.direction == Direction::Rtl => self.width,
            (None, None) => 0.0,
        }
    }

    /// The cells of a line, from the left.
    pub(super) fn cells_of(&self, line: usize) -> &[Cell] {
        let cells = self.lines.get(line).map_or(0..0, |line| line.cells.clone());
        self.cells.get(cells).unwrap_or_default()
    }

    /// The last grapheme boundary at or before `offset`.
    pub(super) fn boundary(&self, offset: usize) -> usize {
        let behind = self.boundaries.partition_point(|at| *at as usize <= offset);
        let before = behind.checked_sub(1).and_then(|at| self.boundaries.get(at));
        before.map_or(0, |at| *at as usize)
    }

    /// The word (UAX #29) that holds `offset`; at the edge of a word, that word rather than what
    /// stands beside it.
    #[must_use]
    pub fn word_at(&self, offset: usize) -> Range<usize> {
        let mut previous = 0..0;
        for (start, word) in self.text.split_word_bound_indices() {
            let here = start..start + word.len();
            if offset < here.end {
                let wordless = !word.chars().any(char::is_alphanumeric);
                let at_edge = wordless && offset == start && is_word(&self.text[previous.clone()]);
                return if at_edge { previous } else { here };
            }
            previous = here;
        }
        previous
    }
}

fn is_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
