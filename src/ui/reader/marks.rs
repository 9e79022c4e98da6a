//! Marks on the page: filled annotations with chips, dashed suggestions, the ring of the current
//! one with its two edges.

use std::ops::Range;

use eframe::egui::{
    Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::{Page, PaintedMark, Reader};
use crate::app::views::reader::{MarkView, marks_in};
use crate::layout::geometry as layout;
use crate::layout::paragraph::INK;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::text::{Fit, Laid, Type, Weight, lay};
use crate::ui::theme::{LabelColours, look};
use crate::ui::words;

/// How much smaller an inner mark is drawn, per level and edge, in points.
const STEP: f32 = 2.5;

/// Size of a chip's letters, as a share of the article's and within these points.
const CHIP_TEXT: (f32, f32, f32) = (0.5, 9.5, 15.0);

/// Height of a chip beyond its letters, in points.
const CHIP_PAD: f32 = 4.0;

/// How far a mark that goes on in another line reaches out of its own, in points.
const REACH: f32 = 6.0;

/// Size of a chip's letters in points for an article of that size.
fn chip_text(size: f32) -> f32 {
    let (share, least, most) = CHIP_TEXT;
    (size * share).clamp(least, most)
}

/// The least distance of baselines, in sizes, that leaves room for a chip between two lines, so that
/// none covers a letter. `size` is that of the article's text in points.
pub(super) fn least_line_height(size: f32) -> f32 {
    INK + (chip_text(size) + CHIP_PAD) / size.max(1.0)
}

/// A chip that waits: the names of annotations and of the current suggestion on their colour, those
/// of other suggestions only written, because they are not yet true.
struct Chip {
    rect: Rect,
    laid: Laid,
    colours: LabelColours,
    firm: bool,
}

/// Chips wait here until all are known, and give way to each other.
pub(super) struct Chips {
    /// Of each, in points.
    height: f32,
    list: Vec<Chip>,
}

impl Chips {
    /// Adds a chip over the start edge of a mark; if another chip is there, further along the line.
    /// A suggestion's name that finds no place above its own mark is left out.
    fn add(&mut self, (mark, rtl): (Rect, bool), laid: Laid, colours: LabelColours, firm: bool) {
        let pad = if firm { 8.0 } else { 2.0 };
        let size = vec2(laid.size().x + pad, self.height);
        let x = if rtl {
            mark.right() - size.x
        } else {
            mark.left()
        };
        let mut rect = Rect::from_min_size(pos2(x, mark.top() - size.y + 1.0), size);
        while let Some(other) = self
            .list
            .iter()
            .find(|other| other.rect.expand(1.0).intersects(rect))
        {
            let x = if rtl {
                other.rect.left() - size.x - 2.0
            } else {
                other.rect.right() + 2.0
            };
            rect = Rect::from_min_size(pos2(x, rect.top()), size);
        }
        let astray = if rtl {
            rect.right() < mark.left()
        } else {
            rect.left() > mark.right()
        };
        if firm || !astray {
            self.list.push(Chip {
                rect,
                laid,
                colours,
                firm,
            });
        }
    }

    pub(super) fn paint(self, painter: &Painter) {
        for chip in self.list {
            let ink = if chip.firm {
                painter.rect_filled(chip.rect, 4.0, chip.colours.chip);
                chip.colours.chip_text
            } else {
                chip.colours.text
            };
            chip.laid.paint_centred(painter, chip.rect, ink);
        }
    }
}

/// One rectangle of a mark, and on which of its sides the mark goes on in another line.
#[derive(Clone, Copy, Debug)]
struct Part {
    rect: Rect,
    open_left: bool,
    open_right: bool,
}

/// Paints fills and underlines of all visible marks and notes where they stand.
pub(super) fn paint(
    reader: &mut Reader,
    ui: &Ui,
    painter: &Painter,
    cx: &Cx<'_>,
    page: &Page,
) -> Chips {
    let mut chips = Chips {
        height: chip_text(cx.session.preferences().reading.size) + CHIP_PAD,
        list: Vec::new(),
    };
    reader.painted.clear();
    let Some(range) = visible_range(reader, page) else {
        return chips;
    };
    let marks = marks_in(cx.session, range);
    let depths = depths(&marks);
    let mut parts: Vec<Vec<Part>> = Vec::with_capacity(marks.len());
    for (mark, depth) in marks.iter().zip(depths) {
        let mut of_mark = reader.parts(page, &mark.span.range());
        for part in &mut of_mark {
            part.rect = inset(part.rect, depth);
        }
        paint_mark(reader, ui, painter, cx, mark, &of_mark);
        parts.push(of_mark);
    }
    // What is true takes its place before what is only suggested.
    let firm = |mark: &MarkView| mark.score.is_none() || mark.current;
    for wanted in [true, false] {
        for (mark, parts) in marks.iter().zip(&parts) {
            if firm(mark) == wanted {
                add_chip(&mut chips, reader, ui, cx, mark, parts, wanted);
            }
        }
    }
    chips
}

fn paint_mark(
    reader: &mut Reader,
    ui: &Ui,
    painter: &Painter,
    cx: &Cx<'_>,
    mark: &MarkView,
    parts: &[Part],
) {
    let Some(label) = cx.session.project().labels().get(&mark.label) else {
        return;
    };
    let colours = look(ui.ctx()).tokens.label(label.colour);
    for part in parts {
        match mark.score {
            None => annotation(painter, *part, colours),
            Some(score) => suggestion(painter, *part, colours, score),
        }
        reader.painted.push(PaintedMark {
            rect: part.rect,
            target: mark.target.clone(),
            length: mark.span.len(),
        });
    }
}

fn add_chip(
    chips: &mut Chips,
    reader: &Reader,
    ui: &Ui,
    cx: &Cx<'_>,
    mark: &MarkView,
    parts: &[Part],
    firm: bool,
) {
    let rtl = reader.direction_at(mark.span.start()) == Direction::Rtl;
    let label = cx.session.project().labels().get(&mark.label);
    let (Some(label), Some(first)) = (label, start_rect(parts, rtl)) else {
        return;
    };
    let look = look(ui.ctx());
    let size = chip_text(cx.session.preferences().reading.size);
    let weight = if firm { Weight::Bold } else { Weight::Regular };
    let kind = Type::plain(&look).size(size).weight(weight);
    let laid = lay(ui.ctx(), &words::label(label, cx.lang), kind, Fit::Line);
    chips.add((first, rtl), laid, look.tokens.label(label.colour), firm);
}

/// The rectangle on the first line that holds the start edge, unless the mark starts above.
fn start_rect(parts: &[Part], rtl: bool) -> Option<Rect> {
    let first = parts.first()?;
    let same_line = parts
        .iter()
        .filter(|part| (part.rect.top() - first.rect.top()).abs() < 1.0);
    let rects = same_line.map(|part| part.rect);
    rects.reduce(|a, b| {
        let a_first = if rtl {
            a.right() >= b.right()
        } else {
            a.left() <= b.left()
        };
        if a_first { a } else { b }
    })
}

/// The article's bytes in the visible pieces' visible lines (generously: whole lines).
fn visible_range(reader: &Reader, page: &Page) -> Option<Range<usize>> {
    let open = reader.open.as_ref()?;
    let (first, last) = (page.visible.first()?, page.visible.last()?);
    let mut range = open.document.range(first.piece).start..open.document.range(last.piece).end;
    let height = f64::from(page.rect.height() * page.scale);
    for visible in [first, last] {
        let Some(paragraph) = open.document.laid(visible.piece) else {
            continue;
        };
        let base = open.document.range(visible.piece).start;
        let top = reader.scroll - visible.y;
        let shown = paragraph
            .lines()
            .iter()
            .filter(|line| f64::from(line.y1) >= top && f64::from(line.y0) <= top + height);
        let texts: Vec<&Range<usize>> = shown.map(|line| &line.text).collect();
        if let (Some(start), Some(end)) = (texts.first(), texts.last()) {
            if visible.piece == first.piece {
                range.start = base + start.start;
            }
            if visible.piece == last.piece {
                range.end = base + end.end;
            }
        }
    }
    Some(range)
}

/// How many marks each mark lies inside of, in the order of the marks.
fn depths(marks: &[MarkView]) -> Vec<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut depths = Vec::with_capacity(marks.len());
    for mark in marks {
        open.retain(|end| *end > mark.span.start());
        depths.push(open.len());
        open.push(mark.span.end());
    }
    depths
}

