//! Marks on the page: filled annotations with chips, dashed suggestions, the ring of the current
//! one with its two edges.

use std::ops::Range;

use eframe::egui::{
    Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::chips::Chips;
use super::parts::{Ending, Part};
use super::{Page, PaintedMark, Reader};
use crate::app::views::reader::{MarkView, marks_in};
use crate::text::grapheme;
use crate::text::offset::Span;
use crate::text::paragraph::Direction;
use crate::ui::cx::Cx;
use crate::ui::theme::look;
use crate::ui::words;

/// How much smaller an inner mark is drawn, per level and edge, in points.
const STEP: f32 = 2.5;

/// How far a mark that goes on in another line reaches out of its own, in points.
const REACH: f32 = 6.0;

/// Paints fills and then outlines of all visible marks, so that the edge of one that crosses another
/// is seen inside it, and notes where they stand.
pub(super) fn paint(
    reader: &mut Reader,
    ui: &Ui,
    painter: &Painter,
    cx: &Cx<'_>,
    page: &Page,
) -> Chips {
    let mut chips = Chips::over(cx.session.preferences().reading.size);
    reader.painted.clear();
    let Some(range) = visible_range(reader, page) else {
        return chips;
    };
    let marks = marks_in(cx.session, range);
    let depths = levels(&marks);
    let parts: Vec<Vec<Part>> = marks
        .iter()
        .map(|mark| reader.parts(page, &mark.span.range()))
        .collect();
    for pass in [Pass::Fill, Pass::Outline] {
        for ((mark, depth), parts) in marks.iter().zip(&depths).zip(&parts) {
            paint_mark(ui, painter, cx, mark, (parts, *depth), pass);
        }
    }
    for ((mark, depth), parts) in marks.iter().zip(&depths).zip(&parts) {
        reader.painted.extend(parts.iter().map(|part| PaintedMark {
            rect: inset(*part, *depth).rect,
            target: mark.target.clone(),
            length: mark.span.len(),
        }));
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

/// What of the marks is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pass {
    Fill,
    Outline,
}

fn paint_mark(
    ui: &Ui,
    painter: &Painter,
    cx: &Cx<'_>,
    mark: &MarkView,
    (parts, depth): (&[Part], usize),
    pass: Pass,
) {
    let Some(label) = cx.session.project().labels().get(&mark.label) else {
        return;
    };
    let colours = look(ui.ctx()).tokens.label(label.colour);
    for part in parts.iter().map(|part| inset(*part, depth)) {
        match (pass, mark.score) {
            (Pass::Fill, None) => {
                painter.rect_filled(reached(part), corners(part), colours.fill);
            }
            (Pass::Fill, Some(_)) => {
                painter.rect_filled(reached(part), 3.0, colours.ghost_fill);
            }
            (Pass::Outline, None) => outline(painter, part, colours.stroke),
            (Pass::Outline, Some(score)) => foot(painter, part, colours.stroke, score),
        }
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
    let colours = look(ui.ctx()).tokens.label(label.colour);
    let name = words::label(label, cx.lang);
    chips.add(ui.ctx(), (first, rtl), (&name, colours), firm);
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
pub(super) fn visible_range(reader: &Reader, page: &Page) -> Option<Range<usize>> {
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

/// The level of each mark, in the order of the marks: one deeper than the deepest that it lies in or
/// crosses the end of.
fn levels(marks: &[MarkView]) -> Vec<usize> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut levels = Vec::with_capacity(marks.len());
    for mark in marks {
        open.retain(|(end, _)| *end > mark.span.start());
        let level = open.iter().map(|(_, level)| level + 1).max().unwrap_or(0);
        levels.push(level);
        open.push((mark.span.end(), level));
    }
    levels
}

/// The part as high as a mark of that level is drawn.
fn inset(part: Part, level: usize) -> Part {
    #[expect(clippy::cast_precision_loss, reason = "a handful of levels")]
    let by = (level.min(4) as f32) * STEP;
    let rect = part.rect.shrink2(vec2(0.0, by));
    Part { rect, ..part }
}

/// Round where the mark ends.
fn corners(part: Part) -> CornerRadius {
    let round = |ending| if ending == Ending::Closed { 4 } else { 0 };
    let (left, right) = (round(part.left), round(part.right));
    CornerRadius {
        nw: left,
        sw: left,
        ne: right,
        se: right,
    }
}

/// Confirmed: outlined where it ends, open where it goes on.
fn outline(painter: &Painter, part: Part, colour: Color32) {
    let rect = reached(part);
    let stroke = Stroke::new(1.0, colour);
    if (part.left, part.right) == (Ending::Closed, Ending::Closed) {
        painter.rect_stroke(rect, corners(part), stroke, StrokeKind::Inside);
        return;
    }
    let inner = rect.shrink(0.5);
    painter.hline(rect.x_range(), inner.top(), stroke);
    painter.hline(rect.x_range(), inner.bottom(), stroke);
    for (ending, x) in [(part.left, inner.left()), (part.right, inner.right())] {
        if ending == Ending::Closed {
            painter.vline(x, inner.y_range(), stroke);
        }
    }
}

/// Tentative: a dashed underline that is the stronger the surer the engine is, turned up where the
/// span ends.
fn foot(painter: &Painter, part: Part, colour: Color32, score: f32) {
    let rect = reached(part);
    let width = 1.0 + 1.4 * score.clamp(0.0, 1.0);
    let stroke = Stroke::new(width, colour);
    let y = rect.bottom() - width / 2.0;
    let line = [pos2(rect.left(), y), pos2(rect.right(), y)];
    let (dash, gap) = if score >= 0.8 { (7.0, 3.0) } else { (4.0, 4.0) };
    painter.extend(Shape::dashed_line(&line, stroke, dash, gap));
    for (ending, x) in [
        (part.left, rect.left() + width / 2.0),
        (part.right, rect.right() - width / 2.0),
    ] {
        if ending == Ending::Closed {
            painter.vline(x, (rect.bottom() - 6.0)..=rect.bottom(), stroke);
        }
    }
}

/// The rectangle with what it reaches out where the mark goes on beyond its line.
fn reached(part: Part) -> Rect {
    let by = |ending| {
        if ending == Ending::Beyond { REACH } else { 0.0 }
    };
    let mut rect = part.rect;
    rect.min.x -= by(part.left);
    rect.max.x += by(part.right);
    rect
}

/// The current span as it is drawn, and in which colour.
fn current(reader: &Reader, ui: &Ui, cx: &Cx<'_>) -> Option<(Span, Color32)> {
    let here = cx.session.here();
    let span = cx
        .session
        .current_span()
        .filter(|_| here.target.is_some())?;
    let palette = &look(ui.ctx()).tokens.palette;
    // Only the ring that keys are for has the colour of the keyboard.
    let colour = if ui.memory(|memory| memory.has_focus(super::id())) {
        palette.focus
    } else {
        palette.border_strong
    };
    Some((reader.dragged_span().unwrap_or(span), colour))
}

/// The ring around the current span; chips and letters stand before it.
pub(super) fn paint_ring(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let Some((span, colour)) = current(reader, ui, cx) else {
        return;
    };
    for rect in reader.rects(page, &span.range()) {
        painter.rect_stroke(
            rect.expand(0.5),
            5.0,
            Stroke::new(1.5, colour),
            StrokeKind::Outside,
        );
    }
}

/// A bar at each edge of the current span, before the letters, that cannot be mistaken.
pub(super) fn paint_edges(reader: &Reader, ui: &Ui, painter: &Painter, cx: &Cx<'_>, page: &Page) {
    let Some((span, colour)) = current(reader, ui, cx) else {
        return;
    };
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
    let (top, bottom) = (rect.top(), rect.bottom() + 4.0);
    let x = rect.center().x;
    painter.line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, colour));
    painter.circle_filled(pos2(x, bottom), 3.5, colour);
}

impl Reader {
    /// The vertical line at an edge of a span: the outer side of its first or last letter.
    pub(super) fn edge_rect(&self, page: &Page, edge: Edge, offset: usize) -> Option<Rect> {
        let open = self.open.as_ref()?;
        let text = open.document.text();
        let letter = match edge {
            Edge::Start => offset..grapheme::next(text, offset),
            Edge::End => grapheme::previous(text, offset)..offset,
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
