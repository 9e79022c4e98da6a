//! One hard line of text, laid out: its lines, glyphs, rectangles, hits and caret stops.
//!
//! All horizontal geometry is built from the clusters of each line in visual order, here called
//! cells. Three facts of the layout library are designed around: trailing white space of a wrapped
//! line is put at the line's end by this module (UAX #9 L1), caret stops come from the cells and
//! not from the library's cursor, and an empty right-to-left line has its caret at the right edge.

use std::ops::Range;

use parley::layout::BreakReason;
use parley::{Layout, Line as ParleyLine};

use super::fonts;
use super::geometry::{Caret, Rect, Side};
use super::glyph::{self, GlyphKey, PlacedGlyph};
use super::shaper::TextStyle;
use crate::text::grapheme;
use crate::text::paragraph::Direction;

/// The layout library wants a colour per run; colours are given when painting instead.
pub(super) type Ink = [u8; 0];

/// Ink box of a line around its baseline, in sizes: what a highlight covers.
const ABOVE: f32 = 0.98;
const BELOW: f32 = 0.52;

/// One grapheme cluster of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cell {
    start: u32,
    end: u32,
    x0: f32,
    x1: f32,
    rtl: bool,
}

impl Cell {
    /// The byte offset that its left edge means.
    fn left(&self) -> usize {
        (if self.rtl { self.end } else { self.start }) as usize
    }

    /// The byte offset that its right edge means.
    fn right(&self) -> usize {
        (if self.rtl { self.start } else { self.end }) as usize
    }
}

/// A line of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its bytes in the paragraph, with trailing white space.
    pub text: Range<usize>,
    /// Top of the line box.
    pub y0: f32,
    /// Bottom of the line box.
    pub y1: f32,
    /// The baseline.
    pub baseline: f32,
    /// The cells of the line, in visual order from the left.
    cells: Range<usize>,
    /// Whether text follows on another line without a hard break.
    soft: bool,
}

/// A caret position on a line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stop {
    x: f32,
    offset: usize,
}

