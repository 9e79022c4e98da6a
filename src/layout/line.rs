//! From a broken line of the layout library to cells, gaps and glyphs with their places.
//!
//! A cell is one grapheme cluster on one line. Cells partition the line's text; their widths come
//! from shaping, their order from the embedding levels.

use std::ops::Range;

use parley::Line as ParleyLine;
use parley::layout::BreakReason;

use super::bidi;
use super::fonts;
use super::glyph::{self, GlyphKey, PlacedGlyph};
use super::ligature;

/// The layout library wants a colour per run; colours are given when painting instead.
pub(super) type Ink = [u8; 0];

/// How much wider a space may become in a justified line, in sizes.
const LOOSEST: f32 = 0.75;

/// One grapheme cluster of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) rtl: bool,
    /// White space at which the line is broken, or the last of the paragraph; and invisible
    /// characters among it, as in rule L1.
    pub(super) trailing: bool,
}

impl Cell {
    /// The byte offset that its left edge means.
    pub(super) fn left(&self) -> usize {
        (if self.rtl { self.end } else { self.start }) as usize
    }

    /// The byte offset that its right edge means.
    pub(super) fn right(&self) -> usize {
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
    /// Whether the text goes on in the next line without a hard break.
    pub soft: bool,
    /// Its cells, in visual order from the left.
    pub(super) cells: Range<usize>,
    /// Its glyphs.
    pub(super) glyphs: Range<usize>,
}

/// What every line of a paragraph is built from.
pub(super) struct Source<'a> {
    /// The paragraph's text.
    pub(super) text: &'a str,
    /// Embedding level of each byte.
    pub(super) levels: &'a [u8],
    /// Level of the paragraph.
    pub(super) base: u8,
    /// Grapheme boundaries, sorted, with both ends.
    pub(super) boundaries: &'a [u32],
}

/// A cluster on its way to a cell, in reading order.
struct Part {
    start: u32,
    end: u32,
    /// How far it moves the pen.
    advance: f32,
    /// How wide it is for rectangles and carets.
    width: f32,
    level: u8,
    trailing: bool,
    /// The first part of its ligature, by first byte; itself if it is none.
    head: u32,
}

/// A glyph relative to the left edge of its ligature or cluster.
struct LooseGlyph {
    head: u32,
    key: GlyphKey,
    x: f32,
    y: f32,
}

/// A line on its way from the library to the paragraph.
pub(super) struct LineBuild {
    pub(super) text: Range<usize>,
    pub(super) y0: f32,
    pub(super) y1: f32,
    pub(super) baseline: f32,
    pub(super) soft: bool,
    parts: Vec<Part>,
    glyphs: Vec<LooseGlyph>,
    /// First bytes of the ligatures.
    ligatures: Vec<u32>,
}

/// A line with everything in its place.
pub(super) struct Placed {
    pub(super) cells: Vec<Cell>,
    /// The offset that each gap between cells means, from the left.
    pub(super) gaps: Vec<u32>,
    pub(super) glyphs: Vec<PlacedGlyph>,
}

impl LineBuild {
    pub(super) fn new(line: &ParleyLine<'_, Ink>, source: &Source<'_>) -> Self {
        let metrics = line.metrics();
        let mut build = Self {
            // The library lays out an empty text as one space.
            text: line.text_range().start..line.text_range().end.min(source.text.len()),
            y0: metrics.block_min_coord,
            y1: metrics.block_max_coord,
            baseline: metrics.baseline.round(),
            soft: matches!(
                line.break_reason(),
                BreakReason::Regular | BreakReason::Emergency
            ),
            parts: Vec::new(),
            glyphs: Vec::new(),
            ligatures: Vec::new(),
        };
        for run in line.runs() {
            build.add_run(&run, source);
        }
        build.parts.sort_by_key(|part| part.start);
        build.divide_ligatures();
        build.share_zero_widths(source.text);
        build.apply_line_levels(source);
        build
    }