fn inset(rect: Rect, depth: usize) -> Rect {
    #[expect(clippy::cast_precision_loss, reason = "a handful of levels")]
    let by = (depth.min(4) as f32) * STEP;
    Rect::from_min_max(
        pos2(rect.left(), rect.top() + by),
        pos2(rect.right(), rect.bottom() - by),
    )
}

/// Confirmed: filled, outlined where it ends, open where it goes on.
fn annotation(painter: &Painter, part: Part, colours: LabelColours) {
    let rect = reached(part);
    let round = |open: bool| if open { 0 } else { 4 };
    let (left, right) = (round(part.open_left), round(part.open_right));
    let corners = CornerRadius {
        nw: left,
        sw: left,
        ne: right,
        se: right,
    };
    let stroke = Stroke::new(1.0, colours.stroke);
    if !part.open_left && !part.open_right {
        painter.rect(rect, corners, colours.fill, stroke, StrokeKind::Inside);
        return;
    }
    painter.rect_filled(rect, corners, colours.fill);
    let inner = rect.shrink(0.5);
    painter.hline(rect.x_range(), inner.top(), stroke);
    painter.hline(rect.x_range(), inner.bottom(), stroke);
    for (open, x) in [
        (part.open_left, inner.left()),
        (part.open_right, inner.right()),
    ] {
        if !open {
            painter.vline(x, inner.y_range(), stroke);
        }
    }
}