/// One hard line of text, laid out.
pub struct Paragraph {
    layout: Layout<Ink>,
    text: Box<str>,
    style: TextStyle,
    direction: Direction,
    wrap: Option<f32>,
    width: f32,
    height: f32,
    lines: Vec<Line>,
    cells: Vec<Cell>,
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
        let mut paragraph = Self {
            layout,
            text: text.into(),
            style,
            direction,
            wrap: None,
            width: 0.0,
            height: 0.0,
            lines: Vec::new(),
            cells: Vec::new(),
            glyphs: Vec::new(),
        };
        paragraph.rebreak(wrap);
        paragraph
    }

    /// Breaks the text into lines of another width, without shaping it again.
    pub fn rebreak(&mut self, wrap: Option<f32>) {
        self.wrap = wrap;
        self.layout
            .break_all_lines(wrap.map(|width| width.max(1.0)));
        self.lines.clear();
        self.cells.clear();
        self.glyphs.clear();
        let layout = std::mem::take(&mut self.layout);
        let mut lines: Vec<LineBuild> = layout
            .lines()
            .map(|line| LineBuild::new(&line, &self.text))
            .collect();
        let natural = lines
            .iter()
            .map(|line| line.content(self.direction))
            .fold(0.0, f32::max);
        self.width = wrap.unwrap_or_else(|| natural.ceil());
        for line in &mut lines {
            line.place(self.direction, self.width);
            self.adopt(line);
        }
        self.layout = layout;
        if self.lines.is_empty() {
            self.lines.push(self.empty_line());
        }
        self.height = self.lines.last().map_or(0.0, |line| line.y1);
    }

    fn adopt(&mut self, line: &LineBuild) {
        let first = self.cells.len();
        self.cells.extend(line.cells.iter().map(|cell| cell.cell));
        for (cell, glyph) in &line.glyphs {
            let place = line.cells[*cell].cell;
            let (x, bin) = glyph::snap(place.x0 + glyph.x);
            #[expect(clippy::cast_possible_truncation, reason = "pixels fit")]
            let y = (line.baseline + glyph.y).round() as i32;
            let key = GlyphKey { bin, ..glyph.key };
            self.glyphs.push(PlacedGlyph {
                key,
                x,
                y,
                byte: place.start,
            });
        }
        self.lines.push(Line {
            text: line.text.clone(),
            y0: line.y0,
            y1: line.y1,
            baseline: line.baseline,
            cells: first..self.cells.len(),
            soft: line.soft,
        });
    }

    fn empty_line(&self) -> Line {
        let height = (self.style.size_px * self.style.line_height).round();
        let baseline = (height * 0.5 + self.style.size_px * 0.3).round();
        Line {
            text: 0..self.text.len(),
            y0: 0.0,
            y1: height,
            baseline,
            cells: 0..0,
            soft: false,
        }
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

    /// The glyphs, line by line, each line from left to right.
    #[must_use]
    pub fn glyphs(&self) -> &[PlacedGlyph] {
        &self.glyphs
    }

    /// The rectangles that cover the bytes `range`: one for each visual run of it on each line,
    /// from the top and from the left.
    #[must_use]
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        for line in &self.lines {
            if line.text.end <= range.start || line.text.start >= range.end {
                continue;
            }
            let (y0, y1) = self.ink(line);
            let mut open: Option<Rect> = None;
            for cell in &self.cells[line.cells.clone()] {
                let inside = (cell.start as usize) < range.end && range.start < cell.end as usize;
                match (&mut open, inside) {
                    (Some(rect), true) => rect.x1 = cell.x1,
                    (None, true) => {
                        open = Some(Rect {
                            x0: cell.x0,
                            y0,
                            x1: cell.x1,
                            y1,
                        })
                    }
                    (Some(_), false) => rects.extend(open.take()),
                    (None, false) => {}
                }
            }
            rects.extend(open);
        }
        rects
    }

    /// Top and bottom of a line's ink box.
    fn ink(&self, line: &Line) -> (f32, f32) {
        let size = self.style.size_px;
        (
            (line.baseline - ABOVE * size).round(),
            (line.baseline + BELOW * size).round(),
        )
    }

    /// The grapheme boundary nearest to a point; points outside mean the nearest line and edge.
    #[must_use]
    pub fn hit(&self, x: f32, y: f32) -> usize {
        let below = self.lines.partition_point(|line| line.y1 <= y);
        self.hit_line(below.min(self.lines.len().saturating_sub(1)), x)
    }

    /// The boundary on a line nearest to `x`.
    fn hit_line(&self, line: usize, x: f32) -> usize {
        let stops = self.stops(line);
        let distance = |stop: &&Stop| (stop.x - x).abs();
        let nearest = stops
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let offset = nearest.map_or(self.text.len(), |stop| stop.offset);
        let offset = match self.lines.get(line) {
            // The end of a wrapped line is the start of the next one; a point on this line means
            // the place before the white space at which it was broken.
            Some(line) if line.soft && offset >= line.text.end => {
                grapheme::previous(&self.text, line.text.end).max(line.text.start)
            }
            _ => offset,
        };
        grapheme::floor(&self.text, offset)
    }

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
        let stops = self.stops(line);
        let at = stop_of(&stops, offset);
        let x = at.map_or(self.start_edge(), |at| stops[at].x);
        let (y0, y1) = self
            .lines
            .get(line)
            .map_or((0.0, 0.0), |line| self.ink(line));
        Caret { x, y0, y1, line }
    }

    /// The x at which an empty line begins.
    fn start_edge(&self) -> f32 {
        if self.direction == Direction::Rtl {
            self.width
        } else {
            0.0
        }
    }

    /// One step of the caret to a side, as seen; `None` at that end of the paragraph.
    #[must_use]
    pub fn step(&self, offset: usize, side: Side) -> Option<usize> {
        let mut line = self.line_of(offset);
        let stops = self.stops(line);
        let mut at = stop_of(&stops, offset)?;
        let mut stops = stops;
        loop {
            let next = match side {
                Side::Left => at.checked_sub(1),
                Side::Right => (at + 1 < stops.len()).then_some(at + 1),
            };
            if let Some(next) = next {
                at = next;
            } else {
                // Leaving the line on its end side goes to the next line, on its start side to the
                // previous one, and comes in from the other edge.
                let forward = (side == Side::Left) == (self.direction == Direction::Rtl);
                line = if forward {
                    line + 1
                } else {
                    line.checked_sub(1)?
                };
                if line >= self.lines.len() {
                    return None;
                }
                stops = self.stops(line);
                at = if side == Side::Left {
                    stops.len().checked_sub(1)?
                } else {
                    0
                };
            }
            if stops[at].offset != offset {
                return Some(stops[at].offset);
            }
        }
    }

    /// The first and last caret offset of the line on which `offset` stands.
    #[must_use]
    pub fn line_ends(&self, offset: usize) -> (usize, usize) {
        let Some(line) = self.lines.get(self.line_of(offset)) else {
            return (0, 0);
        };
        let end = if line.soft {
            grapheme::previous(&self.text, line.text.end).max(line.text.start)
        } else {
            line.text.end
        };
        (line.text.start, end)
    }

    /// The boundary nearest to `x` on the line above or below that of `offset`; `None` if there is
    /// no such line.
    #[must_use]
    pub fn vertical(&self, offset: usize, x: f32, down: Vertical) -> Option<usize> {
        let line = self.line_of(offset);
        let to = match down {
            Vertical::Down => line + 1,
            Vertical::Up => line.checked_sub(1)?,
        };
        (to < self.lines.len()).then(|| self.hit_line(to, x))
    }

    /// The boundary nearest to `x` on the first or last line.
    #[must_use]
    pub fn enter(&self, x: f32, from: Vertical) -> usize {
        match from {
            Vertical::Down => self.hit_line(0, x),
            Vertical::Up => self.hit_line(self.lines.len().saturating_sub(1), x),
        }
    }

    /// The caret positions of a line from left to right, one between each two cells. Where text of
    /// both directions meets, the offset of the cell that runs with the paragraph is meant, so that
    /// every offset has one place.
    fn stops(&self, line: usize) -> Vec<Stop> {
        let Some(line) = self.lines.get(line) else {
            return Vec::new();
        };
        let cells = &self.cells[line.cells.clone()];
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            return vec![Stop {
                x: self.start_edge(),
                offset: line.text.start,
            }];
        };
        let rtl = self.direction == Direction::Rtl;
        let edge = if rtl { line.text.end } else { line.text.start };
        let mut stops = vec![Stop {
            x: first.x0,
            offset: edge_offset(first.left(), edge, first.rtl == rtl),
        }];
        for pair in cells.windows(2) {
            let [left, right] = pair else { continue };
            let offset = if left.rtl == rtl {
                left.right()
            } else {
                right.left()
            };
            stops.push(Stop {
                x: right.x0,
                offset,
            });
        }
        let edge = if rtl { line.text.start } else { line.text.end };
        let offset = edge_offset(last.right(), edge, last.rtl == rtl);
        stops.push(Stop { x: last.x1, offset });
        stops
    }
}