    fn add_run(&mut self, run: &parley::layout::Run<'_, Ink>, source: &Source<'_>) {
        let font = fonts::id_of(run.font().data.as_ref());
        let size = run.font_size().to_bits();
        let emboldened = run.synthesis().embolden();
        let mut head = 0;
        for cluster in run.clusters() {
            let range = cluster.text_range();
            let first = source
                .text
                .get(range.start..)
                .and_then(|t| t.chars().next());
            let Some(first) = first else { continue };
            if !cluster.is_ligature_continuation() {
                head = byte(range.start);
            } else if self.ligatures.last() != Some(&head) {
                self.ligatures.push(head);
            }
            let newline = bidi::is_separator(first) && first != '\t';
            let advance = if newline { 0.0 } else { cluster.advance() };
            self.add_parts(range, advance, head, source);
            if first.is_control() {
                continue;
            }
            let mut pen = 0.0;
            for glyph in cluster.glyphs() {
                let id = u16::try_from(glyph.id).unwrap_or_default();
                let key = GlyphKey {
                    font: fonts::drawn_from(font, id),
                    glyph: id,
                    size,
                    bin: 0,
                    emboldened,
                };
                let (x, y) = (pen + glyph.x, glyph.y);
                self.glyphs.push(LooseGlyph { head, key, x, y });
                pen += glyph.advance;
            }
        }
    }

    /// One part per grapheme; where the library's clusters are longer, they are split evenly.
    fn add_parts(&mut self, range: Range<usize>, advance: f32, head: u32, source: &Source<'_>) {
        let (start, end) = (byte(range.start), byte(range.end));
        let level = source
            .levels
            .get(range.start)
            .copied()
            .unwrap_or(source.base);
        let from = source.boundaries.partition_point(|at| *at <= start);
        let to = source.boundaries.partition_point(|at| *at < end);
        let inside = source.boundaries.get(from..to).unwrap_or_default();
        #[expect(clippy::cast_precision_loss, reason = "a handful of graphemes")]
        let share = advance / (inside.len() + 1) as f32;
        let mut at = start;
        for end in inside.iter().copied().chain([end]) {
            self.parts.push(Part {
                start: at,
                end,
                advance: share,
                width: share,
                level,
                trailing: false,
                head,
            });
            at = end;
        }
    }

    /// The letters of a ligature share its width evenly, unless the font says where they end.
    fn divide_ligatures(&mut self) {
        for head in &self.ligatures {
            let first = self.parts.partition_point(|part| part.start < *head);
            let rest = self.parts[first..].iter();
            let own = rest.take_while(|part| part.head == *head);
            let count = own.clone().count();
            let total: f32 = own.map(|part| part.width).sum();
            let mut glyphs = self.glyphs.iter().filter(|glyph| glyph.head == *head);
            let told = glyphs.find_map(|g| ligature::shares(g.key.font, g.key.glyph, count));
            let Some(mut shares) = told else { continue };
            if bidi::is_rtl(self.parts[first].level) {
                shares.reverse();
            }
            for (part, share) in self.parts[first..].iter_mut().zip(shares) {
                (part.width, part.advance) = (total * share, total * share);
            }
        }
    }

    /// Some fonts draw two letters as glyphs of which one has no advance or a negative one (lam-alef
    /// in Naskh, ra below ta in Amiri). Its letter would have no width to point at, so the two
    /// share theirs, as the letters of a ligature do.
    fn share_zero_widths(&mut self, text: &str) {
        for at in 1..self.parts.len() {
            let (left, right) = self.parts.split_at_mut(at);
            let (Some(before), Some(part)) = (left.last_mut(), right.first_mut()) else {
                continue;
            };
            let alone = part.width <= 0.0 && before.width > 0.0 && part.level == before.level;
            if alone && is_letter(text, part.start) && is_letter(text, before.start) {
                let half = (before.width + part.width).max(0.0) * 0.5;
                (before.width, part.width) = (half, half);
            }
            part.width = part.width.max(0.0);
        }
    }

    /// Rule L1: separators, and white space before them or at the line's end, take the paragraph's
    /// level.
    fn apply_line_levels(&mut self, source: &Source<'_>) {
        let text = |part: &Part| {
            source
                .text
                .get(part.start as usize..part.end as usize)
                .unwrap_or_default()
        };
        let mut yielding = true;
        let mut at_end = true;
        for part in self.parts.iter_mut().rev() {
            let separator = text(part).starts_with(bidi::is_separator);
            yielding = separator || (yielding && text(part).chars().all(bidi::yields_at_line_end));
            at_end &= yielding;
            if yielding {
                part.level = source.base;
                part.trailing = at_end;
            }
        }
    }

    /// Width of all its text.
    pub(super) fn natural_width(&self) -> f32 {
        self.parts.iter().map(|part| part.width).sum()
    }