/// Tentative: a faint ground and a dashed underline that is the stronger the surer the engine is,
/// turned up where the span ends.
fn suggestion(painter: &Painter, part: Part, colours: LabelColours, score: f32) {
    let rect = reached(part);
    painter.rect_filled(rect, 3.0, colours.ghost_fill);
    let width = 1.0 + 1.4 * score.clamp(0.0, 1.0);
    let stroke = Stroke::new(width, colours.stroke);
    let y = rect.bottom() - width / 2.0;
    let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
    let (dash, gap) = if score >= 0.8 { (7.0, 3.0) } else { (4.0, 4.0) };
    painter.extend(Shape::dashed_line(&line, stroke, dash, gap));
    for (open, x) in [
        (part.open_left, rect.left() + width / 2.0),
        (part.open_right, rect.right() - width / 2.0),
    ] {
        if !open {
            painter.vline(x, (rect.bottom() - 6.0)..=rect.bottom(), stroke);
        }
    }
}

/// The rectangle with what it reaches out on its open sides.
fn reached(part: Part) -> Rect {
    let by = |open: bool| if open { REACH } else { 0.0 };
    let mut rect = part.rect;
    rect.min.x -= by(part.open_left);
    rect.max.x += by(part.open_right);
    rect
}

/// The ring around the current span, with a bar at each edge that cannot be mistaken.
pub(super) fn paint_current(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let here = cx.session.here();
    let Some(span) = cx.session.current_span().filter(|_| here.target.is_some()) else {
        return;
    };
    let span = reader.dragged_span().unwrap_or(span);
    let palette = &look(ui.ctx()).tokens.palette;
    // Only the ring that keys are for has the colour of the keyboard.
    let colour = if ui.memory(|memory| memory.has_focus(super::id())) {
        palette.focus
    } else {
        palette.border_strong
    };
    for rect in reader.rects(page, &span.range()) {
        painter.rect_stroke(
            rect.expand(0.5),
            5.0,
            Stroke::new(1.5, colour),
            StrokeKind::Outside,
        );
    }
    for (edge, offset) in [(Edge::Start, span.start()), (Edge::End, span.end())] {
        if let Some(rect) = reader.edge_rect(page, edge, offset) {
            bar(painter, rect, colour);
        }
    }
}

/// An edge of the current span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

fn bar(painter: &Painter, rect: Rect, colour: Color32) {
    let (top, bottom) = (rect.top() - 4.0, rect.bottom() + 4.0);
    let x = rect.center().x;
    painter.line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, colour));
    painter.circle_filled(pos2(x, bottom), 3.5, colour);
}

impl Reader {
    /// The rectangles of a byte range as far as it is visible, and where it goes on.
    fn parts(&self, page: &Page, range: &Range<usize>) -> Vec<Part> {
        let Some(open) = &self.open else {
            return Vec::new();
        };
        let mut parts = Vec::new();
        for visible in &page.visible {
            let of_piece = open.document.range(visible.piece);
            if of_piece.start >= range.end || range.start >= of_piece.end {
                continue;
            }
            let rtl = open.document.direction_at(of_piece.start) == Direction::Rtl;
            let lines = open
                .document
                .laid(visible.piece)
                .map_or(&[][..], |p| p.lines());
            let rects = open.document.rects(visible.piece, range);
            for rect in &rects {
                let line = lines.partition_point(|line| line.y1 <= rect.y0);
                let text = lines.get(line).map_or(0..0, |line| line.text.clone());
                let same = |other: &&layout::Rect| (other.y0 - rect.y0).abs() < 0.5;
                let beside = |left: bool| {
                    let mut others = rects.iter().filter(same);
                    !others.any(|o| if left { o.x0 < rect.x0 } else { o.x1 > rect.x1 })
                };
                // A paragraph's end is no edge of the span, but its line is not cut either.
                let before = range.start < of_piece.start + text.start;
                let after = range.end > of_piece.start + text.end;
                let (left, right) = if rtl {
                    (after, before)
                } else {
                    (before, after)
                };
                parts.push(Part {
                    rect: page.place(visible.y, self.scroll, *rect),
                    open_left: left && beside(true),
                    open_right: right && beside(false),
                });
            }
        }
        parts
    }

    /// The vertical line at an edge of a span: the outer side of its first or last letter.
    pub(super) fn edge_rect(&self, page: &Page, edge: Edge, offset: usize) -> Option<Rect> {
        let open = self.open.as_ref()?;
        let text = open.document.text();
        let letter = match edge {
            Edge::Start => offset..crate::text::grapheme::next(text, offset),
            Edge::End => crate::text::grapheme::previous(text, offset)..offset,
        };
        let rect = *self.rects(page, &letter).first()?;
        let rtl = self.letter_is_rtl(letter.start);
        let x = if rtl == (edge == Edge::Start) {
            rect.right()
        } else {
            rect.left()
        };
        Some(Rect::from_min_max(
            pos2(x, rect.top()),
            pos2(x, rect.bottom()),
        ))
    }

    /// Whether the letter at a byte offset is set right to left.
    fn letter_is_rtl(&self, offset: usize) -> bool {
        let Some(open) = &self.open else { return true };
        let piece = open.document.piece_of(offset);
        let start = open.document.range(piece).start;
        open.document
            .laid(piece)
            .is_none_or(|paragraph| paragraph.is_rtl_at(offset - start))
    }
}