/// At the outer edge of a line, text against the paragraph's direction meets the line's end.
fn edge_offset(of_cell: usize, of_line: usize, with_paragraph: bool) -> usize {
    if with_paragraph { of_cell } else { of_line }
}

/// The stop that stands for `offset`; the nearest lower one for an offset inside a cluster.
fn stop_of(stops: &[Stop], offset: usize) -> Option<usize> {
    let exact = stops.iter().position(|stop| stop.offset == offset);
    exact.or_else(|| {
        let below = stops
            .iter()
            .enumerate()
            .filter(|(_, stop)| stop.offset <= offset);
        below.max_by_key(|(_, stop)| stop.offset).map(|(at, _)| at)
    })
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// A glyph before its line is placed; `x` is relative to its cell.
struct LooseGlyph {
    key: GlyphKey,
    x: f32,
    y: f32,
}

struct LooseCell {
    cell: Cell,
    /// Trailing white space of the line, which goes to its end whatever its own direction.
    trailing: bool,
}

/// A line on its way from the library to the paragraph.
struct LineBuild {
    text: Range<usize>,
    y0: f32,
    y1: f32,
    baseline: f32,
    soft: bool,
    cells: Vec<LooseCell>,
    /// Index of the cell, glyph.
    glyphs: Vec<(usize, LooseGlyph)>,
}

impl LineBuild {
    fn new(line: &ParleyLine<'_, Ink>, text: &str) -> Self {
        let range = line.text_range();
        let covered = text.get(range.clone()).unwrap_or_default();
        let visible_end = range.start + covered.trim_end().len();
        let metrics = line.metrics();
        let soft = matches!(
            line.break_reason(),
            BreakReason::Regular | BreakReason::Emergency
        );
        let mut build = Self {
            text: range,
            y0: metrics.block_min_coord,
            y1: metrics.block_max_coord,
            baseline: metrics.baseline,
            soft,
            cells: Vec::new(),
            glyphs: Vec::new(),
        };
        for run in line.runs() {
            build.add_run(&run, visible_end);
        }
        build
    }

    fn add_run(&mut self, run: &parley::layout::Run<'_, Ink>, visible_end: usize) {
        let font = fonts::id_of(run.font().data.as_ref());
        let size = run.font_size().to_bits();
        let rtl = run.is_rtl();
        // The first cell of a ligature as seen; its glyphs belong to the logically first cluster,
        // which in right-to-left text comes last.
        let mut ligature: Option<usize> = None;
        for cluster in run.visual_clusters() {
            let at = self.cells.len();
            let range = cluster.text_range();
            let (start, end) = (byte(range.start), byte(range.end));
            let cell = Cell {
                start,
                end,
                x0: 0.0,
                x1: cluster.advance(),
                rtl,
            };
            let trailing = range.start >= visible_end;
            self.cells.push(LooseCell { cell, trailing });
            if rtl && cluster.is_ligature_continuation() {
                ligature.get_or_insert(at);
                continue;
            }
            let home = ligature.take().unwrap_or(at);
            let mut pen = 0.0;
            for glyph in cluster.glyphs() {
                let id = u16::try_from(glyph.id).unwrap_or_default();
                let key = GlyphKey {
                    font,
                    glyph: id,
                    size,
                    bin: 0,
                };
                self.glyphs.push((
                    home,
                    LooseGlyph {
                        key,
                        x: pen + glyph.x,
                        y: glyph.y,
                    },
                ));
                pen += glyph.advance;
            }
        }
    }

    fn advance(&self, trailing: bool) -> f32 {
        let cells = self.cells.iter().filter(|cell| cell.trailing == trailing);
        cells.map(|cell| cell.cell.x1 - cell.cell.x0).sum()
    }

    /// Width of what must fit: trailing white space hangs only where the line goes on.
    fn content(&self, _direction: Direction) -> f32 {
        self.advance(false) + if self.soft { 0.0 } else { self.advance(true) }
    }

    /// Gives every cell its place: trailing white space to the line's end side, the rest in visual
    /// order, aligned to the start side of `width`.
    fn place(&mut self, direction: Direction, width: f32) {
        let rtl = direction == Direction::Rtl;
        self.move_trailing(rtl);
        let total = self.advance(false) + self.advance(true);
        let mut pen = if rtl { width - total } else { 0.0 };
        for LooseCell { cell, .. } in &mut self.cells {
            let advance = cell.x1 - cell.x0;
            (cell.x0, cell.x1) = (pen, pen + advance);
            pen += advance;
        }
    }

    /// Reorders the cells (and the glyphs' references to them) so that trailing white space stands
    /// at the end side, in the paragraph's direction.
    fn move_trailing(&mut self, rtl: bool) {
        let count = self.cells.len();
        let mut order: Vec<usize> = (0..count).filter(|at| !self.cells[*at].trailing).collect();
        let mut trailing: Vec<usize> = (0..count).filter(|at| self.cells[*at].trailing).collect();
        trailing.sort_by_key(|at| self.cells[*at].cell.start);
        if rtl {
            trailing.reverse();
            trailing.append(&mut order);
            order = trailing;
        } else {
            order.append(&mut trailing);
        }
        if order.iter().copied().eq(0..count)
            && self.cells.iter().all(|c| !c.trailing || c.cell.rtl == rtl)
        {
            return;
        }
        let mut place = vec![0; count];
        order
            .iter()
            .enumerate()
            .for_each(|(to, from)| place[*from] = to);
        let mut cells: Vec<(usize, LooseCell)> = std::mem::take(&mut self.cells)
            .into_iter()
            .enumerate()
            .collect();
        cells.sort_by_key(|(from, _)| place[*from]);
        self.cells = cells.into_iter().map(|(_, cell)| cell).collect();
        for cell in self.cells.iter_mut().filter(|cell| cell.trailing) {
            cell.cell.rtl = rtl;
        }
        for (cell, _) in &mut self.glyphs {
            *cell = place[*cell];
        }
    }
}

fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