    /// Widens the spaces of a line that goes on so that it fills `width`, unless that would tear it
    /// apart. Letters are never stretched: a kashida that is right needs a calligrapher's rules and
    /// a face drawn for it.
    pub(super) fn justify(&mut self, source: &Source<'_>, width: f32, size: f32) {
        if !self.soft {
            return;
        }
        let is_space = |part: &Part| {
            let text = source.text.get(part.start as usize..part.end as usize);
            !part.trailing && matches!(text, Some(" " | "\u{A0}"))
        };
        let solid = self.parts.iter().filter(|part| !part.trailing);
        let room = width - solid.map(|part| part.width).sum::<f32>();
        let spaces = self.parts.iter().filter(|part| is_space(part)).count();
        #[expect(clippy::cast_precision_loss, reason = "spaces of one line")]
        let each = room / spaces.max(1) as f32;
        if spaces == 0 || each <= 0.0 || each > LOOSEST * size {
            return;
        }
        for part in self.parts.iter_mut().filter(|part| is_space(part)) {
            part.width += each;
            part.advance += each;
        }
    }

    /// Gives every cell and glyph its place in a column of `width`: aligned to the start side;
    /// white space at the end is narrowed to what room is left.
    pub(super) fn place(&mut self, source: &Source<'_>, width: f32) -> Placed {
        let solid = self.parts.iter().filter(|part| !part.trailing);
        let mut room = (width - solid.map(|part| part.width).sum::<f32>()).max(0.0);
        for part in self.parts.iter_mut().filter(|part| part.trailing) {
            part.width = part.width.min(room);
            part.advance = part.width;
            room -= part.width;
        }
        let levels: Vec<u8> = self.parts.iter().map(|part| part.level).collect();
        let order = bidi::visual_order(&levels);
        let rtl = bidi::is_rtl(source.base);
        // From the start side, so that the start edge is exact however the widths add up.
        let side = if rtl { -1.0 } else { 1.0 };
        let mut x = if rtl { width } else { 0.0 };
        let mut pen = x;
        let mut cells = Vec::with_capacity(order.len());
        let mut heads = vec![f32::INFINITY; order.len()];
        let from_start: Box<dyn Iterator<Item = &usize>> = if rtl {
            Box::new(order.iter().rev())
        } else {
            Box::new(order.iter())
        };
        for at in from_start {
            let part = &self.parts[*at];
            let (to_x, to_pen) = (x + side * part.width, pen + side * part.advance);
            let head = self.head_of(*at);
            // The left edge of the ligature as seen; an advance may be negative.
            if rtl {
                heads[head] = to_pen;
            } else if heads[head].is_infinite() {
                heads[head] = pen;
            }
            cells.push(Cell {
                start: part.start,
                end: part.end,
                x0: x.min(to_x),
                x1: x.max(to_x),
                rtl: bidi::is_rtl(part.level),
                trailing: part.trailing,
            });
            (x, pen) = (to_x, to_pen);
        }
        if rtl {
            cells.reverse();
        }
        let gaps = bidi::gaps(&levels, &order, source.base);
        let offset = |boundary: usize| match self.parts.get(boundary) {
            Some(part) => part.start,
            None => byte(self.text.end),
        };
        Placed {
            cells,
            gaps: gaps.into_iter().map(offset).collect(),
            glyphs: self.place_glyphs(&heads),
        }
    }

    fn head_of(&self, at: usize) -> usize {
        let head = self.parts[at].head;
        self.parts.partition_point(|part| part.start < head).min(at)
    }

    fn place_glyphs(&self, heads: &[f32]) -> Vec<PlacedGlyph> {
        let mut placed = Vec::with_capacity(self.glyphs.len());
        for glyph in &self.glyphs {
            let at = self.parts.partition_point(|part| part.start < glyph.head);
            let last = self.parts[at..]
                .iter()
                .take_while(|part| part.head == glyph.head)
                .last();
            let Some(last) = last else { continue };
            let (x, bin) = glyph::snap(heads[at] + glyph.x);
            #[expect(clippy::cast_possible_truncation, reason = "pixels fit")]
            let y = (self.baseline + glyph.y).round() as i32;
            placed.push(PlacedGlyph {
                key: GlyphKey { bin, ..glyph.key },
                x,
                y,
                byte: glyph.head,
                end: last.end,
            });
        }
        placed
    }
}

fn is_letter(text: &str, at: u32) -> bool {
    let first = text.get(at as usize..).and_then(|rest| rest.chars().next());
    first.is_some_and(char::is_alphabetic)
}

pub(super) fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
